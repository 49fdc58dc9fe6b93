"""A project's history: immutable snapshots with undo and redo, and a revision that only grows.

The revision stands outside the snapshots, so an undo never brings an old number back. Every instruction is one step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kineograph.timeline.apply import apply
from kineograph.timeline.clips import Timeline
from kineograph.timeline.edits import Edit, Redo, Undo
from kineograph.timeline.targets import EditError, at_most

MAX_STEPS = 200


@dataclass(frozen=True, slots=True)
class History:
    """``past`` oldest first, ``future`` nearest first. ``revision`` counts changes of ``now``."""

    now: Timeline = Timeline()
    past: tuple[Timeline, ...] = ()
    future: tuple[Timeline, ...] = ()
    revision: int = 0

    def do(self, edits: Sequence[Edit | Undo | Redo]) -> History:
        """All the edits as one step, or none: raises :class:`EditError`. No change, no step."""
        history, before = self, self.now
        timeline = before
        for edit in edits:
            if isinstance(edit, Undo | Redo):
                history = history.step(timeline).walk(edit)
                timeline = history.now
            else:
                timeline = apply(timeline, edit)
        return history.step(timeline)

    def step(self, timeline: Timeline) -> History:
        """This history with ``timeline`` as its newest state."""
        if timeline == self.now:
            return self
        return replace(
            self, now=timeline, past=(*self.past, self.now)[-MAX_STEPS:], future=(), revision=self.revision + 1
        )

    def walk(self, edit: Undo | Redo) -> History:
        """Steps back or forth. Raises :class:`EditError` where there are not that many."""
        history, word = self, "undo" if isinstance(edit, Undo) else "redo"
        at_most(edit.steps, 1, MAX_STEPS, f"The number of steps to {word}")
        for _ in range(edit.steps):
            source = history.past if word == "undo" else history.future
            if not source:
                raise EditError(f"NOTHING_TO_{word.upper()}", f"There is nothing left to {word}.")
            if word == "undo":
                history = replace(history, now=source[-1], past=source[:-1], future=(history.now, *history.future))
            else:
                history = replace(history, now=source[0], past=(*history.past, history.now), future=source[1:])
        return replace(history, revision=self.revision + 1)
