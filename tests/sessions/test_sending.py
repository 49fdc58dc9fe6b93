"""What comes before an instruction is sent, and the few cases in which it is sent again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.client.loopback import Reply, Request
from tests.sessions.conftest import Managers, QuickClock
from tests.sessions.fake_studio import FakeStudio
from tests.sessions.test_turns import ask, failure, result

from kineograph.sessions.ledger import Ledger
from kineograph.sessions.manager import SessionManager
from kineograph.sessions.records import JobRow, Step, TurnRow
from kineograph.sessions.views import TurnView


@pytest.mark.requirement("turn.baseline-first", "turn.journal-first")
async def test_the_turn_and_its_baseline_are_written_down_before_the_post(
    studio: FakeStudio, manager: SessionManager, clock: QuickClock, tmp_path: Path
) -> None:
    usual, written = studio._run, list[JobRow]()
    asked_before: list[str] = []

    async def looked_up(request: Request) -> Reply:
        asked_before.extend(earlier.path for earlier in studio.requests[:-1])
        ledger = Ledger(tmp_path / "home")
        written.extend(await ledger.unfinished(f"{studio.url} anonymous"))
        await ledger.aclose()
        return await usual(request)

    studio._run = looked_up  # type: ignore[method-assign]  # to look at the ledger at that moment
    await ask(manager, "zoom in")
    (row,) = written
    assert isinstance(row, TurnRow)
    assert (row.state, row.instruction, row.sent_at) == (Step.SENDING, "zoom in", clock.at)
    assert row.session_id in studio.sessions
    baseline = json.loads(row.baseline)
    assert (baseline["available"], baseline["frozen"], baseline["draft"]) == (100, 0, {})
    assert baseline["fingerprint"]
    assert [path.rsplit("/", 1)[-1] for path in asked_before[-2:]] == ["latest", "simple"]


@pytest.mark.requirement("reading.attribution", "turn.identity")
async def test_an_instruction_asks_for_a_stream_as_it_is(studio: FakeStudio, manager: SessionManager) -> None:
    await ask(manager)
    (sent,) = [request for request in studio.requests if request.path == "/run_sse"]
    assert sent.headers["accept"] == "text/event-stream"
    assert sent.headers["accept-encoding"] == "identity"
    assert sent.headers["x-skill-source"] == "a2e-image-to-video"


@pytest.mark.requirement("turn.again-never-left")
async def test_what_never_left_is_sent_once_more(studio: FakeStudio, managers: Managers, clock: QuickClock) -> None:
    nobody_there = ["http://127.0.0.1:1"]

    async def endpoint() -> str:
        # nobody answers at the moment of the sending, which follows the look at the credits
        return nobody_there.pop() if studio.count("credits") and nobody_there else studio.url

    async with managers(endpoint=endpoint) as manager:
        assert (await result(manager)).outcome == "replied"
    assert nobody_there == []
    assert clock.slept[0] == 2.0
    assert studio.count("run") == 1


@pytest.mark.requirement("error.1001", "turn.again-token")
async def test_a_refused_token_is_renewed_and_the_instruction_sent_again(
    studio: FakeStudio, manager: SessionManager
) -> None:
    studio.replies["run"] = [Reply(200, b'{"code":1001,"message":"token expired"}')]
    assert (await result(manager)).outcome == "replied"
    assert (studio.count("token"), studio.count("run")) == (2, 2)


@pytest.mark.requirement("error.1002", "turn.again-session")
async def test_a_session_that_is_lost_at_the_post_is_rebuilt_and_the_instruction_sent_again(
    studio: FakeStudio, manager: SessionManager, beach: Path
) -> None:
    old = (await manager.upload([str(beach)])).session_id
    studio.replies["run"] = [Reply(404, b'{"detail":"Session not found: 7"}')]
    view = await ask(manager)
    assert isinstance(view.result, TurnView)
    assert any(old in note for note in view.result.noted)
    assert view.session_id != old
    assert studio.count("run") == 2


@pytest.mark.requirement("turn.again-session")
async def test_a_session_that_is_lost_again_and_again_is_told(studio: FakeStudio, manager: SessionManager) -> None:
    studio.replies["run"] = [Reply(200, b'{"code":1002}')] * 9
    assert "SESSION_LOST" in await failure(manager)
    assert studio.count("run") == 2


@pytest.mark.requirement("error.429", "turn.again-rate-limit")
async def test_a_rate_limit_is_waited_out_before_the_instruction_is_sent_again(
    studio: FakeStudio, manager: SessionManager, clock: QuickClock
) -> None:
    studio.replies["run"] = [Reply(429)]
    assert (await result(manager)).outcome == "replied"
    assert clock.slept.count(30.0) == 1
    studio.replies["run"] = [Reply(429)] * 9
    refused = (await ask(manager, "something else")).error
    assert refused is not None
    assert refused.code == "RATE_LIMITED"
    assert studio.count("run") == 4


@pytest.mark.requirement("error.409-busy")
async def test_a_studio_that_is_busy_has_taken_nothing(studio: FakeStudio, manager: SessionManager) -> None:
    studio.replies["run"] = [Reply(409, b'{"message":"session already has a turn running"}')]
    assert (await failure(manager)).startswith("TryLater BUSY")
    assert studio.count("run") == 1
    assert (await result(manager)).outcome == "replied"
