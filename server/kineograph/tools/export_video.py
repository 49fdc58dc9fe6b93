"""The tool ``export_video``."""

from __future__ import annotations

from typing import Annotated

from mcp.server.mcpserver.context import Context
from mcp_types import CallToolResult
from pydantic import Field

from kineograph.tools import replies
from kineograph.tools.answers import JobAnswer
from kineograph.tools.arguments import USUAL_WAIT_S, SessionId, WaitSeconds, clamped
from kineograph.tools.boundary import ADDS, guarded
from kineograph.tools.progress import progress_to
from kineograph.tools.seam import Aspect, Format, OpenSessions, Quality, Resolution


async def export_video(  # noqa: PLR0913 - an argument each: this is the tool's published signature
    ctx: Context[OpenSessions],
    session_id: SessionId = "",
    aspect: Annotated[Aspect, Field(description="Shape; keep = the timeline's.")] = "keep",
    quality: Annotated[Quality, Field(description="low: a quick preview, a small file.")] = "keep",
    format: Annotated[Format, Field(description="mp4 plays everywhere; gif: small, silent.")] = "keep",  # noqa: A002 - the argument's name
    resolution: Annotated[Resolution, Field(description="Of the short side.")] = "keep",
    fps: Annotated[int, Field(description="0 = the timeline's; 24, 25, 30, 50, 60.")] = 0,
    file_name: Annotated[str, Field(description='Without a folder; "" = made for you.')] = "",
    wait_seconds: WaitSeconds = USUAL_WAIT_S,
) -> Annotated[CallToolResult, JobAnswer]:
    """Render the timeline to a file, check it, and answer its path, link, duration and size. Free; an aspect other than
    keep is set by an instruction first, which may cost credits and stays. The cloud makes MP4 to 1080p only. Never
    overwrites a file. Takes seconds to minutes; not done in time, it is a job: call wait_for_job, do not export again
    (the same export joins the running job)."""
    sessions = await ctx.request_context.lifespan_context()
    async with progress_to(ctx) as on_progress:
        view = await sessions.export(
            session_id,
            aspect=aspect,
            quality=quality,
            format=format,
            resolution=resolution,
            fps=fps,
            file_name=file_name,
            wait_seconds=clamped(wait_seconds),
            on_progress=on_progress,
        )
    return replies.job(view)


TOOL = guarded(export_video, title="Export the video", hints=ADDS, outlined=("turn",))
