"""Pictures with transparency as planes that can be laid over others; round corners and shadows.

Rules: colour is multiplied by coverage before anything is resampled, or the colour of what is transparent would come
out at the edges as a fringe; coverage for colour is that of colour's own place and size.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from kineograph.studio.render.paint.planes import BLACK, Plane, Planes, premultiplied

Cover = NDArray[np.float32]
Covers = tuple[Cover, Cover, Cover]

_ROUND = 0.07  # of the shorter side
_DROP, _SOFT, _DARK = 0.006, 0.016, 0.5  # of the canvas' height; of full black


@dataclass(frozen=True, slots=True)
class Inset:
    """Planes, coverage (0..1) by plane, and the even corner on the canvas. ``opaque``: it covers all of its box."""

    x: int
    y: int
    planes: Planes
    covers: Covers
    opaque: bool = False


def lay(inset: Inset, opacity: float, target: Planes) -> None:
    """Blends ``inset`` with ``opacity`` (0..1) over ``target``."""
    spot = target.box(inset.x, inset.y, inset.planes.width, inset.planes.height)
    for part, ink, cover in zip(spot.parts, inset.planes.parts, inset.covers, strict=True):
        if inset.opaque and opacity >= 1:
            part[...] = ink
        else:
            weight = cover * np.float32(opacity)
            part[...] = cv2.blendLinear(ink, part, weight, 1 - weight)


def cut_out(picture: Image.Image, size: tuple[int, int], mask: Cover | None) -> tuple[Planes, Covers]:
    """RGBA in an even ``size`` as planes and their coverage, ``mask`` (of that size) multiplied in."""
    small = (picture if picture.mode == "RGBA" else picture.convert("RGBA")).convert("RGBa")
    if small.size != size:
        small = small.resize(size, Image.Resampling.BICUBIC, reducing_gap=3.0)
    values = np.asarray(small, np.float32)
    if mask is not None:
        values = values * mask[..., None]
    cover = values[..., 3] / np.float32(255)
    # Bicubic resampling overshoots: colour multiplied by coverage is never more than coverage.
    inks = premultiplied(np.minimum(values[..., :3], values[..., 3:]), cover)
    half = at_colour(cover)
    shares = (cover, half, half)
    parts = (inks[..., 0], at_colour(inks[..., 1]), at_colour(inks[..., 2]))
    y, u, v = (_plain(part, share, value) for part, share, value in zip(parts, shares, BLACK, strict=True))
    return Planes(y, u, v, 0.0), shares


def at_colour(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """``values`` of every pixel where H.264 has its colour samples: on every second column, between two rows. The edge
    repeats itself: what is beyond it has colour samples of its own."""
    wide = cv2.copyMakeBorder(np.ascontiguousarray(values), 0, 0, 1, 1, cv2.BORDER_REPLICATE)
    across = 0.25 * wide[:, :-2:2] + 0.5 * wide[:, 1:-1:2] + 0.25 * wide[:, 2::2]
    return np.ascontiguousarray((across[::2] + across[1::2]) / 2, np.float32)


def covers_of(mask: Cover) -> Covers:
    half = at_colour(mask)
    return mask, half, half


def rounded(width: int, height: int) -> Cover:
    """A rectangle with round corners and smooth edges, as coverage."""
    radius = max(2.0, _ROUND * min(width, height))
    x = np.abs(np.arange(width) + 0.5 - width / 2) - (width / 2 - radius)
    y = np.abs(np.arange(height) + 0.5 - height / 2) - (height / 2 - radius)
    away = np.hypot(np.maximum(x, 0)[None, :], np.maximum(y, 0)[:, None])
    return np.asarray(np.clip(radius - away + 0.5, 0, 1), np.float32)


def shadow(mask: Cover, corner: tuple[int, int], canvas: tuple[int, int]) -> Inset:
    """The soft shadow around what ``mask`` covers at ``corner``, left out below it; cut where the canvas ends."""
    sigma, drop = max(1.0, _SOFT * canvas[1]), round(_DROP * canvas[1])
    pad = math.ceil((3 * sigma + drop) / 2) * 2
    wide = cv2.copyMakeBorder(mask, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=0)
    soft = np.asarray(cv2.GaussianBlur(np.roll(wide, drop, axis=0), (0, 0), sigma), np.float32)
    shade = _DARK * soft * (1 - wide)
    left, top = max(0, pad - corner[0]), max(0, pad - corner[1])
    x, y = corner[0] - pad + left, corner[1] - pad + top
    shade = np.ascontiguousarray(shade[top : top + canvas[1] - y, left : left + canvas[0] - x], np.float32)
    height, width = shade.shape
    planes = [
        np.full((height // step, width // step), value, np.uint8) for value, step in zip(BLACK, (1, 2, 2), strict=True)
    ]
    return Inset(x, y, Planes(planes[0], planes[1], planes[2], 0.0), covers_of(shade))


def _plain(ink: NDArray[np.float32], cover: Cover, empty: int) -> Plane:
    """Colour without its coverage; where nothing is covered, black."""
    values = np.divide(ink, cover, out=np.full_like(ink, empty), where=cover > 1 / 512)
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)
