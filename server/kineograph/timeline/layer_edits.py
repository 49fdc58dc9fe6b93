"""The typed edits of what lies over the pictures or sounds beside them: texts, overlays, music, voices.

Targets are 1-based positions among the texts, the overlays or the clips, negative from the end; an empty target means
all. Times are integer milliseconds, volumes, sizes and opacities shares of 1. A text's field that is None is what its
role usually has. Nothing here is applied: see :mod:`kineograph.timeline.apply`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from kineograph.timeline.clip_edits import Target
from kineograph.timeline.clips import Media
from kineograph.timeline.vocabulary import (
    Anchor,
    Ground,
    Mood,
    OverlayStyle,
    Place,
    SoundRole,
    TextEffect,
    TextRole,
    When,
)


@dataclass(frozen=True, slots=True)
class AddText:
    """``size``: letter height as a share of the canvas height, 0.02–0.3; ``opacity`` 0–1."""

    op: ClassVar[str] = "add_text"
    text: str
    role: TextRole = TextRole.TITLE
    place: Place | None = None
    when: When | None = None
    color: str = "#ffffff"
    size: float | None = None
    ground: Ground = Ground.AUTO
    enter: TextEffect | None = None
    leave: TextEffect | None = None
    opacity: float | None = None


@dataclass(frozen=True, slots=True)
class EditText:
    """Change the text at ``target`` (1-based among the texts, -1 the last one); None leaves a field as it is."""

    op: ClassVar[str] = "edit_text"
    target: int = -1
    text: str | None = None
    role: TextRole | None = None
    place: Place | None = None
    when: When | None = None
    color: str | None = None
    size: float | None = None
    ground: Ground | None = None
    enter: TextEffect | None = None
    leave: TextEffect | None = None
    opacity: float | None = None


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
    place: Place = Place.BOTTOM


@dataclass(frozen=True, slots=True)
class AddOverlay:
    """A picture or footage over the video. ``size``: its width as a share of the canvas width, 0.02–1."""

    op: ClassVar[str] = "add_overlay"
    media: Media
    place: Place = Place.TOP_RIGHT
    when: When = When(Anchor.WHOLE)
    size: float = 0.2
    opacity: float = 1.0
    style: OverlayStyle = OverlayStyle.PLAIN


@dataclass(frozen=True, slots=True)
class EditOverlay:
    """Change the overlay at ``target`` (1-based, -1 the last one); None leaves a field as it is."""

    op: ClassVar[str] = "edit_overlay"
    target: int = -1
    media: Media | None = None
    place: Place | None = None
    when: When | None = None
    size: float | None = None
    opacity: float | None = None
    style: OverlayStyle | None = None


@dataclass(frozen=True, slots=True)
class RemoveOverlay:
    op: ClassVar[str] = "remove_overlay"
    target: Target = ()


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
class AddSound:
    """An uploaded voice or effect from ``at_ms`` on. ``duck``: the share by which the music gives way, 0–1."""

    op: ClassVar[str] = "add_sound"
    media: Media
    role: SoundRole = SoundRole.VOICE
    at_ms: int = 0
    volume: float = 1.0
    duck: float = 0.6


@dataclass(frozen=True, slots=True)
class RemoveSound:
    """Every voice, every effect, or both."""

    op: ClassVar[str] = "remove_sound"
    role: SoundRole | None = None


@dataclass(frozen=True, slots=True)
class SetVolume:
    """``of`` the music, the voice, the effects or the own sound of the footage at ``target``; ``level`` 0–2, added to
    what is there where ``relative``."""

    op: ClassVar[str] = "set_volume"
    level: float
    of: Literal["music", "footage", "voice", "effect"] = "music"
    relative: bool = False
    target: Target = ()
