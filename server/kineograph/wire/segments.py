"""One clip of a draft, read and written. The table of keys is in :mod:`kineograph.wire.draft`.

A clip that carries our keys becomes what it was; one that does not becomes an :class:`OpaqueClip` with its place, name
and volume, or a text where a text can be found: shown to people, never guessed at further.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from kineograph.timeline import (
    NEUTRAL,
    Anchor,
    Clip,
    ClipId,
    Easing,
    Fit,
    Flip,
    Ground,
    Look,
    Media,
    MediaId,
    MediaKind,
    Mood,
    Motion,
    MotionKind,
    OpaqueClip,
    OverlayClip,
    OverlayStyle,
    Place,
    Playback,
    SoundClip,
    SoundRole,
    Span,
    TextClip,
    TextEffect,
    TextRole,
    Tone,
    TrackKind,
    Transition,
    TransitionKind,
    VisualClip,
    When,
)
from kineograph.wire.values import first, mapping, member, one_of, share, signed, whole_number

QUARTERS = (0, 90, 180, 270)
MAX_MS = 48 * 3_600_000
_STARTS = ("s", "st", "start", "startTime", "start_time")
_NAMES = ("name", "title", "label", "filename", "prompt", "text")
_TEXTS = ("text", "content", "title", "name")
_VOLUMES = ("v", "vol", "volume")
_GRADES = {
    "brightness": "br",
    "contrast": "co",
    "saturation": "sa",
    "warmth": "wa",
    "vignette": "vi",
    "grain": "gr",
    "sharpen": "sh",
    "blur": "bl",
}


def read_segment(raw: Mapping[str, Any], kind: TrackKind, unnamed: str, after: int) -> Clip:
    """The clip in ``raw``; ``unnamed`` is its id and ``after`` its start in ms where it gives none. Never raises."""
    meta = raw.get("m")
    both: Mapping[str, Any] = {**raw, **meta} if isinstance(meta, Mapping) else raw
    start = next((whole_number(raw[key], after) for key in _STARTS if key in raw), after)
    span = Span.of(min(start, MAX_MS), min(whole_number(raw.get("d"), 0), MAX_MS))
    clip_id = ClipId(raw["id"] if isinstance(raw.get("id"), str) and raw["id"] else unnamed)
    if kind is TrackKind.TEXT:
        return _read_text(both, clip_id, span)
    if kind is TrackKind.VIDEO and isinstance(raw.get("src"), str):
        return _read_visual(both, clip_id, span)
    if kind is TrackKind.AUDIO and (isinstance(raw.get("src"), str) or isinstance(raw.get("bed"), str)):
        return _read_sound(both, clip_id, span)
    if kind is TrackKind.OVERLAY and isinstance(raw.get("src"), str) and isinstance(raw.get("sty"), str):
        return _read_overlay(both, clip_id, span)
    volume = next((share(both[key], 1) for key in _VOLUMES if key in both), None)
    return OpaqueClip(clip_id, span, first(both, _NAMES), volume)


def write_segment(clip: Clip, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The clip in the wire's spelling, over what stood there ``before``."""
    old = dict(before or {})
    meta = old.get("m")
    ours: dict[str, Any] = {"id": clip.id, "s": clip.span.start, "d": clip.span.duration}
    if isinstance(clip, VisualClip):
        names = _write_media(clip.media)
        ours |= {
            "src": clip.media.id,
            "k": clip.media.kind.value,
            "mo": {"k": clip.motion.kind.value, "p": clip.motion.strength, "e": clip.motion.easing.value},
            "tr": {"k": clip.transition.kind.value, "d": clip.transition.duration_ms},
            "in": clip.source_start_ms,
            "v": clip.volume,
            "fit": clip.fit.value,
            "lk": {} if clip.look == NEUTRAL else _write_look(clip.look),
            "out": clip.source_end_ms,
            "sp": clip.speed,
            "bw": clip.backwards,
            "pb": clip.playback.value,
            "rt": clip.rotate,
            "fl": clip.flip,
        }
    elif isinstance(clip, SoundClip):
        names = _write_media(clip.media) if clip.media else {"name": clip.name}
        ours |= {"src": clip.media.id, "k": clip.media.kind.value} if clip.media else {}
        ours |= {"bed": clip.mood.value, "v": clip.volume, "fi": clip.fade_in_ms, "fo": clip.fade_out_ms}
        ours |= {"all": clip.whole, "rl": clip.role.value, "dk": clip.duck, "in": clip.source_start_ms}
    elif isinstance(clip, TextClip):
        names = {"text": clip.text}
        ours |= {
            "ro": clip.role.value,
            "pl": clip.place.value,
            "w": _write_when(clip.when),
            "sz": clip.size,
            "cl": clip.color,
            "fx": clip.fade_ms,
            "gd": clip.ground.value,
            "en": clip.enter.value,
            "lv": clip.leave.value,
            "op": clip.opacity,
        }
    elif isinstance(clip, OverlayClip):
        names = _write_media(clip.media)
        ours |= {
            "src": clip.media.id,
            "k": clip.media.kind.value,
            "sty": clip.style.value,
            "pl": clip.place.value,
            "w": _write_when(clip.when),
            "sz": clip.size,
            "op": clip.opacity,
            "fx": clip.fade_ms,
            "in": clip.source_start_ms,
            "v": clip.volume,
        }
    else:
        names = {"name": clip.name}
    return {**old, **ours, "m": {**(meta if isinstance(meta, Mapping) else {}), **names}}


def _read_media(raw: Mapping[str, Any], kind: MediaKind) -> Media:
    return Media(
        MediaId(raw["src"]),
        member(MediaKind, raw.get("k"), kind),
        first(raw, _NAMES) or raw["src"],
        whole_number(raw.get("width"), 0),
        whole_number(raw.get("height"), 0),
        whole_number(raw.get("dur"), 0),
        raw.get("snd") is True,
        whole_number(raw.get("cap"), 0),
    )


def _write_media(media: Media) -> dict[str, Any]:
    return {
        "name": media.name,
        "width": media.width,
        "height": media.height,
        "dur": media.duration_ms,
        "snd": media.has_sound,
        "cap": media.captured_at,
    }


def _read_visual(raw: Mapping[str, Any], clip_id: ClipId, span: Span) -> VisualClip:
    motion, transition = mapping(raw.get("mo")), mapping(raw.get("tr"))
    return VisualClip(
        clip_id,
        span,
        _read_media(raw, MediaKind.IMAGE),
        Motion(
            member(MotionKind, motion.get("k"), MotionKind.STILL),
            share(motion.get("p"), 0.12),
            member(Easing, motion.get("e"), Easing.GENTLE),
        ),
        Transition(
            member(TransitionKind, transition.get("k"), TransitionKind.CUT), whole_number(transition.get("d"), 0)
        ),
        whole_number(raw.get("in"), 0),
        share(raw.get("v"), 1.0),
        member(Fit, raw.get("fit"), Fit.AUTO),
        _read_look(mapping(raw.get("lk"))),
        whole_number(raw.get("out"), 0),
        share(raw.get("sp"), 1.0),
        raw.get("bw") is True,
        member(Playback, raw.get("pb"), Playback.ONCE),
        one_of(QUARTERS, raw.get("rt"), 0),
        one_of(get_args(Flip), raw.get("fl"), ""),
    )


def _read_look(raw: Mapping[str, Any]) -> Look:
    return Look(
        **{field: signed(raw.get(key)) for field, key in _GRADES.items()},
        tone=member(Tone, raw.get("to"), Tone.COLOR),
    )


def _write_look(look: Look) -> dict[str, Any]:
    return {"to": look.tone.value, **{key: getattr(look, field) for field, key in _GRADES.items()}}


def _read_when(raw: Mapping[str, Any], span: Span) -> When:
    when = mapping(raw.get("w"))
    return When(
        member(Anchor, when.get("a"), Anchor.ABSOLUTE),
        whole_number(when.get("at"), span.start),
        whole_number(when.get("d"), span.duration),
    )


def _write_when(when: When) -> dict[str, Any]:
    return {"a": when.anchor.value, "at": when.at_ms, "d": when.duration_ms}


def _read_sound(raw: Mapping[str, Any], clip_id: ClipId, span: Span) -> SoundClip:
    return SoundClip(
        clip_id,
        span,
        _read_media(raw, MediaKind.AUDIO) if isinstance(raw.get("src"), str) else None,
        member(Mood, raw.get("bed"), Mood.LOFI),
        share(raw.get("v"), 0.35),
        whole_number(raw.get("fi"), 0),
        whole_number(raw.get("fo"), 0),
        raw.get("all") is True,
        member(SoundRole, raw.get("rl"), SoundRole.MUSIC),
        share(raw.get("dk"), 0.6),
        whole_number(raw.get("in"), 0),
    )


def _read_text(raw: Mapping[str, Any], clip_id: ClipId, span: Span) -> TextClip:
    return TextClip(
        clip_id,
        span,
        first(raw, _TEXTS),
        member(TextRole, raw.get("ro"), TextRole.TITLE),
        member(Place, raw.get("pl"), Place.CENTER),
        _read_when(raw, span),
        share(raw.get("sz"), 0.08),
        raw["cl"] if isinstance(raw.get("cl"), str) else "#ffffff",
        whole_number(raw.get("fx"), 0),
        member(Ground, raw.get("gd"), Ground.AUTO),
        member(TextEffect, raw.get("en"), TextEffect.FADE),
        member(TextEffect, raw.get("lv"), TextEffect.FADE),
        share(raw.get("op"), 1.0),
    )


def _read_overlay(raw: Mapping[str, Any], clip_id: ClipId, span: Span) -> OverlayClip:
    return OverlayClip(
        clip_id,
        span,
        _read_media(raw, MediaKind.IMAGE),
        member(Place, raw.get("pl"), Place.TOP_RIGHT),
        _read_when(raw, span),
        share(raw.get("sz"), 0.2),
        share(raw.get("op"), 1.0),
        whole_number(raw.get("fx"), 0),
        member(OverlayStyle, raw.get("sty"), OverlayStyle.PLAIN),
        whole_number(raw.get("in"), 0),
        share(raw.get("v"), 1.0),
    )
