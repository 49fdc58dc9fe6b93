"""Where clips go among the others: moved, brought in from the uploads, taken away. Raises :class:`Unresolved` where it
is not clear what should go where. Knows no words.
"""

from __future__ import annotations

from collections.abc import Sequence

from kineograph.studio.interpreter.doing.resolve import Plan, Unresolved, add_clips, first_numbers, standing
from kineograph.studio.interpreter.drafts import general as d
from kineograph.timeline.clips import Media
from kineograph.timeline.edits import MoveClip, RemoveClips


def _bring_in(plan: Plan, draft: d.Move) -> bool:
    """ "Add f.jpg at the end": uploads that are on no timeline yet are put there. Whether that was it."""
    placed = {media.name.casefold() for media in plan.media()}
    names = [name.casefold() for name in draft.target.names]
    fresh = [media for name in names for media in plan.scene.unused if media.name.casefold() == name]
    if not names or draft.target.places or placed.intersection(names) or len(fresh) < len(names) or plan.adding:
        return False
    at = draft.to if draft.to is not None else -1
    if draft.beside is not None:
        at = plan.order.index(_neighbour(plan, draft.beside)) + (1 if draft.side < 0 else 2)
    _put_in(plan, list(dict.fromkeys(fresh)), at)
    return True


def _put_in(plan: Plan, fresh: Sequence[Media], at: int) -> None:
    """Uploads to a place; where clips were taken out or moved first, at the end, and from there to where they go."""
    if not (plan.removed or plan.ordered):
        add_clips(plan, fresh, at)
        return
    add_clips(plan, fresh, -1)
    if at == -1:
        return
    for offset in range(len(fresh)):
        number = plan.count - len(fresh) + 1 + offset
        source = standing(plan, number)
        plan.order.remove(number)
        plan.order.insert(at - 1 + offset, number)
        if source != at + offset:
            plan.ordered.append(MoveClip(source, at + offset))


def _neighbour(plan: Plan, reference: d.Reference) -> int:
    """The one clip that something goes beside. Raises ``Unresolved`` where it may be any of several."""
    found = first_numbers(plan, reference)
    if not found or found[0] not in plan.order:
        raise Unresolved("which_clip")
    return found[0]


def move(plan: Plan, draft: d.Move) -> None:
    if _bring_in(plan, draft):
        return
    numbers = first_numbers(plan, draft.target)
    beside = _neighbour(plan, draft.beside) if draft.beside is not None else 0
    if not numbers or beside in numbers:
        raise Unresolved("unclear_move")
    backwards = draft.to == 1 or (beside and draft.side > 0)
    moving = tuple(reversed(numbers)) if backwards else numbers
    for number in moving:
        source = standing(plan, number)
        rest = [other for other in plan.order if other != number]
        to = _landing(draft, rest, beside)
        plan.order = [*rest[: to - 1], number, *rest[to - 1 :]]
        plan.ordered.append(MoveClip(source, to))


def _landing(draft: d.Move, rest: list[int], beside: int) -> int:
    if beside:
        return rest.index(beside) + (1 if draft.side < 0 else 2)
    count = len(rest) + 1
    to = draft.to if draft.to is not None else -1
    to = to if to > 0 else count + 1 + to
    if not 1 <= to <= count:
        raise Unresolved("out_of_range", f"{to}/{count}")
    return to


def remove(plan: Plan, draft: d.Removal) -> None:
    numbers = first_numbers(plan, draft.target)
    if draft.target.every and not draft.keeping:
        numbers = numbers or tuple(range(1, plan.count + 1))
    if not numbers:
        raise Unresolved("nothing_to_remove" if draft.keeping else "which_clip")
    if draft.keeping:
        numbers = tuple(number for number in range(1, plan.count + 1) if number not in numbers)
    places = tuple(sorted(plan.order.index(number) + 1 for number in numbers if number in plan.order))
    # "All but the first go, remove them": the ones that go are gone already.
    if not places or (plan.kept and len(places) == len(plan.order)):
        raise Unresolved("nothing_to_remove")
    plan.kept = plan.kept or draft.keeping
    plan.removed.append(RemoveClips(places))
    plan.order = [number for number in plan.order if number not in numbers]
