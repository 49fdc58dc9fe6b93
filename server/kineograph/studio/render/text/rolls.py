"""Credits: a long list on a strip that rolls up through the picture.

The strip is never drawn whole: a tile of it is as high as two canvases and begins at a multiple of one, so that every
frame finds what it shows in one tile. How long a list may be is bounded; how fast it rolls follows from its length and
its time.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PIL import Image

from kineograph.studio.render.plan.dress import Dress, dress
from kineograph.studio.render.text.contrast import colors
from kineograph.studio.render.text.fonts import chain, drawable
from kineograph.studio.render.text.lettering import Lettering, coverage, letter_height, title_stroke, underlay, write
from kineograph.studio.render.text.typesetting import Block, set_rows
from kineograph.timeline.clips import Canvas, TextClip

MOST_CHARACTERS = 200_000
"""About five thousand lines: an hour of credits."""

_SPACING = 1.12
"""Rows of credits stand a little wider apart than lines of one text."""


@dataclass(frozen=True, slots=True)
class Roll:
    """A list set in rows of one height, about ``width`` pixels wide."""

    block: Block
    clip: TextClip
    dress: Dress
    canvas: Canvas
    width: int

    @property
    def row(self) -> int:
        return round(self.block.leading * _SPACING)

    @property
    def height(self) -> int:
        return self.row * len(self.block.lines)

    def behind(self, share: float) -> float:
        """Which row of pixels of the strip lies at the top of the canvas after ``share`` of the way: before it, the
        whole strip and its shadow are below the picture; after it, above."""
        rim = self.block.size
        return share * (self.canvas.height + self.height + 2 * rim) - self.canvas.height - rim

    def draw(self, tile: int) -> Lettering | None:
        """Tile number ``tile``, with its corner where it lies when its first row is at the top of the canvas; None
        where it is empty."""
        pad = self.block.size
        start, end = tile * self.canvas.height, (tile + 2) * self.canvas.height
        rows = range(max(0, (start - pad) // self.row), min(len(self.block.lines), (end + pad) // self.row + 1))
        if not any(self.block.lines[row].parts for row in rows):
            return None
        ink = Image.new("L", (self.width + 2 * pad, end - start + 2 * pad), 0)
        for row in rows:
            line = self.block.lines[row]
            x = pad + (self.width - line.width(self.block.size)) / 2
            write(ink, line, (x, pad + row * self.row - start + self.block.size), self.block, None)
        letters = coverage(ink)
        under = underlay(letters, self.dress.ground, self.block.size, None)
        x, inner = (self.canvas.width - self.width) // 2 - pad, slice(pad, -pad)
        return Lettering(x, 0, letters[inner], under[inner], *colors(self.clip))


def set_roll(clip: TextClip, canvas: Canvas) -> Roll | None:
    """``clip`` as a roll, or None where no installed font has any of its characters."""
    worn = dress(clip)
    text = clip.text[:MOST_CHARACTERS]
    faces = chain(text)
    text = drawable(text, faces).strip("\n")
    if not text:
        return None
    size = letter_height(worn, canvas)
    stroke = size * title_stroke(clip)
    rows, widest = set_rows(text, faces, size, canvas.width * worn.width - 2 * stroke)
    return Roll(Block(tuple(rows), size, stroke), clip, worn, canvas, math.ceil(widest + 2 * stroke))
