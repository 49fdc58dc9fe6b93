"""Stops a job for good, whichever process drives it, and says what that means: what was stopped, what may still come.

The row's end is written first; from then on no driver sends, renders or delivers anything for it. What has left this
machine already cannot be called back: a studio may finish an instruction and charge for it.
"""

from __future__ import annotations

import logging

from kineograph.errors import KineographError
from kineograph.sessions.context import Context
from kineograph.sessions.jobs import Jobs
from kineograph.sessions.records import FINISHED, ExportRow, JobRow, Step, TurnRow
from kineograph.sessions.shaping import Shaper

_LOG = logging.getLogger(__name__)
_NOTHING_SENT = "The instruction was stopped before it was sent: nothing happens and nothing is charged."
_SENT = (
    "We stopped waiting for the instruction and closed its connection. It had been sent: the studio may still carry it "
    "out, and charge for it. Look at the timeline before sending another."
)
_NOT_RENDERING = "The export was stopped before anything was rendered. Exports cost nothing."
_STOPPED = (
    "The export was stopped, and the studio told to stop rendering if it still was. No file was delivered; exports "
    "cost nothing."
)
_MAY_GO_ON = (
    "The export was stopped and no file will be delivered. The studio could not be told, so it may render on; that "
    "costs nothing."
)
_SHARED = (
    "The export was stopped and delivers no file. Another export waits for the same render, so that goes on; exports "
    "cost nothing."
)
_ENDED = {
    Step.DONE: "It had ended before; its result stays readable with wait_for_job.",
    Step.FAILED: "It had failed before; wait_for_job tells why.",
    Step.CANCELLED: "It had been stopped before.",
}
_LANDS_S = 900.0
_MAY_LAND = (
    "An instruction was stopped after it had been sent: the studio may still carry it out. Look again before sending "
    "another."
)


async def cancel_job(row: JobRow, context: Context, jobs: Jobs, shaper: Shaper) -> tuple[bool, str]:
    """Whether this stopped the job, and what has to be told."""
    before = await jobs.cancel(row)
    if before.state in FINISHED:
        return False, _ENDED[Step(before.state)]
    if isinstance(before, TurnRow):
        return True, _NOTHING_SENT if before.state == Step.PLANNED else _SENT
    # looked for only now: a driver that is stopped begins no turn any more
    if (shaping := await shaper.turn_of(before)) is not None:
        _, told = await cancel_job(shaping, context, jobs, shaper)
        return True, f"The export was stopped while the shape of the video was being changed. {told}"
    if not before.render_id:
        return True, _NOT_RENDERING
    if await _is_shared(before, context):
        return True, _SHARED
    return True, _STOPPED if await _render_stopped(before, context) else _MAY_GO_ON


async def may_still_land(context: Context, session_id: str) -> str:
    """What has to be told of a timeline whose last instruction was stopped after it had been sent; normally empty."""
    last = await context.ledger.last_turn(session_id)
    if last is None or last.state != Step.CANCELLED or not last.sent_at:
        return ""
    return _MAY_LAND if context.clock.now() - last.sent_at < _LANDS_S else ""


async def _is_shared(row: ExportRow, context: Context) -> bool:
    """Whether another export waits for the same render."""
    others = await context.ledger.renders(row)
    return any(other.render_id == row.render_id and other.state not in FINISHED for other in others)


async def _render_stopped(row: ExportRow, context: Context) -> bool:
    try:
        await (await context.studio.client()).render_cancel(row.render_id)
    except KineographError as error:
        _LOG.info("render %s could not be cancelled: %s", row.render_id, error.code)
        return False
    return True
