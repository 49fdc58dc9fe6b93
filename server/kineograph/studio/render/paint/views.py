"""Shows a view of a stage on the canvas, or on a part of it: moved, magnified, turned, at fractions of a pixel.

Knows planes and stages; refuses to know clips and time.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.paint.planes import Mapping2D, Planes, warp
from kineograph.studio.render.paint.stages import SetStage
from kineograph.studio.render.plan.geometry import Rect
from kineograph.timeline.clips import Canvas

_STRIP = 256

Matrix = NDArray[np.float64]
"""2 × 3: leads from output pixel centres to source pixels, in luma pixels of both."""


@dataclass(frozen=True, slots=True)
class Aim:
    """How a picture of the canvas lies on what is painted: magnified by ``zoom`` about the middle of the canvas, then
    moved right and down by ``dx``, ``dy`` pixels."""

    dx: float = 0.0
    dy: float = 0.0
    zoom: float = 1.0


STRAIGHT = Aim()


def show(stage: SetStage, crop: Rect, angle: float | None, canvas: Canvas, aim: Aim, into: Planes) -> None:
    """Paints ``crop`` of ``stage`` into the whole of ``into``. ``angle``: degrees clockwise by which the view is turned
    about its middle; None for a view that never turns, which is painted by the faster and finer way."""
    if angle is None:
        warp(stage.planes, aimed(stage.view(crop, canvas.width, canvas.height), canvas, aim), into)
    else:
        _warp_turned(stage.planes, _turned(stage, crop, angle, canvas, aim), into)


def aimed(view: Mapping2D, canvas: Canvas, aim: Aim) -> Mapping2D:
    """``view`` as it is to be painted where ``aim`` says."""
    if aim.zoom != 1:
        x, y = (canvas.width - 1) / 2, (canvas.height - 1) / 2
        rest = 1 - 1 / aim.zoom
        view = Mapping2D(
            view.scale_x / aim.zoom,
            view.offset_x + view.scale_x * x * rest,
            view.scale_y / aim.zoom,
            view.offset_y + view.scale_y * y * rest,
        )
    return view.shifted(aim.dx, aim.dy)


def _turned(stage: SetStage, crop: Rect, angle: float, canvas: Canvas, aim: Aim) -> Matrix:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    per_x, per_y = crop.w / canvas.width / aim.zoom, crop.h / canvas.height / aim.zoom
    linear = np.array([[cos * per_x, -sin * per_y], [sin * per_x, cos * per_y]]) * np.array(stage.scale)[:, None]
    middle = np.array([crop.x + crop.w / 2, crop.y + crop.h / 2])
    there = (middle - np.array(stage.origin)) * np.array(stage.scale) - 0.5
    here = np.array([(canvas.width - 1) / 2 + aim.dx, (canvas.height - 1) / 2 + aim.dy])
    return np.hstack([linear, (there - linear @ here)[:, None]])


def _warp_turned(source: Planes, luma: Matrix, target: Planes) -> None:
    # Colour of the output lies on the left luma column and between two rows; of the source at ``chroma_x`` and between.
    chroma = luma.copy()
    chroma[:, 2] = (luma @ np.array([0, 0.5, 1]) - np.array([source.chroma_x, 0.5])) / 2
    for part, out, matrix in zip(source.parts, target.parts, (luma, chroma, chroma), strict=True):
        # In strips: across the whole width of a turned view too many rows of the source would be in use at a time.
        for left in range(0, out.shape[1], _STRIP):
            strip = out[:, left : left + _STRIP]
            there = matrix.copy()
            there[:, 2] += matrix[:, 0] * left
            cv2.warpAffine(
                part,
                there,
                (strip.shape[1], strip.shape[0]),
                dst=strip,
                flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                borderMode=cv2.BORDER_REPLICATE,
            )
