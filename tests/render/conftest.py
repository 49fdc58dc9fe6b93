"""Small projects to render: pictures drawn for the test at hand, timelines laid out by the timeline's own rules."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from kineograph.studio.render.paint.painter import Gallery, Painter
from kineograph.studio.render.paint.planes import Planes, empty
from kineograph.studio.render.plan.plan import compile_plan
from kineograph.studio.render.service import RenderOrder
from kineograph.timeline.clips import (
    Canvas,
    Media,
    Timeline,
    VisualClip,
)
from kineograph.timeline.layout import rebuild
from kineograph.timeline.outputs import Output
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import (
    ClipId,
    Fit,
    MediaId,
    MediaKind,
    Motion,
    MotionKind,
    Transition,
    TransitionKind,
)


class Studio:
    """A folder of sources and the timelines made of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sources: dict[MediaId, Path] = {}

    def picture(self, name: str, pixels: NDArray[np.uint8]) -> Media:
        path = self.folder / name
        Image.fromarray(pixels).save(path)
        return self.add(path, MediaKind.IMAGE, (pixels.shape[1], pixels.shape[0]))

    def flat(self, name: str, color: tuple[int, int, int], size: tuple[int, int] = (320, 180)) -> Media:
        return self.picture(name, np.full((size[1], size[0], 3), color, np.uint8))

    def add(
        self, path: Path, kind: MediaKind, size: tuple[int, int] = (0, 0), ms: int = 0, sound: bool = False
    ) -> Media:
        media = Media(MediaId(path.name), kind, path.name, *size, ms, sound)
        self.sources[media.id] = path
        return media

    def order(self, timeline: Timeline) -> RenderOrder:
        return RenderOrder(timeline, self.sources, self.folder / "out.mp4", Output(quality="draft"))


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


def sequence(
    pictures: Sequence[Media],
    ms: int = 1000,
    motion: MotionKind = MotionKind.STILL,
    transition: TransitionKind = TransitionKind.CUT,
    transition_ms: int = 400,
    fit: Fit = Fit.AUTO,
) -> Timeline:
    """Pictures one after another at 320 × 180, 20 frames a second."""
    clips = [
        VisualClip(
            ClipId(f"clip{index}"),
            Span.of(0, ms),
            media,
            Motion(motion),
            Transition(transition, transition_ms if transition is not TransitionKind.CUT else 0),
            fit=fit,
        )
        for index, media in enumerate(pictures)
    ]
    return rebuild(Timeline(canvas=Canvas(320, 180, 20)), visuals=clips)


def frames_of(timeline: Timeline, studio: Studio, numbers: Sequence[int]) -> list[Planes]:
    """The frames as painted, before any encoding."""
    plan = compile_plan(timeline)
    painted = []
    with closing(Painter(Gallery(plan, studio.sources))) as painter:
        for number in numbers:
            target = empty(timeline.canvas.width, timeline.canvas.height)
            painter.paint(plan.frame(number), target)
            painted.append(target)
    return painted


def middle(planes: Planes) -> tuple[int, int, int]:
    """Y, U, V in the middle of a picture."""
    y, u, v = (int(part[part.shape[0] // 2, part.shape[1] // 2]) for part in planes.parts)
    return (y, u, v)


def at_fps(timeline: Timeline, fps: int) -> Timeline:
    return replace(timeline, canvas=replace(timeline.canvas, fps=fps))


def media(width: int = 1600, height: int = 900, name: str = "a.jpg") -> Media:
    return Media(MediaId(name), MediaKind.IMAGE, name, width, height)
