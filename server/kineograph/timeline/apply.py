"""``apply(timeline, edit)``: one typed edit, purely. A batch is all or nothing.

Raises :class:`EditError` with a sentence that says what to do instead; the given timeline is never touched.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from kineograph.timeline.clips import (
    Media,
    SoundClip,
    Timeline,
    VisualClip,
)
from kineograph.timeline.edits import (
    AddCaptions,
    AddClips,
    AddText,
    Edit,
    EditText,
    MoveClip,
    RemoveClips,
    RemoveMusic,
    RemoveText,
    ReverseOrder,
    SetCanvas,
    SetDuration,
    SetMotion,
    SetMusic,
    SetTransition,
    SetVolume,
    SwapClips,
)
from kineograph.timeline.layout import rebuild
from kineograph.timeline.span import Span, seconds_text
from kineograph.timeline.targets import EditError, at_most, name, position, positions
from kineograph.timeline.texting import add_captions, add_text, edit_text, remove_text
from kineograph.timeline.vocabulary import (
    MediaKind,
    Motion,
    Transition,
    TransitionKind,
)

MIN_CLIP_MS = 100
MAX_TOTAL_MS = 3_600_000
MAX_VOLUME = 2.0
MAX_SIDE = 7680


def apply_all(timeline: Timeline, edits: Iterable[Edit]) -> Timeline:
    """Every edit in the given order, or none: raises the first :class:`EditError`."""
    for edit in edits:
        timeline = apply(timeline, edit)
    return timeline


def apply(timeline: Timeline, edit: Edit) -> Timeline:
    """The timeline with one edit done. Raises :class:`EditError`."""
    done = _DOERS[type(edit)](timeline, edit)
    if done.duration_ms > MAX_TOTAL_MS:
        raise EditError("TOO_LONG", "The video would be longer than an hour.", "Use shorter clips or fewer of them.")
    return done


def _add_clips(timeline: Timeline, edit: AddClips) -> Timeline:
    if not edit.media:
        raise EditError("NO_MEDIA", "There is nothing to add.", "Upload a picture first.")
    visuals = list(timeline.visuals)
    at = len(visuals) if edit.at == -1 else min(max(edit.at - 1, 0), len(visuals))
    for number, media in enumerate(edit.media):
        if media.kind is MediaKind.AUDIO:
            raise EditError("NOT_A_PICTURE", f"{media.name} is sound, not a picture.", "Use it as music instead.")
        clip_id, timeline = name(timeline)
        still = media.kind is MediaKind.IMAGE
        length = edit.duration_ms if still else media.duration_ms
        at_most(length, MIN_CLIP_MS, MAX_TOTAL_MS, "A clip's length in ms")
        visuals.insert(
            at + number,
            VisualClip(
                clip_id,
                Span(0, length),
                media,
                motion=edit.motions[number % len(edit.motions)] if still else Motion(),
                transition=Transition(edit.transition, edit.transition_ms),
                fit=edit.fit,
            ),
        )
    return rebuild(timeline, visuals=visuals)


def _remove_clips(timeline: Timeline, edit: RemoveClips) -> Timeline:
    visuals = timeline.visuals
    gone = set(positions(edit.target, len(visuals)))
    return rebuild(timeline, visuals=[clip for index, clip in enumerate(visuals) if index not in gone])


def _move_clip(timeline: Timeline, edit: MoveClip) -> Timeline:
    visuals = list(timeline.visuals)
    source = position(edit.target, len(visuals), "clip")
    goal = position(edit.to, len(visuals), "place")
    visuals.insert(goal, visuals.pop(source))
    return rebuild(timeline, visuals=visuals)


def _swap_clips(timeline: Timeline, edit: SwapClips) -> Timeline:
    visuals = list(timeline.visuals)
    first, second = (position(number, len(visuals), "clip") for number in (edit.first, edit.second))
    visuals[first], visuals[second] = visuals[second], visuals[first]
    return rebuild(timeline, visuals=visuals)


def _reverse_order(timeline: Timeline, _edit: ReverseOrder) -> Timeline:
    return rebuild(timeline, visuals=timeline.visuals[::-1])


def _set_duration(timeline: Timeline, edit: SetDuration) -> Timeline:
    visuals = list(timeline.visuals)
    targeted = positions(edit.target, len(visuals))
    if not targeted:
        raise EditError("NO_CLIPS", "There is no clip to time yet.", "Put pictures on the timeline first.")
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


def _set_transition(timeline: Timeline, edit: SetTransition) -> Timeline:
    at_most(edit.duration_ms, 0, 10_000, "A transition's length in ms")
    visuals = list(timeline.visuals)
    cut = edit.kind is TransitionKind.CUT
    for index in positions(edit.target, len(visuals)):
        visuals[index] = replace(visuals[index], transition=Transition(edit.kind, 0 if cut else edit.duration_ms))
    return rebuild(timeline, visuals=visuals)


def _set_motion(timeline: Timeline, edit: SetMotion) -> Timeline:
    visuals = list(timeline.visuals)
    stills = [index for index in positions(edit.target, len(visuals)) if visuals[index].media.kind is MediaKind.IMAGE]
    for turn, index in enumerate(stills):
        visuals[index] = replace(visuals[index], motion=edit.motions[turn % len(edit.motions)])
    return rebuild(timeline, visuals=visuals)


def _set_music(timeline: Timeline, edit: SetMusic) -> Timeline:
    at_most(edit.volume, 0, MAX_VOLUME, "A volume")
    media: Media | None = edit.media
    if media is not None and media.kind is not MediaKind.AUDIO:
        raise EditError("NOT_SOUND", f"{media.name} is not sound.", "Upload an MP3, WAV, M4A or AAC file.")
    clip_id, timeline = name(timeline)
    music = SoundClip(clip_id, Span(0, timeline.duration_ms), media, edit.mood, edit.volume)
    return rebuild(timeline, sounds=[*(clip for clip in timeline.sounds if not clip.whole), music])


def _remove_music(timeline: Timeline, _edit: RemoveMusic) -> Timeline:
    return rebuild(timeline, sounds=[clip for clip in timeline.sounds if not clip.whole])


def _set_volume(timeline: Timeline, edit: SetVolume) -> Timeline:
    def leveled(now: float) -> float:
        level = now + edit.level if edit.relative else edit.level
        return round(min(max(level, 0.0), MAX_VOLUME), 4)

    if not edit.relative:
        at_most(edit.level, 0, MAX_VOLUME, "A volume")
    if edit.of == "footage":
        return rebuild(timeline, visuals=[replace(clip, volume=leveled(clip.volume)) for clip in timeline.visuals])
    if not timeline.sounds:
        raise EditError("NO_MUSIC", "There is no music to make louder or quieter.", "Add background music first.")
    return rebuild(timeline, sounds=[replace(clip, volume=leveled(clip.volume)) for clip in timeline.sounds])


def _set_canvas(timeline: Timeline, edit: SetCanvas) -> Timeline:
    for side in (edit.width, edit.height):
        at_most(side, 2, MAX_SIDE, "A side of the video in pixels")
        if side % 2:
            raise EditError("ODD_SIZE", f"A side of {side} pixels cannot be encoded.", "Use even numbers.")
    return rebuild(replace(timeline, canvas=replace(timeline.canvas, width=edit.width, height=edit.height)))


_DOERS: dict[type, Callable[[Timeline, Any], Timeline]] = {
    AddClips: _add_clips,
    RemoveClips: _remove_clips,
    MoveClip: _move_clip,
    SwapClips: _swap_clips,
    ReverseOrder: _reverse_order,
    SetDuration: _set_duration,
    SetTransition: _set_transition,
    SetMotion: _set_motion,
    AddText: add_text,
    EditText: edit_text,
    RemoveText: remove_text,
    AddCaptions: add_captions,
    SetMusic: _set_music,
    RemoveMusic: _remove_music,
    SetVolume: _set_volume,
    SetCanvas: _set_canvas,
}
