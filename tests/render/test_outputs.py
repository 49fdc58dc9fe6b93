"""One timeline, every kind of file: right inside, the same each time, and nothing where something fails."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
import pytest
from tests.render.conftest import Studio, sequence

from kineograph.media import MediaError, verify_video
from kineograph.studio.render.failures import Refusal
from kineograph.studio.render.orders import RenderOrder, from_json, to_json
from kineograph.studio.render.worker import carry_out, painters_for
from kineograph.timeline.clips import Canvas, SoundClip, Timeline
from kineograph.timeline.layout import rebuild
from kineograph.timeline.outputs import CONTAINERS, Container, Output
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import ClipId, MotionKind, TransitionKind


def project(studio: Studio) -> Timeline:
    pictures = [studio.flat("a.png", (200, 40, 40)), studio.flat("b.png", (40, 40, 200))]
    made = sequence(pictures, 500, MotionKind.ZOOM_IN, TransitionKind.CROSSFADE, 200)
    return rebuild(made, visuals=made.visuals, sounds=[SoundClip(ClipId("s"), Span(0, made.duration_ms))])


def made(studio: Studio, output: Output, name: str = "") -> Path:
    path = studio.folder / (name or f"out.{output.container}")
    carry_out(RenderOrder(project(studio), studio.sources, path, output), lambda _share, _doing: None)
    return path


@pytest.mark.parametrize(
    ("container", "video", "audio"),
    [("mp4", "h264", "aac"), ("mov", "h264", "aac"), ("webm", "vp9", "opus"), ("gif", "gif", None)],
)
def test_each_kind_of_file_holds_the_whole_video(
    studio: Studio, container: Container, video: str, audio: str | None
) -> None:
    facts = verify_video(made(studio, Output(container, "standard")))
    assert (facts.container, facts.video_codec, facts.audio_codec) == (container, video, audio)
    assert (facts.width, facts.height, facts.frames, facts.duration_ms) == (320, 180, 20, 1000)
    assert (facts.fps, facts.index_first, facts.loops) == (20.0, True, container == "gif")


@pytest.mark.parametrize("container", CONTAINERS)
def test_the_same_order_gives_the_same_bytes(studio: Studio, container: Container) -> None:
    output = Output(container, "draft")
    assert made(studio, output, "one").read_bytes() == made(studio, output, "two").read_bytes()


@pytest.mark.parametrize("container", ["mp4", "webm"])
def test_size_and_speed_are_those_asked_for(studio: Studio, container: Container) -> None:
    facts = verify_video(made(studio, Output(container, "draft", short_side=480, fps=25)))
    assert (facts.width, facts.height, facts.fps, facts.frames) == (854, 480, 25.0, 25)


def test_colours_survive_webm_and_gif(studio: Studio) -> None:
    for container in ("webm", "gif"):
        with av.open(str(made(studio, Output(container, "high")))) as file:
            frame = next(file.decode(video=0)).to_ndarray(format="rgb24")
        red, green, blue = (int(part) for part in frame[90, 160])
        assert abs(red - 200) < 12, container
        assert abs(green - 40) < 12, container
        assert abs(blue - 40) < 12, container


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_file_that_is_cut_short_does_not_pass(studio: Studio, container: Container) -> None:
    path = made(studio, Output(container, "draft"))
    whole = path.read_bytes()
    for end in (len(whole) * 2 // 3, len(whole) - 1):
        path.write_bytes(whole[:end])
        with pytest.raises(MediaError):
            verify_video(path)


def test_a_video_that_no_player_takes_is_refused_before_the_work(studio: Studio) -> None:
    timeline = project(studio)
    wide = RenderOrder(
        replace(timeline, canvas=Canvas(2520, 1080)), studio.sources, studio.folder / "out", Output(short_side=2160)
    )
    with pytest.raises(Refusal, match="5040 x 2160") as refused:
        carry_out(wide, lambda _share, _doing: None)
    assert refused.value.code == "CANVAS_UNUSABLE"


@pytest.mark.parametrize(
    ("size", "processors", "painters"),
    [((1920, 1080), 1, 2), ((1920, 1080), 16, 4), ((3840, 2160), 16, 2), ((2160, 3840), 2, 2), ((4096, 2304), 8, 2)],
)
def test_fewer_painters_share_a_large_picture(size: tuple[int, int], processors: int, painters: int) -> None:
    assert painters_for(Canvas(*size), processors) == painters


def test_an_order_reaches_the_worker_whole(studio: Studio) -> None:
    order = RenderOrder(project(studio), studio.sources, studio.folder / "o", Output("webm", "standard", 720, 50))
    assert from_json(to_json(order)) == order
