"""A TCP proxy that breaks connections where it is told: in the middle of a turn's stream, or before its first byte."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

LAST_CHUNK = b"0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Cut:
    """What happens to the next ``POST /run_sse``. ``after``: the bytes behind which the caller is cut off; empty cuts
    before the head. ``goes_on``: the server keeps a reader, so its run is not cancelled. ``clean``: the body is ended
    as if it were complete, where otherwise the socket breaks."""

    after: bytes = b""
    goes_on: bool = False
    clean: bool = False


@dataclass(slots=True)
class Cutter:
    """Passes everything on to ``port`` but for what ``cut`` asks for, once."""

    port: int
    cut: Cut | None = None
    _serving: set[asyncio.Task[None]] = field(default_factory=set)

    def serve(self, caller: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(caller, back))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def stop(self) -> None:
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    async def _serve(self, caller: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        answer, ahead = await asyncio.open_connection("127.0.0.1", self.port)
        plan: list[Cut] = []
        there = asyncio.create_task(self._ask(caller, ahead, plan))
        with suppress(ConnectionError):
            await self._answer(answer, back, plan)
        there.cancel()
        for writer in (back, ahead):
            writer.close()

    async def _ask(self, caller: asyncio.StreamReader, ahead: asyncio.StreamWriter, plan: list[Cut]) -> None:
        while data := await caller.read(65536):
            if b"POST /run_sse" in data and self.cut is not None:
                plan.append(self.cut)
                self.cut = None
            ahead.write(data)
            await ahead.drain()

    async def _answer(self, answer: asyncio.StreamReader, back: asyncio.StreamWriter, plan: list[Cut]) -> None:
        seen = b""
        while data := await answer.read(65536):
            if not plan:
                back.write(data)
                await back.drain()
                continue
            seen += data
            cut = plan[0]
            if cut.after not in seen:
                back.write(data)
                await back.drain()
            elif cut.after:
                back.write(data + (LAST_CHUNK if cut.clean else b""))
                await back.drain()
                return await self._end(answer, back, cut, seen)
            else:
                return await self._end(answer, back, cut, seen)
        return None

    async def _end(self, answer: asyncio.StreamReader, back: asyncio.StreamWriter, cut: Cut, seen: bytes) -> None:
        """The caller loses its connection; before the head it does so only when a run that goes on is over."""
        if cut.after:
            self._hang_up(back, clean=cut.clean)
        while cut.goes_on and not seen.endswith(LAST_CHUNK) and (data := await answer.read(65536)):
            seen += data
        if not cut.after:
            self._hang_up(back, clean=False)

    @staticmethod
    def _hang_up(back: asyncio.StreamWriter, *, clean: bool) -> None:
        if clean:
            back.close()
        else:
            back.transport.abort()


@asynccontextmanager
async def cutting(port: int) -> AsyncIterator[tuple[str, Cutter]]:
    """The address of a proxy before ``port``, and the way to tell it what to do."""
    cutter = Cutter(port)
    server = await asyncio.start_server(cutter.serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", cutter
    finally:
        server.close()
        await cutter.stop()
