"""The difference of two timelines by track and clip: added, removed, changed with before → after.

Clips are paired by id where both sides have it, so a moved clip is a move, not a removal and an addition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kineograph.timeline.clips import (
    Clip,
    TextClip,
    Timeline,
    TrackKind,
)
from kineograph.timeline.details import details, fade_text, output_text
from kineograph.timeline.span import seconds_text
from kineograph.timeline.summary import clip_label, one_line, span_text


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: ``what`` is the clip or "timeline", ``field`` what differs; values as people say them."""

    kind: ChangeKind
    track: TrackKind | None
    what: str
    field: str = ""
    before: str = ""
    after: str = ""

    def sentence(self) -> str:
        """``Video: sunset.jpg: length 3 s → 5 s``."""
        where = _TRACK_NAMES[self.track] if self.track else "Timeline"
        if self.kind is ChangeKind.CHANGED:
            subject = f"{where}: {self.what}" if self.track else where
            return f"{subject}: {self.field} {self.before} → {self.after}"
        return f"{where}: {self.kind.value} {self.what} ({self.after or self.before})"


_TRACK_NAMES = {
    TrackKind.VIDEO: "Video",
    TrackKind.AUDIO: "Sound",
    TrackKind.TEXT: "Text",
    TrackKind.OVERLAY: "Overlay",
    TrackKind.OTHER: "Other track",
}


def compare(before: Timeline, after: Timeline) -> tuple[Change, ...]:
    """Every difference, timeline-wide ones first, then by track and position. Empty where nothing differs."""
    return (*_whole(before, after), *_tracks(before, after))


def _whole(before: Timeline, after: Timeline) -> Iterator[Change]:
    pairs = (
        ("length", f"{seconds_text(before.duration_ms)} s", f"{seconds_text(after.duration_ms)} s"),
        ("size", _size(before), _size(after)),
        ("frames per second", str(before.canvas.fps), str(after.canvas.fps)),
        ("background", before.canvas.background, after.canvas.background),
        ("fade in", fade_text(before.opening), fade_text(after.opening)),
        ("fade out", fade_text(before.closing), fade_text(after.closing)),
        ("export", output_text(before.output), output_text(after.output)),
        ("name", f'"{one_line(before.title)}"', f'"{one_line(after.title)}"'),
    )
    for field, was, now in pairs:
        if was != now:
            yield Change(ChangeKind.CHANGED, None, "timeline", field, was, now)


def _size(timeline: Timeline) -> str:
    return f"{timeline.canvas.width}x{timeline.canvas.height}"


def _tracks(before: Timeline, after: Timeline) -> Iterator[Change]:
    for kind in TrackKind:
        was = _clips(before, kind)
        now = _clips(after, kind)
        for clip in was:
            if clip.id not in {other.id for other in now}:
                yield Change(ChangeKind.REMOVED, kind, clip_label(clip), before=span_text(clip.span))
        then = {clip.id: (place, clip) for place, clip in enumerate(_kept(was, now), 1)}
        for place, clip in enumerate(_kept(now, was), 1):
            yield from _clip(kind, then[clip.id], (place, clip))
        for clip in now:
            if clip.id not in {other.id for other in was}:
                yield Change(ChangeKind.ADDED, kind, clip_label(clip), after=span_text(clip.span))


def _clips(timeline: Timeline, kind: TrackKind) -> tuple[Clip, ...]:
    return tuple(clip for track in timeline.tracks if track.kind is kind for clip in track.clips)


def _kept(clips: Iterable[Clip], others: Iterable[Clip]) -> list[Clip]:
    ids = {clip.id for clip in others}
    return [clip for clip in clips if clip.id in ids]


def _clip(kind: TrackKind, before: tuple[int, Clip], after: tuple[int, Clip]) -> Iterator[Change]:
    was, now = before[1], after[1]
    fields = [("position", str(before[0]), str(after[0]))]
    if not isinstance(now, TextClip):
        fields.append(("name", clip_label(was), clip_label(now)))
    if kind is TrackKind.VIDEO:
        fields.append(("length", f"{seconds_text(was.span.duration)} s", f"{seconds_text(now.span.duration)} s"))
    else:
        fields.append(("time", span_text(was.span), span_text(now.span)))
    old, new = details(was), details(now)
    fields += [(name, old.get(name, "none"), new.get(name, "none")) for name in {**old, **new}]
    for field, then, here in fields:
        if then != here:
            yield Change(ChangeKind.CHANGED, kind, clip_label(now), field, then, here)
