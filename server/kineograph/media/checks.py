"""Decodes a file before it leaves this machine, and turns HEIC into a JPEG that every studio takes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from kineograph.media.dating import only_time
from kineograph.media.facts import MediaFacts
from kineograph.media.formats import GIF, JPG, WEBP
from kineograph.media.opening import broken, identify, open_recording, opened_picture, pictures_of, sound_of
from kineograph.media.probing import FRAME_CAP, probe
from kineograph.timeline.vocabulary import MediaKind

if TYPE_CHECKING:
    from PIL.Image import Image

_JPEG_DRAFT = (1024, 1024)
_RECORDING_FRAMES = 48
_JPEG_QUALITY = 92


def check_decodable(path: Path) -> MediaFacts:
    """Decodes a picture whole (a JPEG at a reduced size, an animation to its last picture), the first frames and the
    last seconds of a recording. Returns the facts; raises ``MediaError`` as ``probe`` does."""
    facts = probe(path)
    if facts.format.kind is MediaKind.IMAGE:
        _decode_picture(path, facts)
    else:
        _decode_recording(path, facts)
    return facts


def to_jpeg(path: Path, out: Path) -> None:
    """Writes the picture at ``path`` to ``out`` as a JPEG: upright, in sRGB, transparency over white, with the time
    when it was taken.

    Raises ``MediaError`` where the picture cannot be read; ``OSError`` where ``out`` cannot be written."""
    from PIL import Image

    with opened_picture(path, identify(path)) as picture:
        exif, upright = only_time(picture), as_srgb(picture)
        if "A" in upright.getbands():
            ground = Image.new("RGBA", upright.size, "white")
            upright = Image.alpha_composite(ground, upright.convert("RGBA"))
        plain = upright.convert("RGB")
    plain.save(out, "JPEG", quality=_JPEG_QUALITY, subsampling=0, optimize=True, exif=exif)


def as_srgb(picture: Image) -> Image:
    """The picture decoded, upright by EXIF, converted to sRGB by its ICC profile, 8 bits a channel: RGB or RGBA."""
    from PIL import ImageOps

    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I") or upright.mode == "F":
        upright = _eight_bits(upright)
    if profile and upright.mode in ("RGB", "RGBA", "CMYK", "L"):
        upright = _through_profile(upright, profile)
    if upright.mode in ("RGB", "RGBA"):
        return upright
    alpha = upright.mode in ("LA", "PA", "La", "RGBa") or "transparency" in upright.info
    return upright.convert("RGBA" if alpha else "RGB")


def _eight_bits(picture: Image) -> Image:
    """Pillow clips 16-bit grey at 255 when it converts; the high byte is the picture."""
    import numpy as np
    from PIL import Image

    values = np.asarray(picture, dtype=np.float32)
    top = 65535.0 if picture.mode != "F" or values.max(initial=0) > 255 else 255.0
    return Image.fromarray((np.clip(values, 0, top) * (255 / top) + 0.5).astype(np.uint8))


def _through_profile(picture: Image, profile: bytes) -> Image:
    """Wide-gamut and CMYK pictures keep their look; a profile that lies about the picture is ignored."""
    from PIL import Image, ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if picture.mode == "RGBA":
            alpha = picture.getchannel("A")
            shown = ImageCms.profileToProfile(picture.convert("RGB"), source, ImageCms.createProfile("sRGB"))
            if isinstance(shown, Image.Image):
                shown.putalpha(alpha)
                return shown
            return picture
        converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return converted if converted is not None else picture


def _decode_picture(path: Path, facts: MediaFacts) -> None:
    with opened_picture(path, facts.format) as picture:
        if facts.format is JPG:
            picture.draft("RGB", _JPEG_DRAFT)
        last = min(facts.frames, FRAME_CAP) - 1
        if facts.format in (GIF, WEBP) and last > 0:
            picture.seek(last)
        picture.load()


def _decode_recording(path: Path, facts: MediaFacts) -> None:
    import av

    try:
        with open_recording(path) as container:
            stream = pictures_of(container) if facts.kind is MediaKind.VIDEO else sound_of(container)
            if stream is None or not any(
                True for _ in zip(range(_RECORDING_FRAMES), container.decode(stream), strict=False)
            ):
                raise broken(path)
            if facts.duration_ms > 4000:
                container.seek(max(0, facts.duration_ms - 2000) * 1000)
                if next(container.decode(stream), None) is None:
                    raise broken(path)
    except (av.FFmpegError, ValueError) as error:
        raise broken(path, error) from error
