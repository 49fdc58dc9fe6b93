"""What lies over the picture: texts and overlays by frame, as part of the plan. Pure.

A box knows its frames and says what one of them shows; refuses to know pixels and fonts.
"""

from __future__ import annotations

from dataclasses import dataclass

from kineograph.timeline.clips import OverlayClip, TextClip
from kineograph.timeline.vocabulary import MediaKind


@dataclass(frozen=True, slots=True)
class TextShow:
    """A text as one frame shows it: moved by ``dx``, ``dy`` (shares of the canvas height, right and down), with the
    share ``shown`` of its letters."""

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
        return TextShow(index, self.clip.opacity * _faded(frame, self.first, self.end, self.fade))


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
