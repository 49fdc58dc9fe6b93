"""Plays a transition between two shots in one frame. Knows planes; what the shots show is drawn by the caller.

Rules: the first frame is near the one before, the last near the next one, nothing jumps between; what moves, moves by
fractions of a pixel, its edge too.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.paint.planes import BLACK, WHITE, Plane, Planes, mix, toward
from kineograph.studio.render.paint.softness import soften
from kineograph.studio.render.paint.views import STRAIGHT, Aim
from kineograph.timeline.vocabulary import TransitionKind

Direction = tuple[int, int]
Weights = NDArray[np.float32]


class Draw(Protocol):
    """Draws layer 0 (leaving) or 1 (coming) into the whole of ``into``."""

    def __call__(self, layer: int, into: Planes, aim: Aim = STRAIGHT) -> None: ...


_SOFT_EDGE = 0.08  # of the way that a wipe runs
_SOFT_RIM = 0.03  # of half the diagonal
_SHADE, _SHADE_REACH = 0.45, 0.06
_RUSH = 2.0
_NEAR, _WIDE_RIM = 0.45, 0.47  # by then the next one has opened as far as it reaches; of half a side
_MEETING = (0.3, 0.7)  # the part of a transition in which both pictures are mixed
_FAR_OUT = 0.028  # of the canvas' height
_LEFT, _RIGHT, _UP, _DOWN = (-1, 0), (1, 0), (0, -1), (0, 1)
_SLIDES: dict[TransitionKind, Direction] = {
    TransitionKind.SLIDE_LEFT: _LEFT,
    TransitionKind.SLIDE_RIGHT: _RIGHT,
    TransitionKind.SLIDE_UP: _UP,
    TransitionKind.SLIDE_DOWN: _DOWN,
}
_PUSHES: dict[TransitionKind, Direction] = {
    TransitionKind.PUSH_LEFT: _LEFT,
    TransitionKind.PUSH_RIGHT: _RIGHT,
    TransitionKind.PUSH_UP: _UP,
    TransitionKind.PUSH_DOWN: _DOWN,
}
_WIPES: dict[TransitionKind, Direction] = {
    TransitionKind.WIPE_LEFT: _LEFT,
    TransitionKind.WIPE_RIGHT: _RIGHT,
    TransitionKind.WIPE_UP: _UP,
    TransitionKind.WIPE_DOWN: _DOWN,
}
_COLORS = {TransitionKind.FADE_BLACK: BLACK, TransitionKind.FADE_WHITE: WHITE}


def play(kind: TransitionKind, progress: float, draw: Draw, target: Planes, scratch: tuple[Planes, Planes]) -> None:
    """Paints ``target`` at ``progress`` (0 < p < 1) of a transition. ``scratch``: two planes of the same size."""
    if kind in _SLIDES or kind in _PUSHES:
        direction = _SLIDES.get(kind) or _PUSHES[kind]
        _travel(direction, _smooth(progress), kind in _PUSHES, draw, target)
    elif kind in _WIPES:
        _wipe(_WIPES[kind], progress, draw, target, scratch[0])
    elif kind in _COLORS:
        draw(int(progress >= 0.5), target)
        toward(target, _COLORS[kind], _smooth(1 - abs(2 * progress - 1)), target)
    else:
        _MIXED.get(kind, _cut)(progress, draw, target, scratch)


def _cut(progress: float, draw: Draw, target: Planes, scratch: tuple[Planes, Planes]) -> None:
    del scratch
    draw(int(progress >= 0.5), target)


def _crossfade(progress: float, draw: Draw, target: Planes, scratch: tuple[Planes, Planes]) -> None:
    draw(0, scratch[0])
    draw(1, scratch[1])
    mix(scratch[0], scratch[1], progress, target)


def _travel(direction: Direction, share: float, push: bool, draw: Draw, target: Planes) -> None:
    """The next picture enters at an edge; the one before stays, or moves on by the same (``push``)."""
    length = target.width if direction[0] else target.height
    forward = sum(direction) > 0
    seam = length * (share if forward else 1 - share)
    low = min(length - 2, int(seam) // 2 * 2)
    leaving, coming = ((low, length), (0, low + 2)) if forward else ((0, low + 2), (low, length))
    step = share * length if push else 0.0
    _draw_part(0, direction, leaving, step, draw, target)
    if not push:
        _shade(direction, seam, 4 * share * (1 - share), target)
    strip = _part(target, direction, (low, low + 2))
    before = [part.copy() for part in strip.parts]
    _draw_part(1, direction, coming, share * length - length, draw, target)
    for part, old, pixels in zip(strip.parts, before, (1, 2, 2), strict=True):
        places = np.arange(2 // pixels) * pixels
        reached = np.clip((seam - low - places) / pixels, 0, 1)
        weight = _along(reached if forward else 1 - reached, direction)
        part[...] = np.rint(part * weight + old * (1 - weight))


def _draw_part(
    layer: int, direction: Direction, within: tuple[int, int], step: float, draw: Draw, target: Planes
) -> None:
    """Draws a layer that is moved by ``step`` in a direction, but only ``within`` these columns or rows."""
    across, down = direction
    aim = Aim(across * step - (within[0] if across else 0), down * step - (within[0] if down else 0))
    draw(layer, _part(target, direction, within), aim)


def _part(planes: Planes, direction: Direction, within: tuple[int, int]) -> Planes:
    first, length = within[0], within[1] - within[0]
    if direction[0]:
        return planes.box(first, 0, length, planes.height)
    return planes.box(0, first, planes.width, length)


def _along(values: NDArray[np.float64], direction: Direction) -> NDArray[np.float64]:
    return values if direction[0] else values[:, None]


def _shade(direction: Direction, seam: float, strength: float, target: Planes) -> None:
    """The shadow of the picture that slides in, on the one that stays."""
    length = target.width if direction[0] else target.height
    reach = max(4.0, length * _SHADE_REACH)
    first, end = (seam - 2, seam + reach) if sum(direction) > 0 else (seam - reach, seam + 2)
    within = (max(0, int(first) // 2 * 2), min(length, math.ceil(end / 2) * 2))
    if within[0] >= within[1]:
        return
    for part, value, pixels in zip(_part(target, direction, within).parts, BLACK, (1, 2, 2), strict=True):
        places = np.arange(within[0], within[1], pixels) + pixels / 2
        near = np.clip(1 - np.abs(places - seam) / reach, 0, 1)
        keep = _along(1 - _SHADE * strength * near * near, direction)
        part[...] = np.rint(value + (part.astype(np.float32) - value) * keep)


def _wipe(direction: Direction, progress: float, draw: Draw, target: Planes, scratch: Planes) -> None:
    """A soft edge runs over the picture; the next one is what it leaves behind."""
    length = target.width if direction[0] else target.height
    soft = max(2.0, length * _SOFT_EDGE)
    forward = sum(direction) > 0
    run = progress * (length + soft) - soft / 2
    edge = run if forward else length - run
    low = min(length - 2, max(0, int((edge - soft / 2) // 2 * 2)))
    high = max(low + 2, min(length, math.ceil((edge + soft / 2) / 2) * 2))
    leaving, beyond = ((low, length), (0, low)) if forward else ((0, high), (high, length))
    _draw_part(0, direction, leaving, 0, draw, target)
    _draw_part(1, direction, (low, high), 0, draw, scratch)
    if beyond[0] < beyond[1]:
        _draw_part(1, direction, beyond, 0, draw, target)
    band, other = _part(target, direction, (low, high)), _part(scratch, direction, (low, high))
    for part, new, pixels in zip(band.parts, other.parts, (1, 2, 2), strict=True):
        places = np.arange(low, high, pixels) + pixels / 2
        ahead = edge - places if forward else places - edge
        share = _along(np.clip(ahead / soft + 0.5, 0, 1), direction)
        _lay(new, part, np.broadcast_to(share, part.shape).astype(np.float32))


def _circle(progress: float, draw: Draw, target: Planes, scratch: tuple[Planes, Planes]) -> None:
    """The next picture opens from the middle, in a circle with a soft rim."""
    half = math.hypot(target.width, target.height) / 2
    soft = max(2.0, half * _SOFT_RIM)
    radius = _smooth(progress) * (half + soft) - soft / 2
    draw(0, target)
    x, y = (_inset(side / 2 - radius - soft) for side in (target.width, target.height))
    if 2 * x >= target.width or 2 * y >= target.height:
        return
    spot = (x, y, target.width - 2 * x, target.height - 2 * y)
    new, old = scratch[1].box(*spot), target.box(*spot)
    draw(1, new, Aim(-x, -y))
    for part, other, pixels in zip(old.parts, new.parts, (1, 2, 2), strict=True):
        away = _distances(target.width // pixels, target.height // pixels, pixels)
        here = away[y // pixels : y // pixels + part.shape[0], x // pixels : x // pixels + part.shape[1]]
        _open(other, part, here, radius + soft / 2, soft)


@lru_cache(maxsize=4)
def _distances(width: int, height: int, pixels: int) -> Weights:
    """How far each sample of a plane lies from the middle, in luma pixels. Never written to."""
    x = (np.arange(width, dtype=np.float32) + 0.5 - width / 2) * pixels
    y = (np.arange(height, dtype=np.float32) + 0.5 - height / 2) * pixels
    return _fixed(np.asarray(np.hypot(x[None, :], y[:, None]), np.float32))


def _zoom(progress: float, draw: Draw, target: Planes, scratch: tuple[Planes, Planes]) -> None:
    """The camera rushes on through the one before; the next one opens in the middle, still small, and grows at the same
    rate. Its rim is soft and wide until it fills the screen, so that its sides are never seen."""
    way = _smooth(progress)
    small = _RUSH ** (way - 1)
    draw(0, target, Aim(zoom=_RUSH**way))
    _draw_small(small, draw, scratch[1])
    opened = small * _smooth(min(1.0, progress / _NEAR)) + 0.9 * _smooth(max(0.0, (progress - _NEAR) / (1 - _NEAR)))
    for part, other in zip(target.parts, scratch[1].parts, strict=True):
        _open(other, part, _shares(part.shape[1], part.shape[0]), opened, _WIDE_RIM)


@lru_cache(maxsize=4)
def _shares(width: int, height: int) -> Weights:
    """How far each sample of a plane lies from the middle: 1 in the middle of each side. Never written to."""
    x = (np.arange(width, dtype=np.float32) + 0.5) / width * 2 - 1
    y = (np.arange(height, dtype=np.float32) + 0.5) / height * 2 - 1
    return _fixed(np.asarray(np.hypot(x[None, :], y[:, None]), np.float32))


def _draw_small(zoom: float, draw: Draw, into: Planes) -> None:
    """The next picture smaller than the screen, with its mirror image around it."""
    x, y = (_even_up(side * (1 - zoom) / 2) for side in (into.width, into.height))
    draw(1, into.box(x, y, into.width - 2 * x, into.height - 2 * y), Aim(-x, -y, zoom))
    for part, pixels in zip(into.parts, (1, 2, 2), strict=True):
        w, h = x // pixels, y // pixels
        rows = slice(h, part.shape[0] - h)
        if w:
            part[rows, :w] = part[rows, 2 * w - 1 : w - 1 : -1]
            part[rows, -w:] = part[rows, -w - 1 : -2 * w - 1 : -1]
        if h:
            part[:h] = part[2 * h - 1 : h - 1 : -1]
            part[-h:] = part[-h - 1 : -2 * h - 1 : -1]


def _blur(progress: float, draw: Draw, target: Planes, scratch: tuple[Planes, Planes]) -> None:
    """Out of focus and back. The mix of two blurred pictures is the blurred mix, so one blur does."""
    share = _meeting(progress)
    if 0 < share < 1:
        _crossfade(share, draw, target, scratch)
    else:
        draw(int(share), target)
    sigma = target.height * _FAR_OUT * math.sin(math.pi * progress) ** 2
    soften(target, sigma, target)


_MIXED = {
    TransitionKind.CROSSFADE: _crossfade,
    TransitionKind.CIRCLE: _circle,
    TransitionKind.ZOOM: _zoom,
    TransitionKind.BLUR: _blur,
}


def _lay(new: Plane, over: Plane, weight: Weights) -> None:
    """``weight`` (0..1) of one plane over another."""
    over[...] = cv2.blendLinear(new, over, weight, 1 - weight)


def _fixed(values: Weights) -> Weights:
    """What all painters share, safe from being written to."""
    values.flags.writeable = False
    return values


def _open(new: Plane, over: Plane, away: Weights, edge: float, rim: float) -> None:
    """One plane over another where ``away`` is less than ``edge``, fading in over ``rim``. In bytes: the sum of two
    rounded products may be one level off."""
    share = cv2.addWeighted(away, -255 / rim, away, 0, 255 * edge / rim, dtype=cv2.CV_8U)
    shown = cv2.multiply(new, share, scale=1 / 255)
    cv2.add(cv2.multiply(over, cv2.bitwise_not(share), scale=1 / 255), shown, dst=over)


def _meeting(progress: float) -> float:
    """The share of the next picture where both are mixed in the middle of a transition only."""
    return _smooth(min(1.0, max(0.0, (progress - _MEETING[0]) / (_MEETING[1] - _MEETING[0]))))


def _smooth(progress: float) -> float:
    return progress * progress * (3 - 2 * progress)


def _inset(value: float) -> int:
    return max(0, int(value // 2) * 2)


def _even_up(value: float) -> int:
    return math.ceil(value / 2) * 2
