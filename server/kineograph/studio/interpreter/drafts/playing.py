"""What a clause asks of how clips play: how fast, backwards, how often, and which stretches of time go or stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from kineograph.studio.interpreter.drafts.general import EVERYDAY, OPEN, Draft, Duration, Reference


@dataclass(frozen=True, slots=True)
class Speed(Draft):
    """``factor`` times as fast as now; ``absolute``: as the source was recorded. ``guessed``: no amount was said."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {
        "turn",
        "raise",
        "lower",
        "last",
        "keep",
        "remove",
        "trim",
        "undo",
        "move",
    }
    begins: ClassVar[bool] = True
    factor: float
    absolute: bool = False
    guessed: bool = False
    target: Reference = OPEN


@dataclass(frozen=True, slots=True)
class Pace(Draft):
    """ "A bit faster": footage plays faster, pictures show for shorter, as ``duration`` says. ``whole``: the video was
    named, which plays faster as one."""

    verbs: ClassVar[frozenset[str]] = Duration.verbs
    begins: ClassVar[bool] = True
    factor: float
    duration: Duration
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Backwards(Draft):
    """Footage plays backwards; ``whole``: the video does, its last clip first. ``off``: forwards again."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"reverse", "turn", "last", "remove"}
    target: Reference = OPEN
    whole: bool = False
    off: bool = False


@dataclass(frozen=True, slots=True)
class Looping(Draft):
    """``times`` None: not said. ``of_clip``: a clip was named, rather than the video."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"turn", "animate", "last"}
    begins: ClassVar[bool] = True
    times: int | None = None
    style: Literal["repeat", "boomerang", "seamless"] = "repeat"
    of_clip: bool = False


Edge = Literal["first", "last", "both"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time in ms: ``start`` to ``end`` (None: to the end), or so much at an ``edge``: a length,
    or a ``share`` of the whole."""

    start: int = 0
    end: int | None = None
    edge: Edge | None = None
    length: int = 0
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Cutout(Draft):
    """Take a stretch out of the video, or of the clips at ``target``; ``keep``: everything else goes instead. Without a
    stretch nobody said which."""

    verbs: ClassVar[frozenset[str]] = frozenset(
        {"remove", "trim", "keep", "excerpt", "use", "make", "split", "edit", "shorten", "last"}
    )
    destroys: ClassVar[bool] = True
    stretch: Stretch | None
    keep: bool = False
    target: Reference = OPEN


@dataclass(frozen=True, slots=True)
class Ambiguous(Draft):
    """Clear but for one thing, which ``code`` asks about."""

    verbs: ClassVar[frozenset[str]] = Cutout.verbs | Duration.verbs | {"split", "trim"}
    code: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Splitting(Draft):
    """At moments of the video (of the clip at ``target``, where one is named), or into ``parts``, or every so often."""

    verbs: ClassVar[frozenset[str]] = frozenset({"split", "trim", "remove", "make", "turn", "edit", "create"})
    destroys: ClassVar[bool] = True
    moments: tuple[int, ...] = ()
    parts: int = 0
    every_ms: int = 0
    target: Reference = OPEN


@dataclass(frozen=True, slots=True)
class PieceRemoval(Draft):
    """A part of what was split goes; once it is split."""

    verbs: ClassVar[frozenset[str]] = frozenset({"remove"})
    destroys: ClassVar[bool] = True
    takes: ClassVar[bool] = True
    target: Reference = OPEN
