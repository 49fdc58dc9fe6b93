"""What each mood plays: tempo, harmony, patterns and sounds. Tables only.

A chord is a root and its intervals in semitones from it; a pattern is beats within a bar of four, with strengths.
"""

from __future__ import annotations

from dataclasses import dataclass

from kineograph.studio.render.sound import instruments
from kineograph.studio.render.sound.instruments import Instrument
from kineograph.timeline.vocabulary import Mood

Chord = tuple[int, tuple[int, ...]]
"""Root as a pitch class (0 = C) and intervals."""

_MAJOR, _MINOR, _SUS = (0, 4, 7), (0, 3, 7), (0, 5, 7)
_ADD9, _MAJ9, _MIN9, _MIN7, _DOM13 = (0, 4, 7, 14), (0, 4, 7, 11, 14), (0, 3, 7, 10, 14), (0, 3, 7, 10), (0, 4, 10, 21)
_C, _D, _E, _F, _G, _A, _B = 0, 2, 4, 5, 7, 9, 11


@dataclass(frozen=True, slots=True)
class Part:
    """One player. ``beats``: (beat, length in beats, strength); ``quiet_bars``: bars at the beginning of each eight in
    which it rests; ``width``: how far from the middle, −1..1; ``room``: how much of it the reverb hears."""

    sound: Instrument
    beats: tuple[tuple[float, float, float], ...]
    level: float
    room: float = 0.2
    width: float = 0.0
    center: int = 60
    quiet_bars: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """One mood. ``beat``: samples; ``scale``: pitch classes for the melody; ``tunes``: rhythms of it, (beat, length).
    ``swing``: how late the second half of a beat comes, in beats; ``dark``: low pass of the whole in Hz."""

    beat: int
    chords: tuple[Chord, ...]
    scale: tuple[int, ...]
    seed: int
    harmony: tuple[Part, ...]
    arpeggio: tuple[Part, ...]
    low: Part
    drums: tuple[Part, ...]
    tune: Part
    tunes: tuple[tuple[tuple[float, float], ...], ...]
    swing: float = 0.0
    dark: float = 18_000.0
    tail: float = 1.8
    dust: float = 0.0


def _every(step: float, length: float, strong: float, weak: float) -> tuple[tuple[float, float, float], ...]:
    count = round(4 / step)
    return tuple((n * step, length, strong if (n * step) % 1 == 0 else weak) for n in range(count))


_WHOLE = ((0.0, 4.0, 1.0),)
_NATURAL = (0, 2, 4, 5, 7, 9, 11)
_PENTATONIC = (0, 2, 4, 7, 9)

SCORES: dict[Mood, Score] = {
    Mood.LOFI: Score(
        beat=36_000,  # 80 to the minute
        chords=(
            *((_D, _MIN9), (_G, _DOM13), (_C, _MAJ9), (_A, _MIN9)),
            *((_F, _MAJ9), (_E, _MIN7), (_D, _MIN9), (_C, _MAJ9)),
        ),
        scale=_PENTATONIC,
        seed=80,
        harmony=(
            Part(instruments.electric_piano, ((0, 2.2, 1.0), (2.5, 1.3, 0.7)), 0.34, 0.3, -0.15, 62),
            Part(instruments.pad, _WHOLE, 0.10, 0.4, 0.2, 57),
        ),
        arpeggio=(),
        low=Part(instruments.bass, ((0, 1.3, 1.0), (1.5, 0.4, 0.5), (2.5, 1.2, 0.85)), 0.36, 0.02, 0, 38),
        drums=(
            Part(instruments.kick, ((0, 1, 1.0), (2.5, 1, 0.8)), 0.46, 0.03, quiet_bars=1),
            Part(instruments.snare, ((1, 1, 0.9), (3, 1, 1.0)), 0.26, 0.22, 0.05, quiet_bars=1),
            Part(instruments.hat, _every(0.5, 1, 0.7, 1.0), 0.15, 0.08, 0.3, quiet_bars=1),
        ),
        tune=Part(instruments.bell, (), 0.15, 0.5, 0.25, 76, quiet_bars=2),
        tunes=(((0.5, 0.5), (1.0, 1.0), (2.5, 1.0)), ((1.5, 0.5), (2.0, 1.5)), ((0.0, 1.5), (2.0, 0.5), (2.5, 1.0))),
        swing=0.09,
        dark=7_500,
        tail=1.6,
        dust=0.0035,
    ),
    Mood.CALM: Score(
        beat=45_000,  # 64
        chords=(
            *((_C, _ADD9), (_A, _MIN9), (_F, _MAJ9), (_G, _SUS)),
            *((_A, _MIN7), (_E, _MIN7), (_F, _MAJ9), (_G, _MAJOR)),
        ),
        scale=_PENTATONIC,
        seed=64,
        harmony=(
            Part(instruments.pad, _WHOLE, 0.26, 0.5, -0.25, 60),
            Part(instruments.pad, _WHOLE, 0.16, 0.6, 0.3, 67),
        ),
        arpeggio=(Part(instruments.piano, _every(0.5, 1.6, 1.0, 0.7), 0.24, 0.5, 0.12, 66),),
        low=Part(instruments.bass, ((0, 3.8, 1.0),), 0.26, 0.05, 0, 40),
        drums=(),
        tune=Part(instruments.piano, (), 0.34, 0.6, -0.1, 77, quiet_bars=2),
        tunes=(((0.0, 2.0), (2.0, 2.0)), ((0.0, 1.0), (1.0, 1.0), (2.0, 2.0)), ((1.0, 3.0),)),
        dark=9_000,
        tail=3.0,
    ),
    Mood.CINEMATIC: Score(
        beat=40_000,  # 72
        chords=(
            *((_A, _MINOR), (_F, _MAJOR), (_C, _MAJOR), (_G, _MAJOR)),
            *((_A, _MINOR), (_F, _MAJ9), (_D, _MINOR), (_E, _SUS)),
        ),
        scale=_NATURAL,
        seed=72,
        harmony=(
            Part(instruments.strings, _WHOLE, 0.26, 0.45, -0.3, 55),
            Part(instruments.strings, _WHOLE, 0.20, 0.5, 0.3, 64),
            Part(instruments.pad, _WHOLE, 0.14, 0.4, 0, 72, 2),
        ),
        arpeggio=(Part(instruments.spiccato, _every(0.5, 0.4, 1.0, 0.7), 0.17, 0.4, -0.2, 64, 1),),
        low=Part(instruments.strings, ((0, 3.9, 1.0),), 0.40, 0.2, 0, 38),
        drums=(
            Part(instruments.drum, ((0, 1, 1.0), (2.5, 1, 0.55), (3.0, 1, 0.7)), 0.55, 0.4, quiet_bars=2),
            Part(instruments.drum, ((3.5, 1, 0.35),), 0.4, 0.4, 0.2, quiet_bars=4),
        ),
        tune=Part(instruments.strings, (), 0.24, 0.6, 0.1, 74, quiet_bars=4),
        tunes=(((0.0, 2.0), (2.0, 2.0)), ((0.0, 3.0), (3.0, 1.0)), ((0.0, 4.0),)),
        tail=2.8,
    ),
    Mood.UPBEAT: Score(
        beat=24_000,  # 120
        chords=(
            *((_D, _MAJOR), (_A, _MAJOR), (_B, _MIN7), (_G, _ADD9)),
            *((_D, _ADD9), (_A, _SUS), (_G, _MAJ9), (_A, _MAJOR)),
        ),
        scale=(2, 4, 6, 9, 11),
        seed=120,
        harmony=(
            Part(instruments.pad, _WHOLE, 0.17, 0.3, -0.2, 62),
            Part(instruments.pluck, ((0, 1, 1.0), (1.5, 1, 0.8), (3.0, 1, 0.9)), 0.22, 0.2, 0.3, 66),
        ),
        arpeggio=(Part(instruments.pluck, _every(0.5, 0.5, 1.0, 0.75), 0.24, 0.25, -0.3, 74),),
        low=Part(instruments.bass, ((0, 0.9, 1), (1, 0.45, 0.7), (1.5, 0.9, 0.9), (3, 0.9, 0.9)), 0.32, 0.02, 0, 40),
        drums=(
            Part(instruments.kick, ((0, 1, 1.0), (1, 1, 0.9), (2, 1, 1.0), (3, 1, 0.9)), 0.40, 0.02, quiet_bars=2),
            Part(instruments.clap, ((1, 1, 1.0), (3, 1, 1.0)), 0.26, 0.25, quiet_bars=2),
            Part(instruments.hat, ((0.5, 1, 1), (1.5, 1, 1), (2.5, 1, 1), (3.5, 1, 1)), 0.17, 0.1, 0.25, quiet_bars=2),
            Part(instruments.shaker, _every(0.25, 1, 0.9, 0.55), 0.07, 0.1, -0.35),
        ),
        tune=Part(instruments.bell, (), 0.21, 0.35, 0.1, 79, quiet_bars=2),
        tunes=(
            ((0.0, 0.5), (0.5, 0.5), (1.5, 0.5), (2.0, 1.0)),
            ((0.5, 0.5), (1.0, 0.5), (2.0, 0.5), (2.5, 0.5), (3.0, 1.0)),
            ((0.0, 1.5), (1.5, 1.5), (3.0, 1.0)),
        ),
        tail=1.3,
    ),
    Mood.CORPORATE: Score(
        beat=28_800,  # 100
        chords=(
            *((_C, _ADD9), (_G, _MAJOR), (_A, _MIN7), (_F, _ADD9)),
            *((_F, _MAJ9), (_C, _MAJOR), (_G, _SUS), (_G, _MAJOR)),
        ),
        scale=_PENTATONIC,
        seed=100,
        harmony=(
            Part(instruments.pad, _WHOLE, 0.20, 0.35, 0.2, 60),
            Part(instruments.piano, ((0, 1.9, 1.0), (2, 1.9, 0.7)), 0.22, 0.3, -0.15, 62),
        ),
        arpeggio=(
            Part(instruments.pluck, _every(0.5, 0.5, 1.0, 0.7), 0.22, 0.3, -0.3, 67),
            Part(instruments.pluck, ((0.75, 0.5, 0.5), (1.75, 0.5, 0.5), (3.25, 0.5, 0.5)), 0.16, 0.4, 0.35, 79),
        ),
        low=Part(instruments.bass, ((0, 1.9, 1.0), (2, 1.4, 0.8), (3.5, 0.4, 0.6)), 0.36, 0.03, 0, 40),
        drums=(
            Part(instruments.kick, ((0, 1, 1.0), (2, 1, 0.9)), 0.42, 0.03, quiet_bars=2),
            Part(instruments.clap, ((1, 1, 0.8), (3, 1, 0.9)), 0.13, 0.3, 0.1, quiet_bars=4),
            Part(instruments.shaker, _every(0.5, 1, 0.7, 1.0), 0.09, 0.1, 0.3, quiet_bars=1),
        ),
        tune=Part(instruments.piano, (), 0.30, 0.45, 0.1, 77, quiet_bars=4),
        tunes=(((0.0, 1.0), (1.0, 1.0), (2.0, 2.0)), ((0.5, 0.5), (1.0, 1.0), (2.5, 1.5)), ((0.0, 3.0), (3.0, 1.0))),
        tail=1.8,
    ),
}
