"""Sets a picture on its stage: cut to what the move sees, scaled once to a little more than the output needs.

The scale is the mip rule: near 1.15 pixels of source for a pixel of output where the camera is nearest, so that the
resampler of a moving view neither blurs nor sparkles. Knows planes and geometry; refuses to know files and time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from kineograph.studio.render.paint.looks import dressed
from kineograph.studio.render.paint.pictures import Picture
from kineograph.studio.render.paint.planes import (
    Mapping2D,
    Plane,
    Planes,
    color,
    empty,
    fill,
    resize,
)
from kineograph.studio.render.plan.geometry import Rect
from kineograph.studio.render.plan.plan import Shot
from kineograph.timeline.clips import Canvas
from kineograph.timeline.vocabulary import Fit

_NEAREST = 1.15
_WIDEST = 1.35
_PLATE_WIDTH = 128
_PLATE_BLUR = 5.0
_PLATE_LIGHT = 0.52
_PLATE_COLOR = 0.85
_SHADOW = 0.55
_FOOTAGE_PIXELS = 40_000_000  # three for each pixel of the largest usual canvas, 4096 x 3072


@dataclass(frozen=True, slots=True)
class SetStage:
    """A stage as pixels. ``origin`` and ``scale`` lead from stage units to pixels of ``planes``."""

    planes: Planes
    origin: tuple[float, float]
    scale: tuple[float, float]

    def view(self, crop: Rect, width: int, height: int) -> Mapping2D:
        """The mapping that shows ``crop`` (stage units) on a canvas of ``width`` × ``height``."""
        ax, ay = crop.w * self.scale[0] / width, crop.h * self.scale[1] / height
        return Mapping2D(
            ax,
            (crop.x - self.origin[0]) * self.scale[0] + ax / 2 - 0.5,
            ay,
            (crop.y - self.origin[1]) * self.scale[1] + ay / 2 - 0.5,
        )


def pixels_per_unit(shot: Shot, canvas: Canvas) -> float:
    """How many pixels a stage unit should have: enough where the camera is nearest, not too many where it is far."""
    near = min(shot.move.start.w, shot.move.end.w)
    far = max(shot.move.start.w, shot.move.end.w)
    if shot.move.start == shot.move.end:
        return canvas.width / near
    return min(canvas.width / near * _NEAREST, canvas.width / far * _WIDEST)


def _canvas_height(shot: Shot, canvas: Canvas) -> float:
    """How many pixels of the stage are as high as the canvas where the camera is farthest."""
    return pixels_per_unit(shot, canvas) * max(shot.move.start.h, shot.move.end.h)


def seen(shot: Shot) -> Rect:
    """The part of the stage that the move shows at all."""
    a, b = shot.move.start, shot.move.end
    x, y = min(a.x, b.x), min(a.y, b.y)
    return Rect(x, y, max(a.x + a.w, b.x + b.w) - x, max(a.y + a.h, b.y + b.h) - y)


def set_still(shot: Shot, canvas: Canvas, picture: Picture) -> SetStage:
    """A decoded still on its stage."""
    if shot.stage.fit is Fit.COVER:
        return _cut(shot, canvas, picture)
    width, height = footage_size(shot, canvas)
    stage = mount(shot, canvas, picture.planes((0, 0, picture.width, picture.height), width, height))
    return replace(stage, planes=stage.planes.kept_on_side())


def footage_size(shot: Shot, canvas: Canvas) -> tuple[int, int]:
    """The size in pixels in which frames of footage are wanted; a ribbon of a film has a bound of its own."""
    area = shot.stage.picture.w * shot.stage.picture.h
    scale = min(pixels_per_unit(shot, canvas), (_FOOTAGE_PIXELS / area) ** 0.5)
    return _even(shot.stage.picture.w * scale), _even(shot.stage.picture.h * scale)


def mount(shot: Shot, canvas: Canvas, picture: Planes) -> SetStage:
    """Planes of the whole picture on the stage: alone, or on a plate of the canvas' colour or of the picture."""
    stage = shot.stage
    picture = dressed(picture, shot.look, _canvas_height(shot, canvas))
    if stage.fit is Fit.COVER:
        return SetStage(picture, (0, 0), (picture.width / stage.width, picture.height / stage.height))
    scale = pixels_per_unit(shot, canvas)
    width, height = max(_even(stage.width * scale), picture.width), max(_even(stage.height * scale), picture.height)
    x, y = _even_floor((width - picture.width) / 2), _even_floor((height - picture.height) / 2)
    if stage.fit is Fit.BLUR:
        plate = _blurred(picture, width, height)
        _cast_shadow(plate, (x, y, picture.width, picture.height))
    else:
        plate = empty(width, height)
        fill(plate, color(canvas.background))
    plate = Planes(plate.y, plate.u, plate.v, picture.chroma_x)
    spot = plate.box(x, y, picture.width, picture.height)
    for part, out in zip(picture.parts, spot.parts, strict=True):
        out[...] = part
    return SetStage(plate, (0, 0), (width / stage.width, height / stage.height))


def _cut(shot: Shot, canvas: Canvas, picture: Picture) -> SetStage:
    rows, columns = picture.height, picture.width
    per_x, per_y = columns / shot.stage.width, rows / shot.stage.height
    view = seen(shot)
    left, top = max(0, int(view.x * per_x) - 2), max(0, int(view.y * per_y) - 2)
    right = min(columns, int((view.x + view.w) * per_x) + 3)
    bottom = min(rows, int((view.y + view.h) * per_y) + 3)
    scale = pixels_per_unit(shot, canvas)
    width, height = _even((right - left) / per_x * scale), _even((bottom - top) / per_y * scale)
    planes = dressed(
        picture.planes((left, top, right, bottom), width, height), shot.look, _canvas_height(shot, canvas)
    ).kept_on_side()
    return SetStage(
        planes, (left / per_x, top / per_y), (width / ((right - left) / per_x), height / ((bottom - top) / per_y))
    )


def _blurred(picture: Planes, width: int, height: int) -> Planes:
    """The picture filling the plate, far out of focus and dimmed, so that it frames and does not compete."""
    factor = max(width / picture.width, height / picture.height)
    w, h = min(picture.width, _even_floor(width / factor)), min(picture.height, _even_floor(height / factor))
    w, h = max(2, w), max(2, h)
    x, y = _even_floor((picture.width - w) / 2), _even_floor((picture.height - h) / 2)
    small = resize(picture.box(x, y, w, h), _PLATE_WIDTH, _even(_PLATE_WIDTH * height / width))
    y_plane = _soft(small.y, _PLATE_BLUR, _PLATE_LIGHT, 16)
    u_plane, v_plane = (_soft(part, _PLATE_BLUR / 2, _PLATE_COLOR, 128) for part in (small.u, small.v))
    return resize(Planes(y_plane, u_plane, v_plane), width, height)


def _soft(part: Plane, blur: float, share: float, zero: int) -> Plane:
    soft = cv2.GaussianBlur(part, (0, 0), blur, borderType=cv2.BORDER_REFLECT_101)
    return np.asarray(cv2.convertScaleAbs(soft, alpha=share, beta=zero * (1 - share)), np.uint8)


def _cast_shadow(plate: Planes, spot: tuple[int, int, int, int]) -> None:
    """A soft shadow around the picture, reckoned at an eighth of the size."""
    x, y, w, h = spot
    mask = np.zeros((max(1, plate.height // 8), max(1, plate.width // 8)), np.float32)
    drop = plate.height // 100
    mask[max(0, y) // 8 : (y + h) // 8 + 1, max(0, x) // 8 : (x + w) // 8 + 1] = 1
    soft = cv2.GaussianBlur(mask, (0, 0), max(1.0, plate.height / 8 / 45))
    shade = cv2.resize(soft, (plate.width, plate.height), interpolation=cv2.INTER_LINEAR)
    shade = np.roll(shade, drop, axis=0)
    plate.y[...] = 16 + (plate.y - 16.0) * (1 - _SHADOW * shade)


def _even(value: float) -> int:
    return max(2, round(value / 2) * 2)


def _even_floor(value: float) -> int:
    return max(0, int(value / 2) * 2)
