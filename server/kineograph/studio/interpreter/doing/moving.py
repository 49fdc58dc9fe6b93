"""Drafts of camera moves and of how the video begins and ends → typed edits.

Raises :class:`Unresolved` where a strength or a length is out of bounds. Knows no words.
"""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.doing import cutting
from kineograph.studio.interpreter.doing.resolve import ALTERNATING, STRENGTH, Plan, Unresolved, folds, positions
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.drafts.moves import FadeDraft
from kineograph.timeline.edits import SetFade, SetMotion
from kineograph.timeline.vocabulary import Easing, MediaKind, Motion, MotionKind, TransitionKind

FADE_MS = 1000
MAX_FADE_MS = 10_000
LEAST_FADE_MS = 100
MAX_STRENGTH = 0.5
LEAST_STRENGTH = 0.01
_OPPOSITES = {"in": "out", "out": "in", "left": "right", "right": "left", "up": "down", "down": "up"}


def motion(plan: Plan, draft: d.MotionDraft) -> None:
    """What the words leave out stays: how strongly and evenly it moves, or, where they name no move, how."""
    if draft.strength is not None and not 0 < draft.strength <= MAX_STRENGTH:
        raise Unresolved("bad_strength")
    target = positions(plan, draft.target)
    if folds(plan, target) and plan.adding is not None:
        kinds = draft.kinds or tuple(motion.kind for motion in plan.adding.motions)
        plan.adding = replace(plan.adding, motions=_with_last(draft, plan.adding.motions, _motions(draft, kinds)))
        return
    if draft.kinds == (MotionKind.STILL,) and target and _is_footage(plan, target):
        plan.remark("kept", plan.media()[plan.order[target[0] - 1] - 1].name)
        return
    if draft.opposite or not draft.like.is_open:
        plan.moved.append(SetMotion(_of_those_there(plan, draft, target), target))
        return
    standing = _meant(draft, _standing(plan, target))
    if standing and (draft.strength or draft.easing or draft.factor):
        changed = (_changed(draft, each) if _is_of(draft, each) else each for each in standing)
        plan.moved = [edit for edit in plan.moved if not (isinstance(edit, SetMotion) and edit.target == target)]
        plan.moved.append(SetMotion(tuple(changed), target))
        return
    if not draft.kinds:
        plan.say("motion")
    motions = _motions(draft, draft.kinds or ALTERNATING)
    last = plan.moved[-1] if plan.moved else None
    if isinstance(last, SetMotion) and last.target == target:
        motions = _with_last(draft, last.motions, motions, single=len(target) == 1)
        plan.moved.pop()
    plan.moved.append(SetMotion(motions, target))


def _is_footage(plan: Plan, target: tuple[int, ...]) -> bool:
    """Whether nothing but footage is meant, over which no camera moves."""
    media = plan.media()
    return all(media[plan.order[place - 1] - 1].kind is MediaKind.VIDEO for place in target)


def _of_those_there(plan: Plan, draft: d.MotionDraft, target: tuple[int, ...]) -> tuple[Motion, ...]:
    """The moves of the clip that is the model, or the opposite of those that are there."""
    model = target if draft.like.is_open else positions(plan, draft.like)
    standing = _standing(plan, model)
    if not standing or not any(_is_of(draft, each) for each in standing):
        raise Unresolved("vague")
    if not draft.opposite:
        return tuple(_changed(draft, each) for each in standing)
    return tuple(replace(each, kind=_opposite(each.kind)) if _is_of(draft, each) else each for each in standing)


def _opposite(kind: MotionKind) -> MotionKind:
    words = kind.value.split("_")
    turned = MotionKind("_".join(_OPPOSITES.get(word, word) for word in words)) if words[1:] else kind
    if turned is kind:
        raise Unresolved("vague")
    return turned


def _meant(draft: d.MotionDraft, standing: tuple[Motion, ...]) -> tuple[Motion, ...]:
    """The moves that are there, where the words speak of them."""
    if draft.kinds and not draft.standing:
        return ()
    return standing if any(_is_of(draft, each) for each in standing) else ()


def _is_of(draft: d.MotionDraft, motion: Motion) -> bool:
    """Whether a move is of the family that was named; every one where none was."""
    families = {kind.value.split("_")[0] for kind in draft.kinds}
    return not families or _family(motion) in families


def _family(motion: Motion) -> str:
    return motion.kind.value.split("_")[0]


def _with_last(
    draft: d.MotionDraft, said: tuple[Motion, ...], motions: tuple[Motion, ...], *, single: bool = False
) -> tuple[Motion, ...]:
    """ "Zoom in, pan left": moves said of the same pictures are dealt out in turn; none of them is a default."""
    usual = tuple(motion.kind for motion in said) == ALTERNATING
    still = any(motion.kind is MotionKind.STILL for motion in (*said, *motions))
    same = {_family(motion) for motion in said} & {_family(motion) for motion in motions} if single else set()
    same = same or {motion.kind.value for motion in said} & {motion.kind.value for motion in motions}
    return motions if usual or still or same or not draft.kinds else (*said, *motions)


def _motions(draft: d.MotionDraft, kinds: tuple[MotionKind, ...]) -> tuple[Motion, ...]:
    return tuple(_changed(draft, Motion(kind, STRENGTH)) for kind in kinds)


def _changed(draft: d.MotionDraft, now: Motion) -> Motion:
    strength = draft.strength if draft.strength is not None else now.strength
    if draft.factor:
        strength = min(MAX_STRENGTH, max(LEAST_STRENGTH, round(strength * draft.factor, 3)))
    return Motion(now.kind, strength, draft.easing or now.easing or Easing.GENTLE)


def _standing(plan: Plan, target: tuple[int, ...]) -> tuple[Motion, ...]:
    """How the targeted pictures move now, in order; nothing where none of them moves or clips have come or gone."""
    said = [edit for edit in plan.moved if isinstance(edit, SetMotion) and edit.target == target]
    if said:
        return said[-1].motions
    if plan.adding is not None or plan.removed or plan.ordered:
        return ()
    visuals = plan.scene.timeline.visuals
    if any(place > len(visuals) for place in target):
        return ()  # played twice, there are more of them
    chosen = [visuals[place - 1] for place in target or range(1, len(visuals) + 1)]
    moves = tuple(clip.motion for clip in chosen if clip.media.kind is MediaKind.IMAGE)
    return _shortest(moves) if any(move.kind is not MotionKind.STILL for move in moves) else ()


def _shortest(moves: tuple[Motion, ...]) -> tuple[Motion, ...]:
    """The shortest run of moves that, dealt in turn, gives them all."""
    for size in range(1, len(moves)):
        if all(move == moves[index % size] for index, move in enumerate(moves)):
            return moves[:size]
    return moves


def fade(plan: Plan, draft: FadeDraft) -> None:
    if draft.duration_ms is not None and not 1 <= draft.duration_ms <= MAX_FADE_MS:
        raise Unresolved("bad_duration", str(draft.duration_ms))
    if draft.unwanted:
        _unfade(plan, draft)
        return
    opening, closing = plan.scene.timeline.opening, plan.scene.timeline.closing
    standing = opening if draft.edge == "in" else closing
    now = standing.duration_ms or FADE_MS
    length = draft.duration_ms or min(MAX_FADE_MS, max(LEAST_FADE_MS, round(now * draft.factor) + draft.change_ms))
    color = draft.color or (standing.color if standing.duration_ms else "#000000")
    plan.faded = [edit for edit in plan.faded if not _is_replaced(edit, draft)]
    plan.faded.append(SetFade(draft.edge, length, color))


def _is_replaced(edit: object, draft: FadeDraft) -> bool:
    return isinstance(edit, SetFade) and edit.of == "video" and edit.edge == draft.edge


def _unfade(plan: Plan, draft: FadeDraft) -> None:
    """ "No fade": the ends of the video where they fade, else the fades between its clips."""
    timeline = plan.scene.timeline
    opens = draft.edge != "out" and timeline.opening.duration_ms > 0
    closes = draft.edge != "in" and timeline.closing.duration_ms > 0
    if opens or closes:
        plan.faded.append(SetFade("both" if opens and closes else "in" if opens else "out", 0))
    elif draft.loose:
        cutting.transition(plan, d.TransitionDraft((TransitionKind.CUT,)))
    else:
        plan.remark("no_fade")
