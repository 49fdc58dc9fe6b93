"""A picture is parted where its subject or its land stands clear, along the true edge; else it is said why not."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from tests.render import scenes
from tests.render.scenes import Mask, Rgb

from kineograph.studio.render.paint.parting import Parting, Whole, part


def overlap(found: Parting, true: Mask) -> float:
    large = cv2.resize(found.near, (true.shape[1], true.shape[0]), interpolation=cv2.INTER_LINEAR) > 127
    return float((large & true).sum() / (large | true).sum())


@pytest.mark.parametrize(
    "scene",
    [
        scenes.ball_on_plain_ground,
        scenes.person_before_blurred_leaves,
        scenes.bottle_before_a_wall,
        scenes.hills_before_a_sky,
    ],
)
def test_what_stands_clear_is_parted_along_its_true_edge(scene: Callable[[], tuple[Rgb, Mask]]) -> None:
    picture, true = scene()
    found = part(picture)
    assert isinstance(found, Parting)
    assert overlap(found, true) > 0.95
    assert 0.5 < found.confidence <= 1


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        (scenes.noise(), "its subject does not stand clear of what is behind it"),
        (np.full((360, 640, 3), 120, np.uint8), "it is all of one colour"),
        (scenes.gradient((20, 40, 90), (220, 200, 160)), "its subject does not stand clear of what is behind it"),
        (scenes.text(), "no clear subject stands out"),
        (scenes.checks(), "its subject fills the picture to the edges"),
        (scenes.texture(10, (60, 70, 40), (160, 150, 90)), "its subject does not stand clear of what is behind it"),
        (scenes.coat_without_its_head(), "its subject cannot be told from other things"),
    ],
    ids=["noise", "flat", "gradient", "text", "checks", "meadow", "coat"],
)
def test_a_doubtful_picture_stays_whole_and_says_why(picture: Rgb, reason: str) -> None:
    assert part(picture) == Whole(reason)


@pytest.mark.parametrize(
    ("size", "reason"),
    [
        ((1, 1), "it is too small"),
        ((2, 2), "it is too small"),
        ((40, 300), "it is too small"),
        ((2000, 200), "it is too long and narrow"),
        ((200, 2000), "it is too long and narrow"),
    ],
)
def test_odd_sizes_stay_whole(size: tuple[int, int], reason: str) -> None:
    picture, _ = scenes.ball_on_plain_ground()
    assert part(np.asarray(cv2.resize(picture, size), np.uint8)) == Whole(reason)


def test_a_subject_cut_off_at_a_side_stays_whole() -> None:
    picture, _ = scenes.ball_on_plain_ground()
    assert isinstance(part(np.ascontiguousarray(picture[:, 260:])), Whole)


def test_the_same_picture_is_parted_the_same_way() -> None:
    picture, _ = scenes.person_before_blurred_leaves()
    one, other = part(picture), part(picture.copy())
    assert isinstance(one, Parting)
    assert isinstance(other, Parting)
    assert np.array_equal(one.near, other.near)
    assert (one.standing, one.confidence) == (other.standing, other.confidence)


def test_what_stands_in_the_picture_grows_about_its_foot_and_does_not_drift() -> None:
    found = part(scenes.bottle_before_a_wall()[0])
    assert isinstance(found, Parting)
    assert found.standing.foot == pytest.approx((300 / 640, 310 / 360), abs=0.01)
    assert found.standing.room == 0


def test_what_the_frame_cuts_off_below_may_drift() -> None:
    found = part(scenes.person_before_blurred_leaves()[0])
    assert isinstance(found, Parting)
    assert found.standing.foot == pytest.approx((350 / 640, 1.0), abs=0.01)
    assert 0 < found.standing.room < 0.2


def test_a_blinding_light_on_the_skyline_leaves_the_picture_whole() -> None:
    """It spills over the land, and there is no edge to follow."""
    picture, land = scenes.hills_before_a_sky()
    glow = np.zeros(land.shape, np.float32)
    glow[100, 320] = 1
    glow = np.asarray(cv2.GaussianBlur(glow, (0, 0), 80), np.float32)
    light = 250 * glow / glow.max() * np.where(land, 0.3, 1)
    assert part(np.asarray(np.clip(picture * 0.6 + light[..., None], 0, 255), np.uint8)) == Whole(
        "light spills over its skyline"
    )
