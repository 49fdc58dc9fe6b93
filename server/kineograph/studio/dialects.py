"""How a turn's events are written: as three releases of ADK do (measured on 1.18, 1.27 and 2.13), or in the vendor's
``{"type": …}`` dialect. Knows no faults and no work; a frame is bytes for the stream."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kineograph.studio.faults import Dialect
from kineograph.wire.events import (
    EventStamp,
    Failed,
    ToolAnswered,
    ToolCalled,
    answer_part,
    call_part,
    frame,
    text_part,
    write_event,
)

FRAGMENT = 24
"""Characters of a fragment."""

OVERLOADED = Failed("RuntimeError", "The video model is overloaded.")
GARBLED = 'The video model answered "overloaded"\nand gave up.'


@dataclass(frozen=True, slots=True)
class Frame:
    """A piece of the stream. ``opens_call``: a tool is called with it."""

    data: bytes
    opens_call: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """One turn's events in a ``dialect``. ``now``: seconds since 1970. ``in_fragments``: texts come twice, as with
    ADK's streaming: in pieces, then whole."""

    dialect: Dialect
    now: Callable[[], float]
    in_fragments: bool = False
    _invocation: str = field(default_factory=lambda: f"e-{uuid.uuid4()}")

    @property
    def _is_typed(self) -> bool:
        return self.dialect == "typed"

    def said(self, text: str, report: Mapping[str, Any] | None = None) -> list[Frame]:
        """A text; ``report``: what became of the instruction, where no tool says so."""
        pieces = [text[start : start + FRAGMENT] for start in range(0, len(text), FRAGMENT)]
        fragments = pieces if self.in_fragments else []
        if self._is_typed:
            written = [{"type": "chunk", "content": piece} for piece in fragments]
            told = {} if report is None else {"report": dict(report)}
            return _frames(*written, {"type": "text", "content": text, **told})
        whole = self._event([text_part(text)])
        if report is not None:
            whole["customMetadata"] = {"report": dict(report)}
        partial = [{**self._event([text_part(piece)]), "partial": True} for piece in fragments]
        if self.dialect == "adk-2.13":  # fragments have the id of the whole there, ids of their own before
            partial = [{**event, "id": whole["id"]} for event in partial]
        return _frames(*partial, whole)

    def called(self, call: ToolCalled) -> list[Frame]:
        if self._is_typed:
            event = {"type": "tool_call", "id": call.call_id, "name": call.name, "args": dict(call.arguments)}
        else:
            event = {**self._event([call_part(call)]), "longRunningToolIds": []}
        return [Frame(frame(event), opens_call=True)]

    def answered(self, answer: ToolAnswered, state_delta: Mapping[str, Any]) -> list[Frame]:
        if self._is_typed:
            result = {"type": "tool_result", "id": answer.call_id, "name": answer.name, "result": dict(answer.response)}
            return _frames(result)
        return _frames(self._event([answer_part(answer)], "user", state_delta))

    def failed(self, error: Failed) -> list[Frame]:
        """An error that the agent noticed: an event of its own."""
        if self._is_typed:
            return _frames({"type": "error", "code": error.code, "message": error.message})
        event = self._of_release(write_event(self._stamp(), [], error=error))
        del event["content"]
        return _frames(event)

    def broke(self, *, garbled: bool) -> list[Frame]:
        """The line with which a run ends that raised something. ``garbled``: with a quote and a line break in the
        message, which ADK up to 1.18 puts between its quotes as they are."""
        if garbled:
            return [_by_hand(GARBLED)]
        if self._is_typed:
            return self.failed(OVERLOADED)
        if self.dialect != "adk-2.13":
            return [_by_hand(OVERLOADED.message)]
        code, message = OVERLOADED.code, OVERLOADED.message
        details = {"error_type": code, "error_message": message, "timestamp": self.now()}
        bare = json.dumps({"error": f"{code}: {message}", "error_details": details})
        # what an agent's model or tool raises comes twice
        return [*self.failed(OVERLOADED), Frame(f"data: {bare}\n\n".encode())]

    def _event(
        self, parts: Sequence[Mapping[str, Any]], role: str = "model", delta: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        return self._of_release(write_event(self._stamp(), parts, role=role, state_delta=delta))

    def _of_release(self, event: dict[str, Any]) -> dict[str, Any]:
        if self.dialect != "adk-2.13":
            event.pop("nodeInfo", None)  # from 2.0
        return event

    def _stamp(self) -> EventStamp:
        return EventStamp(self._invocation, str(uuid.uuid4()), self.now())


def new_call(tool: str, arguments: Mapping[str, Any]) -> ToolCalled:
    return ToolCalled(f"adk-{uuid.uuid4()}", tool, arguments)


def _by_hand(message: str) -> Frame:
    return Frame(f'data: {{"error": "{message}"}}\n\n'.encode())


def _frames(*events: Mapping[str, Any]) -> list[Frame]:
    return [Frame(frame(event)) for event in events]
