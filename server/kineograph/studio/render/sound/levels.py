"""How loud a sound is: ITU-R BS.1770-4, K-weighted and gated. Stereo at 48 kHz, shape (2, samples), in blocks.

The meter keeps a power and a peak for every hundredth of a second; the loudness of the whole, and what it would be
after a gain and a limiter, come from these alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.plan.cues import RATE
from kineograph.studio.render.sound.filters import Chain

Block = NDArray[np.float32]
Steps = NDArray[np.float64]

STEP = RATE // 100
SILENCE = -70.0
"""LUFS below which the standard hears nothing."""

_HOP, _WINDOW = 10, 40  # steps: windows of 0.4 s, one every 0.1 s
# BS.1770-4, tables 1 and 2: a shelf for the head, a high pass for the ear, as coefficients at 48 kHz.
_SHELF = "b0=1.53512485958697:b1=-2.69169618940638:b2=1.19839281085285:a1=-1.69065929318241:a2=0.73248077421585"
_LOW_CUT = "b0=1:b1=-2:b2=1:a1=-1.99004745483398:a2=0.99007225036621"
_WEIGHTING = tuple(("biquad", f"a0=1:{taps}:precision=f64") for taps in (_SHELF, _LOW_CUT))


@dataclass(frozen=True, slots=True)
class Profile:
    """A sound in steps of 10 ms: the K-weighted power of both channels together, and the highest sample."""

    power: Steps
    peak: Steps

    def loudness(self) -> float:
        """Integrated loudness in LUFS; −70 for silence and for less than 0.4 s, of which nothing can be said."""
        sums = np.concatenate([[0.0], np.cumsum(self.power)])
        starts = np.arange(0, len(self.power) - _WINDOW + 1, _HOP)
        if not len(starts):
            return SILENCE
        windows = (sums[starts + _WINDOW] - sums[starts]) / _WINDOW
        heard = windows[_lufs(windows) > SILENCE]
        if not len(heard):
            return SILENCE
        gated = heard[_lufs(heard) > float(_lufs(heard.mean())) - 10]
        return float(_lufs(gated.mean()))

    def scaled(self, gains: Steps | float) -> Profile:
        return Profile(self.power * gains * gains, self.peak * gains)


class Meter:
    """Measures a sound that comes in blocks, of whatever length."""

    def __init__(self) -> None:
        self._weighting = Chain(_WEIGHTING)
        self._rest = np.zeros((2, 0), np.float32)
        self._powers: list[Steps] = []
        self._peaks: list[Steps] = []

    def hear(self, block: Block) -> None:
        joined = np.concatenate([self._rest, block], axis=1)
        whole = joined.shape[1] // STEP * STEP
        self._rest = joined[:, whole:]
        if not whole:
            return
        sound = joined[:, :whole]
        self._peaks.append(np.abs(sound).reshape(2, -1, STEP).max(axis=(0, 2)).astype(np.float64))
        steps = self._weighting.through(sound).reshape(2, -1, STEP)
        self._powers.append(np.einsum("csn,csn->s", steps, steps, dtype=np.float64) / STEP)

    def profile(self) -> Profile:
        """What was heard so far, in whole steps."""
        return Profile(np.concatenate([np.zeros(0), *self._powers]), np.concatenate([np.zeros(0), *self._peaks]))


def measure(sound: Block) -> Profile:
    meter = Meter()
    for first in range(0, sound.shape[1], RATE):
        meter.hear(sound[:, first : first + RATE])
    return meter.profile()


def loudness(sound: Block) -> float:
    """Integrated loudness in LUFS; −70 for silence."""
    return measure(sound).loudness()


def _lufs(power: Steps | np.float64) -> Steps:
    return np.asarray(-0.691 + 10 * np.log10(np.maximum(power, 1e-12)), np.float64)
