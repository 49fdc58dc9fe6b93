"""The manifest of required behaviours, held against the tests in both directions.

``requirements/*.toml``: an entry per behaviour, its id written as a table, ``[turn.post-once]`` in ``turn.toml``, with

* ``holds``: what must hold, in a sentence; ``source``: whose rule it is;
* ``tests``: the tests that prove it, without parameters. Each of them carries ``@pytest.mark.requirement("the id")``;
* ``codes``, ``statuses``, ``troubles``: what of the error table it is about;
* ``played_by``: the switches of the studio's fault table that provoke it. Each is played beside one of its tests, or
  against the whole stack in ``test_faults.py``.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from kineograph.studio.faults import table
from kineograph.wire.codes import HTTP_STATUSES, Code, Trouble

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).with_name("requirements")
UNPLAYED = FOLDER / "unplayed.toml"
KEYS = {"holds", "source", "tests"}
MORE_KEYS = {"codes", "statuses", "troubles", "played_by"}


@cache
def manifest() -> dict[str, dict[str, Any]]:
    """The entries by their ids."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        if path == UNPLAYED:
            continue
        rooms = tomllib.loads(path.read_text("utf-8"))
        assert list(rooms) == [path.stem], f"{path.name} holds entries of {path.stem} alone"
        found |= {f"{path.stem}.{name}": entry for name, entry in rooms[path.stem].items()}
    return found


@cache
def every_test() -> dict[str, tuple[str, ...]]:
    """Every test, with the ids that it is marked with."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        place = path.relative_to(ROOT).as_posix()
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                found[f"{place}::{node.name}"] = tuple(_marked(node))
    return found


def _marked(test: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    for decorator in test.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.requirement":
            for argument in decorator.args:
                assert isinstance(argument, ast.Constant), f"{test.name}: an id is written out"
                yield str(argument.value)


def listed(key: str) -> set[Any]:
    """Everything that stands under ``key``, in whichever entry."""
    return {item for entry in manifest().values() for item in entry.get(key, ())}


def test_every_entry_is_whole() -> None:
    for name, entry in manifest().items():
        assert set(entry) >= KEYS, f"{name} lacks {KEYS - set(entry)}"
        assert set(entry) <= KEYS | MORE_KEYS, f"{name} has {set(entry) - KEYS - MORE_KEYS}"
        assert entry["holds"].endswith("."), f"{name} is no sentence"
        assert entry["source"], f"{name} is nobody's rule"
        assert entry["tests"], f"{name} is proved by nothing"
        assert len(set(entry["tests"])) == len(entry["tests"]), f"{name} lists a test twice"


def test_no_two_entries_say_the_same() -> None:
    said = [entry["holds"] for entry in manifest().values()]
    assert [sentence for sentence in set(said) if said.count(sentence) > 1] == []


def test_every_test_that_is_listed_exists() -> None:
    assert listed("tests") - set(every_test()) == set()


def test_every_mark_names_an_entry() -> None:
    marks = {(test, name) for test, names in every_test().items() for name in names}
    assert {(test, name) for test, name in marks if name not in manifest()} == set()


def test_marks_and_lists_say_the_same() -> None:
    marked = {(name, test) for test, names in every_test().items() for name in names}
    wanted = {(name, test) for name, entry in manifest().items() for test in entry["tests"]}
    assert wanted - marked == set(), "listed, and the test does not carry the mark"
    assert marked - wanted == set(), "marked, and the entry does not list the test"
    assert [test for test, names in every_test().items() if len(set(names)) < len(names)] == []


def test_every_code_of_the_error_table_has_an_entry() -> None:
    assert set(map(int, Code)) == listed("codes")
    assert set(HTTP_STATUSES) - listed("statuses") == set()
    assert {trouble.value for trouble in Trouble} == listed("troubles")


def test_every_switch_of_the_studio_plays_a_requirement() -> None:
    unplayed: dict[str, str] = tomllib.loads(UNPLAYED.read_text("utf-8"))
    switches = {row.name for row in table()}
    assert listed("played_by") <= switches, "there is no such switch"
    assert set(unplayed) | listed("played_by") == switches, "a switch plays nothing, and no reason is given"
    assert set(unplayed) & listed("played_by") == set()
    assert all(reason.endswith(".") for reason in unplayed.values())


def test_what_plays_a_requirement_is_played() -> None:
    stack = Path(__file__).with_name("test_faults.py").read_text("utf-8")
    for name, entry in manifest().items():
        sources = [stack, *((ROOT / test.partition("::")[0]).read_text("utf-8") for test in entry["tests"])]
        for switch in entry.get("played_by", ()):
            spellings = (f'"{switch}"', f'"{switch}=')
            assert any(spelled in text for text in sources for spelled in spellings), f"{name}: {switch} is not played"
