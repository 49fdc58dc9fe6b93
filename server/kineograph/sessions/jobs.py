"""Jobs: who drives them, and how to wait for one. A job belongs to whoever holds its lock, a lock of the operating
system.

A caller that goes away stops its wait, not the job. A process that dies drops its locks; the next one that starts or
waits takes its jobs over from where the ledger says they stand.
"""

from __future__ import annotations

import logging
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
from anyio.abc import TaskGroup

from kineograph.errors import KineographError, TryLater
from kineograph.sessions.ledger import Ledger
from kineograph.sessions.locks import try_lock
from kineograph.sessions.records import FINISHED, JobRow, Step, write_error, write_result
from kineograph.sessions.views import ExportView, OnProgress, Progress, TurnView

if TYPE_CHECKING:
    from filelock import BaseFileLock

TICK_S = 4.0
LONGEST_WAIT_S = 50.0
"""Of a call with a limit: 60 s is the only ceiling that all clients share (the TypeScript SDK's default time-out)."""
ANSWERING_S = 1.0
"""What is kept of that for putting the answer together."""
FOREIGN_POLL_S = 0.5
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class LiveJob:
    """A job that this process drives: what it is doing, and an event for its end."""

    job_id: str
    progress: Progress = Progress("Starting")
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
                lock.release()
                return True
            live = LiveJob(row.id)
            self._live[row.id] = live
            self._tasks.start_soon(self._run, fresh, live, lock)
            return True

    async def wait(self, row: JobRow, until: float, on_progress: OnProgress | None) -> JobRow:
        """The job's row when it has its end or the event loop's clock says ``until``, driven by whomever. Progress
        every few seconds."""
        with anyio.CancelScope(deadline=until):
            async with ticking(on_progress, lambda: self.progress(row)):
                while row.state not in FINISHED:
                    await self._some(row)
                    row = await self._ledger.job(row.id) or row
        return await self._ledger.job(row.id) or row

    async def _some(self, row: JobRow) -> None:
        """Waits for the end of a job of ours, or a little for a job of another process."""
        await self.drive(row)
        live = self._live.get(row.id)
        if live is not None:
            await live.done.wait()
        else:
            await anyio.sleep(FOREIGN_POLL_S)

    async def _run(self, row: JobRow, live: LiveJob, lock: BaseFileLock) -> None:
        try:
            result = await self._drive(row, live)
            await self._ledger.set_job(row, state=Step.DONE, result=write_result(result), phase="Done", percent=100)
        except KineographError as error:
            _LOG.info("job %s failed: %s (%s)", row.id, error.code, error.detail)
            await self._fail(row, error)
        except Exception:  # noqa: BLE001 - one broken job must not end the others
            # the text of an unforeseen failure is for the log alone
            _LOG.exception("job %s broke", row.id)
            await self._fail(
                row, TryLater("INTERNAL", "The job broke for a reason that was not foreseen. Try it again.")
            )
        finally:
            self._live.pop(row.id, None)
            lock.release()
            live.done.set()

    async def _fail(self, row: JobRow, error: KineographError) -> None:
        try:
            await self._ledger.set_job(row, state=Step.FAILED, error=write_error(error), phase="Failed")
        except KineographError as second:
            _LOG.warning("the end of job %s could not be written: %s", row.id, second.code)


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
