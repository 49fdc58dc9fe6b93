"""The tool ``send_instruction``."""

from __future__ import annotations

from typing import Annotated

from mcp.server.mcpserver.context import Context
from mcp_types import CallToolResult
from pydantic import Field

from kineograph.tools import replies
from kineograph.tools.answers import InstructionAnswer
from kineograph.tools.arguments import USUAL_WAIT_S, SessionId, WaitSeconds, clamped
from kineograph.tools.boundary import CHANGES, guarded
from kineograph.tools.progress import progress_to
from kineograph.tools.seam import OpenSessions


async def send_instruction(
    ctx: Context[OpenSessions],
    instruction: Annotated[
        str, Field(description="What the video should be or how it should change, in plain words, any language.")
    ],
    session_id: SessionId = "",
    wait_seconds: WaitSeconds = USUAL_WAIT_S,
) -> Annotated[CallToolResult, InstructionAnswer]:
    """Make or change the video in plain words: "turn my images into a smooth video with transitions and background
    music", "make the second photo 5 seconds and add the title 'Golden Hour'". Concrete words work best: durations,
    order, motion, transitions, titles, music, 16:9 / 9:16 / 1:1. Pass the user's words on; do not split one wish into
    many calls. May cost credits. Answers what was done, assumed, not done or asked back, and the timeline. Not done in
    time, it is a job: call wait_for_job, do not send it again (the same instruction joins the running job)."""
    sessions = await ctx.request_context.lifespan_context()
    async with progress_to(ctx) as on_progress:
        view = await sessions.instruct(instruction, session_id, clamped(wait_seconds), on_progress)
    return replies.instruction(view)


TOOL = guarded(
    send_instruction, title="Make or change the video", hints=CHANGES, outlined=("video", "timeline", "credits")
)
