"""The steps that set wordings right: what is passed over has nothing to do, and each sees what was made before it."""

from __future__ import annotations

import pytest
from tests.interpreter import corpus

from kineograph.studio.interpreter.lexing.lexer import lex
from kineograph.studio.interpreter.lexing.normalise import normalise
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import HAN, Step, run, signs, when, within
from kineograph.studio.interpreter.reading import CHINESE_STEPS, ENGLISH_STEPS

TEXTS = [
    *(case.text for case in corpus.cases()),
    *(case.text for case, _ in corpus.partly()),
    *(text for text, _ in (*corpus.refusals(), *corpus.held())),
]


@pytest.mark.parametrize("steps", [ENGLISH_STEPS, CHINESE_STEPS], ids=["english", "chinese"])
def test_a_step_that_is_passed_over_has_nothing_to_do(steps: tuple[Step, ...]) -> None:
    for text in TEXTS:
        tokens = list(lex(normalise(text)))
        every = tokens
        for step in steps:
            every = step(every)
        assert run(tokens, steps) == every, text


def _tokens(text: str) -> tuple[Token, ...]:
    return lex(normalise(text))


def test_a_step_is_taken_where_one_of_its_signs_is_said() -> None:
    seen: list[str] = []

    @when("cut", "ordinal")
    def note(tokens: list[Token]) -> list[Token]:
        seen.append(tokens[0].text)
        return tokens

    for text in ("cut it", "photo 2", "zoom in"):
        run(_tokens(text), (note,))
    assert seen == ["cut", "photo 2"]


def test_a_step_with_one_more_sign_needs_both() -> None:
    seen: list[str] = []

    @when("quote", also=HAN)
    def note(tokens: list[Token]) -> list[Token]:
        seen.append(tokens[-1].text)
        return tokens

    for text in ("标题“a”", 'title "b"', "标题"):
        run(_tokens(text), (note,))
    assert seen == ["“a”"]


def test_a_step_sees_what_those_before_it_made() -> None:
    @when("zoom in")
    def first(tokens: list[Token]) -> list[Token]:
        return [*_tokens("remove"), *tokens[1:]]

    @when("remove")
    def second(tokens: list[Token]) -> list[Token]:
        return [*tokens, *_tokens("undo")]

    assert [token.text for token in run(_tokens("zoom in"), (first, second))] == ["remove", "undo"]
    assert [token.text for token in run(_tokens("zoom in"), (second, first))] == ["remove"]


def test_steps_within_parts_see_one_part_at_a_time() -> None:
    seen: list[list[str]] = []

    @when("cut")
    def note(tokens: list[Token]) -> list[Token]:
        seen.append([token.text for token in tokens])
        return [*tokens, *tokens]

    halves = within(lambda tokens: [(0, 2), (2, len(tokens))], (note,))
    made = run(_tokens("cut it pan left"), (halves,))
    assert seen == [["cut", "it"]]
    assert [token.text for token in made] == ["cut", "it", "cut", "it", "pan left"]


def test_the_signs_of_a_text_are_its_kinds_values_and_words() -> None:
    assert {"verb", "remove", "delete"} <= signs(_tokens("Delete it"))
    assert HAN not in signs(_tokens("Delete it"))
    assert HAN in signs(_tokens("删掉"))
