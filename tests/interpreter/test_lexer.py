"""The lexer: values in digits and words, quotes of every kind, ties; and the lexicon as data."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kineograph.studio.interpreter.lexing.lexer import lex
from kineograph.studio.interpreter.lexing.normalise import normalise
from kineograph.studio.interpreter.lexing.numerals import chinese_number, english_number
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.lexing.vocabulary import LANGUAGES, expand, vocabulary


def tokens(text: str) -> tuple[Token, ...]:
    return lex(normalise(text))


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("3s", 3000),
        ("3 seconds", 3000),
        ("2.5-second", 2500),
        ("three seconds", 3000),
        ("twenty-five seconds", 25_000),
        ("half a second", 500),
        ("one and a half seconds", 1500),
        ("two and a half minutes", 150_000),
        ("1 minute", 60_000),
        ("a minute", 60_000),
        ("1 minute 30 seconds", 90_000),
        ("500 ms", 500),
        ("3秒", 3000),
        ("三秒钟", 3000),
        ("两秒半", 2500),
        ("半秒", 500),
        ("一分半", 90_000),
        ("一分三十秒", 90_000),
        ("半分钟", 30_000),
        ("十二秒", 12_000),
        ("３秒", 3000),
        ("1500 ms", 1500),
        ("1,500 ms", 1500),
        ("1/2 second", 500),
        ("2 1/2 seconds", 2500),
        ("10sec", 10_000),
        ("two-second", 2000),
        ("2分半", 150_000),
        ("一分钟半", 90_000),
        ("500毫秒", 500),
        ("5s", 5000),
    ],
)
def test_a_duration(text: str, ms: int) -> None:
    (found,) = tokens(text)
    assert (found.kind, found.amount) == ("duration", ms)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("second", (2,)),
        ("2nd", (2,)),
        ("the last one", (-1,)),
        ("#3", (3,)),
        ("photo 4", (4,)),
        ("photos 2 and 3", (2, 3)),
        ("photos 2-4", (2, 3, 4)),
        ("first two", (1, 2)),
        ("last three", (-3, -2, -1)),
        ("second to last", (-2,)),
        ("第二张", (2,)),
        ("第12张图片", (12,)),
        ("最后一张", (-1,)),
        ("倒数第二张", (-2,)),
        ("前两张", (1, 2)),
        ("最后两张", (-2, -1)),
        ("第一和第三张", (1, 3)),
        ("图3", (3,)),
        ("中间那张", (0,)),
        ("3rd to 5th", (3, 4, 5)),
        ("second through fourth", (2, 3, 4)),
        ("second-to-last", (-2,)),
        ("photos 2-4 and 6", (2, 3, 4, 6)),
        ("第2张到第4张", (2, 3, 4)),
        ("第二到第四张", (2, 3, 4)),
        ("第2、4张", (2, 4)),
        ("头两张", (1, 2)),
        ("第十二张", (12,)),
    ],
)
def test_an_ordinal(text: str, places: tuple[int, ...]) -> None:
    found = [token for token in tokens(text) if token.kind == "ordinal"]
    assert [token.places for token in found] == [places]


@pytest.mark.parametrize(
    ("text", "kind", "amount"),
    [
        ("9:16", "ratio", 0),
        ("9比16", "ratio", 0),
        ("1:30", "clock", 90_000),
        ("0:02", "clock", 2000),
        ("00:01:15", "clock", 75_000),
        ("30%", "percent", 0.3),
        ("百分之三十", "percent", 0.3),
        ("twenty percent", "percent", 0.2),
        ("the first 3 seconds", "window", 3000),
        ("the last two seconds", "window", 2000),
        ("最后3秒", "window", 3000),
        ("第2秒", "clock", 2000),
        ("1:05:03", "clock", 3_903_000),
        ("1:21", "clock", 81_000),
        ("0:10", "clock", 10_000),
        ("16:9", "ratio", 0),
        ("4:5", "ratio", 0),
        ("the first second", "window", 1000),
        ("前三秒", "window", 3000),
        ("前3s", "window", 3000),
        ("最后半分钟", "window", 30_000),
        ("2x", "multiple", 2),
        ("1.5倍速", "multiple", 1.5),
        ("三分之一", "percent", 1 / 3),
        ("1080p", "resolution", 0),
        ("1080x1350", "pixels", 0),
        ("1080 by 1350 px", "pixels", 0),
        ("24 fps", "fps", 24),
        ("60帧", "fps", 60),
        ("每秒25帧", "fps", 25),
        ("90 degrees", "angle", 90),
        ("一百八十度", "angle", 180),
        ("10 MB", "filesize", 0),
        ("4K", "resolution", 0),
        ("#ff8800", "hex", 0),
        ("beach.JPG", "name", 0),
        ("五张", "count", 5),
    ],
)
def test_a_value_of_its_kind(text: str, kind: str, amount: float) -> None:
    found = [token for token in tokens(text) if token.kind != "det"]
    assert [(token.kind, token.amount) for token in found] == [(kind, amount)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("5-8s", 5000, 8000),
        ("3 to 5 seconds", 3000, 5000),
        ("30 seconds to 1 minute", 30_000, 60_000),
        ("0:10-0:15", 10_000, 15_000),
        ("第5秒到第8秒", 5000, 8000),
        ("5到8秒", 5000, 8000),
        ("三五秒", 3000, 5000),
    ],
)
def test_a_range_of_times(text: str, start: int, end: int) -> None:
    (found,) = tokens(text)
    assert (found.kind, found.places) == ("range", (start, end))


def test_an_ordinal_before_another_is_no_second() -> None:
    found = [token for token in tokens("the first second photo") if token.kind == "ordinal"]
    assert [token.places for token in found] == [(1,), (2,)]


@given(st.integers(1, 3599), st.sampled_from(["{0} seconds", "{0}s", "{0}秒", "{0} 秒钟", "{0}-second", "{0}000 ms"]))
@settings(max_examples=80, deadline=None)
def test_a_time_is_what_its_span_says(seconds: int, spelling: str) -> None:
    text = spelling.format(seconds)
    (found,) = tokens(f"{text} ")
    assert (found.kind, found.amount, found.text) == ("duration", seconds * 1000, text)


@given(st.integers(0, 1), st.integers(0, 59), st.integers(0, 59))
@settings(max_examples=60, deadline=None)
def test_a_clock_is_what_its_span_says(hours: int, minutes: int, seconds: int) -> None:
    text = f"{hours}:{minutes:02}:{seconds:02}"
    (found,) = tokens(text)
    assert (found.kind, found.amount) == ("clock", (hours * 3600 + minutes * 60 + seconds) * 1000)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ('"Golden Hour"', "Golden Hour"),
        ("'Golden Hour'", "Golden Hour"),
        ("“Golden Hour”", "Golden Hour"),
        ("‘Golden Hour’", "Golden Hour"),
        ("「夏日」", "夏日"),
        ("『夏日』", "夏日"),
        ("《夏日》", "夏日"),
        ("'Mum's day'", "Mum's day"),
        ("“夏日“", "夏日"),
        ("「never closed", "never closed"),
        ('"remove the 2nd photo"', "remove the 2nd photo"),
    ],
)
def test_a_quote_is_opaque(text: str, content: str) -> None:
    (found,) = tokens(text)
    assert (found.kind, found.value) == ("quote", content)


def test_an_apostrophe_opens_no_quote() -> None:
    assert not [token for token in tokens("don't change the photos' order, it's mine") if token.kind == "quote"]


def test_a_word_is_never_cut_out_of_a_longer_one() -> None:
    assert [token.kind for token in tokens("remote turntable additive")] == ["unknown"] * 3


def test_traditional_characters_read_as_simplified() -> None:
    traditional, simplified = tokens("把第二張圖片刪掉，加標題"), tokens("把第二张图片删掉，加标题")
    assert [(t.kind, t.value) for t in traditional if t.kind != "ordinal"] == [
        (t.kind, t.value) for t in simplified if t.kind != "ordinal"
    ]


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_folding_keeps_every_position(text: str) -> None:
    assert len(normalise(text).folded) == len(text)


@given(st.integers(0, 99))
def test_numerals_of_both_languages_round_trip(number: int) -> None:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    spelled = (
        digits[number] if number < 10 else ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
    )
    assert chinese_number(spelled) == number
    assert english_number(str(number)) == number


def test_a_surface_stands_in_one_place_only() -> None:
    for language in LANGUAGES:
        assert vocabulary(language).repeated == ()


def test_both_languages_offer_the_same_alternatives() -> None:
    english, chinese = (vocabulary(language).alternatives for language in LANGUAGES)
    assert english.keys() == chinese.keys()
    for language in LANGUAGES:
        categories = {value for kind, value in vocabulary(language).surfaces.values() if kind == "unsupported"}
        assert categories <= english.keys()


def test_a_pattern_expands_to_its_forms() -> None:
    assert list(expand("zoom(s|ing|) in")) == ["zooms in", "zooming in", "zoom in"]
