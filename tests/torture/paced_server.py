"""The stdio server with a clock that runs faster, so that a recovery's waits of minutes pass in seconds."""

from __future__ import annotations

import sys
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio

from kineograph import __version__
from kineograph.sessions.manager import ManagerConfig, SessionManager, open_manager
from kineograph.settings import load_settings
from kineograph.tools.server import build_server
from kineograph.wire.attribution import Attribution

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class PacedClock:
    """``pace`` seconds in one."""

    def __init__(self, pace: float) -> None:
        self._pace = pace

    def now(self) -> float:
        return time.time()

    def monotonic(self) -> float:
        return time.monotonic() * self._pace

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds / self._pace)


@asynccontextmanager
async def opened() -> AsyncIterator[SessionManager]:
    settings = load_settings({})

    async def endpoint() -> str:
        return settings.base_url

    config = ManagerConfig(
        settings.home, "cloud", endpoint, Attribution("a2e-image-to-video", "1.0.0"), settings.output
    )
    async with open_manager(config, PacedClock(float(sys.argv[1]))) as manager:
        yield manager


if __name__ == "__main__":
    build_server(opened, version=__version__).run("stdio")
