"""The tool ``list_sessions``."""

from __future__ import annotations

from typing import Annotated

from mcp.server.mcpserver.context import Context
from mcp_types import CallToolResult
from pydantic import Field

from kineograph.tools import replies
from kineograph.tools.answers import SessionsAnswer
from kineograph.tools.boundary import LOOKS, guarded
from kineograph.tools.seam import OpenSessions


async def list_sessions(
    ctx: Context[OpenSessions],
    limit: Annotated[int, Field(description="At most, 1 to 50.")] = 10,
) -> Annotated[CallToolResult, SessionsAnswer]:
    """List the sessions used last, with timelines, uploads, running jobs and the newest three that ended. Finds a
    session_id or job_id again after a restart. Costs nothing."""
    sessions = await ctx.request_context.lifespan_context()
    return replies.listed(await sessions.sessions(limit))


TOOL = guarded(list_sessions, title="List sessions", hints=LOOKS)
