"""What a project is made of: media, clips on tracks, motion, transitions, text, sound. Pure values.

Clips of the video track stand edge to edge, and a transition is centred on the cut between two of them (as in
OpenTimelineIO), so changing a transition never changes how long the video is. Where a clip has no picture before its
start or after its end, its first or last picture holds for the half of the transition that needs it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from kineograph.timeline.span import Span

MediaId = NewType("MediaId", str)
ClipId = NewType("ClipId", str)


class MediaKind(StrEnum):
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"


@dataclass(frozen=True, slots=True)
class Media:
    """One uploaded source. ``width``/``height`` in pixels as seen (after EXIF or container rotation), 0 for sound;
    ``duration_ms`` 0 for a still picture."""

    id: MediaId
    kind: MediaKind
    name: str
    width: int = 0
    height: int = 0
    duration_ms: int = 0
    has_sound: bool = False


class MotionKind(StrEnum):
    """The camera's move over a picture. ``pan_left``: the camera looks further and further to the left."""

    STILL = "still"
    ZOOM_IN = "zoom_in"
    ZOOM_OUT = "zoom_out"
    PAN_LEFT = "pan_left"
    PAN_RIGHT = "pan_right"
    PAN_UP = "pan_up"
    PAN_DOWN = "pan_down"


@dataclass(frozen=True, slots=True)
class Motion:
    """``strength``: the share of the picture that the move travels or magnifies, 0 < strength ≤ 0.5."""

    kind: MotionKind = MotionKind.STILL
    strength: float = 0.12


class TransitionKind(StrEnum):
    """``slide_left``: the next clip enters from the right and moves left. ``wipe_left``: the edge runs to the left."""

    CUT = "cut"
    CROSSFADE = "crossfade"
    FADE_BLACK = "fade_black"
    SLIDE_LEFT = "slide_left"
    SLIDE_RIGHT = "slide_right"
    SLIDE_UP = "slide_up"
    SLIDE_DOWN = "slide_down"
    WIPE_LEFT = "wipe_left"
    WIPE_RIGHT = "wipe_right"
    WIPE_UP = "wipe_up"
    WIPE_DOWN = "wipe_down"


@dataclass(frozen=True, slots=True)
class Transition:
    """How a clip comes in from the one before it; ``duration_ms`` is centred on the cut, 0 for a plain cut."""

    kind: TransitionKind = TransitionKind.CUT
    duration_ms: int = 0


CUT = Transition()


class Fit(StrEnum):
    """How a picture of another shape fills the canvas. ``auto``: ``cover`` where three fifths of it stay in view,
    else ``blur`` (whole picture over a blurred plate of itself)."""

    AUTO = "auto"
    COVER = "cover"
    CONTAIN = "contain"
    BLUR = "blur"


@dataclass(frozen=True, slots=True)
class VisualClip:
    """A picture or footage on the video track. ``source_start_ms`` and ``volume`` (0–2) matter for footage only."""

    id: ClipId
    span: Span
    media: Media
    motion: Motion = Motion()
    transition: Transition = CUT
    source_start_ms: int = 0
    volume: float = 1.0
    fit: Fit = Fit.AUTO


class Mood(StrEnum):
    """Character of a generated music bed."""

    LOFI = "lo-fi"
    UPBEAT = "upbeat"
    CINEMATIC = "cinematic"
    CALM = "calm"
    CORPORATE = "corporate"


@dataclass(frozen=True, slots=True)
class SoundClip:
    """Music or sound: uploaded ``media``, or a bed generated for ``mood`` where ``media`` is None.

    ``volume`` 0–2, 1 = as recorded. ``whole``: it follows the length of the video, looped or cut."""

    id: ClipId
    span: Span
    media: Media | None = None
    mood: Mood = Mood.LOFI
    volume: float = 0.35
    fade_in_ms: int = 500
    fade_out_ms: int = 1500
    whole: bool = True

    @property
    def name(self) -> str:
        return self.media.name if self.media else self.mood.value.capitalize()


class Place(StrEnum):
    TOP_LEFT = "top_left"
    TOP = "top"
    TOP_RIGHT = "top_right"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    BOTTOM_LEFT = "bottom_left"
    BOTTOM = "bottom"
    BOTTOM_RIGHT = "bottom_right"


class TextRole(StrEnum):
    TITLE = "title"
    CAPTION = "caption"


class Anchor(StrEnum):
    START = "start"
    END = "end"
    ABSOLUTE = "absolute"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class When:
    """When a text shows. The anchor is kept, so that "at the end" stays at the end however long the video becomes.

    ``at_ms`` counts from the anchor (for ``end``: how long before the end it starts disappearing, normally 0)."""

    anchor: Anchor = Anchor.START
    at_ms: int = 0
    duration_ms: int = 3000


@dataclass(frozen=True, slots=True)
class TextClip:
    """A title or caption. ``size``: letter height as a share of the canvas height (0.02–0.3); ``color`` ``#rrggbb``."""

    id: ClipId
    span: Span
    text: str
    role: TextRole = TextRole.TITLE
    place: Place = Place.CENTER
    when: When = When()
    size: float = 0.08
    color: str = "#ffffff"
    fade_ms: int = 400


@dataclass(frozen=True, slots=True)
class OpaqueClip:
    """Something a studio put on a track that we cannot read further: shown, counted, never changed."""

    id: ClipId
    span: Span
    name: str = ""
    volume: float | None = None


Clip = VisualClip | SoundClip | TextClip | OpaqueClip


class TrackKind(StrEnum):
    VIDEO = "video"
    AUDIO = "audio"
    TEXT = "text"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Track:
    kind: TrackKind
    clips: tuple[Clip, ...] = ()


@dataclass(frozen=True, slots=True)
class Canvas:
    """The picture that is rendered: even pixel sizes, frames per second, ``background`` ``#rrggbb``."""

    width: int = 1920
    height: int = 1080
    fps: int = 30
    background: str = "#000000"


@dataclass(frozen=True, slots=True)
class Timeline:
    """A project as a value. ``serial`` is the number the next clip id takes; it only grows."""

    title: str = ""
    canvas: Canvas = Canvas()
    tracks: tuple[Track, ...] = ()
    serial: int = 1

    def _of(self, kind: TrackKind) -> tuple[Clip, ...]:
        return tuple(clip for track in self.tracks if track.kind is kind for clip in track.clips)

    @property
    def visuals(self) -> tuple[VisualClip, ...]:
        return tuple(clip for clip in self._of(TrackKind.VIDEO) if isinstance(clip, VisualClip))

    @property
    def sounds(self) -> tuple[SoundClip, ...]:
        return tuple(clip for clip in self._of(TrackKind.AUDIO) if isinstance(clip, SoundClip))

    @property
    def texts(self) -> tuple[TextClip, ...]:
        return tuple(clip for clip in self._of(TrackKind.TEXT) if isinstance(clip, TextClip))

    @property
    def duration_ms(self) -> int:
        """The end of the video track, or of the longest other track where there is no video."""
        video = self._of(TrackKind.VIDEO)
        clips = video or tuple(clip for track in self.tracks for clip in track.clips)
        return max((clip.span.end for clip in clips), default=0)

    @property
    def is_empty(self) -> bool:
        return not any(track.clips for track in self.tracks)
