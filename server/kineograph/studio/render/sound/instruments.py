"""The instruments of the generated music: each makes one note or stroke as mono samples at 48 kHz.

Everything is computed from sines and seeded noise; no recording is used, so nothing is anybody's.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.plan.cues import RATE

Mono = NDArray[np.float32]
Instrument = Callable[[float, float], Mono]
"""Frequency in Hz and length in seconds to samples; strokes of drums ignore the frequency."""

_TABLE_BITS = 13


def _times(seconds: float) -> Mono:
    return np.arange(max(1, round(seconds * RATE)), dtype=np.float32) * np.float32(1 / RATE)


def _phases(hertz: float, count: int, offset: float = 0.0) -> NDArray[np.uint32]:
    """Where in its cycle a wave of ``hertz`` is at each sample, in 2^-32 of a cycle: whole numbers that wrap around, so
    a long note stays in tune."""
    step, start = (round(part * 2**32) % 2**32 for part in (hertz / RATE, offset))
    return np.arange(count, dtype=np.uint32) * np.uint32(step) + np.uint32(start)


def _angles(hertz: float, count: int) -> Mono:
    """The same in radians, from −π to π."""
    return np.asarray(_phases(hertz, count).view(np.int32) * np.float32(np.pi / 2**31), np.float32)


def _tone(hertz: float, times: Mono) -> Mono:
    return np.asarray(np.sin(_angles(hertz, len(times))), np.float32)


def _fall(times: Mono, rate: float) -> Mono:
    return np.asarray(np.exp(times * np.float32(-rate)), np.float32)


def _table(harmonics: tuple[float, ...]) -> NDArray[np.float32]:
    phase = np.arange(1 << _TABLE_BITS) * (2 * np.pi / (1 << _TABLE_BITS))
    wave = np.sum([level * np.sin((n + 1) * phase) for n, level in enumerate(harmonics)], axis=0)
    return np.asarray(wave / np.abs(wave).max(), np.float32)


_WARM = _table(tuple(1 / n**1.9 for n in range(1, 9)))
_BOWED = _table(tuple(1 / n**1.35 for n in range(1, 13)))


def _wave(table: NDArray[np.float32], hertz: float, count: int, offset: float = 0.0) -> Mono:
    return np.take(table, _phases(hertz, count, offset) >> np.uint32(32 - _TABLE_BITS))


def _shape(times: Mono, rise: float, fall: float) -> Mono:
    """Swells in ``rise`` and dies away in ``fall`` seconds, smoothly."""
    shape = np.ones_like(times)
    into = min(len(times), int(rise * RATE) + 1)
    out = min(len(times), int(fall * RATE) + 1)
    rising, falling = times[:into] / np.float32(rise), times[:out] / np.float32(fall)
    np.minimum(rising, 1, out=rising)
    np.minimum(falling, 1, out=falling)
    shape[:into] *= rising * rising * (3 - 2 * rising)
    shape[-out:] *= (falling * falling * (3 - 2 * falling))[::-1]
    return shape


def _chorus(table: NDArray[np.float32], hertz: float, seconds: float, rise: float, fall: float) -> Mono:
    times = _times(seconds + fall)
    wave = _wave(table, hertz * _SPREAD[0], len(times))
    for n, detune in enumerate(_SPREAD[1:], start=1):
        wave += _wave(table, hertz * detune, len(times), 0.31 * n)
    wave *= _shape(times, rise, fall)
    wave *= np.float32(1 / len(_SPREAD))
    return wave


_SPREAD = (0.9955, 1.0, 1.0047)


def pad(hertz: float, seconds: float) -> Mono:
    return _chorus(_WARM, hertz, seconds, 0.7, 1.1)


def strings(hertz: float, seconds: float) -> Mono:
    wave = _chorus(_BOWED, hertz, seconds, 0.55, 1.2)
    wave *= 0.75 + 0.25 * np.sin(np.linspace(0, np.pi, len(wave), dtype=np.float32))
    return wave


def spiccato(hertz: float, _seconds: float) -> Mono:
    times = _times(0.34)
    return np.asarray(
        _wave(_BOWED, hertz, len(times)) * np.minimum(times / np.float32(0.012), 1) * _fall(times, 11), np.float32
    )


def electric_piano(hertz: float, seconds: float) -> Mono:
    """Two-operator FM: a bright strike that mellows, with a slow tremolo."""
    times = _times(seconds + 0.6)
    turn = _angles(hertz, len(times))
    wave = np.sin(turn + np.float32(1.1) * _fall(times, 4.5) * np.sin(turn)) * _fall(times, 1.5)
    struck = times[: RATE // 2]  # the tine is gone by then
    wave[: len(struck)] += np.float32(0.12) * _tone(hertz * 7, struck) * _fall(struck, 16)
    wave *= np.float32(0.92) - np.float32(0.08) * _tone(4.6, times)
    wave *= _shape(times, 0.004, 0.5)
    return wave


def piano(hertz: float, seconds: float) -> Mono:
    """A soft felt piano: partials a little sharp, high ones gone first."""
    times = _times(seconds + 0.9)
    wave = np.zeros_like(times)
    for n, level in enumerate((1.0, 0.42, 0.22, 0.1, 0.05, 0.025), start=1):
        partial = hertz * n * (1 + 0.00035 * n * n)
        if partial < 9000:
            wave += np.float32(0.7 * level) * _tone(partial, times) * _fall(times, 1.3 + 0.9 * n)
    wave *= _shape(times, 0.006, 0.7)
    return wave


def pluck(hertz: float, _seconds: float) -> Mono:
    times = _times(0.9)
    wave = np.zeros_like(times)
    for n in range(1, 7):
        if hertz * n < 12000:
            wave += np.float32(0.6 / n**1.2) * _tone(hertz * n, times) * _fall(times, 4.2 + 2.6 * n)
    wave *= _shape(times, 0.003, 0.2)
    return wave


def bell(hertz: float, seconds: float) -> Mono:
    times = _times(seconds + 0.8)
    bend = np.float32(0.9) * _fall(times, 6) * _tone(3.01 * hertz, times)
    wave = np.float32(0.6) * np.sin(_angles(hertz, len(times)) + bend) * _fall(times, 2.6)
    wave *= _shape(times, 0.004, 0.6)
    return wave


def bass(hertz: float, seconds: float) -> Mono:
    times = _times(seconds)
    wave = _tone(hertz, times)
    wave += np.float32(0.28) * _tone(2 * hertz, times) * _fall(times, 3)
    wave += np.float32(0.1) * _tone(3 * hertz, times) * _fall(times, 6)
    return np.asarray(np.float32(0.8) * np.tanh(wave) * _fall(times, 0.7) * _shape(times, 0.008, 0.07), np.float32)


def kick(_hertz: float, _seconds: float) -> Mono:
    times = _times(0.32)
    turn = np.float32(2 * np.pi) * (46 * times - np.float32(74 / 34) * (_fall(times, 34) - 1))
    return np.asarray(np.sin(turn) * _fall(times, 10) * np.minimum(times / np.float32(0.002), 1), np.float32)


def drum(_hertz: float, _seconds: float) -> Mono:
    """A large, soft, far drum."""
    times = _times(1.1)
    turn = np.float32(2 * np.pi) * (52 * times + np.float32(38 / 16) * (1 - _fall(times, 16)))
    skin = _noise(len(times), 11, 900) * _fall(times, 28) * np.float32(0.5)
    return np.asarray((np.sin(turn) * _fall(times, 4.2) + skin) * np.minimum(times / np.float32(0.004), 1), np.float32)


def snare(_hertz: float, _seconds: float) -> Mono:
    times = _times(0.24)
    skin = np.float32(0.5) * _tone(186, times) * _fall(times, 24)
    wires = (_noise(len(times), 3, 6500) - _noise(len(times), 3, 900)) * _fall(times, 20)
    return np.asarray((skin + wires) * np.minimum(times / np.float32(0.001), 1), np.float32)


def clap(_hertz: float, _seconds: float) -> Mono:
    times = _times(0.26)
    hands = np.sum([np.where(times >= late, _fall(times - np.float32(late), rate), 0) for late, rate in _CLAPS], axis=0)
    return np.asarray((_noise(len(times), 5, 4200) - _noise(len(times), 5, 900)) * hands * 0.7, np.float32)


_CLAPS = ((0.0, 160.0), (0.011, 160.0), (0.023, 19.0))


def hat(_hertz: float, _seconds: float) -> Mono:
    times = _times(0.09)
    noise = _noise(len(times), 7, 16000) - _noise(len(times), 7, 6500)
    return np.asarray(noise * _fall(times, 60) * np.minimum(times / np.float32(0.001), 1), np.float32)


def shaker(_hertz: float, _seconds: float) -> Mono:
    times = _times(0.13)
    noise = _noise(len(times), 9, 11000) - _noise(len(times), 9, 4500)
    return np.asarray(noise * np.minimum(times / np.float32(0.03), 1) * _fall(times, 28), np.float32)


def _noise(count: int, seed: int, cutoff: float) -> Mono:
    """Seeded noise without what lies above ``cutoff`` Hz."""
    size = 1 << max(9, (count - 1).bit_length())
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(size))
    spectrum /= 1 + (np.fft.rfftfreq(size, 1 / RATE) / cutoff) ** 4
    return np.fft.irfft(spectrum, size)[:count].astype(np.float32)
