"""Divides a video into chunks that are painted and encoded apart and joined without encoding again. Pure.

A chunk is a closed group of pictures. It starts where a transition starts: the picture changes there anyway, so a key
frame costs least. A long shot is divided from its own beginning, by how far that is from the end of the video: chunks
become shorter towards the end, so that no painter waits long for another, and an edit leaves the others as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

SHORTEST = 24
LONGEST = 96
_SHARE = 4
_EVENLY = 3  # what is left of a shot is divided evenly, where it is no more than so many chunks


@dataclass(frozen=True, slots=True)
class Chunk:
    """Frames ``[first, end)``."""

    first: int
    end: int


def divide(frames: int, joints: Sequence[int]) -> tuple[Chunk, ...]:
    """The chunks of a video of ``frames`` frames; ``joints``: where its pictures change, in order."""
    if frames <= 0:
        return ()
    return tuple(chunk for first, end in pairwise(_starts(frames, joints)) for chunk in _divided(first, end, frames))


def _starts(frames: int, joints: Sequence[int]) -> list[int]:
    """The joints that are far enough from each other, between the beginning and the end."""
    kept = [0]
    for joint in joints:
        if kept[-1] + SHORTEST <= joint <= frames - SHORTEST:
            kept.append(joint)
    return [*kept, frames]


def _divided(first: int, end: int, frames: int) -> Iterator[Chunk]:
    at = first
    while at < end:
        left, size = end - at, min(LONGEST, max(SHORTEST, (frames - at) // _SHARE))
        parts = max(1, min(-(-left // size), left // SHORTEST))
        step = size if left > _EVENLY * size else left // parts
        yield Chunk(at, at + step)
        at += step
