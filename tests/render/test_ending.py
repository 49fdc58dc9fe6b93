"""However a render ends, no process is left and no file but a whole one: cancelled at any time, killed, out of room."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import anyio
import numpy as np
import pytest
from anyio.lowlevel import checkpoint
from tests.render.conftest import Studio, sequence
from tests.render.test_playback import clip_of, numbered, steady
from tests.render.test_service import failure, files_no_larger_than, left_in, project

from kineograph.studio.render.orders import RenderOrder, to_json
from kineograph.studio.render.service import RenderError, render
from kineograph.timeline.clips import Canvas
from kineograph.timeline.vocabulary import MotionKind, Playback, TransitionKind

pytestmark = pytest.mark.anyio

PATIENCE_S = 60
_MARKED = "import os, runpy, pathlib; pathlib.Path({pid!r}).write_text(str(os.getpid())); "
_RUN = "runpy.run_module('kineograph.studio.render.worker', run_name='__main__')"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def marked(folder: Path, then: str = _RUN) -> tuple[str, ...]:
    """A worker that first writes its process id down."""
    return (sys.executable, "-c", _MARKED.format(pid=str(folder / "pid")) + then)


def process_in(folder: Path) -> int:
    return int((folder / "pid").read_text())


def is_gone(process: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(process, 0)
        return False
    return True


def long_order(studio: Studio) -> RenderOrder:
    """Twelve-megapixel pictures, a reversed film, music and text: every phase takes a while."""
    noise = np.random.default_rng(1).integers(0, 255, (300, 400, 3), dtype=np.uint8)
    large = [studio.picture(f"{n}.jpg", np.kron(noise, np.ones((10, 10, 1), np.uint8))) for n in range(2)]
    film = numbered(studio.folder / "film.mp4", steady(20, 40))
    clip = clip_of(studio, film, 2000, 20).visuals[0]
    timeline = sequence(large, 60_000, MotionKind.ZOOM_IN, TransitionKind.CROSSFADE)
    back = replace(clip, backwards=True, playback=Playback.LOOP, span=replace(clip.span, end=60_000))
    base = project(studio)
    tracks = tuple(
        replace(track, clips=(*timeline.visuals, back)) if index == 0 else track
        for index, track in enumerate(base.tracks)
    )
    return studio.order(replace(base, tracks=tracks, canvas=Canvas(640, 360, 20)))


async def cancel_once_there(path: Path, scope: anyio.CancelScope) -> None:
    while not holds_something(path):
        await checkpoint()
    scope.cancel()


def holds_something(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


Moment = Callable[[float, str], bool]


def is_doing(what: str) -> Moment:
    return lambda _share, doing: doing == what


def is_beyond(least: float) -> Moment:
    return lambda share, _doing: share > least


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(is_doing("looking at the pictures"), marks=pytest.mark.slow),
        is_doing("painting"),
        pytest.param(is_beyond(0.1), marks=pytest.mark.slow),
    ],
    ids=["looking", "begun to paint", "in the middle"],
)
async def test_a_render_cancelled_in_any_phase_leaves_nothing(studio: Studio, moment: Moment) -> None:
    order = long_order(studio)
    before = {path.name for path in studio.folder.iterdir()}
    with anyio.CancelScope() as scope:
        await render(order, lambda *now: scope.cancel() if moment(*now) else None, marked(studio.folder))
    assert scope.cancelled_caught
    assert is_gone(process_in(studio.folder))
    assert left_in(studio.folder, *before, "pid") == set()


async def test_a_render_cancelled_while_it_is_checked_leaves_nothing(studio: Studio) -> None:
    order = studio.order(project(studio))
    checking = is_doing("checking")
    with anyio.CancelScope() as scope:
        await render(order, lambda *now: scope.cancel() if checking(*now) else None, marked(studio.folder))
    assert scope.cancelled_caught
    assert is_gone(process_in(studio.folder))
    assert left_in(studio.folder, "a.png", "b.png", "pid") == set()


async def test_a_render_cancelled_before_its_worker_says_a_word_leaves_nothing(studio: Studio) -> None:
    order = studio.order(project(studio, 60_000))
    scope = anyio.CancelScope()

    async with anyio.create_task_group() as tasks:
        with scope:
            tasks.start_soon(cancel_once_there, studio.folder / "pid", scope)
            await render(order, lambda _share, _doing: None, marked(studio.folder))
    assert scope.cancelled_caught
    assert is_gone(process_in(studio.folder))
    assert left_in(studio.folder, "a.png", "b.png", "pid") == set()


async def test_a_worker_that_does_not_see_the_end_of_its_order_is_killed(studio: Studio) -> None:
    """Left alone it would live for half a minute more, and then say so in a file."""
    deaf = (
        "import json, threading; print(json.dumps({'share': 0.5, 'doing': 'painting'}), flush=True); "
        f"threading.Event().wait(30); pathlib.Path({str(studio.folder / 'survived')!r}).touch()"
    )
    order, worker = studio.order(project(studio)), marked(studio.folder, deaf)
    with anyio.CancelScope() as scope:
        await render(order, lambda _share, _doing: scope.cancel(), worker)
    assert scope.cancelled_caught
    assert is_gone(process_in(studio.folder))
    assert left_in(studio.folder, "a.png", "b.png", "pid") == set()


async def test_a_killed_worker_leaves_nothing(studio: Studio) -> None:
    order = studio.order(project(studio, 60_000))

    def tell(_share: float, doing: str) -> None:
        if doing == "painting":
            os.kill(process_in(studio.folder), signal.SIGKILL)

    with pytest.raises(RenderError) as caught:
        await render(order, tell, marked(studio.folder))
    assert caught.value.code == "WORKER_DIED"
    assert left_in(studio.folder, "a.png", "b.png", "pid") == set()


SERVER = """
import sys, anyio
from kineograph.studio.render.orders import from_json
from kineograph.studio.render.service import render

def tell(share, doing):
    if doing == "painting":
        print(doing, flush=True)

async def main():
    await render(from_json(sys.stdin.readline()), tell, sys.argv[1:])

anyio.run(main)
"""


@contextmanager
def serving(studio: Studio) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A process that renders, caught while its worker paints, and a handle of that worker."""
    order = studio.order(project(studio, 120_000))
    command = [sys.executable, "-c", SERVER, *marked(studio.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(to_json(order).encode() + b"\n")
        server.stdin.flush()
        assert server.stdout.readline() == b"painting\n"
        handle = os.pidfd_open(process_in(studio.folder))
        try:
            yield server, handle
        finally:
            server.kill()
            os.close(handle)


def has_ended(handle: int) -> bool:
    waiting = select.poll()
    waiting.register(handle, select.POLLIN)
    return bool(waiting.poll(PATIENCE_S * 1000))


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs handles of processes")
def test_a_killed_server_leaves_no_worker_and_no_file(studio: Studio) -> None:
    with serving(studio) as (server, worker):
        server.kill()
        server.wait()
        assert has_ended(worker)
    assert left_in(studio.folder, "a.png", "b.png", "pid") == set()


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs handles of processes")
def test_a_server_and_a_worker_killed_at_once_leave_nothing_under_the_final_name(studio: Studio) -> None:
    """What they leave has a name of its own, by which the studio sweeps it when it starts again."""
    with serving(studio) as (server, worker):
        server.send_signal(signal.SIGSTOP)
        os.kill(process_in(studio.folder), signal.SIGKILL)
        assert has_ended(worker)
        server.kill()
        server.wait()
    left = left_in(studio.folder, "a.png", "b.png", "pid")
    assert all(name.startswith(".out.mp4.") and name.endswith(".part") for name in left)


@pytest.mark.slow
async def test_a_disk_that_fills_up_anywhere_on_the_way_is_said_and_left_clean(studio: Studio) -> None:
    """At the first byte, in the middle, and at the very end, where the index is written to the front."""
    noise = np.random.default_rng(1).integers(0, 255, (180, 320, 3), dtype=np.uint8)
    order = studio.order(sequence([studio.picture("noise.png", noise)], 2000, MotionKind.ZOOM_IN))
    whole = (await render(order, lambda _share, _doing: None)).size_bytes
    order.out.unlink()
    for size in (0, 1000, whole // 2, whole - 1):
        with files_no_larger_than(size):
            assert (await failure(order)).code == "DISK_FULL"
        assert left_in(studio.folder, "noise.png") == set()
