"""What is told of a turn, however the studio behaves on the way, through the whole stack, in virtual time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.contract.faulty_world import Agent, Job, World
from tests.contract.test_faults import MAKE, TITLE
from tests.contract.virtual_time import BACKEND

FORMS = (
    "dialect=adk-1.18", "dialect=adk-1.27", "dialect=typed", "partial_text", "trailing_noise",
    "heartbeat=named:0.5", "heartbeat=empty:0.5", "heartbeat=word:0.5", "heartbeat=json:0.5", "heartbeat=comment:0.5",
)  # fmt: skip


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return BACKEND


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[str], Path]:
    """Makes folders, for more than one world."""

    def make(name: str) -> Path:
        (tmp_path / name).mkdir()
        return tmp_path / name

    return make


async def told(folder: Path, *switches: str, title: bool = False) -> Job:
    """The end of the first instruction, or of one that adds a title to what it made, checked for what always holds."""
    async with World.opened(folder, *switches) as world, world.server() as client:
        agent = Agent(client)
        await agent.insist("upload_image", images=world.pictures)
        job = await agent.follow("send_instruction", instruction=MAKE)
        if title:
            job = await agent.follow("send_instruction", instruction=TITLE)
        await world.check(agent)
        assert sum(world.accepted().values()) == (2 if title else 1)
    return job


@pytest.mark.requirement(
    "reading.adk-events",
    "reading.typed-events",
    "reading.heartbeats",
    "reading.fragments",
    "turn.comments-are-life",
    "turn.trailing-issue",
)
@pytest.mark.parametrize("switch", FORMS)
async def test_whatever_form_it_takes_the_same_is_told(folder: Callable[[str], Path], switch: str) -> None:
    # three seconds of thought are time for heartbeats
    plain = await told(folder("plain"), "turn_delay=3")
    found = await told(folder("other"), "turn_delay=3", switch)
    assert plain.structure["turn"]["studio_said"]
    assert found.structure["turn"] == plain.structure["turn"]


@pytest.mark.requirement("reading.broken-errors", "turn.error-in-the-stream")
@pytest.mark.parametrize("form", ["", ":broken"])
@pytest.mark.parametrize(("moment", "changed"), [("before", False), ("open", False), ("committed", True)])
async def test_an_error_at_any_moment_is_told_with_what_was_done(
    tmp_path: Path, moment: str, form: str, changed: bool
) -> None:
    job = await told(tmp_path, f"turn_error={moment}{form}", "dialect=adk-1.18")
    assert job.is_error
    assert job.text.startswith("STUDIO_ERROR: ")
    assert ("added photo 1.jpg" in job.text) is changed
    assert ("nothing changed" in job.text) is not changed


@pytest.mark.requirement("turn.second-stage-is-reported")
async def test_what_nobody_asked_for_is_told_apart(tmp_path: Path) -> None:
    job = await told(tmp_path, "two_stages=40")
    added = [line for line in job.structure["turn"]["noted"] if "after the raw video" in line]
    assert added
    assert all(line in job.text for line in added)


@pytest.mark.requirement("turn.state-is-read", "turn.second-look")
@pytest.mark.parametrize("switch", ["silent_edits=always", "silent_edits=share", "late_write=3"])
async def test_a_change_that_comes_late_or_without_a_word_is_told(tmp_path: Path, switch: str) -> None:
    job = await told(tmp_path, switch, title=True)
    assert any("Golden Hour" in change for change in job.structure["turn"]["changes"])
    assert "Golden Hour" in job.structure["turn"]["timeline"]
    if switch.startswith("silent"):
        assert job.structure["turn"]["outcome"] == "silent"


@pytest.mark.requirement("jobs.a-studio-may-go-on", "turn.eof-open-call", "turn.eof-torn", "turn.two-equal-reads")
@pytest.mark.parametrize("drop", ["before_head", "mid_event", "open_call"])
async def test_a_connection_that_breaks_is_recovered_and_charged_once(tmp_path: Path, drop: str) -> None:
    job = await told(tmp_path, f"drop={drop}")
    assert job.structure["turn"]["outcome"] == "recovered"
    assert job.structure["turn"]["changes"]


@pytest.mark.requirement("jobs.a-studio-may-go-on", "turn.five-unchanged")
@pytest.mark.parametrize("drop", ["before_head", "mid_event"])
async def test_a_run_that_ended_with_its_connection_is_told_as_lost(tmp_path: Path, drop: str) -> None:
    job = await told(tmp_path, f"drop={drop}", "run_survives=off", "turn_delay=3")
    assert job.is_error
    assert job.text.startswith("TURN_LOST: ")
    assert "Nothing was sent twice" in job.text
    assert "Credits: " in job.text


@pytest.mark.requirement("upload.lost-answer")
async def test_an_upload_whose_answer_is_lost_is_there_once(tmp_path: Path) -> None:
    async with World.opened(tmp_path, "upload_lost=2") as world, world.server() as client:
        agent = Agent(client)
        sent = await agent.follow("upload_image", images=world.pictures)
        assert not sent.is_error
        _, _, found = await agent.call("get_timeline")
    assert sorted(found["uploads"]) == ["photo 1.jpg", "photo 2.jpg"]
