"""Takes one field of an interlaced frame, so that what moves has no combs. A frame gives one frame of half its height.

The other field was taken a fiftieth or sixtieth of a second later; both in one picture belong to no moment.
"""

from __future__ import annotations

from fractions import Fraction

import av
from av.filter import Graph
from av.video.frame import VideoFrame


class FieldPicker:
    """Frames of one kind follow each other; another kind starts anew."""

    def __init__(self) -> None:
        self._kind = ("", 0, 0)
        self._graph = Graph()

    def top(self, frame: VideoFrame) -> VideoFrame:
        """The upper field of ``frame``. Raises ``av.FFmpegError``."""
        kind = (frame.format.name, frame.width, frame.height)
        if kind != self._kind:
            self._kind, self._graph = kind, _graph(*kind)
        self._graph.vpush(frame)
        return self._graph.vpull()


def _graph(pix_fmt: str, width: int, height: int) -> Graph:
    graph = av.filter.Graph()
    graph.link_nodes(
        graph.add_buffer(width=width, height=height, format=av.VideoFormat(pix_fmt), time_base=Fraction(1, 1000)),
        graph.add("field", "type=top"),
        graph.add("buffersink"),
    ).configure()
    return graph
