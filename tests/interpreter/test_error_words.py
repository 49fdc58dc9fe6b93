"""What the timeline refuses is said in the language of the instruction."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from tests.interpreter.scenes import scene

from kineograph import timeline
from kineograph.studio.interpreter import interpret
from kineograph.studio.interpreter.wording.errorwords import refusal
from kineograph.timeline.vocabulary import Look

_FOLDER = Path(inspect.getfile(timeline)).parent
_HAN = re.compile(r"[㐀-鿿]")


def _messages(folder: Path) -> Iterator[str]:
    """Every message that the timeline raises, with "7" in the gaps; both halves of a choice."""
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "EditError":
                yield from _said(node.args[1])


def _said(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)]
    return []


def _fillings(message: str) -> str:
    filled = message.replace("There is no 7 7: 7.", "There is no clip 7: there are 5.")
    return filled.replace("left to 7.", "left to undo.")


@pytest.mark.parametrize("message", [_fillings(message) for message in _messages(_FOLDER)])
def test_every_message_of_the_timeline_has_chinese_words(message: str) -> None:
    said = refusal(message, "zh")
    assert _HAN.search(said)
    assert said != refusal("nothing of the kind", "zh")
    assert not re.search(r"[a-z]{3}", said)


def _bounded(folder: Path) -> Iterator[str]:
    """What has bounds, as the timeline calls it."""
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "at_most":
                yield from _said(node.args[-1])
    yield from (field.name.capitalize() for field in fields(Look) if field.name != "tone")


@pytest.mark.parametrize("what", sorted({*_bounded(_FOLDER)}))
def test_everything_with_bounds_has_a_chinese_name(what: str) -> None:
    what = what.replace("to 7", "to undo").replace("change of 7", "change of contrast")
    said = refusal(f"{what} must be from 0 to 1, not 3.", "zh")
    assert said.endswith("只能在0到1之间，不能是3")
    assert not said.startswith("数值")


def test_a_message_keeps_its_figures_and_names() -> None:
    assert refusal("a.mp3 is sound, not a picture.", "zh") == "a.mp3是声音文件，不是图片"
    assert refusal("A volume must be from 0 to 2, not 5.", "zh") == "音量只能在0到2之间，不能是5"
    assert refusal("There is no clip 9: there are 5.", "zh") == "没有第9个片段：一共5个"


def test_english_is_what_the_timeline_says() -> None:
    assert refusal("Nothing would be left of the video.", "en") == "Nothing would be left of the video."


def test_a_refused_edit_is_answered_in_chinese() -> None:
    (held,) = interpret("第二张倒放", scene("full")).report.held
    assert held.startswith("“第二张倒放”：静态图片没法倒放")
