"""Edits of how clips look: graded, turned, mirrored, fitted into the frame; the frame itself; what an export makes."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Literal

from kineograph.timeline.clip_edits import SetLook, Transform
from kineograph.timeline.clips import Timeline, VisualClip
from kineograph.timeline.edits import SetFrame, SetOutput
from kineograph.timeline.layout import rebuild
from kineograph.timeline.outputs import objection
from kineograph.timeline.targets import EditError, at_most, checked_color, positions
from kineograph.timeline.vocabulary import NEUTRAL, Look

MAX_SIDE = 7680
MAX_FPS = 60
_NUMBERS = tuple(field.name for field in fields(Look) if field.name != "tone")
_SIGNED = ("brightness", "contrast", "saturation", "warmth")

Flip = Literal["", "horizontal", "vertical"]


def set_look(timeline: Timeline, edit: SetLook) -> Timeline:
    visuals = list(timeline.visuals)
    for index in positions(edit.target, len(visuals)):
        before = NEUTRAL if edit.reset else visuals[index].look
        visuals[index] = replace(visuals[index], look=_graded(before, edit))
    return rebuild(timeline, visuals=visuals)


def _graded(look: Look, edit: SetLook) -> Look:
    wanted: dict[str, float] = {}
    for field in _NUMBERS:
        value: float | None = getattr(edit, field)
        if value is None:
            continue
        low = -1.0 if field in _SIGNED else 0.0
        if edit.relative:
            at_most(value, -1, 1, f"A change of {field}")
            wanted[field] = round(min(max(getattr(look, field) + value, low), 1.0), 4)
        else:
            at_most(value, low, 1, field.capitalize())
            wanted[field] = value
    return replace(look, **wanted, tone=look.tone if edit.tone is None else edit.tone)


def transform(timeline: Timeline, edit: Transform) -> Timeline:
    if edit.rotate not in (0, 90, 180, 270):
        raise EditError("OUT_OF_RANGE", "A picture turns by 90, 180 or 270 degrees clockwise.")
    visuals = list(timeline.visuals)
    for index in positions(edit.target, len(visuals)):
        visuals[index] = _turned(visuals[index], edit)
    return rebuild(timeline, visuals=visuals)


def _turned(clip: VisualClip, edit: Transform) -> VisualClip:
    """What is done already, and then the edit, as one turn and one mirroring after it."""
    angle, mirrored = clip.rotate, bool(clip.flip)
    angle += 180 if clip.flip == "vertical" else 0  # upside down is left to right and half a turn
    angle += -edit.rotate if mirrored else edit.rotate
    if edit.flip:
        angle += 180 if edit.flip == "vertical" else 0
        mirrored = not mirrored
    angle %= 360
    flip: Flip = "horizontal" if mirrored else ""
    if mirrored and angle in (180, 270):
        angle, flip = angle - 180, "vertical"
    return replace(clip, rotate=angle, flip=flip)


def set_frame(timeline: Timeline, edit: SetFrame) -> Timeline:
    canvas = timeline.canvas
    width, height = edit.width, edit.height
    if width is not None and height is None:
        height = _even(canvas.height * width / canvas.width)
    if height is not None and width is None:
        width = _even(canvas.width * height / canvas.height)
    for side in (width, height):
        if side is not None:
            _check_side(side)
    if edit.fps is not None:
        at_most(edit.fps, 1, MAX_FPS, "Frames per second")
    if edit.background is not None:
        checked_color(edit.background)
    canvas = replace(
        canvas,
        width=canvas.width if width is None else width,
        height=canvas.height if height is None else height,
        fps=edit.fps or canvas.fps,
        background=edit.background or canvas.background,
    )
    visuals = list(timeline.visuals)
    for index in positions(edit.target, len(visuals)) if edit.fit is not None else ():
        visuals[index] = replace(visuals[index], fit=edit.fit or visuals[index].fit)
    return rebuild(replace(timeline, canvas=canvas), visuals=visuals)


def _even(side: float) -> int:
    return max(2, round(side / 2) * 2)


def _check_side(side: int) -> None:
    at_most(side, 2, MAX_SIDE, "A side of the video in pixels")
    if side % 2:
        raise EditError("ODD_SIZE", f"A side of {side} pixels cannot be encoded.", "Use even numbers.")


def set_output(timeline: Timeline, edit: SetOutput) -> Timeline:
    said = {field: value for field in ("container", "quality", "short_side", "fps")
            if (value := getattr(edit, field)) is not None}  # fmt: skip
    output = replace(timeline.output, **said)
    if said_no := objection(output):
        raise EditError("NO_SUCH_OUTPUT", said_no)
    return replace(timeline, output=output)
