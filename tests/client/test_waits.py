"""Waits of the client end: for another process, and for a studio that neither answers nor is silent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import anyio
import pytest
from filelock import FileLock
from tests.client.conftest import SKILL, Opened, Script, run

from kineograph.client import Account, Credentials, StudioClient, studio_client
from kineograph.errors import OutcomeUnknown
from kineograph.wire import routes


async def test_a_caller_may_leave_while_another_process_asks_for_a_token(open_client: Opened) -> None:
    client = await open_client(Script())
    client.account.credentials.client_id()
    with FileLock(client.account.credentials.renewal_lock().lock_file), anyio.move_on_after(0.3) as leaving:
        await client.credits()
    assert leaving.cancelled_caught
    assert (await client.credits()).available == 100


@pytest.fixture
async def babbling() -> AsyncIterator[str]:
    """The address of a server that says "102 Processing" for good."""

    async def babble(stream: anyio.abc.SocketStream) -> None:
        with suppress(anyio.BrokenResourceError):
            async with stream:
                while True:
                    await stream.send(b"HTTP/1.1 102 Processing\r\n\r\n")
                    await anyio.sleep(0.02)

    async with await anyio.create_tcp_listener(local_host="127.0.0.1") as listener:
        port = listener.extra(anyio.abc.SocketAttribute.local_port)  # noqa: S610 - not Django's
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(listener.serve, babble)
            yield f"http://127.0.0.1:{port}"
            tasks.cancel_scope.cancel()


async def test_an_instruction_whose_answer_never_begins_has_an_end(
    babbling: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(studio_client.HEAD_TIMEOUTS_S, routes.RUN, 0.2)
    account = Account(Credentials(tmp_path, "test"), "nmv_usr_mine")
    with anyio.fail_after(20):
        async with StudioClient(babbling, account, SKILL) as client:
            with pytest.raises(OutcomeUnknown):
                await run(client)
