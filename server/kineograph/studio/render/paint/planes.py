"""Pictures as the encoder wants them: 8-bit Y, U, V planes, BT.709, limited range, colour at half size.

Rules: planes are converted once and stay in this form; a view is resampled at fractions of a pixel, so that a slow
move has no steps. Runs in the worker only; every heavy call leaves the interpreter lock to the other painter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.paint import resampling

Plane = NDArray[np.uint8]

BLACK = (16, 128, 128)
WHITE = (235, 128, 128)

_KR, _KB = 0.2126, 0.0722  # ITU-R BT.709-6, 3.2
_KG = 1 - _KR - _KB
YUV_FROM_RGB = np.array(
    [
        [219 / 255 * _KR, 219 / 255 * _KG, 219 / 255 * _KB, 16],
        [-112 / 255 * _KR / (1 - _KB), -112 / 255 * _KG / (1 - _KB), 112 / 255, 128],
        [112 / 255, -112 / 255 * _KG / (1 - _KR), -112 / 255 * _KB / (1 - _KR), 128],
    ],
    dtype=np.float32,
)


@dataclass(frozen=True, slots=True)
class Planes:
    """One picture. ``chroma_x``: where a colour sample lies between two luma columns: 0.5 in the middle (made here by
    averaging), 0 on the left one (H.264's own way, and the decoder's). ``turned``: the planes transposed, kept
    where many views of them are taken."""

    y: Plane
    u: Plane
    v: Plane
    chroma_x: float = 0.5
    turned: tuple[Plane, Plane, Plane] | None = None

    @property
    def width(self) -> int:
        return int(self.y.shape[1])

    @property
    def height(self) -> int:
        return int(self.y.shape[0])

    @property
    def parts(self) -> tuple[Plane, Plane, Plane]:
        return (self.y, self.u, self.v)

    def on_side(self) -> tuple[Plane, Plane, Plane]:
        """The planes transposed, as the resampler wants them."""
        if self.turned is not None:
            return self.turned
        y, u, v = (_plane(cv2.transpose(part)) for part in self.parts)
        return y, u, v

    def kept_on_side(self) -> Planes:
        """The same picture, ready for many views."""
        return replace(self, turned=self.on_side()) if resampling.AVAILABLE else self

    def box(self, x: int, y: int, w: int, h: int) -> Planes:
        """The part at even ``x``, ``y`` of even size ``w`` × ``h``, sharing memory."""
        half = (slice(y // 2, (y + h) // 2), slice(x // 2, (x + w) // 2))
        return Planes(self.y[y : y + h, x : x + w], self.u[half], self.v[half], self.chroma_x)


@dataclass(frozen=True, slots=True)
class Mapping2D:
    """Where output pixel centres lie in a source: ``source = scale * output + offset``, in luma pixels of both."""

    scale_x: float
    offset_x: float
    scale_y: float
    offset_y: float

    def shifted(self, dx: float, dy: float) -> Mapping2D:
        """The same view moved by (``dx``, ``dy``) output pixels to the right and down."""
        return Mapping2D(
            self.scale_x, self.offset_x - self.scale_x * dx, self.scale_y, self.offset_y - self.scale_y * dy
        )


def empty(width: int, height: int) -> Planes:
    """Planes of even size, not filled, with the encoder's place for colour."""
    half = (height // 2, width // 2)
    return Planes(np.empty((height, width), np.uint8), np.empty(half, np.uint8), np.empty(half, np.uint8), 0.0)


def from_rgb(rgb: NDArray[np.uint8]) -> Planes:
    """RGB of even size to planes."""
    full = cv2.transform(rgb, YUV_FROM_RGB)
    y, u, v = cv2.split(full)
    half = (rgb.shape[1] // 2, rgb.shape[0] // 2)
    small = [cv2.resize(part, half, interpolation=cv2.INTER_AREA) for part in (u, v)]
    return Planes(_plane(y), _plane(small[0]), _plane(small[1]))


def premultiplied(rgb: NDArray[np.float32], cover: NDArray[np.float32]) -> NDArray[np.float32]:
    """Y, U, V (in the last axis, colour at full size), multiplied by coverage as ``rgb`` (0..255) already is."""
    return np.asarray(cv2.transform(np.dstack([rgb, cover]), YUV_FROM_RGB), np.float32)


def color(value: str) -> tuple[int, int, int]:
    """``#rrggbb`` as Y, U, V; black where it is not a colour."""
    try:
        red, green, blue = bytes.fromhex(value.removeprefix("#"))
    except ValueError:
        return BLACK
    y, u, v = (YUV_FROM_RGB @ np.array([red, green, blue, 1], np.float32)).round().astype(int).tolist()
    return (y, u, v)


def fill(target: Planes, yuv: tuple[int, int, int]) -> None:
    for part, value in zip(target.parts, yuv, strict=True):
        part[...] = value


def warp(source: Planes, view: Mapping2D, target: Planes) -> None:
    """Resamples ``view`` of ``source`` into the whole of ``target`` (which has the encoder's place for colour)."""
    luma = ((view.scale_x, view.offset_x), (view.scale_y, view.offset_y))
    # Colour of the output lies on the left luma column and between two rows; of the source at ``chroma_x`` and between.
    chroma = (
        (view.scale_x, (view.offset_x - source.chroma_x) / 2),
        (view.scale_y, (view.scale_y * 0.5 + view.offset_y - 0.5) / 2),
    )
    if resampling.AVAILABLE:
        for part, out, (across, down) in zip(source.on_side(), target.parts, (luma, chroma, chroma), strict=True):
            resampling.resample(part, across, down, out)
        return
    for part, out, (across, down) in zip(source.parts, target.parts, (luma, chroma, chroma), strict=True):
        cv2.warpAffine(
            part,
            np.array([[across[0], 0, across[1]], [0, down[0], down[1]]]),
            (out.shape[1], out.shape[0]),
            dst=out,
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )


def resize(source: Planes, width: int, height: int) -> Planes:
    """``source`` at another even size, averaged where it becomes smaller."""
    if (width, height) == (source.width, source.height):
        return source
    method = cv2.INTER_AREA if width < source.width else cv2.INTER_CUBIC
    sizes = ((width, height), (width // 2, height // 2), (width // 2, height // 2))
    y, u, v = (
        _plane(cv2.resize(part, size, interpolation=method)) for part, size in zip(source.parts, sizes, strict=True)
    )
    return Planes(y, u, v, source.chroma_x)


def mix(one: Planes, other: Planes, share: float, target: Planes) -> None:
    """``one`` and ``share`` (0..1) of ``other`` over it."""
    for a, b, out in zip(one.parts, other.parts, target.parts, strict=True):
        cv2.addWeighted(a, 1 - share, b, share, 0, dst=out)


def toward(source: Planes, yuv: tuple[int, int, int], share: float, target: Planes) -> None:
    """``source`` with ``share`` (0..1) of a colour over it."""
    for part, value, out in zip(source.parts, yuv, target.parts, strict=True):
        cv2.convertScaleAbs(part, dst=out, alpha=1 - share, beta=share * value)


def _plane(values: object) -> Plane:
    return np.ascontiguousarray(values, dtype=np.uint8)
