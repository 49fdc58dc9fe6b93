"""The encoded sound of a video: as an earlier render made it, or made now, and given out as far as the pictures are.

Composing takes a while and the pictures must be looked at first, so it can begin before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from threading import Thread

import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.encode.muxing import SoundEncoder
from kineograph.studio.render.kept.coded import CodedFrame, pack, unpack
from kineograph.studio.render.kept.keeping import Keep
from kineograph.timeline.outputs import Output

Sound = Iterator[NDArray[np.float32]]
"""Blocks of sound, shape (2, samples), in order, as long as the video together."""


class Track:
    """The sound kept under ``name``, or else the encoded ``sound``, which is then kept. Whoever asks for any of it may
    get ``MediaError`` (a source is broken)."""

    def __init__(self, keep: Keep, name: str, sound: Callable[[], Sound], output: Output) -> None:
        self._keep = keep
        self._name = name
        self._made: list[CodedFrame] = []
        self._given = 0
        self._encoder: SoundEncoder | None = None
        self._begun: Future[None] | None = None
        try:
            self._made = unpack(keep.get(name) or b"")
        except ValueError:
            self._encoder, self._blocks = SoundEncoder(output), sound()

    def begin(self) -> None:
        """Makes the first of the sound in a thread, most of which is composing the music."""
        begun: Future[None] = Future()
        self._begun = begun

        def work() -> None:
            try:
                self._make_before(1)
                begun.set_result(None)
            except BaseException as failure:  # noqa: BLE001 - raised where the sound is asked for
                begun.set_exception(failure)

        Thread(target=work, daemon=True).start()

    def until(self, sample: int) -> list[CodedFrame]:
        """What was not given yet of the sound before ``sample``; a little more where it was just made."""
        self._wait()
        self._make_before(sample)
        end = self._given
        while end < len(self._made) and self._made[end].pts < sample:
            end += 1
        return self._give(end)

    def rest(self) -> list[CodedFrame]:
        """All that was not given yet; what was made now is kept."""
        self._wait()
        if self._encoder is not None:
            for block in self._blocks:
                self._made += self._encoder.encode(block)
            self._made += self._encoder.finish()
            self._keep.put(self._name, pack(self._made))
        return self._give(len(self._made))

    def _wait(self) -> None:
        begun, self._begun = self._begun, None
        if begun is not None:
            begun.result()

    def _make_before(self, sample: int) -> None:
        while self._encoder is not None and (not self._made or self._made[-1].pts < sample):
            block = next(self._blocks, None)
            if block is None:
                break
            self._made += self._encoder.encode(block)

    def _give(self, end: int) -> list[CodedFrame]:
        given, self._given = self._made[self._given : end], end
        return given
