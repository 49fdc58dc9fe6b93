"""The tool ``cancel_job``."""

from __future__ import annotations

from typing import Annotated

from mcp.server.mcpserver.context import Context
from mcp_types import CallToolResult
from pydantic import Field

from kineograph.tools import replies
from kineograph.tools.answers import CancelAnswer
from kineograph.tools.boundary import STOPS, guarded
from kineograph.tools.seam import OpenSessions


async def cancel_job(
    ctx: Context[OpenSessions],
    job_id: Annotated[str, Field(description="The job_id of an earlier answer, or from list_sessions.")],
) -> Annotated[CallToolResult, CancelAnswer]:
    """Stop a running instruction or export for good; answers what may still be charged. Only where the user wants it
    stopped: a job that takes long is not stuck. A job that has ended stays as it is."""
    sessions = await ctx.request_context.lifespan_context()
    return replies.cancelled(await sessions.cancel(job_id))


TOOL = guarded(cancel_job, title="Stop a job", hints=STOPS)
