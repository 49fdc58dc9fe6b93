"""Footage that is damaged where it is wanted ends the render and says when; a glitch is passed over."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from tests.render.conftest import Studio, at_fps, sequence
from tests.render.test_playback import SIZE, numbered, steady

from kineograph.media import MediaError
from kineograph.studio.render.failures import failure_of
from kineograph.studio.render.orders import RenderOrder
from kineograph.studio.render.paint.footage import Footage
from kineograph.studio.render.worker import carry_out
from kineograph.timeline.vocabulary import MediaKind

FPS, SECONDS = 20, 10


def film(folder: Path, name: str, codec: str) -> Path:
    return numbered(folder / name, steady(FPS, FPS * SECONDS), codec, {"g": "20"})


def spoiled(path: Path, first: float, end: float, value: int | None = None) -> None:
    """Overwrites what lies between the pictures at two moments: with noise, or with one value."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        places = {
            float(packet.pts * (packet.time_base or Fraction(1))): packet.pos
            for packet in container.demux(stream)
            if packet.pts is not None and packet.pos is not None
        }
    pictures = bytearray(path.read_bytes())
    begin = min(place for moment, place in places.items() if moment >= first)
    last = bytes(pictures).rfind(b"moov") - 4
    stop = min((place for moment, place in places.items() if moment >= end), default=max(last, begin))
    stop = stop if stop > begin else len(pictures)
    noise = np.random.default_rng(5).integers(0, 256, stop - begin, dtype=np.uint8).tobytes()
    pictures[begin:stop] = noise if value is None else bytes([value]) * (stop - begin)
    path.write_bytes(pictures)


def ordered(studio: Studio, path: Path) -> RenderOrder:
    media = replace(studio.add(path, MediaKind.VIDEO, SIZE, SECONDS * 1000), name="Holiday.mp4")
    return studio.order(at_fps(sequence([media], SECONDS * 1000), FPS))


def ending(order: RenderOrder) -> dict[str, str]:
    with pytest.raises(MediaError) as caught:
        carry_out(order, lambda _share, _doing: None)
    return failure_of(caught.value, order)


CONTAINERS = [
    ("a.mp4", "libx264"),
    ("a.mov", "mpeg4"),
    ("a.avi", "mpeg4"),
    ("a.webm", "libvpx"),
    ("a.mkv", "libx264"),
]


@pytest.mark.parametrize(("name", "codec"), CONTAINERS)
@pytest.mark.parametrize("value", [None, 0], ids=["noise", "zeros"])
def test_garbage_from_the_fifth_second_on_is_said_with_its_moment(
    studio: Studio, name: str, codec: str, value: int | None
) -> None:
    path = film(studio.folder, name, codec)
    spoiled(path, 5, SECONDS, value)
    failed = ending(ordered(studio, path))
    assert failed["code"] == "SOURCE_BROKEN"
    assert failed["message"] in ("Holiday.mp4 is damaged at 5.0 s.", "Holiday.mp4 is damaged at 4.9 s.")
    assert failed["hint"] == "Trim the clip so that it ends before that, or upload the file again."


@pytest.mark.parametrize(("name", "codec"), CONTAINERS)
def test_what_a_clip_does_not_show_may_be_damaged(studio: Studio, name: str, codec: str) -> None:
    path = film(studio.folder, name, codec)
    spoiled(path, 5, SECONDS)
    with closing(Footage(path, SIZE)) as footage:
        for ms in range(0, 4900, 50):
            footage.at(ms)


@pytest.mark.parametrize(("name", "codec"), [("a.mkv", "libx264"), ("a.avi", "mpeg4")])
def test_a_file_cut_off_in_the_middle_is_said_with_its_moment(studio: Studio, name: str, codec: str) -> None:
    path = film(studio.folder, name, codec)
    spoiled(path, 5, SECONDS)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 6 // 10])
    assert "is damaged at" in ending(ordered(studio, path))["message"]


def test_a_glitch_is_passed_over(studio: Studio) -> None:
    path = film(studio.folder, "a.mp4", "libx264")
    spoiled(path, 5.0, 5.3)
    with closing(Footage(path, SIZE)) as footage:
        for ms in range(0, SECONDS * 1000, 50):
            footage.at(ms)


@pytest.mark.parametrize("backwards", [False, True])
def test_a_hole_in_the_middle_is_found_from_both_sides(studio: Studio, backwards: bool) -> None:
    path = film(studio.folder, "a.mp4", "libx264")
    spoiled(path, 4.0, 6.0)
    moments = range(SECONDS * 1000 - 50, 0, -50) if backwards else range(0, SECONDS * 1000, 50)
    fine: list[int] = []
    with closing(Footage(path, SIZE, backwards)) as footage, pytest.raises(MediaError) as caught:
        fine.extend(ms for ms in moments if footage.at(ms).height)
    assert caught.value.message in ("a.mp4 is damaged at 4.0 s.", "a.mp4 is damaged at 3.9 s.")
    assert min(fine) >= 5900 if backwards else 4300 <= max(fine) <= 4600


def test_footage_shorter_than_its_sound_is_whole(studio: Studio) -> None:
    path = numbered(studio.folder / "a.mkv", steady(FPS, FPS))
    longer = studio.folder / "b.mkv"
    with av.open(str(path)) as source, av.open(str(longer), "w") as out:
        pictures = out.add_stream_from_template(source.streams.video[0])
        sound = out.add_stream("aac", rate=48_000, layout="mono")
        for packet in source.demux(video=0):
            if packet.pts is not None:
                packet.stream = pictures
                out.mux(packet)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 48_000 * 4), np.float32), format="fltp", layout="mono")
        frame.sample_rate, frame.pts = 48_000, 0
        out.mux(sound.encode(frame))
        out.mux(sound.encode(None))
    with closing(Footage(longer, SIZE)) as footage:
        assert footage.at(3900).y.shape == (SIZE[1], SIZE[0])
