"""The three documented shapes of a render's status, read as one (vendor's references 1 to 4.5).

``completed`` without a link is not finished yet: a studio may say so a moment before the file is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class RenderState(StrEnum):
    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


DISK_FULL = "DISK_FULL"
"""How the embedded studio begins the ``error`` of a render that no simpler timeline would have saved."""


@dataclass(frozen=True, slots=True)
class RenderStatus:
    """``progress`` 0–100; ``duration_ms`` and ``size_bytes`` 0 where the studio does not say; ``notes``: sentences
    of the studio on what it did otherwise than asked (ours; the cloud has none)."""

    state: RenderState
    progress: float = 0
    url: str = ""
    error: str = ""
    duration_ms: int = 0
    size_bytes: int = 0
    notes: tuple[str, ...] = ()

    def to_wire(self, render_id: str) -> dict[str, Any]:
        """The shape of the newest vendor text: top level, ``output.url``."""
        body: dict[str, Any] = {"taskId": render_id, "status": self.state.value, "progress": round(self.progress)}
        if self.url:
            body["output"] = {"url": self.url, "duration": self.duration_ms / 1000, "size": self.size_bytes}
        if self.url and self.notes:
            body["output"]["notes"] = list(self.notes)
        if self.error:
            body["error"] = self.error
        return body


_MOST_NOTES, _LONGEST_NOTE = 20, 300
_WORDS = {
    "queued": RenderState.PENDING,
    "rendering": RenderState.PROCESSING,
    "running": RenderState.PROCESSING,
    "done": RenderState.COMPLETED,
    "success": RenderState.COMPLETED,
    "error": RenderState.FAILED,
    "canceled": RenderState.CANCELLED,
    **{state.value: state for state in RenderState},
}


def read_render(answer: Mapping[str, Any]) -> RenderStatus:
    """The status in ``answer``, which may still be wrapped in ``data``; an unknown word counts as still processing."""
    inner = answer.get("data")
    body = inner if "status" not in answer and isinstance(inner, Mapping) else answer
    output = body.get("output")
    output = output if isinstance(output, Mapping) else {}
    url = output.get("url") or body.get("outputUrl") or ""
    state = _WORDS.get(str(body.get("status", "")).lower(), RenderState.PROCESSING)
    if state is RenderState.COMPLETED and not (isinstance(url, str) and url):
        state = RenderState.PROCESSING
    return RenderStatus(
        state,
        min(max(_number(body.get("progress")), 0), 100),
        url if isinstance(url, str) else "",
        str(body.get("error") or "")[:500],
        round(_number(output.get("duration")) * 1000),
        round(_number(output.get("size"))),
        _notes(output.get("notes")),
    )


def _notes(value: object) -> tuple[str, ...]:
    sentences = value if isinstance(value, list) else []
    return tuple(sentence[:_LONGEST_NOTE] for sentence in sentences[:_MOST_NOTES] if isinstance(sentence, str))


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15 else 0.0
