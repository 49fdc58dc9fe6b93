"""Brings a finished render to the user: fetched, checked, put in its place, described; and its links kept fresh.

A render that is finished is not lost because its file cannot be had at once: the link is asked for anew and tried
again, beside the render's own route, for minutes. Only a file that came whole twice and is wrong both times is bad.
"""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import anyio
from anyio import to_thread

from kineograph.client.downloads import disk_error
from kineograph.errors import KineographError, TryLater, WireViolated
from kineograph.media import VideoFacts
from kineograph.protocol.exports import FETCH_WAITS_S, LINK_LASTS_S
from kineograph.sessions.context import MAX_DOWNLOAD_BYTES, Context
from kineograph.sessions.delivering import BAD_VIDEO, Expected, check, digest, file_stem, place
from kineograph.sessions.jobs import LiveJob
from kineograph.sessions.ledger import JobEnded
from kineograph.sessions.records import ExportRow, SessionRow, Step
from kineograph.sessions.rendering import RenderDriver
from kineograph.sessions.views import ExportView
from kineograph.timeline import VisualClip, summarise
from kineograph.timeline.outputs import remarks
from kineograph.wire.decoding import plain
from kineograph.wire.draft import Draft

_REFRESHING_S = 5.0
_LOG = logging.getLogger(__name__)


class VideoFetcher:
    """From the link of a finished render to a delivered file."""

    def __init__(self, context: Context, render: RenderDriver) -> None:
        self._context = context
        self._render = render
        self._exact = context.config.studio == "embedded"

    async def delivered(self, row: ExportRow, session: SessionRow, url: str, live: LiveJob) -> ExportView:
        """The delivered file. Raises ``KineographError``: DOWNLOAD_FAILED, BAD_VIDEO, DISK_FULL …"""
        folder = self._context.config.output_dir
        temporary = folder / f".{row.id}.part"
        await to_thread.run_sync(_make_folder, folder)
        try:
            url, facts = await self._fetched(row, url, temporary, live)
            mark = await to_thread.run_sync(digest, temporary)
            stem = await self._stem(row)
            row = await self._render.journal(
                replace(row, state=Step.DELIVERING, sha256=mark, path=str(folder / f"{stem}.{row.container}"))
            )
            row, path = await self._placed(row, temporary, folder, stem)
        finally:
            with anyio.CancelScope(shield=True):
                await to_thread.run_sync(lambda: temporary.unlink(missing_ok=True))
        return await self._view(row, session, path, facts, url)

    async def _placed(self, row: ExportRow, temporary: Path, folder: Path, stem: str) -> tuple[ExportRow, Path]:
        """The file in its place. An export that was stopped meanwhile delivers none: it is taken away again."""
        with anyio.CancelScope(shield=True):
            path = await to_thread.run_sync(place, temporary, folder, stem, row.container)
            try:
                row = await self._render.journal(replace(row, path=str(path)))
            except JobEnded:
                await to_thread.run_sync(lambda: path.unlink(missing_ok=True))
                raise
        return row, path

    async def found(self, row: ExportRow, session: SessionRow) -> ExportView | None:
        """The same for a file that a process put in its place before it died; None where there is none."""
        wanted = Path(row.path)
        for number in range(1, 100):
            path = wanted if number == 1 else wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
            if not path.exists():
                return None
            if await to_thread.run_sync(digest, path) == row.sha256:
                facts = await to_thread.run_sync(check, path, self._expected(row))
                return await self._view(row, session, path, facts, await self._link(row))
        return None

    async def refreshed(self, row: ExportRow, view: ExportView) -> ExportView:
        """The result of a finished export with links that work now: they expire, and a local studio's address changes.
        Where the studio cannot be asked in a few seconds, they stay as they were."""
        with anyio.move_on_after(_REFRESHING_S):
            try:
                if not await self._is_stale(row, view):
                    return view
                session = await self._context.ledger.session(row.session_id) or SessionRow(row.session_id, row.studio)
                url, claim_url = await self._link(row), await self._claim_url(session)
            except KineographError as error:
                _LOG.info("export %s: its links could not be refreshed: %s", row.id, error.code)
                return view
            return replace(view, url=url or view.url, claim_url=claim_url or view.claim_url)
        return view

    async def _is_stale(self, row: ExportRow, view: ExportView) -> bool:
        base = (await self._context.studio.client()).base_url if self._exact else ""
        return not view.url.startswith(base) or self._context.clock.now() - row.created_at > LINK_LASTS_S

    async def _fetched(self, row: ExportRow, url: str, temporary: Path, live: LiveJob) -> tuple[str, VideoFacts]:
        """The link that is good, and the facts of the checked file at ``temporary``."""
        failed: KineographError = _not_fetched("")
        for wait in FETCH_WAITS_S:
            if wait:
                live.tell("The file cannot be fetched yet: trying again")
                await self._context.clock.sleep(wait)
                url = await self._link(row) or url
            failures = []
            for link in (url, ""):
                found = await self._try(row, link, temporary, live)
                if isinstance(found, VideoFacts):
                    return url, found
                failures.append(found)
            failed = failures[-1]
            if all(failure.code == BAD_VIDEO for failure in failures):
                break
        raise failed if failed.code == BAD_VIDEO else _not_fetched(failed.detail)

    async def _try(self, row: ExportRow, url: str, temporary: Path, live: LiveJob) -> VideoFacts | KineographError:
        """One download, by the link or (``""``) by the render's own route, and its check."""

        def sized(done: int, expected: int) -> None:
            live.tell("Fetching the file", done * 100 / expected if expected else None)

        live.tell("Fetching the file", 0)
        client = await self._context.studio.client()
        try:
            if url:
                await client.download(url, temporary, MAX_DOWNLOAD_BYTES, sized)
            else:
                await client.download_render(row.render_id, temporary, MAX_DOWNLOAD_BYTES, sized)
            live.tell("Checking the file", 100)
            return await to_thread.run_sync(check, temporary, self._expected(row))
        except (TryLater, WireViolated) as error:
            _LOG.info("export %s: its %s failed: %s %s", row.id, "link" if url else "route", error.code, error.detail)
            return error

    def _expected(self, row: ExportRow) -> Expected:
        return Expected.of(Draft(json.loads(row.draft)), row.output, exact=self._exact)

    async def _stem(self, row: ExportRow) -> str:
        if row.file_name:
            return file_stem(row.file_name)
        draft = Draft(json.loads(row.draft))
        uploads = await self._context.ledger.uploads(row.session_id)
        names = (draft.timeline().title, _first_name(draft), *(item.name for item in uploads[:1]))
        return _dated(file_stem(*names), self._context.clock.now())

    async def _view(self, row: ExportRow, session: SessionRow, path: Path, facts: VideoFacts, url: str) -> ExportView:
        timeline = Draft(json.loads(row.draft)).timeline()
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
            plain(summarise(timeline)),
            (*remarks(row.output, timeline.canvas), *await self._notes(row)),
        )

    async def _notes(self, row: ExportRow) -> tuple[str, ...]:
        """What our own studio did otherwise than asked; the cloud never says such a thing, so it is not asked."""
        if not self._exact:
            return ()
        try:
            status = await (await self._context.studio.client()).render_status(row.render_id)
        except KineographError as error:
            _LOG.info("export %s: its notes could not be read: %s", row.id, error.code)
            return ()
        return tuple(plain(note) for note in status.notes)

    async def _link(self, row: ExportRow) -> str:
        """A new link to the render's file, or empty where there is none now."""
        try:
            return (await (await self._context.studio.client()).render_status(row.render_id)).url
        except KineographError as error:
            _LOG.info("export %s: no new link: %s", row.id, error.code)
            return ""

    async def _claim_url(self, session: SessionRow) -> str:
        """A link to the project for a person; without one the export is as good."""
        try:
            claim = await (await self._context.studio.client()).claim(session.task_id, session.id)
            return f"{await self._context.web_url()}/workspace/claim?ct={claim.claim_token}"
        except KineographError as error:
            _LOG.info("no claim link for session %s: %s", session.id, error.code)
            return ""


def _not_fetched(detail: str) -> TryLater:
    return TryLater(
        "DOWNLOAD_FAILED",
        "The video is rendered, but its file could not be fetched. Export again in a minute: it is not rendered again.",
        detail,
    )


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
