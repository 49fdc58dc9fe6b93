"""Finds out where a voice really sounds, so that music gives way to words and not to a silent file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from kineograph.studio.render.plan.cues import RATE
from kineograph.studio.render.plan.ducking import Heard
from kineograph.studio.render.sound.recordings import Block

STEP = RATE // 50
_FLOOR = 10 ** (-55 / 10)  # power: below it nobody hears a voice under music
_BELOW = 10 ** (-25 / 10)  # a pause between words is about this far under the words
_SHORTEST = 2  # steps


def sounding(blocks: Iterator[Block], first: int) -> Heard:
    """Where ``blocks`` (each but the last of whole steps), the first of which stands at sample ``first``, are heard."""
    powers = np.concatenate([np.zeros(0), *(_powers(block) for block in blocks)])
    audible = powers[powers > _FLOOR]
    if not len(audible):
        return ()
    active = powers > max(_FLOOR, float(audible.mean()) * _BELOW)
    return tuple((first + start * STEP, first + end * STEP) for start, end in _runs(active.tolist()))


def _powers(block: Block) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    missing = -block.shape[1] % STEP
    steps = np.pad(block, ((0, 0), (0, missing))).reshape(2, -1, STEP)
    return np.asarray(np.einsum("csn,csn->s", steps, steps, dtype=np.float64) / (2 * STEP), np.float64)


def _runs(active: Sequence[bool]) -> Iterator[tuple[int, int]]:
    edges = [index for index, (was, now) in enumerate(pairwise([False, *active, False])) if was != now]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if end - start >= _SHORTEST:
            yield start, end
