"""Lengths dealt out in one breath: "the first 3 s and the rest 2", "all 2.5 s except the last, which should be 4"."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.general import Duration, Reference
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.pointing import reference_beyond


def read_several(clause: Clause) -> bool:
    """ "All 2.5 s except the last, which should be 4", "the first 3 s and the rest 2": pointers and times in turn."""
    times = _said_times(clause)
    if len(times) < 2 or clause.drafts or clause.has("relative") or clause.has("verb", "remove", "trim", "split"):
        return False
    groups = _groups(clause, times)
    if groups is None:
        return False
    named: list[int] = []
    drafts: list[Duration] = []
    for pointers, time in groups:
        target = _pointed(pointers, time, named)
        named += [place for place in target.places if not target.others]
        drafts.append(Duration(int(time.amount * (1000 if time.kind == "number" else 1)), "each", target))
        for token in pointers:
            clause.store(token, "target")
        clause.store(time, "duration_ms")
    clause.trigger("duration", *clause.free("quant", "each", "all"), *clause.free("except"))
    clause.drafts.extend(drafts)
    clause.target, clause.topic = drafts[-1].target, "clip"
    return True


def _said_times(clause: Clause) -> list[Token]:
    """Durations, windows that are none ("the first 3 s and the rest 2"), and bare numbers after the first."""
    first = [*clause.free("duration"), *(clause.free("window") if clause.has("pronoun", "rest") else ())]
    if not first:
        return []
    start = min(token.start for token in first)
    bare = [token for token in clause.free("number") if token.start > start and _ends_group(clause, token)]
    return sorted((*first, *bare), key=lambda token: token.start)


def _ends_group(clause: Clause, token: Token) -> bool:
    following = clause.after(token)
    return following is None or following.kind in ("break", "conj", "ordinal", "prep")


def _groups(clause: Clause, times: list[Token]) -> list[tuple[list[Token], Token]] | None:
    """Each time with what it is said of, before it or after it; None where one is said of nothing."""
    kinds = ("ordinal", "name", "beyond")
    pointing = [
        token
        for token in clause.tokens
        if token.start not in clause.claims and (token.kind in kinds or token.is_a("pronoun", "rest"))
    ]
    general = clause.free("quant", "all", "each")
    ahead = bool(pointing) and pointing[0].start > times[0].start and times[0].kind != "window" and not general
    groups: list[tuple[list[Token], Token]] = []
    for index, time in enumerate(times):
        start = time.start if ahead else (times[index - 1].start if index else -1)
        end = (times[index + 1].start if index + 1 < len(times) else 1 << 30) if ahead else time.start
        mine = [token for token in pointing if start < token.start < end]
        if not mine and time.kind != "window" and not (index == 0 and general):
            return None
        if len(mine) > 1 and any(token.kind == "beyond" for token in mine):
            return None
        groups.append((mine, time))
    return groups


def _pointed(pointers: list[Token], time: Token, named: list[int]) -> Reference:
    if time.kind == "window":
        return Reference((1,) if time.value == "first" else (-1,))
    sides = [token for token in pointers if token.kind == "beyond"]
    if sides and len(pointers) == 1:
        return reference_beyond(sides[0])
    if any(token.is_a("pronoun", "rest") for token in pointers):
        return Reference(tuple(named), others=True)
    places = tuple(place for token in pointers for place in token.places)
    names = tuple(token.value for token in pointers if token.kind == "name")
    return Reference(places, names, every=not pointers)
