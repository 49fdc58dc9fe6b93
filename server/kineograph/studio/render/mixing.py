"""Mixes everything that sounds into blocks of stereo at 48 kHz, exactly as long as the video.

Sound files are read forward and music is a loop, so memory does not grow with the length. A limiter that looks ahead
keeps the sum under its ceiling; below it nothing is touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

import numpy as np

from kineograph.studio.render.beds import compose
from kineograph.studio.render.cues import RATE, SoundCue
from kineograph.studio.render.levels import LOOK, Block, limited
from kineograph.studio.render.recordings import Recording
from kineograph.timeline.vocabulary import MediaId

BLOCK = RATE // 2
_CEILING = 10 ** (-2.0 / 20)  # AAC may overshoot by about half a decibel; the true peak then stays under −1 dB


class _Voice(Protocol):
    """A sound that is read once, forward."""

    def read(self, count: int) -> Block: ...

    def close(self) -> None: ...


def mixed(cues: tuple[SoundCue, ...], samples: int, sources: Mapping[MediaId, Path]) -> Iterator[Block]:
    """The sound of a video of ``samples`` samples. Raises ``MediaError`` where a source cannot be read."""
    return _limited(_sums(cues, samples, sources))


def _sums(cues: tuple[SoundCue, ...], samples: int, sources: Mapping[MediaId, Path]) -> Iterator[Block]:
    voices: dict[int, _Voice] = {}
    for first in range(0, samples, BLOCK):
        end = min(samples, first + BLOCK)
        total = np.zeros((2, end - first), np.float32)
        for index, cue in enumerate(cues):
            start, stop = max(first, cue.first), min(end, cue.end)
            if start < stop:
                if index not in voices:
                    voices[index] = _voice(cue, sources)
                part = voices[index].read(stop - start)
                total[:, start - first : stop - first] += part * _envelope(cue, start, stop)
            elif index in voices and cue.end <= first:
                voices.pop(index).close()
        yield total
    for voice in voices.values():
        voice.close()


def _voice(cue: SoundCue, sources: Mapping[MediaId, Path]) -> _Voice:
    if cue.media is not None:
        return Recording(sources[cue.media], cue.source, cue.loop)
    if cue.mood is None:
        raise ValueError("a cue has a source or a mood")
    return _Bed(compose(cue.mood, cue.end - cue.first))


def _envelope(cue: SoundCue, start: int, stop: int) -> Block:
    """Gain of each sample: the fades are a quarter of a cosine in power, so two that cross keep their loudness."""
    level = np.ones(stop - start, np.float32)
    at = np.arange(start, stop)
    if cue.fade_in and start < cue.first + cue.fade_in:
        level *= np.sin(np.clip((at - cue.first) / cue.fade_in, 0, 1) * (np.pi / 2))
    if cue.fade_out and stop > cue.end - cue.fade_out:
        level *= np.sin(np.clip((cue.end - at) / cue.fade_out, 0, 1) * (np.pi / 2))
    return np.asarray(level * cue.gain, np.float32)


class _Bed:
    """Music that was composed as a loop without a seam."""

    def __init__(self, loop: Block) -> None:
        self._loop = loop
        self._at = 0

    def read(self, count: int) -> Block:
        places = np.arange(self._at, self._at + count) % self._loop.shape[1]
        self._at += count
        return self._loop[:, places]

    def close(self) -> None:
        pass


def _limited(blocks: Iterator[Block]) -> Iterator[Block]:
    """Turns loud moments down by a gain that moves over ``2 * LOOK`` samples on either side of a peak."""
    held: Block | None = None
    known = 0  # samples of ``held`` that were given out already and are only context
    for block in blocks:
        held = block if held is None else np.concatenate([held, block], axis=1)
        ready = held.shape[1] - 2 * LOOK
        if ready > known:
            yield limited(held, _CEILING)[:, known:ready]
            drop = max(0, ready - 2 * LOOK)
            held, known = held[:, drop:], ready - drop
    if held is not None:
        yield limited(held, _CEILING)[:, known:]
