"""Reads the sound of a file forward, as stereo at 48 kHz, from a given sample on; again from there where it loops.

After the end of a sound that does not loop there is silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from kineograph.media.opening import SOUND_RATES, broken, open_recording, sound_of
from kineograph.studio.render.cues import RATE

_SEEK_SECONDS = 5
_SEAM = RATE // 50


class Recording:
    """One sound file, or the sound of footage. Raises ``MediaError`` where it cannot be read."""

    def __init__(self, path: Path, start: int, loop: bool) -> None:
        self._path = path
        self._start = start
        self._loop = loop
        self._stock = np.zeros((2, 0), np.float32)
        self._blocks = self._opened()

    def read(self, count: int) -> NDArray[np.float32]:
        """The next ``count`` samples."""
        while self._stock.shape[1] < count:
            block = next(self._blocks, None)
            if block is None:
                block = np.zeros((2, count), np.float32)
            self._stock = np.concatenate([self._stock, block], axis=1)
        given, self._stock = self._stock[:, :count], self._stock[:, count:]
        return given

    def close(self) -> None:
        self._blocks = iter(())

    def _opened(self) -> Iterator[NDArray[np.float32]]:
        first = True
        while True:
            heard = 0
            for block in self._once():
                if not first and heard < _SEAM:  # a loop that starts in the middle of a tone clicks
                    ramp = np.clip((np.arange(block.shape[1]) + heard) / _SEAM, 0, 1).astype(np.float32)
                    block = block * ramp  # noqa: PLW2901
                heard += block.shape[1]
                yield block
            if first and not heard and self._start == 0:
                raise broken(self._path)
            if not self._loop or not heard:
                return
            first = False

    def _once(self) -> Iterator[NDArray[np.float32]]:
        try:
            with open_recording(self._path) as container:
                stream = sound_of(container)
                if stream is None:
                    raise broken(self._path)
                zero = (container.start_time or 0) / av.time_base
                if self._start > _SEEK_SECONDS * RATE:
                    container.seek(int((self._start / RATE - 1 + zero) * av.time_base))
                resampler, kind = AudioResampler(format="fltp", layout="stereo", rate=RATE), ""
                at: int | None = None
                for packet in container.demux(stream):
                    for frame in _frames(packet):
                        at = round((float(frame.time or 0) - zero) * RATE) if at is None else at
                        if kind and kind != _kind(frame):
                            resampler = AudioResampler(format="fltp", layout="stereo", rate=RATE)
                        kind = _kind(frame)
                        for part in resampler.resample(frame):
                            block = part.to_ndarray().astype(np.float32, copy=False)
                            yield from _from(block, at - self._start)
                            at += block.shape[1]
        except (av.FFmpegError, IndexError) as error:
            raise broken(self._path, error) from error


def _frames(packet: av.Packet[av.AudioStream]) -> list[AudioFrame]:
    """A damaged packet is a gap, not an end."""
    try:
        return [frame for frame in packet.decode() if frame.sample_rate in SOUND_RATES]
    except av.error.InvalidDataError:
        return []


def _kind(frame: AudioFrame) -> str:
    """What a resampler is set up for; some files change it in the middle."""
    return f"{frame.format.name} {frame.layout.name} {frame.sample_rate}"


def _from(block: NDArray[np.float32], place: int) -> Iterator[NDArray[np.float32]]:
    """What of a block lies at or after 0, where it begins at ``place``."""
    if place + block.shape[1] > 0:
        yield block[:, max(0, -place) :]
