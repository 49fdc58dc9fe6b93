"""When a picture or footage was taken, as its camera wrote it down.

EXIF 2.32 has DateTimeOriginal in the camera's own time, and since 2.31 how far that is from UTC; a time without it
counts as UTC. Containers have their time in UTC. What cannot be read, or lies before 1970, is not known.
"""

from __future__ import annotations

import re
import struct
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av.container import InputContainer
    from PIL.Image import Image

_CAMERA = 0x8769
_TIMES = ((0x9003, 0x9011), (0x9004, 0x9012))  # taken, else digitized; each with its distance from UTC
_MOMENT = re.compile(r"(\d{4})\D(\d\d)\D(\d\d)\D(\d\d)\D(\d\d)\D(\d\d)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?")
# what Pillow raises, or warns of, where EXIF is damaged
_DAMAGED = (OSError, SyntaxError, ValueError, LookupError, TypeError, AttributeError, struct.error, UserWarning)


def taken_at(picture: Image) -> int:
    """When the picture was taken, in seconds since 1970; 0 where it does not say."""
    for time, zone in _times_of(picture):
        if found := _seconds(time + zone):
            return found
    return 0


def recorded_at(container: InputContainer) -> int:
    """When footage was recorded, in seconds since 1970; 0 where it does not say."""
    said = (container.metadata, *(stream.metadata for stream in container.streams.video))
    return next((found for tags in said if (found := _seconds(tags.get("creation_time", "")))), 0)


def only_time(picture: Image) -> bytes:
    """EXIF that says when the picture was taken, and nothing else of it: not where, not with what. Empty where that is
    not known."""
    from PIL import Image

    exif = Image.Exif()
    for (time_tag, zone_tag), (time, zone) in zip(_TIMES, _times_of(picture), strict=True):
        if _seconds(time + zone):
            exif[_CAMERA] = {time_tag: time} | ({zone_tag: zone} if zone else {})
            return exif.tobytes()
    return b""


def _times_of(picture: Image) -> list[tuple[str, str]]:
    try:
        tags = picture.getexif().get_ifd(_CAMERA)
    except _DAMAGED:
        tags = {}
    return [(_text(tags.get(time)), _text(tags.get(zone))) for time, zone in _TIMES]


def _text(value: object) -> str:
    return value.strip("\0 ") if isinstance(value, str) else ""


def _seconds(said: str) -> int:
    found = _MOMENT.fullmatch(said)
    if found is None:
        return 0
    year, month, day, hour, minute, second = map(int, found.groups()[:6])
    zone = (found[7] or "Z").replace(":", "")
    ahead = timedelta() if zone == "Z" else timedelta(hours=int(zone[1:3]), minutes=int(zone[3:]))
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        moment += ahead if zone[0] == "-" else -ahead
    except (ValueError, OverflowError):
        return 0
    return max(0, int(moment.timestamp()))
