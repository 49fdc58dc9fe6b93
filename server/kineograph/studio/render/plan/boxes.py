"""What lies over the picture: texts and overlays by frame, as part of the plan. Pure.

A box knows its frames and says what one of them shows; refuses to know pixels and fonts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from kineograph.studio.render.plan.clusters import clusters
from kineograph.studio.render.plan.dress import Dress, dress
from kineograph.timeline.clips import OverlayClip, TextClip
from kineograph.timeline.vocabulary import MediaKind, TextEffect, TextRole

_SLIDE = 0.06
_SLIDE_ASIDE = 0.16
"""How far a text slides, as a share of the canvas height; a lower third comes from its side."""


@dataclass(frozen=True, slots=True)
class TextShow:
    """A text as one frame shows it: moved by ``dx``, ``dy`` (shares of the canvas height, right and down), with the
    share ``shown`` of its letters; of credits, ``shown`` is the share of their way that lies behind them."""

    index: int
    opacity: float
    dx: float = 0.0
    dy: float = 0.0
    shown: float = 1.0


@dataclass(frozen=True, slots=True)
class OverlayShow:
    """An overlay as one frame shows it; ``source_ms``: the moment of its footage."""

    index: int
    opacity: float
    source_ms: int = 0


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text in frames ``[first, end)``; ``fade``: frames to appear and to disappear in."""

    clip: TextClip
    first: int
    end: int
    fade: int

    def show(self, index: int, frame: int) -> TextShow:
        """What frame ``first`` ≤ ``frame`` < ``end`` shows; at rest all frames are equal."""
        worn = dress(self.clip)
        opacity = self.clip.opacity * worn.faint
        if self.clip.role is TextRole.CREDITS:
            # Never 0 and never 1: the first and the last step lie out of sight.
            return TextShow(index, opacity, shown=(frame - self.first + 1) / (self.end - self.first + 1))
        came = min(1.0, (frame - self.first + 1) / (self.fade + 1))
        stays = min(1.0, (self.end - frame) / (self.fade + 1))
        entering, leaving = (self.clip.enter, came), (self.clip.leave, stays)
        dx, dy = _way(self.clip.role, worn)
        away = _away(*entering) + _away(*leaving)
        shown = min(_typed(*entering, self.clip.text), _typed(*leaving, self.clip.text))
        return TextShow(index, opacity * min(_seen(*entering), _seen(*leaving)), dx * away, dy * away, shown)


@dataclass(frozen=True, slots=True)
class OverlayBox:
    """An overlay in frames ``[first, end)``; ``fade``: frames to appear and to disappear in."""

    clip: OverlayClip
    first: int
    end: int
    fade: int

    def show(self, index: int, frame: int, fps: int) -> OverlayShow:
        moves = self.clip.media.kind is MediaKind.VIDEO
        source_ms = (frame - self.first) * 1000 // fps + self.clip.source_start_ms if moves else 0
        return OverlayShow(index, self.clip.opacity * _faded(frame, self.first, self.end, self.fade), source_ms)


def _faded(frame: int, first: int, end: int, fade: int) -> float:
    near = min(frame - first + 1, end - frame) / (fade + 1)
    share = min(1.0, max(0.0, near))
    return share * share * (3 - 2 * share)


def _seen(effect: TextEffect, share: float) -> float:
    """How much of its opacity a text has when ``share`` (0..1, 1 at rest) of the effect is done."""
    return share * share * (3 - 2 * share) if effect in (TextEffect.FADE, TextEffect.SLIDE) else 1.0


def _away(effect: TextEffect, share: float) -> float:
    """How far from its place a sliding text is: fast at first, arriving gently."""
    return float((1 - share) ** 3) if effect is TextEffect.SLIDE else 0.0


def _typed(effect: TextEffect, share: float, text: str) -> float:
    """The share of the letters that a typewriter has written, in whole letters."""
    if effect is not TextEffect.TYPEWRITER or share >= 1:
        return 1.0
    letters = max(1, len(clusters(text)))
    return math.ceil(share * letters) / letters


def _way(role: TextRole, worn: Dress) -> tuple[float, float]:
    """Where a sliding text comes from, and goes back to: the edge it is nearest to."""
    if role is TextRole.LOWER_THIRD:
        return (_SLIDE_ASIDE if worn.side == 1.0 else -_SLIDE_ASIDE), 0.0
    return 0.0, -_SLIDE if worn.level == 0.0 else _SLIDE
