"""A clause read once more: a copy to go back to, the clause as it was, and the clause unread with other tokens."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.clauses.signs import assign_signs
from kineograph.studio.interpreter.lexing.tokens import Token


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
