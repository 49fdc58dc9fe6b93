"""The same for another clip: "and the third too", 第五张也一样; and another way for the same: "no, to the left"."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, cast

from kineograph.studio.interpreter.clauses import LIGHT, Clause
from kineograph.studio.interpreter.drafts import Draft, MotionDraft, Reference
from kineograph.studio.interpreter.rules.pointing import point
from kineograph.timeline.vocabulary import MotionKind

_WITH = LIGHT | {"ordinal", "name", "break", "conj", "pronoun", "quant", "prep"}
_TOO = (
    "too",
    "as well",
    "also",
    "the same",
    "same",
    "likewise",
    "也",
    "也一样",
    "一样",
    "同样",
    "也要",
    "也是",
    "也这样",
)


def read(clause: Clause) -> None:
    before = clause.previous
    if clause.drafts or clause.refused or before is None:
        return
    if clause.free("side"):
        _redirect(clause, before)
    elif clause.free("ordinal") or clause.free("name"):
        _repeat(clause, before)


def _redirect(clause: Clause, before: Clause) -> None:
    moves = [draft for draft in before.drafts if isinstance(draft, MotionDraft) and draft.kinds]
    plain = all(token.kind in _WITH or token.kind in ("side", "correction", "says") for token in clause.tokens)
    kind = f"pan_{clause.free('side')[0].value}"
    if moves and plain and kind in set(MotionKind):
        clause.store(clause.free("side")[0], "motions")
        clause.drafts.append(replace(moves[-1], kinds=(MotionKind(kind),), target=before.target))
        clause.target, clause.topic = before.target, before.topic


def _repeat(clause: Clause, before: Clause) -> None:
    plain = all(token.kind in _WITH or token.is_a("noun", "picture", "clip") for token in clause.tokens)
    too = any(token.text.lower() in _TOO for token in clause.tokens)
    again = [draft for draft in before.drafts if _is_aimed(draft)]
    if plain and too and again:
        target = point(clause)
        clause.drafts.extend(_aimed(draft, target) for draft in again)


def _is_aimed(draft: Draft) -> bool:
    return any(field.name == "target" for field in fields(cast("Any", draft)))


def _aimed(draft: Draft, target: Reference) -> Draft:
    aimed: Draft = replace(cast("Any", draft), target=target)
    return aimed
