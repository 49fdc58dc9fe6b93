"""What sounds when, and how loud: the sound part of the plan. Pure; counts in samples at 48 kHz.

Footage sounds while it is visible and cross-fades with its picture; its sound never starts before its source does.
"""

from __future__ import annotations

from dataclasses import dataclass

from kineograph.studio.render.joints import entrances
from kineograph.timeline.clips import SoundClip, Timeline, VisualClip
from kineograph.timeline.vocabulary import MediaId, MediaKind, Mood

RATE = 48_000
_EDGE_MS = 10  # the shortest fade: without it a cut in the sound clicks


@dataclass(frozen=True, slots=True)
class SoundCue:
    """A sound in samples ``[first, end)``: of ``media`` from sample ``source`` on, or the generated bed of ``mood``.
    ``loop``: it starts again where it ends."""

    first: int
    end: int
    media: MediaId | None
    mood: Mood | None
    gain: float
    fade_in: int
    fade_out: int
    source: int = 0
    loop: bool = False


def set_cues(timeline: Timeline, samples: int) -> tuple[SoundCue, ...]:
    """The cues of a timeline whose video is ``samples`` long; silent ones are left out."""
    visuals = [clip for clip in timeline.visuals if clip.span.duration]
    blends = (*(transition.duration_ms for transition in entrances(visuals)), 0)
    cues = [_music(clip, samples) for clip in timeline.sounds]
    cues += [
        _footage(clip, blends[index], blends[index + 1], samples)
        for index, clip in enumerate(visuals)
        if clip.media.kind is MediaKind.VIDEO and clip.media.has_sound
    ]
    return tuple(cue for cue in cues if cue.end > cue.first and cue.gain > 0)


def _samples(ms: int) -> int:
    return ms * RATE // 1000


def _music(clip: SoundClip, samples: int) -> SoundCue:
    first, end = min(_samples(clip.span.start), samples), min(_samples(clip.span.end), samples)
    if clip.whole:
        end = samples  # the video ends on a frame, not on a millisecond
    half = (end - first) // 2
    return SoundCue(
        first,
        end,
        clip.media.id if clip.media else None,
        None if clip.media else clip.mood,
        clip.volume,
        min(half, _samples(max(clip.fade_in_ms, _EDGE_MS))),
        min(half, _samples(max(clip.fade_out_ms, _EDGE_MS))),
        loop=clip.whole or clip.media is None,
    )


def _footage(clip: VisualClip, into: int, out: int, samples: int) -> SoundCue:
    """``into``, ``out``: the lengths in ms of the transitions at both ends of the clip."""
    lead = min(into // 2, clip.source_start_ms)
    first = _samples(clip.span.start - lead)
    end = min(samples, _samples(clip.span.end + out // 2))
    half = max(0, end - first) // 2
    return SoundCue(
        first,
        end,
        clip.media.id,
        None,
        clip.volume,
        min(half, _samples(max(lead + into // 2, _EDGE_MS))),
        min(half, _samples(max(out, _EDGE_MS))),
        _samples(clip.source_start_ms - lead),
    )
