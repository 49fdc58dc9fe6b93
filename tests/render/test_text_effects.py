"""What a frame shows of a text, decided before anything is drawn: how it comes, rests, and goes."""

from __future__ import annotations

import itertools

import pytest

from kineograph.studio.render.plan.boxes import TextBox, TextShow
from kineograph.timeline.clips import TextClip
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import ClipId, Place, TextEffect, TextRole

FIRST, END, FADE = 10, 70, 12
EFFECTS = list(TextEffect)


def text(effect: TextEffect, words: str = "Hello there", **fields: object) -> TextClip:
    return TextClip(ClipId("t"), Span(0, 3000), words, enter=effect, leave=effect, **fields)  # type: ignore[arg-type]


def shows(clip: TextClip, fade: int = FADE) -> list[TextShow]:
    box = TextBox(clip, FIRST, END, fade)
    return [box.show(0, frame) for frame in range(FIRST, END)]


@pytest.mark.parametrize("effect", EFFECTS)
def test_between_its_effects_a_text_rests_and_all_frames_are_equal(effect: TextEffect) -> None:
    resting = shows(text(effect, opacity=0.8))[FADE:-FADE]
    assert set(resting) == {TextShow(0, 0.8)}


@pytest.mark.parametrize("effect", EFFECTS)
def test_a_text_comes_and_goes_steadily_and_the_same_way(effect: TextEffect) -> None:
    seen = shows(text(effect))
    for one, other in itertools.pairwise(seen[: FADE + 1]):
        assert one.opacity <= other.opacity
        assert one.shown <= other.shown
        assert abs(one.dy) >= abs(other.dy)
    assert seen == seen[::-1]


@pytest.mark.parametrize("effect", [TextEffect.FADE, TextEffect.SLIDE])
def test_a_fading_text_is_seen_from_its_first_frame_and_never_whole_before_its_time(effect: TextEffect) -> None:
    opacities = [show.opacity for show in shows(text(effect))[:FADE]]
    assert 0 < opacities[0] < opacities[-1] < 1
    assert len(set(opacities)) == FADE


def test_a_text_without_effect_stands_from_its_first_frame_to_its_last() -> None:
    assert set(shows(text(TextEffect.NONE))) == {TextShow(0, 1.0)}


@pytest.mark.parametrize(
    ("role", "place", "dx", "dy"),
    [
        (TextRole.TITLE, Place.CENTER, 0, 1),
        (TextRole.CAPTION, Place.BOTTOM, 0, 1),
        (TextRole.TITLE, Place.TOP, 0, -1),
        (TextRole.LOWER_THIRD, Place.BOTTOM_LEFT, -1, 0),
        (TextRole.LOWER_THIRD, Place.RIGHT, 1, 0),
    ],
)
def test_a_sliding_text_comes_from_the_edge_it_is_nearest_to(role: TextRole, place: Place, dx: int, dy: int) -> None:
    first = shows(text(TextEffect.SLIDE, role=role, place=place))[0]
    assert (first.dx > 0) - (first.dx < 0) == dx
    assert (first.dy > 0) - (first.dy < 0) == dy


@pytest.mark.parametrize("words", ["Hello", "e\u0301a\u0308", "👨‍👩‍👧🇩🇪👍🏽", "नमस्ते"])
def test_a_typewriter_writes_whole_letters_one_by_one(words: str) -> None:
    letters = {"Hello": 5, "e\u0301a\u0308": 2, "👨‍👩‍👧🇩🇪👍🏽": 3, "नमस्ते": 3}[words]
    written = [show.shown for show in shows(text(TextEffect.TYPEWRITER, words), fade=20)]
    assert sorted({round(share * letters, 9) for share in written}) == list(range(1, letters + 1))
    assert {show.opacity for show in shows(text(TextEffect.TYPEWRITER, words))} == {1.0}


def test_credits_roll_at_one_speed_from_out_of_sight_to_out_of_sight() -> None:
    ways = [show.shown for show in shows(text(TextEffect.FADE, role=TextRole.CREDITS))]
    steps = [later - earlier for earlier, later in itertools.pairwise(ways)]
    assert max(steps) == pytest.approx(min(steps))
    assert ways[0] == pytest.approx(steps[0])
    assert ways[-1] == pytest.approx(1 - steps[0])


def test_a_watermark_is_faint() -> None:
    assert shows(text(TextEffect.NONE, role=TextRole.WATERMARK))[30].opacity < 0.7
