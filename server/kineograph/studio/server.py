"""The HTTP server as the studio needs it: uvicorn without its signal handlers, its polling and its logs."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Generator

import anyio
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn import Config
from uvicorn import Server as UvicornServer

from kineograph.studio.breaking import HANG_UP

GRACE_S = 1
TICK_S = 1.0
KEEP_ALIVE_S = 75  # longer than any client keeps a connection, so that a request never meets one that is being closed


class Server(UvicornServer):
    """``ready`` is set when it listens; ``leave`` ends it."""

    def __init__(self, app: ASGIApp) -> None:
        config = Config(
            _with_hang_up(app),
            http="h11",
            ws="none",
            loop="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE_S,
            timeout_keep_alive=KEEP_ALIVE_S,
        )
        super().__init__(config)
        self.ready = anyio.Event()
        self._left = anyio.Event()

    def leave(self) -> None:
        self.should_exit = True
        self._left.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Signals belong to the program around the studio."""
        yield

    async def main_loop(self) -> None:
        # uvicorn looks ten times a second whether it should stop; here it is told
        self.ready.set()
        while not await self.on_tick(0):
            with anyio.move_on_after(TICK_S):
                await self._left.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # uvicorn's own looks at what is left ten times a second; here what is left is waited for
        for server in self.servers:
            server.close()
        for listening in sockets or []:
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        if self.server_state.tasks:
            _, late = await asyncio.wait(self.server_state.tasks, timeout=GRACE_S)
            for task in late:
                task.cancel()
        for connection in list(self.server_state.connections):
            connection.transport.close()
        await self.lifespan.shutdown()


def _with_hang_up(app: ASGIApp) -> ASGIApp:
    """Lets a route cut its connection: uvicorn's ``send`` is a method of the object that holds the transport."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        cycle = getattr(send, "__self__", None)
        if scope["type"] == "http" and cycle is not None:
            scope = {**scope, HANG_UP: cycle.transport.close}
        await app(scope, receive, send)

    return wrapped
