"""What goes wrong on this machine once an instruction has left: it is looked after, not asked for again."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from tests.client.loopback import Reply, Request
from tests.sessions.conftest import Managers, QuickClock
from tests.sessions.fake_studio import FakeStudio, Turn, draft
from tests.sessions.test_turns import ask

from kineograph.errors import HumanMustAct
from kineograph.sessions.ledger import Ledger
from kineograph.sessions.manager import SessionManager
from kineograph.sessions.records import ExportRow, SessionRow, Step, TurnRow
from kineograph.sessions.views import JobState

FULL = HumanMustAct("DISK_FULL", "The disk is full. Free some space and try again.")


async def test_a_turn_in_doubt_is_not_looked_for_in_the_session_that_took_its_place(
    studio: FakeStudio, managers: Managers, tmp_path: Path, clock: QuickClock
) -> None:
    studio_key = f"{studio.url} anonymous"
    before = json.dumps({"fingerprint": "before", "frozen": 0, "available": 100, "draft": draft()})
    async with managers() as manager:
        fresh = (await ask(manager)).session_id
    ledger = Ledger(tmp_path / "home")
    await ledger.add(SessionRow("777", studio_key, replaced_by=fresh))
    row = TurnRow("turn_left", "777", studio_key, "x", Step.STREAMING, baseline=before, sent_at=clock.at)
    await ledger.add(row)
    await ledger.aclose()
    async with managers() as manager:
        view = await manager.wait("turn_left", math.inf)
    assert (view.state, view.error and view.error.code) == (JobState.FAILED, "TURN_LOST")
    assert view.error is not None
    assert fresh in view.error.advice


@pytest.mark.parametrize("values", [{"state"}, {"after"}, {"state", "result", "phase", "percent"}])
async def test_a_ledger_that_fails_after_the_instruction_left_never_asks_to_send_it_again(
    studio: FakeStudio, managers: Managers, monkeypatch: pytest.MonkeyPatch, values: set[str]
) -> None:
    usual, failures = Ledger.set_job, [0]

    async def full(self: Ledger, row: TurnRow | ExportRow, was: Step | None = None, **changes: Any) -> bool:
        if set(changes) == values and failures == [0] and changes.get("state") != Step.FAILED:
            failures[0] = 1
            raise FULL
        return await usual(self, row, was, **changes)

    monkeypatch.setattr(Ledger, "set_job", full)
    async with managers() as manager:
        view = await ask(manager)
    assert failures == [1]
    assert view.state is JobState.DONE
    assert studio.count("run") == 1


async def test_a_turn_that_breaks_after_it_was_sent_is_not_said_to_be_worth_repeating(
    studio: FakeStudio, manager: SessionManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kineograph.sessions import turns

    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(turns, "changes_between", breaks)
    view = await ask(manager)
    assert view.error is not None
    assert "may have" in view.error.advice
    assert studio.count("run") == 1


async def test_a_picture_that_somebody_uploads_meanwhile_is_no_trace_of_a_lost_instruction(
    studio: FakeStudio, manager: SessionManager, beach: Path, tmp_path: Path
) -> None:
    session = (await manager.upload([str(beach)])).session_id
    studio.turns = [Turn(cut=True)]
    usual = studio._run

    async def uploaded(request: Request) -> Reply:
        studio.sessions[session]["video_infos"].append({"filename": "second.jpg"})
        return await usual(request)

    studio._run = uploaded  # type: ignore[method-assign]  # the upload of another call
    view = await ask(manager)
    assert view.error is not None
    assert view.error.code == "TURN_LOST"
    assert "no trace" in view.error.advice
