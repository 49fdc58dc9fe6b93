"""What costs time to open, the session manager first of all, is opened at its first use and closed with the server.

Tools can be listed without a home that can be written, a key or a network; what is wrong with those is said by the
first tool that needs them. One task enters and leaves it, because its tasks must end where they began.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TypeVar

import anyio
from anyio.abc import TaskStatus

Opened = TypeVar("Opened")

CLOSING_S = 4.0


@asynccontextmanager
async def opened_on_demand(
    opener: Callable[[], AbstractAsyncContextManager[Opened]],
) -> AsyncIterator[Callable[[], Awaitable[Opened]]]:
    """Yields a call that answers what was opened. A failure to open is the caller's; the next call tries anew."""
    turnstile = anyio.Lock()
    closing = anyio.Event()
    opened: list[Opened] = []
    shields: list[anyio.CancelScope] = []

    async def hold(*, task_status: TaskStatus[Opened]) -> None:
        # Shielded: it is told to close and then does so in its own order, also when everything around it is cancelled
        with anyio.CancelScope(shield=True) as shield:
            shields.append(shield)
            async with opener() as resource:
                task_status.started(resource)
                await closing.wait()

    failure: Exception | None = None
    async with anyio.create_task_group() as owner:

        async def get() -> Opened:
            async with turnstile:
                if not opened:
                    opened.append(await owner.start(hold))
                return opened[0]

        try:
            yield get
        except Exception as error:  # noqa: BLE001 - raised again below: a task group would wrap it in a group
            failure = error
        finally:
            closing.set()
            for shield in shields:
                shield.deadline = anyio.current_time() + CLOSING_S
            owner.cancel_scope.cancel()
    if failure is not None:
        raise failure
