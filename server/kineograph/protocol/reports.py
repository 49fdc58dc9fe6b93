"""What a studio's tools report beside their words: lists under known names in a ``functionResponse``.

Read tolerantly: an item is a sentence, or an object that holds one. Nothing is invented where a studio reports nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kineograph.wire.decoding import plain

MAX_ITEMS = 50
MAX_CHARS = 300
_SENTENCES = ("sentence", "message", "text", "what", "phrase", "clause", "reason", "question")


@dataclass(frozen=True, slots=True)
class Report:
    """``applied`` was done; ``held`` was understood and kept for later; ``unsupported`` cannot be done here or was not
    understood; ``noted`` needs no edit; ``assumed`` was chosen for the caller; ``questions`` want an answer."""

    applied: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    def __add__(self, other: Report) -> Report:
        return Report(
            _merged(self.applied, other.applied),
            _merged(self.held, other.held),
            _merged(self.unsupported, other.unsupported),
            _merged(self.noted, other.noted),
            _merged(self.assumed, other.assumed),
            _merged(self.questions, other.questions),
        )


def read_report(response: Mapping[str, Any]) -> Report:
    """The report in a tool's response, or in its ``report``; empty where there is none."""
    inner = response.get("report")
    body = inner if isinstance(inner, Mapping) else response
    return Report(
        _listed(body, "applied"),
        _listed(body, "held"),
        _listed(body, "unsupported", "not_understood"),
        _listed(body, "noted"),
        _listed(body, "assumed"),
        _listed(body, "question", "questions"),
    )


def _listed(body: Mapping[str, Any], *keys: str) -> tuple[str, ...]:
    found: list[str] = []
    for key in keys:
        value = body.get(key)
        items = value if isinstance(value, list | tuple) else [value]
        found += [sentence for item in items[:MAX_ITEMS] if (sentence := _sentence(item))]
    return _merged(found)


def _sentence(item: object) -> str:
    if isinstance(item, Mapping):
        item = next((item[key] for key in _SENTENCES if isinstance(item.get(key), str)), "")
    return " ".join(plain(item).split())[:MAX_CHARS] if isinstance(item, str) else ""


def _merged(*lists: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for items in lists for item in items))[:MAX_ITEMS]
