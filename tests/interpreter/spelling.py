"""Edits as the corpus spells them: one short line each, every field that is not a default."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch

from kineograph.timeline import edits as e
from kineograph.timeline.texting import USUAL
from kineograph.timeline.vocabulary import (
    Anchor,
    Motion,
    MotionKind,
    When,
)

_SIGNED = ("brightness", "contrast", "saturation", "warmth")
_ALTERNATING = (MotionKind.ZOOM_IN, MotionKind.PAN_RIGHT, MotionKind.ZOOM_OUT, MotionKind.PAN_LEFT)


@singledispatch
def spell(edit: object) -> str:
    raise TypeError(f"not an edit: {edit}")


def _target(target: Sequence[int]) -> str:
    return ",".join(str(number) for number in target) or "*"


def _motions(motions: Sequence[Motion]) -> str:
    kinds = tuple(motion.kind for motion in motions)
    name = "alternating" if kinds == _ALTERNATING else ",".join(kinds)
    strength = motions[0].strength
    return name if strength == 0.12 else f"{name}@{strength:g}"


def _when(when: When) -> str:
    return "whole" if when.anchor is Anchor.WHOLE else f"{when.anchor}+{when.at_ms}/{when.duration_ms}"


@spell.register
def _(edit: e.AddClips) -> str:
    at = "" if edit.at == -1 else f" at {edit.at}"
    cut = f"{edit.transition}/{edit.transition_ms}"
    return f"add {len(edit.media)} {edit.duration_ms} {_motions(edit.motions)} {cut}{at}"


@spell.register
def _(edit: e.RemoveClips) -> str:
    return f"remove {_target(edit.target)}"


@spell.register
def _(edit: e.MoveClip) -> str:
    return f"move {edit.target} {edit.to}"


@spell.register
def _(edit: e.SwapClips) -> str:
    return f"swap {edit.first} {edit.second}"


@spell.register
def _(edit: e.SortClips) -> str:
    return edit.by if edit.by == "reverse" else f"sort {edit.by}"


@spell.register
def _(edit: e.SetDuration) -> str:
    return f"duration {edit.scope} {edit.duration_ms} {_target(edit.target)}"


@spell.register
def _(edit: e.SetTransition) -> str:
    return f"transition {edit.kind}/{edit.duration_ms} {_target(edit.target)}"


@spell.register
def _(edit: e.SetMotion) -> str:
    return f"motion {_motions(edit.motions)} {_target(edit.target)}"


@spell.register
def _(edit: e.AddText) -> str:
    usual = USUAL[edit.role]
    place, when, size = edit.place or usual.place, edit.when or usual.when, edit.size or usual.size
    return f"text '{edit.text}' {edit.role} {place} {_when(when)} {edit.color} {size:g}"


@spell.register
def _(edit: e.EditText) -> str:
    fields = {
        "text": None if edit.text is None else f"'{edit.text}'",
        "place": edit.place,
        "when": None if edit.when is None else _when(edit.when),
        "color": edit.color,
        "size": None if edit.size is None else f"{edit.size:g}",
    }
    changed = " ".join(f"{name}={value}" for name, value in fields.items() if value is not None)
    return f"edit_text {edit.target} {changed}"


@spell.register
def _(edit: e.RemoveText) -> str:
    return f"remove_text {_target(edit.target)}"


@spell.register
def _(edit: e.SetMusic) -> str:
    return f"music {edit.media.name if edit.media else edit.mood} {edit.volume:g}"


@spell.register
def _(edit: e.AddCaptions) -> str:
    return f"captions {'srt' if edit.srt else len(edit.lines)}"


@spell.register
def _(_edit: e.RemoveMusic) -> str:
    return "remove_music"


@spell.register
def _(edit: e.SetVolume) -> str:
    return f"volume {edit.of} {edit.level:{'+' if edit.relative else ''}}"


@spell.register
def _(edit: e.SetFrame) -> str:
    size = f"canvas {edit.width}x{edit.height}" if edit.width else "frame"
    return f"{size}{_said(edit, 'fps', 'background', 'fit')}{_of(edit.target)}"


@spell.register
def _(edit: e.SetLook) -> str:
    names = ("tone", *_SIGNED, "vignette", "grain", "sharpen", "blur")
    start = "look" + (" reset" if edit.reset else "") + (" by" if edit.relative else "")
    return f"{start}{_said(edit, *names)}{_of(edit.target)}"


@spell.register
def _(edit: e.Transform) -> str:
    rotate = f" rotate={edit.rotate}" if edit.rotate else ""
    flip = f" flip={edit.flip}" if edit.flip else ""
    return f"transform{rotate}{flip}{_of(edit.target)}"


@spell.register
def _(edit: e.SetOutput) -> str:
    return f"output{_said(edit, 'container', 'quality', 'short_side', 'fps')}"


def _said(edit: object, *names: str) -> str:
    """The fields that are not None, each with its value."""
    values = ((name, getattr(edit, name)) for name in names)
    return "".join(f" {name}={value:g}" if isinstance(value, float) else f" {name}={value}"
                   for name, value in values if value is not None)  # fmt: skip


def _of(target: Sequence[int]) -> str:
    return f" of {_target(target)}" if target else ""


@spell.register
def _(edit: e.Undo) -> str:
    return f"undo {edit.steps}"


@spell.register
def _(edit: e.Redo) -> str:
    return f"redo {edit.steps}"
