"""Several texts in one breath: subtitles pasted as SRT text, and lists ("caption each photo: Beach, Dinner, Sunset").

They become one token before clauses are cut, so that their commas and line ends part nothing. ``srt``: a token of
SubRip text; ``lines``: its value holds a line each. Knows no grammar beyond the words before the list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.normalise import Normal
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.material import trailing

TEXTS = ("title", "text", "caption", "lower_third", "credits", "watermark")
MOST_LINES = 200
_WRITING = ("写", "打", "配", "题")
_CUE = re.compile(
    r"(?:(?<!\S)\d{1,4}\s*)?(?<!\S)(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-{1,3}>\s*(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
)
_TIMES = re.compile(r"\S+\s*-{1,3}>\s*\S+$")
_ITEMS = re.compile(r"\s*[,，、;；/|]\s*")
_ANOTHER = re.compile(
    r"[；;\n，,][ \t]*[*•·\-–]?[ \t]*(?:时长|比例|画幅|尺寸|音乐|配乐|背景音乐|标题|片头|片尾|结尾|开头|转场|"
    r"图片|照片|每张|运镜|镜头|调色|滤镜|格式|导出|分辨率|帧率|水印|旁白|位置|颜色|字号)[ \t]*[：:]"
)
"""Where the next entry of a list of settings begins, which is no line of the captions."""
_NUMBERING = re.compile(
    r"^\s*(?:\d{1,3}\s*[.)、:：]|[-*•]|第[一二三四五六七八九十\d]+(?:句|行|条)(?:字幕|话)?\s*(?:是|写|[:：])?)\s*"
)
_SENTENCE = re.compile(r"[.。!！?？](?=\s|$)|(?<=[一-鿿])[。！？]")
_MARKS = "\"'“”‘’「」『』《》 "
_COLON = ":："
_LINES = ("句", "句话", "行", "条", "句字幕", "条字幕", "行字幕", "句文字", "段")
_BETWEEN = frozenset({"break", "mark", "conj"})
_EACH_ZH = ("依次", "分别", "逐张", "挨个", "各")
_SHORT = 2


def spans(normal: Normal) -> Mapping[int, Token]:
    """The subtitles pasted into a text, quotes aside, as a token by its start."""
    cues = list(_CUE.finditer(normal.original))
    if not cues or any(quote.start <= cues[0].start() < quote.end for quote in normal.quotes):
        return {}
    start, text = cues[0].start(), normal.original
    gap = re.search(r"\n[ \t]*\r?\n", text[cues[-1].end() :])
    end = cues[-1].end() + gap.start() if gap else len(text)
    return {start: Token("srt", _as_srt(text[start:end]), start, end, text[start:end])}


def _as_srt(text: str) -> str:
    """The cues with the line ends that a message may have lost on its way."""
    cues = list(_CUE.finditer(text))
    ends = [cue.start() for cue in cues[1:]] + [len(text)]
    blocks = []
    for number, (cue, end) in enumerate(zip(cues, ends, strict=True), 1):
        times = _TIMES.search(cue[0])
        blocks.append(f"{number}\n{times[0] if times else cue[0]}\n{text[cue.end() : end].strip()}\n")
    return "\n".join(blocks)


def gather(tokens: Sequence[Token], original: str) -> tuple[Token, ...]:
    """The tokens with each list of texts made into one."""
    found = _unnumbered(_joined([_subtitles(token) for token in tokens]))
    for index, token in enumerate(found):
        if token.kind == "lines":
            continue
        listed = _quoted(found, index, original) or _after_colon(found, index, original)
        if listed is not None:
            line, end = listed
            rest = [each for each in found[index:] if each.start >= end]
            return (*found[:index], line, *rest)
    return tuple(found)


def _unnumbered(tokens: list[Token]) -> list[Token]:
    """ "第一句“清晨”，第二句“渔船”": the numbers of lines, where a text was spoken of."""
    found, texts = list(tokens), False
    for index, token in enumerate(tokens[:-1]):
        texts = texts or token.is_a("noun", *TEXTS)
        following = tokens[index + 1]
        if texts and token.kind == "ordinal" and following.text in _LINES:
            found[index], found[index + 1] = replace(token, kind="mark"), replace(following, kind="mark")
            linked = index + 2 < len(tokens) and (tokens[index + 2].kind == "says" or tokens[index + 2].text in _COLON)
            linked = linked or (index + 2 < len(tokens) and tokens[index + 2].is_a("verb", "add"))
            if linked and index + 3 < len(tokens) and tokens[index + 3].kind == "quote":
                found[index + 2] = replace(tokens[index + 2], kind="mark")
    return found


def _joined(tokens: Sequence[Token]) -> list[Token]:
    """Without the line ends between the words that introduce subtitles and these."""
    found: list[Token] = []
    for token in tokens:
        while token.kind == "srt" and found and found[-1].is_a("break", "\n"):
            found.pop()
        found.append(token)
    return found


def _subtitles(token: Token) -> Token:
    if token.kind != "quote" or not _CUE.search(token.value):
        return token
    return Token("srt", _as_srt(token.value), token.start, token.end, token.text)


def _quoted(tokens: Sequence[Token], first: int, original: str) -> tuple[Token, int] | None:
    """Quotes side by side, after words that ask for several texts."""
    if tokens[first].kind != "quote" or (first and tokens[first - 1].kind == "quote"):
        return None
    quotes = [tokens[first]]
    for token in tokens[first + 1 :]:
        if token.kind == "quote":
            quotes.append(token)
        elif token.kind not in _BETWEEN or token.text in ".。\n!?！？":
            break
    before = tokens[:first]
    several = _asks_for_several(before) or _captions(before)
    if len(quotes) < _SHORT or not (several or (_writes(before) and _is_chinese_list(before))):
        return None
    return _token([quote.value for quote in quotes], quotes[0].start, quotes[-1].end, original)


def _token(lines: Sequence[str], start: int, end: int, original: str) -> tuple[Token, int]:
    flat = [" ".join(line.split()) for line in lines[:MOST_LINES]]
    return Token("lines", "\n".join(flat), start, end, original[start:end]), end


def _asks_for_several(before: Sequence[Token]) -> bool:
    """ "Captions", "a title for each photo", 每张图加字幕, in the same sentence."""
    last = max((index for index, token in enumerate(before) if token.text in ".。;；!！?？"), default=-1)
    said = before[last + 1 :]
    nouns = [token for token in said if token.is_a("noun", *TEXTS)]
    written = any(token.is_a("verb", "add") and token.text.startswith(_WRITING) for token in said)
    other = any(token.kind == "noun" and not token.is_a("noun", "picture", "clip") for token in said)
    noun = said.index(nouns[-1]) if nouns else 0
    start = next((at for at in range(noun, 0, -1) if said[at].kind == "break" or said[at].is_a("conj")), 0)
    if not (nouns or (written and not other)) or not _writes(said[start:]):
        return False
    plural = any(noun.text.lower().endswith("s") and noun.value != "credits" for noun in nouns)
    timed = [token for token, following in pairwise(said) if following.kind == "duration"]
    each = [token for token in said if token.is_a("quant", "each") or token.text in _EACH_ZH]
    return plural or any(token not in timed for token in each)


def _after_colon(tokens: Sequence[Token], index: int, original: str) -> tuple[Token, int] | None:
    """Words without quotes, between commas or on lines of their own, after a colon."""
    if index == 0 or tokens[index - 1].text not in _COLON or not tokens[index - 1].text:
        return None
    before = tokens[: index - 1]
    if tokens[index].kind == "ordinal" or trailing.is_dressing(tokens, index):
        return None
    several = _asks_for_several(before)
    if any(token.kind == "srt" for token in tokens) or not (several or _is_chinese_list(before)):
        return None
    start = tokens[index - 1].end
    end = _list_end(tokens, index, original, start)
    if (other := _ANOTHER.search(original, start, end)) is not None:
        end = other.start()
    if any(token.kind == "quote" for token in tokens[index:] if token.start < end):
        return None
    lines = _items(original[start:end], plain=several)
    if len(lines) < _SHORT:
        return None
    first = start + len(original[start:end]) - len(original[start:end].lstrip())
    return _token(lines, first, end, original)


def _captions(before: Sequence[Token]) -> bool:
    """ "挂字幕，白字，放在下方：“出发”“到了”": captions, by what the sentence asked for."""
    last = max((index for index, token in enumerate(before) if token.text in ".。;；!！?？"), default=-1)
    said = before[last + 1 :]
    named = any(token.is_a("noun", "caption") and is_han(token.text[0]) for token in said)
    return named and _writes(said) and not any(token.kind == "ordinal" for token in said)


def _writes(before: Sequence[Token]) -> bool:
    return not any(token.is_a("verb", "change", "remove", "swap") or token.kind == "neg" for token in before)


def _is_chinese_list(before: Sequence[Token]) -> bool:
    """字幕：一、二、三: Chinese has no plural, so that only the signs of a list tell."""
    last = before[-1] if before else None
    return last is not None and last.is_a("noun", "caption") and is_han(last.text[0])


def _list_end(tokens: Sequence[Token], index: int, original: str, start: int) -> int:
    """Where the list ends: with its sentence, or with the text where it stands on lines."""
    body = original[start:]
    if "\n" in body.strip():
        return start + len(body.rstrip())
    stop = _SENTENCE.search(body)
    end = start + stop.start() if stop else len(original)
    inside = [token for token in tokens[index:] if token.start < end]
    while len(inside) > 1 and _takes_leave(inside):
        inside.pop()
    return inside[-1].end


def _takes_leave(inside: Sequence[Token]) -> bool:
    """ "… Sunset, thank you" closes the message rather than the list: it is not written like the items before it."""
    last, separator = inside[-1], inside[-2]
    if last.kind in ("break", "mark"):
        return True
    small = last.text[0].islower() and inside[0].text[0].isupper()
    apart = is_han(last.text[0]) and separator.text in ",，" and any(token.text == "、" for token in inside)
    return last.kind == "polite" and (small or apart)


def _items(body: str, *, plain: bool) -> list[str]:
    lines = [line for line in body.splitlines() if line.strip()]
    if len(lines) < _SHORT:
        lines = _ITEMS.split(body.strip().rstrip(".。"))
        if not plain and "、" not in body and ";" not in body and "；" not in body and "/" not in body:
            return []
        lines = _split_last(lines)
    found = [_NUMBERING.sub("", line).strip(_MARKS) for line in lines]
    return [line for line in found if line]


def _split_last(items: list[str]) -> list[str]:
    """ "A, B and C" is three; "Fish, Rock and Roll" is too where every part is as short."""
    last = items[-1]
    if re.match(r"(?:and|和)\s*", last) and len(items) > 1:
        return [*items[:-1], re.sub(r"^(?:and|和)\s*", "", last)]
    parts = re.split(r"\s+and\s+|和", last)
    short = all(len(item.split()) <= _SHORT for item in [*items[:-1], *parts])
    return [*items[:-1], *parts] if len(parts) == _SHORT and short and (len(items) > 1 or "和" in last) else items
