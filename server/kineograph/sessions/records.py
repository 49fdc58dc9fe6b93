"""The ledger's rows as values, and how results and failures are written into them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any

from kineograph.errors import KINDS, KineographError, TryLater
from kineograph.sessions.views import ExportView, JobKind, JobState, TurnView
from kineograph.timeline.outputs import Output, named_output


class Step(StrEnum):
    """Where a job stands. ``SENDING`` found after a restart means: in doubt, look before anything else.

    A turn goes planned → sending → streaming → done; an export planned → sending → rendering → delivering → done."""

    PLANNED = "planned"
    SENDING = "sending"
    STREAMING = "streaming"
    RENDERING = "rendering"
    DELIVERING = "delivering"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


FINISHED = (Step.DONE, Step.FAILED, Step.CANCELLED)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """``revision``: our count of the looks that found another state than ``seen``, the trace of the last one."""

    id: str
    studio: str
    task_id: str = ""
    user_id: str = ""
    language: str = ""
    replaced_by: str = ""
    created_at: float = 0
    used_at: float = 0
    revision: int = 0
    seen: str = ""


@dataclass(frozen=True, slots=True)
class UploadRow:
    """``source``: the path it came from; ``kept``: our own copy, where there is no lasting source."""

    session_id: str
    hash: str
    state: str
    name: str
    kind: str = ""
    width: int = 0
    height: int = 0
    duration_ms: int = 0
    size_bytes: int = 0
    converted: str = ""
    source: str = ""
    kept: str = ""
    mime: str = ""
    created_at: float = 0


@dataclass(frozen=True, slots=True)
class TurnRow:
    """``baseline``: JSON of the state before; ``after``: fingerprint of the state at the end; ``notes``: JSON list of
    what has to be told with the result; ``told_at``: when a caller got that, 0 for never. ``edits``: the mark of the
    typed edits that ``instruction`` puts into words; empty where it was words from the start."""

    id: str
    session_id: str
    studio: str
    instruction: str = ""
    state: str = Step.PLANNED
    phase: str = ""
    percent: float | None = None
    baseline: str = ""
    notes: str = ""
    sent_at: float = 0
    result: str = ""
    error: str = ""
    created_at: float = 0
    after: str = ""
    told_at: float = 0
    edits: str = ""


@dataclass(frozen=True, slots=True)
class ExportRow:
    """``request``: what was asked for, as one string that equal requests share. ``sha256``: of the file that is being
    put at ``path``. ``resolution`` "" and ``fps`` 0: as the draft has it."""

    id: str
    session_id: str
    studio: str
    request: str = ""
    state: str = Step.PLANNED
    phase: str = ""
    percent: float | None = None
    aspect: str = ""
    quality: str = "high"
    file_name: str = ""
    draft: str = ""
    draft_hash: str = ""
    render_id: str = ""
    attempt: int = 0
    sent_at: float = 0
    path: str = ""
    sha256: str = ""
    result: str = ""
    error: str = ""
    created_at: float = 0
    container: str = "mp4"
    resolution: str = ""
    fps: int = 0

    @property
    def output(self) -> Output:
        """In what file the video is wanted. The words were checked before there was a row."""
        return named_output(self.container, self.quality, self.resolution, self.fps)


JobRow = TurnRow | ExportRow
Row = SessionRow | UploadRow | TurnRow | ExportRow
TABLES: dict[type[Row], str] = {SessionRow: "session", UploadRow: "upload", TurnRow: "turn", ExportRow: "export"}


def kind_of(row: JobRow) -> JobKind:
    return JobKind.TURN if isinstance(row, TurnRow) else JobKind.EXPORT


def job_state(row: JobRow) -> JobState:
    return JobState(row.state) if row.state in FINISHED else JobState.RUNNING


def write_result(result: TurnView | ExportView) -> str:
    return json.dumps(asdict(result))


def read_result(row: JobRow) -> TurnView | ExportView | None:
    """The result in a finished row. Fields that a newer version added keep their defaults."""
    if not row.result:
        return None
    stored: dict[str, Any] = json.loads(row.result)
    view: type[TurnView] | type[ExportView] = TurnView if isinstance(row, TurnRow) else ExportView
    known = {field.name for field in fields(view)}
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in stored.items() if key in known
    }
    return view(**values)


def write_error(error: KineographError) -> str:
    return json.dumps(
        {"kind": type(error).__name__, "code": error.code, "advice": error.advice, "detail": error.detail[:500]}
    )


def read_error(row: JobRow) -> KineographError | None:
    if not row.error:
        return None
    stored: dict[str, str] = json.loads(row.error)
    kind = KINDS.get(stored["kind"], TryLater)
    return kind(stored["code"], stored["advice"], stored.get("detail", ""))


def advanced(row: ExportRow, **changes: Any) -> ExportRow:
    """The row with ``changes``."""
    return replace(row, **changes)
