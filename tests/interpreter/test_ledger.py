"""Nothing that was said is lost: the ledger's promises, and what a change of words must and must not change."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.interpreter import corpus
from tests.interpreter.scenes import scene

from kineograph.studio.interpreter import Interpretation, State, interpret, violations
from kineograph.studio.interpreter.lexing.ledger import Entry
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.timeline.apply import apply_all
from kineograph.timeline.edits import Redo, SetDuration, Undo

FULL = scene("full")
SENTENCES = [case.text for case in corpus.cases() if case.scene == "full"]
USUAL_STEP, QUARTER = 0.2, 90
NONSENSE = ("blorp", "flurble", "zquix", "咕噜噜", "叽咕")


def said(found: Interpretation) -> str:
    report = found.report
    return "\n".join((*report.held, *report.unsupported, *report.noted, report.question))


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_accounted_for(text: str) -> None:
    found = interpret(text, FULL)
    assert violations(text, found.tokens) == ()
    assert found.edits or said(found).strip()


@given(st.lists(st.sampled_from([word for text in corpus.every_sentence() for word in text.split()]), max_size=14))
@settings(max_examples=200, deadline=None)
def test_any_mixture_of_known_words_is_accounted_for(words: list[str]) -> None:
    text = " ".join(words)
    found = interpret(text, FULL)
    assert violations(text, found.tokens) == ()
    assert found.edits or said(found).strip()
    apply_all(FULL.timeline, [edit for edit in found.edits if not isinstance(edit, Undo | Redo)])


@given(st.sampled_from(SENTENCES), st.sampled_from(NONSENSE), st.data())
@settings(max_examples=200, deadline=None)
def test_a_nonsense_word_is_reported(text: str, word: str, data: st.DataObject) -> None:
    spaces = [index for index, char in enumerate(text) if char == " " and not _inside_quote(text, index)]
    at = data.draw(st.sampled_from([0, len(text), *spaces]))
    changed = f"{text[:at]} {word} {text[at:]}".strip()
    assert word in said(interpret(changed, FULL)) or word in _shown(interpret(changed, FULL))


def _inside_quote(text: str, index: int) -> bool:
    return any(text[:index].count(mark) % 2 for mark in "\"'") or "title" in text


def _shown(found: Interpretation) -> str:
    return "".join(str(getattr(edit, "text", "")) for edit in found.edits)


@pytest.mark.parametrize("text", SENTENCES)
def test_politeness_changes_nothing(text: str) -> None:
    plain = interpret(text, FULL).edits
    if any("一" <= char <= "鿿" for char in text):
        assert interpret(f"请{text}，谢谢", FULL).edits == plain
    else:
        assert interpret(f"please {text}", FULL).edits == plain
        assert interpret(f"{text}, thank you", FULL).edits == plain


@given(st.integers(1, 59), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_a_number_changes_exactly_its_field(seconds: int, place: int) -> None:
    expected = (SetDuration(seconds * 1000, "each", (place,)),)
    assert interpret(f"make photo {place} {seconds} seconds", FULL).edits == expected
    assert interpret(f"把第{place}张改成{seconds}秒", FULL).edits == expected


@pytest.mark.parametrize(
    ("plain", "negated"),
    [
        ("add music", "don't add music"),
        ("add transitions", "don't add transitions"),
        ("zoom in", "don't zoom in"),
        ("remove the second photo", "don't remove the second photo"),
        ("make it vertical", "don't make it vertical"),
        ("reverse the order", "don't reverse the order"),
        ("swap the first and the second photo", "don't swap the first and the second photo"),
        ("make the second photo 5 seconds", "don't make the second photo 5 seconds"),
        ("move the last photo to the front", "don't move the last photo to the front"),
        ("add the title 'Hi'", "don't add the title 'Hi'"),
        ("加音乐", "不要加音乐"),
        ("删除第二张", "不要删除第二张"),
        ("第二张改成5秒", "第二张不要改成5秒"),
        ("改成竖屏", "不要改成竖屏"),
        ("把第二张放到最前面", "不要把第二张放到最前面"),
        ("撤销", "不要撤销"),
        ("undo", "don't undo"),
    ],
)
def test_a_negation_changes_the_result(plain: str, negated: str) -> None:
    positive, negative = interpret(plain, FULL), interpret(negated, FULL)
    assert positive.edits
    assert negative.edits != positive.edits
    assert negative.edits or said(negative)


@pytest.mark.parametrize("text", SENTENCES)
def test_a_dropped_word_changes_the_result_or_was_reported(text: str) -> None:
    found = interpret(text, FULL)
    for entry in found.tokens:
        if entry.state is not State.STORED:
            continue
        rest = text[: entry.token.start] + " " + text[entry.token.end :]
        assert interpret(rest, FULL).edits != found.edits or _is_default(entry), entry.token.text


def _is_default(entry: Entry) -> bool:
    """What is so anyway ("every picture"), said twice ("9:16 vertical") or overtaken ("too long, make it 2 s")."""
    every = entry.token.kind == "quant" and entry.where in ("target", "scope")
    echo = entry.token.kind in ("degree", "relative")
    standing = entry.token.is_a("transition", "crossfade")
    following = entry.where == "order"  # clips that are not named follow as they stand
    step = entry.where == "amount" and entry.token.amount == USUAL_STEP
    once = entry.where == "steps" and entry.token.amount == 1
    quarter = entry.where == "rotate" and (entry.token.amount == QUARTER or entry.token.value in ("clockwise", "right"))
    sideways = entry.where == "flip" and entry.token.value in ("16:9", "left", "right")
    return (
        every
        or following
        or echo
        or standing
        or step
        or once
        or quarter
        or sideways
        or entry.where in ("aspect", "old")
        or (entry.where == "steps" and entry.token.places == (-1,))
    )


def test_the_ledger_notices_a_gap_and_a_dropped_number() -> None:
    number = Token("number", "3", 0, 1, "3")
    assert (
        violations("3 x", (Entry(number, State.FUNCTION),))
        == (
            "'x' at 2 is not accounted for",
            "'3' carries meaning and was filed as function",
        )
        or len(violations("3 x", (Entry(number, State.FUNCTION),))) == 2
    )
    assert violations("3", (Entry(number, State.STORED),)) == ("'3' was stored, but nowhere",)
    assert violations("3", (Entry(number, State.STORED, "steps"), Entry(number, State.STORED, "steps")))


def test_clauses_in_another_order_mean_the_same() -> None:
    one = interpret("add the title 'Hi', 3 seconds each, make it square", FULL).edits
    other = interpret("make it square, 3 seconds each, add the title 'Hi'", FULL).edits
    assert one == other
    assert len(one) == 3
