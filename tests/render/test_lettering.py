"""Texts are readable, whole, inside the safe area, and never empty boxes."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest

from kineograph.studio.render.dress import SAFE
from kineograph.studio.render.fonts import chain, runs
from kineograph.studio.render.lettering import draw
from kineograph.studio.render.linebreaks import pieces
from kineograph.timeline.clips import Canvas, TextClip
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import ClipId, Place, TextRole

CANVAS = Canvas(1920, 1080)


def text(words: str, place: Place = Place.CENTER, size: float = 0.08, role: TextRole = TextRole.TITLE) -> TextClip:
    return TextClip(ClipId("t"), Span(0, 3000), words, role, place, size=size)


def cut(line: str) -> list[str]:
    return [piece.text for piece in pieces(line)]


@pytest.mark.parametrize("words", ["Summer", "夏日回忆", "夏の思い出", "여름", "Лето", "ΕΛΛΑΣ", "Café & 50 %"])
def test_every_character_has_a_glyph(words: str) -> None:
    assert "".join(part for _, part in runs(words, chain(words))) == words
    drawn = draw(text(words), CANVAS)
    assert drawn is not None
    assert drawn.cover.max() == pytest.approx(1.0)


@pytest.mark.skipif(find_spec("fontpkg_noto_sans") is None, reason="no font for rare Latin and Greek is installed")
@pytest.mark.parametrize("words", ["Łódź", "Καλοκαίρι", "ẞ"])
def test_rare_letters_have_a_glyph_where_their_font_is_installed(words: str) -> None:
    assert "".join(part for _, part in runs(words, chain(words))) == words


def test_different_characters_look_different() -> None:
    """Empty boxes all look the same."""
    looks = {
        drawn.cover.tobytes() for character in "夏日回忆あア한" if (drawn := draw(text(character), CANVAS)) is not None
    }
    assert len(looks) == 7


def test_a_character_that_no_font_has_is_left_out() -> None:
    assert draw(text("\U0010fffe\U0010fffe"), CANVAS) is None
    with_it, without = draw(text("A\U0010fffeB"), CANVAS), draw(text("AB"), CANVAS)
    assert with_it is not None
    assert without is not None
    assert np.array_equal(with_it.cover, without.cover)


@pytest.mark.parametrize("place", [Place.TOP_LEFT, Place.CENTER, Place.BOTTOM_RIGHT])
@pytest.mark.parametrize("role", list(TextRole))
@pytest.mark.parametrize("words", ["Hi", "一二三四五六七八九十" * 5, "word " * 30, "Donaudampfschiff" * 5])
def test_letters_stay_in_the_safe_area(place: Place, role: TextRole, words: str) -> None:
    canvas = Canvas(640, 360)
    drawn = draw(text(words, place, 0.1, role), canvas)
    assert drawn is not None
    letters = np.argwhere((drawn.cover > 0.9) & (drawn.rgb.min(axis=2) > 200))
    rows, columns = letters[:, 0] + drawn.y, letters[:, 1] + drawn.x
    slack = 4
    assert rows.min() >= canvas.height * SAFE - slack
    assert rows.max() <= canvas.height * (1 - SAFE) + slack
    assert columns.min() >= canvas.width * SAFE - slack
    assert columns.max() <= canvas.width * (1 - SAFE) + slack


@pytest.mark.skipif(find_spec("fontpkg_noto_sans_thai") is not None, reason="a font for Thai is installed")
def test_a_script_that_no_font_has_is_not_drawn_as_boxes() -> None:
    """Its marks alone would come as empty boxes on dotted circles."""
    assert draw(text("สวัสดี"), CANVAS) is None


def test_a_rare_letter_loses_its_accent_rather_than_its_place() -> None:
    faces = tuple(face for face in chain("夏") if "CJK" in face.path.name)
    assert "".join(part for _, part in runs("źdźb", faces)) == "zdzb"


def test_lines_break_between_words_and_between_characters() -> None:
    assert cut("two words") == ["two ", "words"]
    assert cut("夏日，回忆。") == ["夏", "日，", "回", "忆。"]
    assert cut("在 Paris 的「夏天」") == ["在 ", "Paris ", "的", "「夏", "天」"]
    assert cut("안녕하세요 여러분") == ["안녕하세요 ", "여러분"]


def test_white_letters_are_readable_on_white() -> None:
    drawn = draw(text("Summer"), CANVAS)
    assert drawn is not None
    over_white = drawn.rgb.mean(axis=2) + 255 * (1 - drawn.cover)
    letters = (drawn.cover > 0.98) & (drawn.rgb.min(axis=2) > 250)
    around = (drawn.cover > 0.5) & ~letters
    assert over_white[letters].mean() - over_white[around].mean() > 60
