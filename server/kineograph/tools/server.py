"""The MCP server as an object: tools, words, cache hints, and a manager that opens at its first use.

One object serves the handshake revisions (2024-11-05 … 2025-11-25) and the stateless one (2026-07-28), on stdio and
HTTP.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from mcp.server.caching import CacheHint
from mcp.server.mcpserver import MCPServer

from kineograph.tools.boundary import only_known
from kineograph.tools.opening import opened_on_demand
from kineograph.tools.seam import OpenSessions, Sessions
from kineograph.tools.surface import INSTRUCTIONS, TOOLS

_STABLE = CacheHint(ttl_ms=3_600_000, scope="public")


def build_server(
    opener: Callable[[], AbstractAsyncContextManager[Sessions]], *, version: str
) -> MCPServer[OpenSessions]:
    """A server whose tools reach the manager that ``opener`` opens, once, when a tool first needs it."""

    @asynccontextmanager
    async def lifespan(_: MCPServer[OpenSessions]) -> AsyncIterator[OpenSessions]:
        async with opened_on_demand(opener) as sessions:
            yield sessions

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
