"""A limiter that looks ahead and hears between the samples (true peak, ITU-R BS.1770-4 annex 2: four times the rate).

Below its ceiling it changes nothing. Above, the gain moves over a hundredth of a second on either side of a peak,
twice, so nothing is bent.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.plan.cues import RATE

Block = NDArray[np.float32]

_GRID = 24  # samples that share one gain before it is smoothed: half a millisecond
_LOOK = RATE // 100 // _GRID
_CONTEXT = 2 * (_LOOK + 2) * _GRID
_HALF = 12


def _phases() -> tuple[NDArray[np.float32], ...]:
    """Interpolation at one, two and three quarters of the way to the next sample: a windowed sinc of 24 samples."""
    at = np.arange(-_HALF + 1, _HALF + 1)
    found = []
    for quarter in (0.25, 0.5, 0.75):
        away = at - quarter
        taps = np.sinc(away) * np.cos(np.pi / 2 * away / (_HALF + 0.5)) ** 2
        found.append((taps / taps.sum()).astype(np.float32)[None])
    return tuple(found)


_TAPS = _phases()
_SURE = 1 / max(float(np.abs(taps).sum()) for taps in _TAPS)
"""Of the ceiling: where no sample passes it, nothing between the samples can pass the ceiling."""


def limited(sound: Block, ceiling: float) -> Block:
    """``sound`` with its loud moments turned down so that its true peak does not pass ``ceiling``."""
    if np.abs(sound).max(initial=0) <= _SURE * ceiling:
        return sound
    peaks = _peaks(sound)
    if peaks.max(initial=0) <= ceiling:
        return sound
    gain = np.minimum(1, ceiling / np.maximum(peaks, 1e-9)).astype(np.float32)[None]
    kernel = np.ones((1, 2 * (_LOOK + 1) + 1), np.uint8)
    lowest = cv2.erode(gain, kernel, borderType=cv2.BORDER_REPLICATE)
    smooth = cv2.blur(lowest, (2 * _LOOK + 1, 1), borderType=cv2.BORDER_REPLICATE)[0]
    places = np.arange(len(smooth)) * _GRID + (_GRID - 1) / 2
    return np.asarray(sound * np.interp(np.arange(sound.shape[1]), places, smooth), np.float32)


def limited_blocks(blocks: Iterator[Block], ceiling: float) -> Iterator[Block]:
    """The same for a sound that comes in blocks of whole thousandths of a second; the last may be of any length."""
    held: Block | None = None
    known = 0  # samples of ``held`` that were given out already and are only context
    for block in blocks:
        held = block if held is None else np.concatenate([held, block], axis=1)
        ready = (held.shape[1] - _CONTEXT) // _GRID * _GRID
        if ready > known:
            yield limited(held, ceiling)[:, known:ready]
            drop = max(0, ready - _CONTEXT)
            held, known = held[:, drop:], ready - drop
    if held is not None:
        yield limited(held, ceiling)[:, known:]


def true_peak(sound: Block) -> float:
    """The highest point of the wave, between samples too, as a share of full scale."""
    return float(_peaks(sound).max(initial=0))


def _peaks(sound: Block) -> NDArray[np.float32]:
    """The true peak of every ``_GRID`` samples."""
    sound = np.ascontiguousarray(sound)
    highest = np.abs(sound).max(axis=0)
    for taps in _TAPS:
        between = cv2.filter2D(sound, -1, taps, anchor=(_HALF - 1, 0), borderType=cv2.BORDER_CONSTANT)
        np.maximum(highest, np.abs(between).max(axis=0), out=highest)
    missing = -len(highest) % _GRID
    return np.asarray(np.pad(highest, (0, missing)).reshape(-1, _GRID).max(axis=1), np.float32)
