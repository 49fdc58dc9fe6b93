"""What an agent is told while the studio works and when it is done, through the whole stack, in virtual time."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import anyio
import pytest
from tests.contract.faulty_world import Agent, World
from tests.contract.test_faults import MAKE
from tests.contract.virtual_time import BACKEND


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return BACKEND


@pytest.mark.requirement("turn.export-is-offered", "turn.timeline-is-appended")
async def test_a_wished_export_is_offered_with_its_exact_call_beside_the_timeline(tmp_path: Path) -> None:
    async with World.opened(tmp_path) as world, world.server() as client:
        agent = Agent(client)
        await agent.insist("upload_image", images=world.pictures)
        made = await agent.insist("send_instruction", instruction=MAKE)
    call = f'export_video(session_id="{made.structure["session_id"]}")'
    assert made.structure["next"] == call
    assert made.text.endswith(f"Next: {call}")
    assert made.structure["turn"]["timeline"].startswith("Timeline (")
    assert made.structure["turn"]["timeline"] in made.text
    assert "Export" not in made.structure["turn"]["studio_said"]


@pytest.mark.requirement("surface.progress", "turn.raw-video-at-once")
async def test_the_raw_video_is_told_before_the_second_stage_has_begun(tmp_path: Path) -> None:
    heard: list[tuple[float, str]] = []

    async def hear(progress: float, total: float | None, message: str | None) -> None:
        heard.append((anyio.current_time(), message or ""))

    async with World.opened(tmp_path, "two_stages=40") as world, world.server() as client:
        agent = Agent(client)
        await agent.insist("upload_image", images=world.pictures)
        began = anyio.current_time()
        result = await client.call_tool("send_instruction", {"instruction": MAKE}, progress_callback=hear)
        ended = anyio.current_time()
    assert not result.is_error
    told = [at for at, message in heard if "raw video is ready" in message]
    assert told
    assert told[0] - began <= 5
    assert ended - began >= 40
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(heard)]
    assert max(gaps) <= 5


@pytest.mark.requirement("surface.snapshot", "turn.same-joins")
async def test_a_turn_that_outlasts_a_call_is_a_snapshot_with_the_exact_next_call(tmp_path: Path) -> None:
    async with World.opened(tmp_path, "turn_delay=400") as world, world.server() as client:
        agent = Agent(client)
        await agent.insist("upload_image", images=world.pictures)
        is_error, text, found = await agent.call("send_instruction", instruction=MAKE)
        assert (is_error, found["state"]) == (False, "running")
        assert found["next"] == f'wait_for_job(job_id="{found["job_id"]}")'
        assert text.endswith(f"Next: {found['next']}")
        again = await agent.follow("send_instruction", instruction=MAKE)
        assert again.job_id == found["job_id"]
        assert again.is_done
        await world.check(agent)
    assert sum(world.accepted().values()) == 1


@pytest.mark.requirement("error.2001-anonymous")
async def test_without_credits_the_link_to_register_is_told_and_nothing_more_is_charged(tmp_path: Path) -> None:
    async with World.opened(tmp_path, "charge") as world, world.server() as client:
        agent = Agent(client)
        await agent.insist("upload_image", images=world.pictures)
        await agent.insist("send_instruction", instruction=MAKE)
        await agent.insist("send_instruction", instruction="add the title 'Golden Hour'")
        broke = await agent.follow("send_instruction", instruction="make it black and white")
        await world.check(agent)
    assert broke.is_error
    assert broke.text.startswith("NO_CREDITS: ")
    assert "/register?bind=" in broke.text
    assert sum(world.accepted().values()) == 2
