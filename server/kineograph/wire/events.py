"""The events of a turn's stream: read from every dialect that is documented, written as ADK writes them.

Dialects: ADK's own events (1.18 to 2.13, camelCase) and ``{"type": …}``. Heartbeats: empty data, the bare word,
``event: heartbeat``, ``{"type": "heartbeat"}``. Knows no socket and no framing: one event's name and data come in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

AGENT = "nemo_agent"


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Life without substance."""


@dataclass(frozen=True, slots=True)
class Said:
    """Text that counts: not partial, not thought, not the user's."""

    text: str
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a text that will be repeated whole."""

    text: str


@dataclass(frozen=True, slots=True)
class ToolCalled:
    call_id: str
    name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    long_running: bool = False


@dataclass(frozen=True, slots=True)
class ToolAnswered:
    call_id: str
    name: str
    response: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StateChanged:
    delta: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Failed:
    """An error inside the stream; ``message`` is the studio's wording."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Data that is no JSON object: counted, never shown."""

    length: int


Event = Heartbeat | Said | Fragment | ToolCalled | ToolAnswered | StateChanged | Failed | Unreadable


def read_event(name: str, data: str) -> tuple[Event, ...]:
    """The events in one server-sent event; empty where it carries nothing we know. Never raises."""
    text = data.strip()
    if name == "heartbeat" or text in ("", "heartbeat", "ping", "[DONE]"):
        return (Heartbeat(),)
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return (_broken(text),)
    if not isinstance(body, Mapping):
        return (Unreadable(len(text)),)
    kind = body.get("type")
    return tuple(_typed(kind, body) if isinstance(kind, str) and "author" not in body else _adk(body))


def _broken(text: str) -> Event:
    # ADK up to 1.18 builds its error line without escaping, so a quote in the message makes invalid JSON
    if text.startswith('{"error"'):
        return Failed("", text[9:].strip(' :"}')[:500])
    return Unreadable(len(text))


def _adk(body: Mapping[str, Any]) -> Iterator[Event]:
    if "error" in body and "author" not in body:
        yield Failed(_string(body.get("error_code")), _string(body.get("error"))[:500])
        return
    if body.get("author") != "user":
        running = body.get("longRunningToolIds")
        for part in _parts(body):
            yield from _part(part, body, running if isinstance(running, list) else [])
    actions = body.get("actions")
    delta = actions.get("stateDelta") if isinstance(actions, Mapping) else None
    if isinstance(delta, Mapping) and delta:
        yield StateChanged(delta)
    if body.get("errorCode") or body.get("errorMessage"):
        yield Failed(_string(body.get("errorCode")), _string(body.get("errorMessage"))[:500])


def _parts(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    content = body.get("content")
    parts = content.get("parts") if isinstance(content, Mapping) else None
    return [part for part in parts if isinstance(part, Mapping)] if isinstance(parts, list) else []


def _part(part: Mapping[str, Any], body: Mapping[str, Any], running: Sequence[object]) -> Iterator[Event]:
    call, answer, text = part.get("functionCall"), part.get("functionResponse"), part.get("text")
    if isinstance(call, Mapping):
        call_id = _string(call.get("id"))
        yield ToolCalled(call_id, _string(call.get("name")), _mapping(call.get("args")), call_id in running)
    elif isinstance(answer, Mapping):
        yield ToolAnswered(_string(answer.get("id")), _string(answer.get("name")), _mapping(answer.get("response")))
    elif isinstance(text, str) and text.strip() and part.get("thought") is not True:
        yield Fragment(text) if body.get("partial") is True else Said(text, _string(body.get("id")))


def _typed(kind: str, body: Mapping[str, Any]) -> Iterator[Event]:
    name = _string(body.get("tool") or body.get("tool_name") or body.get("name"))
    call_id = _string(body.get("id") or body.get("call_id"))
    text = _string(body.get("content") or body.get("text"))
    if kind in ("heartbeat", "ping"):
        yield Heartbeat()
    elif kind == "text" and text.strip():
        yield Said(text, call_id)
    elif kind == "chunk":
        yield Fragment(text)
    elif kind in ("tool_call", "tool_start", "toolcall_start"):
        yield ToolCalled(call_id, name, _mapping(body.get("args") or body.get("arguments")))
    elif kind in ("tool_result", "tool_end", "toolcall_end"):
        yield ToolAnswered(call_id, name, _mapping(body.get("result") or body.get("response")))
    elif kind == "error":
        yield Failed(_string(body.get("code")), _string(body.get("message") or body.get("error") or text)[:500])


def _string(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


HEARTBEATS: dict[str, bytes] = {
    "named": b"event: heartbeat\ndata:\n\n",
    "empty": b"data:\n\n",
    "word": b"data: heartbeat\n\n",
    "json": b'data: {"type":"heartbeat"}\n\n',
    "comment": b": heartbeat\n\n",
}


@dataclass(frozen=True, slots=True)
class EventStamp:
    """What every ADK event carries: ids and the time in seconds since 1970."""

    invocation_id: str
    event_id: str
    timestamp: float


def write_event(
    stamp: EventStamp,
    parts: Sequence[Mapping[str, Any]],
    *,
    role: str = "model",
    state_delta: Mapping[str, Any] | None = None,
    error: Failed | None = None,
) -> dict[str, Any]:
    """An event as ADK 2.13 sends it. ``parts`` come from :func:`text_part`, :func:`call_part`, :func:`answer_part`."""
    event: dict[str, Any] = {
        "content": {"parts": list(parts), "role": role},
        "invocationId": stamp.invocation_id,
        "author": AGENT,
        "actions": {
            "stateDelta": dict(state_delta or {}),
            "artifactDelta": {},
            "requestedAuthConfigs": {},
            "requestedToolConfirmations": {},
        },
        "nodeInfo": {"path": ""},
        "id": stamp.event_id,
        "timestamp": stamp.timestamp,
    }
    if error is not None:
        event |= {"errorCode": error.code, "errorMessage": error.message}
    return event


def text_part(text: str) -> dict[str, Any]:
    return {"text": text}


def call_part(call: ToolCalled) -> dict[str, Any]:
    return {"functionCall": {"id": call.call_id, "args": dict(call.arguments), "name": call.name}}


def answer_part(answer: ToolAnswered) -> dict[str, Any]:
    return {"functionResponse": {"id": answer.call_id, "name": answer.name, "response": dict(answer.response)}}


def frame(event: Mapping[str, Any]) -> bytes:
    """One event on the stream: a single ``data:`` line of compact JSON, raw UTF-8."""
    return b"data: " + json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode() + b"\n\n"
