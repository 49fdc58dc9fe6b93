"""The lexicon as data: surface → kind and value, in both languages, read from the TOML files beside this module.

One folder a language, one file a family. A table is a kind, a key its value; "(a|b|)" are alternatives, "-" and " " are
the same; Chinese is written simplified (the normaliser folds traditional forms). A surface stands in one place only:
what it means beyond that is for the rules to decide. Read once, when first asked for. Knows nothing of how the words
combine.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import product
from typing import Any, Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

_GROUP = re.compile(r"\(([^()]*)\)")
_SPACES = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``surfaces``: folded surface → (kind, value). ``longest``: the most words (English) or characters (Chinese);
    ``reach``: the most characters of a surface, by its first one; ``openings``: the words that longer surfaces begin
    with ("zoom" of "zoom in")."""

    surfaces: Mapping[str, tuple[str, str]]
    longest: int
    alternatives: Mapping[str, str]
    reach: Mapping[str, int]
    openings: frozenset[str]
    repeated: tuple[str, ...] = ()


@cache
def vocabulary(language: Language) -> Vocabulary:
    folder = resources.files("kineograph.studio.interpreter") / "lexicon" / language
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    alternatives: dict[str, str] = {}
    surfaces: dict[str, tuple[str, str]] = {}
    repeated: list[str] = []
    for file in files:
        tables: dict[str, dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))
        alternatives |= tables.pop("alternatives", {})
        for kind, values in tables.items():
            for value, patterns in values.items():
                for surface in (form for pattern in patterns for form in expand(pattern)):
                    if surface in surfaces:
                        repeated.append(surface)
                    surfaces.setdefault(surface, (kind, value))
    longest = max(len(surface.split(" ")) if language == "en" else len(surface) for surface in surfaces)
    reach: dict[str, int] = {}
    for surface in surfaces:
        reach[surface[0]] = max(len(surface), reach.get(surface[0], 0))
    openings = {surface[: gap.start()] for surface in surfaces for gap in re.finditer(" ", surface)}
    return Vocabulary(surfaces, longest, alternatives, reach, frozenset(openings), tuple(repeated))


def expand(pattern: str) -> Iterator[str]:
    """The surfaces of a pattern: "zoom(s|ing|) in" → "zooms in", "zooming in", "zoom in"."""
    parts = _GROUP.split(pattern)
    choices = [part.split("|") if index % 2 else [part] for index, part in enumerate(parts)]
    for chosen in product(*choices):
        yield _SPACES.sub(" ", "".join(chosen)).strip()
