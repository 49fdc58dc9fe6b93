"""What sounds when, and how loud: the sound part of the plan. Pure; counts in samples at 48 kHz.

Footage sounds while it is visible and cross-fades with its picture. Its clock is the picture's: at the moment ``t``
after its clip's start it is ``t * speed`` into the part of its source; a loop takes that modulo the part's length, a
boomerang runs forth and back in turn, and once played out it is silent. Before its clip's start it sounds only where it
plays forward once and its source has something there.
"""

from __future__ import annotations

from dataclasses import dataclass

from kineograph.studio.render.plan.joints import entrances
from kineograph.timeline.clips import OverlayClip, SoundClip, Timeline, VisualClip
from kineograph.timeline.vocabulary import MediaId, MediaKind, Mood, Playback, SoundRole

RATE = 48_000
_EDGE_MS = 10  # the shortest fade: without it a cut in the sound clicks
_MS = RATE // 1000
_STANDARD = {SoundRole.MUSIC: 0.35, SoundRole.VOICE: 1.0, SoundRole.EFFECT: 1.0}


@dataclass(frozen=True, slots=True)
class SoundCue:
    """A sound in samples ``[first, end)``: of ``media``, its part ``[source, until)`` (an ``until`` of 0: to its own
    end), or the generated bed of ``mood`` from ``source`` on.

    The part plays at ``speed``, ``backwards`` from its end, and again as ``playback`` says. ``role``: the sound of
    footage counts as a voice. ``duck``: by which share it gives way to voices; ``yields``: the gains at samples of the
    timeline, with straight lines between them, by which it does."""

    first: int
    end: int
    media: MediaId | None
    mood: Mood | None
    gain: float
    fade_in: int
    fade_out: int
    source: int = 0
    until: int = 0
    speed: float = 1.0
    backwards: bool = False
    playback: Playback = Playback.ONCE
    role: SoundRole = SoundRole.MUSIC
    duck: float = 0.0
    yields: tuple[tuple[int, float], ...] = ()

    @property
    def prominence(self) -> float:
        """Its volume against the standard of its role: 1 for music at 35 % and for anything else at 100 %."""
        return self.gain / _STANDARD[self.role]


def set_cues(timeline: Timeline, samples: int) -> tuple[SoundCue, ...]:
    """The cues of a timeline whose video is ``samples`` long; silent ones are left out."""
    visuals = [clip for clip in timeline.visuals if clip.span.duration]
    blends = (*(transition.duration_ms for transition in entrances(visuals)), 0)
    cues = [_sound(clip, samples) for clip in timeline.sounds]
    cues += [
        _footage(clip, blends[index], blends[index + 1], samples)
        for index, clip in enumerate(visuals)
        if clip.media.kind is MediaKind.VIDEO and clip.media.has_sound
    ]
    cues += [
        _overlay(clip, samples)
        for clip in timeline.overlays
        if clip.media.kind is MediaKind.VIDEO and clip.media.has_sound
    ]
    return tuple(cue for cue in cues if cue.end > cue.first and cue.gain > 0 and not 0 < cue.until <= cue.source)


def _sound(clip: SoundClip, samples: int) -> SoundCue:
    first, end = min(clip.span.start * _MS, samples), min(clip.span.end * _MS, samples)
    if clip.whole:
        end = samples  # the video ends on a frame, not on a millisecond
    half = (end - first) // 2
    return SoundCue(
        first,
        end,
        clip.media.id if clip.media else None,
        None if clip.media else clip.mood,
        clip.volume,
        min(half, max(clip.fade_in_ms, _EDGE_MS) * _MS),
        min(half, max(clip.fade_out_ms, _EDGE_MS) * _MS),
        source=clip.source_start_ms * _MS,
        playback=Playback.LOOP if clip.whole or clip.media is None else Playback.ONCE,
        role=clip.role,
        duck=clip.duck if clip.role is SoundRole.MUSIC else 0.0,
    )


def _footage(clip: VisualClip, into: int, out: int, samples: int) -> SoundCue:
    """``into``, ``out``: the lengths in ms of the transitions at both ends of the clip."""
    once = clip.playback is Playback.ONCE
    source, until = clip.source_start_ms * _MS, _part_end(clip) * _MS
    speed = max(1, round(clip.speed * 1000)) / 1000  # in thousandths, as the pictures count it
    lead = min(into // 2 * _MS, int(source / speed)) if once and not clip.backwards else 0
    first, leaves = clip.span.start * _MS - lead, clip.span.end * _MS - out // 2 * _MS
    end = min(samples, clip.span.end * _MS + out // 2 * _MS)
    if once and until:
        end = min(end, clip.span.start * _MS + int((until - source) / speed))
    half = max(0, end - first) // 2
    return SoundCue(
        first,
        end,
        clip.media.id,
        None,
        clip.volume,
        min(half, max(lead + into // 2 * _MS, _EDGE_MS * _MS)),
        min(half, max(end - leaves, _EDGE_MS * _MS)),
        source=source - int(lead * speed),
        until=until,
        speed=speed,
        backwards=clip.backwards,
        playback=clip.playback,
        role=SoundRole.VOICE,
    )


def _part_end(clip: VisualClip) -> int:
    """In ms of the source; 0 where neither the clip nor the medium knows it."""
    length = clip.media.duration_ms
    return min(clip.source_end_ms, length) if clip.source_end_ms and length else clip.source_end_ms or length


def _overlay(clip: OverlayClip, samples: int) -> SoundCue:
    first, end = min(clip.span.start * _MS, samples), min(clip.span.end * _MS, samples)
    source, until = clip.source_start_ms * _MS, clip.media.duration_ms * _MS
    if until:
        end = min(end, first + max(0, until - source))
    fade = min((end - first) // 2, max(clip.fade_ms, _EDGE_MS) * _MS)
    return SoundCue(
        first,
        end,
        clip.media.id,
        None,
        clip.volume,
        fade,
        fade,
        source=source,
        until=until,
        role=SoundRole.VOICE,
    )
