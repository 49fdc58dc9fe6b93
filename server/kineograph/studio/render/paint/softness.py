"""Puts planes out of focus, at a size at which that is cheap. Knows planes alone."""

from __future__ import annotations

import math

import cv2
import numpy as np

from kineograph.studio.render.paint.planes import Plane, Planes

_ENOUGH = 3.0
"""A picture is made smaller by a factor only where the blur is this many times what that alone blurs it by."""
_FACTORS = (16, 8, 4, 2)


def soften(source: Planes, sigma: float, target: Planes) -> None:
    """``source`` blurred by a Gaussian of ``sigma`` luma pixels into ``target`` (which may be ``source``)."""
    for part, out, share in zip(source.parts, target.parts, (1.0, 0.5, 0.5), strict=True):
        soften_plane(part, sigma * share, out)


def soften_plane(part: Plane, sigma: float, out: Plane) -> None:
    """One plane blurred by a Gaussian of ``sigma`` of its own pixels."""
    factor = next((factor for factor in _FACTORS if sigma >= _ENOUGH * _own(factor) and _fits(part, factor)), 1)
    if factor == 1:
        cv2.GaussianBlur(part, _kernel(sigma), sigma, dst=out, borderType=cv2.BORDER_REFLECT_101)
        return
    height, width = part.shape
    small = cv2.resize(part, (width // factor, height // factor), interpolation=cv2.INTER_AREA)
    # More bits than the planes have: without them, slow slopes of a blurred sky would show as steps.
    rest = math.sqrt(sigma * sigma - _own(factor) ** 2) / factor
    soft = cv2.GaussianBlur(small.astype(np.float32), _kernel(rest), rest, borderType=cv2.BORDER_REFLECT_101)
    large = cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR)
    cv2.convertScaleAbs(large, dst=out)


def _own(factor: int) -> float:
    """The blur, in pixels, of averaging ``factor`` pixels and of interpolating between the averages."""
    return math.sqrt((factor * factor - 1) / 12 + factor * factor / 6)


def _fits(part: Plane, factor: int) -> bool:
    return bool(min(part.shape) >= 4 * factor)


def _kernel(sigma: float) -> tuple[int, int]:
    side = 2 * max(1, math.ceil(3 * sigma)) + 1
    return (side, side)
