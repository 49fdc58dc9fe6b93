"""The camera over a picture: zoom, pan, Ken Burns, still; how much; over which pictures."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses import LIGHT, Clause, Sign
from kineograph.studio.interpreter.drafts import OPEN, MotionDraft, Remark
from kineograph.studio.interpreter.rules.pointing import point
from kineograph.studio.interpreter.tokens import State, Token
from kineograph.timeline.vocabulary import MotionKind

_STRENGTHS = {"soft": 0.08, "strong": 0.25}
_PACES = {"slower": 0.08, "slower_bit": 0.08, "faster": 0.25, "faster_bit": 0.25}
_SAID = frozenset({"noun", "quote", "transition", "mood", "own", "ratio", "aspect"})
_SETS = {
    "zoom": (MotionKind.ZOOM_IN,),
    "pan": (MotionKind.PAN_RIGHT,),
    "ken_burns": (MotionKind.ZOOM_IN, MotionKind.PAN_RIGHT, MotionKind.ZOOM_OUT, MotionKind.PAN_LEFT),
    "ken_burns_in": (MotionKind.ZOOM_IN,),
}


def read(clause: Clause) -> None:
    _claim_subjects(clause)
    nouns, moves = clause.free("noun", "motion"), clause.free("motion")
    words = sorted((*nouns, *moves, *_standing(clause)), key=lambda token: token.start)
    if not words:
        return
    sign = clause.signed(words[0], "motion")
    clause.trigger("motion", *nouns)
    if sign is Sign.KEPT:
        clause.trigger("motion", *words)
        if any(token.is_a("motion", "still") or token.kind == "static" for token in words):
            clause.drafts.append(MotionDraft((MotionKind.STILL,), None, point(clause)))
        else:
            clause.drafts.append(Remark("kept", words[0].text))
        return
    kinds = _kinds(clause, moves)
    if any(token.kind == "static" for token in words):
        kinds = (MotionKind.STILL,)
    strength = _strength(clause)
    creating = clause.says("create", "turn", "animate") and clause.has("noun", "video")
    for token in clause.free("quant", "each", "all") if creating else ():
        clause.store(token, "target")
    target = OPEN if creating else point(clause)
    clause.drafts.append(MotionDraft((MotionKind.STILL,) if sign is Sign.UNWANTED else kinds, strength, target))


def _claim_subjects(clause: Clause) -> None:
    """ "static images": what they are, not what is asked."""
    for token in clause.free("static"):
        following = clause.after(token)
        if following is not None and following.is_a("noun", "picture", "clip"):
            clause.claim(token, State.DESCRIPTOR, "subject")


def _standing(clause: Clause) -> list[Token]:
    """ "make it static", "keep the first photo still"."""
    found = clause.free("static")
    for token in clause.free("noun", "picture"):
        if token.text.lower() == "still" and _is_predicate(clause, token):
            found.append(token)
    found.extend(_stilled(clause))
    for token in found:
        clause.store(token, "motions")
    return [_as_static(token) for token in found]


def _stilled(clause: Clause) -> list[Token]:
    """ "画面不要动": with nothing behind the verb the picture should not move; 不要动标题 leaves the title be."""
    last = clause.words()[-1] if clause.words() else None
    if last is None or not last.is_a("verb", "touch") or last.text != "动" or clause.sign(last) is not Sign.KEPT:
        return []
    others = any(token.kind in _SAID and not token.is_a("noun", "picture", "clip", "video") for token in clause.tokens)
    return [] if others else [last]


def _is_predicate(clause: Clause, token: Token) -> bool:
    before = clause.before(token, frozenset({"function", "polite"}))
    after = clause.after(token, LIGHT | {"break"})
    verbs = clause.says("keep", "make", "last", "use")
    named = before is not None and (
        before.is_a("noun", "picture", "clip", "video") or before.kind in ("pronoun", "ordinal")
    )
    return verbs and named and (after is None or not after.is_a("noun", "picture"))


def _as_static(token: Token) -> Token:
    return Token("static", "static", token.start, token.end, token.text)


def _kinds(clause: Clause, moves: list[Token]) -> tuple[MotionKind, ...]:
    kinds: list[MotionKind] = []
    for token in moves:
        clause.store(token, "motions")
        kinds.extend(_of(clause, token))
    return tuple(kinds)


def _of(clause: Clause, token: Token) -> tuple[MotionKind, ...]:
    if token.value != "pan":
        return _SETS.get(token.value) or (MotionKind(token.value),)
    for side in (*clause.free("side"), *clause.free("place", "left", "right")):
        clause.store(side, "motions")
        before = clause.before(side)
        opposite = {"left": "right", "right": "left", "up": "down", "down": "up"}
        away = before is not None and before.is_a("prep", "from")
        return (MotionKind(f"pan_{opposite[side.value] if away else side.value}"),)
    return _SETS["pan"]


def _strength(clause: Clause) -> float | None:
    """ "slow", "subtle" and the like, where they stand beside the move."""
    for token in (*clause.free("strength"), *clause.free("relative", *_PACES)):
        following = clause.after(token, LIGHT | {"strength"})
        before = clause.before(token, LIGHT | {"strength"})
        if any(
            other is not None and (other.kind == "motion" or other.is_a("noun", "motion"))
            for other in (following, before)
        ):
            clause.store(token, "strength")
            return _PACES.get(token.value) or _STRENGTHS[token.value]
    return None
