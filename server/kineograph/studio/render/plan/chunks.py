"""Divides a video into chunks that are painted and encoded apart and joined without encoding again. Pure.

A chunk is a closed group of pictures. It starts, where possible, where a transition starts: the picture changes there
anyway, so a key frame costs least. Chunks become shorter towards the end, so that no painter waits long for another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SHORTEST = 24
LONGEST = 96
_SHARE = 5
_REACH = 3


@dataclass(frozen=True, slots=True)
class Chunk:
    """Frames ``[first, end)``."""

    first: int
    end: int


def divide(frames: int, joints: Sequence[int]) -> tuple[Chunk, ...]:
    """The chunks of a video of ``frames`` frames; ``joints``: where its pictures change, in order."""
    chunks: list[Chunk] = []
    at = 0
    while at < frames:
        end = _next_end(at, frames, joints)
        chunks.append(Chunk(at, end))
        at = end
    return tuple(chunks)


def _next_end(at: int, frames: int, joints: Sequence[int]) -> int:
    size = min(LONGEST, max(SHORTEST, (frames - at) // _SHARE))
    target = at + size
    near = [joint for joint in joints if abs(joint - target) <= size // _REACH]
    end = min(near, key=lambda joint: abs(joint - target)) if near else target
    return frames if frames - end < SHORTEST else end
