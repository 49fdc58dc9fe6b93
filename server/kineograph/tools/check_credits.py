"""The tool ``check_credits``."""

from __future__ import annotations

from typing import Annotated

from mcp.server.mcpserver.context import Context
from mcp_types import CallToolResult

from kineograph.tools import replies
from kineograph.tools.answers import CreditsAnswer
from kineograph.tools.boundary import LOOKS, guarded
from kineograph.tools.seam import OpenSessions


async def check_credits(ctx: Context[OpenSessions]) -> Annotated[CallToolResult, CreditsAnswer]:
    """Answer how many credits are left, whose they are, when they expire and what things cost. Spends nothing."""
    sessions = await ctx.request_context.lifespan_context()
    return replies.credit(await sessions.credits())


TOOL = guarded(check_credits, title="Check credits", hints=LOOKS)
