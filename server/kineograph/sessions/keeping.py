"""Sessions: which one a call means, starting one, reading its state, and building a lost one again.

A studio may forget a session (1002). Then a new one takes its place: what was uploaded is uploaded again from its
lasting source or our copy, and the caller is told. It is never silently empty.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import anyio
from anyio import to_thread
from anyio.abc import TaskGroup

from kineograph.client.failures import SESSION_LOST, TRANSIENT, UNREACHABLE
from kineograph.client.multipart import part_of
from kineograph.errors import AgentMustFix, KineographError, TryLater, WireViolated
from kineograph.media import HEAD_BYTES, sniff
from kineograph.protocol.exports import READ_WAITS_S
from kineograph.protocol.language import detect_language
from kineograph.sessions.context import Context
from kineograph.sessions.locks import holding
from kineograph.sessions.records import SessionRow, UploadRow
from kineograph.sessions.seeing import Seen
from kineograph.sessions.sources import sent_name

_LOG = logging.getLogger(__name__)
_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
NEW = "new"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A session that took the place of a lost one; ``note`` tells what that means."""

    session: SessionRow
    note: str


@dataclass(slots=True)
class _Rebuilding:
    done: anyio.Event = field(default_factory=anyio.Event)
    found: Rebuilt | None = None
    error: KineographError = field(
        default_factory=lambda: TryLater("INTERNAL", "The session could not be rebuilt, for an unforeseen reason.")
    )


class Keeper:
    """Knows the sessions of one studio and account. Rebuilds them in ``tasks``."""

    def __init__(self, context: Context, tasks: TaskGroup) -> None:
        self._context = context
        self._tasks = tasks
        self._rebuilding: dict[str, _Rebuilding] = {}

    async def find(self, session_id: str) -> SessionRow | None:
        """The session a call means: "" the latest, which may be none; else that one.

        Raises ``AgentMustFix`` NO_SESSION for one that neither we nor the studio know."""
        ledger = self._context.ledger
        studio = await self._context.studio.key()
        if not session_id:
            return await ledger.latest_session(studio)
        known = await ledger.session(session_id) if _ID.fullmatch(session_id) else None
        if known is not None and known.studio == studio:
            return known
        if known is not None or not _ID.fullmatch(session_id):
            raise no_session(session_id)
        return await self._adopt(session_id, studio)

    async def have(self, session_id: str, text: str = "") -> SessionRow:
        """The session a call means, or a new one. ``text``: the first instruction, for its language."""
        if session_id == NEW:
            return await self.start(text)
        found = await self.find(session_id)
        if found is None:
            return await self._first(text)
        await self._context.ledger.touch_session(found.id, self._context.clock.now())
        return found

    async def _first(self, text: str) -> SessionRow:
        """The first session. Callers that come at once, in whichever process, mean the same one."""
        whose = hashlib.sha256((await self._context.studio.key()).encode()).hexdigest()[:12]
        async with holding(self._context.config.home, f"first-{whose}"):
            return await self.find("") or await self.start(text)

    async def start(self, text: str = "", language: str = "", *, stands_in: bool = False) -> SessionRow:
        """A new session. One that ``stands_in`` for another is nobody's latest before it is complete."""
        context = self._context
        wanted = context.config.session_language
        language = language or (detect_language(text) if wanted == "detect" else wanted)
        client = await context.studio.client()
        made = await client.create_session("project", language)
        now = context.clock.now()
        row = SessionRow(
            made.session_id,
            await context.studio.key(),
            made.task_id,
            made.user_id,
            language,
            created_at=now,
        )
        if not await context.ledger.add_session(row):
            raise WireViolated(
                "SESSION_ID_REUSED",
                "The studio gave a new session an id that belongs to another studio or account. Nothing was put into "
                "it. Try again; if it stays, set KINEOGRAPH_HOME to another folder for this studio.",
            )
        if not stands_in:
            await context.ledger.touch_session(row.id, now)
        return row

    async def see(self, session: SessionRow) -> Seen:
        """The session's state. Raises ``AgentMustFix`` SESSION_LOST where the studio has forgotten it."""
        client = await self._context.studio.client()
        seen = Seen.of(await client.state(session.id))
        return replace(seen, revision=await self._revision(session, seen))

    async def see_or_rebuild(self, session: SessionRow) -> tuple[SessionRow, Seen, str]:
        """The session, its state and what has to be told: a session the studio has forgotten is rebuilt first."""
        try:
            return session, await self.see(session), ""
        except AgentMustFix as error:
            if error.code != SESSION_LOST:
                raise
        rebuilt = await self.rebuild(session)
        return rebuilt.session, await self.see(rebuilt.session), rebuilt.note

    async def _revision(self, session: SessionRow, seen: Seen) -> int:
        if seen.stated_revision is not None:
            return seen.stated_revision
        try:
            return await self._context.ledger.revision(session.id, seen.trace)
        except KineographError as error:
            _LOG.warning("the revision of session %s could not be counted: %s", session.id, error.code)
            return 0

    async def see_patiently(self, session: SessionRow, tell: Callable[[str], None]) -> Seen:
        """The same for a job, which has time: a studio that is out of reach for a moment is asked again."""
        for wait in READ_WAITS_S:
            try:
                return await self.see(session)
            except KineographError as error:
                if error.code not in (UNREACHABLE, TRANSIENT):
                    raise
            tell("The studio does not answer: trying again")
            await self._context.clock.sleep(wait)
        return await self.see(session)

    async def rebuild(self, lost: SessionRow, tell: Callable[[str], None] = lambda _: None) -> Rebuilt:
        """A new session in place of ``lost``, with its uploads; the one that somebody else has just made, if so. Goes
        on where the caller leaves: the next one waits for the same work.

        Raises ``AgentMustFix`` SESSION_LOST where one of the files is gone."""
        running = self._rebuilding.get(lost.id)
        if running is None:
            running = self._rebuilding[lost.id] = _Rebuilding()
            self._tasks.start_soon(self._rebuild_once, lost, tell, running)
        await running.done.wait()
        if running.found is None:
            raise running.error
        return running.found

    async def _rebuild_once(self, lost: SessionRow, tell: Callable[[str], None], running: _Rebuilding) -> None:
        try:
            async with holding(self._context.config.home, f"rebuild-{lost.id}"):
                now = await self._context.ledger.session(lost.id)
                if now is not None and now.id != lost.id:
                    note = f"The studio had forgotten session {lost.id}; session {now.id} has taken its place."
                    running.found = Rebuilt(now, note)
                else:
                    running.found = await self._rebuild(lost, tell)
        except KineographError as error:
            running.error = error
        except Exception:  # noqa: BLE001 - it must not end the jobs of the others
            _LOG.exception("session %s could not be rebuilt", lost.id)
        finally:
            del self._rebuilding[lost.id]
            running.done.set()

    async def _rebuild(self, lost: SessionRow, tell: Callable[[str], None]) -> Rebuilt:
        uploads = await self._context.ledger.uploads(lost.id)
        paths = [await to_thread.run_sync(_lasting, row) for row in uploads]
        missing = [row.name for row, path in zip(uploads, paths, strict=True) if path is None]
        if missing:
            raise AgentMustFix(
                SESSION_LOST,
                f"The studio has forgotten session {lost.id}, and it cannot be rebuilt: {', '.join(missing[:10])} "
                'is no longer where it was. Upload the files again with upload_image and session_id="new".',
            )
        fresh = await self.start(language=lost.language, stands_in=True)
        for number, (row, path) in enumerate(zip(uploads, paths, strict=True), 1):
            tell(f"The studio lost the session: sending {row.name} again ({number} of {len(uploads)})")
            if path is not None:
                await self._send_again(row, path, fresh)
        await self._context.ledger.replace_session(lost.id, fresh.id, self._context.clock.now())
        _LOG.warning("session %s was lost by the studio and rebuilt as %s", lost.id, fresh.id)
        note = (
            f"The studio had forgotten session {lost.id}. Session {fresh.id} takes its place, with its {len(uploads)} "
            "uploads sent again; the edits made before are not in it."
        )
        return Rebuilt(fresh, note)

    async def _send_again(self, row: UploadRow, path: Path, fresh: SessionRow) -> None:
        client = await self._context.studio.client()
        name = await to_thread.run_sync(_sent_as, row, path)
        await client.upload(fresh.id, await part_of(path, name, row.mime))
        await self._context.ledger.add(replace(row, session_id=fresh.id, created_at=self._context.clock.now()))

    async def _adopt(self, session_id: str, studio: str) -> SessionRow:
        """A session made elsewhere, if this account may see it."""
        client = await self._context.studio.client()
        try:
            state = await client.state(session_id)
        except KineographError as error:
            if error.code == SESSION_LOST:
                raise no_session(session_id) from error
            raise
        now = self._context.clock.now()
        row = SessionRow(session_id, studio, state.task_id, state.user_id, created_at=now, used_at=now)
        await self._context.ledger.add(row)
        return row


def no_session(session_id: str = "") -> AgentMustFix:
    if session_id == NEW:
        advice = "A new session has nothing in it yet. Call upload_image first, or list_sessions to find one."
    elif session_id:
        advice = "The studio does not know this session. Leave session_id empty for the latest, or call list_sessions."
    else:
        advice = "There is no session yet. Call upload_image with the pictures first."
    return AgentMustFix("NO_SESSION", advice)


def _sent_as(row: UploadRow, path: Path) -> str:
    """The name under which the upload travelled the first time: its content decides the extension."""
    with path.open("rb") as file:
        found = sniff(file.read(HEAD_BYTES))
    return sent_name(row.name, found.extension if found else path.suffix)


def _lasting(row: UploadRow) -> Path | None:
    """Where the bytes of an upload still are, unchanged; None where they are gone."""
    import hashlib

    for place in (row.kept, row.source):
        path = Path(place)
        if not place or not path.is_file():
            continue
        if place == row.kept:
            return path
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == row.hash:
                return path
    return None
