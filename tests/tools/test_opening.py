"""The manager opens when it is first needed, once, and closes with the server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import anyio
import pytest
from mcp.client import Client

from kineograph.errors import HumanMustAct
from kineograph.tools import server
from kineograph.tools.opening import opened_on_demand
from kineograph.tools.seam import Sessions
from kineograph.tools.server import build_server


class Door:
    def __init__(self) -> None:
        self.events: list[str] = []
        self.stuck = 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        self.events.append("open")
        await anyio.lowlevel.checkpoint()
        if self.stuck:
            self.stuck -= 1
            raise HumanMustAct("STUCK", "The door is stuck. Push harder.")
        try:
            async with anyio.create_task_group():
                yield "room"
        finally:
            await anyio.lowlevel.checkpoint()
            self.events.append("close")


async def test_what_nobody_needs_is_not_opened() -> None:
    door = Door()
    async with opened_on_demand(door.open):
        pass
    assert door.events == []


async def test_many_callers_share_one_opening() -> None:
    door, got = Door(), []

    async def enter() -> None:
        got.append(await room())

    async with opened_on_demand(door.open) as room, anyio.create_task_group() as callers:
        for _ in range(5):
            callers.start_soon(enter)
    assert got == ["room"] * 5
    assert door.events == ["open", "close"]


async def test_a_failure_is_told_and_the_next_caller_tries_anew() -> None:
    door = Door()
    door.stuck = 1
    async with opened_on_demand(door.open) as room:
        with pytest.raises(HumanMustAct):
            await room()
        assert await room() == "room"
    assert door.events == ["open", "open", "close"]


async def test_it_closes_also_when_the_server_is_cancelled() -> None:
    door = Door()

    async def serve() -> None:
        async with opened_on_demand(door.open) as room:
            await room()
            opened.set()
            await anyio.sleep_forever()

    opened = anyio.Event()
    async with anyio.create_task_group() as serving:
        serving.start_soon(serve)
        await opened.wait()
        serving.cancel_scope.cancel()
    assert door.events == ["open", "close"]


async def test_a_failure_of_the_user_comes_out_as_itself() -> None:
    door = Door()

    async def use() -> None:
        async with opened_on_demand(door.open) as room:
            await room()
            raise HumanMustAct("DISK_FULL", "The disk is full. Make room.")

    with pytest.raises(HumanMustAct):
        await use()
    assert door.events == ["open", "close"]


class Stuck(AbstractAsyncContextManager[Sessions]):
    async def __aenter__(self) -> Sessions:
        raise HumanMustAct("FOLDER_UNWRITABLE", "The folder cannot be written. Choose another.")

    async def __aexit__(self, *_: object) -> None: ...


async def test_tools_are_listed_without_a_manager() -> None:
    async with Client(build_server(Stuck, version="1")) as client:
        assert len((await client.list_tools()).tools) == 9
        result = await client.call_tool("check_credits", {})
    assert result.is_error
    assert result.content[0].model_dump()["text"].startswith("FOLDER_UNWRITABLE: ")


@pytest.mark.requirement("jobs.taken-over-unasked")
@pytest.mark.parametrize("waits", [True, False])
async def test_the_manager_opens_by_itself_only_where_work_waits(
    monkeypatch: pytest.MonkeyPatch, sessions: Any, waits: bool
) -> None:
    monkeypatch.setattr(server, "WAKING_S", 0)
    opened, asked = anyio.Event(), anyio.Event()

    @asynccontextmanager
    async def opener() -> AsyncIterator[Sessions]:
        opened.set()
        yield sessions

    async def work_waits() -> bool:
        asked.set()
        return waits

    async with Client(build_server(opener, version="1", work_waits=work_waits)):
        await asked.wait()
        if waits:
            await opened.wait()
    assert opened.is_set() == waits


@pytest.mark.parametrize("unforeseen", [False, True])
async def test_work_that_cannot_be_taken_up_does_not_end_the_server(
    monkeypatch: pytest.MonkeyPatch, unforeseen: bool
) -> None:
    monkeypatch.setattr(server, "WAKING_S", 0)
    asked = anyio.Event()

    async def work_waits() -> bool:
        asked.set()
        if unforeseen:
            raise RuntimeError("nobody thought of this")
        return True

    async with Client(build_server(Stuck, version="1", work_waits=work_waits)) as client:
        await asked.wait()
        assert len((await client.list_tools()).tools) == 9
