"""The video as far as an instruction has planned it: which clips there are by now, and under which numbers."""

from __future__ import annotations

from kineograph.studio.interpreter.doing.resolve import Plan
from kineograph.timeline.apply import apply_all
from kineograph.timeline.clips import Timeline
from kineograph.timeline.edits import Edit


def standing(plan: Plan) -> Timeline:
    """The clips in their order, cut and played as said so far. Raises ``EditError`` where that cannot be done."""
    first = [plan.adding] if plan.adding is not None else []
    return apply_all(plan.scene.timeline, [*first, *plan.removed, *plan.ordered, *plan.stretched])


def stretch(plan: Plan, edit: Edit, at: int | None = None) -> None:
    """Add an edit that may change which clips there are, and count them anew: what is new has no number."""
    before = standing(plan).visuals
    plan.stretched.insert(len(plan.stretched) if at is None else at, edit)
    numbers = {clip.id: number for clip, number in zip(before, plan.order, strict=True)}
    plan.order = [numbers.get(clip.id, 0) for clip in standing(plan).visuals]
