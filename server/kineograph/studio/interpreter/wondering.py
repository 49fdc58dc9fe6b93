"""Questions: what is asked about the video rather than of it. "Is voice.mp3 in use?", "should the pictures be longer?",
"tell me how long it is" change nothing; "could the title be red?" and "how about blue?" ask for it.

A question becomes one token before anything else is read, so that none of its words asks for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kineograph.studio.interpreter.tokens import Token

_STOPS = ".;!?。；！？\n…"
_OPENERS = frozenset({"function", "polite", "mark", "correction", "conj", "except"})
_OPENING = re.compile(
    r"(?:(?:hey|hi|hello|ok|okay|so|and|also|but|hm+|well|wait|um|oh|just|please|question|quick question|then|now) )*"
)
_HELPER = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|isn't|aren't|don't|doesn't)"
_OF_STATE = re.compile(
    rf"(?:(?:what|why|how|who)(?:'s| {_HELPER})|how (?:long|many|much|big|loud|come)|"
    r"what (?:changed|happened|happens))\b(?! (?:left|it be if|remains))"
)
_ASKED = re.compile(
    r"(?:which|who|whose|where|when|what|why|how|is|are|was|were|does|did|has|isn't|aren't|doesn't|didn't|hasn't|am i|"
    r"do (?:i|you|we|they|these|those|any|all))\b"
)
_ADVICE = re.compile(
    r"(?:should|would|will|might|must|shouldn't|wouldn't)(?:n't)? "
    r"(?:the|it|that|this|they|these|those|all|there|my|a|an|both|every|some|any)\b"
)
_REQUESTS = re.compile(
    r"(?:how|what) (?:about|if)\b|why (?:not|don't|dont|do not)\b|how would it be if|what (?:i|we|the user|you)\b|"
    r"when(?:ever)? (?:i|you|we|the|it)\b|what's left|what is left|is (?:it|there) (?:possible|a way|any way)|"
    r"would it be (?:possible|ok|okay|fine|too much)|is it (?:ok|okay|fine)|are you able|do you mind|would you|"
    r"(?:did|do|does|is) (?:i|you) (?:get|mean|say)"
)
_TELLING = re.compile(
    r"(?:(?:can|could|would|will) you )?(?:(?:just|then|please|first) )*(?:(?:tell|show) me|let me know|do you know|"
    r"i(?:'m| am)? wonder(?:ing)?|i(?:'d| would) like to know|i want to know)(?: please)? "
    r"(?:how|what|which|whether|if|why|who|when|where)\b(?! (?:you|we|i) (?:could|can|would))"
)


def gather(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, each question as one."""
    found: list[Token] = []
    for start, end in _sentences(tokens):
        body = list(tokens[start:end])
        asks = end < len(tokens) and tokens[end].text in "?？"
        at, value = _question(body, asks=asks)
        found += body[:at] if value else body
        if value:
            first, last = body[at], body[-1]
            text = " ".join(token.text for token in body[at:])
            found.append(replace(first, kind="doubt", value=value, end=last.end, text=text, places=()))
        found += tokens[end : end + 1]
    return found


def _sentences(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    start = 0
    for index, token in enumerate(tokens):
        if token.kind == "break" and token.text in _STOPS:
            yield start, index
            start = index + 1
    yield start, len(tokens)


def _question(body: Sequence[Token], *, asks: bool) -> tuple[int, str]:
    """Where a question begins in a sentence, and of what sort it is; no sort where there is none."""
    starts = [0, *(index + 1 for index, token in enumerate(body) if token.text in (",", "-", "–", "—", "and", "but"))]
    for start in starts:
        words = _words(body[start:])
        if _TELLING.match(words):
            return start, "state"
        if start and not _is_opening(body[:start]):
            continue
        if (sort := _sort(body[start:], words, asks=asks)) and not _lists(body):
            return start, sort
    return 0, ""


def _sort(body: Sequence[Token], words: str, *, asks: bool) -> str:
    first = next((token for token in body if token.kind not in ("function", "conj", "except", "mark")), None)
    if not words or _REQUESTS.match(words) or (first is not None and first.kind == "polite" and first is body[0]):
        return ""
    if _OF_STATE.match(words) or (asks and _ASKED.match(words)):
        return "state"
    return "question" if asks and _ADVICE.match(words) else ""


def _is_opening(tokens: Sequence[Token]) -> bool:
    return all(token.kind in _OPENERS or token.text == "," for token in tokens)


def _lists(body: Sequence[Token]) -> bool:
    """ "What should change: …": a heading."""
    return any(token.text in (":", "：") for token in body)


def _words(tokens: Sequence[Token]) -> str:
    line = " ".join("\0" if token.kind in ("quote", "lines", "srt") else token.text.lower() for token in tokens[:12])
    opened = _OPENING.match(line)
    return line[opened.end() :] if opened is not None else line
