"""A studio that is killed in the middle of something: what stands when the next one starts. Real processes, SIGKILL."""

from __future__ import annotations

import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import anyio
import httpx
import pytest
from anyio.abc import Process
from anyio.lowlevel import checkpoint
from anyio.streams.text import TextReceiveStream
from tests.studio.conftest import PATIENCE_S, SHOW, Caller, QuickRenderer, Start, picture, run_body

from kineograph.studio.accounts import read_charges
from kineograph.studio.home import Home
from kineograph.studio.options import StudioOptions
from kineograph.studio.renders import read_renders
from kineograph.studio.turns import session_lock
from kineograph.wire import routes

STUDIO = """
import sys
from pathlib import Path
import anyio
from kineograph.studio.faults import Faults
from kineograph.studio.options import StudioOptions
from kineograph.studio.serve import running_studio

async def held(order, on_progress):
    order.out.with_name(f".{order.out.name}.half.part").write_bytes(b"half")
    print("rendering", flush=True)
    await anyio.sleep_forever()

async def main():
    renderer = {} if sys.argv[2] == "real" else {"render": held}
    options = StudioOptions(Path(sys.argv[1]), faults=Faults.parse(sys.argv[3:]), **renderer)
    async with running_studio(options) as url:
        print(url, flush=True)
        await anyio.sleep_forever()

anyio.run(main)
"""
PHOTOS = [picture("one.jpg", "red"), picture("two.jpg", "green")]


class Doomed(Caller):
    """A caller of a studio in a process of its own, which is killed at the end of the context."""

    said: AsyncIterator[str]
    process: Process

    async def hears(self, word: str) -> None:
        """Waits until the studio prints ``word``."""
        with anyio.fail_after(PATIENCE_S):
            assert await anext(self.said) == word


@asynccontextmanager
async def doomed(options: StudioOptions, *faults: str, renderer: str = "held") -> AsyncIterator[Doomed]:
    command = [sys.executable, "-c", STUDIO, str(options.home), renderer, *faults]
    async with await anyio.open_process(command, stderr=None) as process:
        try:
            assert process.stdout is not None
            said = lines(TextReceiveStream(process.stdout))
            urls = [line async for line in until_url(said)]
            async with httpx.AsyncClient(base_url=urls[-1]) as client:
                caller = Doomed(client, "someone")
                caller.said, caller.process = said, process
                await caller.sign_in()
                yield caller
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


async def lines(stream: TextReceiveStream) -> AsyncIterator[str]:
    text = ""
    async for piece in stream:
        text += piece
        *whole, text = text.split("\n")
        for line in whole:
            yield line


async def until_url(said: AsyncIterator[str]) -> AsyncIterator[str]:
    async for line in said:
        yield line
        if line.startswith("http"):
            return


async def hear_of(caller: Caller, text: str, word: str) -> None:
    """Begins a turn and leaves it running once its stream has ``word``."""
    body, seen = run_body(caller.session, text), ""
    request = caller.http.build_request("POST", routes.RUN.path, json=body, headers=caller.headers())
    answer = await caller.http.send(request, stream=True)
    with anyio.fail_after(PATIENCE_S):
        async for piece in answer.aiter_text():
            seen += piece
            if word in seen:
                return
    raise AssertionError(seen)


@pytest.mark.parametrize(
    ("fault", "word", "tracks"),
    [("turn_delay=3600", "functionCall", 0), ("two_stages=3600", "raw video is ready", 1)],
)
async def test_a_turn_that_is_killed_is_charged_once_and_frees_its_session(
    start: Start, options: StudioOptions, fault: str, word: str, tracks: int
) -> None:
    async with doomed(options, fault) as caller:
        await caller.open_session()
        await caller.upload(*PHOTOS)
        await hear_of(caller, "make a video, 2 seconds each, no transitions, no music", word)
        assert session_lock(Home(options.home), caller.session) is None
        session = caller.session
    assert [charge.state for charge in read_charges(Home(options.home).ledger)] == ["running"]
    async with start("charge", now=time.time) as caller:
        caller.session = session
        found = await caller.state()
        assert len(found["draft"].get("t", [])) == tracks  # whole or not at all
        await caller.get(routes.CREDITS.path)
        assert [charge.state for charge in read_charges(Home(options.home).ledger)] == ["lost"]
        await caller.say("each picture for 3 seconds")
    assert [charge.state for charge in read_charges(Home(options.home).ledger)] == ["lost", "done"]


async def test_turns_that_are_killed_one_after_another_each_cost_once(start: Start, options: StudioOptions) -> None:
    session = ""
    for _ in range(2):
        async with doomed(options, "charge", "turn_delay=3600") as caller:
            caller.session = session or await caller.open_session()
            session = caller.session
            await caller.upload(*PHOTOS)
            await hear_of(caller, SHOW, "functionCall")
    async with start("charge", now=time.time) as caller:
        left = (await caller.get(routes.CREDITS.path)).json()["data"]
    assert left == {"available": 0, "frozen": 0, "total": 0}
    charges = read_charges(Home(options.home).ledger)
    assert [(charge.state, charge.cost) for charge in charges] == [("lost", 50)] * 2


async def test_a_render_outlives_more_deaths_of_its_studio_than_its_renderer_may_die(
    start: Start, options: StudioOptions
) -> None:
    quick = QuickRenderer()
    async with doomed(options) as caller:
        await caller.open_session()
        await caller.upload(*PHOTOS)
        await caller.say(SHOW)
        await caller.render("r", (await caller.state())["draft"])
        await caller.hears("rendering")
    for taken in (2, 3, 4):
        async with doomed(options) as caller:
            with anyio.fail_after(PATIENCE_S):
                while attempts(options) != [taken]:
                    await caller.get(routes.RENDER_STATUS.at(render_id="r"))
    async with start(render=quick, now=time.time) as caller:
        assert (await caller.finished("r"))["status"] == "completed"
    assert (len(quick.orders), attempts(options)) == (1, [5])
    assert [path.name for path in (options.home / "videos").iterdir()] == ["1.mp4"]


def attempts(options: StudioOptions) -> list[int]:
    return [kept.attempts for kept in read_renders(Home(options.home).ledger)]


async def test_a_real_render_that_is_killed_is_made_by_the_next_studio(start: Start, options: StudioOptions) -> None:
    from kineograph.media import verify_mp4
    from kineograph.studio.render.service import render

    async with doomed(options, renderer="real") as caller:
        await caller.open_session()
        await caller.upload(*PHOTOS)
        await caller.say("make a video, 0.5 seconds each, no transitions, no music")
        draft = (await caller.state())["draft"]
        draft["m"] |= {"width": 320, "height": 180}
        await caller.render("r", draft)
        with anyio.fail_after(PATIENCE_S):
            while (await status_of(caller))["status"] == "pending":
                pass
        assert (await status_of(caller))["status"] == "processing"
    async with start(render=render, now=time.time) as caller:
        while (status := await status_of(caller))["status"] != "completed":
            assert status["status"] != "failed", status
        assert verify_mp4(Home(options.home).video(1)).frames == 30
    assert [(kept.state, kept.attempts) for kept in read_renders(Home(options.home).ledger)] == [("completed", 2)]


async def status_of(caller: Caller) -> dict[str, Any]:
    status: dict[str, Any] = (await caller.get(routes.RENDER_STATUS.at(render_id="r"))).json()
    return status


class Gone(Exception):
    """The caller leaves in the middle of sending."""


def half_a_body(options: StudioOptions, leaves: bool) -> AsyncIterator[bytes]:
    """More than half of an upload of two files; when the studio has begun to write it down, the end."""

    async def pieces() -> AsyncIterator[bytes]:
        name, content = picture("whole.jpg")
        head = '--x\r\nContent-Disposition: form-data; name="files"; filename="{}"\r\n\r\n'
        yield head.format(name).encode() + content + b"\r\n"
        yield head.format("half.jpg").encode() + content
        while len(list((options.home / "incoming").iterdir())) < 2:
            yield b"\0" * 65536
        if leaves:
            raise Gone
        await anyio.sleep_forever()

    return pieces()


async def test_an_upload_whose_caller_leaves_half_way_leaves_nothing(start: Start, options: StudioOptions) -> None:
    async with start() as caller:
        headers = {**caller.headers(), "Content-Type": "multipart/form-data; boundary=x"}
        path = routes.UPLOAD.at(session_id=caller.session)
        with pytest.raises(Gone):
            await caller.http.post(path, content=half_a_body(options, leaves=True), headers=headers)
        with anyio.fail_after(PATIENCE_S):
            while list((options.home / "incoming").iterdir()):
                await caller.state()
        assert (await caller.state())["video_infos"] == []
    assert list((options.home / "media").iterdir()) == []


async def test_an_upload_whose_studio_is_killed_half_way_leaves_nothing_for_long(
    start: Start, options: StudioOptions
) -> None:
    async with doomed(options) as caller, anyio.create_task_group() as tasks:
        await caller.open_session()
        headers = {**caller.headers(), "Content-Type": "multipart/form-data; boundary=x"}
        path = routes.UPLOAD.at(session_id=caller.session)

        async def send() -> None:
            with suppress(httpx.TransportError):
                await caller.http.post(path, content=half_a_body(options, leaves=False), headers=headers)

        tasks.start_soon(send)
        with anyio.fail_after(PATIENCE_S):
            while len(list((options.home / "incoming").iterdir())) < 2:
                await caller.get(routes.CREDITS.path)
        session = caller.session
        caller.process.kill()
        await caller.process.wait()
        tasks.cancel_scope.cancel()
    assert len(list((options.home / "incoming").iterdir())) == 2
    async with start(now=time.time) as other:
        other.session = session
        assert (await other.state())["video_infos"] == []
        assert list((options.home / "media").iterdir()) == []
    async with start(now=lambda: time.time() + 86_401):
        assert list((options.home / "incoming").iterdir()) == []


async def test_what_a_killed_renderer_left_is_swept_by_the_next_studio(options: StudioOptions, start: Start) -> None:
    """Its render may never be asked for again: it was cancelled, or its session is gone."""
    home = Home(options.home)
    home.prepare()
    part = home.video(7).with_name(".7.mp4.0123456789ab.part")
    for path in (part, home.video(7)):
        path.write_bytes(b"half")
    async with start():
        with anyio.fail_after(PATIENCE_S):
            while part.exists():
                await checkpoint()
    assert home.video(7).exists()


async def test_what_another_process_is_rendering_is_not_swept(options: StudioOptions, start: Start) -> None:
    home = Home(options.home)
    home.prepare()
    part = home.video(7).with_name(".7.mp4.0123456789ab.part")
    part.write_bytes(b"half")
    with home.lock("renders"):
        async with start() as caller:
            await caller.open_session()
            assert part.exists()
