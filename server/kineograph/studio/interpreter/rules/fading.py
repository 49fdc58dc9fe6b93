"""What the rules of fades share: whose a fade is by its words, and by how much it grows."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause

STEP_MS = 500
"""A longer fade is longer by that."""
COUNTERS = "张图片段幅页"
"""每张: of the clips, where 各 may be of the fades."""
_COLORS = ("black", "white", "黑", "白")


def fades_video(clause: Clause) -> bool:
    """ "Fade to black at the end", 开头从白色淡入: into or out of a colour, which nothing that is laid over does."""
    through = clause.has("transition", "fade_black", "fade_white")
    into = any(token.kind == "fade" and any(mark in token.text for mark in _COLORS) for token in clause.tokens)
    return (through or into or clause.has("fade", "in_white", "out_white")) and not clause.has("pronoun")
