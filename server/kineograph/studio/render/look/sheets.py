"""The contact sheet: what the video shows, clip by clip, over a drawing of its tracks. One picture tells a timeline.

Each cell is a frame straight from the plan with its time, its number and its name. Below, to scale: clips with the
transitions between them, overlays, texts, sounds. Knows Pillow; refuses to know planes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from kineograph.studio.render.plan.joints import entrances
from kineograph.studio.render.text.fonts import chain, runs
from kineograph.timeline.clips import Clip, SoundClip, Timeline, VisualClip
from kineograph.timeline.span import seconds_text
from kineograph.timeline.summary import clip_label
from kineograph.timeline.vocabulary import TransitionKind

MOST_CELLS = 24
CELL = 320
"""The long side of a cell in pixels."""

_GAP, _MARGIN, _LINE, _ROW = 10, 16, 22, 20
_GROUND, _INK, _FAINT = (24, 24, 27), (244, 244, 245), (161, 161, 170)
_COLORS = {"video": (59, 130, 246), "overlay": (168, 85, 247), "text": (234, 179, 8), "audio": (34, 197, 94)}
_MARK = (248, 113, 113)


@dataclass(frozen=True, slots=True)
class Cell:
    """One frame of the sheet: the moment in ms, and what is said about it."""

    ms: int
    label: str


def cells_of(timeline: Timeline, most: int = MOST_CELLS) -> tuple[Cell, ...]:
    """The middle of every clip; of more than ``most`` clips, some that are evenly spread, the first and last among
    them. A video of sound or text alone has one cell."""
    clips = timeline.visuals
    if not clips:
        return (Cell(timeline.duration_ms // 2, ""),) if timeline.duration_ms else ()
    count = min(most, len(clips))
    chosen = [round(index * (len(clips) - 1) / max(1, count - 1)) for index in range(count)]
    return tuple(
        Cell((clips[at].span.start + clips[at].span.end) // 2, f"{at + 1} {clip_label(clips[at])}") for at in chosen
    )


def draw_sheet(timeline: Timeline, cells: Sequence[Cell], frames: Iterable[NDArray[np.uint8]]) -> Image.Image:
    """The sheet of ``timeline``. ``frames``: the picture of each of ``cells``, all of one size."""
    pictures = [Image.fromarray(frame) for frame in frames]
    wide, high = pictures[0].size if pictures else (CELL, CELL * 9 // 16)
    columns = _columns(len(pictures), wide, high)
    rows = -(-len(pictures) // columns) if pictures else 0
    width = max(2 * _MARGIN + columns * (wide + _GAP) - _GAP, 640)
    top = _MARGIN + _LINE + _GAP
    cell_height = high + _LINE + _GAP
    strips = _strips(timeline)
    sheet = Image.new("RGB", (width, top + rows * cell_height + _GAP + (len(strips) + 1) * _ROW + _MARGIN), _GROUND)
    pen = ImageDraw.Draw(sheet)
    canvas = timeline.canvas
    name = timeline.title or "Timeline"
    size = f"{canvas.width}x{canvas.height}   {canvas.fps} fps"
    head = f"{name}   {seconds_text(timeline.duration_ms)} s   {size}"
    _write(pen, (_MARGIN, _MARGIN), head, 15, _INK, width - 2 * _MARGIN)
    for index, (cell, picture) in enumerate(zip(cells, pictures, strict=True)):
        x, y = _MARGIN + index % columns * (wide + _GAP), top + index // columns * cell_height
        sheet.paste(picture, (x, y))
        time = f"{seconds_text(cell.ms)} s"
        taken = _write(pen, (x, y + high + 3), time, 13, _FAINT, wide)
        _write(pen, (x + taken + 8, y + high + 3), cell.label, 13, _INK, wide - taken - 8)
    _draw_strips(pen, timeline, strips, (_MARGIN, top + rows * cell_height + _GAP, width - 2 * _MARGIN))
    return sheet


def _columns(count: int, wide: int, high: int) -> int:
    """As many as make the sheet about twice as wide as high."""
    best = round((count * (high + _LINE + _GAP) * 2 / (wide + _GAP)) ** 0.5) if count else 1
    return max(1, min(count or 1, best, 6))


def _strips(timeline: Timeline) -> list[tuple[str, list[Clip]]]:
    """One strip for each track that holds anything; clips of a track that overlap go to strips of their own."""
    found: list[tuple[str, list[Clip]]] = []
    for track in timeline.tracks:
        lanes: list[list[Clip]] = []
        for clip in sorted(track.clips, key=lambda clip: clip.span.start):
            lane = next((lane for lane in lanes if lane[-1].span.end <= clip.span.start), None)
            if lane is None:
                lanes.append(lane := [])
            lane.append(clip)
        found += [(track.kind.value, lane) for lane in lanes[:4]]
    return found


def _draw_strips(
    pen: ImageDraw.ImageDraw, timeline: Timeline, strips: Sequence[tuple[str, list[Clip]]], room: tuple[int, int, int]
) -> None:
    left, top, width = room
    per_ms = width / max(1, timeline.duration_ms)
    for row, (kind, clips) in enumerate(strips):
        y = top + row * _ROW
        for clip in clips:
            shown = clip.span.clipped(timeline.duration_ms)
            start, end = left + shown.start * per_ms, left + shown.end * per_ms
            box = (round(start), y, max(round(start) + 2, round(end) - 1), y + _ROW - 4)
            pen.rectangle(box, fill=_dimmed(_COLORS.get(kind, _FAINT), clip))
            _write(pen, (box[0] + 4, y + 1), _said(clip), 10, _GROUND, box[2] - box[0] - 6)
        if kind == "video":
            _mark_transitions(pen, timeline.visuals, lambda ms: left + ms * per_ms, y)
    _draw_ruler(pen, timeline, (left, top + len(strips) * _ROW, width))


def _mark_transitions(
    pen: ImageDraw.ImageDraw, clips: Sequence[VisualClip], place: Callable[[float], float], y: int
) -> None:
    """A wedge as long as the transition over each cut that has one."""
    for clip, transition in zip(clips, entrances(clips), strict=True):
        if transition.kind is TransitionKind.CUT or not transition.duration_ms:
            continue
        half = transition.duration_ms / 2
        start, end = place(clip.span.start - half), place(clip.span.start + half)
        pen.polygon([(start, y + _ROW - 4), (end, y + _ROW - 4), ((start + end) / 2, y)], fill=_MARK)


def _draw_ruler(pen: ImageDraw.ImageDraw, timeline: Timeline, room: tuple[int, int, int]) -> None:
    left, y, width = room
    total = max(1, timeline.duration_ms)
    step = next(
        (step for step in (500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000) if total / step <= 14), 600_000
    )
    for ms in range(0, total + 1, step):
        x = left + ms * width / total
        pen.line((x, y, x, y + 4), fill=_FAINT)
        words = f"{seconds_text(ms)} s"
        _write(pen, (round(min(x + 2, left + width - 34)), y + 2), words, 10, _FAINT, 60)


def _said(clip: Clip) -> str:
    name = clip_label(clip)
    if isinstance(clip, SoundClip):
        return f"{name} {round(clip.volume * 100)}%"
    return name


def _dimmed(color: tuple[int, int, int], clip: Clip) -> tuple[int, int, int]:
    """A sound is drawn as strong as it is loud."""
    share = 0.35 + 0.65 * min(1.0, clip.volume) if isinstance(clip, SoundClip) else 1.0
    red, green, blue = (round(part * share) for part in color)
    return red, green, blue


def _write(
    pen: ImageDraw.ImageDraw, place: tuple[int, int], text: str, size: int, color: tuple[int, int, int], room: float
) -> int:
    """Writes as much of ``text`` as ``room`` pixels take; the width that it took."""
    faces = chain(text)
    x = float(place[0])
    for face, part in runs(text, faces):
        font = face.at(size)
        shown = part
        while shown and x + font.getlength(shown) > place[0] + room:
            shown = shown[:-1]
        pen.text((x, place[1] + size), shown, fill=color, font=font, anchor="ls")
        x += font.getlength(shown)
        if shown != part:
            break
    return round(x - place[0])
