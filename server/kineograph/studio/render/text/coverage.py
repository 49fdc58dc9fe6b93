"""Which characters a font file has a glyph for, read from its ``cmap`` table alone.

Subtables 4 (the basic plane) and 12 (all planes) of the OpenType specification 1.9, "cmap"; anything else counts as
nothing. Cheap enough to be asked anywhere: a few kilobytes are read, no font is loaded.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Coverage:
    """Half-open ranges of code points, sorted."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def has(self, character: str) -> bool:
        at = bisect_right(self.starts, ord(character)) - 1
        return at >= 0 and ord(character) < self.ends[at]


def read_coverage(path: Path, index: int = 0) -> Coverage:
    """What font ``index`` of the file can write. Raises ``OSError`` or ``ValueError`` where the file is no font."""
    with path.open("rb") as file:
        try:
            subtables = _subtables(file, _table(file, _font(file, index), b"cmap"))
            ranges = _groups(subtables[12]) if 12 in subtables else _segments(subtables.get(4, b""))
        except struct.error as error:
            raise ValueError(f"{path.name} is not a font") from error
    ranges.sort()
    return Coverage(tuple(start for start, _ in ranges), tuple(end for _, end in ranges))


def _font(file: BinaryIO, index: int) -> int:
    """Where the table directory of a font begins in a file that may hold several."""
    file.seek(0)
    tag, _version, count = struct.unpack(">4sII", file.read(12))
    if tag != b"ttcf":
        return 0
    if index >= count:
        raise ValueError(f"there is no font {index} among {count}")
    file.seek(12 + 4 * index)
    return int(struct.unpack(">I", file.read(4))[0])


def _table(file: BinaryIO, at: int, wanted: bytes) -> int:
    file.seek(at)
    count = struct.unpack(">4xH6x", file.read(12))[0]
    for _ in range(count):
        tag, _check, offset, _length = struct.unpack(">4sIII", file.read(16))
        if tag == wanted:
            return int(offset)
    raise ValueError(f"there is no table {wanted.decode()}")


def _subtables(file: BinaryIO, at: int) -> dict[int, bytes]:
    """The Unicode subtables by format."""
    file.seek(at)
    _version, count = struct.unpack(">HH", file.read(4))
    found: dict[int, bytes] = {}
    for platform, encoding, offset in [struct.unpack(">HHI", file.read(8)) for _ in range(count)]:
        if platform != 0 and (platform, encoding) not in ((3, 1), (3, 10)):
            continue
        file.seek(at + offset)
        form = struct.unpack(">H", file.read(2))[0]
        length = struct.unpack(">2xI", file.read(6))[0] if form == 12 else struct.unpack(">H", file.read(2))[0]
        file.seek(at + offset)
        found[form] = file.read(length)
    return found


def _groups(table: bytes) -> list[tuple[int, int]]:
    count = struct.unpack_from(">I", table, 12)[0]
    groups = struct.iter_unpack(">III", table[16 : 16 + 12 * count])
    return [(start + (glyph == 0), end + 1) for start, end, glyph in groups]


def _segments(table: bytes) -> list[tuple[int, int]]:
    if not table:
        return []
    half = struct.unpack_from(">H", table, 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{half}H", table, at) for at in (14, 16 + 2 * half, 16 + 4 * half, 16 + 6 * half)
    )
    found: list[tuple[int, int]] = []
    for number, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        row = 16 + 6 * half + 2 * number + offset
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = struct.unpack_from(">H", table, row + 2 * (code - start))[0] if offset else code
            if (glyph + delta) % 0x10000 if glyph or not offset else 0:
                found.append((code, code + 1))
    return _merged(found)


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged and merged[-1][1] == start:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
