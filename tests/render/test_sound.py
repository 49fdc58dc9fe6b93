"""Music that is always the same, in key, as loud as promised, and never too loud."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kineograph.studio.render.plan.cues import RATE, SoundCue
from kineograph.studio.render.sound.beds import compose
from kineograph.studio.render.sound.levels import loudness
from kineograph.studio.render.sound.limiting import limited
from kineograph.studio.render.sound.mastering import LOUDNESS
from kineograph.studio.render.sound.mixing import mixed
from kineograph.studio.render.sound.scores import SCORES
from kineograph.timeline.vocabulary import MediaId, Mood, Playback

Block = NDArray[np.float32]


def sine(level: float, seconds: float = 2.0, hertz: float = 997.0) -> Block:
    one = level * np.sin(np.arange(round(seconds * RATE)) * (2 * np.pi * hertz / RATE))
    return np.stack([one, one]).astype(np.float32)


def true_peak(sound: Block) -> float:
    """dBTP: the peak at four times the rate (BS.1770-4, annex 2)."""
    count = sound.shape[1]
    return max(20 * float(np.log10(np.abs(np.fft.irfft(np.fft.rfft(part), 4 * count) * 4).max())) for part in sound)


def test_loudness_is_measured_as_the_standard_says() -> None:
    """EBU Tech 3341, case 1: a stereo sine at −23 dBFS is −23 LUFS."""
    assert loudness(sine(10 ** (-23 / 20))) == pytest.approx(-23, abs=0.1)
    assert loudness(np.concatenate([sine(0.1, 4), np.zeros((2, 4 * RATE), np.float32)], axis=1)) == pytest.approx(
        -20, abs=0.3
    )
    assert loudness(np.zeros((2, RATE), np.float32)) == -70


@pytest.mark.parametrize("mood", list(Mood))
def test_a_bed_is_as_loud_as_promised_in_key_and_without_a_seam(mood: Mood) -> None:
    bed = compose(mood, RATE).sound
    assert loudness(bed) == pytest.approx(LOUDNESS, abs=0.5)
    assert true_peak(bed) < -1
    assert np.isfinite(bed).all()
    seam = np.abs(bed[:, 0] - bed[:, -1]).max()
    assert seam <= np.abs(np.diff(bed, axis=1)).max()
    assert share_in_key(bed, mood) > 0.8


def share_in_key(bed: Block, mood: Mood) -> float:
    """How much of the sound between 200 and 1500 Hz is a tone of one of the mood's chords."""
    power = np.abs(np.fft.rfft(bed.mean(axis=0))) ** 2
    hertz = np.fft.rfftfreq(bed.shape[1], 1 / RATE)
    heard = (hertz > 200) & (hertz < 1500)
    pitch = np.round(69 + 12 * np.log2(hertz[heard] / 440)).astype(int) % 12
    score = SCORES[mood]
    tones = {(root + step) % 12 for root, steps in score.chords[:4] for step in steps} | set(score.scale)
    return float(power[heard][np.isin(pitch, list(tones))].sum() / power[heard].sum())


def test_a_bed_is_the_same_every_time_and_each_mood_is_its_own() -> None:
    assert np.array_equal(compose(Mood.UPBEAT, RATE).sound, compose(Mood.UPBEAT, RATE).sound)
    assert len({SCORES[mood].beat for mood in Mood}) == len(Mood)


def test_the_limiter_touches_only_what_is_too_loud() -> None:
    quiet, loud = sine(0.5), sine(1.6)
    assert np.array_equal(limited(quiet, 0.8), quiet)
    assert np.abs(limited(loud, 0.8)).max() <= 0.8 + 1e-6


def test_a_mix_is_exactly_as_long_as_asked_and_fades_at_both_ends() -> None:
    samples = 3 * RATE + 17
    cue = SoundCue(0, samples, None, Mood.CALM, 1.0, RATE // 2, RATE, playback=Playback.LOOP)
    sound = np.concatenate(list(mixed((cue,), samples, {})), axis=1)
    assert sound.shape == (2, samples)
    assert np.abs(sound[:, :50]).max() < 0.01
    assert np.abs(sound[:, -50:]).max() < 0.01
    assert np.abs(sound[:, RATE : 2 * RATE]).max() > 0.1


def test_many_loud_sounds_together_do_not_clip(tmp_path: Path) -> None:
    path = record(tmp_path, sine(0.9))
    cues = tuple(SoundCue(0, RATE, MediaId("a"), None, 2.0, 0, 0) for _ in range(3))
    sound = np.concatenate(list(mixed(cues, RATE, {MediaId("a"): path})), axis=1)
    assert true_peak(sound) < -1


def test_silence_is_as_long_as_the_video() -> None:
    assert sum(block.shape[1] for block in mixed((), 70_000, {})) == 70_000


def record(folder: Path, sound: Block) -> Path:
    path = folder / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound.T * 32767).astype("<i2").tobytes())
    return path
