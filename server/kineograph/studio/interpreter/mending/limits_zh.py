"""Conditions that are limits: "要是超过30秒就压到30秒" asks for no more than 30 seconds, whatever there is now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import Step, when

_EXCEEDING = ("超", "超过", "超出", "大于", "多于", "长于", "不止")
_PLAINLY = ("就", "那就", "则", "过", "了", "把", "它", "给我", "直接", "的话", "出")
_UNCHANGED = re.compile(
    r"(?:没有?|不)(?:超过?|到)(?:的话|的)?(?:就|则)?(?:不用|不要|不必|无需|别|不|保持)?(?:管|动|改|变|原样|不变|算了)(?:它|了|吧)*"
)
_STOPS = "。；;.!！?？\n"


@when("超", "超过", "超出", "大于", "多于", "长于", "不止", also="duration")
def _with_limits(tokens: list[Token]) -> list[Token]:
    """ "要是超过30秒就压到30秒": no longer than that. "没超就别管" says no more."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if token.text not in _EXCEEDING:
            continue
        start, times = _sentence_start(tokens, index), _times_in(tokens, index)
        if len(times) < 2 or tokens[times[0]].amount != tokens[times[1]].amount:
            continue
        if not _shortens(tokens[times[0] + 1 : times[1]]):
            continue
        found[index] = replace(token, kind="limit", value="limit")
        found[times[0]] = replace(tokens[times[0]], kind="function", value="function")
        for place in (*range(start, index), *range(index + 1, times[1])):
            if tokens[place].kind in ("doubt", "break") or tokens[place].text in _PLAINLY:
                found[place] = replace(tokens[place], kind="mark")
        _without_rest(found, times[1] + 1)
    return found


def _sentence_start(tokens: Sequence[Token], index: int) -> int:
    while index and not (tokens[index - 1].kind == "break" and tokens[index - 1].value in _STOPS):
        index -= 1
    return index


def _times_in(tokens: Sequence[Token], index: int) -> list[int]:
    """Where the times of the sentence stand, from there on."""
    found: list[int] = []
    for place in range(index, len(tokens)):
        if tokens[place].kind == "break" and tokens[place].value in _STOPS:
            break
        if tokens[place].kind == "duration":
            found.append(place)
    return found


def _shortens(between: Sequence[Token]) -> bool:
    """Whether only what makes it as short stands between: "就压到"."""
    verbs = [token for token in between if token.kind == "verb"]
    plain = all(token.kind in ("verb", "function", "break", "doubt", "pronoun", "prep", "polite") for token in between)
    return plain and len(verbs) == 1 and verbs[0].is_a("verb", "shorten", "trim", "change", "lower", "excerpt")


def _without_rest(found: list[Token], start: int) -> None:
    """ "…，没超就别管": what is not longer stays as it is."""
    rest = [token for token in found[start:] if token.kind != "break" or token.value not in _STOPS]
    words = "".join(token.text for token in rest).lstrip(",，")
    if _UNCHANGED.fullmatch(words) is None:
        return
    for place in range(start, start + len(rest)):
        found[place] = replace(found[place], kind="function", value="function")


STEPS: tuple[Step, ...] = (_with_limits,)
