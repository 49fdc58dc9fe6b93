"""Tool calls, their answers, and what is left open or pending."""

from __future__ import annotations

import pytest

from kineograph.protocol.calls import Closed, OpenCalls
from kineograph.wire.events import ToolAnswered, ToolCalled

EDIT = "edit_multitrack"
DONE = {"status": "success"}


def opened(*calls: ToolCalled) -> OpenCalls:
    found = OpenCalls()
    for call in calls:
        found.call(call)
    return found


def test_an_answer_closes_the_call_of_its_id_not_another_of_the_same_name() -> None:
    calls = opened(ToolCalled("a", EDIT, {"n": 1}), ToolCalled("b", EDIT, {"n": 2}))
    assert calls.answer(ToolAnswered("b", EDIT, DONE)) == Closed(ToolCalled("b", EDIT, {"n": 2}), pending=False)
    assert calls.names == (EDIT,)
    # the same answer once more, as an event that carries an artifact may come twice
    assert calls.answer(ToolAnswered("b", EDIT, DONE)) == Closed(None, pending=False)
    assert calls.names == (EDIT,)


def test_an_answer_to_an_id_that_nobody_called_closes_nothing() -> None:
    calls = opened(ToolCalled("a", EDIT))
    assert calls.answer(ToolAnswered("zzz", EDIT, DONE)).call is None
    assert calls
    assert calls.latest == EDIT


def test_calls_without_ids_are_closed_one_by_one_by_name() -> None:
    calls = opened(ToolCalled("", EDIT, {"n": 1}), ToolCalled("", EDIT, {"n": 2}))
    first, second = calls.answer(ToolAnswered("", EDIT, DONE)), calls.answer(ToolAnswered("new", EDIT, DONE))
    assert (first.call, second.call) == (ToolCalled("", EDIT, {"n": 1}), ToolCalled("", EDIT, {"n": 2}))
    assert not calls
    assert calls.latest == ""


def test_an_answer_without_an_id_closes_the_oldest_call_of_its_name() -> None:
    calls = opened(ToolCalled("a", EDIT), ToolCalled("b", "other"))
    assert calls.answer(ToolAnswered("", EDIT, DONE)).call == ToolCalled("a", EDIT)
    assert calls.names == ("other",)


def test_an_id_can_be_used_again_and_an_event_can_come_twice() -> None:
    calls = opened(ToolCalled("a", EDIT), ToolCalled("a", "other"))
    assert calls.names == ("other",)
    calls.answer(ToolAnswered("a", "other", DONE))
    calls.call(ToolCalled("a", EDIT))
    assert calls.answer(ToolAnswered("a", EDIT, DONE)).call == ToolCalled("a", EDIT)
    assert not calls


def test_a_call_that_is_still_being_written_is_not_open() -> None:
    half = ToolCalled("p", EDIT, partial=True)
    calls = opened(half)
    assert not calls
    # 1.18 runs it and answers it
    assert calls.answer(ToolAnswered("p", EDIT, DONE)).call == half
    # and where it comes whole under its own id, the whole one counts
    calls = opened(half, ToolCalled("p", EDIT, {"ops": []}))
    assert calls.answer(ToolAnswered("p", EDIT, DONE)).call == ToolCalled("p", EDIT, {"ops": []})
    assert calls.answer(ToolAnswered("p", EDIT, DONE)).call is None


@pytest.mark.parametrize("status", ["pending", "PENDING", "running", "queued"])
def test_a_long_running_tool_may_say_in_many_words_that_it_goes_on(status: str) -> None:
    calls = opened(ToolCalled("a", EDIT, long_running=True))
    waits = ToolAnswered("a", EDIT, {"status": status})
    seen = [(calls.answer(answer).pending, calls.pending) for answer in (waits, waits, ToolAnswered("a", EDIT, DONE))]
    assert seen == [(True, (EDIT,)), (True, (EDIT,)), (False, ())]


@pytest.mark.parametrize(("status", "pending"), [("pending", True), ("processing", False), ({"a": 1}, False)])
def test_any_other_tool_has_to_say_pending(status: object, pending: bool) -> None:
    calls = opened(ToolCalled("a", EDIT))
    assert calls.answer(ToolAnswered("a", EDIT, {"status": status})).pending is pending


def test_a_pending_answer_without_a_call_or_an_id_is_known_by_its_name() -> None:
    calls = OpenCalls()
    seen = [
        (calls.answer(ToolAnswered("", EDIT, {"status": status})).call, calls.pending) for status in ("pending", "done")
    ]
    assert seen == [(None, (EDIT,)), (None, ())]


def test_a_long_running_tool_that_was_not_answered_is_open_and_pending() -> None:
    calls = opened(ToolCalled("a", EDIT, long_running=True), ToolCalled("b", "other"))
    assert (calls.names, calls.pending) == ((EDIT, "other"), (EDIT,))
