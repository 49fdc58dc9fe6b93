"""Spans of time by their moments: "from 0:30 to 1:45", "everything after 0:20", "from 10 seconds to the end"."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.playing import Stretch
from kineograph.studio.interpreter.lexing.tokens import Token

_DASHES = "-–—~"


def paired(clause: Clause, times: list[Token]) -> list[Stretch]:
    """ "From 0:30 to 1:45", "between 1:20 and 3:00"."""
    pairs: list[Stretch] = []
    while len(times) >= 2 and _joined(clause, times[0], times[1]):
        first, second, *times = times
        if first.amount >= second.amount:
            return []
        clause.store(first, "start_ms")
        clause.store(second, "end_ms")
        clause.trigger("start_ms", *clause.free("edge", "tail"))
        pairs.append(Stretch(int(first.amount), int(second.amount)))
    return pairs


def _joined(clause: Clause, first: Token, second: Token) -> bool:
    between = [token for token in clause.tokens if first.start < token.start < second.start]
    words = [token for token in between if token.kind not in ("function", "det")]
    if len(words) != 1:
        return False
    both = words[0].is_a("conj", "and") and clause.has("prep", "between")
    return both or words[0].is_a("prep", "to", "until") or words[0].text in _DASHES or words[0].text in ("到", "至")


def goes_to_end(clause: Clause, times: list[Token]) -> bool:
    """ "From 10 seconds to the end", 从10秒到结尾."""
    before = clause.before(times[0])
    later = [token for token in clause.free("edge", "end") if token.start > times[-1].start]
    spelled = bool(later) and later[0].text.lower().startswith(("to ", "till ", "until "))
    joined = spelled or (
        bool(later) and (joint := clause.before(later[0])) is not None and joint.is_a("prep", "to", "until")
    )
    return joined and (before is None or before.is_a("prep", "from"))


def open_ended(clause: Clause, times: list[Token]) -> list[Stretch]:
    """ "Everything after 0:20", "before 5 seconds", 20秒以后的部分, "from 10 seconds to the end"."""
    time = times[0]
    if len(times) != 1:
        return []
    near = [token for token in (clause.before(time), clause.after(time)) if token is not None]
    tail = clause.free("edge", "tail")
    after = any(token.is_a("prep", "after") for token in near) or bool(tail) or goes_to_end(clause, times)
    onward = any(token.text.lower() in ("onwards", "onward", "on", "开始的") for token in clause.tokens)
    after = after or (onward and any(token.is_a("prep", "from") for token in near))
    before = any(token.is_a("prep", "before", "until") for token in near)
    if not after and not before:
        return []
    clause.store(time, "start_ms" if after else "end_ms")
    clause.trigger("start_ms", *tail, *clause.free("edge", "end"), *clause.free("quant", "all"))
    return [Stretch(int(time.amount), None) if after else Stretch(0, int(time.amount))]


def nth(clause: Clause, times: list[Token]) -> list[Stretch]:
    """ "第5秒": the fifth second, where something goes."""
    time = times[0]
    if len(times) != 1 or not time.text.startswith("第") or time.amount < 1000:
        return []
    clause.store(time, "start_ms")
    return [Stretch(int(time.amount) - 1000, int(time.amount))]
