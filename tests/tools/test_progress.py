"""What is heard while work goes on, and what a caller who gives up stops."""

from __future__ import annotations

from typing import Any

import anyio
import pytest

from kineograph.sessions.views import Progress
from kineograph.tools.progress import Narration, Report, progress_to


class Ear:
    def __init__(self, enough: int = 0) -> None:
        self.heard: list[Report] = []
        self.enough = enough
        self.satisfied = anyio.Event()

    async def report_progress(self, progress: float, total: float | None = None, message: str | None = None) -> None:
        self.heard.append(Report(progress, total or 0, message or ""))
        if len(self.heard) >= self.enough:
            self.satisfied.set()


@pytest.mark.requirement("surface.progress-rises")
def test_numbers_only_rise_whatever_the_studio_says() -> None:
    narration = Narration(0)
    told = [
        narration.tell(Progress(phase, percent), now)
        for now, (phase, percent) in enumerate(
            [
                ("Sending", None),
                ("Rendering", 10),
                ("Rendering", 5),
                ("Rendering", 60),
                ("Checking", None),
                ("Done", 100),
            ]
        )
    ]
    values = [report.value for report in told]
    assert values == sorted(set(values))
    assert max(values) < 100
    assert told[1].message == "Rendering, 10%"
    assert told[0].total == 0
    assert told[1].total == 100


@pytest.mark.requirement("surface.still-working")
def test_after_two_minutes_without_news_it_says_that_work_goes_on() -> None:
    narration = Narration(0)
    narration.tell(Progress("Rendering", 10), 0)
    words = [narration.beat(now).message for now in range(5, 245, 5)]
    assert [now for now, said in zip(range(5, 245, 5), words, strict=True) if "Still working" in said] == [120, 240]
    assert words[0] == "Rendering, 10%"


@pytest.mark.requirement("surface.progress")
async def test_silence_is_filled() -> None:
    ear = Ear(enough=3)
    async with progress_to(ear, beat_s=0.001):
        with anyio.fail_after(5):
            await ear.satisfied.wait()
    assert [report.message for report in ear.heard[:3]] == ["Starting"] * 3


@pytest.mark.requirement("surface.progress", "surface.progress-rises")
async def test_what_the_manager_tells_reaches_the_client(connect: Any, sessions: Any) -> None:
    sessions.phases = (Progress("Sending"), Progress("Rendering", 20), Progress("Rendering", 80))
    heard: list[tuple[float, str | None]] = []

    async def hear(progress: float, total: float | None, message: str | None) -> None:
        heard.append((progress, message))

    async with connect() as client:
        await client.call_tool("export_video", {}, progress_callback=hear)
    assert [message for _, message in heard] == ["Sending", "Rendering, 20%", "Rendering, 80%"]
    values = [value for value, _ in heard]
    assert values == sorted(set(values))


@pytest.mark.requirement("surface.goes-on-unheard", "turn.caller-leaves")
async def test_giving_up_stops_the_wait_and_not_the_work(connect: Any, sessions: Any) -> None:
    sessions.finish = anyio.Event()
    async with connect() as client:
        async with anyio.create_task_group() as giving_up:
            giving_up.start_soon(client.call_tool, "export_video", {})
            await sessions.waiting.wait()
            giving_up.cancel_scope.cancel()
        with anyio.fail_after(5):
            while not sessions.abandoned_waits:
                await anyio.lowlevel.checkpoint()
        sessions.finish.set()
        result = await client.call_tool("wait_for_job", {"job_id": "j_1"})
    assert result.structured_content["state"] == "done"
    assert [name for name, _ in sessions.asked] == ["export", "wait"]
