"""Reads finished videos for the bench: luma by frame, bytes and packets of the video stream; and encodes frames again
at a wished size."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from race.sheet import PRESET

Plane = NDArray[np.uint8]

_CLOSE = 0.01
_MOST_TRIES = 6
_FALL = 0.125  # by which the logarithm of the size falls for one step of the rate factor, at first guess


def luma(path: Path) -> Iterator[Plane]:
    """The luma plane of every frame, as coded."""
    with av.open(str(path)) as container:
        container.streams.video[0].thread_type = "AUTO"
        for frame in container.decode(video=0):
            yield _plane(frame.planes[0])


def _plane(plane: av.video.plane.VideoPlane) -> Plane:
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
    return rows[:, : plane.width]


def packets(path: Path) -> list[tuple[int, bytes]]:
    """Presentation time in frames and the hash of the payload of each video packet, in decoding order."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        rate = stream.average_rate
        return [
            (round(packet.pts * stream.time_base * rate), hashlib.sha256(bytes(packet)).digest())
            for packet in container.demux(stream)
            if packet.size and packet.pts is not None and stream.time_base is not None and rate is not None
        ]


def keys(path: Path) -> list[int]:
    """The frames at which a closed group of pictures starts."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        rate = stream.average_rate
        return sorted(
            round(packet.pts * stream.time_base * rate)
            for packet in container.demux(stream)
            if packet.size and packet.is_keyframe and packet.pts is not None and stream.time_base and rate
        )


def video_bytes(path: Path) -> int:
    """The size of the video stream alone."""
    with av.open(str(path)) as container:
        return sum(packet.size for packet in container.demux(video=0))


def encoded(frames: Callable[[], Iterable[av.VideoFrame]], fps: int, wished: int, path: Path) -> float:
    """Encodes ``frames`` with libx264 (as the peers' preset) to ``wished`` bytes of video, within a hundredth where the
    rate factor allows; returns the rate factor."""
    crf, fall = 19.0, _FALL
    last: tuple[float, float] | None = None
    for _ in range(_MOST_TRIES):
        _encode(frames(), fps, crf, path)
        size = math.log(video_bytes(path))
        if abs(size - math.log(wished)) < _CLOSE:
            break
        if last is not None and last[0] != crf and (last[1] - size) / (crf - last[0]) > 0:
            fall = (last[1] - size) / (crf - last[0])
        last = (crf, size)
        crf = min(50.0, max(1.0, crf + (size - math.log(wished)) / fall))
    return crf


def _encode(frames: Iterable[av.VideoFrame], fps: int, crf: float, path: Path) -> None:
    with av.open(str(path), "w", format="mp4") as container:
        stream = None
        for number, frame in enumerate(frames):
            if stream is None:
                stream = container.add_stream("libx264", rate=fps, options={"crf": f"{crf:.3f}", "preset": PRESET})
                stream.width, stream.height, stream.pix_fmt = frame.width, frame.height, "yuv420p"
            again = frame.reformat(format="yuv420p")
            again.pts, again.time_base = number, Fraction(1, fps)
            container.mux(stream.encode(again))
        if stream is not None:
            container.mux(stream.encode(None))


def decoded(path: Path) -> Iterator[av.VideoFrame]:
    with av.open(str(path)) as container:
        container.streams.video[0].thread_type = "AUTO"
        yield from container.decode(video=0)
