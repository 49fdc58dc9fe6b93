"""What a clause asks for, before anyone has looked at the timeline: targets as they were said, gaps left open.

``resolve`` turns drafts into typed edits. A field is None where the clause did not say. Families with many drafts keep
them in modules of their own; all are :class:`Draft`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from kineograph.timeline.vocabulary import (
    Easing,
    MotionKind,
    TransitionKind,
)

Beyond = Literal["", "after", "before", "from", "odd", "every", "first half", "second half", "next", "previous", "part"]


@dataclass(frozen=True, slots=True)
class Reference:
    """Which clips (or texts) are meant: ``places`` 1-based, negative from the end, 0 the middle; ``names`` of files;
    ``every``: all were named; ``others``: all but those; nothing at all: not said. ``kind``: pictures, footage, or a
    single clip where one was spoken of without saying which (``this``: whatever it shows). ``beyond``: every clip on
    that side of the place, or in that pattern (``every``: those whose number the place divides), or the one right
    beside it; "part": that piece of what was split, with ``every`` all on that side of the cut.
    ``count``: how many there must be ("both")."""

    places: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    every: bool = False
    others: bool = False
    kind: Literal["", "picture", "footage", "clip", "this"] = ""
    beyond: Beyond = ""
    count: int = 0

    @property
    def names_footage(self) -> bool:
        """Whether "the clip" or "the footage" was said, of whatever number."""
        return self.kind in ("clip", "footage")

    @property
    def is_open(self) -> bool:
        return not (self.places or self.names or self.every)


OPEN = Reference()


EVERYDAY = frozenset({"make", "change", "use", "add", "show", "edit", "create"})


class Draft:
    """Something a clause asks for. ``verbs``: those that can ask for it, by their value in the lexicon. ``destroys``:
    it takes away or rearranges what there is, so that nothing may be guessed. ``one_of_a_kind``: only one of its kind
    can be meant ("this or that" is a question). ``begins``: it is about pictures, so that uploads become a video.
    ``takes``: it takes away what its clause names; nothing else may be named there.
    ``turn``: what takes clips away (0) or orders them (1) is carried out before what counts them (2), so that a number
    means the same clip in the whole instruction."""

    __slots__ = ()
    verbs: ClassVar[frozenset[str]] = EVERYDAY
    destroys: ClassVar[bool] = False
    takes: ClassVar[bool] = False
    one_of_a_kind: ClassVar[bool] = False
    begins: ClassVar[bool] = False
    turn: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class Create(Draft):
    """Put uploaded pictures on the timeline. ``count``: how many the words mention. ``adding``: "add the new photos".
    ``at``: where. ``moving``: "animate them", which asks for motion where they
    are there already. ``anew``: "show these five", which means nothing where something is there already."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"turn", "animate", "lengthen", "keep"}
    chosen: Reference = OPEN
    count: int | None = None
    adding: bool = False
    at: int = -1
    vague: bool = False
    moving: bool = False
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Counted(Draft):
    """All clips were meant, and said to be so many."""

    verbs: ClassVar[frozenset[str]] = frozenset()
    count: int


@dataclass(frozen=True, slots=True)
class Duration(Draft):
    """``scope`` None: the words leave open whether each or the whole is meant. ``video``: the whole video was named.
    ``factor``: so many times as long as now, in place of an amount. ``most``: no longer than that,
    ``least``: no shorter. ``like``: as long as that clip."""

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
    least: bool = False
    like: Reference = OPEN


@dataclass(frozen=True, slots=True)
class TransitionDraft(Draft):
    """``kinds`` empty: some transition, whichever; several are dealt out in turn. ``between``: the target names the two
    neighbours of one cut, rather than the clips that are led into; ``after``: the clips that are left; ``both``: led
    into and left. ``change_ms``:
    longer or shorter by, where no length was said. ``changing``: to another kind, and it is not said which. ``factor``:
    so many times as long; ``old``: only the cuts that are of this kind now."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {
        "swap",
        "remove",
        "lengthen",
        "shorten",
        "fade",
        "mute",
        "turn",
        "last",
        "trim",
    }
    begins: ClassVar[bool] = True
    kinds: tuple[TransitionKind, ...] = ()
    duration_ms: int | None = None
    target: Reference = OPEN
    between: bool = False
    after: bool = False
    both: bool = False
    change_ms: int = 0
    changing: bool = False
    factor: float = 0.0
    old: TransitionKind | None = None


@dataclass(frozen=True, slots=True)
class MotionDraft(Draft):
    """``kinds`` empty: some motion, or as it moves now. ``factor``: a change of the present strength. ``standing``:
    only the strength is meant, of the moves of that kind that are there ("the zoom is too strong"). ``opposite``:
    the moves that are there, the other way; ``like``: those of that clip."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {
        "last", "animate", "remove", "keep", "move", "touch", "raise", "lower", "turn", "shuffle",
    }  # fmt: skip
    begins: ClassVar[bool] = True
    kinds: tuple[MotionKind, ...] = ()
    strength: float | None = None
    target: Reference = OPEN
    easing: Easing | None = None
    factor: float = 0.0
    standing: bool = False
    opposite: bool = False
    like: Reference = OPEN


@dataclass(frozen=True, slots=True)
class Shape(Draft):
    """``aspect`` such as "9:16", or ``pixels``: width and height, one of them 0 where only the other was said."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"turn"}
    one_of_a_kind: ClassVar[bool] = True
    begins: ClassVar[bool] = True
    aspect: str
    pixels: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Removal(Draft):
    """``keeping``: the target stays and everything else goes."""

    verbs: ClassVar[frozenset[str]] = frozenset({"remove", "keep", "use", "make", "last"})
    destroys: ClassVar[bool] = True
    takes: ClassVar[bool] = True
    turn: ClassVar[int] = 0
    target: Reference
    keeping: bool = False


@dataclass(frozen=True, slots=True)
class Move(Draft):
    """``to`` a position (-1 last), or next to the clip ``beside`` (``side`` -1 before it, 1 after it)."""

    verbs: ClassVar[frozenset[str]] = frozenset({"move", "add", "make", "use", "show", "last"})
    destroys: ClassVar[bool] = True
    turn: ClassVar[int] = 1
    begins: ClassVar[bool] = True
    target: Reference
    to: int | None = None
    beside: Reference | None = None
    side: Literal[-1, 1] = -1


@dataclass(frozen=True, slots=True)
class Swap(Draft):
    verbs: ClassVar[frozenset[str]] = frozenset({"swap", "change", "make", "move"})
    destroys: ClassVar[bool] = True
    turn: ClassVar[int] = 1
    target: Reference


@dataclass(frozen=True, slots=True)
class Reversal(Draft):
    verbs: ClassVar[frozenset[str]] = frozenset({"reverse", "move", "make", "show", "add", "change", "last"})
    destroys: ClassVar[bool] = True
    turn: ClassVar[int] = 1


@dataclass(frozen=True, slots=True)
class History(Draft):
    verbs: ClassVar[frozenset[str]] = frozenset({"undo", "redo", "change"})
    destroys: ClassVar[bool] = True
    redo: bool = False
    steps: int = 1


REFUSED = "refused:"
"""How the code of a remark begins that says why something cannot be done."""


@dataclass(frozen=True, slots=True)
class Remark(Draft):
    """Understood, and nothing to do: ``code`` is a key of the wording, ``about`` what it is about."""

    verbs: ClassVar[frozenset[str]] = (EVERYDAY - {"create"}) | {"remove", "keep", "touch", "last"}
    code: str
    about: str = ""
