"""What the encoder gives for the same frames is the same, whatever lay in memory before."""

from __future__ import annotations

import cv2
import numpy as np

from kineograph.studio.render.encode.encoding import ChunkEncoder
from kineograph.studio.render.paint.planes import Planes
from kineograph.studio.render.plan.chunks import Chunk
from kineograph.timeline.clips import Canvas
from kineograph.timeline.outputs import Output


def test_the_same_frames_give_the_same_bytes_every_time() -> None:
    rough = np.random.default_rng(1).integers(16, 235, (400, 600), dtype=np.uint8)
    ground = cv2.GaussianBlur(rough, (0, 0), 1.5)

    def paint(number: int, planes: Planes) -> None:
        planes.y[...] = ground[number // 2 : number // 2 + 270, number : number + 480]
        planes.u[...] = 128
        planes.v[...] = 120 + number // 8

    found = set()
    for turn in range(60):
        # What earlier work leaves in memory differs from turn to turn.
        litter = [
            np.random.default_rng(turn + n).integers(0, 256, 1 << (16 + n % 6), dtype=np.uint8) for n in range(12)
        ]
        del litter
        frames = ChunkEncoder(Canvas(480, 270, 30), Output()).encode(Chunk(0, 30), paint, lambda: False)
        found.add(b"".join(frame.payload for frame in frames))
    assert len(found) == 1
