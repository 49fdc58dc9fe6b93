"""How long transitions last: said outright, in words of pace, or longer and shorter than they are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.general import OPEN, TransitionDraft
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules.longer import difference, scale
from kineograph.studio.interpreter.rules.pointing import unsaid

NEAR = LIGHT | {"prep", "says", "strength"}
DIRECTIONS = {
    "longer": 1, "longer_bit": 1, "lengthen": 1, "slower": 1, "slower_bit": 1,
    "shorter": -1, "shorter_bit": -1, "shorten": -1, "faster": -1, "faster_bit": -1,
}  # fmt: skip
_STRETCHING = ("lengthen", "shorten", "trim", "lower", "raise", "change", "turn", "remove")
_POINTING = ("ordinal", "name")
_NO_TRANSITION_MS = 10_000
_LONG_MS = 1000
_PACES = {"quick": 300, "fast": 300, "slow": 1200, "very slow": 2000, "very fast": 200}
_TOO_QUICK = ("too quick", "too fast", "not so fast", "too abrupt", "too jumpy", "too short")
_STEPS = {"": 300, "bit": 200, "much": 600}


@dataclass(frozen=True, slots=True)
class Measure:
    """How long: outright in ms, by how much longer or shorter, or so many times as long; at most one of them."""

    length: int | None = None
    change_ms: int = 0
    factor: float = 0.0


UNMEASURED = Measure()


def measured(clause: Clause, words: list[Token], *, named: bool) -> Measure:
    """What the clause says of the length of the transitions it names, by the noun or by their kinds."""
    for time in clause.free("duration"):
        if step := difference(clause, time):
            return Measure(change_ms=step)
    outright = paced(clause, words, length(clause, words))
    if not (named or stretched(clause, words)):
        return Measure(outright)
    if outright is not None:
        change(clause)
        return Measure(outright)
    times = scale(clause)
    return Measure(factor=times) if times else Measure(change_ms=change(clause))


def change(clause: Clause) -> int:
    """ "Longer transitions", 转场长一点: by how much, where it does not say how long."""
    for token in clause.free("strength"):
        if token.text.lower() in _TOO_QUICK:
            clause.store(token, "duration_ms")
            return _STEPS[""]
    for token in (*clause.free("relative", *DIRECTIONS), *clause.free("verb", "lengthen", "shorten")):
        clause.store(token, "duration_ms")
        step = _STEPS["bit" if token.value.endswith("_bit") else ""]
        for degree in clause.free("degree", *_STEPS):
            clause.store(degree, "duration_ms")
            step = _STEPS[degree.value]
        return DIRECTIONS[token.value] * step
    return 0


def stretched(clause: Clause, words: list[Token]) -> bool:
    """ "Shorter crossfades, 300 ms", "make the wipes longer": the kinds are named, and it is their length."""
    for token in clause.free("relative", *DIRECTIONS):
        near = NEAR | {"degree"}
        if _among(clause.after(token, near), words) or _among(clause.before(token, near), words):
            return True
    return False


def read_length(clause: Clause) -> None:
    """ "Use slides, 1 second": a bare time right after transitions is theirs."""
    before = clause.previous
    if before is None or before.topic != "transition" or before.sentence + 1 < clause.sentence:
        return
    if before.sentence != clause.sentence and not (clause.begins or clause.has("pronoun", "it", "them")):
        return
    times = clause.free("duration")
    if clause.has("pronoun", "it") and any(token.amount >= _NO_TRANSITION_MS for token in times):
        return
    apiece = {"quant"} if times and times[0].amount < _LONG_MS else set()
    bare = LIGHT | {"break", "duration", "prep", "noun", "pronoun", "conj", "correction", "doubt"} | apiece
    if times and _differs(clause, before, times[0]):
        return
    verbs = clause.free("verb", "make", "change", "use", "keep", "add", "shorten", "lengthen", "lower", "raise")
    grown = [] if times else [*clause.free("relative", *DIRECTIONS), *clause.free("degree", *_STEPS)]
    grown += [] if times else clause.free("factor")
    only = [*clause.free("quant", "only"), *clause.free("except", "but")]
    every = clause.free("quant", "all") if clause.has("noun", "duration") else []
    rest = [token for token in clause.tokens if token.kind not in bare and token not in (*verbs, *grown, *every, *only)]
    if grown and not rest and not clause.has("noun") and (clause.free("relative") or clause.free("factor")):
        times_as_long = scale(clause)
        by = 0 if times_as_long else change(clause)
        clause.drafts.append(replace(_last(before), kinds=(), duration_ms=None, change_ms=by, factor=times_as_long))
        clause.trigger("transition", *verbs, *only)
        clause.topic = "transition"
        return
    if times and not rest and not clause.has("noun", "picture", "clip", "video", "title", "text", "caption"):
        if any(state is State.NOT_UNDERSTOOD for state, _ in before.claims.values()):
            unsaid(clause, times[0], "hangs_on_held")
            return
        clause.store(times[0], "duration_ms")
        clause.trigger("transition", *clause.free("noun", "duration"), *clause.free("quant", "each"), *verbs, *every)
        clause.topic, last = "transition", _last(before)
        named = last if last.target != OPEN and not every else TransitionDraft()
        sides = TransitionDraft((), None, named.target, named.between, named.after, named.both)
        clause.drafts.append(replace(sides, duration_ms=int(times[0].amount)))


def _differs(clause: Clause, before: Clause, time: Token) -> bool:
    """ "转场太长了，缩短0.2秒": so much shorter; it takes the place of a complaint."""
    bare = LIGHT | {"break", "duration", "prep", "pronoun", "conj", "relative", "degree"}
    ways = clause.free("verb", *_STRETCHING, "add")
    if any(t.kind not in bare and not t.is_a("noun", "duration") and t not in ways for t in clause.tokens):
        return False
    step = difference(clause, time)
    if step:
        _alter(clause, before, Measure(change_ms=step))
    return bool(step)


def _alter(clause: Clause, before: Clause, measure: Measure) -> None:
    """The transitions that were spoken of, of another length."""
    last = _last(before)
    if last.change_ms and before.sentence == clause.sentence:
        before.drop(last)
    clause.drafts.append(
        replace(last, kinds=(), duration_ms=None, change_ms=measure.change_ms, factor=measure.factor, changing=False)
    )
    clause.topic = "transition"


def read_change(clause: Clause) -> None:
    """ "转场太快了，慢一点", "转场用滑动。时长再短一点": of the transitions; it takes the place of a complaint."""
    before = clause.previous
    if before is None or before.topic != "transition" or before.sentence + 1 < clause.sentence:
        return
    plain = LIGHT | {"break", "relative", "degree", "factor", "tempo", "percent", "multiple"}
    measured = all(
        token.kind in plain or token.is_a("noun", "duration") or token.is_a("verb", *_STRETCHING)
        for token in clause.tokens
    )
    times = scale(clause) if measured else 0.0
    if not (
        measured
        and (times or clause.free("relative", *DIRECTIONS))
        and any(is_han(word.text[0]) for word in clause.words()[:1])
    ):
        return
    clause.trigger("transition", *clause.free("noun", "duration"))
    _alter(clause, before, Measure(factor=times) if times else Measure(change_ms=change(clause)))


def _last(before: Clause) -> TransitionDraft:
    """The transitions that were spoken of, for another length of them."""
    return next((draft for draft in before.drafts if isinstance(draft, TransitionDraft)), TransitionDraft())


def length(clause: Clause, words: list[Token]) -> int | None:
    """The duration beside the word for a transition."""
    for time in clause.free("duration"):
        following, before = clause.after(time, NEAR), clause.before(time, NEAR | {"neg", "verb", "quant"})
        beside = _among(following, words) or _among(before, words)
        beside = beside or (before is not None and before.is_a("noun", "duration")) or _takes(clause, time, before)
        if beside and not (following is not None and following.is_a("quant", "each") and not _among(before, words)):
            clause.store(time, "duration_ms")
            clause.trigger("transition", *clause.free("noun", "duration"))
            last = clause.after(time, NEAR)
            clause.trigger("transition", last if last is not None and last.is_a("quant", "each") else None)
            return int(time.amount)
    return None


def paced(clause: Clause, words: list[Token], length: int | None) -> int | None:
    """ "A quick crossfade", "slow dissolves": a word of pace right before them says how long, where no time does."""
    for token in clause.free("strength"):
        if token.text.lower() not in _PACES:
            clause.trigger(
                "transition", token if token.is_a("strength", "soft") and clause.after(token) in words else None
            )
            continue
        following = clause.after(token, LIGHT | {"duration", "strength"})
        if following in words:
            clause.store(token, "duration_ms") if length is None else clause.trigger("transition", token)
            length = _PACES[token.text.lower()] if length is None else length
    return length


def _takes(clause: Clause, time: Token, before: Token | None) -> bool:
    """ "Dissolve from photo 2 to photo 3 over 1.5 seconds": behind the cut it is of."""
    over = clause.before(time)
    led = clause.has("prep", "between") or clause.has("prep", "from")
    return led and over is not None and over.kind == "prep" and before is not None and before.kind in _POINTING


def _among(token: Token | None, words: list[Token]) -> bool:
    return token is not None and any(token.start == word.start for word in words)
