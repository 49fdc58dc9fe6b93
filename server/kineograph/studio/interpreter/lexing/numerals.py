"""Numbers in words, English and Chinese. Knows no units."""

from __future__ import annotations

import re

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_CHINESE_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "俩": 2}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}
_WORDS = {word: float(value) for value, word in enumerate(ONES)} | {
    word: 20.0 + 10 * index for index, word in enumerate(TENS)
}

_THOUSANDS = re.compile(r"\d{1,3},\d{3}")

NUMBER_WORD = (
    rf"(?:(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(ONES[1:10])}))?|{'|'.join(sorted(ONES, key=len, reverse=True))})"
)


def english_number(words: str) -> float:
    """The number that digits or words spell; ``"half"`` is 0.5. The text is one that the lexer matched."""
    if "/" in words:
        return sum(_fraction(part) for part in words.split(" "))
    if words[0].isdigit() or words[0] == ".":
        return float(words.replace(",", "" if _THOUSANDS.fullmatch(words) else "."))
    fixed = {"half": 0.5, "a hundred": 100.0}
    if words in fixed or words.startswith("a couple"):
        return fixed.get(words, 2.0)
    return sum(_WORDS[part] for part in re.split(r"[ -]", words))


def _fraction(text: str) -> float:
    """ "1/2"; a whole number where there is no stroke. Nothing over zero is nothing."""
    above, _, below = text.partition("/")
    return float(above) / float(below) if below and float(below) else 0.0 if below else float(above)


def chinese_number(text: str) -> float:
    """The number that digits or Chinese numerals spell: 十二 → 12, 一百二十 → 120, 2.5 → 2.5."""
    if text[0].isdigit():
        return float(text)
    whole, _, rest = text.partition("点")
    if rest:
        return float(f"{chinese_number(whole):.0f}." + "".join(str(_CHINESE_DIGITS[char]) for char in rest))
    total, digit = 0, 0
    for char in text:
        if char in _CHINESE_UNITS:
            total += (digit or (0 if total else 1)) * _CHINESE_UNITS[char]
            digit = 0
        else:
            digit = _CHINESE_DIGITS[char]
    short = text[-2:-1] in ("百", "千")  # 一百二 is 120, 一百零二 102
    return float(total + digit * (_CHINESE_UNITS[text[-2]] // 10 if short and text[-1] not in _CHINESE_UNITS else 1))
