"""The file being written: encoded pictures and sound, joined in order. Knows containers; refuses to know who paints."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.stream import Stream
from av.video.stream import VideoStream
from numpy.typing import NDArray

from kineograph.studio.render.encode.codecs import PACKINGS
from kineograph.studio.render.encode.encoding import set_up
from kineograph.studio.render.kept.coded import CodedFrame
from kineograph.studio.render.plan.cues import RATE
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
        self._fps = canvas.fps

    def add_pictures(self, frames: Sequence[CodedFrame], first: int) -> None:
        """A chunk that begins with frame ``first``."""
        self._mux(frames, first, self._video, Fraction(1, self._fps))

    def add_sound(self, frames: Sequence[CodedFrame]) -> None:
        self._mux(frames, 0, self._audio, Fraction(1, RATE))

    def finish(self) -> None:
        self._container.close()

    def abandon(self) -> None:
        """Closes the file after a failure; what closing has to say adds nothing to what went wrong before."""
        with suppress(av.FFmpegError, OSError, ValueError):
            self._container.close()

    def _mux(self, frames: Sequence[CodedFrame], first: int, stream: Stream, unit: Fraction) -> None:
        for frame in frames:
            packet = av.Packet(frame.payload)
            packet.stream = stream
            packet.time_base = unit
            packet.pts, packet.dts = first + frame.pts, first + frame.dts
            packet.duration = frame.duration
            packet.is_keyframe = frame.is_key
            self._container.mux(packet)


class SoundEncoder:
    """Encodes blocks of sound, one after another."""

    def __init__(self, output: Output) -> None:
        self._packing = packing = PACKINGS[output.container]
        context = av.CodecContext.create(packing.sound_codec, "w")
        if not isinstance(context, AudioCodecContext):
            raise TypeError(f"{packing.sound_codec} is not a sound encoder here")
        self._context = context
        context.sample_rate, context.layout, context.bit_rate = RATE, "stereo", packing.sound_bits
        context.format = "flt" if packing.interleaved else "fltp"
        context.time_base = Fraction(1, RATE)
        context.options = packing.sound_options
        context.flags |= av.codec.context.Flags.global_header
        self._rest = np.zeros((2, 0), np.float32)
        self._sounded = 0

    def encode(self, block: NDArray[np.float32]) -> list[CodedFrame]:
        joined = np.concatenate([self._rest, block], axis=1)
        size = self._packing.sound_frame
        whole = joined.shape[1] // size * size
        self._rest = joined[:, whole:]
        return [frame for at in range(0, whole, size) for frame in self._encode(joined[:, at : at + size])]

    def finish(self) -> list[CodedFrame]:
        last = self._encode(self._rest) if self._rest.shape[1] else []
        return last + [_coded(packet) for packet in self._context.encode(None)]

    def _encode(self, samples: NDArray[np.float32]) -> list[CodedFrame]:
        if self._packing.interleaved:
            packed = np.ascontiguousarray(samples.T).reshape(1, -1)
            frame = AudioFrame.from_ndarray(packed, format="flt", layout="stereo")
        else:
            frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples), format="fltp", layout="stereo")
        frame.sample_rate = RATE
        frame.pts = self._sounded
        frame.time_base = Fraction(1, RATE)
        self._sounded += samples.shape[1]
        return [_coded(packet) for packet in self._context.encode(frame)]


def _coded(packet: av.Packet[AudioStream]) -> CodedFrame:
    return CodedFrame(packet.pts or 0, packet.dts or 0, packet.duration or 0, packet.is_keyframe, bytes(packet))
