"""How loud a sound is (ITU-R BS.1770-4: K-weighting, gated), and a limiter that looks ahead.

Works on stereo at 48 kHz, shape (2, samples).
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.cues import RATE

Block = NDArray[np.float32]

LOOK = 480
"""Samples on either side of a peak over which the limiter moves its gain, twice."""

_STEP = RATE // 10
# BS.1770-4, tables 1 and 2: a shelf for the head, a high pass for the ear, as (b, a) at 48 kHz.
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))


def loudness(sound: Block) -> float:
    """Integrated loudness in LUFS; −70 for silence. At least 0.4 s are needed to say anything."""
    weighted = _weighted(sound)
    power = np.concatenate([[0.0], np.cumsum((weighted.astype(np.float64) ** 2).sum(axis=0))])
    starts = np.arange(0, sound.shape[1] - 4 * _STEP + 1, _STEP)
    if not len(starts):
        return -70.0
    blocks = (power[starts + 4 * _STEP] - power[starts]) / (4 * _STEP)
    heard = blocks[_lufs(blocks) > -70]
    if not len(heard):
        return -70.0
    gated = heard[_lufs(heard) > float(_lufs(heard.mean())) - 10]
    return float(_lufs(gated.mean()))


def limited(sound: Block, ceiling: float) -> Block:
    """``sound`` with its loud moments turned down so that no sample passes ``ceiling``; untouched where none does."""
    peak = np.abs(sound).max(axis=0)
    if peak.max(initial=0) <= ceiling:
        return sound
    gain = np.minimum(1, ceiling / np.maximum(peak, 1e-9)).astype(np.float32)[None]
    width = 2 * LOOK + 1
    lowest = cv2.erode(gain, np.ones((1, width), np.uint8), borderType=cv2.BORDER_REPLICATE)
    smooth = cv2.blur(lowest, (width, 1), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(sound * smooth, np.float32)


def _lufs(power: NDArray[np.float64] | np.float64) -> NDArray[np.float64]:
    return np.asarray(-0.691 + 10 * np.log10(np.maximum(power, 1e-12)), np.float64)


def _weighted(sound: Block) -> NDArray[np.float32]:
    """The filters in the frequency domain: exact for a loop, and for anything else up to its first milliseconds."""
    count = sound.shape[1]
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(count)).astype(np.complex64)
    response = np.ones_like(turn)
    for b, a in (_SHELF, _HIGH_PASS):
        response *= (b[0] + b[1] * turn + b[2] * turn**2) / (a[0] + a[1] * turn + a[2] * turn**2)
    return np.stack([np.fft.irfft(np.fft.rfft(part) * response, count) for part in sound]).astype(np.float32)
