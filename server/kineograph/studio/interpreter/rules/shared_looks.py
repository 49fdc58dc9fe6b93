"""What is said of several new texts at once, behind the last of them: "“A” on the first and “B” on the last, both
white", "…, in white at the bottom"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.general import OPEN
from kineograph.studio.interpreter.drafts.layers import TextChange, TextDraft, TextLook
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.textlook import look, over_look

_LOOKS = frozenset({"color", "hex", "place", "size", "points", "ground", "opacity", "entrance", "side", "casing"})
_BESIDE = LIGHT | {"break", "conj", "prep", "quant", "pronoun", "verb", *_LOOKS}
_ALL = ("all", "each")
_NOUNS = ("text", "title", "caption", "position", "letter_size")


def share(clauses: Sequence[Clause]) -> None:
    """Give the earlier texts of a sentence what is said of all of them behind the last."""
    for place, clause in enumerate(clauses):
        earlier = _written_before(clauses[:place], clause)
        tail = _tail(clause) if earlier else []
        if not tail:
            continue
        of_all = any(token.is_a("quant", *_ALL) for token in tail)
        if of_all or _are_alike(earlier, clause):
            _give(earlier, look(Clause(clause.number, clause.sentence, tuple(tail))), tail)
            clause.drafts = [
                replace(draft, target=OPEN) if isinstance(draft, TextChange) and draft.target.every else draft
                for draft in clause.drafts
            ]


def _give(earlier: Sequence[Clause], said: TextLook, tail: Sequence[Token]) -> None:
    upper = any(token.kind == "casing" for token in tail)
    for other in earlier:
        for index, draft in enumerate(other.drafts):
            if isinstance(draft, TextDraft):
                words = draft.content.upper() if upper else draft.content
                other.drafts[index] = replace(draft, content=words, look=over_look(said, draft.look))


def _written_before(clauses: Sequence[Clause], clause: Clause) -> list[Clause]:
    """The clauses right before that wrote a text each, the last one aside where this one writes none."""
    near = clause.sentence - (not _writes(clause) and clause.has("quant", *_ALL))
    same = [*takewhile(lambda other: _writes(other) and other.sentence >= near, reversed(clauses))]
    return same if _writes(clause) or len(same) > 1 else []


def _writes(clause: Clause) -> bool:
    return any(isinstance(draft, TextDraft) and draft.content for draft in clause.drafts)


def _tail(clause: Clause) -> list[Token]:
    """How it looks, behind the comma after the words; empty where anything else is said there."""
    quotes = [place for place, token in enumerate(clause.tokens) if token.kind == "quote"]
    commas = [place for place, token in enumerate(clause.tokens) if token.is_a("break", ",", "，")]
    start = next((place for place in commas if place > quotes[-1]), None) if quotes else 0
    rest = [*clause.tokens[start:]] if start is not None else []
    plain = all(token.kind in _BESIDE or token.is_a("noun", *_NOUNS) for token in rest)
    one = any(token.is_a("pronoun", "it") or token.is_a("verb", "add", "show", "remove") for token in rest)
    return rest if plain and not one and any(token.kind in _LOOKS for token in rest) else []


def _are_alike(earlier: Sequence[Clause], clause: Clause) -> bool:
    """Texts of one kind, of which none but the last was told how it looks: each with a place in time of its own."""
    drafts = [draft for each in earlier for draft in each.drafts if isinstance(draft, TextDraft)]
    last = next((draft for draft in clause.drafts if isinstance(draft, TextDraft)), drafts[0])
    plain = all(draft.look == TextLook(timing=draft.look.timing, on=draft.look.on) for draft in drafts)
    placed = all(not (draft.look.timing.is_open and draft.look.on.is_open) for draft in drafts)
    return plain and placed and len({draft.role for draft in (*drafts, last)}) == 1
