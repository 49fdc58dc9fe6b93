"""What a project is: media, clips on tracks, the canvas, the timeline. Pure values.

Clips of the video track stand edge to edge, and a transition is centred on the cut between two of them (as in
OpenTimelineIO), so changing a transition never changes how long the video is. Where a clip has no picture before its
start or after its end, its first or last picture holds for the half of the transition that needs it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import (
    CUT,
    NEUTRAL,
    NO_FADE,
    ClipId,
    Fade,
    Fit,
    Flip,
    Ground,
    Look,
    MediaId,
    MediaKind,
    Mood,
    Motion,
    Output,
    OverlayStyle,
    Place,
    Playback,
    SoundRole,
    TextEffect,
    TextRole,
    Transition,
    When,
)


@dataclass(frozen=True, slots=True)
class Media:
    """One uploaded source. ``width``/``height`` in pixels as seen (after EXIF or container rotation), 0 for sound;
    ``duration_ms`` 0 for a still picture; ``captured_at``: when it was taken, in seconds since 1970, 0 where that is
    not known (a camera's clock without a zone counts as UTC)."""

    id: MediaId
    kind: MediaKind
    name: str
    width: int = 0
    height: int = 0
    duration_ms: int = 0
    has_sound: bool = False
    captured_at: int = 0


@dataclass(frozen=True, slots=True)
class VisualClip:
    """A picture or footage on the video track, turned ``rotate`` degrees clockwise (0, 90, 180, 270) and then flipped.

    For footage only: it plays ``[source_start_ms, source_end_ms)`` of its source (an end of 0: to the source's own) at
    ``speed`` (0.1–10), ``backwards`` from the end of that part, and again as ``playback`` says. ``volume`` 0–2."""

    id: ClipId
    span: Span
    media: Media
    motion: Motion = Motion()
    transition: Transition = CUT
    source_start_ms: int = 0
    volume: float = 1.0
    fit: Fit = Fit.AUTO
    look: Look = NEUTRAL
    source_end_ms: int = 0
    speed: float = 1.0
    backwards: bool = False
    playback: Playback = Playback.ONCE
    rotate: int = 0
    flip: Flip = ""

    @property
    def shown(self) -> Media:
        """Its media in the size in which the clip shows it: lying on its side where it is turned by a quarter."""
        media = self.media
        return replace(media, width=media.height, height=media.width) if self.rotate % 180 else media


@dataclass(frozen=True, slots=True)
class SoundClip:
    """Music or sound: uploaded ``media``, or a bed generated for ``mood`` where ``media`` is None.

    ``volume`` 0–2, 1 = as recorded. ``whole``: it follows the length of the video, looped or cut. ``duck``: the share
    (0–1) by which it is turned down while a voice or the footage's own sound is heard. ``source_start_ms``: where in
    its source it begins."""

    id: ClipId
    span: Span
    media: Media | None = None
    mood: Mood = Mood.LOFI
    volume: float = 0.35
    fade_in_ms: int = 500
    fade_out_ms: int = 1500
    whole: bool = True
    role: SoundRole = SoundRole.MUSIC
    duck: float = 0.6
    source_start_ms: int = 0

    @property
    def name(self) -> str:
        return self.media.name if self.media else self.mood.value.capitalize()


@dataclass(frozen=True, slots=True)
class TextClip:
    """A text over the picture. ``size``: letter height as a share of the canvas height (0.02–0.3); ``color``
    ``#rrggbb``; ``opacity`` 0–1; ``fade_ms``: how long ``enter`` and ``leave`` each take."""

    id: ClipId
    span: Span
    text: str
    role: TextRole = TextRole.TITLE
    place: Place = Place.CENTER
    when: When = When()
    size: float = 0.08
    color: str = "#ffffff"
    fade_ms: int = 400
    ground: Ground = Ground.AUTO
    enter: TextEffect = TextEffect.FADE
    leave: TextEffect = TextEffect.FADE
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class OverlayClip:
    """A picture or footage over the video: a logo, a picture in the picture. ``size``: its width as a share of the
    canvas width (0.02–1); ``opacity`` 0–1; ``source_start_ms`` and ``volume`` (0–2) matter for footage only."""

    id: ClipId
    span: Span
    media: Media
    place: Place = Place.TOP_RIGHT
    when: When = When()
    size: float = 0.2
    opacity: float = 1.0
    fade_ms: int = 300
    style: OverlayStyle = OverlayStyle.PLAIN
    source_start_ms: int = 0
    volume: float = 1.0


@dataclass(frozen=True, slots=True)
class OpaqueClip:
    """Something a studio put on a track that we cannot read further: shown, counted, never changed."""

    id: ClipId
    span: Span
    name: str = ""
    volume: float | None = None


Clip = VisualClip | SoundClip | TextClip | OverlayClip | OpaqueClip


class TrackKind(StrEnum):
    VIDEO = "video"
    AUDIO = "audio"
    TEXT = "text"
    OVERLAY = "overlay"
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
    """A project as a value. ``serial`` is the number the next clip id takes; it only grows. ``opening`` and ``closing``
    lie over the whole picture at both ends of the video. ``output``: what an export makes where nothing else is said.
    """

    title: str = ""
    canvas: Canvas = Canvas()
    tracks: tuple[Track, ...] = ()
    serial: int = 1
    opening: Fade = NO_FADE
    closing: Fade = NO_FADE
    output: Output = Output()

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
    def overlays(self) -> tuple[OverlayClip, ...]:
        return tuple(clip for clip in self._of(TrackKind.OVERLAY) if isinstance(clip, OverlayClip))

    @property
    def duration_ms(self) -> int:
        """The end of the video track, or of the longest other track where there is no video."""
        video = self._of(TrackKind.VIDEO)
        clips = video or tuple(clip for track in self.tracks for clip in track.clips)
        return max((clip.span.end for clip in clips), default=0)

    @property
    def is_empty(self) -> bool:
        return not any(track.clips for track in self.tracks)
