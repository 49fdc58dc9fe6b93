"""What the session manager answers: the same facts for every surface, as values. Wording is the surface's affair."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from kineograph.errors import KineographError


@dataclass(frozen=True, slots=True)
class Progress:
    """``phase`` in words; ``percent`` 0–100, or None where the studio does not say."""

    phase: str
    percent: float | None = None


OnProgress = Callable[[Progress], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class UploadedView:
    """``kind`` image, video, audio; ``converted`` says what was changed before upload ("HEIC → JPEG"), else empty;
    ``already`` where this session had the same file."""

    name: str
    kind: str
    width: int
    height: int
    duration_ms: int
    size_bytes: int
    converted: str = ""
    already: bool = False


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not uploaded: its error code and the advice."""

    name: str
    code: str
    advice: str


@dataclass(frozen=True, slots=True)
class UploadView:
    """``note``: what has to be told besides, such as a session that had to be rebuilt; normally empty. ``finished``
    False: the upload goes on, nothing but the note is known, and the same call again waits on."""

    session_id: str
    studio: str
    files: tuple[UploadedView, ...]
    refused: tuple[RefusedFile, ...] = ()
    note: str = ""
    finished: bool = True


@dataclass(frozen=True, slots=True)
class ClipView:
    """Times in milliseconds from the start of the video."""

    name: str
    start_ms: int
    end_ms: int
    details: str = ""


@dataclass(frozen=True, slots=True)
class TrackView:
    label: str
    clips: tuple[ClipView, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """``revision`` grows whenever the timeline changes and never goes back; ``uploads`` are the names of what was
    uploaded; ``note``: what has to be told besides, such as a session that had to be rebuilt."""

    session_id: str
    studio: str
    summary: str
    tracks: tuple[TrackView, ...]
    duration_ms: int
    width: int
    height: int
    fps: int
    revision: int
    exportable: bool
    uploads: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class TurnView:
    """A finished turn. ``said`` is the studio's words after GUI translation; ``changes`` what became different.

    ``outcome``: replied, silent, unchanged, recovered, or preview, of which ``applied`` and ``changes`` are what would
    be. ``applied`` to ``question``: what the studio reported of each part of the instruction, in its own words and
    ``language``; ``noted`` has our own notes, too. ``unconfirmed``: the studio says that it acted, and its timeline
    shows no difference: look again before sending anything. ``confirmed``, ``not_seen`` and ``besides``: of typed edits
    that were put into words, those that the timeline shows, those that it does not, and what else is different.
    ``revision``: the one that stands afterwards, 0 where that is not known."""

    said: str
    outcome: str
    changes: tuple[str, ...]
    summary: str
    translated: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    applied: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    question: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    not_seen: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    credits_before: float | None = None
    credits_after: float | None = None
    unconfirmed: bool = False
    revision: int = 0
    language: str = ""

    @property
    def not_done(self) -> tuple[str, ...]:
        """What was asked for and left, and what is asked back."""
        return (*self.held, *self.unsupported, *self.question)


@dataclass(frozen=True, slots=True)
class ExportView:
    """A delivered and verified file: every figure was read from the file itself. ``remarks``: what its user would not
    expect of it."""

    path: str
    url: str
    duration_ms: int
    size_bytes: int
    width: int
    height: int
    fps: float
    video_codec: str
    audio_codec: str
    claim_url: str = ""
    summary: str = ""
    remarks: tuple[str, ...] = ()


class JobKind(StrEnum):
    TURN = "turn"
    EXPORT = "export"


class JobState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class JobView:
    """A snapshot of a job. ``joined``: this request found it running or done and started nothing."""

    job_id: str
    kind: JobKind
    state: JobState
    session_id: str
    studio: str
    progress: Progress
    result: TurnView | ExportView | None = None
    error: KineographError | None = None
    joined: bool = False


@dataclass(frozen=True, slots=True)
class ConflictView:
    """Typed edits that were meant for another revision than the one that stands: nothing was changed."""

    base_revision: int
    timeline: TimelineView


@dataclass(frozen=True, slots=True)
class CancelView:
    """What a cancellation did. ``job`` as it stands now; ``stopped``: this call ended it; ``told``: what was stopped,
    and what may still happen or be charged."""

    job: JobView
    stopped: bool
    told: str


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job in a list. ``what``: the instruction, or the name of the file; ``phase`` of one that runs, the code of one
    that failed."""

    job_id: str
    kind: JobKind
    state: JobState
    what: str
    phase: str = ""


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in a list. ``used_at``: ISO 8601. ``timeline``: its one line, or why there is none; ``jobs``: what
    runs, then the newest that ended."""

    session_id: str
    used_at: str
    timeline: str
    uploads: tuple[str, ...] = ()
    jobs: tuple[JobLine, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionsView:
    """``total``: how many sessions there are, of which ``sessions`` are those used last."""

    studio: str
    sessions: tuple[SessionLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CreditsView:
    """``account``: anonymous, registered or local; ``expires_at`` ISO 8601 or empty; ``costs`` in words."""

    available: float
    frozen: float
    total: float
    studio: str
    account: str
    expires_at: str = ""
    costs: str = ""
    register_url: str = ""
