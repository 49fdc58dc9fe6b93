"""The events of a turn's stream: read from every dialect that is documented, written as ADK writes them.

Dialects: ADK's own events (1.18 to 2.13, camelCase or snake_case) and ``{"type": …}``. Heartbeats: empty data, a bare
word, ``event: heartbeat``, ``{"type": "heartbeat"}``. Knows no socket and no framing: one event's name and data come.
What comes out can be written as UTF-8, printed on a terminal and compared, whatever the other side sent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kineograph.wire.decoding import decode_json, plain

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
    """A piece of a text. ``repeated``: ADK will send the text again, whole; other dialects may not."""

    text: str
    repeated: bool = True


@dataclass(frozen=True, slots=True)
class ToolCalled:
    """``partial``: announced while it is still being written; ADK runs it from 1.27 on only when it comes again, whole
    and under another id (measured), and 1.18 runs it at once."""

    call_id: str
    name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    long_running: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class ToolAnswered:
    call_id: str
    name: str
    response: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """The studio wants a person's word before it goes on; the turn ends there. Nothing on this wire answers it."""

    question: str


@dataclass(frozen=True, slots=True)
class Reported:
    """What became of the instruction, told beside the words of an event: the same lists as a tool answers, where no
    tool was called."""

    report: Mapping[str, Any]


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


Event = Heartbeat | Said | Fragment | ToolCalled | ToolAnswered | Asked | Reported | StateChanged | Failed | Unreadable

MAX_MESSAGE = 500
MAX_NAME = 120
_LIFE = frozenset({"heartbeat", "ping", "keepalive", "keep-alive"})


def read_event(name: str, data: str) -> tuple[Event, ...]:
    """The events in one server-sent event; empty where it carries nothing we know. Never raises."""
    text = data.strip()
    if name in _LIFE or text in _LIFE or text in ("", "[DONE]"):
        return (Heartbeat(),)
    try:
        body = decode_json(text)
    except (ValueError, RecursionError):
        return (_broken(name, text),)
    if not isinstance(body, Mapping):
        return (Unreadable(len(text)),)
    kind = body.get("type")
    if isinstance(kind, str) and "author" not in body:
        return tuple(_typed(kind, body))
    return tuple(_adk(body) if "author" in body or "content" in body else _bare(body))


def _broken(name: str, text: str) -> Event:
    # ADK up to 1.18 builds its error line without escaping, so a quote in the message makes invalid JSON
    if text.startswith('{"error"'):
        return Failed("", _message(text[8:].lstrip(' :"').removesuffix('"}')))
    return Failed("", _message(text)) if name == "error" else Unreadable(len(text))


def _bare(body: Mapping[str, Any]) -> Iterator[Event]:
    """What is neither an event of ADK's nor typed: an error, as ADK's server or an envelope writes it."""
    error, code = body.get("error"), body.get("error_code") or body.get("code")
    if isinstance(error, Mapping):
        yield Failed(_name(error.get("code")), _message(error.get("message") or error))
    elif error or body.get("detail") or code not in (None, 0, "0", ""):
        yield Failed(_name(code), _message(error or body.get("message") or body.get("detail")))
    else:
        yield from _adk(body)


def _adk(body: Mapping[str, Any]) -> Iterator[Event]:
    if body.get("author") != "user":
        running = _either(body, "longRunningToolIds", "long_running_tool_ids")
        ids = frozenset(map(_string, running)) if isinstance(running, list) else frozenset()
        for part in _parts(body):
            yield from _part(part, body, ids)
        report = _mapping(_either(body, "customMetadata", "custom_metadata")).get("report")
        if isinstance(report, Mapping):
            yield Reported(report)
    delta = _either(_mapping(body.get("actions")), "stateDelta", "state_delta")
    if isinstance(delta, Mapping) and delta:
        yield StateChanged(delta)
    code, message = _either(body, "errorCode", "error_code"), _either(body, "errorMessage", "error_message")
    if code or message:
        yield Failed(_name(code), _message(message))


def _parts(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    parts = _mapping(body.get("content")).get("parts")
    return [part for part in parts if isinstance(part, Mapping)] if isinstance(parts, list) else []


def _part(part: Mapping[str, Any], body: Mapping[str, Any], running: frozenset[str]) -> Iterator[Event]:
    call, answer = (
        _either(part, "functionCall", "function_call"),
        _either(part, "functionResponse", "function_response"),
    )
    text = part.get("text")
    if isinstance(call, Mapping):
        yield _called(call, running, partial=body.get("partial") is True)
    elif isinstance(answer, Mapping):
        yield ToolAnswered(_string(answer.get("id")), _name(answer.get("name")), _mapping(answer.get("response")))
    elif isinstance(text, str) and part.get("thought") is not True and (words := plain(text)).strip():
        yield Fragment(words) if body.get("partial") is True else Said(words, _string(body.get("id")))


def _called(call: Mapping[str, Any], running: frozenset[str], *, partial: bool) -> Event:
    call_id, name, arguments = _string(call.get("id")), _name(call.get("name")), _mapping(call.get("args"))
    if name.startswith("adk_request_"):
        # ADK asks for a confirmation, a credential or an input by a call that only a person's client can answer
        hint = _mapping(_either(arguments, "toolConfirmation", "tool_confirmation")).get("hint")
        return Asked(_message(hint or arguments.get("message") or name.removeprefix("adk_").replace("_", " ")))
    return ToolCalled(call_id, name, arguments, call_id in running, partial)


def _typed(kind: str, body: Mapping[str, Any]) -> Iterator[Event]:
    name = _name(body.get("tool") or body.get("tool_name") or body.get("name"))
    call_id = _string(body.get("id") or body.get("call_id"))
    text = plain(_string(body.get("content") or body.get("text")))
    if kind in _LIFE:
        yield Heartbeat()
    elif kind == "text" and text.strip():
        yield Said(text, call_id)
        if isinstance(body.get("report"), Mapping):
            yield Reported(body["report"])
    elif kind == "chunk":
        yield Fragment(text, repeated=False)
    elif kind in ("tool_call", "tool_start", "toolcall_start"):
        yield ToolCalled(call_id, name, _mapping(body.get("args") or body.get("arguments")))
    elif kind in ("tool_result", "tool_end", "toolcall_end"):
        yield ToolAnswered(call_id, name, _mapping(body.get("result") or body.get("response")))
    elif kind == "error":
        yield Failed(_name(body.get("code")), _message(body.get("message") or body.get("error") or text))


def _either(body: Mapping[str, Any], camel: str, snake: str) -> object:
    """ADK writes camelCase; its events are snake_case where a server of someone else's writes them out."""
    return body[camel] if camel in body else body.get(snake)


def _string(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _name(value: object) -> str:
    return " ".join(plain(_string(value)).split())[:MAX_NAME]


def _message(value: object) -> str:
    return plain(_string(value)).strip()[:MAX_MESSAGE]


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
