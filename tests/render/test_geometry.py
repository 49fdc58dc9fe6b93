"""The camera keeps inside the picture, never rests, never turns back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kineograph.studio.render.geometry import Rect, ease, resolve_fit, set_move, set_stage
from kineograph.timeline.clips import Canvas, Media
from kineograph.timeline.vocabulary import (
    Fit,
    MediaId,
    MediaKind,
    Motion,
    MotionKind,
)

MOVES = st.builds(Motion, st.sampled_from(MotionKind), st.floats(0.01, 0.5))
SIZES = st.integers(1, 8000)
SHARES = st.floats(0, 1)


def picture(width: int, height: int) -> Media:
    return Media(MediaId("m"), MediaKind.IMAGE, "m.jpg", width, height)


@given(SIZES, SIZES, MOVES, st.tuples(SHARES, SHARES), SHARES, st.sampled_from([Fit.COVER, Fit.CONTAIN, Fit.BLUR]))
def test_a_view_never_leaves_the_stage(
    width: int, height: int, motion: Motion, focus: tuple[float, float], progress: float, fit: Fit
) -> None:
    canvas = Canvas(1920, 1080)
    stage = set_stage(fit, picture(width, height), canvas, motion)
    view = set_move(stage, canvas, motion, focus).at(progress)
    slack = 1e-6 * max(stage.width, stage.height)
    assert view.x >= -slack
    assert view.y >= -slack
    assert view.x + view.w <= stage.width + slack
    assert view.y + view.h <= stage.height + slack
    assert view.w / view.h == pytest.approx(1920 / 1080)


@given(MOVES, SHARES)
def test_a_picture_on_a_plate_is_always_whole(motion: Motion, progress: float) -> None:
    canvas = Canvas(1920, 1080)
    stage = set_stage(Fit.BLUR, picture(1000, 2000), canvas, motion)
    view, shown = set_move(stage, canvas, motion, (0.1, 0.9)).at(progress), stage.picture
    assert shown.x >= view.x - 1e-6
    assert shown.y >= view.y - 1e-6
    assert shown.x + shown.w <= view.x + view.w + 1e-6
    assert shown.y + shown.h <= view.y + view.h + 1e-6


@pytest.mark.parametrize(
    ("size", "fit"),
    [
        ((1600, 1200), Fit.COVER),
        ((2400, 1350), Fit.COVER),
        ((900, 900), Fit.BLUR),
        ((1080, 1920), Fit.BLUR),
        ((4000, 1000), Fit.BLUR),
    ],
)
def test_auto_covers_where_most_of_the_picture_stays_in_view(size: tuple[int, int], fit: Fit) -> None:
    assert resolve_fit(Fit.AUTO, picture(*size), Canvas(1920, 1080)) is fit


def test_the_camera_never_rests_and_never_turns_back() -> None:
    steps = [b - a for a, b in pairwise(ease(n / 100) for n in range(101))]
    assert min(steps) > 0.006
    assert max(steps) < 0.014


def test_a_zoom_keeps_its_subject_in_place() -> None:
    canvas, focus = Canvas(1920, 1080), (0.7, 0.4)
    motion = Motion(MotionKind.ZOOM_IN, 0.2)
    stage = set_stage(Fit.COVER, picture(1920, 1080), canvas, motion)
    move = set_move(stage, canvas, motion, focus)
    for progress in (0.0, 0.3, 1.0):
        view = move.at(progress)
        assert (focus[0] * 1920 - view.x) / view.w == pytest.approx(0.7)
        assert (focus[1] * 1080 - view.y) / view.h == pytest.approx(0.4)
    assert move.end.w == pytest.approx(1920 / 1.2)


def test_a_pan_left_looks_further_and_further_to_the_left() -> None:
    canvas, motion = Canvas(1920, 1080), Motion(MotionKind.PAN_LEFT, 0.1)
    stage = set_stage(Fit.COVER, picture(1920, 1080), canvas, motion)
    move = set_move(stage, canvas, motion, (0.5, 0.5))
    assert move.start.x - move.end.x == pytest.approx(move.end.w * 0.1)
    assert move.start.y == move.end.y


def test_a_wide_picture_is_panned_without_magnifying() -> None:
    canvas, motion = Canvas(1600, 900), Motion(MotionKind.PAN_RIGHT, 0.1)
    stage = set_stage(Fit.COVER, picture(2400, 900), canvas, motion)
    assert set_move(stage, canvas, motion, (0.5, 0.5)).start == Rect(320.0, 0.0, 1600.0, 900.0)
