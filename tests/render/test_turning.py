"""A clip that is turned or flipped shows what a source stored like that would show, and counts with its size."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image
from tests.media.test_probing import turned as stored_on_its_side
from tests.render import scenes
from tests.render.conftest import Studio, frames_of, media, sequence

from kineograph.studio.render.orders import from_json, to_json
from kineograph.studio.render.paint.layering import find_layers
from kineograph.studio.render.paint.painter import Gallery, Painter
from kineograph.studio.render.paint.planes import Planes, empty
from kineograph.studio.render.paint.turning import turned
from kineograph.studio.render.plan.plan import compile_plan
from kineograph.studio.render.plan.turning import Turn, turn_of
from kineograph.studio.render.worker import carry_out
from kineograph.timeline.apply import apply
from kineograph.timeline.clip_edits import Transform
from kineograph.timeline.clips import Media, Timeline
from kineograph.timeline.layout import rebuild
from kineograph.timeline.vocabulary import Fit, Flip, MediaKind, Motion, MotionKind

Pixels = NDArray[np.uint8]

TURNS: list[tuple[int, Flip]] = [(rotate, flip) for rotate in (0, 90, 180, 270) for flip in ("", "horizontal")]
TURNS += [(0, "vertical"), (90, "vertical")]
_BY_PILLOW = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
_FLIPS = {"horizontal": Image.Transpose.FLIP_LEFT_RIGHT, "vertical": Image.Transpose.FLIP_TOP_BOTTOM}


def scene(width: int = 320, height: int = 180) -> Pixels:
    """Another light and another colour in each quarter, and a bright spot that is in no quarter's middle."""
    pixels = np.zeros((height, width, 3), np.uint8)
    half = (slice(0, height // 2), slice(height // 2, height)), (slice(0, width // 2), slice(width // 2, width))
    for row, column, color in ((0, 0, (230, 40, 40)), (0, 1, (40, 180, 60)), (1, 0, (40, 60, 140)), (1, 1, (90,) * 3)):
        pixels[half[0][row], half[1][column]] = color
    pixels[height // 8 : height // 4, width // 16 : width // 5] = 255
    return pixels


def by_pillow(pixels: Pixels, rotate: int, flip: Flip) -> Pixels:
    picture = Image.fromarray(pixels)
    picture = picture.transpose(_BY_PILLOW[rotate]) if rotate else picture
    return np.asarray(picture.transpose(_FLIPS[flip]) if flip else picture, np.uint8)


def turning(timeline: Timeline, rotate: int, flip: Flip) -> Timeline:
    return rebuild(timeline, visuals=[replace(clip, rotate=rotate, flip=flip) for clip in timeline.visuals])


def still_of(source: Media, fit: Fit = Fit.AUTO, motion: MotionKind = MotionKind.ZOOM_IN) -> Timeline:
    return sequence([source], motion=motion, fit=fit)


def same(found: Sequence[Planes], wanted: Sequence[Planes]) -> bool:
    pairs = (
        (a, b) for one, other in zip(found, wanted, strict=True) for a, b in zip(one.parts, other.parts, strict=True)
    )
    return all(np.array_equal(a, b) for a, b in pairs)


def off(found: Planes, wanted: Planes) -> float:
    """The mean difference of the worst plane."""
    return max(float(np.abs(a.astype(int) - b).mean()) for a, b in zip(found.parts, wanted.parts, strict=True))


@pytest.mark.parametrize(("rotate", "flip"), TURNS)
@pytest.mark.parametrize("fit", [Fit.COVER, Fit.BLUR, Fit.CONTAIN])
def test_a_picture_is_shown_as_if_it_were_stored_like_that(studio: Studio, rotate: int, flip: Flip, fit: Fit) -> None:
    source = studio.picture("a.png", scene())
    like_that = studio.picture("b.png", by_pillow(scene(), rotate, flip))
    found = frames_of(turning(still_of(source, fit), rotate, flip), studio, [0, 12])
    assert same(found, frames_of(still_of(like_that, fit), studio, [0, 12]))


@pytest.mark.parametrize(("rotate", "flip"), TURNS)
def test_a_photograph_is_turned_from_how_its_camera_says_it_stands(studio: Studio, rotate: int, flip: Flip) -> None:
    path, exif = studio.folder / "a.jpg", Image.Exif()
    exif[0x0112] = 6  # stored lying to the left
    lying = np.ascontiguousarray(np.rot90(scene()))
    Image.fromarray(lying).save(path, quality=98, subsampling=0, exif=exif)
    source = studio.add(path, MediaKind.IMAGE, (320, 180))
    like_that = studio.picture("b.png", by_pillow(scene(), rotate, flip))
    found = frames_of(turning(still_of(source), rotate, flip), studio, [0])
    assert off(found[0], frames_of(still_of(like_that), studio, [0])[0]) < 1.5


def film(path: Path, pixels: Pixels) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=20)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = pixels.shape[1], pixels.shape[0], "yuv420p"
        stream.options = {"crf": "4"}
        frame = VideoFrame.from_ndarray(pixels, "rgb24")
        for number in range(20):
            frame.pts, frame.time_base = number, Fraction(1, 20)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("on_its_side", [False, True])
@pytest.mark.parametrize(("rotate", "flip"), TURNS)
def test_footage_is_turned_from_how_it_stands(studio: Studio, rotate: int, flip: Flip, on_its_side: bool) -> None:
    path = film(studio.folder / "a.mp4", scene())
    upright = scene()
    if on_its_side:  # the matrix turns it by a quarter clockwise
        path.write_bytes(stored_on_its_side(path.read_bytes()))
        upright = by_pillow(scene(), 90, "")
    source = studio.add(path, MediaKind.VIDEO, (upright.shape[1], upright.shape[0]), 1000)
    like_that = studio.picture("b.png", by_pillow(upright, rotate, flip))
    still = MotionKind.STILL
    found = frames_of(turning(still_of(source, motion=still), rotate, flip), studio, [5])
    assert off(found[0], frames_of(still_of(like_that, motion=still), studio, [5])[0]) < 3


@pytest.mark.parametrize(("rotate", "flip"), [(0, ""), (0, "horizontal"), (180, ""), (180, "horizontal")])
def test_the_colours_of_turned_footage_lie_where_its_light_does(studio: Studio, rotate: int, flip: Flip) -> None:
    """A decoder gives the colour of two columns where the left one is, which is the right one once they change."""
    path = studio.folder / "a.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=20)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        stream.codec_context.colorspace, stream.codec_context.color_range = Colorspace.ITU709, ColorRange.MPEG
        steep = np.clip(40 + 4 * (np.arange(160) - 60), 40, 240)
        rows = [np.full((180, 320), 120), np.tile(steep, (90, 1)), np.full((90, 160), 128)]
        frame = VideoFrame(320, 180, "yuv420p")
        for plane, values in zip(frame.planes, rows, strict=True):
            plane.update(np.pad(values, ((0, 0), (0, plane.line_size - values.shape[1]))).astype(np.uint8).tobytes())
        frame.pts, frame.time_base = 0, Fraction(1, 20)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    source = studio.add(path, MediaKind.VIDEO, (320, 180), 1000)
    (found,) = frames_of(turning(still_of(source, motion=MotionKind.STILL), rotate, flip), studio, [5])
    light = np.arange(0, 320, 2)  # the columns that colour belongs to
    mirrored = (rotate == 180) != (flip == "horizontal")
    wanted = 40 + 4 * ((319 - light if mirrored else light) / 2 - 60)
    inside = (wanted > 50) & (wanted < 230)
    # half a colour sample beside its place would be 2 off; what falls on a half is rounded up
    assert float((found.u[40] - wanted)[inside].mean()) == pytest.approx(0, abs=0.6)


def test_an_animation_is_turned_too(studio: Studio) -> None:
    frames = [Image.fromarray(scene()).quantize(64), Image.fromarray(255 - scene()).quantize(64)]
    path = studio.folder / "a.gif"
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=500, loop=0)
    source = studio.add(path, MediaKind.VIDEO, (320, 180), 1000)
    found = frames_of(turning(still_of(source, motion=MotionKind.STILL), 90, "vertical"), studio, [5, 15])
    for frame, pixels in zip(found, frames, strict=True):
        like_that = studio.picture("b.png", by_pillow(np.asarray(pixels.convert("RGB")), 90, "vertical"))
        assert off(frame, frames_of(still_of(like_that, motion=MotionKind.STILL), studio, [5])[0]) < 1.5


@pytest.mark.parametrize(("rotate", "flip"), TURNS)
def test_what_is_worth_looking_at_is_turned_with_the_picture(rotate: int, flip: Flip) -> None:
    pixels = np.zeros((100, 200, 3), np.uint8)
    pixels[20:24, 160:164] = 255
    seen = by_pillow(pixels, rotate, flip)[..., 0]
    rows, columns = np.nonzero(seen)
    at = ((columns.mean() + 0.5) / seen.shape[1], (rows.mean() + 0.5) / seen.shape[0])
    assert Turn(rotate // 90, flip).point((0.81, 0.22)) == pytest.approx(at)


@given(st.lists(st.sampled_from(TURNS), max_size=4))
def test_transforms_one_after_another_are_what_was_done_to_the_pixels(done: list[tuple[int, Flip]]) -> None:
    wanted = pixels = np.arange(12, dtype=np.uint8).reshape(3, 4)
    timeline = sequence([media(4, 3)])
    for rotate, flip in done:
        timeline = apply(timeline, Transform(rotate, flip))
        wanted = by_pillow(wanted, rotate, flip)
    (clip,) = timeline.visuals
    assert np.array_equal(turned(pixels, turn_of(clip)), wanted)
    assert (clip.shown.height, clip.shown.width) == wanted.shape


def test_the_camera_follows_the_focus_of_the_turned_picture() -> None:
    lying, standing = media(1600, 900, "a.jpg"), media(900, 1600, "a.jpg")
    plan = compile_plan(turning(still_of(lying, Fit.COVER), 90, ""), {lying.id: (0.9, 0.2)})
    wanted = compile_plan(still_of(standing, Fit.COVER), {standing.id: (0.8, 0.9)})
    (shot,), (other,) = plan.shots, wanted.shots
    assert (shot.stage, shot.move) == (other.stage, other.move)
    assert shot.turn == Turn(1)


def test_a_turned_picture_is_parted_as_it_is_seen(studio: Studio) -> None:
    lying = by_pillow(scenes.hills_before_a_sky()[0], 270, "")
    source, like_that = studio.picture("a.png", lying), studio.picture("b.png", by_pillow(lying, 90, "horizontal"))
    drawn = []
    ways: list[tuple[Media, int, Flip]] = [(source, 90, "horizontal"), (like_that, 0, "")]
    for picture, rotate, flip in ways:
        timeline = turning(still_of(picture, motion=MotionKind.PARALLAX), rotate, flip)
        layers = find_layers(timeline, studio.sources)
        plan = compile_plan(timeline, parted=layers.standings)
        assert plan.shots[0].approach is not None
        target = empty(320, 180)
        with closing(Painter(Gallery(plan, studio.sources, layers.parted))) as painter:
            painter.paint(plan.frame(15), target)
        drawn.append(target)
    assert off(*drawn) < 1


def test_one_picture_turned_two_ways_is_two_pictures_in_one_video(studio: Studio) -> None:
    source = studio.picture("a.png", scene())
    timeline = sequence([source, source], fit=Fit.COVER)
    first, second = timeline.visuals
    timeline = rebuild(timeline, visuals=[first, replace(second, rotate=180)])
    upright, over = frames_of(timeline, studio, [5, 25])
    assert np.array_equal(over.y, upright.y[::-1, ::-1])


def test_a_turn_reaches_the_renderer_and_makes_another_piece(studio: Studio) -> None:
    timeline = sequence([studio.picture("a.png", scene())], motion=MotionKind.STILL)
    made = []
    ways: list[tuple[int, Flip]] = [(0, ""), (180, ""), (0, "horizontal")]
    for number, (rotate, flip) in enumerate(ways):
        order = replace(
            studio.order(turning(timeline, rotate, flip)),
            out=studio.folder / f"{number}.mp4",
            keep=studio.folder / "pieces",
        )
        assert from_json(to_json(order)) == order
        carry_out(order, lambda _share, _doing: None)
        made.append(order.out.read_bytes())
    assert len(set(made)) == 3
    assert len([path for path in (studio.folder / "pieces").iterdir() if path.name.startswith("pictures")]) == 3


def test_a_turned_clip_still_moves(studio: Studio) -> None:
    timeline = turning(still_of(studio.picture("a.png", scene())), 90, "")
    clip = replace(timeline.visuals[0], motion=Motion(MotionKind.PAN_LEFT, 0.3))
    first, last = frames_of(rebuild(timeline, visuals=[clip]), studio, [0, 19])
    assert off(first, last) > 2
