"""What becomes of jobs whose driver died: taken over, looked after, never sent late, never claimed as seen."""

from __future__ import annotations

import json
import math
from pathlib import Path

import anyio
import pytest
from tests.client.loopback import Reply, Request
from tests.sessions.conftest import Managers, QuickClock
from tests.sessions.fake_studio import FakeStudio, Turn, draft
from tests.sessions.test_turns import ask, until

from kineograph.sessions import jobs, manager
from kineograph.sessions.ledger import JobEnded, Ledger
from kineograph.sessions.records import ExportRow, Step, TurnRow
from kineograph.sessions.turns import STALE_S
from kineograph.sessions.views import JobState, JobView, TurnView

BEFORE = json.dumps({"fingerprint": "before", "frozen": 0, "available": 100, "draft": {}})


async def session_of(managers: Managers) -> str:
    async with managers() as opened:
        return (await ask(opened)).session_id


def cut_off_yesterday(session: str, studio: FakeStudio, clock: QuickClock) -> TurnRow:
    """A turn that was streaming when its server died."""
    sent_at = clock.at - 9e4
    return TurnRow(
        "turn_left", session, f"{studio.url} anonymous", "x", Step.STREAMING, baseline=BEFORE, sent_at=sent_at
    )


async def leave(home: Path, row: TurnRow | ExportRow) -> None:
    ledger = Ledger(home)
    assert await ledger.add(row)
    await ledger.aclose()


@pytest.mark.requirement("jobs.taken-over", "jobs.taken-over-unasked")
async def test_a_running_server_takes_over_without_being_asked(
    studio: FakeStudio, managers: Managers, tmp_path: Path, clock: QuickClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manager, "TAKE_UP_S", 0.02)
    session = await session_of(managers)
    async with managers():
        await leave(
            tmp_path / "home",
            TurnRow("turn_left", session, f"{studio.url} anonymous", "second", created_at=clock.at),
        )
        await until(lambda: studio.said()[1:] == ["second"])


@pytest.mark.requirement("turn.stale")
async def test_an_instruction_that_was_never_sent_is_not_sent_hours_later(
    studio: FakeStudio, managers: Managers, tmp_path: Path, clock: QuickClock
) -> None:
    session = await session_of(managers)
    row = TurnRow("turn_left", session, f"{studio.url} anonymous", "second", created_at=clock.at - STALE_S - 1)
    await leave(tmp_path / "home", row)
    async with managers() as opened:
        view = await opened.wait("turn_left", math.inf)
    assert view.error is not None
    assert view.error.code == "NEVER_SENT"
    assert len(studio.said()) == 1


@pytest.mark.requirement("turn.in-doubt")
async def test_a_turn_taken_over_after_hours_needs_one_good_look(
    studio: FakeStudio, managers: Managers, tmp_path: Path, clock: QuickClock
) -> None:
    session = await session_of(managers)
    await leave(tmp_path / "home", cut_off_yesterday(session, studio, clock))
    studio.replies["state"] = [Reply(503), Reply(503)]
    async with managers() as opened:
        view = await opened.wait("turn_left", math.inf)
    assert isinstance(view.result, TurnView)
    assert view.result.outcome == "recovered"
    assert studio.count("run") == 1


@pytest.mark.requirement("turn.nobody-could-look")
async def test_where_nobody_could_look_nothing_is_said_of_the_timeline(
    studio: FakeStudio, managers: Managers, tmp_path: Path, clock: QuickClock
) -> None:
    session = await session_of(managers)
    await leave(tmp_path / "home", cut_off_yesterday(session, studio, clock))
    studio.replies["state"] = [Reply(503)] * 99
    async with managers() as opened:
        view = await opened.wait("turn_left", math.inf)
    assert view.error is not None
    assert "could not be looked at" in view.error.advice
    assert "no trace" not in view.error.advice


@pytest.mark.requirement("turn.lost-with-its-session")
async def test_a_session_that_is_lost_during_a_turn_is_rebuilt_and_the_turn_told_as_lost(
    studio: FakeStudio, managers: Managers, beach: Path
) -> None:
    studio.turns = [Turn(cut=True)]
    usual = studio._run

    async def forgets(request: Request) -> Reply:
        reply = await usual(request)
        studio.sessions.clear()
        return reply

    studio._run = forgets  # type: ignore[method-assign]  # a fault of this test
    async with managers() as opened:
        old = (await opened.upload([str(beach)])).session_id
        view = await ask(opened)
        assert view.error is not None
        assert view.error.code == "TURN_LOST"
        assert old in view.error.advice
        found = await opened.timeline()
    assert found.uploads == ("beach.jpg",)
    assert f"session_id={found.session_id}" in view.error.advice
    assert studio.count("run") == 1


@pytest.mark.requirement("jobs.shared")
async def test_those_who_wait_elsewhere_hear_how_far_it_is(
    studio: FakeStudio, managers: Managers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "WATCH_S", 0.02)
    hold = anyio.Event()
    studio.turns = [Turn(after=draft(), hold=hold)]
    async with managers() as one, managers() as other:
        started = await one.instruct("zoom in", wait_seconds=0)
        assert isinstance(started, JobView)

        async def phase() -> str:
            return (await other.wait(started.job_id, 0)).progress.phase

        with anyio.fail_after(10):
            while "edit multitrack" not in await phase():  # noqa: ASYNC110 - another process would write it
                await anyio.sleep(0.01)
        hold.set()
        assert (await one.wait(started.job_id, math.inf)).state is JobState.DONE


async def test_locks_of_finished_jobs_are_not_kept(managers: Managers, tmp_path: Path) -> None:
    async with managers() as opened:
        done = await ask(opened)
        await opened.wait(done.job_id, 0)
    assert list((tmp_path / "home" / "locks").glob("turn_*")) == []


@pytest.mark.requirement("jobs.rows-are-the-truth")
async def test_a_row_that_has_moved_on_stops_its_old_driver(tmp_path: Path, managers: Managers) -> None:
    session = await session_of(managers)
    ledger = Ledger(tmp_path / "home")
    row = TurnRow("turn_x", session, "here", "x")
    await ledger.add(row)
    await ledger.advance(row, Step.PLANNED, state=Step.SENDING)
    with pytest.raises(JobEnded):
        await ledger.advance(row, Step.PLANNED, state=Step.SENDING)
    await ledger.aclose()


async def test_a_rebuild_goes_on_when_its_caller_leaves(studio: FakeStudio, managers: Managers, beach: Path) -> None:
    async with managers() as opened:
        old = (await opened.upload([str(beach)])).session_id
        studio.sessions.clear()
        studio.hold_uploads = anyio.Event()
        studio.upload_came = anyio.Event()
        with anyio.CancelScope() as leaving:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(opened.timeline, old)
                await studio.upload_came.wait()
                leaving.cancel()
        studio.hold_uploads.set()
        found = await opened.timeline(old)
    assert found.uploads == ("beach.jpg",)
    assert len(studio.sessions) == 1
    assert studio.count("upload") == 2
