"""Frames and the contact sheet: the very frames of the video, drawn without it."""

from __future__ import annotations

from dataclasses import replace

import av
import numpy as np
import pytest
from PIL import Image
from tests.render.conftest import Studio, sequence
from tests.render.test_service import quiet

from kineograph.studio.render.look.sheets import cells_of
from kineograph.studio.render.service import Output, RenderError, draw_frame, draw_sheet, render
from kineograph.timeline.clips import SoundClip, TextClip, Timeline
from kineograph.timeline.layout import rebuild
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import ClipId, MotionKind, TransitionKind


def project(studio: Studio, count: int = 3) -> Timeline:
    media = [studio.flat(f"{n}.png", (60 * n, 200 - 40 * n, 90)) for n in range(count)]
    timeline = sequence(media, 1000, MotionKind.ZOOM_IN, TransitionKind.CROSSFADE)
    text = TextClip(ClipId("t"), Span(0, 1), "夏日 Summer")
    return rebuild(timeline, texts=[text], sounds=[SoundClip(ClipId("s"), Span(0, 1))])


@pytest.mark.parametrize("ms", [0, 500, 1000, 2950])
async def test_a_frame_is_what_the_video_shows_at_that_moment(studio: Studio, ms: int) -> None:
    order = replace(studio.order(project(studio)), output=Output(quality="high"))
    await render(order, quiet)
    with av.open(str(order.out)) as container:
        shown = list(container.decode(video=0))[ms * 20 // 1000].to_ndarray(format="rgb24")
    drawn = await draw_frame(replace(order, out=studio.folder / "frame.png"), ms)
    with Image.open(drawn.path) as picture:
        assert np.abs(np.asarray(picture.convert("RGB"), int) - shown).mean() < 3


@pytest.mark.parametrize(("ms", "level"), [(-5, 0), (10**9, 2)])
async def test_beyond_the_ends_there_is_the_first_or_the_last_frame(studio: Studio, ms: int, level: int) -> None:
    timeline = sequence([studio.flat(f"{n}.png", (100 * n, 0, 0)) for n in range(3)])
    drawn = await draw_frame(replace(studio.order(timeline), out=studio.folder / "frame.png"), ms, 160)
    with Image.open(drawn.path) as picture:
        assert picture.size == (160, 90)
        red = picture.convert("RGB").getpixel((80, 45))
        assert isinstance(red, tuple)
        assert abs(red[0] - 100 * level) <= 3


async def test_the_sheet_shows_every_clip(studio: Studio) -> None:
    drawn = await draw_sheet(replace(studio.order(project(studio)), out=studio.folder / "sheet.png"))
    with Image.open(drawn.path) as picture:
        assert picture.size == (drawn.width, drawn.height)
        colors = {color for _, color in picture.convert("RGB").getcolors(1 << 20) or []}
    for wanted in ((60, 160, 90), (120, 120, 90)):
        assert np.abs(np.array(list(colors)) - wanted).max(axis=1).min() <= 4


def test_a_long_timeline_has_a_sheet_of_bounded_size(studio: Studio) -> None:
    timeline = sequence([studio.flat("a.png", (9, 9, 9))] * 200, 500)
    cells = cells_of(timeline)
    assert len(cells) == 24
    assert (cells[0].ms, cells[-1].ms) == (250, 99_750)


async def test_a_sheet_of_nothing_is_refused_and_leaves_nothing(studio: Studio) -> None:
    with pytest.raises(RenderError) as caught:
        await draw_sheet(replace(studio.order(Timeline()), out=studio.folder / "sheet.png"))
    assert caught.value.code == "NOTHING_TO_RENDER"
    assert list(studio.folder.iterdir()) == []
