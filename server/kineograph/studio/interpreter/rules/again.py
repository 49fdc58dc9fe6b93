"""The same for another clip: "and the third too", "same for the rest", 第五张也一样."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any, cast

from kineograph.studio.interpreter.clauses import LIGHT, Clause
from kineograph.studio.interpreter.drafts import OPEN, Create, Draft, Reference, TransitionDraft
from kineograph.studio.interpreter.rules.pointing import point, rest_of

_WITH = LIGHT | {"ordinal", "name", "break", "conj", "pronoun", "quant", "prep", "beyond", "alike"}
_THAT = re.compile(r"(?:(?:and|now|then|ok|please) )*(?:do|apply|use|repeat|give|set) (?:that|this|it)\b")
_DOING = ("make", "add", "change", "use", "keep", "edit")
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
    several = bool(rest_of(clause)) or clause.has("quant", "all", "each")
    if several or any(clause.free(kind) for kind in ("ordinal", "name", "beyond")):
        _repeat(clause, before, several=several)


def _repeat(clause: Clause, before: Clause, *, several: bool) -> None:
    again = [draft for draft in before.drafts if _is_aimed(draft)]
    # what takes clips away is never carried over to clips that are not named one by one, nor on a mere "and"
    if any(draft.destroys for draft in again) and (several or not _says_too(clause)):
        return
    if not again or not _is_plain(clause) or not (_says_too(clause) or _goes_on(clause, before)):
        return
    clause.trigger("again", *clause.free("alike"), *clause.free("verb", *_DOING))
    if several and any(isinstance(draft, TransitionDraft) for draft in again):
        clause.trigger("again", *rest_of(clause), *clause.free("quant", "all", "each"))
        clause.drafts.extend(replace(cast("Any", draft), target=OPEN, between=False, after=False) for draft in again)
        return
    target = point(clause)
    if not target.is_open or target.beyond:
        clause.drafts.extend(_aimed(draft, target) for draft in again)


def _is_plain(clause: Clause) -> bool:
    return all(
        token.kind in _WITH or token.is_a("noun", "picture", "clip") or token.is_a("verb", *_DOING)
        for token in clause.tokens
    )


def _says_too(clause: Clause) -> bool:
    words = " ".join(token.text.lower() for token in clause.tokens if token.kind not in ("break", "polite"))
    return clause.has("alike") or bool(_THAT.match(words)) or any(token.text.lower() in _TOO for token in clause.tokens)


def _goes_on(clause: Clause, before: Clause) -> bool:
    """ "And the fourth", "now the last one", as an instruction of its own, about clips like the one before."""
    opened = clause.tokens[0].kind == "conj" or clause.tokens[0].text.lower() in ("now", "ok", "okay", "then")
    pointed = before.topic == "clip" and not before.target.every
    return clause.begins and before.sentence < 0 and opened and pointed and not clause.has("verb")


def _is_aimed(draft: Draft) -> bool:
    return not isinstance(draft, Create) and any(field.name == "target" for field in fields(cast("Any", draft)))


def _aimed(draft: Draft, target: Reference) -> Draft:
    aimed: Draft = replace(cast("Any", draft), target=target)
    return aimed
