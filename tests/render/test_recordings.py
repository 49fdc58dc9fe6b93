"""Every sample of a sound file comes out where its clock says, and no file, however broken, spoils the sound."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.render.sounds import Block, effect, encode, finished, footage, found, heard, sine, ticks, wav

from kineograph.media.facts import MediaError
from kineograph.studio.render.plan.cues import RATE
from kineograph.studio.render.sound.limiting import true_peak
from kineograph.studio.render.sound.recordings import Recording

MOMENTS = (0.0, 0.5, 1.25, 6.75)
SECONDS = 7.0


def tick_file(folder: Path, name: str, rate: int) -> Path:
    codec = {"wav": "pcm_s16le", "mp3": "libmp3lame", "m4a": "aac", "aac": "aac"}[name]
    hiss = np.random.default_rng(5).normal(0, 0.01, (2, round(SECONDS * rate))).astype(np.float32)
    return encode(folder / f"ticks.{name}", ticks(MOMENTS, SECONDS, rate) + hiss, codec, rate)


@pytest.mark.parametrize(
    ("name", "rate"),
    [
        *(("wav", 48_000), ("wav", 44_100), ("wav", 192_000), ("mp3", 48_000), ("mp3", 44_100)),
        *(("m4a", 48_000), ("m4a", 44_100), ("aac", 48_000), ("aac", 44_100)),
    ],
)
def test_what_an_encoder_put_before_the_sound_is_left_out(tmp_path: Path, name: str, rate: int) -> None:
    path = tick_file(tmp_path, name, rate)
    sound = heard([effect(round(SECONDS * RATE))], round(SECONDS * RATE), path)
    assert [found(sound, moment) for moment in MOMENTS] == pytest.approx(
        [round(moment * RATE) for moment in MOMENTS], abs=1
    )


@pytest.mark.parametrize("name", ["wav", "mp3", "m4a", "aac"])
def test_a_sound_that_begins_late_in_its_file_begins_there_to_the_sample(tmp_path: Path, name: str) -> None:
    path = tick_file(tmp_path, name, 44_100)
    sound = heard([effect(RATE, source=6 * RATE)], RATE, path)
    assert found(sound, 0.75) == pytest.approx(0.75 * RATE, abs=1)


def test_after_its_end_a_sound_is_silent(tmp_path: Path) -> None:
    path = wav(tmp_path / "a.wav", sine(0.5, 1.0))
    sound = heard([effect(2 * RATE)], 2 * RATE, path)
    assert np.abs(sound[:, RATE - 100 : RATE]).max() > 0.4
    assert np.abs(sound[:, RATE + RATE // 2 :]).max() < 1e-3


def test_six_channels_and_one_become_two(tmp_path: Path) -> None:
    for layout in ("5.1", "mono"):
        path = encode(tmp_path / f"{layout}.wav", sine(0.4, 1.0), "pcm_s16le", layout=layout)
        sound = heard([effect(RATE)], RATE, path)
        assert 0.1 < np.abs(sound[0]).max() == pytest.approx(np.abs(sound[1]).max(), rel=0.01)


def test_what_is_no_number_is_silence_and_what_is_too_loud_is_held(tmp_path: Path) -> None:
    sound = sine(0.5, 1.0)
    sound[:, 1000:1100] = np.nan
    sound[:, 20_000] = np.inf
    sound[:, 30_000:30_010] = -1e30
    for rate in (RATE, 44_100):
        out = finished([effect(RATE)], RATE, wav(tmp_path / "a.wav", sound, rate))
        assert np.isfinite(out).all()
        assert true_peak(out) < 10 ** (-1 / 20)


def test_a_constant_offset_takes_no_room_from_the_sound(tmp_path: Path) -> None:
    plain, shifted = sine(0.1, 3.0), sine(0.1, 3.0) + np.float32(0.5)
    sounds = [
        finished([effect(3 * RATE)], 3 * RATE, wav(tmp_path / f"{index}.wav", sound))
        for index, sound in enumerate((plain, shifted))
    ]
    assert np.allclose(sounds[0][:, 2 * RATE :], sounds[1][:, 2 * RATE :], atol=0.02)


@pytest.mark.parametrize("name", ["wav", "mp3", "aac"])
def test_half_a_file_is_half_a_sound(tmp_path: Path, name: str) -> None:
    path = tick_file(tmp_path, name, 48_000)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
    sound = heard([effect(round(SECONDS * RATE))], round(SECONDS * RATE), path)
    assert found(sound, 1.25) == pytest.approx(1.25 * RATE, abs=1)
    assert np.abs(sound[:, 4 * RATE :]).max() < 1e-3


@pytest.mark.parametrize(("name", "off"), [("wav", 1), ("m4a", 1), ("mp3", 1152), ("aac", 1024)])
def test_damage_in_the_middle_neither_stops_nor_moves_what_follows(tmp_path: Path, name: str, off: int) -> None:
    """Bare MP3 and AAC have no clock but the count of their frames: one that is lost is lost to it."""
    path = tick_file(tmp_path, name, 48_000)
    content = bytearray(path.read_bytes())
    start = len(content) * 2 // 5
    content[start : start + 400] = np.random.default_rng(1).bytes(400)
    path.write_bytes(bytes(content))
    sound = heard([effect(round(SECONDS * RATE))], round(SECONDS * RATE), path)
    assert np.isfinite(sound).all()
    assert found(sound, 6.75) == pytest.approx(6.75 * RATE, abs=2 * off)


def test_the_name_does_not_decide_what_a_file_is(tmp_path: Path) -> None:
    path = tick_file(tmp_path, "mp3", 48_000).rename(tmp_path / "ticks.wav")
    assert found(heard([effect(RATE)], RATE, path), 0.5) == pytest.approx(RATE // 2, abs=1)


@pytest.mark.parametrize(
    "content",
    [b"", b"hello " * 1000, bytes(50_000), np.random.default_rng(0).bytes(50_000)],
    ids=("empty", "words", "zeros", "noise"),
)
def test_where_nothing_can_be_read_the_error_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(content)
    with pytest.raises(MediaError, match=r"a\.mp3"):
        finished([effect(RATE)], RATE, path)


def test_a_file_cut_before_its_index_is_broken(tmp_path: Path) -> None:
    path = tick_file(tmp_path, "m4a", 48_000)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(MediaError):
        finished([effect(RATE)], RATE, path)


@pytest.mark.parametrize("name", ["mkv", "mp4"])
def test_the_sound_of_footage_counts_from_its_first_picture(tmp_path: Path, name: str) -> None:
    path = footage(tmp_path / f"a.{name}", ticks([0.5, 0.8], 1.0), starts=0.2)
    sound = heard([effect(RATE)], RATE, path)
    assert [found(sound, 0.3, 0.05), found(sound, 0.6, 0.05)] == pytest.approx([0.3 * RATE, 0.6 * RATE], abs=24)


def test_footage_with_an_empty_sound_track_is_silent_and_not_broken(tmp_path: Path) -> None:
    path = footage(tmp_path / "a.mp4", np.zeros((2, 0), np.float32))
    assert not heard([effect(RATE)], RATE, path).any()


def test_any_stretch_can_be_read_again(tmp_path: Path) -> None:
    noise: Block = np.random.default_rng(3).uniform(-0.5, 0.5, (2, 8 * RATE)).astype(np.float32)
    recording = Recording(wav(tmp_path / "a.wav", noise))
    for first, count in ((0, 10), (7 * RATE, 1000), (100, 5000), (7 * RATE + 5, 2000), (7 * RATE + 2005, 10)):
        assert np.array_equal(recording.read(first, count), noise[:, first : first + count])
    assert recording.read(8 * RATE - 3, 10).shape == (2, 3)
    recording.close()
