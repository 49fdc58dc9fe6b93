"""A clause read once more: a copy to go back to, the clause as it was, the clause unread with other tokens, and with
the thing that it leans on by its name."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.clauses.signs import assign_signs
from kineograph.studio.interpreter.lexing.tokens import Token

UNSAID = -1
"""Where a word stands that was not said: nowhere in the text, and before all that was."""
SLOTS = ("break", "conj", "function", "mark")
"""Kinds of words that open a clause and give way to a subject."""


def kept(clause: Clause | None) -> Clause | None:
    """A copy of the clause to go back to."""
    if clause is None:
        return None
    found = copy(clause)
    for name in ("claims", "signs", "markers"):
        setattr(found, name, dict(getattr(clause, name)))
    for name in ("drafts", "authors", "refused"):
        setattr(found, name, list(getattr(clause, name)))
    return found


def restore(clause: Clause, old: Clause | None) -> None:
    """The clause as it was."""
    for name in Clause.__slots__ if old is not None else ():
        setattr(clause, name, getattr(old, name))


def anew(clause: Clause, tokens: Sequence[Token]) -> None:
    """The clause, unread, with other tokens."""
    fresh = Clause(clause.number, clause.sentence, tuple(tokens), clause.previous, label=clause.label)
    restore(clause, fresh)
    assign_signs(clause)


def named(clause: Clause, leaning: Sequence[Token], thing: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens of the clause, with the thing in the place of the pronoun, or where its subject would stand."""
    place = leaning[0] if leaning else clause.tokens[0]
    if not leaning and place.kind not in SLOTS:
        return (
            *(replace(each, start=UNSAID - index, end=UNSAID - index) for index, each in enumerate(thing)),
            *clause.tokens,
        )
    room = place.end - place.start
    if len(thing) > room:
        return clause.tokens
    here = [replace(each, start=place.start + index, end=place.start + index + 1) for index, each in enumerate(thing)]
    here[-1] = replace(here[-1], end=place.end)
    found: list[Token] = []
    for token in clause.tokens:
        if token is place:
            found += here
        else:
            found.append(replace(token, kind="function") if token in leaning else token)
    return tuple(found)
