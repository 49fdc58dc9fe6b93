"""Where new uploads go among the clips: "insert the new photo after the second", 把新图片插到第二张后面."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import Create
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.pointing import rest_of, unsaid

_THINGS = ("picture", "clip")
_EDGES = {"start": 1, "end": -1}
_BESIDE = ("前面", "后面")


def read(clause: Clause) -> None:
    """Before clips are moved: what is named beside a new one is where it goes."""
    verb = clause.one("verb", "add", "move")
    if verb is None or clause.drafts or clause.refused or clause.sign(verb) is not Sign.WANTED:
        return
    if not _speaks_of_new(clause) or clause.has("quote") or clause.free("name"):
        return
    at = _place(clause)
    if at is None:
        for token in clause.free("ordinal")[:1]:
            unsaid(clause, token, "unplaced")
        return
    clause.trigger("at", verb, *clause.free("prep", "before", "after", "between"), *clause.free("noun", "position"))
    clause.drafts.append(Create(count=None, adding=True, at=at))


def _speaks_of_new(clause: Clause) -> bool:
    """ "The new photo", 新上传的图片; not "a new order", nor what is left over."""
    for token in clause.tokens:
        if token.is_a("det", "new") and token not in rest_of(clause):
            following = clause.after(token, frozenset({"function", "det"}))
            return following is not None and following.is_a("noun", *_THINGS)
    return False


def _place(clause: Clause) -> int | None:
    """The place it takes, from 1; -1: the last."""
    pointed = clause.free("ordinal")
    places = [place for token in pointed for place in token.places]
    edges = clause.free("edge", *_EDGES)
    if not pointed and len(edges) == 1:
        clause.store(edges[0], "at")
        return _EDGES[edges[0].value]
    beside = [token for token in edges if token.text in _BESIDE]
    if clause.has("prep", "between"):
        found = places[1] if len(places) == 2 and 0 < places[0] == places[1] - 1 else None
    else:
        found = _beside(clause, places, beside)
    if found is not None:
        for token in (*pointed, *beside):
            clause.store(token, "at")
    return found


def _beside(clause: Clause, places: list[int], beside: list[Token]) -> int | None:
    after = clause.has("prep", "after") or any(token.value == "end" for token in beside)
    before = clause.has("prep", "before") or any(token.value == "start" for token in beside)
    if len(places) != 1 or after is before:
        return None
    place = places[0]
    if after:
        return place + 1 if place > 0 else -1 if place == -1 else None
    return place if place > 0 else None
