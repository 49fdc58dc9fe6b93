"""Calls and servers that meet at the wrong moment, and clocks that were set: nothing is doubled or scattered."""

from __future__ import annotations

import itertools
import json
import math
from pathlib import Path

import anyio
import pytest
from tests.client.loopback import Reply, Request
from tests.sessions.conftest import Managers, QuickClock, picture
from tests.sessions.fake_studio import FakeStudio, Turn, draft
from tests.sessions.test_turns import ask

from kineograph.errors import KineographError, WireViolated
from kineograph.sessions.manager import SessionManager
from kineograph.sessions.views import JobView


async def test_first_uploads_at_once_share_one_session(
    studio: FakeStudio, manager: SessionManager, tmp_path: Path
) -> None:
    files = [picture(tmp_path / "in" / f"{number}.jpg", 40 + 50 * number) for number in range(4)]
    async with anyio.create_task_group() as tasks:
        for file in files:
            tasks.start_soon(manager.upload, [str(file)])
    assert len(studio.sessions) == 1
    assert len(next(iter(studio.sessions.values()))["video_infos"]) == 4


async def test_the_first_instruction_from_two_servers_at_once_is_sent_once(
    studio: FakeStudio, managers: Managers
) -> None:
    async with managers() as one, managers() as other, anyio.create_task_group() as tasks:
        for manager in (one, other, one, other):
            tasks.start_soon(ask, manager)
    assert len(studio.sessions) == 1
    assert studio.count("run") == 1


async def test_a_session_that_is_half_rebuilt_is_nobodys_latest(
    studio: FakeStudio, managers: Managers, tmp_path: Path
) -> None:
    files = [str(picture(tmp_path / "in" / f"{number}.jpg", 40 + 50 * number)) for number in range(2)]
    async with managers() as manager:
        await manager.upload(files)
        studio.sessions.clear()
        usual, count = studio._upload, 0

        async def second_fails(request: Request) -> Reply:
            nonlocal count
            count += 1
            return Reply(413, b"{}") if count == 2 else await usual(request)

        studio._upload = second_fails  # type: ignore[method-assign]  # a fault of this test
        with pytest.raises(KineographError):
            await manager.timeline()
        await ask(manager)
        used = json.loads(next(r for r in studio.requests if r.path == "/run_sse").body)["session_id"]
    assert len(studio.sessions[used]["video_infos"]) == 2


async def test_a_lost_answer_is_found_although_the_clock_was_set_back(
    studio: FakeStudio, manager: SessionManager, clock: QuickClock
) -> None:
    studio.turns = [Turn(after=draft(2.0)), Turn(after=draft(3.0))]
    await ask(manager, "make a film")
    clock.at -= 3600
    await ask(manager, "make it a story")
    again = await ask(manager, "make it a story")
    assert again.joined
    assert studio.count("run") == 2


async def test_the_latest_session_is_the_one_used_last_although_the_clock_was_set_back(
    studio: FakeStudio, manager: SessionManager, clock: QuickClock
) -> None:
    first = await ask(manager)
    clock.at -= 3600
    view = await manager.instruct("make a film", "new", math.inf)
    assert isinstance(view, JobView)
    assert view.session_id != first.session_id
    assert (await manager.timeline()).session_id == view.session_id


async def test_an_id_that_the_studio_gives_twice_is_a_new_session(
    studio: FakeStudio, managers: Managers, beach: Path
) -> None:
    async with managers() as manager:
        old = (await manager.upload([str(beach)])).session_id
        studio.sessions.clear()
        studio._ids = itertools.count(int(old))
        assert (await manager.timeline()).uploads == ("beach.jpg",)
        assert (await manager.timeline()).session_id == old
    assert len(studio.sessions[old]["video_infos"]) == 1


async def test_an_id_that_belongs_to_another_account_is_refused(studio: FakeStudio, managers: Managers) -> None:
    async with managers() as manager, managers(token="nmv_usr_mine") as other:
        taken = (await ask(manager)).session_id
        studio._ids = itertools.count(int(taken))
        with pytest.raises(WireViolated) as failed:
            await ask(other)
    assert failed.value.code == "SESSION_ID_REUSED"
    assert studio.count("run") == 1


async def test_the_same_words_that_met_while_the_state_was_read_are_sent_once(
    studio: FakeStudio, managers: Managers
) -> None:
    studio.turns = [Turn(after=draft(2.0)), Turn(after=draft(3.0)), Turn(after=draft(4.0)), Turn(after=draft(5.0))]
    looked, answer = anyio.Event(), anyio.Event()
    async with managers() as one, managers() as other:
        await ask(one, "make a film")
        await ask(one, "make it a story")
        await ask(one, "make a film")
        next(iter(studio.sessions.values()))["draft"] = draft(9.0)
        usual = studio._state

        async def slow(request: Request) -> Reply:
            studio._state = usual  # type: ignore[method-assign]  # the first look alone is slow
            reply = await usual(request)
            looked.set()
            await answer.wait()
            return reply

        studio._state = slow  # type: ignore[method-assign]  # a fault of this test
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(ask, one, "make a film")
            await looked.wait()
            await ask(other, "make a film")
            answer.set()
    assert studio.count("run") == 4
