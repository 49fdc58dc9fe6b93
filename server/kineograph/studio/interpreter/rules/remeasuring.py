"""Another number for what was measured last: "make that 15", "no, 5", "4 then", "by 2 seconds"."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.general import Draft, Duration, MotionDraft, Reference, TransitionDraft
from kineograph.studio.interpreter.drafts.layers import Volume
from kineograph.studio.interpreter.lexing.groups import LIGHT

BESIDE = LIGHT | {"break", "conj", "pronoun", "correction", "prep"}
_RATHER = ("no", "rather", "instead", "better", "hmm", "hm", "then")


def remeasured(clause: Clause, before: Clause) -> bool:
    """Whether the clause says no more than another number, or by how much."""
    return _renumber(clause, before) or _by_so_much(clause, before)


def of_same(draft: Draft, target: Reference) -> Draft:
    """Of the clips that were pointed at, where they stand now."""
    return replace(draft, target=target) if isinstance(draft, MotionDraft | Duration) else draft


def _renumber(clause: Clause, before: Clause) -> bool:
    """ "Make that 15", "no, 5": of what was measured last, in its unit."""
    numbers, made = clause.free("number"), clause.free("verb", "make", "change")
    others = [token for token in clause.tokens if token.kind not in BESIDE and token not in (*numbers, *made)]
    told = bool(made) or clause.has("correction") or any(token.text.lower() in _RATHER for token in clause.tokens)
    if len(numbers) != 1 or others or not told or not before.drafts or before.sentence >= 0:
        return False
    anew = (_measured_anew(draft, numbers[0].amount) for draft in reversed(before.drafts))
    draft = next((draft for draft in anew if draft is not None), None)
    if draft is None:
        return False
    clause.store(numbers[0], "amount")
    clause.trigger("amount", *made)
    clause.drafts.append(of_same(draft, before.target) if before.topic == "clip" else draft)
    clause.target, clause.topic = before.target, before.topic
    return True


def _by_so_much(clause: Clause, before: Clause) -> bool:
    """ "By 2 seconds", after "make the second one longer": so much, where a step had been guessed."""
    times = clause.free("duration")
    bare = len(times) == 1 and all(token.kind in BESIDE or token in times for token in clause.tokens)
    led = times and (link := clause.before(times[0])) is not None and link.is_a("prep", "by")
    last = before.drafts[-1] if before.drafts else None
    if not (bare and led and before.sentence < 0 and isinstance(last, Duration) and last.scope == "relative"):
        return False
    sign = 1 if last.amount_ms >= 0 else -1
    left = sign * int(times[0].amount) - (last.amount_ms if last.guessed else 0)
    if not left or last.factor:
        return False
    clause.store(times[0], "duration_ms")
    clause.drafts.append(of_same(replace(last, amount_ms=left, guessed=False), before.target))
    clause.target, clause.topic = before.target, before.topic
    return True


def _measured_anew(draft: Draft, number: float) -> Draft | None:
    ms = round(number * 1000)
    if isinstance(draft, Duration) and draft.scope != "relative" and draft.amount_ms:
        return replace(draft, amount_ms=ms)
    if isinstance(draft, TransitionDraft) and draft.duration_ms:
        return replace(draft, duration_ms=ms)
    if isinstance(draft, Volume) and not (draft.relative or draft.scaled):
        return replace(draft, level=number / 100 if number > 1 else number)
    return None
