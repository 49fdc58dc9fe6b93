"""The rows of a turn: accepted and charged before the work, settled with the timeline it made.

A turn that is found running although nobody holds its session's lock died with its process: it is settled as lost, and
charged as a cloud would have charged it. Refuses to know instructions and events.
"""

from __future__ import annotations

import hashlib
import sqlite3

from filelock import FileLock, Timeout

from kineograph.studio.accounts import TURN_COST, balance
from kineograph.studio.home import Home
from kineograph.studio.projects import Project


def session_lock(home: Home, session_id: str) -> FileLock | None:
    """The session's lock, taken; None while another turn has it, here or in another process."""
    lock = home.lock(f"turn-{session_id}")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return None
    return lock


def begin_turn(
    connection: sqlite3.Connection, project: Project, text: str, now: float, *, charging: bool
) -> int | None:
    """The number of a turn that is accepted now; None where there are not enough credits. Call with the lock held."""
    settle_lost(connection, project.id)
    cost = TURN_COST if charging else 0
    if balance(connection, project.account_id).available < cost:
        return None
    return connection.execute(
        "insert into turn (session_id, text_hash, cost, state, started) values (?, ?, ?, 'running', ?)",
        (project.id, hashlib.sha256(text.encode()).hexdigest(), cost, now),
    ).lastrowid


def end_turn(connection: sqlite3.Connection, number: int, state: str) -> None:
    """Settles a running turn: what it reserved is spent."""
    connection.execute(
        "update account set spent = spent + (select cost from turn where number = ?) where id ="
        " (select account_id from session join turn on turn.session_id = session.id"
        "  where turn.number = ? and turn.state = 'running')",
        (number, number),
    )
    connection.execute("update turn set state = ? where number = ? and state = 'running'", (state, number))


def settle_lost(connection: sqlite3.Connection, session_id: str) -> None:
    """Settles what earlier holders of the session's lock left running."""
    running = connection.execute(
        "select number from turn where session_id = ? and state = 'running'", (session_id,)
    ).fetchall()
    for row in running:
        end_turn(connection, row["number"], "lost")


def running_sessions(connection: sqlite3.Connection, account_id: str) -> list[str]:
    rows = connection.execute(
        "select distinct session.id from session join turn on turn.session_id = session.id"
        " where session.account_id = ? and turn.state = 'running'",
        (account_id,),
    )
    return [row["id"] for row in rows]
