"""The typed edits of the video track: which clips there are, in what order, for how long, how they move and look.

Targets are 1-based positions on the video track, negative from the end; an empty target means all. Times are integer
milliseconds, strengths shares of 1. Nothing here is applied: see :mod:`kineograph.timeline.apply`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from kineograph.timeline.clips import Media
from kineograph.timeline.vocabulary import Fit, Motion, Tone, TransitionKind

Target = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AddClips:
    """Put media on the video track, in order, ``at`` a position (-1: at the end). ``motions`` are dealt in turn;
    ``duration_ms`` is for stills, footage keeps its own length."""

    op: ClassVar[str] = "add_clips"
    media: tuple[Media, ...]
    at: int = -1
    duration_ms: int = 3000
    motions: tuple[Motion, ...] = (Motion(),)
    transition: TransitionKind = TransitionKind.CUT
    transition_ms: int = 0
    fit: Fit = Fit.AUTO


@dataclass(frozen=True, slots=True)
class RemoveClips:
    op: ClassVar[str] = "remove_clips"
    target: Target


@dataclass(frozen=True, slots=True)
class ReplaceClip:
    """Another source in the place of the clip at ``target``: motion, transition and look stay, a still its length."""

    op: ClassVar[str] = "replace_clip"
    target: int
    media: Media


@dataclass(frozen=True, slots=True)
class MoveClip:
    """Take the clip at ``target`` and put it at position ``to`` (counted without it, -1 last)."""

    op: ClassVar[str] = "move_clip"
    target: int
    to: int


@dataclass(frozen=True, slots=True)
class SwapClips:
    op: ClassVar[str] = "swap_clips"
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class SortClips:
    """By file ``name`` (numbers count as numbers), by when they were ``captured`` or ``added``, the other way round,
    or in an order that looks random and is always the same."""

    op: ClassVar[str] = "sort_clips"
    by: Literal["name", "captured", "added", "reverse", "shuffle"]


@dataclass(frozen=True, slots=True)
class SetDuration:
    """``each``: every targeted clip lasts ``duration_ms``. ``total``: the whole video does, exactly. ``relative``:
    ``duration_ms`` (may be negative) is added to each targeted clip."""

    op: ClassVar[str] = "set_duration"
    duration_ms: int
    scope: Literal["each", "total", "relative"] = "each"
    target: Target = ()


@dataclass(frozen=True, slots=True)
class Trim:
    """Take so much off the beginning and the end of each targeted clip: off its source, where it is footage."""

    op: ClassVar[str] = "trim"
    head_ms: int = 0
    tail_ms: int = 0
    target: Target = ()


@dataclass(frozen=True, slots=True)
class CutRange:
    """Of the whole video's time: take ``[start_ms, end_ms)`` out, or ``keep`` nothing else."""

    op: ClassVar[str] = "cut_range"
    start_ms: int
    end_ms: int
    mode: Literal["remove", "keep"] = "remove"


@dataclass(frozen=True, slots=True)
class Split:
    """Part the clip that shows at ``at_ms`` of the whole video in two."""

    op: ClassVar[str] = "split"
    at_ms: int


@dataclass(frozen=True, slots=True)
class SetSpeed:
    """``factor`` 0.1–10 of the present speed: 2 is twice as fast. Footage plays and stills pass at it."""

    op: ClassVar[str] = "set_speed"
    factor: float
    target: Target = ()


@dataclass(frozen=True, slots=True)
class Reverse:
    """Play the targeted footage backwards, or forwards again."""

    op: ClassVar[str] = "reverse"
    target: Target = ()


@dataclass(frozen=True, slots=True)
class Loop:
    """The clips ``times`` over (2–20). ``boomerang``: there and back each time. ``seamless``: a single picture, as long
    as it was, whose move returns to where it began."""

    op: ClassVar[str] = "loop"
    times: int = 2
    style: Literal["repeat", "boomerang", "seamless"] = "repeat"


@dataclass(frozen=True, slots=True)
class SetTransition:
    """The transition *into* each targeted clip (2 = between the first and the second); empty: every cut."""

    op: ClassVar[str] = "set_transition"
    kind: TransitionKind
    duration_ms: int = 600
    target: Target = ()


@dataclass(frozen=True, slots=True)
class SetMotion:
    """``motions`` are dealt in turn over the targeted pictures."""

    op: ClassVar[str] = "set_motion"
    motions: tuple[Motion, ...]
    target: Target = ()


@dataclass(frozen=True, slots=True)
class SetLook:
    """How the targeted clips are graded, as :class:`Look` counts it; None leaves a field as it is. ``relative``: the
    numbers are added to what is there. ``reset``: first back to how the pictures came."""

    op: ClassVar[str] = "set_look"
    tone: Tone | None = None
    brightness: float | None = None
    contrast: float | None = None
    saturation: float | None = None
    warmth: float | None = None
    vignette: float | None = None
    grain: float | None = None
    sharpen: float | None = None
    blur: float | None = None
    relative: bool = False
    reset: bool = False
    target: Target = ()


@dataclass(frozen=True, slots=True)
class Transform:
    """Turn the targeted clips clockwise by ``rotate`` degrees (0, 90, 180, 270), then mirror them."""

    op: ClassVar[str] = "transform"
    rotate: int = 0
    flip: Literal["", "horizontal", "vertical"] = ""
    target: Target = ()
