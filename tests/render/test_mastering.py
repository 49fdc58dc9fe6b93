"""The finished sound is as loud as it shall be, never louder than it may be, and quiet where quiet was asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.render.sounds import Block, decoded, effect, encode, finished, heard, sine, wav

from kineograph.studio.render.plan.cues import RATE, SoundCue
from kineograph.studio.render.sound.levels import STEP, Meter, Profile, loudness, measure
from kineograph.studio.render.sound.limiting import limited, limited_blocks, true_peak
from kineograph.studio.render.sound.mastering import CEILING, LOUDNESS, gain_towards, target
from kineograph.studio.render.sound.mixing import Desk
from kineograph.timeline.vocabulary import Mood, Playback, SoundRole

MUSIC = SoundCue(0, 6 * RATE, None, Mood.UPBEAT, 0.35, 24_000, 48_000, playback=Playback.LOOP)
VOICE = effect(6 * RATE)


def decibels(share: float) -> float:
    return 20 * float(np.log10(max(share, 1e-9)))


def noise(level: float, seconds: float, seed: int = 0) -> Block:
    return np.random.default_rng(seed).normal(0, level, (2, round(seconds * RATE))).astype(np.float32)


def pumping(seconds: float) -> Block:
    """Like speech: mostly deep, in loud syllables and short pauses."""
    count = round(seconds * RATE)
    syllables = np.random.default_rng(2).random(count * 8 // RATE + 2) ** 3
    loud = np.interp(np.arange(count), np.arange(len(syllables)) * (RATE // 8), syllables)
    deep = np.stack([np.convolve(track, np.hanning(40) / 20, "same") for track in noise(1.0, seconds)])
    return np.asarray(deep * loud, np.float32)


def test_volumes_balance_sounds_and_the_most_prominent_decides_the_whole() -> None:
    assert target([MUSIC]) == LOUDNESS
    assert target([replace(MUSIC, gain=0.035)]) == pytest.approx(LOUDNESS - 20)
    assert target([replace(MUSIC, gain=0.035), VOICE]) == LOUDNESS
    assert target([replace(VOICE, gain=0.5)]) == pytest.approx(LOUDNESS - 6.02, abs=0.01)
    assert target([replace(MUSIC, gain=0.525)]) == pytest.approx(LOUDNESS + 0.5)
    assert target([replace(VOICE, gain=2.0)]) == target([replace(MUSIC, gain=2.0)]) == LOUDNESS + 1
    assert target([]) == LOUDNESS


@pytest.mark.parametrize(("mood", "volume"), [*((mood, 0.35) for mood in Mood), (Mood.UPBEAT, 0.1), (Mood.UPBEAT, 1.0)])
def test_music_alone_is_as_loud_as_asked(mood: Mood, volume: float) -> None:
    cue = replace(MUSIC, mood=mood, gain=volume)
    sound = finished([cue], 6 * RATE)
    assert loudness(sound) == pytest.approx(target([cue]), abs=0.3)
    assert decibels(true_peak(sound)) <= -1.9


@pytest.mark.parametrize("level", [1.0, 0.3, 0.15])
def test_a_recording_however_loud_comes_out_at_the_same_loudness(tmp_path: Path, level: float) -> None:
    path = wav(tmp_path / "a.wav", pumping(6.0) * np.float32(level))
    for cues in ([VOICE], [replace(VOICE, role=SoundRole.VOICE), replace(MUSIC, duck=0.6)]):
        sound = finished(cues, 6 * RATE, path)
        assert loudness(sound) == pytest.approx(LOUDNESS, abs=0.5)
        assert decibels(true_peak(sound)) <= -1.9


def test_what_is_nearly_silent_stays_quiet_and_what_is_short_stays_as_it_is(tmp_path: Path) -> None:
    path = wav(tmp_path / "a.wav", noise(1e-3, 6.0))
    assert loudness(finished([VOICE], 6 * RATE, path)) == pytest.approx(loudness(noise(1e-3, 6.0)) + 24, abs=0.2)
    path = wav(tmp_path / "a.wav", noise(1e-4, 6.0))
    assert np.array_equal(finished([VOICE], 6 * RATE, path), heard([VOICE], 6 * RATE, path))
    path = wav(tmp_path / "a.wav", sine(0.1, 0.3))
    assert np.abs(finished([effect(RATE // 3)], RATE // 3, path)).max() == pytest.approx(0.1, abs=0.005)


def test_one_gain_serves_the_whole_mix(tmp_path: Path) -> None:
    """Half of it ten decibels under the other half before, and after."""
    sound = np.concatenate([sine(0.02, 3.0), sine(0.02 * 10**0.5, 3.0)], axis=1)
    out = finished([VOICE], 6 * RATE, wav(tmp_path / "a.wav", sound))
    levels = [decibels(np.abs(out[:, at : at + RATE]).max()) for at in (RATE, 4 * RATE)]
    assert levels[1] - levels[0] == pytest.approx(10, abs=0.05)


def test_the_gain_makes_up_for_what_the_limiter_takes() -> None:
    rough = pumping(6.0)
    gain = gain_towards(measure(rough), -10.0)
    assert loudness(rough * np.float32(gain)) > -9.7
    assert loudness(limited(rough * np.float32(gain), CEILING)) == pytest.approx(-10, abs=0.5)


def test_music_of_the_house_is_measured_without_being_played() -> None:
    cues = (
        replace(MUSIC, yields=((RATE, 1.0), (2 * RATE, 0.4))),
        replace(MUSIC, mood=Mood.CALM, first=RATE, source=RATE),
    )
    desk = Desk(cues, 6 * RATE, {})
    meter = Meter()
    for block in desk.blocks():
        meter.hear(block)
    assert desk.profile().loudness() == pytest.approx(meter.profile().loudness(), abs=0.2)


def test_decoded_aac_stays_under_its_true_peak(tmp_path: Path) -> None:
    loud = np.clip(pumping(4.0) * 30, -1, 1)
    for sound in (loud, noise(0.3, 4.0)):
        out = finished([replace(effect(4 * RATE), gain=2.0)], 4 * RATE, wav(tmp_path / "a.wav", sound))
        assert decibels(true_peak(decoded(encode(tmp_path / "a.m4a", out, "aac")))) <= -1


def test_seams_between_blocks_change_nothing() -> None:
    sound = pumping(3.0) * 3
    meter = Meter()
    for first in range(0, sound.shape[1], 7777):
        meter.hear(sound[:, first : first + 7777])
    assert np.allclose(meter.profile().power, measure(sound).power, rtol=1e-5)
    blocks = (sound[:, first : first + 24_000] for first in range(0, sound.shape[1], 24_000))
    assert np.allclose(np.concatenate(list(limited_blocks(blocks, 0.5)), axis=1), limited(sound, 0.5), atol=1e-5)


@pytest.mark.parametrize("hertz", [25.0, 60.0, 300.0, 997.0, 2000.0, 4000.0])
def test_the_meter_weights_pitches_as_the_standard_says(hertz: float) -> None:
    """Against the analogue filters behind the tables of BS.1770-4: a high pass at 38 Hz and a shelf of 4 dB."""
    turn = 1j * hertz
    low = turn**2 / (turn**2 + turn * 38.135 / 0.5003 + 38.135**2)
    high = 10 ** (3.99984 / 20)
    shelf = (high * turn**2 + high**0.49967 * turn * 1681.97 / 0.70718 + 1681.97**2) / (
        turn**2 + turn * 1681.97 / 0.70718 + 1681.97**2
    )
    wanted = -0.691 + decibels(abs(low * shelf)) - 20
    assert loudness(sine(0.1, 3.0, hertz)) == pytest.approx(wanted, abs=0.06)


def test_a_peak_between_the_samples_is_a_peak() -> None:
    turn = np.arange(RATE) * (np.pi / 2) + np.pi / 4
    sound = np.stack([np.sin(turn)] * 2).astype(np.float32)
    assert np.abs(sound).max() == pytest.approx(0.7071, abs=1e-3)
    assert true_peak(sound[:, 100:]) == pytest.approx(1.0, abs=0.03)
    assert true_peak(limited(sound, 0.8)) <= 0.8 * 1.02
    assert np.array_equal(limited(sound * 0.5, 0.8), sound * 0.5)


def test_a_short_or_empty_profile_says_nothing() -> None:
    assert measure(sine(0.5, 0.39)).loudness() == -70
    assert Profile(np.zeros(0), np.zeros(0)).loudness() == -70
    assert gain_towards(measure(np.zeros((2, RATE), np.float32)), LOUDNESS) == 1.0
    assert len(measure(sine(0.5, 1.0)).power) == RATE // STEP


def test_nothing_that_sounds_is_silence() -> None:
    assert not finished([], RATE).any()
