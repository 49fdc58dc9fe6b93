"""An instruction → edits → what the studio says. One instruction is one step of the project's history.

The timeline is committed before the caller is told of it, and only as a whole. What was not understood, not possible or
asked back is always said; a turn ends without a text only where every edit is a title or a volume and all of it was
understood (about 30 % of the cloud's edits are silent, as all five skills say). Refuses to know sockets.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from math import gcd
from typing import Any

import anyio
import anyio.to_thread
from anyio.streams.memory import MemoryObjectSendStream
from filelock import FileLock

from kineograph.studio.interpreter import Report, Scene, language_of
from kineograph.studio.ledger import LedgerError
from kineograph.studio.projects import Project, list_media, load_history, save_history
from kineograph.studio.speech import EMPTY, NOISE, TOO_LONG, closing_text, phrases, pick
from kineograph.studio.studio import Studio
from kineograph.studio.turns import end_turn
from kineograph.timeline import EditError, History, Timeline
from kineograph.timeline.edits import AddText, Edit, EditText, Redo, RemoveText, SetVolume, Undo
from kineograph.wire.draft import write_draft
from kineograph.wire.events import (
    EventStamp,
    Failed,
    ToolAnswered,
    ToolCalled,
    answer_part,
    call_part,
    text_part,
    write_event,
)

logger = logging.getLogger(__name__)

TOOL = "edit_multitrack"
MAX_INSTRUCTION = 8000
_QUIET_EDITS = (AddText, EditText, RemoveText, SetVolume)
Frame = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Turn:
    """An accepted turn: ``number`` in the ledger, ``lock`` held on the session, ``scope`` what cancels it. ``doomed``:
    its caller is going to vanish and it with them, once it has called its tool."""

    number: int
    project: Project
    text: str
    lock: FileLock
    scope: anyio.CancelScope
    doomed: bool = False


async def take_turn(studio: Studio, turn: Turn, send: MemoryObjectSendStream[Frame]) -> None:
    """Does the turn and sends its events; goes on when nobody listens. The session is free again before the stream
    ends, because whoever reads the end may begin the next turn at once."""
    state = "lost"
    async with send:
        try:
            with turn.scope:
                await _work(studio, turn, send)
                state = "done"
        finally:
            with anyio.CancelScope(shield=True):
                try:
                    await studio.ledger.write(lambda rows: end_turn(rows, turn.number, state))
                finally:
                    turn.lock.release()


async def _work(studio: Studio, turn: Turn, send: MemoryObjectSendStream[Frame]) -> None:
    events = Events(studio)
    try:
        async for event in _events(studio, turn, events):
            _tell(send, event)
    except LedgerError as error:
        _tell(send, events.failed("STUDIO_RECORDS", str(error)))
    except Exception:
        logger.exception("a turn failed in a way nobody foresaw")
        _tell(send, events.failed("STUDIO_AGENT", "The studio's agent failed. Say it in other words."))


def _tell(send: MemoryObjectSendStream[Frame], event: Frame) -> None:
    with suppress(anyio.BrokenResourceError):  # the caller is gone; the work counts, not the words
        send.send_nowait(event)


async def _events(studio: Studio, turn: Turn, events: Events) -> AsyncIterator[Frame]:
    """What the agent says and does, as it happens. The timeline is committed before its answer is told."""
    language = _language(turn)
    if not turn.text:
        yield events.said(pick(EMPTY, language))
        return
    if len(turn.text) > MAX_INSTRUCTION:
        yield events.said(pick(TOO_LONG, language).format(count=len(turn.text), limit=MAX_INSTRUCTION))
        return
    faults = studio.options.faults
    thought = await _think(studio, turn)
    silent = _is_silent(thought, faults.silent_edits)
    if thought.edits:
        if not silent:
            yield events.said(phrases(thought.report.language).opening)
        yield events.called([_plain_edit(edit) for edit in thought.edits])
        await (anyio.sleep_forever() if turn.doomed else anyio.sleep(faults.turn_delay))
        if thought.changes:
            await studio.ledger.write(lambda rows: save_history(rows, turn.project.id, thought.after))
        yield events.answered(thought)
    if not silent:
        yield events.said(_closing(thought))
    if faults.trailing_noise:
        yield events.said(NOISE)


@dataclass(frozen=True, slots=True)
class Thought:
    """What an instruction comes to, not yet committed. ``failure``: why its edits cannot be applied."""

    edits: tuple[Edit | Undo | Redo, ...]
    report: Report
    before: History
    after: History
    failure: EditError | None

    @property
    def is_clear(self) -> bool:
        """Whether everything was understood and can be done."""
        report = self.report
        return not (self.failure or report.held or report.unsupported or report.question)

    @property
    def changes(self) -> bool:
        return self.after != self.before


async def _think(studio: Studio, turn: Turn) -> Thought:
    before, stored = await studio.ledger.read(
        lambda rows: (load_history(rows, turn.project.id), list_media(rows, turn.project.id))
    )
    scene = Scene(before.now, tuple(item.media for item in stored))
    found = await anyio.to_thread.run_sync(studio.options.interpret, turn.text, scene)
    try:
        return Thought(found.edits, found.report, before, before.do(found.edits), None)
    except EditError as failure:
        return Thought(found.edits, found.report, before, before, failure)


def _closing(thought: Thought) -> str:
    failure = thought.failure
    why = f"{failure.message} {failure.hint}".strip() if failure else ""
    text = closing_text(thought.report, thought.before.now, thought.after.now, why)
    return text or phrases(thought.report.language).unchanged


def _is_silent(thought: Thought, rule: str) -> bool:
    if rule == "never" or not thought.is_clear or not thought.changes:
        return False
    return rule == "always" or all(isinstance(edit, _QUIET_EDITS) for edit in thought.edits)


def state_delta(timeline: Timeline) -> dict[str, Any]:
    """The keys of a session's state that follow from its timeline; an empty project has the draft ``{}``."""
    canvas = timeline.canvas
    return {
        "draft": {} if timeline.is_empty else dict(write_draft(timeline).raw),
        "canvas_config": {"width": canvas.width, "height": canvas.height, "ratio": _ratio(timeline)},
    }


class Events:
    """Writes one turn's events, as ADK does or in the typed dialect."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._invocation = f"e-{uuid.uuid4()}"
        self._call_id = f"adk-{uuid.uuid4()}"
        self._typed = studio.options.faults.dialect == "typed"

    def said(self, text: str) -> Frame:
        return {"type": "text", "content": text} if self._typed else self._adk([text_part(text)])

    def called(self, operations: Sequence[Mapping[str, Any]]) -> Frame:
        if self._typed:
            return {"type": "tool_call", "id": self._call_id, "name": TOOL, "args": {"ops": operations}}
        return self._adk([call_part(ToolCalled(self._call_id, TOOL, {"ops": operations}))])

    def answered(self, thought: Thought) -> Frame:
        response: dict[str, Any] = {
            "status": "error" if thought.failure else "success",
            **{name: value for name, value in _plain(asdict(thought.report)).items() if name != "language"},
            "revision": thought.after.revision,
        }
        if thought.failure:
            response |= {"applied": [], "error": thought.failure.message, "error_code": thought.failure.code}
        if self._typed:
            return {"type": "tool_result", "id": self._call_id, "name": TOOL, "result": response}
        delta = state_delta(thought.after.now) if thought.changes else {}
        return self._adk([answer_part(ToolAnswered(self._call_id, TOOL, response))], "user", delta)

    def failed(self, code: str, message: str) -> Frame:
        if self._typed:
            return {"type": "error", "code": code, "message": message}
        return write_event(self._stamp(), [], error=Failed(code, message))

    def _adk(
        self, parts: Sequence[Mapping[str, Any]], role: str = "model", delta: Mapping[str, Any] | None = None
    ) -> Frame:
        return write_event(self._stamp(), parts, role=role, state_delta=delta)

    def _stamp(self) -> EventStamp:
        return EventStamp(self._invocation, str(uuid.uuid4()), self._studio.now())


def _plain_edit(edit: Edit | Undo | Redo) -> dict[str, Any]:
    plain: dict[str, Any] = _plain(asdict(edit))
    return {"op": edit.op, **plain}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, StrEnum) else value


def _language(turn: Turn) -> str:
    """For the answers that come before anything is understood: the text's, else the session's."""
    return language_of(turn.text[:1000]) if turn.text else turn.project.language


def _ratio(timeline: Timeline) -> str:
    width, height = timeline.canvas.width, timeline.canvas.height
    common = gcd(width, height) or 1
    return f"{width // common}:{height // common}"
