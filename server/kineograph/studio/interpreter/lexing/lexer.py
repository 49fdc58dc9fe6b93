"""Text → tokens: at each position the longest reading wins, a value before a word of the same length.

Every character that is not white space ends in exactly one token; what is in no lexicon becomes ``unknown``. Pure, no
state, no meaning beyond the token.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from kineograph.studio.interpreter.lexing.normalise import Normal, simplified
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.lexing.values import read_value
from kineograph.studio.interpreter.lexing.vocabulary import vocabulary

_WORD = re.compile(r"[^\W\d_㐀-鿿]+(?:['.&][^\W\d_㐀-鿿]+)*(?:'s)?|\d+[a-z]*|\w")
_ATOM = re.compile(r"b&w|b/w|&|\d+\.\d+[a-z]*|[a-z0-9']+(?:\.[0-9]+)?")
_GAP = re.compile(r"[ \t-]+")
_BREAKS = ".,;:!?。，；：！？、…\n"
_SHORTENED = re.compile(r"(?<![a-z])(?:dr|mr|mrs|ms|prof|jr|sr|vs|feat|ft|st)$")
_OWNED = re.compile(r"'s(?![a-z])")
_LONG = 3
_VALUE_START = re.compile(r"[\w#]|(?<![\w.])\.\d")


@dataclass(frozen=True, slots=True)
class _Reading:
    kind: str
    value: str
    end: int


def is_han(char: str) -> bool:
    return "㐀" <= char[:1] <= "鿿"


def lex(normal: Normal, names: Mapping[int, Token] = MappingProxyType({})) -> tuple[Token, ...]:
    """The tokens of a text in order, their words in simplified characters; ``names``: by start, the tokens that are
    known beforehand to be file names."""
    tokens: list[Token] = []
    quotes = {quote.start: quote for quote in normal.quotes}
    opaque = sorted([*quotes, *names])
    position = 0
    while position < len(normal.folded):
        quote = quotes.get(position)
        if quote is not None:
            marks = normal.original[quote.start : quote.end]
            tokens.append(Token("quote", quote.content, quote.start, quote.end, marks))
        elif position in names:
            tokens.append(names[position])
        elif not normal.folded[position].isspace() or normal.folded[position] == "\n":
            _append(tokens, _token_at(normal, position, opaque))
        position = max(position + 1, tokens[-1].end if tokens else 0)
    return tuple(tokens)


def _append(tokens: list[Token], token: Token) -> None:
    """Neighbouring unknown Chinese characters are one token: we know no word boundaries there."""
    last = tokens[-1] if tokens else None
    joins = last is not None and last.kind == token.kind == "unknown" and last.end == token.start
    if last is not None and joins and is_han(token.text[0]) and is_han(last.text[0]):
        text = last.text + token.text
        tokens[-1] = replace(last, end=token.end, text=text, value=text)
    else:
        tokens.append(token)


def _token_at(normal: Normal, position: int, opaque: Sequence[int]) -> Token:
    folded = normal.folded
    limit = next((start for start in opaque if start > position), len(folded))
    window = folded if limit == len(folded) else folded[:limit]
    value = read_value(window, position) if _VALUE_START.match(window, position) else None
    word = _word_at(window, position)
    if value is not None and (word is None or value.end >= word.end):
        end = value.end + 2 * (value.kind == "ordinal" and _OWNED.match(window, value.end) is not None)
        text = simplified(normal.original[position : value.end])
        return Token(value.kind, value.value or text, position, end, text, value.amount, value.places)
    if word is None:
        word = _unlisted(window, position)
    said = simplified(normal.original[position : word.end]).replace(". ", " ")  # "Fade. To. Black."
    return Token(word.kind, word.value, position, word.end, said)


def _unlisted(folded: str, position: int) -> _Reading:
    char = folded[position]
    if char == "." and _SHORTENED.search(folded, max(0, position - 5), position):
        return _Reading("mark", char, position + 1)
    if char in _BREAKS:
        return _Reading("break", char, position + 1)
    match = None if is_han(char) else _WORD.match(folded, position)
    if match is not None:
        return _Reading("unknown", match[0], match.end())
    if is_han(char) or char.isalnum():
        return _Reading("unknown", char, position + 1)
    return _Reading("mark", char, position + 1)


def _word_at(folded: str, position: int) -> _Reading | None:
    if is_han(folded[position]):
        return _longest(folded, position)
    match = _ATOM.match(folded, position)
    if match is None:
        return None
    english = _english(folded, position)
    chinese = _longest(folded, position)
    if chinese is not None and (english is None or chinese.end > english.end):
        return chinese
    return english


def _longest(folded: str, position: int) -> _Reading | None:
    words = vocabulary("zh")
    reach = words.reach.get(folded[position], 0)
    for end in range(min(len(folded), position + reach), position, -1):
        found = words.surfaces.get(folded[position:end])
        if found is not None and not _splits_latin(folded, end) and not _cuts_a_word(folded, position, end):
            return _Reading(found[0], found[1], end)
    return None


def _cuts_a_word(folded: str, start: int, end: int) -> bool:
    """去掉背景|音乐: whether the word ends inside a longer noun, and what stands before that is a word as well."""
    surfaces, longest = vocabulary("zh").surfaces, vocabulary("zh").longest
    for middle in range(start + 1, end):
        if folded[start:middle] in surfaces:
            for later in range(max(end + 1, middle + _LONG), min(len(folded), middle + longest) + 1):
                if surfaces.get(folded[middle:later], ("", ""))[0] in ("noun", "own"):
                    return True
    return False


def _splits_latin(folded: str, end: int) -> bool:
    if end >= len(folded):
        return False
    before, after = folded[end - 1], folded[end]
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


def _english(folded: str, position: int) -> _Reading | None:
    words = vocabulary("en")
    surface, end, best = "", position, None
    for _ in range(words.longest):
        atom = _ATOM.match(folded, end)
        if atom is None:
            break
        surface = f"{surface} {atom[0]}" if surface else atom[0]
        end = atom.end()
        found = words.surfaces.get(surface) or words.surfaces.get(surface.removesuffix("'s"))
        if found is not None:
            best = _Reading(found[0], found[1], end)
        if surface not in words.openings:
            break
        gap = _GAP.match(folded, end)
        if gap is None:
            break
        end = gap.end()
    return best


@lru_cache(maxsize=1)
def known_kinds() -> frozenset[str]:
    """Every kind the lexicons define."""
    return frozenset(kind for language in ("en", "zh") for kind, _ in vocabulary(language).surfaces.values())
