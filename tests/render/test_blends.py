"""How one picture becomes the next: from the first to the last frame of a transition, without a jump."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.render.conftest import Studio, frames_of, middle, sequence
from tests.render.test_motion_quality import texture
from tests.render.test_painting import BLUE, RED, WHITE, close

from kineograph.studio.render.paint.planes import BLACK, Planes
from kineograph.studio.render.paint.softness import soften_plane
from kineograph.timeline.vocabulary import MotionKind, TransitionKind

KINDS = [kind for kind in TransitionKind if kind is not TransitionKind.CUT]
SLIDES = [kind for kind in KINDS if kind.value.startswith("slide")]
PUSHES = [kind for kind in KINDS if kind.value.startswith("push")]


def light(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> float:
    return float(np.abs(before.astype(int) - after).mean())


def frames_across(studio: Studio, kind: TransitionKind, motion: MotionKind = MotionKind.STILL) -> list[Planes]:
    """The frame before a transition of two seconds, its forty frames, and the one after."""
    one, two = texture(640, 360), np.ascontiguousarray(255 - texture(640, 360)[:, ::-1])
    pictures = [studio.picture("a.png", one), studio.picture("b.png", two)]
    timeline = sequence(pictures, ms=3000, motion=motion, transition=kind, transition_ms=2000)
    return frames_of(timeline, studio, range(39, 81))


@pytest.mark.parametrize("kind", KINDS)
def test_a_transition_starts_at_one_picture_ends_at_the_other_and_does_not_jump(
    studio: Studio, kind: TransitionKind
) -> None:
    frames = [frame.y for frame in frames_across(studio, kind)]
    whole = light(frames[0], frames[-1])
    steps = [light(a, b) for a, b in pairwise(frames)]
    assert steps[0] < 0.12 * whole
    assert steps[-1] < 0.12 * whole
    for before, step, after in zip(steps, steps[1:], steps[2:], strict=False):
        assert step < 1.3 * max(before, after) + 0.01 * whole


@pytest.mark.parametrize("kind", KINDS)
def test_a_transition_paints_every_pixel(studio: Studio, kind: TransitionKind) -> None:
    """Between two pictures that are all the same colour only what is meant to be dark, white or shaded differs."""
    flat = [studio.flat("a.png", (120, 120, 120)), studio.flat("b.png", (120, 120, 120))]
    shaded = kind in SLIDES
    for frame in frames_of(sequence(flat, transition=kind, transition_ms=800), studio, range(12, 28)):
        if kind in (TransitionKind.FADE_BLACK, TransitionKind.FADE_WHITE):
            assert frame.y.min() == frame.y.max()
        elif shaded:
            assert frame.y.max() == 119
            assert frame.y.min() >= 60
        else:
            assert np.abs(frame.y.astype(int) - 119).max() <= 1
        assert np.abs(frame.u.astype(int) - 128).max() <= 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_transition_stays_in_its_frames(studio: Studio, kind: TransitionKind) -> None:
    media = [studio.flat("a.png", (255, 0, 0)), studio.flat("b.png", (0, 0, 255))]
    before, first, last, after = frames_of(
        sequence(media, transition=kind, transition_ms=400), studio, [15, 16, 23, 24]
    )
    for frame, color in ((before, RED), (after, BLUE)):
        for part, value in zip(frame.parts, color, strict=True):
            assert np.abs(part.astype(int) - value).max() <= 1
    if kind not in (TransitionKind.ZOOM, TransitionKind.BLUR):  # these show nothing on a plain ground at first
        assert not np.array_equal(first.y, before.y)
        assert not np.array_equal(last.y, after.y)


def test_fades_go_through_their_colour(studio: Studio) -> None:
    media = [studio.flat("a.png", (255, 0, 0)), studio.flat("b.png", (0, 0, 255))]
    for kind, color in ((TransitionKind.FADE_BLACK, BLACK), (TransitionKind.FADE_WHITE, WHITE)):
        timeline = sequence(media, transition=kind, transition_ms=450)  # nine frames: one is the middle
        found = [middle(frame) for frame in frames_of(timeline, studio, range(14, 27))]
        assert any(close(yuv, color, 1) for yuv in found)


@pytest.mark.parametrize(
    ("kind", "stays"),
    [
        (TransitionKind.SLIDE_LEFT, (slice(None), slice(0, 140))),
        (TransitionKind.SLIDE_RIGHT, (slice(None), slice(180, 320))),
        (TransitionKind.SLIDE_UP, (slice(0, 75), slice(None))),
        (TransitionKind.SLIDE_DOWN, (slice(105, 180), slice(None))),
    ],
)
def test_what_a_slide_covers_stays_where_it_is(
    studio: Studio, kind: TransitionKind, stays: tuple[slice, slice]
) -> None:
    frames = frames_across(studio, kind)
    half = frames[20]
    assert light(half.y[stays], frames[0].y[stays]) < 1.5
    assert light(half.y[10:170, 10:310], frames[0].y[10:170, 10:310]) > 10


@pytest.mark.parametrize("kind", PUSHES)
def test_a_push_moves_both(studio: Studio, kind: TransitionKind) -> None:
    frames = frames_across(studio, kind)
    before, half, after = frames[0].y, frames[20].y, frames[-1].y
    share = 20 / 41  # forty frames have no middle one
    dx, dy = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}[kind.value.removeprefix("push_")]
    way = share * share * (3 - 2 * share)
    for picture, travel in ((before, way), (after, way - 1)):
        x, y = dx * travel * 320, dy * travel * 180
        moved = np.asarray(cv2.warpAffine(picture, np.array([[1, 0, x], [0, 1, y]]), (320, 180)), np.uint8)
        left, top = max(0, round(x) + 3), max(0, round(y) + 3)
        right, bottom = min(320, 320 + round(x) - 3), min(180, 180 + round(y) - 3)
        spot = (slice(top, bottom), slice(left, right))
        assert light(moved[spot], half[spot]) < 2


@pytest.mark.parametrize("kind", SLIDES + PUSHES)
def test_the_seam_of_what_comes_in_runs_by_parts_of_pixels(studio: Studio, kind: TransitionKind) -> None:
    """The share of the screen that is covered follows the plan; a seam on whole or even pixels would be off by up to
    one in 320."""
    media = [studio.flat("a.png", (0, 0, 0)), studio.flat("b.png", (255, 255, 255))]
    timeline = sequence(media, ms=8000, transition=kind, transition_ms=8000)
    numbers = range(150, 170)
    length = 320 if kind.value.endswith(("left", "right")) else 180
    for number, frame in zip(numbers, frames_of(timeline, studio, numbers), strict=True):
        done = (number - 80 + 1) / 161
        covered = (frame.y.astype(float) - 16).mean() / 219
        assert covered * length == pytest.approx(done * done * (3 - 2 * done) * length, abs=0.05)


@pytest.mark.parametrize("size", [(320, 180), (180, 320), (256, 256)])
def test_a_circle_opens_from_the_middle_and_is_round(studio: Studio, size: tuple[int, int]) -> None:
    media = [studio.flat("a.png", (0, 0, 0), size), studio.flat("b.png", (255, 255, 255), size)]
    timeline = sequence(media, transition=TransitionKind.CIRCLE, transition_ms=800)
    timeline = replace(timeline, canvas=replace(timeline.canvas, width=size[0], height=size[1]))
    opened = [frame.y for frame in frames_of(timeline, studio, range(12, 28))]
    shares = [float((frame > 125).mean()) for frame in opened]
    assert shares == sorted(shares)
    assert shares[0] < 0.02
    assert shares[-1] > 0.98
    early = next(frame for frame, share in zip(opened, shares, strict=True) if share > 0.15)
    rows, columns = np.nonzero(early > 125)
    assert abs(np.ptp(rows) - np.ptp(columns)) <= 2
    assert rows.mean() == pytest.approx(size[1] / 2 - 0.5, abs=0.1)
    assert columns.mean() == pytest.approx(size[0] / 2 - 0.5, abs=0.1)
    assert len(np.unique(early[early.shape[0] // 2])) > 6  # a soft rim


def test_a_zoom_rushes_through_the_one_before_into_the_next(studio: Studio) -> None:
    disc = np.zeros((360, 640, 3), np.uint8)
    cv2.circle(disc, (320, 180), 60, (255, 255, 255), -1, cv2.LINE_AA)
    media = [studio.picture("a.png", disc), studio.picture("b.png", disc)]
    timeline = sequence(media, ms=2000, transition=TransitionKind.ZOOM, transition_ms=2000)
    frames = frames_of(timeline, studio, range(19, 61))
    areas = np.array([float((frame.y[60:120, 110:210].astype(int) - 16).sum()) / 219 for frame in frames])
    first, last = areas[1:7], areas[-12:-1]
    assert (np.diff(first) > 0).all()
    assert (np.diff(last) > 0).all()
    assert last[0] < areas[0] * 0.85
    assert areas[-1] == pytest.approx(areas[0], rel=0.01)


def test_a_blur_goes_out_of_focus_and_back(studio: Studio) -> None:
    fine = [
        float(np.abs(np.diff(frame.y.astype(int), axis=1)).mean())
        for frame in frames_across(studio, TransitionKind.BLUR)
    ]
    assert min(fine[15:26]) < 0.35 * fine[0]
    falling, rising = fine[:18], fine[24:]
    assert falling == sorted(falling, reverse=True)
    assert rising == sorted(rising)


@pytest.mark.parametrize("sigma", [0.4, 1.0, 2.3, 2.5, 4.9, 5.2, 10.5, 21.0, 30.0])
def test_a_blur_at_a_reduced_size_is_the_blur_at_full_size(sigma: float) -> None:
    """Where one size is left for the next, nothing may jump: both are within two levels of the true Gaussian."""
    plane = texture(640, 360)[..., 0]
    out = np.empty_like(plane)
    soften_plane(plane, sigma, out)
    true = cv2.GaussianBlur(plane.astype(np.float64), (0, 0), sigma, borderType=cv2.BORDER_REFLECT_101)
    inner = (slice(60, 300), slice(60, 580))
    assert np.abs(out.astype(float) - true)[inner].max() <= 2
