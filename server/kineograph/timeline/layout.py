"""Puts clips where they belong after an edit: video edge to edge, texts and overlays by their anchor, music along the
whole video.

Every edit ends here, so no other code computes a start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from kineograph.timeline.clips import (
    Clip,
    OverlayClip,
    SoundClip,
    TextClip,
    Timeline,
    Track,
    TrackKind,
    VisualClip,
)
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import (
    CUT,
    Anchor,
    Transition,
    When,
)

_Anchored = TypeVar("_Anchored", TextClip, OverlayClip)
_ORDER = (TrackKind.VIDEO, TrackKind.AUDIO, TrackKind.OVERLAY, TrackKind.TEXT)


def rebuild(
    timeline: Timeline,
    *,
    visuals: Iterable[VisualClip] | None = None,
    sounds: Iterable[SoundClip] | None = None,
    texts: Iterable[TextClip] | None = None,
    overlays: Iterable[OverlayClip] | None = None,
) -> Timeline:
    """The timeline with the given lists in place of its own, laid out anew; clips we cannot read stay as they are."""
    placed = tuple(_edge_to_edge(timeline.visuals if visuals is None else visuals))
    total = placed[-1].span.end if placed else 0
    lists: dict[TrackKind, tuple[Clip, ...]] = {
        TrackKind.VIDEO: placed,
        TrackKind.AUDIO: tuple(_sound(clip, total) for clip in (timeline.sounds if sounds is None else sounds)),
        TrackKind.OVERLAY: tuple(
            _anchored(clip, total) for clip in (timeline.overlays if overlays is None else overlays)
        ),
        TrackKind.TEXT: tuple(_anchored(clip, total) for clip in (timeline.texts if texts is None else texts)),
    }
    ours = [Track(kind, lists[kind]) for kind in _ORDER if lists[kind]]
    others = [track for track in timeline.tracks if track.kind is TrackKind.OTHER]
    return replace(timeline, tracks=(*ours, *others))


def effective_transition(before: VisualClip, clip: VisualClip) -> Transition:
    """The transition that really plays between two neighbours: never longer than the shorter of them."""
    length = min(clip.transition.duration_ms, before.span.duration, clip.span.duration)
    return replace(clip.transition, duration_ms=length) if length > 0 else CUT


def resolve_when(when: When, total: int) -> Span:
    """The span of a text in a video of ``total`` ms; it is cut where the video ends."""
    if when.anchor is Anchor.WHOLE:
        return Span(0, total)
    if when.anchor is Anchor.END:
        end = max(0, total - when.at_ms)
        return Span(max(0, end - when.duration_ms), end)
    return Span.of(when.at_ms, when.duration_ms).clipped(total)


def _edge_to_edge(clips: Iterable[VisualClip]) -> Iterable[VisualClip]:
    start = 0
    for clip in clips:
        yield clip if clip.span.start == start else replace(clip, span=Span.of(start, clip.span.duration))
        start += clip.span.duration


def _sound(clip: SoundClip, total: int) -> SoundClip:
    return replace(clip, span=Span(0, total)) if clip.whole and total else clip


def _anchored(clip: _Anchored, total: int) -> _Anchored:
    return replace(clip, span=resolve_when(clip.when, total)) if total else clip
