"""Sizes in pixels, frames a second, angles, file sizes and discounts, English and Chinese. Knows no context."""

from __future__ import annotations

import re
from collections.abc import Callable

from kineograph.studio.interpreter.lexing.numerals import NUMBER_WORD, chinese_number, english_number
from kineograph.studio.interpreter.lexing.tokens import Value

_HANZI = r"(?:\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百]+)"
_TENS = r"(?:\d{2,3}|[一二三四五六七八九]?十[一二三四五六七八九]?)"
_END = r"(?![a-z0-9])"


def _pixels(match: re.Match[str]) -> Value:
    width, height = int(match["w"]), int(match["h"])
    return Value("pixels", f"{width}x{height}", match.end(), places=(width, height))


def _side(match: re.Match[str]) -> Value:
    """ "1080 px": the shorter side."""
    return Value("resolution", match["n"], match.end())


def _width(match: re.Match[str]) -> Value:
    """ "600 px wide", "height 720": one side, the other as the shape has it."""
    side = int(match["n"])
    across = match["way"] in ("wide", "width", "across", "in width")
    return Value("pixels", match["way"], match.end(), places=(side, 0) if across else (0, side))


def _rate(match: re.Match[str]) -> Value:
    return Value("fps", "", match.end(), chinese_number(match["n"]))


def _angle(match: re.Match[str]) -> Value:
    return Value("angle", "", match.end(), english_number(match["n"]))


def _angle_zh(match: re.Match[str]) -> Value:
    return Value("angle", "", match.end(), chinese_number(match["n"]))


def _size(match: re.Match[str]) -> Value:
    return Value("filesize", match[0], match.end())


def _discount_zh(match: re.Match[str]) -> Value:
    """ "音量打八折", 打七五折: so much of what it is."""
    return Value("factor", "0." + "".join(str(int(chinese_number(c))) for c in match["n"] if c != "."), match.end())


MEASURES: tuple[tuple[str, Callable[[re.Match[str]], Value]], ...] = (
    (rf"(?P<w>\d{{3,4}})(?: ?[x×*乘] ?| by )(?P<h>\d{{3,4}})(?: ?(?:px|pixels?|像素))?{_END}", _pixels),
    (rf"(?P<n>\d{{3,4}}) ?(?:px|pixels?)?[ -](?P<way>wide|across|high|tall|in width|in height){_END}", _width),
    (rf"(?P<way>width|height)(?: of| to|:| =)? ?(?P<n>\d{{3,4}})(?: ?(?:px|pixels?))?{_END}(?! ?[x×*])", _width),
    (rf"(?P<n>\d{{3,4}}) ?(?:px|pixels?|p)? (?:on|for|at) the short(?:er)? side{_END}", _side),
    (rf"(?P<n>480|720|1080|1440|2160) ?(?:px|pixels?){_END}", _side),
    (rf"(?P<n>\d{{1,3}})[ -]?(?:fps|frames?(?: per | a |/ ?)(?:second|sec|s)){_END}", _rate),
    (rf"(?P<n>{_TENS}) ?帧(?:每秒|/秒|率)?", _rate),
    (rf"[每一]秒(?:钟)? ?(?P<n>{_HANZI}) ?帧", _rate),
    (rf"(?P<n>\d+(?:\.\d+)?|{NUMBER_WORD})[ -]?(?:degrees?|deg|°){_END}", _angle),
    (rf"转? ?(?P<n>{_HANZI}) ?度", _angle_zh),
    (r"打(?P<n>[1-9一二三四五六七八九](?:\.?[1-9一二三四五六七八九])?)折", _discount_zh),
    (rf"\d+(?:\.\d+)? ?(?:[mgk]b(?:ps)?|mbits?|megs?|megabytes?|gigabytes?|兆){_END}|\d{{3,5}}k{_END}", _size),
)
"""Each a pattern and what it reads, in order of precedence."""
