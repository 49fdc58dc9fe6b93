"""What of the bench knows how this checkout's renderer works inside: plans, painters, encoders, sound."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.encode.encoding import ChunkEncoder
from kineograph.studio.render.orders import RenderOrder
from kineograph.studio.render.paint.painter import Gallery, Painter
from kineograph.studio.render.paint.planes import Planes, empty
from kineograph.studio.render.plan.plan import RenderPlan, compile_plan
from kineograph.studio.render.sound.mixing import mixed


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
    return b"".join(frame.payload for frame in encoder.encode(plan.chunks[index], paint, lambda: False, plan.cuts()))
