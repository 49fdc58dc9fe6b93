"""``kineograph serve``: the MCP server over stdio or Streamable HTTP.

Starts without a key, a network or a folder to write to: the session manager opens when a tool first needs it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from mcp.server.mcpserver import MCPServer

from kineograph import __version__
from kineograph.cli.args import Serve
from kineograph.cli.ending import Work, leave
from kineograph.tools.seam import OpenSessions, Sessions
from kineograph.tools.server import build_server


class Opener:
    """Opens the session manager from the settings of the moment, and knows when it is closed again."""

    def __init__(self) -> None:
        self.closed = asyncio.Event()
        self.closed.set()

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[Sessions]:
        from kineograph.cli.compose import opened_sessions, settings_of, skill_of

        settings = settings_of({})
        self.closed.clear()
        try:
            async with opened_sessions(settings, skill_of(settings), settings.output) as sessions:
                yield sessions
        finally:
            self.closed.set()


async def work_waits() -> bool:
    """Whether an earlier server left jobs behind in the state folder."""
    from kineograph.cli.compose import settings_of
    from kineograph.sessions.storage import has_unfinished

    return await asyncio.to_thread(lambda: has_unfinished(settings_of({}).home))


def built_server(opener: Opener) -> MCPServer[OpenSessions]:
    return build_server(opener, version=__version__, work_waits=work_waits)


def serving(arguments: Serve) -> Work:
    """The work of serving as ``arguments`` say."""
    if arguments.transport == "http":
        from kineograph.cli.serve_http import serve_http

        return lambda: serve_http(built_server(Opener()), arguments.host, arguments.port)
    return _serve_stdio


async def _serve_stdio() -> int:
    opener = Opener()
    serving = asyncio.create_task(built_server(opener).run_stdio_async())
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        # The transport's reader sits in a thread until stdin closes: it is not waited for, the manager is
        serving.cancel()
        await opener.closed.wait()
        leave(0)
    except BaseExceptionGroup as group:
        # A client that was killed has closed the pipe that an answer was on its way through
        if group.split((BrokenPipeError, ConnectionResetError))[1] is not None:
            raise
    return 0
