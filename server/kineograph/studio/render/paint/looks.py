"""Grades a picture: its light, its colours, its sharpness. Knows planes and looks.

What belongs to the picture is done here, once for a still and for every frame of footage by the same code; what belongs
to the screen (vignette, grain) is in :mod:`kineograph.studio.render.paint.screens`. Rules: values stay within BT.709's
limited range; luma goes through one curve; colour is scaled and shifted by how light the picture is there, so that
black stays black and light does not wash out. A neutral look gives back the very planes it was given.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.paint.planes import Plane, Planes
from kineograph.studio.render.paint.softness import soften, soften_plane
from kineograph.timeline.vocabulary import NEUTRAL, Look, Tone

_MOST_BLUR = 0.02  # of the canvas' height
_SHARPENED = 1.3  # pixels of a canvas of 1080 lines
_SHARPEST = 1.4
_LIFT = 1.6
_STEEP = 4.5
_FLAT = 0.6
_VIVID = 0.9
_FOLLOWS = 0.6  # how far colour follows what light does, as it would if red, green and blue went through the curve
_WARM_U, _WARM_V = -23.0, 18.0
_SEPIA_U, _SEPIA_V = -19.0, 15.0
_FADED_BLACK, _FADED_WHITE, _FADED_COLOR = 0.08, 0.95, 0.7

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Grade:
    """Tables by luma, 0..255: the new luma, and by what colour is multiplied and shifted."""

    curve: Plane
    gain: NDArray[np.float32]
    shift_u: NDArray[np.float32]
    shift_v: NDArray[np.float32]


def dressed(picture: Planes, look: Look, unit: float) -> Planes:
    """``picture`` in its ``look``. ``unit``: how many of its pixels are as high as the canvas."""
    if replace(look, vignette=0.0, grain=0.0) == NEUTRAL:
        return picture
    shown = _focused(picture, look, unit)
    if replace(look, vignette=0.0, grain=0.0, sharpen=0.0, blur=0.0) == NEUTRAL:
        return shown
    grade = _grade(look)
    light = cv2.resize(shown.y, (shown.u.shape[1], shown.u.shape[0]), interpolation=cv2.INTER_AREA)
    return Planes(
        np.asarray(cv2.LUT(shown.y, grade.curve), np.uint8),
        _colored(shown.u, np.asarray(light, np.uint8), grade.gain, grade.shift_u),
        _colored(shown.v, np.asarray(light, np.uint8), grade.gain, grade.shift_v),
        shown.chroma_x,
    )


def _focused(picture: Planes, look: Look, unit: float) -> Planes:
    if look.blur > 0:
        y, u, v = (np.empty_like(part) for part in picture.parts)
        soft = Planes(y, u, v, picture.chroma_x)
        soften(picture, look.blur * _MOST_BLUR * unit, soft)
        picture = soft
    if look.sharpen > 0:
        soft_y = np.empty_like(picture.y)
        soften_plane(picture.y, max(0.8, _SHARPENED * unit / 1080), soft_y)
        share = _SHARPEST * look.sharpen
        crisp = cv2.addWeighted(picture.y, 1 + share, soft_y, -share, 0)
        picture = Planes(np.asarray(np.clip(crisp, 16, 235), np.uint8), picture.u, picture.v, picture.chroma_x)
    return picture


def _colored(part: Plane, light: Plane, gain: NDArray[np.float32], shift: NDArray[np.float32]) -> Plane:
    if np.ptp(gain) == 0 and np.ptp(shift) == 0:
        values = (np.arange(256) - 128) * gain[0] + shift[0] + 128
        return np.asarray(cv2.LUT(part, np.clip(np.rint(values), 16, 240).astype(np.uint8)), np.uint8)
    values = np.subtract(part, np.float32(128), dtype=np.float32)
    cv2.multiply(values, cv2.LUT(light, gain), dst=values)
    cv2.add(values, cv2.LUT(light, shift + np.float32(128.5)), dst=values)
    return np.asarray(np.clip(values, 16, 240.5, out=values), np.uint8)


@lru_cache(maxsize=16)
def _grade(look: Look) -> _Grade:
    light = np.clip((np.arange(256) - 16) / 219, 0, 1)
    shown = _contrasted(_lit(light, look.brightness), look.contrast)
    gain = _follow(light, shown) * _saturated(look.saturation)
    bell = 2.4 * shown * (1 - shown) + 0.4 * shown
    u, v = _WARM_U * look.warmth * bell, _WARM_V * look.warmth * bell
    if look.tone in (Tone.BLACK_AND_WHITE, Tone.SEPIA):
        gain = np.zeros(256)
    if look.tone is Tone.SEPIA:
        brown = 2 * shown * (1 - shown) + 0.5 * shown
        u, v = u + _SEPIA_U * brown, v + _SEPIA_V * brown
    if look.tone is Tone.VINTAGE:
        # Prints that have aged: blacks are grey and bluish, whites yellowish, colours weak.
        shown = _FADED_BLACK + (_FADED_WHITE - _FADED_BLACK) * shown
        gain = gain * _FADED_COLOR
        u, v = u + 7 * (1 - shown) ** 2 - 13 * shown**1.5, v - 3 * (1 - shown) ** 2 + 7 * shown**1.5
    curve = np.rint(16 + 219 * np.clip(shown, 0, 1)).astype(np.uint8)
    return _Grade(curve, *(values.astype(np.float32) for values in (gain, u, v)))


def _lit(light: Values, brightness: float) -> Values:
    """Middle tones lighter or darker, black and white where they are; its steepest slope is 1 + 1.6."""
    k = _LIFT * abs(brightness)
    return light * (1 + k) / (1 + k * light) if brightness >= 0 else light / (1 + k - k * light)


def _contrasted(light: Values, contrast: float) -> Values:
    if contrast < 0:
        return 0.5 + (light - 0.5) * (1 + _FLAT * contrast)
    steep = 0.5 + 0.5 * np.tanh(_STEEP * (light - 0.5)) / np.tanh(_STEEP / 2)
    return np.asarray(light + contrast * (steep - light), np.float64)


def _follow(light: Values, shown: Values) -> Values:
    """By what colour is multiplied where light becomes ``shown``: what the curve does to differences and to sizes."""
    inner = slice(16, 236)
    slope, ratio = np.ones(256), np.ones(256)
    slope[inner] = np.gradient(shown[inner], light[inner])
    ratio[inner] = (shown[inner] + 0.02) / (light[inner] + 0.02)
    slope[:16], slope[236:] = slope[16], slope[235]
    ratio[:16], ratio[236:] = ratio[16], ratio[235]
    return np.asarray(np.clip(1 + _FOLLOWS * ((slope + ratio) / 2 - 1), 0.4, 1.8), np.float64)


def _saturated(saturation: float) -> float:
    return 1 + saturation * (_VIVID if saturation > 0 else 1.0)
