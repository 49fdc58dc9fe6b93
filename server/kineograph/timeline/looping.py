"""Edits of the direction of time: footage played backwards, the video over again, there and back, or without an end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kineograph.timeline.clip_edits import Loop, Reverse
from kineograph.timeline.clips import Timeline, VisualClip
from kineograph.timeline.layout import rebuild
from kineograph.timeline.targets import EditError, at_most, name
from kineograph.timeline.timing import lasting, some
from kineograph.timeline.vocabulary import CUT, Easing, MediaKind, Motion, MotionKind, Playback

MOST_TIMES = 20

_K = MotionKind
_OPPOSITES = {
    _K.ZOOM_IN: _K.ZOOM_OUT, _K.PAN_LEFT: _K.PAN_RIGHT, _K.PAN_UP: _K.PAN_DOWN, _K.PAN_UP_LEFT: _K.PAN_DOWN_RIGHT,
    _K.PAN_UP_RIGHT: _K.PAN_DOWN_LEFT, _K.KEN_BURNS_IN: _K.KEN_BURNS_OUT,
}  # fmt: skip
_BACK = {**_OPPOSITES, **{there: here for here, there in _OPPOSITES.items()}}
_BACK_EASING = {Easing.EASE_IN: Easing.EASE_OUT, Easing.EASE_OUT: Easing.EASE_IN}


def reverse(timeline: Timeline, edit: Reverse) -> Timeline:
    visuals = list(timeline.visuals)
    chosen = [index for index in some(timeline, edit.target) if visuals[index].media.kind is not MediaKind.IMAGE]
    if not chosen:
        raise EditError(
            "NO_FOOTAGE", "A still picture cannot play backwards.", "Turn the order of the clips round instead."
        )
    for index in chosen:
        visuals[index] = _turned_round(visuals[index])
    return rebuild(timeline, visuals=visuals)


def loop(timeline: Timeline, edit: Loop) -> Timeline:
    clips = timeline.visuals
    some(timeline, ())
    if edit.style == "seamless":
        return _seamless(timeline)
    at_most(edit.times, 1 if edit.style == "boomerang" else 2, MOST_TIMES, "How often the video plays")
    once = (*clips, *_mirrored(clips)) if edit.style == "boomerang" else clips
    visuals = list(once)
    if edit.style == "boomerang":
        timeline, visuals = _renamed(timeline, visuals, len(clips))
    for _ in range(edit.times - 1):
        timeline, again = _renamed(timeline, list(once), 0)
        visuals += again
    return rebuild(timeline, visuals=visuals)


def _seamless(timeline: Timeline) -> Timeline:
    if len(timeline.visuals) != 1:
        raise EditError(
            "NOT_ONE_CLIP", "Only a single clip can be a seamless loop.", "Repeat the video, or let it run back."
        )
    clip = timeline.visuals[0]
    half = clip.span.duration // 2
    there = _bounded(lasting(clip, clip.span.duration - half))
    timeline, visuals = _renamed(timeline, [there, *_mirrored([lasting(there, half)])], 1)
    return rebuild(timeline, visuals=visuals)


def _mirrored(clips: Sequence[VisualClip]) -> Iterator[VisualClip]:
    """The clips as they play on the way back: each with the transition that led out of it."""
    following = [CUT, *(clip.transition for clip in reversed(clips[1:]))]
    for clip, transition in zip(reversed(clips), following, strict=True):
        if clip.media.kind is MediaKind.IMAGE:
            yield replace(clip, motion=_back(clip.motion), transition=transition)
        else:
            yield replace(_turned_round(clip), transition=transition)


def _turned_round(footage: VisualClip) -> VisualClip:
    """The same pictures the other way round."""
    return replace(_bounded(footage), backwards=not footage.backwards)


def _bounded(clip: VisualClip) -> VisualClip:
    """Footage whose part of the source is just what the clip shows of it, so that it can run from the other end."""
    whole = clip.media.duration_ms
    end = clip.source_end_ms or whole
    if clip.media.kind is MediaKind.IMAGE or clip.playback is not Playback.ONCE or not end:
        return clip
    start, shown = min(clip.source_start_ms, end - 1), round(clip.span.duration * clip.speed)
    if clip.backwards:
        return replace(clip, source_start_ms=max(start, end - shown))
    end = min(end, start + shown)
    return replace(clip, source_start_ms=start, source_end_ms=0 if end == whole else end)


def _back(motion: Motion) -> Motion:
    easing = _BACK_EASING.get(motion.easing, motion.easing)
    return replace(motion, kind=_BACK.get(motion.kind, motion.kind), easing=easing)


def _renamed(timeline: Timeline, clips: list[VisualClip], first: int) -> tuple[Timeline, list[VisualClip]]:
    """The clips from ``first`` on under new ids."""
    for index in range(first, len(clips)):
        clip_id, timeline = name(timeline)
        clips[index] = replace(clips[index], id=clip_id)
    return timeline, clips
