"""Words to be shown that mean nothing else, told behind a colon in Chinese: "打一行字：静音、快进，在底部", credits.

And labels, which are no words to be shown: "文字：全部白色", "标题：#ff8800". Decided before clauses are cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token

_COLON = ":："
_GIVEN = ("quote", "lines", "srt")
_WRITING = ("写", "打", "题")
_IN_TURN = ("依次", "分别", "逐张", "挨个", "各")
_CREDIT = re.compile(r"\s*[^\s，。；;,：:、]{1,6}[ 　：:][^\s，。；;,、]{1,12}")
_HANDLE = re.compile(r"@[A-Za-z0-9][A-Za-z0-9_.\-]*[A-Za-z0-9]")
_LOOKS = frozenset({"color", "hex", "place", "size", "relative", "opacity", "aloft", "verb"})


def told(tokens: Sequence[Token], colon: int, original: str) -> tuple[int, int] | None:
    """First and last token of what is to be read behind the colon at ``colon``; credits go on as long as they name who
    did what. None where nothing is."""
    if colon + 1 >= len(tokens) or not colon or tokens[colon].text not in _COLON:
        return None
    said = list(takewhile(lambda token: token.kind != "break", reversed(tokens[:colon])))
    if not said or not is_han(said[0].text[0]) or tokens[colon + 1].kind in (*_GIVEN, "break"):
        return None
    last = next((token for token in said if token.kind not in ("function", "det")), said[0])
    roll = last.is_a("noun", "credits")
    if not (roll or _is_written(said)):
        return None
    end = colon + 1
    while end < len(tokens) and not (tokens[end].kind == "break" and not _reads_on(tokens, end, original, roll=roll)):
        end += 1
    words = tokens[colon + 1 : end]
    given = any(token.kind in _GIVEN for token in words)
    return (
        None if given or all(token.kind in (*_LOOKS, "function", "break") for token in words) else (colon + 1, end - 1)
    )


def handle(tokens: Sequence[Token], at: int, original: str) -> tuple[int, int] | None:
    """First and last token of "@lin_studio", behind the word for a text."""
    match = _HANDLE.match(original, tokens[at].start) if tokens[at].text == "@" else None
    said = list(takewhile(lambda token: token.kind != "break", reversed(tokens[:at])))
    if match is None or not any(token.is_a("noun", "watermark", "text", "title", "caption") for token in said):
        return None
    last = max(place for place in range(at, len(tokens)) if tokens[place].start < match.end())
    return (at, last) if tokens[last].end == match.end() else None


def _is_written(said: Sequence[Token]) -> bool:
    """Whether one text is to be written; ``said``: what stands before the colon, backwards."""
    written = any(token.kind in ("verb", "entrance") and token.text.startswith(_WRITING) for token in said)
    many = any(token.text in _IN_TURN or token.is_a("quant", "each") for token in said)
    if said[0].is_a("noun", "text") and any(token.is_a("verb", "add") for token in said) and not many:
        return not any(token.kind == "det" and token.value != "indefinite" for token in said)
    return written and not many and (said[0].is_a("noun", "text", "title") or said[0].text.startswith(_WRITING))


def _reads_on(tokens: Sequence[Token], stop: int, original: str, *, roll: bool) -> bool:
    """Whether the words to be read go on behind a stop."""
    if not roll:
        return tokens[stop].text == "、"
    return tokens[stop].text not in "。！!" and _CREDIT.match(original, tokens[stop].end) is not None


def is_label(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether it is said what a text is to be like, and no words of it."""
    end = next((at for at in range(last + 1, len(tokens)) if tokens[at].kind == "break"), len(tokens))
    inside, behind = tokens[first : last + 1], tokens[last + 1 : end]
    if any(token.kind == "hex" for token in inside) and len(inside) == 1:
        return True
    plain = not any(token.text[0].isascii() and token.text[0].isupper() for token in inside)
    quantified = plain and all(token.kind in ("quant", "function", "degree") for token in inside)
    return quantified and (not behind or any(token.kind in _LOOKS for token in behind))
