"""A bare time right after a fade was asked for: how long it takes."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.moves import FadeDraft
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.tokens import State

COUNTERS = "张图片段幅页"
_MEASURING = frozenset({"break", "duration", "prep", "noun", "quant"})


def read(clause: Clause) -> None:
    """ "Fade out at the end, 2 seconds": a bare time right after belongs to it."""
    before = clause.previous
    if before is None or before.topic != "fade" or before.sentence != clause.sentence:
        return
    rest = [token for token in clause.tokens if token.kind not in LIGHT | _MEASURING]
    times = clause.free("duration")
    if any(counter in token.text for token in clause.free("quant", "each") for counter in COUNTERS):
        return  # 每张3秒
    if not times or rest or clause.has("noun", "picture", "clip", "video", "title", "text", "caption"):
        return
    if any(state is State.NOT_UNDERSTOOD for state, _ in before.claims.values()):
        clause.claim(times[0], State.NOT_UNDERSTOOD, "hangs_on_held")
        return
    clause.store(times[0], "duration_ms")
    clause.trigger("fade", *clause.free("noun", "duration"), *clause.free("quant", "each", "all"))
    for draft in _said_before(before, every=clause.has("quant")):
        clause.drafts.append(FadeDraft(draft.edge, int(times[0].amount), draft.color))


def _said_before(before: Clause | None, *, every: bool) -> list[FadeDraft]:
    """The fades of the clause before; of all that lead up to here, where "each" is said."""
    found: list[FadeDraft] = []
    while before is not None and before.topic == "fade" and (every or not found):
        found = [*(draft for draft in before.drafts if isinstance(draft, FadeDraft)), *found]
        before = before.previous
    return found
