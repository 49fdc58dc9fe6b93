"""Plays a transition between two shots in one frame. Knows planes; what the shots show is drawn by the caller."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from kineograph.studio.render.planes import BLACK, Planes, mix, toward
from kineograph.timeline.vocabulary import TransitionKind

Draw = Callable[[int, Planes, float, float], None]
"""Draws layer 0 (leaving) or 1 (coming) into planes, moved right and down by pixels."""

_SOFT_EDGE = 0.08
_SLIDES = {
    TransitionKind.SLIDE_LEFT: (-1, 0),
    TransitionKind.SLIDE_RIGHT: (1, 0),
    TransitionKind.SLIDE_UP: (0, -1),
    TransitionKind.SLIDE_DOWN: (0, 1),
}
_WIPES = {
    TransitionKind.WIPE_LEFT: (-1, 0),
    TransitionKind.WIPE_RIGHT: (1, 0),
    TransitionKind.WIPE_UP: (0, -1),
    TransitionKind.WIPE_DOWN: (0, 1),
}


def play(kind: TransitionKind, progress: float, draw: Draw, target: Planes, scratch: tuple[Planes, Planes]) -> None:
    """Paints ``target`` at ``progress`` (0 < p < 1) of a transition. ``scratch``: two planes of the same size."""
    if kind in _SLIDES:
        _slide(_SLIDES[kind], _smooth(progress), draw, target)
    elif kind in _WIPES:
        _wipe(_WIPES[kind], progress, draw, target, scratch[0])
    elif kind is TransitionKind.FADE_BLACK:
        _through_black(progress, draw, target)
    elif kind is TransitionKind.CROSSFADE:
        draw(0, scratch[0], 0, 0)
        draw(1, scratch[1], 0, 0)
        mix(scratch[0], scratch[1], progress, target)
    else:
        draw(int(progress >= 0.5), target, 0, 0)


def _through_black(progress: float, draw: Draw, target: Planes) -> None:
    draw(int(progress >= 0.5), target, 0, 0)
    toward(target, BLACK, 1 - abs(2 * progress - 1), target)


def _slide(direction: tuple[int, int], travel: float, draw: Draw, target: Planes) -> None:
    """Both pictures move by the same fraction of the canvas; the seam between them falls on an even pixel."""
    width, height = target.width, target.height
    dx, dy = direction[0] * travel * width, direction[1] * travel * height
    coming = (dx - direction[0] * width, dy - direction[1] * height)
    for layer, (x, y) in ((0, (dx, dy)), (1, coming)):
        left, right = _even(max(0, x)), _even(min(width, width + x))
        top, bottom = _even(max(0, y)), _even(min(height, height + y))
        if right > left and bottom > top:
            draw(layer, target.box(left, top, right - left, bottom - top), x - left, y - top)


def _wipe(direction: tuple[int, int], progress: float, draw: Draw, target: Planes, scratch: Planes) -> None:
    """A soft edge runs over the picture; the next one is what it leaves behind."""
    across = direction[0] != 0
    length = target.width if across else target.height
    soft = max(2.0, length * _SOFT_EDGE)
    run = progress * (length + soft) - soft / 2
    forward = direction[0] + direction[1] > 0
    draw(0, target, 0, 0)
    draw(1, scratch, 0, 0)
    for part, other, step in zip(target.parts, scratch.parts, (1, 2, 2), strict=True):
        places = (np.arange(length // step, dtype=np.float32) + 0.5) * step
        ahead = run - (places if forward else length - places)
        share = np.clip(ahead / soft + 0.5, 0, 1)
        weight = np.broadcast_to(share if across else share[:, None], part.shape)
        weight = np.ascontiguousarray(weight, np.float32)
        part[...] = cv2.blendLinear(other, part, weight, 1 - weight)


def _smooth(progress: float) -> float:
    return progress * progress * (3 - 2 * progress)


def _even(value: float) -> int:
    return round(value / 2) * 2
