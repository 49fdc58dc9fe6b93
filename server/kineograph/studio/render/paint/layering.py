"""Looks at the pictures that are wanted in two layers: which can be parted, and a note on each that cannot.

A picture is looked at once however many clips show it. A note is a whole sentence in our words about a medium by its
owner's name for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kineograph.studio.render.paint.parting import SIDE, Parting, Whole, part
from kineograph.studio.render.paint.stills import read_still
from kineograph.studio.render.paint.turning import turned
from kineograph.studio.render.plan.geometry import resolve_fit
from kineograph.studio.render.plan.nearing import Standing, whole_because
from kineograph.studio.render.plan.turning import Sight, Turn, sight_of
from kineograph.timeline.clips import Canvas, Timeline, VisualClip
from kineograph.timeline.vocabulary import MediaId, MotionKind


@dataclass(frozen=True, slots=True)
class Layers:
    """``parted``: what is shown in two layers; ``notes``: why others that were meant to be are not."""

    parted: Mapping[Sight, Parting]
    notes: tuple[str, ...] = ()

    @property
    def standings(self) -> dict[Sight, Standing]:
        """What the plan is told of them."""
        return {sight: found.standing for sight, found in self.parted.items()}


WHOLE = Layers({})


def find_layers(timeline: Timeline, sources: Mapping[MediaId, Path]) -> Layers:
    """The layers of every picture that a clip of ``timeline`` wants to move in parallax. Raises ``MediaError``."""
    parted: dict[Sight, Parting] = {}
    notes: dict[tuple[MediaId, str], str] = {}
    refused: dict[Sight, str] = {}
    for clip in _wanted(timeline):
        media, sight = clip.shown, sight_of(clip)
        reason = whole_because(media.kind, resolve_fit(clip.fit, media, timeline.canvas)) or refused.get(sight)
        if reason is None and sight not in parted:
            found = _look(sources[media.id], timeline.canvas, sight[1])
            if isinstance(found, Parting):
                parted[sight] = found
            else:
                reason = refused[sight] = found.reason
        if reason is not None:
            notes[media.id, reason] = f"{media.name} moves as a whole: {reason}."
    return Layers(parted, tuple(notes.values()))


def _wanted(timeline: Timeline) -> Iterator[VisualClip]:
    return (
        clip
        for clip in timeline.visuals
        if clip.span.duration and clip.motion.kind is MotionKind.PARALLAX and clip.motion.strength > 0
    )


def _look(path: Path, canvas: Canvas, turn: Turn) -> Parting | Whole:
    return part(turned(read_still(path, (SIDE * 2, SIDE * 2), canvas.background), turn))
