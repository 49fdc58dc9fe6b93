"""What is to stay as it is, and nothing else said: "leave the rest alone", 其他不要动, "don't remove anything",
"not the clip". Clips that are to stay as they are are left out of all that the same instruction does to every clip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kineograph.studio.interpreter.clauses import LIGHT, Clause, Sign
from kineograph.studio.interpreter.drafts import Draft, Duration, MotionDraft, Reference, Remark
from kineograph.studio.interpreter.look_drafts import LookDraft, LookRemoval, TransformDraft
from kineograph.studio.interpreter.playing_drafts import Backwards, Pace, Speed
from kineograph.studio.interpreter.rules.pointing import point
from kineograph.studio.interpreter.tokens import Token

_WITH = LIGHT | {"break", "conj", "prep", "pronoun", "neg", "quant", "except"}
_THINGS = ("picture", "clip", "video", "order", "title", "text", "caption", "music", "transition", "motion", "sound",
           "duration", "volume", "voice", "position", "logo", "overlay", "color", "shape")  # fmt: skip
_OF_CLIPS = (Duration, MotionDraft, LookDraft, LookRemoval, TransformDraft, Backwards, Speed)
_POINTERS = frozenset({"ordinal", "name", "beyond"})
_GOING = ("moving", "playing", "running")
_NOT = ("not", "but not", "just not", "only not", "not on", "not for")


def read(clause: Clause) -> None:
    if clause.drafts or clause.refused:
        return
    if _contrasts(clause):
        _contrast(clause)
        return
    verbs = [token for token in clause.tokens if token.kind == "verb"]
    plain = all(_is_plain(token) or token.kind in _POINTERS for token in clause.tokens)
    if verbs and plain and all(clause.sign(verb) is Sign.KEPT or verb.text.lower() in _GOING for verb in verbs):
        _contrast(clause)


def spare(clauses: Sequence[Clause]) -> None:
    """Leaves the clips that are to stay as they are out of what else is done to every clip."""
    for clause in clauses:
        kept = _kept(clause)
        for other in clauses if kept is not None else ():
            if other is not clause and kept is not None:
                for index, draft in enumerate(other.drafts):
                    other.drafts[index] = _without(draft, kept)


def _contrasts(clause: Clause) -> bool:
    """ "…, not the clip", "…, but not the second picture": after something that was asked for."""
    before, negations = clause.previous, [token for token in clause.tokens if token.kind == "neg"]
    if before is None or before.sentence != clause.sentence or not before.drafts or len(negations) != 1:
        return False
    bare = (
        negations[0].text.lower() in _NOT and clause.before(negations[0], LIGHT | {"break", "conj", "except"}) is None
    )
    named = any(token.kind in _POINTERS or token.is_a("noun", *_THINGS) for token in clause.tokens)
    plain = all(token.kind in _WITH | _POINTERS or token.is_a("noun", *_THINGS) for token in clause.tokens)
    return bare and named and plain and not any(isinstance(draft, Remark) for draft in before.drafts)


def _contrast(clause: Clause) -> None:
    clips = [token for token in clause.tokens if token.kind in _POINTERS]
    if clips:
        point(clause)
    _keep(clause)


def _keep(clause: Clause) -> None:
    for token in clause.tokens:
        if token.start not in clause.claims and token.kind not in LIGHT and token.kind != "break":
            clause.trigger("kept", token)
    words = [token for token in clause.tokens if token.kind != "break"]
    clause.drafts.append(Remark("kept", _said(words)))


def _kept(clause: Clause) -> Reference | None:
    """Which clips a clause leaves as they are; None where it is of none, or does anything else."""
    told = clause.drafts and all(isinstance(draft, Remark) and draft.code == "kept" for draft in clause.drafts)
    if not told or clause.says("remove") or clause.refused:
        return None
    if clause.topic == "clip" and not clause.target.is_open:
        return clause.target
    nouns = {token.value for token in clause.tokens if token.kind == "noun"}
    if nouns == {"picture"} or nouns == {"clip"}:
        return Reference(every=True, kind="picture" if nouns == {"picture"} else "footage")
    return None


def _without(draft: Draft, kept: Reference) -> Draft:
    if isinstance(draft, Pace):
        return replace(draft, duration=replace(draft.duration, target=_rest(draft.duration.target, kept)))
    if isinstance(draft, Duration) and (draft.scope == "total" or draft.whole):
        return draft if draft.whole or kept.every else replace(draft, scope="each", target=_rest(draft.target, kept))
    if not isinstance(draft, _OF_CLIPS):
        return draft
    clips: Any = draft
    left: Draft = replace(clips, target=_rest(clips.target, kept))
    return left


def _rest(target: Reference, kept: Reference) -> Reference:
    """Every clip but those that are kept; what points at clips by itself stays as it is."""
    if target.beyond or target.others or not (target.every or target.is_open) or target.names_footage or kept.beyond:
        return target
    if kept.every:
        other = kept.kind and not target.kind
        return replace(kept, kind="footage" if kept.kind == "picture" else "picture") if other else target
    if target.kind and kept.others:
        return target
    return replace(kept, others=not kept.others, kind=target.kind)


def _is_plain(token: Token) -> bool:
    return token.kind in _WITH or token.kind == "verb" or token.is_a("noun", *_THINGS)


def _said(words: list[Token]) -> str:
    return ("" if words[0].text[0] > "\u2fff" else " ").join(word.text.strip() for word in words)
