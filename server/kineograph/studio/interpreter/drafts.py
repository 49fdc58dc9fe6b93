"""What a clause asks for, before anyone has looked at the timeline: targets as they were said, gaps left open.

``resolve`` turns drafts into typed edits. A field is None where the clause did not say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kineograph.timeline.vocabulary import (
    Anchor,
    Mood,
    MotionKind,
    Place,
    TransitionKind,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Which clips (or texts) are meant: ``places`` 1-based, negative from the end, 0 the middle; ``names`` of files;
    ``every``: all were named; ``others``: all but those; nothing at all: not said."""

    places: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    every: bool = False
    others: bool = False

    @property
    def is_open(self) -> bool:
        return not (self.places or self.names or self.every)


OPEN = Reference()


@dataclass(frozen=True, slots=True)
class Timing:
    """When a text shows, as far as said; ms."""

    anchor: Anchor | None = None
    at_ms: int | None = None
    duration_ms: int | None = None

    @property
    def is_open(self) -> bool:
        return self == Timing()


@dataclass(frozen=True, slots=True)
class Create:
    """Put uploaded pictures on the timeline. ``count``: how many the words mention. ``adding``: "add the new photos".
    ``at``: where. ``singular``: one picture is meant."""

    chosen: Reference = OPEN
    count: int | None = None
    adding: bool = False
    at: int = -1
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """All clips were meant, and said to be so many."""

    count: int


@dataclass(frozen=True, slots=True)
class Duration:
    """``scope`` None: the words leave open whether each or the whole is meant. ``video``: the whole video was named.
    ``factor``: so many times as long as now, in place of an amount."""

    amount_ms: int
    scope: Literal["each", "total", "relative"] | None = None
    target: Reference = OPEN
    whole: bool = False
    guessed: bool = False
    factor: float = 0.0


@dataclass(frozen=True, slots=True)
class TransitionDraft:
    """``between``: the target names the two neighbours of one cut, rather than the clips that are led into.
    ``change_ms``: longer or shorter by, where no length was said."""

    kind: TransitionKind | None = None
    duration_ms: int | None = None
    target: Reference = OPEN
    between: bool = False
    change_ms: int = 0


@dataclass(frozen=True, slots=True)
class MotionDraft:
    """``kinds`` empty: some motion, whichever."""

    kinds: tuple[MotionKind, ...] = ()
    strength: float | None = None
    target: Reference = OPEN


@dataclass(frozen=True, slots=True)
class TextLook:
    """Everything about a text but its words. ``grow``: a factor on its present size. ``on``: the pictures it shows
    over, rather than a time."""

    place: Place | None = None
    color: str | None = None
    size: float | None = None
    grow: float | None = None
    timing: Timing = Timing()
    on: Reference = OPEN

    @property
    def is_open(self) -> bool:
        return self == TextLook()


@dataclass(frozen=True, slots=True)
class TextDraft:
    content: str
    caption: bool = False
    look: TextLook = TextLook()


@dataclass(frozen=True, slots=True)
class TextChange:
    """``old``: the words of the text that is meant."""

    content: str | None = None
    look: TextLook = TextLook()
    target: Reference = OPEN
    old: str | None = None


@dataclass(frozen=True, slots=True)
class TextRemoval:
    target: Reference = OPEN
    old: str | None = None
    forbids: bool = False


@dataclass(frozen=True, slots=True)
class Music:
    """``own``: an uploaded sound is meant; ``name`` its file name. ``changing``: another one than plays now."""

    mood: Mood | None = None
    own: bool = False
    name: str = ""
    volume: float | None = None
    changing: bool = False


@dataclass(frozen=True, slots=True)
class MusicRemoval:
    """``forbids``: "don't add music" rather than "remove the music"."""

    forbids: bool = False


@dataclass(frozen=True, slots=True)
class Volume:
    """``scaled``: ``level`` is a factor on the present volume. ``named``: music was spoken of, not just a volume."""

    level: float
    relative: bool = False
    footage: bool = False
    scaled: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    aspect: str


@dataclass(frozen=True, slots=True)
class Removal:
    """``keeping``: the target stays and everything else goes."""

    target: Reference
    keeping: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """``to`` a position (-1 last), or next to the clip ``beside`` (``side`` -1 before it, 1 after it)."""

    target: Reference
    to: int | None = None
    beside: Reference | None = None
    side: Literal[-1, 1] = -1


@dataclass(frozen=True, slots=True)
class Swap:
    target: Reference


@dataclass(frozen=True, slots=True)
class Reversal:
    pass


@dataclass(frozen=True, slots=True)
class History:
    redo: bool = False
    steps: int = 1


@dataclass(frozen=True, slots=True)
class Remark:
    """Understood, and nothing to do: ``code`` is a key of the wording, ``about`` what it is about."""

    code: str
    about: str = ""


Draft = (
    Create
    | Counted
    | Duration
    | TransitionDraft
    | MotionDraft
    | TextDraft
    | TextChange
    | TextRemoval
    | Music
    | MusicRemoval
    | Volume
    | Shape
    | Removal
    | Move
    | Swap
    | Reversal
    | History
    | Remark
)
