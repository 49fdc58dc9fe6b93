"""The ledger of tokens: what became of every piece of an instruction, and the promises that hold of it.

Nothing is dropped: each token ends in exactly one state, and what carries meaning is never filed as a mere function
word. Knows no rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kineograph.studio.interpreter.lexing.normalise import simplified
from kineograph.studio.interpreter.lexing.tokens import State, Token

MEANINGFUL = frozenset(
    [
        "duration",
        "clock",
        "window",
        "range",
        "multiple",
        "ends",
        "percent",
        "number",
        "count",
        "ordinal",
        "beyond",
        "ratio",
        "quote",
        "lines",
        "srt",
        "name",
        "hex",
        "color",
        "neg",
        "except",
        "quant",
        "relative",
        "factor",
        "pixels",
        "fps",
        "angle",
        "filesize",
    ]
)
_SILENT = frozenset({State.FUNCTION, State.DESCRIPTOR})


@dataclass(frozen=True, slots=True)
class Entry:
    """``where``: the field it was stored in, the draft it triggered, or why neither; ``clause`` its number."""

    token: Token
    state: State
    where: str = ""
    clause: int = 0


def violations(text: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    """What is broken, in words for a developer; empty when every promise holds."""
    return (*_gaps(text, entries), *_dropped(entries))


def _gaps(text: str, entries: Sequence[Entry]) -> Iterable[str]:
    position = 0
    for entry in sorted(entries, key=lambda each: each.token.start):
        token = entry.token
        if token.start < position:
            yield f"{token.text!r} at {token.start} is accounted for twice"
        if text[position : token.start].replace("_", " ").strip():
            yield f"{text[position : token.start]!r} at {position} is not accounted for"
        if simplified(text[token.start : token.end]) != simplified(token.text):
            yield f"{token.text!r} is not what stands at {token.start}"
        position = max(position, token.end)
    if text[position:].strip():
        yield f"{text[position:]!r} at {position} is not accounted for"


def _dropped(entries: Sequence[Entry]) -> Iterable[str]:
    for entry in entries:
        if entry.token.kind in MEANINGFUL and entry.state in _SILENT:
            yield f"{entry.token.text!r} carries meaning and was filed as {entry.state.value}"
        if entry.state is State.STORED and not entry.where:
            yield f"{entry.token.text!r} was stored, but nowhere"
