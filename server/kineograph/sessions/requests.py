"""What a request has to be before it becomes a job, and whether a finished one can stand for it. No network."""

from __future__ import annotations

import hashlib
import json
import uuid
from pathlib import Path

from kineograph.errors import AgentMustFix, KineographError, TryLater
from kineograph.sessions.delivering import Expected, check
from kineograph.sessions.records import ExportRow, SessionRow, TurnRow
from kineograph.wire.draft import Draft

MAX_INSTRUCTION_CHARS = 20_000
ASPECTS = ("16:9", "9:16", "1:1", "4:3", "3:4", "4:5", "21:9")
QUALITIES = ("high", "medium", "low")


def checked_text(instruction: str) -> str:
    """The instruction, trimmed. Raises ``AgentMustFix`` EMPTY_INSTRUCTION, INSTRUCTION_TOO_LONG."""
    text = instruction.strip()
    if not text:
        raise AgentMustFix(
            "EMPTY_INSTRUCTION", "The instruction is empty. Say in plain words what to make or to change."
        )
    if len(text) > MAX_INSTRUCTION_CHARS:
        raise AgentMustFix(
            "INSTRUCTION_TOO_LONG",
            f"The instruction has {len(text):,} characters; the limit is {MAX_INSTRUCTION_CHARS:,}. Split it up.",
        )
    return text


def check_request(aspect: str, quality: str, format_: str) -> None:
    """Raises ``AgentMustFix`` UNSUPPORTED_FORMAT, UNSUPPORTED_QUALITY, UNSUPPORTED_ASPECT."""
    if format_ != "mp4":
        raise AgentMustFix(
            "UNSUPPORTED_FORMAT", f'Exports are MP4 (H.264). Export with format="mp4" instead of {format_[:20]}.'
        )
    if quality not in QUALITIES:
        raise AgentMustFix("UNSUPPORTED_QUALITY", "quality is high, medium or low.")
    if aspect != "keep" and aspect not in ASPECTS:
        raise AgentMustFix("UNSUPPORTED_ASPECT", f"aspect is keep or one of {', '.join(ASPECTS)}.")


def has_aspect(draft: Draft, aspect: str) -> bool:
    """Whether the draft's canvas has these proportions, to the pixel that rounding to even sizes costs."""
    canvas = draft.timeline().canvas
    across, down = map(int, aspect.split(":"))
    return abs(canvas.width * down - canvas.height * across) <= max(across, down) * 2


def still_right(row: ExportRow, exact: bool) -> bool:
    """Whether the file of a finished export is still there and still what it has to be. Blocking."""
    path = Path(row.path)
    if not path.is_file():
        return False
    try:
        check(path, Expected.of(Draft(json.loads(row.draft)), exact=exact))
    except KineographError:
        return False
    return True


def new_export(session: SessionRow, now: float, request: tuple[str, str, str], draft_hash: str = "") -> ExportRow:
    """The row of an export that has not begun; ``request``: quality, file name, and the aspect to set first or ""."""
    quality, file_name, aspect = request
    mark = hashlib.sha256(f"{quality}\n{file_name}".encode()).hexdigest()[:16]
    return ExportRow(
        f"export_{uuid.uuid4().hex[:12]}",
        session.id,
        session.studio,
        mark,
        aspect=aspect,
        quality=quality,
        file_name=file_name,
        draft_hash=draft_hash,
        created_at=now,
    )


def busy(row: TurnRow, why: str) -> TryLater:
    return TryLater(
        "BUSY", f"Job {row.id} is still running in this session. {why} Call wait_for_job with job_id={row.id}."
    )
