"""A skill as a value, read from its Markdown file: one of ours by name, or an installed SKILL.md by its path."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kineograph.skills.front_matter import split_front_matter

DEFAULT_SKILL = "ai-image-in-video-generator"
SessionLanguage = Literal["", "detect", "en"]

_HOME = Path(__file__).parent
_FILE = "SKILL.md"
_LANGUAGES: dict[str, SessionLanguage] = {"none": "", "": "", "detect": "detect", "en": "en"}
_DEFAULT_FILE_MB = 200
_INSTALLED = ((".clawhub", "", "clawhub"), (".cursor", "skills", "cursor"))


class SkillUnknown(LookupError):
    """There is no such skill, or its file cannot be read. The message is ours and says what to do."""


@dataclass(frozen=True, slots=True)
class Skill:
    """``platform`` is where its file is installed; ``session_language`` what a new session is told: nothing, the
    detected language, or English; ``formats`` those that work most smoothly."""

    name: str
    version: str
    title: str
    description: str
    default_instruction: str
    max_file_bytes: int
    formats: tuple[str, ...]
    session_language: SessionLanguage
    platform: str
    setup: str
    ready: str
    tip: str
    audience: str
    body: str


def skill_names() -> tuple[str, ...]:
    """The names of the skills that come with this package, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in _HOME.glob(f"*/{_FILE}")))


def load_skill(name_or_path: str = DEFAULT_SKILL) -> Skill:
    """The skill called so, or the one in the SKILL.md at that path. Raises ``SkillUnknown``."""
    return read_skill(_file_of(name_or_path))


def read_skill(path: Path) -> Skill:
    """The skill in the file ``path``. Raises ``SkillUnknown``."""
    try:
        fields, body = split_front_matter(path.read_text(encoding="utf-8"))
        return Skill(
            name=fields["name"],
            version=fields.get("version") or "1.0.0",
            title=fields.get("title") or fields["name"],
            description=fields.get("description", ""),
            default_instruction=fields.get("default_instruction", ""),
            max_file_bytes=int(fields.get("max_file_mb", _DEFAULT_FILE_MB)) * 1024 * 1024,
            formats=tuple(part.strip() for part in fields.get("formats", "").split(",") if part.strip()),
            session_language=_LANGUAGES[fields.get("session_language", "")],
            platform=platform_of(path),
            setup=_said(fields, "setup"),
            ready=_said(fields, "ready"),
            tip=_said(fields, "tip"),
            audience=_said(fields, "audience"),
            body=body,
        )
    except KeyError as error:
        raise SkillUnknown(f"The skill file {path} lacks a right {error.args[0] or 'session_language'!r}.") from error
    except (OSError, ValueError) as error:
        raise SkillUnknown(f"The skill file {path} cannot be read: {error}.") from error


def platform_of(path: Path) -> str:
    """Where a skill file is installed: ~/.clawhub/ is clawhub, ~/.cursor/skills/ is cursor, anything else unknown."""
    try:
        parts = path.expanduser().absolute().relative_to(Path.home()).parts
    except (ValueError, RuntimeError):
        return "unknown"
    for first, second, platform in _INSTALLED:
        if parts[:1] == (first,) and (not second or parts[1:2] == (second,)):
            return platform
    return "unknown"


def _file_of(name_or_path: str) -> Path:
    if name_or_path in skill_names():
        return _HOME / name_or_path / _FILE
    path = Path(name_or_path).expanduser()
    if path.suffix == ".md" or path.is_dir():
        return path / _FILE if path.is_dir() else path
    known = ", ".join(skill_names())
    raise SkillUnknown(
        f"There is no skill called {name_or_path!r}. There are: {known}; or give the path of a SKILL.md."
    )


def _said(fields: dict[str, str], key: str) -> str:
    value = fields.get(key, "")
    return "" if value in ("none", "everyone") else value
