"""What a cue plays, as one stream read forward: the part of a file, forth, back, again, faster, or a bed's loop.

Memory does not grow with the length: what plays backwards is read in stretches from the end; only a part that is short
and plays again is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from kineograph.studio.render.plan.cues import RATE, SoundCue
from kineograph.studio.render.sound.filters import STEADY, Chain
from kineograph.studio.render.sound.recordings import Block, Recording
from kineograph.studio.render.sound.stretching import stretched
from kineograph.timeline.vocabulary import Playback

_FORTH = RATE // 2
_BACK = 4 * RATE
_KEPT = 10 * RATE
_SEAM = RATE // 200  # a loop fades this long at both sides of its seam: a jump in the wave clicks
_RAMP = np.linspace(0, 1, _SEAM, dtype=np.float32)


class Voice:
    """The sound of a cue from a file; silence after its end. Raises ``MediaError`` where the file cannot be read."""

    def __init__(self, cue: SoundCue, path: Path) -> None:
        self._recording = Recording(path)
        self._blocks = stretched(_played(cue, self._recording), cue.speed)
        self._steady = Chain(STEADY)
        self._stock: list[Block] = []
        self._held = 0

    def read(self, count: int) -> Block:
        """The next ``count`` samples."""
        while self._held < count:
            block = next(self._blocks, None)
            if block is None:
                block = np.zeros((2, count - self._held), np.float32)
            self._stock.append(self._steady.through(block))
            self._held += block.shape[1]
        joined = self._stock[0] if len(self._stock) == 1 else np.concatenate(self._stock, axis=1)
        self._stock, self._held = [joined[:, count:]], self._held - count
        return joined[:, :count]

    def close(self) -> None:
        self._blocks = iter(())
        self._recording.close()


class Loop:
    """Music that was composed as a loop without a seam, from sample ``start`` on."""

    def __init__(self, loop: Block, start: int) -> None:
        self._loop = loop
        self._at = start

    def read(self, count: int) -> Block:
        length = self._loop.shape[1]
        pieces: list[Block] = []
        while count:
            at = self._at % length
            pieces.append(self._loop[:, at : at + min(count, length - at)])
            self._at += pieces[-1].shape[1]
            count -= pieces[-1].shape[1]
        return pieces[0] if len(pieces) == 1 else np.concatenate(pieces, axis=1)

    def close(self) -> None:
        pass


def _played(cue: SoundCue, recording: Recording) -> Iterator[Block]:
    """The part of a cue as its playback says, endlessly where it plays again."""
    until = cue.until or (_length(recording) if cue.backwards or cue.playback is Playback.BOOMERANG else 0)
    part = replace(cue, until=until)
    if cue.playback is Playback.ONCE:
        yield from _pass(part, recording, cue.backwards)
        return
    back = cue.backwards
    kept = recording.read(cue.source, min(until - cue.source, _KEPT + 1) if until else _KEPT + 1)
    if 0 < kept.shape[1] <= _KEPT and (not until or until - cue.source <= _KEPT):
        yield from _repeated(_padded(kept, until - cue.source) if until else kept, cue)
        return
    heard = kept.shape[1]
    while heard:
        heard = 0
        blocks = _pass(part, recording, back)
        for block in _seamed(blocks) if cue.playback is Playback.LOOP else blocks:
            heard += block.shape[1]
            yield block
        back ^= cue.playback is Playback.BOOMERANG


def _pass(cue: SoundCue, recording: Recording, back: bool) -> Iterator[Block]:
    """The part once. Where its end is known, it is exactly that long."""
    if back:
        for end in range(cue.until, cue.source, -_BACK):
            start = max(cue.source, end - _BACK)
            yield _padded(recording.read(start, end - start), end - start)[:, ::-1]
        return
    at = cue.source
    while not cue.until or at < cue.until:
        count = min(_FORTH, cue.until - at) if cue.until else _FORTH
        block = recording.read(at, count)
        yield _padded(block, count) if cue.until else block
        if not cue.until and block.shape[1] < count:
            return
        at += count


def _repeated(part: Block, cue: SoundCue) -> Iterator[Block]:
    """A short part, again and again."""
    part = part[:, ::-1] if cue.backwards else part
    if cue.playback is Playback.BOOMERANG:
        cycle = np.concatenate([part, part[:, ::-1]], axis=1)
    else:
        cycle = np.concatenate(list(_seamed(iter([part]))), axis=1)
    cycle = np.tile(cycle, (1, -(-_FORTH // cycle.shape[1])))
    while True:
        yield cycle


def _seamed(blocks: Iterator[Block]) -> Iterator[Block]:
    """One pass of a loop, with short fades at both ends."""
    held = np.zeros((2, 0), np.float32)
    fresh = True
    for block in blocks:
        held = np.concatenate([held, block], axis=1)
        if fresh and held.shape[1] >= _SEAM:
            held[:, :_SEAM] *= _RAMP
            fresh = False
        if held.shape[1] > 2 * _SEAM:
            yield held[:, :-_SEAM]
            held = held[:, -_SEAM:].copy()
    count = min(_SEAM, held.shape[1])
    held[:, held.shape[1] - count :] *= _RAMP[::-1][_SEAM - count :]
    yield held


def _length(recording: Recording) -> int:
    at = 0
    while count := recording.read(at, RATE).shape[1]:
        at += count
        if count < RATE:
            break
    return at


def _padded(block: Block, count: int) -> Block:
    missing = count - block.shape[1]
    return np.pad(block, ((0, 0), (0, missing))) if missing else block
