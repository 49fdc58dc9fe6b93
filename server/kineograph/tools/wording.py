"""Answers to text, for agents that read nothing else: from the answer alone, so that it cannot say more or less."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kineograph.tools.answers import (
    CancelAnswer,
    ClipFacts,
    CreditsAnswer,
    FileFacts,
    JobAnswer,
    JobFacts,
    SessionsAnswer,
    TimelineAnswer,
    UploadAnswer,
    VideoFacts,
)
from kineograph.tools.turn_wording import turn_lines


def of_upload(answer: UploadAnswer) -> str:
    count = len(answer["files"])
    place = f"session {answer['session_id']} ({answer['studio']} studio)"
    if not answer["session_id"]:
        place = f"the {answer['studio']} studio yet"
    lines = [f"{count} {'file' if count == 1 else 'files'} in {place}:"]
    lines += [f"- {_file(file)}" for file in answer["files"]]
    if answer["refused"]:
        lines.append("Not uploaded:")
        lines += [f"- {file['name']}: {file['code']}: {file['advice']}" for file in answer["refused"]]
    if "note" in answer:
        lines.append(answer["note"])
    return _ending(lines, answer["next"])


def _file(file: FileFacts) -> str:
    parts = [file["kind"]]
    if file["width"]:
        parts.append(f"{file['width']}x{file['height']}")
    if file["duration_s"]:
        parts.append(f"{_number(file['duration_s'])} s")
    parts.append(f"{file['size_bytes']} bytes")
    if "converted" in file:
        parts.append(f"converted {file['converted']}")
    if "already_there" in file:
        parts.append("was already there, not sent again")
    return f"{file['name']}: {', '.join(parts)}"


def of_timeline(answer: TimelineAnswer) -> str:
    lines = [answer["summary"]]
    lines.append(
        f"{_number(answer['duration_s'])} s, {answer['width']}x{answer['height']}, {answer['fps']} fps, "
        f"revision {answer['revision']}, {'can' if answer['exportable'] else 'cannot'} be exported."
    )
    for track in answer["tracks"]:
        lines.append(f"{track['label']}:")
        lines += [f"- {_clip(clip)}" for clip in track["clips"]]
    lines.append(f"Uploaded: {', '.join(answer['uploads']) or 'nothing yet'}.")
    if "note" in answer:
        lines.append(answer["note"])
    lines.append(_where(answer["session_id"], answer["studio"]))
    return _ending(lines, answer["next"])


def _clip(clip: ClipFacts) -> str:
    details = f", {clip['details']}" if "details" in clip else ""
    return f"{_number(clip['start_s'])}-{_number(clip['end_s'])} s {clip['name']}{details}"


_BALANCE: tuple[Literal["available", "total", "frozen"], ...] = ("available", "total", "frozen")


def of_credits(answer: CreditsAnswer) -> str:
    available, total, frozen = (_number(answer[key]) for key in _BALANCE)
    owner = f"{answer['account']} account, {answer['studio']} studio"
    lines = [f"{available} of {total} credits available, {frozen} frozen ({owner})."]
    if "expires_at" in answer:
        lines.append(f"They expire at {answer['expires_at']}.")
    if "costs" in answer:
        lines.append(answer["costs"])
    if "register_url" in answer:
        lines.append(f"To keep them or get more, the user can register: {answer['register_url']}")
    return "\n".join(lines)


def of_cancel(answer: CancelAnswer) -> str:
    stopped = f"{answer['kind']} {answer['job_id']} is {answer['state']}"
    line = f"Stopped: the {stopped}." if answer["stopped"] else f"Nothing was stopped: the {stopped}."
    return _ending([line, answer["told"], _where(answer["session_id"], answer["studio"])], answer["next"])


def of_sessions(answer: SessionsAnswer) -> str:
    shown = len(answer["sessions"])
    count = f"{answer['total']} {'session' if answer['total'] == 1 else 'sessions'}"
    lines = [f"{count} in the {answer['studio']} studio; {shown} shown, the latest first."]
    for session in answer["sessions"]:
        lines.append(f"Session {session['session_id']}, used {session['used_at']}: {session['timeline']}")
        lines.append(f"  Uploaded: {', '.join(session['uploads']) or 'nothing yet'}.")
        lines += [f"  - {_listed(job)}" for job in session["jobs"]]
    return _ending(lines, answer["next"])


def _listed(job: JobFacts) -> str:
    phase = f", {job['phase']}" if "phase" in job else ""
    return f"{job['kind']} {job['job_id']} {job['state']}{phase}: {job['what']}"


def of_conflict(answer: TimelineAnswer, base_revision: int) -> str:
    return (
        f"CONFLICT: Nothing was changed: the edits were meant for revision {base_revision}, and the timeline is at "
        f"revision {answer['revision']}. This is what it is now:\n{of_timeline(answer)}"
    )


def of_job(answer: JobAnswer, language: str = "") -> str:
    """``language``: of the labels beside the studio's words, ``zh`` or English."""
    if answer["state"] == "running":
        lines = [_running(answer)]
    elif "turn" in answer:
        lines = turn_lines(answer["turn"], language)
    elif "video" in answer:
        lines = _video(answer["video"], answer["studio"])
    else:
        lines = [f"The {answer['kind']} is {answer['state']}."]
    if answer["state"] != "running":
        joined = ", which had been asked for before: nothing was started or charged again" if "joined" in answer else ""
        if joined and "turn" in answer:
            joined += '; put "again" into the instruction to have it done once more'
        lines.append(
            f"{_where(answer['session_id'], answer['studio'])[:-1]}, job {answer['job_id']} {answer['state']}{joined}."
        )
    return _ending(lines, answer["next"])


def _running(answer: JobAnswer) -> str:
    percent = f", {_number(answer['percent'])}%" if "percent" in answer else ""
    joined = " This call joined it and started nothing new." if "joined" in answer else ""
    return (
        f"The {answer['kind']} is still running: {answer.get('phase', '')}{percent}.{joined} Job {answer['job_id']} of "
        f"session {answer['session_id']} ({answer['studio']} studio) goes on by itself; do not start it again."
    )


def _video(video: VideoFacts, studio: str) -> list[str]:
    sound = video.get("audio_codec", "no sound")
    shape = f"{_number(video['duration_s'])} s, {video['width']}x{video['height']}, {_number(video['fps'])} fps"
    lines = [
        f"The video is ready and was checked: {video['path']}",
        f"{shape}, {video['video_codec']} and {sound}, {video['size_bytes']} bytes.",
    ]
    local = studio == "embedded"
    if "url" in video:
        lines.append(f"Link{', on this machine and while this server runs' if local else ''}: {video['url']}")
    if "claim_url" in video:
        lines.append(f"{'Its page, likewise' if local else 'To keep it, the user can claim it'}: {video['claim_url']}")
    if "timeline" in video:
        lines.append(video["timeline"])
    return lines


def _where(session_id: str, studio: str) -> str:
    return f"Session {session_id} ({studio} studio)."


def _ending(lines: Sequence[str], follow: str) -> str:
    return "\n".join([*lines, f"Next: {follow}"])


def _number(value: float) -> str:
    """3.0 as 3, 2.55 as 2.55."""
    return f"{value:.10g}"
