"""What a clause asks for of how the pictures look, how they fill the frame, and what an export makes.

A field is None where the clause did not say; numbers are counted as :class:`~kineograph.timeline.vocabulary.Look`
counts them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from kineograph.studio.interpreter.drafts.general import EVERYDAY, OPEN, Draft, Reference
from kineograph.timeline.vocabulary import Container, Fit, Quality, Tone

_GRADING = EVERYDAY | {"turn", "raise", "lower", "lengthen", "keep", "touch", "move"}


@dataclass(frozen=True, slots=True)
class LookDraft(Draft):
    """``set_to``: fields and their new values. ``by``: fields and what is added to them. ``times``: fields and by what
    the values that they have are multiplied. ``reset``: back to how the pictures came. ``scaled``: a value on the scale
    from −1 to 1 was given. ``guessed``: a step that nobody said."""

    verbs: ClassVar[frozenset[str]] = _GRADING | {"remove"}
    begins: ClassVar[bool] = True
    tone: Tone | None = None
    set_to: tuple[tuple[str, float], ...] = ()
    by: tuple[tuple[str, float], ...] = ()
    times: tuple[tuple[str, float], ...] = ()
    reset: bool = False
    scaled: bool = False
    guessed: bool = False
    target: Reference = OPEN


@dataclass(frozen=True, slots=True)
class LookRemoval(Draft):
    """Take a tone or the named ``fields`` off; everything where neither is named. ``said`` is what was named."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"remove", "turn"}
    tone: Tone | None = None
    fields: tuple[str, ...] = ()
    said: str = ""
    target: Reference = OPEN


@dataclass(frozen=True, slots=True)
class TransformDraft(Draft):
    """``guessed``: neither an angle nor a side was said."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"turn", "move", "animate"}
    begins: ClassVar[bool] = True
    rotate: int = 0
    flip: Literal["", "horizontal", "vertical"] = ""
    guessed: bool = False
    target: Reference = OPEN


@dataclass(frozen=True, slots=True)
class FrameDraft(Draft):
    """``color``: of what shows around the pictures."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"turn", "remove", "keep", "raise", "lower"}
    begins: ClassVar[bool] = True
    fit: Fit | None = None
    color: str | None = None
    fps: int | None = None
    target: Reference = OPEN


@dataclass(frozen=True, slots=True)
class OutputDraft(Draft):
    """``smaller``: a smaller file is wanted, however that is done."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"turn", "raise", "lower", "keep"}
    begins: ClassVar[bool] = True
    container: Container | None = None
    quality: Quality | None = None
    short_side: int | None = None
    fps: int | None = None
    smaller: bool = False
