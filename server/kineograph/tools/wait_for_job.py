"""The tool ``wait_for_job``."""

from __future__ import annotations

from typing import Annotated

from mcp.server.mcpserver.context import Context
from mcp_types import CallToolResult
from pydantic import Field

from kineograph.tools import replies
from kineograph.tools.answers import JobAnswer
from kineograph.tools.arguments import USUAL_WAIT_S, WaitSeconds, clamped
from kineograph.tools.boundary import LOOKS, guarded
from kineograph.tools.progress import progress_to
from kineograph.tools.seam import OpenSessions


async def wait_for_job(
    ctx: Context[OpenSessions],
    job_id: Annotated[str, Field(description="The job_id of an earlier answer.")],
    wait_seconds: WaitSeconds = USUAL_WAIT_S,
) -> Annotated[CallToolResult, JobAnswer]:
    """Wait for a job that another call answered with, and get its result. Starts nothing and costs nothing; call it as
    often as needed, also after a restart. A job that has ended answers at once, for good."""
    sessions = await ctx.request_context.lifespan_context()
    async with progress_to(ctx) as on_progress:
        view = await sessions.wait(job_id, clamped(wait_seconds), on_progress)
    return replies.job(view)


TOOL = guarded(wait_for_job, title="Wait for a job", hints=LOOKS, outlined=("turn", "video"))
