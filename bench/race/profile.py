"""Where the time of one render goes, by stage: wall and CPU of every thread, each second counted once.

Runs the worker's ``carry_out`` in this process with its functions wrapped. A stage that this renderer does not have is
left out. The wrapping costs about a microsecond a call; nothing is called more than a few times a frame.
Run: ``python bench/render.py --profile``.
"""

from __future__ import annotations

import functools
import importlib
import json
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

_RENDER = "kineograph.studio.render."
STAGES = (
    ("look.focusing:find_focus", "focus"),
    ("plan.plan:compile_plan", "plan"),
    ("plan.plan:RenderPlan.frame", "plan of one frame"),
    ("paint.painter:read_picture", "stills: read and decode"),
    ("paint.painter:set_still", "stills: scale and convert"),
    ("paint.painter:Gallery.still", "stills: wait for another painter, look up"),
    ("paint.prints:Prints.stamp", "text: blend"),
    ("paint.prints:_drawn", "text: rasterise"),
    ("paint.painter:finish", "vignette and grain"),
    ("paint.painter:Painter.paint", "paint: rest"),
    ("paint.views:warp", "paint: resample"),
    ("paint.blends:mix", "paint: crossfade blend"),
    ("encode.encoding:ChunkEncoder.encode", "encode (x264)"),
    ("kept.fingerprints:Fingerprints.of_pictures", "names of kept chunks"),
    ("encode.crew:Crew._take", "painter waits for the file"),
    ("encode.crew:Crew._work", "painter: rest"),
    ("encode.crew:Crew.packets", "file waits for painters"),
    ("encode.filming:film", "joining: rest"),
    ("sound.mixing:mixed", "sound: mix"),
    ("sound.mixing:compose", "sound: compose the bed"),
    ("sound.mixing:Desk.profile", "sound: measure loudness"),
    ("sound.mixing:limited_blocks", "sound: limiter"),
    ("encode.muxing:SoundEncoder.encode", "sound: encode"),
    ("encode.muxing:SoundEncoder.finish", "sound: encode"),
    ("encode.muxing:Film.add_pictures", "mux pictures"),
    ("encode.muxing:Film.add_sound", "mux sound"),
    ("encode.muxing:Film.finish", "finish file (faststart)"),
    ("worker:_verified", "verify"),
    ("worker:carry_out", "worker: rest"),
)


class Ledger:
    """Exclusive time by stage and thread: what a stage calls is counted there and not twice."""

    def __init__(self) -> None:
        self._here = threading.local()
        self._lock = threading.Lock()
        self.spent: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
        self.frames: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])

    def wrapped(self, call: Callable[..., Any], stage: str) -> Callable[..., Any]:
        @functools.wraps(call)
        def timed(*args: Any, **named: Any) -> Any:
            with self.of(stage):
                return call(*args, **named)

        return timed

    def of(self, stage: str) -> _Watch:
        return _Watch(self, stage)

    def enter(self) -> list[list[float]]:
        stack: list[list[float]] = getattr(self._here, "stack", [])
        self._here.stack = stack
        stack.append([0.0, 0.0])
        return stack

    def leave(self, stage: str, own: tuple[float, float]) -> None:
        thread = "file" if threading.current_thread() is threading.main_thread() else "painters"
        with self._lock:
            for index, value in enumerate((1.0, *own)):
                self.spent[stage, thread][index] += value

    def frame(self, kind: str, wall: float, cpu: float) -> None:
        with self._lock:
            for index, value in enumerate((1.0, wall, cpu)):
                self.frames[kind][index] += value


class _Watch:
    def __init__(self, ledger: Ledger, stage: str) -> None:
        self._ledger, self._stage = ledger, stage

    def __enter__(self) -> _Watch:
        self._stack = self._ledger.enter()
        self._began = (time.perf_counter(), time.thread_time())
        return self

    def __exit__(self, *_: object) -> None:
        wall, cpu = time.perf_counter() - self._began[0], time.thread_time() - self._began[1]
        inner = self._stack.pop()
        self.wall, self.cpu = wall, cpu
        self._ledger.leave(self._stage, (wall - inner[0], cpu - inner[1]))
        if self._stack:
            self._stack[-1][0] += wall
            self._stack[-1][1] += cpu


def watch(ledger: Ledger) -> list[str]:
    """Wraps every stage there is; returns those there are not."""
    missing: list[str] = []
    for place, stage in STAGES:
        module, _, path = place.partition(":")
        try:
            holder: Any = importlib.import_module(_RENDER + module)
            *outer, name = path.split(".")
            for part in outer:
                holder = getattr(holder, part)
            call = getattr(holder, name)
        except (ImportError, AttributeError):
            missing.append(place)
            continue
        how = {"paint": _painting, "mixed": _blocks, "limited_blocks": _blocks}.get(name)
        setattr(holder, name, (how or Ledger.wrapped)(ledger, call, stage))
    return missing


def _painting(ledger: Ledger, call: Callable[..., Any], stage: str) -> Callable[..., Any]:
    @functools.wraps(call)
    def timed(painter: Any, frame: Any, target: Any) -> Any:
        with ledger.of(stage) as seen:
            result = call(painter, frame, target)
        kind = str(frame.blend.value) if len(frame.layers) > 1 else f"{len(frame.layers)} layer"
        ledger.frame(kind + (" + text" if frame.texts else ""), seen.wall, seen.cpu)
        return result

    return timed


def _blocks(ledger: Ledger, call: Callable[..., Any], stage: str) -> Callable[..., Any]:
    @functools.wraps(call)
    def timed(*args: Any) -> Any:
        blocks = call(*args)
        while True:
            with ledger.of(stage):
                block = next(blocks, None)
            if block is None:
                return
            yield block

    return timed


def profile(order: Path, spawned: float) -> dict[str, Any]:
    """Carries out the order in a file and says where the time went. ``spawned``: when the process was started."""
    ledger = Ledger()
    began = time.perf_counter()
    from kineograph.studio.render import worker

    marks = {"interpreter start": began - spawned, "import worker": time.perf_counter() - began}
    for name in ("numpy", "cv2", "av", _RENDER + "encode.filming", _RENDER + "sound.mixing", _RENDER + "plan.plan"):
        began = time.perf_counter()
        importlib.import_module(name)
        marks[f"import {name.removeprefix(_RENDER)}"] = time.perf_counter() - began
    from race.orders import read_order

    missing = watch(ledger)
    given = read_order(order)
    began, busy = time.perf_counter(), time.process_time()
    worker.carry_out(given, lambda _share, _doing: None)
    return {
        "marks": marks,
        "wall": time.perf_counter() - began,
        "cpu": time.process_time() - busy,
        "stages": [[stage, thread, *found] for (stage, thread), found in ledger.spent.items()],
        "frames": [[kind, *found] for kind, found in ledger.frames.items()],
        "missing": missing,
    }


if __name__ == "__main__":
    print(json.dumps(profile(Path(sys.argv[1]), float(sys.argv[2]))))
