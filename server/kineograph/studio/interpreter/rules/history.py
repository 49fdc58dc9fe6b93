"""Undo and redo, with a number of steps."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import (
    Draft,
    History,
    MotionDraft,
    Remark,
    Removal,
    TransitionDraft,
)
from kineograph.studio.interpreter.drafts.layers import MusicRemoval, OverlayRemoval, SoundRemoval, TextRemoval, Volume
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.timeline.vocabulary import MotionKind, TransitionKind

_LOOKS = ("motion", "tone", "grade", "preset", "turned")
_NAMED = frozenset(
    {"tone", "field", "grade", "preset", "motion", "transition", "turned", "aspect", "ratio", "fit", "resolution",
     "fps", "pixels", "platform", "container", "speed", "loop"}
)  # fmt: skip
_PLAIN = ("undo", "revert", "roll back", "step back", "撤销", "撤回")
_VALUES = ("speed", "tempo", "multiple", "percent", "duration", "ratio", "aspect", "transition", "mood", "color")
_OTHERWISE = {"music": "volume", "clip": "picture"}
_CLIPS = ("picture", "clip")
_BESIDE_KEPT = ("correction", "pronoun", "ordinal", "noun", "neg", "prep")
_REMOVALS = (Removal, TextRemoval, OverlayRemoval, MusicRemoval, SoundRemoval)
MAX_STEPS = 100
_TOPICS = ("title", "text", "caption", "music", "transition", "motion", "volume", "picture", "clip")


def read(clause: Clause) -> None:
    if (mark := _returning(clause)) is not None:
        _return(clause, mark)
        return
    verb = clause.one("verb", "redo") or clause.one("verb", "undo") or _bare_return(clause) or _takes_step(clause)
    if verb is None or clause.has("noun", *_TOPICS) or _says_which(clause, verb) or _is_of_named(clause, verb):
        return
    if named := _named(clause, verb):
        _take_off(clause, verb, named)
        return
    if any(token.text.lower().startswith("nothing") for token in clause.tokens):
        clause.trigger("history", verb, *clause.free("neg"))
        clause.drafts.append(Remark("kept", verb.text))
        return
    clause.trigger("history", verb, *clause.free("noun", "step"), *clause.free("verb", "undo", "change", "edit"))
    redo = not verb.is_a("verb", "undo", "remove")
    clause.drafts.append(History(redo=redo, steps=_steps(clause)))


def _is_of_named(clause: Clause, verb: Token) -> bool:
    """ "The narration, put it back": of that thing, whatever was done last."""
    before = clause.previous
    named = before is not None and before.sentence == clause.sentence and not before.has("verb") and before.has("noun")
    return named and verb.text.lower().split()[-1] == "back" and " it " in f" {verb.text.lower()} "


def _returning(clause: Clause) -> Token | None:
    """The word that says that something is to be as it was; "actually keep it", after it was taken away."""
    stepping = (token for token in clause.free("verb", "redo", "undo") if _is_return(clause, token))
    if (mark := clause.one("return") or next(stepping, None)) is not None:
        return mark
    before = clause.previous
    if before is None or not (_took_away(before) and _is_of(clause, before)):
        return None
    words = [token for token in clause.words() if token.kind not in _BESIDE_KEPT]
    kept = len(words) == 1 and words[0].is_a("verb", "keep")
    changed_mind = any(
        token.kind in ("correction", "neg") or token.text.lower() == "after all" for token in clause.tokens
    )
    return words[0] if kept and changed_mind else None


def _is_return(clause: Clause, verb: Token) -> bool:
    """ "Bring it back", "put the music back to how it was"; but "undo it" is a step by itself."""
    said = verb.text.lower()
    return said == "bring it back" or (said.endswith((" was", " were", " before")) and clause.has("noun", *_TOPICS))


def _return(clause: Clause, mark: Token) -> None:
    """The step back, or the step forward after one, where it is sure to do what is asked; else it is left and asked."""
    before = clause.previous
    if before is None or before.number >= 0 or not _is_of(clause, before):
        clause.claim(mark, State.NOT_UNDERSTOOD, "unplaced")
        return
    state = mark.value in ("state", "undo")
    redo = before.step == "undone" and bool(before.drafts) and not state
    if not redo and not (before.step == "one" and (state or _took_away(before))):
        clause.claim(mark, State.NOT_UNDERSTOOD, "unplaced")
        return
    for token in clause.tokens:
        clause.trigger("history", token)
    clause.drafts.append(History(redo=redo, steps=1))


def _took_away(before: Clause | None) -> bool:
    if before is None or before.number >= 0 or before.step != "one":
        return False
    return bool(before.drafts) and all(_takes_away(draft) for draft in before.drafts)


def _takes_away(draft: Draft) -> bool:
    still = isinstance(draft, MotionDraft) and draft.kinds == (MotionKind.STILL,)
    plain = isinstance(draft, TransitionDraft) and draft.kinds == (TransitionKind.CUT,)
    silent = isinstance(draft, Volume) and not draft.relative and not draft.level
    return still or plain or silent or isinstance(draft, _REMOVALS)


def _is_of(clause: Clause, before: Clause) -> bool:
    """Whether what is named, if anything, is what the clause before was about."""
    places = [token.places for token in before.tokens if token.kind == "ordinal"]
    if any(token.places not in places for token in clause.tokens if token.kind == "ordinal"):
        return False
    moving = [token.kind for token in clause.tokens if token.kind in ("motion", "transition")]
    nouns = [*(token.value for token in clause.tokens if token.kind == "noun"), *moving]
    said = {token.value for token in before.tokens if token.kind == "noun"}
    known = said | {_OTHERWISE.get(before.topic, before.topic), before.topic}
    return all(noun in known or (noun in _CLIPS and before.topic == "clip") for noun in nouns)


def _takes_step(clause: Clause) -> Token | None:
    """ "刚刚那个修改撤掉", "刚才的操作去掉"."""
    words = [token for token in clause.words() if token.kind not in ("correction", "det")]
    stepped = any(token.is_a("noun", "step") and is_han(token.text[0]) for token in words)
    plain = all(token.is_a("noun", "step") or token.is_a("verb", "remove", "change", "edit") for token in words)
    return clause.one("verb", "remove") if stepped and plain else None


def _bare_return(clause: Clause) -> Token | None:
    """ "恢复" by itself: what was just undone."""
    words = [token for token in clause.words() if token.kind != "correction"]
    return words[0] if len(words) == 1 and words[0].text in ("恢复", "恢复一下") else None


def _says_which(clause: Clause, verb: Token) -> bool:
    """ "Undo the zoom on photo 2", "put it back at the end": of one thing, and no step back."""
    links = [clause.before(token) for token in clause.free("number")]
    if any(link is not None and link.is_a("prep", "to") for link in links):
        return True  # "go back to 3"
    of_clip = clause.has("ordinal") and any(
        clause.has(kind) for kind in ("motion", "tone", "grade", "preset", "turned")
    )
    valued = verb.text.lower() not in _PLAIN and any(clause.has(kind) for kind in _VALUES)
    placed = verb.text.lower() == "put it back" and (clause.has("edge") or clause.has("place") or clause.has("ordinal"))
    return of_clip or placed or valued


def _named(clause: Clause, verb: Token) -> list[Token]:
    """ "Undo the sepia", where something else was done since: what it is, and no step back."""
    if verb.is_a("verb", "redo") or not verb.text.isascii():
        return []
    found = [token for token in clause.tokens if token.kind in _NAMED and token.start > verb.start]
    last = clause.previous
    alone = last is not None and last.sentence < 0 and last.tokens[0].start == 0
    done = last is not None and any(last.has(token.kind, token.value) for token in found)
    return [] if alone and done else found


def _take_off(clause: Clause, verb: Token, named: list[Token]) -> None:
    """A look can be taken off by itself; of anything else nobody knows how it was before."""
    for token in named:
        if token.kind in ("tone", "field"):
            clause.signs[token.start], clause.markers[token.start] = Sign.UNWANTED, (verb,)


def _steps(clause: Clause) -> int:
    """ "twice", "two steps", "the last three changes", 两步; one where nothing is said."""
    numbers = [token for token in (*clause.free("number"), *clause.free("count")) if token.amount >= 1]
    for token in numbers:
        clause.store(token, "steps")
        return _bounded(token.amount)
    for token in clause.free("ordinal"):
        if token.places[-1] == -1 and _of_steps(clause, token):
            clause.store(token, "steps")
            return _bounded(len(token.places))
    for token in clause.free("often"):
        clause.store(token, "steps")
        return _bounded(token.amount or float(token.value))
    for token in clause.free("quant", "all"):
        if token.text.lower().startswith("both"):
            clause.store(token, "steps")
            return 2
    for token in clause.free("edge", "end"):
        clause.trigger("history", token)
    return 1


def _of_steps(clause: Clause, token: Token) -> bool:
    """The last *change*, not the last *photo*."""
    following = clause.after(token)
    return following is None or not following.is_a("noun", "picture", "clip", "title", "music", "transition")


def _bounded(amount: float) -> int:
    return max(1, min(MAX_STEPS, int(amount)))
