"""Music gives way before the first syllable, stays down between sentences, and comes back; silence moves nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.render.sounds import A, B, heard, sine, wav

from kineograph.studio.render.plan.cues import RATE, SoundCue
from kineograph.studio.render.plan.ducking import ATTACK, HOLD, RELEASE, give_way, voices
from kineograph.studio.render.sound.listening import sounding
from kineograph.timeline.vocabulary import Mood, Playback, SoundRole

MUSIC = SoundCue(0, 20 * RATE, None, Mood.CALM, 0.35, 0, 0, playback=Playback.LOOP, duck=0.6)
VOICE = SoundCue(5 * RATE, 8 * RATE, A, None, 1.0, 0, 0, role=SoundRole.VOICE)


def test_music_is_down_before_a_voice_begins_and_comes_back_after_it() -> None:
    [music] = give_way([MUSIC], [((5 * RATE, 6 * RATE),)])
    assert music.yields == (
        (5 * RATE - ATTACK, 1.0),
        (5 * RATE, 0.4),
        (6 * RATE + HOLD, 0.4),
        (6 * RATE + HOLD + RELEASE, 1.0),
    )


def test_between_two_sentences_music_stays_down() -> None:
    near, far = 6 * RATE + HOLD + RELEASE, 9 * RATE
    [music] = give_way([MUSIC], [((5 * RATE, 6 * RATE), (far, 10 * RATE)), ((near, 7 * RATE),)])
    assert [place for place, gain in music.yields if gain == 0.4] == [5 * RATE, 7 * RATE + HOLD, far, 10 * RATE + HOLD]
    places = [place for place, _ in music.yields]
    assert places == sorted(places)


def test_only_music_gives_way_and_only_as_far_as_it_shall() -> None:
    effect = replace(VOICE, role=SoundRole.EFFECT)
    stubborn = replace(MUSIC, duck=0.0)
    gone = replace(MUSIC, duck=1.0)
    cues = give_way([VOICE, effect, stubborn, gone], [((5 * RATE, 6 * RATE),)])
    assert [bool(cue.yields) for cue in cues] == [False, False, False, True]
    assert min(gain for _, gain in cues[3].yields) == 0.0


def test_nobody_is_listened_to_where_no_music_meets_a_voice() -> None:
    assert voices([MUSIC, VOICE]) == (1,)
    assert voices([replace(MUSIC, duck=0.0), VOICE]) == ()
    assert voices([MUSIC, replace(VOICE, role=SoundRole.EFFECT)]) == ()
    assert voices([replace(MUSIC, first=10 * RATE), VOICE]) == ()


def test_a_voice_is_where_it_sounds_and_not_in_its_pauses_or_its_noise() -> None:
    quiet = np.random.default_rng(0).normal(0, 0.004, (2, 6 * RATE)).astype(np.float32)
    quiet[:, RATE : 2 * RATE] += sine(0.3, 1.0)
    quiet[:, 4 * RATE : 5 * RATE] += sine(0.2, 1.0)
    blocks = (quiet[:, first : first + RATE // 2] for first in range(0, 6 * RATE, RATE // 2))
    assert sounding(blocks, 7) == ((7 + RATE, 7 + 2 * RATE), (7 + 4 * RATE, 7 + 5 * RATE))
    assert sounding(iter([np.zeros((2, RATE), np.float32)]), 0) == ()
    assert sounding(iter([]), 0) == ()


def test_music_goes_down_under_words_and_not_under_a_silent_file(tmp_path: Path) -> None:
    """The file is silent but for its second second; it begins 5 s into the video."""
    spoken = np.zeros((2, 3 * RATE), np.float32)
    spoken[:, RATE : 2 * RATE] = sine(0.3, 1.0)
    tune = wav(tmp_path / "b.wav", np.random.default_rng(1).uniform(-0.3, 0.3, (2, RATE)).astype(np.float32))
    music = replace(MUSIC, end=10 * RATE, mood=None, media=B)
    alone = heard([music], 10 * RATE, tune, tune)
    for sound, share in ((spoken, 0.4), (spoken * 0, 1.0)):
        path = wav(tmp_path / "a.wav", sound)
        left = heard([music, VOICE], 10 * RATE, path, tune) - heard([VOICE], 10 * RATE, path)
        for second, wanted in ((4.0, 1.0), (5.5, 1.0), (6.02, share), (6.9, share), (7.9, 1.0), (9.0, 1.0)):
            part = slice(round(second * RATE), round((second + 0.05) * RATE))
            level = np.abs(left[:, part]).sum() / np.abs(alone[:, part]).sum()
            assert level == pytest.approx(wanted, abs=0.01)
