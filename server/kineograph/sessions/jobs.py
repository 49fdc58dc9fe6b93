"""Jobs: who drives them, and how to wait for one. A job belongs to whoever holds its lock, a lock of the operating
system.

A caller that goes away stops its wait, not the job. A process that dies drops its locks; the next one that starts,
waits or looks around takes its jobs over from where the ledger says they stand. A job whose row has its end is let go
of by its driver, whoever wrote that end.
"""

from __future__ import annotations

import logging
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
from anyio.abc import TaskGroup

from kineograph.errors import KineographError, OutcomeUnknown, TryLater
from kineograph.sessions.ledger import JobEnded, Ledger
from kineograph.sessions.locks import release, try_lock
from kineograph.sessions.records import FINISHED, JobRow, Step, TurnRow, write_error, write_result
from kineograph.sessions.views import ExportView, OnProgress, Progress, TurnView

if TYPE_CHECKING:
    from filelock import BaseFileLock

TICK_S = 4.0
LONGEST_WAIT_S = 50.0
"""Of a call with a limit: 60 s is the only ceiling that all clients share (the TypeScript SDK's default time-out)."""
ANSWERING_S = 3.0
"""What is kept of that for putting the answer together, on a machine that has much to do."""
FOREIGN_POLL_S = 0.5
WATCH_S = 1.0
"""How often a driver looks whether somebody has ended its job, and tells the others how far it is."""
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class LiveJob:
    """A job that this process drives: what it is doing, what stops it, and an event for its end."""

    job_id: str
    progress: Progress = Progress("Starting")
    scope: anyio.CancelScope = field(default_factory=anyio.CancelScope)
    done: anyio.Event = field(default_factory=anyio.Event)

    def tell(self, phase: str, percent: float | None = None) -> None:
        self.progress = Progress(phase, percent)


Drive = Callable[[JobRow, LiveJob], Awaitable[TurnView | ExportView]]
"""Takes a job from where its row stands to its result; raises ``KineographError`` where it failed."""


class Jobs:
    """The jobs that this process drives, in ``tasks``. ``drive`` does the work."""

    def __init__(self, tasks: TaskGroup, ledger: Ledger, home: Path, drive: Drive) -> None:
        self._tasks = tasks
        self._ledger = ledger
        self._home = home
        self._drive = drive
        self._live: dict[str, LiveJob] = {}
        self._taking = anyio.Lock()

    def progress(self, row: JobRow) -> Progress:
        live = self._live.get(row.id)
        return live.progress if live else Progress(row.phase or "Waiting", row.percent)

    async def drive(self, row: JobRow) -> bool:
        """Drives the job from here on; False where another process does."""
        async with self._taking:
            if row.id in self._live:
                return True
            lock = await try_lock(self._home, row.id)
            if lock is None:
                return False
            # it may have ended between the reading of the row and the taking of the lock
            fresh = await self._ledger.job(row.id)
            if fresh is None or fresh.state in FINISHED:
                await release(lock, for_good=True)
                return True
            live = LiveJob(row.id)
            self._live[row.id] = live
            self._tasks.start_soon(self._run, fresh, live, lock)
            return True

    async def wait(self, row: JobRow, until: float, on_progress: OnProgress | None) -> JobRow:
        """The job's row when it has its end or the event loop's clock says ``until``, driven by whomever. Progress
        every few seconds."""
        latest = row
        with anyio.CancelScope(deadline=until):
            async with ticking(on_progress, lambda: self.progress(latest)):
                while latest.state not in FINISHED:
                    await self._some(latest)
                    latest = await self._ledger.job(row.id) or latest
        return await self._ledger.job(row.id) or latest

    async def cancel(self, row: JobRow) -> JobRow:
        """Ends the job, whoever drives it; the row as it stood before."""
        before = await self._ledger.cancel_job(row)
        live = self._live.get(row.id)
        if live is not None and before.state not in FINISHED:
            live.scope.cancel()
            await live.done.wait()
        return before

    async def _some(self, row: JobRow) -> None:
        """Waits for the end of a job of ours, or a little for a job of another process."""
        await self.drive(row)
        live = self._live.get(row.id)
        if live is not None:
            await live.done.wait()
        else:
            await anyio.sleep(FOREIGN_POLL_S)

    async def _run(self, row: JobRow, live: LiveJob, lock: BaseFileLock) -> None:
        ended = False
        try:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(self._watch, row, live)
                with live.scope:
                    ended = await self._finish(row, live)
                ended = ended or live.scope.cancelled_caught
                tasks.cancel_scope.cancel()
        finally:
            self._live.pop(row.id, None)
            with anyio.CancelScope(shield=True):
                await release(lock, for_good=ended)
            live.done.set()

    async def _finish(self, row: JobRow, live: LiveJob) -> bool:
        """Drives the job to its end; False where that could not be written, so that it has to be taken up again."""
        try:
            result = await self._drive(row, live)
            values = {"state": Step.DONE, "result": write_result(result), "phase": "Done", "percent": 100}
            return await self._end(row, values)
        except JobEnded:
            _LOG.info("job %s was ended by somebody else", row.id)
        except KineographError as error:
            _LOG.info("job %s failed: %s (%s)", row.id, error.code, error.detail)
            return await self._fail(row, error)
        except Exception:  # noqa: BLE001 - one broken job must not end the others
            # the text of an unforeseen failure is for the log alone
            _LOG.exception("job %s broke", row.id)
            return await self._fail(row, _unforeseen(row))
        return True

    async def _watch(self, row: JobRow, live: LiveJob) -> None:
        """Lets go of a job that another process has ended, and writes down how far it is, for those who wait there."""
        written = Progress("")
        while True:
            await anyio.sleep(WATCH_S)
            told = live.progress
            try:
                if told != written:
                    ours = await self._ledger.set_job(row, phase=told.phase, percent=told.percent)
                    written = told
                else:
                    ours = await self._ledger.is_unfinished(row)
            except KineographError as error:
                _LOG.info("job %s could not be looked at: %s", row.id, error.code)
                continue
            if not ours:
                live.scope.cancel()

    async def _fail(self, row: JobRow, error: KineographError) -> bool:
        return await self._end(row, {"state": Step.FAILED, "error": write_error(error), "phase": "Failed"})

    async def _end(self, row: JobRow, values: dict[str, Any]) -> bool:
        try:
            await self._ledger.set_job(row, **values)
        except KineographError as second:
            _LOG.warning("the end of job %s could not be written: %s", row.id, second.code)
            return False
        return True


def _unforeseen(row: JobRow) -> KineographError:
    if isinstance(row, TurnRow):
        return OutcomeUnknown(
            "INTERNAL",
            "The job broke for a reason that was not foreseen. The instruction may have been carried out: look at the "
            "timeline before sending it again.",
        )
    return TryLater("INTERNAL", "The job broke for a reason that was not foreseen. Try it again.")


def deadline(wait_seconds: float) -> float:
    """Until when a call that begins now may wait, on the event loop's clock; ``math.inf``: to the end."""
    if math.isinf(wait_seconds):
        return math.inf
    return anyio.current_time() + min(max(0.0, wait_seconds), LONGEST_WAIT_S - ANSWERING_S)


@asynccontextmanager
async def ticking(on_progress: OnProgress | None, progress: Callable[[], Progress]) -> AsyncIterator[None]:
    """Tells ``progress`` at once and then every few seconds while the block runs."""
    if on_progress is None:
        yield
        return

    async def tick() -> None:
        while True:
            await on_progress(progress())
            await anyio.sleep(TICK_S)

    failure: KineographError | None = None
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(tick)
        try:
            yield
        except KineographError as error:
            # raised again outside: a task group would wrap it in a group
            failure = error
        finally:
            tasks.cancel_scope.cancel()
    if failure is not None:
        raise failure
