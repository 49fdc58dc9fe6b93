"""A video comes from a colour and goes to one in exactly the frames that were asked for, over everything."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.render.conftest import Studio, at_fps, frames_of, media, middle, sequence
from tests.render.test_keeping import kept_order, pieces, project, quiet

from kineograph.studio.render.look.looking import frames_at
from kineograph.studio.render.orders import from_json, to_json
from kineograph.studio.render.plan.plan import FramePlan, compile_plan
from kineograph.studio.render.plan.veils import Veil
from kineograph.studio.render.worker import carry_out
from kineograph.timeline.clips import OverlayClip, TextClip, Timeline
from kineograph.timeline.layout import rebuild
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import Anchor, ClipId, Fade, Ground, TextEffect, TransitionKind, When

BLACK, WHITE = (16, 128, 128), (235, 128, 128)


def veils_of(timeline: Timeline) -> list[tuple[Veil, ...]]:
    plan = compile_plan(timeline)
    return [plan.frame(number).veils for number in range(plan.frames)]


def test_the_first_frame_is_the_colour_and_the_frame_after_its_time_shows_nothing_of_it() -> None:
    timeline = replace(sequence([media()]), opening=Fade(200, "#102030"), closing=Fade(100, "#ffffff"))
    found = veils_of(timeline)
    assert found[:5] == [*((Veil("#102030", share),) for share in (1.0, 0.75, 0.5, 0.25)), ()]
    assert found[17:] == [(), (Veil("#ffffff", 0.5),), (Veil("#ffffff", 1.0),)]
    assert found[4:18] == [()] * 14


@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(100, 2000), st.sampled_from([24, 25, 30, 60]))
def test_a_fade_is_as_long_as_it_was_asked_for_and_no_longer_than_the_video(
    opening: int, closing: int, ms: int, fps: int
) -> None:
    timeline = at_fps(sequence([media(), media()], ms, transition=TransitionKind.CROSSFADE), fps)
    found = veils_of(replace(timeline, opening=Fade(opening, "#000000"), closing=Fade(closing, "#ffffff")))
    for color, asked in (("#000000", opening), ("#ffffff", closing)):
        shares = [veil.share for frame in found for veil in frame if veil.color == color]
        assert len(shares) == min(len(found), (2 * asked * fps + 1000) // 2000)
        assert all(0 < share <= 1 for share in shares)
        assert not shares or max(shares) == 1.0
        assert shares in (sorted(shares), sorted(shares, reverse=True))


def test_no_fade_is_no_part_of_the_plan() -> None:
    timeline = sequence([media()])
    assert compile_plan(timeline) == compile_plan(replace(timeline, opening=Fade(0, "#ffffff"), closing=Fade(10)))


def test_a_video_comes_from_black_and_goes_to_white(studio: Studio) -> None:
    timeline = sequence([studio.flat("a.png", (200, 200, 200))])
    timeline = replace(timeline, opening=Fade(500), closing=Fade(400, "#ffffff"))
    plain = middle(frames_of(timeline, studio, [10])[0])
    first, half, *rest, last = frames_of(timeline, studio, [0, 5, *range(10, 20)])
    assert (middle(first), middle(last)) == (BLACK, WHITE)
    assert middle(half)[0] == pytest.approx((plain[0] + 16) / 2, abs=1)
    lights = [middle(frame)[0] for frame in rest]
    assert lights[0] == plain[0]
    assert lights == sorted(lights)


def test_texts_and_overlays_go_under_the_veil(studio: Studio) -> None:
    timeline = sequence([studio.flat("a.png", (40, 40, 40))])
    text = TextClip(ClipId("t"), Span(0, 1), "HELLO", when=When(Anchor.WHOLE), ground=Ground.NONE, size=0.3, fade_ms=0)
    logo = OverlayClip(ClipId("o"), Span(0, 1), studio.flat("b.png", (255, 0, 0)), when=When(Anchor.WHOLE), fade_ms=0)
    text = replace(text, enter=TextEffect.NONE, leave=TextEffect.NONE)
    timeline = replace(
        rebuild(timeline, texts=[text], overlays=[logo]), opening=Fade(400), closing=Fade(400, "#0000ff")
    )
    first, thin, clear, last = frames_of(timeline, studio, [0, 4, 10, 19])
    for frame in (first, last):
        assert [int(part.min()) for part in frame.parts] == [int(part.max()) for part in frame.parts]
    assert int(clear.y.max()) > 220
    assert np.abs(thin.y.astype(float) - (clear.y.astype(float) + 16) / 2).max() <= 1


def test_a_look_at_a_moment_shows_the_veil(studio: Studio) -> None:
    timeline = replace(sequence([studio.flat("a.png", (255, 255, 255))]), opening=Fade(1000))
    plan = compile_plan(timeline)
    early, late = frames_at(plan, studio.sources, [0, 500])
    assert early.max() < 4
    assert 110 < late.mean() < 145


def test_a_fade_makes_anew_only_the_pieces_that_show_it(studio: Studio) -> None:
    timeline = project(studio)
    carry_out(kept_order(studio, timeline, "a.mp4"), quiet)
    before = pieces(studio)
    order = kept_order(studio, replace(timeline, closing=Fade(500, "#ffffff")), "b.mp4")
    assert from_json(to_json(order)) == order
    carry_out(order, quiet)
    (last,) = pieces(studio) - before
    assert last.startswith("pictures")
    carry_out(kept_order(studio, replace(timeline, closing=Fade(500)), "c.mp4"), quiet)
    assert len(pieces(studio) - before) == 2


def test_a_veil_alone_is_another_frame() -> None:
    assert FramePlan(veils=(Veil("#000000", 0.5),)) != FramePlan()
