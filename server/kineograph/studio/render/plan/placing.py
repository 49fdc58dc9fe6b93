"""Where an overlay stands on the canvas. Pure; refuses to know pixels' values."""

from __future__ import annotations

from dataclasses import dataclass

from kineograph.timeline.clips import Canvas, OverlayClip
from kineograph.timeline.vocabulary import Place

SAFE = 0.05
"""The margin that no overlay enters, as a share of each side (EBU R 95, graphics safe area)."""

_LEFT = (Place.TOP_LEFT, Place.LEFT, Place.BOTTOM_LEFT)
_RIGHT = (Place.TOP_RIGHT, Place.RIGHT, Place.BOTTOM_RIGHT)
_TOP = (Place.TOP_LEFT, Place.TOP, Place.TOP_RIGHT)
_BOTTOM = (Place.BOTTOM_LEFT, Place.BOTTOM, Place.BOTTOM_RIGHT)


@dataclass(frozen=True, slots=True)
class Spot:
    """A rectangle of the canvas in pixels, all even: colour has half the resolution."""

    x: int
    y: int
    w: int
    h: int


def spot(clip: OverlayClip, canvas: Canvas, size: tuple[int, int]) -> Spot:
    """Where ``clip`` stands. ``size``: of its source, for the aspect. As wide as the clip says, never taller than the
    safe area; one that is wider than the safe area stands in the middle."""
    aspect = size[0] / size[1]
    width = min(clip.size * canvas.width, canvas.width, canvas.height * (1 - 2 * SAFE) * aspect)
    w, h = _even(width), _even(width / aspect)
    x = _along(canvas.width, w, clip.place in _LEFT, clip.place in _RIGHT)
    y = _along(canvas.height, h, clip.place in _TOP, clip.place in _BOTTOM)
    return Spot(x, y, w, h)


def _along(length: int, size: int, low: bool, high: bool) -> int:
    margin = length * SAFE
    if low != high and size <= length - 2 * margin:
        start = margin if low else length - margin - size
    else:
        start = (length - size) / 2
    return round(start / 2) * 2


def _even(value: float) -> int:
    return max(2, round(value / 2) * 2)
