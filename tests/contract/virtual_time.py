"""An event loop whose time jumps: when nothing is left to do but to wait, the wait is over.

Everything that reads the loop's clock (``anyio.sleep``, time-outs, deadlines, the managers' clock below) lives in this
time, so six minutes of recovery cost milliseconds and the length of a call can be measured exactly. Time stands still
while a worker thread is busy or bytes are on their way: those belong to the world outside.
"""

from __future__ import annotations

import asyncio
import selectors
from typing import Any

import anyio
import anyio.to_thread

EPOCH = 1_800_000_000.0
_GRACE_S = 0.0003
"""Real time that bytes on a loopback socket get to arrive before a wait is skipped."""


class _JumpingSelector(selectors.DefaultSelector):
    loop: VirtualLoop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready: list[tuple[selectors.SelectorKey, int]] = super().select(0)
        if ready or timeout == 0:
            return ready
        while not ready and self.loop.is_busy():
            ready = super().select(0.0005)
        ready = ready or super().select(_GRACE_S)
        if ready:
            return ready
        if timeout is None:
            return list(super().select(None))
        self.loop.jump(timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """Time starts at 0 and only jumps."""

    def __init__(self) -> None:
        self._virtual = 0.0
        self._limiter: anyio.CapacityLimiter | None = None
        selector = _JumpingSelector()
        selector.loop = self
        super().__init__(selector)

    def time(self) -> float:
        return self._virtual

    def jump(self, seconds: float) -> None:
        self._virtual += max(seconds, 0.0)

    def is_busy(self) -> bool:
        """Whether a worker thread is at work."""
        return self._limiter is not None and self._limiter.borrowed_tokens > 0

    def watch_threads(self) -> None:
        """To be called once by a task of this loop."""
        self._limiter = anyio.to_thread.current_default_thread_limiter()


BACKEND: tuple[str, dict[str, Any]] = ("asyncio", {"loop_factory": VirtualLoop})


class LoopClock:
    """The managers' clock, in the loop's time."""

    def now(self) -> float:
        return EPOCH + asyncio.get_running_loop().time()

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds)
