"""Where the pieces of a clip stand that was split, by the same instruction or by the one before."""

from __future__ import annotations

from collections.abc import Sequence

from kineograph.studio.interpreter.drafts.general import Reference
from kineograph.timeline.clips import VisualClip
from kineograph.timeline.edits import Edit, Split


def named(
    order: Sequence[int], stretched: Sequence[Edit], visuals: Sequence[VisualClip], reference: Reference
) -> tuple[int, ...]:
    """The piece, or all clips on that side of the cut; empty where it is not clear. ``order``: the clips by their
    first numbers, 0 for what is new; ``visuals``: as they stood before."""
    later = _second_piece(list(order), stretched, visuals)
    if not later:
        return ()
    last = reference.places == (-1,)
    if not reference.every:
        return (later,) if last else (later - 1,)
    return tuple(range(later, len(order) + 1) if last else range(1, later))


def _second_piece(order: list[int], stretched: Sequence[Edit], visuals: Sequence[VisualClip]) -> int:
    """Where the second piece of the only clip stands that was split; 0 where there is none such, or several."""
    cuts = sum(isinstance(edit, Split) for edit in stretched)
    if cuts == 1 and order.count(0) == 1:
        return order.index(0) + 1
    found = [place for place in range(1, len(visuals)) if visuals[place].media.id == visuals[place - 1].media.id]
    untouched = order == list(range(1, len(visuals) + 1))
    return found[0] + 1 if len(found) == 1 and untouched and not cuts else 0
