"""The MCP server as an object: tools, words, cache hints, and a manager that opens at its first use.

One object serves the handshake revisions (2024-11-05 … 2025-11-25) and the stateless one (2026-07-28), on stdio and
HTTP.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import anyio
from mcp.server.caching import CacheHint
from mcp.server.mcpserver import MCPServer

from kineograph.errors import KineographError
from kineograph.tools.boundary import only_known
from kineograph.tools.opening import opened_on_demand
from kineograph.tools.seam import OpenSessions, Sessions
from kineograph.tools.surface import INSTRUCTIONS, TOOLS

WAKING_S = 1.0
"""After the start, when a client has its list of tools."""
_LOG = logging.getLogger(__name__)
_STABLE = CacheHint(ttl_ms=3_600_000, scope="public")


async def _nothing_waits() -> bool:
    return False


def build_server(
    opener: Callable[[], AbstractAsyncContextManager[Sessions]],
    *,
    version: str,
    work_waits: Callable[[], Awaitable[bool]] = _nothing_waits,
) -> MCPServer[OpenSessions]:
    """A server whose tools reach the manager that ``opener`` opens, once, when a tool first needs it, or soon after the
    start where ``work_waits`` says that an earlier server left jobs behind."""

    @asynccontextmanager
    async def lifespan(_: MCPServer[OpenSessions]) -> AsyncIterator[OpenSessions]:
        async with opened_on_demand(opener) as sessions, anyio.create_task_group() as tasks:
            tasks.start_soon(_take_up, sessions, work_waits)
            yield sessions
            tasks.cancel_scope.cancel()

    return MCPServer(
        "kineograph",
        title="Kineograph",
        description="Turns pictures into video.",
        instructions=INSTRUCTIONS,
        version=version,
        tools=list(TOOLS),
        lifespan=lifespan,
        cache_hints={
            "server/discover": _STABLE,
            "tools/list": _STABLE,
            "prompts/list": _STABLE,
            "resources/list": _STABLE,
            "resources/templates/list": _STABLE,
        },
        middleware=[only_known(frozenset(tool.name for tool in TOOLS), frozenset())],
    )


async def _take_up(sessions: OpenSessions, work_waits: Callable[[], Awaitable[bool]]) -> None:
    """Opens the manager where it has work: it then goes on with it by itself."""
    await anyio.sleep(WAKING_S)
    try:
        if await work_waits():
            await sessions()
    except KineographError as error:
        _LOG.info("unfinished jobs wait for a call: %s", error.code)
    except Exception:  # noqa: BLE001 - nobody asked for it: the next call will tell what is wrong
        _LOG.exception("unfinished jobs wait for a call")
