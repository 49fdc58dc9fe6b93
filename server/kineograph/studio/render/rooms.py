"""The reverb of the generated music: a room of seeded noise that dies away, for a loop without a seam.

It is dark, so it is computed at half the rate: what it would hold above 12 kHz is not heard.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.cues import RATE

_HALF_RATE = RATE // 2
_HALVING = 23  # taps


def add_room(sound: NDArray[np.float32], send: NDArray[np.float32], tail: float, rng: np.random.Generator) -> None:
    """Adds to ``sound``, shape (2, n), the echo of ``send``, (n,), in a room in which sound dies away in ``tail``
    seconds. ``n`` is even."""
    taps = _taps()
    reach = _HALVING // 2 + 1
    around = np.concatenate([send[-reach:], send, send[:reach]])[None]
    half = np.ascontiguousarray(cv2.filter2D(around, -1, taps)[0, reach:-reach:2], np.float32)
    wet = _convolved(half, (_echo(tail, rng), _echo(tail, rng)))
    spread = np.zeros((2, len(send) + 2 * reach), np.float32)
    spread[:, reach:-reach:2] = 2 * wet
    spread[:, :reach], spread[:, -reach:] = spread[:, -2 * reach : -reach], spread[:, reach : 2 * reach]
    sound += cv2.filter2D(spread, -1, taps)[:, reach:-reach]


def _taps() -> NDArray[np.float32]:
    at = np.arange(_HALVING) - _HALVING // 2
    taps = np.sinc(at / 2) * np.hamming(_HALVING)
    return np.asarray(taps / taps.sum(), np.float32)[None]


def _convolved(sound: NDArray[np.float32], echoes: tuple[NDArray[np.float32], ...]) -> NDArray[np.float32]:
    """``sound`` in each of ``echoes``, around the circle, block by block."""
    length = len(echoes[0])
    size = 1 << (2 * length - 1).bit_length()
    step = size - length + 1
    rooms = [_spectrum(echo, size) for echo in echoes]
    wet = np.zeros((len(echoes), len(sound)), np.float32)
    for first in range(0, len(sound), step):
        part = sound[first : first + step]
        spectrum = _spectrum(part, size)
        for track, room in zip(wet, rooms, strict=True):
            product = cv2.mulSpectrums(spectrum, room, cv2.DFT_ROWS)
            block = cv2.dft(product, flags=cv2.DFT_ROWS | cv2.DFT_INVERSE | cv2.DFT_SCALE)[0]
            _add_round(track, block[: len(part) + length - 1], first)
    return wet


def _add_round(track: NDArray[np.float32], block: NDArray[np.float32], at: int) -> None:
    while len(block):
        count = min(len(block), len(track) - at)
        track[at : at + count] += block[:count]
        block, at = block[count:], 0


def _spectrum(sound: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    padded = np.zeros((1, size), np.float32)
    padded[0, : len(sound)] = sound
    return np.asarray(cv2.dft(padded, flags=cv2.DFT_ROWS), np.float32)


def _echo(tail: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """Noise that dies away in ``tail`` seconds, dark, after a short silence."""
    times = np.arange(round(tail * 1.2 * _HALF_RATE)) / _HALF_RATE
    noise = rng.standard_normal(len(times)) * np.exp(-times * (6.9 / tail)) * np.clip((times - 0.012) / 0.02, 0, 1)
    size = 1 << (len(times) - 1).bit_length()
    spectrum = np.fft.rfft(noise, size)
    spectrum /= 1 + (np.fft.rfftfreq(size, 1 / _HALF_RATE) / 4200) ** 2
    dark = np.fft.irfft(spectrum, size)[: len(times)]
    return np.asarray(dark / np.sqrt((dark**2).sum()) * 1.6, np.float32)
