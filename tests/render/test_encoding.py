"""What the encoder gives: the same bytes for the same frames, whatever lay in memory before; key frames at cuts."""

from __future__ import annotations

import av
import cv2
import numpy as np
from tests.render.conftest import Studio, sequence

from kineograph.studio.render.encode.encoding import ChunkEncoder
from kineograph.studio.render.paint.planes import Planes
from kineograph.studio.render.plan.chunks import Chunk
from kineograph.studio.render.worker import carry_out
from kineograph.timeline.clips import Canvas
from kineograph.timeline.outputs import Output
from kineograph.timeline.vocabulary import MotionKind, TransitionKind


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


def test_a_picture_that_begins_with_a_cut_begins_with_a_key_frame(studio: Studio) -> None:
    """No cut is looked for by the encoder, so one inside a chunk must be told."""
    media = [studio.flat(f"{n}.png", (200 * (n % 2), 90, 40 * n)) for n in range(5)]
    order = studio.order(sequence(media, 300, MotionKind.STILL, TransitionKind.CUT))
    carry_out(order, lambda _share, _doing: None)
    with av.open(str(order.out)) as container:
        clock = float(container.streams.video[0].time_base or 0)
        keys = [round(1000 * (packet.pts or 0) * clock) for packet in container.demux(video=0) if packet.is_keyframe]
    assert keys == [0, 300, 600, 900, 1200]
