"""Single frames and a contact sheet, straight from the plan: nothing is encoded, and only what is looked at is decoded,
in the size it is looked at. Knows planes and Pillow; refuses to know files to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray

from kineograph.studio.render.encode.encoding import planes_of
from kineograph.studio.render.paint.layering import WHOLE, Layers
from kineograph.studio.render.paint.painter import Gallery, Painter
from kineograph.studio.render.plan.geometry import Focus
from kineograph.studio.render.plan.plan import RenderPlan, compile_plan, frame_at
from kineograph.timeline.clips import Timeline
from kineograph.timeline.vocabulary import MediaId

Rgb = NDArray[np.uint8]


def plan_to_look_at(
    timeline: Timeline, focuses: Mapping[MediaId, Focus], long_side: int, layers: Layers = WHOLE
) -> RenderPlan:
    """The plan of ``timeline`` on a canvas whose long side is about ``long_side`` pixels, no larger than its own."""
    canvas = timeline.canvas
    share = min(1.0, long_side / max(canvas.width, canvas.height))
    width, height = (max(16, round(side * share / 2) * 2) for side in (canvas.width, canvas.height))
    return compile_plan(
        replace(timeline, canvas=replace(canvas, width=width, height=height)), focuses, layers.standings
    )


def frame_number(plan: RenderPlan, ms: int) -> int:
    """The frame that shows at ``ms``; before the beginning the first, after the end the last."""
    return min(max(0, frame_at(2 * ms, plan.canvas.fps)), plan.frames - 1)


def frames_at(
    plan: RenderPlan, sources: Mapping[MediaId, Path], moments: Iterable[int], layers: Layers = WHOLE
) -> Iterator[Rgb]:
    """The pictures that the video shows at these moments, in ms, as RGB of the plan's size: the very frames that are
    encoded, before they are. ``layers``: those that the plan was made with. Raises ``MediaError`` where a source
    cannot be read."""
    gallery = Gallery(plan, sources, layers.parted)
    target = VideoFrame(plan.canvas.width, plan.canvas.height, "yuv420p")
    planes = planes_of(target)
    with closing(Painter(gallery)) as painter:
        for ms in moments:
            number = frame_number(plan, ms)
            gallery.forget_before(number)
            painter.leave_before(number)
            painter.paint(plan.frame(number), planes)
            yield _rgb(target)


def _rgb(frame: VideoFrame) -> Rgb:
    shown = frame.reformat(
        format="rgb24",
        src_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
    )
    return np.asarray(shown.to_ndarray(), np.uint8)
