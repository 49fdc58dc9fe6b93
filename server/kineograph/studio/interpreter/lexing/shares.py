"""Shares of a whole, in digits and words, English and Chinese: 30 %, 三成五, by a third. Knows no context."""

from __future__ import annotations

import re

from kineograph.studio.interpreter.lexing.beyond import PICTURE_EN
from kineograph.studio.interpreter.lexing.lengths import END, HANZI, NUMBER, UNIT, Build
from kineograph.studio.interpreter.lexing.numerals import chinese_number, english_number
from kineograph.studio.interpreter.lexing.tokens import Value


def _percent_en(match: re.Match[str]) -> Value:
    return Value("percent", "", match.end(), english_number(match["n"]) / 100)


def _tenths(match: re.Match[str]) -> Value:
    """三成 is 30 %, 三成五 35 %."""
    more = match["more"]
    rest = 0.05 if more == "半" else chinese_number(more) / 100 if more else 0
    return Value("percent", "", match.end(), round(chinese_number(match["n"]) / 10 + rest, 4))


def _percent_zh(match: re.Match[str]) -> Value:
    return Value("percent", "", match.end(), chinese_number(match["n"]) / 100)


def _fraction_zh(match: re.Match[str]) -> Value:
    below = chinese_number(match["below"])
    return Value("percent", "", match.end(), chinese_number(match["n"]) / below if below else 0.0)


def _part_en(match: re.Match[str]) -> Value:
    return Value("percent", "", match.end(), 1 / 3 if match["part"] == "third" else 0.25)


SHARES: tuple[tuple[str, Build], ...] = (
    (rf"(?P<n>{NUMBER}) ?(?:%|percent|per cent)", _percent_en),
    (rf"百分之 ?(?P<n>{HANZI})", _percent_zh),
    (r"(?P<n>[一二三四五六七八九两])成(?P<more>[一二三四五六七八九半])?(?![为功员立长果品都])", _tenths),
    (rf"(?P<below>[二三四五六七八九十\d]+)分之(?P<n>{HANZI})", _fraction_zh),
    (
        (
            r"(?:(?<=by )|(?<=at )|(?<=to )|(?<=about ))(?:a|one)[ -](?P<part>third|quarter)(?![a-z])"
            r"(?: of (?:the |its )?(?:full |original |max )?(?:volume|loudness|level))?"
            rf"(?! ?-?(?:{PICTURE_EN}|{UNIT}{END}|one|of)(?![a-z]))"
        ),
        _part_en,
    ),
    (rf"(?P<n>{NUMBER}) (?:percentage |per ?cent )?(?:points|pts)(?![a-z])", _percent_en),
)
