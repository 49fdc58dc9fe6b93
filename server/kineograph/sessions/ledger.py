"""The ledger: sessions, uploads, turns and exports in one SQLite file. It is the truth; everything else may die.

Intent is committed before the action it stands for, and every change of a job is one conditional ``update``, so several
processes may share a ledger. Blocking calls run in a thread.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from anyio import to_thread

from kineograph.sessions import storage
from kineograph.sessions.records import (
    TABLES,
    ExportRow,
    JobRow,
    Row,
    SessionRow,
    Step,
    TurnRow,
    UploadRow,
)
from kineograph.sessions.storage import FILE, UNFINISHED, all_of, first, insert, open_file, storage_error, update

T = TypeVar("T")


class JobEnded(Exception):
    """The job's row has its end, or has moved on under somebody else: nothing more may be done for it here."""


class Ledger:
    """``home``: the state folder. Nothing is opened before the first call.

    Every method may raise ``HumanMustAct`` (HOME_NOT_WRITABLE, DISK_FULL, LEDGER_DAMAGED, LEDGER_TOO_NEW)."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._guard = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    @property
    def path(self) -> Path:
        return self._home / FILE

    async def aclose(self) -> None:
        def close() -> None:
            with self._guard:
                if self._connection is not None:
                    self._connection.close()
                    self._connection = None

        await to_thread.run_sync(close)

    async def add(self, row: Row) -> bool:
        """Writes a new row; False where one with its key is there."""
        return await self._do(lambda db: insert(db, row))

    async def add_session(self, row: SessionRow) -> bool:
        """Writes a session that a studio has just made. Where the studio gave its id before, that one is gone with its
        uploads. False where the id is another studio's."""

        def take(db: sqlite3.Connection) -> bool:
            if insert(db, row):
                return True
            values = {key: value for key, value in asdict(row).items() if key not in ("id", "studio")}
            if not update(db, "session", values, "id = ? and studio = ?", (row.id, row.studio)):
                return False
            db.execute("delete from upload where session_id = ?", (row.id,))
            return True

        return await self._do(take)

    async def session(self, session_id: str) -> SessionRow | None:
        """The session, or the one that took its place."""

        def find(db: sqlite3.Connection) -> SessionRow | None:
            found = first(db, SessionRow, "id = ?", (session_id,))
            for _ in range(20):
                if found is None or not found.replaced_by:
                    return found
                found = first(db, SessionRow, "id = ?", (found.replaced_by,))
            return found

        return await self._do(find)

    async def latest_session(self, studio: str) -> SessionRow | None:
        where = "studio = ? and replaced_by = '' order by used_at desc, created_at desc limit 1"
        return await self._do(lambda db: first(db, SessionRow, where, (studio,)))

    async def touch_session(self, session_id: str, at: float) -> None:
        """Makes the session the latest."""
        await self._do(lambda db: _touch(db, session_id, at))

    async def replace_session(self, old: str, new: str, at: float) -> None:
        """Points the lost session ``old`` to ``new``, which is complete now and the latest."""

        def replace(db: sqlite3.Connection) -> None:
            update(db, "session", {"replaced_by": new}, "id = ? and id <> ?", (old, new))
            _touch(db, new, at)

        await self._do(replace)

    async def revision(self, session_id: str, trace: str) -> int:
        """The session's revision by our own count, now that a look has found ``trace``: it grows whenever that is
        another than the last one, and never goes back. 0 for a session that is not here."""

        def count(db: sqlite3.Connection) -> int:
            found = first(db, SessionRow, "id = ?", (session_id,))
            if found is None or found.seen == trace:
                return found.revision if found else 0
            update(db, "session", {"revision": found.revision + 1, "seen": trace}, "id = ?", (session_id,))
            return found.revision + 1

        return await self._do(count)

    async def uploads(self, session_id: str) -> list[UploadRow]:
        """The session's uploads that arrived, oldest first."""
        where = "session_id = ? and state = 'done' order by created_at, rowid"
        return await self._do(lambda db: all_of(db, UploadRow, where, (session_id,)))

    async def upload(self, session_id: str, content_hash: str) -> UploadRow | None:
        key = (session_id, content_hash)
        return await self._do(lambda db: first(db, UploadRow, "session_id = ? and hash = ?", key))

    async def set_upload(self, session_id: str, content_hash: str, **values: Any) -> None:
        key = (session_id, content_hash)
        await self._do(lambda db: update(db, "upload", values, "session_id = ? and hash = ?", key))

    async def begin(self, row: JobRow, after: str | None = None) -> JobRow:
        """Writes the job, or gives the one that stands in its way: an unfinished turn of the session (for a turn), an
        unfinished export with the same request (for an export). ``after``: the turn that was the last when the caller
        looked, or ""; where one with the same words has been done since, the two callers meant one."""
        clause, values = _rival(row)
        if isinstance(row, TurnRow) and after is not None:
            since = "(select coalesce(max(rowid), 0) from turn where id = ?)"
            twin = f"session_id = ? and instruction = ? and edits = ? and state = '{Step.DONE}' and rowid > {since}"
            clause = f"({clause}) or ({twin})"
            values = (*values, row.session_id, row.instruction, row.edits, after)

        def claim(db: sqlite3.Connection) -> JobRow:
            rival: JobRow | None = (
                first(db, TurnRow, clause, values) if isinstance(row, TurnRow) else first(db, ExportRow, clause, values)
            )
            if rival is not None:
                return rival
            insert(db, row)
            return row

        return await self._do(claim)

    async def running_turn(self, session_id: str) -> TurnRow | None:
        where = f"session_id = ? and {UNFINISHED}"
        return await self._do(lambda db: first(db, TurnRow, where, (session_id,)))

    async def last_turn(self, session_id: str) -> TurnRow | None:
        where = "session_id = ? order by rowid desc limit 1"
        return await self._do(lambda db: first(db, TurnRow, where, (session_id,)))

    async def mark_told(self, turn: TurnRow, at: float) -> None:
        """A caller got the turn's result."""
        await self._do(lambda db: update(db, "turn", {"told_at": at}, "id = ? and told_at = 0", (turn.id,)))

    async def finished_exports(self, row: ExportRow) -> list[ExportRow]:
        """Exports of this very draft in the same output that were delivered, newest first."""
        where = f"{_SAME_RENDER} and state = '{Step.DONE}' order by created_at desc"
        return await self._do(lambda db: all_of(db, ExportRow, where, _render_of(row)))

    async def renders(self, row: ExportRow) -> list[ExportRow]:
        """Exports of this very draft in the same output that have asked for a render, however they ended, newest
        first."""
        where = f"{_SAME_RENDER} and render_id <> '' order by created_at desc"
        return await self._do(lambda db: all_of(db, ExportRow, where, _render_of(row)))

    async def job(self, job_id: str) -> JobRow | None:
        return await self._do(lambda db: _job(db, job_id))

    async def is_unfinished(self, row: JobRow) -> bool:
        """Whether a job has no end yet. Reads nothing that may be large."""
        query = f"select 1 from {TABLES[type(row)]} where id = ? and {UNFINISHED}"  # noqa: S608 - our names
        return await self._do(lambda db: db.execute(query, (row.id,)).fetchone() is not None)

    async def unfinished(self, studio: str) -> list[JobRow]:
        """Every job of the studio that has no end yet, oldest first."""
        where = f"studio = ? and {UNFINISHED} order by created_at"

        def find(db: sqlite3.Connection) -> list[JobRow]:
            return [*all_of(db, TurnRow, where, (studio,)), *all_of(db, ExportRow, where, (studio,))]

        return await self._do(find)

    async def set_job(self, row: JobRow, was: Step | None = None, **values: Any) -> bool:
        """Changes an unfinished job; False where it has its end already, or is not at ``was`` any more."""
        where = f"id = ? and {UNFINISHED}" + (f" and state = '{was}'" if was else "")
        return await self._do(lambda db: update(db, TABLES[type(row)], values, where, (row.id,)))

    async def advance(self, row: JobRow, was: Step | None = None, **values: Any) -> None:
        """The same for whoever drives the job. Raises ``JobEnded`` instead of answering False."""
        if not await self.set_job(row, was, **values):
            raise JobEnded(row.id)

    async def cancel_job(self, row: JobRow) -> JobRow:
        """Ends an unfinished job. The row as it stood before that: where it was finished, nothing was done."""

        def cancel(db: sqlite3.Connection) -> JobRow:
            before = _job(db, row.id) or row
            values = {"state": Step.CANCELLED, "phase": "Cancelled"}
            update(db, TABLES[type(row)], values, f"id = ? and {UNFINISHED}", (row.id,))
            return before

        return await self._do(cancel)

    async def sessions(self, studio: str, limit: int) -> tuple[list[SessionRow], int]:
        """The sessions used last, and how many there are."""
        where = "studio = ? and replaced_by = ''"

        def find(db: sqlite3.Connection) -> tuple[list[SessionRow], int]:
            total: int = db.execute(f"select count(*) from session where {where}", (studio,)).fetchone()[0]  # noqa: S608
            order = f"{where} order by used_at desc, created_at desc limit ?"
            return all_of(db, SessionRow, order, (studio, limit)), total

        return await self._do(find)

    async def jobs(self, session_id: str, limit: int) -> list[JobRow]:
        """The session's jobs: all that are unfinished, oldest first, then the newest ``limit`` that ended."""
        newest = f"session_id = ? and not {UNFINISHED} order by created_at desc limit ?"
        waiting = f"session_id = ? and {UNFINISHED}"

        def find(db: sqlite3.Connection) -> list[JobRow]:
            key, capped = (session_id,), (session_id, limit)
            running: list[JobRow] = [*all_of(db, TurnRow, waiting, key), *all_of(db, ExportRow, waiting, key)]
            ended: list[JobRow] = [*all_of(db, TurnRow, newest, capped), *all_of(db, ExportRow, newest, capped)]
            running.sort(key=lambda row: row.created_at)
            ended.sort(key=lambda row: row.created_at, reverse=True)
            return [*running, *ended[:limit]]

        return await self._do(find)

    async def _do(self, call: Callable[[sqlite3.Connection], T]) -> T:
        return await to_thread.run_sync(self._transact, call)

    def _transact(self, call: Callable[[sqlite3.Connection], T]) -> T:
        # one call may have to wait behind another's wait, and neither can be interrupted
        if not self._guard.acquire(timeout=storage.BUSY_MS / 1000):
            raise storage_error(self._home, sqlite3.OperationalError("the ledger is busy"))
        try:
            try:
                if self._connection is None:
                    self._connection = open_file(self._home)
                db = self._connection
                db.execute("begin immediate")
                try:
                    result = call(db)
                except BaseException:
                    db.execute("rollback")
                    raise
                db.execute("commit")
            except (sqlite3.Error, OSError) as error:
                raise storage_error(self._home, error) from error
            return result
        finally:
            self._guard.release()


def _touch(db: sqlite3.Connection, session_id: str, at: float) -> None:
    # a machine's clock may be set back
    db.execute(
        """update session set used_at = max(?, (select max(other.used_at) + 0.001 from session as other
           where other.studio = session.studio)) where id = ?""",
        (at, session_id),
    )


def _job(db: sqlite3.Connection, job_id: str) -> JobRow | None:
    return first(db, TurnRow, "id = ?", (job_id,)) or first(db, ExportRow, "id = ?", (job_id,))


_SAME_RENDER = "session_id = ? and draft_hash = ? and quality = ? and container = ? and resolution = ? and fps = ?"


def _render_of(row: ExportRow) -> tuple[object, ...]:
    return row.session_id, row.draft_hash, row.quality, row.container, row.resolution, row.fps


def _rival(row: JobRow) -> tuple[str, tuple[str, ...]]:
    if isinstance(row, TurnRow):
        return f"session_id = ? and {UNFINISHED}", (row.session_id,)
    # where a turn sets the shape first, the draft is not known yet
    clause = f"session_id = ? and request = ? and aspect = ? and (aspect <> '' or draft_hash = ?) and {UNFINISHED}"
    return clause, (row.session_id, row.request, row.aspect, row.draft_hash)
