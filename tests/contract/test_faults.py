"""Whatever the studio does: charged once, nothing lost, nothing claimed, no call over fifty seconds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.contract.faulty_world import Agent, World, reread
from tests.contract.virtual_time import BACKEND

from kineograph.studio.faults import table

MAKE = "make a video with 3 seconds a picture and crossfades"
TITLE = "add the title 'Golden Hour'"

ALONE = (
    "token_expired=3", "rate_limited", "rate_limited=2", "rate_limit_tokens", "token_limit=1", "server_error=2:503",
    "server_error=1:500:run_sse", "business=4xx", "session_lost", "state_error=3", "upload_lost",
    "charge", "dialect=adk-2.13", "dialect=adk-1.27", "dialect=adk-1.18", "dialect=typed",
    "heartbeat=named:0.5", "heartbeat=empty:0.5", "heartbeat=word:0.5", "heartbeat=json:0.5", "heartbeat=comment:0.5",
    "partial_text", "silent_edits=always", "silent_edits=share", "silent_edits=never", "trailing_noise",
    "turn_delay=130", "turn_delay=400", "two_stages=40", "late_write=3",
    "turn_error=before", "turn_error=open", "turn_error=committed", "turn_error=after",
    "turn_error=before:broken", "turn_error=open:broken", "turn_error=committed:broken", "turn_error=after:broken",
    "drop=before_head", "drop=mid_event", "drop=open_call", "run_error_status", "run_survives=off",
    "duplicate_render", "duplicate_render=2", "render_lost", "render_delay=200", "render_failed", "render_shape=data",
    "render_without_url=3", "download_forbidden", "download_forbidden=links", "download_slow=5000",
    "download_truncated", "download_short", "download_truncated=5",
)  # fmt: skip
HELD = ("no_anonymous_export",)
"""With these no video comes, and the reason is said."""
NOT_PLAYED = {
    "per_session": "lets a session bring its own switches; a client never does",
    "no_attribution_402": "takes the headers that every call of ours carries",
}


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return BACKEND


def test_every_misbehaviour_is_played() -> None:
    played = {switch.partition("=")[0] for switch in (*ALONE, *HELD)}
    assert played | set(NOT_PLAYED) == {switch.name for switch in table()}


async def use(agent: Agent, world: World) -> None:
    """A user's whole way."""
    await agent.insist("upload_image", images=world.pictures)
    await agent.insist("send_instruction", instruction=MAKE)
    await agent.insist("send_instruction", instruction=TITLE)
    await agent.insist("export_video")


@pytest.mark.requirement(
    "error.1001",
    "error.429",
    "error.409-duplicate",
    "export.unknown-submit-is-asked-about",
    "export.trouble-keeps-the-id",
    "export.failed-once",
    "export.duplicate-id",
    "export.length-is-checked",
    "export.second-way",
    "reading.render-shapes",
    "reading.completed-needs-a-link",
    "surface.fifty-seconds",
    "turn.again-token",
    "turn.again-session",
    "turn.again-rate-limit",
    "turn.read-error-unknown",
    "turn.server-error-unknown",
    "turn.state-is-read",
)
@pytest.mark.parametrize("switch", ALONE)
async def test_a_misbehaviour_alone_costs_nothing_but_time(tmp_path: Path, switch: str) -> None:
    async with World.opened(tmp_path, switch) as world, world.server() as client:
        agent = Agent(client)
        await use(agent, world)
        await reread(agent, list(agent.jobs.values()))
        await world.check(agent)
        assert len(world.delivered) == 1, agent.errors


@pytest.mark.requirement("error.402")
@pytest.mark.parametrize("switch", HELD)
async def test_a_refusal_is_told_and_costs_nothing(tmp_path: Path, switch: str) -> None:
    async with World.opened(tmp_path, switch) as world, world.server() as client:
        agent = Agent(client)
        await use(agent, world)
        await world.check(agent)
        assert world.delivered == []
        assert agent.errors[-1].startswith("EXPORT_BLOCKED: ")


def combined(seed: int) -> tuple[random.Random, Sequence[str]]:
    """Two to five switches, the same for the same seed; of each name one."""
    chance = random.Random(seed)
    chosen = {switch.partition("=")[0]: switch for switch in chance.sample(ALONE, chance.randint(2, 5))}
    if chance.random() < 0.3:
        chosen["run_survives"] = "run_survives=off"
    return chance, sorted(chosen.values())


SEEDS = range(500)
FEW, MORE = 6, 150
"""Of the seeds, in the default run and in CI's."""


def marks_of(seed: int) -> list[pytest.MarkDecorator]:
    if seed < FEW:
        return []
    return [pytest.mark.slow] if seed < MORE else [pytest.mark.by_hand]


@pytest.mark.requirement(
    "export.same-draft-same-render",
    "jobs.readable-for-good",
    "jobs.never-lost-never-twice",
    "jobs.a-studio-may-go-on",
    "surface.fifty-seconds",
    "turn.post-once",
    "turn.no-empty-success",
    "turn.five-unchanged",
)
@pytest.mark.parametrize("seed", [pytest.param(seed, marks=marks_of(seed)) for seed in SEEDS])
async def test_misbehaviours_together_never_double_lose_or_claim(tmp_path: Path, seed: int) -> None:
    chance, switches = combined(seed)
    print(f"seed {seed}: {' '.join(switches)}")
    async with World.opened(tmp_path, *switches) as world:
        async with world.server() as client:
            agent = Agent(client)
            await use(agent, world)
            await world.check(agent)
            known = list(agent.jobs.values())
        async with world.server() as client:
            later = Agent(client, agent.jobs, agent.calls)
            await reread(later, chance.sample(known, min(2, len(known))))
            await world.check(later)
