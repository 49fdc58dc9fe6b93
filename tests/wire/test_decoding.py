"""What comes from the other side can be written and shown."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kineograph.wire.decoding import decode_json, plain


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("\x1b[31;1mred\x1b[0m", "red"),
        ("a\x1b]0;title\x07b\x1b]8;;http://x\x1b\\c", "abc"),
        ("a\x1b]never ends", "a"),
        ("a\x1bPq#0\x1b\\b\x1bMc\x1b(Bd\x1b", "abcd"),
        ("nul\x00 bell\x07 c1\x9b31m del\x7f", "nul bell c131m del"),
        ("two\nlines\ttab\x0b\x0c\r\x85\u2028", "two\nlines\ttab\x0b\x0c\r\x85\u2028"),
        ("夏日 🎬 é", "夏日 🎬 é"),
    ],
)
def test_a_text_steers_no_terminal(sent: str, kept: str) -> None:
    assert plain(sent) == kept


@given(st.text())
def test_plain_words_stay_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert "\x1b" not in plain(text)


ANY = st.text(st.characters())
NESTED = st.recursive(st.none() | st.integers() | ANY, lambda inner: st.lists(inner) | st.dictionaries(ANY, inner))


@given(NESTED)
def test_whatever_is_read_can_be_written(value: object) -> None:
    found = decode_json(json.dumps(value))
    assert json.dumps(found, ensure_ascii=False).encode()
    if "\\ud" not in json.dumps(value):
        assert found == value


def test_half_a_surrogate_pair_is_replaced_and_a_whole_one_kept() -> None:
    assert decode_json('["\\ud800", "\\ud83c\\udfac", "C:\\\\ud800", {"\\uDFFF": 1}]') == [
        "?",
        "🎬",
        "C:\\ud800",
        {"?": 1},
    ]


def test_raw_control_characters_are_read() -> None:
    assert decode_json('"a\x00\tb"') == "a\x00\tb"
