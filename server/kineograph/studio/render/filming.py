"""Makes the file: painters encode chunks side by side, one thread joins them in order with the sound.

The file is an MP4 with its index first. Packets wait only for the chunks before them, and a painter that is far ahead
waits, so memory does not grow with the length of the video.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.video.stream import VideoStream
from numpy.typing import NDArray

from kineograph.studio.render.cues import RATE
from kineograph.studio.render.encoding import ChunkEncoder, Packets, set_up
from kineograph.studio.render.orders import Quality
from kineograph.studio.render.painter import Gallery, Painter
from kineograph.studio.render.plan import FramePlan, RenderPlan
from kineograph.studio.render.planes import Planes

Sound = Iterator[NDArray[np.float32]]
"""Blocks of sound, shape (2, samples), in order, as long as the video together."""

_AHEAD = 2  # chunks that each painter may be ahead of the file
_LOOK_SECONDS = 0.1
_AUDIO_FRAME = 1024
_AUDIO_BITS = 192_000


class Stopped(Exception):
    """Another painter failed, and this one stops early."""


class _Crew:
    """Painters at work: hands out chunks in order, collects their packets, keeps the first failure."""

    def __init__(self, gallery: Gallery, quality: Quality, painters: int) -> None:
        self._gallery = gallery
        self._plan = gallery.plan
        self._quality: Quality = quality
        self._changed = Condition()
        self._next = 0
        self._joined = 0
        self._limit = painters * _AHEAD
        self._at_work: dict[int, int] = {}
        self._done: dict[int, Packets] = {}
        self.failure: BaseException | None = None
        self.painted = 0
        self._threads = [Thread(target=self._work, args=(number,), daemon=True) for number in range(painters)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        with self._changed:
            self.failure = self.failure or Stopped()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def packets(self, index: int, look: Callable[[], None]) -> Packets:
        """The packets of chunk ``index``, waited for; ``look`` is called while waiting. Raises a painter's failure."""
        while True:
            with self._changed:
                if self.failure is not None:
                    raise self.failure
                if index in self._done:
                    self._joined = index + 1
                    self._changed.notify_all()
                    return self._done.pop(index)
                self._changed.wait(_LOOK_SECONDS)
            look()

    def _take(self, painter: int) -> int | None:
        with self._changed:
            self._at_work.pop(painter, None)
            while self.failure is None and self._next < len(self._plan.chunks):
                if self._next < self._joined + self._limit:
                    self._at_work[painter] = self._next
                    self._next += 1
                    oldest = min(self._at_work.values())
                    self._gallery.forget_before(self._plan.chunks[oldest].first)
                    return self._at_work[painter]
                self._changed.wait()
        return None

    def _work(self, number: int) -> None:
        try:
            encoder = ChunkEncoder(self._plan.canvas, self._quality)
            with closing(Painter(self._gallery)) as painter:
                while (index := self._take(number)) is not None:
                    packets = self._film(index, painter, encoder)
                    with self._changed:
                        self._done[index] = packets
                        self._changed.notify_all()
        except BaseException as failure:  # noqa: BLE001 - raised again in the thread that joins the chunks
            with self._changed:
                self.failure = self.failure or failure
                self._changed.notify_all()

    def _film(self, index: int, painter: Painter, encoder: ChunkEncoder) -> Packets:
        chunk = self._plan.chunks[index]
        painter.leave_before(chunk.first)
        shown: FramePlan | None = None

        def paint(frame: int, planes: Planes) -> None:
            nonlocal shown
            wanted = self._plan.frame(frame)
            if wanted != shown:  # a still stretch is not painted again
                painter.paint(wanted, planes)
            shown = wanted
            self.painted += 1

        return encoder.encode(chunk, paint, lambda: self.failure is not None)


@dataclass(frozen=True, slots=True)
class Footing:
    """Where and how a film is made: the file, its quality, its title, and how many painters work at it."""

    path: Path
    quality: Quality = "high"
    title: str = ""
    painters: int = 2


class _Film:
    """The file being written."""

    def __init__(self, footing: Footing, plan: RenderPlan) -> None:
        path = str(footing.path.resolve())
        self._container = av.open(path, "w", format="mp4", options={"movflags": "+faststart"})
        if footing.title:
            self._container.metadata["title"] = footing.title
        self._video: VideoStream = self._container.add_stream("libx264", rate=plan.canvas.fps)
        set_up(self._video.codec_context, plan.canvas, footing.quality)
        self._audio: AudioStream = self._container.add_stream("aac", rate=RATE, layout="stereo")
        self._audio.codec_context.bit_rate = _AUDIO_BITS
        self._container.start_encoding()
        self._rest = np.zeros((2, 0), np.float32)
        self._sounded = 0

    def add_pictures(self, packets: Packets) -> None:
        for packet in packets:
            packet.stream = self._video
            self._container.mux(packet)

    def add_sound(self, block: NDArray[np.float32]) -> None:
        joined = np.concatenate([self._rest, block], axis=1)
        whole = joined.shape[1] // _AUDIO_FRAME * _AUDIO_FRAME
        for at in range(0, whole, _AUDIO_FRAME):
            self._encode(joined[:, at : at + _AUDIO_FRAME])
        self._rest = joined[:, whole:]

    def finish(self) -> None:
        if self._rest.shape[1]:
            self._encode(self._rest)
        self._container.mux(self._audio.encode(None))
        self._container.close()

    def abandon(self) -> None:
        """Closes the file after a failure; what closing has to say adds nothing to what went wrong before."""
        with suppress(av.FFmpegError, OSError, ValueError):
            self._container.close()

    def _encode(self, samples: NDArray[np.float32]) -> None:
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples), format="fltp", layout="stereo")
        frame.sample_rate = RATE
        frame.pts = self._sounded
        self._sounded += samples.shape[1]
        self._container.mux(self._audio.encode(frame))


def film(gallery: Gallery, sound: Sound, footing: Footing, on_frame: Callable[[int], None]) -> None:
    """Writes the video of ``gallery.plan``. ``on_frame`` is told how many frames are painted.

    Raises ``MediaError`` (a source is broken) or ``OSError`` (the file cannot be written)."""
    plan = gallery.plan
    crew = _Crew(gallery, footing.quality, footing.painters)
    crew.start()
    made: _Film | None = None
    try:
        made = _Film(footing, plan)
        sounded = 0
        for index, chunk in enumerate(plan.chunks):
            made.add_pictures(crew.packets(index, lambda: on_frame(crew.painted)))
            while sounded * plan.canvas.fps < chunk.end * RATE and (block := next(sound, None)) is not None:
                made.add_sound(block)
                sounded += block.shape[1]
            on_frame(crew.painted)
        for block in sound:
            made.add_sound(block)
        made.finish()
    except BaseException:
        if made is not None:
            made.abandon()
        raise
    finally:
        crew.stop()
