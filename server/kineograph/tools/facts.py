"""Views to answers: milliseconds become seconds, what is unknown is left out, and each answer carries its next step."""

from __future__ import annotations

import json
from typing import Literal

from kineograph.sessions.views import (
    CancelView,
    ConflictView,
    CreditsView,
    ExportView,
    JobKind,
    JobLine,
    JobState,
    JobView,
    SessionsView,
    TimelineView,
    TrackView,
    TurnView,
    UploadedView,
    UploadView,
)
from kineograph.tools.answers import (
    CancelAnswer,
    ClipFacts,
    CreditsAnswer,
    FileFacts,
    JobAnswer,
    JobFacts,
    SessionsAnswer,
    TimelineAnswer,
    TrackFacts,
    TurnFacts,
    UploadAnswer,
    VideoFacts,
)


def of_upload(view: UploadView) -> UploadAnswer:
    answer: UploadAnswer = {
        "session_id": view.session_id,
        "studio": view.studio,
        "files": [_file(file) for file in view.files],
        "refused": [{"name": file.name, "code": file.code, "advice": file.advice} for file in view.refused],
        "next": _call("send_instruction", session_id=view.session_id, instruction="<what the video should be>"),
    }
    if not view.finished:
        answer["next"] = "upload_image with exactly the same arguments"
    if view.note:
        answer["note"] = view.note
    return answer


def _file(view: UploadedView) -> FileFacts:
    answer: FileFacts = {
        "name": view.name,
        "kind": view.kind,
        "width": view.width,
        "height": view.height,
        "duration_s": _s(view.duration_ms),
        "size_bytes": view.size_bytes,
    }
    if view.converted:
        answer["converted"] = view.converted
    if view.already:
        answer["already_there"] = True
    return answer


def of_timeline(view: TimelineView) -> TimelineAnswer:
    if view.exportable:
        follow = _call("export_video", session_id=view.session_id)
    elif view.uploads:
        follow = _call("send_instruction", session_id=view.session_id, instruction="<what the video should be>")
    else:
        follow = _call("upload_image", session_id=view.session_id, images=["<path or URL>"])
    answer: TimelineAnswer = {
        "session_id": view.session_id,
        "studio": view.studio,
        "summary": view.summary,
        "tracks": [_track(track) for track in view.tracks],
        "duration_s": _s(view.duration_ms),
        "width": view.width,
        "height": view.height,
        "fps": view.fps,
        "revision": view.revision,
        "exportable": view.exportable,
        "uploads": list(view.uploads),
        "next": follow,
    }
    if view.note:
        answer["note"] = view.note
    return answer


def _track(view: TrackView) -> TrackFacts:
    clips: list[ClipFacts] = []
    for clip in view.clips:
        answer: ClipFacts = {"name": clip.name, "start_s": _s(clip.start_ms), "end_s": _s(clip.end_ms)}
        if clip.details:
            answer["details"] = clip.details
        clips.append(answer)
    return {"label": view.label, "clips": clips}


def of_conflict(view: ConflictView) -> TimelineAnswer:
    """The timeline that stands, with the edits that still fit as the next step."""
    timeline = view.timeline
    follow = _call("edit_timeline", session_id=timeline.session_id, base_revision=timeline.revision)
    return {**of_timeline(timeline), "next": f"{follow[:-1]}, edits=<those that still fit>)"}


def of_credits(view: CreditsView) -> CreditsAnswer:
    answer: CreditsAnswer = {
        "available": view.available,
        "frozen": view.frozen,
        "total": view.total,
        "studio": view.studio,
        "account": view.account,
    }
    if view.expires_at:
        answer["expires_at"] = view.expires_at
    if view.costs:
        answer["costs"] = view.costs
    if view.register_url:
        answer["register_url"] = view.register_url
    return answer


def of_cancel(view: CancelView) -> CancelAnswer:
    job = view.job
    return {
        "session_id": job.session_id,
        "studio": job.studio,
        "job_id": job.job_id,
        "kind": job.kind.value,
        "state": job.state.value,
        "stopped": view.stopped,
        "told": view.told,
        "next": _call("get_timeline", session_id=job.session_id)
        if view.stopped
        else _call("wait_for_job", job_id=job.job_id),
    }


def of_sessions(view: SessionsView) -> SessionsAnswer:
    running = [job for line in view.sessions for job in line.jobs if job.state is JobState.RUNNING]
    if running:
        follow = _call("wait_for_job", job_id=running[0].job_id)
    elif view.sessions:
        follow = _call("get_timeline", session_id=view.sessions[0].session_id)
    else:
        follow = _call("upload_image", images=["<path or URL>"])
    return {
        "studio": view.studio,
        "total": view.total,
        "sessions": [
            {
                "session_id": line.session_id,
                "used_at": line.used_at,
                "timeline": line.timeline,
                "uploads": list(line.uploads),
                "jobs": [_job(job) for job in line.jobs],
            }
            for line in view.sessions
        ],
        "next": follow,
    }


def _job(line: JobLine) -> JobFacts:
    answer: JobFacts = {
        "job_id": line.job_id,
        "kind": line.kind.value,
        "state": line.state.value,
        "what": line.what,
    }
    if line.phase and line.state in (JobState.RUNNING, JobState.FAILED):
        answer["phase"] = line.phase
    return answer


def of_job(view: JobView) -> JobAnswer:
    answer: JobAnswer = {
        "session_id": view.session_id,
        "studio": view.studio,
        "job_id": view.job_id,
        "kind": view.kind.value,
        "state": view.state.value,
        "next": _after(view),
    }
    if view.state is JobState.RUNNING:
        answer["phase"] = view.progress.phase
        if view.progress.percent is not None:
            answer["percent"] = round(view.progress.percent, 1)
    if view.joined:
        answer["joined"] = True
    match view.result:
        case TurnView():
            answer["turn"] = _turn(view.result)
        case ExportView():
            answer["video"] = _video(view.result)
        case None:
            pass
    return answer


def _after(view: JobView) -> str:
    if view.state is JobState.RUNNING:
        return _call("wait_for_job", job_id=view.job_id)
    if view.state is JobState.CANCELLED:
        return _call("get_timeline", session_id=view.session_id)
    if isinstance(view.result, TurnView) and view.result.outcome == "preview":
        return f"edit_timeline with the same edits and without dry_run, session_id={json.dumps(view.session_id)}"
    if isinstance(view.result, TurnView) and (view.result.unconfirmed or view.result.not_seen):
        return _call("get_timeline", session_id=view.session_id)
    if isinstance(view.result, TurnView) and _is_of_nothing(view.result.summary):
        return _call("send_instruction", session_id=view.session_id, instruction="<what the video should be>")
    if view.kind is JobKind.TURN:
        return _call("export_video", session_id=view.session_id)
    told = " ".join(view.result.remarks) if isinstance(view.result, ExportView) else ""
    said = f"Tell the user: {told} " if told else ""
    return f"{said}Give the user the path of the file, or its link. To change the video: " + _call(
        "send_instruction", session_id=view.session_id, instruction="<the change>"
    )


def _is_of_nothing(summary: str) -> bool:
    from kineograph.timeline import Timeline, summarise  # a list of tools needs no timeline

    return summary == summarise(Timeline())


_PARTS: tuple[
    Literal["applied", "held", "unsupported", "noted", "assumed", "question", "confirmed", "not_seen", "besides"], ...
] = ("applied", "held", "unsupported", "noted", "assumed", "question", "confirmed", "not_seen", "besides")


def _turn(view: TurnView) -> TurnFacts:
    answer: TurnFacts = {
        "outcome": view.outcome,
        "studio_said": view.said,
        "changes": list(view.changes),
        "timeline": view.summary,
    }
    if view.wishes:
        answer["suggested"] = [_wish(view, wish) for wish in view.wishes]
    if view.translated:
        answer["translated"] = list(view.translated)
    for part in _PARTS:
        if said := getattr(view, part):
            answer[part] = list(said)
    if view.revision:
        answer["revision"] = view.revision
    if view.credits_before is not None:
        answer["credits_before"] = view.credits_before
    if view.credits_after is not None:
        answer["credits_after"] = view.credits_after
    return answer


def _wish(view: TurnView, wish: str) -> str:
    """The wish; a look at credits that this answer does not show carries its call."""
    unknown = view.credits_before is None and view.credits_after is None
    return f"credits: {_call('check_credits')}" if wish == "credits" and unknown else wish


def _video(view: ExportView) -> VideoFacts:
    answer: VideoFacts = {
        "path": view.path,
        "duration_s": _s(view.duration_ms),
        "size_bytes": view.size_bytes,
        "width": view.width,
        "height": view.height,
        "fps": round(view.fps, 3),
        "video_codec": view.video_codec,
    }
    if view.audio_codec:
        answer["audio_codec"] = view.audio_codec
    if view.url:
        answer["url"] = view.url
    if view.claim_url:
        answer["claim_url"] = view.claim_url
    if view.summary:
        answer["timeline"] = view.summary
    return answer


def _s(milliseconds: int) -> float:
    return milliseconds / 1000


def _call(tool: str, **arguments: object) -> str:
    """The exact next call, as an agent would write it."""
    return f"{tool}({', '.join(f'{name}={json.dumps(value)}' for name, value in arguments.items())})"
