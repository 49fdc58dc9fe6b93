"""The file being written: encoded pictures and sound, joined in order. Knows containers; refuses to know who paints."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.video.stream import VideoStream
from numpy.typing import NDArray

from kineograph.studio.render.codecs import PACKINGS
from kineograph.studio.render.cues import RATE
from kineograph.studio.render.encoding import Packets, set_up
from kineograph.timeline.clips import Canvas
from kineograph.timeline.outputs import Output


class Film:
    """The file being written."""

    def __init__(self, path: Path, canvas: Canvas, output: Output, title: str) -> None:
        self._packing = packing = PACKINGS[output.container]
        self._container = av.open(str(path.resolve()), "w", format=packing.muxer, options=packing.options)
        if title:
            self._container.metadata["title"] = title
        self._video = cast("VideoStream", self._container.add_stream(packing.picture_codec, rate=canvas.fps))
        set_up(self._video.codec_context, canvas, output)
        sound = self._container.add_stream(packing.sound_codec, rate=RATE, layout="stereo")
        self._audio = cast("AudioStream", sound)
        self._audio.codec_context.bit_rate = packing.sound_bits
        self._container.start_encoding()
        self._rest = np.zeros((2, 0), np.float32)
        self._sounded = 0

    def add_pictures(self, packets: Packets) -> None:
        for packet in packets:
            packet.stream = self._video
            self._container.mux(packet)

    def add_sound(self, block: NDArray[np.float32]) -> None:
        joined = np.concatenate([self._rest, block], axis=1)
        size = self._packing.sound_frame
        whole = joined.shape[1] // size * size
        for at in range(0, whole, size):
            self._encode(joined[:, at : at + size])
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
        if self._packing.interleaved:
            packed = np.ascontiguousarray(samples.T).reshape(1, -1)
            frame = AudioFrame.from_ndarray(packed, format="flt", layout="stereo")
        else:
            frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples), format="fltp", layout="stereo")
        frame.sample_rate = RATE
        frame.pts = self._sounded
        self._sounded += samples.shape[1]
        self._container.mux(self._audio.encode(frame))
