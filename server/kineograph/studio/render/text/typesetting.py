"""Sets a text in lines: wrapped where it may break, about equally long, shrunk until all of it has room.

Widths are measured once, at one size, and scaled; a line is measured again as it was set. What has no room at the
smallest size that can be read ends with an ellipsis. Refuses to know colours and what lies under the letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import ImageDraw, features

from kineograph.studio.render.plan.clusters import ZWJ, clusters
from kineograph.studio.render.text.bidi import runs_left, visual_runs
from kineograph.studio.render.text.fonts import Face, runs
from kineograph.studio.render.text.linebreaks import Piece, pieces
from kineograph.studio.render.text.shaping import stood

LEADING = 1.28
SMALLEST = 12
"""Letter height in pixels under which nobody reads; on a small canvas half of it."""

_MEASURE = 100
_SHRINK = 0.5
_STEP = 0.92
_MORE = "…"


@dataclass(frozen=True, slots=True)
class Part:
    """Letters of one font in one direction; ``text`` as it is read, ``order`` among the parts of its line as they are
    read."""

    face: Face
    text: str
    leftward: bool
    order: int

    @property
    def width(self) -> float:
        """At the measuring size."""
        return _measured(self.face, self.text, self.leftward)

    def advance(self, size: int) -> float:
        return self.width * size / _MEASURE

    def reach(self, letters: int, size: int) -> float:
        """How far the first ``letters`` of the part reach from where reading begins. A letter that is joined to the
        next one is measured so."""
        parts = clusters(self.text)
        joined = unicodedata.bidirectional(parts[letters][0]) == "AL"
        first = "".join(parts[:letters]) + (ZWJ if joined else "")
        return min(self.width, _measured(self.face, first, self.leftward)) * size / _MEASURE

    def write(self, pen: ImageDraw.ImageDraw, at: tuple[float, float], size: int, stroke: float) -> None:
        font = self.face.at(size)
        text, direction = _for_pen(self.text, self.leftward)
        pen.text(at, text, fill=255, font=font, anchor="ls", stroke_width=stroke, direction=direction)


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``parts`` stand from left to right."""

    text: str
    parts: tuple[Part, ...]

    def width(self, size: int) -> float:
        return sum(part.advance(size) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines set in a size, with letters grown by ``stroke`` pixels all around."""

    lines: tuple[Line, ...]
    size: int
    stroke: float = 0.0

    @property
    def leading(self) -> int:
        return max(1, round(self.size * LEADING))

    @property
    def width(self) -> float:
        return max((line.width(self.size) for line in self.lines), default=0.0) + 2 * self.stroke

    @property
    def height(self) -> int:
        return self.leading * len(self.lines)


def set_line(text: str, faces: tuple[Face, ...], leftward: bool) -> Line:
    """A line of a paragraph of that direction."""
    parts: list[Part] = []
    for run in visual_runs(text, leftward):
        found = runs(text[run.start : run.end], faces)
        parts += [
            Part(face, written, run.leftward, run.start + number)
            for number, (face, written) in list(enumerate(found))[:: -1 if run.leftward else 1]
        ]
    return Line(text, tuple(parts))


def set_block(text: str, faces: tuple[Face, ...], size: int, room: tuple[float, float], stroke: float) -> Block:
    """``text`` in lines that fill no more than ``room`` pixels, in ``size`` pixels or as much less as it takes.
    ``stroke``: by what share of their size the letters grow."""
    paragraphs = [_Paragraph(line, faces) for line in text.split("\n")]
    smallest = min(size, SMALLEST if room[1] >= 10 * SMALLEST else SMALLEST // 2)
    while True:
        grown = size * stroke
        inner = (room[0] - 2 * grown) * _MEASURE / size
        last = size <= smallest
        # A word that would shrink the text too far is broken instead.
        found = [part.lines(inner, last or part.longest * _SHRINK > inner) for part in paragraphs]
        fits = sum(map(len, found)) * round(size * LEADING) <= room[1] and all(
            width <= inner for lines in found for _, width in lines
        )
        if fits or last:
            lines = [part.set(line) for part, lines in zip(paragraphs, found, strict=True) for line, _ in lines]
            block = Block(tuple(lines), size, grown)
            if block.width <= room[0] and block.height <= room[1]:
                return block
            if last:
                return _cut(block, faces, room)
        size = max(smallest, int(size * _STEP))


def set_rows(text: str, faces: tuple[Face, ...], size: int, room: float) -> tuple[list[Line], float]:
    """The lines of a long list in ``size`` pixels, wrapped at ``room`` pixels, empty ones kept; and about how wide the
    widest is. A line is measured when it is drawn."""
    inner = room * _MEASURE / size
    paragraphs = (_Paragraph(line, faces) for line in text.split("\n"))
    rows = [(part.set(line), width) for part in paragraphs for line, width in part.lines(inner, broken=True)]
    return [line for line, _ in rows], max(width for _, width in rows) * size / _MEASURE


class _Paragraph:
    """A paragraph in pieces of known width."""

    def __init__(self, text: str, faces: tuple[Face, ...]) -> None:
        self._faces = faces
        self._leftward = runs_left(text)
        self._pieces = [(piece, self._width(piece.text)) for piece in pieces(text)]
        self._broken: list[tuple[Piece, float]] | None = None
        self.longest = max((width for _, width in self._pieces), default=0.0)

    def lines(self, room: float, broken: bool) -> list[tuple[str, float]]:
        """The lines in ``room``, with their widths, at the measuring size; ``broken``: words may be cut."""
        parts = self._letters(room) if broken else self._pieces
        greedy = _filled(parts, room)
        return _evened(parts, room, greedy) if len(greedy) > 1 else greedy

    def set(self, line: str) -> Line:
        return set_line(line, self._faces, self._leftward)

    def _letters(self, room: float) -> list[tuple[Piece, float]]:
        if self._broken is None:
            self._broken = []
            for piece, width in self._pieces:
                if width <= room:
                    self._broken.append((piece, width))
                else:
                    self._broken += [(Piece(cluster), self._width(cluster)) for cluster in clusters(piece.text)]
        return self._broken

    def _width(self, text: str) -> float:
        """About: letters one by one, which are soon known, but whole words where they are joined."""
        width = _MEASURE * 0.26 * (len(text) - len(text.rstrip()))
        for face, part in runs(text.rstrip(), self._faces):
            letters = (part,) if self._leftward else clusters(part)
            width += sum(_measured(face, letter, self._leftward) for letter in letters)
        return width


def _filled(parts: Sequence[tuple[Piece, float]], room: float) -> list[tuple[str, float]]:
    """Lines and their widths, each as full as it can be; a line ends at a space rather than inside a word without
    spaces, unless that would leave more than half of it empty."""
    lines: list[list[tuple[Piece, float]]] = [[]]
    reached = 0.0
    for part in parts:
        line = lines[-1]
        if line and reached + part[1] > room:
            back = _soft_end(line, room)
            lines[-1], rest = line[:back], line[back:]
            lines.append(rest)
            reached = sum(width for _, width in rest)
        lines[-1].append(part)
        reached += part[1]
    return [("".join(piece.text for piece, _ in line).strip(), sum(width for _, width in line)) for line in lines]


def _soft_end(line: Sequence[tuple[Piece, float]], room: float) -> int:
    if not line[-1][0].hard:
        return len(line)
    soft = next((index for index in range(len(line), 0, -1) if not line[index - 1][0].hard), 0)
    return soft if soft and sum(width for _, width in line[:soft]) >= room * 0.5 else len(line)


def _evened(
    parts: Sequence[tuple[Piece, float]], room: float, best: list[tuple[str, float]]
) -> list[tuple[str, float]]:
    """The narrowest width that needs no more lines makes them about equally long."""
    low, high = room / len(best) * 0.8, room
    for _ in range(7):
        middle = (low + high) / 2
        lines = _filled(parts, middle)
        if len(lines) == len(best) and max(width for _, width in lines) <= room:
            best, high = lines, middle
        else:
            low = middle
    return best


def _cut(block: Block, faces: tuple[Face, ...], room: tuple[float, float]) -> Block:
    """As many lines as there is room for, each no wider than it."""
    fits = max(1, int(room[1] // block.leading))
    lines = [_shortened(line, faces, block, room[0]) for line in block.lines[:fits]]
    if fits < len(block.lines):
        more = set_line(lines[-1].text + _MORE, faces, runs_left(lines[-1].text))
        lines[-1] = _shortened(more, faces, block, room[0])
    return Block(tuple(lines), block.size, block.stroke)


def _shortened(line: Line, faces: tuple[Face, ...], block: Block, room: float) -> Line:
    text = line.text
    while line.width(block.size) + 2 * block.stroke > room and len(text) > 1:
        text = "".join(clusters(text.removesuffix(_MORE))[:-1])
        line = set_line(text + _MORE, faces, runs_left(text))
    return line


@lru_cache(maxsize=4096)
def _measured(face: Face, text: str, leftward: bool) -> float:
    written, direction = _for_pen(text, leftward)
    return float(face.at(_MEASURE).getlength(written, direction=direction))


def _for_pen(text: str, leftward: bool) -> tuple[str, str | None]:
    if shapes():
        return text, "rtl" if leftward else "ltr"
    return stood(text, leftward), None


@lru_cache(maxsize=1)
def shapes() -> bool:
    """Whether letters are shaped for us: Pillow's wheels have Raqm, and FriBiDi where the machine has it."""
    return bool(features.check("raqm") and features.check("fribidi"))
