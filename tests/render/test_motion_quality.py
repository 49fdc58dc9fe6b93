"""What the eye sees of a move: from every frame to the next, each part of the picture goes as far as the plan says.

Measured by least squares (Lucas and Kanade) in five patches of sixty frames of a textured picture. The bound is a tenth
of a pixel for any step of any patch: a camera that moves in whole pixels would be wrong by up to half a pixel, and a
step backwards would show as a displacement against the plan's.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.render.conftest import Studio, frames_of, sequence

from kineograph.studio.render.plan.plan import Layer, RenderPlan, compile_plan
from kineograph.timeline.clips import Timeline
from kineograph.timeline.layout import rebuild
from kineograph.timeline.vocabulary import Easing, Look, Motion, MotionKind, TransitionKind

BOUND = 0.1
TYPICAL = 0.03
FRAMES = 60
SIZE = np.array([320, 180])
PATCHES = [(60, 50), (260, 50), (160, 90), (60, 130), (260, 130)]
HALF = 24
MOVING = [kind for kind in MotionKind if kind is not MotionKind.STILL]

Point = NDArray[np.float64]


def texture(width: int, height: int) -> NDArray[np.uint8]:
    """Spots of many sizes, none finer than the output can show."""
    noise = np.random.default_rng(11)
    sheet = np.zeros((height, width), np.float32)
    for grain, weight in ((8, 0.6), (16, 1.0), (40, 1.4)):
        rough = noise.standard_normal((height // grain, width // grain), np.float32)
        sheet += weight * np.asarray(cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
    sheet = cv2.GaussianBlur(sheet, (0, 0), 2.5) - sheet.min()
    return np.repeat((sheet / sheet.max() * 255).astype(np.uint8)[..., None], 3, axis=2)


def moving(studio: Studio, motion: Motion) -> Timeline:
    """Three seconds at 20 frames a second over a picture that leaves no room aside."""
    timeline = sequence([studio.picture("texture.png", texture(800, 450))], ms=FRAMES * 50)
    return rebuild(timeline, visuals=[replace(timeline.visuals[0], motion=motion)])


def turned(angle: float) -> NDArray[np.float64]:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return np.array([[cos, -sin], [sin, cos]])


def planned(before: Layer, after: Layer, place: tuple[int, int]) -> Point:
    """By how many pixels what one frame shows around ``place`` is moved in the next one."""
    per = before.crop.w / SIZE[0]
    middle = np.array([before.crop.x + before.crop.w / 2, before.crop.y + before.crop.h / 2])
    seen = middle + turned(before.angle) @ (np.array(place) - SIZE / 2) * per
    middle = np.array([after.crop.x + after.crop.w / 2, after.crop.y + after.crop.h / 2])
    there = turned(-after.angle) @ (seen - middle) / (after.crop.w / SIZE[0]) + SIZE / 2
    return np.asarray(there - np.array(place), np.float64)


def measured(before: NDArray[np.uint8], after: NDArray[np.uint8], place: tuple[int, int]) -> Point:
    x, y = place
    one, two = (frame[y - HALF : y + HALF + 1, x - HALF : x + HALF + 1].astype(np.float64) for frame in (before, after))
    down, across = ((a + b) / 2 for a, b in zip(np.gradient(one), np.gradient(two), strict=True))
    change = two - one
    square = np.array([[(across * across).sum(), (across * down).sum()], [(across * down).sum(), (down * down).sum()]])
    return np.linalg.solve(square, -np.array([(across * change).sum(), (down * change).sum()]))


def steps(timeline: Timeline, studio: Studio) -> list[tuple[Point, Point]]:
    """Planned and measured displacement of every patch in every step."""
    plan: RenderPlan = compile_plan(timeline)
    layers = [plan.frame(number).layers[0] for number in range(FRAMES)]
    frames = [frame.y for frame in frames_of(timeline, studio, range(FRAMES))]
    return [
        (planned(*pair, place), measured(*seen, place))
        for pair, seen in zip(pairwise(layers), pairwise(frames), strict=True)
        for place in PATCHES
    ]


@pytest.mark.parametrize("kind", MOVING)
def test_every_step_of_every_move_is_the_planned_one(studio: Studio, kind: MotionKind) -> None:
    found = steps(moving(studio, Motion(kind)), studio)
    errors = np.array([np.hypot(*(seen - wanted)) for wanted, seen in found])
    assert errors.max() <= BOUND
    assert errors.mean() <= TYPICAL
    for wanted, seen in found:
        length = np.hypot(*wanted)
        assert length < BOUND or wanted @ seen > 0


@pytest.mark.parametrize("easing", Easing)
def test_every_easing_moves_as_planned(studio: Studio, easing: Easing) -> None:
    found = steps(moving(studio, Motion(MotionKind.PAN_RIGHT, 0.1, easing)), studio)
    assert max(np.hypot(*(seen - wanted)) for wanted, seen in found) <= BOUND


def test_a_slow_move_has_no_frame_at_rest(studio: Studio) -> None:
    """A fiftieth of a pixel a frame: what is rounded to whole or to thirty-second parts of pixels stands still."""
    frames = [frame.y for frame in frames_of(moving(studio, Motion(MotionKind.PAN_LEFT, 0.01)), studio, range(FRAMES))]
    assert all(not np.array_equal(before, after) for before, after in pairwise(frames))


def test_a_still_stretch_gives_equal_bytes(studio: Studio) -> None:
    frames = frames_of(moving(studio, Motion()), studio, range(0, FRAMES, 7))
    for frame in frames[1:]:
        assert all(np.array_equal(a, b) for a, b in zip(frame.parts, frames[0].parts, strict=True))


def test_a_graded_still_stretch_gives_equal_bytes_too(studio: Studio) -> None:
    timeline = moving(studio, Motion())
    look = Look(contrast=0.3, vignette=0.5, sharpen=0.5)
    timeline = rebuild(timeline, visuals=[replace(timeline.visuals[0], look=look)])
    first, last = frames_of(timeline, studio, [0, FRAMES - 1])
    assert all(np.array_equal(a, b) for a, b in zip(first.parts, last.parts, strict=True))


@pytest.mark.parametrize(
    ("kind", "place", "direction"),
    [
        (TransitionKind.PUSH_LEFT, (270, 90), (-1, 0)),
        (TransitionKind.PUSH_RIGHT, (50, 90), (1, 0)),
        (TransitionKind.PUSH_UP, (160, 150), (0, -1)),
        (TransitionKind.PUSH_DOWN, (160, 30), (0, 1)),
        (TransitionKind.SLIDE_LEFT, (270, 90), (-1, 0)),
        (TransitionKind.SLIDE_RIGHT, (50, 90), (1, 0)),
        (TransitionKind.SLIDE_UP, (160, 150), (0, -1)),
        (TransitionKind.SLIDE_DOWN, (160, 30), (0, 1)),
    ],
)
def test_a_picture_that_comes_in_does_not_shake(
    studio: Studio, kind: TransitionKind, place: tuple[int, int], direction: tuple[int, int]
) -> None:
    """In the middle of a long transition: a step is less than a pixel, and the seam is far from the patch."""
    picture = studio.picture("texture.png", texture(800, 450))
    timeline = sequence([picture, picture], ms=40_000, transition=kind, transition_ms=40_000)
    plan = compile_plan(timeline)
    numbers = range(780, 820)
    frames = [frame.y for frame in frames_of(timeline, studio, numbers)]
    travelled = [smooth(plan.frame(number).progress) * (320 if direction[0] else 180) for number in numbers]
    for (a, b), pair in zip(pairwise(travelled), pairwise(frames), strict=True):
        wanted = np.array(direction) * (b - a)
        assert np.hypot(*(measured(*pair, place) - wanted)) <= BOUND


def smooth(progress: float) -> float:
    return progress * progress * (3 - 2 * progress)
