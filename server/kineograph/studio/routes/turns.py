"""POST run_sse: one turn, streamed. The turn is accepted and charged first; then it no longer needs its caller."""

from __future__ import annotations

import math
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from typing import Any

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kineograph.studio.agent import Turn, take_turn
from kineograph.studio.answers import read_json
from kineograph.studio.projects import Project
from kineograph.studio.refusals import Refused, RefusedPlainly
from kineograph.studio.studio import Studio, caller, project_of, studio_of
from kineograph.studio.turns import begin_turn, session_lock
from kineograph.wire.bodies import Run
from kineograph.wire.codes import Code
from kineograph.wire.events import HEARTBEATS, frame
from kineograph.wire.routes import APP_NAME

HANG_UP = "kineograph.hang_up"
"""Key in the scope: a function that cuts the connection. ASGI has no word for it, so the server puts it there."""


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
    faults = studio.options.faults
    drop = faults.drop if studio.faults.strike("drop") else ""
    turn = await _accept(studio, project, body.text.strip(), doomed=bool(drop) and not faults.run_survives)
    send, receive = anyio.create_memory_object_stream[Mapping[str, Any]](math.inf)
    studio.start(take_turn, studio, turn, send)
    events = _stream(studio, turn, receive)
    if drop == "before_head":
        receive.close()
        _hang_up(request, turn)
        return Response(status_code=500)
    return StreamingResponse(_cut(events, request, turn) if drop else events, media_type="text/event-stream")


async def _accept(studio: Studio, project: Project, text: str, *, doomed: bool) -> Turn:
    lock = session_lock(studio.home, project.id)
    if lock is None:
        raise RefusedPlainly(409, "This session already has a turn running; nothing was accepted.")
    try:
        now, charging = studio.now(), studio.options.faults.charge
        number = await studio.ledger.write(lambda rows: begin_turn(rows, project, text, now, charging=charging))
        if number is None:
            raise Refused(Code.NO_CREDITS, "insufficient credits")
    except BaseException:
        lock.release()
        raise
    return Turn(number, project, text, lock, anyio.CancelScope(), doomed)


async def _stream(
    studio: Studio, turn: Turn, receive: MemoryObjectReceiveStream[Mapping[str, Any]]
) -> AsyncGenerator[bytes, None]:
    """The turn's events as they come, heartbeats while it works. A caller who leaves takes the turn along only where
    ``run_survives`` is off."""
    faults = studio.options.faults
    finished = False
    try:
        while True:
            event = None
            with anyio.move_on_after(faults.heartbeat_s):
                try:
                    event = await receive.receive()
                except anyio.EndOfStream:
                    finished = True
                    return
            yield HEARTBEATS[faults.heartbeat] if event is None else frame(event)
    finally:
        receive.close()
        if not finished and not faults.run_survives:
            turn.scope.cancel()


async def _cut(events: AsyncGenerator[bytes, None], request: Request, turn: Turn) -> AsyncIterator[bytes]:
    """The first event, half of the second, then nothing: the connection is gone."""
    yield await anext(events)
    half = await anext(events, b"data: {}\n\n")
    yield half[: len(half) // 2]
    await events.aclose()
    _hang_up(request, turn)


def _hang_up(request: Request, turn: Turn) -> None:
    if turn.doomed:
        turn.scope.cancel()
    hang_up = request.scope.get(HANG_UP)
    if hang_up is not None:
        hang_up()
