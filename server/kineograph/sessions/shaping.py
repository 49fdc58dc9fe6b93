"""Gives a session's video another shape before an export, by a turn like any other: journalled, sent once, found
again."""

from __future__ import annotations

import math
import uuid

from kineograph.errors import TryLater
from kineograph.sessions.context import Context
from kineograph.sessions.jobs import Jobs, LiveJob
from kineograph.sessions.keeping import Keeper
from kineograph.sessions.records import ExportRow, JobRow, SessionRow, Step, TurnRow, read_error
from kineograph.sessions.requests import has_aspect

_MAX_RIVALS = 20


class Shaper:
    """Sets aspects. ``jobs`` drives the turns."""

    def __init__(self, context: Context, keeper: Keeper, jobs: Jobs) -> None:
        self._context = context
        self._keeper = keeper
        self._jobs = jobs

    async def set_aspect(self, session: SessionRow, aspect: str, live: LiveJob) -> None:
        """The turn that sets ``aspect``, where it is not set. A process that died in between finds it done, or finds
        it running. Raises the turn's own failure, and ``TryLater`` ASPECT_NOT_SET."""
        text = _instruction(aspect)
        for _ in range(_MAX_RIVALS):
            if has_aspect((await self._keeper.see_patiently(session, live.tell)).readable(), aspect):
                return
            now = self._context.clock.now()
            row = TurnRow(f"turn_{uuid.uuid4().hex[:12]}", session.id, session.studio, text, created_at=now)
            began = await self._context.ledger.begin(row)
            rival = isinstance(began, TurnRow) and began.instruction != text
            live.tell("Waiting for another instruction" if rival else f"Changing the shape to {aspect}")
            ended = await self._jobs.wait(began, math.inf, None)
            if rival:
                continue
            if (error := read_error(ended)) is not None:
                raise error
            break
        if not has_aspect((await self._keeper.see_patiently(session, live.tell)).readable(), aspect):
            raise TryLater(
                "ASPECT_NOT_SET",
                f"The studio did not change the shape to {aspect}. Ask for it with send_instruction, look at the "
                "timeline, then export.",
            )

    async def turn_of(self, export: ExportRow) -> TurnRow | None:
        """The turn that an export has running to set its aspect and that no other export waits for, if any."""
        if not export.aspect or export.state != Step.PLANNED:
            return None
        ledger = self._context.ledger
        others = await ledger.unfinished(export.studio)
        if any(_waits_too(other, export) for other in others):
            return None
        running = await ledger.running_turn(export.session_id)
        return running if running is not None and running.instruction == _instruction(export.aspect) else None


def _waits_too(other: JobRow, export: ExportRow) -> bool:
    same = isinstance(other, ExportRow) and (other.session_id, other.aspect) == (export.session_id, export.aspect)
    return same and other.id != export.id and other.state == Step.PLANNED


def _instruction(aspect: str) -> str:
    return f"Change the aspect ratio to {aspect}"
