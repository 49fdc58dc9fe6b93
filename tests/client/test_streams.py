"""The stream reader on its own: odd bytes, odd ends, limits. Whole captures are replayed over a socket elsewhere."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from kineograph.client import streams
from kineograph.client.streams import read_stream
from kineograph.errors import WireViolated
from kineograph.protocol.turn import Ending, Reading, StreamKind, TurnReader
from kineograph.wire.events import Said

SAMPLES = Path(__file__).parents[1] / "samples" / "wire"


class Pieces(httpx.AsyncByteStream):
    """A body in pieces of random size."""

    def __init__(self, body: bytes, seed: int, largest: int) -> None:
        self.body, self.chance, self.largest = body, random.Random(seed), largest

    async def __aiter__(self) -> AsyncIterator[bytes]:
        at = 0
        while at < len(self.body):
            size = self.chance.randint(1, self.largest)
            yield self.body[at : at + size]
            at += size


async def frames_of(body: bytes, seed: int = 0, largest: int = 64) -> list[tuple[Any, ...]]:
    # chunks in the thousands for a long body keep the test quick and still split every event
    response = httpx.Response(
        200,
        headers={"content-type": "TEXT/EVENT-STREAM; charset=iso-8859-1"},
        stream=Pieces(body, seed, max(largest, len(body) // 200)),
    )
    return [frame async for frame in read_stream(response, lambda _: None)]


async def reading_of(body: bytes, seed: int = 0) -> Reading:
    reader = TurnReader(0)
    for frame in await frames_of(body, seed):
        reader.feed(frame, 1)
    return reader.finish(Ending.CLEAN)


@pytest.mark.requirement("reading.byte-order-mark", "turn.utf8")
@pytest.mark.parametrize("size", [1, 2, 3])
async def test_a_byte_at_a_time_is_the_same(size: int) -> None:
    for name in ("synthetic/bom.sse", "adk-2.13.0/unicode.sse", "synthetic/hb_mixed.sse"):
        body = (SAMPLES / name).read_bytes()
        response = httpx.Response(200, headers={"content-type": "text/event-stream"}, stream=Pieces(body, 0, size))
        assert [f async for f in read_stream(response, lambda _: None)] == await frames_of(body, 7, 4096)


@pytest.mark.requirement("turn.eof-torn")
async def test_half_an_event_at_the_end_is_an_interruption() -> None:
    body = (SAMPLES / "adk-2.13.0/generate.sse").read_bytes()
    cut = body[: body.rindex(b"All done")]
    assert (await reading_of(cut)).kind is StreamKind.INTERRUPTED


async def test_every_cut_of_a_stream_is_read_without_a_crash() -> None:
    body = (SAMPLES / "adk-2.13.0/silent.sse").read_bytes()
    kinds = {(await reading_of(body[:at])).kind for at in range(0, len(body), 37)}
    assert kinds <= {StreamKind.EMPTY, StreamKind.INTERRUPTED, StreamKind.SILENT}


@pytest.mark.requirement("reading.author-decides")
async def test_the_words_of_the_user_are_not_the_studios() -> None:
    body = b'data: {"author":"user","content":{"role":"user","parts":[{"text":"mine"}]}}\n\n'
    assert (await reading_of(body)).texts == ()


@pytest.mark.requirement("turn.comments-are-life")
async def test_comments_and_bare_lines_are_heard_as_life() -> None:
    heard: list[int] = []
    body = b": ping\n\nheartbeat\n\n"
    response = httpx.Response(200, headers={"content-type": "text/event-stream"}, stream=Pieces(body, 0, 4))
    assert [frame async for frame in read_stream(response, heard.append)] == []
    assert sum(heard) == len(body)


@pytest.mark.requirement("turn.size-cap")
async def test_an_event_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MAX_EVENT_BYTES", 1000)
    with pytest.raises(WireViolated, match="has no end"):
        await frames_of(b"data: " + b"x" * 5000, largest=100)


@pytest.mark.parametrize("end", [b"\n\n", b"\r\n\r\n", b"\r\r", b"\n\r\n"])
@pytest.mark.parametrize("largest", [1, 3, 100])
async def test_many_events_are_not_one_long_one(end: bytes, largest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MAX_EVENT_BYTES", 1000)
    body = (b'data: {"type":"text","content":"hello"}' + end) * 100
    response = httpx.Response(200, stream=Pieces(body, 0, largest))
    frames = [frame async for frame in read_stream(response, lambda _: None)]
    assert frames == [(Said("hello"),)] * 100


async def test_lines_that_come_one_by_one_are_not_one_long_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MAX_EVENT_BYTES", 1000)

    async def lines() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b'data: {"type":"text","content":"hello"}\n'
            yield b"\n"

    frames = [frame async for frame in read_stream(httpx.Response(200, content=lines()), lambda _: None)]
    assert len(frames) == 100


async def test_a_stream_that_was_compressed_unasked_is_read_and_its_limits_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = gzip.compress(b"\xef\xbb\xbf" + b": x\n\n" * 1000 + b'data: {"type":"text","content":"hello"}')

    def response() -> httpx.Response:
        return httpx.Response(200, headers={"content-encoding": "gzip"}, stream=Pieces(body, 0, 7))

    assert [frame async for frame in read_stream(response(), lambda _: None)] == [(Said("hello"),)]
    monkeypatch.setattr(streams, "MAX_STREAM_BYTES", 4000)
    with pytest.raises(WireViolated, match="has no end"):
        assert not [frame async for frame in read_stream(response(), lambda _: None)]


@pytest.mark.parametrize("body", [b"", b"\xef", b"\xef\xbb\xbf", b"\xef\xbbdata: heartbeat"])
async def test_strange_beginnings_do_no_harm(body: bytes) -> None:
    assert (await reading_of(body)).kind in (StreamKind.EMPTY, StreamKind.INTERRUPTED)


async def test_a_megabyte_on_one_line_is_read_whole() -> None:
    event = {"author": "nemo_agent", "content": {"parts": [{"text": "长" * 350_000}]}}
    body = b"data: " + json.dumps(event, ensure_ascii=False).encode() + b"\n\n"
    assert len((await reading_of(body)).text) == 350_000
