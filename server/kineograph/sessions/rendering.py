"""Brings one render of an export to its end at the studio: submit once, poll, one more attempt after a failure.

The render's id is ours and journalled before the submit, so a submit whose outcome is unknown is settled by asking
for that id, never by sending it again.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from enum import Enum, auto

from kineograph.client.failures import DUPLICATE, NOT_FOUND, TRANSIENT, UNREACHABLE
from kineograph.errors import HumanMustAct, KineographError, OutcomeUnknown, TryLater
from kineograph.protocol.exports import (
    MAX_ATTEMPTS,
    SUBMIT_WAITS_S,
    Fetch,
    GiveUp,
    Pace,
    Poll,
    TryAgain,
    after_status,
    after_trouble,
)
from kineograph.protocol.exports import Step as NextStep
from kineograph.sessions.context import Context
from kineograph.sessions.jobs import LiveJob
from kineograph.sessions.records import ExportRow, SessionRow, Step
from kineograph.wire.bodies import Output, Render
from kineograph.wire.renders import DISK_FULL, RenderStatus

NOT_LISTED_S = 60.0
"""How long a studio may take to list what it has just taken."""
_PASSING = (TRANSIENT, UNREACHABLE, "RATE_LIMITED")
_LOCAL = Pace(first_s=0.5, slowest_s=1.0, late_s=2.0)  # asking a studio on this machine costs nothing


class _Sent(Enum):
    """What is known of a submit: not with the studio, perhaps, certainly, or the id belongs to something."""

    NOT_YET = auto()
    UNKNOWN = auto()
    TAKEN = auto()
    ID_TAKEN = auto()


class RenderDriver:
    """Takes an export's render from where its row stands to a link."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._pace = _LOCAL if context.config.studio == "embedded" else Pace(slowest_s=context.config.poll_s)

    async def rendered(
        self, row: ExportRow, session: SessionRow, live: LiveJob, *, in_doubt: bool
    ) -> tuple[ExportRow, str]:
        """The row, and the link to the finished file. ``in_doubt``: a process that died may have sent the submit.

        Raises ``KineographError``: RENDER_FAILED after two attempts, EXPORT_BLOCKED, RENDER_STALLED …"""
        waited, clock = 0.0, self._context.clock
        if row.state == Step.SENDING:
            row = await self._submit(row, session, live, in_doubt=in_doubt)
        # not since the submit: a machine sleeps, servers stop overnight, clocks are set
        since = clock.monotonic()
        while True:
            match await self._step(row, waited, clock.monotonic() - since):
                case Fetch(url):
                    return row, url
                case TryAgain():
                    row, waited = await self._submit(await self.renewed(row), session, live), 0.0
                    since = clock.monotonic()
                case GiveUp(said, stalled):
                    raise _gave_up(said, stalled=stalled)
                case Poll(waited, percent, late):
                    live.tell("Still rendering, longer than usual" if late else "Rendering", percent)
                    await clock.sleep(waited)

    async def renewed(self, row: ExportRow, error: KineographError | None = None) -> ExportRow:
        """The same export under a new id, journalled. Raises ``error`` where that was done before."""
        if row.attempt >= MAX_ATTEMPTS:
            raise error or _gave_up("no render under either id", stalled=False)
        return await self._renamed(replace(row, attempt=row.attempt + 1))

    async def _renamed(self, row: ExportRow) -> ExportRow:
        return await self.journal(
            replace(row, state=Step.SENDING, render_id=new_render_id(), sent_at=self._context.clock.now())
        )

    async def journal(self, row: ExportRow) -> ExportRow:
        """Commits where the export stands. Raises ``JobEnded`` where it was cancelled meanwhile."""
        await self._context.ledger.advance(
            row,
            state=row.state,
            draft=row.draft,
            draft_hash=row.draft_hash,
            render_id=row.render_id,
            attempt=row.attempt,
            sent_at=row.sent_at,
            path=row.path,
            sha256=row.sha256,
        )
        return row

    async def _step(self, row: ExportRow, waited: float, elapsed: float) -> NextStep:
        try:
            return after_status(
                await self._status(row), max(row.attempt, 1), elapsed, self._pace.next_s(waited, elapsed)
            )
        except KineographError as error:
            if error.code == NOT_FOUND and (row.attempt == 0 or elapsed > NOT_LISTED_S):
                return TryAgain()
            if error.code not in (*_PASSING, NOT_FOUND):
                raise
        return after_trouble(elapsed, self._pace.next_s(waited, elapsed))

    async def _status(self, row: ExportRow) -> RenderStatus:
        return await (await self._context.studio.client()).render_status(row.render_id)

    async def _submit(self, row: ExportRow, session: SessionRow, live: LiveJob, *, in_doubt: bool = False) -> ExportRow:
        """The row once the studio has the render. Where that is not known, the id is asked about before anything is
        sent again; the id makes sending again harmless."""
        live.tell("Asking for the render", 0)
        sent = _Sent.UNKNOWN if in_doubt else _Sent.NOT_YET
        for wait in SUBMIT_WAITS_S:
            if wait:
                live.tell("Asking for the render: no answer yet, trying again", 0)
                await self._context.clock.sleep(wait)
            if sent is _Sent.UNKNOWN:
                sent = await self._is_known(row)
            if sent is _Sent.NOT_YET:
                sent = await self._send(row, session)
            if sent is _Sent.ID_TAKEN and (sent := await self._is_known(row)) is _Sent.NOT_YET:
                row = await self._renamed(row)
            if sent is _Sent.TAKEN:
                return await self.journal(replace(row, state=Step.RENDERING))
        raise TryLater("EXPORT_NOT_SENT", "The studio could not be given the export for minutes. Export again.")

    async def _send(self, row: ExportRow, session: SessionRow) -> _Sent:
        client = await self._context.studio.client()
        order = Render(
            id=row.render_id,
            sessionId=row.session_id,
            draft=json.loads(row.draft),
            output=Output(format=row.container, quality=row.quality, resolution=row.resolution, fps=row.fps),
        )
        try:
            await client.render(order)
        except OutcomeUnknown:
            return _Sent.UNKNOWN
        except KineographError as error:
            if error.code == DUPLICATE:
                return _Sent.ID_TAKEN
            if error.code in _PASSING:
                return _Sent.NOT_YET
            raise await self._context.explained(error, session.user_id) from error
        return _Sent.TAKEN

    async def _is_known(self, row: ExportRow) -> _Sent:
        """Whether the studio has a render under this id; UNKNOWN where it does not say."""
        try:
            await self._status(row)
        except KineographError as error:
            if error.code == NOT_FOUND:
                return _Sent.NOT_YET
            if error.code in _PASSING:
                return _Sent.UNKNOWN
            raise
        return _Sent.TAKEN


def new_render_id() -> str:
    return f"render_{uuid.uuid4().hex}"


def _gave_up(said: str, *, stalled: bool) -> KineographError:
    if stalled:
        advice = "The render has not finished for hours. Export again, or shorten the video."
        return TryLater("RENDER_STALLED", advice, said)
    if said.startswith(DISK_FULL):
        advice = "The studio has no space left on its disk for the video. Free some space there, then export again."
        return HumanMustAct("STUDIO_FULL", advice, said)
    advice = "The studio failed to render the video twice. Simplify the timeline and export again."
    return TryLater("RENDER_FAILED", advice, said)
