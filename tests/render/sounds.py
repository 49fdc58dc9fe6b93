"""Sounds drawn for the test at hand: ticks whose place can be found again to the sample, files of every format."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from kineograph.studio.render.plan.cues import RATE, SoundCue
from kineograph.studio.render.sound.mixing import Desk, mixed
from kineograph.timeline.vocabulary import MediaId, SoundRole

Block = NDArray[np.float32]
A, B = MediaId("a"), MediaId("b")


def sine(level: float, seconds: float = 2.0, hertz: float = 997.0, rate: int = RATE) -> Block:
    one = level * np.sin(np.arange(round(seconds * rate)) * (2 * np.pi * hertz / rate))
    return np.stack([one, one]).astype(np.float32)


def ticks(moments: Iterable[float], seconds: float, rate: int = RATE) -> Block:
    """Silence with a tick of 2 ms at each of ``moments``."""
    sound = np.zeros((2, round(seconds * rate)), np.float32)
    tick = _tick(rate)
    for moment in moments:
        at = round(moment * rate)
        sound[:, at : at + len(tick)] += tick[: sound.shape[1] - at]
    return sound


def found(sound: Block, near: float, reach: float = 0.1) -> int:
    """The sample at which the tick nearest to ``near`` seconds begins."""
    likeness = np.correlate(sound[0], _tick(RATE), "valid")
    first = max(0, round((near - reach) * RATE))
    return first + int(np.argmax(likeness[first : round((near + reach) * RATE)]))


def _tick(rate: int) -> Block:
    count = rate // 500
    return (0.8 * np.hanning(count) * np.sin(2 * np.pi * 1500 * np.arange(count) / rate)).astype(np.float32)


def heard(cues: Sequence[SoundCue], samples: int, *paths: Path) -> Block:
    """The plain sum of ``cues``, whose media A and B are ``paths``."""
    return np.concatenate(list(Desk(tuple(cues), samples, dict(zip((A, B), paths, strict=False))).blocks()), axis=1)


def finished(cues: Sequence[SoundCue], samples: int, *paths: Path) -> Block:
    return np.concatenate(list(mixed(tuple(cues), samples, dict(zip((A, B), paths, strict=False)))), axis=1)


def effect(samples: int, source: int = 0, until: int = 0) -> SoundCue:
    """A sound that plays ``samples`` from the beginning of the video on."""
    return SoundCue(0, samples, A, None, 1.0, 0, 0, source=source, until=until, role=SoundRole.EFFECT)


def wav(path: Path, sound: Block, rate: int = RATE) -> Path:
    """A WAV of 32-bit floats, as they are: NaN and values above 1 too."""
    body = sound.T.astype("<f4").tobytes()
    channels = sound.shape[0]
    form = struct.pack("<IHHIIHH", 16, 3, channels, rate, rate * channels * 4, channels * 4, 32)
    path.write_bytes(
        b"RIFF" + struct.pack("<I", 36 + len(body)) + b"WAVEfmt " + form + b"data" + struct.pack("<I", len(body)) + body
    )
    return path


def encode(path: Path, sound: Block, codec: str, rate: int = RATE, layout: str = "stereo") -> Path:
    with av.open(str(path), "w", format="adts" if path.suffix == ".aac" else None) as container:
        options = {"aac_coder": "fast"} if codec == "aac" else {}
        stream = container.add_stream(codec, rate=rate, layout=layout, options=options)
        assert isinstance(stream, AudioStream)
        context = stream.codec_context
        resampler = AudioResampler(context.format, layout, rate, frame_size=context.frame_size or 1024)
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(sound), format="fltp", layout="stereo")
        frame.sample_rate = rate
        frame.pts = 0
        for part in [*resampler.resample(frame), *resampler.resample(None), None]:
            container.mux(stream.encode(part))
    return path


def decoded(path: Path) -> Block:
    with av.open(str(path)) as container:
        return np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1).astype(np.float32)


def footage(path: Path, sound: Block, starts: float = 0.0) -> Path:
    """Footage whose pictures begin ``starts`` seconds after its sound; no ``sound``: a sound track without content."""
    with av.open(str(path), "w") as container:
        pictures: VideoStream = container.add_stream("mpeg4", rate=20)
        pictures.width = pictures.height = 64
        stream: AudioStream = container.add_stream("aac", rate=RATE, layout="stereo", options={"aac_coder": "fast"})
        for number in range(20):
            shown = VideoFrame.from_ndarray(np.full((64, 64, 3), 90, np.uint8), format="rgb24")
            shown.pts = number + round(starts * 20)
            container.mux(pictures.encode(shown))
        container.mux(pictures.encode(None))
        for first in range(0, sound.shape[1], 1024):
            frame = AudioFrame.from_ndarray(
                np.ascontiguousarray(sound[:, first : first + 1024]), format="fltp", layout="stereo"
            )
            frame.sample_rate, frame.pts = RATE, first
            container.mux(stream.encode(frame))
        if sound.shape[1]:
            container.mux(stream.encode(None))
    return path
