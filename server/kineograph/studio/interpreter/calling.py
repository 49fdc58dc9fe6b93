"""Texts of the video called by their words: "把 by the sea 的颜色换成黄色", “Summer”放大.

In Chinese only, where what stands before and behind says that a thing is spoken of. The words become one token, a noun
that carries the number of the text, before anything else is read. Knows no grammar beyond its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexer import is_han
from kineograph.studio.interpreter.normalise import Normal, fold
from kineograph.studio.interpreter.tokens import Token
from kineograph.studio.interpreter.vocabulary import vocabulary

_PLACES = ("处", "条", "行", "句", "段", "个", "排", "种", "组")
_SHORTEST = 2
_NEAR = 8
_BEFORE = re.compile(
    r"(?:^|[\n,，。;；:：、!！?？]|把|将|让|给|使|和|跟|与|以及|那个|写着|标题|字幕|文字|水印|请|帮我|"
    r"只|的是|再|先|然后|还有|里的?|里面的?|中的?|上的)[ ]*$"
)
_BEHIND = re.compile(
    r"[ ]*(?:的?(?:那|这)|的(?!照|图|片|视频|风格|感觉|音乐)|改|换|变|放|移|挪|摆|调|删|去掉|去除|移除|拿掉|撤|"
    r"不要|不用|晚|早|提前|"
    r"推迟|延|缩|多停|多留|少|再|更|大[一点些]|小[一点些]|太|有点|应该|要|也|都|全部|设|弄|居中|靠|往|向|前面|后面|末尾|"
    r"开头|结尾|淡|渐|显示|出现|消失|一直|全程|从|到|停|加|用[^这上来]|只|不够|颜色|字|位置|大小|透明|半透明|标题|水印|和|跟|与|"
    r"，不|留|保留)"
)
_PUTTING = ("add", "show", "create", "use", "startwith", "change", "turn", "endwith")
_REMOVING = re.compile(r"(?:删除|删掉|去掉|去除|移除|拿掉|撤掉|不要)[ ]*$")
_ENDING = re.compile(r"[ ]*(?:$|[\n,，。;；!！吧了]|这|那)")


def spans(normal: Normal, texts: Sequence[str]) -> Mapping[int, Token]:
    """The words of the texts that stand without quotes in a Chinese instruction, as tokens by start."""
    found: dict[int, Token] = {}
    for number, text in _callable(texts):
        words = "".join(fold(char) for char in text)
        start = normal.folded.find(words)
        while start >= 0:
            end = start + len(words)
            if _is_meant(normal, start, end) and not any(q.start <= start < q.end for q in normal.quotes):
                found[start] = _token(normal.original, start, end, number)
                break
            start = normal.folded.find(words, end)
    return _apart(found)


def gather(tokens: Sequence[Token], normal: Normal, texts: Sequence[str]) -> tuple[Token, ...]:
    """The tokens with quoted words of the texts made nouns, where it is they that something is said of."""
    tokens = _counted(tokens, len(texts))
    numbers = {words.casefold(): number for number, words in reversed([*enumerate(texts, 1)])}
    if not numbers:
        return tuple(tokens)
    return tuple(
        _token(normal.original, token.start, token.end, numbers[token.value.casefold()])
        if token.kind == "quote" and token.value.casefold() in numbers and _is_subject(tokens, index, normal)
        else token
        for index, token in enumerate(tokens)
    )


def _counted(tokens: Sequence[Token], there: int) -> list[Token]:
    """ "两处文字": all of them, where there are so many."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        if token.kind not in ("number", "count") or there < _SHORTEST or token.amount != there:
            continue
        place = index + 1
        if tokens[place].text in _PLACES and place + 1 < len(tokens):
            place += 1
        if tokens[place].is_a("noun", "text") and not tokens[place].places:
            found[index] = replace(token, kind="quant", value="all")
            for at in range(index + 1, place):
                found[at] = replace(tokens[at], kind="function", value="function")
    return found


def is_called(token: Token) -> bool:
    """Whether the token is a text of the video that is called by its words."""
    return token.is_a("noun", "text") and bool(token.places)


def _token(original: str, start: int, end: int, number: int) -> Token:
    return Token("noun", "text", start, end, original[start:end], places=(number,))


def _callable(texts: Sequence[str]) -> list[tuple[int, str]]:
    """Texts with their numbers, the longest first; not those that are words of ours ("字幕")."""
    surfaces = vocabulary("zh").surfaces
    known = ("descriptor", "unknown", "audience")
    plain = [
        (number, text)
        for number, text in enumerate(texts, 1)
        if len(text) >= _SHORTEST and surfaces.get(text.lower(), known)[0] in known
    ]
    return sorted(plain, key=lambda pair: -len(pair[1]))


def _is_meant(normal: Normal, start: int, end: int) -> bool:
    folded = normal.folded
    behind, before = folded[end : end + _NEAR], folded[max(0, start - _NEAR) : start]
    if _REMOVING.search(before) and _ENDING.match(behind):
        return True
    if not any(is_han(char) for char in behind.lstrip()[:1]):
        return False
    return bool(_BEFORE.search(before) and _BEHIND.match(behind))


def _is_subject(tokens: Sequence[Token], index: int, normal: Normal) -> bool:
    """Nothing is put there in the clause so far, and what follows is said of the words."""
    token = tokens[index]
    for other in reversed(tokens[:index]):
        if other.kind == "break":
            break
        if other.text == "给":
            continue
        if other.is_a("verb", *_PUTTING):
            return False
        if other.kind in ("ordinal", "name", "neg", "quote", "edge", "duration", "window") or other.is_a("prep"):
            return False
    return bool(_BEHIND.match(normal.folded[token.end : token.end + _NEAR]))


def _apart(found: Mapping[int, Token]) -> dict[int, Token]:
    kept: dict[int, Token] = {}
    end = 0
    for start in sorted(found):
        if start >= end:
            kept[start], end = found[start], found[start].end
    return kept
