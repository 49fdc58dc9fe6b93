"""POST run_sse: one turn, streamed. The turn is accepted and charged first; then it no longer needs its caller."""

from __future__ import annotations

import math
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import replace

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kineograph.studio.agent import Turn, take_turn
from kineograph.studio.answers import read_json
from kineograph.studio.breaking import LostAnswer, hang_up
from kineograph.studio.dialects import Frame
from kineograph.studio.faults import Drop
from kineograph.studio.projects import Project, load_standing
from kineograph.studio.refusals import Refused, RefusedPlainly
from kineograph.studio.studio import Studio, caller, faults_of, project_of, studio_of
from kineograph.studio.turns import begin_turn, session_lock
from kineograph.wire.bodies import Run
from kineograph.wire.codes import Code
from kineograph.wire.editcalls import EditCall
from kineograph.wire.edits import BadEdits
from kineograph.wire.events import HEARTBEATS
from kineograph.wire.routes import APP_NAME


async def run(request: Request) -> Response:
    studio, account = studio_of(request), await caller(request)
    body = await read_json(request, Run)
    if body.app_name != APP_NAME:
        raise RefusedPlainly(404, f"App not found: {body.app_name[:100]}")
    try:
        project = await project_of(request, account, body.session_id)
    except Refused as error:
        if studio.options.faults.business == "4xx":
            raise
        # this route is ADK's own, and that is how ADK says it (measured on 2.13)
        raise RefusedPlainly(404, f"Session not found: {body.session_id}") from error
    turn = await _accept(studio, project, body.text.strip(), _call(body))
    counts = turn.faults
    drop = counts.faults.drop if counts.strike("drop") else ""
    fails = counts.strike("run_error_status")
    if (drop or fails) and not counts.faults.run_survives:
        turn = replace(turn, doomed=True)
    send, receive = anyio.create_memory_object_stream[Frame](math.inf)
    studio.start(take_turn, studio, turn, send)
    if drop == "before_head" or fails:
        receive.close()
        if turn.doomed:
            turn.scope.cancel()
        if fails:
            raise RefusedPlainly(503, "The server could not handle the request.")
        return LostAnswer()
    events = _stream(turn, receive)
    pieces = _cut(events, request, drop) if drop else _whole(events)
    return StreamingResponse(pieces, media_type="text/event-stream")


def _call(body: Run) -> EditCall | None:
    """The typed edits that came in place of words. 422 where their arguments are none."""
    try:
        return None if body.edits is None else EditCall.read(body.edits)
    except BadEdits as error:
        problem = {"type": "value_error", "loc": ["body", "newMessage"], "msg": str(error), "input": None}
        raise RefusedPlainly(422, [problem]) from error


async def _accept(studio: Studio, project: Project, text: str, call: EditCall | None) -> Turn:
    faults = await faults_of(studio, project.id)
    lock = session_lock(studio.home, project.id)
    if lock is None:
        raise RefusedPlainly(409, "This session already has a turn running; nothing was accepted.")
    try:
        now, charging = studio.now(), faults.faults.charge and not await _is_free(studio, project, call)
        number = await studio.ledger.write(lambda rows: begin_turn(rows, project, text, now, charging=charging))
        if number is None:
            raise Refused(Code.NO_CREDITS, "insufficient credits")
    except BaseException:
        lock.release()
        raise
    return Turn(number, project, text, lock, anyio.CancelScope(), faults, call=call)


async def _is_free(studio: Studio, project: Project, call: EditCall | None) -> bool:
    """Whether nothing can come of the call: a preview, or edits meant for another revision. Call with the lock held."""
    if call is None or call.dry_run or not call.base_revision:
        return call is not None and call.dry_run
    standing = await studio.ledger.read(lambda rows: load_standing(rows, project.id))
    return standing.revision != call.base_revision


async def _stream(turn: Turn, receive: MemoryObjectReceiveStream[Frame]) -> AsyncGenerator[Frame, None]:
    """The turn's events as they come, heartbeats while it works. A caller who leaves takes the turn along only where
    ``run_survives`` is off."""
    faults = turn.faults.faults
    beat = Frame(HEARTBEATS[faults.heartbeat.form])
    finished = False
    try:
        while True:
            event = None
            with anyio.move_on_after(faults.heartbeat.seconds):
                try:
                    event = await receive.receive()
                except anyio.EndOfStream:
                    finished = True
                    return
            yield beat if event is None else event
    finally:
        receive.close()
        if not finished and not faults.run_survives:
            turn.scope.cancel()


async def _whole(events: AsyncGenerator[Frame, None]) -> AsyncIterator[bytes]:
    async with aclosing(events):
        async for event in events:
            yield event.data


async def _cut(events: AsyncGenerator[Frame, None], request: Request, drop: Drop) -> AsyncIterator[bytes]:
    """``mid_event``: half of the tool call, or of the last event where no tool is called, then the connection is gone.
    ``open_call``: the tool call, then a clean end."""
    held = Frame(b"")
    async with aclosing(events):
        async for event in events:
            yield held.data
            held = event
            if event.opens_call:
                break
    if drop == "open_call":
        yield held.data
    else:
        yield held.data[: len(held.data) // 2]
        hang_up(request.scope)
