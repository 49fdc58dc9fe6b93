"""What a request has to be before it becomes a job, and whether a finished one can stand for it. No network."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from kineograph.errors import AgentMustFix, KineographError, TryLater
from kineograph.protocol.fingerprints import draft_fingerprint
from kineograph.sessions.delivering import Expected, check
from kineograph.sessions.records import ExportRow, SessionRow, TurnRow
from kineograph.timeline.outputs import CONTAINERS, Output, Quality, named_output, output_canvas, too_large
from kineograph.wire.draft import Draft

MAX_INSTRUCTION_CHARS = 20_000
ASPECTS = ("16:9", "9:16", "1:1", "4:3", "3:4", "4:5", "21:9")
QUALITIES = ("high", "medium", "low")
KEEP = "keep"
_SAID: dict[Quality, str] = {"draft": "low", "standard": "medium", "high": "high"}
CLOUD_SHORT_SIDE = 1080


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


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What an export is asked for, in the words of the tool. "keep" and ``fps`` 0: as the timeline has it."""

    aspect: str = KEEP
    quality: str = KEEP
    format: str = KEEP
    resolution: str = KEEP
    fps: int = 0
    file_name: str = ""

    @property
    def mark(self) -> str:
        """What equal requests share, once they are settled; as it always was where only quality and name are given."""
        more = "" if (self.format, self.resolution, self.fps) == ("mp4", KEEP, 0) else f"\n{self.output_words}"
        return hashlib.sha256(f"{self.quality}\n{self.file_name}{more}".encode()).hexdigest()[:16]

    @property
    def output_words(self) -> str:
        return f"{self.format} {self.resolution} {self.fps}"


def check_request(asked: ExportRequest, studio: str) -> None:
    """Before anything is sent or spent. Raises ``AgentMustFix`` UNSUPPORTED_FORMAT, UNSUPPORTED_QUALITY,
    UNSUPPORTED_ASPECT, UNSUPPORTED_RESOLUTION."""
    if asked.format not in (KEEP, *CONTAINERS):
        raise AgentMustFix(
            "UNSUPPORTED_FORMAT",
            f'Exports are {", ".join(CONTAINERS)}. Export with format="mp4" instead of {asked.format[:20]}.',
        )
    if asked.quality not in (KEEP, *QUALITIES):
        raise AgentMustFix("UNSUPPORTED_QUALITY", "quality is high, medium or low.")
    if asked.aspect not in (KEEP, *ASPECTS):
        raise AgentMustFix("UNSUPPORTED_ASPECT", f"aspect is keep or one of {', '.join(ASPECTS)}.")
    if studio == "cloud":
        _check_for_cloud(_output(_filled(asked, Output())))
    elif asked.format != KEEP or not any(_is_made(asked, container) for container in CONTAINERS):
        _output(_filled(asked, Output()))


def settled(asked: ExportRequest, draft: Draft, studio: str) -> ExportRequest:
    """What is asked for in words that leave nothing open but the canvas: what was not said is as the timeline's output
    has it. Another studio's drafts say nothing about that. Raises ``AgentMustFix`` UNSUPPORTED_RESOLUTION."""
    asked = _filled(asked, Output() if studio == "cloud" else draft.timeline().output)
    _output(asked)
    return asked


def _filled(asked: ExportRequest, said: Output) -> ExportRequest:
    """Size and speed that are said for another kind of file are left out where this kind cannot have them."""
    filled = replace(
        asked,
        format=said.container if asked.format == KEEP else asked.format,
        quality=_SAID[said.quality] if asked.quality == KEEP else asked.quality,
    )
    sized = replace(filled, resolution=f"{said.short_side}p", fps=0)
    if asked.resolution == KEEP and said.short_side and _is_made(sized, filled.format):
        filled = replace(filled, resolution=sized.resolution)
    timed = replace(filled, resolution=KEEP, fps=said.fps)
    return replace(filled, fps=said.fps) if not asked.fps and _is_made(timed, filled.format) else filled


def _is_made(asked: ExportRequest, container: str) -> bool:
    try:
        named_output(container, asked.quality, asked.resolution, asked.fps)
    except ValueError:
        return False
    return True


def _output(asked: ExportRequest) -> Output:
    try:
        return named_output(asked.format, asked.quality, asked.resolution, asked.fps)
    except ValueError as error:
        raise AgentMustFix("UNSUPPORTED_RESOLUTION", str(error)) from error


def _check_for_cloud(output: Output) -> None:
    """The cloud's documents promise MP4 and at most 1080x1920 (seeds 1-5, export)."""
    if output.container != "mp4":
        raise AgentMustFix(
            "UNSUPPORTED_FORMAT",
            'The cloud delivers MP4 only: export with format="mp4". The embedded studio (KINEOGRAPH_STUDIO=embedded) '
            f"makes {', '.join(CONTAINERS)}.",
        )
    if output.short_side > CLOUD_SHORT_SIDE:
        raise AgentMustFix(
            "UNSUPPORTED_RESOLUTION",
            'The cloud renders up to 1080p: export with resolution="1080p". The embedded studio '
            "(KINEOGRAPH_STUDIO=embedded) makes up to 2160p.",
        )


def _check_size(draft: Draft, asked: ExportRequest) -> None:
    canvas = output_canvas(draft.timeline().canvas, named_output(asked.format, asked.quality, asked.resolution))
    if asked.resolution != KEEP and too_large(canvas):
        raise AgentMustFix(
            "UNSUPPORTED_RESOLUTION",
            f"In this shape the video would be {canvas.width}x{canvas.height}, too large to play. Choose a lower "
            "resolution.",
        )


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
        check(path, Expected.of(Draft(json.loads(row.draft)), row.output, exact=exact))
    except KineographError:
        return False
    return True


def new_export(session: SessionRow, now: float, asked: ExportRequest, draft: Draft) -> ExportRow:
    """The row of an export that has not begun and is asked for in settled words. It has no ``draft_hash`` where its
    aspect is to be set first.

    Raises ``AgentMustFix`` UNSUPPORTED_RESOLUTION where the draft's shape makes the video too large to play."""
    shaped = asked.aspect == KEEP or has_aspect(draft, asked.aspect)
    if shaped:
        _check_size(draft, asked)
    return ExportRow(
        f"export_{uuid.uuid4().hex[:12]}",
        session.id,
        session.studio,
        asked.mark,
        aspect="" if shaped else asked.aspect,
        quality=asked.quality,
        file_name=asked.file_name,
        draft_hash=draft_fingerprint(draft.raw) if shaped else "",
        created_at=now,
        container=asked.format,
        resolution="" if asked.resolution == KEEP else asked.resolution,
        fps=asked.fps,
    )


def busy(row: TurnRow, why: str) -> TryLater:
    return TryLater(
        "BUSY", f"Job {row.id} is still running in this session. {why} Call wait_for_job with job_id={row.id}."
    )
