"""Pictures that stand still: "keep the first photo still", "they shouldn't move at all", 画面不要动."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.tokens import State, Token

SAID = frozenset({"noun", "quote", "transition", "mood", "own", "ratio", "aspect"})
_NAMED = ("ordinal", "name", "pronoun", "beyond")


def claim_subjects(clause: Clause) -> None:
    """ "static images": what they are, not what is asked."""
    for token in clause.free("static"):
        following = clause.after(token)
        if following is not None and following.is_a("noun", "picture", "clip"):
            clause.claim(token, State.DESCRIPTOR, "subject")


def standing(clause: Clause) -> list[Token]:
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
    words = _without_emphasis(clause.words())
    last = words[-1] if words else None
    if last is not None and last.is_a("verb", "move") and last.text.lower() in ("move", "moving"):
        things = any(token.is_a("noun", "picture", "clip") or token.kind in _NAMED for token in clause.tokens)
        return [last] if things and clause.sign(last) is Sign.KEPT and _has_subject(words, last) else []
    if last is None or not last.is_a("verb", "touch") or last.text != "动" or clause.sign(last) is not Sign.KEPT:
        return []
    others = clause.has("pronoun", "rest") or any(
        token.kind in SAID and not token.is_a("noun", "picture", "clip", "video") for token in clause.tokens
    )
    return [] if others else [last]


def _without_emphasis(words: list[Token]) -> list[Token]:
    """ "They shouldn't move at all"."""
    at_all = len(words) > 1 and words[-1].is_a("quant", "all") and words[-2].is_a("prep", "at")
    return words[:-2] if at_all else words


def _has_subject(words: list[Token], verb: Token) -> bool:
    """ "The pictures shouldn't move", where "don't move" says not of what."""
    first = next((token for token in words if token.kind not in ("prep", "conj", "quant")), verb)
    return first is not verb and (first.kind != "neg" or first.text.lower() == "none")


def _is_predicate(clause: Clause, token: Token) -> bool:
    before = clause.before(token, frozenset({"function", "polite"}))
    after = clause.after(token, LIGHT | {"break"})
    verbs = clause.says("keep", "make", "last", "use")
    numbered = all(other.kind == "ordinal" and other.text.isdigit() for other in clause.words() if other is not token)
    verbs = verbs or (numbered and len(clause.words()) > 1)
    if before is not None and before.is_a("prep", "to") and clause.has("noun", "motion"):
        return True
    named = before is not None and (
        before.is_a("noun", "picture", "clip", "video") or before.kind in _NAMED or before.is_a("quant", "all")
    )
    return verbs and named and (after is None or not after.is_a("noun", "picture"))


def _as_static(token: Token) -> Token:
    return Token("static", "static", token.start, token.end, token.text)
