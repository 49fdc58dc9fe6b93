"""Finds what is worth looking at in a picture: the centre of its spectral residual (Hou and Zhang, 2007).

The average of many pictures has a smooth spectrum; what stands out from it is what catches the eye. A weak pull to the
middle, a little above it, keeps a picture without a subject centred. One look at 96 pixels, a few milliseconds.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.kept.fingerprints import makers, name_of, source_mark
from kineograph.studio.render.kept.keeping import Keep
from kineograph.studio.render.paint.stills import read_still
from kineograph.studio.render.plan.geometry import Focus

_SIDE = 96
_QUIET = _SIDE * _SIDE * 4 // 5  # pixels of it that do not stand out
_KEPT = struct.Struct("<dd")
_TRUST = 0.8  # how far the found centre is followed, the rest stays in the middle
_KNEE, _CUBE = 0.04045, (6 / 29) ** 3
_XYZ = np.array(  # sRGB to XYZ over the white of D65 (IEC 61966-2-1), a column each
    [[0.433953, 0.212673, 0.017758], [0.376219, 0.715152, 0.109477], [0.189828, 0.072175, 0.872766]], np.float32
)
_PRIOR_SPREAD = 0.35
_PRIOR_HEIGHT = 0.45


def find_focus(path: Path, background: str, keep: Keep) -> Focus:
    """The centre of interest of the picture at ``path``, as shares of width and height; kept for the next render.
    Raises ``MediaError``."""
    name = f"focus-{name_of(makers(), source_mark(path), background)}"
    with suppress(ValueError, struct.error):
        x, y = _KEPT.unpack(keep.get(name) or b"")
        return (x, y)
    focus = focus_of(read_still(path, (_SIDE * 2, _SIDE * 2), background))
    keep.put(name, _KEPT.pack(*focus))
    return focus


def focus_of(rgb: NDArray[np.uint8]) -> Focus:
    """The centre of interest of a picture, as shares of width and height."""
    small = cv2.resize(rgb, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    salient = np.sum([_residual(channel) for channel in _lab(np.asarray(small, np.uint8))], axis=0)
    weight = np.asarray(salient, np.float32) * _prior()
    weight = np.where(weight >= np.partition(weight, _QUIET, axis=None)[_QUIET], weight, 0)
    total = float(weight.sum())
    if total <= 0:
        return (0.5, 0.5)
    places = (np.arange(_SIDE) + 0.5) / _SIDE
    x, y = float((weight.sum(axis=0) * places).sum() / total), float((weight.sum(axis=1) * places).sum() / total)
    return (0.5 + (x - 0.5) * _TRUST, 0.5 + (y - 0.5) * _TRUST)


def _lab(rgb: NDArray[np.uint8]) -> Iterator[NDArray[np.float32]]:
    """The three channels of CIELAB, scaled to bytes as OpenCV does, whose own way first builds a table for 0.1 s."""
    shares = rgb.astype(np.float32) / 255
    linear = np.where(shares > _KNEE, ((shares + 0.055) / 1.055) ** 2.4, shares / 12.92)
    xyz = linear @ _XYZ
    x, y, z = np.moveaxis(np.where(xyz > _CUBE, np.cbrt(xyz), xyz * (841 / 108) + 4 / 29), -1, 0)
    yield (116 * y - 16) * 2.55
    yield 500 * (x - y)
    yield 200 * (y - z)


def _residual(channel: NDArray[np.float32]) -> NDArray[np.float32]:
    if float(channel.std()) < 1:
        return np.zeros_like(channel)
    spectrum = np.fft.fft2(channel)
    amplitude = np.log(np.abs(spectrum) + 1e-6).astype(np.float32)
    rest = amplitude - cv2.blur(amplitude, (3, 3))
    found = np.abs(np.fft.ifft2(np.exp(rest + 1j * np.angle(spectrum)))) ** 2
    soft = cv2.GaussianBlur(found.astype(np.float32), (0, 0), _SIDE / 24)
    return np.asarray(soft / (soft.max() or 1), np.float32)


def _prior() -> NDArray[np.float32]:
    places = (np.arange(_SIDE) + 0.5) / _SIDE
    across = np.exp(-(((places - 0.5) / _PRIOR_SPREAD) ** 2) / 2)
    down = np.exp(-(((places - _PRIOR_HEIGHT) / _PRIOR_SPREAD) ** 2) / 2)
    return np.outer(down, across).astype(np.float32)
