"""A look changes what it says and nothing else; what belongs to the screen stays on it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.render.conftest import Studio, at_fps, frames_of, media, middle, sequence
from tests.render.test_painting import blobs, footage

from kineograph.studio.render.paint.looks import dressed
from kineograph.studio.render.paint.planes import Planes, from_rgb
from kineograph.studio.render.paint.screens import _noise
from kineograph.studio.render.plan.plan import compile_plan
from kineograph.timeline.clips import Media, Timeline
from kineograph.timeline.layout import rebuild
from kineograph.timeline.vocabulary import NEUTRAL, Fit, Look, MotionKind, Tone, TransitionKind

GRADES = [
    look
    for value in (-1.0, -0.3, 0.3, 1.0)
    for look in (Look(brightness=value), Look(contrast=value), Look(saturation=value), Look(warmth=value))
] + [Look(tone=tone) for tone in Tone if tone is not Tone.COLOR]
COLORS = [(200, 120, 60), (60, 120, 200), (90, 160, 70), (128, 128, 128), (20, 20, 20), (240, 240, 240)]


def patches() -> Planes:
    return from_rgb(np.repeat(np.array([COLORS], np.uint8).repeat(8, axis=1), 8, axis=0))


def graded(look: Look) -> NDArray[np.float64]:
    """Y, U, V of each of COLORS in a look."""
    shown = dressed(patches(), look, 1080)
    return np.array(
        [[part[2, (8 * n + 4) // (1 if part is shown.y else 2)] for part in shown.parts] for n in range(6)], float
    )


def looking(timeline: Timeline, look: Look) -> Timeline:
    return rebuild(timeline, visuals=[replace(clip, look=look) for clip in timeline.visuals])


def chroma(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.hypot(values[:, 1] - 128, values[:, 2] - 128)


PLAIN = graded(NEUTRAL)


def test_a_neutral_look_gives_back_the_very_planes() -> None:
    planes = patches()
    assert dressed(planes, NEUTRAL, 1080) is planes
    assert dressed(planes, Look(vignette=1, grain=1), 1080) is planes


def test_a_very_small_look_leaves_colours_within_two_levels() -> None:
    found = graded(Look(0.01, 0.01, 0.01, 0.01))
    assert np.abs(found - PLAIN).max() <= 2


@pytest.mark.parametrize("look", GRADES)
def test_a_graded_picture_stays_in_the_limited_range(look: Look) -> None:
    """The strongest colours there are, in blocks as large as a colour sample, none wrapped around."""
    wild = np.random.default_rng(2).integers(0, 2, (16, 64, 3), dtype=np.uint8) * 255
    wild = wild.repeat(2, axis=0).repeat(2, axis=1)
    shown = dressed(from_rgb(wild), replace(look, sharpen=1.0), 1080)
    assert shown.y.min() >= 16
    assert shown.y.max() <= 235
    for part, plain in ((shown.u, from_rgb(wild).u), (shown.v, from_rgb(wild).v)):
        assert part.min() >= 16
        assert part.max() <= 240
        if look.warmth == 0 and look.tone is Tone.COLOR:
            assert ((part.astype(int) - 128) * (plain.astype(int) - 128) >= 0).all()


def test_brightness_moves_the_middle_and_keeps_black_and_white() -> None:
    brighter, darker = graded(Look(brightness=0.5)), graded(Look(brightness=-0.5))
    assert (brighter[:4, 0] > PLAIN[:4, 0] + 20).all()
    assert (darker[:4, 0] < PLAIN[:4, 0] - 20).all()
    ends = dressed(from_rgb(np.array([[(0, 0, 0)] * 4, [(255, 255, 255)] * 4], np.uint8)), Look(brightness=1), 1080)
    assert (ends.y[0, 0], ends.y[1, 0]) == (16, 235)


def test_contrast_parts_light_from_dark() -> None:
    more, less = graded(Look(contrast=0.5)), graded(Look(contrast=-0.5))
    assert more[4, 0] < PLAIN[4, 0] < less[4, 0]
    assert less[5, 0] < PLAIN[5, 0] <= more[5, 0]
    assert more[3, 0] == pytest.approx(PLAIN[3, 0], abs=2)


def test_saturation_scales_colours_and_leaves_greys_grey() -> None:
    more, less, none = (graded(Look(saturation=value)) for value in (0.4, -0.4, -1.0))
    assert (chroma(more)[:3] > chroma(PLAIN)[:3] * 1.25).all()
    assert (chroma(less)[:3] < chroma(PLAIN)[:3] * 0.75).all()
    assert (none[:, 1:] == 128).all()
    assert (more[3:, 1:] == 128).all()
    assert (more[:, 0] == PLAIN[:, 0]).all()


def test_warmth_moves_towards_orange_and_cold_towards_blue() -> None:
    warm, cold = graded(Look(warmth=0.5)), graded(Look(warmth=-0.5))
    assert (warm[:4, 2] > PLAIN[:4, 2] + 3).all()
    assert (warm[:4, 1] < PLAIN[:4, 1] - 3).all()
    assert (cold[:4, 2] < PLAIN[:4, 2] - 3).all()
    assert (cold[:4, 1] > PLAIN[:4, 1] + 3).all()
    assert (warm[:, 0] == PLAIN[:, 0]).all()


def test_tones_are_grey_brown_and_faded() -> None:
    grey, brown, faded = (graded(Look(tone=tone)) for tone in (Tone.BLACK_AND_WHITE, Tone.SEPIA, Tone.VINTAGE))
    assert (grey[:, 1:] == 128).all()
    assert (brown[:4, 1] < 124).all()
    assert (brown[:4, 2] > 130).all()
    assert faded[4, 0] > PLAIN[4, 0] + 8
    assert faded[5, 0] < PLAIN[5, 0]
    assert (chroma(faded)[:2] < chroma(PLAIN)[:2]).all()


def test_sharpening_raises_and_blurring_lowers_what_is_fine() -> None:
    picture = from_rgb(blobs(320, 180))
    fine = [
        float(np.abs(np.diff(dressed(picture, look, 180).y.astype(int), axis=1)).mean())
        for look in (Look(blur=1.0), Look(blur=0.3), NEUTRAL, Look(sharpen=0.5), Look(sharpen=1.0))
    ]
    assert fine == sorted(fine)
    assert fine[0] < 0.9 * fine[2] < fine[2] * 1.02 < fine[4]


def test_footage_is_graded_by_the_same_code(studio: Studio) -> None:
    timeline = footage(studio, "a.mp4", "libx264")
    plain, brown = (
        middle(frames_of(looking(timeline, look), studio, [10])[0]) for look in (NEUTRAL, Look(tone=Tone.SEPIA))
    )
    assert abs(brown[0] - plain[0]) <= 1
    assert brown[1] < 124 < 130 < brown[2]


def test_the_plate_behind_a_picture_has_its_tone_and_a_plain_ground_has_not(studio: Studio) -> None:
    tall = studio.flat("a.png", (200, 60, 60), (100, 180))
    for fit, grey in ((Fit.BLUR, True), (Fit.CONTAIN, False)):
        timeline = looking(sequence([tall], fit=fit), Look(tone=Tone.BLACK_AND_WHITE))
        timeline = replace(timeline, canvas=replace(timeline.canvas, background="#0000ff"))
        frame = frames_of(timeline, studio, [0])[0]
        assert middle(frame)[1:] == (128, 128)
        assert (frame.u[45, 4] == 128) is np.bool_(grey)


def grey_media(studio: Studio) -> Media:
    return studio.flat("grey.png", (128, 128, 128))


def test_a_vignette_darkens_the_corners_and_leaves_the_middle_alone(studio: Studio) -> None:
    timeline = sequence([studio.picture("a.png", blobs(320, 180))])
    plain, dark = (frames_of(looking(timeline, look), studio, [0])[0] for look in (NEUTRAL, Look(vignette=0.6)))
    assert np.array_equal(plain.y[50:130, 90:230], dark.y[50:130, 90:230])
    assert dark.y[2, 2] - 16.0 < 0.65 * (plain.y[2, 2] - 16.0)
    assert dark.y.min() >= 16


def test_a_vignette_does_not_move_with_the_camera(studio: Studio) -> None:
    timeline = looking(sequence([grey_media(studio)], motion=MotionKind.PAN_LEFT), Look(vignette=0.8))
    first, last = frames_of(timeline, studio, [0, 19])
    assert np.array_equal(first.y, last.y)


def test_a_vignette_travels_with_the_picture_that_is_pushed_out(studio: Studio) -> None:
    pictures = [grey_media(studio), studio.flat("b.png", (128, 128, 128))]
    timeline = looking(sequence(pictures, transition=TransitionKind.PUSH_LEFT, transition_ms=800), Look(vignette=0.8))
    before, half = frames_of(timeline, studio, [0, 20])
    seam = int(np.argmin(half.y[90, 20:300])) + 20
    assert abs(int(half.y[90, seam]) - int(before.y[90, 0])) <= 3
    assert 100 < seam < 220


def test_grain_is_the_same_every_time_and_another_in_the_next_frame(studio: Studio) -> None:
    timeline = looking(at_fps(sequence([grey_media(studio)]), 24), Look(grain=0.5))
    one, two = frames_of(timeline, studio, [3, 4])
    _noise.cache_clear()
    again = frames_of(timeline, studio, [4, 3])[1]
    assert np.array_equal(one.y, again.y)
    assert not np.array_equal(one.y, two.y)
    assert abs(np.corrcoef(one.y.ravel(), two.y.ravel())[0, 1]) < 0.05


def test_grain_is_luma_alone_and_as_light_as_the_picture(studio: Studio) -> None:
    plain, rough = (
        frames_of(looking(sequence([grey_media(studio)]), look), studio, [5])[0] for look in (NEUTRAL, Look(grain=0.5))
    )
    assert 3 < rough.y.std() < 10
    assert abs(rough.y.mean() - plain.y.mean()) < 1
    assert np.array_equal(plain.u, rough.u)
    assert np.array_equal(plain.v, rough.v)


def test_grain_changes_as_often_as_film_does() -> None:
    timeline = sequence([media()])
    plan = compile_plan(at_fps(looking(timeline, Look(grain=0.5)), 60))
    assert len({plan.frame(n).layers[0].grain for n in range(60)}) == 24
    bare = compile_plan(at_fps(timeline, 60))
    assert {bare.frame(n).layers[0].grain for n in range(60)} == {0}
