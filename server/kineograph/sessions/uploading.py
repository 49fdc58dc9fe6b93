"""Uploads into a session: opened and checked first, each file once, journalled by its content before it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kineograph.client.failures import SESSION_LOST
from kineograph.client.multipart import part_of
from kineograph.errors import AgentMustFix, KineographError, OutcomeUnknown
from kineograph.media import MediaFacts
from kineograph.sessions.context import Context
from kineograph.sessions.jobs import ticking
from kineograph.sessions.keeping import Keeper
from kineograph.sessions.locks import holding
from kineograph.sessions.records import SessionRow, UploadRow
from kineograph.sessions.sources import Opened, Opener
from kineograph.sessions.views import OnProgress, Progress, RefusedFile, UploadedView, UploadView

# these concern the whole call, not one file
_STOPS = frozenset(
    {"HOME_NOT_WRITABLE", "DISK_FULL", "NO_CREDITS", "BAD_TOKEN", "STUDIO_UNREACHABLE", "RATE_LIMITED", SESSION_LOST}
)


@dataclass(slots=True)
class _Telling:
    progress: Progress = Progress("Checking the files")
    note: str = ""


class Uploader:
    """Brings sources into sessions."""

    def __init__(self, context: Context, keeper: Keeper, opener: Opener) -> None:
        self._context = context
        self._keeper = keeper
        self._opener = opener

    async def upload(self, sources: Sequence[str], session_id: str, on_progress: OnProgress | None) -> UploadView:
        """Raises ``AgentMustFix`` where no file is left to upload, with the reason of the first."""
        if not sources:
            raise AgentMustFix("NO_FILES", "No file was named. Give paths, a folder or links in images.")
        telling = _Telling()
        async with ticking(on_progress, lambda: telling.progress):
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
