"""Product wording. Each answer is made once, as a value, and its text is written from that value alone: some clients
show the text only, some the structure only, and neither may know less than the other.

What the studio said is quoted and named as the studio's; everything else is ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcp_types import CallToolResult, TextContent

from kineograph.errors import AgentMustFix, KineographError
from kineograph.sessions.views import (
    CancelView,
    ConflictView,
    CreditsView,
    JobKind,
    JobState,
    JobView,
    SessionsView,
    TimelineView,
    TurnView,
    UploadView,
)
from kineograph.tools import facts, wording
from kineograph.tools.boundary import refused


def uploaded(view: UploadView) -> CallToolResult:
    """Raises ``AgentMustFix`` where not one file arrived."""
    if not view.files and view.refused:
        first = view.refused[0]
        raise AgentMustFix(first.code, " ".join(f"{file.name}: {file.advice}" for file in view.refused))
    answer = facts.of_upload(view)
    return _result(wording.of_upload(answer), answer)


def timeline(view: TimelineView) -> CallToolResult:
    answer = facts.of_timeline(view)
    return _result(wording.of_timeline(answer), answer)


def credit(view: CreditsView) -> CallToolResult:
    answer = facts.of_credits(view)
    return _result(wording.of_credits(answer), answer)


def cancelled(view: CancelView) -> CallToolResult:
    answer = facts.of_cancel(view)
    return _result(wording.of_cancel(answer), answer)


def listed(view: SessionsView) -> CallToolResult:
    answer = facts.of_sessions(view)
    return _result(wording.of_sessions(answer), answer)


def edited(view: JobView | ConflictView) -> CallToolResult:
    """A conflict is an error with the whole timeline in it. Raises the job's own failure where it failed."""
    if isinstance(view, JobView):
        return job(view)
    answer = facts.of_conflict(view)
    return refused(wording.of_conflict(answer, view.base_revision))


def job(view: JobView) -> CallToolResult:
    """Raises the job's own failure where it failed."""
    answer = facts.of_job(_unfailed(view))
    return _result(wording.of_job(answer, _language(view)), answer)


def instruction(view: JobView | TimelineView | CreditsView) -> CallToolResult:
    """Raises the job's own failure where it failed."""
    match view:
        case JobView():
            snapshot = facts.of_job(_unfailed(view))
            return _result(wording.of_job(snapshot, _language(view)), {"answered": view.kind.value, **snapshot})
        case TimelineView():
            shown = facts.of_timeline(view)
            return _result(wording.of_timeline(shown), {"answered": "timeline", "timeline": shown})
        case CreditsView():
            counted = facts.of_credits(view)
            return _result(wording.of_credits(counted), {"answered": "credits", "credits": counted})


def _language(view: JobView) -> str:
    """What the studio answered in; the language of the labels beside its words."""
    return view.result.language if isinstance(view.result, TurnView) else ""


def _unfailed(view: JobView) -> JobView:
    if view.state is not JobState.FAILED:
        return view
    failure = view.error or KineographError(
        "JOB_FAILED", f"The {_NOUN[view.kind]} failed and left no reason. Call get_timeline to see where things stand."
    )
    raise failure


_NOUN = {JobKind.TURN: "instruction", JobKind.EXPORT: "export"}


def _result(text: str, answer: Mapping[str, Any]) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=dict(answer))
