"""Sets a parted picture on two stages and paints a frame of it: the far plate, and the near layer over it.

Rules: with both layers where the photograph has them, the sum is the photograph: the colours of the two are separated
so that they add up to it again. Where the near layer stood, the plate is filled from around it. The matte follows the
picture's own edges (guided filter, He and others, 2010), so the cut is sharp at any size. Works in uint8 planes, blends
only where the matte has an edge. Knows planes and stages; refuses to know how a picture is parted and files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.paint.planes import Mapping2D, Plane, Planes, empty, warp
from kineograph.studio.render.paint.stages import SetStage
from kineograph.studio.render.plan.geometry import Rect

Floats = NDArray[np.float32]

_GUIDE_SIDE = 512
_REACH = 5  # of the guided filter, pixels of the guide
_EASE = 1e-4  # its regulariser, for values 0..1
_MARGIN = 8  # pixels around the matte that belong to the near layer's box
_CLEAR, _SOLID = 0.06, 0.94  # a matte is stretched from here to there: no veil over the plate, no hole in the subject
_UNSEEN = 0.15  # of the height below that edge: more than the growth of the near layer ever moves
_CORE = 5  # pixels from the matte's edge from which colours are surely of one layer, per 1000 of the width


@dataclass(frozen=True, slots=True)
class PartedStage:
    """A still in two layers as pixels. ``front`` holds the near layer's colours, ``cover`` how far it covers (in all
    three planes, 0..255), both cut to where it is. From row ``solid`` of them on it covers all of the stage's width
    down to the bottom; None where it does not."""

    back: SetStage
    front: SetStage
    cover: SetStage
    solid: int | None

    def views(self, far: Rect, near: Rect, width: int, height: int) -> tuple[Mapping2D, Mapping2D]:
        """The mappings that show ``far`` of the plate and ``near`` of the near layer (stage units) on a canvas."""
        return self.back.view(far, width, height), self.front.view(near, width, height)


def set_parted(stage: SetStage, near: NDArray[np.uint8], size: tuple[float, float]) -> PartedStage:
    """Parts a still that is set on its stage of ``size`` units. ``near``: small, 255 where the near layer is, over
    the whole of it."""
    alpha = _matte(stage, near, size)
    x, y, w, h = _box(alpha)
    part = alpha[y : y + h, x : x + w]
    half = np.asarray(cv2.resize(part, (w // 2, h // 2), interpolation=cv2.INTER_AREA), np.float32)
    covers = [np.asarray(np.round(cover * 255), np.uint8) for cover in (part, half)]
    solid = _solid_row_of(covers[0], y, alpha.shape)
    back, front = _copied(stage.planes), _copied(stage.planes.box(x, y, w, h))
    # Deep below the edge of a near layer that covers all of the width, nothing of the plate is ever seen.
    deep = h if solid is None else min(h, (solid + round(_UNSEEN * alpha.shape[0])) // 2 * 2)
    ground, subject = back.box(x, y, w, deep), front.box(0, 0, w, deep)
    for far_part, near_part, cover in zip(ground.parts, subject.parts, (part, half, half), strict=True):
        near_part[...], far_part[...] = _separated(near_part, cover[: near_part.shape[0]])
    origin = (stage.origin[0] + x / stage.scale[0], stage.origin[1] + y / stage.scale[1])
    return PartedStage(
        replace(stage, planes=back.kept_on_side()),
        SetStage(front.kept_on_side(), origin, stage.scale),
        SetStage(Planes(covers[0], covers[1], covers[1], back.chroma_x).kept_on_side(), origin, stage.scale),
        solid,
    )


def _copied(planes: Planes) -> Planes:
    return Planes(planes.y.copy(), planes.u.copy(), planes.v.copy(), planes.chroma_x)


def paint_parted(stage: PartedStage, behind: Mapping2D, over: Mapping2D, target: Planes) -> None:
    """Paints the plate as ``behind`` shows it and the near layer as ``over`` shows it into the whole of ``target``."""
    width, height = target.width, target.height
    left, top, right, bottom = _spot(stage.front.planes, over, target)
    solid = height
    if stage.solid is not None and (left, right) == (0, width):
        solid = _even_within(np.ceil((stage.solid - over.offset_y) / over.scale_y) + 3, height)
    if solid > 0:
        warp(stage.back.planes, behind, target.box(0, 0, width, solid))
    if solid < height:
        warp(stage.front.planes, over.shifted(0, -solid), target.box(0, solid, width, height - solid))
    bottom = min(bottom, solid)
    if left < right and top < bottom:
        spot = target.box(left, top, right - left, bottom - top)
        ink, cover = empty(spot.width, spot.height), empty(spot.width, spot.height)
        warp(stage.front.planes, over.shifted(-left, -top), ink)
        warp(stage.cover.planes, over.shifted(-left, -top), cover)
        for part, color, share in zip(spot.parts, ink.parts, cover.parts, strict=True):
            cv2.multiply(color, share, dst=color, scale=1 / 255)
            cv2.bitwise_not(share, dst=share)
            cv2.multiply(part, share, dst=share, scale=1 / 255)
            cv2.add(color, share, dst=part)


def _spot(source: Planes, view: Mapping2D, target: Planes) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what ``source`` covers of ``target``, even and inside it."""
    left, top = (-0.5 - view.offset_x) / view.scale_x, (-0.5 - view.offset_y) / view.scale_y
    right, bottom = left + source.width / view.scale_x, top + source.height / view.scale_y
    return (
        _even_within(np.floor(left - 1), target.width),
        _even_within(np.floor(top - 1), target.height),
        _even_within(np.ceil(right + 2) + 1, target.width),
        _even_within(np.ceil(bottom + 2) + 1, target.height),
    )


def _even_within(value: float, limit: int) -> int:
    return max(0, min(limit, int(value) // 2 * 2))


def _matte(stage: SetStage, near: NDArray[np.uint8], size: tuple[float, float]) -> Floats:
    """How far the near layer covers each pixel of the stage, 0..1."""
    planes = stage.planes
    factor = min(1.0, _GUIDE_SIDE / max(planes.width, planes.height))
    columns, rows = max(2, round(planes.width * factor)), max(2, round(planes.height * factor))
    guide = [
        np.asarray(cv2.resize(part, (columns, rows), interpolation=cv2.INTER_AREA) * np.float32(1 / 255), np.float32)
        for part in planes.parts
    ]
    # Pixel centres of the guide in the small mask, by way of stage units.
    ax = planes.width / columns / stage.scale[0] * near.shape[1] / size[0]
    ay = planes.height / rows / stage.scale[1] * near.shape[0] / size[1]
    bx, by = stage.origin[0] * near.shape[1] / size[0], stage.origin[1] * near.shape[0] / size[1]
    place = np.array([[ax, 0, bx + ax / 2 - 0.5], [0, ay, by + ay / 2 - 0.5]])
    mask = cv2.warpAffine(
        np.asarray(near, np.float32) / 255,
        place,
        (columns, rows),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    weights = _guided(guide, np.asarray(mask, np.float32))
    alpha = _large(weights[3], planes)
    for part, weight in zip(planes.parts, weights[:3], strict=True):
        full = part if part.shape == planes.y.shape else cv2.resize(part, (planes.width, planes.height))
        alpha += _large(weight, planes) * (full * np.float32(1 / 255))
    alpha = np.clip((alpha - _CLEAR) / (_SOLID - _CLEAR), 0, 1)
    # Far from the edge that was found the answer is that of the mask, whatever the colours say.
    near_by = 2 * _REACH + 1
    around = np.ones((near_by, near_by), np.uint8)
    least, most = (np.asarray(shape(mask, around), np.float32) for shape in (cv2.erode, cv2.dilate))
    return np.asarray(np.clip(alpha, _large(least, planes), _large(most, planes)), np.float32)


def _large(values: Floats, planes: Planes) -> Floats:
    return np.asarray(cv2.resize(values, (planes.width, planes.height), interpolation=cv2.INTER_LINEAR), np.float32)


def _guided(guide: list[Floats], mask: Floats) -> list[Floats]:
    """The weights of the three channels and the constant that give ``mask`` along the edges of the colour guide."""
    mean = [_mean(channel) for channel in guide]
    mask_mean = _mean(mask)
    covariance = [_mean(channel * mask) - m * mask_mean for channel, m in zip(guide, mean, strict=True)]
    spread = np.empty((*mask.shape, 3, 3), np.float32)
    for i in range(3):
        for j in range(i, 3):
            spread[..., i, j] = spread[..., j, i] = _mean(guide[i] * guide[j]) - mean[i] * mean[j]
        spread[..., i, i] += _EASE
    slopes = np.linalg.solve(spread, np.stack(covariance, axis=-1)[..., None])[..., 0]
    constant = mask_mean - sum(slopes[..., i] * mean[i] for i in range(3))
    return [_mean(np.ascontiguousarray(slopes[..., i])) for i in range(3)] + [_mean(constant)]


def _mean(values: Floats) -> Floats:
    side = 2 * _REACH + 1
    return np.asarray(cv2.blur(values, (side, side), borderType=cv2.BORDER_REFLECT_101), np.float32)


def _box(alpha: Floats) -> tuple[int, int, int, int]:
    """Even x, y, width and height around everything that is not quite clear, with a margin inside the stage."""
    height, width = alpha.shape
    shown = alpha > 1 / 512
    columns, rows = np.flatnonzero(shown.any(axis=0)), np.flatnonzero(shown.any(axis=1))
    if not columns.size:
        return 0, 0, 2, 2
    left, top = max(0, int(columns[0]) - _MARGIN) // 2 * 2, max(0, int(rows[0]) - _MARGIN) // 2 * 2
    right, bottom = min(width, int(columns[-1]) + 1 + _MARGIN), min(height, int(rows[-1]) + 1 + _MARGIN)
    return left, top, (right - left + 1) // 2 * 2, (bottom - top + 1) // 2 * 2


def _solid_row_of(cover: Plane, top: int, shape: tuple[int, ...]) -> int | None:
    """From which row on the near layer covers all of the width down to the bottom."""
    if cover.shape[1] != shape[1] or top + cover.shape[0] != shape[0]:
        return None
    broken = np.flatnonzero(cover.min(axis=1) < 255)
    first = int(broken[-1]) + 1 if broken.size else 0
    return first if first < cover.shape[0] - 2 else None


def _separated(plane: Plane, cover: Floats) -> tuple[Plane, Plane]:
    """The near and the far colours of a plane. Each is known where the other is surely absent and spread from there;
    what their sum then lacks is shared out so that the sum is the plane again, except on a narrow rim of the plate
    beside the edge: what the matte missed there would be left behind as a ghost."""
    values = np.asarray(plane, np.float32)
    core = max(3, 2 * round(plane.shape[1] * _CORE / 2000) + 1)
    kernel = np.ones((core, core), np.uint8)
    near = _spread(values, np.asarray(cv2.erode(cover, kernel) > 0.98, np.float32))
    beside = np.asarray(cv2.dilate(cover, kernel), np.float32)
    far = _spread(values, np.asarray(beside < 0.02, np.float32))
    kept = 1 - np.asarray(cv2.blur(cv2.dilate(beside, kernel), (core, core)), np.float32)
    rest = (values - cover * near - (1 - cover) * far) / (cover**2 + (1 - cover) ** 2)
    return _bytes(near + cover * rest), _bytes(far + np.minimum(kept, 1 - cover) * rest)


def _bytes(values: Floats) -> Plane:
    return np.asarray(np.clip(np.round(values), 0, 255), np.uint8)


def _spread(values: Floats, known: Floats) -> Floats:
    """``values`` where ``known`` is 1, and from there outwards ever more smoothly (pull and push)."""
    levels = list(_pulled(values * known, known))
    total, weight = levels[-1]
    known_at_all = float(weight.max()) > 0
    found = np.asarray(total / np.maximum(weight, 1e-6) if known_at_all else np.full_like(total, 128), np.float32)
    for total, weight in reversed(levels[:-1]):
        coarse = cv2.resize(found, (total.shape[1], total.shape[0]), interpolation=cv2.INTER_LINEAR)
        sure = np.minimum(1, weight)
        found = np.asarray(coarse * (1 - sure) + total / np.maximum(weight, 1e-6) * sure, np.float32)
    return found


def _pulled(total: Floats, weight: Floats) -> Iterator[tuple[Floats, Floats]]:
    yield total, weight
    while min(total.shape) > 2 and float(weight.min()) < 1:
        total, weight = np.asarray(cv2.pyrDown(total), np.float32), np.asarray(cv2.pyrDown(weight), np.float32)
        yield total, weight
        # What is known in part counts as known on coarser levels, or far places would never be reached.
        lift = np.asarray(np.minimum(1, 4 * weight) / np.maximum(weight, 1e-6), np.float32)
        total, weight = total * lift, weight * lift
