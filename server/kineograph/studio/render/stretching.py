"""Plays sound faster or slower at its own pitch, block by block (the time stretch of libavfilter).

Each of its stages at most doubles or halves the speed: beyond that it would leave sound out."""

from __future__ import annotations

from collections.abc import Iterator

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph
from numpy.typing import NDArray

from kineograph.studio.render.cues import RATE

Block = NDArray[np.float32]


def stretched(blocks: Iterator[Block], speed: float) -> Iterator[Block]:
    """``blocks`` at ``speed`` (0.1–10)."""
    if speed == 1:
        yield from blocks
        return
    graph = _graph(speed)
    at = 0
    for block in blocks:
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(block), format="fltp", layout="stereo")
        frame.sample_rate = RATE
        frame.pts = at
        at += block.shape[1]
        graph.push(frame)
        yield from _pulled(graph)
    graph.push(None)
    yield from _pulled(graph)


def stages(speed: float) -> list[float]:
    """Factors from 0.5 to 2 whose product is ``speed``."""
    found: list[float] = []
    while speed > 2 or speed < 0.5:
        found.append(2.0 if speed > 2 else 0.5)
        speed /= found[-1]
    return [*found, speed]


def _graph(speed: float) -> Graph:
    graph = Graph()
    last = graph.add_abuffer(format="fltp", sample_rate=RATE, layout="stereo")
    for factor in stages(speed):
        stage = graph.add("atempo", f"{factor:.9f}")
        last.link_to(stage)
        last = stage
    for name, options in (("aformat", "sample_fmts=fltp"), ("abuffersink", None)):
        stage = graph.add(name, options)
        last.link_to(stage)
        last = stage
    graph.configure()
    return graph


def _pulled(graph: Graph) -> Iterator[Block]:
    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        if isinstance(frame, AudioFrame):
            yield frame.to_ndarray().astype(np.float32, copy=False)
