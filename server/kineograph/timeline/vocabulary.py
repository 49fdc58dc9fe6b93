"""The words a timeline is made of: how a picture moves, comes in, looks; how a text stands; how sound is meant.

Enumerations and small values, frozen, with units and bounds. What a clip is made of them is in
:mod:`kineograph.timeline.clips`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NewType

MediaId = NewType("MediaId", str)
ClipId = NewType("ClipId", str)


class MediaKind(StrEnum):
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"


class MotionKind(StrEnum):
    """The camera's move over a picture. ``pan_left``: the camera looks further and further to the left.

    ``ken_burns_in``: from the whole picture to its subject, travelling and magnifying at once; ``ken_burns_out`` back.
    ``rotate_in``: magnified and turned a little at first, upright at the end. ``parallax``: the subject moves against
    what is behind it."""

    STILL = "still"
    ZOOM_IN = "zoom_in"
    ZOOM_OUT = "zoom_out"
    PAN_LEFT = "pan_left"
    PAN_RIGHT = "pan_right"
    PAN_UP = "pan_up"
    PAN_DOWN = "pan_down"
    PAN_UP_LEFT = "pan_up_left"
    PAN_UP_RIGHT = "pan_up_right"
    PAN_DOWN_LEFT = "pan_down_left"
    PAN_DOWN_RIGHT = "pan_down_right"
    KEN_BURNS_IN = "ken_burns_in"
    KEN_BURNS_OUT = "ken_burns_out"
    ROTATE_IN = "rotate_in"
    PARALLAX = "parallax"


class Easing(StrEnum):
    """How fast a move runs. ``gentle``: slower at both ends, never at rest. ``ease_in``: from rest."""

    GENTLE = "gentle"
    LINEAR = "linear"
    EASE_IN = "ease_in"
    EASE_OUT = "ease_out"
    EASE_IN_OUT = "ease_in_out"


@dataclass(frozen=True, slots=True)
class Motion:
    """``strength``: the share of the picture that the move travels or magnifies, 0 < strength ≤ 0.5."""

    kind: MotionKind = MotionKind.STILL
    strength: float = 0.12
    easing: Easing = Easing.GENTLE


class TransitionKind(StrEnum):
    """``slide_left``: the next clip enters from the right, moves left and covers the one before; ``push_left``: both
    move. ``wipe_left``: the edge runs to the left. ``circle``: the next one opens from the middle. ``zoom``: through
    the one before into the next. ``blur``: out of focus and back."""

    CUT = "cut"
    CROSSFADE = "crossfade"
    FADE_BLACK = "fade_black"
    FADE_WHITE = "fade_white"
    SLIDE_LEFT = "slide_left"
    SLIDE_RIGHT = "slide_right"
    SLIDE_UP = "slide_up"
    SLIDE_DOWN = "slide_down"
    PUSH_LEFT = "push_left"
    PUSH_RIGHT = "push_right"
    PUSH_UP = "push_up"
    PUSH_DOWN = "push_down"
    WIPE_LEFT = "wipe_left"
    WIPE_RIGHT = "wipe_right"
    WIPE_UP = "wipe_up"
    WIPE_DOWN = "wipe_down"
    CIRCLE = "circle"
    ZOOM = "zoom"
    BLUR = "blur"


@dataclass(frozen=True, slots=True)
class Transition:
    """How a clip comes in from the one before it; ``duration_ms`` is centred on the cut, 0 for a plain cut."""

    kind: TransitionKind = TransitionKind.CUT
    duration_ms: int = 0


CUT = Transition()


@dataclass(frozen=True, slots=True)
class Fade:
    """How the video comes from ``color`` (``#rrggbb``) at its start, or goes to it at its end; 0 ms: not at all."""

    duration_ms: int = 0
    color: str = "#000000"


NO_FADE = Fade()

Flip = Literal["", "horizontal", "vertical"]
"""``horizontal``: left and right change places."""


class Fit(StrEnum):
    """How a picture of another shape fills the canvas. ``auto``: ``cover`` where three fifths of it stay in view,
    else ``blur`` (whole picture over a blurred plate of itself)."""

    AUTO = "auto"
    COVER = "cover"
    CONTAIN = "contain"
    BLUR = "blur"


class Tone(StrEnum):
    """The colours of a picture: its own, none, brown, or faded."""

    COLOR = "color"
    BLACK_AND_WHITE = "black_and_white"
    SEPIA = "sepia"
    VINTAGE = "vintage"


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is graded. ``brightness`` to ``warmth``: −1 to 1, 0 leaves it as it is; the rest: 0 to 1."""

    brightness: float = 0.0
    contrast: float = 0.0
    saturation: float = 0.0
    warmth: float = 0.0
    tone: Tone = Tone.COLOR
    vignette: float = 0.0
    grain: float = 0.0
    sharpen: float = 0.0
    blur: float = 0.0


NEUTRAL = Look()


class Playback(StrEnum):
    """What footage does when it ends before its clip: its last frame holds, it begins again, or it runs back and
    forth."""

    ONCE = "once"
    LOOP = "loop"
    BOOMERANG = "boomerang"


class Mood(StrEnum):
    """Character of a generated music bed."""

    LOFI = "lo-fi"
    UPBEAT = "upbeat"
    CINEMATIC = "cinematic"
    CALM = "calm"
    CORPORATE = "corporate"


class SoundRole(StrEnum):
    """What a sound is for: music gives way to a voice, an effect does neither."""

    MUSIC = "music"
    VOICE = "voice"
    EFFECT = "effect"


class Place(StrEnum):
    TOP_LEFT = "top_left"
    TOP = "top"
    TOP_RIGHT = "top_right"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    BOTTOM_LEFT = "bottom_left"
    BOTTOM = "bottom"
    BOTTOM_RIGHT = "bottom_right"


class TextRole(StrEnum):
    """``lower_third``: a name over a bar, low and to a side. ``credits``: lines that roll up through the picture.
    ``watermark``: small, faint, in a corner."""

    TITLE = "title"
    CAPTION = "caption"
    LOWER_THIRD = "lower_third"
    CREDITS = "credits"
    WATERMARK = "watermark"


class Ground(StrEnum):
    """What makes a text readable on any picture. ``auto``: what its role has."""

    AUTO = "auto"
    NONE = "none"
    SHADOW = "shadow"
    PLATE = "plate"


class TextEffect(StrEnum):
    """How a text comes and goes. ``typewriter`` shows letter by letter; going, it takes them away."""

    NONE = "none"
    FADE = "fade"
    SLIDE = "slide"
    TYPEWRITER = "typewriter"


class OverlayStyle(StrEnum):
    """``plain``: as it is, for a logo. ``framed``: round corners and a shadow, for a picture in the picture."""

    PLAIN = "plain"
    FRAMED = "framed"


Container = Literal["mp4", "mov", "webm", "gif"]
Quality = Literal["draft", "standard", "high"]


@dataclass(frozen=True, slots=True)
class Output:
    """In what file a video is delivered. ``short_side`` in pixels and ``fps`` in frames per second; 0 as the canvas has
    it, and for a GIF as is usual."""

    container: Container = "mp4"
    quality: Quality = "high"
    short_side: int = 0
    fps: int = 0


class Anchor(StrEnum):
    START = "start"
    END = "end"
    ABSOLUTE = "absolute"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class When:
    """When a text or an overlay shows. The anchor is kept, so that "at the end" stays at the end however long the video
    becomes.

    ``at_ms`` counts from the anchor (for ``end``: how long before the end it starts disappearing, normally 0)."""

    anchor: Anchor = Anchor.START
    at_ms: int = 0
    duration_ms: int = 3000
