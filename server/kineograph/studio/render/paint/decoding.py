"""Decodes footage forward: the picture that began last and the one after it, sought where that is far away.

Times are microseconds from the first picture, as they are for its sound. What the file holds and cannot be decoded
leaves a gap; gaps of more than half a second are kept in a list, with what is missing at the end of a file that says it
is longer.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from kineograph.media.facts import MediaError, MediaFault
from kineograph.media.opening import broken, open_recording, pictures_of

GLITCH_US = 500_000
"""How much of the footage in a row may be undecodable and is passed over: the picture before it holds."""

_LATE_US = 50_000
_BACK_UP_US = (0, 5_000_000)  # some key frames are unusable: then from further back
_THREADS = 2
_SECOND = 1_000_000
_FALLBACK_US = 40_000  # how long a picture shows where the file does not say
_OWED = 512


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded frame that shows in ``[start, end)``, as far as the file says how long."""

    start: int
    end: int
    frame: VideoFrame


@dataclass(frozen=True, slots=True)
class Gap:
    """Nothing could be decoded between ``start`` and ``end`` (None: to the end of the file)."""

    start: int
    end: int | None

    def hides(self, us: int) -> bool:
        """Whether what shows at ``us`` lies so deep in it that the picture before cannot stand for it."""
        return us >= self.start + GLITCH_US and (self.end is None or us < self.end)


class Decoder:
    """The pictures of one file in order. ``now`` shows until ``next`` begins, which is None after the last.

    Raises ``MediaError`` where nothing can be decoded."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.gaps: list[Gap] = []
        self._ready: list[VideoFrame] = []
        self._owed: list[int] = []
        self._at = 0
        try:
            self._container = open_recording(path)
            self._stream = self._pictures()
            self._stream.codec_context.thread_count = _THREADS
            self._base = self._stream.time_base or Fraction(1, 1000)
            self._zero = self._stream.start_time or 0
            self._frame_us = int(_SECOND / rate) if (rate := self._stream.average_rate) else _FALLBACK_US
            self._packets = self._container.demux(self._stream)
            self.now, self.next = self._pair()
            self._begin_with(self.now)
        except (av.FFmpegError, IndexError, AttributeError) as error:
            raise broken(path, error) from error
        self._note_gap(0, self.now.start)

    def close(self) -> None:
        self._container.close()

    @property
    def frame_us(self) -> int:
        """How long a picture shows on average."""
        return max(1000, self._frame_us)

    def step(self) -> None:
        """To the next picture, where there is one."""
        if self.next is None:
            return
        self.now, self.next = self.next, self._decode()
        if self.next is None:
            self._note_end()
        else:
            self._note_gap(self.now.end, self.next.start)

    def seek(self, us: int) -> None:
        """To a picture that began before ``us``; the first one where none did."""
        for target in (*(us - back for back in _BACK_UP_US if us > back), None):
            # Some files cannot be sought near their end: the last way starts from the beginning and decodes forward.
            with contextlib.suppress(av.FFmpegError, MediaError):
                moment = self._zero if target is None else self._zero + int(target / (self._base * _SECOND))
                self._container.seek(moment, stream=self._stream)
                self._ready.clear()
                self._owed.clear()
                self._packets = self._container.demux(self._stream)
                self.now, self.next = self._pair()
                if self.now.start <= us or target is None:
                    return
        raise broken(self._path)

    def _pictures(self) -> VideoStream:
        stream = pictures_of(self._container)
        if stream is None:
            raise broken(self._path)
        return stream

    def _pair(self) -> tuple[Picture, Picture | None]:
        self._at = -1 << 62
        first = self._decode()
        if first is None:
            raise broken(self._path)
        return first, self._decode()

    def _begin_with(self, first: Picture) -> None:
        """In an AVI with reordered pictures the first shows a frame late, and says so nowhere but in its time."""
        if 0 < first.start <= max(_LATE_US, self._frame_us):
            self._zero += round(first.start / (self._base * _SECOND))
            late = first.start
            self.now = Picture(0, first.end - late, first.frame)
            if self.next is not None:
                self.next = Picture(self.next.start - late, self.next.end - late, self.next.frame)

    def _decode(self) -> Picture | None:
        while True:
            while not self._ready:
                packet = self._packet()
                if packet is None or not self._feed(packet):
                    return None
            picture = self._dated(self._ready.pop(0))
            if picture is not None:
                return picture

    def _packet(self) -> Packet[VideoStream] | None:
        try:
            return next(self._packets, None)
        except av.FFmpegError:  # what comes after a place that cannot be read is not there
            return None

    def _feed(self, packet: Packet[VideoStream]) -> bool:
        """Decodes a packet into ``_ready``; False after the last one."""
        time = packet.pts
        if time is not None and not packet.is_discard:
            self._owed = [*self._owed[-_OWED:], time]
        try:
            self._ready = packet.decode()
        except av.error.EOFError:
            return False
        except av.FFmpegError:
            if time is None and packet.dts is not None:
                self._owed.append(packet.dts)
        return True

    def _dated(self, frame: VideoFrame) -> Picture | None:
        """The frame with its time; None where it is damaged, or earlier than the one before."""
        units = self._at + 1 if frame.pts is None else frame.pts
        if frame.is_corrupt or units <= self._at:
            return None
        self._owed = [time for time in self._owed if time != units]
        if frame.pts is None:
            units = max(self._zero, self._at + int(self._frame_us / (self._base * _SECOND)))
        self._at = units
        start = self._us(units)
        shown = round(frame.duration * self._base * _SECOND) if frame.duration else self._frame_us
        return Picture(start, start + max(1, shown), frame)

    def _us(self, units: int) -> int:
        return round((units - self._zero) * self._base * _SECOND)

    def _note_gap(self, start: int, end: int) -> None:
        if end - start > GLITCH_US and any(start <= self._us(time) + 1 < end for time in self._owed):
            self._add(Gap(start, end))
        self._owed = [time for time in self._owed if self._us(time) >= end]

    def _note_end(self) -> None:
        end = self.now.end
        if any(self._us(time) >= end - 1 for time in self._owed) or self._is_cut_short(end):
            self._add(Gap(end, None))

    def _add(self, gap: Gap) -> None:
        if gap not in self.gaps:
            self.gaps.append(gap)

    def _is_cut_short(self, end: int) -> bool:
        """Whether the pictures end earlier than the file says, and the rest of it is not sound alone."""
        declared = self._stream.duration
        if declared is not None:
            return self._us((self._stream.start_time or 0) + declared) - end > GLITCH_US
        whole = self._container.duration
        if whole is None or whole - end <= GLITCH_US:
            return False
        return self._last_heard() < whole - GLITCH_US

    def _last_heard(self) -> int:
        """Where the sound ends, by the packets of the last seconds; 0 where there is none."""
        end = 0
        with contextlib.suppress(av.FFmpegError), open_recording(self._path) as other:
            for packet in other.demux(other.streams.audio) if other.streams.audio else ():
                if packet.pts is not None and packet.time_base:
                    end = max(end, int((packet.pts + (packet.duration or 0)) * packet.time_base * _SECOND))
        return end


def damaged(path: Path, us: int) -> MediaError:
    """The error for footage that is fine until the moment ``us``."""
    return MediaError(
        MediaFault.BROKEN,
        f"{path.name} is damaged at {us / _SECOND:.1f} s.",
        "Trim the clip so that it ends before that, or upload the file again.",
    )
