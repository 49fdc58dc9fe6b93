"""Recursive filters over sound that comes in blocks: state is carried over the seams, so a seam is not heard.

They run in libavfilter, which ships with the decoder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph
from numpy.typing import NDArray

from kineograph.studio.render.plan.cues import RATE

Block = NDArray[np.float32]

STEADY = (("highpass", "f=6:poles=1:precision=f64"),)
"""Takes away a constant offset, which nobody hears and which leaves less room for what is heard."""


class Chain:
    """Filters of libavfilter, one after the other, each by its name and options. None of them may delay."""

    def __init__(self, filters: Sequence[tuple[str, str]]) -> None:
        self._graph = Graph()
        self._at = 0
        last = self._graph.add_abuffer(format="fltp", sample_rate=RATE, layout="stereo")
        for name, options in (*filters, ("aformat", "sample_fmts=fltp"), ("abuffersink", "")):
            stage = self._graph.add(name, options or None)
            last.link_to(stage)
            last = stage
        self._graph.configure()

    def through(self, block: Block) -> Block:
        if not block.shape[1]:
            return block
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(block), format="fltp", layout="stereo")
        frame.sample_rate = RATE
        frame.pts = self._at
        self._at += block.shape[1]
        self._graph.push(frame)
        return np.concatenate(list(self._pulled()), axis=1)

    def _pulled(self) -> Iterator[Block]:
        while True:
            try:
                frame = self._graph.pull()
            except av.error.BlockingIOError:
                return
            if isinstance(frame, AudioFrame):
                yield frame.to_ndarray().astype(np.float32, copy=False)
