"""How strongly the camera moves: how many times as strong as now, or how strong."""

from __future__ import annotations

from collections.abc import Iterable

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules import further

SOFT, _STRONG = 0.08, 0.25
_STRENGTHS = {"soft": SOFT, "strong": _STRONG}
SLOW, FAST = ("slower", "slower_bit"), ("faster", "faster_bit")
_PACES = dict.fromkeys(SLOW, SOFT) | dict.fromkeys(FAST, _STRONG)
_DEGREES = {"bit": SOFT, "much": _STRONG}
_FACTORS = {
    "raise": 1.5,
    "lower": 0.6,
    "bigger": 1.5,
    "smaller": 0.6,
    "higher": 1.5,
    "higher_bit": 1.3,
    "lower_bit": 0.75,
}
_MORE = {"more": "raise", "less": "lower", "多一点": "raise", "少一点": "lower", "更多": "raise", "减少": "lower"}


def amount_of(clause: Clause, words: list[Token]) -> tuple[float, float | None]:
    """How many times as strong as now, or how strong; the one that is said outright."""
    times = _times(clause, words)
    factor = times or _factor(clause, words)
    if times:
        return times, None
    strength = strength_of(clause, words, factor)
    if factor and strength is not None:
        loosen(clause, [token for token in clause.tokens if token.kind in ("verb", "relative")])
    return (0.0 if strength is not None else factor), strength


def loosen(clause: Clause, tokens: Iterable[Token]) -> None:
    """What says once more what was said: "no panning or zooming", "a subtle breathing motion"."""
    for token in tokens:
        if clause.claims.get(token.start) in ((State.STORED, "motions"), (State.STORED, "strength")):
            clause.claim(token, State.TRIGGER, "motion")


def strength_of(clause: Clause, words: list[Token], factor: float = 0.0) -> float | None:
    """ "slow", "subtle" and the like, where they stand beside the move; "by 20 %", "to 120 %"; "a lot"."""
    clause.trigger("strength", *clause.free("noun", "strength"))
    for token in clause.free("percent"):
        clause.store(token, "strength")
        return round(token.amount - 1, 4) if token.amount > 1 else token.amount
    for token in (*clause.free("strength"), *clause.free("relative", *_PACES)):
        if token in words or _beside(clause, token, words) or _after_all(clause, token, words):
            clause.store(token, "strength")
            clause.trigger("strength", *clause.free("strength", token.value))
            clause.trigger("strength", *clause.free("degree"))
            return _PACES.get(token.value) or _STRENGTHS[token.value]
    for token in clause.free("degree", *_DEGREES) if not factor else ():
        if _beside(clause, token, words):
            clause.store(token, "strength")
            return _DEGREES[token.value]
    return None


def _after_all(clause: Clause, token: Token, words: list[Token]) -> bool:
    """ "Ken Burns on each still, but subtle"."""
    link = clause.before(token, LIGHT | {"degree"})
    return link is not None and link.is_a("except", "but") and any(word.start < token.start for word in words)


def _times(clause: Clause, words: list[Token]) -> float:
    """ "Twice the zoom", "reduce the zooms to half", "1.5x as strong": so many times as strong as now."""
    shares = ("factor", "tempo", "multiple", "percent") if words else ()
    for token in (token for kind in shares for token in clause.free(kind)):
        if token.kind != "percent" or token.text.lower() in ("half", "一半"):
            clause.store(token, "strength")
            clause.trigger("strength", *clause.free("strength", "strong"), *clause.free("verb", "raise", "lower"))
            clause.trigger("strength", *clause.free("prep", "to", "by"))
            return token.amount or float(token.value)
    return 0.0


def _factor(clause: Clause, words: list[Token]) -> float:
    """ "More motion", "reduce the zoom", 运镜小一点, 再放大点: so many times as strong as now."""
    if further.goes_further(clause, words):
        return further.claim(clause)
    return _changed_by(clause, words)


def _changed_by(clause: Clause, words: list[Token]) -> float:
    for token in (*clause.free("relative", *_FACTORS), *clause.free("verb", "raise", "lower")):
        if _beside(clause, token, words) or token.kind == "verb":
            clause.store(token, "strength")
            for degree in clause.free("degree"):
                clause.store(degree, "strength")
            return _FACTORS[token.value]
    for token in clause.tokens if words else ():
        if token.text.lower() in _MORE and token.start not in clause.claims and _beside(clause, token, words):
            clause.store(token, "strength")
            for degree in clause.free("degree"):
                clause.store(degree, "strength")
            return _FACTORS[_MORE[token.text.lower()]]
    return 0.0


def _past(clause: Clause, token: Token | None, *, back: bool = False) -> Token | None:
    """Past "strength" and 幅度, which stand between a move and how much of it."""
    if token is None or not (token.is_a("noun", "strength") or token.text == "镜头"):
        return token
    return clause.before(token) if back else clause.after(token)


def _beside(clause: Clause, token: Token, words: list[Token]) -> bool:
    skip = LIGHT | {
        "strength",
        "degree",
        "easing",
        "prep",
        "ordinal",
        "pronoun",
        "break",
        "except",
        "percent",
        "det",
        "contentmotion",
        "side",
        "place",
    }
    near = (_past(clause, clause.after(token, skip)), _past(clause, clause.before(token, skip), back=True))
    return any(other is not None and any(other.start == word.start for word in words) for other in near)
