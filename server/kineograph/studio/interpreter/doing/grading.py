"""Drafts of looks and turns → typed edits: what stands on the clips decides what can be taken off.

Raises :class:`Unresolved` where a number is out of bounds. Knows no words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from kineograph.studio.interpreter.doing.resolve import Plan, Unresolved, positions
from kineograph.studio.interpreter.drafts import looks as d
from kineograph.timeline.apply import apply_all
from kineograph.timeline.clips import VisualClip
from kineograph.timeline.edits import SetLook, Transform
from kineograph.timeline.vocabulary import NEUTRAL, Tone

_VALUES = tuple(field.name for field in fields(SetLook) if field.name not in ("relative", "reset", "target"))
_SIGNED = ("brightness", "contrast", "saturation", "warmth")


def look(plan: Plan, draft: d.LookDraft) -> None:
    """What is set and what is added are edits of their own."""
    target = positions(plan, draft.target)
    if _asks_for_colour(draft) and all(clip.look.tone is Tone.COLOR for clip in _standing(plan, target)):
        plan.remark("in_colour")
        return
    if any(not (-1 if name in _SIGNED else 0) <= value <= 1 for name, value in draft.set_to):
        raise Unresolved("bad_look")
    _grade(plan, draft, target)
    _multiply(plan, draft, target)
    if draft.scaled:
        plan.say("look_scale")
    if draft.guessed:
        plan.say("look_step", f"{abs(draft.by[0][1]):.0%}")


def _grade(plan: Plan, draft: d.LookDraft, target: tuple[int, ...]) -> None:
    if draft.tone is not None or draft.set_to or draft.reset:
        set_to: dict[str, Any] = dict(draft.set_to)
        _put(plan, SetLook(tone=draft.tone, **set_to, reset=draft.reset, target=target))
    if draft.by:
        by: dict[str, Any] = {name: min(max(value, -1.0), 1.0) for name, value in draft.by}
        _put(plan, SetLook(**by, relative=True, target=target))


def _multiply(plan: Plan, draft: d.LookDraft, target: tuple[int, ...]) -> None:
    """ "Half the grain": of what each clip has; nothing where it has none."""
    for name, factor in draft.times:
        clips = [(place, getattr(clip.look, name)) for place, clip in enumerate(_standing(plan, ()), 1)]
        found = [(place, value) for place, value in clips if value and (not target or place in target)]
        if not found:
            plan.remark("absent", name)
        for value in dict.fromkeys(value for _, value in found):
            places = tuple(place for place, each in found if each == value)
            alone: dict[str, Any] = {name: round(value * factor, 4)}
            _put(plan, SetLook(**alone, target=() if len(places) == len(clips) else places))


def _asks_for_colour(draft: d.LookDraft) -> bool:
    return draft.tone is Tone.COLOR and not (draft.set_to or draft.by or draft.reset)


def _standing(plan: Plan, target: Sequence[int]) -> list[VisualClip]:
    """The clips as they look so far."""
    clips = apply_all(plan.scene.timeline, plan.edits).visuals
    return [clips[place - 1] for place in target] if target else list(clips)


def _is_plain(clips: Sequence[VisualClip]) -> bool:
    return all(clip.look == NEUTRAL for clip in clips)


def _put(plan: Plan, edit: SetLook) -> None:
    """One edit where two speak of the same clips and not of the same field."""
    last = plan.looked[-1] if plan.looked else None
    if isinstance(last, SetLook) and _go_together(last, edit):
        said = {name: getattr(edit, name) for name in _VALUES if getattr(edit, name) is not None}
        plan.looked[-1] = replace(last, **said)
    else:
        plan.looked.append(edit)


def _go_together(first: SetLook, second: SetLook) -> bool:
    alike = first.target == second.target and first.relative == second.relative and not second.reset
    return alike and not any(getattr(first, name) is not None and getattr(second, name) is not None for name in _VALUES)


def take_off(plan: Plan, draft: d.LookRemoval) -> None:
    """Only what is there goes; what is not is said to be absent."""
    target = positions(plan, draft.target)
    clips = _standing(plan, target)
    gone: dict[str, Any] = {name: 0.0 for name in draft.fields if any(getattr(clip.look, name) for clip in clips)}
    toned = draft.tone is not None and any(clip.look.tone is draft.tone for clip in clips)
    if draft.tone is None and not draft.fields and not _is_plain(clips):
        _put(plan, SetLook(reset=True, target=target))
    elif gone or toned:
        _put(plan, SetLook(tone=Tone.COLOR if toned else None, **gone, target=target))
    else:
        plan.remark("absent", draft.said)


def transform(plan: Plan, draft: d.TransformDraft) -> None:
    if draft.rotate % 90:
        raise Unresolved("bad_angle", str(draft.rotate))
    if draft.guessed and draft.rotate and draft.target.is_open and plan.count > 1:
        raise Unresolved("which_clip")
    if draft.guessed:
        plan.say("mirrored" if draft.flip and not draft.rotate else "quarter_turn")
    edit = Transform(draft.rotate, draft.flip, positions(plan, draft.target))
    last = plan.looked[-1] if plan.looked else None
    if isinstance(last, Transform) and last.target == edit.target and not (last.flip or edit.rotate):
        plan.looked[-1] = replace(last, flip=edit.flip)
    else:
        plan.looked.append(edit)
