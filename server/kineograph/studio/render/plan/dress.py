"""What a role makes of a text: where it stands, how large, on what, how faint. Pure.

A title has a soft shadow, a caption a plate; the name of a lower third stands low and to a side on a bar; credits run
through the whole picture; a watermark keeps to a corner. A place, size or opacity that is given holds within what the
role is.
"""

from __future__ import annotations

from dataclasses import dataclass

from kineograph.timeline.clips import TextClip
from kineograph.timeline.vocabulary import Ground, Place, TextRole

SAFE = 0.07
"""The margin that no text enters, as a share of each side (EBU R 95: 5 % action, title safe inside it)."""

_LEFT = (Place.TOP_LEFT, Place.LEFT, Place.BOTTOM_LEFT)
_RIGHT = (Place.TOP_RIGHT, Place.RIGHT, Place.BOTTOM_RIGHT)
_TOP = (Place.TOP_LEFT, Place.TOP, Place.TOP_RIGHT)
_BOTTOM = (Place.BOTTOM_LEFT, Place.BOTTOM, Place.BOTTOM_RIGHT)
_LARGEST = {TextRole.LOWER_THIRD: 0.065, TextRole.CREDITS: 0.07, TextRole.WATERMARK: 0.04}
_GROUNDS = {TextRole.CAPTION: Ground.PLATE, TextRole.LOWER_THIRD: Ground.PLATE}
_FAINT = 0.55


@dataclass(frozen=True, slots=True)
class Dress:
    """``side`` and ``level``: 0 left or top, 1 right or bottom; ``size`` as a share of the canvas height; ``width`` and
    ``height``: the shares of the canvas that the lines may fill; ``faint``: a share of the text's own opacity."""

    side: float
    level: float
    size: float
    ground: Ground
    width: float = 0.84
    height: float = 0.62
    faint: float = 1.0


def dress(clip: TextClip) -> Dress:
    """How ``clip`` is set, by its role."""
    role = clip.role
    size = min(clip.size, _LARGEST.get(role, clip.size))
    ground = _GROUNDS.get(role, Ground.SHADOW) if clip.ground is Ground.AUTO else clip.ground
    side, level = _across(clip.place), _down(clip.place)
    if role is TextRole.LOWER_THIRD:
        return Dress(float(side == 1.0), 1.0, size, ground, width=0.6, height=0.3)
    if role is TextRole.CREDITS:
        return Dress(0.5, 0.0, size, ground)
    if role is TextRole.WATERMARK:
        return Dress(1.0 if side == 0.5 else side, 1.0 if level == 0.5 else level, size, ground, 0.4, 0.2, _FAINT)
    return Dress(side, level, size, ground)


def _across(place: Place) -> float:
    return 0.0 if place in _LEFT else 1.0 if place in _RIGHT else 0.5


def _down(place: Place) -> float:
    return 0.0 if place in _TOP else 1.0 if place in _BOTTOM else 0.5
