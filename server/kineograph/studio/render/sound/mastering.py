"""How loud the finished sound is: one gain for the whole mix, then the limiter.

Volumes balance sounds against each other; what is loudest against the standard of its role decides the whole. At
standard volumes the mix comes out at ``LOUDNESS``; who asks for quiet music alone gets quiet music.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np

from kineograph.studio.render.plan.cues import SoundCue
from kineograph.studio.render.sound.levels import SILENCE, Profile, Steps

LOUDNESS = -16.0
"""LUFS of a mix at standard volumes: what platforms and players for the web ask for, within a decibel or two."""
CEILING = 10 ** (-2.0 / 20)
"""True peak before encoding: AAC adds up to about a decibel, and the decoded sound stays under −1 dBTP."""

_MOST_GAIN = 24.0
_MOST_ABOVE = 1.0
_ROUNDS = 8
_CLOSE = 0.02


def target(cues: Sequence[SoundCue]) -> float:
    """LUFS that the mix of ``cues`` is brought to."""
    prominence = max((cue.prominence for cue in cues), default=0.0)
    if prominence <= 0:
        return LOUDNESS
    if prominence < 1:
        return LOUDNESS + 20 * math.log10(prominence)
    return LOUDNESS + _MOST_ABOVE * (min(prominence, 2.0) - 1)


def gain_towards(profile: Profile, wanted: float) -> float:
    """The gain, as a factor, after which and after the limiter a sound of ``profile`` is as loud as ``wanted`` LUFS.

    At most +24 dB; 1 for what is too short or too quiet to be measured."""
    found = profile.loudness()
    if found <= SILENCE:
        return 1.0
    decibels = min(_MOST_GAIN, wanted - found)
    for _ in range(_ROUNDS):
        gain = 10 ** (decibels / 20)
        missing = wanted - profile.scaled(gain * _limiter(profile.peak * gain)).loudness()
        if abs(missing) < _CLOSE:
            break
        decibels = min(_MOST_GAIN, decibels + missing)
    return float(10 ** (decibels / 20))


def _limiter(peaks: Steps) -> Steps | float:
    """About what the limiter does to each step."""
    if peaks.max(initial=0) <= CEILING:
        return 1.0
    gain = np.minimum(1, CEILING / np.maximum(peaks, 1e-9))[None]
    lowest = cv2.erode(gain, np.ones((1, 3), np.uint8), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.blur(lowest, (3, 1), borderType=cv2.BORDER_REPLICATE)[0], np.float64)
