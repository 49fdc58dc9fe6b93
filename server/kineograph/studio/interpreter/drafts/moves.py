"""What a clause asks of how the video begins and ends, of the order of its clips, and of what stands in for what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from kineograph.studio.interpreter.drafts.general import EVERYDAY, OPEN, Draft, Reference

SortKey = Literal["name", "captured", "added", "shuffle"]


@dataclass(frozen=True, slots=True)
class FadeDraft(Draft):
    """How the video begins or ends. ``unwanted``: it should do so plainly. ``loose``: no end of the video was named, so
    that the fades between the clips may be meant. ``change_ms``: longer or shorter by; ``factor``: so many times as
    long."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {
        "remove", "fade", "lengthen", "shorten", "last", "startwith", "endwith", "turn",
    }  # fmt: skip
    begins: ClassVar[bool] = True
    edge: Literal["in", "out", "both"]
    duration_ms: int | None = None
    color: str | None = None
    unwanted: bool = False
    loose: bool = False
    change_ms: int = 0
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Sorting(Draft):
    """``by`` None: the words do not say by what. ``backwards``: and then the other way round."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"sort", "shuffle", "reverse", "move", "sequence", "undo", "redo"}
    destroys: ClassVar[bool] = True
    turn: ClassVar[int] = 1
    begins: ClassVar[bool] = True
    by: SortKey | None
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Ordering(Draft):
    """The clips in the order in which they should stand; those that were not named follow."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"sort", "move", "reverse"}
    destroys: ClassVar[bool] = True
    turn: ClassVar[int] = 1
    begins: ClassVar[bool] = True
    order: Reference


@dataclass(frozen=True, slots=True)
class Step(Draft):
    """A clip moves by so many positions, negative towards the start."""

    verbs: ClassVar[frozenset[str]] = frozenset({"move", "move_earlier", "move_later", "make", "show", "change", "add"})
    destroys: ClassVar[bool] = True
    turn: ClassVar[int] = 1
    target: Reference
    by: int


@dataclass(frozen=True, slots=True)
class Replacement(Draft):
    """``source`` names the upload that comes into the place of the clip at ``target``; open: the one that is new.
    ``asked``: the words do not say which one at all. ``upload``: its number counts the uploads."""

    verbs: ClassVar[frozenset[str]] = frozenset({"change", "use", "swap", "add", "make", "remove"})
    destroys: ClassVar[bool] = True
    turn: ClassVar[int] = 1
    target: Reference
    source: Reference = OPEN
    upload: bool = False
    asked: bool = False
