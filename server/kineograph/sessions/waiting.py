"""Waiting for a job on behalf of a caller, and its row as the view that the caller gets."""

from __future__ import annotations

import logging
from dataclasses import replace

from kineograph.errors import KineographError
from kineograph.sessions.context import Context
from kineograph.sessions.exports import ExportDriver
from kineograph.sessions.jobs import Jobs
from kineograph.sessions.records import ExportRow, JobRow, TurnRow, job_state, kind_of, read_error, read_result
from kineograph.sessions.views import ExportView, JobState, JobView, OnProgress

_LOG = logging.getLogger(__name__)


class Waiter:
    """Waits for jobs, whoever drives them."""

    def __init__(self, context: Context, jobs: Jobs, exports: ExportDriver) -> None:
        self._context = context
        self._jobs = jobs
        self._exports = exports

    async def wait(self, row: JobRow, until: float, on_progress: OnProgress | None, *, joined: bool = False) -> JobView:
        """The job at its end, or as it stands when the event loop's clock says ``until``."""
        await self._jobs.drive(row)
        ended = await self._jobs.wait(row, until, on_progress)
        view = self.view(ended, joined=joined)
        if isinstance(ended, ExportRow) and isinstance(view.result, ExportView):
            return replace(view, result=await self._exports.refreshed(ended, view.result))
        if isinstance(ended, TurnRow) and view.state is JobState.DONE and not ended.told_at:
            await self._mark_told(ended)
        return view

    async def _mark_told(self, turn: TurnRow) -> None:
        try:
            await self._context.ledger.mark_told(turn, self._context.clock.now())
        except KineographError as error:
            # the result is there: at worst the same words are answered from it once more
            _LOG.warning("that turn %s was told could not be noted: %s", turn.id, error.code)

    def view(self, row: JobRow, *, joined: bool = False) -> JobView:
        state = job_state(row)
        return JobView(
            row.id,
            kind_of(row),
            state,
            row.session_id,
            self._context.studio.name,
            self._jobs.progress(row),
            read_result(row) if state is JobState.DONE else None,
            read_error(row) if state is JobState.FAILED else None,
            joined,
        )
