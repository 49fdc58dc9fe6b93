"""Drives one turn: baseline, journal, one POST, the stream, and then what became of it.

The instruction is sent once. It is sent again only where the studio answered before the run began, or where it
certainly never left this machine; a row found ``sending`` after a restart is in doubt and is only looked after.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from kineograph.client.failures import SESSION_LOST, UNREACHABLE
from kineograph.errors import AgentMustFix, HumanMustAct, KineographError, OutcomeUnknown, TryLater, WireViolated
from kineograph.protocol.gui import translate
from kineograph.protocol.settling import (
    Baseline,
    Interrupted,
    Look,
    LookAt,
    Outcome,
    TurnFailed,
    settle,
)
from kineograph.protocol.turn import Ending, Reading, StreamKind, TurnReader
from kineograph.sessions.baselines import Before
from kineograph.sessions.context import Context
from kineograph.sessions.edited import (
    asked_for,
    conflict,
    edits_of,
    has_reported,
    held_against,
    language_of,
    previewed_here,
    previewed_there,
    refuse_outdated,
    resolved,
)
from kineograph.sessions.jobs import LiveJob
from kineograph.sessions.keeping import Keeper
from kineograph.sessions.records import SessionRow, Step, TurnRow
from kineograph.sessions.seeing import Seen, changes_between
from kineograph.sessions.telling import (
    UNCONFIRMED,
    failure_of,
    is_unconfirmed,
    lost_turn,
    never_sent,
    outcome_name,
    phase_of,
    second_stage,
    still_pending,
)
from kineograph.sessions.views import TurnView
from kineograph.wire.editcalls import CONFLICT, EditCall

NEVER_LEFT_RETRY_S = 2.0
STALE_S = 900.0
"""An instruction that was planned that long ago and never sent is not sent any more: nobody expects it now."""
_LOG = logging.getLogger(__name__)


class _StreamLeft(Exception):
    """A limit passed: we hang up, the turn may go on."""


class TurnDriver:
    """Takes turns from where their rows stand to their results."""

    def __init__(self, context: Context, keeper: Keeper) -> None:
        self._context = context
        self._keeper = keeper

    async def drive(self, row: TurnRow, live: LiveJob) -> TurnView:
        """The turn's result. Raises ``KineographError`` where it failed."""
        session = await self._context.ledger.session(row.session_id)
        session = session or SessionRow(row.session_id, row.studio)
        call = EditCall.of_mark(row.edits) if row.edits else None
        if row.state == Step.PLANNED or (call is not None and call.dry_run):
            if self._context.clock.now() - row.created_at > STALE_S:
                raise never_sent()
            if call is not None and call.dry_run:
                return await self._preview(row, session, call, live)
            row, session, reading = await self._send(row, session, live)
            started = self._context.clock.monotonic()
        else:
            # taken over from a process that died: the stream is gone, the turn may not be
            live.tell("Looking after a turn that was cut off")
            if session.id != row.session_id:
                raise await self._forgotten(replace(session, id=row.session_id), live)
            reading = Reading(StreamKind.INTERRUPTED)
            passed = max(0.0, self._context.clock.now() - row.sent_at)
            started = self._context.clock.monotonic() - passed
        before = Before.read(row.baseline)
        try:
            outcome, seen = await self._settle(reading, before, session, started, live)
        except AgentMustFix as error:
            raise await self._forgotten(session, live, error.detail) from error
        return await self._result(row, session, reading, outcome, seen)

    async def _forgotten(self, session: SessionRow, live: LiveJob, detail: str = "") -> KineographError:
        """The studio has lost the session while or after it worked on the instruction: what it did went with it."""
        rebuilt = await self._keeper.rebuild(session, live.tell)
        return OutcomeUnknown(
            "TURN_LOST",
            f"{rebuilt.note} What the instruction had made went with the old session; it was not sent twice. Send it "
            f"again with session_id={rebuilt.session.id}.",
            detail,
        )

    async def _send(self, row: TurnRow, session: SessionRow, live: LiveJob) -> tuple[TurnRow, SessionRow, Reading]:
        live.tell("Reading the timeline")
        rebuilt = False
        for attempt in range(3):
            try:
                row, edits = await self._intend(row, session, live)
                return row, session, await self._stream(row, live, edits)
            except KineographError as error:
                if error.code == SESSION_LOST and not rebuilt:
                    rebuilt = True
                    found = await self._keeper.rebuild(session, live.tell)
                    session, row = found.session, replace(row, notes=json.dumps([found.note]))
                elif error.code == UNREACHABLE and attempt == 0:
                    await self._context.clock.sleep(NEVER_LEFT_RETRY_S)
                else:
                    raise await self._context.explained(error, session.user_id) from error
        raise TryLater(
            UNREACHABLE, "The studio cannot be reached. Check the network, then try again; nothing was sent."
        )

    async def _intend(
        self, row: TurnRow, session: SessionRow, live: LiveJob
    ) -> tuple[TurnRow, Mapping[str, Any] | None]:
        """Commits that the instruction is about to be sent, and the state before it. Only from where this driver left
        the row, so that no two ever send it. With it, the typed edits for a studio that takes them."""
        seen, was = await self._keeper.see_patiently(session, live.tell), Step(row.state)
        edits = None
        if row.edits:
            call = EditCall.of_mark(row.edits)
            refuse_outdated(call, seen)
            edits = call.write() if seen.takes_edits else None
        before = await self._baseline(seen)
        row = replace(
            row,
            state=Step.SENDING,
            session_id=session.id,
            baseline=before.write(),
            sent_at=self._context.clock.now(),
        )
        await self._context.ledger.advance(
            row,
            was,
            state=row.state,
            session_id=row.session_id,
            baseline=row.baseline,
            sent_at=row.sent_at,
            notes=row.notes,
        )
        return row, edits

    async def _preview(self, row: TurnRow, session: SessionRow, call: EditCall, live: LiveJob) -> TurnView:
        """What typed edits would change: asked of a studio that takes them, else found out here. Nothing changes, so a
        preview that a dead process left behind is simply made again."""
        seen = await self._keeper.see_patiently(session, live.tell)
        refuse_outdated(call, seen)
        if not seen.takes_edits:
            edits = resolved(call, seen, await self._context.ledger.uploads(session.id))
            return previewed_here(seen, edits, session)
        row = replace(row, session_id=session.id)
        await self._context.ledger.advance(row, state=Step.SENDING, sent_at=self._context.clock.now())
        return previewed_there(call, seen, await self._stream(row, live, call.write()))

    async def _baseline(self, seen: Seen) -> Before:
        available, frozen = await self._credits()
        return Before(seen.trace, frozen, available, seen.state.get("draft"))

    async def _stream(self, row: TurnRow, live: LiveJob, edits: Mapping[str, Any] | None = None) -> Reading:
        """One POST and its stream to the end. Raises where the studio refused, or nothing left."""
        clock = self._context.clock
        reader = TurnReader(clock.monotonic())
        client = await self._context.studio.client()
        live.tell("Sending the instruction")

        def heard(_: int) -> None:
            if reader.overdue(clock.monotonic()):
                raise _StreamLeft

        accepted = False
        try:
            async with aclosing(client.run(row.session_id, row.instruction, heard, edits)) as frames:
                async for frame in frames:
                    if accepted:
                        reader.feed(frame, clock.monotonic())
                    else:
                        accepted = True
                        await self._noted(row, Step.SENDING, state=Step.STREAMING)
                    live.tell(phase_of(reader))
        except (OutcomeUnknown, WireViolated) as error:
            # a stream that turns into nonsense had been taken by the studio: that is a loss, not a refusal
            if isinstance(error, WireViolated) and not accepted:
                raise
            _LOG.info("turn %s lost its stream: %s %s", row.id, error.code, error.detail)
            return reader.finish(Ending.DROPPED)
        except _StreamLeft:
            return reader.finish(Ending.LEFT)
        return reader.finish(Ending.CLEAN)

    async def _noted(self, row: TurnRow, was: Step | None = None, **values: Any) -> None:
        """Writes down what only helps. The instruction has left: a disk that is full now does not undo that."""
        try:
            await self._context.ledger.advance(row, was, **values)
        except HumanMustAct as error:
            _LOG.warning("turn %s could not be noted: %s", row.id, error.code)

    async def _settle(
        self, reading: Reading, before: Before, session: SessionRow, started: float, live: LiveJob
    ) -> tuple[Outcome, Seen | None]:
        clock = self._context.clock
        lost = reading.kind is StreamKind.INTERRUPTED
        base = Baseline(before.fingerprint, before.frozen)
        looks: list[Look] = []
        seen: Seen | None = None
        while isinstance(verdict := settle(reading, base, looks), LookAt):
            live.tell("The answer was lost: watching the timeline" if lost else "Reading what changed")
            await clock.sleep(max(0.0, started + verdict.at_s - clock.monotonic()))
            look, found = await self._look(session, started, credits_too=lost)
            looks.append(look)
            seen = found or seen
        return verdict.outcome, seen

    async def _look(self, session: SessionRow, started: float, *, credits_too: bool) -> tuple[Look, Seen | None]:
        at = self._context.clock.monotonic() - started
        try:
            seen = await self._keeper.see(session)
        except KineographError as error:
            if error.code == SESSION_LOST:
                raise
            _LOG.info("a look at session %s failed: %s", session.id, error.code)
            return Look(at, None), None
        _, frozen = await self._credits() if credits_too else (None, None)
        return Look(at, seen.trace, frozen, seen.stated_revision), seen

    async def _credits(self) -> tuple[float | None, float | None]:
        """Available and frozen credits; unknown where they cannot be read, which never fails a turn."""
        try:
            found = await (await self._context.studio.client()).credits()
        except KineographError as error:
            _LOG.info("credits could not be read: %s", error.code)
            return None, None
        return found.available, found.frozen

    async def _result(
        self, row: TurnRow, session: SessionRow, reading: Reading, outcome: Outcome, seen: Seen | None
    ) -> TurnView:
        before = Before.read(row.baseline)
        after, _ = await self._credits()
        changes = changes_between(before.draft, seen) if seen else ()
        if isinstance(outcome, TurnFailed):
            raise await self._context.explained(failure_of(outcome, changes), session.user_id)
        if isinstance(outcome, Interrupted):
            raise lost_turn(outcome, reading, before.available, after)
        if seen is not None:
            await self._noted(row, after=seen.fingerprint)
        said = translate(reading.text)
        notes = tuple(json.loads(row.notes)) if row.notes else ()
        report, unconfirmed = reading.report, is_unconfirmed(reading, outcome, changes, seen)
        view = TurnView(
            said.text,
            outcome_name(outcome),
            changes,
            seen.summary if seen else "",
            said.removed,
            tuple(wish.value for wish in said.wishes),
            report.applied,
            report.held,
            report.unsupported,
            (*notes, *report.noted, *second_stage(reading, seen), *still_pending(reading))
            + ((UNCONFIRMED,) if unconfirmed else ()),
            report.assumed,
            report.questions,
            credits_before=before.available,
            credits_after=after,
            unconfirmed=unconfirmed,
            revision=seen.revision if seen else 0,
            language=language_of(said.text, *report.applied, *report.held, *report.questions),
        )
        if not row.edits:
            return view
        call = EditCall.of_mark(row.edits)
        if CONFLICT in report.codes:
            raise conflict(call, seen)
        if has_reported(reading, seen):
            return view
        edits = edits_of(call, seen, await self._context.ledger.uploads(session.id))
        return held_against(view, asked_for(edits, session), edits, before.draft, seen)
