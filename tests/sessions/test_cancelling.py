"""Stopping a job: for good, from any process, with the truth about what had left already."""
# ruff: noqa: ASYNC240 - a test may look at a small folder itself

from __future__ import annotations

import math
from pathlib import Path

import anyio
import pytest
from tests.client.loopback import Reply, Request
from tests.sessions.conftest import Managers, QuickClock
from tests.sessions.fake_studio import FakeStudio, Turn, draft
from tests.sessions.test_turns import until

from kineograph.errors import AgentMustFix
from kineograph.sessions.ledger import Ledger
from kineograph.sessions.manager import SessionManager
from kineograph.sessions.records import Step, TurnRow
from kineograph.sessions.views import JobState, JobView

RENDERING = Reply(200, b'{"status":"processing","progress":40}')


async def begun(manager: SessionManager, text: str = "zoom in") -> JobView:
    view = await manager.instruct(text, wait_seconds=0)
    assert isinstance(view, JobView)
    assert view.state is JobState.RUNNING
    return view


async def made(manager: SessionManager) -> None:
    view = await manager.instruct("make a film", wait_seconds=math.inf)
    assert isinstance(view, JobView)
    assert view.state is JobState.DONE


def holding_renders(studio: FakeStudio) -> anyio.Event:
    """Renders stay unfinished until the event is set."""
    usual, finish = studio._render_status, anyio.Event()

    async def held(request: Request) -> Reply:
        return await usual(request) if finish.is_set() else RENDERING

    studio._render_status = held  # type: ignore[method-assign]  # a fault of this test
    return finish


@pytest.mark.requirement("surface.cancel-stops-the-work")
async def test_a_sent_instruction_is_let_go_and_the_truth_told(studio: FakeStudio, manager: SessionManager) -> None:
    hold = anyio.Event()
    studio.turns = [Turn(after=draft(), hold=hold), Turn(("Yes.",))]
    job = await begun(manager)
    await until(lambda: studio.count("run") == 1)
    found = await manager.cancel(job.job_id)
    assert (found.stopped, found.job.state) == (True, JobState.CANCELLED)
    assert "It had been sent" in found.told
    again = await manager.wait(job.job_id, math.inf)
    assert (again.state, again.result, again.error) == (JobState.CANCELLED, None, None)
    assert "may still carry it out" in (await manager.timeline()).note
    hold.set()
    await made(manager)
    assert (await manager.timeline()).note == ""


@pytest.mark.requirement("jobs.rows-are-the-truth")
async def test_an_instruction_that_was_not_sent_never_is(
    studio: FakeStudio, managers: Managers, tmp_path: Path, clock: QuickClock
) -> None:
    async with managers() as manager:
        await made(manager)
    ledger = Ledger(tmp_path / "home")
    row = TurnRow("turn_left", next(iter(studio.sessions)), f"{studio.url} anonymous", "x", created_at=clock.at)
    await ledger.add(row)
    assert (await ledger.cancel_job(row)).state == Step.PLANNED
    assert not await ledger.set_job(row, Step.PLANNED, state=Step.SENDING)
    await ledger.aclose()
    async with managers() as manager:
        found = await manager.cancel("turn_left")
    assert (found.stopped, found.job.state) == (False, JobState.CANCELLED)
    assert studio.count("run") == 1


async def test_a_planned_instruction_says_that_nothing_is_charged(studio: FakeStudio, managers: Managers) -> None:
    looked, answer = anyio.Event(), anyio.Event()
    usual = studio._credits

    async def slow(request: Request) -> Reply:
        looked.set()
        await answer.wait()
        return await usual(request)

    async with managers() as manager:
        await made(manager)
        studio._credits = slow  # type: ignore[method-assign, assignment]  # a fault of this test
        job = await begun(manager)
        await looked.wait()
        found = await manager.cancel(job.job_id)
        answer.set()
    assert found.stopped
    assert "nothing is charged" in found.told
    assert studio.count("run") == 1


@pytest.mark.requirement("surface.cancel-stops-the-work")
async def test_an_export_is_stopped_here_and_at_the_studio(
    studio: FakeStudio, manager: SessionManager, tmp_path: Path
) -> None:
    await made(manager)
    holding_renders(studio)
    job = await manager.export(wait_seconds=0)
    await until(lambda: studio.count("render_status") > 0)
    found = await manager.cancel(job.job_id)
    assert (found.stopped, found.job.state) == (True, JobState.CANCELLED)
    assert "told to stop rendering" in found.told
    assert studio.count("render_cancel") == 1
    assert not (tmp_path / "out").exists()


async def test_an_export_whose_studio_does_not_listen_is_stopped_all_the_same(
    studio: FakeStudio, manager: SessionManager
) -> None:
    await made(manager)
    holding_renders(studio)
    job = await manager.export(wait_seconds=0)
    await until(lambda: studio.count("render_status") > 0)
    studio.replies["render_cancel"] = [Reply(503)]
    found = await manager.cancel(job.job_id)
    assert found.stopped
    assert "may render on" in found.told


@pytest.mark.requirement("export.temporary-name")
async def test_a_download_that_is_stopped_leaves_nothing(
    studio: FakeStudio, manager: SessionManager, tmp_path: Path
) -> None:
    came, stuck = anyio.Event(), anyio.Event()

    async def trickle() -> object:
        yield b"x" * 1000
        came.set()
        await stuck.wait()

    await made(manager)
    studio.replies["file"] = [Reply(200, trickle(), "video/mp4")]  # type: ignore[arg-type]  # chunks
    job = await manager.export(wait_seconds=0)
    await came.wait()
    assert (await manager.cancel(job.job_id)).stopped
    stuck.set()
    assert list((tmp_path / "out").iterdir()) == []


async def test_stopping_an_export_stops_the_turn_that_shapes_it(studio: FakeStudio, manager: SessionManager) -> None:
    await made(manager)
    hold = anyio.Event()
    studio.turns = [Turn(after=draft(width=36, height=64), hold=hold)]
    job = await manager.export(aspect="9:16", wait_seconds=0)
    await until(lambda: studio.count("run") == 2)
    found = await manager.cancel(job.job_id)
    assert "shape of the video was being changed" in found.told
    assert "It had been sent" in found.told
    assert {line.state for line in (await manager.sessions()).sessions[0].jobs} == {JobState.CANCELLED, JobState.DONE}
    hold.set()


@pytest.mark.requirement("surface.cancel-stops-the-work")
async def test_another_process_can_stop_it(studio: FakeStudio, managers: Managers, tmp_path: Path) -> None:
    async with managers() as one, managers() as other:
        await made(one)
        finish = holding_renders(studio)
        job = await one.export(wait_seconds=0)
        await until(lambda: studio.count("render_status") > 0)
        assert (await other.cancel(job.job_id)).stopped
        finish.set()
        assert (await one.wait(job.job_id, math.inf)).state is JobState.CANCELLED
    assert list(tmp_path.glob("out/*")) == []


async def test_a_render_that_another_export_waits_for_goes_on(
    studio: FakeStudio, manager: SessionManager, tmp_path: Path
) -> None:
    await made(manager)
    finish = holding_renders(studio)
    one = await manager.export(file_name="one", wait_seconds=0)
    await until(lambda: studio.count("render_status") > 0)
    two = await manager.export(file_name="two", wait_seconds=0)
    ledger = Ledger(tmp_path / "home")
    with anyio.fail_after(10):
        while not getattr(await ledger.job(two.job_id), "render_id", ""):  # noqa: ASYNC110 - another task writes it
            await anyio.sleep(0.01)
    await ledger.aclose()
    found = await manager.cancel(one.job_id)
    assert "that goes on" in found.told
    assert studio.count("render_cancel") == 0
    finish.set()
    assert (await manager.wait(two.job_id, math.inf)).state is JobState.DONE
    assert studio.count("render") == 1


async def test_what_has_ended_stays(manager: SessionManager) -> None:
    view = await manager.instruct("make a film", wait_seconds=math.inf)
    assert isinstance(view, JobView)
    found = await manager.cancel(view.job_id)
    assert (found.stopped, found.job.state, found.job.result) == (False, JobState.DONE, view.result)
    assert "had ended before" in found.told


@pytest.mark.parametrize("job_id", ["", "turn_0", "x" * 200])
async def test_an_unknown_job_is_told(manager: SessionManager, job_id: str) -> None:
    with pytest.raises(AgentMustFix) as failed:
        await manager.cancel(job_id)
    assert failed.value.code == "NO_SUCH_JOB"
