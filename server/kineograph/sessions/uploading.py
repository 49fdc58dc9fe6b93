"""Uploads into a session: opened and checked first, each file once, journalled by its content before it leaves."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

import anyio
from anyio.abc import TaskGroup

from kineograph.client.failures import SESSION_LOST
from kineograph.client.multipart import part_of
from kineograph.errors import AgentMustFix, KineographError, OutcomeUnknown, TryLater
from kineograph.media import MediaFacts
from kineograph.sessions.context import Context
from kineograph.sessions.jobs import ticking
from kineograph.sessions.keeping import NEW, Keeper
from kineograph.sessions.locks import holding
from kineograph.sessions.records import SessionRow, UploadRow
from kineograph.sessions.sources import Opened, Opener
from kineograph.sessions.views import OnProgress, Progress, RefusedFile, UploadedView, UploadView

_LOG = logging.getLogger(__name__)
# these concern the whole call, not one file
_STOPS = frozenset(
    {
        "HOME_NOT_WRITABLE",
        "DISK_FULL",
        "STUDIO_FULL",
        "NO_CREDITS",
        "BAD_TOKEN",
        "STUDIO_UNREACHABLE",
        "RATE_LIMITED",
        SESSION_LOST,
    }
)


KEPT_S = 600.0
"""How long a new session that an upload has made waits for the caller who left."""
STILL_UPLOADING = (
    "This is taking longer than one call: {phase}. It goes on; call upload_image again with exactly the same arguments "
    "to wait on, nothing is sent twice."
)


@dataclass(slots=True)
class _Telling:
    progress: Progress = Progress("Checking the files")
    note: str = ""


@dataclass(slots=True)
class _Running:
    """One call's upload, which outlives the call: ``waiting`` callers, and its end."""

    telling: _Telling = field(default_factory=_Telling)
    waiting: int = 0
    done: anyio.Event = field(default_factory=anyio.Event)
    ended_at: float = 0.0
    view: UploadView | None = None
    error: KineographError | None = None


class Uploads:
    """Uploads as work of this process, in ``tasks``: a caller that leaves stops its wait, the same call joins."""

    def __init__(self, tasks: TaskGroup, uploader: Uploader) -> None:
        self._tasks = tasks
        self._uploader = uploader
        self._running: dict[tuple[str, ...], _Running] = {}

    async def upload(
        self, sources: Sequence[str], session_id: str, until: float, on_progress: OnProgress | None
    ) -> UploadView:
        """What arrived; where the event loop's clock says ``until`` first, an unfinished view that says so."""
        key = (session_id, *sources)
        running = self._running.get(key)
        if running is None or (running.done.is_set() and anyio.current_time() - running.ended_at > KEPT_S):
            running = self._running[key] = _Running()
            self._tasks.start_soon(self._run, key, running)
        running.waiting += 1
        try:
            with anyio.CancelScope(deadline=until):
                async with ticking(on_progress, lambda: running.telling.progress):
                    await running.done.wait()
        finally:
            running.waiting -= 1
        if not running.done.is_set():
            note = STILL_UPLOADING.format(phase=running.telling.progress.phase)
            return UploadView("", self._uploader.studio, (), (), note, finished=False)
        self._running.pop(key, None)
        if running.view is None:
            raise running.error or TryLater("INTERNAL", "The upload broke for a reason that was not foreseen.")
        return running.view

    async def _run(self, key: tuple[str, ...], running: _Running) -> None:
        try:
            running.view = await self._uploader.upload(key[1:], key[0], running.telling)
        except KineographError as error:
            running.error = error
        except Exception:  # noqa: BLE001 - one broken upload must not end the jobs of the others
            _LOG.exception("an upload broke")
        finally:
            running.ended_at = anyio.current_time()
            running.done.set()
            # asked again, all but "new" finds what has arrived by its content; files and failures may differ by then
            if not running.waiting and (running.view is None or key[0] != NEW):
                self._running.pop(key, None)


class Uploader:
    """Brings sources into sessions."""

    def __init__(self, context: Context, keeper: Keeper, opener: Opener) -> None:
        self._context = context
        self._keeper = keeper
        self._opener = opener

    @property
    def studio(self) -> str:
        """The studio's name."""
        return self._context.studio.name

    async def upload(self, sources: Sequence[str], session_id: str, telling: _Telling) -> UploadView:
        """Raises ``AgentMustFix`` where no file is left to upload, with the reason of the first."""
        if not sources:
            raise AgentMustFix("NO_FILES", "No file was named. Give paths, a folder or links in images.")
        located = await self._opener.locate(sources)
        opened: list[Opened] = []
        refused: list[RefusedFile] = []
        for item in located:
            if isinstance(item, RefusedFile):
                refused.append(item)
                continue
            try:
                opened.append(await self._opener.open(item))
            except AgentMustFix as error:
                refused.append(RefusedFile(item.name, error.code, error.advice))
        if not opened:
            raise AgentMustFix(refused[0].code, _why_none(refused))
        session = await self._keeper.have(session_id)
        # two calls with one file must not both find that it is not there yet
        async with holding(self._context.config.home, f"upload-{session.id}"):
            session, views = await self._send_all(session, opened, refused, telling)
        if not views:
            raise AgentMustFix(refused[0].code, _why_none(refused))
        return UploadView(session.id, self._context.studio.name, tuple(views), tuple(refused), telling.note)

    async def _send_all(
        self, session: SessionRow, opened: Sequence[Opened], refused: list[RefusedFile], telling: _Telling
    ) -> tuple[SessionRow, list[UploadedView]]:
        views: list[UploadedView] = []
        for number, item in enumerate(opened, 1):
            telling.progress = Progress(
                f"Uploading {item.name} ({number} of {len(opened)})", (number - 1) * 100 / len(opened)
            )
            try:
                try:
                    views.append(await self._send(session, item))
                except AgentMustFix as error:
                    if error.code != SESSION_LOST:
                        raise
                    rebuilt = await self._keeper.rebuild(session)
                    session, telling.note = rebuilt.session, rebuilt.note
                    views.append(await self._send(session, item))
            except KineographError as error:
                if error.code in _STOPS:
                    raise await self._context.explained(error, session.user_id) from error
                refused.append(RefusedFile(item.name, error.code, error.advice))
        return session, views

    async def _send(self, session: SessionRow, item: Opened) -> UploadedView:
        ledger = self._context.ledger
        known = await ledger.upload(session.id, item.hash)
        if known is not None and known.state == "done":
            return _view(item, item.facts, already=True)
        if known is not None and await self._arrived(session, item):
            await ledger.set_upload(session.id, item.hash, state="done")
            return _view(item, item.facts, already=True)
        if known is None:
            await ledger.add(self._row(session, item))
        client = await self._context.studio.client()
        part = await part_of(item.path, item.sent_as, item.facts.format.mime)
        try:
            await client.upload(session.id, part)
        except OutcomeUnknown:
            if not await self._arrived(session, item):
                raise
        except OSError as error:
            raise AgentMustFix(
                "FILE_UNREADABLE", f"{item.name} changed while it was sent. Upload it again.", str(error)
            ) from error
        await ledger.set_upload(session.id, item.hash, state="done")
        return _view(item, item.facts)

    async def _arrived(self, session: SessionRow, item: Opened) -> bool:
        """Whether the studio has a file that was on its way when the answer was lost."""
        seen = await self._keeper.see(session)
        listed = seen.state.get("video_infos")
        entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
        there: int = sum(entry.get("filename") == item.sent_as for entry in entries)
        # another file may have the same name
        return there > sum(row.name == item.name for row in await self._context.ledger.uploads(session.id))

    def _row(self, session: SessionRow, item: Opened) -> UploadRow:
        return UploadRow(
            session.id,
            item.hash,
            "sending",
            item.name,
            item.facts.kind.value,
            item.facts.width,
            item.facts.height,
            item.facts.duration_ms,
            item.size_bytes,
            item.converted,
            "" if item.kept else str(item.path),
            item.kept,
            item.facts.format.mime,
            self._context.clock.now(),
        )


def _view(item: Opened, facts: MediaFacts, *, already: bool = False) -> UploadedView:
    return UploadedView(
        item.name,
        facts.kind.value,
        facts.width,
        facts.height,
        facts.duration_ms,
        item.size_bytes,
        item.converted,
        already,
    )


def _why_none(refused: Sequence[RefusedFile]) -> str:
    first = refused[0]
    if len(refused) == 1:
        return first.advice
    return f"None of the {len(refused)} files can be used. The first, {first.name}: {first.advice}"
