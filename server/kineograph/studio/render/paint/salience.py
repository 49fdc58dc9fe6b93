"""What stands out from the surroundings of a picture, for telling a subject from its background.

Three cues, all from one small picture: the barrier between a place and the picture's edge (minimum barrier distance,
Strand and others, 2013, swept as Zhang and others did in 2015), how unlike the colours at each edge it is, and how
sharp it is. The bottom edge counts as neither: people are cut off there. Deterministic; refuses to know files.
"""

from __future__ import annotations

from typing import SupportsIndex

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Slot = tuple[slice | SupportsIndex, ...]

_SWEEPS = 3
_EDGE = 0.08  # of the shorter side: the rim whose colours are taken for the background's
_SPREAD = (0.38, 0.45)
_HEIGHT = 0.55


def salience(rgb: NDArray[np.uint8]) -> Floats:
    """How much each place stands out, 0..1, at the size of ``rgb`` (a few hundred pixels)."""
    lab = _smooth_lab(rgb)
    barrier = _stretched(_barrier(lab))
    strange = _stretched(_strangeness(lab))
    crisp = _stretched(sharpness(rgb))
    height, width = barrier.shape
    across = np.exp(-((((np.arange(width) + 0.5) / width - 0.5) / _SPREAD[0]) ** 2) / 2)
    down = np.exp(-((((np.arange(height) + 0.5) / height - _HEIGHT) / _SPREAD[1]) ** 2) / 2)
    found = (barrier + 0.6 * strange + 0.5 * crisp * (barrier > 0.15)) * (0.35 + 0.65 * np.outer(down, across))
    return _stretched(np.asarray(cv2.GaussianBlur(found.astype(np.float32), (0, 0), 1.5), np.float32))


def oddity(rgb: NDArray[np.uint8], ground: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The places of the ``ground`` that are cut off from the picture's edge by much more than most of it is."""
    barrier = _barrier(_smooth_lab(rgb))
    return ground & (barrier > 15 + 4 * float(np.median(barrier[ground]))) if ground.any() else ground


def _smooth_lab(rgb: NDArray[np.uint8]) -> Floats:
    return np.asarray(cv2.cvtColor(cv2.bilateralFilter(rgb, 5, 30, 3), cv2.COLOR_RGB2LAB), np.float32)


def sharpness(rgb: NDArray[np.uint8]) -> Floats:
    """How much fine detail is near each place, in grey levels."""
    gray = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.float32)
    fine = np.abs(cv2.Laplacian(cv2.GaussianBlur(gray, (0, 0), 0.7), cv2.CV_32F))
    return np.asarray(cv2.GaussianBlur(cv2.dilate(fine, np.ones((5, 5), np.uint8)), (0, 0), 4), np.float32)


def _barrier(lab: Floats) -> Floats:
    """For each place the least span of values on any way to the left, top or right edge, summed over the channels;
    rows and columns are swept whole, back and forth."""
    high, low = lab.copy(), lab.copy()
    span = np.full_like(lab, 1e3)
    span[0] = span[:, 0] = span[:, -1] = 0

    def step(to: Slot, back: Slot) -> None:
        top, bottom = np.maximum(high[back], lab[to]), np.minimum(low[back], lab[to])
        reach = top - bottom
        better = reach < span[to]
        span[to] = np.where(better, reach, span[to])
        high[to] = np.where(better, top, high[to])
        low[to] = np.where(better, bottom, low[to])

    rows, columns = lab.shape[:2]
    everything = slice(None)
    for _ in range(_SWEEPS):
        for y in range(1, rows):
            step((y,), (y - 1,))
        for y in range(rows - 2, -1, -1):
            step((y,), (y + 1,))
        for x in range(1, columns):
            step((everything, x), (everything, x - 1))
        for x in range(columns - 2, -1, -1):
            step((everything, x), (everything, x + 1))
    return np.asarray(span.sum(axis=2), np.float32)


def _strangeness(lab: Floats) -> Floats:
    """How far each colour is from those at the left, top and right edge, but for the edge it is least like: there a
    subject may be cut off."""
    rim = max(2, int(_EDGE * min(lab.shape[:2])))
    apart = []
    for edge in (lab[:rim], lab[:, :rim], lab[:, -rim:]):
        samples = edge.reshape(-1, 3)
        inverse = np.linalg.inv(np.cov(samples.T) + np.eye(3) * 10).astype(np.float32)
        off = lab - samples.mean(axis=0)
        far = np.sqrt(np.maximum(0, ((off @ inverse) * off).sum(axis=2)))
        apart.append(far / max(1e-6, float(far.max())))
    return np.asarray(sum(apart) - np.max(apart, axis=0), np.float32)


def _stretched(values: Floats) -> Floats:
    low, high = np.quantile(values, (0.02, 0.995))
    return np.asarray(np.clip((values - low) / (high - low + 1e-6), 0, 1), np.float32)
