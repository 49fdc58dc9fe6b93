"""The tool ``upload_image``."""

from __future__ import annotations

from typing import Annotated

from mcp.server.mcpserver.context import Context
from mcp_types import CallToolResult
from pydantic import Field

from kineograph.tools import replies
from kineograph.tools.answers import UploadAnswer
from kineograph.tools.arguments import SessionId
from kineograph.tools.boundary import ADDS, guarded
from kineograph.tools.progress import progress_to
from kineograph.tools.seam import OpenSessions


async def upload_image(
    ctx: Context[OpenSessions],
    images: Annotated[
        list[str],
        Field(description="Absolute paths on this server's machine, http(s) URLs, a folder, or (small) data: URIs."),
    ],
    session_id: SessionId = "",
) -> Annotated[CallToolResult, UploadAnswer]:
    """Put pictures (also video clips and music) into a session, in the order given; this comes first.
    Takes jpg png webp gif heic, mp4 mov avi webm mkv, mp3 wav m4a aac. HEIC is converted; a file that the session has
    is not sent twice. Answers what arrived, what was refused and why, and the session_id for the next calls. Changes no
    timeline: follow with send_instruction."""
    sessions = await ctx.request_context.lifespan_context()
    async with progress_to(ctx) as on_progress:
        view = await sessions.upload(images, session_id, on_progress)
    return replies.uploaded(view)


TOOL = guarded(upload_image, title="Upload pictures", hints=ADDS)
