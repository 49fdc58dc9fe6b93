"""One clause → drafts: runs the rules in order, then accounts for every token that no rule has claimed.

A clause is ``clean`` where nothing in it was left over and nothing refused; only clean clauses may change anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from kineograph.studio.interpreter import drafts as d
from kineograph.studio.interpreter.clauses import Clause, split
from kineograph.studio.interpreter.ledger import MEANINGFUL
from kineograph.studio.interpreter.rules import (
    arrange,
    history,
    lengths,
    making,
    motions,
    music,
    playback,
    refusals,
    shape,
    splits,
    stretches,
    titles,
)
from kineograph.studio.interpreter.rules import transitions as cuts
from kineograph.studio.interpreter.tokens import State, Token

RULES: tuple[Callable[[Clause], None], ...] = (
    refusals.read,
    history.read,
    titles.read,
    music.read,
    shape.read,
    cuts.read,
    playback.read,
    splits.read,
    stretches.read,
    arrange.read,
    motions.read,
    lengths.read,
    making.read,
)
_FUNCTION = frozenset({"function", "polite", "det", "prep", "conj", "pronoun", "break", "mark", "says"})
_STYLES = frozenset({"mood", "strength", "aspect", "content", "color", "size", "unknown", "static", "number"})
_PURPOSES = frozenset({"unknown", "purpose", "audience", "content", "says", "mood"})
_SWITCHED = ("music", "transition", "motion", "title", "text", "caption")
_TIMED = frozenset({"duration", "clock", "window", "ends", "range", "percent", "factor", "relative"})
_THINGS = ("picture", "clip", "video")


def read(tokens: Sequence[Token]) -> list[Clause]:
    """The clauses of an instruction, each with its drafts, its refusals and a state for every token."""
    clauses = split(_without_adverbs(tokens))
    for clause in clauses:
        for rule in RULES:
            rule(clause)
        _close(clause)
    return clauses


def _without_adverbs(tokens: Sequence[Token]) -> list[Token]:
    """ "First make it square": an order of doing, not a picture."""
    found = _with_cuts(_with_particles(tokens))
    for index, token in enumerate(tokens[:-1]):
        opens = all(before.kind in ("polite", "break", "mark") for before in tokens[max(0, index - 1) : index])
        adverb = opens and token.kind == "ordinal" and token.text.lower() == "first"
        if adverb and (tokens[index + 1].kind == "verb" or tokens[index + 1].text == ","):
            found[index] = replace(token, kind="function")
    return found


def _with_particles(tokens: Sequence[Token]) -> list[Token]:
    """ "Turn the music off": the verb stands apart from the particle that makes it a removal, or less by so much."""
    found = list(tokens)
    verb: int | None = None
    timed = False
    for index, token in enumerate(tokens):
        if token.kind == "verb":
            verb, timed = index if token.text.lower() in ("turn", "switch", "take") else None, False
        elif token.kind in ("break", "conj"):
            verb = None
        elif token.kind == "duration":
            timed = True
        elif token.text.lower() == "off" and verb is not None:
            found[verb] = replace(tokens[verb], value="shorten" if timed else "remove")
            found[index] = replace(token, kind="function", value="off")
        elif token.text.lower() == "off" and index and tokens[index - 1].is_a("noun", *_SWITCHED):
            found[index] = replace(token, kind="verb", value="remove")
    return found


def _with_cuts(tokens: Sequence[Token]) -> list[Token]:
    """ "Cut the second photo" takes it away; "cut 5 seconds", "cut it to 10 seconds" is about time."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        ahead = list(takewhile(lambda other: other.kind not in ("break", "verb"), tokens[index + 1 :]))
        if token.is_a("verb", "cut"):
            timed = any(other.kind in _TIMED or other.is_a("edge", "both") for other in ahead) or _in_parts(ahead)
            found[index] = replace(token, value="trim" if timed else "remove")
        if token.is_a("verb", "cut", "trim", "remove"):
            for later, other in enumerate(ahead, index + 1):
                if other.text.lower() in ("off", "down"):
                    found[later] = replace(found[later], kind="function")
    return found


def _in_parts(tokens: Sequence[Token]) -> bool:
    """ "In two", "into 3 parts"."""
    return any(before.text.lower() in ("in", "into") and token.kind == "number" for before, token in pairwise(tokens))


def is_clean(clause: Clause) -> bool:
    return not clause.refused and not leftovers(clause)


def leftovers(clause: Clause) -> list[Token]:
    """The tokens nobody understood, in order; the words we do not know, where there are such."""
    found = _not_understood(clause)
    strange = [token for token in found if token.kind in ("unknown", "content", "contentmotion")]
    return strange or found


def _not_understood(clause: Clause) -> list[Token]:
    return [token for token in clause.tokens if clause.claims[token.start][0] is State.NOT_UNDERSTOOD]


def is_destructive(clause: Clause) -> bool:
    return any(draft.destroys for draft in clause.drafts)


def creates(clause: Clause) -> bool:
    return any(isinstance(draft, d.Create) for draft in clause.drafts)


def _close(clause: Clause) -> None:
    _close_purpose(clause)
    if sum(draft.one_of_a_kind for draft in clause.drafts) > 1 and clause.has("conj", "or"):
        for token in clause.free("conj", "or"):
            clause.claim(token, State.NOT_UNDERSTOOD, "choice")
    for token in clause.tokens:
        if token.start not in clause.claims:
            state, where = _verdict(clause, token)
            clause.claim(token, state, where)
            if state is State.NOTED and where in ("style", "purpose", "audience"):
                clause.noted.append(token.text.strip())


_PLAIN_VERDICTS: dict[str, State] = {
    **dict.fromkeys(_FUNCTION, State.FUNCTION),
    "descriptor": State.DESCRIPTOR,
    "audience": State.NOTED,
    "purpose": State.NOTED,
}


def _verdict(clause: Clause, token: Token) -> tuple[State, str]:
    """What becomes of a token that no rule has claimed."""
    if token.kind == "verb":
        return _verb(clause, token)
    if token.kind == "noun":
        return _noun(clause, token)
    if token.kind in _PLAIN_VERDICTS and not token.is_a("pronoun", "rest") and not token.is_a("prep", "than"):
        state = _PLAIN_VERDICTS[token.kind]
        return state, token.kind if state is State.NOTED else ""
    if token.kind == "correction" and token is clause.tokens[0] and clause.previous is None:
        return State.FUNCTION, ""
    if clause.drafts and _colours_only(clause, token):
        return State.NOTED, "style"
    if token.is_a("except", "but") and clause.drafts:
        return State.TRIGGER, "but"
    return State.NOT_UNDERSTOOD, "unplaced" if token.kind in MEANINGFUL else "unknown"


def _colours_only(clause: Clause, token: Token) -> bool:
    """Whether the word only says what something is like: it changes nothing, and is repeated back."""
    degree = token.kind == "degree" and _follows_style(clause, token)
    style = token.kind in _STYLES and creates(clause) and _modifies(clause, token)
    return degree or style or _is_style(clause, token)


def _verb(clause: Clause, token: Token) -> tuple[State, str]:
    fits = any(token.value in draft.verbs for draft in clause.drafts)
    return (State.TRIGGER, token.value) if fits else (State.NOT_UNDERSTOOD, "unplaced")


def _noun(clause: Clause, token: Token) -> tuple[State, str]:
    general = token.value in (*_THINGS, "part", "logo", "step", "position", "order", "shape", "duration", "color")
    if general and clause.drafts:
        return State.TRIGGER, token.value
    return State.NOT_UNDERSTOOD, "unplaced"


def _modifies(clause: Clause, token: Token) -> bool:
    """Whether the word only colours the thing it stands before: "golden wedding photos", or ends a cut-off sentence."""
    skip = _STYLES | {"descriptor", "function", "conj", "mark", "duration", "count"}
    following = clause.after(token, skip)
    if following is None or following.kind == "break":
        return token.kind in ("strength", "mood") and clause.after(token, skip) is None
    return following.is_a("noun", *_THINGS) or following.is_a("holds")


def _follows_style(clause: Clause, token: Token) -> bool:
    before = clause.before(token, frozenset({"function"}))
    return before is not None and before.kind == "descriptor"


def _is_style(clause: Clause, token: Token) -> bool:
    """ "a cinematic feel"."""
    following = clause.after(token, frozenset({"function"}))
    return (
        token.kind == "mood" and bool(clause.drafts) and following is not None and following.is_a("descriptor", "style")
    )


def _close_purpose(clause: Clause) -> None:
    """ "for my mum's birthday", "so I can post it": noted, as long as the job is to make or add something."""
    if is_destructive(clause) or not clause.drafts:
        return
    inside = False
    for token in clause.tokens:
        starts = token.is_a("prep", "for", "of", "about") or token.kind == "purpose"
        if starts:
            inside = token.kind == "purpose" or token.is_a("prep", "for") or creates(clause)
        elif token.kind == "break" or token.start in clause.claims:
            inside = False
        if inside and token.start not in clause.claims and token.kind in _PURPOSES:
            clause.claim(token, State.NOTED, "purpose")
            clause.noted.append(token.text.strip())
