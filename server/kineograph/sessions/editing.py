"""Typed edits from a caller: checked, tried on the timeline that stands, and sent as a turn, once.

A studio that says that it takes them gets them as they are; any other gets them in words. Equal edits that are running
are joined. A call meant for another revision changes nothing and is answered with the timeline that stands.
"""

from __future__ import annotations

import uuid

from kineograph.client.failures import SESSION_LOST
from kineograph.errors import AgentMustFix
from kineograph.protocol.instructing import instruction
from kineograph.sessions.context import Context
from kineograph.sessions.edited import resolved, tongue_of
from kineograph.sessions.jobs import Jobs
from kineograph.sessions.keeping import NEW, Keeper, no_session
from kineograph.sessions.records import SessionRow, Step, TurnRow
from kineograph.sessions.requests import busy
from kineograph.sessions.seeing import Seen, timeline_view
from kineograph.sessions.views import ConflictView, JobView, OnProgress
from kineograph.sessions.waiting import Waiter
from kineograph.wire.editcalls import CONFLICT, EditCall

_AFTERWARDS = "Send the edits when it is done."


class Editor:
    """Begins turns of typed edits."""

    def __init__(self, context: Context, keeper: Keeper, jobs: Jobs, waiter: Waiter) -> None:
        self._context = context
        self._keeper = keeper
        self._jobs = jobs
        self._waiter = waiter

    async def edit(
        self, call: EditCall, session_id: str, until: float, on_progress: OnProgress | None
    ) -> JobView | ConflictView:
        """Raises ``AgentMustFix`` BAD_EDITS or the code of the edit that cannot be done; ``TryLater`` BUSY."""
        found = None if session_id == NEW else await self._keeper.find(session_id)
        if found is None:
            raise no_session(session_id)
        running = await self._context.ledger.running_turn(found.id)
        if running is not None:
            return await self._joined(running, call, until, on_progress)
        session, seen, note = await self._keeper.see_or_rebuild(found)
        if note:
            raise AgentMustFix(SESSION_LOST, f"{note} Nothing was edited: look at the timeline, then send what fits.")
        if call.base_revision and call.base_revision != seen.revision:
            return await self._conflict(call, session, seen)
        view = await self._begun(session, seen, call, until, on_progress)
        if view.error is not None and view.error.code == CONFLICT:
            return await self._conflict(call, session, await self._keeper.see(session))
        return view

    async def _begun(
        self, session: SessionRow, seen: Seen, call: EditCall, until: float, on_progress: OnProgress | None
    ) -> JobView:
        context, ledger = self._context, self._context.ledger
        last = await ledger.last_turn(session.id)
        if last is not None and _untold(last, call) and last.after == seen.fingerprint:
            return await self._waiter.wait(last, until, on_progress, joined=True)
        edits = resolved(call, seen, await ledger.uploads(session.id))
        now = context.clock.now()
        row = TurnRow(
            f"turn_{uuid.uuid4().hex[:12]}",
            session.id,
            session.studio,
            instruction(edits, tongue_of(session)),
            created_at=now,
            edits=call.mark,
        )
        await ledger.touch_session(session.id, now)
        began = await ledger.begin(row, last.id if last else "")
        if began.id == row.id:
            return await self._waiter.wait(row, until, on_progress)
        assert isinstance(began, TurnRow)  # noqa: S101 - only a turn stands in the way of a turn
        return await self._joined(began, call, until, on_progress)

    async def _joined(self, rival: TurnRow, call: EditCall, until: float, on_progress: OnProgress | None) -> JobView:
        """The same edits, already on their way. Raises ``TryLater`` BUSY where it is something else."""
        if rival.edits != call.mark:
            await self._jobs.drive(rival)
            raise busy(rival, _AFTERWARDS)
        return await self._waiter.wait(rival, until, on_progress, joined=True)

    async def _conflict(self, call: EditCall, session: SessionRow, seen: Seen) -> ConflictView:
        names = tuple(row.name for row in await self._context.ledger.uploads(session.id))
        return ConflictView(call.base_revision, timeline_view(seen, session.id, self._context.studio.name, names))


def _untold(last: TurnRow, call: EditCall) -> bool:
    """Whether the last turn did these very edits and nobody got its result: then it is what the caller asks for. Edits
    whose result was told are meant again."""
    return last.edits == call.mark and last.state == Step.DONE and not last.told_at and bool(last.after)
