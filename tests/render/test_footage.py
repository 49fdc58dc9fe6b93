"""Footage as cameras, phones and editors write it: upright, in its shape, in its colours, at the right time."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream
from numpy.typing import NDArray
from tests.render.conftest import Studio, frames_of, middle, sequence
from tests.render.test_playback import SIZE, clip_of, number_in, numbered, shown, steady

from kineograph.media import probe
from kineograph.studio.render.paint.footage import Footage
from kineograph.studio.render.paint.planes import Planes
from kineograph.studio.render.paint.stages import footage_size
from kineograph.studio.render.plan.plan import compile_plan
from kineograph.timeline.vocabulary import Fit, MediaKind

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Recipe:
    """How a file is written: ``planes`` are what is encoded, as the pixel format orders them."""

    name: str = "a.mkv"
    codec: str = "ffv1"
    pix_fmt: str = "yuv420p"
    frames: int = 3
    first_pts: int = 0
    aspect: Fraction = Fraction(1)
    tags: Mapping[str, int] = field(default_factory=dict)
    codec_options: dict[str, str] = field(default_factory=dict)


def write(folder: Path, picture: VideoFrame, recipe: Recipe) -> Path:
    path = folder / recipe.name
    with av.open(str(path), "w") as container:
        stream = container.add_stream(recipe.codec, rate=20 if recipe.codec != "mpeg2video" else 25)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = picture.width, picture.height, recipe.pix_fmt
        stream.codec_context.sample_aspect_ratio = recipe.aspect
        stream.options = {**recipe.codec_options}
        for tag, value in recipe.tags.items():
            setattr(stream.codec_context, tag, value)
        for number in range(recipe.frames):
            picture.pts, picture.time_base = recipe.first_pts + number, Fraction(1, 20)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return path


def flat(y: int, u: int, v: int, pix_fmt: str = "yuv420p", size: tuple[int, int] = (96, 64)) -> VideoFrame:
    """A picture of one colour, in the numbers of ``pix_fmt``."""
    frame = VideoFrame(*size, pix_fmt)
    kind = np.uint16 if "10" in pix_fmt else np.uint8
    for plane, value in zip(frame.planes, (y, u, v, 0), strict=False):
        rows = np.frombuffer(memoryview(plane), kind)
        rows[...] = value
    return frame


def first_of(path: Path) -> Planes:
    facts = probe(path)
    with closing(Footage(path, (facts.width // 2 * 2, facts.height // 2 * 2))) as footage:
        return footage.at(0)


def near(found: tuple[int, int, int], wanted: tuple[int, int, int], slack: int = 3) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(found, wanted, strict=True))


RED = (63, 102, 240)
"""BT.709 limited range, ITU-R BT.709-6 table 3."""


@pytest.mark.parametrize(
    ("recipe", "frame"),
    [
        (Recipe(tags={"colorspace": Colorspace.ITU709, "color_range": ColorRange.MPEG}), flat(63, 102, 240)),
        (Recipe(tags={"colorspace": Colorspace.ITU601, "color_range": ColorRange.MPEG}), flat(81, 90, 240)),
        (Recipe(), flat(81, 90, 240)),
        (Recipe(tags={"colorspace": Colorspace.ITU709, "color_range": ColorRange.JPEG}), flat(54, 99, 255)),
        (Recipe(pix_fmt="yuvj420p", codec="mjpeg", name="a.avi"), flat(76, 85, 255, "yuvj420p")),
        (
            Recipe(pix_fmt="yuv420p10le", tags={"colorspace": Colorspace.ITU709, "color_range": ColorRange.MPEG}),
            flat(252, 408, 960, "yuv420p10le"),
        ),
    ],
    ids=["709", "601", "untagged and small", "full range", "motion jpeg", "ten bits"],
)
def test_red_is_red_whatever_the_file_calls_it(studio: Studio, recipe: Recipe, frame: VideoFrame) -> None:
    assert near(middle(first_of(write(studio.folder, frame, recipe))), RED)


@pytest.mark.parametrize("transfer", [ColorTrc.SMPTE2084, ColorTrc.ARIB_STD_B67])
def test_hdr_keeps_order_range_and_neutral_grey(studio: Studio, transfer: ColorTrc) -> None:
    tags = {
        "colorspace": Colorspace.BT2020,
        "color_range": ColorRange.MPEG,
        "color_trc": transfer,
        "color_primaries": ColorPrimaries.BT2020,
    }
    found = []
    for index, level in enumerate((64, 300, 500, 700, 940)):
        recipe = Recipe(f"{index}.mkv", pix_fmt="yuv420p10le", tags=tags)
        found.append(middle(first_of(write(studio.folder, flat(level, 512, 512, "yuv420p10le"), recipe))))
    assert [y for y, _, _ in found] == sorted(y for y, _, _ in found)
    assert found[0][0] == pytest.approx(16, abs=2)
    assert found[-1][0] == pytest.approx(235, abs=3)
    assert all(abs(u - 128) <= 2 and abs(v - 128) <= 2 for _, u, v in found)


def quarters() -> VideoFrame:
    """Bright at the top left, grey at the top right, dark below."""
    pixels = np.zeros((64, 96, 3), np.uint8)
    pixels[:32, :48], pixels[:32, 48:] = 255, 128
    return VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuv420p")


def matrix(clockwise: int) -> bytes:
    """The display matrix of a track header (ISO/IEC 14496-12, 8.3.2) that turns by so many degrees."""
    a, b = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[clockwise]
    values = (a, b, 0, -b, a, 0, 0, 0)
    return struct.pack(">8i", *(value * 0x10000 for value in values)) + struct.pack(">i", 0x40000000)


@pytest.mark.parametrize(
    ("clockwise", "bright", "grey"),
    [(0, (0, 0), (0, 1)), (90, (0, 1), (1, 1)), (180, (1, 1), (1, 0)), (270, (1, 0), (0, 0))],
)
def test_every_rotation_stands_upright_and_the_probe_agrees(
    studio: Studio, clockwise: int, bright: tuple[int, int], grey: tuple[int, int]
) -> None:
    path = write(studio.folder, quarters(), Recipe("a.mp4", "libx264"))
    whole = path.read_bytes()
    at = whole.index(matrix(0), whole.index(b"tkhd"))
    path.write_bytes(whole[:at] + matrix(clockwise) + whole[at + 36 :])
    assert (probe(path).width, probe(path).height) == ((64, 96) if clockwise % 180 else (96, 64))
    y = first_of(path).y
    rows, columns = y.shape[0] // 4, y.shape[1] // 4

    def level(place: tuple[int, int]) -> int:
        return int(y[rows + 2 * rows * place[0], columns + 2 * columns * place[1]])

    assert level(bright) > 225
    assert 110 < level(grey) < 150
    assert sum(level((a, b)) < 30 for a in (0, 1) for b in (0, 1)) == 2


@pytest.mark.parametrize("name", ["a.mkv", "a.mp4", "a.mov"])
def test_anamorphic_footage_is_shown_in_its_right_shape(studio: Studio, name: str) -> None:
    """Pixels twice as wide as high: 96 x 64 stored is 192 x 64 seen, 3:1, so a 16:9 canvas has bars above and below."""
    path = write(studio.folder, flat(235, 128, 128), Recipe(name, "libx264", aspect=Fraction(2)))
    facts = probe(path)
    assert (facts.width, facts.height) == (192, 64)
    media = studio.add(path, MediaKind.VIDEO, (facts.width, facts.height), facts.duration_ms)
    frame = frames_of(sequence([media], fit=Fit.CONTAIN), studio, [0])[0]
    bright = int((frame.y[:, 160] > 200).sum())
    assert bright == pytest.approx(320 / 3, abs=3)
    assert frame.y[90, 2] > 200


@pytest.mark.parametrize("first", [1, 200, 72_000])
@pytest.mark.parametrize("name", ["a.mkv", "a.mp4"])
def test_footage_that_does_not_begin_at_zero_begins_with_its_first_frame(studio: Studio, name: str, first: int) -> None:
    begins = [Fraction(first, 20) + at for at in steady(20, 20)]
    path = numbered(studio.folder / name, begins)
    timeline = clip_of(studio, path, 1000, 20)
    assert shown(studio, timeline) == list(range(20))


def without_index(avi: bytes) -> bytes:
    return avi[: avi.rindex(b"idx1")]


@pytest.mark.parametrize("backwards", [False, True])
def test_an_avi_without_its_index_plays_both_ways(studio: Studio, backwards: bool) -> None:
    path = numbered(studio.folder / "a.avi", steady(20, 40), "mpeg4")
    path.write_bytes(without_index(path.read_bytes()))
    with closing(Footage(path, SIZE, backwards)) as footage:
        order = range(39, -1, -1) if backwards else range(40)
        assert [number_in(footage.at(n * 50)) for n in order] == list(order)


def test_a_live_recording_without_a_length_has_one_and_plays(studio: Studio) -> None:
    path = studio.folder / "a.webm"
    with av.open(str(path), "w", options={"live": "1"}) as container:
        stream = container.add_stream("libvpx", rate=20)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        for number in range(20):
            frame = flat(40 + 8 * number, 128, 128)
            frame.pts, frame.time_base = number, Fraction(1, 20)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with av.open(str(path)) as written:
        assert written.duration is None
    assert probe(path).duration_ms == pytest.approx(1000, abs=60)
    with closing(Footage(path, (96, 64))) as footage:
        assert middle(footage.at(500))[0] == pytest.approx(120, abs=4)


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.mov"])
def test_a_single_frame_is_footage(studio: Studio, name: str) -> None:
    path = write(studio.folder, flat(180, 128, 128), Recipe(name, "libx264", frames=1))
    for backwards in (False, True):
        with closing(Footage(path, (96, 64), backwards)) as footage:
            assert [middle(footage.at(ms))[0] for ms in (0, 49, 0)] == pytest.approx([180] * 3, abs=2)


def test_footage_without_sound_is_silent(studio: Studio) -> None:
    assert not probe(write(studio.folder, flat(90, 128, 128), Recipe())).has_sound


@pytest.mark.parametrize("size", [(4096, 4), (16, 4096)])
def test_a_ribbon_of_a_film_that_fills_the_canvas_asks_for_no_gigabytes(studio: Studio, size: tuple[int, int]) -> None:
    path = write(studio.folder, flat(200, 128, 128, size=size), Recipe())
    media = studio.add(path, MediaKind.VIDEO, size, 150)
    timeline = sequence([media], fit=Fit.COVER)
    large = replace(timeline, canvas=replace(timeline.canvas, width=1920, height=1080))
    shot = compile_plan(large).shots[0]
    width, height = footage_size(shot, large.canvas)
    assert width * height <= 41_000_000
    assert middle(frames_of(timeline, studio, [0])[0])[0] == pytest.approx(200, abs=3)


def test_what_moves_in_interlaced_footage_has_no_combs(studio: Studio) -> None:
    """A bright field and a dark one, woven: one moment is bright, the other dark, and none is striped."""
    woven = np.zeros((64, 96, 3), np.uint8)
    woven[::2] = 255
    frame = VideoFrame.from_ndarray(woven, format="rgb24").reformat(format="yuv422p")
    options = {"flags": "+ildct+ilme", "field_order": "tt"}
    path = write(studio.folder, frame, Recipe("a.avi", "mpeg2video", "yuv422p", codec_options=options))
    with av.open(str(path)) as container:
        assert next(container.decode(video=0)).interlaced_frame
    y = first_of(path).y.astype(int)
    assert np.abs(np.diff(y[8:-8], axis=0)).max() < 12
    assert y.mean() > 200
