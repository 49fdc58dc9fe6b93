"""The same, but not there: "take it off number 5", "not on the last one", "remove it from photo 2", after a look, a
move or a mute was given to it among others. What was given goes, and never the clip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import Draft, MotionDraft, Reference
from kineograph.studio.interpreter.drafts.layers import Volume
from kineograph.studio.interpreter.drafts.looks import LookDraft, LookRemoval
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules.pointing import point
from kineograph.timeline.vocabulary import MotionKind

_FROM = ("off", "from", "on", "for", "in", "off of", "at")
_POINTERS = ("ordinal", "name")
_BESIDE = LIGHT | {"prep", "break", "conj", "correction", "ordinal", "name", "except", "neg"}


def read(clause: Clause) -> None:
    pointed = [token for kind in _POINTERS for token in clause.free(kind)]
    if clause.drafts or clause.refused or not pointed or clause.has("noun", "title", "text", "caption", "music"):
        return
    if (thing := _taken_off(clause, pointed[0])) is not None:
        _withhold(clause, [*clause.free("verb", "remove"), thing])
    elif _left_out(clause):
        either = [token for token in clause.tokens if token.text.lower() == "either"]
        _withhold(clause, [*clause.free("neg"), *clause.free("except"), *either])


def _taken_off(clause: Clause, pointer: Token) -> Token | None:
    """The "it" of "take it off number 5": what the clip was given."""
    verb = clause.one("verb", "remove")
    if verb is None or clause.sign(verb) is not Sign.UNWANTED:
        return None
    before = [token for token in clause.tokens if verb.start < token.start < pointer.start]
    its = [token for token in before if token.is_a("pronoun", "it", "them") or token.text.lower() in ("that", "this")]
    led = any(token.text.lower() in _FROM for token in before if its and token.start > its[0].start)
    plain = all(token in its or token.kind in ("function", "det", "prep", "polite") for token in before)
    return its[0] if len(its) == 1 and led and plain else None


def _left_out(clause: Clause) -> bool:
    """ "Not on the last one though", "except the second": an instruction of its own, about what was done before."""
    before = clause.previous
    if before is None or before.number >= 0 or not clause.begins or not (clause.has("neg") or clause.has("except")):
        return False
    opening = next(
        (token for token in clause.tokens if token.kind not in (*LIGHT, "conj", "correction", "break")), None
    )
    led = opening is not None and (opening.kind == "except" or opening.text.lower() in ("not", "but not"))
    known = (token.kind in _BESIDE or token.is_a("noun", "picture", "clip") for token in clause.tokens)
    return led and all(
        plain or token.text.lower() == "either" for plain, token in zip(known, clause.tokens, strict=True)
    )


def _withhold(clause: Clause, words: Sequence[Token]) -> None:
    before = clause.previous
    given = before.drafts if before is not None and before.number < 0 else []
    if before is None or not given or not all(_can_go(draft) for draft in given) or not _had(clause, before):
        for token in words:
            clause.claim(token, State.NOT_UNDERSTOOD, "unplaced")
        return
    clause.trigger("withheld", *words)
    target = point(clause)
    clause.drafts.extend(without(draft, target, clause.tokens[0].text) for draft in given)


def _had(clause: Clause, before: Clause) -> bool:
    """Whether the clips that are named are among those that were given something."""
    places = set(before.target.places)
    pointed = {place for token in clause.tokens if token.kind == "ordinal" for place in token.places}
    again = any(isinstance(draft, LookRemoval) for draft in before.drafts)
    return (
        again
        or not places
        or before.target.others
        or min(pointed, default=1) < 0 < len(places) - 1
        or pointed <= places
    )


def _can_go(draft: Draft) -> bool:
    muted = isinstance(draft, Volume) and draft.of == "footage" and not (draft.level or draft.relative)
    return muted or isinstance(draft, LookDraft | LookRemoval) or (isinstance(draft, MotionDraft) and bool(draft.kinds))


def without(draft: Draft, target: Reference, said: str) -> Draft:
    """What takes from the ``target`` what the draft gave it."""
    if isinstance(draft, LookRemoval):
        return replace(draft, target=target)
    if isinstance(draft, LookDraft):
        return LookRemoval(draft.tone, tuple(name for name, _ in (*draft.set_to, *draft.by)), said, target)
    if isinstance(draft, Volume):
        return Volume(1.0, of=draft.of, target=target)
    return MotionDraft((MotionKind.STILL,), None, target)
