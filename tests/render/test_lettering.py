"""Texts are readable, whole, inside the safe area, and never empty boxes."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec

import numpy as np
import pytest
from numpy.typing import NDArray

from kineograph.studio.render.paint.planes import from_rgb
from kineograph.studio.render.paint.prints import Prints
from kineograph.studio.render.plan.boxes import TextBox, TextShow
from kineograph.studio.render.plan.dress import SAFE
from kineograph.studio.render.text.contrast import density, luminance, stands_on_dark
from kineograph.studio.render.text.fonts import chain, runs
from kineograph.studio.render.text.lettering import draw
from kineograph.studio.render.text.linebreaks import pieces
from kineograph.timeline.clips import Canvas, TextClip
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import ClipId, Place, TextRole

CANVAS = Canvas(1920, 1080)
SMALL = Canvas(640, 360)


def text(words: str, place: Place = Place.CENTER, size: float = 0.08, role: TextRole = TextRole.TITLE) -> TextClip:
    return TextClip(ClipId("t"), Span(0, 3000), words, role, place, size=size)


def cut(line: str) -> list[str]:
    return [piece.text for piece in pieces(line)]


@pytest.mark.parametrize("words", ["Summer", "夏日回忆", "夏の思い出", "여름", "Лето", "ΕΛΛΑΣ", "Café & 50 %"])
def test_every_character_has_a_glyph(words: str) -> None:
    assert "".join(part for _, part in runs(words, chain(words))) == words
    drawn = draw(text(words), CANVAS)
    assert drawn is not None
    assert drawn.letters.max() == pytest.approx(1.0)


@pytest.mark.skipif(find_spec("fontpkg_noto_sans") is None, reason="no font for rare Latin and Greek is installed")
@pytest.mark.parametrize("words", ["Łódź", "Καλοκαίρι", "ẞ"])
def test_rare_letters_have_a_glyph_where_their_font_is_installed(words: str) -> None:
    assert "".join(part for _, part in runs(words, chain(words))) == words


def test_different_characters_look_different() -> None:
    """Empty boxes all look the same."""
    looks = {
        drawn.letters.tobytes()
        for character in "夏日回忆あア한"
        if (drawn := draw(text(character), CANVAS)) is not None
    }
    assert len(looks) == 7


def test_a_character_that_no_font_has_is_left_out() -> None:
    assert draw(text("\U0010fffe\U0010fffe"), CANVAS) is None
    with_it, without = draw(text("A\U0010fffeB"), CANVAS), draw(text("AB"), CANVAS)
    assert with_it is not None
    assert without is not None
    assert np.array_equal(with_it.letters, without.letters)


@pytest.mark.parametrize("place", [Place.TOP_LEFT, Place.CENTER, Place.BOTTOM_RIGHT])
@pytest.mark.parametrize("role", list(TextRole))
@pytest.mark.parametrize("words", ["Hi", "一二三四五六七八九十" * 5, "word " * 30, "Donaudampfschiff" * 5])
def test_letters_stay_in_the_safe_area(place: Place, role: TextRole, words: str) -> None:
    canvas = Canvas(640, 360)
    drawn = draw(text(words, place, 0.1, role), canvas)
    assert drawn is not None
    letters = np.argwhere(drawn.letters > 0.9)
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


def seen(words: str, role: TextRole, ink: str, picture: NDArray[np.uint8]) -> tuple[float, NDArray[np.float64]]:
    """The relative luminance of the letters and of what is close around them, as it is painted over ``picture``."""
    clip = replace(text(words, Place.BOTTOM, 0.08, role), color=ink)
    drawn = draw(clip, SMALL)
    assert drawn is not None
    target = from_rgb(picture)
    prints = Prints([TextBox(clip, 0, 30, 0)], SMALL)
    prints.stamp(TextShow(0, 1.0), target)
    y = (target.y[drawn.y : drawn.y + drawn.letters.shape[0], drawn.x : drawn.x + drawn.letters.shape[1]] - 16.0) / 219
    rows, columns = y.shape
    ink_there = drawn.letters[:rows, :columns] > 0.02
    near = dilated(dilated(ink_there)) & ~dilated(ink_there) & (drawn.under[:rows, :columns] > 0)
    linear = np.where(y <= 0.04045, y / 12.92, ((np.maximum(y, 0) + 0.055) / 1.055) ** 2.4)
    return float(np.median(linear[drawn.letters[:rows, :columns] > 0.98])), linear[near]


def dilated(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    grown = np.pad(mask, 1)
    return np.asarray(grown[:-2, 1:-1] | grown[2:, 1:-1] | grown[1:-1, :-2] | grown[1:-1, 2:] | mask)


def contrasts(words: str, role: TextRole, ink: str, picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The contrast (WCAG 2.2) of the letters with each pixel close to them."""
    own, around = seen(words, role, ink, picture)
    return (np.maximum(own, around) + 0.05) / (np.minimum(own, around) + 0.05)


def grounds() -> list[NDArray[np.uint8]]:
    flat = [np.full((360, 640, 3), shade, np.uint8) for shade in (255, 0, 128)]
    busy = np.random.default_rng(3).integers(0, 2, (90, 160, 1), np.uint8) * 255
    return [*flat, busy.repeat(4, 0).repeat(4, 1).repeat(3, 2)]


@pytest.mark.parametrize("ink", ["#ffffff", "#000000", "#ffd54a"])
@pytest.mark.parametrize("role", [TextRole.CAPTION, TextRole.LOWER_THIRD])
def test_what_stands_on_a_plate_has_the_contrast_that_reading_takes_on_any_picture(ink: str, role: TextRole) -> None:
    """WCAG 2.2, 1.4.3: 4.5."""
    for picture in grounds():
        assert np.percentile(contrasts("Reading", role, ink, picture), 5) >= 4.5


@pytest.mark.parametrize("ink", ["#ffffff", "#000000"])
def test_a_title_is_told_from_a_picture_of_its_own_colour(ink: str) -> None:
    """Large letters need 3 (WCAG 2.2, 1.4.3)."""
    for picture in grounds():
        assert np.median(contrasts("Reading", TextRole.TITLE, ink, picture)) >= 3


@pytest.mark.parametrize("ink", ["#ff2020", "#808080", "#2030ff", "#00a040", "#ffffff", "#000000"])
def test_a_plate_is_dense_enough_for_letters_of_any_colour(ink: str) -> None:
    color = tuple(bytes.fromhex(ink[1:]))
    own = luminance((color[0], color[1], color[2]))
    dark = stands_on_dark((color[0], color[1], color[2]))
    left = round((1 - density((color[0], color[1], color[2]))) * 255)
    behind = luminance((left,) * 3 if dark else (255 - left,) * 3)
    assert (max(own, behind) + 0.05) / (min(own, behind) + 0.05) >= 4.5
