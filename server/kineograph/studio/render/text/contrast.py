"""Colours of a text, and what must lie under it to be read on any picture (WCAG 2.2, 1.4.3). Pure."""

from __future__ import annotations

from kineograph.timeline.clips import TextClip

_CONTRAST = 4.8
"""What is aimed at, so that 4.5 is left after encoding."""

_PLATE = 0.6
"""No plate is less dense."""


def tint(clip: TextClip) -> tuple[int, int, int]:
    """The colour of the letters; white where it is not a colour."""
    try:
        red, green, blue = bytes.fromhex(clip.color.removeprefix("#"))
    except ValueError:
        return 255, 255, 255
    return red, green, blue


def colors(clip: TextClip) -> tuple[str, str]:
    """The colour of the letters and of what lies under them."""
    ink = tint(clip)
    return "#{:02x}{:02x}{:02x}".format(*ink), "#000000" if stands_on_dark(ink) else "#ffffff"


def luminance(color: tuple[int, int, int]) -> float:
    """Relative luminance, 0 black to 1 white (WCAG 2.2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (value / 255 for value in color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def stands_on_dark(color: tuple[int, int, int]) -> bool:
    """Whether letters of the colour are told better from black than from white."""
    return (luminance(color) + 0.05) ** 2 > 1.05 * 0.05


def density(color: tuple[int, int, int]) -> float:
    """How dense a plate must be under letters of the colour, whatever lies behind it."""
    own = luminance(color) + 0.05
    limit = own / _CONTRAST - 0.05 if stands_on_dark(color) else own * _CONTRAST - 0.05
    limit = min(1.0, max(0.0, limit))
    shown = 12.92 * limit if limit <= 0.0031308 else 1.055 * limit ** (1 / 2.4) - 0.055
    return float(min(1.0, max(_PLATE, 1 - shown if stands_on_dark(color) else shown)))
