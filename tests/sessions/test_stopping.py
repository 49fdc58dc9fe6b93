"""Stopping an export that shares its turn, or whose file is just being put in place."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import anyio
import pytest
from tests.client.loopback import Reply, Request
from tests.sessions.conftest import Managers
from tests.sessions.fake_studio import FakeStudio, Turn, draft
from tests.sessions.test_cancelling import made
from tests.sessions.test_turns import until

from kineograph.sessions import fetching
from kineograph.sessions.delivering import place
from kineograph.sessions.manager import SessionManager
from kineograph.sessions.views import JobState, JobView


async def test_stopping_one_export_leaves_the_shape_to_another_that_waits_for_it(
    studio: FakeStudio, manager: SessionManager, tall_video: bytes
) -> None:
    await made(manager)
    hold = anyio.Event()
    studio.video = tall_video
    studio.turns = [Turn(after=draft(width=36, height=64), hold=hold)]
    usual = studio._run

    async def late(request: Request) -> Reply:
        studio_turn = await usual(request)
        next(iter(studio.sessions.values()))["draft"] = draft()
        return studio_turn

    studio._run = late  # type: ignore[method-assign]  # the shape comes with the end
    begun: list[JobView] = []

    async def export(name: str) -> None:
        begun.append(await manager.export(aspect="9:16", file_name=name, wait_seconds=0))

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(export, "one")
        tasks.start_soon(export, "two")
    one, other = begun
    assert other.job_id != one.job_id
    await until(lambda: studio.count("run") == 2)
    assert (await manager.cancel(one.job_id)).stopped
    next(iter(studio.sessions.values()))["draft"] = draft(width=36, height=64)
    hold.set()
    assert (await manager.wait(other.job_id, math.inf)).state is JobState.DONE
    assert studio.count("run") == 2


async def test_a_file_that_is_put_in_place_while_its_export_is_stopped_is_taken_away(
    studio: FakeStudio, managers: Managers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with managers() as one, managers() as other:
        await made(one)

        def stopped_meanwhile(*arguments: Any) -> Path:
            anyio.from_thread.run(other.cancel, job_id())
            return place(*arguments)

        def job_id() -> str:
            import sqlite3

            with sqlite3.connect(tmp_path / "home" / "ledger.sqlite3") as db:
                return str(db.execute("select id from export").fetchone()[0])

        monkeypatch.setattr(fetching, "place", stopped_meanwhile)
        job = await one.export(wait_seconds=math.inf)
    assert job.state is JobState.CANCELLED
    assert list((tmp_path / "out").iterdir()) == []
