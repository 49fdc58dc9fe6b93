"""The list of sessions: newest first, with what stands and runs in them, whatever the studio says."""

from __future__ import annotations

import math
from pathlib import Path

import anyio
import pytest
from tests.client.loopback import Reply
from tests.sessions.conftest import Managers, QuickClock
from tests.sessions.fake_studio import FakeStudio, Turn, draft

from kineograph.sessions import overview
from kineograph.sessions.manager import SessionManager
from kineograph.sessions.views import JobKind, JobState, JobView


@pytest.mark.requirement("jobs.list")
async def test_sessions_are_listed_with_their_timelines_and_jobs(
    studio: FakeStudio, manager: SessionManager, beach: Path, clock: QuickClock
) -> None:
    first = (await manager.upload([str(beach)])).session_id
    view = await manager.instruct("make   a film", wait_seconds=math.inf)
    assert isinstance(view, JobView)
    clock.at += 1
    exported = await manager.export(wait_seconds=math.inf)
    hold = anyio.Event()
    studio.turns = [Turn(after=draft(), hold=hold)]
    running = await manager.instruct("x" * 500, first, wait_seconds=0)
    assert isinstance(running, JobView)
    clock.at += 1
    second = (await manager.upload([str(beach)], "new")).session_id

    found = await manager.sessions()
    assert (found.total, [line.session_id for line in found.sessions]) == (2, [second, first])
    line = found.sessions[1]
    assert line.timeline == "Timeline (1 track): 1. Video: beach.jpg (0-1s)"
    assert line.uploads == ("beach.jpg",)
    assert [(job.job_id, job.kind, job.state) for job in line.jobs] == [
        (running.job_id, JobKind.TURN, JobState.RUNNING),
        (exported.job_id, JobKind.EXPORT, JobState.DONE),
        (view.job_id, JobKind.TURN, JobState.DONE),
    ]
    assert line.jobs[0].what == "x" * 80 + "…"
    assert line.jobs[1].what.endswith(".mp4")
    assert line.jobs[2].what == "make a film"
    assert found.sessions[0].jobs == ()
    assert [line.session_id for line in (await manager.sessions(1)).sessions] == [second]
    hold.set()


async def test_a_session_that_cannot_be_read_is_listed_with_the_reason(
    studio: FakeStudio, manager: SessionManager, beach: Path
) -> None:
    await manager.upload([str(beach)])
    studio.replies["state"] = [Reply(503)]
    assert "TRANSIENT" in (await manager.sessions()).sessions[0].timeline
    studio.sessions.clear()
    assert "forgotten" in (await manager.sessions()).sessions[0].timeline


async def test_a_studio_that_hangs_does_not_hang_the_list(
    studio: FakeStudio, manager: SessionManager, beach: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "LOOK_S", 0.05)
    await manager.upload([str(beach)])

    async def hang(_: object) -> Reply:
        await anyio.sleep_forever()
        return Reply(500)

    studio._state = hang  # type: ignore[method-assign, assignment]  # a fault of this test
    assert "did not say in time" in (await manager.sessions()).sessions[0].timeline


async def test_without_sessions_the_list_is_empty(managers: Managers) -> None:
    async with managers() as manager:
        assert (await manager.sessions(0)).sessions == ()
