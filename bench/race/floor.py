"""The floor: what the same frames cost when they are ready-made, through the same encoder, chunks and threads.

As a program, ``paint ORDER RAW`` paints every frame with our painter into a raw file (not measured), and ``encode
ORDER RAW OUT`` encodes them: chunks of the plan, handed out in order to as many threads as there are cores, joined by
the same muxer. No reading of pictures, no painting, no text, no sound, no check. The frames come from the page cache;
copying one into the encoder's frame costs about a fiftieth of encoding it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.encoding import ChunkEncoder, Packets
from kineograph.studio.render.focusing import find_focus
from kineograph.studio.render.muxing import Film
from kineograph.studio.render.orders import RenderOrder, from_json
from kineograph.studio.render.painter import Gallery, Painter
from kineograph.studio.render.plan import RenderPlan, compile_plan
from kineograph.studio.render.planes import Planes, empty

Raw = NDArray[np.uint8]


def plan_of(order: RenderOrder) -> RenderPlan:
    """The plan as the worker makes it, focuses included."""
    ground = order.timeline.canvas.background
    return compile_plan(order.timeline, {key: find_focus(path, ground) for key, path in order.sources.items()})


def painted(order: RenderOrder, plan: RenderPlan) -> Iterator[Planes]:
    """Every frame of ``plan`` by our painter; the planes are the same ones each time."""
    gallery = Gallery(plan, order.sources)
    painter = Painter(gallery)
    target = empty(plan.canvas.width, plan.canvas.height)
    try:
        for number in range(plan.frames):
            gallery.forget_before(number)
            painter.leave_before(number)
            painter.paint(plan.frame(number), target)
            yield target
    finally:
        painter.close()


def paint(order: RenderOrder, raw: Path) -> None:
    """Writes every frame to ``raw``, and beside it which shot each one shows and what part of it."""
    plan = plan_of(order)
    with raw.open("wb") as file:
        for planes in painted(order, plan):
            for part in planes.parts:
                file.write(np.ascontiguousarray(part).data)
    layers = [plan.frame(number).layers[-1] for number in range(plan.frames)]
    path = [(layer.shot, layer.crop.x, layer.crop.y, layer.crop.w, layer.crop.h) for layer in layers]
    raw.with_suffix(".path.json").write_text(json.dumps(path))


def encode(order: RenderOrder, raw: Path) -> dict[str, float]:
    """Encodes the frames in ``raw`` to ``order.out``; the seconds it took without starting up."""
    plan = compile_plan(order.timeline)  # the chunks do not depend on what is looked at
    canvas = plan.canvas
    sides = ((canvas.height, canvas.width), *(((canvas.height // 2, canvas.width // 2),) * 2))
    ends = np.cumsum([0, *(h * w for h, w in sides)])
    frames: Raw = np.memmap(raw, np.uint8, "r").reshape(plan.frames, int(ends[-1]))
    began, busy = time.perf_counter(), time.process_time()

    def copy(number: int, target: Planes) -> None:
        for part, side, first, end in zip(target.parts, sides, ends[:-1], ends[1:], strict=True):
            np.copyto(part, frames[number, first:end].reshape(side))

    def work(index: int) -> Packets:
        return ChunkEncoder(canvas, order.quality).encode(plan.chunks[index], copy, lambda: False)

    film = Film(order.out, canvas, order.quality, "")
    with ThreadPoolExecutor(max(2, os.cpu_count() or 2)) as threads:
        for packets in threads.map(work, range(len(plan.chunks))):
            film.add_pictures(packets)
    film.finish()
    return {"seconds": time.perf_counter() - began, "cpu": time.process_time() - busy}


if __name__ == "__main__":
    given = from_json(Path(sys.argv[2]).read_text())
    if sys.argv[1] == "paint":
        paint(given, Path(sys.argv[3]))
    else:
        print(json.dumps(encode(given, Path(sys.argv[3]))))
