"""The typed edits: what can be done to a timeline, as values with units, defaults and bounds.

Targets are 1-based positions on the video track, negative from the end; an empty target means all. Times are integer
milliseconds, volumes and strengths shares of 1. Nothing here is applied: see :mod:`kineograph.timeline.apply`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from kineograph.timeline.clips import Media
from kineograph.timeline.vocabulary import (
    Fit,
    Mood,
    Motion,
    Place,
    TextRole,
    TransitionKind,
    When,
)

Target = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AddClips:
    """Put media on the video track, in order, ``at`` a position (-1: at the end). ``motions`` are dealt in turn;
    ``duration_ms`` is for stills, footage keeps its own length."""

    op: ClassVar[str] = "add_clips"
    media: tuple[Media, ...]
    at: int = -1
    duration_ms: int = 3000
    motions: tuple[Motion, ...] = (Motion(),)
    transition: TransitionKind = TransitionKind.CUT
    transition_ms: int = 0
    fit: Fit = Fit.AUTO


@dataclass(frozen=True, slots=True)
class RemoveClips:
    op: ClassVar[str] = "remove_clips"
    target: Target


@dataclass(frozen=True, slots=True)
class MoveClip:
    """Take the clip at ``target`` and put it at position ``to`` (counted without it, -1 last)."""

    op: ClassVar[str] = "move_clip"
    target: int
    to: int


@dataclass(frozen=True, slots=True)
class SwapClips:
    op: ClassVar[str] = "swap_clips"
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class ReverseOrder:
    op: ClassVar[str] = "reverse_order"


@dataclass(frozen=True, slots=True)
class SetDuration:
    """``each``: every targeted clip lasts ``duration_ms``. ``total``: the whole video does, exactly. ``relative``:
    ``duration_ms`` (may be negative) is added to each targeted clip."""

    op: ClassVar[str] = "set_duration"
    duration_ms: int
    scope: Literal["each", "total", "relative"] = "each"
    target: Target = ()


@dataclass(frozen=True, slots=True)
class SetTransition:
    """The transition *into* each targeted clip (2 = between the first and the second); empty: every cut."""

    op: ClassVar[str] = "set_transition"
    kind: TransitionKind
    duration_ms: int = 600
    target: Target = ()


@dataclass(frozen=True, slots=True)
class SetMotion:
    """``motions`` are dealt in turn over the targeted pictures."""

    op: ClassVar[str] = "set_motion"
    motions: tuple[Motion, ...]
    target: Target = ()


@dataclass(frozen=True, slots=True)
class AddText:
    op: ClassVar[str] = "add_text"
    text: str
    role: TextRole = TextRole.TITLE
    place: Place = Place.CENTER
    when: When = When()
    color: str = "#ffffff"
    size: float = 0.08


@dataclass(frozen=True, slots=True)
class EditText:
    """Change the text at ``target`` (1-based among the texts, -1 the last one); None leaves a field as it is."""

    op: ClassVar[str] = "edit_text"
    target: int = -1
    text: str | None = None
    place: Place | None = None
    when: When | None = None
    color: str | None = None
    size: float | None = None


@dataclass(frozen=True, slots=True)
class RemoveText:
    op: ClassVar[str] = "remove_text"
    target: Target = ()


@dataclass(frozen=True, slots=True)
class AddCaptions:
    """Captions at the foot of the picture, with those there are: from ``srt`` (SubRip text) where it is given, else
    ``lines`` dealt over the whole video by the time they take to read."""

    op: ClassVar[str] = "add_captions"
    lines: tuple[str, ...] = ()
    srt: str = ""
    color: str = "#ffffff"
    size: float = 0.05


@dataclass(frozen=True, slots=True)
class SetMusic:
    """Background music along the whole video, in place of any there is: uploaded ``media`` or a bed of ``mood``."""

    op: ClassVar[str] = "set_music"
    media: Media | None = None
    mood: Mood = Mood.LOFI
    volume: float = 0.35


@dataclass(frozen=True, slots=True)
class RemoveMusic:
    op: ClassVar[str] = "remove_music"


@dataclass(frozen=True, slots=True)
class SetVolume:
    """``of`` the music or of the footage's own sound; ``level`` 0–2, added to what is there where ``relative``."""

    op: ClassVar[str] = "set_volume"
    level: float
    of: Literal["music", "footage"] = "music"
    relative: bool = False


@dataclass(frozen=True, slots=True)
class SetCanvas:
    """Pixel size of the video; both even, 2–7680."""

    op: ClassVar[str] = "set_canvas"
    width: int
    height: int


Edit = (
    AddClips
    | RemoveClips
    | MoveClip
    | SwapClips
    | ReverseOrder
    | SetDuration
    | SetTransition
    | SetMotion
    | AddText
    | EditText
    | RemoveText
    | AddCaptions
    | SetMusic
    | RemoveMusic
    | SetVolume
    | SetCanvas
)


@dataclass(frozen=True, slots=True)
class Undo:
    """A step back through the project's history; not an edit of a timeline but of which one stands."""

    op: ClassVar[str] = "undo"
    steps: int = 1


@dataclass(frozen=True, slots=True)
class Redo:
    op: ClassVar[str] = "redo"
    steps: int = 1


CANVASES: dict[str, tuple[int, int]] = {
    "16:9": (1920, 1080),
    "9:16": (1080, 1920),
    "1:1": (1080, 1080),
    "4:5": (1080, 1350),
    "21:9": (2520, 1080),
}
