"""A job outlives its caller, its server, the transport and the protocol era it was begun in."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import anyio
import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from PIL import Image
from tests.cli.test_serving import http_server

from kineograph.media import verify_mp4
from kineograph.studio.faults import Faults
from kineograph.studio.home import Home
from kineograph.studio.options import StudioOptions
from kineograph.studio.renders import read_renders
from kineograph.studio.serve import running_studio

Mode = Literal["auto", "legacy"]
WAYS: tuple[tuple[str, Mode], ...] = (("http", "auto"), ("stdio", "legacy"), ("stdio", "auto"), ("http", "legacy"))


@dataclass
class Here:
    """A client of a server that can be killed."""

    client: Client
    process: asyncio.subprocess.Process | None

    async def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        result: Any = await self.client.call_tool(tool, arguments)
        assert not result.is_error, result.content[0].text
        return dict(result.structured_content)


@asynccontextmanager
async def connected(environment: dict[str, str], transport: str, mode: Mode) -> AsyncIterator[Here]:
    async with AsyncExitStack() as stack:
        if transport == "http":
            address, process = await stack.enter_async_context(http_server(environment))
            yield Here(await stack.enter_async_context(Client(address, mode=mode)), process)
            return
        words = StdioServerParameters(command=sys.executable, args=["-m", "kineograph", "serve"], env=environment)
        yield Here(await stack.enter_async_context(Client(stdio_client(words), mode=mode)), None)


@pytest.mark.requirement("jobs.other-transport")
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (WAYS[0], WAYS[1]),
        pytest.param(WAYS[1], WAYS[0], marks=pytest.mark.slow),
        pytest.param(WAYS[2], WAYS[3], marks=pytest.mark.slow),
        pytest.param(WAYS[3], WAYS[2], marks=pytest.mark.slow),
    ],
)
async def test_a_job_is_finished_by_another_server_over_another_transport(
    environment: dict[str, str], tmp_path: Path, first: tuple[str, Mode], second: tuple[str, Mode]
) -> None:
    Image.new("RGB", (64, 48), "teal").save(tmp_path / "a.png")
    options = StudioOptions(tmp_path / "studio", faults=Faults.parse(["render_delay=2"]))
    async with running_studio(options) as url:
        environment["NEMO_API_URL"] = url
        async with connected(environment, *first) as here:
            await here.call("upload_image", images=[str(tmp_path / "a.png")])
            await here.call("send_instruction", instruction="make a video with 1 second for each picture")
            begun = await here.call("export_video", wait_seconds=0)
            assert begun["state"] == "running"
            if here.process is not None:
                here.process.kill()
        async with connected(environment, *second) as here:
            listed = await here.call("list_sessions")
            assert listed["sessions"][0]["jobs"][0]["job_id"] == begun["job_id"]
            with anyio.fail_after(60):
                done = begun
                while done["state"] == "running":
                    done = await here.call("wait_for_job", job_id=begun["job_id"])
            assert verify_mp4(Path(done["video"]["path"])).duration_ms == 1000
    assert len(read_renders(Home(tmp_path / "studio").ledger)) == 1


@pytest.mark.requirement("jobs.taken-over-unasked")
@pytest.mark.slow
async def test_a_new_server_goes_on_without_being_asked(environment: dict[str, str], tmp_path: Path) -> None:
    Image.new("RGB", (64, 48), "teal").save(tmp_path / "a.png")
    options = StudioOptions(tmp_path / "studio", faults=Faults.parse(["render_delay=1"]))
    async with running_studio(options) as url:
        environment["NEMO_API_URL"] = url
        async with connected(environment, "http", "auto") as here:
            await here.call("upload_image", images=[str(tmp_path / "a.png")])
            await here.call("send_instruction", instruction="make a video with 1 second for each picture")
            await here.call("export_video", wait_seconds=0)
            assert here.process is not None
            here.process.kill()
        async with connected(environment, "stdio", "auto"):
            with anyio.fail_after(60):
                while not list(tmp_path.glob("videos/*.mp4")):  # noqa: ASYNC110, ASYNC240 - another program writes it
                    await anyio.sleep(0.1)
