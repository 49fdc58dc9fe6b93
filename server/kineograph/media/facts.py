"""What can be known of a media file, and the one error for a file that cannot be used. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kineograph.media.formats import MediaFormat
from kineograph.timeline.vocabulary import MediaKind


class MediaFault(StrEnum):
    """Why a file cannot be used."""

    MISSING = "MEDIA_MISSING"
    FOLDER = "MEDIA_IS_FOLDER"
    UNREADABLE = "MEDIA_UNREADABLE"
    EMPTY = "MEDIA_EMPTY"
    NOT_MEDIA = "NOT_MEDIA"
    BROKEN = "MEDIA_BROKEN"
    TOO_LARGE = "PICTURE_TOO_LARGE"


class MediaError(Exception):
    """A media file cannot be used. ``message`` says why in one sentence, ``hint`` what to do about it."""

    def __init__(self, code: MediaFault, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """One media file. Sizes in pixels as seen (after EXIF or container rotation), 0 for sound; ``duration_ms`` 0 for a
    still picture; ``frames`` counts the pictures of an animated GIF or WEBP and is 1 for a still, 0 where unknown;
    ``captured_at`` in seconds since 1970, 0 where unknown."""

    kind: MediaKind
    format: MediaFormat
    width: int = 0
    height: int = 0
    duration_ms: int = 0
    has_sound: bool = False
    frames: int = 0
    video_codec: str | None = None
    audio_codec: str | None = None
    fps: float = 0.0
    pix_fmt: str | None = None
    profile: str | None = None
    captured_at: int = 0


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """A delivered video as it was found when opened again. ``frames`` is counted from the packets, not believed.

    ``container``: mp4, mov, webm or gif. ``moov_first``, ``index_first``: a player may start before all of it is there.
    ``loops``: a GIF that plays for ever."""

    width: int
    height: int
    fps: float
    frames: int
    duration_ms: int
    video_codec: str
    profile: str
    pix_fmt: str
    audio_codec: str | None
    audio_ms: int
    moov_first: bool
    size_bytes: int
    container: str = "mp4"
    index_first: bool = True
    loops: bool = False
