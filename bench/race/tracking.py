"""How evenly a video moves: patches are followed from frame to frame at fractions of a pixel.

At each place of a grid the displacement from every frame to the next is measured (Lucas and Kanade, windows of 81
pixels). Over time it should be smooth: a polynomial of degree six in time fits every eased pan and zoom within a
thousandth of a pixel. What is left over is jitter. A step is backwards where it runs against the fitted move while
that moves by at least a twentieth of a pixel.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

_GRID = (6, 4)
_MARGIN = 0.12
_WINDOW = (81, 81)
_DEGREE = 6
_MOVES = 0.05
_PRECISE = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 50, 1e-4)


@dataclass(frozen=True)
class Jitter:
    """``rms``: of what the smooth fit leaves, in pixels a frame; ``worst``: the largest of it; ``backward``: steps
    against the move, of ``steps``."""

    rms: float
    worst: float
    backward: int
    steps: int


def jitter(frames: Iterable[NDArray[np.uint8]]) -> Jitter:
    """The jitter of a video of one move, given as luma planes in order."""
    before: NDArray[np.uint8] | None = None
    grid: NDArray[np.float32] | None = None
    steps: list[NDArray[np.float32]] = []
    for frame in frames:
        if before is not None and grid is not None:
            found, _seen, _error = cv2.calcOpticalFlowPyrLK(
                before, frame, grid, grid.copy(), winSize=_WINDOW, maxLevel=2, criteria=_PRECISE
            )
            steps.append((np.asarray(found) - grid).reshape(-1, 2))
        else:
            grid = _places(frame.shape[1], frame.shape[0])
        before = frame.copy()
    return _judged(np.stack(steps).astype(np.float64))


def _places(width: int, height: int) -> NDArray[np.float32]:
    across = np.linspace(width * _MARGIN, width * (1 - _MARGIN), _GRID[0])
    down = np.linspace(height * _MARGIN, height * (1 - _MARGIN), _GRID[1])
    return np.array([[[x, y]] for y in down for x in across], np.float32)


def _judged(steps: NDArray[np.float64]) -> Jitter:
    """``steps``: by frame, place, and direction."""
    count = len(steps)
    time = np.linspace(-1, 1, count)
    basis = np.polynomial.chebyshev.chebvander(time, _DEGREE)
    flat = steps.reshape(count, -1)
    smooth = (basis @ np.linalg.lstsq(basis, flat, rcond=None)[0]).reshape(steps.shape)
    left = np.hypot(*np.moveaxis(steps - smooth, -1, 0))
    speed = np.hypot(*np.moveaxis(smooth, -1, 0))
    against = (steps * smooth).sum(axis=-1) < 0
    moving = speed >= _MOVES
    return Jitter(float(np.sqrt(np.mean(left**2))), float(left.max()), int((against & moving).sum()), int(moving.sum()))
