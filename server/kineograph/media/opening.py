"""The first look at a path: is there a readable file, and of what format? Also where Pillow is set up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kineograph.media.facts import MediaError, MediaFault
from kineograph.media.formats import GIF, HEAD_BYTES, HEIC, JPG, WEBP, MediaFormat, sniff

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.stream import Stream
    from av.video.stream import VideoStream
    from PIL.Image import Image

_DEMUXERS = ("mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "avi", "mp3", "wav", "aac", "gif")
"""The readers for our formats. Nothing else is tried: a playlist behind an ID3 tag would name files of its own."""

_PLUGINS = {"jpg": ("JPEG", "MPO"), "png": ("PNG",), "webp": ("WEBP",), "heic": ("HEIF",)}
"""Which of Pillow's readers a format gets; no other is asked."""
FOOTAGE_PIXEL_CAP = 8192 * 4352
"""Most pixels of a picture of footage (8K): a decoder holds several of them."""
SOUND_RATES = range(2000, 768_001)
"""Samples a second. A damaged header that says one a second would make a day of a second."""
PIXEL_CAP = 100_000_000
"""Most pixels of a picture that must be decoded whole: 400 MB as RGBA."""
JPEG_PIXEL_CAP = 200_000_000
"""Most pixels of a JPEG, whose decoder can shrink while it reads."""


def identify(path: Path) -> MediaFormat:
    """The format of the file at ``path``. Raises ``MediaError`` where there is no readable media file."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise MediaError(
                MediaFault.FOLDER, f"{name} is a folder, not a file.", "Give the path of one picture, video or sound."
            )
        if path.exists() and not path.is_file():  # opening a pipe would wait for its other end
            raise MediaError(MediaFault.UNREADABLE, f"{name} is not an ordinary file.", "Give the path of a file.")
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise missing(path) from error
    except (OSError, ValueError) as error:
        raise MediaError(
            MediaFault.UNREADABLE, f"{name} cannot be read.", "Check that this user may read the file."
        ) from error
    if not head:
        raise MediaError(MediaFault.EMPTY, f"{name} is empty (0 bytes).", "Save or download the file again.")
    found = sniff(head)
    if found is None:
        raise MediaError(
            MediaFault.NOT_MEDIA,
            f"{name} is not a picture, video or sound that can be used.",
            "Use JPG, PNG, GIF, WEBP, HEIC, MP4, MOV, AVI, WEBM, MKV, MP3, WAV, M4A or AAC.",
        )
    return found


def missing(path: Path) -> MediaError:
    """The error for a file that is not there."""
    return MediaError(
        MediaFault.MISSING, f"There is no file {path.name or path}.", "Check the spelling of the path and try again."
    )


def broken(path: Path, cause: BaseException | None = None) -> MediaError:
    """The error for a file that starts like media and cannot be decoded; if only because it vanished meanwhile, that
    is what it says."""
    error = (
        MediaError(
            MediaFault.BROKEN,
            f"{path.name} is damaged or incomplete: it cannot be decoded.",
            "Copy or export the file again, and check that it opens in a viewer.",
        )
        if path.exists()
        else missing(path)
    )
    error.__cause__ = cause
    return error


def open_recording(path: Path, *, look: bool = True) -> InputContainer:
    """The container at ``path``, read by the readers of our formats and from this file alone. Raises ``MediaError``
    where its pictures are too large, ``av.FFmpegError`` or ``ValueError`` where it cannot be opened. ``look``: whether
    the first pictures are decoded right away, for what the file itself does not say of its streams."""
    import av

    blind = {} if look else {"skip_frame": "all"}
    cap = {"max_pixels": str(FOOTAGE_PIXEL_CAP)}
    readers = {"format_whitelist": ",".join(_DEMUXERS), "protocol_whitelist": "file"}
    container = av.open(str(path.resolve()), options={**readers, **cap, **blind})
    for stream in container.streams.video:
        if not _has_decoder(stream):
            continue
        if stream.width * stream.height > FOOTAGE_PIXEL_CAP:
            size = f"{stream.width} x {stream.height}"
            container.close()
            raise too_large(path, f"its picture is {size}; the limit is 8192 x 4352")
        stream.codec_context.options = {**stream.codec_context.options, **cap}
    return container


def pictures_of(container: InputContainer) -> VideoStream | None:
    """The stream of moving pictures, where there is one that can be decoded; album art is none."""
    from av.stream import Disposition

    streams = (stream for stream in container.streams.video if _has_decoder(stream))
    return next((stream for stream in streams if not stream.disposition & Disposition.attached_pic), None)


def sound_of(container: InputContainer) -> AudioStream | None:
    """The stream of sound, where there is one that can be decoded and has a rate that sound has."""
    streams = (stream for stream in container.streams.audio if _has_decoder(stream))
    return next((stream for stream in streams if stream.rate in SOUND_RATES), None)


def _has_decoder(stream: Stream) -> bool:
    """A codec that is not known here, or that damage has made up, leaves a stream without one, and most of its
    attributes missing."""
    return getattr(stream, "codec_context", None) is not None


@contextmanager
def opened_picture(path: Path, format_: MediaFormat) -> Iterator[Image]:
    """The picture at ``path``, header read and size judged, nothing decoded. Decoder errors inside the block become
    ``MediaError``."""
    from PIL import Image

    from kineograph.media.gifs import BoundedGif

    # Pillow's own bomb guard warns at 89 MP and speaks of attacks; the caps here replace it, before any decoding.
    Image.MAX_IMAGE_PIXELS = None
    if format_ is HEIC:
        import pi_heif

        pi_heif.register_heif_opener()
    try:
        with BoundedGif(path) if format_ is GIF else Image.open(path, formats=_PLUGINS[format_.name]) as picture:
            _judge_size(path, picture.size, _pixel_cap(picture, format_))
            yield picture
    except MediaError:
        raise
    except Image.DecompressionBombError as error:
        raise too_large(path, "its pictures reach too far") from error
    except MemoryError as error:
        raise too_large(path, "it does not fit in memory") from error
    # Pillow's plugins raise these, and no common base of their own, for damaged files.
    except (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, RuntimeError) as error:
        raise broken(path, error) from error
    except (TypeError, AttributeError, OverflowError) as error:
        raise broken(path, error) from error


def _pixel_cap(picture: Image, format_: MediaFormat) -> int:
    """An animation is held several times while it is put together; a JPEG is shrunk while it is read."""
    if format_ is JPG:
        return JPEG_PIXEL_CAP
    animated = format_ is WEBP and getattr(picture, "is_animated", False)
    return FOOTAGE_PIXEL_CAP if animated else PIXEL_CAP


def _judge_size(path: Path, size: tuple[int, int], cap: int) -> None:
    width, height = size
    if width * height > cap:
        raise too_large(
            path, f"{width} x {height} is {width * height // 1_000_000} megapixels; the limit is {cap // 1_000_000}"
        )


def too_large(path: Path, why: str) -> MediaError:
    return MediaError(
        MediaFault.TOO_LARGE, f"{path.name} is too large: {why}.", "Scale it down, for example to 4000 pixels wide."
    )
