"""A parted picture moves in two layers: each as the plan says, without a hole, a ghost or a step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import astuple, replace

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.render import scenes
from tests.render.conftest import Studio, media, sequence
from tests.render.scenes import Mask, Rgb

from kineograph.studio.render.look.looking import frames_at, plan_to_look_at
from kineograph.studio.render.paint.layering import Layers, find_layers
from kineograph.studio.render.paint.painter import Gallery, Painter
from kineograph.studio.render.paint.planes import Planes, empty
from kineograph.studio.render.plan.geometry import Rect, Stage
from kineograph.studio.render.plan.nearing import Standing, approach
from kineograph.studio.render.plan.plan import FramePlan, RenderPlan, compile_plan
from kineograph.studio.render.plan.turning import UPRIGHT
from kineograph.timeline.clips import Canvas, Timeline
from kineograph.timeline.vocabulary import Fit, MediaKind, Motion, MotionKind, TransitionKind

Scene = Callable[[], tuple[Rgb, Mask]]
shares = st.floats(0.05, 0.95)


def planned(timeline: Timeline, studio: Studio) -> tuple[RenderPlan, Layers]:
    layers = find_layers(timeline, studio.sources)
    return compile_plan(timeline, parted=layers.standings), layers


def painted(timeline: Timeline, studio: Studio, numbers: Sequence[int]) -> tuple[RenderPlan, list[Planes]]:
    plan, layers = planned(timeline, studio)
    frames = []
    with closing(Painter(Gallery(plan, studio.sources, layers.parted))) as painter:
        for number in numbers:
            target = empty(plan.canvas.width, plan.canvas.height)
            painter.paint(plan.frame(number), target)
            frames.append(target)
    return plan, frames


def in_parallax(studio: Studio, picture: Rgb, ms: int = 2000, strength: float = 0.12) -> Timeline:
    timeline = sequence([studio.picture("a.png", picture)], ms, MotionKind.PARALLAX, fit=Fit.COVER)
    clip = replace(timeline.visuals[0], motion=Motion(MotionKind.PARALLAX, strength))
    return replace(timeline, tracks=(replace(timeline.tracks[0], clips=(clip,)),))


def displacement(before: Planes, after: Planes, spot: tuple[int, int, int, int]) -> tuple[float, float]:
    """How far what is in the middle of a window (x, y, w, h) moved, in pixels right and down: the even motion and
    magnification that explain the change best, by least squares (Lucas and Kanade)."""
    x, y, w, h = spot
    one, other = (np.asarray(frame.y[y : y + h, x : x + w], np.float64) for frame in (before, after))
    down, across = (np.ravel((np.gradient(one, axis=axis) + np.gradient(other, axis=axis)) / 2) for axis in (0, 1))
    rows, columns = (np.ravel(index - (side - 1) / 2) for index, side in zip(np.indices((h, w)), (h, w), strict=True))
    explained = np.stack([across, down, across * columns + down * rows], axis=1)
    found, *_ = np.linalg.lstsq(explained, -np.ravel(other - one), rcond=None)
    return float(found[0]), float(found[1])


def planned_shift(before: Rect, after: Rect, spot: tuple[int, int, int, int], canvas: Canvas) -> tuple[float, float]:
    """Where the plan takes what stands in the middle of a window, in pixels right and down."""
    x, y = spot[0] + spot[2] / 2 - 0.5, spot[1] + spot[3] / 2 - 0.5
    stage_x = before.x + (x + 0.5) * before.w / canvas.width
    stage_y = before.y + (y + 0.5) * before.h / canvas.height
    return (
        (stage_x - after.x) * canvas.width / after.w - 0.5 - x,
        (stage_y - after.y) * canvas.height / after.h - 0.5 - y,
    )


@pytest.mark.parametrize("first", [0, 18, 36])
def test_subject_and_ground_each_move_by_what_the_plan_says(studio: Studio, first: int) -> None:
    timeline = in_parallax(studio, scenes.person_before_blurred_leaves()[0])
    plan, (before, after) = painted(timeline, studio, [first, first + 2])
    one, other = plan.frame(first).layers[0], plan.frame(first + 2).layers[0]
    assert one.near is not None
    assert other.near is not None
    face, leaves = (156, 44, 40, 40), (40, 40, 48, 48)
    near, far = displacement(before, after, face), displacement(before, after, leaves)
    assert near == pytest.approx(planned_shift(one.near, other.near, face, plan.canvas), abs=0.1)
    assert far == pytest.approx(planned_shift(one.crop, other.crop, leaves, plan.canvas), abs=0.1)
    as_ground = planned_shift(one.crop, other.crop, face, plan.canvas)
    assert np.hypot(near[0] - as_ground[0], near[1] - as_ground[1]) > 0.2


@pytest.mark.parametrize(
    "scene", [scenes.ball_on_plain_ground, scenes.person_before_blurred_leaves, scenes.hills_before_a_sky]
)
def test_the_first_frame_is_the_photograph(studio: Studio, scene: Scene) -> None:
    timeline = in_parallax(studio, scene()[0])
    plan, (parted,) = painted(timeline, studio, [0])
    whole = replace(plan, shots=tuple(replace(shot, approach=None) for shot in plan.shots))
    with closing(Painter(Gallery(whole, studio.sources))) as painter:
        plain = empty(320, 180)
        painter.paint(whole.frame(0), plain)
    off = np.abs(parted.y.astype(int) - plain.y)
    assert off.mean() < 0.4
    assert np.quantile(off, 0.99) <= 8


@pytest.mark.parametrize(
    "scene",
    [
        scenes.ball_on_plain_ground,
        scenes.person_before_blurred_leaves,
        scenes.bottle_before_a_wall,
        scenes.hills_before_a_sky,
    ],
)
def test_the_picture_reaches_every_border_in_every_frame(studio: Studio, scene: Scene) -> None:
    """A hole would be black or grey; the pictures are lightened so that nothing in them is."""
    light = np.asarray(scene()[0] // 3 + 170, np.uint8)
    _, frames = painted(in_parallax(studio, light, strength=0.5), studio, range(0, 40, 3))
    darkest = 16 + 165 * 219 / 255
    assert min(int(frame.y.min()) for frame in frames) > darkest


def test_nothing_of_the_subject_stays_behind_on_the_plate(studio: Studio) -> None:
    """Where the red ball was the plate is as the grey ground around it."""
    timeline = in_parallax(studio, scenes.ball_on_plain_ground()[0])
    plan, layers = planned(timeline, studio)
    plate = Gallery(plan, studio.sources, layers.parted).parted(0).back.planes
    middle = (slice(plate.height // 4, plate.height * 3 // 4), slice(plate.width // 4, plate.width * 3 // 4))
    half = (slice(plate.height // 8, plate.height * 3 // 8), slice(plate.width // 8, plate.width * 3 // 8))
    assert plate.y[middle].std() < 8
    assert np.abs(plate.v[half].astype(int) - 127).max() < 8


def test_the_edge_has_no_fringe(studio: Studio) -> None:
    """Across the edge of a bright subject on a dark ground every pixel lies between the two."""
    ground, subject = (np.full((scenes.HEIGHT, scenes.WIDTH, 3), value, np.uint8) for value in (40, 200))
    picture = scenes.laid_over(ground, subject, scenes.disc())
    _, frames = painted(in_parallax(studio, picture), studio, [0, 20, 39])
    low, high = 16 + 40 * 219 / 255, 16 + 200 * 219 / 255
    for frame in frames:
        assert frame.y.min() >= low - 6
        assert frame.y.max() <= high + 6
        between = (frame.y > low + 10) & (frame.y < high - 10)
        assert between.mean() < 0.03


def test_the_same_frames_have_the_same_bytes(studio: Studio) -> None:
    timeline = in_parallax(studio, scenes.hills_before_a_sky()[0])
    one, other = (painted(timeline, studio, [0, 17, 39])[1] for _ in range(2))
    for a, b in zip(one, other, strict=True):
        assert all(np.array_equal(x, y) for x, y in zip(a.parts, b.parts, strict=True))


def test_both_layers_move_together_in_a_transition(studio: Studio) -> None:
    """What is still to be seen of the picture is the picture, moved: neither layer stays where it stood."""
    pictures = [studio.picture("a.png", scenes.ball_on_plain_ground()[0]), studio.flat("z.png", (10, 10, 10))]
    timeline = sequence(pictures, 1000, MotionKind.PARALLAX, TransitionKind.PUSH_LEFT, 800, Fit.COVER)
    plan, layers = planned(timeline, studio)
    pushed, alone = empty(320, 180), empty(320, 180)
    frame = plan.frame(20)
    assert frame.layers[0].near is not None
    with closing(Painter(Gallery(plan, studio.sources, layers.parted))) as painter:
        painter.paint(frame, pushed)
        painter.paint(FramePlan((frame.layers[0],)), alone)
    seen = int((pushed.y > 40).any(axis=0).sum())
    assert 100 < seen < 200
    off = np.abs(pushed.y[:, : seen - 2].astype(int) - alone.y[:, 320 - seen : 318])
    assert off.mean() < 3


def test_a_picture_without_a_subject_moves_as_a_gentle_zoom(studio: Studio) -> None:
    timeline = in_parallax(studio, scenes.noise())
    plan, layers = planned(timeline, studio)
    zoom = replace(timeline.visuals[0], motion=Motion(MotionKind.ZOOM_IN))
    assert plan == compile_plan(replace(timeline, tracks=(replace(timeline.tracks[0], clips=(zoom,)),)))
    assert layers.notes == ("a.png moves as a whole: its subject does not stand clear of what is behind it.",)


def test_a_picture_on_a_plate_and_footage_move_as_a_whole_and_say_so(studio: Studio) -> None:
    picture = studio.picture("a.png", scenes.ball_on_plain_ground()[0])
    film = replace(picture, kind=MediaKind.VIDEO, name="b.mp4", duration_ms=1000)
    timeline = sequence([picture, film], 1000, MotionKind.PARALLAX, fit=Fit.CONTAIN)
    plan, layers = planned(timeline, studio)
    assert layers == Layers(
        {},
        ("a.png moves as a whole: it stands on a plate of another shape.", "b.mp4 moves as a whole: it is footage."),
    )
    assert all(shot.approach is None for shot in plan.shots)
    assert compile_plan(timeline, parted={(picture.id, UPRIGHT): Standing((0.5, 0.9), (0.5, 0.5))}).shots == plan.shots


def test_a_picture_is_looked_at_once_and_noted_once(studio: Studio) -> None:
    noisy = studio.picture("n.png", scenes.noise())
    timeline = sequence([noisy, noisy], 1000, MotionKind.PARALLAX, fit=Fit.COVER)
    assert len(find_layers(timeline, studio.sources).notes) == 1
    still = sequence([noisy], 1000, MotionKind.ZOOM_IN, fit=Fit.COVER)
    assert find_layers(still, studio.sources) == Layers({})


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (1000, 100), (100, 1000)])
def test_odd_pictures_are_painted(studio: Studio, size: tuple[int, int]) -> None:
    picture = np.asarray(cv2.resize(scenes.ball_on_plain_ground()[0], size), np.uint8)
    _, (frame,) = painted(in_parallax(studio, picture), studio, [10])
    assert frame.y.min() > 20


@given(foot=st.tuples(shares, shares), middle=st.tuples(shares, shares), strength=st.floats(0.01, 0.5), share=shares)
def test_both_views_stay_on_the_stage_and_begin_as_one(
    foot: tuple[float, float], middle: tuple[float, float], strength: float, share: float
) -> None:
    stage = Stage(Fit.COVER, 1600, 1000, Rect(0, 0, 1600, 1000))
    motion = Motion(MotionKind.PARALLAX, strength)
    move, nearing = approach(stage, Canvas(1920, 1080), motion, Standing(foot, middle))
    start, far = move.at(0), move.at(share)
    near = nearing.near(far)
    assert astuple(nearing.near(start)) == pytest.approx(astuple(start))
    assert near.w < far.w < start.w
    for view in (far, near):
        assert view.x >= -1e-6
        assert view.y >= -1e-6
        assert view.x + view.w <= 1600 + 1e-6
        assert view.y + view.h <= 1000 + 1e-6


def test_the_foot_stands_on_the_same_ground_in_both_layers() -> None:
    stage = Stage(Fit.COVER, 1600, 900, Rect(0, 0, 1600, 900))
    move, nearing = approach(
        stage, Canvas(1920, 1080), Motion(MotionKind.PARALLAX, 0.2), Standing((0.4, 0.8), (0.4, 0.5))
    )
    for progress in (0.0, 0.3, 1.0):
        far = move.at(progress)
        near = nearing.near(far)
        assert (640 - near.x) / near.w == pytest.approx((640 - far.x) / far.w)
        assert (720 - near.y) / near.h == pytest.approx((720 - far.y) / far.h)


def test_a_layer_cut_off_below_drifts_into_the_picture() -> None:
    stage = Stage(Fit.COVER, 1600, 900, Rect(0, 0, 1600, 900))
    for middle, sign in ((0.3, 1), (0.7, -1)):
        standing = Standing((middle, 1.0), (middle, 0.6), room=0.1)
        move, nearing = approach(stage, Canvas(1920, 1080), Motion(MotionKind.PARALLAX, 0.2), standing)
        far = move.end
        near = nearing.near(far)
        foot = middle * 1600
        drift = (foot - near.x) / near.w - (foot - far.x) / far.w
        assert drift * sign > 0


def test_a_head_stays_in_view_where_not_all_of_a_person_can() -> None:
    stage = Stage(Fit.COVER, 1000, 1000, Rect(0, 0, 1000, 1000))
    standing = Standing((0.5, 1.0), (0.5, 0.65), top=0.1)
    move, nearing = approach(stage, Canvas(1920, 1080), Motion(MotionKind.PARALLAX, 0.12), standing)
    assert move.start.y < 100
    assert nearing.near(move.end).y < 100


def test_a_plan_parts_only_what_it_is_told_can_be_parted() -> None:
    timeline = sequence([media(name="a"), media(name="b")], 1000, MotionKind.PARALLAX)
    plan = compile_plan(timeline, parted={(media(name="b").id, UPRIGHT): Standing((0.5, 0.9), (0.5, 0.5))})
    assert [shot.approach is not None for shot in plan.shots] == [False, True]
    assert plan.frame(5).layers[0].near is None
    assert plan.frame(35).layers[0].near is not None


def test_a_look_at_a_moment_shows_both_layers(studio: Studio) -> None:
    timeline = in_parallax(studio, scenes.person_before_blurred_leaves()[0])
    layers = find_layers(timeline, studio.sources)
    plan = plan_to_look_at(timeline, {}, 160, layers)
    (parted,) = frames_at(plan, studio.sources, [1900], layers)
    (whole,) = frames_at(plan_to_look_at(timeline, {}, 160), studio.sources, [1900])
    assert plan.frame(38).layers[0].near is not None
    assert np.abs(parted.astype(int) - whole).mean() > 2
