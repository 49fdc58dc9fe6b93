"""Turns that go wrong as clouds' do: what the caller sees of them, and what the records say afterwards."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import anyio
import httpx
import pytest
from tests.studio.conftest import PATIENCE_S, SHOW, Caller, Start, kinds, picture, run_body, texts

from kineograph.studio.accounts import read_charges
from kineograph.studio.dialects import GARBLED
from kineograph.studio.home import Home
from kineograph.studio.options import StudioOptions
from kineograph.wire import routes
from kineograph.wire.events import Event, Failed, Fragment, Said, StateChanged, ToolAnswered, ToolCalled, read_event

PHOTOS = [picture("one.jpg", "red"), picture("two.jpg", "green"), picture("three.jpg", "blue")]
TITLE = "add the title 'Summer'"


@dataclass(frozen=True)
class Stream:
    """A turn's answer as it came. ``was_cut``: the connection ended before the body did."""

    status: int
    body: bytes
    was_cut: bool

    @property
    def frames(self) -> list[bytes]:
        return [piece for piece in self.body.split(b"\n\n") if piece]

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(piece.removeprefix(b"data:")) for piece in self.frames]

    @property
    def events(self) -> list[Event]:
        return [event for piece in self.frames for event in read_event("", piece.removeprefix(b"data:").decode())]


async def streamed(caller: Caller, text: str) -> Stream:
    body, seen, status = run_body(caller.session, text), b"", 0
    try:
        async with caller.http.stream("POST", routes.RUN.path, json=body, headers=caller.headers()) as answer:
            status = answer.status_code
            async for piece in answer.aiter_raw():
                seen += piece
    except httpx.RemoteProtocolError:
        return Stream(status, seen, was_cut=True)
    return Stream(status, seen, was_cut=False)


async def settled(caller: Caller) -> bool:
    """Asks for an empty turn until the session is free to take it."""
    with anyio.fail_after(PATIENCE_S):
        while True:
            answer = await caller.post(routes.RUN.path, run_body(caller.session, ""))
            if answer.status_code == 200:
                return True


async def drawn(caller: Caller) -> dict[str, Any]:
    """The state as soon as it has a draft; every look is a request, so the studio works in between."""
    with anyio.fail_after(PATIENCE_S):
        while True:
            state = await caller.state()
            if state["draft"]:
                return state


def charged(options: StudioOptions) -> list[str]:
    return [charge.state for charge in read_charges(Home(options.home).ledger)]


async def test_a_release_of_adk_is_known_by_its_events(start: Start) -> None:
    found: dict[str, dict[str, Any]] = {}
    for dialect in ("adk-2.13", "adk", "adk-1.27", "adk-1.18"):
        async with start("silent_edits=never", f"dialect={dialect}") as caller:
            await caller.upload(*PHOTOS)
            stream = await streamed(caller, TITLE)
            assert kinds(stream.events) == ["said", "called", "answered", "changed", "said"]
            said, called, answered, _ = stream.objects
            found[dialect] = {"node": "nodeInfo" in said, "running": called["longRunningToolIds"]}
            assert "longRunningToolIds" not in said
            assert answered["content"]["role"] == "user"
    new, old = {"node": True, "running": []}, {"node": False, "running": []}
    assert found == {"adk-2.13": new, "adk": new, "adk-1.27": old, "adk-1.18": old}


async def test_the_typed_dialect_says_the_same(start: Start) -> None:
    async with start("dialect=typed", "partial_text") as caller:
        await caller.upload(*PHOTOS)
        stream = await streamed(caller, SHOW)
        assert kinds([event for event in stream.events if not isinstance(event, Fragment)]) == [
            "said",
            "called",
            "answered",
            "said",
        ]
        assert {item["type"] for item in stream.objects} == {"chunk", "text", "tool_call", "tool_result"}


@pytest.mark.parametrize(("dialect", "one_id"), [("adk-2.13", True), ("adk-1.27", False)])
async def test_a_text_can_come_in_fragments_first(start: Start, dialect: str, one_id: bool) -> None:
    async with start("partial_text", f"dialect={dialect}") as caller:
        stream = await streamed(caller, "hello")
        *parts, whole = stream.objects
        assert len(parts) > 1
        assert all(part["partial"] is True for part in parts)
        assert "partial" not in whole
        assert ({item["id"] for item in stream.objects} == {whole["id"]}) == one_id
        fragments = [event.text for event in stream.events if isinstance(event, Fragment)]
        assert ["".join(fragments)] == texts(stream.events)


async def test_a_trailing_issue_can_follow(start: Start) -> None:
    async with start("trailing_noise") as caller:
        assert "temporary issue" in texts(await caller.say("hello"))[-1]


MOMENTS = {
    "before": ([], False),
    "open": (["said", "called"], False),
    "committed": (["said", "called"], True),
    "after": (["said", "called", "answered", "changed", "said"], True),
}


@pytest.mark.parametrize("moment", list(MOMENTS))
@pytest.mark.parametrize("form", ["good", "broken"])
async def test_a_turn_can_end_in_an_error_at_every_moment(
    start: Start, options: StudioOptions, moment: str, form: str
) -> None:
    told, written = MOMENTS[moment]
    async with start(f"turn_error={moment}:{form}", "dialect=adk-1.27") as caller:
        await caller.upload(*PHOTOS)
        stream = await streamed(caller, SHOW)
        assert (stream.status, stream.was_cut) == (200, False)
        assert kinds([event for event in stream.events if not isinstance(event, Failed)]) == told
        assert isinstance(stream.events[-1], Failed)
        last = stream.frames[-1].removeprefix(b"data: ")
        if form == "broken":
            assert last == f'{{"error": "{GARBLED}"}}'.encode()
            with pytest.raises(ValueError, match="delimiter"):
                json.loads(last)
        else:
            assert json.loads(last) == {"error": "The video model is overloaded."}
        assert bool((await caller.state())["draft"]) == written
        assert charged(options) == ["done"]
        assert isinstance((await caller.say("each picture for 2 seconds"))[-1], Said)  # the next turn is well again


@pytest.mark.parametrize("dialect", ["adk-2.13", "adk-1.27", "adk-1.18", "typed"])
async def test_every_release_has_its_own_form_of_an_error(start: Start, dialect: str) -> None:
    async with start("turn_error=before", f"dialect={dialect}") as caller:
        objects = (await streamed(caller, "hello")).objects
    message = "The video model is overloaded."
    if dialect == "typed":
        assert objects == [{"type": "error", "code": "RuntimeError", "message": message}]
    elif dialect == "adk-2.13":
        event, bare = objects
        assert (event["errorCode"], event["errorMessage"], "content" in event) == ("RuntimeError", message, False)
        assert bare["error"] == f"RuntimeError: {message}"
        assert bare["error_details"]["error_message"] == message
    else:
        assert objects == [{"error": message}]


@pytest.mark.parametrize("survives", [True, False])
@pytest.mark.parametrize("drop", ["before_head", "mid_event", "open_call"])
async def test_a_connection_can_end_early(start: Start, options: StudioOptions, drop: str, survives: bool) -> None:
    async with start(f"drop={drop}", f"run_survives={'on' if survives else 'off'}") as caller:
        await caller.upload(*PHOTOS)
        stream = await streamed(caller, SHOW)
        if drop == "open_call":
            assert (stream.was_cut, kinds(stream.events)) == (False, ["said", "called"])
        else:
            assert stream.was_cut
            assert bool(stream.body) == (drop == "mid_event")
            assert not stream.body.endswith(b"\n\n")
        assert await settled(caller)
        assert bool((await caller.state())["draft"]) == survives
        assert charged(options) == ["done" if survives else "lost", "done"]


@pytest.mark.parametrize("drop", ["mid_event", "open_call"])
async def test_a_turn_of_words_alone_can_be_cut_too(start: Start, drop: str) -> None:
    async with start(f"drop={drop}", "run_survives=off") as caller:
        stream = await streamed(caller, "hello")
        assert stream.was_cut == (drop == "mid_event")
        assert stream.body.endswith(b"\n\n") != stream.was_cut
        assert await settled(caller)


@pytest.mark.parametrize(("survives", "state"), [("on", "done"), ("off", "lost")])
async def test_a_turn_can_be_accepted_under_an_error(
    start: Start, options: StudioOptions, survives: str, state: str
) -> None:
    async with start("run_error_status", "charge", f"run_survives={survives}") as caller:
        await caller.upload(*PHOTOS)
        stream = await streamed(caller, SHOW)
        assert stream.status == 503
        assert await settled(caller)
        assert bool((await caller.state())["draft"]) == (survives == "on")
    charges = read_charges(Home(options.home).ledger)
    assert [(charge.state, charge.cost) for charge in charges] == [(state, 50), ("done", 50)]


@pytest.mark.parametrize("silent", ["always", "never"])
async def test_a_change_can_be_written_after_the_stream_has_ended(
    start: Start, options: StudioOptions, silent: str
) -> None:
    async with start("late_write=0.2", f"silent_edits={silent}") as caller:
        await caller.upload(*PHOTOS)
        stream = await streamed(caller, SHOW)
        answered = next(event for event in stream.events if isinstance(event, ToolAnswered))
        assert answered.response["status"] == "success"
        assert not [event for event in stream.events if isinstance(event, StateChanged)]
        assert bool(texts(stream.events)) == (silent == "never")
        state = await drawn(caller)
        assert [len(track["sg"]) for track in state["draft"]["t"]] == [3, 1]
        assert charged(options) == ["done"]


async def test_a_late_change_comes_on_top_of_what_was_done_meanwhile(start: Start) -> None:
    async with start("silent_edits=always") as meanwhile:
        await meanwhile.upload(*PHOTOS)
        await meanwhile.say(SHOW)
        async with start("late_write=3600") as late:
            late.session = meanwhile.session
            await late.say("remove the second photo")
            await meanwhile.say(TITLE)
            assert [len(track["sg"]) for track in (await late.state())["draft"]["t"]] == [3, 1, 1]
        # the studio that stopped has written what it owed
        assert [len(track["sg"]) for track in (await meanwhile.state())["draft"]["t"]] == [2, 1, 1]


async def test_a_late_change_that_has_become_impossible_is_no_change(
    start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    async with start() as meanwhile:
        await meanwhile.upload(*PHOTOS)
        await meanwhile.say(SHOW)
        async with start("late_write=3600") as late:
            late.session = meanwhile.session
            for _ in range(2):
                await late.say("remove the third photo")
        state = await meanwhile.state()
        assert [len(track["sg"]) for track in state["draft"]["t"]] == [2, 1]
        assert state["studio"]["revision"] == 2
    assert caplog.text == ""


async def test_a_first_video_can_come_in_two_stages(start: Start, options: StudioOptions) -> None:
    async with start("two_stages=0.01", "silent_edits=never") as caller:
        await caller.upload(*PHOTOS)
        stream = await streamed(caller, "make a video, 2 seconds each, no transitions, no music")
        events = stream.events
        assert kinds(events) == [
            "said",
            "called",
            "answered",
            "changed",
            "said",
            "called",
            "answered",
            "changed",
            "said",
        ]
        names = [event.name for event in events if isinstance(event, ToolCalled)]
        assert names == ["generate_video_with_seedance", "edit_multitrack"]
        assert len({event.call_id for event in events if isinstance(event, ToolCalled)}) == 2
        raw, finished = [event.delta["draft"] for event in events if isinstance(event, StateChanged)]
        assert [track["tt"] for track in raw["t"]] == [0]
        assert [track["tt"] for track in finished["t"]] == [0, 1, 7]
        assert finished == (await caller.state())["draft"]
        assert "raw video is ready" in texts(events)[1]
        assert "My Story" in texts(events)[-1]
        await caller.render("r", finished)
        assert (await caller.finished("r"))["status"] == "completed"
        await caller.say("undo")
        assert (await caller.state())["draft"] == raw  # the second stage is a step of its own
        assert names != [event.name for event in await caller.say("redo") if isinstance(event, ToolCalled)]
        assert charged(options) == ["done"] * 3


async def test_the_raw_video_is_seen_before_the_second_stage(start: Start) -> None:
    async with start("two_stages=3600") as caller:
        await caller.upload(*PHOTOS)
        body = run_body(caller.session, "用这些照片做一个视频，每张2秒")
        async with caller.http.stream("POST", routes.RUN.path, json=body, headers=caller.headers()) as answer:
            seen = ""
            with anyio.fail_after(PATIENCE_S):
                async for piece in answer.aiter_text():
                    seen += piece
                    if "原始视频已生成" in seen:
                        break
            assert (await caller.state())["draft"]["t"][0]["tt"] == 0
            assert "My Story" not in seen


async def test_a_second_stage_takes_nothing_back(start: Start) -> None:
    async with start("two_stages=0.01") as caller:
        await caller.upload(*PHOTOS)
        events = await caller.say(SHOW + " and the title 'Summer'")
        assert len([event for event in events if isinstance(event, ToolCalled)]) == 1
        again = await caller.say("each picture for 2 seconds")
        assert [event.name for event in again if isinstance(event, ToolCalled)] == ["edit_multitrack"]
