"""The corpus: every sentence gives exactly its edits, every refusal gives none and says why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.interpreter import corpus
from tests.interpreter.scenes import scene
from tests.interpreter.spelling import spell

from kineograph.studio.interpreter import Scene, interpret, language_of, violations
from kineograph.studio.interpreter.lexing.vocabulary import vocabulary
from kineograph.timeline.apply import apply_all
from kineograph.timeline.edits import Redo, Undo


@pytest.mark.parametrize("case", corpus.cases(), ids=lambda case: case.text)
def test_a_sentence_means_its_edits(case: corpus.Case) -> None:
    said = scene(case.scene)
    found = interpret(case.text, said)
    assert tuple(spell(edit) for edit in found.edits) == case.edits
    assert not found.report.held
    assert not found.report.unsupported
    assert not found.report.question
    assert len(found.report.applied) == len(found.edits)
    assert violations(case.text, found.tokens) == ()
    apply_all(said.timeline, [edit for edit in found.edits if not isinstance(edit, Undo | Redo)])


@pytest.mark.parametrize(("case", "left"), corpus.partly(), ids=lambda value: getattr(value, "text", value))
def test_what_can_be_done_is_parted_from_what_cannot(case: corpus.Case, left: str) -> None:
    said = scene(case.scene)
    found = interpret(case.text, said)
    assert tuple(spell(edit) for edit in found.edits) == case.edits
    assert len(found.report.applied) == len(found.edits)
    assert [name for name in ("held", "unsupported") if getattr(found.report, name)] == [left]
    assert bool(found.report.question) == (left == "held")
    assert violations(case.text, found.tokens) == ()
    apply_all(said.timeline, [edit for edit in found.edits if not isinstance(edit, Undo | Redo)])


@pytest.mark.parametrize(("text", "category"), corpus.refusals(), ids=lambda value: value)
def test_a_refusal_changes_nothing_and_offers_something(text: str, category: str) -> None:
    found = interpret(text, scene("full"))
    assert found.edits == ()
    alternative = vocabulary(found.report.language).alternatives[category]
    assert any(alternative in line for line in found.report.unsupported)
    assert violations(text, found.tokens) == ()


@pytest.mark.parametrize(("text", "reason"), corpus.held(), ids=lambda value: value)
def test_a_held_clause_changes_nothing_and_asks(text: str, reason: str) -> None:
    found = interpret(text, scene("full"))
    assert found.edits == ()
    assert found.report.question
    if found.report.language == language_of(reason):
        assert any(reason in line for line in found.report.held)
    assert violations(text, found.tokens) == ()


@pytest.mark.parametrize("text", corpus.noted())
def test_what_already_holds_is_noted_and_changes_nothing(text: str) -> None:
    found = interpret(text, scene("full"))
    assert found.edits == ()
    assert found.report.noted
    assert not found.report.held


@pytest.mark.parametrize(("name", "turns"), corpus.dialogues())
def test_a_conversation_goes_as_expected(name: str, turns: list[tuple[str, tuple[str, ...]]]) -> None:
    now, history = scene(name), list[Scene]()
    for said, expected in turns:
        found = interpret(said, now)
        assert tuple(spell(edit) for edit in found.edits) == _placed(expected, now), said
        steps = sum(edit.steps for edit in found.edits if isinstance(edit, Undo))
        edits = [edit for edit in found.edits if not isinstance(edit, Undo | Redo)]
        if steps:
            now = replace(history[-steps], focus=found.focus)
            del history[-steps:]
            continue
        if edits:
            history.append(now)
        now = Scene(apply_all(now.timeline, edits), now.library, found.focus)


def _placed(expected: tuple[str, ...], now: Scene) -> tuple[str, ...]:
    last = len(now.timeline.visuals)
    return tuple(f"{line[:-2]} {last}" if line.endswith(" 5") and last else line for line in expected)


def test_the_corpus_is_large_in_both_languages() -> None:
    texts = corpus.every_sentence()
    assert len(texts) >= 2500
    assert sum(1 for text in texts if language_of(text) == "zh") >= 1000
