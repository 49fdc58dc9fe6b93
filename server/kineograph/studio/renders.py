"""Renders as durable jobs: the row is there before the work, and whoever holds the home's render lock does the work.

One render at a time per home. The lock is the operating system's and goes with its process, so a render that is found
``processing`` under a free lock has lost its driver and is taken up again, three times at most. Every look at a waiting
render offers to drive. Refuses to know HTTP.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import anyio
import anyio.to_thread
from filelock import FileLock, Timeout

from kineograph.studio.drafts import read_timeline, used_media
from kineograph.studio.ledger import LedgerError
from kineograph.studio.projects import list_media
from kineograph.studio.refusals import Refused
from kineograph.studio.render.service import OnProgress, RenderError, RenderOrder
from kineograph.studio.studio import Studio
from kineograph.wire.renders import DISK_FULL, RenderState

logger = logging.getLogger(__name__)

ATTEMPTS = 3
REPORT_S = 0.5
QUEUED = 5.0  # what the cloud shows right after a submit (vendor's reference 4.4)
_WAITING = (RenderState.PENDING.value, RenderState.PROCESSING.value)


@dataclass(frozen=True, slots=True)
class RenderRow:
    """One render as it stands. ``progress`` 0–100, times in seconds since 1970; ``number`` names its file."""

    number: int
    id: str
    session_id: str
    draft_hash: str
    quality: str
    state: RenderState
    progress: float
    error: str
    duration_ms: int
    size_bytes: int
    created: float
    finished: float

    @property
    def is_waiting(self) -> bool:
        return self.state.value in _WAITING


@dataclass(frozen=True, slots=True)
class NewRender:
    """A render that is asked for. ``draft`` as JSON; the hash is what makes two requests the same."""

    account_id: str
    id: str
    session_id: str
    draft: str
    draft_hash: str
    quality: str


def add_render(connection: sqlite3.Connection, wanted: NewRender, now: float) -> RenderRow:
    """The row of this render, made if it is new; an older one under the same id is returned as it is."""
    connection.execute(
        "insert into render (account_id, id, session_id, draft_hash, draft, quality, state, progress, created)"
        " values (?, ?, ?, ?, ?, ?, 'pending', ?, ?) on conflict do nothing",
        (
            wanted.account_id,
            wanted.id,
            wanted.session_id,
            wanted.draft_hash,
            wanted.draft,
            wanted.quality,
            QUEUED,
            now,
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


async def cancel_render(studio: Studio, account_id: str, render_id: str) -> RenderRow | None:
    """Stops the render if it still waits or runs, in whichever process; the row as it stands then."""

    def cancel(rows: sqlite3.Connection) -> RenderRow | None:
        rows.execute(
            "update render set state = 'cancelled', finished = ?"
            " where account_id = ? and id = ? and state in ('pending', 'processing')",
            (studio.now(), account_id, render_id),
        )
        return find_render(rows, account_id, render_id)

    row = await studio.ledger.write(cancel)
    if row is not None and row.state is RenderState.CANCELLED and row.number in studio.rendering:
        studio.rendering[row.number].cancel()
    return row


async def drive_renders(studio: Studio) -> None:
    """Does the renders that wait, one after another; returns at once where another process does, or none waits."""
    while await studio.ledger.read(_anything_waits):
        lock = studio.home.lock("renders")
        if not _acquired(lock):
            return
        try:
            while (job := await studio.ledger.write(lambda rows: _take_next(rows, studio.now()))) is not None:
                await _perform(studio, job)
        finally:
            lock.release()


def _acquired(lock: FileLock) -> bool:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    return True


def _anything_waits(connection: sqlite3.Connection) -> bool:
    found = connection.execute("select 1 from render where state in ('pending', 'processing') limit 1").fetchone()
    return found is not None


def _take_next(connection: sqlite3.Connection, now: float) -> sqlite3.Row | None:
    """The oldest waiting render, marked as running; those that were tried too often fail on the way."""
    connection.execute(
        "update render set state = 'failed', finished = ?, error = ?"
        " where state in ('pending', 'processing') and attempts >= ?",
        (now, f"The renderer stopped {ATTEMPTS} times on this video. Use fewer or smaller pictures.", ATTEMPTS),
    )
    row: sqlite3.Row | None = connection.execute(
        "select * from render where state in ('pending', 'processing') order by number limit 1"
    ).fetchone()
    if row is not None:
        connection.execute(
            "update render set state = 'processing', attempts = attempts + 1 where number = ?", (row["number"],)
        )
    return row


async def _perform(studio: Studio, job: sqlite3.Row) -> None:
    """One render to its end: completed, failed, cancelled, or put back where the studio stops meanwhile."""
    number = job["number"]
    changes: dict[str, Any] = {}
    try:
        with anyio.CancelScope() as scope:
            studio.rendering[number] = scope
            changes = await _outcome(studio, job, scope)
        if changes:
            await _record(studio, number, {**changes, "finished": studio.now()})
    except anyio.get_cancelled_exc_class():
        with anyio.CancelScope(shield=True):
            await _record(studio, number, {"state": "pending", "attempts": job["attempts"]})
        raise
    finally:
        del studio.rendering[number]


async def _outcome(studio: Studio, job: sqlite3.Row, scope: anyio.CancelScope) -> dict[str, Any]:
    """What becomes of the row."""
    share = [0.0]

    def note(done: float, _doing: str) -> None:
        share[0] = done

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_report, studio, job["number"], share, scope)
        changes = await _attempt(studio, job, note)
        tasks.cancel_scope.cancel()
    return changes


async def _attempt(studio: Studio, job: sqlite3.Row, note: OnProgress) -> dict[str, Any]:
    try:
        await anyio.to_thread.run_sync(studio.home.clear_video, job["number"])
        order = await _order(studio, job)
        file = await studio.options.render(order, note)
    except RenderError as error:
        code = f"{DISK_FULL}: " if error.code == DISK_FULL else ""
        return {"state": "failed", "error": f"{code}{error.message} {error.hint}".strip()}
    except Refused as error:
        return {"state": "failed", "error": error.message}
    except OSError as error:
        logger.warning("a render could not be written: %s", error)
        return {"state": "failed", "error": "The video could not be written. Check the free space of the disk."}
    except Exception:
        logger.exception("a render failed in a way nobody foresaw")
        return {"state": "failed", "error": "The renderer failed. Try again with a new id."}
    return {
        "state": "completed",
        "progress": 100.0,
        "duration_ms": file.duration_ms,
        "size_bytes": file.size_bytes,
    }


async def _order(studio: Studio, job: sqlite3.Row) -> RenderOrder:
    """What the row asks for. Raises :class:`Refused`, ``RenderError`` where that fault strikes."""
    if studio.faults.strike("render_failed"):
        raise RenderError("RENDER_FAILED", "The renderer failed.", "Try again with a new id.")
    stored = await studio.ledger.read(lambda rows: list_media(rows, job["session_id"]))
    timeline = read_timeline(json.loads(job["draft"]), {item.media.id: item.media for item in stored})
    files = {item.media.id: studio.home.media(item.digest) for item in stored}
    sources = {media_id: files[media_id] for media_id in used_media(timeline)}
    return RenderOrder(timeline, sources, studio.home.video(job["number"]), job["quality"])


async def _report(studio: Studio, number: int, share: list[float], scope: anyio.CancelScope) -> None:
    """Writes the progress down for other processes, and sees there whether one of them cancelled the render."""
    while True:
        await anyio.sleep(REPORT_S)
        percent = QUEUED + share[0] * (99 - QUEUED)
        try:
            if not await _record(studio, number, {"progress": percent}):
                scope.cancel()
        except LedgerError as error:
            logger.warning("a render's progress could not be written down: %s", error)


async def _record(studio: Studio, number: int, changes: Mapping[str, Any]) -> bool:
    """Changes the row while it is running; False where it is not any more, and then its file goes."""
    names = ", ".join(f"{name} = ?" for name in changes)
    query = f"update render set {names} where number = ? and state = 'processing'"  # noqa: S608 - names are ours
    count = await studio.ledger.write(lambda rows: rows.execute(query, (*changes.values(), number)).rowcount)
    if not count:
        await anyio.to_thread.run_sync(studio.home.clear_video, number)
    return bool(count)


def _row(row: sqlite3.Row) -> RenderRow:
    return RenderRow(
        row["number"],
        row["id"],
        row["session_id"],
        row["draft_hash"],
        row["quality"],
        RenderState(row["state"]),
        row["progress"],
        row["error"],
        row["duration_ms"],
        row["size_bytes"],
        row["created"],
        row["finished"],
    )
