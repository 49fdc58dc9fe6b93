"""The file behind the ledger: its schema, how it is opened, and rows as values in four statements. Blocking.

A rollback journal is used where SQLite is older than 3.51.3: older ones can corrupt a write-ahead log that two
processes reset at once (SQLite's release notes).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, TypeVar

from kineograph.client.credentials import not_writable
from kineograph.errors import HumanMustAct
from kineograph.sessions.records import FINISHED, TABLES, ExportRow, Row, SessionRow, TurnRow, UploadRow

FILE = "ledger.sqlite3"
SCHEMA_VERSION = 4
"""2: jobs can be ``cancelled``, which version 1 would take for unfinished and drive on. 3: exports other than MP4. 4:
typed edits, which version 3 would send as words."""
_WAL_IS_SAFE = (3, 51, 3)
BUSY_MS = 10_000
"""How long a transaction may wait for those of other processes, and for those of this one."""
_SCHEMA = (
    """create table session (id text primary key, studio text not null, task_id text not null, user_id text not null,
       language text not null, replaced_by text not null, created_at real not null, used_at real not null,
       revision integer not null default 0, seen text not null default '')""",
    """create table upload (session_id text not null references session (id), hash text not null, state text not null,
       name text not null, kind text not null, width integer not null, height integer not null,
       duration_ms integer not null, size_bytes integer not null, converted text not null, source text not null,
       kept text not null, mime text not null, created_at real not null, primary key (session_id, hash))""",
    """create table turn (id text primary key, session_id text not null references session (id), studio text not null,
       instruction text not null, state text not null, phase text not null, percent real, baseline text not null,
       notes text not null, sent_at real not null, result text not null, error text not null, created_at real not
       null, after text not null default '', told_at real not null default 0, edits text not null default '')""",
    """create table export (id text primary key, session_id text not null references session (id), studio text not null,
       request text not null, state text not null, phase text not null, percent real, aspect text not null,
       quality text not null, file_name text not null, draft text not null, draft_hash text not null,
       render_id text not null, attempt integer not null, sent_at real not null, path text not null,
       sha256 text not null, result text not null, error text not null, created_at real not null,
       container text not null default 'mp4', resolution text not null default '', fps integer not null default 0)""",
    "create index session_used on session (studio, used_at)",
    "create index turn_session on turn (session_id, state)",
    "create index export_session on export (session_id, state)",
)

_TO_VERSION_2 = (
    "alter table turn add column after text not null default ''",
    "alter table turn add column told_at real not null default 0",
)
_TO_VERSION_3 = (
    "alter table export add column container text not null default 'mp4'",
    "alter table export add column resolution text not null default ''",
    "alter table export add column fps integer not null default 0",
)
_TO_VERSION_4 = (
    "alter table session add column revision integer not null default 0",
    "alter table session add column seen text not null default ''",
    "alter table turn add column edits text not null default ''",
)
_STEPS = {
    0: _SCHEMA,
    1: (*_TO_VERSION_2, *_TO_VERSION_3, *_TO_VERSION_4),
    2: (*_TO_VERSION_3, *_TO_VERSION_4),
    3: _TO_VERSION_4,
}
UNFINISHED = f"state not in ({', '.join(repr(str(step)) for step in FINISHED)})"
"""A condition on a job's row."""

R = TypeVar("R", SessionRow, UploadRow, TurnRow, ExportRow)


def open_file(home: Path) -> sqlite3.Connection:
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = home / FILE
    path.touch(mode=0o600, exist_ok=True)
    path.chmod(0o600)
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000)
    try:
        db.row_factory = sqlite3.Row
        db.execute(f"pragma busy_timeout = {BUSY_MS}")
        db.execute(f"pragma journal_mode = {'wal' if sqlite3.sqlite_version_info >= _WAL_IS_SAFE else 'delete'}")
        db.execute("pragma synchronous = full")
        db.execute("pragma foreign_keys = on")
        _migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def has_unfinished(home: Path) -> bool:
    """Whether the ledger in ``home`` has a job without an end. Changes nothing, and is False for one that cannot be
    read: whoever uses it will be told."""
    path = home / FILE
    if not path.is_file():
        return False
    queries = " union all ".join(f"select 1 from {table} where {UNFINISHED}" for table in ("turn", "export"))  # noqa: S608
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=1)
        try:
            return db.execute(queries).fetchone() is not None
        finally:
            db.close()
    except sqlite3.Error:
        return False


def _migrate(db: sqlite3.Connection) -> None:
    db.execute("begin immediate")
    try:
        version = db.execute("pragma user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise HumanMustAct(
                "LEDGER_TOO_NEW",
                "The state folder belongs to a newer Kineograph. Update this one, or set KINEOGRAPH_HOME to another.",
            )
        for statement in _STEPS.get(version, ()):
            db.execute(statement)
        if version < SCHEMA_VERSION:
            db.execute(f"pragma user_version = {SCHEMA_VERSION}")
        db.execute("commit")
    except BaseException:
        db.execute("rollback")
        raise


def storage_error(home: Path, error: Exception) -> HumanMustAct:
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


def insert(db: sqlite3.Connection, row: Row) -> bool:
    values = asdict(row)
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    table = TABLES[type(row)]
    statement = f"insert into {table} ({names}) values ({marks}) on conflict do nothing"  # noqa: S608 - our names
    return db.execute(statement, tuple(values.values())).rowcount == 1


def update(db: sqlite3.Connection, table: str, values: dict[str, Any], where: str, key: Sequence[Any]) -> bool:
    sets = ", ".join(f"{name} = ?" for name in values)
    statement = f"update {table} set {sets} where {where}"  # noqa: S608 - our names
    return db.execute(statement, (*values.values(), *key)).rowcount > 0


def first(db: sqlite3.Connection, kind: type[R], where: str, key: Sequence[Any]) -> R | None:
    rows = all_of(db, kind, where, key)
    return rows[0] if rows else None


def all_of(db: sqlite3.Connection, kind: type[R], where: str, key: Sequence[Any]) -> list[R]:
    names = ", ".join(field.name for field in fields(kind))
    statement = f"select {names} from {TABLES[kind]} where {where}"  # noqa: S608 - our names
    return [kind(**dict(row)) for row in db.execute(statement, tuple(key))]
