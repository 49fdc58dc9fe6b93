"""Reads footage forward, frame by frame, in the size the stage wants. Holds two decoded frames, whatever the length.

A moment shows the last frame that began before it, so a variable frame rate needs nothing more; before the first frame
the first shows, after the last the last holds. Damaged packets are passed over; a file without one frame is broken.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation

from kineograph.media.facts import MediaError
from kineograph.media.opening import broken
from kineograph.studio.render.planes import Plane, Planes

_FAR_MS = 4000  # beyond this a seek is cheaper than decoding on
_HD_LINES = 720  # untagged footage of fewer lines is BT.601, by broadcast custom
_MATRICES = {1: Colorspace.ITU709, 5: Colorspace.ITU601, 6: Colorspace.ITU601, 7: Colorspace.SMPTE240M}


class Footage:
    """One video file, read forward. ``size``: pixels of the frames as seen. Raises ``MediaError`` where broken."""

    def __init__(self, path: Path, size: tuple[int, int]) -> None:
        self._path = path
        self._size = size
        self._shown: tuple[int, Planes] | None = None
        self._ready: list[VideoFrame] = []
        try:
            self._container = av.open(str(path.resolve()))
            self._stream = self._container.streams.video[0]
            self._stream.codec_context.thread_count = 2
            self._zero = self._stream.start_time or 0
            self._packets = self._container.demux(self._stream)
            self._now, self._next = self._pair()
        except (av.FFmpegError, IndexError) as error:
            raise broken(path, error) from error

    def at(self, ms: int) -> Planes:
        """The frame that shows at ``ms`` after the beginning."""
        ahead = ms - self._time(self._now)
        if ahead < -1 or (ahead > _FAR_MS and self._next is not None):
            self._seek(ms)
        while self._next is not None and self._time(self._next) <= ms:
            self._now, self._next = self._next, self._decode()
        key = self._now.pts or 0
        if self._shown is None or self._shown[0] != key:
            self._shown = (key, self._convert(self._now))
        return self._shown[1]

    def close(self) -> None:
        self._container.close()

    def _pair(self) -> tuple[VideoFrame, VideoFrame | None]:
        first = self._decode()
        if first is None:
            raise broken(self._path)
        return first, self._decode()

    def _seek(self, ms: int) -> None:
        base = self._stream.time_base
        target = self._zero + (int(ms / 1000 / base) if base else 0)
        # Some files cannot be sought near their end: the second way starts from the beginning and decodes forward.
        for moment in (target, self._zero):
            with contextlib.suppress(av.FFmpegError, MediaError):
                self._container.seek(moment, stream=self._stream)
                self._ready.clear()
                self._packets = self._container.demux(self._stream)
                self._now, self._next = self._pair()
                if self._time(self._now) <= ms or moment == self._zero:
                    return
        raise broken(self._path)

    def _decode(self) -> VideoFrame | None:
        while not self._ready:
            try:
                packet = next(self._packets, None)
                if packet is None:
                    return None
                self._ready = list(packet.decode())
            except av.error.InvalidDataError:
                continue
            except av.error.EOFError:
                return None
        return self._ready.pop(0)

    def _time(self, frame: VideoFrame) -> float:
        base = self._stream.time_base
        if frame.pts is None or base is None:
            return 0.0
        return float((frame.pts - self._zero) * base * 1000)

    def _convert(self, frame: VideoFrame) -> Planes:
        turns = (frame.rotation // 90) % 4
        width, height = self._size[::-1] if turns % 2 else self._size
        fallback = Colorspace.ITU709 if frame.height >= _HD_LINES else Colorspace.ITU601
        shown = frame.reformat(
            width=width,
            height=height,
            format="yuv420p",
            src_colorspace=_MATRICES.get(int(frame.colorspace), fallback),
            dst_colorspace=Colorspace.ITU709,
            src_color_range=frame.color_range or ColorRange.UNSPECIFIED,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.BICUBIC,
        )
        y, u, v = (_rows(shown, index, turns) for index in range(3))
        return Planes(y, u, v, 0.0 if turns == 0 else 0.5)


def _rows(frame: VideoFrame, index: int, turns: int) -> Plane:
    plane = frame.planes[index]
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width]
    return np.ascontiguousarray(np.rot90(rows, turns))
