"""The tool ``edit_timeline``."""

from __future__ import annotations

from typing import Annotated, Any

from mcp.server.mcpserver.context import Context
from mcp_types import CallToolResult
from pydantic import Field, WithJsonSchema

from kineograph.tools import replies
from kineograph.tools.answers import JobAnswer
from kineograph.tools.arguments import USUAL_WAIT_S, SessionId, WaitSeconds, clamped
from kineograph.tools.boundary import CHANGES, guarded
from kineograph.tools.operations import OPERATIONS, SIGNATURES
from kineograph.tools.progress import progress_to
from kineograph.tools.seam import OpenSessions

_ITEM = {
    "type": "object",
    "properties": {"op": {"type": "string", "enum": list(OPERATIONS)}},
    "required": ["op"],
    "additionalProperties": True,
}


async def edit_timeline(
    ctx: Context[OpenSessions],
    edits: Annotated[
        list[Any],
        WithJsonSchema({"type": "array", "items": _ITEM, "description": "1 to 40, each an op and its fields."}),
    ],
    session_id: SessionId = "",
    base_revision: Annotated[int, Field(description="The revision they are meant for; 0 = any.")] = 0,
    dry_run: Annotated[bool, Field(description="Only say what would change.")] = False,
    wait_seconds: WaitSeconds = USUAL_WAIT_S,
) -> Annotated[CallToolResult, JobAnswer]:
    """Change the video by exact edits, where you know positions and numbers; for wishes use send_instruction. Done in
    the order given, all or none, as one undo step. Seconds; files by name or upload number; clips, texts, overlays by
    number, -1 the last; no target = all, other fields left out = usual or unchanged. motions, kind, place: as zoom_in
    ken_burns_in pan_left parallax, crossfade fade_black slide_left wipe_up, top_left; a wrong edit is answered with all
    choices. when: start, end, whole or {anchor,at,duration}. If the timeline has left base_revision, nothing changes
    and you get it as it is. Operations:"""
    sessions = await ctx.request_context.lifespan_context()
    async with progress_to(ctx) as on_progress:
        view = await sessions.edit(
            edits,
            session_id,
            base_revision=base_revision,
            dry_run=dry_run,
            wait_seconds=clamped(wait_seconds),
            on_progress=on_progress,
        )
    return replies.edited(view)


TOOL = guarded(edit_timeline, title="Edit the timeline", hints=CHANGES, outlined=("turn", "video"), appendix=SIGNATURES)
