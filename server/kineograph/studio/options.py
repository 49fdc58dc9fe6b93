"""What a studio is started with, and the parts of it that can be exchanged. Imports nothing heavy."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kineograph.studio.faults import Faults
from kineograph.studio.fetching import Fetcher

if TYPE_CHECKING:
    from kineograph.studio.interpreter import Interpretation, Scene
    from kineograph.studio.interpreter.planner.planning import PlanRequest
    from kineograph.studio.render.service import OnProgress, RenderedFile, RenderOrder

Interpret = Callable[[str, "Scene"], "Interpretation"]
AskPlanner = Callable[["PlanRequest"], Awaitable[str | None]]
RenderCall = Callable[["RenderOrder", "OnProgress"], Awaitable["RenderedFile"]]

MAX_UPLOAD_BYTES = 200 * 1024 * 1024  # no published figure; the largest that a skill names


def _interpret(text: str, scene: Scene) -> Interpretation:
    from kineograph.studio.interpreter import interpret

    return interpret(text, scene)


async def _render(order: RenderOrder, on_progress: OnProgress) -> RenderedFile:
    from kineograph.studio.render.service import render

    return await render(order, on_progress)


@dataclass(frozen=True, slots=True)
class StudioOptions:
    """``home``: the studio's own folder. ``now``: seconds since 1970. ``public_url``: where callers reach the studio,
    if not where it listens; known only once it runs, hence a function. ``web_url``: where its pages are, if
    elsewhere. ``interpret``, ``render`` and ``fetcher`` can be exchanged; so can nothing else. ``planner``: who is
    asked about what ``interpret`` holds back; None for nobody."""

    home: Path
    name: str = "embedded studio"
    faults: Faults = Faults()
    now: Callable[[], float] = time.time
    public_url: Callable[[], str] | None = None
    web_url: str = ""
    max_upload_bytes: int = MAX_UPLOAD_BYTES
    interpret: Interpret = _interpret
    render: RenderCall = _render
    fetcher: Fetcher = field(default_factory=Fetcher)
    planner: AskPlanner | None = None
