"""The same instruction again: sent once where once was meant, twice where twice was."""

from __future__ import annotations

import math
from pathlib import Path

import anyio
import pytest
from tests.client.loopback import Reply
from tests.sessions.conftest import Managers
from tests.sessions.fake_studio import FakeStudio, Turn, draft
from tests.sessions.test_turns import ask, until

from kineograph.errors import HumanMustAct
from kineograph.sessions.ledger import Ledger
from kineograph.sessions.manager import SessionManager
from kineograph.sessions.views import JobState, JobView


@pytest.mark.requirement("surface.finished-turn-from-record")
async def test_a_finished_instruction_is_answered_from_its_record(studio: FakeStudio, manager: SessionManager) -> None:
    first, again = await ask(manager), await ask(manager)
    assert (again.job_id, again.joined, again.result) == (first.job_id, True, first.result)
    assert studio.count("run") == 1


@pytest.mark.requirement("surface.finished-turn-from-record")
async def test_a_result_that_nobody_heard_is_told_whatever_the_words(
    studio: FakeStudio, managers: Managers, tmp_path: Path
) -> None:
    hold = anyio.Event()
    studio.turns = [Turn(after=draft(2.0), hold=hold), Turn(after=draft(3.0))]
    async with managers() as manager:
        begun = await manager.instruct("a bit longer", wait_seconds=0)
        assert isinstance(begun, JobView)
        hold.set()
        ledger = Ledger(tmp_path / "home")

        async def ended() -> bool:
            row = await ledger.job(begun.job_id)
            return row is not None and row.state == "done"

        with anyio.fail_after(10):
            while not await ended():  # noqa: ASYNC110 - another task writes it
                await anyio.sleep(0.01)
        await ledger.aclose()
    async with managers() as later:
        heard = await ask(later, "a bit longer")
        assert (heard.job_id, heard.joined) == (begun.job_id, True)
        assert studio.count("run") == 1
        more = await ask(later, "a bit longer")
        assert more.job_id != begun.job_id
    assert studio.count("run") == 2


async def test_a_note_that_cannot_be_written_does_not_spoil_the_answer(
    manager: SessionManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise HumanMustAct("DISK_FULL", "The disk is full.")

    monkeypatch.setattr(Ledger, "mark_told", full)
    assert (await ask(manager)).state is JobState.DONE


@pytest.mark.requirement("surface.twice-is-twice")
async def test_undo_twice_is_two_undos(studio: FakeStudio, manager: SessionManager) -> None:
    studio.turns = [Turn(after=draft(2.0)), Turn(after=draft(1.0))]
    first, second = await ask(manager, "undo"), await ask(manager, "undo")
    assert first.job_id != second.job_id
    assert studio.said() == ["undo", "undo"]


@pytest.mark.requirement("surface.twice-is-twice")
async def test_where_something_changed_since_it_is_sent(
    studio: FakeStudio, manager: SessionManager, beach: Path
) -> None:
    await manager.upload([str(beach)])
    await ask(manager)
    studio.sessions[next(iter(studio.sessions))]["draft"] = draft(5.0)
    await ask(manager)
    await ask(manager, "add the title 'x'")
    await ask(manager)
    assert studio.count("run") == 4


@pytest.mark.requirement("surface.twice-is-twice")
async def test_what_changed_nothing_or_failed_is_tried_again(studio: FakeStudio, manager: SessionManager) -> None:
    studio.turns = [Turn((), tool=""), Turn(raw=b'data: {"error":"no"}\n\n'), Turn(after=draft())]
    for state in (JobState.DONE, JobState.FAILED, JobState.DONE):
        assert (await ask(manager)).state is state
    assert studio.count("run") == 3


async def test_a_state_that_cannot_be_read_decides_nothing(studio: FakeStudio, manager: SessionManager) -> None:
    studio.turns = [Turn(after=draft()), Turn(("Yes.",))]
    await ask(manager)
    studio.replies["state"] = [Reply(503)]
    again = await manager.instruct("make a slow film of it", wait_seconds=math.inf)
    assert isinstance(again, JobView)
    await until(lambda: studio.count("run") == 2)
