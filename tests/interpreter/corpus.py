"""Reads the corpus: values → many sentences, refusals, conversations."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent.parent / "corpus"
_FILES = sorted(path.name for path in _FOLDER.glob("*.toml") if path.stem != "gui")


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence said to a scene, and the edits it means."""

    text: str
    scene: str
    edits: tuple[str, ...]


def _tables(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))


def _all(kind: str) -> list[dict[str, Any]]:
    return [table for name in _FILES for table in _tables(name).get(kind, ())]


def _sentences(table: dict[str, Any]) -> list[str]:
    return [*table.get("en", ()), *table.get("zh", ())]


def cases() -> list[Case]:
    return [
        Case(text, table["scene"], _near_end(table["edits"])) for table in _all("case") for text in _sentences(table)
    ]


def partly() -> list[tuple[Case, str]]:
    """Sentences of which one part is done, and where the report names the other: "held" or "unsupported"."""
    return [
        (Case(text, table["scene"], _near_end(table["edits"])), table["left"])
        for table in _all("partly")
        for text in _sentences(table)
    ]


def _near_end(edits: list[str]) -> tuple[str, ...]:
    """ "-1" is the last of five."""
    return tuple(f"{line[:-3]} 5" if line.endswith(" -1") else line for line in edits)


def refusals() -> list[tuple[str, str]]:
    """Sentence and category."""
    tables = _all("refusal")
    return [(text, table["category"]) for table in tables for text in _sentences(table)]


def held() -> list[tuple[str, str]]:
    """Sentence and a word of the reason; Chinese reasons apply to Chinese sentences."""
    tables = _all("held")
    return [(text, table["reason"]) for table in tables for text in _sentences(table)]


def noted() -> list[str]:
    return [text for table in _all("noted") for text in _sentences(table)]


def dialogues() -> list[tuple[str, list[tuple[str, tuple[str, ...]]]]]:
    """Scene and turns: what is said, the edits it means."""
    return [
        (table["scene"], [(said, _near_end(edits.split("|")) if edits else ()) for said, edits in table["turns"]])
        for table in _all("dialogue")
    ]


def every_sentence() -> list[str]:
    said = [turn for _, turns in dialogues() for turn, _ in turns]
    texts = [
        *(case.text for case in cases()),
        *(case.text for case, _ in partly()),
        *(text for text, _ in refusals()),
        *(text for text, _ in held()),
    ]
    return [*texts, *noted(), *said]
