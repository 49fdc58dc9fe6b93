"""The reverb of the generated music: a room of seeded noise that dies away, for a loop without a seam.

It is dark, so it is computed at half the rate: what it would hold above 12 kHz is not heard. Block by block: beside the
loop itself it needs little memory.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.plan.cues import RATE

Track = NDArray[np.float32]

_HALF_RATE = RATE // 2
_HALVING = 23  # taps
_EDGE = _HALVING // 2 + 1


def halved(note: Track) -> Track:
    """``note`` at half the rate."""
    return np.asarray(cv2.filter2D(note[None], -1, _taps(), borderType=cv2.BORDER_CONSTANT)[0, ::2], np.float32)


def add_room(sound: NDArray[np.float32], send: Track, tail: float, rng: np.random.Generator) -> None:
    """Adds to ``sound``, shape (2, 2 n), the echo of ``send``, (n,) at half the rate, in a room in which sound dies
    away in ``tail`` seconds."""
    echoes = [_echo(tail, rng) for _ in sound]
    length = len(echoes[0])
    size = 1 << (2 * length - 1).bit_length()
    step = size - length + 1
    rooms = [_spectrum(echo, size) for echo in echoes]
    for first in range(0, len(send), step):
        part = send[first : first + step]
        spectrum = _spectrum(part, size)
        for track, room in zip(sound, rooms, strict=True):
            product = cv2.mulSpectrums(spectrum, room, cv2.DFT_ROWS)
            block = cv2.dft(product, flags=cv2.DFT_ROWS | cv2.DFT_INVERSE | cv2.DFT_SCALE)[0]
            add_round(track, _doubled(block[: len(part) + length - 1]), 2 * (first - _EDGE))


def add_round(track: Track, block: Track, at: int) -> None:
    """Adds ``block`` to ``track`` from ``at`` on; what passes its end goes on at its beginning."""
    at %= len(track)
    while len(block):
        count = min(len(block), len(track) - at)
        track[at : at + count] += block[:count]
        block, at = block[count:], 0


def _doubled(block: Track) -> Track:
    """At twice the rate, ``_EDGE`` samples of the old rate longer at both ends."""
    spread = np.zeros((1, 2 * (len(block) + 2 * _EDGE)), np.float32)
    spread[0, 2 * _EDGE : -2 * _EDGE : 2] = block
    return np.asarray(cv2.filter2D(spread, -1, 2 * _taps())[0], np.float32)


def _taps() -> NDArray[np.float32]:
    at = np.arange(_HALVING) - _HALVING // 2
    taps = np.sinc(at / 2) * np.hamming(_HALVING)
    return np.asarray(taps / taps.sum(), np.float32)[None]


def _spectrum(sound: Track, size: int) -> NDArray[np.float32]:
    padded = np.zeros((1, size), np.float32)
    padded[0, : len(sound)] = sound
    return np.asarray(cv2.dft(padded, flags=cv2.DFT_ROWS), np.float32)


def _echo(tail: float, rng: np.random.Generator) -> Track:
    """Noise that dies away in ``tail`` seconds, dark, after a short silence."""
    times = np.arange(round(tail * 1.2 * _HALF_RATE)) / _HALF_RATE
    noise = rng.standard_normal(len(times)) * np.exp(-times * (6.9 / tail)) * np.clip((times - 0.012) / 0.02, 0, 1)
    size = 1 << (len(times) - 1).bit_length()
    spectrum = np.fft.rfft(noise, size)
    spectrum /= 1 + (np.fft.rfftfreq(size, 1 / _HALF_RATE) / 4200) ** 2
    dark = np.fft.irfft(spectrum, size)[: len(times)]
    return np.asarray(dark / np.sqrt((dark**2).sum()) * 1.6, np.float32)
