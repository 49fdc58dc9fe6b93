"""Reads still pictures and animations for the painter: upright, in sRGB, transparency over the background.

A JPEG is shrunk while it is decoded where the output is much smaller. Knows Pillow; refuses to know planes and frames.
"""

from __future__ import annotations

from bisect import bisect_right
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from kineograph.media.checks import as_srgb
from kineograph.media.formats import JPG
from kineograph.media.opening import identify, opened_picture
from kineograph.media.probing import frame_ends, turned

Rgb = NDArray[np.uint8]


def read_still(path: Path, size: tuple[int, int], background: str) -> Rgb:
    """The picture at ``path``, not much larger than it must be to give ``size`` pixels. Raises ``MediaError``."""
    found = identify(path)
    with opened_picture(path, found) as picture:
        if found is JPG:
            picture.draft(None, size[::-1] if turned(picture) else size)
        return flatten(as_srgb(picture), background)


def flatten(picture: Image.Image, background: str) -> Rgb:
    """RGB or RGBA as an array, over the background colour."""
    if picture.mode == "RGBA":
        ground = Image.new("RGBA", picture.size, background)
        picture = Image.alpha_composite(ground, picture)
    plain = picture if picture.mode == "RGB" else picture.convert("RGB")
    return np.asarray(plain, dtype=np.uint8)


class Animation:
    """The pictures of a GIF or WEBP by time; after the last one the last holds. Holds one picture."""

    def __init__(self, path: Path, background: str) -> None:
        self._background = background
        self._stack = ExitStack()
        self._picture = self._stack.enter_context(opened_picture(path, identify(path)))
        self._ends = list(frame_ends(self._picture))

    def index_at(self, us: int) -> int:
        """The number of the picture that shows at the moment ``us``, in microseconds."""
        return min(bisect_right(self._ends, us // 1000), len(self._ends) - 1)

    def read(self, index: int) -> Rgb:
        self._picture.seek(index)
        return flatten(as_srgb(self._picture.copy()), self._background)

    def close(self) -> None:
        self._stack.close()
