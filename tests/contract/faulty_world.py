"""A studio that misbehaves, a server in front of it, and an agent that uses it as its answers say. In virtual time.

The agent calls tools, follows the job it is given, asks again at most twice where it is told to, and measures every
call. Afterwards the studio's own records tell what was accepted and charged.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import anyio
import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from mcp.client import Client
from PIL import Image
from tests.contract.virtual_time import EPOCH, LoopClock, VirtualLoop

from kineograph.media import verify_mp4
from kineograph.sessions.ledger import Ledger
from kineograph.sessions.manager import ManagerConfig, open_manager
from kineograph.studio.accounts import read_charges
from kineograph.studio.faults import Faults
from kineograph.studio.home import Home
from kineograph.studio.options import StudioOptions
from kineograph.studio.render.service import OnProgress, RenderedFile, RenderOrder
from kineograph.studio.renders import read_renders
from kineograph.studio.serve import running_studio
from kineograph.tools.server import build_server
from kineograph.wire.attribution import Attribution

LONGEST_CALL_S = 50.0
STEPS = {
    "You can preview it in the timeline, or click the Export button to save it.",
    "您可以在时间线中预览，或点击“导出”按钮保存视频。",
}
"""What of the studio's words is for somebody in front of a screen."""
MOST_WAITS = 120
"""Of an agent with one job: 120 waits of 45 s are an hour and a half."""


@lru_cache(maxsize=64)
def encoded(duration_ms: int, wide: bool) -> bytes:
    """A small H.264 file of this length, in the proportions of a canvas."""
    width, height = (96, 54) if wide else (54, 96)
    target = io.BytesIO()
    with av.open(target, "w", "mp4") as container:
        stream = container.add_stream("libx264", rate=25)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.options = {"preset": "ultrafast"}
        for number in range(round(duration_ms * 25 / 1000)):
            shade = np.full((height, width, 3), 40 + number % 150, np.uint8)
            frame = VideoFrame.from_ndarray(shade, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return target.getvalue()


async def quick_render(order: RenderOrder, on_progress: OnProgress) -> RenderedFile:
    """Stands in for the renderer: the right length and proportions, small. Takes two seconds of the loop's time."""
    await anyio.sleep(2)
    on_progress(0.5, "painting")
    canvas, duration = order.timeline.canvas, order.timeline.duration_ms
    content = encoded(duration, canvas.width >= canvas.height)
    order.out.write_bytes(content)
    return RenderedFile(order.out, duration, len(content), canvas.width, canvas.height, canvas.fps, 1)


@dataclass
class Job:
    """What the agent knows of a job: what asked for it, and how it ended."""

    job_id: str
    instruction: str
    text: str = ""
    structure: dict[str, Any] = field(default_factory=dict)
    is_error: bool = False

    @property
    def is_done(self) -> bool:
        return not self.is_error and self.structure.get("state") == "done"


@dataclass
class Agent:
    """Uses the tools. ``jobs`` in the order in which they were begun; ``calls`` how long each call took, in seconds."""

    client: Client
    jobs: dict[str, Job] = field(default_factory=dict)
    calls: list[tuple[str, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    async def call(self, tool: str, **arguments: Any) -> tuple[bool, str, dict[str, Any]]:
        started = anyio.current_time()
        result = await self.client.call_tool(tool, arguments)
        self.calls.append((tool, anyio.current_time() - started))
        text = "".join(getattr(block, "text", "") for block in result.content)
        if result.is_error:
            self.errors.append(text)
        return bool(result.is_error), text, dict(result.structured_content or {})

    async def follow(self, tool: str, **arguments: Any) -> Job:
        """One request, waited for to its end."""
        said = str(arguments.get("instruction", tool))
        is_error, text, found = await self.call(tool, **arguments)
        job_id = str(found.get("job_id", ""))
        for _ in range(MOST_WAITS):
            if is_error or found.get("state") != "running":
                break
            wait = 50 if len(self.calls) % 2 else 45
            is_error, text, found = await self.call("wait_for_job", job_id=job_id, wait_seconds=wait)
        else:
            raise AssertionError(f"job {job_id} has no end: {text}")
        job = Job(job_id or f"refused {len(self.jobs)}", said, text, found, is_error)
        self.jobs[job.job_id] = job
        return job

    async def insist(self, tool: str, **arguments: Any) -> Job:
        """The same, asked for again at most twice where it failed, as an agent does."""
        job = await self.follow(tool, **arguments)
        for _ in range(2):
            if not job.is_error:
                break
            job = await self.follow(tool, **arguments)
        return job


@dataclass
class World:
    """A studio with ``faults`` and everything around it, under ``folder``."""

    folder: Path
    faults: Faults
    url: str = ""

    @classmethod
    @asynccontextmanager
    async def opened(cls, folder: Path, *switches: str) -> AsyncIterator[World]:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        loop.watch_threads()
        world = cls(folder, Faults.parse(switches))
        for number in (1, 2):
            Image.new("RGB", (64, 48), (90 * number, 20, 200)).save(folder / f"photo {number}.jpg")
        options = StudioOptions(
            folder / "studio", faults=world.faults, now=lambda: EPOCH + loop.time(), render=quick_render
        )
        async with running_studio(options) as world.url:
            yield world

    @property
    def pictures(self) -> list[str]:
        return [str(self.folder / f"photo {number}.jpg") for number in (1, 2)]

    @property
    def records(self) -> Path:
        return Home(self.folder / "studio").ledger

    @property
    def delivered(self) -> list[Path]:
        out = self.folder / "out"
        return sorted(out.iterdir()) if out.exists() else []

    @asynccontextmanager
    async def server(self) -> AsyncIterator[Client]:
        """A server process, as far as its own memory goes: what it knew dies with it."""

        async def endpoint() -> str:
            return self.url

        config = ManagerConfig(
            self.folder / "home", "cloud", endpoint, Attribution("a2e-image-to-video", "1.0.0"), self.folder / "out"
        )
        async with AsyncExitStack() as stack:
            server = build_server(lambda: open_manager(config, LoopClock()), version="1")
            yield await stack.enter_async_context(Client(server))

    def accepted(self) -> Counter[str]:
        """How many turns the studio accepted, by the hash of their instruction."""
        return Counter(charge.text_hash for charge in read_charges(self.records))

    async def check(self, agent: Agent) -> None:
        """What must hold whatever the studio does. Raises ``AssertionError``."""
        slow = [(tool, seconds) for tool, seconds in agent.calls if seconds > LONGEST_CALL_S]
        assert slow == [], f"calls that lasted too long: {slow}"
        self._nothing_twice(agent)
        for job in agent.jobs.values():
            self._no_empty_success(job)
        self._one_render_a_draft()
        assert not [path.name for path in self.delivered if path.name.startswith(".")]
        ledger = Ledger(self.folder / "home")
        unfinished = await ledger.unfinished(f"{self.url} anonymous")
        await ledger.aclose()
        assert unfinished == []

    def _nothing_twice(self, agent: Agent) -> None:
        asked = Counter(job.instruction for job in agent.jobs.values())
        done = Counter(job.instruction for job in agent.jobs.values() if "turn" in job.structure)
        accepted = self.accepted()
        known = {hashlib.sha256(said.encode()).hexdigest(): said for said in asked}
        assert set(accepted) <= set(known), "an instruction that nobody gave"
        for mark, said in known.items():
            assert accepted[mark] <= asked[said], f"{said!r} was sent twice"
            assert accepted[mark] >= done[said], f"{said!r} was never sent, and called done"

    def _no_empty_success(self, job: Job) -> None:
        if not job.is_done:
            return
        turn, video = job.structure.get("turn"), job.structure.get("video")
        assert (turn is None) != (video is None), job
        if turn is not None:
            told = turn["studio_said"] or turn["changes"] or turn["outcome"] == "unchanged"
            assert told, f"success without a word or a difference: {job.text}"
            assert set(turn.get("translated", [])) <= STEPS, turn
            if turn["outcome"] == "silent":
                assert turn["changes"], job.text
        if video is not None:
            facts = verify_mp4(Path(video["path"]))
            assert abs(facts.duration_ms - video["duration_s"] * 1000) < 1

    def _one_render_a_draft(self) -> None:
        renders = Counter(render.draft_hash for render in read_renders(self.records) if render.state == "completed")
        assert all(count == 1 for count in renders.values()), "a draft was rendered twice"


async def reread(agent: Agent, jobs: list[Job]) -> None:
    """Every job answers by its id what it answered when it ended."""
    for job in jobs:
        if job.job_id.startswith("refused"):
            continue
        is_error, text, found = await agent.call("wait_for_job", job_id=job.job_id)
        assert is_error == job.is_error, text
        if not is_error:
            for part in ("turn", "state", "kind"):
                assert found.get(part) == job.structure.get(part), job.job_id
            if "video" in found:
                assert found["video"]["path"] == job.structure["video"]["path"]
        else:
            assert text.split(":")[0] == job.text.split(":")[0]
