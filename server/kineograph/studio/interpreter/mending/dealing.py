"""What is dealt out in one breath: "photo 2 gets 5 seconds, the rest 3", "2 s for the first, three for the second",
"the one after it 4", "every other photo".

A bare number goes on in the unit that was said beside a clip; a neighbour is counted from the clip named last. Only
where nothing but clips and lengths is spoken of: otherwise the words stay as they are, and hold their clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import when

_POINTERS = frozenset({"ordinal", "name", "beyond"})
_LIGHT = frozenset({"function", "polite", "det", "mark", "prep", "conj", "descriptor", "correction"})
_VERBS = ("add", "make", "show", "last", "keep", "use", "change", "hold")
_THINGS = ("picture", "clip")
_HARD = ".;!?\n"
_LONGEST_S = 600
_MINUTE_MS = 60_000


@when("number", "neighbour", "beyond")
def gather(tokens: list[Token]) -> list[Token]:
    """The tokens in their places, some of another kind."""
    found = _with_neighbours(tokens)
    unit = 0
    for start, end in _stretches(found, _HARD):
        unit = _go_on(found, start, end, unit)
    return found


def _with_neighbours(tokens: Sequence[Token]) -> list[Token]:
    """ "The first 2 s, the next 3 s": the second. "Photo 1 five seconds, every other photo three": the rest."""
    found: list[Token] = []
    last: Token | None = None
    for token in tokens:
        if token.kind == "neighbour" and last is not None and last.kind == "name":
            side = "previous" if token.value == "before" else "next"
            found.append(replace(token, kind="beyond", value=f"{side}:{last.value}"))
        elif token.is_a("beyond", "other"):
            alone = last is None
            found.append(replace(token, value="every") if alone else replace(token, kind="pronoun", value="rest"))
        else:
            found.append(token)
        if found[-1].kind in _POINTERS:
            last = found[-1]
    return found


def _stretches(tokens: Sequence[Token], stops: str) -> Iterator[tuple[int, int]]:
    start = 0
    for index, token in enumerate(tokens):
        if token.kind == "break" and token.value in stops:
            yield start, index
            start = index + 1
    yield start, len(tokens)


def _go_on(found: list[Token], start: int, end: int, unit: int) -> int:
    """Gives the bare numbers of a sentence that deals out lengths their unit, that of the sentence before unless it has
    one of its own; what the next may go on in."""
    parts = list(_parts(found, start, end))
    for first, last in parts:
        if not _deals(found[first:last]):
            unit = 0
            continue
        for index in range(first, last):
            token = found[index]
            if token.kind == "duration" or (token.kind == "retracted" and "sec" in token.text.lower()):
                unit = _MINUTE_MS if "min" in token.text.lower() else 1000
            elif unit and token.kind == "number" and _stands_alone(found, index, last):
                amount = token.amount * unit
                if 0 < token.amount <= _LONGEST_S:
                    found[index] = replace(token, kind="duration", value="", amount=round(amount))
    return unit


def _parts(found: Sequence[Token], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between commas and joints; a list of clips ("the first, the third and the last") is none."""
    first = start
    for index in range(start, end):
        token = found[index]
        parts = (
            (token.kind == "break" and token.value in ",:") or token.is_a("conj", "and", "then") or token.is_a("except")
        )
        if parts and any(other.kind in ("duration", "number", "window") for other in found[first:index]):
            yield first, index
            first = index
    if first < end:
        yield first, end


def _deals(part: Sequence[Token]) -> bool:
    """Whether a stretch says of clips how long they show, and nothing else."""
    pointed = any(
        token.kind in _POINTERS or token.is_a("pronoun", "rest") or token.is_a("quant", "each", "all") for token in part
    )
    return pointed and all(
        token.kind in _LIGHT
        or token.kind in _POINTERS
        or token.kind in ("duration", "number", "pronoun", "quant", "break", "except", "window", "retracted")
        or token.is_a("verb", *_VERBS)
        or token.is_a("noun", *_THINGS, "duration")
        for token in part
    )


def _stands_alone(found: Sequence[Token], index: int, end: int) -> bool:
    """Whether nothing is counted by the number."""
    following = next((token for token in found[index + 1 : end] if token.kind not in ("polite", "mark")), None)
    return (
        following is None
        or following.kind in ("break", "conj", "except")
        or following.is_a("prep", "for")
        or (following.is_a("quant", "each"))
    )
