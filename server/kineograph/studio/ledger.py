"""The studio's memory: SQLite in the home folder, shared by several processes. Everything else may die at any moment.

Every connection: foreign keys, full synchronisation, a busy timeout, explicit transactions that begin IMMEDIATE. The
journal is WAL only where SQLite has the fix for WAL resets (3.51.3). Calls run in threads, one at a time per process.
Refuses to know what the rows mean.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import anyio.to_thread
from filelock import FileLock

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

BUSY_MS = 10_000
WAL_IS_SAFE = (3, 51, 3)

_VERSION_1 = """
create table account (
  id text primary key, client_id text not null unique, granted integer not null, spent integer not null default 0,
  created real not null);
create table token (
  hash text primary key, account_id text not null references account, created real not null, expires real not null);
create index token_of_account on token (account_id);
create table session (
  id text primary key, account_id text not null references account, task_id text not null, task_name text not null,
  language text not null, lost integer not null default 0, created real not null,
  now text not null default '', past text not null default '[]', future text not null default '[]',
  revision integer not null default 0);
create table snapshot (
  session_id text not null references session, digest text not null, draft text not null,
  primary key (session_id, digest));
create table media (
  session_id text not null references session, id text not null, place integer not null, hash text not null,
  name text not null, kind text not null, mime text not null, width integer not null, height integer not null,
  duration_ms integer not null, has_sound integer not null, fps real not null, size integer not null,
  primary key (session_id, id), unique (session_id, place));
create table turn (
  number integer primary key autoincrement, session_id text not null references session, text_hash text not null,
  cost integer not null, state text not null check (state in ('running', 'done', 'lost')), started real not null);
create index turn_running on turn (state) where state = 'running';
create table render (
  number integer primary key autoincrement, account_id text not null references account, id text not null,
  session_id text not null references session, draft_hash text not null, draft text not null, quality text not null,
  state text not null, progress real not null default 0, attempts integer not null default 0,
  error text not null default '', duration_ms integer not null default 0, size_bytes integer not null default 0,
  created real not null, finished real not null default 0,
  unique (account_id, id));
create index render_waiting on render (state, number);
create table claim (
  hash text primary key, session_id text not null references session, expires real not null);
"""
# address: who asked for a token; faults: a session's own switches; due: when a delayed render may begin;
# crashes: how often its renderer ended badly, where attempts count its drivers
_VERSION_2 = """
alter table token add column address text not null default '';
alter table session add column faults text not null default '';
alter table render add column due real not null default 0;
alter table render add column crashes integer not null default 0;
"""
# in what file the video is delivered; 0 as its canvas has it; notes: JSON list of what was done otherwise than asked
_VERSION_3 = """
alter table render add column container text not null default 'mp4';
alter table render add column short_side integer not null default 0;
alter table render add column fps integer not null default 0;
alter table render add column notes text not null default '[]';
"""
# when a picture or footage was taken, in seconds since 1970; 0 where that is not known
_VERSION_4 = """
alter table media add column captured_at integer not null default 0;
"""
# what was spoken of last, as JSON, for the next instruction to refer to; empty where nothing was
_VERSION_5 = """
alter table session add column focus text not null default '';
"""
MIGRATIONS = (_VERSION_1, _VERSION_2, _VERSION_3, _VERSION_4, _VERSION_5)


class LedgerError(Exception):
    """The studio's records cannot be read or written; the message is a sentence with a remedy."""


def connect(path: Path) -> sqlite3.Connection:
    """A connection set up as every connection must be. Raises ``sqlite3.Error``."""
    connection = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    wal = sqlite3.sqlite_version_info >= WAL_IS_SAFE
    for pragma in (
        f"journal_mode={'wal' if wal else 'delete'}",
        "synchronous=full",
        "foreign_keys=on",
        f"busy_timeout={BUSY_MS}",
    ):
        connection.execute(f"pragma {pragma}")
    return connection


def migrate(connection: sqlite3.Connection) -> None:
    """Brings the schema up to date, once, however many processes try. Raises :class:`LedgerError`."""
    connection.execute("begin immediate")
    try:
        version = connection.execute("pragma user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise LedgerError("The studio's records were written by a newer Kineograph: update Kineograph.")
        for script in MIGRATIONS[version:]:
            for statement in filter(str.strip, script.split(";\n")):
                connection.execute(statement)
        connection.execute(f"pragma user_version={len(MIGRATIONS)}")
        connection.execute("commit")
    except BaseException:
        connection.execute("rollback")
        raise


def _opened(path: Path) -> sqlite3.Connection:
    connection = connect(path)
    try:
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


class Ledger:
    """One process's hold on the records."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def open(self) -> None:
        """Connects and migrates; blocks. Raises :class:`LedgerError`."""
        try:
            # one process at a time: the very first change of the journal mode does not wait for others
            with FileLock(f"{self.path}.lock", timeout=BUSY_MS / 1000, mode=0o600):
                self.path.touch(mode=0o600, exist_ok=True)
                self._connection = _opened(self.path)
        except (OSError, sqlite3.Error) as error:
            raise LedgerError(
                f"The studio's records at {self.path} cannot be used: {error}. Move that file away to start anew."
            ) from error

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    async def read(self, work: Work[T]) -> T:
        """``work`` on one consistent view. Raises :class:`LedgerError`."""
        return await anyio.to_thread.run_sync(self._run, "begin", work)

    async def write(self, work: Work[T]) -> T:
        """``work`` as one transaction: all of it, or nothing. Raises :class:`LedgerError`; what ``work`` raises."""
        return await anyio.to_thread.run_sync(self._run, "begin immediate", work)

    def _run(self, begin: str, work: Work[T]) -> T:
        with self._lock:
            connection = self._connection
            if connection is None:
                raise LedgerError("The studio is closing.")
            try:
                connection.execute(begin)
                try:
                    result = work(connection)
                    connection.execute("commit")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("rollback")
                    raise
            except sqlite3.Error as error:
                raise LedgerError(
                    f"The studio cannot write its records ({error}). Check the free space of its disk, then try again."
                ) from error
            return result
