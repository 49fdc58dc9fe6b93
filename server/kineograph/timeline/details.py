"""Everything about a clip that a person could see or hear changed, by name, in words. Pure.

What is as it usually is goes unsaid, so a difference with "none" on one side means: as usual.
"""

from __future__ import annotations

from kineograph.timeline.clips import Clip, OpaqueClip, OverlayClip, SoundClip, TextClip, VisualClip
from kineograph.timeline.span import seconds_text
from kineograph.timeline.summary import one_line, transition_text
from kineograph.timeline.vocabulary import Easing, Fade, Look, Output, Playback, Tone


def details(clip: Clip) -> dict[str, str]:
    """Field → value as people say them; the place in time and the name are left out."""
    if isinstance(clip, VisualClip):
        return _said(_visual(clip))
    if isinstance(clip, SoundClip):
        return _said(_sound(clip))
    if isinstance(clip, TextClip):
        return _said(_text(clip))
    if isinstance(clip, OverlayClip):
        return _said(_overlay(clip))
    return _opaque(clip)


def look_text(look: Look) -> str:
    """``sepia, contrast +20%, grain 30%``; empty where the picture is left as it is."""
    parts = [] if look.tone is Tone.COLOR else [_words(look.tone)]
    for name in ("brightness", "contrast", "saturation", "warmth"):
        value = getattr(look, name)
        parts += [f"{name} {round(value * 100, 1):+g}%"] if value else []
    for name in ("vignette", "grain", "sharpen", "blur"):
        value = getattr(look, name)
        parts += [f"{name} {_percent(value)}"] if value else []
    return ", ".join(parts)


def fade_text(fade: Fade) -> str:
    """``1.5 s, #000000``; ``none`` where there is no fade."""
    return f"{seconds_text(fade.duration_ms)} s, {fade.color}" if fade.duration_ms else "none"


def output_text(output: Output) -> str:
    """``mov, standard, 720p, 25 fps``; what is as the canvas has it goes unsaid."""
    side = [f"{output.short_side}p"] if output.short_side else []
    return ", ".join([output.container, output.quality, *side, *([f"{output.fps} fps"] if output.fps else [])])


def _visual(clip: VisualClip) -> dict[str, str]:
    return {
        "motion": f"{_words(clip.motion.kind)} {_percent(clip.motion.strength)}",
        "easing": "" if clip.motion.easing is Easing.GENTLE else _words(clip.motion.easing),
        "transition in": transition_text(clip.transition),
        "source": str(clip.media.id),
        "starts in its source at": f"{seconds_text(clip.source_start_ms)} s",
        "ends in its source at": f"{seconds_text(clip.source_end_ms)} s" if clip.source_end_ms else "",
        "speed": "" if clip.speed == 1 else f"{clip.speed:g}x",
        "direction": "backwards" if clip.backwards else "",
        "playback": "" if clip.playback is Playback.ONCE else _words(clip.playback),
        "volume": _percent(clip.volume),
        "fit": clip.fit.value,
        "look": look_text(clip.look),
        "turned": f"{clip.rotate}° clockwise" if clip.rotate else "",
        "flipped": f"{clip.flip}ly" if clip.flip else "",
    }


def _sound(clip: SoundClip) -> dict[str, str]:
    return {
        "volume": _percent(clip.volume),
        "fades": f"{seconds_text(clip.fade_in_ms)} s in, {seconds_text(clip.fade_out_ms)} s out",
        "kind": _words(clip.role),
        "ducking": _percent(clip.duck),
        "starts in its source at": f"{seconds_text(clip.source_start_ms)} s" if clip.source_start_ms else "",
    }


def _text(clip: TextClip) -> dict[str, str]:
    return {
        "text": f'"{one_line(clip.text)}"',
        "place": _words(clip.place),
        "color": clip.color,
        "size": _percent(clip.size),
        "role": _words(clip.role),
        "ground": _words(clip.ground),
        "comes with": f"{_words(clip.enter)} {seconds_text(clip.fade_ms)} s",
        "goes with": f"{_words(clip.leave)} {seconds_text(clip.fade_ms)} s",
        "opacity": "" if clip.opacity == 1 else _percent(clip.opacity),
    }


def _overlay(clip: OverlayClip) -> dict[str, str]:
    return {
        "source": str(clip.media.id),
        "place": _words(clip.place),
        "size": _percent(clip.size),
        "opacity": _percent(clip.opacity),
        "fades": f"{seconds_text(clip.fade_ms)} s",
        "style": _words(clip.style),
        "starts in its source at": f"{seconds_text(clip.source_start_ms)} s" if clip.source_start_ms else "",
        "volume": _percent(clip.volume) if clip.media.has_sound else "",
    }


def _opaque(clip: OpaqueClip) -> dict[str, str]:
    return {} if clip.volume is None else {"volume": _percent(clip.volume)}


def _said(found: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in found.items() if value}


def _words(value: str) -> str:
    return str(value).replace("_", " ")


def _percent(share: float) -> str:
    return f"{round(share * 100, 1):g}%"
