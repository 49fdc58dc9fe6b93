"""The rows of renders: there before the work, and what of them a caller is shown. Refuses to know who does the work."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kineograph.studio.ledger import connect
from kineograph.timeline.outputs import Output
from kineograph.wire.renders import RenderState

DRIVERS = 20
"""So many processes may die over one render before it is given up; those that stop in good order do not count."""
QUEUED = 5.0  # what the cloud shows right after a submit (vendor's reference 4.4)
WAITED = 90.0  # what is shown when a delay is over
_WAITING = (RenderState.PENDING.value, RenderState.PROCESSING.value)


@dataclass(frozen=True, slots=True)
class RenderRow:
    """One render as it stands. ``progress`` 0–100, times in seconds since 1970; ``number`` names its file, ``due`` is
    when its delay is over, 0 where it has none; ``notes``: what was done otherwise than asked."""

    number: int
    id: str
    session_id: str
    draft_hash: str
    output: Output
    state: RenderState
    progress: float
    error: str
    duration_ms: int
    size_bytes: int
    created: float
    finished: float
    due: float
    notes: tuple[str, ...] = ()

    @property
    def is_waiting(self) -> bool:
        return self.state.value in _WAITING

    def shown(self, now: float) -> tuple[RenderState, float]:
        """State and progress as a caller sees them: a delay looks like work that moves on."""
        if not (self.is_waiting and self.due > self.created and now > self.created):
            return self.state, self.progress
        waited = min((now - self.created) / (self.due - self.created), 1.0)
        return RenderState.PROCESSING, max(self.progress, QUEUED + waited * (WAITED - QUEUED))


@dataclass(frozen=True, slots=True)
class NewRender:
    """A render that is asked for. ``draft`` as JSON; the hash is what makes two requests the same. ``delay`` in
    seconds."""

    account_id: str
    id: str
    session_id: str
    draft: str
    draft_hash: str
    output: Output
    delay: float = 0.0


@dataclass(frozen=True, slots=True)
class RenderRecord:
    """One accepted render, for who counts them. ``attempts``: how many drivers took it up and were not stopped in good
    order; ``crashes``: how often its renderer ended badly."""

    id: str
    session_id: str
    draft_hash: str
    state: str
    attempts: int
    crashes: int


def add_render(connection: sqlite3.Connection, wanted: NewRender, now: float) -> RenderRow:
    """The row of this render, made if it is new; an older one under the same id is returned as it is."""
    connection.execute(
        "insert into render (account_id, id, session_id, draft_hash, draft, quality, container, short_side,"
        " fps, state, progress, created, due) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?, ?)"
        " on conflict do nothing",
        (
            wanted.account_id,
            wanted.id,
            wanted.session_id,
            wanted.draft_hash,
            wanted.draft,
            wanted.output.quality,
            wanted.output.container,
            wanted.output.short_side,
            wanted.output.fps,
            QUEUED,
            now,
            now + wanted.delay if wanted.delay else 0.0,
        ),
    )
    row = find_render(connection, wanted.account_id, wanted.id)
    assert row is not None  # noqa: S101 - inserted just now, or there before
    return row


def find_render(connection: sqlite3.Connection, account_id: str, render_id: str) -> RenderRow | None:
    row = connection.execute("select * from render where account_id = ? and id = ?", (account_id, render_id)).fetchone()
    return _row(row) if row else None


def newest_video(connection: sqlite3.Connection, session_id: str) -> RenderRow | None:
    """The session's last finished render."""
    row = connection.execute(
        "select * from render where session_id = ? and state = 'completed' order by number desc limit 1", (session_id,)
    ).fetchone()
    return _row(row) if row else None


def session_of_video(connection: sqlite3.Connection, number: int) -> str:
    """Whose video this is; empty where there is none of this number."""
    row = connection.execute("select session_id from render where number = ?", (number,)).fetchone()
    return str(row["session_id"]) if row else ""


def mark_cancelled(connection: sqlite3.Connection, account_id: str, render_id: str, now: float) -> RenderRow | None:
    """The row, cancelled if it still waited or ran."""
    connection.execute(
        "update render set state = 'cancelled', finished = ?"
        " where account_id = ? and id = ? and state in ('pending', 'processing')",
        (now, account_id, render_id),
    )
    return find_render(connection, account_id, render_id)


def anything_waits(connection: sqlite3.Connection, now: float) -> bool:
    """Whether there is a render that may be taken up now."""
    found = connection.execute(
        "select 1 from render where state in ('pending', 'processing') and due <= ? limit 1", (now,)
    ).fetchone()
    return found is not None


def take_next(connection: sqlite3.Connection, now: float) -> sqlite3.Row | None:
    """The oldest render that may be taken up, marked as running; those that too many drivers died over fail on the
    way. Call with the render lock held."""
    connection.execute(
        "update render set state = 'failed', finished = ?, error = ?"
        " where state in ('pending', 'processing') and attempts >= ?",
        (now, f"The studio ended {DRIVERS} times over this video. Use fewer or smaller pictures.", DRIVERS),
    )
    row: sqlite3.Row | None = connection.execute(
        "select * from render where state in ('pending', 'processing') and due <= ? order by number limit 1", (now,)
    ).fetchone()
    if row is not None:
        connection.execute(
            "update render set state = 'processing', attempts = attempts + 1 where number = ?", (row["number"],)
        )
    return row


def change_running(connection: sqlite3.Connection, number: int, changes: Mapping[str, Any]) -> bool:
    """Changes the row while it is running; False where it is not any more."""
    names = ", ".join(f"{name} = ?" for name in changes)
    query = f"update render set {names} where number = ? and state = 'processing'"  # noqa: S608 - names are ours
    return bool(connection.execute(query, (*changes.values(), number)).rowcount)


def read_renders(ledger: Path) -> tuple[RenderRecord, ...]:
    """Every render that was ever accepted, oldest first, from the records at ``ledger``: the proof that nothing is
    rendered twice. Raises ``sqlite3.Error``."""
    connection = connect(ledger)
    try:
        rows = connection.execute("select * from render order by number").fetchall()
    finally:
        connection.close()
    return tuple(
        RenderRecord(row["id"], row["session_id"], row["draft_hash"], row["state"], row["attempts"], row["crashes"])
        for row in rows
    )


def output_of(row: sqlite3.Row) -> Output:
    """In what file the render of this row is wanted."""
    return Output(row["container"], row["quality"], row["short_side"], row["fps"])


def _row(row: sqlite3.Row) -> RenderRow:
    return RenderRow(
        row["number"],
        row["id"],
        row["session_id"],
        row["draft_hash"],
        output_of(row),
        RenderState(row["state"]),
        row["progress"],
        row["error"],
        row["duration_ms"],
        row["size_bytes"],
        row["created"],
        row["finished"],
        row["due"],
        tuple(json.loads(row["notes"])),
    )
