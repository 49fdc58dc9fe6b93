"""The instruments of the generated music: each makes one note or stroke as mono samples at 48 kHz.

Everything is computed from sines and seeded noise; no recording is used, so nothing is anybody's.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.cues import RATE

Mono = NDArray[np.float32]
Instrument = Callable[[float, float], Mono]
"""Frequency in Hz and length in seconds to samples; strokes of drums ignore the frequency."""

_TABLE = 8192


def _times(seconds: float) -> NDArray[np.float64]:
    return np.arange(max(1, round(seconds * RATE))) / RATE


def _table(harmonics: tuple[float, ...]) -> NDArray[np.float32]:
    phase = np.arange(_TABLE) * (2 * np.pi / _TABLE)
    wave = np.sum([level * np.sin((n + 1) * phase) for n, level in enumerate(harmonics)], axis=0)
    return np.asarray(wave / np.abs(wave).max(), np.float32)


_WARM = _table(tuple(1 / n**1.9 for n in range(1, 9)))
_BOWED = _table(tuple(1 / n**1.35 for n in range(1, 13)))


def _wave(table: NDArray[np.float32], hertz: float, times: NDArray[np.float64], offset: float = 0.0) -> Mono:
    return table[((times * hertz + offset) * _TABLE).astype(np.int64) % _TABLE]


def _shape(times: NDArray[np.float64], rise: float, fall: float) -> NDArray[np.float64]:
    """Swells in ``rise`` and dies away in ``fall`` seconds, smoothly."""
    length = times[-1]
    into = np.clip(times / rise, 0, 1)
    out = np.clip((length - times) / fall, 0, 1)
    return np.asarray((into * into * (3 - 2 * into)) * (out * out * (3 - 2 * out)), np.float64)


def _chorus(table: NDArray[np.float32], hertz: float, seconds: float, rise: float, fall: float) -> Mono:
    times = _times(seconds + fall)
    spread = (0.9955, 1.0, 1.0047)
    wave = sum(_wave(table, hertz * detune, times, 0.31 * n) for n, detune in enumerate(spread))
    return np.asarray(wave * _shape(times, rise, fall) / 3, np.float32)


def pad(hertz: float, seconds: float) -> Mono:
    return _chorus(_WARM, hertz, seconds, 0.7, 1.1)


def strings(hertz: float, seconds: float) -> Mono:
    times = _times(seconds + 1.2)
    swell = 0.75 + 0.25 * np.sin(np.pi * np.clip(times / (seconds + 1.2), 0, 1))
    return np.asarray(_chorus(_BOWED, hertz, seconds, 0.55, 1.2) * swell, np.float32)


def spiccato(hertz: float, _seconds: float) -> Mono:
    times = _times(0.34)
    bow = np.clip(times / 0.012, 0, 1) * np.exp(-times * 11)
    return np.asarray(_wave(_BOWED, hertz, times) * bow, np.float32)


def electric_piano(hertz: float, seconds: float) -> Mono:
    """Two-operator FM: a bright strike that mellows, with a slow tremolo."""
    times = _times(seconds + 0.6)
    turn = 2 * np.pi * hertz * times
    body = np.sin(turn + 1.1 * np.exp(-times * 4.5) * np.sin(turn)) * np.exp(-times * 1.5)
    tine = 0.12 * np.sin(turn * 7) * np.exp(-times * 16)
    tremolo = 1 - 0.16 * (0.5 + 0.5 * np.sin(2 * np.pi * 4.6 * times))
    return np.asarray((body + tine) * tremolo * _shape(times, 0.004, 0.5), np.float32)


def piano(hertz: float, seconds: float) -> Mono:
    """A soft felt piano: partials a little sharp, high ones gone first."""
    times = _times(seconds + 0.9)
    wave = np.zeros_like(times)
    for n, level in enumerate((1.0, 0.42, 0.22, 0.1, 0.05, 0.025), start=1):
        partial = hertz * n * (1 + 0.00035 * n * n)
        if partial < 9000:
            wave += level * np.sin(2 * np.pi * partial * times) * np.exp(-times * (1.3 + 0.9 * n))
    return np.asarray(0.7 * wave * _shape(times, 0.006, 0.7), np.float32)


def pluck(hertz: float, _seconds: float) -> Mono:
    times = _times(0.9)
    wave = np.zeros_like(times)
    for n in range(1, 7):
        if hertz * n < 12000:
            wave += np.sin(2 * np.pi * hertz * n * times) / n**1.2 * np.exp(-times * (4.2 + 2.6 * n))
    return np.asarray(0.6 * wave * _shape(times, 0.003, 0.2), np.float32)


def bell(hertz: float, seconds: float) -> Mono:
    times = _times(seconds + 0.8)
    turn = 2 * np.pi * hertz * times
    wave = np.sin(turn + 0.9 * np.exp(-times * 6) * np.sin(3.01 * turn)) * np.exp(-times * 2.6)
    return np.asarray(0.6 * wave * _shape(times, 0.004, 0.6), np.float32)


def bass(hertz: float, seconds: float) -> Mono:
    times = _times(seconds)
    turn = 2 * np.pi * hertz * times
    wave = np.sin(turn) + 0.28 * np.sin(2 * turn) * np.exp(-times * 3) + 0.1 * np.sin(3 * turn) * np.exp(-times * 6)
    return np.asarray(0.8 * np.tanh(wave) * np.exp(-times * 0.7) * _shape(times, 0.008, 0.07), np.float32)


def kick(_hertz: float, _seconds: float) -> Mono:
    times = _times(0.32)
    turn = 2 * np.pi * (46 * times - 74 / 34 * np.exp(-times * 34) + 74 / 34)
    return np.asarray(np.sin(turn) * np.exp(-times * 10) * np.clip(times / 0.002, 0, 1), np.float32)


def drum(_hertz: float, _seconds: float) -> Mono:
    """A large, soft, far drum."""
    times = _times(1.1)
    turn = 2 * np.pi * (52 * times + 38 / 16 * (1 - np.exp(-times * 16)))
    skin = _noise(len(times), 11, 900) * np.exp(-times * 28) * 0.5
    return np.asarray((np.sin(turn) * np.exp(-times * 4.2) + skin) * np.clip(times / 0.004, 0, 1), np.float32)


def snare(_hertz: float, _seconds: float) -> Mono:
    times = _times(0.24)
    skin = np.sin(2 * np.pi * 186 * times) * np.exp(-times * 24) * 0.5
    wires = (_noise(len(times), 3, 6500) - _noise(len(times), 3, 900)) * np.exp(-times * 20)
    return np.asarray((skin + wires) * np.clip(times / 0.001, 0, 1), np.float32)


def clap(_hertz: float, _seconds: float) -> Mono:
    times = _times(0.26)
    hands = sum(np.where(times >= late, np.exp(-(times - late) * rate), 0) for late, rate in _CLAPS)
    return np.asarray((_noise(len(times), 5, 4200) - _noise(len(times), 5, 900)) * hands * 0.7, np.float32)


_CLAPS = ((0.0, 160.0), (0.011, 160.0), (0.023, 19.0))


def hat(_hertz: float, _seconds: float) -> Mono:
    times = _times(0.09)
    noise = _noise(len(times), 7, 16000) - _noise(len(times), 7, 6500)
    return np.asarray(noise * np.exp(-times * 60) * np.clip(times / 0.001, 0, 1), np.float32)


def shaker(_hertz: float, _seconds: float) -> Mono:
    times = _times(0.13)
    noise = _noise(len(times), 9, 11000) - _noise(len(times), 9, 4500)
    return np.asarray(noise * np.clip(times / 0.03, 0, 1) * np.exp(-times * 28), np.float32)


def _noise(count: int, seed: int, cutoff: float) -> NDArray[np.float64]:
    """Seeded noise without what lies above ``cutoff`` Hz."""
    size = 1 << max(9, (count - 1).bit_length())
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(size))
    spectrum /= 1 + (np.fft.rfftfreq(size, 1 / RATE) / cutoff) ** 4
    return np.fft.irfft(spectrum, size)[:count]
