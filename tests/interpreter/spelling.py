"""Edits as the corpus spells them: one short line each, every field that is not a default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import singledispatch
from typing import Any

from kineograph.timeline import edits as e
from kineograph.timeline.texting import USUAL
from kineograph.timeline.vocabulary import (
    Anchor,
    Easing,
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
    easing = "" if motions[0].easing is Easing.GENTLE else f"~{motions[0].easing}"
    return f"{name}{easing}" if strength == 0.12 else f"{name}@{strength:g}{easing}"


def _when(when: When) -> str:
    return "whole" if when.anchor is Anchor.WHOLE else f"{when.anchor}+{when.at_ms}/{when.duration_ms}"


def _fields(edit: Any, names: Sequence[str]) -> str:
    """The named fields that are not their default, " name=value" each."""
    usual = {field.name: field.default for field in fields(edit)}
    found = [(name, getattr(edit, name)) for name in names]
    spelled = [
        (name, _when(value) if isinstance(value, When) else value) for name, value in found if value != usual[name]
    ]
    return "".join(f" {name}={value:g}" if isinstance(value, float) else f" {name}={value}" for name, value in spelled)


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
def _(edit: e.ReplaceClip) -> str:
    return f"replace {edit.target} {edit.media.name}"


@spell.register
def _(edit: e.SetDuration) -> str:
    return f"duration {edit.scope} {edit.duration_ms} {_target(edit.target)}"


@spell.register
def _(edit: e.Trim) -> str:
    return f"trim {edit.head_ms}/{edit.tail_ms} {_target(edit.target)}"


@spell.register
def _(edit: e.CutRange) -> str:
    return f"{'cut' if edit.mode == 'remove' else 'keep'} {edit.start_ms}-{edit.end_ms}"


@spell.register
def _(edit: e.Split) -> str:
    return f"split {edit.at_ms}"


@spell.register
def _(edit: e.SetSpeed) -> str:
    return f"speed {edit.factor:g} {_target(edit.target)}"


@spell.register
def _(edit: e.Reverse) -> str:
    return f"backwards {_target(edit.target)}"


@spell.register
def _(edit: e.Loop) -> str:
    return edit.style if edit.style == "seamless" else f"loop {edit.style} {edit.times}"


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
    more = _fields(edit, ("ground", "enter", "leave", "opacity"))
    return f"text '{edit.text}' {edit.role} {place} {_when(when)} {edit.color} {size:g}{more}"


@spell.register
def _(edit: e.EditText) -> str:
    plain = {
        "text": None if edit.text is None else f"'{edit.text}'",
        "place": edit.place,
        "when": None if edit.when is None else _when(edit.when),
        "color": edit.color,
        "size": None if edit.size is None else f"{edit.size:g}",
    }
    changed = "".join(f" {name}={value}" for name, value in plain.items() if value is not None)
    return f"edit_text {edit.target}{changed}{_fields(edit, ('role', 'ground', 'enter', 'leave', 'opacity'))}"


@spell.register
def _(edit: e.RemoveText) -> str:
    return f"remove_text {_target(edit.target)}"


@spell.register
def _(edit: e.SetMusic) -> str:
    return f"music {edit.media.name if edit.media else edit.mood} {edit.volume:g}"


@spell.register
def _(edit: e.AddCaptions) -> str:
    more = _fields(edit, ("color", "size", "place"))
    return f"captions {'srt' if edit.srt else '|'.join(edit.lines)}{more}"


@spell.register
def _(edit: e.AddOverlay) -> str:
    return f"overlay {edit.media.name}{_fields(edit, ('place', 'size', 'opacity', 'style', 'when'))}"


@spell.register
def _(edit: e.EditOverlay) -> str:
    media = f" media={edit.media.name}" if edit.media else ""
    return f"edit_overlay {edit.target}{media}{_fields(edit, ('place', 'size', 'opacity', 'when'))}"


@spell.register
def _(edit: e.RemoveOverlay) -> str:
    return f"remove_overlay {_target(edit.target)}"


@spell.register
def _(edit: e.AddSound) -> str:
    return f"sound {edit.media.name} {edit.role}{_fields(edit, ('at_ms', 'volume', 'duck'))}"


@spell.register
def _(edit: e.RemoveSound) -> str:
    return f"remove_sound {edit.role or 'any'}"


@spell.register
def _(edit: e.SetFade) -> str:
    color = "" if edit.color == "#000000" else f" {edit.color}"
    return (
        f"fade {edit.of} {edit.edge} {edit.duration_ms}{color}{'' if not edit.target else ' ' + _target(edit.target)}"
    )


@spell.register
def _(_edit: e.RemoveMusic) -> str:
    return "remove_music"


@spell.register
def _(edit: e.SetVolume) -> str:
    target = f" {_target(edit.target)}" if edit.target else ""
    return f"volume {edit.of} {edit.level:{'+' if edit.relative else ''}}{target}"


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
