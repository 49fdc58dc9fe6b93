"""One whole session over MCP, as an agent would hold it: pictures in, a video out, a change, another video.

Run: ``python bench/mcp_session.py FOLDER [stdio|http] [auto|legacy]``. The state and the videos go to a temporary home;
a studio of your own is used where ``NEMO_API_URL`` is set.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal, cast

from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

FIRST = "turn my images into a smooth video with transitions and background music"
SECOND = "make the second photo 5 seconds and add the title 'Golden Hour'"
SERVE = ["-m", "kineograph", "serve"]
Mode = Literal["auto", "legacy"]


async def hold(client: Client, pictures: Path) -> None:
    """The session. Raises ``RuntimeError`` where a tool fails or an export does not keep to its timeline."""
    session = (await call(client, "upload_image", images=[str(pictures)], session_id="new"))["session_id"]
    for instruction in (FIRST, SECOND):
        await done(client, await call(client, "send_instruction", instruction=instruction, session_id=session))
        timeline = await call(client, "get_timeline", session_id=session)
        exported = await done(client, await call(client, "export_video", session_id=session))
        video = exported["video"]
        if abs(video["duration_s"] - timeline["duration_s"]) > 1 / video["fps"] + 0.0005:
            raise RuntimeError(f"the video lasts {video['duration_s']} s, the timeline {timeline['duration_s']} s")
        if (video["width"], video["height"]) != (timeline["width"], timeline["height"]):
            raise RuntimeError(f"the video is {video['width']}x{video['height']}, the timeline something else")
        await call(client, "check_credits")


async def done(client: Client, answer: dict[str, Any]) -> dict[str, Any]:
    while answer.get("state") == "running":
        answer = await call(client, "wait_for_job", job_id=answer["job_id"])
    return answer


async def call(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    began = time.monotonic()
    heard = 0

    async def hear(progress: float, total: float | None, message: str | None) -> None:  # noqa: ARG001 - the SDK's signature
        nonlocal heard
        heard += 1

    result = await client.call_tool(tool, arguments, progress_callback=hear)
    text = "\n".join(block.text for block in result.content if block.type == "text")
    print(f"--- {tool} ({time.monotonic() - began:.1f} s, {heard} reports)\n{text}", flush=True)
    if result.is_error or result.structured_content is None:
        raise RuntimeError(text)
    return dict(result.structured_content)


@asynccontextmanager
async def connected(transport: str, mode: Mode, environment: dict[str, str]) -> AsyncIterator[Client]:
    if transport == "stdio":
        server = StdioServerParameters(command=sys.executable, args=SERVE, env=environment)
        async with Client(stdio_client(server), mode=mode) as client:
            yield client
        return
    process = await asyncio.create_subprocess_exec(
        sys.executable, *SERVE, "--transport", "http", "--port", "0", env=environment, stderr=asyncio.subprocess.PIPE
    )
    try:
        address = await _address(process)
        async with Client(address, mode=mode) as client:
            yield client
    finally:
        process.terminate()
        print(f"--- the server ended with {await process.wait()}")


async def _address(process: asyncio.subprocess.Process) -> str:
    while process.stderr is not None and (line := await process.stderr.readline()):
        if found := re.search(rb"http://\S+/mcp", line):
            return found[0].decode()
    raise RuntimeError("the server did not say where it listens")


async def main(folder: Path, transport: str, mode: Mode) -> None:
    with tempfile.TemporaryDirectory(prefix="kineograph-session-") as home:
        environment = {**os.environ, "KINEOGRAPH_HOME": home, "KINEOGRAPH_OUTPUT": str(Path(home) / "videos")}
        async with connected(transport, mode, environment) as client:
            print(f"--- {transport}, {mode}: protocol {client.protocol_version}")
            await hold(client, folder)


if __name__ == "__main__":
    words = (sys.argv[2:] + ["stdio", "auto"][len(sys.argv) - 2 :])[:2]
    asyncio.run(main(Path(sys.argv[1]).absolute(), words[0], cast("Mode", words[1])))
