"""Texts as prints: drawn once, blended in their box only, moved by fractions of a pixel.

A print holds colour multiplied by coverage, and coverage, at the resolution of each plane, so that a moved edge has no
fringe. A moved print is resampled, never put on the next whole pixel, or a slow text would shake. Credits are drawn in
tiles twice as high as the canvas, of which one holds everything that a frame shows; few tiles are kept.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import cv2
import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.paint.planes import Plane, Planes, color
from kineograph.studio.render.plan.boxes import TextBox, TextShow
from kineograph.studio.render.text.lettering import Lettering, Setting, set_text
from kineograph.studio.render.text.rolls import Roll, set_roll
from kineograph.timeline.clips import Canvas
from kineograph.timeline.vocabulary import TextRole

_RIM = 4
"""Empty pixels around a print, for the reach of the resampler."""

_HARDLY = 1e-6
"""Credits never rest: a frame at which they lie on whole pixels is as soft as the others."""

_KEPT = 3
"""Prints of one text that are kept: two painters and the one to come."""


@dataclass(frozen=True, slots=True)
class Print:
    """Three planes of colour multiplied by coverage, and their coverage; the corner lies at even ``x``, ``y``."""

    x: int
    y: int
    inks: tuple[Plane, Plane, Plane]
    covers: tuple[Plane, Plane, Plane]


class Prints:
    """The texts of a plan, shared by all painters."""

    def __init__(self, texts: Sequence[TextBox], canvas: Canvas) -> None:
        self._texts = texts
        self._canvas = canvas
        self._settings: dict[int, Setting | Roll | None] = {}
        self._prints: dict[int, OrderedDict[int, Print | None]] = {}
        self._lock = Lock()

    def stamp(self, show: TextShow, target: Planes) -> None:
        """Blends a text over ``target`` as ``show`` says."""
        setting = self._setting(show.index)
        dx, dy = show.dx * self._canvas.height, show.dy * self._canvas.height
        if isinstance(setting, Roll):
            behind = setting.behind(show.shown)
            tile = math.floor(behind / self._canvas.height)
            dy, step = tile * self._canvas.height - behind or -_HARDLY, tile
        elif setting is not None:
            step = round(show.shown * setting.letters) if show.shown < 1 else -1
        else:
            return
        printed = self._print(show.index, setting, step)
        if printed is not None and show.opacity > 0:
            stamp(printed, show.opacity, (dx, dy), target)

    def forget_before(self, frame: int) -> None:
        """Drops what no frame from ``frame`` on shows."""
        with self._lock:
            for index in [index for index in self._settings if self._texts[index].end <= frame]:
                del self._settings[index]
                self._prints.pop(index, None)

    def _setting(self, index: int) -> Setting | Roll | None:
        with self._lock:
            if index not in self._settings:
                clip = self._texts[index].clip
                rolls = clip.role is TextRole.CREDITS
                self._settings[index] = set_roll(clip, self._canvas) if rolls else set_text(clip, self._canvas)
            return self._settings[index]

    def _print(self, index: int, setting: Setting | Roll, step: int) -> Print | None:
        with self._lock:
            kept = self._prints.setdefault(index, OrderedDict())
            if step not in kept:
                kept[step] = _drawn(setting, step)
                while len(kept) > _KEPT:
                    kept.popitem(last=False)
            kept.move_to_end(step)
            return kept[step]


def _drawn(setting: Setting | Roll, step: int) -> Print | None:
    lettering = setting.draw(step) if isinstance(setting, Roll) or step >= 0 else setting.draw()
    seen = lettering is not None and max(lettering.letters.max(), lettering.under.max()) > 1 / 512
    return make_print(lettering) if lettering is not None and seen else None


def make_print(lettering: Lettering) -> Print:
    """Planes of a drawn text, cut to what of it is there."""
    cover = lettering.letters + lettering.under
    rows, columns = (np.flatnonzero(cover.max(axis=axis) > 1 / 512) for axis in (1, 0))
    box = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    x, y = lettering.x + int(columns[0]), lettering.y + int(rows[0])
    left, top = _RIM + x % 2, _RIM + y % 2
    height, width = cover[box].shape
    rims = (top, _RIM + (height + top) % 2, left, _RIM + (width + left) % 2)
    whole = [_rimmed(part[box], rims) for part in (lettering.letters, lettering.under)]
    half = [_halved(part) for part in whole]
    inks, covers = [], []
    for plane, own, shade in zip((whole, half, half), color(lettering.ink), color(lettering.shade), strict=True):
        inks.append(_bytes(plane[0] * np.float32(own) + plane[1] * np.float32(shade)))
        covers.append(_bytes((plane[0] + plane[1]) * np.float32(255)))
    return Print(x - left, y - top, (inks[0], inks[1], inks[2]), (covers[0], covers[1], covers[2]))


def stamp(printed: Print, opacity: float, shift: tuple[float, float], target: Planes) -> None:
    """Blends a print with ``opacity`` (0..1), moved by ``shift`` luma pixels to the right and down."""
    for part, ink, cover, scale in zip(target.parts, printed.inks, printed.covers, (1.0, 0.5, 0.5), strict=True):
        at = (printed.x + shift[0]) * scale, (printed.y + shift[1]) * scale
        _blend(part, (ink, cover), at, (shift[0] != 0, shift[1] != 0), opacity)


def _blend(
    part: Plane, printed: tuple[Plane, Plane], at: tuple[float, float], moved: tuple[bool, bool], opacity: float
) -> None:
    ink, cover = printed
    left, top = math.floor(at[0]), math.floor(at[1])
    first = max(0, -left), max(0, -top)
    end = min(cover.shape[1], part.shape[1] - left), min(cover.shape[0], part.shape[0] - top)
    if first[0] >= end[0] or first[1] >= end[1]:
        return
    window = (slice(first[1], end[1]), slice(first[0], end[0]))
    spot = part[top + first[1] : top + end[1], left + first[0] : left + end[0]]
    if any(moved):
        kernels = _kernel(at[0] - left, moved[0]), _kernel(at[1] - top, moved[1])
        ink, cover = _resampled(ink, window, kernels), _resampled(cover, window, kernels)
    else:
        ink, cover = ink[window], cover[window]
    hidden = cv2.multiply(spot, cover, scale=opacity / 255, dtype=cv2.CV_32F)
    both = cv2.addWeighted(spot, 1, ink, opacity, 0, dtype=cv2.CV_32F)
    cv2.subtract(both, hidden, dst=spot, dtype=cv2.CV_8U)


def _resampled(
    plane: Plane, window: tuple[slice, slice], kernels: tuple[NDArray[np.float32], NDArray[np.float32]]
) -> Plane:
    """``window`` of the plane, filtered across and down."""
    rows, columns = window
    top, left = max(0, rows.start - 2), max(0, columns.start - 2)
    around = plane[top : rows.stop + 2, left : columns.stop + 2]
    found = np.empty_like(around)
    across, down = kernels
    anchor = (len(across) // 2, len(down) // 2)
    cv2.filter2D(around, cv2.CV_8U, np.outer(down, across), found, anchor, borderType=cv2.BORDER_CONSTANT)
    return found[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]


def _kernel(by: float, moved: bool) -> NDArray[np.float32]:
    """Weights of the samples two before to one after a place, to move it on by ``by`` (0..1).

    A quadratic B-spline: equally sharp, to the eye, at any fraction, so that slow letters do not shimmer, and never
    negative, so that no edge rings."""
    if not moved:
        return np.ones(1, np.float32)
    far = np.abs(np.arange(-2, 2) + by)
    weights = np.where(far < 0.5, 0.75 - far**2, 0.5 * np.maximum(0, 1.5 - far) ** 2)
    return np.asarray(weights, np.float32)


def _halved(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    """At half size, each sample on the left luma column of its pair and between two rows (H.264's place for colour)."""
    across = np.array([0.25, 0.5, 0.25], np.float32)
    down = np.array([0.5, 0.5], np.float32)
    smooth = np.empty_like(plane)
    cv2.sepFilter2D(plane, cv2.CV_32F, across, down, smooth, anchor=(1, 0), borderType=cv2.BORDER_CONSTANT)
    return np.ascontiguousarray(smooth[::2, ::2])


def _rimmed(plane: object, rims: tuple[int, int, int, int]) -> NDArray[np.float32]:
    return np.asarray(
        cv2.copyMakeBorder(np.asarray(plane, np.float32), *rims, cv2.BORDER_CONSTANT, value=0), np.float32
    )


def _bytes(plane: NDArray[np.float32]) -> Plane:
    return np.asarray(cv2.convertScaleAbs(plane), np.uint8)
