"""A HEIC made from nothing: one HEVC picture in the boxes that a phone writes (ISO/IEC 23008-12)."""

from __future__ import annotations

import re
import struct
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from numpy.typing import NDArray


def write_heic(path: Path, pixels: NDArray[np.uint8], quarter_turns: int = 0, exif: bytes = b"") -> None:
    """Writes RGB ``pixels`` (even sizes), to be shown turned counter-clockwise by ``quarter_turns``. ``exif``: as it
    stands in a JPEG."""
    encoder = av.CodecContext.create("libx265", "w")
    assert isinstance(encoder, VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = pixels.shape[1], pixels.shape[0], "yuv420p"
    encoder.time_base = Fraction(1, 1)
    encoder.options = {"x265-params": "log-level=none:crf=10:frame-threads=1:info=0"}
    frame = VideoFrame.from_ndarray(pixels, format="rgb24")
    frame.pts = 0
    stream = b"".join(bytes(packet) for packet in [*encoder.encode(frame), *encoder.encode(None)])
    units = [unit for unit in re.split(rb"\x00*\x00\x00\x01", stream) if unit]
    parameters = [unit for unit in units if unit[0] >> 1 in (32, 33, 34)]
    sample = b"".join(struct.pack(">I", len(unit)) + unit for unit in units if unit[0] >> 1 < 32)
    settings = box(b"hvcC", _configuration(parameters))
    head = box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    said = struct.pack(">I", 6) + exif if exif else b""
    first = _meta(settings, pixels.shape[1], pixels.shape[0], quarter_turns, _places(0, sample, said))
    start = len(head) + len(first) + 8
    meta = _meta(settings, pixels.shape[1], pixels.shape[0], quarter_turns, _places(start, sample, said))
    path.write_bytes(head + meta + box(b"mdat", sample + said))


def _places(start: int, *items: bytes) -> list[tuple[int, int]]:
    """Where the items lie that there are, and how long they are."""
    starts = accumulate(map(len, items), initial=start)
    return [(at, len(item)) for at, item in zip(starts, items, strict=False) if item]


def _configuration(parameters: list[bytes]) -> bytes:
    """ISO/IEC 14496-15, 8.3.3: profile and level as the sequence says them, then the parameter sets."""
    sequence = next(unit for unit in parameters if unit[0] >> 1 == 33)
    levels = sequence[2:].replace(b"\x00\x00\x03", b"\x00\x00")[1:13]
    arrays = b"".join(struct.pack(">BHH", 0x80 | unit[0] >> 1, 1, len(unit)) + unit for unit in parameters)
    return b"\x01" + levels + b"\xf0\x00\xfc\xfd\xf8\xf8\x00\x00\x0f" + bytes([len(parameters)]) + arrays


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + name + body


def full(name: bytes, body: bytes, version: int = 0) -> bytes:
    return box(name, struct.pack(">I", version << 24) + body)


def _meta(settings: bytes, width: int, height: int, turns: int, places: list[tuple[int, int]]) -> bytes:
    properties = settings + full(b"ispe", struct.pack(">II", width, height)) + box(b"irot", bytes([turns]))
    links = struct.pack(">IHB", 1, 1, 3) + bytes([0x81, 0x02, 0x83])
    extents = b"".join(struct.pack(">HHHII", item, 0, 1, *place) for item, place in enumerate(places, 1))
    kinds = (b"hvc1\0", b"Exif\0")[: len(places)]
    entries = b"".join(full(b"infe", struct.pack(">HH", item, 0) + kind, 2) for item, kind in enumerate(kinds, 1))
    return full(
        b"meta",
        full(b"hdlr", bytes(4) + b"pict" + bytes(13))
        + full(b"pitm", struct.pack(">H", 1))
        + full(b"iloc", struct.pack(">BBH", 0x44, 0, len(places)) + extents)
        + full(b"iinf", struct.pack(">H", len(places)) + entries)
        + (full(b"iref", box(b"cdsc", struct.pack(">HHH", 2, 1, 1))) if len(places) > 1 else b"")
        + box(b"iprp", box(b"ipco", properties) + full(b"ipma", links)),
    )
