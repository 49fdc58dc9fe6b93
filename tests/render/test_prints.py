"""Texts as they lie on the picture: clean at their edges, still at rest, smooth when they move."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from kineograph.studio.render.paint.planes import Planes, color, empty, fill
from kineograph.studio.render.paint.prints import Prints
from kineograph.studio.render.plan.boxes import TextBox, TextShow
from kineograph.studio.render.text.rolls import Roll, set_roll
from kineograph.timeline.clips import Canvas, TextClip
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import ClipId, Ground, Place, TextRole

CANVAS = Canvas(320, 180)
GREEN = "#20a03c"


def text(words: str = "Rag 夏", role: TextRole = TextRole.TITLE, **fields: object) -> TextClip:
    return TextClip(ClipId("t"), Span(0, 3000), words, role, **({"size": 0.2} | fields))  # type: ignore[arg-type]


def painted(clip: TextClip, *shows: TextShow, ground: str = GREEN) -> list[Planes]:
    prints = Prints([TextBox(clip, 0, 90, 0)], CANVAS)
    found = []
    for show in shows:
        target = empty(CANVAS.width, CANVAS.height)
        fill(target, color(ground))
        prints.stamp(show, target)
        found.append(target)
    return found


def middle(picture: Planes) -> tuple[float, float]:
    """The centre of what differs from the ground, in luma pixels."""
    weight: NDArray[np.float64] = np.abs(picture.y.astype(float) - color(GREEN)[0])
    rows, columns = np.indices(weight.shape)
    return float((columns * weight).sum() / weight.sum()), float((rows * weight).sum() / weight.sum())


def test_equal_frames_are_equal_pictures_however_they_are_reached() -> None:
    moved = painted(text(), TextShow(0, 0.3, 0.01, 0.02), TextShow(0, 1.0), TextShow(0, 0.5), TextShow(0, 1.0))
    alone = painted(text(), TextShow(0, 1.0))
    for picture in (moved[1], moved[3]):
        assert all(np.array_equal(a, b) for a, b in zip(picture.parts, alone[0].parts, strict=True))


@pytest.mark.parametrize("ink", ["#ff2020", "#ffffff", "#2030ff", "#000000"])
@pytest.mark.parametrize("show", [TextShow(0, 1.0), TextShow(0, 0.5)])
def test_no_edge_has_a_colour_that_is_neither_the_letters_nor_the_grounds(ink: str, show: TextShow) -> None:
    picture = painted(text(color=ink, ground=Ground.NONE), show)[0]
    for part, own, under in zip(picture.parts, color(ink), color(GREEN), strict=True):
        assert part.min() >= min(own, under) - 1
        assert part.max() <= max(own, under) + 1


def test_letters_of_the_grounds_own_colour_cannot_be_seen() -> None:
    for show in (TextShow(0, 1.0), TextShow(0, 0.37, 0.013, 0.007)):
        picture = painted(text(color=GREEN, ground=Ground.NONE), show)[0]
        for part, own in zip(picture.parts, color(GREEN), strict=True):
            assert np.abs(part.astype(int) - own).max() <= 2


def test_a_fade_never_flickers() -> None:
    steps = painted(text(), *(TextShow(0, step / 20) for step in range(21)), ground="#ffffff")
    start, end = steps[0], steps[-1]
    for one, other in itertools.pairwise(steps):
        for earlier, later, first, last in zip(one.parts, other.parts, start.parts, end.parts, strict=True):
            toward = np.sign(last.astype(int) - first)
            assert ((later.astype(int) - earlier) * toward >= 0).all()


def test_a_sliding_text_moves_by_fractions_of_a_pixel() -> None:
    quarter = 0.25 / CANVAS.height
    letters = text(ground=Ground.NONE)
    pictures = painted(letters, *(TextShow(0, 1.0, step * quarter, step * quarter) for step in range(9)))
    places = [middle(picture) for picture in pictures]
    for one, other in itertools.pairwise(places):
        assert other[0] - one[0] == pytest.approx(0.25, abs=0.06)
        assert other[1] - one[1] == pytest.approx(0.25, abs=0.06)


def test_a_text_may_slide_out_of_the_picture() -> None:
    for dx, dy in [(3, 0), (-3, 0), (0, 2), (0, -2), (0.9, 0.49), (-0.9, -0.51)]:
        painted(text(), TextShow(0, 1.0, dx, dy))


@pytest.mark.parametrize("words", ["Hello you", "مرحبا بك", "e\u0301a 👍🏽 x"])
def test_typed_letters_stand_where_they_will_stay(words: str) -> None:
    steps = painted(text(words, ground=Ground.NONE), *(TextShow(0, 1.0, shown=n / 9) for n in range(10)))
    whole = steps[-1].y
    under = color(GREEN)[0]
    for one, other in itertools.pairwise(steps):
        assert (other.y != under).sum() >= (one.y != under).sum()
        seen = (one.y != under) & (one.y == whole)
        assert seen.sum() >= 0.97 * (one.y != under).sum()
    assert np.array_equal(steps[0].y, np.full_like(whole, under))


def roll_of(count: int) -> TextClip:
    lines = "\n".join(f"Person {number}" for number in range(count))
    return text(lines, TextRole.CREDITS, place=Place.CENTER, size=0.06)


def roll(clip: TextClip) -> Roll:
    found = set_roll(clip, CANVAS)
    assert found is not None
    return found


def test_credits_begin_below_the_picture_and_end_above_it() -> None:
    first, inside, last = painted(roll_of(30), *(TextShow(0, 1.0, shown=shown) for shown in (0.0, 0.5, 1.0)))
    assert not (first.y != color(GREEN)[0]).any()
    assert (inside.y != color(GREEN)[0]).any()
    assert not (last.y != color(GREEN)[0]).any()


def test_credits_roll_smoothly_over_the_edges_of_their_tiles() -> None:
    """Each frame is the one before, moved by the same fraction of a pixel."""
    clip = replace(roll_of(60), ground=Ground.NONE)
    way = roll(clip).behind(1) - roll(clip).behind(0)
    pictures = painted(clip, *(TextShow(0, 1.0, shown=(350 + 0.25 * step) / way) for step in range(80)))
    for one, other in itertools.pairwise(pictures[::4]):
        assert np.abs(one.y[1:].astype(int) - other.y[:-1]).max() <= 2
    for one, other in itertools.pairwise(pictures):
        assert 0 < np.abs(one.y.astype(int) - other.y).max() < 90


def test_a_long_list_keeps_few_tiles() -> None:
    clip = roll_of(150)
    prints = Prints([TextBox(clip, 0, 90, 0)], CANVAS)
    target = empty(CANVAS.width, CANVAS.height)
    for step in range(1, 15):
        fill(target, color(GREEN))
        prints.stamp(TextShow(0, 1.0, shown=step / 15), target)
        assert (target.y != color(GREEN)[0]).any()
        assert len(prints._prints[0]) <= 3
    prints.forget_before(90)
    assert not prints._prints


def test_a_text_that_no_font_has_leaves_the_picture_as_it_is() -> None:
    for role in (TextRole.TITLE, TextRole.CREDITS):
        picture = painted(text("\U0010fffe", role), TextShow(0, 1.0))[0]
        assert (picture.y == color(GREEN)[0]).all()
