"""What a sentence is made of, and what can become of each piece of it. Knows no grammar."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text, ``text[start:end]`` of the original.

    ``kind`` and ``value`` as in the lexicon (``verb``/``add``), or one of the lexer's own kinds: ``duration`` and
    ``clock`` (``amount`` in ms), ``window`` (``first``/``last``, ms), ``range`` (``places`` two times in ms),
    ``portion`` (``first``/``last``, a share of 1), ``inout`` (``places`` two times in ms),
    ``multiple`` ("2x", 1.5倍速), ``ends`` (so much at both ends, ms), ``often`` (三遍),
    ``percent`` (``amount`` a share of 1),
    ``number``, ``count`` (a number of things), ``ordinal`` (``places``, 1-based, negative from the end, 0 the
    middle), ``ratio``, ``pixels`` (``places`` its two sides), ``fps``, ``angle`` (degrees), ``filesize``, ``quote``,
    ``name`` (a file name), ``hex``, ``break`` (punctuation), ``mark`` (any other sign), ``unknown``.
    """

    kind: str
    value: str
    start: int
    end: int
    text: str
    amount: float = 0.0
    places: tuple[int, ...] = ()

    def is_a(self, kind: str, *values: str) -> bool:
        return self.kind == kind and (not values or self.value in values)


@dataclass(frozen=True, slots=True)
class Value:
    """A reading of the text that ends at ``end``; the other fields as in ``Token``."""

    kind: str
    value: str
    end: int
    amount: float = 0.0
    places: tuple[int, ...] = ()


class State(StrEnum):
    """The one thing that became of a token."""

    STORED = "stored"
    TRIGGER = "trigger"
    FUNCTION = "function"
    DESCRIPTOR = "descriptor"
    NOTED = "noted"
    UNSUPPORTED = "unsupported"
    NOT_UNDERSTOOD = "not_understood"
