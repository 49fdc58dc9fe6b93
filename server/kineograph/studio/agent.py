"""An instruction → edits → what the studio says. One instruction is one step of the project's history.

The timeline is committed before the caller is told of it, and only as a whole. What was not understood, not possible or
asked back is always said; a turn ends without a text only where every edit is a title or a volume and all of it was
understood (about 30 % of the cloud's edits are silent, facts/wire.md A.3). Refuses to know sockets.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import anyio
import anyio.to_thread
from anyio.streams.memory import MemoryObjectSendStream
from filelock import FileLock

from kineograph.studio.projects import Project, list_media, load_history, save_history
from kineograph.studio.speech import EMPTY, NOISE, TOO_LONG, closing_text, phrases, pick
from kineograph.studio.studio import Studio
from kineograph.studio.turns import end_turn
from kineograph.timeline import EditError, History, Timeline
from kineograph.timeline.edits import AddText, Edit, EditText, Redo, RemoveText, SetVolume, Undo
from kineograph.wire.draft import write_draft
from kineograph.wire.events import EventStamp, ToolAnswered, ToolCalled, answer_part, call_part, text_part, write_event

TOOL = "edit_multitrack"
MAX_INSTRUCTION = 8000
_QUIET_EDITS = (AddText, EditText, RemoveText, SetVolume)
Frame = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Turn:
    """An accepted turn: ``number`` in the ledger, ``lock`` held on the session, ``scope`` what cancels it."""

    number: int
    project: Project
    text: str
    lock: FileLock
    scope: anyio.CancelScope


async def take_turn(studio: Studio, turn: Turn, send: MemoryObjectSendStream[Frame]) -> None:
    """Does the turn and sends its events; goes on when nobody listens. Lets go of the session at the end."""
    state = "lost"
    try:
        with turn.scope:
            async with send:
                for event in await _work(studio, turn):
                    await _tell(send, event)
                state = "done"
    finally:
        with anyio.CancelScope(shield=True):
            await studio.ledger.write(lambda rows: end_turn(rows, turn.number, state))
        turn.lock.release()


async def _tell(send: MemoryObjectSendStream[Frame], event: Frame) -> None:
    try:
        send.send_nowait(event)
    except (anyio.BrokenResourceError, anyio.WouldBlock):
        return  # the caller is gone; the work counts, not the words


async def _work(studio: Studio, turn: Turn) -> list[Frame]:
    await anyio.sleep(studio.options.faults.turn_delay)
    events = _Events(studio)
    language = _language(turn)
    if not turn.text:
        return [events.said(pick(EMPTY, language))]
    if len(turn.text) > MAX_INSTRUCTION:
        return [events.said(pick(TOO_LONG, language).format(count=len(turn.text), limit=MAX_INSTRUCTION))]
    return list(_told(await _think(studio, turn), events))


@dataclass(frozen=True, slots=True)
class Thought:
    """What an instruction came to. ``failure``: why its edits could not be applied."""

    edits: tuple[Edit | Undo | Redo, ...]
    report: Any
    before: History
    after: History
    failure: EditError | None

    @property
    def is_clear(self) -> bool:
        """Whether everything was understood and could be done."""
        report = self.report
        return not (self.failure or report.held or report.unsupported or report.question)


async def _think(studio: Studio, turn: Turn) -> Thought:
    from kineograph.studio.interpreter import Scene

    project = turn.project
    before, stored = await studio.ledger.read(
        lambda rows: (load_history(rows, project.id), list_media(rows, project.id))
    )
    scene = Scene(before.now, tuple(item.media for item in stored))
    found = await anyio.to_thread.run_sync(studio.options.interpret, turn.text, scene)
    after, failure = before, None
    try:
        after = before.do(found.edits)
    except EditError as error:
        failure = error
    if after != before:
        await studio.ledger.write(lambda rows: save_history(rows, project.id, after))
    return Thought(found.edits, found.report, before, after, failure)


def _told(thought: Thought, events: _Events) -> Iterator[Frame]:
    silent = _is_silent(thought, events.studio.options.faults.silent_edits)
    report, failure = thought.report, thought.failure
    if thought.edits:
        if not silent:
            yield events.said(phrases(report.language).opening)
        yield events.called([_plain_edit(edit) for edit in thought.edits])
        yield events.answered(thought)
    if not silent:
        why = f"{failure.message} {failure.hint}".strip() if failure else ""
        text = closing_text(report, thought.before.now, thought.after.now, why)
        yield events.said(text or phrases(report.language).unchanged)
    if events.studio.options.faults.trailing_noise:
        yield events.said(NOISE)


def _is_silent(thought: Thought, rule: str) -> bool:
    if rule == "never" or not thought.edits or not thought.is_clear or thought.after == thought.before:
        return False
    return rule == "always" or all(isinstance(edit, _QUIET_EDITS) for edit in thought.edits)


def state_delta(timeline: Timeline) -> dict[str, Any]:
    """The keys of a session's state that follow from its timeline; an empty project has the draft ``{}``."""
    canvas = timeline.canvas
    return {
        "draft": {} if timeline.is_empty else dict(write_draft(timeline).raw),
        "canvas_config": {"width": canvas.width, "height": canvas.height, "ratio": _ratio(timeline)},
    }


class _Events:
    """Writes one turn's events, as ADK does or in the typed dialect."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
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
        changed = thought.after != thought.before
        delta = state_delta(thought.after.now) if changed else {}
        return self._adk([answer_part(ToolAnswered(self._call_id, TOOL, response))], "user", delta)

    def _adk(
        self, parts: Sequence[Mapping[str, Any]], role: str = "model", delta: Mapping[str, Any] | None = None
    ) -> Frame:
        stamp = EventStamp(self._invocation, str(uuid.uuid4()), self.studio.now())
        return write_event(stamp, parts, role=role, state_delta=delta)


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
    """For the answers that come before anything is understood: the text's script, else the session's language."""
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in turn.text[:1000])
    return "zh" if chinese else ("en" if turn.text else turn.project.language or "en")


def _ratio(timeline: Timeline) -> str:
    from math import gcd

    width, height = timeline.canvas.width, timeline.canvas.height
    common = gcd(width, height) or 1
    return f"{width // common}:{height // common}"
