"""Drafts of durations → typed edits: each, in all, or longer by; what is left open is decided by the clips there are.

Raises :class:`Unresolved` where the words leave two readings. Knows no words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from kineograph.studio.interpreter.doing.planned import standing
from kineograph.studio.interpreter.doing.resolve import Plan, Said, Unresolved, folds, positions
from kineograph.studio.interpreter.drafts import general as d
from kineograph.timeline.apply import apply_all
from kineograph.timeline.edits import SetDuration
from kineograph.timeline.span import seconds_text
from kineograph.timeline.vocabulary import MediaKind

LONGEST_EACH_MS, SHORTEST_TOTAL_MS = 4000, 8000
"""In a new video a bare length up to the one is a picture's, from the other on the video's; between, who knows"""

_SHORTEST_MS = 500
"""What a wish for shorter pictures does not go below by itself; from there it halves."""


def duration(plan: Plan, draft: d.Duration) -> None:
    """Each, in all, or longer by; what the words leave open is decided by how many clips there are."""
    if plan.count == 0:
        raise Unresolved("nothing_yet")
    target = positions(plan, draft.target)
    if draft.factor or not draft.like.is_open:
        (_times if draft.like.is_open else _as_long)(plan, draft, target)
        return
    if draft.scope == "relative":
        _relative(plan, draft, target)
        return
    scope = draft.scope or _undecided(plan, draft)
    target, fits = _beyond_bounds(plan, draft, target, scope)
    if fits:
        plan.remarks.append(Said("short_enough" if draft.most else "long_enough"))
        return
    if not 100 <= draft.amount_ms <= 3_600_000:
        raise Unresolved("bad_duration", str(draft.amount_ms))
    if folds(plan, target) and (scope == "each" or plan.count == 1) and plan.adding is not None:
        plan.adding = replace(plan.adding, duration_ms=draft.amount_ms)
        if all(media.kind is MediaKind.IMAGE for media in plan.adding.media):
            return
    _supersede(plan, target)
    plan.timed.append(SetDuration(draft.amount_ms, scope, () if scope == "total" else target))


def _as_long(plan: Plan, draft: d.Duration, target: tuple[int, ...]) -> None:
    """As long as another clip is by now."""
    models = positions(plan, draft.like)
    clips = apply_all(plan.scene.timeline, [edit for edit in plan.edits if edit not in plan.texts]).visuals
    meant = tuple(place for place in target or range(1, len(clips) + 1) if place not in models)
    if len(models) != 1 or not meant:
        raise Unresolved("which_clip")
    length = round(clips[models[0] - 1].span.duration * (draft.factor or 1))
    plan.timed.append(SetDuration(length, "each", meant))


def _beyond_bounds(
    plan: Plan, draft: d.Duration, target: tuple[int, ...], scope: Literal["each", "total"]
) -> tuple[tuple[int, ...], bool]:
    """Those of the clips that are longer or shorter than they may be, and whether there are none."""
    if not (draft.most or draft.least):
        return target, False
    now, sign = standing(plan), 1 if draft.most else -1
    if scope == "total":
        return target, (now.duration_ms - draft.amount_ms) * sign <= 0
    places = target or tuple(range(1, len(now.visuals) + 1))
    found = [at for at in places if (now.visuals[at - 1].span.duration - draft.amount_ms) * sign > 0]
    return (target if len(found) == len(places) else tuple(found)), not found


def _times(plan: Plan, draft: d.Duration, target: tuple[int, ...]) -> None:
    """Twice or half as long: every named clip from its own length, or the whole from its."""
    clips = apply_all(plan.scene.timeline, [edit for edit in plan.edits if edit not in plan.texts]).visuals
    if not target:
        plan.timed.append(SetDuration(round(sum(clip.span.duration for clip in clips) * draft.factor), "total"))
        return
    for place in target:
        length = clips[place - 1].span.duration
        plan.timed.append(SetDuration(round(length * draft.factor), "each", (place,)))


def _supersede(plan: Plan, target: tuple[int, ...]) -> None:
    """ "The third is too long, make it 2 seconds": the length itself replaces the wish for another."""
    kept = [edit for edit in plan.timed if not (isinstance(edit, SetDuration) and edit.target == target)]
    if len(kept) != len(plan.timed):
        plan.timed = kept
        plan.said = [said for said in plan.said if said.code != "step_duration"]


def _halve(plan: Plan, lengths: list[int], target: tuple[int, ...]) -> None:
    plan.said = [said for said in plan.said if said.code != "step_duration"]
    if len(set(lengths)) == 1:
        plan.timed.append(SetDuration(max(100, round(lengths[0] / 2)), "each", target))
        return
    for place, length in zip(target or range(1, len(lengths) + 1), lengths, strict=True):
        plan.timed.append(SetDuration(max(100, round(length / 2)), "each", (place,)))


def _undecided(plan: Plan, draft: d.Duration) -> Literal["each", "total"]:
    if plan.fresh and plan.adding is not None and not draft.whole:
        return "each"
    if plan.count == 1 or draft.whole:
        return "total"
    if plan.adding is not None and draft.amount_ms <= LONGEST_EACH_MS:
        plan.say("length_each", seconds_text(draft.amount_ms))
        return "each"
    if plan.adding is not None and draft.amount_ms >= SHORTEST_TOTAL_MS:
        plan.say("length_total", seconds_text(draft.amount_ms))
        return "total"
    raise Unresolved("each_or_total", seconds_text(draft.amount_ms))


def _lengthen_video(plan: Plan, draft: d.Duration) -> None:
    base = standing(plan).duration_ms
    if plan.adding is not None or base + draft.amount_ms < 100:
        raise Unresolved("bad_duration", str(base + draft.amount_ms))
    plan.timed.append(SetDuration(base + draft.amount_ms, "total"))


def _relative(plan: Plan, draft: d.Duration, target: tuple[int, ...]) -> None:
    if draft.whole and not target and not draft.guessed:
        _lengthen_video(plan, draft)
        return
    if not draft.guessed and draft.target == d.OPEN and plan.count > 1:
        raise Unresolved("each_or_total", seconds_text(abs(draft.amount_ms)))
    if draft.guessed and not target and any(isinstance(e, SetDuration) and e.scope == "total" for e in plan.timed):
        raise Unresolved("total_fixed")
    if draft.guessed:
        plan.say("step_duration", f"{abs(draft.amount_ms) / 1000:g}")
    elif any(said.code == "step_duration" for said in plan.said):
        _supersede(plan, target)
    shown = plan.scene.timeline.visuals
    chosen = [shown[place - 1] for place in target] if target and not plan.adding and not plan.removed else []
    unmoved = draft.guessed and not (plan.adding or plan.removed or plan.ordered)
    lengths = [clip.span.duration for clip in (chosen if target else shown) if unmoved]
    if lengths and min(lengths) + draft.amount_ms < _SHORTEST_MS:
        _halve(plan, lengths, target)
        return
    if any(clip.span.duration + draft.amount_ms < 100 for clip in chosen):
        raise Unresolved("bad_duration", str(draft.amount_ms))
    plan.timed.append(SetDuration(draft.amount_ms, "relative", target))
