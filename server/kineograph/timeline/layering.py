"""Edits of what lies over the pictures or sounds beside them: overlays, music, voices, how loud, and fades."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kineograph.timeline.clips import Media, OverlayClip, SoundClip, Timeline
from kineograph.timeline.edits import SetFade
from kineograph.timeline.layer_edits import (
    AddOverlay,
    AddSound,
    EditOverlay,
    RemoveMusic,
    RemoveOverlay,
    RemoveSound,
    SetMusic,
    SetVolume,
)
from kineograph.timeline.layout import rebuild
from kineograph.timeline.span import Span
from kineograph.timeline.targets import EditError, at_most, checked_color, checked_when, name, position, positions
from kineograph.timeline.vocabulary import Fade, MediaKind, SoundRole, TextEffect

MAX_VOLUME = 2.0
MAX_FADE_MS = 10_000
OVERLAY_SIZES = (0.02, 1.0)


def add_overlay(timeline: Timeline, edit: AddOverlay) -> Timeline:
    _check_overlay(edit)
    checked_when(edit.when, timeline.duration_ms, "The overlay")
    clip_id, timeline = name(timeline)
    over = OverlayClip(
        clip_id,
        Span(0, edit.when.duration_ms),
        edit.media,
        edit.place,
        edit.when,
        edit.size,
        edit.opacity,
        style=edit.style,
    )
    return rebuild(timeline, overlays=[*timeline.overlays, over])


def edit_overlay(timeline: Timeline, edit: EditOverlay) -> Timeline:
    _check_overlay(edit)
    overlays = list(timeline.overlays)
    index = position(edit.target, len(overlays), "overlay")
    fields = ("media", "place", "when", "size", "opacity", "style")
    wanted = {field: value for field in fields if (value := getattr(edit, field)) is not None}
    if edit.when is not None:
        checked_when(edit.when, timeline.duration_ms, "The overlay")
    overlays[index] = replace(overlays[index], **wanted)
    return rebuild(timeline, overlays=overlays)


def remove_overlay(timeline: Timeline, edit: RemoveOverlay) -> Timeline:
    overlays = timeline.overlays
    gone = set(positions(edit.target, len(overlays), "overlay"))
    return rebuild(timeline, overlays=[clip for index, clip in enumerate(overlays) if index not in gone])


def set_music(timeline: Timeline, edit: SetMusic) -> Timeline:
    at_most(edit.volume, 0, MAX_VOLUME, "A volume")
    _check_sound(edit.media)
    clip_id, timeline = name(timeline)
    music = SoundClip(clip_id, Span(0, timeline.duration_ms), edit.media, edit.mood, edit.volume)
    return rebuild(timeline, sounds=[*(clip for clip in timeline.sounds if not clip.whole), music])


def remove_music(timeline: Timeline, _edit: RemoveMusic) -> Timeline:
    return rebuild(timeline, sounds=[clip for clip in timeline.sounds if not clip.whole])


def add_sound(timeline: Timeline, edit: AddSound) -> Timeline:
    """``duck`` is the music's: it is what gives way."""
    if not timeline.visuals:
        raise EditError("NO_CLIPS", "There is no video yet to be spoken over.", "Put pictures on the timeline first.")
    at_most(edit.volume, 0, MAX_VOLUME, "A volume")
    at_most(edit.duck, 0, 1, "How far the music gives way")
    at_most(edit.at_ms, 0, max(timeline.duration_ms - 1, 0), "The start of a sound in ms")
    _check_sound(edit.media)
    if edit.role is SoundRole.MUSIC:
        raise EditError("NOT_A_VOICE", "Music plays along the whole video.", "Use set_music for it.")
    clip_id, timeline = name(timeline)
    length = edit.media.duration_ms or timeline.duration_ms - edit.at_ms  # heard as far as the video goes
    sound = SoundClip(
        clip_id, Span.of(edit.at_ms, length), edit.media, volume=edit.volume, fade_in_ms=0, fade_out_ms=0, whole=False,
        role=edit.role,
    )  # fmt: skip
    given = [replace(clip, duck=edit.duck) if clip.whole else clip for clip in timeline.sounds]
    return rebuild(timeline, sounds=[*given, sound])


def remove_sound(timeline: Timeline, edit: RemoveSound) -> Timeline:
    return rebuild(
        timeline,
        sounds=[clip for clip in timeline.sounds if clip.whole or (edit.role is not None and clip.role != edit.role)],
    )


def set_volume(timeline: Timeline, edit: SetVolume) -> Timeline:
    def leveled(now: float) -> float:
        level = now + edit.level if edit.relative else edit.level
        return round(min(max(level, 0.0), MAX_VOLUME), 4)

    if not edit.relative:
        at_most(edit.level, 0, MAX_VOLUME, "A volume")
    if edit.of == "footage":
        targeted = positions(edit.target, len(timeline.visuals))
        chosen = [index for index in targeted if timeline.visuals[index].media.has_sound]
        if not chosen:
            raise EditError("NO_FOOTAGE", "No clip here has a sound of its own.", "Only footage can have one.")
        return rebuild(
            timeline,
            visuals=[
                replace(clip, volume=leveled(clip.volume)) if index in chosen else clip
                for index, clip in enumerate(timeline.visuals)
            ],
        )
    heard = [clip for clip in timeline.sounds if clip.role.value == edit.of]
    if not heard:
        raise EditError(
            f"NO_{edit.of.upper()}", f"There is no {edit.of} to make louder or quieter.", "Add it first, from a file."
            if edit.of != "music" else "Add background music first.",
        )  # fmt: skip
    return rebuild(
        timeline,
        sounds=[replace(clip, volume=leveled(clip.volume)) if clip in heard else clip for clip in timeline.sounds],
    )


def set_fade(timeline: Timeline, edit: SetFade) -> Timeline:
    at_most(edit.duration_ms, 0, MAX_FADE_MS, "A fade's length in ms")
    checked_color(edit.color)
    into, out = edit.edge in ("in", "both"), edit.edge in ("out", "both")
    if edit.of == "text":
        return _fade_texts(timeline, edit, into=into, out=out)
    if edit.of == "music":
        if not any(clip.whole for clip in timeline.sounds):
            raise EditError("NO_MUSIC", "There is no music to fade.", "Add background music first.")
        length: dict[str, Any] = {"fade_in_ms": edit.duration_ms} if into else {}
        length |= {"fade_out_ms": edit.duration_ms} if out else {}
        return rebuild(timeline, sounds=[replace(clip, **length) if clip.whole else clip for clip in timeline.sounds])
    fade = Fade(edit.duration_ms, edit.color)
    return replace(timeline, opening=fade if into else timeline.opening, closing=fade if out else timeline.closing)


def _fade_texts(timeline: Timeline, edit: SetFade, *, into: bool, out: bool) -> Timeline:
    texts = list(timeline.texts)
    if not texts:
        raise EditError("NO_TEXT", "There is no text to fade.", "Add a text first.")
    effect = TextEffect.FADE if edit.duration_ms else TextEffect.NONE
    for index in positions(edit.target, len(texts), "text"):
        clip = texts[index]
        texts[index] = replace(
            clip,
            enter=effect if into else clip.enter,
            leave=effect if out else clip.leave,
            fade_ms=edit.duration_ms or clip.fade_ms,
        )
    return rebuild(timeline, texts=texts)


def _check_overlay(edit: AddOverlay | EditOverlay) -> None:
    at_most(0.2 if edit.size is None else edit.size, *OVERLAY_SIZES, "An overlay's size")
    at_most(1.0 if edit.opacity is None else edit.opacity, 0, 1, "An opacity")
    if edit.media is not None and edit.media.kind is MediaKind.AUDIO:
        raise EditError("NOT_A_PICTURE", f"{edit.media.name} is sound, not a picture.", "Use it as music instead.")


def _check_sound(media: Media | None) -> None:
    """Music and voices are sound files; footage with a sound of its own serves as well."""
    if media is not None and not (media.kind is MediaKind.AUDIO or media.has_sound):
        raise EditError("NOT_SOUND", f"{media.name} is not sound.", "Upload an MP3, WAV, M4A or AAC file.")
