"""A process killed in the middle of a job: the next one goes on, and nothing is sent twice."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import anyio
import pytest
from tests.client.loopback import Reply
from tests.sessions.conftest import Managers
from tests.sessions.fake_studio import FakeStudio, Turn, draft

from kineograph.sessions.ledger import Ledger
from kineograph.sessions.manager import SessionManager
from kineograph.sessions.views import ExportView, JobView, TurnView

ANOTHER_SERVER = """
import sys
from pathlib import Path
import anyio
from kineograph.sessions.manager import ManagerConfig, open_manager
from kineograph.wire.attribution import Attribution

async def main(home, url, what):
    async def endpoint():
        return url
    skill = Attribution("a2e-image-to-video", "1.0.0")
    config = ManagerConfig(Path(home), "cloud", endpoint, skill, Path(home) / "out", web_url="https://web.example")
    async with open_manager(config) as manager:
        if what == "turn":
            await manager.instruct("zoom in", wait_seconds=float("inf"))
        else:
            await manager.export(wait_seconds=float("inf"))

anyio.run(main, *sys.argv[1:])
"""


async def killed_once(studio: FakeStudio, home: Path, what: str, condition: Callable[[], bool]) -> None:
    """Runs another server on the same home and kills it as soon as the condition holds."""
    process = subprocess.Popen(  # noqa: ASYNC220 - starting it takes no time worth yielding
        [sys.executable, "-c", ANOTHER_SERVER, str(home), studio.url, what], env={"PYTHONPATH": ":".join(sys.path)}
    )
    try:
        with anyio.fail_after(20):
            while not condition():  # noqa: ASYNC110 - the condition is another program's state
                await anyio.sleep(0.01)
    finally:
        process.kill()
        await anyio.to_thread.run_sync(process.wait)


async def left_over(home: Path, table: str, studio: FakeStudio) -> str:
    ledger = Ledger(home)
    rows = await ledger.unfinished(f"{studio.url} anonymous")
    await ledger.aclose()
    assert [row.id.split("_")[0] for row in rows] == [table]
    return rows[0].id


@pytest.mark.requirement("turn.process-dies")
async def test_a_turn_cut_off_by_kill_9_is_recovered(studio: FakeStudio, managers: Managers, tmp_path: Path) -> None:
    home, hold = tmp_path / "home", anyio.Event()
    studio.turns = [Turn(after=draft(), hold=hold)]
    await killed_once(studio, home, "turn", lambda: studio.count("run") == 1)
    hold.set()
    job = await left_over(home, "turn", studio)
    async with managers() as manager:
        view = await manager.wait(job, math.inf)
    assert isinstance(view.result, TurnView)
    assert view.result.outcome == "recovered"
    assert studio.count("run") == 1


@pytest.mark.requirement("export.in-doubt-is-asked-about", "export.outlives-its-server")
@pytest.mark.parametrize("route", ["render", "render_status", "file"])
async def test_an_export_cut_off_by_kill_9_is_delivered_with_one_render(
    studio: FakeStudio, managers: Managers, manager: SessionManager, tmp_path: Path, route: str
) -> None:
    await manager.instruct("make a film", wait_seconds=math.inf)
    usual, stuck = getattr(studio, f"_{route}"), anyio.Event()

    async def taken_and_held(request: object) -> Reply:
        reply: Reply = await usual(request)
        if not stuck.is_set():
            await stuck.wait()
        return reply

    setattr(studio, f"_{route}", taken_and_held)
    await killed_once(studio, tmp_path / "home", "export", lambda: studio.count(route) == 1)
    stuck.set()
    job = await left_over(tmp_path / "home", "export", studio)
    async with managers() as again:
        view = await again.wait(job, math.inf)
    assert isinstance(view, JobView)
    assert isinstance(view.result, ExportView)
    assert await anyio.Path(view.result.path).exists()
    assert studio.count("render") == len(studio.renders) == 1
