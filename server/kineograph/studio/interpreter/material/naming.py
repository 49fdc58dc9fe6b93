"""Uploads by name: "sunset.jpg", "my photo 2.jpg", "the sunset", wherever an instruction names a file of the project.

A name without its ending counts only where it can mean nothing else. Knows no grammar beyond the words beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from kineograph.studio.interpreter.lexing.normalise import Normal, fold
from kineograph.studio.interpreter.lexing.tokens import Token

_BREAKING = frozenset({"break", "conj"})
_NAMING = frozenset({"unknown", "content", "contentmotion", "descriptor"})
_FILE = re.compile(r"\w\.(?:jpe?g|png|webp|heic|gif|mp4|mov|webm|mp3|wav|m4a|aac)$", re.IGNORECASE)
"""A name that nobody writes into a picture."""
SHORTEST_STEM = 3


def spans(normal: Normal, names: Sequence[str]) -> Mapping[int, Token]:
    """The full file names in a text, quotes aside, as tokens by start; the longest where several begin together."""
    found: dict[int, Token] = {}
    for name in sorted(set(names), key=len):
        folded = _folded(name)
        start = normal.folded.find(folded) if "." in folded else -1
        while start >= 0:
            end = start + len(folded)
            if _stands_free(normal.folded, start, end) and not _quoted(normal, start):
                found[start] = Token("name", folded, start, end, normal.original[start:end])
            start = normal.folded.find(folded, end)
    return _apart(found)


@lru_cache(maxsize=1024)
def _folded(name: str) -> str:
    return "".join(fold(char) for char in name)


def _quoted(normal: Normal, start: int) -> bool:
    return any(quote.start <= start < quote.end for quote in normal.quotes)


def _stands_free(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_is_latin(before) and _is_latin(text[start])) and not (_is_latin(after) or after in ("-", "_"))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _apart(found: Mapping[int, Token]) -> dict[int, Token]:
    """Without names that begin inside another."""
    kept: dict[int, Token] = {}
    end = 0
    for start in sorted(found):
        if start >= end:
            kept[start] = found[start]
            end = found[start].end
    return kept


def gather(tokens: Sequence[Token], names: Sequence[str]) -> tuple[Token, ...]:
    """The tokens with names that lack their ending made whole: "start with the sunset"."""
    stems: dict[str, list[str]] = {}
    for name in names:
        folded = _folded(name)
        stems.setdefault(folded.rsplit(".", 1)[0], []).append(folded)
    tokens = [_unquoted(tokens, index, names) for index in range(len(tokens))]
    known = {stem: full[0] for stem, full in stems.items() if len(full) == 1 and len(stem) >= SHORTEST_STEM}
    letters = {stem: full[0] for stem, full in stems.items() if len(full) == 1 and len(stem) < SHORTEST_STEM}
    found = _lettered(tokens, letters) if letters else tuple(tokens)
    return tuple(_named(found, index, known) for index in range(len(found))) if known else found


def _lettered(tokens: Sequence[Token], letters: Mapping[str, str]) -> tuple[Token, ...]:
    """ "Put e before d", "images a & b", "zoom in on c": names of a letter or two; not "plan b", nor the points of a
    list, "b) …"."""
    return tuple(_letter(tokens, index, letters) for index in range(len(tokens)))


def _letter(tokens: Sequence[Token], index: int, letters: Mapping[str, str]) -> Token:
    token = tokens[index]
    full = letters.get(_folded(token.text))
    if full is None or token.kind not in ("unknown", "det"):
        return token
    before = tokens[index - 1] if index else None
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    opens = before is None or before.kind == "break"
    if following is not None and (following.text in ")）" or (opens and following.text == ".")):
        return token
    ends = following is None or following.kind in ("break", "conj", "mark") or following.is_a("prep", "to")
    strange = before is not None and before.kind in ("unknown", "content") and before.text.lower() not in letters
    return token if strange or (token.kind == "det" and not ends) else replace(token, kind="name", value=full)


def _unquoted(tokens: Sequence[Token], index: int, names: Sequence[str]) -> Token:
    """ "Put "sunset.jpg" first" names a file, unless a text is spoken of."""
    token = tokens[index]
    if token.kind != "quote" or any(
        other.is_a("noun", "title", "text", "caption", "lower_third", "credits") for other in tokens
    ):
        return token
    named = next((name for name in names if _folded(name) == _folded(token.value)), None)
    if named is None and _FILE.search(token.value):
        named = token.value
    return token if named is None else replace(token, kind="name", value=_folded(named))


def _named(tokens: Sequence[Token], index: int, known: Mapping[str, str]) -> Token:
    token = tokens[index]
    full = known.get(_folded(token.text))
    if full is None or token.kind not in _NAMING or not _is_meant(tokens, index):
        return token
    return replace(token, kind="name", value=full)


def _is_meant(tokens: Sequence[Token], index: int) -> bool:
    """Before the word for a picture any name may stand; alone only one that is no word of ours, right after a verb
    or "the", and not out of a picture ("remove the sunset from the second photo")."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    before = tokens[index - 1] if index else None
    if before is None or _goes_into_detail(tokens, index):
        return False
    pointed = before.is_a("det", "definite") or before.kind in ("verb", "conj", "prep")
    if following is not None and following.is_a("noun", "picture"):
        return pointed
    of_video = following is not None and following.kind in ("noun", "unknown", "content", "descriptor")
    return (
        pointed and tokens[index].kind == "unknown" and not of_video and not before.is_a("prep", "of", "about", "for")
    )


def _goes_into_detail(tokens: Sequence[Token], index: int) -> bool:
    for token in tokens[index + 1 :]:
        if token.kind in _BREAKING:
            return False
        if token.is_a("prep", "from", "in"):
            return True
    return False
