"""Composes the music bed of a mood: always the same for the same mood and length, near −16 LUFS, without a seam.

The bed is a loop of whole bars. Notes and reverb that ring past its end ring on at its beginning, so it can repeat for
as long as a video lasts; memory is that of at most sixteen bars. Knows scores and instruments; no clip and no file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.plan.cues import RATE
from kineograph.studio.render.sound.instruments import Instrument, Mono
from kineograph.studio.render.sound.levels import Profile, measure
from kineograph.studio.render.sound.mastering import LOUDNESS, gain_towards
from kineograph.studio.render.sound.rooms import add_room, add_round, halved
from kineograph.studio.render.sound.scores import SCORES, Chord, Part, Score
from kineograph.timeline.vocabulary import Mood

_BARS = 16
_STEP = 4
_DARK = 31  # taps
_BLOCK = 1 << 17
_KEPT = 4 << 20  # samples of notes: 24 MB with their halves
_COARSE = 16  # samples
_RUMBLE = 43  # times as many: averaged over these, twice, only what is deep is left
_BEATS = 4
_EIGHT = 8


@dataclass(frozen=True, slots=True)
class Bed:
    """A loop, shape (2, n), and how loud it is."""

    sound: NDArray[np.float32]
    profile: Profile


def compose(mood: Mood, samples: int) -> Bed:
    """The loop for ``mood``, at −16 LUFS; no more bars than ``samples`` need."""
    score = SCORES[mood]
    bar = score.beat * _BEATS
    bars = min(_BARS, -(-max(1, samples) // (bar * _STEP)) * _STEP)
    desk = _Desk(bars * bar)
    rng = np.random.default_rng(score.seed)
    for number in range(bars):
        _play_bar(desk, score, number, rng)
    _play_tune(desk, score, bars, np.random.default_rng(score.seed + 1))
    return _mastered(desk, score)


class _Desk:
    """Places notes in a circle of ``length`` samples: dry in stereo, and, at half the rate, towards the reverb."""

    def __init__(self, length: int) -> None:
        self.dry = np.zeros((2, length), np.float32)
        self.room = np.zeros(length // 2, np.float32)
        self._notes: dict[tuple[Instrument, int, int], tuple[Mono, Mono]] = {}
        self._kept = 0

    def place(self, part: Part, at: float, pitch: int, seconds: float, level: float) -> None:
        note, half = self._note((part.sound, pitch, round(seconds * 1000)), seconds)
        angle = (part.width + 1) * np.pi / 4
        add_round(self.dry[0], note * np.float32(np.cos(angle) * level), int(at))
        add_round(self.dry[1], note * np.float32(np.sin(angle) * level), int(at))
        if part.room:
            add_round(self.room, half * np.float32(part.room * level), int(at) // 2)

    def _note(self, key: tuple[Instrument, int, int], seconds: float) -> tuple[Mono, Mono]:
        """Played once; the oldest notes are forgotten when there are too many."""
        if key not in self._notes:
            note = key[0](440 * 2 ** ((key[1] - 69) / 12), seconds)
            self._notes[key] = note, halved(note)
            self._kept += len(note)
            while self._kept > _KEPT:
                self._kept -= len(self._notes.pop(next(iter(self._notes)))[0])
        return self._notes[key]


def _play_bar(desk: _Desk, score: Score, number: int, rng: np.random.Generator) -> None:
    chord = score.chords[number % len(score.chords)]
    for part in score.harmony:
        notes = voicing(chord, part.center)
        _play(desk, score, part, number, [notes] * len(part.beats), rng)
    for part in score.arpeggio:
        rising = voicing(chord, part.center)
        order = [*rising, *rising[-2:0:-1]]
        _play(desk, score, part, number, [[order[n % len(order)]] for n in range(len(part.beats))], rng)
    root = _near(chord[0], score.low.center)
    _play(desk, score, score.low, number, [[root]] * len(score.low.beats), rng)
    for part in score.drums:
        _play(desk, score, part, number, [[60]] * len(part.beats), rng)


def _play(desk: _Desk, score: Score, part: Part, number: int, notes: list[list[int]], rng: np.random.Generator) -> None:
    """One part through one bar, with the small unevenness of a hand."""
    if number % _EIGHT < part.quiet_bars:
        return
    for (beat, length, strength), pitches in zip(part.beats, notes, strict=True):
        late = score.swing if beat % 1 == 0.5 else 0.0
        at = (number * _BEATS + beat + late) * score.beat + abs(rng.normal(0, 0.003)) * RATE
        touch = strength * (1 + rng.uniform(-0.08, 0.08)) * part.level / max(1, len(pitches)) ** 0.5
        for index, pitch in enumerate(pitches):
            roll = index * 0.008 * RATE if len(pitches) > 1 else 0
            desk.place(part, at + roll, pitch, length * score.beat / RATE, touch)


def voicing(chord: Chord, center: int) -> list[int]:
    """The chord's tones as near to ``center`` as they come, low to high: neighbours then lead into each other."""
    root, intervals = chord
    return sorted({_near(root + interval, center) for interval in intervals})


def _near(tone: int, center: int) -> int:
    return center + (tone - center + 6) % 12 - 6


def _play_tune(desk: _Desk, score: Score, bars: int, rng: np.random.Generator) -> None:
    """A tune in phrases of four bars: question, answer, question, close; every bar starts on a tone of its chord."""
    part = score.tune
    rhythms = [score.tunes[int(rng.integers(len(score.tunes)))] for _ in range(2)] + [score.tunes[-1]]
    contours = [[int(step) for step in rng.integers(-2, 3, size=8)] for _ in range(3)]
    last = part.center
    for number in range(bars):
        shape = (0, 1, 0, 2)[number % 4]
        if number % _EIGHT < part.quiet_bars:
            continue
        chord = score.chords[number % len(score.chords)]
        pitches = list(_line(chord, score, last, rhythms[shape], contours[shape]))
        for (beat, length), pitch in zip(rhythms[shape], pitches, strict=True):
            at = (number * _BEATS + beat + (score.swing if beat % 1 == 0.5 else 0)) * score.beat
            desk.place(part, at, pitch, length * score.beat / RATE, part.level * float(rng.uniform(0.85, 1.0)))
        last = pitches[-1]


def _line(
    chord: Chord, score: Score, last: int, rhythm: tuple[tuple[float, float], ...], contour: list[int]
) -> Iterator[int]:
    """Pitches for one bar: strong and long notes are chord tones, the others steps of the scale between them."""
    reach = range(score.tune.center - 8, score.tune.center + 9)
    ladder = [pitch for pitch in reach if pitch % 12 in score.scale]
    tones = [pitch for pitch in reach if (pitch - chord[0]) % 12 in {i % 12 for i in chord[1][:3]}]
    for index, (beat, length) in enumerate(rhythm):
        place = min(range(len(ladder)), key=lambda n: abs(ladder[n] - last))
        wanted = ladder[max(0, min(len(ladder) - 1, place + contour[index]))]
        if beat % 2 == 0 or length >= 1.5:
            wanted = min(tones, key=lambda pitch: (abs(pitch - wanted), pitch))
        last = wanted
        yield wanted


def _mastered(desk: _Desk, score: Score) -> Bed:
    """In place and block by block: the loop itself is nearly all the memory it takes."""
    rng = np.random.default_rng(score.seed + 2)
    sound = desk.dry
    for track in sound:
        _tone(track, score.dark)
    add_room(sound, desk.room, score.tail, rng)
    if score.dust:
        _add_dust(sound, score.dust, rng)
    sound *= np.float32(0.12 / (_level(sound) + 1e-9))
    np.tanh(sound, out=sound)  # glues the parts and rounds the peaks off before the loudness is set
    profile = measure(sound)
    gain = gain_towards(profile, LOUDNESS)
    sound *= np.float32(gain)
    return Bed(sound, profile.scaled(gain))


def _level(sound: NDArray[np.float32]) -> float:
    return float(np.mean([np.vdot(track, track) / len(track) for track in sound]) ** 0.5)


def _tone(track: NDArray[np.float32], dark: float) -> None:
    """Takes away what lies above ``dark`` Hz, and the rumble below about 30, around the circle."""
    coarse = track.reshape(-1, _COARSE).mean(axis=1)
    around = np.concatenate([coarse[-_RUMBLE:], coarse, coarse[:_RUMBLE]])[None]
    deep = cv2.blur(cv2.blur(around, (_RUMBLE, 1)), (_RUMBLE, 1))[0, _RUMBLE - 1 : 1 - _RUMBLE]
    steps = np.diff((deep[1:] + deep[:-1]) / 2)
    ramp = (np.arange(_COARSE, dtype=np.float32) + np.float32(0.5)) / _COARSE - np.float32(0.5)
    taps = _darkness(dark)
    beginning, left = track[:_DARK].copy(), track[-_DARK:].copy()
    for first in range(0, len(track), _BLOCK):
        block = track[first : first + _BLOCK]
        right = track[first + _BLOCK : first + _BLOCK + _DARK]
        around = np.concatenate([left, block, right, beginning[: _DARK - len(right)]])[None]
        left = around[0, len(block) : len(block) + _DARK].copy()
        low = slice(first // _COARSE, (first + len(block)) // _COARSE)
        block[:] = cv2.filter2D(around, -1, taps)[0, _DARK:-_DARK]
        pieces = block.reshape(-1, _COARSE)
        pieces -= deep[1:-1][low, None] + steps[low, None] * ramp


def _darkness(cutoff: float) -> NDArray[np.float32]:
    """A low pass of the fourth order without delay, as taps."""
    response = 1 / (1 + (np.fft.rfftfreq(1024, 1 / RATE) / cutoff) ** 4)
    taps = np.roll(np.fft.irfft(response), _DARK // 2)[:_DARK] * np.hanning(_DARK + 2)[1:-1]
    return np.asarray(taps / taps.sum(), np.float32)[None]


def _add_dust(sound: NDArray[np.float32], level: float, rng: np.random.Generator) -> None:
    """The quiet crackle of an old record."""
    for first in range(0, sound.shape[1], _BLOCK):
        block = sound[:, first : first + _BLOCK]
        dust = np.asarray(rng.standard_normal(block.shape[1], dtype=np.float32), np.float32)
        dust *= np.float32(0.12)
        places = rng.integers(0, max(1, len(dust) - 9), size=len(dust) // 9000)
        clicks = rng.normal(0, 4, size=len(places))[:, None] * np.hanning(9)
        np.add.at(dust, places[:, None] + np.arange(9), clicks.astype(np.float32))
        block += dust * np.float32(level)
