"""What footage and sounds play when: trims, speed, backwards, loops, both ways; and where they land in the film."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from tests.render.conftest import Studio, sequence
from tests.render.sounds import decoded, effect, found, heard, sine, ticks, wav

from kineograph.studio.render.orders import RenderOrder
from kineograph.studio.render.plan.cues import RATE, SoundCue, set_cues
from kineograph.studio.render.sound.stretching import stretched
from kineograph.studio.render.worker import carry_out
from kineograph.timeline.clips import Media, OverlayClip, SoundClip, Timeline, VisualClip
from kineograph.timeline.layout import rebuild
from kineograph.timeline.outputs import Output
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import (
    ClipId,
    MediaId,
    MediaKind,
    Mood,
    Playback,
    SoundRole,
    Transition,
    TransitionKind,
    When,
)

FILM = Media(MediaId("f"), MediaKind.VIDEO, "f.mp4", 320, 180, 5000, has_sound=True)


def clip(ms: int = 2000, **changes: object) -> VisualClip:
    return replace(VisualClip(ClipId("v"), Span.of(0, ms), FILM), **changes)  # type: ignore[arg-type]


def cues(*clips: VisualClip, sounds: tuple[SoundClip, ...] = ()) -> tuple[SoundCue, ...]:
    timeline = rebuild(Timeline(), visuals=clips, sounds=sounds)
    return set_cues(timeline, timeline.duration_ms * 48)


def test_sounds_overlap_each_with_its_span_its_beginning_and_its_role() -> None:
    tune = Media(MediaId("t"), MediaKind.AUDIO, "t.mp3", duration_ms=60_000, has_sound=True)
    music = SoundClip(ClipId("1"), Span(0, 1), tune, source_start_ms=1500)
    voice = SoundClip(ClipId("2"), Span(500, 1500), tune, volume=1.0, whole=False, role=SoundRole.VOICE, duck=0.9)
    bed = SoundClip(ClipId("3"), Span(1000, 3000), mood=Mood.CALM, whole=False, fade_in_ms=0, fade_out_ms=0)
    still = Media(MediaId("p"), MediaKind.IMAGE, "p.jpg", 320, 180)
    one, two, three = cues(replace(clip(), media=still), sounds=(music, voice, bed))
    assert (one.first, one.end, one.source, one.playback, one.duck) == (0, 96_000, 72_000, Playback.LOOP, 0.6)
    assert (two.first, two.end, two.role, two.playback, two.duck) == (24_000, 72_000, SoundRole.VOICE, Playback.ONCE, 0)
    assert (three.first, three.end, three.mood, three.fade_in) == (48_000, 96_000, Mood.CALM, 480)


def test_footage_is_silent_once_its_part_is_played_out() -> None:
    [cue] = cues(clip(source_start_ms=1000, source_end_ms=3000, speed=2.0))
    assert (cue.first, cue.end, cue.source, cue.until) == (0, 48_000, 48_000, 144_000)
    [cue] = cues(clip(source_start_ms=1000, source_end_ms=3000, speed=2.0, playback=Playback.LOOP))
    assert cue.end == 96_000
    [cue] = cues(clip(8000, source_end_ms=9000))
    assert (cue.end, cue.until) == (240_000, 240_000)


def test_a_part_without_length_is_silent_and_speed_counts_in_thousandths() -> None:
    for playback in Playback:
        assert cues(clip(source_start_ms=6000, playback=playback), clip(source_start_ms=900, source_end_ms=900)) == ()
    assert cues(clip(speed=1 / 3))[0].speed == 0.333


def test_footage_sounds_before_its_cut_only_forward_once_and_where_its_source_has_something() -> None:
    cross = Transition(TransitionKind.CROSSFADE, 400)
    entering = [
        clip(transition=cross, source_start_ms=1000),
        clip(transition=cross, source_start_ms=100),
        clip(transition=cross, source_start_ms=1000, speed=2.0),
        clip(transition=cross, source_start_ms=1000, playback=Playback.LOOP),
        clip(transition=cross, source_start_ms=1000, backwards=True),
    ]
    found_cues = [cues(clip(), second)[1] for second in entering]
    leads = [96_000 - cue.first for cue in found_cues]
    assert leads == [9600, 4800, 9600, 0, 0]
    assert [cue.source for cue in found_cues[:3]] == [38_400, 0, 28_800]


def test_an_overlay_sounds_while_it_shows_and_its_footage_lasts() -> None:
    overlay = OverlayClip(ClipId("o"), Span(0, 1), FILM, when=When(at_ms=500, duration_ms=1000), source_start_ms=4200)
    still = Media(MediaId("p"), MediaKind.IMAGE, "p.jpg", 320, 180)
    timeline = rebuild(Timeline(), visuals=[replace(clip(), media=still)], overlays=[overlay])
    [cue] = set_cues(timeline, 96_000)
    assert (cue.first, cue.end, cue.source, cue.fade_in) == (24_000, 62_400, 201_600, 14_400)


def test_a_part_plays_forth_back_again_and_both_ways(tmp_path: Path) -> None:
    """A part from 1 s to 3 s with one tick at 1.5 s: half a second into it, one and a half from its end."""
    path = wav(tmp_path / "a.wav", ticks([1.5], 4.0))
    part = replace(effect(6 * RATE, source=RATE, until=3 * RATE))
    width = RATE // 500
    expected = {
        (Playback.ONCE, False): [0.5],
        (Playback.LOOP, False): [0.5, 2.5, 4.5],
        (Playback.BOOMERANG, False): [0.5, 3.5, 4.5],
        (Playback.ONCE, True): [1.5],
        (Playback.LOOP, True): [1.5, 3.5, 5.5],
        (Playback.BOOMERANG, True): [1.5, 2.5, 5.5],
    }
    for (playback, backwards), moments in expected.items():
        sound = heard([replace(part, playback=playback, backwards=backwards)], 6 * RATE, path)
        loud = np.flatnonzero(np.abs(sound[0]) > 0.1)
        starts = [loud[0], *(b for a, b in pairwise(loud.tolist()) if b - a > width)]
        assert [round(start / RATE, 2) for start in starts] == moments
        assert np.abs(sound[:, 6 * RATE - 1000 :]).max() < 0.01


@pytest.mark.parametrize("backwards", [False, True])
def test_a_long_part_is_not_kept_and_plays_the_same(tmp_path: Path, backwards: bool) -> None:
    noise = np.random.default_rng(4).uniform(-0.4, 0.4, (2, 12 * RATE)).astype(np.float32)
    path = wav(tmp_path / "a.wav", noise)
    for playback in Playback:
        cue = replace(effect(26 * RATE, until=12 * RATE), playback=playback, backwards=backwards)
        sound = heard([cue], 26 * RATE, path)
        first = noise[:, ::-1] if backwards else noise
        second = {Playback.ONCE: first * 0, Playback.LOOP: first, Playback.BOOMERANG: first[:, ::-1]}[playback]
        for at, wanted in ((RATE, first), (13 * RATE, second)):
            place = at % (12 * RATE)
            assert np.allclose(sound[:, at : at + RATE], wanted[:, place : place + RATE], atol=0.02)


def test_a_loop_has_no_click_at_its_seam(tmp_path: Path) -> None:
    path = wav(tmp_path / "a.wav", sine(0.5, 0.7503, hertz=220)[:, 55:])
    sound = heard([replace(effect(3 * RATE), playback=Playback.LOOP)], 3 * RATE, path)
    assert np.abs(np.diff(sound[:, 100:])).max() < 1.2 * 0.5 * 2 * np.pi * 220 / RATE


@pytest.mark.parametrize("speed", [0.1, 0.5, 0.8, 1.25, 2.0, 10.0])
def test_speed_keeps_pitch_length_and_place(speed: float) -> None:
    seconds = 2.0 if speed < 0.5 else 6.0
    sound = sine(0.4, seconds, hertz=440)
    sound[:, : sound.shape[1] // 2] = 0
    blocks = (sound[:, first : first + 7001] for first in range(0, sound.shape[1], 7001))
    made = np.concatenate(list(stretched(blocks, speed)), axis=1)
    assert made.shape[1] == pytest.approx(sound.shape[1] / speed, abs=RATE // 25)
    begins = int(np.argmax(np.abs(made[0]) > 0.2))
    assert begins == pytest.approx(made.shape[1] / 2, abs=RATE // 100 + RATE * 0.02 * abs(1 - 1 / speed))
    tone = made[0, begins + 2000 : made.shape[1] - 3000]
    pitch = np.argmax(np.abs(np.fft.rfft(tone * np.hanning(len(tone))))) * RATE / len(tone)
    assert pitch == pytest.approx(440, abs=2 * RATE / len(tone))


def test_ticks_at_double_speed_come_at_half_the_time(tmp_path: Path) -> None:
    marks = [0.5, 1.5, 2.5]
    sound = np.zeros((2, 4 * RATE), np.float32)
    for mark in marks:
        sound[:, round(mark * RATE) : round((mark + 0.2) * RATE)] = sine(0.5, 0.2)
    path = wav(tmp_path / "a.wav", sound)
    made = heard([replace(effect(2 * RATE, until=4 * RATE), speed=2.0)], 2 * RATE, path)
    for mark in marks:
        first = round((mark - 0.2) / 2 * RATE)
        onset = first + int(np.argmax(np.abs(made[0, first:]) > 0.25))
        assert onset == pytest.approx(mark / 2 * RATE, abs=RATE // 60)


def test_sound_lands_in_the_film_within_a_millisecond(studio: Studio) -> None:
    path = wav(studio.folder / "a.wav", ticks([0.3, 1.1], 2.0))
    voice = studio.add(path, MediaKind.AUDIO, ms=2000, sound=True)
    timeline = rebuild(
        sequence([studio.flat("p.png", (90, 90, 90))], ms=2000),
        sounds=[SoundClip(ClipId("s"), Span(500, 2000), voice, volume=1.0, whole=False, role=SoundRole.VOICE)],
    )
    order = RenderOrder(timeline, studio.sources, studio.folder / "out.mp4", Output(quality="draft"))
    carry_out(order, lambda _share, _doing: None)
    sound = decoded(order.out)
    assert sound.shape[1] == pytest.approx(2 * RATE, abs=1024)
    assert [found(sound, moment) for moment in (0.8, 1.6)] == pytest.approx([0.8 * RATE, 1.6 * RATE], abs=48)
