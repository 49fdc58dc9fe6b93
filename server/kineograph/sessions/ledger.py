"""The ledger: sessions, uploads, turns and exports in one SQLite file. It is the truth; everything else may die.

Intent is committed before the action it stands for, and every change of a job is one conditional ``update``, so several
processes may share a ledger. Blocking calls run in a thread. A rollback journal is used where SQLite is older than
3.51.3: older ones can corrupt a write-ahead log that two processes reset at once (SQLite's release notes).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, TypeVar

from anyio import to_thread

from kineograph.client.credentials import not_writable
from kineograph.errors import HumanMustAct
from kineograph.sessions.records import (
    FINISHED,
    TABLES,
    ExportRow,
    JobRow,
    Row,
    SessionRow,
    Step,
    TurnRow,
    UploadRow,
)

FILE = "ledger.sqlite3"
SCHEMA_VERSION = 1
_WAL_IS_SAFE = (3, 51, 3)
_BUSY_MS = 30_000
_SCHEMA = (
    """create table session (id text primary key, studio text not null, task_id text not null, user_id text not null,
       language text not null, replaced_by text not null, created_at real not null, used_at real not null)""",
    """create table upload (session_id text not null references session (id), hash text not null, state text not null,
       name text not null, kind text not null, width integer not null, height integer not null,
       duration_ms integer not null, size_bytes integer not null, converted text not null, source text not null,
       kept text not null, mime text not null, created_at real not null, primary key (session_id, hash))""",
    """create table turn (id text primary key, session_id text not null references session (id), studio text not null,
       instruction text not null, state text not null, phase text not null, percent real, baseline text not null,
       notes text not null, sent_at real not null, result text not null, error text not null, created_at real not
       null)""",
    """create table export (id text primary key, session_id text not null references session (id), studio text not null,
       request text not null, state text not null, phase text not null, percent real, aspect text not null,
       quality text not null, file_name text not null, draft text not null, draft_hash text not null,
       render_id text not null, attempt integer not null, sent_at real not null, path text not null,
       sha256 text not null, result text not null, error text not null, created_at real not null)""",
    "create index session_used on session (studio, used_at)",
    "create index turn_session on turn (session_id, state)",
    "create index export_session on export (session_id, state)",
)

T = TypeVar("T")
R = TypeVar("R", SessionRow, UploadRow, TurnRow, ExportRow)


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
        return await self._do(lambda db: _insert(db, row))

    async def session(self, session_id: str) -> SessionRow | None:
        """The session, or the one that took its place."""

        def find(db: sqlite3.Connection) -> SessionRow | None:
            found = _first(db, SessionRow, "id = ?", (session_id,))
            for _ in range(20):
                if found is None or not found.replaced_by:
                    return found
                found = _first(db, SessionRow, "id = ?", (found.replaced_by,))
            return found

        return await self._do(find)

    async def latest_session(self, studio: str) -> SessionRow | None:
        where = "studio = ? and replaced_by = '' order by used_at desc, created_at desc limit 1"
        return await self._do(lambda db: _first(db, SessionRow, where, (studio,)))

    async def touch_session(self, session_id: str, at: float) -> None:
        await self._do(lambda db: _update(db, "session", {"used_at": at}, "id = ?", (session_id,)))

    async def replace_session(self, old: str, new: str) -> None:
        """Points the lost session ``old`` to ``new``."""
        await self._do(lambda db: _update(db, "session", {"replaced_by": new}, "id = ?", (old,)))

    async def uploads(self, session_id: str) -> list[UploadRow]:
        """The session's uploads that arrived, oldest first."""
        where = "session_id = ? and state = 'done' order by created_at, rowid"
        return await self._do(lambda db: _all(db, UploadRow, where, (session_id,)))

    async def upload(self, session_id: str, content_hash: str) -> UploadRow | None:
        key = (session_id, content_hash)
        return await self._do(lambda db: _first(db, UploadRow, "session_id = ? and hash = ?", key))

    async def set_upload(self, session_id: str, content_hash: str, **values: Any) -> None:
        key = (session_id, content_hash)
        await self._do(lambda db: _update(db, "upload", values, "session_id = ? and hash = ?", key))

    async def begin(self, row: JobRow) -> JobRow:
        """Writes the job, or gives the one that stands in its way: an unfinished turn of the session (for a turn), an
        unfinished export with the same request (for an export)."""
        clause, values = _rival(row)

        def claim(db: sqlite3.Connection) -> JobRow:
            rival: JobRow | None = (
                _first(db, TurnRow, clause, values)
                if isinstance(row, TurnRow)
                else _first(db, ExportRow, clause, values)
            )
            if rival is not None:
                return rival
            _insert(db, row)
            return row

        return await self._do(claim)

    async def running_turn(self, session_id: str) -> TurnRow | None:
        where = "session_id = ? and state not in (?, ?)"
        return await self._do(lambda db: _first(db, TurnRow, where, (session_id, *FINISHED)))

    async def finished_exports(self, session_id: str, draft_hash: str, quality: str) -> list[ExportRow]:
        """Exports of this very draft that were delivered, newest first."""
        where = "session_id = ? and draft_hash = ? and quality = ? and state = ? order by created_at desc"
        return await self._do(lambda db: _all(db, ExportRow, where, (session_id, draft_hash, quality, Step.DONE)))

    async def job(self, job_id: str) -> JobRow | None:
        def find(db: sqlite3.Connection) -> JobRow | None:
            return _first(db, TurnRow, "id = ?", (job_id,)) or _first(db, ExportRow, "id = ?", (job_id,))

        return await self._do(find)

    async def unfinished(self, studio: str) -> list[JobRow]:
        """Every job of the studio that has no end yet, oldest first."""
        where = "studio = ? and state not in (?, ?) order by created_at"

        def find(db: sqlite3.Connection) -> list[JobRow]:
            key = (studio, *FINISHED)
            return [*_all(db, TurnRow, where, key), *_all(db, ExportRow, where, key)]

        return await self._do(find)

    async def set_job(self, row: JobRow, **values: Any) -> bool:
        """Changes an unfinished job; False where it has its end already."""
        where = "id = ? and state not in (?, ?)"
        return await self._do(lambda db: _update(db, TABLES[type(row)], values, where, (row.id, *FINISHED)))

    async def _do(self, call: Callable[[sqlite3.Connection], T]) -> T:
        return await to_thread.run_sync(self._transact, call)

    def _transact(self, call: Callable[[sqlite3.Connection], T]) -> T:
        with self._guard:
            try:
                if self._connection is None:
                    self._connection = _open(self._home)
                db = self._connection
                db.execute("begin immediate")
                try:
                    result = call(db)
                except BaseException:
                    db.execute("rollback")
                    raise
                db.execute("commit")
            except (sqlite3.Error, OSError) as error:
                raise _storage_error(self._home, error) from error
            return result


def _open(home: Path) -> sqlite3.Connection:
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = home / FILE
    path.touch(mode=0o600, exist_ok=True)
    path.chmod(0o600)
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=_BUSY_MS / 1000)
    try:
        db.row_factory = sqlite3.Row
        db.execute(f"pragma busy_timeout = {_BUSY_MS}")
        db.execute(f"pragma journal_mode = {'wal' if sqlite3.sqlite_version_info >= _WAL_IS_SAFE else 'delete'}")
        db.execute("pragma synchronous = full")
        db.execute("pragma foreign_keys = on")
        _migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def _migrate(db: sqlite3.Connection) -> None:
    db.execute("begin immediate")
    try:
        version = db.execute("pragma user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise HumanMustAct(
                "LEDGER_TOO_NEW",
                "The state folder belongs to a newer Kineograph. Update this one, or set KINEOGRAPH_HOME to another.",
            )
        if version == 0:
            for statement in _SCHEMA:
                db.execute(statement)
            db.execute(f"pragma user_version = {SCHEMA_VERSION}")
        db.execute("commit")
    except BaseException:
        db.execute("rollback")
        raise


def _storage_error(home: Path, error: Exception) -> HumanMustAct:
    if isinstance(error, sqlite3.OperationalError) and "full" in str(error):
        return HumanMustAct(
            "DISK_FULL", f"The disk with {home} is full. Free some space and try again.", f"sqlite3: {error}"
        )
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
        return HumanMustAct(
            "LEDGER_DAMAGED",
            f"The ledger {home / FILE} is damaged. Move it away: a new one is started, the studio keeps its sessions.",
            f"sqlite3: {error}",
        )
    return not_writable(home, error)


def _rival(row: JobRow) -> tuple[str, tuple[str, ...]]:
    if isinstance(row, TurnRow):
        return "session_id = ? and state not in (?, ?)", (row.session_id, *FINISHED)
    # where a turn sets the shape first, the draft is not known yet
    clause = (
        "session_id = ? and request = ? and aspect = ? and (aspect <> '' or draft_hash = ?) and state not in (?, ?)"
    )
    return clause, (row.session_id, row.request, row.aspect, row.draft_hash, *FINISHED)


def _insert(db: sqlite3.Connection, row: Row) -> bool:
    values = asdict(row)
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    table = TABLES[type(row)]
    statement = f"insert into {table} ({names}) values ({marks}) on conflict do nothing"  # noqa: S608 - our names
    return db.execute(statement, tuple(values.values())).rowcount == 1


def _update(db: sqlite3.Connection, table: str, values: dict[str, Any], where: str, key: Sequence[Any]) -> bool:
    sets = ", ".join(f"{name} = ?" for name in values)
    statement = f"update {table} set {sets} where {where}"  # noqa: S608 - our names
    return db.execute(statement, (*values.values(), *key)).rowcount > 0


def _first(db: sqlite3.Connection, kind: type[R], where: str, key: Sequence[Any]) -> R | None:
    rows = _all(db, kind, where, key)
    return rows[0] if rows else None


def _all(db: sqlite3.Connection, kind: type[R], where: str, key: Sequence[Any]) -> list[R]:
    names = ", ".join(field.name for field in fields(kind))
    statement = f"select {names} from {TABLES[kind]} where {where}"  # noqa: S608 - our names
    return [kind(**dict(row)) for row in db.execute(statement, tuple(key))]
