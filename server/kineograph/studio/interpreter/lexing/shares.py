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


_PARTS = ("", "", "half", "third", "quarter", "fifth", "sixth", "", "eighth", "", "tenth")


def _part_en(match: re.Match[str]) -> Value:
    return Value("percent", "", match.end(), 1 / _PARTS.index(match["part"]))


def _of_now(match: re.Match[str]) -> Value:
    """原来的70%, 现在的两倍, 原来的三分之二: so many times what it is now."""
    if match["times"]:
        amount = chinese_number(match["times"])
    elif match["below"]:
        amount = chinese_number(match["part"]) / (chinese_number(match["below"]) or 1)
    elif match["tenths"]:
        amount = chinese_number(match["tenths"]) / 10
    else:
        amount = chinese_number(match["percent"] or match["hundredths"]) / 100
    return Value("multiple", "of", match.end(), round(amount, 4))


_OF_NOW = r"(?:(?:原来|原先|原本|之前)的? ?|(?<=[到成为是至])(?:现在|目前|当前)的 ?)"

SHARES: tuple[tuple[str, Build], ...] = (
    (rf"(?P<n>{NUMBER}) ?(?:%|percent|per cent)", _percent_en),
    (
        (
            rf"{_OF_NOW}(?:(?P<times>{HANZI}) ?倍(?!速)|(?P<percent>\d+(?:\.\d+)?) ?%|百分之 ?(?P<hundredths>{HANZI})"
            rf"|(?P<tenths>[一二三四五六七八九])成(?![为功员立长果品都])|(?P<below>[二三四五六七八九十\d]+)分之(?P<part>{HANZI}))"
        ),
        _of_now,
    ),
    (rf"百分之 ?(?P<n>{HANZI})", _percent_zh),
    (r"(?P<n>[一二三四五六七八九两])成(?P<more>[一二三四五六七八九半])?(?![为功员立长果品都])", _tenths),
    (rf"(?P<below>[二三四五六七八九十\d]+)分之(?P<n>{HANZI})", _fraction_zh),
    (
        (
            r"(?:(?<=by )|(?<=at )|(?<=to )|(?<=about ))(?:a|one)[ -]"
            r"(?P<part>third|quarter|fifth|sixth|eighth|tenth)(?![a-z])"
            r"(?: of (?:the |its )?(?:full |original |max )?(?:volume|loudness|level))?"
            rf"(?! ?-?(?:{PICTURE_EN}|{UNIT}{END}|one|of)(?![a-z]))"
        ),
        _part_en,
    ),
    (rf"(?P<n>{NUMBER}) (?:percentage |per ?cent )?(?:points|pts)(?![a-z])", _percent_en),
)
