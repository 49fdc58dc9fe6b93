"""A planner that the user set up, asked over HTTP in the middle of a turn: good, bad, slow, down, endless."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import anyio
import pytest
from tests.client.loopback import Reply, Request, listening
from tests.studio.conftest import Caller, Start, answer_in, kinds, picture, texts

from kineograph.studio.interpreter.planner.planning import PlanRequest
from kineograph.studio.planner import MAX_BYTES, Planner

PHOTOS = [picture("one.jpg", "red"), picture("two.jpg", "green"), picture("three.jpg", "blue")]
KEY = "sk-secret-of-the-user"
SQUISH = "squish the second photo to 5 seconds"
GOOD = {"op": "set_duration", "duration": 5, "target": 2}
REQUEST = PlanRequest(({"role": "user", "content": "{}"},), {})


def completion(content: object) -> bytes:
    return json.dumps({"choices": [{"index": 0, "message": {"role": "assistant", "content": content}}]}).encode()


def plan(*edits: dict[str, Any]) -> bytes:
    return completion(json.dumps({"clauses": [{"clause": 1, "edits": list(edits)}]}))


@dataclass
class Model:
    """Stands in for an OpenAI-compatible server: says ``answer`` and remembers what it was asked. ``formless``: it
    refuses a ``response_format``."""

    answer: Reply = field(default_factory=lambda: Reply(body=plan(GOOD)))
    formless: bool = False
    asked: list[Request] = field(default_factory=list)
    url: str = ""

    async def __call__(self, request: Request) -> Reply:
        self.asked.append(request)
        if self.formless and b"response_format" in request.body:
            return Reply(400, b'{"error": {"message": "response_format is not supported"}}')
        return self.answer

    def body(self, number: int = -1) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.asked[number].body)
        return found


Serving = Callable[[Model], AbstractAsyncContextManager[Caller]]


@pytest.fixture
def serving(start: Start) -> Serving:
    """A studio with a video of three photos that asks ``model``."""

    @asynccontextmanager
    async def served(model: Model) -> AsyncIterator[Caller]:
        async with listening(model) as address:
            model.url = f"{address}/v1"
            async with start(planner=Planner(model.url, "small-model", KEY, wait_s=5)) as caller:
                await caller.upload(*PHOTOS)
                await caller.say("make a video from my photos")
                yield caller

    return served


async def seconds(caller: Caller) -> float:
    return float((await caller.state())["draft"]["d"]) / 1000


async def test_a_clause_that_was_held_is_carried_out_and_its_reader_named(serving: Serving) -> None:
    model = Model()
    async with serving(model) as caller:
        before = await seconds(caller)
        events = await caller.say(SQUISH)
        assert await seconds(caller) == before + 2
        assert f"read by the planner: “{SQUISH}” as “made clip 2 5 s long”" in texts(events)[-1]
        assert answer_in(events)["held"] == []
    assert len(model.asked) == 1


async def test_the_request_is_that_of_a_chat_completion(serving: Serving) -> None:
    model = Model()
    async with serving(model) as caller:
        await caller.say(SQUISH)
    (request,) = model.asked
    assert (request.method, request.path) == ("POST", "/v1/chat/completions")
    assert request.headers["authorization"] == f"Bearer {KEY}"
    body = model.body()
    assert (body["model"], body["temperature"], body["stream"]) == ("small-model", 0, False)
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert body["response_format"]["type"] == "json_schema"
    assert json.loads(body["messages"][1]["content"])["clauses"] == [{"clause": 1, "words": SQUISH}]
    assert KEY not in request.body.decode()


@pytest.mark.requirement("turn.planner-sees-what-is-held")
async def test_what_was_understood_is_not_sent_to_anybody(serving: Serving) -> None:
    model = Model()
    async with serving(model) as caller:
        await caller.say("add music")
        await caller.say("make the clouds move")
        await caller.say("add a title")
        await caller.edit({"op": "set_transition", "kind": "crossfade"})
    assert model.asked == []


@pytest.mark.requirement("turn.planner-sees-what-is-held")
async def test_a_turn_asks_once_about_all_its_clauses(serving: Serving) -> None:
    model = Model()
    async with serving(model) as caller:
        await caller.say(f"make it square; {SQUISH}; frobnicate the sky")
    (asked,) = (json.loads(model.body()["messages"][1]["content"]),)
    assert [clause["words"] for clause in asked["clauses"]] == [SQUISH, "frobnicate the sky"]
    assert asked["timeline"]["frame"] == "1080x1080"
    assert len(model.asked) == 1


async def test_a_server_that_knows_no_schema_is_asked_in_words_alone_from_then_on(serving: Serving) -> None:
    model = Model(formless=True)
    async with serving(model) as caller:
        assert "read by the planner" in texts(await caller.say(SQUISH))[-1]
        assert ["response_format" in model.body(number) for number in range(2)] == [True, False]
        await caller.say("squish the second photo to 6 seconds")
        assert "response_format" not in model.body(2)
    assert len(model.asked) == 3


@pytest.mark.requirement("turn.planner-is-vouched-for")
async def test_a_title_that_a_planner_read_is_never_added_in_silence(serving: Serving) -> None:
    model = Model(Reply(body=plan({"op": "add_text", "text": "Hola"})))
    async with serving(model) as caller:
        assert kinds(await caller.say("add the title 'Old'")) == ["called", "answered", "changed"]
        assert "read by the planner" in texts(await caller.say("blorp 'Hola' on it"))[-1]


@pytest.mark.requirement("turn.planner-takes-nothing-away")
async def test_what_takes_something_away_is_asked_and_done_once_it_is_said(serving: Serving) -> None:
    model = Model(Reply(body=plan({"op": "remove_clips", "target": [2]})))
    async with serving(model) as caller:
        before = await caller.state()
        events = await caller.say("yeet the second photo")
        assert kinds(events) == ["said", "Reported"]
        assert "Then say “remove photo 2”." in texts(events)[-1]
        assert (await caller.state())["revision"] == before["revision"]
        await caller.say("remove photo 2")
        assert len((await caller.state())["draft"]["t"][0]["sg"]) == 2


async def test_what_a_planner_did_is_taken_back_as_one_step(serving: Serving) -> None:
    async with serving(Model()) as caller:
        before = await caller.state()
        await caller.say(f"make it square; {SQUISH}")
        await caller.say("undo")
        assert (await caller.state())["draft"] == before["draft"]


async def endless() -> AsyncIterator[bytes]:
    while True:
        yield b" " * 16384


async def never() -> AsyncIterator[bytes]:
    await anyio.sleep_forever()
    yield b""


BAD = {
    "prose": Reply(body=completion("I would make clip 2 five seconds long.")),
    "nonsense": Reply(body=b"<html>It works!</html>"),
    "nothing": Reply(body=b""),
    "no-choice": Reply(body=b'{"choices": []}'),
    "no-message": Reply(body=b'{"choices": [null]}'),
    "no-text": Reply(body=completion(None)),
    "a-list": Reply(body=b"[1]"),
    "nested": Reply(body=b"[" * 60_000),
    "invented": Reply(body=plan({**GOOD, "duration": 7})),
    "unknown-op": Reply(body=plan({"op": "squish", "target": 2})),
    "failed": Reply(500, b"Internal Server Error"),
    "unknown-model": Reply(404, b'{"error": "model not found"}'),
    "refused": Reply(401, json.dumps({"error": f"wrong key {KEY}"}).encode()),
    "redirected": Reply(302, headers={"Location": "http://127.0.0.1:1/"}),
    "cut": Reply(body=plan(GOOD)[:20], cut=True),
    "gone": Reply(head=False),
    "too-long": Reply(body=b" " * (MAX_BYTES + 1) + plan(GOOD)),
}


@pytest.mark.requirement("turn.planner-is-not-needed")
@pytest.mark.parametrize("name", BAD)
async def test_an_answer_of_no_use_leaves_the_turn_as_it_was(
    serving: Serving, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        model = Model(BAD[name])
        async with serving(model) as caller:
            before = await caller.state()
            events = await caller.say(SQUISH)
            assert "I did not understand “squish”" in texts(events)[-1]
            assert "planner" not in texts(events)[-1]
            assert (await caller.state())["revision"] == before["revision"]
            assert kinds(await caller.say("make it square")) == ["said", "called", "answered", "changed", "said"]
    assert len(model.asked) == 1
    assert KEY not in caplog.text


@pytest.mark.requirement("turn.planner-is-not-needed")
@pytest.mark.parametrize("body", [endless, never])
async def test_an_answer_without_an_end_is_left(body: Callable[[], AsyncIterator[bytes]]) -> None:
    async with listening(Model(Reply(body=body()))) as address:
        assert await Planner(address, wait_s=0.2)(REQUEST) is None


@pytest.mark.requirement("turn.planner-is-not-needed")
async def test_a_planner_that_is_down_is_named_by_its_host_in_the_log_and_nothing_more(
    start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    async with listening(Model()) as address:
        port = address.rpartition(":")[2]
    planner = Planner(f"http://127.0.0.1:{port}/v1", "m", KEY)
    with caplog.at_level(logging.WARNING):
        async with start(planner=planner) as caller:
            await caller.upload(*PHOTOS)
            await caller.say("make a video from my photos")
            assert "I did not understand" in texts(await caller.say(SQUISH))[-1]
    said = [record.getMessage() for record in caplog.records if record.name == "kineograph.studio.planner"]
    assert said == ["the planner at 127.0.0.1 was of no help: ConnectError"]


async def test_a_key_that_cannot_be_sent_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        async with listening(Model()) as address:
            assert await Planner(address, key=f"{KEY}\n")(REQUEST) is None
    assert KEY not in caplog.text


def test_the_key_is_not_shown_where_the_planner_is() -> None:
    assert KEY not in repr(Planner("http://127.0.0.1:1", "m", KEY))
