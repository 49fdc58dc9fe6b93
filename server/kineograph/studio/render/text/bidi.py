"""In which order the letters of a line stand from left to right. Pure.

The algorithm of Unicode Standard Annex #9 for plain text: direction of the paragraph (P2, P3), weak and neutral
characters (W1 to W7, N0 to N2), levels (I1, I2, L1) and reordering (L2). Explicit embeddings and isolates are left out
of titles and so are read past.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_STRONG = ("L", "R", "AL")
_IGNORED = ("BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）", "「": "」", "『": "』", "【": "】"}


@dataclass(frozen=True, slots=True)
class Run:
    """Letters ``[start, end)`` of the line as it is read, that stand together in one direction."""

    start: int
    end: int
    leftward: bool


def runs_left(text: str) -> bool:
    """Whether the first letter with a direction is Hebrew, Arabic or the like."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((side for side in strong if side in _STRONG), "L") != "L"


def visual_runs(line: str, leftward: bool) -> list[Run]:
    """The runs of ``line`` from left to right, in a paragraph of the given direction."""
    base = int(leftward)
    levels = _levels(line, base)
    end = len(line)
    while end and line[end - 1].isspace():
        end -= 1
        levels[end] = base
    runs = _logical(levels)
    for level in range(max(levels, default=0), 0, -1):
        runs = _turned(runs, levels, level)
    return runs


def _logical(levels: list[int]) -> list[Run]:
    runs: list[Run] = []
    for index, level in enumerate(levels):
        if runs and levels[runs[-1].start] == level:
            runs[-1] = Run(runs[-1].start, index + 1, bool(level % 2))
        else:
            runs.append(Run(index, index + 1, bool(level % 2)))
    return runs


def _turned(runs: list[Run], levels: list[int], level: int) -> list[Run]:
    """L2: every stretch of runs at ``level`` or above the other way round."""
    found: list[Run] = []
    stretch: list[Run] = []
    for run in runs:
        if levels[run.start] >= level:
            stretch.append(run)
        else:
            found += [*stretch[::-1], run]
            stretch = []
    return found + stretch[::-1]


def _levels(line: str, base: int) -> list[int]:
    outer = "R" if base else "L"
    types = _weak([unicodedata.bidirectional(character) for character in line], outer)
    for pair in _pairs(line):
        _bracketed(types, pair, outer)
    _neutral(types, outer)
    plain = {"L": 0, "R": 1, "AN": 2, "EN": 2}
    turned = {"L": 2, "R": 1, "AN": 2, "EN": 2}
    return [(turned if base else plain).get(kind, base) for kind in types]


def _weak(classes: list[str], outer: str) -> list[str]:
    types = _carried(classes, outer)
    strong = outer
    for index, kind in enumerate(types):  # W2, W3
        if kind in _STRONG:
            strong = kind
        if kind in ("EN", "AL"):
            types[index] = "R" if kind == "AL" else "AN" if strong == "AL" else "EN"
    _numbers(types)
    strong = outer
    for index, kind in enumerate(types):  # W7
        if kind in ("L", "R"):
            strong = kind
        if kind == "EN" and strong == "L":
            types[index] = "L"
    return types


def _carried(classes: list[str], outer: str) -> list[str]:
    """W1: a mark is what it stands on; what takes no part goes along."""
    types: list[str] = []
    for kind in classes:
        carried = kind == "NSM" or kind in _IGNORED
        types.append((types[-1] if types else outer) if carried else kind)
    return types


def _numbers(types: list[str]) -> None:
    """W4 to W6: separators between digits, and signs beside them."""
    for index in range(1, len(types) - 1):
        before, kind, after = types[index - 1 : index + 2]
        if before == after and ((kind == "ES" and before == "EN") or (kind == "CS" and before in ("EN", "AN"))):
            types[index] = before
    for sweep in (range(len(types) - 1), range(len(types) - 1, 0, -1)):
        step = 1 if sweep.step > 0 else -1
        for index in sweep:
            if types[index] == "EN" and types[index + step] == "ET":
                types[index + step] = "EN"
    for index, kind in enumerate(types):
        if kind in ("ES", "ET", "CS"):
            types[index] = "ON"


def _pairs(line: str) -> list[tuple[int, int]]:
    """Brackets that belong together, by where they open."""
    found: list[tuple[int, int]] = []
    still_open: list[int] = []
    for index, character in enumerate(line):
        if character in _BRACKETS:
            still_open.append(index)
        elif character in _BRACKETS.values():
            match = next((at for at in reversed(still_open) if _BRACKETS[line[at]] == character), None)
            if match is not None:
                del still_open[still_open.index(match) :]
                found.append((match, index))
    return sorted(found)


def _bracketed(types: list[str], pair: tuple[int, int], outer: str) -> None:
    """N0: brackets go with the paragraph if anything in them does, else with what they hold if that goes on before."""
    first, last = pair
    inside = {_side(kind) for kind in types[first + 1 : last] if kind in ("L", "R", "EN", "AN")}
    if not inside:
        return
    before = next((_side(kind) for kind in types[first::-1] if kind in ("L", "R", "EN", "AN")), outer)
    types[first] = types[last] = outer if outer in inside else before


def _neutral(types: list[str], outer: str) -> None:
    """N1, N2: between two of one direction theirs, else the paragraph's."""
    index = 0
    while index < len(types):
        end = index
        while end < len(types) and types[end] not in ("L", "R", "EN", "AN"):
            end += 1
        if end > index:
            before = _side(types[index - 1]) if index else outer
            after = _side(types[end]) if end < len(types) else outer
            types[index:end] = [before if before == after else outer] * (end - index)
        index = end + 1


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"
