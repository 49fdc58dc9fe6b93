"""The compiled inner loop against a plain one in floating point, at every edge."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kineograph.studio.render.paint import resampling

pytestmark = pytest.mark.skipif(not resampling.AVAILABLE, reason="the inner loop was not compiled here")


def cubic(distance: NDArray[np.float64]) -> NDArray[np.float64]:
    x = np.abs(distance)
    near = 1.5 * x**3 - 2.5 * x**2 + 1
    far = -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2
    return np.where(x < 1, near, np.where(x < 2, far, 0))


def plainly(source: NDArray[np.uint8], scale: float, offset: float, count: int) -> NDArray[np.float64]:
    """``count`` rows of ``source`` at ``scale * row + offset``, the edge repeated."""
    places = np.arange(count) * scale + offset
    first = np.floor(places).astype(int) - 1
    rows = np.zeros((count, source.shape[1]))
    for tap in range(4):
        weight = cubic(places - first - tap)[:, None]
        rows += weight * source[np.clip(first + tap, 0, len(source) - 1)]
    return np.clip(rows, 0, 255)


@settings(deadline=None, max_examples=150)
@given(
    st.integers(1, 70),
    st.integers(1, 70),
    st.integers(1, 300),
    st.integers(1, 90),
    st.floats(0.05, 3),
    st.floats(0.05, 3),
    st.floats(-90, 90),
    st.floats(-90, 90),
    st.integers(0, 2**16),
)
def test_any_view_is_what_the_filter_says(
    rows: int, columns: int, width: int, height: int, ax: float, ay: float, bx: float, by: float, seed: int
) -> None:
    source = np.random.default_rng(seed).integers(0, 256, (rows, columns), dtype=np.uint8)
    target = np.full((height + 2, width + 2), 77, np.uint8)
    resampling.resample(np.ascontiguousarray(source.T), (ax, bx), (ay, by), target[1:-1, 1:-1])
    across = plainly(np.ascontiguousarray(source.T), ax, bx, width).T
    wanted = plainly(np.round(across).astype(np.uint8), ay, by, height)
    # Positions and weights are in 1/128: a step from black to white may be off by a few levels.
    assert np.abs(target[1:-1, 1:-1] - wanted).max() <= 9
    edge = np.concatenate([target[0], target[-1], target[:, 0], target[:, -1]])
    assert (edge == 77).all()


def test_a_flat_picture_stays_flat_and_whole_numbers_copy() -> None:
    flat = np.full((40, 50), 201, np.uint8)
    target = np.empty((30, 300), np.uint8)
    resampling.resample(flat, (0.13, 0.37), (1.21, 3.4), target)
    assert (target == 201).all()
    noise = np.random.default_rng(1).integers(0, 256, (64, 200), dtype=np.uint8)
    same = np.empty_like(noise)
    resampling.resample(np.ascontiguousarray(noise.T), (1, 0), (1, 0), same)
    assert (same == noise).all()
