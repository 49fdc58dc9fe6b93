"""Drafts of what lies over the pictures and of what is heard: texts, captions, overlays, music, voices, effects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from kineograph.studio.interpreter.drafts.general import EVERYDAY, OPEN, Draft, Reference
from kineograph.timeline.vocabulary import Anchor, Ground, Mood, OverlayStyle, Place, SoundRole, TextEffect, TextRole

Heard = Literal["music", "footage", "voice", "effect"]
Side = Literal["", "left", "right", "up", "down", "across", "opposite"]
"""To that side of where it is; ``across``: to the other side of the picture, ``opposite``: to the corner opposite."""
Spared = tuple[TextRole | int | str, ...]
"""Texts that are left out: by their kind, by their number in the timeline, by their words."""


@dataclass(frozen=True, slots=True)
class Timing:
    """When a text, an overlay or a sound is there, as far as said; ms. ``to_end``: from then on until the end;
    ``later_ms``, ``longer_ms``: so much later and so much longer than now; ``until_ms``: from when it comes now until
    then."""

    anchor: Anchor | None = None
    at_ms: int | None = None
    duration_ms: int | None = None
    to_end: bool = False
    later_ms: int = 0
    longer_ms: int = 0
    until_ms: int | None = None

    @property
    def is_open(self) -> bool:
        return self == Timing()


@dataclass(frozen=True, slots=True)
class TextLook:
    """Everything about a text but its words. ``grow``: a factor on its present size; ``shift``: to that side of where
    it is; ``clearer``: so much more opaque; ``on``: the pictures it shows over, rather than a time."""

    place: Place | None = None
    color: str | None = None
    size: float | None = None
    grow: float | None = None
    timing: Timing = Timing()
    on: Reference = OPEN
    ground: Ground | None = None
    enter: TextEffect | None = None
    leave: TextEffect | None = None
    opacity: float | None = None
    clearer: float = 0.0
    shift: Side = ""

    @property
    def is_open(self) -> bool:
        return self == TextLook()


@dataclass(frozen=True, slots=True)
class TextDraft(Draft):
    """``role`` None: the words do not say what kind of text it is. ``entry``: told as what the text of that kind is
    ("title: …"), so that one that is there is changed."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"last", "move", "fade", "turn", "startwith", "endwith"}
    one_of_a_kind: ClassVar[bool] = True
    begins: ClassVar[bool] = True
    content: str
    role: TextRole | None = None
    look: TextLook = TextLook()
    entry: bool = False


@dataclass(frozen=True, slots=True)
class Lines(Draft):
    """Several texts at once: one over each picture of ``look.on`` (or of all, where ``each``), or else captions dealt
    along the video. ``srt``: subtitles with times of their own."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"last", "move"}
    begins: ClassVar[bool] = True
    lines: tuple[str, ...] = ()
    srt: str = ""
    role: TextRole = TextRole.CAPTION
    each: bool = False
    look: TextLook = TextLook()


@dataclass(frozen=True, slots=True)
class TextChange(Draft):
    """``old``: the words of the text that is meant; ``role``: its kind; ``several``: all of that kind; ``affix``: the
    new words go "before" or "after" those that are there; ``like``: fields that are to be as those of ``model``;
    ``upper``: the words in capitals; ``at``: of those that stand at the "top", the "bottom" or in the "center"."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {
        "keep", "move", "swap", "last", "raise", "lower", "lengthen", "shorten", "fade", "turn", "remove",
    }  # fmt: skip
    content: str | None = None
    look: TextLook = TextLook()
    target: Reference = OPEN
    old: str | None = None
    role: TextRole | None = None
    several: bool = False
    part: str | None = None
    affix: str = ""
    spared: Spared = ()
    like: tuple[str, ...] = ()
    model: Spared = ()
    upper: bool = False
    at: str = ""


@dataclass(frozen=True, slots=True)
class TextRemoval(Draft):
    """``others``: further kinds that go as well; ``spared``: kinds that stay; ``adding``: only that none be added is
    asked."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"remove"}
    destroys: ClassVar[bool] = True
    takes: ClassVar[bool] = True
    target: Reference = OPEN
    old: str | None = None
    forbids: bool = False
    role: TextRole | None = None
    others: tuple[TextRole | None, ...] = ()
    spared: Spared = ()
    at: str = ""
    adding: bool = False


@dataclass(frozen=True, slots=True)
class Fading(Draft):
    """Music or texts that come and go gently; 0 ms: at once. ``stretch``: a factor on how long it takes now; ``old``:
    the words of the text that is meant."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {
        "fade", "remove", "last", "lower", "raise", "turn", "lengthen", "shorten", "startwith", "endwith",
    }  # fmt: skip
    of: Literal["music", "text"]
    edge: Literal["in", "out", "both"]
    duration_ms: int | None = None
    target: Reference = OPEN
    role: TextRole | None = None
    old: str | None = None
    stretch: float = 1.0


@dataclass(frozen=True, slots=True)
class OverlayLook:
    """Everything about an overlay but its picture, as ``TextLook``."""

    place: Place | None = None
    size: float | None = None
    grow: float | None = None
    timing: Timing = Timing()
    on: Reference = OPEN
    opacity: float | None = None
    clearer: float = 0.0
    shift: Side = ""
    style: OverlayStyle | None = None

    @property
    def is_open(self) -> bool:
        return self == OverlayLook()


@dataclass(frozen=True, slots=True)
class OverlayDraft(Draft):
    """``name`` or ``place`` (of a clip) says which picture; else the logo or the only picture that is not placed.
    ``inset``: a picture in the picture; ``watermark``: a faint one."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"move", "keep", "turn", "last"}
    begins: ClassVar[bool] = True
    name: str = ""
    clip: Reference = OPEN
    inset: bool = False
    watermark: bool = False
    look: OverlayLook = OverlayLook()


@dataclass(frozen=True, slots=True)
class OverlayChange(Draft):
    """``old``: the file name of the overlay that is meant, ``name`` that of the picture that takes its place."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"move", "keep", "last", "raise", "lower", "swap", "turn"}
    look: OverlayLook = OverlayLook()
    target: Reference = OPEN
    old: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class OverlayRemoval(Draft):
    """``watermark``: a watermark was named, which can be a text as well as a picture. ``adding``: see
    :class:`TextRemoval`."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"remove"}
    destroys: ClassVar[bool] = True
    takes: ClassVar[bool] = True
    target: Reference = OPEN
    old: str = ""
    forbids: bool = False
    watermark: bool = False
    adding: bool = False


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

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"remove", "turn"}
    destroys: ClassVar[bool] = True
    takes: ClassVar[bool] = True
    forbids: bool = False
    adding: bool = False


@dataclass(frozen=True, slots=True)
class SoundDraft(Draft):
    """A voice or an effect from an uploaded file; ``on``: with that picture. ``moving``: nobody asked for another one,
    so that it is moved where it is heard already."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"move", "startwith", "turn", "lower"}
    begins: ClassVar[bool] = True
    role: SoundRole
    name: str = ""
    timing: Timing = Timing()
    on: Reference = OPEN
    volume: float | None = None
    moving: bool = False


@dataclass(frozen=True, slots=True)
class SoundRemoval(Draft):
    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"remove", "turn"}
    destroys: ClassVar[bool] = True
    takes: ClassVar[bool] = True
    role: SoundRole | None = None
    forbids: bool = False
    adding: bool = False


@dataclass(frozen=True, slots=True)
class Ducking(Draft):
    """The music gives way while somebody speaks, by ``share`` of its volume or down to ``level`` where said."""

    turn: ClassVar[int] = 3
    verbs: ClassVar[frozenset[str]] = EVERYDAY | {"lower", "turn", "keep"}
    share: float | None = None
    level: float | None = None


@dataclass(frozen=True, slots=True)
class Volume(Draft):
    """``scaled``: ``level`` is a factor on the present volume. ``named``: music was spoken of, not just a volume.
    ``wished``: "music at 20 %", where no verb says that there is some. ``everything``: all that is heard, but those
    that are ``spared``. ``target``: the clips whose own sound is meant."""

    verbs: ClassVar[frozenset[str]] = EVERYDAY | {
        "turn", "raise", "lower", "mute", "unmute", "keep", "move", "remove", "trim", "shorten",
    }  # fmt: skip
    level: float
    relative: bool = False
    of: Heard = "music"
    scaled: bool = False
    named: bool = False
    everything: bool = False
    target: Reference = OPEN
    wished: bool = False
    spared: tuple[Heard, ...] = ()
