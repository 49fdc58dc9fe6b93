"""The list of sessions: which there are, what stands on their timelines, what runs in them."""

from __future__ import annotations

from datetime import UTC, datetime

import anyio

from kineograph.client.failures import SESSION_LOST
from kineograph.errors import KineographError
from kineograph.sessions.context import Context
from kineograph.sessions.delivering import file_stem
from kineograph.sessions.keeping import Keeper
from kineograph.sessions.records import JobRow, SessionRow, TurnRow, job_state, kind_of, read_error
from kineograph.sessions.views import JobLine, SessionLine, SessionsView

MOST_SESSIONS = 50
_NEWEST_JOBS = 3
LOOK_S = 10.0
_AT_ONCE = 5
_WHAT_CHARS = 80


async def list_sessions(context: Context, keeper: Keeper, limit: int) -> SessionsView:
    """The sessions used last. Their timelines are asked of the studio; where it does not answer, that is said."""
    rows, total = await context.ledger.sessions(await context.studio.key(), min(max(limit, 1), MOST_SESSIONS))
    lines: dict[str, str] = {}
    at_once = anyio.CapacityLimiter(_AT_ONCE)

    async def look(row: SessionRow) -> None:
        async with at_once:
            lines[row.id] = await _timeline(keeper, row)

    with anyio.move_on_after(LOOK_S):
        async with anyio.create_task_group() as tasks:
            for row in rows:
                tasks.start_soon(look, row)
    return SessionsView(
        context.studio.name, tuple([await _line(context, row, lines.get(row.id, _SILENT)) for row in rows]), total
    )


_SILENT = "The studio did not say in time what is on the timeline."


async def _timeline(keeper: Keeper, row: SessionRow) -> str:
    try:
        return (await keeper.see(row)).summary
    except KineographError as error:
        if error.code == SESSION_LOST:
            return "The studio has forgotten this session; it is rebuilt from its uploads when it is used."
        return f"The timeline cannot be read now ({error.code})."


async def _line(context: Context, row: SessionRow, timeline: str) -> SessionLine:
    uploads = await context.ledger.uploads(row.id)
    jobs = await context.ledger.jobs(row.id, _NEWEST_JOBS)
    used = datetime.fromtimestamp(row.used_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return SessionLine(row.id, used, timeline, tuple(item.name for item in uploads), tuple(map(_job, jobs)))


def _job(row: JobRow) -> JobLine:
    if isinstance(row, TurnRow):
        text = " ".join(row.instruction.split())
        what = text if len(text) <= _WHAT_CHARS else f"{text[:_WHAT_CHARS]}…"
    else:
        what = row.path or (f"{file_stem(row.file_name)}.{row.container}" if row.file_name else "video")
    error = read_error(row)
    return JobLine(row.id, kind_of(row), job_state(row), what, error.code if error else row.phase)
