"""How the two layers of a parted picture move: the far one as the camera goes in, the near one a little more. Pure.

Rules. At the first frame both layers stand where the photograph has them. From then on the near one only grows, about
the point where it stands: so its edge covers what was behind it, its foot does not slide over the ground, and hardly
anything of the filled plate is ever laid open. A near layer that the frame cuts off at the bottom has no foot in sight
and drifts sideways too, by less than it grows. Refuses to know pixels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from kineograph.studio.render.plan.geometry import Focus, Move, Rect, Stage, set_move
from kineograph.timeline.clips import Canvas
from kineograph.timeline.vocabulary import Fit, MediaKind, Motion, MotionKind

_FAR_SHARE = 0.45  # of the strength: what the far layer magnifies by
_MOST_GROWTH = 1.12  # of the near layer against the far one; more of it looks like a cut-out
_HEADROOM = 0.03  # of the height, over a subject that is taller than the view
_TRACK_SHARE = 0.35  # of the free way to the edge of the picture: where the far view ends up aside


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the near layer of a picture stands, as shares of its width and height: ``foot``: the point that it grows
    about, ``middle``: of what is worth looking at; ``room``: how far sideways it may drift, as a share of the width,
    for each doubling of its size (0 where its foot is in sight); ``top``: the height that stays in view where not all
    of it can, such as a head."""

    foot: Focus
    middle: Focus
    room: float = 0.0
    top: float = 1.0


@dataclass(frozen=True, slots=True)
class Approach:
    """The near layer against the far one: it grows about ``foot`` (stage units) to ``growth`` and drifts by ``drift``
    (stage units to the right) while the far view narrows from ``first`` to ``last`` (widths, stage units)."""

    foot: tuple[float, float]
    growth: float
    drift: float
    first: float
    last: float

    def near(self, far: Rect) -> Rect:
        """The part of the stage that the near layer shows on the whole canvas while the far one shows ``far``."""
        share = math.log(far.w / self.first) / math.log(self.last / self.first)
        growth = self.growth**share
        drift = self.drift * (growth - 1) / (self.growth - 1)
        x = self.foot[0] + (far.x - drift - self.foot[0]) / growth
        y = self.foot[1] + (far.y - self.foot[1]) / growth
        return Rect(x, y, far.w / growth, far.h / growth)


def plain(motion: Motion) -> Motion:
    """The move of a picture that is not parted: parallax becomes a gentle approach."""
    return replace(motion, kind=MotionKind.ZOOM_IN) if motion.kind is MotionKind.PARALLAX else motion


def whole_because(kind: MediaKind, fit: Fit) -> str | None:
    """Why a medium shown like this is never parted, in words; None where it may be."""
    if kind is not MediaKind.IMAGE:
        return "it is footage"
    return None if fit is Fit.COVER else "it stands on a plate of another shape"


def approach(stage: Stage, canvas: Canvas, motion: Motion, standing: Standing) -> tuple[Move, Approach]:
    """The far layer's move over a ``cover`` stage, and how the near one goes with it. ``motion.strength`` > 0: what
    the near layer magnifies by in all."""
    far_growth = 1 + motion.strength * _FAR_SHARE
    growth = min(_MOST_GROWTH, (1 + motion.strength) / far_growth)
    gentle = replace(motion, kind=MotionKind.ZOOM_IN, strength=motion.strength * _FAR_SHARE)
    move = set_move(stage, canvas, gentle, _kept(standing, stage, canvas))
    side = 1.0 if standing.middle[0] <= 0.5 else -1.0  # the near layer drifts into the picture
    a, b = move.start, move.end
    free = (b.x - a.x) if side > 0 else (a.x + a.w - b.x - b.w)
    move = replace(move, end=Rect(b.x - side * free * _TRACK_SHARE, b.y, b.w, b.h))
    foot = (_inside(standing.foot[0] * stage.width, b.x, b.w), _inside(standing.foot[1] * stage.height, b.y, b.h))
    drift = side * (growth - 1) * standing.room * stage.width
    return move, Approach(foot, growth, drift, a.w, b.w)


def _kept(standing: Standing, stage: Stage, canvas: Canvas) -> Focus:
    """What the view is about: the middle, but no lower than leaves the top in sight when the near layer has grown."""
    seen = min(1.0, stage.width / stage.height * canvas.height / canvas.width)
    headroom = _HEADROOM + (_MOST_GROWTH - 1) * max(0.0, standing.foot[1] - standing.top)
    return (standing.middle[0], min(standing.middle[1], standing.top - headroom + seen / 2))


def _inside(value: float, low: float, length: float) -> float:
    return max(low, min(value, low + length))
