"""Chinese words for how letters look, set right before the sentence is parted: their size, their colour, which of them
are meant by being small or large. Stretch by stretch (what stands between two stops).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.lexing.vocabulary import vocabulary
from kineograph.studio.interpreter.mending.heard_zh import LAID, SEEN, as_kind, speaks_of
from kineograph.studio.interpreter.mending.steps import Step, when

_SHORT = 2
_INTO = ("到", "成", "至", "为", "到全", "成全")
_POINTS = re.compile(r"\d{2,3}号")
_GROWN = {"big": "bigger", "huge": "bigger", "small": "smaller", "tiny": "smaller"}
_DOUBLED = {"大大": "big", "小小": "small"}
_HUES = {
    "红": "#e53935", "黄": "#fdd835", "金": "#ffc107", "橙": "#fb8c00", "绿": "#43a047", "蓝": "#1e88e5",
    "紫": "#8e24aa", "粉": "#ec407a", "灰": "#9e9e9e", "白": "#ffffff", "黑": "#000000",
}  # fmt: skip


@when("ordinal", "size", "大", "小")
def _with_letters(part: list[Token]) -> list[Token]:
    """ "只改小字", "大字保留": the small and the large letters that are there; "字体大", "2倍字号"."""
    if any(token.kind == "quote" for token in part):
        return part
    done = any(token.is_a("verb", "change", "remove", "keep", "edit", "make", "move", "touch") for token in part)
    done = done or any(token.kind in ("relative", "neg") or token.text in ("再", "更") for token in part)
    for index, token in enumerate(part):
        if token.kind == "ordinal" and _POINTS.fullmatch(token.text) and _is_of_letters(part, index):
            part[index] = replace(token, kind="points", value="", amount=float(token.text[:-1]), places=())
        if token.kind == "size" and token.text in ("小字", "大字") and done and not speaks_of(part, *LAID):
            part[index] = as_kind(token, "noun", "caption" if token.text == "小字" else "title")
        ends = index + 1 == len(part) or part[index + 1].kind in ("function", "break")
        before = part[index - 1] if index else None
        lettered = before is not None and (
            before.is_a("noun", *LAID, "letter_size") or before.text in ("再", "更", "要", "弄", "得", "别太")
        )
        if token.text in ("大", "小") and token.kind == "unknown" and ends and lettered and speaks_of(part, *LAID):
            part[index] = as_kind(token, "relative", "bigger" if token.text == "大" else "smaller")
    return part


def _is_of_letters(part: Sequence[Token], index: int) -> bool:
    """ "标题48号", "用36号字"."""
    following = part[index + 1] if index + 1 < len(part) else None
    lettered = following is not None and following.is_a("noun", "text", "letter_size")
    if following is not None and following.text in ("左右", "大小", "上下") and len(part) == _SHORT:
        return True
    return lettered or (speaks_of(part, *LAID, "letter_size") and not speaks_of(part, *SEEN))


def _hue(part: Sequence[Token], token: Token) -> str:
    """The colour that a word names, or one in quotes where a colour is spoken of: "颜色改成“红”"."""
    if token.kind != "quote" or token.text == token.value:
        return _HUES.get(token.text, "") if token.kind in ("unknown", "content", "quote") else ""
    kind, value = vocabulary("zh").surfaces.get(token.value, ("", ""))
    quoted = value if kind == "color" else _HUES.get(token.value, "")
    return quoted if speaks_of(part, "color") else ""


@when("color", *LAID)
def _with_hues(part: list[Token]) -> list[Token]:
    """ "标题改成红", "字换成金的": a colour of one character, behind what makes it so."""
    if not speaks_of(part, *LAID, "color") or speaks_of(part, *SEEN):
        return part
    for index, token in enumerate(part[:-2]):
        named = token.kind in ("unknown", "color") and part[index + 1].text in "(（" and part[index + 2].kind == "hex"
        if named and token.text[-1] in _HUES:
            part[index] = as_kind(token, "function")
    for index, token in enumerate(part[1:], 1):
        before, ends = part[index - 1], index + 1 == len(part) or part[index + 1].kind in ("function", "polite")
        led = before.is_a("verb", "change", "turn", "use", "make") or before.text in _INTO
        if led and ends and (hue := _hue(part, token)):
            part[index] = as_kind(token, "color", hue)
    return part


@when("size", *_DOUBLED, "画面", "屏幕", "几")
def _with_sizes(part: list[Token]) -> list[Token]:
    """ "一个大大的标题", "title big 一点", "画面四分之一大"."""
    for index, token in enumerate(part[1:], 1):
        if token.is_a("degree", "bit") and part[index - 1].is_a("size", *_GROWN) and index + 1 == len(part):
            part[index - 1] = as_kind(part[index - 1], "relative", _GROWN[part[index - 1].value])
    for index, token in enumerate(part[:-2]):
        ahead = [other for other in part[index + 2 : index + 5] if other.kind not in ("color", "function")]
        laid = bool(ahead) and (ahead[0].is_a("noun", *LAID) or ahead[0].kind == "quote")
        if token.text in _DOUBLED and part[index + 1].text == "的" and laid:
            part[index] = as_kind(token, "size", _DOUBLED[token.text])
        if token.text in ("画面", "屏幕") and part[index + 1].kind == "percent" and not index:
            part[index] = as_kind(token, "extent")
            if part[index + 2].text in ("大", "宽", "大小", "那么大", "的大小"):
                part[index + 2] = as_kind(part[index + 2], "function")
        counted = token.text == "几" and part[index + 1].text in ("个", "行", "句", "排")
        if counted and part[index + 2].kind == "size":
            part[index], part[index + 1] = as_kind(token, "function"), as_kind(part[index + 1], "function")
    return part


STEPS: tuple[Step, ...] = (_with_sizes, _with_letters, _with_hues)
