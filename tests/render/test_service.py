"""A render ends with a verified file, or with nothing and one clear sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import anyio
import av
import numpy as np
import pytest
from PIL import Image
from tests.media.conftest import MakeVideo, make_video
from tests.render.conftest import Studio, sequence

from kineograph.media import verify_mp4
from kineograph.studio.render.orders import RenderOrder, from_json, to_json
from kineograph.studio.render.service import WORKER, RenderError, render
from kineograph.timeline.clips import (
    Canvas,
    Media,
    OpaqueClip,
    SoundClip,
    TextClip,
    Timeline,
    Track,
    TrackKind,
)
from kineograph.timeline.layout import rebuild
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import (
    ClipId,
    MediaId,
    MediaKind,
    Mood,
    MotionKind,
    TransitionKind,
)

pytestmark = pytest.mark.anyio

__all__ = ["make_video"]  # a fixture of the media tests


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def quiet(_share: float, _doing: str) -> None:
    """Progress that nobody watches."""


def project(studio: Studio, ms: int = 700) -> Timeline:
    media = [studio.flat("a.png", (200, 40, 40)), studio.flat("b.png", (40, 40, 200))]
    timeline = sequence(media, ms, MotionKind.ZOOM_IN, TransitionKind.CROSSFADE)
    return rebuild(
        replace(timeline, title="Two colours"),
        sounds=[SoundClip(ClipId("s"), Span(0, 1), mood=Mood.CALM)],
        texts=[TextClip(ClipId("t"), Span(0, 1), "你好 Hello")],
    )


def left_in(folder: Path, *known: str) -> set[str]:
    return {path.name for path in folder.iterdir()} - set(known)


async def failure(order: RenderOrder, worker: tuple[str, ...] = WORKER) -> RenderError:
    with pytest.raises(RenderError) as caught:
        await render(order, quiet, worker)
    assert caught.value.message.endswith(".")
    assert caught.value.hint.endswith(".")
    return caught.value


async def test_the_file_is_what_players_and_platforms_ask_for(studio: Studio) -> None:
    order = studio.order(project(studio))
    progress: list[float] = []
    made = await render(order, lambda share, _: progress.append(share))
    facts = verify_mp4(made.path)
    assert (facts.video_codec, facts.profile, facts.pix_fmt) == ("h264", "High", "yuv420p")
    assert (facts.width, facts.height, facts.fps, facts.frames) == (320, 180, 20.0, 28)
    assert (facts.duration_ms, facts.audio_codec, facts.audio_ms) == (1400, "aac", 1400)
    assert facts.moov_first
    assert (made.frames, made.duration_ms, made.size_bytes) == (28, 1400, facts.size_bytes)
    assert progress == sorted(progress)
    assert progress[-1] >= 0.97
    assert left_in(studio.folder, "a.png", "b.png") == {"out.mp4"}
    with av.open(str(made.path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        tags = video.codec_context
        assert [int(tag) for tag in (tags.color_range, tags.color_primaries, tags.color_trc, tags.colorspace)] == [
            *(1, 1, 1, 1)
        ]
        assert (audio.rate, audio.channels) == (48_000, 2)
        assert container.metadata["title"] == "Two colours"
        times = [
            frame.pts * (video.time_base or Fraction(1)) for frame in container.decode(video) if frame.pts is not None
        ]
        assert times == [Fraction(n, 20) for n in range(28)]


async def test_what_was_done_otherwise_than_asked_is_said_with_the_file(studio: Studio) -> None:
    plain = sequence([studio.flat("a.png", (200, 40, 40))], 500, MotionKind.PARALLAX)
    made = await render(studio.order(plain), quiet)
    assert made.notes == ("a.png moves as a whole: it is all of one colour.",)
    assert (await render(studio.order(project(studio)), quiet)).notes == ()


async def test_footage_is_heard_with_its_picture(studio: Studio, make_video: MakeVideo) -> None:
    path = make_video("film.mp4", seconds=1.0, sound="aac")
    film = replace(studio.add(path, MediaKind.VIDEO, (96, 64), 1000), has_sound=True)
    await render(studio.order(sequence([studio.flat("a.png", (9, 9, 9)), film])), quiet)
    with av.open(str(studio.folder / "out.mp4")) as container:
        sound = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
    before, during = sound[10_000:40_000], sound[58_000:88_000]
    assert np.abs(before).max() < 0.001
    hertz = np.fft.rfftfreq(len(during), 1 / 48_000)
    assert hertz[np.abs(np.fft.rfft(during)).argmax()] == pytest.approx(440, abs=2)


async def test_chunks_join_without_a_gap(studio: Studio) -> None:
    """Brightness rises through a long fade that spans several chunks; so must what is decoded."""
    media = [studio.flat("a.png", (0, 0, 0)), studio.flat("b.png", (255, 255, 255))]
    timeline = sequence(media, 8000, MotionKind.STILL, TransitionKind.CROSSFADE, 8000)
    await render(studio.order(timeline), quiet)
    with av.open(str(studio.folder / "out.mp4")) as container:
        levels = [float(frame.to_ndarray()[90].mean()) for frame in container.decode(video=0)]
    assert len(levels) == 320
    assert min(np.diff(levels)) > -1
    assert max(np.diff(levels)) < 4


async def test_an_existing_file_is_replaced_only_by_a_whole_one(studio: Studio) -> None:
    order = studio.order(project(studio))
    order.out.write_bytes(b"what was there before")
    broken = replace(order, sources={**order.sources, MediaId("b.png"): studio.folder / "gone.png"})
    assert (await failure(broken)).code == "SOURCE_MISSING"
    assert order.out.read_bytes() == b"what was there before"
    await render(order, quiet)
    assert verify_mp4(order.out).frames == 28


async def test_an_empty_timeline_has_nothing_to_render(studio: Studio) -> None:
    assert (await failure(studio.order(Timeline()))).code == "NOTHING_TO_RENDER"


@pytest.mark.parametrize("canvas", [Canvas(321, 180), Canvas(16, 16), Canvas(8192, 8192), Canvas(320, 180, 0)])
async def test_a_canvas_that_no_player_takes_is_refused(studio: Studio, canvas: Canvas) -> None:
    error = await failure(studio.order(replace(project(studio), canvas=canvas)))
    assert error.code == "CANVAS_UNUSABLE"


async def test_a_broken_source_is_named_as_its_owner_named_it(studio: Studio) -> None:
    timeline = project(studio)
    path = studio.folder / "f00d.jpg"
    Image.effect_noise((320, 180), 50).convert("RGB").save(path, quality=95)
    path.write_bytes(path.read_bytes()[:4000])
    media = replace(timeline.visuals[1].media, id=MediaId("x"), name="Holiday.jpg")
    studio.sources[media.id] = path
    visuals = [timeline.visuals[0], replace(timeline.visuals[1], media=media)]
    error = await failure(studio.order(rebuild(timeline, visuals=visuals)))
    assert error.code == "SOURCE_BROKEN"
    assert error.message.startswith("Holiday.jpg is damaged")
    assert left_in(studio.folder, "a.png", "b.png", "f00d.jpg") == set()


async def test_a_full_disk_leaves_nothing(studio: Studio) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (180, 320, 3), dtype=np.uint8)
    timeline = sequence([studio.picture("noise.png", noise)], 3000, MotionKind.ZOOM_IN)
    with files_no_larger_than(50_000):
        error = await failure(studio.order(timeline))
    assert error.code == "DISK_FULL"
    assert left_in(studio.folder, "noise.png") == set()


async def test_a_folder_that_is_not_there_is_said(studio: Studio) -> None:
    order = replace(studio.order(project(studio)), out=studio.folder / "none" / "out.mp4")
    assert (await failure(order)).code == "OUT_UNWRITABLE"


@pytest.mark.requirement("jobs.no-orphans")
async def test_cancelling_leaves_nothing_and_no_process(studio: Studio) -> None:
    timeline = project(studio, 60_000)
    with anyio.CancelScope() as scope:
        await render(studio.order(timeline), lambda share, _: scope.cancel() if share > 0.06 else None)
    assert scope.cancelled_caught
    assert left_in(studio.folder, "a.png", "b.png") == set()


async def test_a_worker_that_dies_is_an_error_and_leaves_nothing(studio: Studio) -> None:
    dies = "import sys, json, pathlib; o = json.loads(sys.stdin.readline()); pathlib.Path(o['out']).write_text('half')"
    error = await failure(studio.order(project(studio)), (sys.executable, "-c", dies))
    assert error.code == "WORKER_DIED"
    assert left_in(studio.folder, "a.png", "b.png") == set()


async def test_noise_on_stdout_does_not_disturb_the_worker(studio: Studio) -> None:
    noisy = (
        "import os, runpy; os.write(1, b'x265 [info]: {not json}\\n\\xff\\xfe[1]\\n'); "
        "runpy.run_module('kineograph.studio.render.worker', run_name='__main__')"
    )
    made = await render(studio.order(project(studio)), quiet, (sys.executable, "-c", noisy))
    assert made.frames == 28


@pytest.mark.requirement("jobs.no-orphans")
def test_the_worker_dies_with_whoever_started_it(studio: Studio) -> None:
    """The end of stdin is what a worker sees when its parent is killed."""
    order = replace(studio.order(project(studio, 120_000)), out=studio.folder / "half.part")
    with subprocess.Popen(WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(to_json(order).encode() + b"\n")
        worker.stdin.flush()
        while json.loads(worker.stdout.readline())["share"] < 0.06:
            pass
        worker.stdin.close()
        assert worker.wait(timeout=20) == 3
    assert left_in(studio.folder, "a.png", "b.png") == set()


def test_an_order_crosses_as_it_is(studio: Studio) -> None:
    timeline = project(studio)
    other = Track(TrackKind.OTHER, (OpaqueClip(ClipId("o"), Span(0, 10), "effect", 0.5),))
    song = Media(MediaId("song"), MediaKind.AUDIO, "Lied 夏.mp3", duration_ms=9000, has_sound=True)
    sounds = [*timeline.sounds, SoundClip(ClipId("s2"), Span(0, 500), song, whole=False)]
    timeline = rebuild(timeline, sounds=sounds)
    order = studio.order(replace(timeline, tracks=(*timeline.tracks, other)))
    assert from_json(to_json(order)) == order


def test_importing_the_service_loads_nothing_heavy() -> None:
    code = (
        "import sys, kineograph.studio.render.service; "
        "print([name for name in ('av', 'cv2', 'numpy', 'PIL') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Every file that this process and its children write ends at ``size`` bytes."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
