"""A session manager over a scripted studio, with a clock that never waits."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import anyio
import numpy as np
import pytest
from PIL import Image
from tests.client.loopback import listening
from tests.sessions.fake_studio import FakeStudio

from kineograph.sessions.manager import ManagerConfig, SessionManager, open_manager
from kineograph.wire.attribution import Attribution


@dataclass
class QuickClock:
    """Time that jumps instead of passing; remembers how long it was asked to wait."""

    at: float = 1_800_000_000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.at

    def monotonic(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.at += seconds
        await anyio.lowlevel.checkpoint()


Managers = Callable[..., AbstractAsyncContextManager[SessionManager]]


@pytest.fixture
def clock() -> QuickClock:
    return QuickClock()


@pytest.fixture(scope="session")
def video(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """One second of 96 × 64 in H.264."""
    return encoded(tmp_path_factory.mktemp("video") / "v.mp4", 96, 64)


@pytest.fixture(scope="session")
def tall_video(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """One second of 36 × 64, which is 9:16."""
    return encoded(tmp_path_factory.mktemp("video") / "v.mp4", 36, 64)


def encoded(path: Path, width: int, height: int) -> bytes:
    import av
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=20)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for number in range(20):
            frame = VideoFrame.from_ndarray(np.full((height, width, 3), 40 + number, np.uint8), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 20)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path.read_bytes()


@pytest.fixture
async def studio(video: bytes) -> AsyncIterator[FakeStudio]:
    fake = FakeStudio(video)
    async with listening(fake) as url:
        fake.url = url
        yield fake


@pytest.fixture
def managers(studio: FakeStudio, clock: QuickClock, tmp_path: Path) -> Managers:
    """Opens managers on one home, as processes would."""

    async def endpoint() -> str:
        return studio.url

    @asynccontextmanager
    async def opened(**changes: Any) -> AsyncIterator[SessionManager]:
        wanted: dict[str, Any] = {
            "home": tmp_path / "home",
            "studio": "cloud",
            "endpoint": endpoint,
            "attribution": Attribution("a2e-image-to-video", "1.0.0"),
            "output_dir": tmp_path / "out",
            "web_url": "https://web.example",
        }
        async with open_manager(ManagerConfig(**{**wanted, **changes}), clock) as manager:
            yield manager

    return opened


@pytest.fixture
async def manager(managers: Managers) -> AsyncIterator[SessionManager]:
    async with managers() as opened:
        yield opened


def picture(path: Path, shade: int = 90, size: tuple[int, int] = (64, 48)) -> Path:
    """A picture file of one colour; its format is its extension's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, (shade, 20, 200)).save(path)
    return path


@pytest.fixture
def beach(tmp_path: Path) -> Path:
    return picture(tmp_path / "in" / "beach.jpg")
