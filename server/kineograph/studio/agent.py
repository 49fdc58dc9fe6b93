"""An instruction → edits → what the studio says. One instruction is one step of the project's history.

The timeline is committed before the caller is told of it, and only as a whole. What was not understood, not possible or
asked back is always said; a turn ends without a text only where every edit is a title or a volume and all of it was
understood (about 30 % of the cloud's edits are silent, as all five skills say). Refuses to know sockets.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from math import gcd
from typing import Any

import anyio
from anyio.streams.memory import MemoryObjectSendStream
from filelock import FileLock

from kineograph.studio.dialects import Frame, Voice, new_call
from kineograph.studio.faults import FaultCounts
from kineograph.studio.interpreter import Focus, language_of
from kineograph.studio.ledger import LedgerError
from kineograph.studio.projects import Project, list_media, load_focus, load_history, save_focus, save_history
from kineograph.studio.speech import EMPTY, NOISE, TOO_LONG, phrases, pick
from kineograph.studio.staging import FIRST_TOOL, RAW, Stage, second_stage
from kineograph.studio.studio import Studio
from kineograph.studio.thinking import Thought, closing, is_silent, plain_edit, response, think, think_on, think_typed
from kineograph.studio.turns import end_turn
from kineograph.timeline import EditError, History, Timeline
from kineograph.timeline.edits import Edit, Redo, Undo
from kineograph.wire.draft import write_draft
from kineograph.wire.editcalls import EditCall
from kineograph.wire.events import Failed, ToolAnswered, ToolCalled

logger = logging.getLogger(__name__)

TOOL = "edit_multitrack"
MAX_INSTRUCTION = 8000


@dataclass(frozen=True, slots=True)
class Turn:
    """An accepted turn: ``number`` in the ledger, ``lock`` held on the session, ``scope`` what cancels it. ``doomed``:
    its caller is going to vanish and it with them, once it has called its tool. ``call``: typed edits in place of
    words."""

    number: int
    project: Project
    text: str
    lock: FileLock
    scope: anyio.CancelScope
    faults: FaultCounts
    doomed: bool = False
    call: EditCall | None = None


class TurnBroke(Exception):
    """The switch ``turn_error`` ends the turn here."""


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
    faults = turn.faults.faults
    voice = Voice(faults.dialect, studio.now, faults.partial_text)
    agent = Agent(studio, turn, voice, send)
    try:
        await agent.work()
    except TurnBroke:
        agent.tell(voice.broke(garbled=faults.turn_error.broken))
    except LedgerError as error:
        agent.tell(voice.failed(Failed("STUDIO_RECORDS", str(error))))
    except Exception:
        logger.exception("a turn failed in a way nobody foresaw")
        agent.tell(voice.failed(Failed("STUDIO_AGENT", "The studio's agent failed. Say it in other words.")))


@dataclass(frozen=True, slots=True)
class Agent:
    """One turn's work: what the agent says and does, told as it happens."""

    studio: Studio
    turn: Turn
    voice: Voice
    send: MemoryObjectSendStream[Frame]

    def tell(self, frames: Iterable[Frame]) -> None:
        with suppress(anyio.BrokenResourceError):  # the caller is gone; the work counts, not the words
            for frame in frames:
                self.send.send_nowait(frame)

    async def work(self) -> None:
        """Raises :class:`TurnBroke` where that switch is set, ``LedgerError``."""
        refusal = _refusal(self.turn)
        if refusal:
            self.tell(self.voice.said(refusal))
            return
        faults = self.turn.faults.faults
        self._break_at("before")
        thought = await _think(self.studio, self.turn)
        silent = is_silent(thought, faults.silent_edits)
        said = [closing(thought)]
        if not thought.changes and thought.found is not None:
            await self._remember(thought.focus)
        if thought.acts:
            if not silent:
                self.tell(self.voice.said(phrases(thought.report.language).opening))
            said += await self._do(thought, silent=silent)
        elif thought.found is not None:
            await self._remember(thought.focus)  # what a question was about
        if not silent:
            self.tell(self.voice.said(" ".join(said), None if thought.acts else response(thought)))
        if faults.trailing_noise:
            self.tell(self.voice.said(NOISE))
        self._break_at("after")

    async def _do(self, thought: Thought, *, silent: bool) -> list[str]:
        """Calls the tool, which commits the timeline before it answers; a second stage may follow. What is to be said
        of that."""
        faults, language = self.turn.faults.faults, thought.report.language
        staged = faults.two_stages and thought.call is None
        stage = second_stage(thought.before.now, thought.after.now, language) if staged else None
        call = new_call(FIRST_TOOL if stage else TOOL, _arguments(self.turn.text, thought, raw=stage is not None))
        self.tell(self.voice.called(call))
        await (anyio.sleep_forever() if self.turn.doomed else anyio.sleep(faults.turn_delay))
        self._break_at("open")
        if faults.late_write and thought.changes:
            self.studio.start(write_late, self.studio, self.turn.project.id, thought.edits, faults.late_write)
            self._answer(call, response(thought), None)
            return []
        if thought.changes:
            await self._commit(thought.after, thought.focus)
        self._break_at("committed")
        self._answer(call, response(thought), thought.after if thought.changes else None)
        if stage is None:
            return []
        if not silent:
            self.tell(self.voice.said(pick(RAW, language)))
        await anyio.sleep(faults.two_stages)
        await self._add(stage, thought.after)
        return [stage.says]

    async def _add(self, stage: Stage, raw: History) -> None:
        finished = raw.do(stage.edits)
        call = new_call(TOOL, {"ops": [plain_edit(edit) for edit in stage.edits]})
        self.tell(self.voice.called(call))
        await self._commit(finished, Focus())
        self._answer(call, {"status": "success", "applied": [stage.says], "revision": finished.revision}, finished)

    async def _commit(self, history: History, focus: Focus) -> None:
        def write(rows: sqlite3.Connection) -> None:
            save_history(rows, self.turn.project.id, history)
            save_focus(rows, self.turn.project.id, focus)

        await self.studio.ledger.write(write)

    async def _remember(self, focus: Focus) -> None:
        """What a turn that changes nothing spoke of, as a question does."""
        await self.studio.ledger.write(lambda rows: save_focus(rows, self.turn.project.id, focus))

    def _answer(self, call: ToolCalled, response: Mapping[str, Any], changed: History | None) -> None:
        delta = {} if changed is None else state_delta(changed.now, changed.revision)
        self.tell(self.voice.answered(ToolAnswered(call.call_id, call.name, response), delta))

    def _break_at(self, moment: str) -> None:
        counts = self.turn.faults
        if counts.faults.turn_error.moment == moment and counts.strike("turn_error"):
            raise TurnBroke


async def write_late(studio: Studio, session_id: str, edits: tuple[Edit | Undo | Redo, ...], seconds: float) -> None:
    """Puts the edits into the timeline once the time is over or the studio stops, on top of what stands by then."""

    def write(rows: sqlite3.Connection) -> None:
        with suppress(EditError):  # what stands by then does not have what they were meant for
            save_history(rows, session_id, load_history(rows, session_id).do(edits))

    try:
        await anyio.sleep(seconds)
    finally:
        with anyio.CancelScope(shield=True):
            await studio.ledger.write(write)


async def _think(studio: Studio, turn: Turn) -> Thought:
    project = turn.project.id
    before, stored, focus = await studio.ledger.read(
        lambda rows: (load_history(rows, project), list_media(rows, project), load_focus(rows, project))
    )
    library = tuple(item.media for item in stored)
    if turn.call is not None:
        return think_typed(turn.call, turn.project.language, before, library)
    thought = await think(studio.options.interpret, turn.text, before, library, focus)
    return await think_on(studio.options.planner, thought, library, focus) if studio.options.planner else thought


def state_delta(timeline: Timeline, revision: int) -> dict[str, Any]:
    """The keys of a session's state that follow from its timeline; an empty project has the draft ``{}``. ``revision``
    grows with every change of it and never goes back."""
    canvas = timeline.canvas
    return {
        "revision": revision,
        "draft": {} if timeline.is_empty else dict(write_draft(timeline).raw),
        "canvas_config": {"width": canvas.width, "height": canvas.height, "ratio": _ratio(timeline)},
    }


def _arguments(text: str, thought: Thought, *, raw: bool) -> dict[str, Any]:
    if raw:
        timeline = thought.after.now
        return {"prompt": text, "duration": timeline.duration_ms / 1000, "ratio": _ratio(timeline)}
    return {"ops": [plain_edit(edit) for edit in thought.edits]}


def _refusal(turn: Turn) -> str:
    """What is said before anything is understood, in the text's language or else the session's; mostly nothing."""
    if turn.call is not None:
        return ""
    if not turn.text:
        return pick(EMPTY, turn.project.language)
    if len(turn.text) > MAX_INSTRUCTION:
        words = pick(TOO_LONG, language_of(turn.text[:1000]))
        return words.format(count=len(turn.text), limit=MAX_INSTRUCTION)
    return ""


def _ratio(timeline: Timeline) -> str:
    width, height = timeline.canvas.width, timeline.canvas.height
    common = gcd(width, height) or 1
    return f"{width // common}:{height // common}"
