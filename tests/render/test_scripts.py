"""Any script: letters kept whole, lines in reading order, everything inside the frame, and what is missing is told."""

from __future__ import annotations

import random
from importlib.util import find_spec

import pytest

from kineograph.studio.render.plan.clusters import clusters
from kineograph.studio.render.plan.dress import SAFE
from kineograph.studio.render.text.bidi import runs_left, visual_runs
from kineograph.studio.render.text.fonts import chain, runs, undrawable
from kineograph.studio.render.text.lettering import set_text
from kineograph.studio.render.text.linebreaks import pieces
from kineograph.studio.render.text.rolls import set_roll
from kineograph.studio.render.text.shaping import stood
from kineograph.studio.render.text.typesetting import set_block
from kineograph.timeline.clips import Canvas, TextClip
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import ClipId, Ground, Place, TextRole

SCRIPTS = {
    "latin": "abcdefghijklmnopqrstuvwxyzÀÉÎÕÜßŁźABCDEFG0123456789.,!?’-" + " " * 12,
    "cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГ" + " " * 8,
    "greek": "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώΑΒΓ" + " " * 8,
    "chinese": "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动，。！（）",
    "japanese": "あいうえおかきくけこさしすせそアイウエオカキクケコ日本語夏思出海山川、。「」ー",
    "korean": "가나다라마바사아자차카타파하한국어여름추억사랑" + " " * 6,
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإئىة\u064b\u064c\u064e\u064f\u0650\u0651abc12" + " " * 9,
    "hebrew": "אבגדהוזחטיכלמנסעפצקרשתםןץףxy3" + " " * 8,
    "devanagari": "अआइईउऊकखगघचजटडणतदनपबमयरलवशसह" + "ािीुूेैोौ्ंः" * 2 + " " * 8,
    "thai": "กขคงจชซญดตถทธนบปผพฟภมยรลวศสหอฮะาิีึืุูเแโใไ่้์ัำ" + " " * 3,
}
EMOJI = ("😀", "👨‍👩‍👧", "🇩🇪", "👍🏽", "❤️", "1️⃣", " ", "ab")
SHAPES = ((320, 180), (180, 320), (240, 240), (480, 200))


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("e\u0301x", ["e\u0301", "x"]),
        ("👨‍👩‍👧🇩🇪🇫🇷👍🏽❤️1️⃣", ["👨‍👩‍👧", "🇩🇪", "🇫🇷", "👍🏽", "❤️", "1️⃣"]),
        ("क्षि नमस्ते", ["क्षि", " ", "न", "म", "स्ते"]),
        ("น้ำดี", ["น้ำ", "ดี"]),
        ("\u1112\u1161\u11ab글", ["\u1112\u1161\u11ab", "글"]),
        ("می\u200cخواهم", ["م", "ی\u200c", "خ", "و", "ا", "ه", "م"]),
    ],
)
def test_what_is_read_as_one_letter_is_never_cut(text: str, letters: list[str]) -> None:
    assert clusters(text) == letters


def test_a_pile_of_marks_is_cut_to_what_a_line_can_hold() -> None:
    assert clusters("a" + "\u0301" * 50) == ["a" + "\u0301" * 4]


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("abc אבג xyz", ["abc ", "אבג<", " xyz"]),
        ("אבג abc דהו", [" דהו<", "abc", "אבג <"]),
        ("مرحبا (Hello) 2024", ["2024", ") <", "Hello", "مرحبا (<"]),
        ("אבג (abc דהו) xyz", ["xyz", " דהו) <", "abc", "אבג (<"]),
        ("abc (אבג) 12", ["abc (", "אבג<", ") ", "12"]),
        ("מחיר: 50% היום", [" היום<", "50%", "מחיר: <"]),
        ("שלום! 12-34", ["12-34", "שלום! <"]),
        ("Hello العالم 2024, ok", ["Hello ", "2024", "العالم <", ", ok"]),
    ],
)
def test_mixed_lines_stand_in_the_order_in_which_they_are_read(line: str, seen: list[str]) -> None:
    found = visual_runs(line, runs_left(line))
    shown = [line[run.start : run.end] + "<" * run.leftward for run in found]
    assert shown == seen


def test_thai_breaks_at_syllables_and_never_before_a_vowel_that_follows() -> None:
    parts = [piece.text for piece in pieces("ภาษาไทยเขียนติดกันไม่มีช่องว่างระหว่างคำ")]
    assert {"ไทย", "กัน", "ไม่", "มี"} <= set(parts)
    assert all(part[0] not in "ะาำิีึืุู่้์ั" and part[-1] not in "เแโใไ" for part in parts)


def test_arabic_is_joined_and_turned_where_nothing_shapes_it() -> None:
    assert stood("سلام", leftward=True) == "\ufee1\ufefc\ufeb3"
    assert stood("(אב)", leftward=True) == "(בא)"
    assert stood("س\u064eلام", leftward=True) == stood("سلام", leftward=True)
    assert stood("abc", leftward=False) == "abc"
    assert stood("क्षिक", leftward=False) == "िक्षक"


def test_a_letter_and_its_marks_come_from_one_font() -> None:
    for text in ("夏e\u0301日", "ab नमस्ते क्षि", "x\u0323\u0302 y"):
        for _, part in runs(text, chain(text)):
            assert clusters(part)[0][0] == part[0]
        assert sum(len(clusters(part)) for _, part in runs(text, chain(text))) == len(clusters(text))


def test_what_cannot_be_drawn_can_be_told_beforehand() -> None:
    assert undrawable("Hello, Мир, 夏 नमस्ते\n\tمرحبا") == ()
    assert undrawable("A\U0010fffdB\U000120a3C\U000120a3") == ("\U000120a3",)


@pytest.mark.skipif(find_spec("manimgx_fonts") is not None, reason="a font for emoji is installed")
def test_emoji_are_told_as_missing_where_no_font_has_them() -> None:
    assert undrawable("Fun 😀 👍🏽!") == ("😀", "👍🏽")


@pytest.mark.skipif(find_spec("fontpkg_noto_sans_thai") is None, reason="no font for Thai is installed")
def test_thai_is_drawn_where_its_font_is_installed() -> None:
    assert undrawable("สวัสดี น้ำ") == ()


@pytest.mark.skipif(find_spec("fontpkg_heebo") is None, reason="no font for Hebrew is installed")
def test_hebrew_is_drawn_where_its_font_is_installed() -> None:
    assert undrawable("שלום עולם") == ()


def test_what_has_no_room_ends_with_an_ellipsis() -> None:
    block = set_block("word " * 400, chain("word…"), 20, (200, 100), 0.0)
    assert block.lines[-1].text.endswith("…")
    assert block.width <= 200
    assert block.height <= 100


def random_text(dice: random.Random) -> TextClip:
    script = dice.choice([*SCRIPTS, "emoji"])
    letters = EMOJI if script == "emoji" else SCRIPTS[script]
    words = "".join(dice.choice(letters) for _ in range(dice.randint(1, 200)))
    return TextClip(
        ClipId("t"),
        Span(0, 1000),
        words if dice.random() < 0.8 else words[:5] + "\n" + words[5:],
        dice.choice(list(TextRole)),
        dice.choice(list(Place)),
        size=dice.uniform(0.02, 0.3),
        ground=dice.choice(list(Ground)),
    )


def check_inside(clip: TextClip, canvas: Canvas) -> None:
    """The ink of ``clip`` is there, and in the safe area; credits pass through it from side to side."""
    left, top = int(canvas.width * SAFE), int(canvas.height * SAFE)
    if clip.role is TextRole.CREDITS:
        roll = set_roll(clip, canvas)
        assert roll is None or roll.width <= canvas.width - 2 * left
        drawn = roll is not None
    else:
        setting = set_text(clip, canvas)
        drawn = setting is not None
        if setting is not None:
            ink = setting.ink().getbbox()
            assert ink is not None, clip.text
            x, y = setting.x - setting.pad, setting.y - setting.pad
            assert min(x + ink[0] - left, canvas.width - left - x - ink[2]) >= 0, clip
            assert min(y + ink[1] - top, canvas.height - top - y - ink[3]) >= 0, clip
    assert drawn or not set(clusters(clip.text)) - set(undrawable(clip.text)) - {" ", "\n"}


def test_texts_of_any_script_stay_in_the_safe_area() -> None:
    dice = random.Random(7)
    for _ in range(40):
        check_inside(random_text(dice), Canvas(*dice.choice(SHAPES)))


@pytest.mark.slow
def test_a_thousand_texts_of_any_script_stay_in_the_safe_area() -> None:
    dice = random.Random(20_261_121)
    for _ in range(1000):
        check_inside(random_text(dice), Canvas(*dice.choice(SHAPES)))
