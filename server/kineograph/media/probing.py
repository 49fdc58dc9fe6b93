"""Reads the facts of a media file from its headers, and from as little of the rest as tells truth from claim."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kineograph.media.dating import recorded_at, taken_at
from kineograph.media.facts import MediaFacts
from kineograph.media.formats import GIF, JPG, WEBP, MediaFormat
from kineograph.media.opening import (
    broken,
    identify,
    open_recording,
    opened_picture,
    pictures_of,
    sound_of,
    too_large,
)
from kineograph.timeline.vocabulary import MediaKind

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream
    from PIL.Image import Image

_EXIF_ORIENTATION = 0x0112
_DRAFT = (64, 64)
FRAME_CAP = 3000
"""Most pictures of an animation that are counted and played."""
ANIMATION_PIXEL_CAP = 4_000_000_000
"""Most pixels of all pictures of an animation together: it is decoded whole to be measured, a minute at the worst."""
_PIXEL_ASPECTS = (0.1, 10.0)  # no camera writes others, and a wrong one would make the picture endless


def probe(path: Path) -> MediaFacts:
    """The facts of the file at ``path``. A JPEG is read to its end at a small size, so a truncated one is found here.

    Raises ``MediaError``: missing, folder, unreadable, empty, not media, broken, too large."""
    found = identify(path)
    if found.kind is MediaKind.IMAGE:
        return _picture(path, found)
    return _recording(path, found)


def frame_ms(picture: Image) -> int:
    """How long the current picture of an animation shows. 10 ms and less play as 100 ms, as every browser does."""
    picture.load()  # a WEBP knows it only after decoding
    shown = picture.info.get("duration", 0)
    return round(shown) if isinstance(shown, int | float) and shown > 10 else 100


def frame_ends(picture: Image) -> Iterator[int]:
    """Where each picture of an animation ends, in ms from its beginning; of ``FRAME_CAP`` at most."""
    end = 0
    for index in range(min(int(getattr(picture, "n_frames", 1)), FRAME_CAP)):
        picture.seek(index)
        end += frame_ms(picture)
        yield end


def turned(picture: Image) -> bool:
    """Whether EXIF orientation swaps width and height."""
    return picture.getexif().get(_EXIF_ORIENTATION, 1) in (5, 6, 7, 8)


def _picture(path: Path, found: MediaFormat) -> MediaFacts:
    with opened_picture(path, found) as picture:
        width, height = picture.size
        if turned(picture):
            width, height = height, width
        captured = taken_at(picture)
        frames = min(int(getattr(picture, "n_frames", 1)), FRAME_CAP) if found in (GIF, WEBP) else 1
        duration = _animation_ms(path, picture, frames) if frames > 1 else 0
        if found is JPG:
            picture.draft("RGB", _DRAFT)
            picture.load()
        kind = MediaKind.VIDEO if duration else MediaKind.IMAGE
        fps = frames * 1000 / duration if duration else 0.0
        return MediaFacts(kind, found, width, height, duration, frames=frames, fps=round(fps, 3), captured_at=captured)


def _animation_ms(path: Path, picture: Image, frames: int) -> int:
    total, pixels = 0, 0
    for index in range(frames):
        picture.seek(index)
        pixels += picture.width * picture.height
        if max(pixels, picture.width * picture.height * frames) > ANIMATION_PIXEL_CAP:
            raise too_large(path, f"{frames} pictures of {picture.width} x {picture.height}")
        total += frame_ms(picture)
    return total


def _recording(path: Path, found: MediaFormat) -> MediaFacts:
    import av

    try:
        with open_recording(path) as container:
            video, audio = pictures_of(container), sound_of(container)
            if video is None and audio is None:
                raise broken(path)
            sound = audio.codec_context.name if audio else None
            if video is None:
                return MediaFacts(
                    MediaKind.AUDIO, found, duration_ms=_length(container), has_sound=True, audio_codec=sound
                )
            width, height = _as_seen(container, video)
            return MediaFacts(
                MediaKind.VIDEO,
                found,
                width,
                height,
                _length(container),
                has_sound=audio is not None,
                frames=video.frames,
                video_codec=video.codec_context.name,
                audio_codec=sound,
                fps=round(float(video.average_rate or 0), 3),
                pix_fmt=video.pix_fmt,
                profile=video.profile,
                captured_at=recorded_at(container),
            )
    except (av.FFmpegError, ValueError, IndexError) as error:
        raise broken(path, error) from error


def _length(container: InputContainer) -> int:
    """Milliseconds from the container; where it does not say (raw AAC, live WEBM), counted from the packets."""
    import av

    if container.duration:
        return round(container.duration * 1000 / av.time_base)
    end = 0.0
    for packet in container.demux():
        if packet.pts is not None and packet.time_base:
            end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base))
    return round(end * 1000)


def _as_seen(container: InputContainer, video: VideoStream) -> tuple[int, int]:
    """Width and height after pixel aspect and rotation, which only a decoded frame tells."""
    frame = next(container.decode(video), None)
    if frame is None:
        raise ValueError("no frame")
    ratio = video.sample_aspect_ratio
    width, height = frame.width, frame.height
    if ratio and _PIXEL_ASPECTS[0] <= ratio <= _PIXEL_ASPECTS[1] and ratio != 1:
        width = round(width * ratio)
    container.seek(0)
    return (height, width) if frame.rotation % 180 else (width, height)
