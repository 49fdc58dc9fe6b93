"""Media files made for the test at hand: small, real, and broken in known ways."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

MakeVideo = Callable[..., Path]
MakeSound = Callable[..., Path]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A JPEG of 320 × 200 with some detail in it."""
    path = tmp_path / "photo.jpg"
    rng = np.random.default_rng(1)
    rough = rng.integers(0, 255, (20, 32, 3), dtype=np.uint8)
    Image.fromarray(rough).resize((320, 200), Image.Resampling.BICUBIC).save(path, quality=90)
    return path


@pytest.fixture
def make_video(tmp_path: Path) -> MakeVideo:
    """Writes a video whose brightness rises with time; ``sound`` adds a tone."""

    def make(name: str, codec: str = "libx264", seconds: float = 1.0, sound: str | None = None) -> Path:
        path = tmp_path / name
        with av.open(str(path), "w") as container:
            video = container.add_stream(codec, rate=20)
            assert isinstance(video, VideoStream)
            video.width, video.height, video.pix_fmt = 96, 64, "yuv420p"
            audio = container.add_stream(sound, rate=48_000) if sound else None
            assert audio is None or isinstance(audio, AudioStream)
            for number in range(round(seconds * 20)):
                level = 40 + round(180 * number / (seconds * 20))
                frame = VideoFrame.from_ndarray(np.full((64, 96, 3), level, np.uint8), format="rgb24")
                frame.pts, frame.time_base = number, Fraction(1, 20)
                container.mux(video.encode(frame))
            container.mux(video.encode(None))
            if audio is not None:
                container.mux(audio.encode(tone(seconds)))
                container.mux(audio.encode(None))
        return path

    return make


@pytest.fixture
def make_sound(tmp_path: Path) -> MakeSound:
    def make(name: str, codec: str, seconds: float = 1.0) -> Path:
        path = tmp_path / name
        with av.open(str(path), "w") as container:
            stream = container.add_stream(codec, rate=48_000)
            assert isinstance(stream, AudioStream)
            container.mux(stream.encode(tone(seconds)))
            container.mux(stream.encode(None))
        return path

    return make


def tone(seconds: float) -> AudioFrame:
    wave = 0.3 * np.sin(np.arange(round(seconds * 48_000)) * (2 * np.pi * 440 / 48_000))
    frame = AudioFrame.from_ndarray((wave * 32767).astype(np.int16)[None], format="s16", layout="mono")
    frame.sample_rate = 48_000
    frame.pts = 0
    return frame
