"""Reads the sound of a file as stereo at 48 kHz, any stretch of it, each sample where the file's own clock puts it.

What an encoder put before the sound is not part of it. Damaged packets are gaps: what follows stays in its place. What
is no number in a file of floats is silence, and what is absurdly loud is held at ``_MOST``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from av.stream import Disposition
from numpy.typing import NDArray

from kineograph.media.opening import SOUND_RATES, broken, open_recording, sound_of
from kineograph.studio.render.plan.cues import RATE

Block = NDArray[np.float32]

_FAR = 5 * RATE  # beyond this a seek is cheaper than decoding on
_RUN_UP = 1.0  # seconds: what codecs carry over from packet to packet is in order by then
_SLACK = RATE // 33  # time stamps of some containers are rounded, and tremble by less than this
_MOST = 8.0
_AAC_FRAME = 1024


class Recording:
    """The sound of one file. Raises ``MediaError`` where it cannot be read at all.

    Footage without a sound track, or with an empty one, is silent and not broken."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._container = self._open()
        self._heard = False
        self._at = 0
        self._stock: list[Block] = []
        self._blocks = self._decoded()
        self._next = next(self._blocks, None)

    def read(self, first: int, count: int) -> Block:
        """Samples ``[first, first + count)`` of the sound; fewer where it ends before."""
        first_held, held_end = self._at, self._at + sum(block.shape[1] for block in self._stock)
        if first < first_held or first > held_end + _FAR:
            self._turn_to(first)
        while (end := self._at + sum(block.shape[1] for block in self._stock)) < first + count:
            if self._next is None:
                break
            self._take(end, first + count - end)
        joined = np.concatenate([np.zeros((2, 0), np.float32), *self._stock], axis=1)
        skip = first - self._at
        self._at, self._stock = first + count, [joined[:, skip + count :]]
        return joined[:, skip : skip + count]

    def close(self) -> None:
        self._blocks = iter(())
        self._container.close()

    def _take(self, end: int, wanted: int) -> None:
        """The next decoded block onto the stock, which ends at ``end``; silence where the file has a gap."""
        place, block = self._next or (end, np.zeros((2, 0), np.float32))
        if place > end:
            self._stock.append(np.zeros((2, min(place - end, wanted)), np.float32))
            return
        if place + block.shape[1] > end:
            self._stock.append(block[:, end - place :])
        self._next = next(self._blocks, None)

    def _turn_to(self, first: int) -> None:
        self._at, self._stock = first, []
        if first > _FAR:
            moment = first / RATE - _RUN_UP + self._zero()
            try:
                self._container.seek(int(moment * av.time_base))
                self._blocks = self._decoded()
                self._next = next(self._blocks, None)
            except av.FFmpegError:
                self._next = None
            if self._next is not None and self._next[0] <= first:
                return
        # From the beginning: also where a file cannot be sought.
        self._container.close()
        self._container = self._open()
        self._blocks = self._decoded()
        self._next = next(self._blocks, None)

    def _open(self) -> InputContainer:
        try:
            container = open_recording(self._path)
        except (av.FFmpegError, OSError, ValueError) as error:
            raise broken(self._path, error) from error
        if not container.streams.audio and not container.streams.video:
            container.close()
            raise broken(self._path)
        return container

    def _zero(self) -> float:
        """The moment of the file, in seconds, that is its beginning: for footage that of its first picture."""
        for stream in self._container.streams.video:
            if not stream.disposition & Disposition.attached_pic and stream.start_time is not None and stream.time_base:
                return float(stream.start_time * stream.time_base)
        start = (self._container.start_time or 0) / av.time_base
        sound = sound_of(self._container)
        if sound is not None and self._container.format.name == "aac":
            # A bare AAC stream does not say how much its encoder put before the sound; every one puts a frame.
            return start + _AAC_FRAME / (sound.rate or RATE)
        return start

    def _decoded(self) -> Iterator[tuple[int, Block]]:
        """Blocks and their places, from where the container stands."""
        zero = self._zero()
        resampler: AudioResampler | None = None
        shape: tuple[object, ...] = ()
        at = due = 0
        for frame in self._frames():
            place = due if frame.time is None else round((frame.time - zero) * RATE)
            now = (frame.format.name, frame.layout.name, frame.sample_rate)
            if resampler is None or now != shape or place > due + _SLACK:
                yield from _placed(resampler, None, at)
                at = due = place if resampler is None else max(place, due)
                resampler, shape = AudioResampler(format="fltp", layout="stereo", rate=RATE), now
            due += round(frame.samples * RATE / frame.sample_rate)
            for where, block in _placed(resampler, _sane(frame), at):
                self._heard = True
                yield where, block
                at = where + block.shape[1]
        yield from _placed(resampler, None, at)

    def _frames(self) -> Iterator[AudioFrame]:
        """What of the sound can be decoded. A file whose packets are all damaged is broken."""
        stream = sound_of(self._container)
        if stream is None:
            if not self._container.streams.video:
                raise broken(self._path)
            return
        packets = 0
        try:
            for packet in self._container.demux(stream):
                packets += packet.size > 0
                try:
                    yield from (frame for frame in packet.decode() if frame.sample_rate in SOUND_RATES)
                except av.error.InvalidDataError:
                    continue
        except (av.FFmpegError, ValueError) as error:
            if not self._heard:
                raise broken(self._path, error) from error
        if not self._heard and (packets or not self._container.streams.video):
            raise broken(self._path)


def _placed(resampler: AudioResampler | None, frame: AudioFrame | None, at: int) -> Iterator[tuple[int, Block]]:
    if resampler is None:
        return
    for part in resampler.resample(frame):
        block = part.to_ndarray().astype(np.float32, copy=False)
        yield at, block
        at += block.shape[1]


def _sane(frame: AudioFrame) -> AudioFrame:
    """``frame``, or a copy without what is no sound."""
    if not frame.format.name.startswith(("flt", "dbl")):
        return frame
    values = frame.to_ndarray()
    if np.abs(values).max(initial=0) <= _MOST:  # false for a NaN as well
        return frame
    values = np.clip(np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0), -_MOST, _MOST)
    clean = AudioFrame.from_ndarray(values, format=frame.format.name, layout=frame.layout.name)
    clean.sample_rate, clean.pts, clean.time_base = frame.sample_rate, frame.pts, frame.time_base
    return clean
