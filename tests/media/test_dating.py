"""When a picture was taken is read from what its camera wrote, survives a conversion, and never makes a file fail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.media.conftest import MakeVideo
from tests.media.heic import write_heic

from kineograph.media import probe, to_jpeg
from kineograph.media.dating import _seconds

NOON = int(datetime(2024, 5, 1, 12, 0, 0, tzinfo=UTC).timestamp())


def exif(**tags: Any) -> Image.Exif:
    """``taken``, ``zone``, ``digitized``, ``changed`` and where it was."""
    found = Image.Exif()
    numbers = {"taken": 0x9003, "zone": 0x9011, "digitized": 0x9004}
    found[0x8769] = {number: tags[name] for name, number in numbers.items() if name in tags}
    found[0x0132] = tags.get("changed", "2025:01:01 00:00:00")
    found[0x8825] = {1: "N", 2: (43.0, 12.0, 7.0)}
    return found


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
@pytest.mark.parametrize(
    ("tags", "at"),
    [
        ({"taken": "2024:05:01 12:00:00"}, NOON),
        ({"taken": "2024:05:01 14:00:00", "zone": "+02:00"}, NOON),
        ({"taken": "2024:05:01 06:30:00", "zone": "-05:30"}, NOON),
        ({"taken": "0000:00:00 00:00:00", "digitized": "2024:05:01 12:00:00"}, NOON),
        ({"taken": "2024:05:01 12:00:00", "digitized": "2024:06:01 12:00:00"}, NOON),
        ({"taken": "    :  :     :  :  "}, 0),
        ({"taken": "1950:01:01 00:00:00"}, 0),
        ({"taken": "2024:13:41 12:00:00"}, 0),
        ({"taken": "yesterday"}, 0),
        ({}, 0),
    ],
)
def test_a_picture_was_taken_when_its_camera_says(tmp_path: Path, ending: str, tags: dict[str, str], at: int) -> None:
    path = tmp_path / f"a.{ending}"
    Image.new("RGB", (16, 16), "red").save(path, exif=exif(**tags))
    assert probe(path).captured_at == at


def test_a_picture_that_says_nothing_was_taken_at_no_known_time(photo: Path) -> None:
    assert probe(photo).captured_at == 0


@pytest.mark.filterwarnings("ignore")  # Pillow warns of it
@pytest.mark.parametrize(
    "damage", [lambda raw: raw[:20], lambda raw: raw[:26] + b"\xff" * 40, lambda _raw: b"Exif\0\0II*"]
)
def test_damaged_exif_is_no_time_and_no_failure(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "a.jpg"
    Image.new("RGB", (16, 16), "red").save(path, exif=damage(exif(taken="2024:05:01 12:00:00").tobytes()))
    assert probe(path).captured_at == 0


@pytest.mark.parametrize("ending", ["png", "webp", "heic"])
def test_a_converted_picture_keeps_its_time_and_not_its_place(tmp_path: Path, ending: str) -> None:
    path, out = tmp_path / f"a.{ending}", tmp_path / "out.jpg"
    told = exif(taken="2024:05:01 14:00:00", zone="+02:00")
    if ending == "heic":
        write_heic(path, np.full((64, 64, 3), 90, np.uint8), exif=told.tobytes())
    else:
        Image.new("RGB", (16, 16), "red").save(path, exif=told)
    assert probe(path).captured_at == NOON
    to_jpeg(path, out)
    assert probe(out).captured_at == NOON
    with Image.open(out) as made:
        assert set(made.getexif()) == {0x8769}


def test_a_converted_picture_stands_upright_once(tmp_path: Path) -> None:
    path, out = tmp_path / "a.png", tmp_path / "out.jpg"
    told = exif(taken="2024:05:01 12:00:00")
    told[0x0112] = 6
    Image.new("RGB", (32, 16), "red").save(path, exif=told)
    to_jpeg(path, out)
    facts = probe(out)
    assert (facts.width, facts.height, facts.captured_at) == (16, 32, NOON)


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.mkv"])
def test_footage_was_recorded_when_its_container_says(tmp_path: Path, make_video: MakeVideo, name: str) -> None:
    assert probe(make_video(name)).captured_at == 0
    path = tmp_path / f"dated-{name}"
    with av.open(str(path), "w") as container:
        container.metadata["creation_time"] = "2024-05-01T12:00:00.000000Z"
        stream: Any = container.add_stream("libx264", rate=20)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        container.mux(stream.encode(VideoFrame.from_ndarray(np.zeros((64, 96, 3), np.uint8), format="rgb24")))
        container.mux(stream.encode(None))
    assert probe(path).captured_at == NOON


@given(st.text(max_size=40) | st.from_regex(r"\d{4}:\d\d:\d\d \d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?", fullmatch=True))
def test_no_words_of_a_camera_are_a_failure(said: str) -> None:
    assert 0 <= _seconds(said) < 2**48
