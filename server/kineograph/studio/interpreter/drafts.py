"""What a clause asks for, before anyone has looked at the timeline: targets as they were said, gaps left open.

``resolve`` turns drafts into typed edits. A field is None where the clause did not say. Families with many drafts keep
them in modules of their own; all are :class:`Draft`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

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
    ``every``: all were named; ``others``: all but those; ``footage``: "one" or "all" of the clips that move; nothing at
    all: not said."""

    places: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    every: bool = False
    others: bool = False
    footage: Literal["", "one", "all"] = ""

    @property
    def is_open(self) -> bool:
        return not (self.places or self.names or self.every or self.footage)


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


EVERYDAY = frozenset({"make", "change", "use", "add", "show", "edit", "create"})


class Draft:
    """Something a clause asks for. ``verbs``: those that can ask for it, by their value in the lexicon. ``destroys``:
    it takes away or rearranges what there is, so that nothing may be guessed. ``one_of_a_kind``: only one of its kind
    can be meant ("this or that" is a question). ``begins``: it is about pictures, so that uploads become a video."""

    __slots__ = ()
    verbs: ClassVar[frozenset[str]] = EVERYDAY
    destroys: ClassVar[bool] = False
    one_of_a_kind: ClassVar[bool] = False
    begins: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Create(Draft):
    """Put uploaded pictures on the timeline. ``count``: how many the words mention. ``adding``: "add the new photos".
    ``at``: where. ``singular``: one picture is meant."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"turn", "animate", "lengthen", "keep"}
    chosen: Reference = OPEN
    count: int | None = None
    adding: bool = False
    at: int = -1
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Counted(Draft):
    """All clips were meant, and said to be so many."""

    verbs: ClassVar[frozenset[str]] = frozenset()
    count: int


@dataclass(frozen=True, slots=True)
class Duration(Draft):
    """``scope`` None: the words leave open whether each or the whole is meant. ``video``: the whole video was named.
    ``factor``: so many times as long as now, in place of an amount. ``most``: no longer than that."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {
        "lengthen",
        "shorten",
        "last",
        "keep",
        "raise",
        "lower",
        "turn",
        "animate",
        "trim",
    }
    begins: ClassVar[bool] = True
    amount_ms: int
    scope: Literal["each", "total", "relative"] | None = None
    target: Reference = OPEN
    whole: bool = False
    guessed: bool = False
    factor: float = 0.0
    most: bool = False


@dataclass(frozen=True, slots=True)
class TransitionDraft(Draft):
    """``between``: the target names the two neighbours of one cut, rather than the clips that are led into.
    ``change_ms``: longer or shorter by, where no length was said."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"remove", "lengthen", "shorten", "trim"}
    begins: ClassVar[bool] = True
    kind: TransitionKind | None = None
    duration_ms: int | None = None
    target: Reference = OPEN
    between: bool = False
    change_ms: int = 0


@dataclass(frozen=True, slots=True)
class MotionDraft(Draft):
    """``kinds`` empty: some motion, whichever."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"animate", "remove", "keep", "move", "touch"}
    begins: ClassVar[bool] = True
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
class TextDraft(Draft):
    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"last", "move"}
    one_of_a_kind: ClassVar[bool] = True
    begins: ClassVar[bool] = True
    content: str
    caption: bool = False
    look: TextLook = TextLook()


@dataclass(frozen=True, slots=True)
class TextChange(Draft):
    """``old``: the words of the text that is meant."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"keep", "move", "last", "raise", "lower"}
    content: str | None = None
    look: TextLook = TextLook()
    target: Reference = OPEN
    old: str | None = None


@dataclass(frozen=True, slots=True)
class TextRemoval(Draft):
    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"remove"}
    destroys: ClassVar[bool] = True
    target: Reference = OPEN
    old: str | None = None
    forbids: bool = False


@dataclass(frozen=True, slots=True)
class Music(Draft):
    """``own``: an uploaded sound is meant; ``name`` its file name. ``changing``: another one than plays now."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"turn", "swap", "raise", "lower"}
    one_of_a_kind: ClassVar[bool] = True
    begins: ClassVar[bool] = True
    mood: Mood | None = None
    own: bool = False
    name: str = ""
    volume: float | None = None
    changing: bool = False


@dataclass(frozen=True, slots=True)
class MusicRemoval(Draft):
    """``forbids``: "don't add music" rather than "remove the music"."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"remove"}
    destroys: ClassVar[bool] = True
    forbids: bool = False


@dataclass(frozen=True, slots=True)
class Volume(Draft):
    """``scaled``: ``level`` is a factor on the present volume. ``named``: music was spoken of, not just a volume."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"turn", "raise", "lower", "mute", "keep", "move", "trim"}
    level: float
    relative: bool = False
    footage: bool = False
    scaled: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Shape(Draft):
    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"turn"}
    one_of_a_kind: ClassVar[bool] = True
    begins: ClassVar[bool] = True
    aspect: str


@dataclass(frozen=True, slots=True)
class Removal(Draft):
    """``keeping``: the target stays and everything else goes."""

    verbs: ClassVar[frozenset[str]] = frozenset({"remove", "keep", "use", "make"})
    destroys: ClassVar[bool] = True
    target: Reference
    keeping: bool = False


@dataclass(frozen=True, slots=True)
class Move(Draft):
    """``to`` a position (-1 last), or next to the clip ``beside`` (``side`` -1 before it, 1 after it)."""

    verbs: ClassVar[frozenset[str]] = frozenset({"move", "add", "make", "use", "show"})
    destroys: ClassVar[bool] = True
    begins: ClassVar[bool] = True
    target: Reference
    to: int | None = None
    beside: Reference | None = None
    side: Literal[-1, 1] = -1


@dataclass(frozen=True, slots=True)
class Swap(Draft):
    verbs: ClassVar[frozenset[str]] = frozenset({"swap", "change", "make", "move"})
    destroys: ClassVar[bool] = True
    target: Reference


@dataclass(frozen=True, slots=True)
class Reversal(Draft):
    verbs: ClassVar[frozenset[str]] = frozenset({"reverse", "move", "make", "show", "add", "change", "last"})
    destroys: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class History(Draft):
    verbs: ClassVar[frozenset[str]] = frozenset({"undo", "redo", "change"})
    destroys: ClassVar[bool] = True
    redo: bool = False
    steps: int = 1


@dataclass(frozen=True, slots=True)
class Remark(Draft):
    """Understood, and nothing to do: ``code`` is a key of the wording, ``about`` what it is about."""

    verbs: ClassVar[frozenset[str]] = (EVERYDAY - {"create"}) | {"remove", "keep", "touch", "last"}
    code: str
    about: str = ""
