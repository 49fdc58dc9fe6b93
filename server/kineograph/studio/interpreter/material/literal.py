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
_LINE_ENDS = "。！!;；\n"
_COMMANDING = frozenset({
    "verb", "motion", "neg", "tone", "speed", "turned", "backwards", "loop", "fade", "transition", "static", "preset",
    "mood", "relative", "grade",
})  # fmt: skip
_DRESSING = frozenset({
    "color", "hex", "place", "size", "opacity", "entrance", "ground", "aloft", "side", "degree", "function", "edge",
    "duration", "clock", "window", "prep", "points", "lettering",
})  # fmt: skip
_WORDY = frozenset({"unknown", "content", "audience", "descriptor", "function", "pronoun", "det", "conj", "number",
                    "count", "says", "purpose", "mark", "polite"})  # fmt: skip
_ASKING_FOR = ("一下", "一点", "点", "些", "给", "把", "将", "要")
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


def dictated(tokens: Sequence[Token], first: int, last: int) -> int:
    """The last token of what is dictated in Chinese from ``first`` on, behind a colon: "写：静音，别动" is one text up
    to the end of the line. What follows a comma is none of it where it dresses the text, or asks for something beside
    words that ask for nothing."""
    led = first > 1 and tokens[first - 1].text in _COLON
    if not led or not any(token.text in ",，" for token in tokens[last + 1 : last + 2]):
        return last
    line = list(takewhile(lambda token: token.text not in _LINE_ENDS, tokens[last + 1 :]))
    if any(token.kind in _GIVEN or token.text in _COLON for token in line):
        return last
    ends = [at for at in range(last + 1, last + 1 + len(line)) if tokens[at].text in ",，"]
    parts = [
        (start + 1, end) for start, end in zip(ends, [*ends[1:], last + 1 + len(line)], strict=True) if end > start + 1
    ]
    commands = _commands(tokens[first : last + 1]) and _is_dictating(tokens[: first - 1])
    taken = last
    for start, end in parts:
        part = tokens[start:end]
        dresses = any(token.kind in _DRESSING for token in part) and all(
            token.kind in _DRESSING or token.is_a("verb", "add", "move", "use", "show", "change") for token in part
        )
        thanks = all(token.kind == "polite" for token in part)
        taken = end - 1 if (_are_words(part) or (commands and not (dresses or thanks))) else taken
    return taken


def _is_dictating(said: Sequence[Token]) -> bool:
    """Whether it is said that something is to be written, rather than only of what."""
    near = list(takewhile(lambda token: token.kind != "break", reversed(said)))
    return any(token.kind in ("verb", "says", "entrance") for token in near)


def _commands(words: Sequence[Token]) -> bool:
    """Words all of which the rules know, as if they asked for something."""
    plain = all(token.kind not in ("unknown", "content", "audience", "descriptor") for token in words)
    return plain and any(token.kind in _COMMANDING for token in words)


def _are_words(part: Sequence[Token]) -> bool:
    """Words that ask for nothing."""
    strange = any(token.kind in ("unknown", "content", "audience") or token.value == "subject" for token in part)
    wordy = all(token.kind in _WORDY and token.text not in _ASKING_FOR for token in part)
    return strange and wordy and is_han(part[0].text[0])


def _tells_what(inside: Sequence[Token]) -> bool:
    """ "标题：放大", "字幕：去掉": what becomes of the text."""
    done = [token for token in inside if token.kind not in ("function", "degree")]
    grows = all(
        token.is_a("motion", "zoom_in", "zoom_out") or token.is_a("relative", "bigger", "smaller") for token in done
    )
    return bool(done) and (grows or (len(done) == 1 and done[0].is_a("verb", "remove", "keep")))


def is_label(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether it is said what a text is to be like, and no words of it."""
    end = next((at for at in range(last + 1, len(tokens)) if tokens[at].kind == "break"), len(tokens))
    inside, behind = tokens[first : last + 1], tokens[last + 1 : end]
    if any(token.kind == "hex" for token in inside) and len(inside) == 1:
        return True
    if (
        _tells_what(inside)
        and not behind
        and tokens[first - 1].text in _COLON
        and not _is_dictating(tokens[: first - 1])
    ):
        return True
    plain = not any(token.text[0].isascii() and token.text[0].isupper() for token in inside)
    quantified = plain and all(token.kind in ("quant", "function", "degree") for token in inside)
    return quantified and (not behind or any(token.kind in _LOOKS for token in behind))
