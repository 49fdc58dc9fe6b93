"""Events in every dialect, and the ones nobody should send."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kineograph.wire.events import (
    HEARTBEATS,
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


@pytest.mark.parametrize(
    ("body", "events"),
    [
        ({"type": "text", "content": "Hi"}, (Said("Hi"),)),
        ({"type": "text", "text": " "}, ()),
        ({"type": "chunk", "text": "H"}, (Fragment("H"),)),
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


def test_the_unescaped_errors_of_old_releases_are_read() -> None:
    assert read_event("message", '{"error": "bad "value" here"}') == (Failed("", 'bad "value" here'),)
    assert read_event("message", "{half") == (Unreadable(5),)
    assert read_event("message", "[" * 100_000) == (Unreadable(100_000),)


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


@given(JSON)
def test_no_json_breaks_the_reader(body: object) -> None:
    assert isinstance(read(body), tuple)
