"""The floor: what the same frames cost when they are ready-made, through the same encoder, chunks and threads.

As a program, ``paint JOB RAW`` paints every frame with our painter into a raw file (not measured), and ``encode JOB
RAW`` encodes them: chunks of the plan, handed out in order to as many threads as there are cores, their packets written
one after the other, without a container. No reading of pictures, no painting, no text, no sound, no check. The frames
come from the page cache; copying one into the encoder's frame costs about a fiftieth of encoding it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.orders import RenderOrder
from kineograph.studio.render.paint.planes import Planes
from kineograph.studio.render.plan.plan import compile_plan
from race.orders import read_order
from race.seam import encoded_chunk, painted, plan_of

Raw = NDArray[np.uint8]


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

    def work(index: int) -> bytes:
        return encoded_chunk(order, plan, index, copy)

    size = 0
    with ThreadPoolExecutor(max(2, os.cpu_count() or 2)) as threads, order.out.open("wb") as file:
        for packets in threads.map(work, range(len(plan.chunks))):
            size += file.write(packets)
    return {"seconds": time.perf_counter() - began, "cpu": time.process_time() - busy, "bytes": size}


if __name__ == "__main__":
    given = read_order(Path(sys.argv[2]))
    if sys.argv[1] == "paint":
        paint(given, Path(sys.argv[3]))
    else:
        print(json.dumps(encode(given, Path(sys.argv[3]))))
