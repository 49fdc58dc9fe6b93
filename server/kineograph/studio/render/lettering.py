"""Draws a text once: wrapped, shrunk until it fits the safe area, readable on any picture.

Latin breaks between words, Chinese and Japanese between characters (never before closing punctuation); lines of one
text are made about equally long. A title has a soft shadow, a caption stands on a dark plate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageColor, ImageDraw, ImageFilter

from kineograph.studio.render.fonts import Face, chain, runs
from kineograph.timeline.clips import Canvas, TextClip
from kineograph.timeline.vocabulary import Place, TextRole

SAFE = 0.07
"""The margin that no text enters, as a share of each side (EBU R 95: 5 % action, title safe inside it)."""

_WIDEST = 0.84
_TALLEST = 0.62
_LEADING = 1.28
_SMALLEST = 12
_MEASURE = 100
_SHRINK = 0.5
_BREAK = "\u200b"
_NOT_FIRST = "、。，．！？：；）」』】》〉〕’”…ー,.!?:;)]}%"
_NOT_LAST = "（「『【《〈〔‘“([{"
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Lettering:
    """A drawn text: straight RGB and coverage (0..1) of a box whose corner is at even ``x``, ``y`` of the canvas."""

    x: int
    y: int
    rgb: NDArray[np.uint8]
    cover: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines set in a size."""

    lines: tuple[str, ...]
    faces: tuple[Face, ...]
    size: int
    stroke: int

    @property
    def leading(self) -> int:
        return round(self.size * _LEADING)

    def width(self, line: str) -> float:
        return advance(line, self.faces, self.size) + 2 * self.stroke

    @property
    def widest(self) -> float:
        return max(map(self.width, self.lines), default=0.0)

    @property
    def height(self) -> int:
        return self.leading * len(self.lines)


def draw(clip: TextClip, canvas: Canvas) -> Lettering | None:
    """``clip`` as it looks at full opacity, or None where no installed font has any of its characters."""
    faces = chain(clip.text)
    text = "\n".join("".join(part for _, part in runs(line, faces)).strip() for line in clip.text.splitlines())
    if not text.strip():
        return None
    block = _fitted(text.strip(), faces, clip, canvas)
    pad = max(6, round(block.size * 0.6))
    width, height = round(block.widest) + 2 * pad, block.height + 2 * pad
    x, y = _corner(clip.place, width - 2 * pad, height - 2 * pad, canvas)
    ink = _ink(block, (width, height), pad, clip.place)
    rgb, cover = _compose(ink, clip, block.size, pad)
    return _placed(x - pad, y - pad, rgb, cover, canvas)


def pieces(line: str) -> list[str]:
    """Where a line may break: after spaces and between wide characters, punctuation kept on the right side."""
    found: list[str] = []
    for token in re.findall(rf"{_WIDE.pattern}|[^\S\n]+|(?:(?!{_WIDE.pattern})[^\s{_BREAK}])+{_BREAK}?", line):
        glued = found and (token.isspace() or token[0] in _NOT_FIRST or found[-1][-1] in _NOT_LAST)
        if glued:
            found[-1] += token
        else:
            found.append(token)
    return found


def advance(line: str, faces: tuple[Face, ...], size: int) -> float:
    """The width of a line, measured at one size and scaled: a loaded size of a large font takes 20 MB."""
    length = sum(face.at(_MEASURE).getlength(part) for face, part in runs(line, faces))
    return length * size / _MEASURE


def _fitted(text: str, faces: tuple[Face, ...], clip: TextClip, canvas: Canvas) -> _Block:
    room_w, room_h = canvas.width * _WIDEST, canvas.height * _TALLEST
    size = wanted = max(_SMALLEST, round(clip.size * canvas.height))
    while True:
        stroke = max(1, round(size / 48)) if clip.role is TextRole.TITLE else 0
        block = _Block((), faces, size, stroke)
        # A word that would shrink the text too far is broken instead.
        whole = text if size > wanted * _SHRINK else _broken(text, block, room_w)
        block = _Block(_wrapped(whole, block, room_w), faces, size, stroke)
        if size <= _SMALLEST or (block.widest <= room_w and block.height <= room_h):
            return block
        size = max(_SMALLEST, int(size * 0.92))


def _broken(text: str, block: _Block, room: float) -> str:
    """``text`` with places to break put into words that are wider than a line."""
    words = re.split(r"(\s+)", text)
    return "".join(_BREAK.join(word) if block.width(word) > room else word for word in words)


def _wrapped(text: str, block: _Block, room: float) -> tuple[str, ...]:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        greedy = _filled(paragraph, block, room)
        # The narrowest width that needs no more lines makes them about equally long.
        low, high = room / max(1, len(greedy)) * 0.8, room
        for _ in range(7 if len(greedy) > 1 else 0):
            middle = (low + high) / 2
            low, high = (low, middle) if len(_filled(paragraph, block, middle)) == len(greedy) else (middle, high)
        lines += _filled(paragraph, block, high) if len(greedy) > 1 else greedy
    return tuple(lines)


def _filled(paragraph: str, block: _Block, room: float) -> list[str]:
    lines = [""]
    for piece in pieces(paragraph):
        if lines[-1] and block.width((lines[-1] + piece).rstrip()) > room:
            lines.append("")
        lines[-1] += piece
    return [line.replace(_BREAK, "").strip() for line in lines]


def _side(place: Place) -> float:
    """0 left, 0.5 centre, 1 right."""
    if place in (Place.TOP_LEFT, Place.LEFT, Place.BOTTOM_LEFT):
        return 0.0
    return 1.0 if place in (Place.TOP_RIGHT, Place.RIGHT, Place.BOTTOM_RIGHT) else 0.5


def _corner(place: Place, width: int, height: int, canvas: Canvas) -> tuple[int, int]:
    level = 0.5
    if place in (Place.TOP_LEFT, Place.TOP, Place.TOP_RIGHT):
        level = 0.0
    elif place in (Place.BOTTOM_LEFT, Place.BOTTOM, Place.BOTTOM_RIGHT):
        level = 1.0
    margin_x, margin_y = canvas.width * SAFE, canvas.height * SAFE
    x = margin_x + (canvas.width - 2 * margin_x - width) * _side(place)
    y = margin_y + (canvas.height - 2 * margin_y - height) * level
    return round(x), round(y)


def _ink(block: _Block, size: tuple[int, int], pad: int, place: Place) -> Image.Image:
    """The letters as coverage."""
    ink = Image.new("L", size, 0)
    pen = ImageDraw.Draw(ink)
    for number, line in enumerate(block.lines):
        x = pad + (size[0] - 2 * pad - block.width(line)) * _side(place) + block.stroke
        baseline = pad + number * block.leading + round(block.size * 1.0)
        for face, part in runs(line, block.faces):
            font = face.at(block.size)
            pen.text((x, baseline), part, fill=255, font=font, anchor="ls", stroke_width=block.stroke)
            x += advance(part, (face,), block.size)
    return ink


def _compose(ink: Image.Image, clip: TextClip, size: int, pad: int) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Letters over their shadow or plate, as straight colour and coverage."""
    try:
        tint = ImageColor.getrgb(clip.color)[:3]
    except ValueError:
        tint = (255, 255, 255)
    letters = np.asarray(ink, np.float32) / 255
    dark = 0.2126 * tint[0] + 0.7152 * tint[1] + 0.0722 * tint[2] > 90
    under = _plate(ink.size, pad, size) if clip.role is TextRole.CAPTION else _shadow(ink, size)
    ground = np.float32(0 if dark else 255)
    cover = letters + under * (1 - letters)
    share = np.divide(letters, cover, out=np.zeros_like(letters), where=cover > 1e-4)[..., None]
    rgb = np.array(tint, np.float32) * share + ground * (1 - share)
    return (rgb + 0.5).astype(np.uint8), cover.astype(np.float32)


def _shadow(ink: Image.Image, size: int) -> NDArray[np.float32]:
    wide = np.asarray(ink.filter(ImageFilter.GaussianBlur(size * 0.16)), np.float32) / 255
    tight = np.asarray(ink.filter(ImageFilter.GaussianBlur(max(1.0, size * 0.035))), np.float32) / 255
    both = 1 - (1 - np.clip(wide * 1.1, 0, 0.55)) * (1 - np.clip(tight * 0.9, 0, 0.6))
    return np.asarray(np.clip(both, 0, 0.8), np.float32)


def _plate(size: tuple[int, int], pad: int, letter: int) -> NDArray[np.float32]:
    plate = Image.new("L", (size[0] * 2, size[1] * 2), 0)
    inset = pad - letter * 0.4
    box = (2 * inset, 2 * inset, 2 * (size[0] - inset), 2 * (size[1] - inset))
    ImageDraw.Draw(plate).rounded_rectangle(box, radius=letter * 0.6, fill=round(255 * 0.52))
    small = np.asarray(plate.resize(size, Image.Resampling.BOX), np.float32)
    return np.asarray(small / 255, np.float32)


def _placed(x: int, y: int, rgb: NDArray[np.uint8], cover: NDArray[np.float32], canvas: Canvas) -> Lettering | None:
    """The box cut to the canvas and grown to even corners, as the colour planes need."""
    left, top = max(0, x) // 2 * 2, max(0, y) // 2 * 2
    right = min(canvas.width, (x + rgb.shape[1] + 1) // 2 * 2)
    bottom = min(canvas.height, (y + rgb.shape[0] + 1) // 2 * 2)
    if right <= left or bottom <= top:
        return None
    full_rgb = np.zeros((bottom - top, right - left, 3), np.uint8)
    full_cover = np.zeros((bottom - top, right - left), np.float32)
    source = (slice(max(0, top - y), bottom - y), slice(max(0, left - x), right - x))
    part_rgb, part_cover = rgb[source], cover[source]
    into = (
        slice(max(0, y - top), max(0, y - top) + part_rgb.shape[0]),
        slice(max(0, x - left), max(0, x - left) + part_rgb.shape[1]),
    )
    full_rgb[into], full_cover[into] = part_rgb, part_cover
    return Lettering(left, top, full_rgb, full_cover)
