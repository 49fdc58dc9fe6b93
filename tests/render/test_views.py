"""A view is the same whether it is painted whole or in parts, straight or by the way of turned ones."""

from __future__ import annotations

import numpy as np
import pytest
from tests.render.test_motion_quality import texture

from kineograph.studio.render.paint.planes import Planes, empty, from_rgb
from kineograph.studio.render.paint.stages import SetStage
from kineograph.studio.render.paint.views import STRAIGHT, Aim, show
from kineograph.studio.render.plan.geometry import Rect
from kineograph.timeline.clips import Canvas

CANVAS = Canvas(320, 180)
CROP = Rect(3.3, 1.7, 300, 168.75)


@pytest.fixture(scope="module")
def stage() -> SetStage:
    return SetStage(from_rgb(texture(400, 225)), (0.0, 0.0), (1.25, 1.25))


def painted(stage: SetStage, angle: float | None, aim: Aim = STRAIGHT, size: tuple[int, int] = (320, 180)) -> Planes:
    target = empty(*size)
    show(stage, CROP, angle, CANVAS, aim, target)
    return target


def apart(one: Planes, other: Planes) -> int:
    return max(int(np.abs(a.astype(int) - b).max()) for a, b in zip(one.parts, other.parts, strict=True))


@pytest.mark.parametrize("aim", [STRAIGHT, Aim(10.4, -7.3), Aim(zoom=1.7), Aim(-20, 12, 0.8)])
def test_a_view_turned_by_nothing_is_the_straight_view(stage: SetStage, aim: Aim) -> None:
    assert apart(painted(stage, None, aim), painted(stage, 0.0, aim)) <= 3


@pytest.mark.parametrize("angle", [None, 3.0])
def test_a_part_of_a_view_is_what_the_whole_has_there(stage: SetStage, angle: float | None) -> None:
    whole, part = painted(stage, angle), painted(stage, angle, Aim(-100, -60), (120, 80))
    assert apart(whole.box(100, 60, 120, 80), part) <= 1


@pytest.mark.parametrize("angle", [None, 3.0])
def test_a_magnified_view_keeps_its_middle(stage: SetStage, angle: float | None) -> None:
    plain, near = painted(stage, angle), painted(stage, angle, Aim(zoom=2.0))
    assert np.abs(plain.y[89:91, 159:161].astype(int) - near.y[89:91, 159:161]).max() <= 4
    assert abs(int(plain.y[90, 200]) - int(near.y[90, 240])) <= 6


def test_a_clockwise_view_shows_the_picture_turned_the_other_way() -> None:
    pixels = np.zeros((225, 400, 3), np.uint8)
    pixels[:, 200:] = 255
    target = empty(320, 180)
    show(SetStage(from_rgb(pixels), (0, 0), (1.25, 1.25)), Rect(10, 5.6, 300, 168.75), 10.0, CANVAS, STRAIGHT, target)
    top, bottom = (int(np.argmax(target.y[row] > 125)) for row in (20, 160))
    assert top < bottom - 20
