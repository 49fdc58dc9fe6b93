"""Drafts of the order of the clips, and of what stands in for what → typed edits.

Raises :class:`Unresolved` where it is not said by what to sort, or which upload should come. Knows no words.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from kineograph.studio.interpreter.doing import resolve, shifting
from kineograph.studio.interpreter.doing.resolve import Plan, Unresolved, first_numbers
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.drafts.moves import Ordering, Replacement, Sorting, Step
from kineograph.timeline.apply import apply_all
from kineograph.timeline.clips import Media
from kineograph.timeline.edits import MoveClip, ReplaceClip, SortClips, SwapClips
from kineograph.timeline.vocabulary import MediaKind


def sort(plan: Plan, draft: Sorting) -> None:
    if draft.by is None:
        raise Unresolved("sort_by")
    if plan.count < 2:
        raise Unresolved("too_few")
    if not plan.ordered or plan.ordered[-1] != SortClips(draft.by):
        _sort(plan, SortClips(draft.by))
    if draft.backwards:
        _sort(plan, SortClips("reverse"))


def _sort(plan: Plan, edit: SortClips) -> None:
    """What is said of a picture beside the sorting means it where it stood before: follow where each one goes."""
    if 0 in plan.order:  # A loop or a split made clips that have no number yet.
        raise Unresolved("one_at_a_time")
    adding = [plan.adding] if plan.adding is not None else []
    before = apply_all(plan.scene.timeline, [*adding, *plan.removed, *plan.ordered])
    numbers = {clip.id: number for clip, number in zip(before.visuals, plan.order, strict=True)}
    plan.order = [numbers[clip.id] for clip in apply_all(before, [edit]).visuals]
    plan.ordered.append(edit)


def order(plan: Plan, draft: Ordering) -> None:
    """As few moves as there can be; clips that were not named follow in the order in which they stand."""
    named = [number for number in first_numbers(plan, draft.order) if number in plan.order]
    wanted = [*named, *(number for number in plan.order if number not in named)]
    staying = _longest_rising(plan, wanted)
    for index, number in enumerate(wanted):
        if number in staying:
            continue
        source = plan.order.index(number) + 1
        rest = [other for other in plan.order if other != number]
        to = rest.index(wanted[index - 1]) + 2 if index else 1
        plan.order = [*rest[: to - 1], number, *rest[to - 1 :]]
        plan.ordered.append(MoveClip(source, to))
    if len(named) < len(wanted) - 1:
        plan.say("rest_follows")


def _longest_rising(plan: Plan, wanted: list[int]) -> set[int]:
    """The most clips that already stand in the wanted order."""
    ends: list[int] = []
    chains: list[tuple[int, ...]] = []
    for number in wanted:
        place = plan.order.index(number)
        level = bisect_left(ends, place)
        chain = (*(chains[level - 1] if level else ()), number)
        ends[level : level + 1] = [place]
        chains[level : level + 1] = [chain]
    return set(chains[-1]) if chains else set()


def step(plan: Plan, draft: Step) -> None:
    numbers = first_numbers(plan, draft.target)
    if len(numbers) != 1:
        raise Unresolved("unclear_move")
    if numbers[0] not in plan.order:
        raise Unresolved("removed", str(numbers[0]))
    place = plan.order.index(numbers[0]) + 1
    to = min(len(plan.order), max(1, place + draft.by))
    if to == place:
        plan.remark("at_the_edge", str(place))
        return
    shifting.move(plan, d.Move(draft.target, to))


def replacement(plan: Plan, draft: Replacement) -> None:
    draft = _turned(plan, draft)
    numbers = first_numbers(plan, draft.target)
    if draft.asked:
        raise Unresolved("no_replacement")
    if not numbers:
        raise Unresolved("replace_which")
    media = _source(plan, draft)
    for number in numbers:
        if number not in plan.order:
            raise Unresolved("removed", str(number))
        plan.ordered.append(ReplaceClip(plan.order.index(number) + 1, media))


def _turned(plan: Plan, draft: Replacement) -> Replacement:
    """ "f.jpg替换a.jpg": the one that is not there yet is the one that comes."""
    there = {media.name.casefold() for media in plan.media()}
    old, new = draft.target.names, draft.source.names
    if len(old) == len(new) == 1 and old[0].casefold() not in there and new[0].casefold() in there:
        return replace(draft, target=draft.source, source=draft.target)
    return draft


def _source(plan: Plan, draft: Replacement) -> Media:
    pictures = [media for media in plan.scene.library if media.kind is not MediaKind.AUDIO]
    reference = draft.source
    if reference.names:
        return named(plan, reference.names[0])
    if not reference.places:
        fresh = plan.scene.unused
        if len(fresh) != 1:
            raise Unresolved("which_upload" if fresh else "no_replacement", ", ".join(media.name for media in fresh))
        return fresh[0]
    place = reference.places[0]
    number = place if place > 0 else len(pictures) + 1 + place
    if not draft.upload and number <= plan.count:
        raise Unresolved("replace_or_swap", str(number))
    if not 1 <= number <= len(pictures):
        raise Unresolved("out_of_range", f"{abs(place)}/{len(pictures)}")
    return pictures[number - 1]


def named(plan: Plan, name: str) -> Media:
    """The uploaded picture or footage of that name. Raises ``Unresolved``."""
    for media in plan.scene.library:
        if media.name.casefold() == name.casefold() and media.kind is not MediaKind.AUDIO:
            return media
    raise Unresolved("no_such_file", name)


def swap(plan: Plan, draft: d.Swap) -> None:
    """Two clips change places; with an upload that is not there, it comes in place of the one that is."""
    names, places = draft.target.names, draft.target.places
    there = {media.name.casefold() for media in plan.media()}
    fresh = [name for name in names if name.casefold() not in there]
    if len(fresh) == 1 and len(names) + len(places) == 2:
        others = tuple(name for name in names if name not in fresh)
        replacement(plan, Replacement(d.Reference(places, others), d.Reference(names=tuple(fresh))))
        return
    _swap(plan, draft)


def _swap(plan: Plan, draft: d.Swap) -> None:
    reference = draft.target
    if reference.is_open and plan.count == 2:
        reference = d.Reference((1, 2))
    numbers = first_numbers(plan, reference)
    if len(numbers) != 2:
        raise Unresolved("swap_two")
    first, second = (resolve.standing(plan, number) for number in numbers)
    plan.ordered.append(SwapClips(first, second))
    plan.order[first - 1], plan.order[second - 1] = plan.order[second - 1], plan.order[first - 1]


def reverse(plan: Plan, _: d.Reversal) -> None:
    if plan.count < 2:
        raise Unresolved("too_few")
    if not plan.ordered or plan.ordered[-1] != SortClips("reverse"):  # said twice is meant once
        _sort(plan, SortClips("reverse"))
