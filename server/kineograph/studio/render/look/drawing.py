"""Pictures of a timeline for people and agents to look at: one frame, or the contact sheet. Encodes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from kineograph.studio.render.look.looking import frames_at, plan_to_look_at
from kineograph.studio.render.look.sheets import CELL, cells_of, draw_sheet
from kineograph.studio.render.paint.layering import find_layers
from kineograph.studio.render.plan.geometry import Focus
from kineograph.timeline.clips import Timeline
from kineograph.timeline.vocabulary import MediaId


def draw_frame(
    timeline: Timeline, sources: Mapping[MediaId, Path], focuses: Mapping[MediaId, Focus], ms: int, long_side: int
) -> Image.Image:
    """What the video shows at ``ms``, as large as ``long_side`` pixels allow. Raises ``MediaError``."""
    layers = find_layers(timeline, sources)
    plan = plan_to_look_at(timeline, focuses, long_side, layers)
    return Image.fromarray(next(frames_at(plan, sources, (ms,), layers)))


def draw_sheet_of(timeline: Timeline, sources: Mapping[MediaId, Path], focuses: Mapping[MediaId, Focus]) -> Image.Image:
    """The contact sheet of ``timeline``. Raises ``MediaError``."""
    layers = find_layers(timeline, sources)
    plan, cells = plan_to_look_at(timeline, focuses, CELL, layers), cells_of(timeline)
    return draw_sheet(timeline, cells, frames_at(plan, sources, [cell.ms for cell in cells], layers))
