"""Painters at work: threads that paint and encode chunks side by side and hand them over in order.

A painter that is far ahead of the file waits, so memory does not grow with the length of the video.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from threading import Condition, Thread

from kineograph.studio.render.encode.encoding import ChunkEncoder
from kineograph.studio.render.kept.coded import CodedFrame, pack, unpack
from kineograph.studio.render.kept.fingerprints import Fingerprints
from kineograph.studio.render.kept.keeping import Keep
from kineograph.studio.render.paint.painter import Gallery, Painter, in_turn
from kineograph.studio.render.paint.planes import Planes
from kineograph.studio.render.plan.chunks import Chunk
from kineograph.timeline.outputs import Output

_AHEAD = 2  # chunks that each painter may be ahead of the file
_LOOK_SECONDS = 0.1


class Stopped(Exception):
    """Another painter failed, and this one stops early."""


class Crew:
    """Painters at work: hands out chunks in order, collects their packets, keeps the first failure."""

    def __init__(self, gallery: Gallery, output: Output, painters: int, keep: Keep, names: Fingerprints) -> None:
        self._gallery = gallery
        self._plan = gallery.plan
        self._cuts = self._plan.cuts()
        self._output = output
        self._keep = keep
        self._names = names
        self._changed = Condition()
        self._next = 0
        self._joined = 0
        self._limit = painters * _AHEAD
        self._at_work: dict[int, int] = {}
        self._done: dict[int, list[CodedFrame]] = {}
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

    def packets(self, index: int, look: Callable[[], None]) -> list[CodedFrame]:
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
            encoder = ChunkEncoder(self._plan.canvas, self._output)
            with closing(Painter(self._gallery)) as painter:
                while (index := self._take(number)) is not None:
                    chunk = self._plan.chunks[index]
                    name = self._names.of_pictures(chunk)
                    packets = self._kept(chunk, name) or self._film(chunk, name, painter, encoder)
                    with self._changed:
                        self._done[index] = packets
                        self._changed.notify_all()
        except BaseException as failure:  # noqa: BLE001 - raised again in the thread that joins the chunks
            with self._changed:
                self.failure = self.failure or failure
                self._changed.notify_all()

    def _kept(self, chunk: Chunk, name: str) -> list[CodedFrame] | None:
        """The chunk as an earlier render made it."""
        packed = self._keep.get(name)
        if packed is None:
            return None
        try:
            found = unpack(packed)
        except ValueError:
            return None
        self.painted += chunk.end - chunk.first
        return found

    def _film(self, chunk: Chunk, name: str, painter: Painter, encoder: ChunkEncoder) -> list[CodedFrame]:
        painter.leave_before(chunk.first)
        fill = in_turn(painter, self._plan)

        def paint(frame: int, planes: Planes) -> None:
            fill(frame, planes)
            self.painted += 1

        packets = encoder.encode(chunk, paint, lambda: self.failure is not None, self._cuts)
        if packets:
            self._keep.put(name, pack(packets))
        return packets
