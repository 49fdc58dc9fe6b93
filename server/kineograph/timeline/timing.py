"""Edits of time: how long clips last, what is cut out of the video, how fast it plays, how often.

Texts, overlays and sounds that stand at a time of their own move with what is cut out before them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from kineograph.timeline.clip_edits import CutRange, SetDuration, SetSpeed, Split, Trim
from kineograph.timeline.clips import OverlayClip, SoundClip, TextClip, Timeline, VisualClip
from kineograph.timeline.layout import rebuild
from kineograph.timeline.span import Span, seconds_text
from kineograph.timeline.targets import EditError, at_most, name, positions
from kineograph.timeline.vocabulary import CUT, Anchor, MediaKind, Playback, When

MIN_CLIP_MS = 100
MAX_TOTAL_MS = 3_600_000
SPEEDS = (0.1, 10.0)

_Anchored = TypeVar("_Anchored", TextClip, OverlayClip)


def set_duration(timeline: Timeline, edit: SetDuration) -> Timeline:
    visuals = list(timeline.visuals)
    targeted = some(timeline, edit.target)
    if edit.scope == "total":
        lengths = _shares(edit.duration_ms, visuals)
        targeted = tuple(range(len(visuals)))
    elif edit.scope == "relative":
        lengths = [visuals[index].span.duration + edit.duration_ms for index in targeted]
    else:
        lengths = [edit.duration_ms] * len(targeted)
    for index, length in zip(targeted, lengths, strict=True):
        visuals[index] = lasting(visuals[index], length)
    return rebuild(timeline, visuals=visuals)


def trim(timeline: Timeline, edit: Trim) -> Timeline:
    for amount in (edit.head_ms, edit.tail_ms):
        at_most(amount, 0, MAX_TOTAL_MS, "What is trimmed, in ms,")
    visuals = list(timeline.visuals)
    for index in some(timeline, edit.target):
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
    for index in some(timeline, edit.target):
        clip = visuals[index]
        if clip.media.kind is not MediaKind.IMAGE:
            at_most(clip.speed * edit.factor, *SPEEDS, f"The speed of {clip.media.name}")
            clip = replace(clip, speed=round(clip.speed * edit.factor, 4))
        visuals[index] = lasting(clip, round(clip.span.duration / edit.factor))
    return rebuild(timeline, visuals=visuals)


def some(timeline: Timeline, target: tuple[int, ...]) -> tuple[int, ...]:
    """The targeted positions. Raises where there is no clip at all."""
    found = positions(target, len(timeline.visuals))
    if not found:
        raise EditError("NO_CLIPS", "There is no clip to time yet.", "Put pictures on the timeline first.")
    return found


def _shares(total: int, visuals: Sequence[VisualClip]) -> list[int]:
    """Lengths that add up to ``total`` exactly, in proportion to those there are; footage grows only as far as its
    source goes on, where a still can take the rest."""
    lengths = [clip.span.duration for clip in visuals]
    full = _outgrown(total, visuals)
    rest, weight = total - sum(full.values()), sum(own for at, own in enumerate(lengths) if at not in full)
    shares, reached, given = [], 0, 0
    for at, own in enumerate(lengths):
        if at in full:
            shares.append(full[at])
            continue
        reached += own
        shares.append(round(rest * reached / weight) - given)
        given += shares[-1]
    return shares


def _outgrown(total: int, visuals: Sequence[VisualClip]) -> dict[int, int]:
    """By position, the length of the footage that would end before its share of ``total`` does."""
    full: dict[int, int] = {}
    if all(_most(clip) is not None for clip in visuals):
        return full
    while True:
        rest = total - sum(full.values())
        open_ones = {at: clip for at, clip in enumerate(visuals) if at not in full}
        weight = sum(clip.span.duration for clip in open_ones.values())
        more = {
            at: most
            for at, clip in open_ones.items()
            if (most := _most(clip)) is not None and clip.span.duration * rest > most * weight
        }
        if not more:
            return full
        full |= more


def _most(clip: VisualClip) -> int | None:
    """How long footage can last before its last picture is held; None where nothing limits it."""
    end = clip.source_end_ms or clip.media.duration_ms
    if clip.media.kind is MediaKind.IMAGE or clip.playback is not Playback.ONCE or not end:
        return None
    return max(clip.span.duration, round((end - clip.source_start_ms) / clip.speed))


def lasting(clip: VisualClip, length: int) -> VisualClip:
    if length < MIN_CLIP_MS:
        raise EditError(
            "TOO_SHORT", f"{clip.media.name} cannot last {seconds_text(max(length, 0))} s.", "0.1 s is the least."
        )
    return replace(clip, span=Span(0, length))


def _without(clip: VisualClip, head: int, tail: int) -> VisualClip:
    """The clip without its first ``head`` and last ``tail`` ms; footage goes on in its source where it would have."""
    shorter = lasting(clip, clip.span.duration - head - tail)
    if clip.media.kind is MediaKind.IMAGE or not head:
        return shorter
    skipped = round(head * clip.speed)
    if clip.backwards:
        end = clip.source_end_ms or clip.media.duration_ms
        return replace(shorter, source_end_ms=max(clip.source_start_ms + 1, end - skipped))
    end = clip.source_end_ms or clip.media.duration_ms
    start = clip.source_start_ms + skipped
    return replace(shorter, source_start_ms=min(start, end - 1) if end else start)


def _cut_out(timeline: Timeline, gone: Span) -> Timeline:
    gone = _without_slivers(timeline.visuals, gone)
    visuals: list[VisualClip] = []
    for clip in timeline.visuals:
        before, after = gone.start - clip.span.start, clip.span.end - gone.end
        length = clip.span.duration
        if before >= length or after >= length:
            visuals.append(clip)
            continue
        if before > 0:
            visuals.append(_without(clip, 0, length - before))
        if after > 0:
            rest = _without(clip, length - after, 0)
            if before > 0:
                clip_id, timeline = name(timeline)
                rest = replace(rest, id=clip_id, transition=CUT)
            visuals.append(rest)
    return rebuild(
        timeline,
        visuals=visuals,
        sounds=list(_sounds_after(timeline.sounds, gone)),
        texts=list(_anchored_after(timeline.texts, gone)),
        overlays=list(_anchored_after(timeline.overlays, gone)),
    )


def _without_slivers(visuals: Sequence[VisualClip], gone: Span) -> Span:
    """What is taken out, with what it would leave of a clip where that is too short to be one."""
    start, end = gone.start, gone.end
    for clip in visuals:
        if 0 < gone.start - clip.span.start < MIN_CLIP_MS:
            start = min(start, clip.span.start)
        if 0 < clip.span.end - gone.end < MIN_CLIP_MS:
            end = max(end, clip.span.end)
    return Span(start, end)


def _sounds_after(clips: Sequence[SoundClip], gone: Span) -> Iterator[SoundClip]:
    """A voice keeps to its pictures: it comes earlier by what goes before it, and loses its beginning with them. What
    sounded over the cut only is gone; a voice that runs on through the cut is not taken apart."""
    for clip in clips:
        start, end = clip.span.start, clip.span.end
        if clip.whole or end <= gone.start or start < gone.start:
            yield clip
        elif end > gone.end:
            lost = max(0, gone.end - start)
            span = Span.of(_moment(start, gone), clip.span.duration - lost)
            yield replace(clip, span=span, source_start_ms=clip.source_start_ms + lost)


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
