"""The camera keeps inside the picture, never rests, never turns back."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kineograph.studio.render.plan.geometry import Move, Rect, ease, resolve_fit, set_move, set_stage
from kineograph.timeline.clips import Canvas, Media
from kineograph.timeline.vocabulary import (
    Easing,
    Fit,
    MediaId,
    MediaKind,
    Motion,
    MotionKind,
)

MOVES = st.builds(Motion, st.sampled_from(MotionKind), st.floats(0.01, 0.5), st.sampled_from(Easing))
FITS = st.sampled_from([Fit.COVER, Fit.CONTAIN, Fit.BLUR])
CANVASES = st.sampled_from([Canvas(1920, 1080), Canvas(1080, 1920), Canvas(1080, 1080)])
DIRECTIONS = {
    MotionKind.PAN_LEFT: (-1, 0),
    MotionKind.PAN_RIGHT: (1, 0),
    MotionKind.PAN_UP: (0, -1),
    MotionKind.PAN_DOWN: (0, 1),
    MotionKind.PAN_UP_LEFT: (-1, -1),
    MotionKind.PAN_UP_RIGHT: (1, -1),
    MotionKind.PAN_DOWN_LEFT: (-1, 1),
    MotionKind.PAN_DOWN_RIGHT: (1, 1),
}
SIZES = st.integers(1, 8000)
SHARES = st.floats(0, 1)


def picture(width: int, height: int) -> Media:
    return Media(MediaId("m"), MediaKind.IMAGE, "m.jpg", width, height)


def corners(move: Move, progress: float) -> list[tuple[float, float]]:
    """The corners of the view at ``progress``, turned as it is, from the top left one clockwise."""
    view, angle = move.at(progress), math.radians(move.angle(progress))
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = view.x + view.w / 2, view.y + view.h / 2
    halves = [(sx * view.w / 2, sy * view.h / 2) for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    return [(x + u * cos - v * sin, y + u * sin + v * cos) for u, v in halves]


def on_screen(point: tuple[float, float], move: Move, progress: float) -> tuple[float, float]:
    """Where a point of the stage is seen, as shares of the screen's sides."""
    origin, right, _, down = corners(move, progress)
    view = move.at(progress)
    dx, dy = point[0] - origin[0], point[1] - origin[1]
    across, along = (right[0] - origin[0], right[1] - origin[1]), (down[0] - origin[0], down[1] - origin[1])
    return (dx * across[0] + dy * across[1]) / view.w**2, (dx * along[0] + dy * along[1]) / view.h**2


@pytest.mark.parametrize("kind", MotionKind)
@given(st.tuples(SIZES, SIZES), CANVASES, MOVES, st.tuples(SHARES, SHARES), SHARES, FITS)
def test_a_view_never_leaves_the_stage(
    kind: MotionKind,
    size: tuple[int, int],
    canvas: Canvas,
    motion: Motion,
    focus: tuple[float, float],
    progress: float,
    fit: Fit,
) -> None:
    motion = replace(motion, kind=kind)
    stage = set_stage(fit, picture(*size), canvas, motion)
    move = set_move(stage, canvas, motion, focus)
    slack = 1e-6 * max(stage.width, stage.height)
    for x, y in corners(move, progress):
        assert -slack <= x <= stage.width + slack
        assert -slack <= y <= stage.height + slack
    view = move.at(progress)
    assert view.w / view.h == pytest.approx(canvas.width / canvas.height)


@given(MOVES, SHARES, CANVASES, st.sampled_from([(1000, 2000), (1500, 1500), (4000, 900)]))
def test_a_picture_on_a_plate_is_always_whole(
    motion: Motion, progress: float, canvas: Canvas, size: tuple[int, int]
) -> None:
    stage = set_stage(Fit.BLUR, picture(*size), canvas, motion)
    move, shown = set_move(stage, canvas, motion, (0.1, 0.9)), stage.picture
    for x in (shown.x, shown.x + shown.w):
        for y in (shown.y, shown.y + shown.h):
            assert all(-1e-6 <= share <= 1 + 1e-6 for share in on_screen((x, y), move, progress))


@given(st.tuples(SIZES, SIZES), CANVASES, MOVES, st.tuples(SHARES, SHARES), SHARES)
def test_the_subject_is_in_the_frame_at_any_time(
    size: tuple[int, int], canvas: Canvas, motion: Motion, focus: tuple[float, float], progress: float
) -> None:
    """A pan that must travel cannot keep what lies at the side it leaves, nor a turned view what lies in a corner: for
    these the subject is somewhere in the middle third."""
    if motion.kind is MotionKind.ROTATE_IN or motion.kind in DIRECTIONS:
        focus = ((1 + focus[0]) / 3, (1 + focus[1]) / 3)
    stage = set_stage(Fit.COVER, picture(*size), canvas, motion)
    move = set_move(stage, canvas, motion, focus)
    subject = (focus[0] * stage.width, focus[1] * stage.height)
    assert all(-1e-6 <= share <= 1 + 1e-6 for share in on_screen(subject, move, progress))


@given(MOVES, st.tuples(SHARES, SHARES), st.tuples(SHARES, SHARES))
def test_no_side_of_a_view_ever_steps_back(
    motion: Motion, focus: tuple[float, float], moments: tuple[float, float]
) -> None:
    canvas = Canvas(1920, 1080)
    stage = set_stage(Fit.COVER, picture(2000, 1500), canvas, motion)
    move = set_move(stage, canvas, motion, focus)
    views = [move.at(progress) for progress in (0.0, *sorted(moments), 1.0)]
    for places in zip(*((view.x, view.y, view.x + view.w, view.y + view.h) for view in views), strict=True):
        assert places == pytest.approx(sorted(places, reverse=places[0] > places[-1]), abs=1e-6)
    angles = [move.angle(progress) for progress in sorted(moments)]
    assert angles == sorted(angles, reverse=True)


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


@pytest.mark.parametrize("easing", Easing)
def test_every_easing_runs_from_nothing_to_all_without_a_step_back(easing: Easing) -> None:
    done = [ease(n / 50, easing) for n in range(51)]
    assert (done[0], done[-1]) == (0, 1)
    assert all(before < after for before, after in pairwise(done))


def test_easings_differ_in_where_they_are_slow() -> None:
    first = {easing: ease(0.1, easing) for easing in Easing}
    last = {easing: 1 - ease(0.9, easing) for easing in Easing}
    assert first[Easing.EASE_IN] < first[Easing.EASE_IN_OUT] < first[Easing.GENTLE] < first[Easing.LINEAR]
    assert first[Easing.LINEAR] < first[Easing.EASE_OUT]
    assert last[Easing.EASE_OUT] == pytest.approx(first[Easing.EASE_IN])
    assert last[Easing.EASE_IN_OUT] == pytest.approx(first[Easing.EASE_IN_OUT])


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


@pytest.mark.parametrize(("kind", "direction"), DIRECTIONS.items())
def test_a_pan_looks_where_its_name_says(kind: MotionKind, direction: tuple[int, int]) -> None:
    canvas, motion = Canvas(1920, 1080), Motion(kind, 0.1)
    stage = set_stage(Fit.COVER, picture(1920, 1080), canvas, motion)
    move = set_move(stage, canvas, motion, (0.5, 0.5))
    travel = ((move.end.x - move.start.x) / move.end.w, (move.end.y - move.start.y) / move.end.h)
    assert math.hypot(*travel) == pytest.approx(0.1)
    assert (sign(travel[0]), sign(travel[1])) == direction


def sign(value: float) -> int:
    return (value > 1e-9) - (value < -1e-9)


def test_ken_burns_goes_from_the_whole_picture_to_its_subject_and_back() -> None:
    canvas, focus = Canvas(1920, 1080), (0.62, 0.45)
    stage = set_stage(Fit.COVER, picture(1920, 1080), canvas, Motion())
    inward = set_move(stage, canvas, Motion(MotionKind.KEN_BURNS_IN, 0.2), focus)
    outward = set_move(stage, canvas, Motion(MotionKind.KEN_BURNS_OUT, 0.2), focus)
    assert inward.start == outward.end == Rect(0, 0, 1920, 1080)
    assert inward.end == outward.start
    assert (inward.end.x + inward.end.w / 2, inward.end.y + inward.end.h / 2) == pytest.approx((1190.4, 486))
    half = inward.at(0.5)
    assert inward.end.w < half.w < 1920
    assert 0 < half.x < inward.end.x


def test_a_turn_ends_upright_and_is_covered_by_its_magnification() -> None:
    canvas = Canvas(1920, 1080)
    stage = set_stage(Fit.COVER, picture(1920, 1080), canvas, Motion())
    move = set_move(stage, canvas, Motion(MotionKind.ROTATE_IN, 0.12), (0.5, 0.5))
    assert move.angle(0) == pytest.approx(3.65, abs=0.01)
    assert move.angle(1) == 0
    assert move.at(1) == Rect(0, 0, 1920, 1080)
    assert move.at(0).w == pytest.approx(1920 / 1.12)
