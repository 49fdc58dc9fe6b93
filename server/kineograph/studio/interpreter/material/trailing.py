"""Words of a title that stand without quotes: "the title Golden Hour", "title: Golden Hour", 标题夏日回忆.

Where they begin and end is decided here, before clauses are cut, so that "Rock and Roll" stays one title. Nothing is
taken where the clause has quotes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.material import literal
from kineograph.studio.interpreter.material.calling import is_called
from kineograph.studio.interpreter.mending.laying import NAMING

_TEXTS = ("title", "text", "caption", "lower_third", "credits", "watermark")
_STOPS = frozenset({
    "place", "edge", "window", "duration", "clock", "break", "quote", "color", "hex", "side", "container",
    "resolution", "percent", "correction",
})  # fmt: skip
_ELSEWHERE = _STOPS | {"verb", "noun", "conj", "prep", "says", "hex", "relative", "aspect", "neg"}
_LINKS = frozenset(
    {"in", "of", "the", "and", "to", "a", "at", "for", "with", "on", "by", "&", "is", "from", "my", "our"}
)
_JOINING = frozenset({"conj", "prep"})
_SAYING_MORE = frozenset({"verb", "relative", "aloft", "shift", "entrance", "multiple"})
_ENDS = ".;!?\n"
_WRITING = ("write", "type", "print", "spell")
_PLAIN = frozenset({"unknown", "content", "contentmotion"})
_PARTICLES = ("out", "off", "up", "down")
_FIELDS = ("color", "position", "letter_size", "shape")
_COLON = ":："
_GIVEN = ("quote", "lines", "srt")
_DRESSING = frozenset({"color", "place", "relative", "size", "opacity", "entrance", "hex"})
_WITH_DRESSING = _DRESSING | {"function", "degree", "quant", "verb", "mark", "strength"}
_AS_ZH = ("作为", "当作", "当成", "当")
_STOPS_ZH = frozenset({"break", "quote", "container", "resolution", "percent", "duration", "window", "clock", "prep"})


def gather(tokens: Sequence[Token], original: str) -> tuple[Token, ...]:
    """The tokens with unquoted titles made into quotes."""
    result: list[Token] = []
    index = 0
    while index < len(tokens):
        named = tokens[index].is_a("noun", *_TEXTS) and not is_called(tokens[index])
        opens = named or _says_of_text(tokens, index)
        taken = literal.told(tokens, index, original) or literal.handle(tokens, index, original)
        if taken is None and literal.told(tokens, index + 1, original) is None:
            taken = _title_after(tokens, index) if opens else _capitals_after(tokens, index)
        if taken is not None and literal.is_label(tokens, *taken):
            taken = None
        taken = taken or _written_after(tokens, index)
        if taken is None:
            result.append(tokens[index])
            index += 1
            continue
        first, last = taken[0], literal.dictated(tokens, *taken)
        result.extend(tokens[index:first])
        start, end = tokens[first].start, tokens[last].end
        words = original[start:end]
        result.append(Token("quote", words, start, end, words))
        index = last + 1
    return tuple(result)


def _written_after(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """ "第1张图上写：删除": what is to be written, up to the next stop."""
    colon = tokens[index + 1] if index + 2 < len(tokens) else None
    writes = tokens[index].kind in ("verb", "says") and tokens[index].text.startswith(
        ("写", "上写", "题", "打字", "打一")
    )
    if colon is None or not writes or colon.text not in _COLON or tokens[index + 2].kind in (*_GIVEN, "break"):
        return None
    words = list(takewhile(lambda token: token.kind != "break" or token.text == "、", tokens[index + 2 :]))
    return (index + 2, index + 1 + len(words)) if all(token.kind not in _GIVEN for token in words) else None


def _capitals_after(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """ "Write Happy Birthday Mia in pink", "my name, Jo Lee", "the date 12 May 2024", "it should say The End": words
    with capitals or figures, though no text is named."""
    token, first = tokens[index], index + 1
    named = token.text.lower() in NAMING and index > 0 and tokens[index - 1].is_a("det")
    written = token.kind == "verb" and token.text.lower() in _WRITING
    said = token.kind == "says" and index > 0 and not is_han(token.text[0])
    if not (named or written or said) or _quoted_nearby(tokens, index):
        return None
    if named and first < len(tokens) and tokens[first].text in (",", ":"):
        first += 1
    if first >= len(tokens) or not re.match(r"[A-Z0-9@]", tokens[first].text) or tokens[first].kind in _GIVEN:
        return None
    if re.match(r"[0-9]", tokens[first].text) and not named:
        return None
    last = _last_en(tokens, first, introduced=True) or first
    while last + 1 < len(tokens) and tokens[last + 1].start == tokens[last].end and tokens[last + 1].kind != "break":
        last += 1
    return first, last


def _says_of_text(tokens: Sequence[Token], says: int) -> bool:
    """ "A title at the end saying Goodbye": words between the noun and what it says."""
    colon = tokens[says].kind == "break" and tokens[says].text in _COLON
    if not colon and (tokens[says].kind != "says" or is_han(tokens[says].text[0])):
        return False
    for token in reversed(tokens[:says]):
        if token.kind in ("break", *_GIVEN):
            return False
        if token.is_a("noun", *_TEXTS):
            return True
    return False


def _title_after(tokens: Sequence[Token], noun: int) -> tuple[int, int] | None:
    """First and last token of the title that follows the noun at ``noun``."""
    if _quoted_nearby(tokens, noun) or _is_made_to(tokens, noun):
        return None
    first, introduced = noun + 1, tokens[noun].kind in ("says", "break")
    while first < len(tokens) and _introduces(tokens[first]):
        introduced = introduced or tokens[first].kind in ("says", "break")
        first += 1
    if first >= len(tokens) or tokens[first].kind in (*_GIVEN, "break", "correction") or is_called(tokens[first]):
        return None
    if is_dressing(tokens, first):
        return None
    last = _last(tokens, noun, first, introduced=introduced)
    if last is None and introduced and _is_told(tokens, noun, first):
        last = _sentence_end(tokens, first)
    return (first, last) if last is not None else None


def _last(tokens: Sequence[Token], noun: int, first: int, *, introduced: bool) -> int | None:
    """The last token of the title that begins at ``first``; None where it is none."""
    han = is_han(tokens[first].text[0])
    last = _last_zh(tokens, first) if han else _last_en(tokens, first, introduced=introduced)
    if last is not None and not han and not _is_whole(tokens, first, last, introduced=introduced):
        return None
    if last is not None and is_han(tokens[first].text[0]) and not (introduced or _is_given(tokens, noun)):
        return None
    if last is None and is_han(tokens[first].text[0]) and tokens[first - 1].text in _COLON:
        last = _up_to_break(tokens, first)
    if last is not None and introduced and not han:
        last = _named_on(tokens, noun, _up_to_break(tokens, last))
    return last


def _is_told(tokens: Sequence[Token], noun: int, first: int) -> bool:
    """ "The caption should read: make it shorter": all that follows is what it says."""
    said = any(token.kind == "says" for token in tokens[noun:first])
    return said and tokens[first - 1].text in _COLON and not is_han(tokens[first].text[0])


def _sentence_end(tokens: Sequence[Token], first: int) -> int:
    ends = (index for index in range(first, len(tokens)) if tokens[index].text in _ENDS)
    return next(ends, len(tokens)) - 1


def _is_whole(tokens: Sequence[Token], first: int, last: int, *, introduced: bool) -> bool:
    """Not of "the title is ugly" or "title one line lower": words in small letters that say something of the text."""
    if any(re.match(r"[A-Z0-9]", token.text) for token in tokens[first : last + 1]):
        return True
    if tokens[first - 1].text.lower() in ("is", "be", "are"):
        return False
    definite = first > 1 and tokens[first - 2].is_a("det", "definite", "this")
    if tokens[first].kind == "neg" or (definite and not introduced):
        return False
    behind = tokens[last + 1] if last + 1 < len(tokens) else None
    return introduced or behind is None or behind.kind not in _SAYING_MORE


def _named_on(tokens: Sequence[Token], noun: int, last: int) -> int:
    """ "Lower third: Anna Berg, Head of Design", "credits: Ann, Ben and Carl": who it is, and who else."""
    end = last
    opened = next((t for t in reversed(tokens[: noun + 1]) if t.is_a("noun", *_TEXTS)), tokens[noun])
    while opened.is_a("noun", "lower_third", "credits") and end + 2 < len(tokens) and tokens[end + 1].text == ",":
        stop = next((i for i in range(end + 2, len(tokens)) if tokens[i].kind == "break"), len(tokens))
        part = tokens[end + 2 : stop]
        colon = stop < len(tokens) and tokens[stop].text in _COLON
        strange = any(t.kind in _ELSEWHERE - _JOINING and not t.text[0].isupper() for t in part)
        if colon or not part or not part[0].text[0].isupper() or strange:
            break
        end = stop - 1
    return end


def _is_made_to(tokens: Sequence[Token], noun: int) -> bool:
    """ "Let the title bounce": what it is to do, and no words of it."""
    before = [token.text.lower() for token in tokens[max(0, noun - 2) : noun]]
    ahead = tokens[noun + 1] if noun + 1 < len(tokens) else None
    lower = ahead is not None and ahead.kind in _PLAIN and ahead.text[:1].islower()
    return lower and "the" in before[-1:] and before[0] in ("let", "have", "make", "see", "watch")


def _is_given(tokens: Sequence[Token], noun: int) -> bool:
    """加标题夏日回忆: something is put there; 字幕哔吧一下 says nobody knows what of one."""
    clause = list(takewhile(lambda token: token.kind != "break", reversed(tokens[: noun + 1])))
    ahead = tokens[noun + 1] if noun + 1 < len(tokens) else None
    changed = ahead is not None and ahead.is_a("verb", "change", "add", "show")
    return changed or any(token.kind == "verb" for token in clause)


def _up_to_break(tokens: Sequence[Token], last: int) -> int:
    """After a colon or "saying" all that follows is meant, unless it goes on to something else."""
    end = next((index for index in range(last + 1, len(tokens)) if tokens[index].kind == "break"), len(tokens))
    return last if any(token.kind in _ELSEWHERE for token in tokens[last + 1 : end]) else end - 1


def _quoted_nearby(tokens: Sequence[Token], noun: int) -> bool:
    for token in tokens[noun + 1 :]:
        if token.kind == "break" and token.text not in _COLON:
            return False
        if token.kind in _GIVEN:
            return True
    for token in reversed(tokens[:noun]):
        if token.kind == "break":
            return False
        if token.kind in _GIVEN:
            return True
    return False


def _introduces(token: Token) -> bool:
    colon = token.kind == "break" and token.text in _COLON
    changed = token.is_a("verb", "change") and is_han(token.text[0])
    mark = token.kind == "mark" and token.text in "'\"‘“"
    return (
        colon
        or mark
        or changed
        or token.kind == "says"
        or token.is_a("prep", "to")
        or token.text.lower() in ("is", "be")
    )


def _last_en(tokens: Sequence[Token], first: int, *, introduced: bool) -> int | None:
    """Words with capitals, joined by small ones, or words we do not know right after the noun."""
    last, capital = None, False
    for index in range(first, len(tokens)):
        token = tokens[index]
        if _is_title_word(token, introduced=introduced and index == first):
            last = index
            capital = capital or token.text[0].isupper()
        elif (
            token.kind == "break"
            or (token.text.lower() not in _LINKS and token.kind != "number")
            or (last is None and token.kind != "number")
            or (capital is False and token.kind in _STOPS)
        ):
            break
    return last


def _is_title_word(token: Token, *, introduced: bool) -> bool:
    if re.match(r"[A-Z]", token.text) and not (token.kind == "unsupported" and is_han(token.text[-1])):
        return token.kind != "quote"
    if token.text in _PARTICLES or token.is_a("noun", *_FIELDS):
        return False
    return token.kind in _PLAIN or (
        introduced and token.kind not in _STOPS | {"verb", "prep", "conj", "det", "pronoun"}
    )


def _last_zh(tokens: Sequence[Token], first: int) -> int | None:
    """Characters up to the next punctuation, time or place; at least one of them beyond our lexicon's grammar words."""
    last, known = None, True
    for index in range(first, len(tokens)):
        token = tokens[index]
        if token.text in _AS_ZH:
            break
        if token.kind in _STOPS_ZH or (
            token.kind in ("place", "verb", "edge", "color", "neg", "relative", "size", "degree", "function") and known
        ):
            break
        if token.kind in ("place", "edge", "verb") and not known and token.kind != "verb":
            break
        known = known and token.kind not in ("unknown", "descriptor", "content", "contentmotion")
        last = index
    return last if last is not None and not known else None


def is_dressing(tokens: Sequence[Token], first: int) -> bool:
    """ "标题：红色、放上面", "文字：全部白色": how it should look, up to the end of the line, and no words of it."""
    if tokens[first - 1].text not in _COLON or not is_han(tokens[first].text[0]):
        return False
    ahead = list(takewhile(lambda token: token.kind != "break" or token.text == "、", tokens[first:]))
    said = [token for token in ahead if token.kind != "break"]
    return any(token.kind in _DRESSING for token in said) and all(token.kind in _WITH_DRESSING for token in said)
