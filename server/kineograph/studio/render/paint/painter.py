"""Paints one frame after another from the plan. One painter for each thread; stills and texts are shared.

Memory is bounded by the shots in sight: a still is set on its stage once for all painters and forgotten when the last
chunk that shows it is done; footage is read forward by each painter for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from threading import Lock

from kineograph.media.formats import GIF, WEBP
from kineograph.media.opening import identify
from kineograph.studio.render.paint.blends import play
from kineograph.studio.render.paint.footage import Footage
from kineograph.studio.render.paint.overlays import Overlays, Shelf
from kineograph.studio.render.paint.parallax import PartedStage, paint_parted, set_parted
from kineograph.studio.render.paint.parting import Parting
from kineograph.studio.render.paint.pictures import read_picture, resized
from kineograph.studio.render.paint.planes import Planes, color, empty, fill, from_rgb, toward
from kineograph.studio.render.paint.prints import Prints
from kineograph.studio.render.paint.screens import finish
from kineograph.studio.render.paint.stages import SetStage, footage_size, mount, pixels_per_unit, set_still
from kineograph.studio.render.paint.stills import Animation
from kineograph.studio.render.paint.turning import turned
from kineograph.studio.render.paint.views import STRAIGHT, Aim, aimed, show
from kineograph.studio.render.plan.plan import FramePlan, RenderPlan, Shot
from kineograph.studio.render.plan.turning import Sight
from kineograph.timeline.vocabulary import MediaId


class Gallery:
    """What all painters share: stills on their stages and drawn texts, each made once by whoever needs it first."""

    def __init__(
        self,
        plan: RenderPlan,
        sources: Mapping[MediaId, Path],
        partings: Mapping[Sight, Parting] | None = None,
    ) -> None:
        self.plan = plan
        self.sources = sources
        self.overlays = Shelf(plan.overlays, plan.canvas, sources)
        self._partings = partings or {}
        self._parted: dict[int, PartedStage] = {}
        self._stages: dict[int, SetStage] = {}
        self.prints = Prints(plan.texts, plan.canvas)
        self._locks = [Lock() for _ in plan.shots]

    def still(self, index: int) -> SetStage:
        with self._locks[index]:
            if index not in self._stages:
                self._stages[index] = self._set(self.plan.shots[index])
            return self._stages[index]

    def parted(self, index: int) -> PartedStage:
        """The two layers of a shot that the plan shows in two."""
        with self._locks[index]:
            if index not in self._parted:
                shot = self.plan.shots[index]
                size = (shot.stage.width, shot.stage.height)
                self._parted[index] = set_parted(self._set(shot), self._partings[shot.media, shot.turn].near, size)
            return self._parted[index]

    def forget_before(self, frame: int) -> None:
        """Drops what no frame from ``frame`` on shows."""
        self.overlays.forget_before(frame)
        for index in [index for index in {*self._stages, *self._parted} if self.plan.shots[index].end <= frame]:
            with self._locks[index]:
                self._stages.pop(index, None)
                self._parted.pop(index, None)
        self.prints.forget_before(frame)

    def _set(self, shot: Shot) -> SetStage:
        canvas = self.plan.canvas
        scale = pixels_per_unit(shot, canvas)
        size = (round(shot.stage.picture.w * scale), round(shot.stage.picture.h * scale))
        return set_still(shot, canvas, read_picture(self.sources[shot.media], size, canvas.background, shot.turn))


class _MovingSource:
    """Footage, or an animated picture, of one shot as its stage at a moment."""

    def __init__(self, shot: Shot, gallery: Gallery) -> None:
        self._shot = shot
        self._canvas = gallery.plan.canvas
        self._size = footage_size(shot, self._canvas)
        self._last: tuple[object, SetStage] | None = None
        path = gallery.sources[shot.media]
        animated = identify(path) in (GIF, WEBP)
        back = shot.reel is not None and shot.reel.runs_back
        self._source = (
            Animation(path, self._canvas.background) if animated else Footage(path, self._size, back, shot.turn)
        )

    def showing(self, us: int) -> SetStage:
        if isinstance(self._source, Animation):
            index = self._source.index_at(us)
            if self._last is None or self._last[0] != index:
                picture = from_rgb(resized(turned(self._source.read(index), self._shot.turn), *self._size))
                self._last = (index, mount(self._shot, self._canvas, picture))
            return self._last[1]
        planes = self._source.showing(us)
        if self._last is None or self._last[0] is not planes:
            self._last = (planes, mount(self._shot, self._canvas, planes))
        return self._last[1]

    def close(self) -> None:
        self._source.close()


class Painter:
    """Paints frames in rising order; a jump backwards is allowed and costs a seek."""

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery
        self._plan = gallery.plan
        canvas = self._plan.canvas
        self._ground = color(canvas.background)
        self._scratch = (empty(canvas.width, canvas.height), empty(canvas.width, canvas.height))
        self._moving: dict[int, _MovingSource] = {}
        self._overlays = Overlays(gallery.overlays)

    def paint(self, frame: FramePlan, target: Planes) -> None:
        """Paints ``frame`` into ``target``. Raises ``MediaError`` where a source cannot be read."""
        if not frame.layers:
            fill(target, self._ground)
        elif len(frame.layers) == 1:
            self._show(frame, 0, target)
        else:
            if frame.layers[1].near is None:  # the later one first: whoever paints the chunk before reads the earlier
                self._stage(frame.layers[1].shot, frame.layers[1].source_us)
            play(frame.blend, frame.progress, partial(self._show, frame), target, self._scratch)
        for overlay in frame.overlays:
            self._overlays.lay(overlay, target)
        for text in frame.texts:
            self._gallery.prints.stamp(text, target)
        for veil in frame.veils:
            toward(target, color(veil.color), veil.share, target)

    def leave_before(self, frame: int) -> None:
        """Closes footage that ended before ``frame``."""
        for index in [index for index in self._moving if self._plan.shots[index].end <= frame]:
            self._moving.pop(index).close()
        self._overlays.leave_before(frame)

    def close(self) -> None:
        self.leave_before(self._plan.frames + 1)

    def _show(self, frame: FramePlan, number: int, target: Planes, aim: Aim = STRAIGHT) -> None:
        layer = frame.layers[number]
        shot, canvas = self._plan.shots[layer.shot], self._plan.canvas
        if layer.near is not None:
            parted = self._gallery.parted(layer.shot)
            behind, over = parted.views(layer.crop, layer.near, canvas.width, canvas.height)
            paint_parted(parted, aimed(behind, canvas, aim), aimed(over, canvas, aim), target)
        else:
            stage = self._stage(layer.shot, layer.source_us)
            show(stage, layer.crop, layer.angle if shot.move.turn else None, canvas, aim, target)
        finish(shot.look, layer.grain, canvas, aim, target)

    def _stage(self, index: int, source_us: int) -> SetStage:
        shot = self._plan.shots[index]
        if shot.reel is None:
            return self._gallery.still(index)
        if index not in self._moving:
            self._moving[index] = _MovingSource(shot, self._gallery)
        return self._moving[index].showing(source_us)


def in_turn(painter: Painter, plan: RenderPlan) -> Callable[[int, Planes], None]:
    """Paints frames of ``plan`` by number, always into the same planes: what they show already, as in a still stretch,
    is not painted again."""
    shown: FramePlan | None = None

    def paint(number: int, planes: Planes) -> None:
        nonlocal shown
        wanted = plan.frame(number)
        if wanted != shown:
            painter.paint(wanted, planes)
        shown = wanted

    return paint
