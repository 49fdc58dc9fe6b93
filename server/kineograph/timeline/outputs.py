"""In what file a timeline is delivered: container, quality, size and speed, apart from the draft's own canvas. Pure.

Both ends of the wire count with it: the studio to render, the caller to know what the file has to be. Sizes are told by
the short side, as people do: 1080p is 1920x1080 and 1080x1920 alike.
"""

from __future__ import annotations

from typing import get_args

from kineograph.timeline.clips import Canvas
from kineograph.timeline.vocabulary import Container, Output, Quality

__all__ = [
    "CONTAINERS", "GIF_SHORT_SIDES", "GIF_SPEEDS", "LARGEST_FRAME", "LONGEST_SIDE", "QUALITIES", "SHORT_SIDES",
    "SPEEDS", "Container", "Output", "Quality", "named_output", "objection", "output_canvas", "remarks", "too_large",
]  # fmt: skip

CONTAINERS: tuple[Container, ...] = get_args(Container)
QUALITIES: tuple[Quality, ...] = get_args(Quality)
SHORT_SIDES = (480, 720, 1080, 1440, 2160)
SPEEDS = (24, 25, 30, 50, 60)
GIF_SPEEDS = (10, 20, 25, 50)
"""A GIF counts in hundredths of a second: at these speeds every frame lasts a whole number of them."""
GIF_SHORT_SIDES = (480, 720)
"""Larger ones would take hundreds of megabytes, which nothing shows smoothly."""
_GIF_USUAL: dict[Quality, tuple[int, int]] = {"draft": (320, 10), "standard": (480, 20), "high": (640, 20)}
"""The long side and the speed of a GIF where none was asked for; a smaller canvas stays as it is."""

_RESOLUTIONS = {**{f"{side}p": side for side in SHORT_SIDES}, "2k": 1440, "4k": 2160}
_QUALITY_WORDS: dict[str, Quality] = {"medium": "standard", "low": "draft", **{word: word for word in QUALITIES}}

LONGEST_SIDE = 4096
LARGEST_FRAME = 36_864 * 256
"""Pixels, in whole blocks of 16 by 16: with the side, the limit of H.264 level 5.2 (its table A-1)."""


def named_output(container: str, quality: str, resolution: str = "", fps: int = 0) -> Output:
    """The output that these words mean: ``medium`` and ``low`` are standard and draft, an unknown quality is high.

    Raises ``ValueError`` with a sentence that says what can be done."""
    word = resolution.strip().lower()
    side = _RESOLUTIONS.get(word, 0 if word in ("", "keep") else -1)
    named = next((name for name in CONTAINERS if name == container.strip().lower()), None)
    level = _QUALITY_WORDS.get(quality.strip().lower(), "high")
    if named is None:
        raise ValueError(f"A video can be {_listed(CONTAINERS)}.")
    output = Output(named, level, side, fps)
    if said := objection(output):
        raise ValueError(said)
    return output


def objection(output: Output) -> str:
    """Why there is no such output, as a sentence with a remedy; empty where there is."""
    gif = output.container == "gif"
    sides, speeds = (GIF_SHORT_SIDES, GIF_SPEEDS) if gif else (SHORT_SIDES, SPEEDS)
    if output.container not in CONTAINERS:
        return f"A video can be {_listed(CONTAINERS)}."
    if output.quality not in QUALITIES:
        return f"The quality of a video can be {_listed(QUALITIES)}."
    if output.short_side and output.short_side not in sides:
        rather = " Take webm or mp4 for more." if gif else ""
        return f"The resolution of {_called(output)} can be {_listed([f'{side}p' for side in sides])}.{rather}"
    if output.fps and output.fps not in speeds:
        why = ": a GIF counts in hundredths of a second" if gif else ""
        return f"The fps of {_called(output)} can be {_listed(speeds)}{why}."
    return ""


def output_canvas(canvas: Canvas, output: Output) -> Canvas:
    """The canvas that is rendered: of the draft's proportions, in even pixels, of the size and the speed asked for."""
    width, height = canvas.width, canvas.height
    if output.short_side:
        width, height = _scaled(width, height, output.short_side / min(width, height))
    elif output.container == "gif":
        width, height = _scaled(width, height, min(1.0, _GIF_USUAL[output.quality][0] / max(width, height)))
    usual = min(_GIF_USUAL[output.quality][1], _exact(canvas.fps)) if output.container == "gif" else canvas.fps
    return Canvas(width, height, output.fps or usual, canvas.background)


def too_large(canvas: Canvas) -> bool:
    """Whether ``canvas`` is beyond what H.264 players take."""
    blocks = -(-canvas.width // 16) * -(-canvas.height // 16)
    return max(canvas.width, canvas.height) > LONGEST_SIDE or blocks * 256 > LARGEST_FRAME


def remarks(output: Output, canvas: Canvas) -> tuple[str, ...]:
    """What a user would not expect of the file, in sentences. ``canvas``: the draft's."""
    if output.container != "gif":
        return ()
    made = output_canvas(canvas, output)
    usual = "" if output.short_side and output.fps else "; resolution and fps change that"
    return (
        "A GIF has no sound and at most 256 colours; it plays for ever.",
        f"It is {made.width}x{made.height} at {made.fps} fps{usual}.",
    )


def _scaled(width: int, height: int, factor: float) -> tuple[int, int]:
    return max(2, round(width * factor / 2) * 2), max(2, round(height * factor / 2) * 2)


def _exact(fps: int) -> int:
    """The highest speed up to ``fps`` at which a frame lasts whole hundredths of a second."""
    return next(speed for speed in range(min(fps, 100), 0, -1) if 100 % speed == 0)


def _called(output: Output) -> str:
    return "a GIF" if output.container == "gif" else "a video"


def _listed(choices: tuple[object, ...] | list[str]) -> str:
    *most, last = map(str, choices)
    return f"{', '.join(most)} or {last}"
