"""Where clips are split in two, or into so many parts."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import OPEN, Remark
from kineograph.studio.interpreter.drafts.playing import PieceRemoval, Splitting
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.parts import part_of_split
from kineograph.studio.interpreter.rules.stretches import OTHERS, clips_meant, times_of


def read(clause: Clause) -> None:
    """Runs before the stretches: "cut the clip at 4 seconds" takes nothing away."""
    if clause.refused or clause.drafts or clause.has("quote") or clause.has("noun", *OTHERS):
        return
    if clause.free("verb", "split") or _cuts_at(clause):
        _split(clause)
    elif (verb := clause.one("verb", "remove")) is not None and clause.free("portion"):
        _remove_piece(clause, verb)


def _remove_piece(clause: Clause, verb: Token) -> None:
    """ "Cut the clip in two at 5 seconds and remove the second part"."""
    if clause.sign(verb) is Sign.UNWANTED and (part := part_of_split(clause, "target")) is not None:
        clause.signed(verb, "remove")
        clause.trigger("remove", verb)
        clause.drafts.append(PieceRemoval(part))


def _cuts_at(clause: Clause) -> bool:
    """ "Cut the clip at 4 seconds", "cut it in two"."""
    verb = clause.one("verb", "trim")
    times = times_of(clause)
    if verb is None or not verb.text.lower().startswith(("cut", "chop", "snip")):
        return False
    at = bool(times) and (before := clause.before(times[0])) is not None and before.text.lower() == "at"
    halved = clause.has("factor") and not clause.has("noun", "duration", "volume") and not clause.has("prep", "by")
    parted = not times and bool(_counts(clause))
    return at or halved or parted


def _split(clause: Clause) -> None:
    verb = clause.free("verb", "split", "trim")[0]
    if clause.signed(verb, "at_ms") is not Sign.WANTED:
        clause.trigger("at_ms", verb, *times_of(clause), *clause.free("window"), *clause.free("number"))
        clause.drafts.append(Remark("avoided", verb.text))
        return
    clause.trigger("at_ms", *clause.free("verb", "split", "trim"), *clause.free("equal"))
    every = clause.free("quant", "each")
    times = times_of(clause)
    parts = 0
    for token in (*times, *_counts(clause)):
        clause.store(token, "at_ms")
        parts = 0 if token in times else int(token.amount) or 2
    halves = [*clause.free("factor"), *clause.free("percent"), *clause.free("place", "center")]
    for token in halves:
        clause.store(token, "at_ms")
        parts = 2
    if verb.text.startswith(("一分为二", "从中", "切两", "切成两", "剪成两", "断成两", "分成两", "分两")) and not times:
        parts = 2
    moments = tuple(sorted(int(token.amount) for token in times))
    if every and len(moments) == 1:
        clause.trigger("at_ms", *every)
    target = OPEN if _of_whole(clause) else clips_meant(clause)
    if every and len(moments) == 1:
        clause.drafts.append(Splitting(every_ms=moments[0], target=target))
    else:
        clause.drafts.append(Splitting(moments, parts if not moments else 0, target=target))


def _counts(clause: Clause) -> list[Token]:
    """ "Into 3 parts", 切成三段, "in two"."""
    return [token for token in (*clause.free("number"), *clause.free("count")) if 2 <= token.amount <= 20]


def _of_whole(clause: Clause) -> bool:
    words = [token.text.lower() for token in clause.tokens]
    named = "timeline" in words or (clause.has("noun", "video") and not clause.has("noun", "clip"))
    return named and not (clause.has("ordinal") or clause.has("name"))
