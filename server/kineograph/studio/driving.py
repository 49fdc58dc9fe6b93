"""Renders as durable jobs: whoever holds the home's render lock does the work that waits in the rows.

One render at a time per home. The lock is the operating system's and goes with its process, so a render that is found
``processing`` under a free lock has lost its driver and is taken up again: a machine that restarts must not lose it. A
renderer that ends badly under a living driver is another thing: three times, then the render has failed. Every look at
a waiting render offers to drive. Refuses to know HTTP.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Mapping
from typing import Any

import anyio
import anyio.to_thread
from filelock import FileLock, Timeout

from kineograph.studio.drafts import read_timeline, used_media
from kineograph.studio.ledger import LedgerError
from kineograph.studio.projects import list_media
from kineograph.studio.refusals import Refused
from kineograph.studio.render.kept.keeping import tidy
from kineograph.studio.render.service import OnProgress, RenderError, RenderOrder
from kineograph.studio.renders import (
    QUEUED,
    RenderRow,
    anything_waits,
    change_running,
    mark_cancelled,
    output_of,
    take_next,
)
from kineograph.studio.studio import Studio, faults_of
from kineograph.wire.renders import DISK_FULL, RenderState

logger = logging.getLogger(__name__)

CRASHES = 3
REPORT_S = 0.5
_DIED = "WORKER_DIED"  # also when a signal ends the whole group of processes, the renderer first


async def cancel_render(studio: Studio, account_id: str, render_id: str) -> RenderRow | None:
    """Stops the render if it still waits or runs, in whichever process; the row as it stands then."""
    row = await studio.ledger.write(lambda rows: mark_cancelled(rows, account_id, render_id, studio.now()))
    if row is not None and row.state is RenderState.CANCELLED and row.number in studio.rendering:
        studio.rendering[row.number].cancel()
    return row


async def start_driving(studio: Studio) -> None:
    """Sweeps what a studio that died has left of its renders, unless another process renders here, and drives on."""
    lock = studio.home.lock("renders")
    if _acquired(lock):
        try:
            await anyio.to_thread.run_sync(studio.home.sweep_renders)
        except OSError as error:
            logger.warning("unfinished videos could not be swept: %s", error)
        finally:
            lock.release()
    await drive_renders(studio)


async def drive_renders(studio: Studio) -> None:
    """Does the renders that wait, one after another; returns at once where another process does, or none waits."""
    while await studio.ledger.read(lambda rows: anything_waits(rows, studio.now())):
        lock = studio.home.lock("renders")
        if not _acquired(lock):
            return
        try:
            while (job := await studio.ledger.write(lambda rows: take_next(rows, studio.now()))) is not None:
                await _perform(studio, job)
            await anyio.to_thread.run_sync(tidy, studio.home.pieces)
        finally:
            lock.release()


def _acquired(lock: FileLock) -> bool:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    return True


async def _perform(studio: Studio, job: sqlite3.Row) -> None:
    """One render to its end: completed, failed, cancelled, or put back where the studio stops meanwhile."""
    number = job["number"]
    changes: dict[str, Any] = {}
    try:
        with anyio.CancelScope() as scope:
            studio.rendering[number] = scope
            changes = await _outcome(studio, job, scope)
        if changes:
            await _record(studio, number, changes)
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
        return _crashed(studio, job, error) if error.code == _DIED else _failed(studio, _said(error))
    except Refused as error:
        return _failed(studio, error.message)
    except OSError as error:
        logger.warning("a render could not be written: %s", error)
        return _failed(studio, "The video could not be written. Check the free space of the disk.")
    except Exception:
        logger.exception("a render failed in a way nobody foresaw")
        return _failed(studio, "The renderer failed. Try again with a new id.")
    return {
        "state": "completed",
        "progress": 100.0,
        "duration_ms": file.duration_ms,
        "size_bytes": file.size_bytes,
        "notes": json.dumps(file.notes),
        "finished": studio.now(),
    }


def _failed(studio: Studio, why: str) -> dict[str, Any]:
    return {"state": "failed", "error": why, "finished": studio.now()}


def _said(error: RenderError) -> str:
    code = f"{DISK_FULL}: " if error.code == DISK_FULL else ""
    return f"{code}{error.message} {error.hint}".strip()


def _crashed(studio: Studio, job: sqlite3.Row, error: RenderError) -> dict[str, Any]:
    """Waits for another try, which is not its driver's fault; or has failed by now."""
    crashes = job["crashes"] + 1
    if crashes >= CRASHES:
        return {**_failed(studio, _said(error)), "crashes": crashes}
    logger.warning("a renderer ended badly, %s of %s times", crashes, CRASHES)
    return {"state": "pending", "attempts": job["attempts"], "crashes": crashes}


async def _order(studio: Studio, job: sqlite3.Row) -> RenderOrder:
    """What the row asks for. Raises :class:`Refused`, ``RenderError`` where that fault strikes."""
    if (await faults_of(studio, job["session_id"])).strike("render_failed"):
        raise RenderError("RENDER_FAILED", "The renderer failed.", "Try again with a new id.")
    stored = await studio.ledger.read(lambda rows: list_media(rows, job["session_id"]))
    timeline = read_timeline(json.loads(job["draft"]), {item.media.id: item.media for item in stored})
    files = {item.media.id: studio.home.media(item.digest) for item in stored}
    sources = {media_id: files[media_id] for media_id in used_media(timeline)}
    output = output_of(job)
    return RenderOrder(
        timeline, sources, studio.home.video(job["number"], output.container), output, studio.home.pieces
    )


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
    changed = await studio.ledger.write(lambda rows: change_running(rows, number, changes))
    if not changed:
        await anyio.to_thread.run_sync(studio.home.clear_video, number)
    return changed
