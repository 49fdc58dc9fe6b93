"""A studio client over scripted answers, on a real loopback socket."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from tests.client.loopback import Handler, Reply, Request, listening

from kineograph.client import Account, Credentials, StudioClient
from kineograph.wire.attribution import Attribution

SKILL = Attribution("a2e-image-to-video", "1.0.0", "cursor")
TOKEN = {"code": 0, "data": {"token": "nmv_usr_secret", "user_id": "anon_1", "expires_at": "2026-12-01T00:00:00Z"}}
CREDITS = {"code": 0, "data": {"available": 100, "frozen": 0, "total": 100}}
TEXT = b'data: {"type":"text","content":"Done."}\n\n'


def answer(body: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(body).encode())


class Script:
    """Answers by path; a list gives its replies one after the other, the last for good. Remembers every request."""

    def __init__(self, **replies: Reply | list[Reply]) -> None:
        self.replies = {"anonymous-token": answer(TOKEN), "simple": answer(CREDITS), **replies}
        self.requests: list[Request] = []
        self.slept: list[float] = []

    async def __call__(self, request: Request) -> Reply:
        self.requests.append(request)
        found = self.replies[request.path.rsplit("/", 1)[-1].partition("?")[0]]
        if isinstance(found, Reply):
            return found
        return found.pop(0) if len(found) > 1 else found[0]

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await anyio.lowlevel.checkpoint()

    def paths(self) -> list[str]:
        return [request.path.rsplit("/", 1)[-1] for request in self.requests]


Opened = Callable[..., Awaitable[StudioClient]]


@pytest.fixture
async def open_client(tmp_path: Path) -> AsyncIterator[Opened]:
    """Opens clients of scripts; ``token`` is the user's own."""
    async with anyio.create_task_group() as tasks:
        clients: list[StudioClient] = []
        stop = anyio.Event()

        async def serve(handle: Handler, *, task_status: anyio.abc.TaskStatus[str]) -> None:
            async with listening(handle) as url:
                task_status.started(url)
                await stop.wait()

        async def opened(script: Script, token: str = "", client_id: str = "") -> StudioClient:
            url = await tasks.start(serve, script)
            account = Account(Credentials(tmp_path / "home", "test", client_id), token)
            clients.append(StudioClient(url, account, SKILL, script.sleep))
            return clients[-1]

        yield opened
        for client in clients:
            await client.aclose()
        stop.set()


async def run(client: StudioClient, text: str = "zoom in") -> list[Any]:
    return [frame async for frame in client.run("7", text, lambda _: None)]
