"""Drives one export: an aspect first where one is asked for, then the render, download, check and delivery.

A render that is finished is never made twice: a later export of the same draft fetches it again.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from anyio import to_thread

from kineograph.client.downloads import disk_error
from kineograph.client.failures import SESSION_LOST
from kineograph.errors import AgentMustFix, KineographError, TryLater, WireViolated
from kineograph.media import VideoFacts
from kineograph.protocol.fingerprints import draft_fingerprint
from kineograph.sessions.context import MAX_DOWNLOAD_BYTES, Context
from kineograph.sessions.delivering import Expected, check, digest, file_stem, place
from kineograph.sessions.jobs import LiveJob
from kineograph.sessions.keeping import Keeper
from kineograph.sessions.records import ExportRow, SessionRow, Step
from kineograph.sessions.rendering import RenderDriver, new_render_id
from kineograph.sessions.seeing import Seen
from kineograph.sessions.views import ExportView
from kineograph.timeline import VisualClip, summarise
from kineograph.wire.draft import Draft

_LOG = logging.getLogger(__name__)
SetAspect = Callable[[SessionRow, str, LiveJob], Awaitable[None]]
"""Runs the turn that gives a session's video another shape; raises where it did not."""


class ExportDriver:
    """Takes exports from where their rows stand to delivered files."""

    def __init__(self, context: Context, keeper: Keeper, set_aspect: SetAspect) -> None:
        self._context = context
        self._keeper = keeper
        self._set_aspect = set_aspect
        self._render = RenderDriver(context)
        self._exact = context.config.studio == "embedded"

    async def drive(self, row: ExportRow, live: LiveJob) -> ExportView:
        """The delivered file. Raises ``KineographError`` where the export failed."""
        session = await self._context.ledger.session(row.session_id) or SessionRow(row.session_id, row.studio)
        in_doubt = row.state == Step.SENDING
        if row.state == Step.PLANNED:
            row = await self._prepare(row, session, live)
        if row.state == Step.DELIVERING and (found := await self._delivered(row)):
            expected = Expected.of(Draft(json.loads(row.draft)), exact=self._exact)
            return await self._result(row, session, found, await to_thread.run_sync(check, found, expected))
        while True:
            row, url = await self._render.rendered(row, session, live, in_doubt=in_doubt)
            in_doubt = False
            try:
                return await self._deliver(row, session, url, live)
            except WireViolated as error:
                if error.code != "BAD_VIDEO" or row.attempt > 1:
                    raise
                row = await self._render.renewed(row)

    async def _prepare(self, row: ExportRow, session: SessionRow, live: LiveJob) -> ExportRow:
        """The row with the draft that is going to be rendered, and the render of it that exists already, if any."""
        live.tell("Reading the timeline")
        if row.aspect:
            await self._set_aspect(session, row.aspect, live)
        try:
            seen = await self._keeper.see(session)
        except AgentMustFix as error:
            raise await self._without_session(error, session, live) from error
        draft = exportable(seen)
        mark = draft_fingerprint(draft.raw)
        twins = await self._context.ledger.finished_exports(session.id, mark, row.quality)
        row = replace(row, draft=json.dumps(draft.raw), draft_hash=mark)
        if twins:
            row = replace(row, state=Step.RENDERING, render_id=twins[0].render_id, attempt=0)
        else:
            row = replace(row, state=Step.SENDING, render_id=new_render_id(), attempt=1)
        return await self._render.journal(replace(row, sent_at=self._context.clock.now()))

    async def _without_session(self, error: AgentMustFix, session: SessionRow, live: LiveJob) -> KineographError:
        if error.code != SESSION_LOST:
            return error
        rebuilt = await self._keeper.rebuild(session, live.tell)
        return AgentMustFix(SESSION_LOST, f"{rebuilt.note} Make the video again with send_instruction, then export.")

    async def _deliver(self, row: ExportRow, session: SessionRow, url: str, live: LiveJob) -> ExportView:
        folder = self._context.config.output_dir
        temporary = folder / f".{row.id}.part"
        await to_thread.run_sync(_make_folder, folder)
        try:
            await self._download(row, url, temporary, live)
            live.tell("Checking the file", 100)
            draft = Draft(json.loads(row.draft))
            expected = Expected.of(draft, exact=self._exact)
            facts = await to_thread.run_sync(check, temporary, expected)
            mark = await to_thread.run_sync(digest, temporary)
            uploads = await self._context.ledger.uploads(row.session_id)
            names = (draft.timeline().title, _first_name(draft), *(item.name for item in uploads[:1]))
            stem = file_stem(row.file_name) if row.file_name else _dated(file_stem(*names), self._context.clock.now())
            row = await self._render.journal(
                replace(row, state=Step.DELIVERING, sha256=mark, path=str(folder / f"{stem}.mp4"))
            )
            path = await to_thread.run_sync(place, temporary, folder, stem)
        finally:
            await to_thread.run_sync(lambda: temporary.unlink(missing_ok=True))
        row = await self._render.journal(replace(row, path=str(path)))
        return await self._result(row, session, path, facts, url)

    async def _download(self, row: ExportRow, url: str, temporary: Path, live: LiveJob) -> None:
        client = await self._context.studio.client()

        def sized(done: int, expected: int) -> None:
            live.tell("Fetching the file", done * 100 / expected if expected else None)

        live.tell("Fetching the file", 0)
        try:
            await client.download(url, temporary, MAX_DOWNLOAD_BYTES, sized)
        except (TryLater, WireViolated) as error:
            _LOG.info("export %s: its link failed (%s), trying its own route", row.id, error.detail)
            await client.download_render(row.render_id, temporary, MAX_DOWNLOAD_BYTES, sized)

    async def _delivered(self, row: ExportRow) -> Path | None:
        """The file, where a process died after it had put it in its place."""
        wanted = Path(row.path)
        for number in range(1, 100):
            path = wanted if number == 1 else wanted.with_name(f"{wanted.stem}-{number}.mp4")
            if not path.exists():
                return None
            if await to_thread.run_sync(digest, path) == row.sha256:
                return path
        return None

    async def _result(
        self, row: ExportRow, session: SessionRow, path: Path, facts: VideoFacts, url: str = ""
    ) -> ExportView:
        draft = Draft(json.loads(row.draft))
        return ExportView(
            str(path),
            url,
            facts.duration_ms,
            facts.size_bytes,
            facts.width,
            facts.height,
            facts.fps,
            facts.video_codec,
            facts.audio_codec or "",
            await self._claim_url(session),
            summarise(draft.timeline()),
        )

    async def _claim_url(self, session: SessionRow) -> str:
        """A link to the project for a person; without one the export is as good."""
        try:
            claim = await (await self._context.studio.client()).claim(session.task_id, session.id)
            return f"{await self._context.web_url()}/workspace/claim?ct={claim.claim_token}"
        except KineographError as error:
            _LOG.info("no claim link for session %s: %s", session.id, error.code)
            return ""


def exportable(seen: Seen) -> Draft:
    """The draft to render. Raises ``AgentMustFix`` NOTHING_TO_EXPORT."""
    draft = seen.readable()
    if not draft.has_clip():
        raise AgentMustFix(
            "NOTHING_TO_EXPORT",
            "The timeline is empty. Say with send_instruction what to make of the pictures, then export.",
        )
    return draft


def _dated(stem: str, now: float) -> str:
    """The stem with the local date and time, for a video that nobody named."""
    return f"{stem} {datetime.fromtimestamp(now, UTC).astimezone():%Y-%m-%d %H.%M}"


def _first_name(draft: Draft) -> str:
    visuals = draft.timeline().visuals
    first = visuals[0] if visuals else None
    return Path(first.media.name).stem if isinstance(first, VisualClip) else ""


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise disk_error(error, folder) from error
