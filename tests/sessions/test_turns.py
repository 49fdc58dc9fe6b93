"""Turns through the whole stack: sent once, never silent, recovered, taken over."""
# ruff: noqa: ASYNC240 - a test may look at a small file itself

from __future__ import annotations

import json
import math
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import anyio
import pytest
from tests.client.loopback import Reply
from tests.sessions.conftest import Managers, QuickClock
from tests.sessions.fake_studio import FakeStudio, Turn, draft

from kineograph.client import streams
from kineograph.errors import AgentMustFix, HumanMustAct, OutcomeUnknown, TryLater
from kineograph.sessions.ledger import Ledger
from kineograph.sessions.manager import SessionManager
from kineograph.sessions.records import SessionRow, Step, TurnRow
from kineograph.sessions.views import JobKind, JobState, JobView, Progress, TimelineView, TurnView

GUI = "I added a title. Click the Export button to save it."


async def ask(manager: SessionManager, text: str = "make a slow film of it", session_id: str = "") -> JobView:
    view = await manager.instruct(text, session_id, wait_seconds=math.inf)
    assert isinstance(view, JobView)
    return view


async def until(condition: Callable[[], bool]) -> None:
    """Waits for what another task is about to do."""
    with anyio.fail_after(10):
        while not condition():  # noqa: ASYNC110 - the condition is another program's state
            await anyio.sleep(0.005)


async def result(manager: SessionManager, text: str = "make a slow film of it") -> TurnView:
    view = await ask(manager, text)
    assert view.error is None
    assert isinstance(view.result, TurnView)
    return view.result


async def failure(manager: SessionManager) -> str:
    view = await ask(manager)
    assert view.state is JobState.FAILED
    assert view.error is not None
    return f"{type(view.error).__name__} {view.error.code}: {view.error.advice}"


@pytest.mark.requirement("turn.eof-clean", "turn.differences", "turn.translation-is-listed")
async def test_a_reply_is_translated_and_the_change_told(studio: FakeStudio, manager: SessionManager) -> None:
    studio.turns = [Turn((GUI,), draft(), response={"assumed": ["3 s a picture"], "not_understood": ["glitter"]})]
    studio.credits = [{"available": 100}, {"available": 50}]
    found = await result(manager)
    assert (found.said, found.outcome) == ("I added a title.", "replied")
    assert found.wishes == ("export",)
    assert found.translated == ("Click the Export button to save it.",)
    assert "Video: added beach.jpg (0-1s)" in found.changes
    assert (found.assumed, found.held) == (("3 s a picture",), ("glitter",))
    assert (found.credits_before, found.credits_after) == (100, 50)
    assert studio.count("run") == 1


@pytest.mark.requirement("turn.state-is-read")
async def test_a_silent_edit_is_reported_by_its_difference(studio: FakeStudio, manager: SessionManager) -> None:
    studio.turns = [Turn((), draft())]
    found = await result(manager)
    assert (found.said, found.outcome) == ("", "silent")
    assert found.changes
    assert found.summary == "Timeline (1 track): 1. Video: beach.jpg (0-1s)"


@pytest.mark.requirement("turn.second-look", "turn.unchanged-is-said")
async def test_silence_without_a_difference_is_said_plainly_after_a_second_look(
    studio: FakeStudio, manager: SessionManager, clock: QuickClock
) -> None:
    studio.turns = [Turn(())]
    assert (await result(manager)).outcome == "unchanged"
    assert 5.0 in clock.slept
    assert studio.count("run") == 1


@pytest.mark.requirement("turn.second-look")
async def test_a_late_write_is_seen_by_the_second_look(studio: FakeStudio, manager: SessionManager) -> None:
    studio.turns = [Turn(())]
    studio.late = {3: draft()}
    assert (await result(manager)).outcome == "silent"


@pytest.mark.requirement(
    "turn.post-once",
    "turn.read-error-unknown",
    "turn.server-error-unknown",
    "turn.eof-open-call",
    "turn.eof-torn",
    "turn.eof-heartbeats",
    "turn.two-equal-reads",
)
@pytest.mark.parametrize(
    "turn",
    [
        Turn(after=draft(), cut=True),
        Turn((), draft(), answered=False),
        Turn(after=draft(), head=False),
        Turn(after=draft(), raw=b"data:\n\n" * 20),
        Turn(after=draft(), raw=b'data: {"author":"nemo_agent","content":{"par'),
        Turn(reply=Reply(502, b"bad gateway", "text/html")),
    ],
    ids=["cut", "open call", "no head", "heartbeats only", "half an event", "bad gateway"],
)
async def test_a_lost_stream_is_looked_after_and_never_sent_again(
    studio: FakeStudio, manager: SessionManager, clock: QuickClock, turn: Turn
) -> None:
    studio.turns = [turn]
    studio.late = {2: draft()}
    found = await result(manager)
    assert found.outcome == "recovered"
    assert found.changes
    assert studio.count("run") == 1
    assert clock.slept[:2] == [30.0, 5.0]


@pytest.mark.requirement("turn.recovery-schedule", "turn.five-unchanged")
async def test_five_unchanged_looks_end_it_with_the_credits(
    studio: FakeStudio, manager: SessionManager, clock: QuickClock
) -> None:
    studio.turns = [Turn(cut=True)]
    said = await failure(manager)
    assert said.startswith("OutcomeUnknown TURN_LOST")
    assert "Nothing was sent twice" in said
    assert "100 → 100" in said
    assert clock.slept == [30.0, 60.0, 60.0, 60.0, 60.0]
    assert studio.count("run") == 1


@pytest.mark.requirement("turn.frozen")
async def test_frozen_credits_mean_that_it_still_runs(studio: FakeStudio, manager: SessionManager) -> None:
    studio.turns = [Turn(cut=True)]
    busy = {"available": 60.0, "frozen": 40.0}
    studio.credits = [{"available": 100.0, "frozen": 0.0}, *[busy] * 7, {"available": 60.0, "frozen": 0.0}]
    studio.late = {9: draft()}
    assert (await result(manager)).outcome == "recovered"


@pytest.mark.requirement("turn.substance")
async def test_an_endless_heartbeat_is_left_after_ten_minutes(
    studio: FakeStudio, manager: SessionManager, clock: QuickClock
) -> None:
    left = anyio.Event()

    async def beats() -> AsyncIterator[bytes]:
        yield b": heartbeat\n\n"
        clock.at += 601
        yield b": heartbeat\n\n"
        await left.wait()

    studio.turns = [Turn(reply=Reply(200, beats(), "text/event-stream"))]
    assert "TURN_LOST" in await failure(manager)
    left.set()
    assert studio.count("run") == 1


@pytest.mark.requirement("turn.size-cap")
async def test_a_stream_that_becomes_nonsense_is_a_loss_not_a_refusal(
    studio: FakeStudio, manager: SessionManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "MAX_STREAM_BYTES", 1000)
    studio.turns = [Turn(after=draft(), raw=b": x\n\n" * 500)]
    assert (await result(manager)).outcome == "recovered"
    assert studio.count("run") == 1


@pytest.mark.requirement("turn.error-in-the-stream")
async def test_an_error_after_a_change_says_what_is_there(studio: FakeStudio, manager: SessionManager) -> None:
    event = b'data: {"error": "RuntimeError: model fell over"}\n\n'
    studio.turns = [Turn(after=draft(), raw=event)]
    said = await failure(manager)
    assert said.startswith("OutcomeUnknown STUDIO_ERROR")
    assert "added beach.jpg" in said
    assert "fell over" not in said


@pytest.mark.requirement("turn.issue-alone")
async def test_a_temporary_issue_alone_is_an_error(studio: FakeStudio, manager: SessionManager) -> None:
    studio.turns = [Turn(("I encountered a temporary issue.",), tool="")]
    assert (await failure(manager)).startswith("TryLater STUDIO_ERROR")


@pytest.mark.requirement("turn.trailing-issue")
async def test_a_trailing_temporary_issue_is_dropped(studio: FakeStudio, manager: SessionManager) -> None:
    studio.turns = [Turn(("Added it.", "I encountered a temporary issue. Please try again."), draft())]
    assert (await result(manager)).said == "Added it."


@pytest.mark.requirement("error.2001-anonymous")
async def test_no_credits_sends_an_anonymous_user_to_register(studio: FakeStudio, manager: SessionManager) -> None:
    studio.turns = [Turn(reply=Reply(200, b'{"code":2001,"message":"insufficient"}'))]
    said = await failure(manager)
    assert said.startswith("HumanMustAct NO_CREDITS")
    assert "https://web.example/register?bind=anon_1" in said


@pytest.mark.requirement("error.2001-registered")
async def test_no_credits_tells_a_registered_user_to_top_up(studio: FakeStudio, managers: Managers) -> None:
    studio.turns = [Turn(raw=b'data: {"author":"a","errorCode":"INSUFFICIENT_CREDITS","errorMessage":"x"}\n\n')]
    async with managers(token="nmv_usr_mine") as manager:
        said = await failure(manager)
    assert said.startswith("HumanMustAct NO_CREDITS")
    assert "Top up" in said
    assert "bind" not in said


@pytest.mark.requirement("turn.second-stage-is-reported")
async def test_two_stages_are_told_apart(studio: FakeStudio, manager: SessionManager) -> None:
    def event(parts: list[object], delta: object) -> bytes:
        body = {"author": "nemo_agent", "content": {"parts": parts}, "actions": {"stateDelta": delta}}
        return f"data: {json.dumps(body)}\n\n".encode()

    def call(number: str, name: str) -> list[object]:
        return [
            {"functionCall": {"id": number, "name": name}},
            {"functionResponse": {"id": number, "name": name, "response": {}}},
        ]

    dressed = draft()
    dressed["t"] = [*dressed["t"], {"tt": 1, "sg": [{"id": "s1", "s": 0, "d": 1000, "bed": "lo-fi", "v": 0.35}]}]
    stream = event(call("1", "generate_video_with_seedance"), {"draft": draft()}) + event(
        call("2", "edit_multitrack"), {"draft": dressed}
    )
    studio.turns = [Turn(after=dressed, raw=stream)]
    found = await result(manager)
    assert found.noted == ("Added by the studio after the raw video: Sound: added Lo-fi (0-1s)",)


@pytest.mark.requirement("error.1002")
async def test_a_lost_session_is_rebuilt_from_the_journal_and_told(
    studio: FakeStudio, manager: SessionManager, beach: Path
) -> None:
    old = (await manager.upload([str(beach)])).session_id
    studio.sessions.clear()
    view = await ask(manager)
    assert isinstance(view.result, TurnView)
    assert view.session_id != old
    assert any(f"forgotten session {old}" in note for note in view.result.noted)
    assert [info["filename"] for info in studio.sessions[view.session_id]["video_infos"]] == ["beach.jpg"]
    assert (await manager.timeline(old)).session_id == view.session_id
    assert len(studio.said()) == 1


@pytest.mark.requirement("error.1002-never-empty")
async def test_a_lost_session_whose_files_are_gone_is_an_error_never_empty(
    studio: FakeStudio, manager: SessionManager, beach: Path
) -> None:
    await manager.upload([str(beach)])
    studio.sessions.clear()
    beach.unlink()
    said = await failure(manager)
    assert "beach.jpg" in said
    assert studio.count("run") == 0


@pytest.mark.requirement(
    "surface.starting-is-idempotent", "turn.one-at-a-time", "turn.same-joins", "turn.another-is-busy"
)
async def test_an_identical_instruction_joins_and_another_is_told_to_wait(
    studio: FakeStudio, manager: SessionManager
) -> None:
    hold = anyio.Event()
    studio.turns = [Turn(after=draft(), hold=hold)]
    first = await manager.instruct("zoom in", wait_seconds=0)
    assert isinstance(first, JobView)
    assert (first.state, first.joined) == (JobState.RUNNING, False)
    again = await manager.instruct("zoom in", wait_seconds=0)
    assert isinstance(again, JobView)
    assert (again.job_id, again.joined) == (first.job_id, True)
    with pytest.raises(TryLater, match=first.job_id) as busy:
        await manager.instruct("zoom out", wait_seconds=0)
    assert busy.value.code == "BUSY"
    with pytest.raises(TryLater, match="BUSY"):
        await manager.export(wait_seconds=0)
    hold.set()
    assert (await manager.wait(first.job_id, math.inf)).state is JobState.DONE
    assert studio.count("run") == 1


@pytest.mark.requirement("turn.caller-leaves")
async def test_a_caller_that_goes_away_stops_its_wait_not_the_turn(studio: FakeStudio, manager: SessionManager) -> None:
    hold = anyio.Event()
    studio.turns = [Turn(after=draft(), hold=hold)]
    started = await manager.instruct("zoom in", wait_seconds=0)
    assert isinstance(started, JobView)
    with anyio.move_on_after(0.05):
        await manager.wait(started.job_id, math.inf)
    hold.set()
    assert (await manager.wait(started.job_id, math.inf)).state is JobState.DONE


async def test_progress_comes_at_once(studio: FakeStudio, manager: SessionManager) -> None:
    told: list[Progress] = []

    async def hear(progress: Progress) -> None:
        told.append(progress)

    await manager.instruct("zoom in", wait_seconds=math.inf, on_progress=hear)
    assert told


@pytest.mark.requirement("jobs.readable-for-good")
async def test_a_result_stays_readable_by_its_id(managers: Managers) -> None:
    async with managers() as first:
        done = await ask(first)
    async with managers() as second:
        again = await second.wait(done.job_id, 0)
    assert (again.state, again.result) == (JobState.DONE, done.result)


@pytest.mark.requirement("turn.in-doubt")
@pytest.mark.parametrize("state", [Step.SENDING, Step.STREAMING])
async def test_a_turn_found_in_doubt_is_looked_after_and_never_sent_again(
    studio: FakeStudio, managers: Managers, clock: QuickClock, tmp_path: Path, state: Step
) -> None:
    async with managers() as manager:
        done = await ask(manager)
    baseline = json.dumps({"fingerprint": "before", "frozen": 0, "available": 100, "draft": {}})
    ledger = Ledger(tmp_path / "home")
    left = TurnRow(
        "turn_left", done.session_id, f"{studio.url} anonymous", "x", state, baseline=baseline, sent_at=clock.at
    )
    assert await ledger.add(left)
    await ledger.aclose()
    async with managers() as manager:
        view = await manager.wait("turn_left", math.inf)
    assert isinstance(view.result, TurnView)
    assert view.result.outcome == "recovered"
    assert studio.count("run") == 1


@pytest.mark.requirement("jobs.taken-over", "turn.process-dies")
async def test_the_next_start_takes_up_what_was_left(
    studio: FakeStudio, managers: Managers, tmp_path: Path, clock: QuickClock
) -> None:
    async with managers() as manager:
        session = (await ask(manager)).session_id
    ledger = Ledger(tmp_path / "home")
    await ledger.add(TurnRow("turn_left", session, f"{studio.url} anonymous", "second", created_at=clock.at))
    async with managers():
        await until(lambda: len(studio.said()) == 2)
    row = await ledger.job("turn_left")
    assert row is not None
    assert row.state != Step.PLANNED
    await ledger.aclose()
    assert studio.said() == ["make a slow film of it", "second"]


@pytest.mark.requirement("jobs.shared", "turn.one-across-processes", "turn.same-joins")
async def test_a_job_of_another_process_is_waited_for(studio: FakeStudio, managers: Managers) -> None:
    hold = anyio.Event()
    studio.turns = [Turn(after=draft(), hold=hold)]
    async with managers() as one, managers() as other:
        started = await one.instruct("zoom in", wait_seconds=0)
        assert isinstance(started, JobView)
        joined = await other.instruct("zoom in", wait_seconds=0)
        assert isinstance(joined, JobView)
        assert (joined.job_id, joined.joined) == (started.job_id, True)
        hold.set()
        assert (await other.wait(started.job_id, 10)).state is JobState.DONE
    assert studio.count("run") == 1


@pytest.mark.requirement("jobs.taken-over")
async def test_a_dead_drivers_job_goes_to_who_waits(studio: FakeStudio, managers: Managers) -> None:
    hold = anyio.Event()
    studio.turns = [Turn(after=draft(), hold=hold)]
    async with managers() as waits:
        async with managers() as dies:
            started = await dies.instruct("zoom in", wait_seconds=0)
            assert isinstance(started, JobView)
            await until(lambda: studio.count("run") == 1)
        view = await waits.wait(started.job_id, 20)
        hold.set()
    assert isinstance(view.result, TurnView)
    assert view.result.outcome == "recovered"
    assert studio.count("run") == 1


@pytest.mark.requirement(
    "turn.exports-go-around-the-agent",
    "turn.credits-go-around-the-agent",
    "turn.status-goes-around-the-agent",
    "turn.uploads-go-around-the-agent",
)
async def test_requests_that_are_not_edits_are_answered_as_what_they_are(
    studio: FakeStudio, manager: SessionManager
) -> None:
    await ask(manager)
    assert isinstance(await manager.instruct("show tracks"), TimelineView)
    credits_ = await manager.instruct("how many credits do I have")
    assert not isinstance(credits_, JobView | TimelineView)
    assert (credits_.available, credits_.account, credits_.register_url) == (
        100,
        "anonymous",
        "https://web.example/register?bind=anon_1",
    )
    exported = await manager.instruct("export 1080p MP4", wait_seconds=math.inf)
    assert isinstance(exported, JobView)
    assert exported.kind is JobKind.EXPORT
    with pytest.raises(AgentMustFix, match="upload_image"):
        await manager.instruct("upload beach.jpg")
    assert len(studio.said()) == 1


async def test_an_edit_that_wants_the_file_says_so(manager: SessionManager) -> None:
    assert (await result(manager, "zoom in on it and export it")).wishes == ("export",)


@pytest.mark.parametrize(
    ("text", "code"), [("", "EMPTY_INSTRUCTION"), (" \n", "EMPTY_INSTRUCTION"), ("x" * 100_000, "INSTRUCTION_TOO_LONG")]
)
async def test_an_instruction_has_words_and_an_end(
    studio: FakeStudio, manager: SessionManager, text: str, code: str
) -> None:
    with pytest.raises(AgentMustFix) as failed:
        await manager.instruct(text)
    assert failed.value.code == code
    assert not studio.requests


async def test_an_unreachable_studio_is_told_and_nothing_is_charged(managers: Managers) -> None:
    async def endpoint() -> str:
        return "http://127.0.0.1:1"

    async with managers(endpoint=endpoint) as manager:
        with pytest.raises(TryLater) as failed:
            await ask(manager)
    assert failed.value.code == "STUDIO_UNREACHABLE"


async def test_a_studio_that_goes_away_before_the_send_fails_the_turn(
    studio: FakeStudio, managers: Managers, tmp_path: Path
) -> None:
    where = [studio.url]

    async def endpoint() -> str:
        return where[0]

    ledger = Ledger(tmp_path / "home")
    await ledger.add(SessionRow("9", "embedded local"))
    await ledger.aclose()
    where[0] = "http://127.0.0.1:1"
    async with managers(studio="embedded", endpoint=endpoint, token="nmv_usr_x") as manager:
        assert "STUDIO_UNREACHABLE" in await failure(manager)


@pytest.mark.requirement("reading.unreadable-draft")
async def test_a_draft_we_cannot_read_is_said_not_crashed_on(studio: FakeStudio, manager: SessionManager) -> None:
    studio.turns = [Turn(after={"xml": "<draft/>"})]
    found = await result(manager)
    assert found.changes == ("The project changed, in a way that cannot be read here.",)
    with pytest.raises(Exception, match="UNREADABLE_DRAFT"):
        await manager.timeline()


@pytest.mark.requirement("jobs.ledger-failures")
async def test_an_unwritable_home_is_told(managers: Managers, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    async with managers(home=tmp_path / "file" / "home") as manager:
        with pytest.raises(HumanMustAct) as failed:
            await ask(manager)
    assert failed.value.code == "HOME_NOT_WRITABLE"
    assert not isinstance(failed.value, OutcomeUnknown)
