"""Events in every dialect, and the ones nobody should send."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kineograph.wire.events import (
    HEARTBEATS,
    Asked,
    Event,
    EventStamp,
    Failed,
    Fragment,
    Heartbeat,
    Said,
    StateChanged,
    ToolAnswered,
    ToolCalled,
    Unreadable,
    answer_part,
    call_part,
    frame,
    read_event,
    text_part,
    write_event,
)

STAMP = EventStamp("e-1", "id-1", 1.5)


def read(body: object, name: str = "message") -> tuple[Event, ...]:
    return read_event(name, json.dumps(body))


@pytest.mark.requirement("reading.heartbeats")
@pytest.mark.parametrize(
    ("name", "data"), [("heartbeat", "x"), ("message", ""), ("message", " heartbeat "), ("message", "ping")]
)
def test_life_without_substance(name: str, data: str) -> None:
    assert read_event(name, data) == (Heartbeat(),)
    assert all(form.endswith(b"\n\n") for form in HEARTBEATS.values())


def test_what_is_written_is_read_back() -> None:
    call = ToolCalled("c1", "edit_multitrack", {"ops": ["zoom"]})
    answer = ToolAnswered("c1", "edit_multitrack", {"status": "success"})
    event = write_event(STAMP, [text_part("夏"), call_part(call), answer_part(answer)], state_delta={"draft": {}})
    written = frame(event | {"error": "ignored beside an author"})
    assert written.startswith(b"data: {")
    assert "夏".encode() in written
    found = read_event("message", written.decode()[6:])
    assert found == (Said("夏", "id-1"), call, answer, StateChanged({"draft": {}}))
    failed = write_event(STAMP, [], error=Failed("CODE", "words"))
    assert read(failed) == (Failed("CODE", "words"),)


@pytest.mark.requirement("reading.typed-events")
@pytest.mark.parametrize(
    ("body", "events"),
    [
        ({"type": "text", "content": "Hi"}, (Said("Hi"),)),
        ({"type": "text", "text": " "}, ()),
        ({"type": "chunk", "text": "H"}, (Fragment("H", repeated=False),)),
        ({"type": "heartbeat"}, (Heartbeat(),)),
        ({"type": "tool_start", "tool": "t", "id": 7, "args": {"a": 1}}, (ToolCalled("7", "t", {"a": 1}),)),
        ({"type": "toolcall_end", "tool_name": "t", "response": {"b": 2}}, (ToolAnswered("", "t", {"b": 2}),)),
        ({"type": "tool_result", "name": "t", "result": "no mapping"}, (ToolAnswered("", "t", {}),)),
        ({"type": "error", "code": 5, "error": "bad"}, (Failed("5", "bad"),)),
        ({"type": "thinking_start"}, ()),
    ],
)
def test_the_typed_dialect(body: dict[str, Any], events: tuple[Event, ...]) -> None:
    assert read(body) == events


@pytest.mark.requirement("reading.fragments", "reading.thoughts", "reading.author-decides")
@pytest.mark.parametrize(
    ("body", "events"),
    [
        ({"author": "user", "content": {"parts": [{"text": "mine"}]}}, ()),
        (
            {
                "author": "a",
                "content": {"parts": [{"text": "t", "thought": True}, {"text": ""}, 5, {"inlineData": {}}]},
            },
            (),
        ),
        ({"author": "a", "partial": True, "content": {"parts": [{"text": "t"}]}}, (Fragment("t"),)),
        ({"author": "a", "content": {"parts": "none"}, "actions": []}, ()),
        ({"author": "a", "content": [], "actions": {"stateDelta": {}}}, ()),
        ({"author": "a", "errorMessage": "words only"}, (Failed("", "words only"),)),
        ({"error": "RuntimeError: x", "error_code": "E"}, (Failed("E", "RuntimeError: x"),)),
        (
            {
                "author": "a",
                "longRunningToolIds": ["c"],
                "content": {"parts": [{"functionCall": {"id": "c", "args": 1}}]},
            },
            (ToolCalled("c", "", {}, long_running=True),),
        ),
        (
            {"author": "a", "longRunningToolIds": 3, "content": {"parts": [{"functionCall": {"name": "n"}}]}},
            (ToolCalled("", "n"),),
        ),
        ([1], (Unreadable(3),)),
        ("x", (Unreadable(3),)),
    ],
)
def test_the_adk_dialect(body: object, events: tuple[Event, ...]) -> None:
    assert read(body) == events


@pytest.mark.requirement("reading.broken-errors")
def test_the_unescaped_errors_of_old_releases_are_read() -> None:
    assert read_event("message", '{"error": "bad "value" here"}') == (Failed("", 'bad "value" here'),)
    assert read_event("message", '{"error": "bad "value"') == (Failed("", 'bad "value"'),)
    assert read_event("message", "{half") == (Unreadable(5),)
    assert read_event("message", "[" * 100_000) == (Unreadable(100_000),)


@pytest.mark.parametrize(
    ("body", "events"),
    [
        ({"error": {"code": 503, "message": "overloaded"}}, (Failed("503", "overloaded"),)),
        ({"error": {"why": "none"}}, (Failed("", "{'why': 'none'}"),)),
        ({"error": None}, ()),
        ({"code": 2001, "message": "no credits"}, (Failed("2001", "no credits"),)),
        ({"code": 0, "data": {}}, ()),
        ({"detail": "Session not found"}, (Failed("", "Session not found"),)),
        ({"actions": {"stateDelta": {"draft": {}}}}, (StateChanged({"draft": {}}),)),
        ({}, ()),
    ],
)
def test_what_is_no_event_may_still_be_an_error(body: dict[str, Any], events: tuple[Event, ...]) -> None:
    assert read(body) == events


def test_an_event_called_error_is_one_whatever_it_holds() -> None:
    assert read_event("error", "upstream gone") == (Failed("", "upstream gone"),)


def test_events_written_out_in_snake_case_are_read() -> None:
    call = {"function_call": {"id": "c", "name": "n", "args": {"a": 1}}}
    answer = {"function_response": {"id": "c", "name": "n", "response": {"status": "pending"}}}
    body = {
        "author": "a",
        "content": {"parts": [call, answer, {"text": "hi"}]},
        "long_running_tool_ids": ["c"],
        "actions": {"state_delta": {"draft": {}}},
        "error_code": "E",
        "error_message": "m",
    }
    assert read(body) == (
        ToolCalled("c", "n", {"a": 1}, long_running=True),
        ToolAnswered("c", "n", {"status": "pending"}),
        Said("hi"),
        StateChanged({"draft": {}}),
        Failed("E", "m"),
    )


@pytest.mark.parametrize(
    ("name", "arguments", "question"),
    [
        ("adk_request_confirmation", {"toolConfirmation": {"hint": "Delete it?"}}, "Delete it?"),
        ("adk_request_input", {"message": "Which photo?"}, "Which photo?"),
        ("adk_request_credential", {"authConfig": {}}, "request credential"),
    ],
)
def test_a_call_that_only_a_person_can_answer_is_a_question(
    name: str, arguments: dict[str, Any], question: str
) -> None:
    part = {"functionCall": {"id": "x", "name": name, "args": arguments}}
    assert read({"author": "a", "content": {"parts": [part]}, "longRunningToolIds": ["x"]}) == (Asked(question),)


def test_a_call_in_a_partial_event_is_marked() -> None:
    part = {"functionCall": {"id": "x", "name": "n"}}
    assert read({"author": "a", "partial": True, "content": {"parts": [part]}}) == (ToolCalled("x", "n", partial=True),)


def test_what_is_said_steers_no_terminal() -> None:
    assert read({"author": "a", "content": {"parts": [{"text": "\x1b[31mred"}, {"text": "\x1b[31m"}]}}) == (
        Said("red"),
    )
    assert read({"type": "error", "message": "\x1b[31mred\x00"}) == (Failed("", "red"),)


def test_half_a_surrogate_pair_goes_nowhere_and_a_whole_one_stays() -> None:
    answer = {"id": "\udc00", "name": "n\udbff", "response": {"k\ud800": "v\ud800"}}
    body = {
        "author": "a\ud800",
        "content": {"parts": [{"functionResponse": answer}, {"text": "🎬"}]},
        "actions": {"stateDelta": {"draft": {"m": "\ud800"}}},
    }
    data = json.dumps(body)
    assert "\\ud83c\\udfac" in data
    found = read_event("message", data)
    assert found == (
        ToolAnswered("?", "n?", {"k?": "v?"}),
        Said("🎬"),
        StateChanged({"draft": {"m": "?"}}),
    )
    assert repr(found).encode()


@pytest.mark.parametrize("depth", [500, 900, 100_000])
def test_any_depth_is_read_or_counted_never_raised(depth: int) -> None:
    deep = '{"author":"a","actions":{"stateDelta":{"draft":' + "[" * depth + '"\\ud800"' + "]" * depth + "}}}"
    assert isinstance(read_event("message", deep)[0], StateChanged | Unreadable)


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity", "1" * 4000, "1" * 5000, "-0.0"])
def test_numbers_of_any_size_do_no_harm(number: str) -> None:
    found = read_event("message", f'{{"author":"a","actions":{{"stateDelta":{{"n":{number}}}}}}}')
    assert isinstance(found[0], StateChanged | Unreadable)


def test_names_are_short_and_on_one_line() -> None:
    part = {"functionCall": {"id": 5, "name": "x\ny" + "z" * 500}}
    (call,) = read({"author": "a", "content": {"parts": [part]}, "longRunningToolIds": [5, None, []]})
    assert isinstance(call, ToolCalled)
    assert (call.call_id, len(call.name), call.long_running) == ("5", 120, True)
    assert call.name.startswith("x yz")
    assert read({"type": "tool_call", "name": ["a", 1]}) == (ToolCalled("", "['a', 1]"),)


def test_raw_control_characters_and_doubled_keys_are_read() -> None:
    assert read_event("message", '{"type":"text","content":"a\x00b\tc"}') == (Said("ab\tc"),)
    assert read_event("message", '{"type":"text","content":"a","content":"b"}') == (Said("b"),)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "author", "content", "parts", "text", "error", "actions", "stateDelta", "functionCall", "id"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.mark.requirement("reading.nothing-crashes")
@given(JSON)
def test_no_json_breaks_the_reader(body: object) -> None:
    assert isinstance(read(body), tuple)
