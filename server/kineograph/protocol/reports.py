"""What a studio's tools report beside their words: lists under known names in a ``functionResponse``.

Read tolerantly: an item is a sentence, or an object that holds one. Nothing is invented where a studio reports nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from kineograph.wire.decoding import plain
from kineograph.wire.editcalls import revision_of

MAX_ITEMS = 50
MAX_CHARS = 300
_SENTENCES = ("sentence", "message", "text", "what", "phrase", "clause", "reason", "question")


@dataclass(frozen=True, slots=True)
class Report:
    """``applied`` was done; ``held`` was left out because it was not wholly understood or could not be done;
    ``unsupported`` is nothing that can be done here; ``noted`` needs no edit; ``assumed`` was chosen for the caller;
    ``questions`` want an answer. Of a preview: ``would_apply`` and ``would_change``. ``codes`` of what failed.
    ``revision``: the one that stands after the last tool, where the studio counts them."""

    applied: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    would_apply: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    revision: int | None = None

    def __add__(self, other: Report) -> Report:
        lists = {name: _merged(getattr(self, name), getattr(other, name)) for name in _LISTS}
        return Report(**lists, revision=self.revision if other.revision is None else other.revision)


_LISTS = tuple(part.name for part in fields(Report) if part.name != "revision")


def read_report(response: Mapping[str, Any]) -> Report:
    """The report in a tool's response, or in its ``report``; empty where there is none."""
    inner = response.get("report")
    body = inner if isinstance(inner, Mapping) else response
    return Report(
        _listed(body, "applied"),
        _listed(body, "held", "not_understood"),
        _listed(body, "unsupported"),
        _listed(body, "noted"),
        _listed(body, "assumed"),
        _listed(body, "question", "questions"),
        _listed(body, "would_apply"),
        _listed(body, "would_change"),
        _listed(body, "error_code"),
        revision_of(body),
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
