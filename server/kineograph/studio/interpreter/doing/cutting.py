"""Drafts of transitions → typed edits: kind, length, and between which clips; what is not said stays as it is.

Raises :class:`Unresolved` where a cut does not exist. Knows no words.
"""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.doing.resolve import TRANSITION_MS, Plan, Unresolved, folds, positions
from kineograph.studio.interpreter.drafts import general as d
from kineograph.timeline.edits import SetTransition
from kineograph.timeline.vocabulary import TransitionKind

SHORTEST_TRANSITION_MS = 100
_DIRECTED = ("slide_", "push_", "wipe_")


def transition(plan: Plan, draft: d.TransitionDraft) -> None:
    if draft.changing:
        raise Unresolved("which_transition")
    kinds = draft.kinds or (_standing_kind(plan),)
    if draft.duration_ms is not None and not 1 <= draft.duration_ms <= 10_000:
        raise Unresolved("bad_duration", str(draft.duration_ms))
    target = _cuts(plan, draft)
    length = draft.duration_ms or _said_length(plan, draft, target) or _standing_length(plan, draft)
    kind = kinds[0]
    if folds(plan, target) and plan.adding is not None and len(kinds) == 1:
        plan.adding = replace(plan.adding, transition=kind, transition_ms=_span(kind, length))
        return
    if plan.count < 2 and kind is not TransitionKind.CUT:
        raise Unresolved("too_few")
    if len(kinds) > 1:
        _deal(plan, kinds, length, target)
        return
    plan.cut = [edit for edit in plan.cut if not (isinstance(edit, SetTransition) and edit.target == target)]
    mixed = _mixed_kinds(plan) if not draft.kinds and not target else {}
    if mixed:
        plan.cut = [SetTransition(each, length, tuple(places)) for each, places in mixed.items()]
    else:
        plan.cut.append(SetTransition(kind, _span(kind, length), target))


def _said_length(plan: Plan, draft: d.TransitionDraft, target: tuple[int, ...]) -> int:
    """ "转场0.5秒，推移": how long was said of the same cuts in this instruction; 0 where it was not."""
    said = [edit for edit in plan.cut if isinstance(edit, SetTransition) and edit.target == target]
    changed = draft.change_ms or draft.factor or not draft.kinds or draft.kinds[0] is TransitionKind.CUT
    usual = not said or said[-1].duration_ms in (0, TRANSITION_MS)
    return 0 if usual or changed else said[-1].duration_ms


def _span(kind: TransitionKind, length: int) -> int:
    return 0 if kind is TransitionKind.CUT else length


def _cuts(plan: Plan, draft: d.TransitionDraft) -> tuple[int, ...]:
    """The clips that are led into, where they stand; empty for all."""
    if draft.old not in (None, TransitionKind.CUT) and draft.target.is_open:
        return _of_kind(plan, draft.old or TransitionKind.CUT)
    target = _led_into(plan, draft.target)
    if draft.between:
        if len(target) != 2 or target[1] - target[0] != 1:
            raise Unresolved("between_two")
        return target[1:]
    if draft.both:
        return tuple(place for place in range(2, len(plan.order) + 1) if {place, place - 1} & {*target})
    if draft.after:
        target = tuple(place + 1 for place in target)
    if target and (max(target) > len(plan.order) or target == (1,)):
        raise Unresolved("between_two")
    return target


def _led_into(plan: Plan, reference: d.Reference) -> tuple[int, ...]:
    """Where the named clips stand; "the clip" is one. All others are led into but for the first."""
    target = positions(plan, reference)
    if reference.names_footage and len(target) != 1:
        raise Unresolved("which_clip")
    return tuple(place for place in target if place > 1) if reference.others else target


def _of_kind(plan: Plan, kind: TransitionKind) -> tuple[int, ...]:
    """The cuts that are of a kind now, in whatever direction; empty for all."""
    family = kind.value.split("_")[0] if kind.value.startswith(_DIRECTED) else kind.value
    visuals = plan.scene.timeline.visuals
    found = [place for place, clip in enumerate(visuals[1:], 2) if clip.transition.kind.value.startswith(family)]
    if not found or plan.removed or plan.ordered:
        raise Unresolved("no_such_transition")
    return tuple(found) if len(found) < len(visuals) - 1 else ()


def _deal(plan: Plan, kinds: tuple[TransitionKind, ...], length: int, target: tuple[int, ...]) -> None:
    """Several kinds: one cut after the other gets the next of them."""
    places = target or tuple(range(2, len(plan.order) + 1))
    for turn, kind in enumerate(kinds):
        dealt = places[turn :: len(kinds)]
        if dealt:
            plan.cut.append(SetTransition(kind, _span(kind, length), dealt))


def _mixed_kinds(plan: Plan) -> dict[TransitionKind, list[int]]:
    """The cuts by their kind, where several kinds stand: a length that is said for all leaves them so."""
    if plan.cut or plan.removed or plan.ordered or plan.adding:
        return {}
    kinds: dict[TransitionKind, list[int]] = {}
    for place, clip in enumerate(plan.scene.timeline.visuals[1:], 2):
        if clip.transition.kind is not TransitionKind.CUT:
            kinds.setdefault(clip.transition.kind, []).append(place)
    return kinds if len(kinds) > 1 else {}


def _standing_length(plan: Plan, draft: d.TransitionDraft) -> int:
    """How long the transitions are, made longer or shorter as asked."""
    if not draft.change_ms and not draft.factor:
        return TRANSITION_MS
    there = [cut for cut in (clip.transition.duration_ms for clip in plan.scene.timeline.visuals[1:]) if cut]
    now = there[0] if there and plan.adding is None else plan.adding.transition_ms if plan.adding else TRANSITION_MS
    return max(SHORTEST_TRANSITION_MS, round(now * (draft.factor or 1)) + draft.change_ms)


def _standing_kind(plan: Plan) -> TransitionKind:
    """The transition of this instruction, or of the timeline, where the words name none."""
    said = [edit.kind for edit in plan.cut if isinstance(edit, SetTransition)]
    there = [clip.transition.kind for clip in plan.scene.timeline.visuals[1:]]
    fresh = [plan.adding.transition] if plan.adding is not None else []
    kinds = [kind for kind in (*said[-1:], *fresh, *there) if kind is not TransitionKind.CUT]
    return kinds[0] if kinds else TransitionKind.CROSSFADE
