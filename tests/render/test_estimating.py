"""The size of a file is known before it is made, from a few of its frames."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.render.conftest import Studio, media, sequence

from kineograph.studio.render.encode.estimating import GLANCE, RUN, choose_runs
from kineograph.studio.render.orders import RenderOrder
from kineograph.studio.render.plan.plan import compile_plan
from kineograph.studio.render.service import RenderError, estimate
from kineograph.studio.render.worker import carry_out, weigh
from kineograph.timeline.clips import SoundClip, Timeline
from kineograph.timeline.layout import rebuild
from kineograph.timeline.outputs import Container, Output, Quality
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import ClipId, MotionKind, TransitionKind

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def quiet(_share: float, _doing: str) -> None:
    """Progress that nobody watches."""


def landscape(studio: Studio) -> Timeline:
    """Two pictures of soft shapes and some grain, moving, with music."""
    rows, columns = np.mgrid[0:360, 0:640]
    grain = np.random.default_rng(5).normal(0, 6, (360, 640, 3))
    shapes = 128 + 60 * np.sin(columns / 31)[..., None] * np.cos(rows / 17)[..., None]
    pictures = [
        studio.picture(name, np.clip(part + grain, 0, 255).astype(np.uint8))
        for name, part in (("a.png", shapes), ("b.png", 255 - shapes))
    ]
    made = sequence(pictures, 1500, MotionKind.ZOOM_IN, TransitionKind.CROSSFADE, 400)
    return rebuild(made, visuals=made.visuals, sounds=[SoundClip(ClipId("s"), Span(0, made.duration_ms))])


@pytest.mark.parametrize(
    ("container", "quality"),
    [("mp4", "draft"), ("mp4", "standard"), ("mp4", "high"), ("webm", "high"), ("gif", "high")],
)
def test_the_size_is_known_before_the_file_is_made(studio: Studio, container: Container, quality: Quality) -> None:
    order = RenderOrder(landscape(studio), studio.sources, studio.folder / "out", Output(container, quality))
    told, made = weigh(order, quiet), carry_out(order, quiet)
    size = made["size_bytes"]
    assert isinstance(size, int)
    assert abs(told["size_bytes"] / size - 1) < 0.25, (told, made)
    assert (told["frames"], told["duration_ms"]) == (made["frames"], made["duration_ms"])
    assert told["low"] <= told["size_bytes"] <= told["high"]


def test_pictures_that_follow_each_other_with_cuts_each_begin_with_a_key_frame(studio: Studio) -> None:
    """Six within a chunk: counted as one piece they would be told at a third of their size."""
    made = sequence([landscape(studio).visuals[n % 2].media for n in range(6)], 400, MotionKind.ZOOM_IN)
    order = RenderOrder(made, studio.sources, studio.folder / "out.mp4", Output())
    told, real = weigh(order, quiet)["size_bytes"], carry_out(order, quiet)["size_bytes"]
    assert isinstance(real, int)
    assert abs(told / real - 1) < 0.25, (told, real)


def test_a_long_video_is_known_from_a_seventh_of_it() -> None:
    plan = compile_plan(sequence([media()] * 40, 3000, transition=TransitionKind.CROSSFADE))
    runs = choose_runs(plan)
    assert 0.08 * plan.frames < sum(run.end - run.first for run in runs) < 0.18 * plan.frames
    assert {run.is_blend for run in runs} == {True, False}
    assert all(0 <= run.first < run.end <= plan.frames for run in runs)


def test_every_picture_of_a_short_video_is_looked_at() -> None:
    plan = compile_plan(sequence([media(), media(name="b.jpg")], 2000))
    assert {run.shot for run in choose_runs(plan)} == {0, 1}
    assert sorted(run.end - run.first for run in choose_runs(plan)) == [GLANCE, RUN]


async def test_an_estimate_writes_nothing(studio: Studio) -> None:
    order = RenderOrder(sequence([studio.flat("a.png", (9, 9, 9))]), studio.sources, studio.folder / "out", Output())
    found = await estimate(order)
    assert (found.frames, found.duration_ms) == (20, 1000)
    assert [path.name for path in studio.folder.iterdir()] == ["a.png"]
    with pytest.raises(RenderError, match="gone"):
        await estimate(replace(order, sources={}))
