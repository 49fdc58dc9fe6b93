"""Where the pieces of a clip stand that was split by the same instruction."""

from __future__ import annotations

from collections.abc import Sequence

from kineograph.studio.interpreter.drafts.general import Reference
from kineograph.timeline.edits import Edit, Split


def named(order: Sequence[int], stretched: Sequence[Edit], reference: Reference) -> tuple[int, ...]:
    """The piece, or all clips on that side of the cut; empty where it is not clear. ``order``: the clips by their
    first numbers, 0 for what is new."""
    if sum(isinstance(edit, Split) for edit in stretched) != 1 or list(order).count(0) != 1:
        return ()
    later, last = list(order).index(0) + 1, reference.places == (-1,)
    if not reference.every:
        return (later,) if last else (later - 1,)
    return tuple(range(later, len(order) + 1) if last else range(1, later))
