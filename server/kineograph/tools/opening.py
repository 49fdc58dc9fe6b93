"""The session manager, opened at its first use and closed with the server.

Tools can be listed without a home that can be written, a key or a network; what is wrong with those is said by the
first tool that needs them. One task enters and leaves the manager, because its tasks must end where they began.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import anyio
from anyio.abc import TaskStatus

from kineograph.tools.seam import OpenSessions, Sessions

CLOSING_S = 4.0


@asynccontextmanager
async def opened_on_demand(opener: Callable[[], AbstractAsyncContextManager[Sessions]]) -> AsyncIterator[OpenSessions]:
    """Yields a call that answers the manager. A failure to open is the caller's; the next call tries anew."""
    turnstile = anyio.Lock()
    closing, closed = anyio.Event(), anyio.Event()
    opened: list[Sessions] = []

    async def hold(*, task_status: TaskStatus[Sessions]) -> None:
        async with opener() as sessions:
            task_status.started(sessions)
            try:
                await closing.wait()
            finally:
                opened.clear()
        closed.set()

    async with anyio.create_task_group() as owner:

        async def sessions() -> Sessions:
            async with turnstile:
                if not opened:
                    opened.append(await owner.start(hold))
                return opened[0]

        try:
            yield sessions
        finally:
            if opened:
                closing.set()
                with anyio.move_on_after(CLOSING_S, shield=True):
                    await closed.wait()
            owner.cancel_scope.cancel()
