"""Draws a text once: its letters, and under them what makes them readable on any picture.

A plate is as dense as it takes for a contrast of 4.5 between the letters and the worst picture behind it (WCAG 2.2,
1.4.3); it is dark under light letters and light under dark ones, and so is a shadow.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from kineograph.studio.render.plan.clusters import clusters
from kineograph.studio.render.plan.dress import SAFE, Dress, dress
from kineograph.studio.render.text.contrast import colors, density, tint
from kineograph.studio.render.text.fonts import Face, chain, drawable
from kineograph.studio.render.text.typesetting import Block, Line, Part, set_block
from kineograph.timeline.clips import Canvas, TextClip
from kineograph.timeline.vocabulary import Ground, TextRole

LONGEST = 2000
"""Characters of one text that are set; nobody reads more from one picture. Credits are set line by line instead."""

_SECOND = 0.62
"""Size of the second line of a lower third, as a share of the first."""

_EDGE = 0.1
"""The bright edge of a lower third's bar, as a share of the size."""

_ROOMS = (1.0, 0.9, 0.8, 0.7)
"""Marks above and below may need more room than their line has: then it is set in less."""

_TITLE_STROKE = 1 / 48
_DENSE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]")

Cover = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lettering:
    """A drawn text: how much (0..1) of each pixel its letters cover, and what lies under them where they do not, in a
    box whose corner is at ``x``, ``y`` of the canvas and which may reach beyond it; colours as ``#rrggbb``."""

    x: int
    y: int
    letters: Cover
    under: Cover
    ink: str
    shade: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A text set: its blocks under each other, with the corner of their box on the canvas; ``fits``: no stroke of any
    letter leaves the safe area."""

    blocks: tuple[Block, ...]
    dress: Dress
    clip: TextClip
    x: int = 0
    y: int = 0
    fits: bool = True

    @property
    def width(self) -> int:
        return math.ceil(max(block.width for block in self.blocks))

    @property
    def height(self) -> int:
        return sum(block.height for block in self.blocks)

    @property
    def size(self) -> int:
        return self.blocks[0].size

    @property
    def pad(self) -> int:
        return max(6, round(self.size * 0.6))

    @property
    def letters(self) -> int:
        """How many letters there are to be shown one by one."""
        return sum(len(clusters(part.text)) for block in self.blocks for line in block.lines for part in line.parts)

    def draw(self, shown: int | None = None) -> Lettering:
        """The text with its first ``shown`` letters, all without a number; they keep their places."""
        letters = coverage(self.ink(shown))
        under = underlay(letters, self.dress.ground, self.size, self._plate())
        return Lettering(self.x - self.pad, self.y - self.pad, letters, under, *colors(self.clip))

    def ink(self, shown: int | None = None) -> Image.Image:
        """The letters as coverage, with the room around them."""
        ink = Image.new("L", (self.width + 2 * self.pad, self.height + 2 * self.pad), 0)
        y = self.pad
        for block in self.blocks:
            for line in block.lines:
                x = self.pad + (self.width - line.width(block.size) - 2 * block.stroke) * self.dress.side + block.stroke
                shown = write(ink, line, (x, y + block.size), block, shown)
                y += block.leading
        if self.clip.role is TextRole.LOWER_THIRD and self.dress.ground is Ground.PLATE:
            edge = self.pad - self.inset if self.dress.side == 0.0 else self.pad + self.width + self.inset
            thick = max(2, round(self.size * _EDGE)) * (1 if self.dress.side == 0.0 else -1)
            box = (min(edge, edge + thick), self.pad - self.inset, max(edge, edge + thick) - 1, y + self.inset - 1)
            ImageDraw.Draw(ink).rectangle(box, fill=255)
        return ink

    @property
    def inset(self) -> int:
        """How far a plate reaches beyond the letters."""
        return round(self.size * 0.4)

    def _plate(self) -> Cover | None:
        if self.dress.ground is not Ground.PLATE:
            return None
        inset = self.pad - self.inset
        box = (inset, inset, self.width + 2 * self.pad - inset, self.height + 2 * self.pad - inset)
        sharp = self.clip.role is TextRole.LOWER_THIRD
        plate = _rounded(
            (self.width + 2 * self.pad, self.height + 2 * self.pad), box, self.size * (0.0 if sharp else 0.5)
        )
        return plate * np.float32(density(tint(self.clip)))


def set_text(clip: TextClip, canvas: Canvas) -> Setting | None:
    """``clip`` in its lines and at its place, or None where no installed font has any of its characters."""
    faces = chain(clip.text)
    text = drawable(clip.text[:LONGEST], faces).strip()
    if not text:
        return None
    settings = (_tried(text, faces, clip, canvas, room) for room in _ROOMS)
    return next((setting for setting in settings if setting.fits), None) or _tried(
        text, faces, clip, canvas, _ROOMS[-1]
    )


def draw(clip: TextClip, canvas: Canvas) -> Lettering | None:
    """``clip`` as it looks at full opacity, or None where no installed font has any of its characters."""
    setting = set_text(clip, canvas)
    return setting.draw() if setting else None


def letter_height(worn: Dress, canvas: Canvas) -> int:
    """In whole pixels."""
    return max(6, round(worn.size * canvas.height))


def title_stroke(clip: TextClip) -> float:
    """By what share of their size the letters of the role grow; less where they are dense."""
    if clip.role not in (TextRole.TITLE, TextRole.CREDITS, TextRole.LOWER_THIRD):
        return 0.0
    return _TITLE_STROKE / 3 if _DENSE.search(clip.text) else _TITLE_STROKE


def _tried(text: str, faces: tuple[Face, ...], clip: TextClip, canvas: Canvas, share: float) -> Setting:
    """The text set in a share of the room that its role has."""
    worn = dress(clip)
    room = (canvas.width * worn.width * share, canvas.height * worn.height * share)
    return _placed(Setting(_blocks(text, faces, clip, letter_height(worn, canvas), room), worn, clip), canvas)


def _blocks(
    text: str, faces: tuple[Face, ...], clip: TextClip, size: int, room: tuple[float, float]
) -> tuple[Block, ...]:
    first, _, rest = text.partition("\n")
    if clip.role is not TextRole.LOWER_THIRD or not rest.strip():
        return (_roomy(text, faces, size, room, title_stroke(clip)),)
    name = set_block(first, faces, size, (room[0], room[1] * 0.6), title_stroke(clip))
    below = set_block(rest.strip(), faces, max(6, round(name.size * _SECOND)), (room[0], room[1] * 0.4), 0.0)
    return name, below


def _roomy(text: str, faces: tuple[Face, ...], size: int, room: tuple[float, float], stroke: float) -> Block:
    """A text that would become half as large takes more of the height first."""
    block = set_block(text, faces, size, room, stroke)
    taller = (room[0], min(room[1] / 0.62 * 0.84, room[1] * 1.4))
    return block if block.size * 2 > size else set_block(text, faces, size, taller, stroke)


def _placed(setting: Setting, canvas: Canvas) -> Setting:
    """At its place, so that no stroke of any letter, and no plate that has room, leaves the safe area."""
    pad = setting.pad
    plate = setting.inset if setting.dress.ground is Ground.PLATE else 0
    width, height = setting.width, setting.height
    box = setting.ink().getbbox() or (pad, pad, pad + width, pad + height)
    x = _between(canvas.width, width, (pad - box[0], box[2] - pad - width), plate, setting.dress.side)
    y = _between(canvas.height, height, (pad - box[1], box[3] - pad - height), plate, setting.dress.level)
    fits = min(x, y) >= 0
    return replace(setting, x=abs(x), y=abs(y), fits=fits)


def _between(side: int, length: int, ink: tuple[int, int], plate: int, share: float) -> int:
    """Where ``length`` begins on a side of the canvas, with room in the safe area for the ``plate`` around it, or at
    least for the ``ink`` that reaches beyond it; negative where there is none."""
    margin = math.ceil(side * SAFE)
    for before, after in ((max(plate, ink[0]), max(plate, ink[1])), ink):
        free = side - 2 * margin - length - before - after
        if free >= 0:
            return round(margin + before + free * share)
    return -max(1, (side - length) // 2)


def write(ink: Image.Image, line: Line, at: tuple[float, float], block: Block, shown: int | None) -> int | None:
    """Puts a line whose letters stand at ``at`` into ``ink``; what is left of ``shown`` letters after it."""
    pen = ImageDraw.Draw(ink)
    letters = _shares(line, shown)
    x, y = at
    for part in line.parts:
        count = letters.get(part.order) if shown is not None else None
        if count is None:
            part.write(pen, (x, y), block.size, block.stroke)
        elif count:
            _reveal(ink, part, (x, y), block, count)
        x += part.advance(block.size)
    return None if shown is None else max(0, shown - sum(len(clusters(part.text)) for part in line.parts))


def _shares(line: Line, shown: int | None) -> dict[int, int | None]:
    """How many letters of each part are among the first ``shown``; None for all of them."""
    left, found = shown or 0, {}
    for part in sorted(line.parts, key=lambda part: part.order):
        count = len(clusters(part.text))
        found[part.order] = None if left >= count else left
        left = max(0, left - count)
    return found


def _reveal(ink: Image.Image, part: Part, at: tuple[float, float], block: Block, count: int) -> None:
    """The first ``count`` letters, cut from the part as it stands whole: joined letters keep their forms."""
    whole = Image.new("L", ink.size, 0)
    part.write(ImageDraw.Draw(whole), at, block.size, block.stroke)
    reach = part.reach(count, block.size)
    edge = round(at[0] + (part.advance(block.size) - reach if part.leftward else reach))
    whole.paste(0, (0, 0, edge, ink.height) if part.leftward else (edge, 0, ink.width, ink.height))
    ink.paste(255, mask=whole)


def coverage(ink: Image.Image) -> Cover:
    """0..1 of what has been drawn in 0..255."""
    return np.asarray(ink, np.float32) / np.float32(255)


def underlay(letters: Cover, ground: Ground, size: int, plate: Cover | None) -> Cover:
    """What of the shadow of letters of ``size`` pixels, or of their plate, they leave to be seen."""
    if plate is None and ground is Ground.NONE:
        return np.zeros_like(letters)
    under = _shadow(letters, size) if plate is None else plate
    return np.asarray(under * (1 - letters), np.float32)


def _shadow(letters: Cover, size: int) -> Cover:
    """A rim that tells the letters from their own colour, in a wide soft cloud."""
    wide, tight = _blurred(letters, max(1.0, size * 0.16)), _blurred(letters, max(1.0, size * 0.055))
    wide, tight = np.maximum(1 - 1.1 * wide, 0.48), np.maximum(1 - 1.8 * tight, 0.32)
    return np.asarray(np.minimum(1 - wide * tight, 0.82), np.float32)


def _blurred(letters: Cover, sigma: float) -> Cover:
    """Blurred by ``sigma`` pixels; what is very soft is made at a smaller size."""
    smaller = 2 ** int(math.log2(max(1.0, sigma / 2)))
    height, width = letters.shape
    small = cv2.resize(letters, (-(-width // smaller), -(-height // smaller)), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), sigma / smaller)
    return np.asarray(cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _rounded(size: tuple[int, int], box: tuple[float, float, float, float], radius: float) -> Cover:
    """A box with round corners as coverage, drawn large and averaged."""
    plate = Image.new("L", (size[0] * 2, size[1] * 2), 0)
    ImageDraw.Draw(plate).rounded_rectangle(tuple(2 * side for side in box), radius=2 * radius, fill=255)
    return coverage(plate.resize(size, Image.Resampling.BOX))
