"""What a frame should look like, in floating point, and how near another one comes.

The reference is the planned view of the picture's luma (BT.709, limited range), resampled by code of its own: ``area``
interpolates the picture by Lanczos-3 at four places across and down each output pixel and averages them, as a sensor
with square pixels would; ``lanczos`` is one Lanczos-3 window stretched to the output's pixels, sharper and with a
little ringing. Neither rounds before the end. Sources: Rec. ITU-R BT.709-6, 3.2; Wang et al., Image quality
assessment, 2004 (Gaussian window of 11 pixels, sigma 1.5, K 0.01 and 0.03).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from race.sheet import Box

Luma = NDArray[np.float32]
Kernel = Literal["area", "lanczos"]
Shift = tuple[float, float]

_FINER = 4
_LOBES = 3
_BLOCK = 64
_RANGE = 219.0
_STEPS = 3
_STILL = 0.01


@lru_cache(maxsize=5)
def luma_of(picture: str) -> Luma:
    """The luma of a picture file, 16 to 235, as fractions."""
    read = cv2.imread(picture, cv2.IMREAD_COLOR)
    if read is None:
        raise SystemExit(f"{Path(picture).name} cannot be read")
    weights = np.array([[0.0722, 0.7152, 0.2126]], np.float32) * np.float32(_RANGE / 255)
    return np.asarray(cv2.transform(read.astype(np.float32), weights) + np.float32(16), np.float32)


def rendered(picture: str, view: Box, size: tuple[int, int], kernel: Kernel = "area") -> Luma:
    """``view`` of ``picture`` at ``size`` (width, height)."""
    whole = luma_of(picture)
    x, y, w, h = view
    down = _resampled(whole, _weights(size[1], h / size[1], y, whole.shape[0], kernel))
    across = _resampled(np.ascontiguousarray(down.T), _weights(size[0], w / size[0], x, whole.shape[1], kernel))
    return np.ascontiguousarray(across.T)


def _weights(count: int, step: float, start: float, length: int, kernel: Kernel) -> Luma:
    """One row for each output pixel: the share of each source pixel. The border pixels hold beyond the border."""
    centres = start + step * (np.arange(count) + 0.5) - 0.5
    if kernel == "area":
        places = (np.arange(_FINER) + 0.5) / _FINER - 0.5
        parts = [(centres + step * place, 1.0) for place in places]
    else:
        parts = [(centres, max(1.0, step))]
    total = np.zeros((count, length))
    for at, width in parts:
        reach = int(np.ceil(_LOBES * width))
        near = np.floor(at).astype(int)[:, None] + np.arange(-reach, reach + 2)
        apart = (near - at[:, None]) / width
        share = np.where(np.abs(apart) < _LOBES, np.sinc(apart) * np.sinc(apart / _LOBES), 0)
        share /= share.sum(axis=1, keepdims=True) * len(parts)
        np.add.at(total, (np.arange(count)[:, None], near.clip(0, length - 1)), share)
    return total.astype(np.float32)


def _resampled(rows: Luma, weights: Luma) -> Luma:
    """``weights`` times ``rows``, by blocks, since a block of output rows needs few source rows."""
    out = np.empty((weights.shape[0], rows.shape[1]), np.float32)
    for first in range(0, weights.shape[0], _BLOCK):
        block = weights[first : first + _BLOCK]
        used = np.flatnonzero(block.any(axis=0))
        low, high = used[0], used[-1] + 1
        np.matmul(block[:, low:high], rows[low:high], out=out[first : first + _BLOCK])
    return out


@dataclass(frozen=True)
class Likeness:
    """How a frame compares with its reference. ``sharp``: the strength of its edges over the reference's."""

    ssim: float
    psnr: float
    sharp: float


def found_shift(frame: Luma, picture: str, view: Box) -> Shift:
    """By how much the frame's content lies to the right of and below where the reference has it, in pixels."""
    height, width = frame.shape
    shift = np.zeros(2)
    for _ in range(_STEPS):
        step = _shift(frame, rendered(picture, shifted(view, (shift[0], shift[1]), (width, height)), (width, height)))
        shift += step
        if np.abs(step).max() < _STILL:
            break
    return (float(shift[0]), float(shift[1]))


def shifted(view: Box, shift: Shift, size: tuple[int, int]) -> Box:
    """The view whose picture lies ``shift`` pixels of the output further to the right and down."""
    x, y, w, h = view
    return (x - shift[0] * w / size[0], y - shift[1] * h / size[1], w, h)


def compare(frame: Luma, wanted: Luma) -> Likeness:
    """``frame`` against a reference that was rendered where the frame lies: nothing is blurred by aligning them."""
    apart = float(np.mean((frame - wanted) ** 2))
    psnr = 10 * np.log10(_RANGE**2 / max(apart, 1e-9))
    return Likeness(ssim(frame, wanted), float(psnr), _edges(frame) / _edges(wanted))


def _shift(frame: Luma, wanted: Luma) -> NDArray[np.float64]:
    """How far the frame's content lies to the right of and below the reference's, by least squares on the gradient."""
    soft, still = (cv2.GaussianBlur(part, (0, 0), 1.5)[8:-8, 8:-8] for part in (frame, wanted))
    down, across = np.gradient(still)
    slopes = np.stack([across.ravel(), down.ravel()])
    left = (slopes @ slopes.T).astype(np.float64)
    return np.asarray(-np.linalg.solve(left, (slopes @ (soft - still).ravel()).astype(np.float64)))


def ssim(one: Luma, other: Luma) -> float:
    """The mean structural similarity of two planes of luma."""
    c1, c2 = (0.01 * _RANGE) ** 2, (0.03 * _RANGE) ** 2
    mean_a, mean_b = _soft(one), _soft(other)
    var_a, var_b = _soft(one * one) - mean_a**2, _soft(other * other) - mean_b**2
    both = _soft(one * other) - mean_a * mean_b
    top = (2 * mean_a * mean_b + c1) * (2 * both + c2)
    return float(np.mean(top / ((mean_a**2 + mean_b**2 + c1) * (var_a + var_b + c2))))


def _soft(plane: Luma) -> Luma:
    return np.asarray(cv2.GaussianBlur(plane, (11, 11), 1.5), np.float32)


def _edges(plane: Luma) -> float:
    across, down = np.diff(plane, axis=1), np.diff(plane, axis=0)
    return float(np.sqrt(np.mean(across**2) + np.mean(down**2)))
