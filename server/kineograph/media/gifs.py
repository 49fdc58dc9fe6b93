"""A GIF whose screen does not grow beyond a bound while it plays.

A picture of an animation may lie outside the screen that the header names, and Pillow makes the screen larger for it: a
file of a few bytes would then ask for gigabytes.
"""

from __future__ import annotations

from PIL.GifImagePlugin import GifImageFile
from PIL.Image import DecompressionBombError

GIF_PIXEL_CAP = 8192 * 4352
"""Most pixels of the screen: it is held several times while pictures are put together."""


class BoundedGif(GifImageFile):
    """Raises ``DecompressionBombError`` where the screen would have more than ``GIF_PIXEL_CAP`` pixels."""

    _bounded_size = (0, 0)

    @property
    def _size(self) -> tuple[int, int]:
        """The screen, as Pillow calls it: every growth of it is an assignment here."""
        return self._bounded_size

    @_size.setter
    def _size(self, size: tuple[int, int]) -> None:
        if size[0] * size[1] > GIF_PIXEL_CAP:
            raise DecompressionBombError(f"{size[0]} x {size[1]}")
        self._bounded_size = size
