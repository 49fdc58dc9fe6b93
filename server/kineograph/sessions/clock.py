"""Time as the session manager uses it: one object, so that a test can hand in another."""

from __future__ import annotations

import time
from typing import Protocol

import anyio


class Clock(Protocol):
    """``now``: seconds since 1970, for the ledger. ``monotonic``: seconds that only grow, for limits."""

    def now(self) -> float: ...
    def monotonic(self) -> float: ...
    async def sleep(self, seconds: float) -> None: ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> float:
        return time.time()

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds)
