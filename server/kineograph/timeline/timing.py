"""Edits of time: how long clips last, what is cut out of the video, how fast it plays, how often.

Texts, overlays and sounds that stand at a time of their own move with what is cut out before them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from kineograph.timeline.clip_edits import CutRange, Loop, Reverse, SetDuration, SetSpeed, Split, Trim
from kineograph.timeline.clips import OverlayClip, SoundClip, TextClip, Timeline, VisualClip
from kineograph.timeline.layout import rebuild
from kineograph.timeline.span import Span, seconds_text
from kineograph.timeline.targets import EditError, at_most, name, positions
from kineograph.timeline.vocabulary import CUT, Anchor, Easing, MediaKind, Motion, MotionKind, When

MIN_CLIP_MS = 100
SPEEDS = (0.1, 10.0)
MOST_TIMES = 20

_K = MotionKind
_OPPOSITES = {
    _K.ZOOM_IN: _K.ZOOM_OUT, _K.PAN_LEFT: _K.PAN_RIGHT, _K.PAN_UP: _K.PAN_DOWN, _K.PAN_UP_LEFT: _K.PAN_DOWN_RIGHT,
    _K.PAN_UP_RIGHT: _K.PAN_DOWN_LEFT, _K.KEN_BURNS_IN: _K.KEN_BURNS_OUT,
}  # fmt: skip
_BACK = {**_OPPOSITES, **{there: here for here, there in _OPPOSITES.items()}}
_BACK_EASING = {Easing.EASE_IN: Easing.EASE_OUT, Easing.EASE_OUT: Easing.EASE_IN}
_Anchored = TypeVar("_Anchored", TextClip, OverlayClip)


def set_duration(timeline: Timeline, edit: SetDuration) -> Timeline:
    visuals = list(timeline.visuals)
    targeted = _some(timeline, edit.target)
    if edit.scope == "total":
        lengths = _shares(edit.duration_ms, visuals)
        targeted = tuple(range(len(visuals)))
    elif edit.scope == "relative":
        lengths = [visuals[index].span.duration + edit.duration_ms for index in targeted]
    else:
        lengths = [edit.duration_ms] * len(targeted)
    for index, length in zip(targeted, lengths, strict=True):
        visuals[index] = _lasting(visuals[index], length)
    return rebuild(timeline, visuals=visuals)


def trim(timeline: Timeline, edit: Trim) -> Timeline:
    at_most(min(edit.head_ms, edit.tail_ms), 0, float("inf"), "What is trimmed, in ms,")
    visuals = list(timeline.visuals)
    for index in _some(timeline, edit.target):
        visuals[index] = _without(visuals[index], edit.head_ms, edit.tail_ms)
    return rebuild(timeline, visuals=visuals)


def cut_range(timeline: Timeline, edit: CutRange) -> Timeline:
    total = timeline.duration_ms
    if not 0 <= edit.start_ms < min(edit.end_ms, total):
        raise EditError(
            "NO_SUCH_TIME",
            f"{seconds_text(max(edit.start_ms, 0))} to {seconds_text(max(edit.end_ms, 0))} s is no stretch of a video "
            f"of {seconds_text(total)} s.",
            "Name a start and a later end within the video.",
        )
    gone = [Span(edit.start_ms, min(edit.end_ms, total))]
    if edit.mode == "keep":
        gone = [Span(gone[0].end, total), Span(0, gone[0].start)]
    for span in gone:
        timeline = _cut_out(timeline, span) if span.duration else timeline
    if not timeline.visuals:
        raise EditError("NOTHING_LEFT", "Nothing would be left of the video.", "Cut out less of it.")
    return timeline


def split(timeline: Timeline, edit: Split) -> Timeline:
    found = [index for index, clip in enumerate(timeline.visuals) if clip.span.contains(edit.at_ms)]
    if not found:
        total = seconds_text(timeline.duration_ms)
        raise EditError(
            "NO_SUCH_TIME", f"Nothing plays at {seconds_text(max(edit.at_ms, 0))} s: the video is {total} s."
        )
    clip = timeline.visuals[found[0]]
    first, second = edit.at_ms - clip.span.start, clip.span.end - edit.at_ms
    if min(first, second) < MIN_CLIP_MS:
        raise EditError("TOO_SHORT", f"{clip.media.name} already begins or ends at {seconds_text(edit.at_ms)} s.")
    clip_id, timeline = name(timeline)
    later = replace(_without(clip, first, 0), id=clip_id, transition=CUT)
    visuals = [*timeline.visuals]
    visuals[found[0] : found[0] + 1] = [_without(clip, 0, second), later]
    return rebuild(timeline, visuals=visuals)


def set_speed(timeline: Timeline, edit: SetSpeed) -> Timeline:
    at_most(edit.factor, *SPEEDS, "A speed")
    visuals = list(timeline.visuals)
    for index in _some(timeline, edit.target):
        clip = visuals[index]
        if clip.media.kind is not MediaKind.IMAGE:
            at_most(clip.speed * edit.factor, *SPEEDS, f"The speed of {clip.media.name}")
            clip = replace(clip, speed=round(clip.speed * edit.factor, 4))
        visuals[index] = _lasting(clip, round(clip.span.duration / edit.factor))
    return rebuild(timeline, visuals=visuals)


def reverse(timeline: Timeline, edit: Reverse) -> Timeline:
    visuals = list(timeline.visuals)
    chosen = [index for index in _some(timeline, edit.target) if visuals[index].media.kind is not MediaKind.IMAGE]
    if not chosen:
        raise EditError(
            "NO_FOOTAGE", "A still picture cannot play backwards.", "Turn the order of the clips round instead."
        )
    for index in chosen:
        visuals[index] = replace(visuals[index], backwards=not visuals[index].backwards)
    return rebuild(timeline, visuals=visuals)


def loop(timeline: Timeline, edit: Loop) -> Timeline:
    clips = timeline.visuals
    _some(timeline, ())
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
    there = _lasting(clip, clip.span.duration - half)
    timeline, visuals = _renamed(timeline, [there, *_mirrored([_lasting(clip, half)])], 1)
    return rebuild(timeline, visuals=visuals)


def _mirrored(clips: Sequence[VisualClip]) -> Iterator[VisualClip]:
    """The clips as they play on the way back: each with the transition that led out of it."""
    following = [CUT, *(clip.transition for clip in reversed(clips[1:]))]
    for clip, transition in zip(reversed(clips), following, strict=True):
        if clip.media.kind is MediaKind.IMAGE:
            yield replace(clip, motion=_back(clip.motion), transition=transition)
        else:
            yield replace(clip, backwards=not clip.backwards, transition=transition)


def _back(motion: Motion) -> Motion:
    easing = _BACK_EASING.get(motion.easing, motion.easing)
    return replace(motion, kind=_BACK.get(motion.kind, motion.kind), easing=easing)


def _renamed(timeline: Timeline, clips: list[VisualClip], first: int) -> tuple[Timeline, list[VisualClip]]:
    """The clips from ``first`` on under new ids."""
    for index in range(first, len(clips)):
        clip_id, timeline = name(timeline)
        clips[index] = replace(clips[index], id=clip_id)
    return timeline, clips


def _some(timeline: Timeline, target: tuple[int, ...]) -> tuple[int, ...]:
    """The targeted positions. Raises where there is no clip at all."""
    found = positions(target, len(timeline.visuals))
    if not found:
        raise EditError("NO_CLIPS", "There is no clip to time yet.", "Put pictures on the timeline first.")
    return found


def _shares(total: int, visuals: Sequence[VisualClip]) -> list[int]:
    """Lengths that add up to ``total`` exactly, in proportion to those there are."""
    now = sum(clip.span.duration for clip in visuals)
    ends, reached = [0], 0
    for clip in visuals:
        reached += clip.span.duration
        ends.append(round(total * reached / now))
    return [end - start for start, end in itertools.pairwise(ends)]


def _lasting(clip: VisualClip, length: int) -> VisualClip:
    if length < MIN_CLIP_MS:
        raise EditError(
            "TOO_SHORT", f"{clip.media.name} cannot last {seconds_text(max(length, 0))} s.", "0.1 s is the least."
        )
    return replace(clip, span=Span(0, length))


def _without(clip: VisualClip, head: int, tail: int) -> VisualClip:
    """The clip without its first ``head`` and last ``tail`` ms; footage goes on in its source where it would have."""
    shorter = _lasting(clip, clip.span.duration - head - tail)
    if clip.media.kind is MediaKind.IMAGE or not head:
        return shorter
    skipped = round(head * clip.speed)
    if clip.backwards:
        end = clip.source_end_ms or clip.media.duration_ms
        return replace(shorter, source_end_ms=max(clip.source_start_ms + 1, end - skipped))
    return replace(shorter, source_start_ms=clip.source_start_ms + skipped)


def _cut_out(timeline: Timeline, gone: Span) -> Timeline:
    visuals: list[VisualClip] = []
    for clip in timeline.visuals:
        before, after = gone.start - clip.span.start, clip.span.end - gone.end
        length = clip.span.duration
        if before >= length or after >= length:
            visuals.append(clip)
            continue
        if before >= MIN_CLIP_MS:
            visuals.append(_without(clip, 0, length - before))
        if after >= MIN_CLIP_MS:
            rest = _without(clip, length - after, 0)
            if before >= MIN_CLIP_MS:
                clip_id, timeline = name(timeline)
                rest = replace(rest, id=clip_id, transition=CUT)
            visuals.append(rest)
    return rebuild(
        timeline,
        visuals=visuals,
        sounds=[_sound_after(clip, gone) for clip in timeline.sounds],
        texts=list(_anchored_after(timeline.texts, gone)),
        overlays=list(_anchored_after(timeline.overlays, gone)),
    )


def _sound_after(clip: SoundClip, gone: Span) -> SoundClip:
    return clip if clip.whole else replace(clip, span=Span.of(_moment(clip.span.start, gone), clip.span.duration))


def _anchored_after(clips: Sequence[_Anchored], gone: Span) -> Iterator[_Anchored]:
    """What stands at a time of its own keeps to the pictures it stood over; what stood over the cut only is gone."""
    for clip in clips:
        if clip.when.anchor is not Anchor.ABSOLUTE:
            yield clip
            continue
        start = _moment(clip.when.at_ms, gone)
        end = _moment(clip.when.at_ms + clip.when.duration_ms, gone)
        if end > start:
            yield replace(clip, when=When(Anchor.ABSOLUTE, start, end - start))


def _moment(at: int, gone: Span) -> int:
    return at if at <= gone.start else max(gone.start, at - gone.duration)
