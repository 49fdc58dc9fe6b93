"""Footage as the stage wants it: the picture that shows at a moment, upright, in its size, in BT.709 limited range.

Read forward it holds two decoded frames, whatever its length. Read backwards it decodes a stretch forward from a key
frame, keeps the last pictures of it, and hands them out from there; a longer stretch is decoded again in parts, so
memory has a bound and no picture costs a seek. Before the first frame the first shows, after the last the last holds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from pathlib import Path

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from kineograph.media.opening import broken
from kineograph.studio.render.paint.decoding import Decoder, damaged
from kineograph.studio.render.paint.fields import FieldPicker
from kineograph.studio.render.paint.planes import Plane, Planes
from kineograph.studio.render.paint.turning import turned
from kineograph.studio.render.plan.turning import UPRIGHT, Turn

RING_BYTES = 150_000_000
RING_MOST = 48
_FAR_US = 4_000_000  # beyond this a seek is cheaper than decoding on
_HD_LINES = 720  # untagged footage of fewer lines is BT.601, by broadcast custom
_MATRICES = {
    1: Colorspace.ITU709,
    4: Colorspace.FCC,
    5: Colorspace.ITU601,
    6: Colorspace.ITU601,
    7: Colorspace.SMPTE240M,
    9: Colorspace.BT2020,
    10: Colorspace.BT2020,
}


class Footage:
    """One video file. ``size``: pixels of the frames as seen; ``backwards``: it will be read that way too; ``turn``:
    how its pictures are turned once they stand upright.

    Raises ``MediaError`` where it is broken, or damaged where it is wanted."""

    def __init__(self, path: Path, size: tuple[int, int], backwards: bool = False, turn: Turn = UPRIGHT) -> None:
        self._path = path
        self._size = size
        self._backwards = backwards
        self._turn = turn
        self._decoder = Decoder(path)
        self._reformatter = VideoReformatter()
        self._fields = FieldPicker()
        self._shown: tuple[int, Planes] | None = None
        self._ring: deque[tuple[int, Planes]] = deque(maxlen=_ring_length(size))
        self._ring_end = 0

    def at(self, ms: int) -> Planes:
        """The frame that shows ``ms`` milliseconds after the beginning."""
        return self.showing(ms * 1000 + 999)

    def showing(self, us: int) -> Planes:
        """The last frame that began at or before ``us`` microseconds after the beginning."""
        found = self._kept(us)
        if found is None:
            found = self._rewound(us) if self._backwards and us < self._decoder.now.start else self._reached(us)
        for gap in self._decoder.gaps:
            if gap.hides(us):
                raise damaged(self._path, gap.start)
        return found

    def close(self) -> None:
        self._ring.clear()
        self._decoder.close()

    def _kept(self, us: int) -> Planes | None:
        """From the ring, where it is there."""
        if not self._ring or not self._ring[0][0] <= us < self._ring_end:
            return None
        return self._ring[bisect_right(self._ring, us, key=_start) - 1][1]

    def _reached(self, us: int) -> Planes:
        """By decoding forward."""
        self._go_near(us)
        while (following := self._decoder.next) is not None and following.start <= us:
            self._decoder.step()
        now = self._decoder.now
        if self._shown is None or self._shown[0] != now.start:
            self._shown = (now.start, self._convert(now.frame))
        return self._shown[1]

    def _go_near(self, us: int) -> None:
        ahead = us - self._decoder.now.start
        if ahead < 0 or (ahead > _FAR_US and self._decoder.next is not None):
            self._decoder.seek(us)

    def _rewound(self, us: int) -> Planes:
        """By decoding forward from a key frame, keeping the last pictures on the way."""
        self._ring.clear()
        self._decoder.seek(us)
        # Only what can still be in the ring at the end is worth converting.
        near = us - (self._ring.maxlen or 1) * self._decoder.frame_us
        while (following := self._decoder.next) is not None and following.start <= us:
            if following.start > near:
                self._keep()
            self._decoder.step()
        self._keep()
        self._ring_end = following.start if following is not None else 1 << 62
        return self._ring[-1][1]

    def _keep(self) -> None:
        self._ring.append((self._decoder.now.start, self._convert(self._decoder.now.frame)))

    def _convert(self, frame: VideoFrame) -> Planes:
        own = (frame.rotation // 90) % 4  # against the clock
        turn = Turn((self._turn.quarters - own) % 4, self._turn.flip)
        width, height = turn.size(*self._size)
        fallback = Colorspace.ITU709 if frame.height >= _HD_LINES else Colorspace.ITU601
        try:
            shown = self._reformatter.reformat(
                self._fields.top(frame) if frame.interlaced_frame else frame,
                width=width,
                height=height,
                format="yuv420p",
                src_colorspace=_MATRICES.get(int(frame.colorspace), fallback),
                dst_colorspace=Colorspace.ITU709,
                src_color_range=frame.color_range or ColorRange.UNSPECIFIED,
                dst_color_range=ColorRange.MPEG,
                interpolation=Interpolation.BICUBIC,
            )
        except (av.FFmpegError, ValueError) as error:
            raise broken(self._path, error) from error
        y, u, v = (_rows(shown, index, turn) for index in range(3))
        return Planes(y, u, v, _chroma_x(turn))


def _ring_length(size: tuple[int, int]) -> int:
    return max(1, min(RING_MOST, RING_BYTES // (size[0] * size[1] * 3 // 2)))


def _start(kept: tuple[int, Planes]) -> int:
    return kept[0]


def _chroma_x(turn: Turn) -> float:
    """Where colour lies in the decoder's pictures, on the left column of two, once they are turned."""
    if turn.lays_on_side:
        return 0.5
    return float((turn.quarters == 2) != (turn.flip == "horizontal"))


def _rows(frame: VideoFrame, index: int, turn: Turn) -> Plane:
    plane = frame.planes[index]
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width]
    return np.ascontiguousarray(turned(rows, turn))
