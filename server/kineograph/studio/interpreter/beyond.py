"""Clips that stand before or after another one, in words; and what is counted: counters, pictures, ordinals."""

from __future__ import annotations

import re

from kineograph.studio.interpreter.lengths import END, HANZI, Build
from kineograph.studio.interpreter.numerals import ORDINALS, chinese_number
from kineograph.studio.interpreter.tokens import Value

COUNTER = r"(?:张|个|幅|段|条|部|帧|页|首|支|组)"
PICTURE_ZH = r"(?:图片|照片|相片|图像|图|片段|视频|镜头|素材)"
PICTURE_EN = r"(?:photos?|pictures?|pics?|images?|slides?|clips?|shots?|scenes?|segments?|photographs?|uploads?)"
ORDINAL = rf"(?:{'|'.join(sorted(ORDINALS, key=len, reverse=True))}|\d+(?:st|nd|rd|th)|last|final)"


def place_en(word: str) -> int:
    if word in ("last", "final"):
        return -1
    if word == "middle":
        return 0
    return ORDINALS.index(word) + 1 if word in ORDINALS else int(re.sub(r"\D", "", word))


def _beyond_en(match: re.Match[str]) -> Value:
    """ "Everything after the third photo", "all photos from the second on": ``value`` says which side."""
    side = {"following": "after"}.get(match["side"], match["side"])
    return Value("beyond", side, match.end(), places=(place_en(match["n"]),))


def _beyond_zh(match: re.Match[str]) -> Value:
    side = "from" if match["from"] or "开始" in match["side"] else "after" if "后" in match["side"] else "before"
    return Value("beyond", side, match.end(), places=(int(chinese_number(match["n"])),))


BEYOND: tuple[tuple[str, Build], ...] = (
    (
        (
            rf"(?:everything|what|the ones|(?:all|every)(?: of)?(?: the)?(?: {PICTURE_EN})?|the {PICTURE_EN})"
            rf" (?:that (?:come|comes) |comes |coming )?(?P<side>after|before|from|following) (?:the )?"
            rf"(?P<n>{ORDINAL})(?: (?:{PICTURE_EN}|one))?(?: on(?:wards?)?)?{END}"
        ),
        _beyond_en,
    ),
    (
        (
            rf"(?P<from>从)?第 ?(?P<n>{HANZI}) ?{COUNTER}(?:的)?{PICTURE_ZH}?(?:以|之|往)?"
            rf"(?P<side>后面|前面|后边|前边|开始往后|开始|后|前)的(?:所有|全部|那些|几张|{PICTURE_ZH})*(?!转场|过渡|切换|位置)"
        ),
        _beyond_zh,
    ),
)
