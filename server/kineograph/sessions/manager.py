"""The session manager: what every surface calls. Owns the store, the clock and the tasks of the jobs.

Starting it touches no network and no studio. Leaving it stops the waiting; the journals stay, and the next one that
starts goes on from them. ``session_id`` "" means the latest session of this studio and account; "new" starts one.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import anyio

from kineograph.client.failures import SESSION_LOST
from kineograph.errors import AgentMustFix, KineographError
from kineograph.protocol.routing import Destination, Routed, route
from kineograph.sessions.cancelling import cancel_job, may_still_land
from kineograph.sessions.clock import Clock, SystemClock
from kineograph.sessions.context import Context, ManagerConfig, Studio
from kineograph.sessions.edited import checked_call
from kineograph.sessions.editing import Editor
from kineograph.sessions.exports import ExportDriver, exportable
from kineograph.sessions.jobs import Jobs, LiveJob, deadline
from kineograph.sessions.keeping import Keeper, no_session
from kineograph.sessions.ledger import Ledger
from kineograph.sessions.overview import list_sessions
from kineograph.sessions.records import (
    JobRow,
    SessionRow,
    TurnRow,
)
from kineograph.sessions.repeating import export_that_answers, turn_that_answers
from kineograph.sessions.requests import ExportRequest, busy, check_request, checked_text, new_export, settled
from kineograph.sessions.seeing import timeline_view
from kineograph.sessions.shaping import Shaper
from kineograph.sessions.sources import Opener
from kineograph.sessions.spending import read_credits
from kineograph.sessions.turns import TurnDriver
from kineograph.sessions.uploading import Uploader, Uploads
from kineograph.sessions.views import (
    CancelView,
    ConflictView,
    CreditsView,
    ExportView,
    JobView,
    OnProgress,
    SessionsView,
    TimelineView,
    TurnView,
    UploadView,
)
from kineograph.sessions.waiting import Waiter

__all__ = ["ManagerConfig", "SessionManager", "open_manager"]

_LOG = logging.getLogger(__name__)
TAKE_UP_S = 15.0
"""How often a server looks for jobs whose driver has died."""


@asynccontextmanager
async def open_manager(config: ManagerConfig, clock: Clock | None = None) -> AsyncIterator[SessionManager]:
    """A manager for as long as the block runs. Jobs that a dead process left behind are taken up in the background."""
    clock = clock or SystemClock()
    context = Context(config, clock, Ledger(config.home), Studio(config, clock))
    failure: BaseException | None = None
    async with anyio.create_task_group() as tasks:
        manager = SessionManager(context, tasks)
        tasks.start_soon(manager.take_up)
        try:
            yield manager
        except Exception as error:  # noqa: BLE001 - raised again below: a task group would wrap it in a group
            failure = error
        finally:
            tasks.cancel_scope.cancel()
            with anyio.CancelScope(shield=True):
                await context.studio.aclose()
    with anyio.CancelScope(shield=True):
        await context.ledger.aclose()
    if failure is not None:
        raise failure


class SessionManager:
    """Sessions, turns and exports, by the names a surface uses. Failures are ``kineograph.errors``."""

    def __init__(self, context: Context, tasks: anyio.abc.TaskGroup) -> None:
        self._context = context
        self._ledger = context.ledger
        self._keeper = Keeper(context, tasks)
        config = context.config
        opener = Opener(config.home / "kept", config.max_file_bytes, config.allow_local_paths)
        self._uploads = Uploads(tasks, Uploader(context, self._keeper, opener))
        self._jobs = Jobs(tasks, self._ledger, config.home, self._drive)
        self._shaper = Shaper(context, self._keeper, self._jobs)
        self._turns = TurnDriver(context, self._keeper)
        self._exports = ExportDriver(context, self._keeper, self._shaper.set_aspect)
        self._waiter = Waiter(context, self._jobs, self._exports)
        self._editor = Editor(context, self._keeper, self._jobs, self._waiter)

    async def upload(
        self,
        sources: Sequence[str],
        session_id: str = "",
        on_progress: OnProgress | None = None,
        wait_seconds: float = 45,
    ) -> UploadView:
        """Brings files, folders, links or small data URIs into a session. What takes longer goes on: the same call
        again waits on."""
        return await self._uploads.upload(sources, session_id, deadline(wait_seconds), on_progress)

    async def instruct(
        self, instruction: str, session_id: str = "", wait_seconds: float = 45, on_progress: OnProgress | None = None
    ) -> JobView | TimelineView | CreditsView:
        """One instruction. What is not the agent's affair is answered as what it is: an export, credits, a timeline."""
        until = deadline(wait_seconds)
        text = checked_text(instruction)
        routed = route(text)
        match routed.destination:
            case Destination.EXPORT:
                return await self.export(
                    session_id,
                    aspect=routed.aspect or "keep",
                    format=routed.format or "keep",
                    wait_seconds=wait_seconds,
                    on_progress=on_progress,
                )
            case Destination.CREDITS:
                return await self.credits()
            case Destination.STATUS:
                return await self.timeline(session_id)
            case Destination.UPLOAD:
                raise AgentMustFix(
                    "USE_UPLOAD", "Files are brought in with upload_image: call it with their paths or links."
                )
            case Destination.TURN:
                return await self._instruct(text, routed, session_id, until, on_progress)

    async def edit(
        self,
        edits: Sequence[Mapping[str, Any]],
        session_id: str = "",
        *,
        base_revision: int = 0,
        dry_run: bool = False,
        wait_seconds: float = 45,
        on_progress: OnProgress | None = None,
    ) -> JobView | ConflictView:
        """Typed edits, all or none. ``base_revision``: the revision that they are meant for, 0 for any; ``dry_run``:
        only what they would change."""
        until = deadline(wait_seconds)
        call = checked_call(edits, base_revision, dry_run)
        return await self._editor.edit(call, session_id, until, on_progress)

    async def timeline(self, session_id: str = "") -> TimelineView:
        """The session's timeline. Raises ``AgentMustFix`` NO_SESSION."""
        session = await self._existing(session_id)
        session, seen, note = await self._keeper.see_or_rebuild(session)
        await self._ledger.touch_session(session.id, self._context.clock.now())
        names = tuple(row.name for row in await self._ledger.uploads(session.id))
        note = note or await may_still_land(self._context, session.id)
        return replace(timeline_view(seen, session.id, self._context.studio.name, names), note=note)

    async def export(  # noqa: PLR0913 - as the tool export_video
        self,
        session_id: str = "",
        *,
        aspect: str = "keep",
        quality: str = "keep",
        format: str = "keep",  # noqa: A002 - the word of the wire and of the tool
        resolution: str = "keep",
        fps: int = 0,
        file_name: str = "",
        wait_seconds: float = 45,
        on_progress: OnProgress | None = None,
    ) -> JobView:
        """Renders and delivers the session's video. An aspect other than ``keep`` is set by a turn first."""
        until = deadline(wait_seconds)
        asked = ExportRequest(aspect, quality, format, resolution, fps, file_name)
        check_request(asked, self._context.config.studio)
        session = await self._existing(session_id)
        running = await self._ledger.running_turn(session.id)
        if running is not None:
            await self._jobs.drive(running)
            raise busy(running, "Exporting now would miss its effect.")
        session, seen, note = await self._keeper.see_or_rebuild(session)
        if note:
            raise AgentMustFix(SESSION_LOST, f"{note} Make the video again with send_instruction, then export.")
        now = self._context.clock.now()
        draft = exportable(seen)
        row = new_export(session, now, settled(asked, draft, self._context.config.studio), draft)
        await self._ledger.touch_session(session.id, now)
        if row.draft_hash and (done := await export_that_answers(self._context, row)) is not None:
            return await self._waiter.wait(done, until, None, joined=True)
        began = await self._ledger.begin(row)
        return await self._waiter.wait(began, until, on_progress, joined=began.id != row.id)

    async def wait(self, job_id: str, wait_seconds: float = 45, on_progress: OnProgress | None = None) -> JobView:
        """A job's state, at its end or after ``wait_seconds``; for good, and whichever process began it."""
        until = deadline(wait_seconds)
        return await self._waiter.wait(await self._job(job_id), until, on_progress)

    async def cancel(self, job_id: str) -> CancelView:
        """Stops a job for good; one that has ended stays as it is."""
        row = await self._job(job_id)
        stopped, told = await cancel_job(row, self._context, self._jobs, self._shaper)
        return CancelView(self._waiter.view(await self._ledger.job(job_id) or row), stopped, told)

    async def sessions(self, limit: int = 10) -> SessionsView:
        """The sessions used last, with their timelines and jobs."""
        return await list_sessions(self._context, self._keeper, limit)

    async def credits(self) -> CreditsView:
        """What the account has left."""
        return await read_credits(self._context)

    async def take_up(self) -> None:
        """Drives the jobs that a dead process left behind, now and from time to time. Without such jobs nothing is
        opened and nobody is asked."""
        while True:
            try:
                if await anyio.Path(self._ledger.path).exists():
                    for row in await self._ledger.unfinished(await self._context.studio.key()):
                        await self._jobs.drive(row)
            except KineographError as error:
                _LOG.warning("unfinished jobs could not be taken up: %s", error.code)
            except Exception:  # noqa: BLE001 - a broken ledger must not end the server; the next call will tell
                _LOG.exception("unfinished jobs could not be taken up")
            await anyio.sleep(TAKE_UP_S)

    async def _job(self, job_id: str) -> JobRow:
        row = await self._ledger.job(job_id) if len(job_id) <= 100 else None
        if row is None or row.studio != await self._context.studio.key():
            raise AgentMustFix(
                "NO_SUCH_JOB", "There is no job with this id. Pass the job_id of an earlier answer, or list_sessions."
            )
        return row

    async def _instruct(
        self, text: str, routed: Routed, session_id: str, until: float, on_progress: OnProgress | None
    ) -> JobView:
        if self._context.config.studio == "embedded" and not session_id and await self._keeper.find("") is None:
            raise no_session()
        session = await self._keeper.have(session_id, text)
        last = await self._ledger.last_turn(session.id)
        if (done := await turn_that_answers(self._keeper, last, session, text)) is not None:
            return await self._waiter.wait(done, until, on_progress, joined=True)
        now = self._context.clock.now()
        row = TurnRow(f"turn_{uuid.uuid4().hex[:12]}", session.id, session.studio, text, created_at=now)
        began = await self._ledger.begin(row, last.id if last else "")
        if (
            (joined := began.id != row.id)
            and isinstance(began, TurnRow)
            and (began.instruction, began.edits) != (text, "")
        ):
            await self._jobs.drive(began)
            raise busy(began, "Send this one when it is done.")
        view = await self._waiter.wait(began, until, on_progress, joined=joined)
        if routed.wants_export and isinstance(view.result, TurnView) and "export" not in view.result.wishes:
            return replace(view, result=replace(view.result, wishes=(*view.result.wishes, "export")))
        return view

    async def _existing(self, session_id: str) -> SessionRow:
        found = await self._keeper.find(session_id)
        if found is None:
            raise no_session()
        return found

    async def _drive(self, row: JobRow, live: LiveJob) -> TurnView | ExportView:
        if isinstance(row, TurnRow):
            return await self._turns.drive(row, live)
        return await self._exports.drive(row, live)
