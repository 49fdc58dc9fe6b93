"""A studio that sends nothing, or talks on and on: for how long that is borne. In virtual time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import anyio
import pytest
from tests.client.loopback import Reply, Request
from tests.contract.virtual_time import BACKEND, LoopClock, VirtualLoop
from tests.sessions.fake_studio import FakeStudio, Turn, draft
from tests.sessions.test_turns import result

from kineograph.sessions.manager import SessionManager

LOOKS_S = 30 + 5
"""From a loss to its recovery: the first look, and a second that agrees."""


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return BACKEND


@pytest.fixture
def clock() -> LoopClock:
    return LoopClock()


@pytest.fixture(autouse=True)
async def watched() -> None:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    loop.watch_threads()


@pytest.mark.requirement("turn.silence")
async def test_two_minutes_without_a_byte_are_a_loss(studio: FakeStudio, manager: SessionManager) -> None:
    never = anyio.Event()

    async def silence() -> AsyncIterator[bytes]:
        yield b": here I am\n\n"
        await never.wait()

    studio.turns, studio.late = [Turn(reply=Reply(200, silence(), "text/event-stream"))], {2: draft()}
    began = anyio.current_time()
    assert (await result(manager)).outcome == "recovered"
    assert 120 + LOOKS_S <= anyio.current_time() - began < 125 + LOOKS_S
    assert studio.count("run") == 1


@pytest.mark.requirement("turn.read-timeout-unknown")
async def test_two_minutes_before_the_head_are_a_loss_and_nothing_is_sent_again(
    studio: FakeStudio, manager: SessionManager
) -> None:
    never = anyio.Event()

    async def no_head(request: Request) -> Reply:
        await never.wait()
        return Reply()

    studio._run = no_head  # type: ignore[method-assign]  # a fault of this test
    studio.late = {2: draft()}
    began = anyio.current_time()
    assert (await result(manager)).outcome == "recovered"
    assert 120 + LOOKS_S <= anyio.current_time() - began < 125 + LOOKS_S
    assert studio.count("run") == 1


@pytest.mark.requirement("turn.comments-are-life")
async def test_a_comment_now_and_then_is_life(studio: FakeStudio, manager: SessionManager) -> None:
    async def beats() -> AsyncIterator[bytes]:
        for _ in range(4):
            yield b": still here\n\n"
            await anyio.sleep(110)
        yield b'data: {"author":"nemo_agent","content":{"parts":[{"text":"Done."}]}}\n\n'

    studio.turns = [Turn(reply=Reply(200, beats(), "text/event-stream"))]
    began = anyio.current_time()
    found = await result(manager)
    assert (found.outcome, found.said) == ("replied", "Done.")
    assert anyio.current_time() - began >= 440


@pytest.mark.requirement("turn.total")
async def test_a_stream_that_talks_on_is_left_after_fifteen_minutes(
    studio: FakeStudio, manager: SessionManager
) -> None:
    async def talks() -> AsyncIterator[bytes]:
        while True:
            yield b'data: {"author":"nemo_agent","content":{"parts":[{"text":"Nearly there."}]}}\n\n'
            await anyio.sleep(100)

    studio.turns, studio.late = [Turn(reply=Reply(200, talks(), "text/event-stream"))], {2: draft()}
    began = anyio.current_time()
    assert (await result(manager)).outcome == "recovered"
    assert 900 + LOOKS_S <= anyio.current_time() - began <= 1000 + LOOKS_S
    assert studio.count("run") == 1


@pytest.mark.requirement("turn.substance")
async def test_a_stream_that_only_lives_is_left_after_ten_minutes(studio: FakeStudio, manager: SessionManager) -> None:
    async def lives() -> AsyncIterator[bytes]:
        while True:
            yield b"data: heartbeat\n\n"
            await anyio.sleep(100)

    studio.turns, studio.late = [Turn(reply=Reply(200, lives(), "text/event-stream"))], {2: draft()}
    began = anyio.current_time()
    assert (await result(manager)).outcome == "recovered"
    assert 600 + LOOKS_S <= anyio.current_time() - began <= 700 + LOOKS_S
    assert studio.count("run") == 1
