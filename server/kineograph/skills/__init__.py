"""The five published skill profiles: Markdown with front matter, read at run time because the headers that a studio
asks for are derived from it (the skills, "Headers are derived from this file's YAML frontmatter").

Leaf data: knows nothing of sessions, studios or the wire.
"""

from kineograph.skills.profile import DEFAULT_SKILL, Skill, SkillUnknown, load_skill, skill_names

__all__ = ["DEFAULT_SKILL", "Skill", "SkillUnknown", "load_skill", "skill_names"]
