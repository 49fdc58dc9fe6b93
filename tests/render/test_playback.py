"""Trimmed, faster, slower, backwards, again and back and forth: every output frame shows exactly the source's frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image
from tests.render.conftest import Studio, sequence

from kineograph.media import probe
from kineograph.studio.render.paint.footage import RING_BYTES, RING_MOST, Footage
from kineograph.studio.render.paint.painter import Gallery, Painter
from kineograph.studio.render.paint.planes import Planes, empty
from kineograph.studio.render.plan.plan import compile_plan
from kineograph.studio.render.plan.playback import EARLY_US, Reel, reel_of
from kineograph.timeline.clips import Canvas, Media, Timeline, VisualClip
from kineograph.timeline.layout import rebuild
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import ClipId, Fit, MediaId, MediaKind, Playback

SIZE = (64, 32)
_BITS = 10
EARLY = Fraction(EARLY_US, 10**6)
Begins = list[Fraction]


def picture_of(number: int) -> NDArray[np.uint8]:
    """``number`` as ten bright or dark bars, which survive any codec."""
    bars = np.zeros((SIZE[1], SIZE[0]), np.uint8)
    for bit in range(_BITS):
        bars[:, 2 + bit * 6 : 8 + bit * 6] = 235 if number >> bit & 1 else 16
    return np.repeat(bars[..., None], 3, axis=2)


def number_in(planes: Planes) -> int:
    row = planes.y[planes.height // 2].astype(int)
    return sum(1 << bit for bit in range(_BITS) if row[(5 + bit * 6) * planes.width // SIZE[0]] > 125)


def numbered(path: Path, begins: Begins, codec: str = "libx264", options: dict[str, str] | None = None) -> Path:
    """A video whose frame ``n`` shows the number ``n`` and begins at ``begins[n]`` seconds; the last entry ends it."""
    base = Fraction(1, 90_000) if codec.startswith("lib") else begins[1] - begins[0]
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=round(1 / (begins[1] - begins[0])))
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        stream.codec_context.time_base = base
        stream.options = {"g": "12", "bf": "2", **(options or {})}
        for number in range(len(begins) - 1):
            frame = VideoFrame.from_ndarray(picture_of(number), format="rgb24")
            frame.pts, frame.time_base = round(begins[number] / base), base
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def steady(fps: int | Fraction, count: int) -> Begins:
    return [Fraction(n) / fps for n in range(count + 1)]


def uneven(count: int) -> Begins:
    """Frames of 7 to 90 ms, as a screen recorder writes them."""
    lengths = np.random.default_rng(7).integers(7, 90, count)
    return [Fraction(int(at), 1000) for at in [0, *np.cumsum(lengths)]]


def shown(studio: Studio, timeline: Timeline) -> list[int]:
    plan = compile_plan(timeline)
    found = []
    with closing(Painter(Gallery(plan, studio.sources))) as painter:
        for number in range(plan.frames):
            target = empty(timeline.canvas.width, timeline.canvas.height)
            painter.paint(plan.frame(number), target)
            found.append(number_in(target))
    return found


Change = Callable[[VisualClip], VisualClip]


def as_is(clip: VisualClip) -> VisualClip:
    return clip


def clip_of(studio: Studio, path: Path, ms: int, fps: int, change: Change = as_is) -> Timeline:
    facts = probe(path)
    media = studio.add(path, MediaKind.VIDEO, (facts.width, facts.height), facts.duration_ms)
    clip = VisualClip(ClipId("c"), Span.of(0, ms), media, fit=Fit.COVER)
    return rebuild(Timeline(canvas=Canvas(128, 64, fps)), visuals=[change(clip)])


def forward(begins: Begins, moment: Fraction) -> int:
    """The last frame that began by then, or within the millisecond that containers round away."""
    return max(n for n, begin in enumerate(begins[:-1]) if begin <= moment + EARLY)


def backward(begins: Begins, moment: Fraction) -> int:
    """The last frame that began before then."""
    return max((n for n, begin in enumerate(begins[:-1]) if begin < moment - EARLY), default=0)


@pytest.mark.parametrize("source", [24, 25, 30, 60, Fraction(30_000, 1001)])
@pytest.mark.parametrize("output", [24, 25, 30, 60])
def test_every_rate_meets_every_rate_frame_by_frame(studio: Studio, source: int | Fraction, output: int) -> None:
    begins = steady(source, 40)
    path = numbered(studio.folder / "a.mp4", begins)
    found = shown(studio, clip_of(studio, path, 1300, output))
    assert found == [forward(begins, Fraction(n, output)) for n in range(len(found))]


@pytest.mark.parametrize(
    ("name", "codec"), [("a.mkv", "libx264"), ("a.webm", "libvpx"), ("a.mov", "mpeg4"), ("a.avi", "mpeg4")]
)
@pytest.mark.parametrize("backwards", [False, True])
def test_every_container_keeps_count_both_ways(studio: Studio, name: str, codec: str, backwards: bool) -> None:
    path = numbered(studio.folder / name, steady(30, 45), codec)
    found = shown(studio, clip_of(studio, path, 1500, 30, lambda clip: replace(clip, backwards=backwards)))
    assert found == (list(range(44, -1, -1)) if backwards else list(range(45)))


def test_an_uneven_rate_shows_each_frame_when_it_begins(studio: Studio) -> None:
    begins = uneven(40)
    path = numbered(studio.folder / "a.mkv", begins)
    found = shown(studio, clip_of(studio, path, 2000, 60))
    assert found == [forward(begins, Fraction(n, 60)) for n in range(120)]
    whole = Fraction(probe(path).duration_ms, 1000)
    found = shown(studio, clip_of(studio, path, 2000, 60, lambda clip: replace(clip, backwards=True)))
    assert found == [backward(begins, max(Fraction(1, 10**6), whole - Fraction(n, 60))) for n in range(120)]


def playing(n: Fraction, start: Fraction, end: Fraction, clip: VisualClip) -> tuple[Fraction, bool]:
    """The rule in fractions: where the footage is after ``n`` seconds of the clip, and whether it runs backwards."""
    played, back = n * Fraction(round(clip.speed * 1000), 1000), clip.backwards
    length = end - start
    if clip.playback is Playback.LOOP:
        played %= length
    elif clip.playback is Playback.BOOMERANG:
        back ^= bool(played // length % 2)
        played %= length
    elif played >= length:
        return (start, False) if back else (end, True)
    return (end - played, True) if back else (start + played, False)


@pytest.mark.parametrize("playback", list(Playback))
@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("speed", [0.1, 0.5, 1.0, 1.5, 4.0, 10.0])
def test_trims_speeds_and_turns_show_exactly_the_frames_of_the_rule(
    studio: Studio, playback: Playback, backwards: bool, speed: float
) -> None:
    begins = steady(30, 60)
    path = numbered(studio.folder / "a.mp4", begins)

    def change(clip: VisualClip) -> VisualClip:
        part = replace(clip, source_start_ms=300, source_end_ms=1300)
        return replace(part, speed=speed, backwards=backwards, playback=playback)

    timeline = clip_of(studio, path, 2500, 25, change)
    clip = timeline.visuals[0]
    wanted = []
    for n in range(62):
        moment, back = playing(Fraction(n, 25), Fraction(3, 10), Fraction(13, 10), clip)
        wanted.append(backward(begins, moment) if back else forward(begins, moment))
    assert shown(studio, timeline)[:62] == wanted


def test_a_boomerang_shows_its_turning_frame_for_twice_its_length_and_no_longer(studio: Studio) -> None:
    path = numbered(studio.folder / "a.mp4", steady(20, 4))
    timeline = clip_of(studio, path, 700, 20, lambda clip: replace(clip, playback=Playback.BOOMERANG))
    assert shown(studio, timeline) == [0, 1, 2, 3, 3, 2, 1, 0, 0, 1, 2, 3, 3, 2]


def test_a_cut_between_frames_shows_nothing_from_before_the_trim(studio: Studio) -> None:
    """The clip begins at 1017 ms, which is frame 31 at 30: the source's frame 15 must be what that frame shows."""
    path = numbered(studio.folder / "a.mp4", steady(30, 60))
    trimmed = clip_of(studio, path, 500, 30, lambda clip: replace(clip, source_start_ms=500)).visuals[0]
    first = replace(trimmed, id=ClipId("b"), span=Span.of(0, 1017), source_start_ms=0)
    timeline = rebuild(Timeline(canvas=Canvas(128, 64, 30)), visuals=[first, trimmed])
    assert shown(studio, timeline)[29:33] == [29, 30, 15, 16]


def test_an_animation_obeys_the_same_rule(studio: Studio) -> None:
    path = studio.folder / "a.webp"
    pictures = [Image.fromarray(picture_of(n)) for n in range(10)]
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=50, loop=0, lossless=True)
    back = clip_of(studio, path, 600, 20, lambda clip: replace(clip, backwards=True))
    assert shown(studio, back) == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0]
    fast = clip_of(studio, path, 500, 20, lambda clip: replace(clip, speed=2.0, playback=Playback.BOOMERANG))
    assert shown(studio, fast) == [0, 2, 4, 6, 8, 9, 7, 5, 3, 1]


def test_reading_backwards_does_not_decode_the_stretch_again_for_every_frame(studio: Studio) -> None:
    """One group of 120 frames: with 48 kept, three passes of the decoder are enough."""
    path = numbered(studio.folder / "a.mp4", steady(30, 120), options={"g": "250", "bf": "0"})
    counted = Counted(path, SIZE)
    with closing(counted.footage) as footage:
        found = [number_in(footage.showing(round(n * 1e6 / 30) + 2000)) for n in range(119, -1, -1)]
    assert found == list(range(119, -1, -1))
    assert counted.seeks <= 4


class Counted:
    """Footage that counts its seeks."""

    def __init__(self, path: Path, size: tuple[int, int]) -> None:
        self.footage = Footage(path, size, backwards=True)
        self.seeks = 0
        self._seek = self.footage._decoder.seek
        self.footage._decoder.seek = self.seek  # type: ignore[method-assign]

    def seek(self, us: int) -> None:
        self.seeks += 1
        self._seek(us)


@pytest.mark.parametrize("size", [(64, 32), (1920, 1080), (4096, 2304), (16_384, 8192)])
def test_what_is_kept_for_reading_backwards_has_a_bound(studio: Studio, size: tuple[int, int]) -> None:
    path = numbered(studio.folder / "a.mp4", steady(20, 2))
    with closing(Footage(path, size, backwards=True)) as footage:
        most = footage._ring.maxlen
    assert most is not None
    assert 1 <= most <= RING_MOST
    assert most == 1 or most * size[0] * size[1] * 3 // 2 <= RING_BYTES


reels = st.builds(
    lambda start, length, rest, **rest_of: Reel(0, start, start + length, start + length + rest, **rest_of),
    st.integers(0, 10**8),
    st.integers(1, 10**8),
    st.integers(0, 10**8),
    per_mille=st.integers(100, 10_000),
    backwards=st.booleans(),
    playback=st.sampled_from(Playback),
)


@given(reels, st.integers(0, 10**6), st.sampled_from([1, 24, 25, 30, 60, 120]))
def test_a_moment_lies_in_the_part_and_keeps_the_rule(reel: Reel, frame: int, fps: int) -> None:
    assert reel.end is not None
    found = reel.moment(frame, fps)
    assert reel.start < found < max(reel.end, reel.start + EARLY_US + 1)
    clip = VisualClip(ClipId("c"), Span(0, 1), a_film(), speed=reel.per_mille / 1000)
    clip = replace(clip, backwards=reel.backwards, playback=reel.playback)
    wanted, _ = playing(Fraction(frame * 10**6, fps), Fraction(reel.start), Fraction(reel.end), clip)
    assert abs(found - wanted) <= EARLY_US + 2 or reel.end - reel.start < 2 * EARLY_US


@given(reels, st.integers(0, 10**5), st.sampled_from([24, 25, 30, 60]))
def test_playing_once_never_turns(reel: Reel, frame: int, fps: int) -> None:
    once = replace(reel, playback=Playback.ONCE)
    now, then = once.moment(frame, fps), once.moment(frame + 1, fps)
    assert then <= now if once.backwards else then >= now


@given(reels, st.integers(-200, -1))
def test_before_its_clip_footage_stays_inside_the_file(reel: Reel, frame: int) -> None:
    assert reel.whole is not None
    assert 0 < reel.moment(frame, 30) < max(reel.whole, reel.start + EARLY_US + 1)


def a_film(ms: int = 5000) -> Media:
    return Media(MediaId("f"), MediaKind.VIDEO, "f.mp4", 320, 180, ms)


@pytest.mark.parametrize(
    ("start", "end", "ms", "part"),
    [
        (0, 0, 5000, (0, 5_000_000, 5_000_000)),
        (1000, 2000, 5000, (1_000_000, 2_000_000, 5_000_000)),
        (1000, 9000, 5000, (1_000_000, 5_000_000, 5_000_000)),
        (7000, 0, 5000, (4_999_999, 5_000_000, 5_000_000)),
        (3000, 2000, 5000, (1_999_999, 2_000_000, 5_000_000)),
        (1000, 0, 0, (1_000_000, None, None)),
        (1000, 2000, 0, (1_000_000, 2_000_000, 2_000_000)),
    ],
)
def test_a_part_lies_in_its_source_and_lasts(start: int, end: int, ms: int, part: Sequence[int | None]) -> None:
    clip = VisualClip(ClipId("c"), Span(0, 1), a_film(ms), source_start_ms=start, source_end_ms=end)
    reel = reel_of(clip, 0)
    assert (reel.start, reel.end, reel.whole) == tuple(part)


def test_footage_of_unknown_length_plays_forward(studio: Studio) -> None:
    clip = replace(sequence([a_film(0)]).visuals[0], backwards=True, playback=Playback.LOOP)
    reel = reel_of(clip, 0)
    assert not reel.runs_back
    assert [reel.moment(n, 20) // 1000 for n in (0, 1, 2)] == [1, 51, 101]
