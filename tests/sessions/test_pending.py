"""Tools whose work goes on after the turn, and states in forms that hurt: told as what they are."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.sessions.conftest import QuickClock
from tests.sessions.fake_studio import FakeStudio, Turn, draft
from tests.sessions.test_turns import failure, result

from kineograph.sessions.manager import SessionManager

TOOL = "generate_video_with_seedance"
PENDING = {"functionResponse": {"id": "c1", "name": TOOL, "response": {"status": "pending"}}}
WORDS = {"text": "It will take some minutes."}


def stream(*answers: dict[str, Any]) -> bytes:
    call = {"functionCall": {"id": "c1", "name": TOOL}}
    events = [
        {"author": "nemo_agent", "longRunningToolIds": ["c1"], "content": {"parts": [part]}}
        for part in (call, *answers)
    ]
    return b"".join(f"data: {json.dumps(event)}\n\n".encode() for event in events)


@pytest.mark.requirement("turn.pending-work", "turn.pending")
async def test_work_that_goes_on_after_words_is_noted(studio: FakeStudio, manager: SessionManager) -> None:
    studio.turns = [Turn(raw=stream(PENDING, WORDS))]
    found = await result(manager)
    assert (found.outcome, found.said) == ("replied", "It will take some minutes.")
    assert any("goes on at the studio" in note for note in found.noted)


@pytest.mark.requirement("turn.pending-work", "turn.pending")
async def test_work_that_goes_on_without_a_word_is_watched(
    studio: FakeStudio, manager: SessionManager, clock: QuickClock
) -> None:
    studio.turns = [Turn(raw=stream(PENDING))]
    studio.late = {4: draft()}
    found = await result(manager)
    assert (found.outcome, clock.slept) == ("silent", [30.0, 60.0, 60.0, 5.0])
    assert found.changes


@pytest.mark.requirement("turn.pending-work", "turn.pending")
async def test_work_without_an_end_is_no_success_and_no_invitation_to_repeat(
    studio: FakeStudio, manager: SessionManager
) -> None:
    studio.turns = [Turn(raw=stream(PENDING)), Turn(raw=stream())]
    found = await result(manager)
    assert found.outcome == "unchanged"
    assert any("do not send the instruction again" in note for note in found.noted)
    said = await failure(manager)
    assert said.startswith("OutcomeUnknown STILL_WORKING")
    assert studio.count("run") == 2


async def test_names_that_steer_a_terminal_are_told_without_it(studio: FakeStudio, manager: SessionManager) -> None:
    studio.turns = [Turn(after=draft(name="b\x1b[31mad\x00.jpg"))]
    found = await result(manager)
    shown = await manager.timeline()
    told = (*found.changes, found.summary, shown.summary, shown.tracks[0].clips[0].name)
    assert sum("bad.jpg" in text for text in told) == len(told) - 2
    assert not any("\x1b" in text for text in told)


@pytest.mark.parametrize("depth", [110, 300])
async def test_a_draft_deeper_than_any_timeline_is_unreadable_not_a_crash(
    studio: FakeStudio, manager: SessionManager, depth: int
) -> None:
    deep: Any = 1
    for _ in range(depth):
        deep = [deep]
    studio.turns = [Turn(after={**draft(), "x": deep})]
    assert (await result(manager)).changes == ("The project changed, in a way that cannot be read here.",)
    with pytest.raises(Exception, match="UNREADABLE_DRAFT"):
        await manager.export()


async def test_work_that_is_claimed_and_not_seen_is_told_as_that(studio: FakeStudio, manager: SessionManager) -> None:
    studio.turns = [Turn(("All done!",)), Turn(("Three pictures.",), tool=""), Turn(("No.",), response={"error": "no"})]
    claimed = await result(manager)
    assert (claimed.outcome, claimed.unconfirmed, claimed.changes) == ("replied", True, ())
    assert any("look again with get_timeline" in note for note in claimed.noted)
    assert not (await result(manager)).unconfirmed
    assert not (await result(manager)).unconfirmed
