"""What lies on the screen and not in the picture: vignette and grain. They stay where they are when the camera moves.

Masks and noise are made once for a size and strength, from numbers alone, so that every painter has the same. Nothing
is done where a look has neither.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from kineograph.studio.render.paint.planes import BLACK, Plane, Planes
from kineograph.studio.render.paint.views import Aim
from kineograph.timeline.clips import Canvas
from kineograph.timeline.vocabulary import Look

_DARKEST = 0.85
_CLEAR, _RIM = 0.42, 1.08  # of half the diagonal: inside nothing is darkened, beyond nothing more
_GRAIN = 13.0  # levels, one standard deviation at the strongest
_SPREAD = 36.0  # the same, of the noise as it is kept
_GRAIN_SIZE = 0.9  # pixels of a canvas of 1080 lines
_ROOM = 256  # pixels by which noise is moved from picture to picture at most
_SEED = 1895


@dataclass(frozen=True, slots=True)
class _Vignette:
    """By plane: the share that stays, in 1/255, and what is added so that black stays black."""

    keep: tuple[Plane, Plane, Plane]
    lift: tuple[Plane, Plane, Plane]


def finish(look: Look, grain: int, canvas: Canvas, aim: Aim, target: Planes) -> None:
    """Lays vignette and grain of ``look`` over ``target``, which shows the canvas moved by ``aim``. ``grain``: the
    number of the pattern."""
    if look.vignette <= 0 and look.grain <= 0:
        return
    x = _within(-aim.dx, canvas.width - target.width)
    y = _within(-aim.dy, canvas.height - target.height)
    if look.vignette > 0:
        _darken(_vignette(canvas.width, canvas.height, look.vignette), x, y, target)
    if look.grain > 0:
        _roughen(_noise(canvas.width, canvas.height), _grain_weight(look.grain), grain, (x, y), target.y)


def _darken(vignette: _Vignette, x: int, y: int, target: Planes) -> None:
    for part, keep, lift in zip(target.parts, vignette.keep, vignette.lift, strict=True):
        pixels = 1 if part is target.y else 2
        spot = (slice(y // pixels, y // pixels + part.shape[0]), slice(x // pixels, x // pixels + part.shape[1]))
        cv2.multiply(part, keep[spot], dst=part, scale=1 / 255)
        cv2.add(part, lift[spot], dst=part)


@lru_cache(maxsize=4)
def _vignette(width: int, height: int, strength: float) -> _Vignette:
    x = (np.arange(width, dtype=np.float32) + 0.5) / width * 2 - 1
    y = (np.arange(height, dtype=np.float32) + 0.5) / height * 2 - 1
    away = np.hypot(x[None, :], y[:, None]) / math.sqrt(2)
    share = np.clip((away - _CLEAR) / (_RIM - _CLEAR), 0, 1)
    lose = np.asarray(strength * _DARKEST * share * share * (3 - 2 * share), np.float32)
    half = np.asarray(cv2.resize(lose, (width // 2, height // 2), interpolation=cv2.INTER_AREA), np.float32)
    luma, colour = (np.rint(255 * (1 - part)).astype(np.uint8) for part in (lose, half))
    lift_y, lift_c = (np.rint(value * part).astype(np.uint8) for value, part in ((BLACK[0], lose), (BLACK[1], half)))
    return _Vignette((luma, colour, colour), (lift_y, lift_c, lift_c))


def _roughen(noise: Plane, weight: Plane, number: int, corner: tuple[int, int], luma: Plane) -> None:
    """``luma`` − w + w · noise / 128, w by how light it is: the noise is around 128, so on average nothing changes."""
    scattered = (number * 2654435761 + 40503) % 2**32
    x, y = corner[0] + scattered % _ROOM, corner[1] + scattered // _ROOM % _ROOM
    here = noise[y : y + luma.shape[0], x : x + luma.shape[1]]
    share = cv2.LUT(luma, weight)
    rough = cv2.add(cv2.subtract(luma, share), cv2.multiply(share, here, scale=1 / 128))
    np.clip(rough, 16, 235, out=luma)


@lru_cache(maxsize=2)
def _noise(width: int, height: int) -> Plane:
    """Noise around 128, larger than the canvas by the room to move it in; as fine as grain on a film of that size."""
    noise = np.random.default_rng(_SEED).standard_normal((height + _ROOM, width + _ROOM), np.float32)
    sigma = _GRAIN_SIZE * height / 1080
    if sigma > 0.3:
        noise = np.asarray(cv2.GaussianBlur(noise, (0, 0), sigma), np.float32)
    noise *= _SPREAD / float(noise.std())
    return np.clip(np.rint(noise + 128), 0, 255).astype(np.uint8)


@lru_cache(maxsize=16)
def _grain_weight(strength: float) -> Plane:
    """How strong grain is by luma: most in the middle tones, little in black and white, as on film."""
    light = np.clip((np.arange(256) - 16) / 219, 0, 1)
    weight = _GRAIN * 128 / _SPREAD * strength * (0.25 + 3 * light * (1 - light))
    return np.asarray(np.minimum(np.rint(weight), np.arange(256)), np.uint8)


def _within(value: float, room: int) -> int:
    """The even pixel nearest to ``value`` from which the part still lies on the screen."""
    return max(0, min(round(value / 2) * 2, room))
