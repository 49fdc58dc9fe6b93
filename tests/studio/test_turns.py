"""Turns over run_sse: what is streamed, what is kept, what is said, and what a caller who leaves finds later."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import anyio
import pytest
from tests.studio.conftest import PATIENCE_S, SHOW, Caller, Clock, Start, kinds, picture, run_body, texts

from kineograph.studio.accounts import read_charges
from kineograph.studio.agent import MAX_INSTRUCTION
from kineograph.studio.home import Home
from kineograph.studio.interpreter import Interpretation, Report, Scene, interpret
from kineograph.studio.options import StudioOptions
from kineograph.timeline.edits import AddText, RemoveClips
from kineograph.wire import routes
from kineograph.wire.events import Failed, Heartbeat, Reported, StateChanged, ToolAnswered, ToolCalled

PHOTOS = [picture("one.jpg", "red"), picture("two.jpg", "green"), picture("three.jpg", "blue")]


async def test_a_turn_is_said_called_answered_and_said(caller: Caller) -> None:
    await caller.upload(*PHOTOS)
    events = await caller.say(SHOW)
    assert kinds(events) == ["said", "called", "answered", "changed", "said"]
    called = next(event for event in events if isinstance(event, ToolCalled))
    answered = next(event for event in events if isinstance(event, ToolAnswered))
    assert (called.name, called.call_id) == ("edit_multitrack", answered.call_id)
    assert called.arguments["ops"][0]["op"] == "add_clips"
    assert (answered.response["status"], answered.response["revision"]) == ("success", 1)
    assert answered.response["assumed"]
    state = await caller.state()
    changed = next(event for event in events if isinstance(event, StateChanged))
    assert changed.delta["draft"] == state["draft"]
    assert [len(track["sg"]) for track in state["draft"]["t"]] == [3, 1]
    assert state["canvas_config"] == {"width": 1920, "height": 1080, "ratio": "16:9"}
    assert "assumed" in texts(events)[-1]
    assert "click the Export button" in texts(events)[-1]


async def test_an_empty_project_has_an_empty_draft(caller: Caller) -> None:
    state = await caller.state()
    assert (state["draft"], state["video_infos"], state["generated_media"]) == ({}, [], [])


async def test_it_speaks_chinese_to_who_writes_chinese(caller: Caller) -> None:
    await caller.upload(*PHOTOS)
    said = texts(await caller.say("用这些照片做一个视频，每张2秒，配音乐"))[-1]
    assert "点击“导出”按钮" in said
    assert (await caller.state())["draft"]["d"] == 6000


async def test_what_was_held_is_told_as_a_report_where_no_tool_was_called(caller: Caller) -> None:
    await caller.upload(*PHOTOS)
    await caller.say(SHOW)
    events = await caller.say("remove the glorp photo")
    (told,) = [event for event in events if isinstance(event, Reported)]
    assert "glorp" in told.report["held"][0]
    assert told.report["question"]
    assert not any(isinstance(event, ToolCalled) for event in events)


async def test_a_project_remembers_what_was_spoken_of(caller: Caller) -> None:
    await caller.upload(*PHOTOS)
    await caller.say(SHOW)
    await caller.say("make the second photo 5 seconds")
    await caller.say("a second longer")
    clips = (await caller.state())["draft"]["t"][0]["sg"]
    assert [clip["d"] for clip in clips][1] == 6000


async def test_a_project_remembers_what_a_question_was_about(caller: Caller) -> None:
    await caller.upload(*PHOTOS)
    await caller.say(SHOW)
    await caller.say("how long is the second photo?")
    await caller.say("make it 6 seconds")
    clips = (await caller.state())["draft"]["t"][0]["sg"]
    assert [clip["d"] == 6000 for clip in clips] == [False, True, False]


async def test_a_title_alone_is_a_silent_edit(caller: Caller) -> None:
    await caller.upload(*PHOTOS)
    await caller.say(SHOW)
    events = await caller.say("add the title 'Summer'")
    assert kinds(events) == ["called", "answered", "changed"]
    assert (await caller.state())["draft"]["t"][-1]["sg"][0]["m"]["text"] == "Summer"


@pytest.mark.parametrize(
    "report",
    [
        Report("en", held=("frobnicate",)),
        Report("en", unsupported=("frobnicate",)),
        Report("zh", question="frobnicate?"),
    ],
)
async def test_what_was_not_done_is_never_silent(start: Start, report: Report) -> None:
    def partly(_text: str, _scene: Scene) -> Interpretation:
        return Interpretation((AddText("x"),), report)

    async with start("silent_edits=always", interpret=partly) as caller:
        assert "frobnicate" in texts(await caller.say("a title, and more"))[-1]
        assert (await caller.state())["draft"]["t"]


@pytest.mark.parametrize(("rule", "title", "pictures"), [("always", 0, 0), ("never", 2, 2)])
async def test_silent_edits_can_be_made_the_rule_or_the_exception(
    start: Start, rule: str, title: int, pictures: int
) -> None:
    async with start(f"silent_edits={rule}") as caller:
        await caller.upload(*PHOTOS)
        assert len(texts(await caller.say(SHOW))) == pictures
        assert len(texts(await caller.say("add the title 'Summer'"))) == title


async def test_an_instruction_before_any_upload_is_answered_with_a_question(caller: Caller) -> None:
    events = await caller.say(SHOW)
    assert kinds(events) == ["said", "Reported"]
    assert "?" in texts(events)[0] or "upload" in texts(events)[0].lower()


@pytest.mark.parametrize("text", ["", "   \n"])
async def test_an_empty_instruction_is_answered_in_words(caller: Caller, text: str) -> None:
    assert "empty" in texts(await caller.say(text))[0]


async def test_an_instruction_that_is_too_long_is_answered_in_words(caller: Caller) -> None:
    await caller.upload(*PHOTOS)
    events = await caller.say("make a video " * 8000)
    assert kinds(events) == ["said"]
    assert str(MAX_INSTRUCTION) in texts(events)[0]
    assert (await caller.state())["draft"] == {}


async def test_an_edit_that_cannot_be_done_changes_nothing_and_is_said(start: Start) -> None:
    def stubborn(_text: str, _scene: Scene) -> Interpretation:
        edits = (AddText("Hello"), RemoveClips((9,)))
        return Interpretation(edits, Report("en", applied=("added a title",)))

    async with start(interpret=stubborn) as caller:
        events = await caller.say("remove the ninth")
        answered = next(event for event in events if isinstance(event, ToolAnswered))
        assert (answered.response["status"], answered.response["applied"]) == ("error", [])
        assert "There is no clip 9: there is none yet." in texts(events)[-1]
        assert (await caller.state())["draft"] == {}


async def test_undo_works_across_restarts(start: Start) -> None:
    async with start() as caller:
        await caller.upload(*PHOTOS)
        await caller.say(SHOW)
        first = await caller.state()
        await caller.say("remove the second photo")
        token, session = caller.token, caller.session
    async with start() as caller:
        caller.token, caller.session = token, session
        assert len((await caller.state())["draft"]["t"][0]["sg"]) == 2
        await caller.say("undo")
        again = await caller.state()
        assert again["draft"] == first["draft"]
        assert again["studio"]["revision"] == 3
        await caller.say("redo")
        assert len((await caller.state())["draft"]["t"][0]["sg"]) == 2


async def test_what_a_question_was_about_can_be_spoken_of_next(start: Start) -> None:
    async with start() as caller:
        await caller.upload(*PHOTOS)
        await caller.say(SHOW)
        asked = await caller.say("how long is the second photo on screen?")
        assert not [event for event in asked if isinstance(event, ToolCalled)]
        told = await caller.say("make it 7 seconds")
        call = next(event for event in told if isinstance(event, ToolCalled))
        assert [edit["target"] for edit in call.arguments["ops"]] == [[2]]


class Gate:
    """An interpreter that waits until it is let go."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.entered = threading.Event()

    def __call__(self, text: str, scene: Scene) -> Interpretation:
        self.entered.set()
        assert self.open.wait(10)
        return interpret(text, scene)


@pytest.mark.parametrize("form", ["named", "empty", "word", "json", "comment"])
async def test_heartbeats_come_while_it_works(start: Start, form: str) -> None:
    gate = Gate()
    async with start(f"heartbeat={form}:0.01", interpret=gate) as caller:
        body = run_body(caller.session, "hello")
        async with caller.http.stream("POST", routes.RUN.path, json=body, headers=caller.headers()) as answer:
            seen = b""
            async for piece in answer.aiter_raw():
                seen += piece
                if b"heartbeat" in seen or b"data:\n\n" in seen:
                    gate.open.set()
    assert b'"text"' in seen


async def test_a_second_turn_at_the_same_time_is_refused_in_every_process(start: Start) -> None:
    gate = Gate()
    async with start(interpret=gate) as caller, start() as elsewhere, anyio.create_task_group() as tasks:
        tasks.start_soon(caller.say, "hello")
        await anyio.to_thread.run_sync(gate.entered.wait)
        body = run_body(caller.session, "me too")
        for someone in (caller, elsewhere):
            answer = await someone.post(routes.RUN.path, body)
            assert answer.status_code == 409
            assert "nothing was accepted" in answer.json()["detail"]
        gate.open.set()


@pytest.mark.requirement("jobs.a-studio-may-go-on")
async def test_a_turn_goes_on_when_its_caller_leaves(start: Start) -> None:
    gate = Gate()
    async with start(interpret=gate) as caller:
        await caller.upload(*PHOTOS)
        body = run_body(caller.session, SHOW)
        async with caller.http.stream("POST", routes.RUN.path, json=body, headers=caller.headers()):
            await anyio.to_thread.run_sync(gate.entered.wait)
        gate.open.set()
        assert await settled(caller)
        assert len((await caller.state())["draft"]["t"][0]["sg"]) == 3


@pytest.mark.requirement("jobs.a-studio-may-go-on")
async def test_a_turn_ends_with_its_caller_where_that_is_wanted(start: Start) -> None:
    async with start("run_survives=off", "turn_delay=3600") as caller:
        await caller.upload(*PHOTOS)
        body = run_body(caller.session, SHOW)
        async with caller.http.stream("POST", routes.RUN.path, json=body, headers=caller.headers()):
            pass
        assert await settled(caller)
        assert (await caller.state())["draft"] == {}


async def settled(caller: Caller) -> bool:
    """Asks for an empty turn until the session is free to take it."""
    with anyio.fail_after(PATIENCE_S):
        while True:
            answer = await caller.post(routes.RUN.path, run_body(caller.session, ""))
            if answer.status_code == 200:
                return True


async def test_an_agent_that_breaks_says_so_in_the_stream(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_text: str, _scene: Scene) -> Interpretation:
        raise KeyError("a bug")

    async with start(interpret=broken) as caller:
        events = await caller.say("hello")
        assert [event.code for event in events if isinstance(event, Failed)] == ["STUDIO_AGENT"]
        assert await settled(caller)
    assert "a bug" in caplog.text


async def test_turns_are_charged_where_that_is_wanted(start: Start, options: StudioOptions) -> None:
    gate = Gate()
    async with start("charge", interpret=gate) as caller, anyio.create_task_group() as tasks:
        tasks.start_soon(caller.say, "hello")
        await anyio.to_thread.run_sync(gate.entered.wait)
        assert await credits_of(caller) == {"available": 50, "frozen": 50, "total": 100}
        gate.open.set()
        assert await settled(caller)
        assert await credits_of(caller) == {"available": 0, "frozen": 0, "total": 0}
        answer = await caller.post(routes.RUN.path, run_body(caller.session, "more"))
        assert answer.json()["code"] == 2001
        assert [charge.cost for charge in read_charges(Home(options.home).ledger)] == [50, 50]


async def test_a_turn_that_died_with_its_process_reserves_nothing(start: Start, options: StudioOptions) -> None:
    async with start("charge") as caller:
        await caller.say("hello")
        await revive_turn(options)
        assert await credits_of(caller) == {"available": 0, "frozen": 0, "total": 0}
        assert [charge.state for charge in read_charges(Home(options.home).ledger)] == ["lost"]


async def revive_turn(options: StudioOptions) -> None:
    """Leaves the records as a process that was killed in the middle of a second turn would."""
    import sqlite3

    connection = sqlite3.connect(Home(options.home).ledger)
    connection.execute("update turn set state = 'running'")
    connection.commit()
    connection.close()


async def credits_of(caller: Caller) -> Any:
    return (await caller.get(routes.CREDITS.path)).json()["data"]


def hostile() -> Iterator[tuple[bytes, int]]:
    parts = {"parts": [{"text": "hi"}]}
    yield b"<html></html>", 422
    yield b"", 422
    yield b"[]", 422
    yield b'{"a": NaN}', 422
    yield b"[" * 100_000, 422
    yield b'{"session_id": ' + b"9" * 5000 + b"}", 422
    yield b"\xff\xfe", 422
    yield json.dumps({"session_id": ["x"], "new_message": parts}).encode(), 422
    yield json.dumps({"session_id": "1", "new_message": {"parts": []}}).encode(), 422
    yield json.dumps({"session_id": "1"}).encode(), 422
    yield json.dumps({"session_id": "../../1", "new_message": parts}).encode(), 404
    yield json.dumps({"session_id": "1", "app_name": "other", "new_message": parts}).encode(), 404
    yield b" " * (2 * 1024 * 1024), 413


@pytest.mark.parametrize(("content", "status"), list(hostile()))
async def test_nonsense_is_refused_in_fastapi_s_words(caller: Caller, content: bytes, status: int) -> None:
    answer = await caller.http.post(routes.RUN.path, content=content, headers=caller.headers())
    assert answer.status_code == status
    assert "detail" in answer.json()


async def test_half_a_surrogate_pair_breaks_nothing(start: Start, clock: Clock) -> None:
    async with start() as caller:
        await caller.upload(*PHOTOS)
        body = json.dumps(run_body(caller.session, SHOW + " and the title 'x\ud800y'"))
        answer = await caller.http.post(routes.RUN.path, content=body, headers=caller.headers())
        assert answer.status_code == 200
        assert (await caller.get(routes.STATE.at(session_id=caller.session))).status_code == 200


async def test_a_stream_can_be_read_when_the_studio_stops(start: Start) -> None:
    async with start("turn_delay=3600") as caller:
        await caller.upload(*PHOTOS)
        body = run_body(caller.session, SHOW)
        request = caller.http.build_request("POST", routes.RUN.path, json=body, headers=caller.headers())
        answer = await caller.http.send(request, stream=True)
        first = await anext(answer.aiter_raw())
        assert first.startswith(b"data:")
    assert not [event for event in (first,) if isinstance(event, Heartbeat)]
