"""The outermost structure of GIF and WebM files: whether they are whole, and what they say of time. Decodes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from mmap import mmap

_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_LOOPING = b"NETSCAPE2.0"
_SEGMENT, _CLUSTER, _CUES = 0x18538067, 0x1F43B675, 0x1C53BB6B


@dataclass(frozen=True, slots=True)
class GifBlocks:
    """Sizes in pixels. ``delays``: how long each frame is shown, in hundredths of a second. ``loops``: for ever."""

    width: int
    height: int
    delays: tuple[int, ...]
    loops: bool


def read_gif(file: bytes | mmap) -> GifBlocks:
    """The blocks of a whole GIF (its specification 89a, section 17 on). Raises ``ValueError`` for one that is cut short
    or is no GIF."""
    try:
        return _read_gif(file)
    except IndexError:
        raise ValueError("the GIF is cut short") from None


def _read_gif(file: bytes | mmap) -> GifBlocks:
    if file[:6] not in (b"GIF87a", b"GIF89a"):
        raise ValueError("not a GIF")
    at = 13 + _colors(file[10])
    delays: list[int] = []
    delay, loops = 0, False
    while (kind := file[at]) != _TRAILER:
        if kind == _EXTENSION:
            label = file[at + 1]
            if label == _CONTROL:
                delay = int.from_bytes(file[at + 4 : at + 6], "little")
            elif label == _APPLICATION and file[at + 3 : at + 14] == _LOOPING:
                loops = file[at + 16 : at + 18] == b"\0\0"
            at += 2
        elif kind == _IMAGE:
            delays.append(delay)
            at += 11 + _colors(file[at + 9])
        else:
            raise ValueError("not a GIF block")
        at = _after_blocks(file, at)
    return GifBlocks(int.from_bytes(file[6:8], "little"), int.from_bytes(file[8:10], "little"), tuple(delays), loops)


def _colors(flags: int) -> int:
    """The bytes of a colour table that these flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _after_blocks(file: bytes | mmap, at: int) -> int:
    while length := file[at]:
        at += 1 + length
    return at + 1


def is_whole_webm(head: bytes, size: int) -> bool:
    """Whether the one segment of a WebM file ends where the file does (RFC 8794, 6). ``head``: its first bytes."""
    _, at = _number(head, 0, keep=True)
    length, at = _number(head, at)
    name, at = _number(head, at + length, keep=True)
    length, at = _number(head, at)
    return name == _SEGMENT and at + length == size


def cues_come_first(head: bytes) -> bool:
    """Whether the index of a WebM file stands before its pictures. ``head``: as much as holds all before them."""
    first, cues = head.find(_CLUSTER.to_bytes(4, "big")), head.find(_CUES.to_bytes(4, "big"))
    return 0 <= cues < first


def _number(head: bytes, at: int, *, keep: bool = False) -> tuple[int, int]:
    """A number of variable length and where it ends; ``keep``: with the bit that marks its length, as names have it."""
    if at >= len(head) or not head[at]:
        raise ValueError("not WebM")
    length = 9 - head[at].bit_length()
    value = int.from_bytes(head[at : at + length], "big")
    return value if keep else value & ((1 << 7 * length) - 1), at + length
