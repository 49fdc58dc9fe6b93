"""Where the camera looks: how a picture fills the canvas and how the view travels over it. Pure.

Everything is in fractions of a pixel; nothing is rounded here, so a slow move has no steps. A view never leaves the
stage. Refuses to know frames, pixels' values and clips.
"""

from __future__ import annotations

from dataclasses import dataclass

from kineograph.timeline.clips import Canvas, Media
from kineograph.timeline.vocabulary import Fit, Motion, MotionKind

Focus = tuple[float, float]
"""The centre of what matters in a picture, as shares of its width and height."""

CENTER: Focus = (0.5, 0.5)
_COVER_SHARE = 0.6
_EVEN_SHARE = 0.65  # of the move runs at constant speed; the rest eases, so the camera is never at rest
_ZOOMS = (MotionKind.ZOOM_IN, MotionKind.ZOOM_OUT)


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
    """The view at the beginning and at the end of a shot, in stage units."""

    start: Rect
    end: Rect

    def at(self, progress: float) -> Rect:
        """The view at ``progress`` 0..1. Size changes by equal ratios, so a zoom seems even; position follows size, so
        the point that a zoom is about stays where it is on the screen."""
        a, b = self.start, self.end
        if a == b:
            return a
        eased = ease(progress)
        if a.w == b.w:
            return Rect(a.x + (b.x - a.x) * eased, a.y + (b.y - a.y) * eased, a.w, a.h)
        w = a.w * (b.w / a.w) ** eased
        share = (w - a.w) / (b.w - a.w)
        return Rect(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share, w, a.h + (b.h - a.h) * share)


def ease(progress: float) -> float:
    """Gentle at both ends, never at rest: a camera that stops inside a transition looks like a fault."""
    smooth = progress * progress * (3 - 2 * progress)
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
    room = _always_seen(width, height, motion)
    aspect = _aspect(media, canvas)
    w, h = (room.w, room.w / aspect) if room.w / room.h <= aspect else (room.h * aspect, room.h)
    return Stage(fit, width, height, Rect((width - w) / 2, (height - h) / 2, w, h))


def set_move(stage: Stage, canvas: Canvas, motion: Motion, focus: Focus) -> Move:
    """The camera's move over ``stage``; a cut picture keeps its ``focus`` in view and a zoom is about it."""
    if stage.fit is not Fit.COVER:
        focus = CENTER
    base = _view(stage, canvas.width / canvas.height, focus)
    if motion.kind is MotionKind.STILL or motion.strength <= 0:
        return Move(base, base)
    if motion.kind in _ZOOMS:
        near = _magnified(base, 1 + motion.strength, (focus[0] * stage.width, focus[1] * stage.height))
        return Move(base, near) if motion.kind is MotionKind.ZOOM_IN else Move(near, base)
    return _pan(stage, base, motion, focus)


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


def _pan(stage: Stage, base: Rect, motion: Motion, focus: Focus) -> Move:
    """A pan travels ``strength`` of the view. Where the picture has no slack that way, the view is made smaller."""
    along_x = motion.kind in (MotionKind.PAN_LEFT, MotionKind.PAN_RIGHT)
    slack = stage.width / base.w if along_x else stage.height / base.h
    factor = max(1.0, (1 + motion.strength) / slack)
    w, h = base.w / factor, base.h / factor
    reach_x, reach_y = (w * motion.strength, 0.0) if along_x else (0.0, h * motion.strength)
    x = _clamp(focus[0] * stage.width - (w + reach_x) / 2, 0, stage.width - w - reach_x)
    y = _clamp(focus[1] * stage.height - (h + reach_y) / 2, 0, stage.height - h - reach_y)
    low, high = Rect(x, y, w, h), Rect(x + reach_x, y + reach_y, w, h)
    forward = motion.kind in (MotionKind.PAN_RIGHT, MotionKind.PAN_DOWN)
    return Move(low, high) if forward else Move(high, low)


def _always_seen(width: float, height: float, motion: Motion) -> Rect:
    """The part of a plate that every view of the move shows: its first and its last view have it in common."""
    move = set_move(
        Stage(Fit.CONTAIN, width, height, Rect(0, 0, width, height)),
        Canvas(width=int(width), height=int(height)),
        motion,
        CENTER,
    )
    a, b = move.start, move.end
    left, top = max(a.x, b.x), max(a.y, b.y)
    return Rect(left, top, min(a.x + a.w, b.x + b.w) - left, min(a.y + a.h, b.y + b.h) - top)


def _clamp(value: float, low: float, high: float) -> float:
    return max(low, min(value, max(low, high)))
