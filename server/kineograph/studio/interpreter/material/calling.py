"""Texts of the video called by their words: "把 by the sea 的颜色换成黄色", “Summer”放大, "change the word Summer to
Winter", "Summer should be yellow".

Where what stands before and behind says that a thing is spoken of; in English only as they are written. The words
become one token, a noun that carries the number of the text, before anything else is read. Knows no grammar beyond its
neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.normalise import Normal, fold
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.lexing.vocabulary import vocabulary

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
_KIND_EN = r"(?:words?|text|title|caption|headline|heading|header|label|line|lettering|phrase|subtitle|watermark)"
_BEFORE_EN = re.compile(
    r"(?:^|[\n,.;:!?(]|\b(?:and|then|but|except|except for|apart from|besides|only|also|now|please|both|from|remove|"
    r"delete|drop|kill|lose|erase|scrap|cut|ditch|bin|hide|clear|wipe|move|shift|push|keep|leave|make|turn|change|"
    r"replace|swap|rename|exchange|edit|recolou?r|colou?r|enlarge|shrink|let|have|rid of|take|nudge|need|want|touch|"
    r"show|put|place|bring|send|set|bump|pull|is|was|does|says|reads)\b|"
    rf"\b(?:the|that|this) {_KIND_EN}(?: (?:saying|reading|(?:that|which) says))?)"
    rf"(?: (?:the|that|this))?(?: {_KIND_EN})?[ ]*$"
)
_COLORS = "|".join(
    sorted({surface.split(" ")[0] for surface, (kind, _) in vocabulary("en").surfaces.items() if kind == "color"})
)
_BEHIND_EN = re.compile(
    rf"[ ]*(?:$|[\n,.;!?)]|->|=>|→|(?:should|shall|must|can|could|may|needs?|has|ought|is|isn't|looks?|goes|stays?|to|"
    r"with|by|for|into|in|on|at|out|off|away|up|down|a|an|bigger|smaller|larger|higher|lower|longer|shorter|until|from|"
    rf"instead|too|and|as|{_COLORS}|bottom|top|there|please|pls|thanks|"
    rf"disappears?|appears?|fade|fades|slide|twice|half|{_KIND_EN})\b)"
)
_LINKS_EN = ("to", "with", "by", "for", "into", "->", "=>", "→")
_CHANGING_EN = re.compile(r"\b(?:change|replace|swap|rename|exchange|switch|turn|edit|correct|rewrite|make|reword)\b")
_NO_WORDS = frozenset(
    {"place", "edge", "side", "color", "hex", "size", "relative", "duration", "clock", "percent", "ground", "opacity",
     "entrance", "multiple", "window", "fade", "quote", "aloft", "mark", "noun", "lettering", "ordinal", "name"}
)  # fmt: skip
_ENDING = re.compile(r"[ ]*(?:$|[\n,，。;；!！吧了]|这|那)")


def spans(normal: Normal, texts: Sequence[str]) -> Mapping[int, Token]:
    """The words of the texts that stand without quotes in a Chinese instruction, as tokens by start."""
    found = _english(normal, texts)
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


def _english(normal: Normal, texts: Sequence[str]) -> dict[int, Token]:
    """The words of the texts in an English instruction, where they are written as they stand in the video."""
    found: dict[int, Token] = {}
    known = vocabulary("en").surfaces
    for number, text in reversed([*enumerate(texts, 1)]):
        plain = len(text) >= _SHORTEST and (text[0].isupper() or " " in text) and known.get(text, ("",))[0] != "noun"
        for match in re.finditer(rf"(?<!\w){re.escape(text)}(?!\w)", normal.original) if plain else ():
            start, end = match.span()
            before, behind = normal.folded[:start], normal.folded[end:]
            quoted = any(quote.start <= start < quote.end for quote in normal.quotes)
            if not quoted and _BEFORE_EN.search(before) and _BEHIND_EN.match(behind):
                found[start] = _token(normal.original, start, end, number)
    return found


def renamed(tokens: Sequence[Token], original: str) -> tuple[Token, ...]:
    """The tokens with the new words of a text made a quote: "change Summer to Winter", "Summer -> SUMMER 2025"."""
    found: list[Token] = []
    index = 0
    while index < len(tokens):
        end = _new_words(tokens, index)
        found.append(tokens[index])
        if end:
            first = index + 1 + len(_link(tokens, index))
            words = original[tokens[first].start : tokens[end - 1].end]
            found.append(replace(tokens[index + 1], kind="verb", value="change", end=tokens[first - 1].end))
            found.append(Token("quote", words, tokens[first].start, tokens[end - 1].end, words))
            index = end
        else:
            index += 1
    return tuple(found)


def _link(tokens: Sequence[Token], index: int) -> list[Token]:
    """What joins a text to its new words: "to", "with", "->"."""
    ahead = [*tokens[index + 1 : index + 3]]
    arrow = "".join(token.text for token in ahead)
    if arrow in _LINKS_EN:
        return ahead
    return ahead[:1] if ahead and ahead[0].text.lower() in _LINKS_EN else []


def _new_words(tokens: Sequence[Token], index: int) -> int:
    """Where the new words of the text at ``index`` end; 0 where there are none."""
    link = _link(tokens, index) if is_called(tokens[index]) else []
    first = index + 1 + len(link)
    before = [*takewhile(lambda token: token.kind != "break", reversed(tokens[:index]))]
    said = " ".join(token.text.lower() for token in reversed(before))
    arrow = bool(link) and not link[0].text.isalpha()
    if not link or first >= len(tokens) or is_han(tokens[first].text[0]):
        return 0
    if not arrow and not _CHANGING_EN.search(said):
        return 0
    ahead = [*takewhile(lambda token: token.kind != "break", tokens[first:])]
    joint = next((i for i, token in enumerate(ahead) if token.is_a("conj") and _acts(ahead[i + 1 :])), len(ahead))
    ahead = ahead[:joint]
    while ahead and ahead[-1].kind == "polite":
        ahead.pop()
    if not ahead or any(token.kind in _NO_WORDS for token in ahead) or ahead[0].kind == "verb":
        return 0
    strange = any(token.kind in ("unknown", "content", "descriptor") or token.text[0].isupper() for token in ahead)
    return first + len(ahead) if strange or ahead[0].text.isdigit() else 0


def _acts(rest: Sequence[Token]) -> bool:
    """ "… and make it red": something else is asked for."""
    first = next((token for token in rest if token.kind not in ("function", "polite", "det")), None)
    return first is not None and (first.kind in ("verb", "neg", "motion", "fade") or first.kind == "noun")


def _is_subject(tokens: Sequence[Token], index: int, normal: Normal) -> bool:
    """Nothing is put there in the clause so far, and what follows is said of the words."""
    token = tokens[index]
    english = not any(is_han(other.text[0]) for other in tokens if other.kind != "quote")
    if english:
        before, behind = normal.folded[: token.start], normal.folded[token.end :]
        put = not before.rstrip().endswith("where it says") and any(
            other.is_a("verb", "add", "show", "create") or other.kind == "says"
            for other in takewhile(lambda other: other.kind != "break", reversed(tokens[:index]))
        )
        alone = index == len(tokens) - 1 and (not index or tokens[index - 1].kind == "break")
        return not put and not alone and bool(_BEFORE_EN.search(before) and _BEHIND_EN.match(behind))
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
