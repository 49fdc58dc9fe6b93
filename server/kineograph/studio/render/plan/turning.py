"""How a source is turned and flipped before anything else is done with it. Pure; refuses to know pixels.

A still is turned where it is decoded and footage where it is converted, as their own orientation is, so whatever comes
after sees an upright picture of the size that its clip says.
"""

from __future__ import annotations

from dataclasses import dataclass

from kineograph.studio.render.plan.geometry import Focus
from kineograph.timeline.clips import VisualClip
from kineograph.timeline.vocabulary import Flip, MediaId


@dataclass(frozen=True, slots=True)
class Turn:
    """Turned by ``quarters`` clockwise (0–3), then flipped."""

    quarters: int = 0
    flip: Flip = ""

    @property
    def lays_on_side(self) -> bool:
        """Whether width and height change places."""
        return self.quarters % 2 == 1

    def size(self, width: int, height: int) -> tuple[int, int]:
        """The size before the turn of what is ``width`` × ``height`` after it, and the other way round."""
        return (height, width) if self.lays_on_side else (width, height)

    def point(self, at: Focus) -> Focus:
        """Where a point of the source comes to lie, in shares of width and height."""
        x, y = at
        for _ in range(self.quarters):
            x, y = 1 - y, x
        return (1 - x if self.flip == "horizontal" else x, 1 - y if self.flip == "vertical" else y)


UPRIGHT = Turn()

Sight = tuple[MediaId, Turn]
"""A medium as a clip shows it."""


def turn_of(clip: VisualClip) -> Turn:
    return Turn(clip.rotate // 90 % 4, clip.flip)


def sight_of(clip: VisualClip) -> Sight:
    return (clip.media.id, turn_of(clip))
