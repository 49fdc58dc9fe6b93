"""How often it plays: loops, boomerangs, "twice in a row"."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import Remark
from kineograph.studio.interpreter.drafts.playing import Looping
from kineograph.studio.interpreter.lexing.tokens import Token


def read_loop(clause: Clause) -> None:
    words = clause.free("loop")
    often = _often(clause)
    if not words and not (often and _plays(clause)):
        return
    sign = clause.signed(words[0], "loop") if words else Sign.WANTED
    clause.trigger("loop", *words)
    if sign is not Sign.WANTED:
        clause.drafts.append(Remark("absent", words[0].text))
        return
    times = None
    for token, amount in often:
        clause.store(token, "times")
        times = amount
    clause.trigger("loop", *clause.free("noun", "step"), *clause.free("quant", "all"), *clause.free("succession"))
    styles = {token.value for token in words}
    if "boomerang" in styles:
        clause.drafts.append(Looping(times, "boomerang"))
    elif "seamless" in styles or any(token.text.lower() == "seamless" for token in clause.tokens):
        clause.drafts.append(Looping(None, "seamless"))
    else:
        one = clause.has("noun", "clip") and not clause.has("noun", "video")
        clause.drafts.append(Looping(times, of_clip=one))


def _often(clause: Clause) -> list[tuple[Token, int]]:
    """How often: "twice", "three times", 三次, 两遍, "3x"."""
    found = [(token, int(token.amount or float(token.value))) for token in clause.free("often")]
    if found:
        return found[:1]
    for token in (*clause.free("number"), *clause.free("multiple")):
        following = clause.after(token, frozenset({"function"}))
        if token.kind == "multiple" or (following is not None and following.is_a("noun", "step")):
            return [(token, int(token.amount))]
    return []


def _plays(clause: Clause) -> bool:
    """ "Play it three times", 播放两遍."""
    return any(token.text.lower() in ("play", "plays", "播放") for token in clause.tokens) and not clause.has("speed")
