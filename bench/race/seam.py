"""Everything of the bench that knows how this checkout's renderer is written: orders, plans, painters, encoders.

Orders are built where they are carried out, from a job, so that a checkout with another form of order can run the same
job beside this one (``--against``). What only newer renderers have is looked for by name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.encode.encoding import ChunkEncoder
from kineograph.studio.render.orders import RenderOrder, from_json
from kineograph.studio.render.paint.painter import Gallery, Painter
from kineograph.studio.render.paint.planes import Planes, empty
from kineograph.studio.render.plan.plan import RenderPlan, compile_plan
from kineograph.studio.render.sound.mixing import mixed
from race.job import Job, media_id, timeline_of

_FIELDS = RenderOrder.__dataclass_fields__
_KEEP = "keep"


def keeps_pieces() -> bool:
    """Whether this renderer can keep encoded pieces for the next render."""
    return _KEEP in _FIELDS


def order_of(job: Job, out: Path, quality: str = "high", keep: Path | None = None) -> RenderOrder:
    """``job`` as a render order. ``keep``: the folder of kept pieces, where this renderer has such a thing."""
    given: dict[str, Any] = {"timeline": timeline_of(job), "out": out}
    given["sources"] = {media_id(path): path for path in job.pictures}
    if keep is not None and keeps_pieces():
        given[_KEEP] = keep
    if "output" in _FIELDS:
        from kineograph.timeline.outputs import named_output

        given["output"] = named_output("mp4", quality)
    else:
        given["quality"] = quality
    return RenderOrder(**given)


def written(job: Job, out: Path, quality: str = "high") -> str:
    """``job`` as text for ``read_order`` in another process, perhaps of another checkout."""
    return json.dumps({"job": job.plain(), "out": str(out), "quality": quality})


def read_order(path: Path) -> RenderOrder:
    """The order in a file: a job as ``written``, or an order as the worker reads it."""
    text = path.read_text()
    plain = json.loads(text)
    if "job" in plain:
        return order_of(Job.read(plain["job"]), Path(plain["out"]), plain["quality"])
    return from_json(text)


def plan_of(order: RenderOrder) -> RenderPlan:
    """The plan as the worker makes it, focuses included."""
    from kineograph.studio.render.worker import _looking

    with _looking(order, lambda _share, _doing: None) as focuses:
        return compile_plan(order.timeline, focuses())


def sound_of(order: RenderOrder, plan: RenderPlan) -> NDArray[np.float32]:
    """The sound of the whole video, (2, samples) at 48 kHz."""
    return np.concatenate(list(mixed(plan.cues, plan.samples, order.sources)), axis=1)


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


def encoded_chunk(order: RenderOrder, plan: RenderPlan, index: int, paint: Callable[[int, Planes], None]) -> bytes:
    """The packets' payloads of one chunk, through an encoder of its own; ``paint`` fills each frame."""
    encoder = ChunkEncoder(plan.canvas, order.output)
    return b"".join(frame.payload for frame in encoder.encode(plan.chunks[index], paint, lambda: False))
