"""One clip of a draft, read and written. The table of keys is in :mod:`kineograph.wire.draft`.

A clip that carries our keys becomes what it was; one that does not becomes an :class:`OpaqueClip` with its place, name
and volume, or a text where a text can be found: shown to people, never guessed at further.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from kineograph.timeline import (
    NEUTRAL,
    Anchor,
    Clip,
    ClipId,
    Easing,
    Fit,
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

E = TypeVar("E", bound=StrEnum)


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
    return OpaqueClip(clip_id, span, _first(both, _NAMES), volume)


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


def whole_number(value: object, otherwise: int) -> int:
    """A number as a non-negative integer, or ``otherwise``."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        return otherwise
    return round(min(value, 10**15))


def share(value: object, otherwise: float) -> float:
    """A number from 0 to 100 as a float, or ``otherwise``."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        return otherwise
    return float(value)


def _signed(value: object) -> float:
    """A number from −1 to 1 as a float, or 0."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not -1 <= value <= 1:
        return 0.0
    return float(value)


def _read_media(raw: Mapping[str, Any], kind: MediaKind) -> Media:
    return Media(
        MediaId(raw["src"]),
        _member(MediaKind, raw.get("k"), kind),
        _first(raw, _NAMES) or raw["src"],
        whole_number(raw.get("width"), 0),
        whole_number(raw.get("height"), 0),
        whole_number(raw.get("dur"), 0),
        raw.get("snd") is True,
    )


def _write_media(media: Media) -> dict[str, Any]:
    return {
        "name": media.name,
        "width": media.width,
        "height": media.height,
        "dur": media.duration_ms,
        "snd": media.has_sound,
    }


def _read_visual(raw: Mapping[str, Any], clip_id: ClipId, span: Span) -> VisualClip:
    motion, transition = _mapping(raw.get("mo")), _mapping(raw.get("tr"))
    return VisualClip(
        clip_id,
        span,
        _read_media(raw, MediaKind.IMAGE),
        Motion(
            _member(MotionKind, motion.get("k"), MotionKind.STILL),
            share(motion.get("p"), 0.12),
            _member(Easing, motion.get("e"), Easing.GENTLE),
        ),
        Transition(
            _member(TransitionKind, transition.get("k"), TransitionKind.CUT), whole_number(transition.get("d"), 0)
        ),
        whole_number(raw.get("in"), 0),
        share(raw.get("v"), 1.0),
        _member(Fit, raw.get("fit"), Fit.AUTO),
        _read_look(_mapping(raw.get("lk"))),
        whole_number(raw.get("out"), 0),
        share(raw.get("sp"), 1.0),
        raw.get("bw") is True,
        _member(Playback, raw.get("pb"), Playback.ONCE),
    )


def _read_look(raw: Mapping[str, Any]) -> Look:
    return Look(
        **{field: _signed(raw.get(key)) for field, key in _GRADES.items()},
        tone=_member(Tone, raw.get("to"), Tone.COLOR),
    )


def _write_look(look: Look) -> dict[str, Any]:
    return {"to": look.tone.value, **{key: getattr(look, field) for field, key in _GRADES.items()}}


def _read_when(raw: Mapping[str, Any], span: Span) -> When:
    when = _mapping(raw.get("w"))
    return When(
        _member(Anchor, when.get("a"), Anchor.ABSOLUTE),
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
        _member(Mood, raw.get("bed"), Mood.LOFI),
        share(raw.get("v"), 0.35),
        whole_number(raw.get("fi"), 0),
        whole_number(raw.get("fo"), 0),
        raw.get("all") is True,
        _member(SoundRole, raw.get("rl"), SoundRole.MUSIC),
        share(raw.get("dk"), 0.6),
        whole_number(raw.get("in"), 0),
    )


def _read_text(raw: Mapping[str, Any], clip_id: ClipId, span: Span) -> TextClip:
    return TextClip(
        clip_id,
        span,
        _first(raw, _TEXTS),
        _member(TextRole, raw.get("ro"), TextRole.TITLE),
        _member(Place, raw.get("pl"), Place.CENTER),
        _read_when(raw, span),
        share(raw.get("sz"), 0.08),
        raw["cl"] if isinstance(raw.get("cl"), str) else "#ffffff",
        whole_number(raw.get("fx"), 0),
        _member(Ground, raw.get("gd"), Ground.AUTO),
        _member(TextEffect, raw.get("en"), TextEffect.FADE),
        _member(TextEffect, raw.get("lv"), TextEffect.FADE),
        share(raw.get("op"), 1.0),
    )


def _read_overlay(raw: Mapping[str, Any], clip_id: ClipId, span: Span) -> OverlayClip:
    return OverlayClip(
        clip_id,
        span,
        _read_media(raw, MediaKind.IMAGE),
        _member(Place, raw.get("pl"), Place.TOP_RIGHT),
        _read_when(raw, span),
        share(raw.get("sz"), 0.2),
        share(raw.get("op"), 1.0),
        whole_number(raw.get("fx"), 0),
        _member(OverlayStyle, raw.get("sty"), OverlayStyle.PLAIN),
        whole_number(raw.get("in"), 0),
        share(raw.get("v"), 1.0),
    )


def _member(kind: type[E], value: object, otherwise: E) -> E:
    try:
        return kind(value) if isinstance(value, str) else otherwise
    except ValueError:
        return otherwise


def _first(raw: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((raw[key] for key in keys if isinstance(raw.get(key), str) and raw[key].strip()), "")


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
