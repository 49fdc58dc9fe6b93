"""The tool ``get_timeline``."""

from __future__ import annotations

from typing import Annotated

from mcp.server.mcpserver.context import Context
from mcp_types import CallToolResult

from kineograph.tools import replies
from kineograph.tools.answers import TimelineAnswer
from kineograph.tools.arguments import SessionId
from kineograph.tools.boundary import LOOKS, guarded
from kineograph.tools.seam import OpenSessions


async def get_timeline(
    ctx: Context[OpenSessions], session_id: SessionId = ""
) -> Annotated[CallToolResult, TimelineAnswer]:
    """Show what the video is now: the summary line, every track and clip with its times, its revision, what was
    uploaded, and whether it can be exported. Changes nothing and costs nothing; look here before repeating anything."""
    sessions = await ctx.request_context.lifespan_context()
    return replies.timeline(await sessions.timeline(session_id))


TOOL = guarded(get_timeline, title="Show the timeline", hints=LOOKS)
