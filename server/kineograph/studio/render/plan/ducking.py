"""When music gives way to voices, and how: gains over time, decided from what was heard. Pure.

Music is down before the first syllable, stays down between two sentences, and comes back slowly. Only sound that is
there counts: a file that is silent for a minute leaves the music alone for that minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kineograph.studio.render.plan.cues import RATE, SoundCue
from kineograph.timeline.vocabulary import SoundRole

ATTACK = RATE // 5
"""Samples in which music goes down; it is down when the voice begins."""
HOLD = RATE * 3 // 20
RELEASE = RATE * 3 // 5
"""Samples in which it comes back, after ``HOLD``."""

Heard = tuple[tuple[int, int], ...]
"""Stretches of the timeline ``[first, end)``, in samples."""


def voices(cues: Sequence[SoundCue]) -> tuple[int, ...]:
    """Places in ``cues`` of the sounds that some music gives way to; none where no music meets a voice."""
    music = [cue for cue in cues if cue.duck > 0]
    reach = ATTACK + HOLD + RELEASE
    return tuple(
        index
        for index, cue in enumerate(cues)
        if cue.role is SoundRole.VOICE
        and any(cue.first < other.end + reach and other.first < cue.end + reach for other in music)
    )


def give_way(cues: Sequence[SoundCue], heard: Iterable[Heard]) -> tuple[SoundCue, ...]:
    """``cues`` with the gains of the music set: down while any of ``heard`` sounds."""
    spoken = _joined(sorted(stretch for stretches in heard for stretch in stretches))
    return tuple(replace(cue, yields=_gains(cue, spoken)) if cue.duck > 0 else cue for cue in cues)


def _joined(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches between which the music would not have time to come back become one."""
    found: list[tuple[int, int]] = []
    for first, end in stretches:
        if found and first - ATTACK <= found[-1][1] + HOLD + RELEASE:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((first, end))
    return found


def _gains(cue: SoundCue, spoken: Iterable[tuple[int, int]]) -> tuple[tuple[int, float], ...]:
    low = 1.0 - min(1.0, cue.duck)
    return tuple(
        point
        for first, end in spoken
        if first - ATTACK < cue.end and end + HOLD + RELEASE > cue.first
        for point in ((first - ATTACK, 1.0), (first, low), (end + HOLD, low), (end + HOLD + RELEASE, 1.0))
    )
