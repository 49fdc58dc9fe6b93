"""What the painter shows: the right colours, the right way up, moving without a step backwards."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import av
import cv2
import numpy as np
import pytest
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray
from PIL import Image
from tests.media.test_probing import turned
from tests.render.conftest import Studio, frames_of, middle, sequence

from kineograph.studio.render.plan.plan import compile_plan
from kineograph.timeline.clips import TextClip, Timeline
from kineograph.timeline.layout import rebuild
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import (
    ClipId,
    Fit,
    MediaKind,
    MotionKind,
    Place,
    Playback,
    TransitionKind,
)

RED, GREEN, BLUE, WHITE = (63, 102, 240), (173, 42, 26), (32, 240, 118), (235, 128, 128)
"""BT.709 limited range, ITU-R BT.709-6 table 3."""


def close(found: tuple[int, int, int], wanted: tuple[int, int, int], slack: int = 2) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(found, wanted, strict=True))


def blobs(width: int, height: int) -> NDArray[np.uint8]:
    rough = np.random.default_rng(4).integers(0, 255, (height // 10, width // 10), dtype=np.uint8)
    smooth = cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.repeat(np.asarray(cv2.GaussianBlur(smooth, (0, 0), 5), np.uint8)[..., None], 3, axis=2)


def shift(before: NDArray[np.float32], after: NDArray[np.float32], axis: int) -> float:
    """By how many pixels ``before`` moved to become ``after`` along an axis, by least squares (Lucas and Kanade)."""
    slope = (np.gradient(before, axis=axis) + np.gradient(after, axis=axis)) / 2
    return float(-(slope * (after - before)).sum() / (slope**2).sum())


def test_colours_are_bt709_in_limited_range(studio: Studio) -> None:
    media = [
        studio.flat(f"{n}.png", color) for n, color in enumerate([(255, 0, 0), (0, 255, 0), (0, 0, 255), (255,) * 3])
    ]
    found = [middle(frame) for frame in frames_of(sequence(media), studio, [0, 20, 40, 60])]
    assert [close(a, b) for a, b in zip(found, [RED, GREEN, BLUE, WHITE], strict=True)] == [True] * 4


@pytest.mark.parametrize("motion", [MotionKind.PAN_LEFT, MotionKind.PAN_DOWN])
def test_a_slow_pan_moves_by_what_the_plan_says_in_every_frame(studio: Studio, motion: MotionKind) -> None:
    """About a fifth of a pixel a frame: whole-pixel steps would show as 0, 0, 0, 1."""
    media = studio.picture("blobs.png", blobs(640, 360))
    timeline = sequence([media], ms=4000, motion=motion)
    numbers = list(range(10, 70))
    frames = [frame.y.astype(np.float32) for frame in frames_of(timeline, studio, numbers)]
    plan = compile_plan(timeline)
    across = motion is MotionKind.PAN_LEFT
    for (first, second), (a, b) in zip(pairwise(numbers), pairwise(frames), strict=True):
        before, after = plan.frame(first).layers[0].crop, plan.frame(second).layers[0].crop
        wanted = (before.x - after.x) * 320 / after.w if across else (before.y - after.y) * 180 / after.h
        along, aside = shift(a, b, 1 if across else 0), shift(a, b, 0 if across else 1)
        assert along == pytest.approx(wanted, rel=0.1)
        assert abs(aside) < 0.02


def test_a_zoom_grows_evenly(studio: Studio) -> None:
    media = studio.picture("blobs.png", blobs(640, 360))
    timeline = sequence([media], ms=3000, motion=MotionKind.ZOOM_IN)
    frames = frames_of(timeline, studio, range(0, 60, 3))
    shifts = [
        shift(a.y[40:140, 270:320].astype(np.float32), b.y[40:140, 270:320].astype(np.float32), 1)
        for a, b in pairwise(frames)
    ]
    assert min(shifts) > 0
    assert max(shifts) < 4 * min(shifts)


def test_transparency_shows_the_background(studio: Studio) -> None:
    path = studio.folder / "a.png"
    Image.new("RGBA", (320, 180), (255, 255, 255, 0)).save(path)
    timeline = sequence([studio.add(path, MediaKind.IMAGE, (320, 180))])
    timeline = replace(timeline, canvas=replace(timeline.canvas, background="#00ff00"))
    assert close(middle(frames_of(timeline, studio, [0])[0]), GREEN)


def test_a_turned_photograph_stands_upright(studio: Studio) -> None:
    """EXIF 6: the left edge of the stored picture is the top of the seen one."""
    pixels = np.zeros((180, 320, 3), np.uint8)
    pixels[:, :160] = 255
    path, exif = studio.folder / "turned.jpg", Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(pixels).save(path, exif=exif, quality=95)
    timeline = sequence([studio.add(path, MediaKind.IMAGE, (180, 320))], fit=Fit.CONTAIN)
    frame = frames_of(timeline, studio, [0])[0]
    assert frame.y[30, 160] > 220
    assert frame.y[150, 160] < 30
    assert frame.y[90, 20] == 16


def test_one_pixel_fills_the_canvas(studio: Studio) -> None:
    timeline = sequence([studio.flat("dot.png", (255, 0, 0), (1, 1))], motion=MotionKind.ZOOM_IN, fit=Fit.COVER)
    frame = frames_of(timeline, studio, [5])[0]
    assert close(middle(frame), RED)
    assert frame.y.min() == frame.y.max()


def test_a_tall_picture_stands_whole_on_a_dimmed_blur_of_itself(studio: Studio) -> None:
    timeline = sequence([studio.flat("tall.png", (255, 255, 255), (100, 300))])
    frame = frames_of(timeline, studio, [0])[0]
    assert middle(frame)[0] > 230
    assert 60 < frame.y[90, 10] < 180


@pytest.mark.parametrize("kind", [kind for kind in TransitionKind if kind is not TransitionKind.CUT])
def test_every_transition_leads_from_one_picture_to_the_other(studio: Studio, kind: TransitionKind) -> None:
    media = [studio.flat("a.png", (200, 30, 30)), studio.flat("b.png", (30, 30, 200))]
    timeline = sequence(media, transition=kind, transition_ms=800)
    before, first, half, last, after = frames_of(timeline, studio, [5, 12, 20, 27, 35])
    assert np.abs(first.y.astype(int) - before.y).mean() < np.abs(first.y.astype(int) - after.y).mean() + 20
    assert np.abs(last.y.astype(int) - after.y).mean() < 20
    assert not np.array_equal(half.y, before.y)
    assert not np.array_equal(half.y, after.y)


@pytest.mark.parametrize(
    ("kind", "red", "blue"),
    [
        (TransitionKind.SLIDE_LEFT, (90, 10), (90, 310)),
        (TransitionKind.SLIDE_RIGHT, (90, 310), (90, 10)),
        (TransitionKind.SLIDE_UP, (5, 160), (175, 160)),
        (TransitionKind.SLIDE_DOWN, (175, 160), (5, 160)),
        (TransitionKind.WIPE_LEFT, (90, 10), (90, 310)),
        (TransitionKind.WIPE_RIGHT, (90, 310), (90, 10)),
        (TransitionKind.WIPE_UP, (5, 160), (175, 160)),
        (TransitionKind.WIPE_DOWN, (175, 160), (5, 160)),
    ],
)
def test_slides_and_wipes_come_from_where_they_say(
    studio: Studio, kind: TransitionKind, red: tuple[int, int], blue: tuple[int, int]
) -> None:
    media = [studio.flat("a.png", (255, 0, 0)), studio.flat("b.png", (0, 0, 255))]
    half = frames_of(sequence(media, transition=kind, transition_ms=800), studio, [20])[0]
    assert abs(int(half.y[red]) - RED[0]) < 3
    assert abs(int(half.y[blue]) - BLUE[0]) < 3


@pytest.mark.parametrize(("playback", "later"), [(Playback.ONCE, BLUE), (Playback.LOOP, RED)])
def test_an_animation_plays_as_footage_does(studio: Studio, playback: Playback, later: tuple[int, int, int]) -> None:
    path = studio.folder / "a.gif"
    pictures = [Image.new("RGB", (320, 180), color) for color in ((255, 0, 0), (0, 0, 255))]
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=200, loop=0)
    timeline = sequence([studio.add(path, MediaKind.VIDEO, (320, 180), 400)])
    timeline = rebuild(timeline, visuals=[replace(timeline.visuals[0], playback=playback)])
    found = [middle(frame) for frame in frames_of(timeline, studio, [0, 3, 4, 7, 8])]
    assert all(close(yuv, wanted, 6) for yuv, wanted in zip(found, [RED, RED, BLUE, BLUE, later], strict=True))


def footage(studio: Studio, name: str, codec: str, size: tuple[int, int] = (96, 64)) -> Timeline:
    """A second of video that becomes brighter by 8 in each of its 20 frames, in a clip of two seconds."""
    path = studio.folder / name
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=20)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.options = {"g": "7"}
        for number in range(20):
            pixels = np.full((size[1], size[0], 3), 40 + 8 * number, np.uint8)
            frame = VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 20)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return sequence([studio.add(path, MediaKind.VIDEO, size, 1000)], ms=2000)


@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.mp4", "libx264"), ("a.mov", "libx264"), ("a.avi", "mpeg4"), ("a.webm", "libvpx"), ("a.mkv", "libx264")],
)
def test_footage_plays_frame_by_frame_and_holds_its_last(studio: Studio, name: str, codec: str) -> None:
    timeline = footage(studio, name, codec)
    found = [middle(frame)[0] for frame in frames_of(timeline, studio, [0, 5, 10, 19, 25, 39])]
    wanted = [16 + (40 + 8 * n) * 219 / 255 for n in (0, 5, 10, 19, 19, 19)]
    assert found == pytest.approx(wanted, abs=4)


def test_footage_can_be_read_backwards(studio: Studio) -> None:
    timeline = footage(studio, "a.mp4", "libx264")
    late, early = (middle(frame)[0] for frame in frames_of(timeline, studio, [18, 2]))
    assert late - early == pytest.approx(16 * 8 * 219 / 255, abs=5)


def test_footage_of_odd_size_fills_the_canvas(studio: Studio) -> None:
    timeline = footage(studio, "a.mkv", "ffv1", (97, 55))
    frame = frames_of(timeline, studio, [0])[0]
    assert frame.y.max() - frame.y.min() <= 2


def test_a_text_is_painted_in_its_place_and_nowhere_else(studio: Studio) -> None:
    timeline = sequence([studio.flat("a.png", (90, 90, 90))])
    text = TextClip(ClipId("t"), Span(0, 1), "夏日回忆", place=Place.BOTTOM, size=0.15, fade_ms=0)
    plain, titled = frames_of(timeline, studio, [10])[0], frames_of(rebuild(timeline, texts=[text]), studio, [10])[0]
    changed = np.argwhere(plain.y != titled.y)
    assert titled.y.max() > 225
    assert changed[:, 0].min() > 90
    assert np.array_equal(plain.y[:90], titled.y[:90])


def test_turned_footage_stands_upright(studio: Studio) -> None:
    """A display matrix of 90° clockwise: the left edge of the stored picture is the top of the seen one."""
    path = studio.folder / "turned.mp4"
    pixels = np.zeros((64, 96, 3), np.uint8)
    pixels[:, :48] = 255
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=20)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        frame = VideoFrame.from_ndarray(pixels, format="rgb24")
        frame.pts = 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    path.write_bytes(turned(path.read_bytes()))
    timeline = sequence([studio.add(path, MediaKind.VIDEO, (64, 96), 50)], fit=Fit.CONTAIN)
    shown = frames_of(timeline, studio, [0])[0]
    assert shown.y[30, 160] > 220
    assert shown.y[150, 160] < 30
    assert shown.y[90, 20] == 16
