"""Where the camera looks: how a picture fills the canvas and how the view travels over it. Pure.

Everything is in fractions of a pixel; nothing is rounded here, so a slow move has no steps. A view never leaves the
stage. Refuses to know frames, pixels' values and clips.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from kineograph.timeline.clips import Canvas, Media
from kineograph.timeline.vocabulary import Easing, Fit, Motion, MotionKind

Focus = tuple[float, float]
"""The centre of what matters in a picture, as shares of its width and height."""

CENTER: Focus = (0.5, 0.5)
_COVER_SHARE = 0.6
_EVEN_SHARE = 0.65  # of the move runs at constant speed; the rest eases, so the camera is never at rest
_STRONGEST = 0.5
_ASLANT = math.sqrt(0.5)
_PANS = {
    MotionKind.PAN_LEFT: (-1.0, 0.0),
    MotionKind.PAN_RIGHT: (1.0, 0.0),
    MotionKind.PAN_UP: (0.0, -1.0),
    MotionKind.PAN_DOWN: (0.0, 1.0),
    MotionKind.PAN_UP_LEFT: (-_ASLANT, -_ASLANT),
    MotionKind.PAN_UP_RIGHT: (_ASLANT, -_ASLANT),
    MotionKind.PAN_DOWN_LEFT: (-_ASLANT, _ASLANT),
    MotionKind.PAN_DOWN_RIGHT: (_ASLANT, _ASLANT),
}
_OUTWARD = (MotionKind.ZOOM_OUT, MotionKind.KEN_BURNS_OUT)
_KEN_BURNS = (MotionKind.KEN_BURNS_IN, MotionKind.KEN_BURNS_OUT)


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in fractions of a pixel."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Stage:
    """What the camera moves over: the picture itself (``cover``), or the picture standing on a plate of the canvas'
    shape (``contain``: background colour, ``blur``: the picture, blurred). ``picture``: where the picture stands."""

    fit: Fit
    width: float
    height: float
    picture: Rect


@dataclass(frozen=True, slots=True)
class Move:
    """The view at the beginning and at the end of a shot, in stage units. ``turn``: by how many degrees clockwise the
    first view is turned about its middle; the last one is upright."""

    start: Rect
    end: Rect
    easing: Easing = Easing.GENTLE
    turn: float = 0.0

    def at(self, progress: float) -> Rect:
        """The view at ``progress`` 0..1. Size changes by equal ratios, so a zoom seems even; position follows size, so
        the point that a zoom is about stays where it is on the screen."""
        a, b = self.start, self.end
        if a == b:
            return a
        eased = ease(progress, self.easing)
        if a.w == b.w:
            return Rect(a.x + (b.x - a.x) * eased, a.y + (b.y - a.y) * eased, a.w, a.h)
        w = a.w * (b.w / a.w) ** eased
        share = (w - a.w) / (b.w - a.w)
        return Rect(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share, w, a.h + (b.h - a.h) * share)

    def angle(self, progress: float) -> float:
        """By how many degrees clockwise the view is turned at ``progress`` 0..1."""
        return self.turn * (1 - ease(progress, self.easing)) if self.turn else 0.0


def ease(progress: float, easing: Easing = Easing.GENTLE) -> float:
    """The share of a move that is done at ``progress``; from 0 to 1, never backwards. ``gentle`` is slower at both
    ends and never at rest: a camera that stops inside a transition looks like a fault."""
    smooth = progress * progress * (3 - 2 * progress)
    if easing is Easing.LINEAR:
        return progress
    if easing is Easing.EASE_IN:
        return progress * progress
    if easing is Easing.EASE_OUT:
        return progress * (2 - progress)
    if easing is Easing.EASE_IN_OUT:
        return smooth
    return _EVEN_SHARE * progress + (1 - _EVEN_SHARE) * smooth


def resolve_fit(fit: Fit, media: Media, canvas: Canvas) -> Fit:
    """``auto`` decided: ``cover`` where at least three fifths of the picture stay in view, else ``blur``."""
    if fit is not Fit.AUTO:
        return fit
    ratio = _aspect(media, canvas) * canvas.height / canvas.width
    return Fit.COVER if min(ratio, 1 / ratio) >= _COVER_SHARE else Fit.BLUR


def set_stage(fit: Fit, media: Media, canvas: Canvas, motion: Motion) -> Stage:
    """The stage for a picture. On a plate the whole picture stands inside every view of the move."""
    if fit is Fit.COVER:
        width, height = (media.width, media.height) if media.width and media.height else (canvas.width, canvas.height)
        return Stage(fit, width, height, Rect(0, 0, width, height))
    width, height = canvas.width, canvas.height
    room, turn = _always_seen(width, height, motion)
    aspect = _aspect(media, canvas)
    cos, sin = math.cos(turn), math.sin(turn)
    h = min(room.h / (cos + aspect * sin), room.w / (aspect * cos + sin))
    w = h * aspect
    return Stage(fit, width, height, Rect((width - w) / 2, (height - h) / 2, w, h))


def set_move(stage: Stage, canvas: Canvas, motion: Motion, focus: Focus) -> Move:
    """The camera's move over ``stage``; a cut picture keeps its ``focus`` in view and a zoom is about it."""
    cut = stage.fit is Fit.COVER
    focus = focus if cut else CENTER
    base = _view(stage, canvas.width / canvas.height, focus)
    kind, strength = motion.kind, min(motion.strength, _STRONGEST)
    if kind is MotionKind.STILL or strength <= 0:
        return Move(base, base)
    if kind in _PANS:
        return _pan(stage, base, motion, focus)
    if kind is MotionKind.ROTATE_IN:
        return _upright(base, motion, strength)
    subject = (focus[0] * stage.width, focus[1] * stage.height)
    if kind in _KEN_BURNS and cut:
        near = _approached(base, 1 + 2 * strength, subject)
    else:
        near = _magnified(base, 1 + strength, subject)
    first, last = (near, base) if kind in _OUTWARD else (base, near)
    return Move(first, last, motion.easing)


def _aspect(media: Media, canvas: Canvas) -> float:
    return media.width / media.height if media.width and media.height else canvas.width / canvas.height


def _view(stage: Stage, aspect: float, focus: Focus) -> Rect:
    """The largest view of the canvas' shape, as near to the focus as the stage allows."""
    if stage.width / stage.height > aspect:
        w, h = stage.height * aspect, stage.height
    else:
        w, h = stage.width, stage.width / aspect
    x = _clamp(focus[0] * stage.width - w / 2, 0, stage.width - w)
    y = _clamp(focus[1] * stage.height - h / 2, 0, stage.height - h)
    return Rect(x, y, w, h)


def _magnified(view: Rect, factor: float, about: tuple[float, float]) -> Rect:
    """``view`` made smaller about a point, which keeps its place on the screen; a point outside is moved inside."""
    x = _clamp(about[0], view.x, view.x + view.w)
    y = _clamp(about[1], view.y, view.y + view.h)
    return Rect(x - (x - view.x) / factor, y - (y - view.y) / factor, view.w / factor, view.h / factor)


def _approached(view: Rect, factor: float, subject: tuple[float, float]) -> Rect:
    """A smaller view inside ``view`` with the subject as near to its middle as may be. A factor of 1 + 2s lets it
    travel by s of itself to any side; on the way the subject is in sight, for both ends see it and edges run
    straight."""
    w, h = view.w / factor, view.h / factor
    x = _clamp(subject[0] - w / 2, view.x, view.x + view.w - w)
    y = _clamp(subject[1] - h / 2, view.y, view.y + view.h - h)
    return Rect(x, y, w, h)


def _upright(base: Rect, motion: Motion, strength: float) -> Move:
    """From a turned, magnified view to the upright whole. A view turned by a and magnified by f stays inside the
    upright one where f ≥ cos a + r sin a, r its longer side by its shorter. With f = F^u and a = u ln F / r, u from 1
    to 0, that holds all the way: F^u ≥ 1 + u ln F = 1 + r a ≥ cos a + r sin a."""
    middle = (base.x + base.w / 2, base.y + base.h / 2)
    turn = math.log(1 + strength) / max(base.w / base.h, base.h / base.w)
    return Move(_magnified(base, 1 + strength, middle), base, motion.easing, math.degrees(turn))


def _pan(stage: Stage, base: Rect, motion: Motion, focus: Focus) -> Move:
    """A pan travels ``strength`` of the view, aslant as far as straight. Where the picture has no slack that way, the
    view is made smaller."""
    across, down = (step * min(motion.strength, _STRONGEST) for step in _PANS[motion.kind])
    factor = max(1.0, (1 + abs(across)) * base.w / stage.width, (1 + abs(down)) * base.h / stage.height)
    w, h = base.w / factor, base.h / factor
    reach_x, reach_y = w * abs(across), h * abs(down)
    x = _clamp(focus[0] * stage.width - (w + reach_x) / 2, 0, stage.width - w - reach_x)
    y = _clamp(focus[1] * stage.height - (h + reach_y) / 2, 0, stage.height - h - reach_y)
    left, right = (x, x + reach_x) if across >= 0 else (x + reach_x, x)
    top, bottom = (y, y + reach_y) if down >= 0 else (y + reach_y, y)
    return Move(Rect(left, top, w, h), Rect(right, bottom, w, h), motion.easing)


def _always_seen(width: float, height: float, motion: Motion) -> tuple[Rect, float]:
    """The part of a plate that every view of the move shows were it upright: its first and its last view have it in
    common; and by how much, in radians, the view is turned where it is smallest."""
    move = set_move(
        Stage(Fit.CONTAIN, width, height, Rect(0, 0, width, height)),
        Canvas(width=int(width), height=int(height)),
        motion,
        CENTER,
    )
    a, b = move.start, move.end
    left, top = max(a.x, b.x), max(a.y, b.y)
    room = Rect(left, top, min(a.x + a.w, b.x + b.w) - left, min(a.y + a.h, b.y + b.h) - top)
    return room, math.radians(move.turn)


def _clamp(value: float, low: float, high: float) -> float:
    return max(low, min(value, max(low, high)))
