"""Streams that nobody should send, over a loopback socket into the real client: read, refused or left, no crash."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path

import pytest
from tests.client.loopback import Reply, Request, listening
from tests.client.test_captures import client_of, turn_of

from kineograph.client import StudioClient, streams
from kineograph.errors import WireViolated
from kineograph.protocol.turn import Reading, StreamKind

DONE = b'data: {"type":"text","content":"Done."}\n\n'
MEGABYTE = 1 << 20


@asynccontextmanager
async def sending(home: Path, *chunks: bytes, times: int = 1) -> AsyncIterator[StudioClient]:
    """A client of a server that streams ``chunks``, all of them ``times`` over."""

    async def body() -> AsyncIterator[bytes]:
        for _ in range(times):
            for chunk in chunks:
                yield chunk

    async def handle(_: Request) -> Reply:
        return Reply(200, body(), "text/event-stream")

    async with listening(handle) as url, client_of(url, home) as client:
        yield client


async def reading_of(home: Path, *chunks: bytes) -> Reading:
    async with sending(home, *chunks) as client:
        return (await turn_of(client))[0]


def data(event: object) -> bytes:
    return b"data: " + json.dumps(event).encode() + b"\n\n"


def adk(*parts: object, **more: object) -> bytes:
    return data({"author": "nemo_agent", "content": {"parts": list(parts)}, **more})


async def test_an_event_beyond_32_megabytes_is_refused_before_it_is_whole(tmp_path: Path) -> None:
    came: list[int] = []
    async with sending(tmp_path, b"data: " + b"x" * MEGABYTE, *[b"x" * MEGABYTE] * 60) as client:
        run = client.run("7", "zoom in", came.append)
        assert await anext(run) == ()
        with pytest.raises(WireViolated, match="has no end"):
            await anext(run)
    assert 32 * MEGABYTE < sum(came) < 34 * MEGABYTE


async def test_a_great_event_under_the_limit_is_read(tmp_path: Path) -> None:
    reading = await reading_of(
        tmp_path, b'data: {"type":"text","content":"', *[b"x" * MEGABYTE] * 20, b'"}', b"\n", b"\n"
    )
    assert len(reading.text) == 20 * MEGABYTE


async def test_comments_without_end_are_life_until_the_caller_has_enough(tmp_path: Path) -> None:
    class EnoughError(Exception):
        pass

    total = 0

    def hear(count: int) -> None:
        nonlocal total
        total += count
        if total > 50_000:
            raise EnoughError

    async with sending(tmp_path, b": ping\n\n", times=100_000) as client:
        run = client.run("7", "zoom in", hear)
        assert await anext(run) == ()
        with pytest.raises(EnoughError):
            await anext(run)


@pytest.mark.requirement("turn.size-cap")
async def test_comments_without_end_end_at_the_size_of_a_stream(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "MAX_STREAM_BYTES", 100_000)
    async with sending(tmp_path, b": ping\n\n" * 100, times=1000) as client:
        run = client.run("7", "zoom in", lambda _: None)
        assert await anext(run) == ()
        with pytest.raises(WireViolated, match="has no end"):
            await anext(run)


async def test_many_tiny_events_are_all_heard(tmp_path: Path) -> None:
    chunk = b"".join(
        b'data: {"author":"a","id":"%d","content":{"parts":[{"text":"%d"}]}}\n\n' % (n, n) for n in range(9)
    )
    async with sending(tmp_path, chunk, *[data({})] * 9, times=1000) as client:
        reading, events = await turn_of(client)
    assert (len(events), len(reading.texts)) == (9000, 9)


HOSTILE = {
    "NUL bytes": b'data: {"type":"text","content":"a\x00b"}\n\n\x00\x00\n\ndata: \x00\n\n',
    "invalid UTF-8": b'data: {"type":"text","content":"\xff\xfe\xc3("}\n\ndata: \xff\n\n',
    "deep nesting": b"data: " + b"[" * 100_000 + b"\n\n",
    "deep nesting, closed": b'data: {"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n\n",
    "deep objects": b"data: " + b'{"content":' * 50_000 + b"1" + b"}" * 50_000 + b"\n\n",
    "doubled keys": b'data: {"author":"a","author":"user","content":{"parts":[{"text":"x"}]}}\n\n',
    "huge numbers": b'data: {"author":"a","timestamp":1e999,"actions":{"stateDelta":{"n":[-1e999,NaN,%s]}}}\n\n'
    % (b"9" * 4000),
    "a number beyond reading": b'data: {"author":"a","timestamp":%s}\n\n' % (b"9" * 100_000),
    "an array": data([{"author": "a"}]),
    "null": data(None),
    "a number": data(7),
    "a string": data("text"),
    "true": data(True),
    "names that are none": adk({"functionCall": {"name": {"a": [1]}, "id": [2], "args": "x"}})
    + adk({"functionResponse": {"name": 5, "id": [2], "response": [1, 2]}}),
    "parts that are none": adk(None, 5, "x", [], {"text": 5}, {"text": {"a": 1}}, {"functionCall": 1}),
    "errors that are none": data({"error": [1, {"a": 2}]}) + adk(errorCode=[1], errorMessage={"a": 1}),
    "content that is none": data({"author": "a", "content": "x", "actions": "y", "longRunningToolIds": {"a": 1}}),
    "an answer nobody asked for": adk({"functionResponse": {"name": "x", "id": "zzz", "response": {"status": 1}}}),
    "one id called twice": adk(*[{"functionCall": {"name": "x", "id": "1"}}] * 2)
    + adk({"functionResponse": {"name": "x", "id": "1", "response": {}}}),
    "half a surrogate pair": adk({"text": "\ud800"}, {"functionCall": {"name": "\udfff", "id": "\ud800"}})
    + adk({"functionResponse": {"name": "\udfff", "id": "\ud800", "response": {"question": "\ud800?"}}}),
    "escapes": adk({"text": "\x1b[2J\x1b]52;c;cm0gLXJm\x07gone"})
    + adk({"functionResponse": {"name": "x", "id": "1", "response": {"assumed": ["\x1b[31mred\u009b0m"]}}}),
    "ids and retries": b"id: 1\nretry: 5\n\n\n\n\n" + DONE,
    "fields nobody knows": b"foo: bar\nevent\n:\ndata\ndata:\n\n" + DONE,
}


@pytest.mark.requirement("reading.nothing-crashes")
@pytest.mark.parametrize("name", sorted(HOSTILE))
async def test_nothing_that_is_said_breaks_the_reader_or_what_comes_after_it(name: str, tmp_path: Path) -> None:
    reading = await reading_of(tmp_path, HOSTILE[name], DONE)
    assert reading.texts[-1] == "Done."
    assert reading.kind in (StreamKind.TEXT, StreamKind.TEXT_THEN_ERROR)
    shown = json.dumps(
        [reading.texts, reading.called, [e.message for e in reading.errors], asdict(reading.report)], ensure_ascii=False
    )
    assert "\\u001b" not in shown
    assert shown.encode()


@pytest.mark.parametrize("name", sorted(HOSTILE))
async def test_and_it_is_read_the_same_byte_by_byte(name: str, tmp_path: Path) -> None:
    body = HOSTILE[name][:2000] + b"\n\n" + DONE
    whole = await reading_of(tmp_path, body)
    assert repr(await reading_of(tmp_path, *[body[at : at + 1] for at in range(len(body))])) == repr(whole)


@pytest.mark.parametrize("name", ["an array", "null", "deep nesting", "a number beyond reading"])
async def test_nonsense_at_the_end_is_an_interruption(name: str, tmp_path: Path) -> None:
    assert (await reading_of(tmp_path, DONE, HOSTILE[name])).kind is StreamKind.INTERRUPTED
