"""``apply(timeline, edit)``: one typed edit, purely. A batch is all or nothing.

Raises :class:`EditError` with a sentence that says what to do instead; the given timeline is never touched.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from kineograph.timeline import edits as e
from kineograph.timeline import layering, looking, looping, texting, timing
from kineograph.timeline.clip_edits import (
    AddClips,
    MoveClip,
    RemoveClips,
    ReplaceClip,
    SetMotion,
    SetTransition,
    SortClips,
    SwapClips,
)
from kineograph.timeline.clips import Media, Timeline, VisualClip
from kineograph.timeline.edits import Edit
from kineograph.timeline.layering import MAX_VOLUME
from kineograph.timeline.layout import rebuild
from kineograph.timeline.looking import MAX_SIDE
from kineograph.timeline.span import Span
from kineograph.timeline.targets import EditError, at_most, position, positions
from kineograph.timeline.timing import MAX_TOTAL_MS, MIN_CLIP_MS
from kineograph.timeline.vocabulary import ClipId, MediaKind, Motion, Playback, Transition, TransitionKind

__all__ = ["MAX_CLIPS", "MAX_SIDE", "MAX_TOTAL_MS", "MAX_VOLUME", "MIN_CLIP_MS", "apply", "apply_all"]

MAX_CLIPS = 1000
MAX_TRANSITION_MS = 10_000
MAX_STRENGTH = 0.5


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
    if (count := sum(len(track.clips) for track in done.tracks)) > MAX_CLIPS:
        raise EditError(
            "TOO_MANY_CLIPS", f"There would be {count} clips, texts and sounds.", f"{MAX_CLIPS} is the most."
        )
    return done


def _add_clips(timeline: Timeline, edit: AddClips) -> Timeline:
    if not edit.media:
        raise EditError("NO_MEDIA", "There is nothing to add.", "Upload a picture first.")
    at_most(edit.transition_ms, 0, MAX_TRANSITION_MS, "A transition's length in ms")
    visuals, motions = list(timeline.visuals), _checked_motions(edit.motions) or (Motion(),)
    at = min(max(edit.at - 1 if edit.at >= 0 else len(visuals) + edit.at + 1, 0), len(visuals))
    for number, media in enumerate(edit.media):
        _check_picture(media)
        still = media.kind is MediaKind.IMAGE
        length = edit.duration_ms if still else media.duration_ms
        at_most(length, MIN_CLIP_MS, MAX_TOTAL_MS, "A clip's length in ms")
        visuals.insert(
            at + number,
            VisualClip(
                ClipId(f"c{timeline.serial + number}"),
                Span(0, length),
                media,
                motion=motions[number % len(motions)] if still else Motion(),
                transition=Transition(edit.transition, edit.transition_ms),
                fit=edit.fit,
            ),
        )
    return rebuild(replace(timeline, serial=timeline.serial + len(edit.media)), visuals=visuals)


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


def _sort_clips(timeline: Timeline, edit: SortClips) -> Timeline:
    visuals = timeline.visuals
    if edit.by == "reverse":
        return rebuild(timeline, visuals=visuals[::-1])
    if edit.by == "captured" and not any(clip.media.captured_at for clip in visuals):
        raise EditError("NO_DATES", "No picture here says when it was taken.", "Sort by name, or name the order.")
    ordered = sorted(visuals, key=_SORTING[edit.by])
    if edit.by == "shuffle" and ordered == list(visuals) and len(ordered) > 1:
        ordered = [*ordered[1:], ordered[0]]
    return rebuild(timeline, visuals=ordered)


def _by_name(clip: VisualClip) -> tuple[object, ...]:
    """Numbers in names count as numbers: p2 before p10."""
    parts = re.split(r"(\d+)", clip.media.name.casefold())
    return tuple((0, int(part), "") if part.isdecimal() and part.isascii() else (1, 0, part) for part in parts)


_SORTING: dict[str, Callable[[VisualClip], Any]] = {
    "name": _by_name,
    "captured": lambda clip: (not clip.media.captured_at, clip.media.captured_at),
    "added": lambda clip: (len(clip.id), clip.id),
    "shuffle": lambda clip: hashlib.sha256(clip.id.encode()).digest(),
}


def _replace_clip(timeline: Timeline, edit: ReplaceClip) -> Timeline:
    visuals = list(timeline.visuals)
    index = position(edit.target, len(visuals), "clip")
    _check_picture(edit.media)
    still = edit.media.kind is MediaKind.IMAGE
    length = visuals[index].span.duration if still else edit.media.duration_ms
    at_most(length, MIN_CLIP_MS, MAX_TOTAL_MS, "A clip's length in ms")
    visuals[index] = replace(
        visuals[index], media=edit.media, span=Span(0, length), source_start_ms=0, source_end_ms=0, speed=1.0,
        backwards=False, playback=Playback.ONCE, motion=visuals[index].motion if still else Motion(),
    )  # fmt: skip
    return rebuild(timeline, visuals=visuals)


def _set_transition(timeline: Timeline, edit: SetTransition) -> Timeline:
    at_most(edit.duration_ms, 0, MAX_TRANSITION_MS, "A transition's length in ms")
    visuals = list(timeline.visuals)
    cut, targeted = edit.kind is TransitionKind.CUT, positions(edit.target, len(visuals))
    if edit.target and targeted == (0,):
        raise EditError(
            "NO_CUT", "Nothing comes before the first clip.", "Name the clip that comes in: 2 for the first cut."
        )
    for index in targeted:
        visuals[index] = replace(visuals[index], transition=Transition(edit.kind, 0 if cut else edit.duration_ms))
    return rebuild(timeline, visuals=visuals)


def _set_motion(timeline: Timeline, edit: SetMotion) -> Timeline:
    if not edit.motions:
        raise EditError("NO_MOTION", "No motion is named.", "Name at least one, such as zoom_in.")
    motions, visuals = _checked_motions(edit.motions), list(timeline.visuals)
    targeted = positions(edit.target, len(visuals))
    stills = [index for index in targeted if visuals[index].media.kind is MediaKind.IMAGE]
    if targeted and not stills:
        raise EditError("NO_PICTURE", "Footage moves by itself: a camera's move is for still pictures.")
    for turn, index in enumerate(stills):
        visuals[index] = replace(visuals[index], motion=motions[turn % len(motions)])
    return rebuild(timeline, visuals=visuals)


def _checked_motions(motions: tuple[Motion, ...]) -> tuple[Motion, ...]:
    for motion in motions:
        at_most(motion.strength, 0, MAX_STRENGTH, "A motion's strength")
    return motions


def _check_picture(media: Media) -> None:
    if media.kind is MediaKind.AUDIO:
        raise EditError("NOT_A_PICTURE", f"{media.name} is sound, not a picture.", "Use it as music instead.")


_DOERS: dict[type, Callable[[Timeline, Any], Timeline]] = {
    e.AddClips: _add_clips,
    e.RemoveClips: _remove_clips,
    e.ReplaceClip: _replace_clip,
    e.MoveClip: _move_clip,
    e.SwapClips: _swap_clips,
    e.SortClips: _sort_clips,
    e.SetDuration: timing.set_duration,
    e.Trim: timing.trim,
    e.CutRange: timing.cut_range,
    e.Split: timing.split,
    e.SetSpeed: timing.set_speed,
    e.Reverse: looping.reverse,
    e.Loop: looping.loop,
    e.SetTransition: _set_transition,
    e.SetMotion: _set_motion,
    e.SetFade: layering.set_fade,
    e.AddText: texting.add_text,
    e.EditText: texting.edit_text,
    e.RemoveText: texting.remove_text,
    e.AddCaptions: texting.add_captions,
    e.AddOverlay: layering.add_overlay,
    e.EditOverlay: layering.edit_overlay,
    e.RemoveOverlay: layering.remove_overlay,
    e.SetMusic: layering.set_music,
    e.RemoveMusic: layering.remove_music,
    e.AddSound: layering.add_sound,
    e.RemoveSound: layering.remove_sound,
    e.SetVolume: layering.set_volume,
    e.SetLook: looking.set_look,
    e.SetFrame: looking.set_frame,
    e.Transform: looking.transform,
    e.SetOutput: looking.set_output,
}
