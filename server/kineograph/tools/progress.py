"""What a caller hears while work goes on: numbers that only rise, the phase in words, never five seconds of silence.

``Narration`` is the rule and takes time as an argument; ``progress_to`` is the pulse that tells an MCP client. Clients
that show progress reset their clocks by it; those that do not lose nothing: the same facts are in the final answer.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

import anyio

from kineograph.sessions.views import OnProgress, Progress

BEAT_S = 4.0
"""At least every 5 s (clients with idle clocks), with room for a slow pipe."""
STILL_WORKING_S = 120.0
"""Said every two minutes of heartbeats (the skills, "Reading the SSE Stream")."""
_STEP = 0.01


@dataclass(frozen=True, slots=True)
class Report:
    """One notification: ``value`` is higher than every one before; ``total`` 0 where the end is not known."""

    value: float
    total: float
    message: str


class Narration:
    """Turns snapshots into reports. ``now`` in seconds on any clock that only rises."""

    def __init__(self, now: float) -> None:
        self._value = 0.0
        self._latest = Progress("Starting")
        self._news_at = now

    def tell(self, progress: Progress, now: float) -> Report:
        """A report of ``progress``, which the studio has just made known."""
        if progress != self._latest:
            self._news_at = now
        self._latest = progress
        return self._report(progress.phase)

    def beat(self, now: float) -> Report:
        """A report that nothing is new; after two minutes of that it says so in the skills' words."""
        if now - self._news_at >= STILL_WORKING_S:
            self._news_at = now
            return self._report(f"Still working: {self._latest.phase}")
        return self._report(self._latest.phase)

    def _report(self, words: str) -> Report:
        percent = self._latest.percent
        if percent is None:
            self._value += _STEP
            return Report(self._value, 0, words)
        self._value = max(min(percent, 99.0), self._value + _STEP)
        return Report(self._value, 100, f"{words}, {percent:.0f}%")


class Listener(Protocol):
    """The part of an MCP request's context that hears progress."""

    async def report_progress(
        self, progress: float, total: float | None = None, message: str | None = None
    ) -> None: ...


@asynccontextmanager
async def progress_to(listener: Listener, beat_s: float = BEAT_S) -> AsyncIterator[OnProgress]:
    """A callback that tells ``listener``, and a pulse that does so when nothing else has."""
    narration = Narration(anyio.current_time())
    heard = anyio.Event()

    async def send(report: Report) -> None:
        await listener.report_progress(report.value, report.total or None, report.message)

    async def on_progress(progress: Progress) -> None:
        nonlocal heard
        report = narration.tell(progress, anyio.current_time())
        heard.set()
        heard = anyio.Event()
        await send(report)

    async def pulse() -> None:
        while True:
            with anyio.move_on_after(beat_s) as silence:
                await heard.wait()
            if silence.cancelled_caught:
                await send(narration.beat(anyio.current_time()))

    failure: Exception | None = None
    async with anyio.create_task_group() as pulsing:
        pulsing.start_soon(pulse)
        try:
            yield on_progress
        except Exception as error:  # noqa: BLE001 - raised again below: a task group would wrap it in a group
            failure = error
        pulsing.cancel_scope.cancel()
    if failure is not None:
        raise failure
