"""The call that carries typed edits: read and written, announced by the state, and beside the words of a turn."""

from __future__ import annotations

from typing import Any

import pytest

from kineograph.wire.bodies import Run, to_wire
from kineograph.wire.editcalls import ANNOUNCED, EditCall, revision_of, takes_edits
from kineograph.wire.edits import BadEdits

UNDO = {"op": "undo"}


def test_a_call_comes_back_from_its_mark() -> None:
    call = EditCall(({"op": "add_text", "text": "你好"},), 7, dry_run=True)
    assert EditCall.of_mark(call.mark) == call
    assert EditCall.read(call.write()) == call
    assert EditCall(({"b": 1, "a": 2},)).mark == EditCall(({"a": 2, "b": 1},)).mark
    assert EditCall((UNDO,)).mark != EditCall((UNDO,), 1).mark


def test_what_is_left_out_or_null_is_as_usual() -> None:
    assert EditCall.read({"edits": [UNDO], "base_revision": None}) == EditCall((UNDO,))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, "edits must be a list"),
        ({"edits": "undo"}, "edits must be a list"),
        ({"edits": [], "base_revision": -1}, "base_revision must be"),
        ({"edits": [], "base_revision": True}, "base_revision must be"),
        ({"edits": [], "base_revision": "7"}, "base_revision must be"),
        ({"edits": [], "base_revision": 2**53 + 1}, "base_revision must be"),
        ({"edits": [], "dry_run": "yes"}, "dry_run must be"),
        ({"edits": [], "force": True}, "edit_timeline takes no force: it takes edits, base_revision, dry_run"),
    ],
)
def test_a_call_that_is_none_says_why(arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(BadEdits, match=said):
        EditCall.read(arguments)


@pytest.mark.parametrize(
    ("state", "takes", "revision"),
    [
        ({**ANNOUNCED, "revision": 0}, True, 0),
        ({**ANNOUNCED, "revision": 41}, True, 41),
        ({"revision": 41}, False, 41),
        (ANNOUNCED, False, None),
        ({"kineograph": {"edits": 2}, "revision": 1}, False, 1),
        ({"kineograph": "edits", "revision": 1}, False, 1),
        ({**ANNOUNCED, "revision": -1}, False, None),
        ({**ANNOUNCED, "revision": True}, False, None),
        ({**ANNOUNCED, "revision": "7"}, False, None),
    ],
)
def test_only_a_studio_that_says_so_and_counts_takes_edits(
    state: dict[str, Any], takes: bool, revision: int | None
) -> None:
    assert (takes_edits(state), revision_of(state)) == (takes, revision)


def test_a_call_travels_beside_the_words_in_either_spelling() -> None:
    body = to_wire(Run.of("42", "Undo it.", {"edits": [UNDO]}))
    words, call = body["new_message"]["parts"]
    assert words == {"text": "Undo it."}
    assert call == {"functionCall": {"name": "edit_timeline", "args": {"edits": [UNDO]}}}
    run = Run.model_validate(body)
    assert (run.text, run.edits) == ("Undo it.", {"edits": [UNDO]})
    snake = {"function_call": {"name": "edit_timeline", "args": {"edits": []}}}
    assert Run.model_validate({**body, "new_message": {"parts": [snake]}}).edits == {"edits": []}


def test_another_call_is_none_of_ours() -> None:
    other = {"functionCall": {"name": "delete_everything"}}
    run = Run.model_validate({"session_id": "42", "new_message": {"parts": [other]}})
    assert (run.text, run.edits) == ("", None)
