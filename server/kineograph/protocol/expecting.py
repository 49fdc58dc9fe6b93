"""What edits would make of a timeline, and whether a studio that was asked in words has made that of it. Pure.

Timelines are compared field by field and by position, because another studio names clips as it likes. A field that the
edit does not name is the studio's to choose: where it differs that is told, not held against the edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kineograph.timeline import (
    Clip,
    EditError,
    Media,
    MediaId,
    MediaKind,
    OpaqueClip,
    SoundClip,
    TextClip,
    Timeline,
    Track,
    TrackKind,
    VisualClip,
    apply,
    clip_label,
    seconds_text,
)
from kineograph.timeline.details import details, fade_text, output_text
from kineograph.timeline.edits import Redo, Undo
from kineograph.wire.edits import AnyEdit, slots

SLACK_MS = 50
"""Lengths within a frame and a half are the same: a studio may count in frames."""
MAX_BESIDES = 20

Key = tuple[str, int, str]
Facts = Mapping[Key, str | int]

_WHOLE = "Timeline"
_TRACKS = {
    TrackKind.VIDEO: "Video",
    TrackKind.AUDIO: "Sound",
    TrackKind.TEXT: "Text",
    TrackKind.OVERLAY: "Overlay",
    TrackKind.OTHER: "Other track",
}
_ALWAYS = frozenset({"count", "name", "text"})
_EXTENSION = re.compile(r"\.[a-z0-9]{2,4}\Z")
_INCIDENTAL = frozenset({"source", "fades", "kind", "ducking", "role", "ground", "comes with", "goes with", "easing"})
_LEADING = (_WHOLE, _TRACKS[TrackKind.VIDEO])
_FOLLOWING = frozenset({"time", "length"})
_NAMED = {
    "duration": ("length", "time"),
    "when": ("time",),
    "at": ("time",),
    "motions": ("motion",),
    "transition": ("transition in",),
    "enter": ("comes with",),
    "leave": ("goes with",),
}
"""What a field of an edit is called among the facts, where it is not called the same."""


class Refused(Exception):
    """The edit at ``number`` cannot be done; ``error`` says why."""

    def __init__(self, number: int, edit: AnyEdit, error: EditError) -> None:
        super().__init__(error.message)
        self.number, self.edit, self.error = number, edit, error


@dataclass(frozen=True, slots=True)
class Checked:
    """Which edits, by number from 0, the timeline confirms and which it does not show, and what else is different."""

    confirmed: tuple[int, ...]
    unseen: tuple[int, ...]
    besides: tuple[str, ...] = ()


def steps(before: Timeline, edits: Sequence[AnyEdit]) -> tuple[Timeline, ...]:
    """The timeline after each edit, up to the first one that only a history knows. Raises :class:`Refused`."""
    found = []
    timeline = readable(before)
    for number, edit in enumerate(edits):
        if isinstance(edit, Undo | Redo):
            break
        try:
            timeline = apply(timeline, edit)
        except EditError as error:
            raise Refused(number, edit, error) from error
        found.append(timeline)
    return tuple(found)


def check(before: Timeline, edits: Sequence[AnyEdit], after: Timeline) -> Checked:
    """What ``after`` shows of the edits. Nothing is confirmed that cannot be known."""
    try:
        states = steps(before, edits)
    except Refused:
        states = ()
    everything = tuple(range(len(edits)))
    if len(states) < len(edits):
        return Checked((), everything)
    wanted, there = facts(states[-1]), facts(readable(after))
    judged: set[Key] = set()
    confirmed = []
    for number, edit in enumerate(edits):
        was = facts(states[number - 1] if number else readable(before))
        keys = set(_judged(edit, was, facts(states[number])))
        judged |= keys
        if all(same(wanted.get(key), there.get(key)) for key in keys):
            confirmed.append(number)
    unseen = tuple(number for number in everything if number not in confirmed)
    return Checked(tuple(confirmed), unseen, () if unseen else tuple(_besides(wanted, there, judged)))


def readable(timeline: Timeline) -> Timeline:
    """The timeline with pictures and sounds in place of clips of which only the name and the time can be read."""
    return replace(timeline, tracks=tuple(Track(track.kind, tuple(_read(track))) for track in timeline.tracks))


def _read(track: Track) -> Iterator[Clip]:
    for clip in track.clips:
        if isinstance(clip, OpaqueClip) and track.kind is TrackKind.VIDEO:
            yield VisualClip(clip.id, clip.span, Media(MediaId(clip.name), MediaKind.IMAGE, clip.name))
        elif isinstance(clip, OpaqueClip) and track.kind is TrackKind.AUDIO:
            sound = Media(MediaId(clip.name), MediaKind.AUDIO, clip.name, has_sound=True)
            yield SoundClip(clip.id, clip.span, sound, volume=1.0 if clip.volume is None else clip.volume)
        else:
            yield clip


def facts(timeline: Timeline) -> Facts:
    """Everything that can be told of a timeline, by track, position from 1 and field; lengths in milliseconds."""
    canvas = timeline.canvas
    found: dict[Key, str | int] = {
        (_WHOLE, 0, "length"): timeline.duration_ms,
        (_WHOLE, 0, "size"): f"{canvas.width}x{canvas.height}",
        (_WHOLE, 0, "fps"): str(canvas.fps),
        (_WHOLE, 0, "background"): canvas.background,
        (_WHOLE, 0, "fade in"): fade_text(timeline.opening),
        (_WHOLE, 0, "fade out"): fade_text(timeline.closing),
        (_WHOLE, 0, "export"): output_text(timeline.output),
    }
    for kind, label in _TRACKS.items():
        clips = [clip for track in timeline.tracks if track.kind is kind for clip in track.clips]
        found[label, 0, "count"] = str(len(clips))
        for place, clip in enumerate(clips, 1):
            found |= {(label, place, field): value for field, value in _of_clip(clip, kind).items()}
    return found


def _of_clip(clip: Clip, kind: TrackKind) -> dict[str, str | int]:
    told: dict[str, str | int] = {"name": _plain_name(clip), **details(clip)}
    if kind is TrackKind.VIDEO:
        return {**told, "length": clip.span.duration}
    return {**told, "time": clip.span.start, "length": clip.span.duration}


def _plain_name(clip: Clip) -> str:
    """A studio may list a file without its extension, or in other capitals."""
    label = clip_label(clip).casefold()
    return label if isinstance(clip, TextClip) else _EXTENSION.sub("", label)


def same(one: str | int | None, other: str | int | None) -> bool:
    if isinstance(one, int) and isinstance(other, int):
        return abs(one - other) <= SLACK_MS
    return one == other


def _judged(edit: AnyEdit, was: Facts, now: Facts) -> Iterator[Key]:
    """The facts by which an edit is judged: what it changes of what was there, and what it names of what is new."""
    changed = [key for key in {**was, **now} if not same(was.get(key), now.get(key))]
    serious = [key for key in changed if key[2] not in _INCIDENTAL]
    if any(key[0] == _TRACKS[TrackKind.VIDEO] for key in serious):
        # what lies over the pictures and sounds beside them follows, each studio in its own way
        serious = [key for key in serious if key[0] in _LEADING or key[2] not in _FOLLOWING]
    named = _ALWAYS | set(_names(edit))
    for key in serious or changed:
        is_new = (key[0], key[1], "name") not in was and key[1] > 0
        follows = key == (_WHOLE, 0, "length") and edit.op != "set_duration"
        if (not is_new and not follows) or key[2] in named:
            yield key


def _names(edit: AnyEdit) -> Iterator[str]:
    for slot in slots(edit.op):
        if slot.required or getattr(edit, slot.field) != slot.default:
            yield from _NAMED.get(slot.name, (slot.name,))


def _besides(wanted: Facts, there: Facts, judged: set[Key]) -> Iterator[str]:
    different = [key for key in {**wanted, **there} if key not in judged and key[2] != "source"]
    found = [key for key in different if not same(wanted.get(key), there.get(key))]
    for track, place, field in found[:MAX_BESIDES]:
        subject = f"{track} {place}" if place else track
        yield f"{subject}: {field} {_said(there.get((track, place, field)))}"
    if len(found) > MAX_BESIDES:
        yield f"… and {len(found) - MAX_BESIDES} more"


def _said(value: str | int | None) -> str:
    if value is None:
        return "none"
    return f"{seconds_text(value)} s" if isinstance(value, int) else value
