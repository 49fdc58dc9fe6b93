"""Renders in a process of its own and answers for it. The only module of this room for others.

Rules: nothing stands at ``out`` until a whole, verified file does; a cancelled or failed render leaves nothing. The
worker gets its order on stdin, which stays open: when this process ends, however it ends, the worker reads the end of
it and stops. Imports nothing heavy.
"""

from __future__ import annotations

import json
import logging
import sys
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from subprocess import PIPE
from typing import Any
from uuid import uuid4

import anyio
from anyio.abc import ByteReceiveStream, Process

from kineograph.studio.render.orders import Estimate, RenderOrder, to_json
from kineograph.timeline.outputs import Output

__all__ = [
    "Drawing", "Estimate", "Output", "RenderError", "RenderOrder", "RenderedFile", "draw_frame", "draw_sheet",
    "estimate", "render",
]  # fmt: skip

_log = logging.getLogger(__name__)
_LINE_LIMIT = 1 << 20
_NOTES = 20

OnProgress = Callable[[float, str], None]
"""Told the share that is done, 0..1 and never falling, and what is being done in a word or two."""


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A finished, verified file. ``notes``: what was done otherwise than asked, and why, in whole sentences."""

    path: Path
    duration_ms: int
    size_bytes: int
    width: int
    height: int
    fps: int
    frames: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A PNG; ``width`` and ``height`` in pixels."""

    path: Path
    width: int
    height: int


class RenderError(Exception):
    """A render ended without a file. ``message`` says why in one sentence, ``hint`` what to do.

    Codes: NOTHING_TO_RENDER, SOURCE_MISSING, SOURCE_BROKEN, CANVAS_UNUSABLE, DISK_FULL, OUT_UNWRITABLE,
    OUT_OF_MEMORY, WORKER_DIED, RENDER_FAILED."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


WORKER = (sys.executable, "-m", "kineograph.studio.render.worker")


async def render(order: RenderOrder, on_progress: OnProgress, worker: Sequence[str] = WORKER) -> RenderedFile:
    """Renders ``order`` and returns when the file stands at ``order.out``. Raises ``RenderError``; cancelling ends the
    worker at once and removes what it wrote. ``worker``: the command that carries the order out."""
    if order.timeline.duration_ms <= 0:
        raise RenderError(
            "NOTHING_TO_RENDER", "The timeline is empty.", "Add at least one picture or clip, then export again."
        )
    part = order.out.with_name(f".{order.out.name}.{uuid4().hex[:12]}.part")
    try:
        found = await _work(replace(order, out=part), on_progress, worker)
        # No await between here and the return: a cancellation cannot fall between the file and the word of it.
        _put(part, order.out)
        return RenderedFile(path=order.out, **found)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


async def draw_sheet(order: RenderOrder, worker: Sequence[str] = (*WORKER, "draw")) -> Drawing:
    """Draws the contact sheet of the timeline of ``order`` as a PNG at ``order.out``, without rendering the video.
    Raises ``RenderError``; nothing stands at ``order.out`` until the whole picture does."""
    part = order.out.with_name(f".{order.out.name}.{uuid4().hex[:12]}.part")
    try:
        found = await _work(replace(order, out=part), lambda _share, _doing: None, worker)
        _put(part, order.out)
        return Drawing(order.out, found["width"], found["height"])
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


async def draw_frame(order: RenderOrder, ms: int, long_side: int = 1920) -> Drawing:
    """Draws what the video of ``order`` shows at ``ms`` as a PNG at ``order.out``, no larger than the video and than
    ``long_side`` pixels; before the beginning the first frame, after the end the last. As ``draw_sheet`` otherwise."""
    return await draw_sheet(order, (*WORKER, "draw", str(max(0, ms)), str(max(16, long_side))))


async def estimate(order: RenderOrder, worker: Sequence[str] = (*WORKER, "estimate")) -> Estimate:
    """How large the file of ``order`` is going to be, without making it: from a seventh to a fourth of the work.
    Raises ``RenderError``; writes nothing, at ``order.out`` or elsewhere."""
    part = order.out.with_name(f".{order.out.name}.{uuid4().hex[:12]}.part")  # what a worker that ends removes
    found = await _work(replace(order, out=part), lambda _share, _doing: None, worker)
    return Estimate(**{field.name: found[field.name] for field in fields(Estimate)})


def _put(part: Path, out: Path) -> None:
    try:
        part.replace(out)
    except OSError as error:
        raise RenderError(
            "OUT_UNWRITABLE",
            f"The finished file could not be put at {out.name}.",
            "Check that the folder is writable and that no folder has this name.",
        ) from error


async def _work(order: RenderOrder, on_progress: OnProgress, worker: Sequence[str]) -> dict[str, Any]:
    process = await anyio.open_process(worker, stdin=PIPE, stdout=PIPE, stderr=PIPE)
    notes: deque[str] = deque(maxlen=_NOTES)
    result: dict[str, Any] = {}
    try:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_collect, process.stderr, notes)
            await _send(process, to_json(order))
            async for message in _messages(process.stdout):
                if "share" in message:
                    on_progress(float(message["share"]), str(message.get("doing", "")))
                else:
                    result = message
            await process.wait()
    finally:
        await _end(process)
    return _answer(result, process.returncode, notes)


def _answer(result: dict[str, Any], code: int | None, notes: deque[str]) -> dict[str, Any]:
    if "done" in result and code == 0:
        said = tuple(str(note) for note in result["done"].pop("notes", ()))
        return {**{str(key): int(value) for key, value in result["done"].items()}, "notes": said}
    if notes:
        _log.warning("render worker ended with %s: %s", code, " | ".join(notes))
    if "failed" in result:
        failed = result["failed"]
        raise RenderError(str(failed["code"]), str(failed["message"]), str(failed["hint"]))
    raise RenderError(
        "WORKER_DIED",
        "The renderer stopped unexpectedly.",
        "Try again; if it happens again, free some memory or render at a smaller size.",
    )


async def _send(process: Process, line: str) -> None:
    if process.stdin is not None:
        # A worker that died early says so by its exit code, not by this broken pipe.
        with suppress(anyio.BrokenResourceError, anyio.ClosedResourceError, OSError):
            await process.stdin.send(line.encode() + b"\n")


async def _end(process: Process) -> None:
    """Kills the worker where it still runs, waits for it, closes its pipes; not to be interrupted."""
    with anyio.CancelScope(shield=True):
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
        await process.aclose()


async def _collect(stream: ByteReceiveStream | None, notes: deque[str]) -> None:
    """Empties the worker's stderr, where libraries write, and keeps the end of it for the log."""
    if stream is None:
        return
    with suppress(anyio.ClosedResourceError, anyio.BrokenResourceError):
        async for chunk in stream:
            notes.extend(chunk.decode(errors="replace")[-2000:].splitlines())


async def _messages(stream: ByteReceiveStream | None) -> Any:
    """The JSON objects among the lines of the worker's stdout; anything else is noise."""
    if stream is None:
        return
    waiting = b""
    async for chunk in stream:
        *lines, waiting = (waiting + chunk).split(b"\n")
        waiting = waiting[-_LINE_LIMIT:]
        for line in lines:
            with suppress(ValueError):
                message = json.loads(line)
                if isinstance(message, dict):
                    yield message
