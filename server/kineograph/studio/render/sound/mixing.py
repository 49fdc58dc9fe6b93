"""Mixes everything that sounds into blocks of stereo at 48 kHz, exactly as long as the video.

Twice: once to hear how loud it is, once to give it out at the loudness it shall have. Sound files are read in stretches
and music is a loop, so memory does not grow with the length.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from kineograph.studio.render.plan.cues import RATE, SoundCue
from kineograph.studio.render.plan.ducking import give_way, voices
from kineograph.studio.render.sound.beds import Bed, compose
from kineograph.studio.render.sound.levels import STEP, Block, Meter, Profile, Steps
from kineograph.studio.render.sound.limiting import limited_blocks
from kineograph.studio.render.sound.listening import sounding
from kineograph.studio.render.sound.mastering import CEILING, gain_towards, target
from kineograph.studio.render.sound.voices import Loop, Voice
from kineograph.timeline.vocabulary import MediaId, Mood

BLOCK = RATE // 2


def mixed(cues: tuple[SoundCue, ...], samples: int, sources: Mapping[MediaId, Path]) -> Iterator[Block]:
    """The sound of a video of ``samples`` samples. Raises ``MediaError`` where a source cannot be read."""
    desk = Desk(cues, samples, sources)
    gain = np.float32(gain_towards(desk.profile(), target(cues)))
    yield from limited_blocks((block * gain for block in desk.blocks()), CEILING)


class Desk:
    """The mixing desk of one video: its cues, their sources, and the beds composed for them."""

    def __init__(self, cues: tuple[SoundCue, ...], samples: int, sources: Mapping[MediaId, Path]) -> None:
        self._samples = samples
        self._sources = sources
        self._beds: dict[Mood, Bed] = {}
        for cue in cues:
            if cue.mood is not None and cue.mood not in self._beds:
                longest = max(other.end - other.first for other in cues if other.mood is cue.mood)
                self._beds[cue.mood] = compose(cue.mood, longest)
        self.cues = give_way(cues, [sounding(self._alone(cues[index]), cues[index].first) for index in voices(cues)])

    def blocks(self) -> Iterator[Block]:
        """The plain sum of the cues."""
        playing: dict[int, Voice | Loop] = {}
        try:
            for first in range(0, self._samples, BLOCK):
                end = min(self._samples, first + BLOCK)
                total = np.zeros((2, end - first), np.float32)
                for index, cue in enumerate(self.cues):
                    start, stop = max(first, cue.first), min(end, cue.end)
                    if start < stop:
                        voice = playing.get(index) or playing.setdefault(index, self._voice(cue))
                        part = total[:, start - first : stop - first]
                        part += voice.read(stop - start) * envelope(cue, start, stop)
                    elif index in playing and cue.end <= first:
                        playing.pop(index).close()
                yield total
        finally:
            for voice in playing.values():
                voice.close()

    def profile(self) -> Profile:
        """The mix as the meter hears it. Music that was composed here is known already, and is not played for it."""
        if all(cue.mood is not None for cue in self.cues):
            return self._beds_profile()
        meter = Meter()
        for block in self.blocks():
            meter.hear(block)
        return meter.profile()

    def _beds_profile(self) -> Profile:
        count = self._samples // STEP
        power, peak = np.zeros(count), np.zeros(count)
        for cue in self.cues:
            if cue.mood is None:
                continue
            own = self._beds[cue.mood].profile
            first, end = cue.first // STEP, min(count, cue.end // STEP)
            places = (np.arange(end - first) + cue.source // STEP) % len(own.power)
            level = envelope_at(cue, np.arange(first, end, dtype=np.float64) * STEP + STEP / 2)
            power[first:end] += own.power[places] * level**2
            peak[first:end] += own.peak[places] * level
        return Profile(power, peak)

    def _alone(self, cue: SoundCue) -> Iterator[Block]:
        voice = self._voice(cue)
        for first in range(cue.first, cue.end, BLOCK):
            end = min(cue.end, first + BLOCK)
            yield voice.read(end - first) * envelope(cue, first, end)
        voice.close()

    def _voice(self, cue: SoundCue) -> Voice | Loop:
        if cue.media is not None:
            return Voice(cue, self._sources[cue.media])
        if cue.mood is None:
            raise ValueError("a cue has a source or a mood")
        return Loop(self._beds[cue.mood].sound, cue.source)


def envelope(cue: SoundCue, start: int, stop: int) -> Block | np.float32:
    """Gain of each sample of ``[start, stop)``; one number where it does not move."""
    fades = start < cue.first + cue.fade_in or stop > cue.end - cue.fade_out
    if fades or _moves(cue.yields, start, stop):
        return envelope_at(cue, np.arange(start, stop, dtype=np.float64)).astype(np.float32)
    return np.float32(envelope_at(cue, np.full(1, start, np.float64))[0])


def envelope_at(cue: SoundCue, at: Steps) -> Steps:
    """Gain at samples: the fades are a quarter of a cosine in power, so two that cross keep their loudness."""
    level = np.full(len(at), cue.gain)
    if cue.fade_in:
        level *= np.sin(np.clip((at - cue.first) / cue.fade_in, 0, 1) * (np.pi / 2))
    if cue.fade_out:
        level *= np.sin(np.clip((cue.end - at) / cue.fade_out, 0, 1) * (np.pi / 2))
    return level * _yielded(cue.yields, at) if cue.yields else level


def _yielded(points: Sequence[tuple[int, float]], at: Steps) -> Steps:
    return np.interp(at, [float(place) for place, _ in points], [gain for _, gain in points])


def _moves(points: Sequence[tuple[int, float]], start: int, stop: int) -> bool:
    if not points:
        return False
    ends = _yielded(points, np.array([start, stop], np.float64)).tolist()
    return len({*ends, *(gain for place, gain in points if start < place < stop)}) > 1
