"""A render of minutes, a client that gives up after one, a server that is killed twice: the MP4 arrives, rendered once.

python -m tests.torture.long_render --seconds 360
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from PIL import Image
from tests.torture.processes import Program, Server, ServerDied, environment, free_port

from kineograph.media import verify_mp4
from kineograph.studio.home import Home
from kineograph.studio.renders import read_renders

GIVES_UP_S = 60.0


async def arrives(seconds: float, folder: Path) -> int:
    """The number of renders that the studio was asked for."""
    port, there, out = free_port(), folder / "there", folder / "out"
    studio = Program(
        "studio",
        ("-m", "kineograph", "studio", "--port", str(port), "--fault", f"render_delay={seconds}"),
        environment(there, out, 0),
        folder / "studio.log",
    )
    words = ("-m", "kineograph", "serve")
    server = Server("server", words, environment(folder / "home", out, port), folder / "server.log")
    began = time.monotonic()

    def say(what: str) -> None:
        print(f"{time.monotonic() - began:6.1f} s  {what}", flush=True)

    async def call(tool: str, **arguments: Any) -> tuple[bool, str, dict[str, Any]]:
        found = await server.call(tool, **arguments)
        say(f"{tool}: {found[1].splitlines()[0][:110]}")
        return found

    picture = folder / "one.png"
    Image.new("RGB", (640, 360), (20, 90, 160)).save(picture)
    await studio.start()
    await server.start()
    try:
        await call("upload_image", images=[str(picture)])
        await call("send_instruction", instruction="make a video with 3 seconds for each picture")
        waiting = asyncio.create_task(server.call("export_video", wait_seconds=50))
        await asyncio.sleep(5)
        await kill(server, say)
        try:
            await waiting
        except ServerDied:
            say("the call of the export died with its server")
        _, _, listed = await call("list_sessions")
        job_id = listed["sessions"][0]["jobs"][0]["job_id"]
        await call("wait_for_job", job_id=job_id, wait_seconds=50)
        await asyncio.sleep(GIVES_UP_S)
        say("nobody has asked for a minute")
        await kill(server, say)
        while True:
            is_error, text, found = await call("wait_for_job", job_id=job_id, wait_seconds=50)
            if is_error or found["state"] != "running":
                break
        say(text)
        facts = verify_mp4(Path(found["video"]["path"]))
        say(f"{facts.width}x{facts.height}, {facts.duration_ms} ms, {facts.video_codec}")
        say(f"{len(list(out.iterdir()))} file in the folder")
        say(f"the longest call took {server.longest_call:.1f} s")
    finally:
        await server.stop()
        await studio.stop()
    return len(read_renders(Home(there / "studio").ledger))


async def kill(server: Server, say: Any) -> None:
    server.kill()
    await server.dead()
    say("kill -9 of the server")
    await server.start()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=360)
    with tempfile.TemporaryDirectory(prefix="kineograph-long-") as folder:
        renders = asyncio.run(arrives(parser.parse_args().seconds, Path(folder)))
    print(f"{renders} render at the studio")
    return 0 if renders == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
