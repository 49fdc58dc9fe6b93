"""Encoded frames as values, so that they can be kept, read again and joined without encoding. Knows no codec."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

_MAGIC = b"KGC1"
_HEAD = struct.Struct("<4sII")
_ENTRY = struct.Struct("<qqIBI")


@dataclass(frozen=True, slots=True)
class CodedFrame:
    """One packet. ``pts``, ``dts`` and ``duration`` in frames of a video or samples of sound, from where its
    chunk begins."""

    pts: int
    dts: int
    duration: int
    is_key: bool
    payload: bytes


def pack(frames: Sequence[CodedFrame]) -> bytes:
    """``frames`` as bytes, with a check sum."""
    body = b"".join(
        _ENTRY.pack(frame.pts, frame.dts, frame.duration, frame.is_key, len(frame.payload)) + frame.payload
        for frame in frames
    )
    return _HEAD.pack(_MAGIC, len(frames), zlib.crc32(body)) + body


def unpack(packed: bytes) -> list[CodedFrame]:
    """The frames that ``pack`` made bytes of. Raises ``ValueError`` where they are not whole."""
    try:
        magic, count, check = _HEAD.unpack_from(packed)
        if magic != _MAGIC or zlib.crc32(packed[_HEAD.size :]) != check:
            raise ValueError("not whole")
        frames, at = [], _HEAD.size
        for _ in range(count):
            pts, dts, duration, is_key, size = _ENTRY.unpack_from(packed, at)
            at += _ENTRY.size
            frames.append(CodedFrame(pts, dts, duration, bool(is_key), packed[at : at + size]))
            at += size
    except struct.error as error:
        raise ValueError("not whole") from error
    return frames
