"""What is to stay as it is, and nothing else said: "leave the rest alone", 其他不要动, "don't remove anything"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import OPEN, Duration, MotionDraft, Reference, Remark
from kineograph.studio.interpreter.drafts.looks import LookDraft, LookRemoval, TransformDraft
from kineograph.studio.interpreter.drafts.playing import Speed
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.kinds import kind_of

_OF_CLIPS = (LookDraft, LookRemoval, TransformDraft, MotionDraft, Duration, Speed)
_COMPLEMENT: dict[str, Literal["picture", "footage"]] = {
    "picture": "footage",
    "footage": "picture",
    "clip": "picture",
}
_WITH = LIGHT | {"break", "conj", "prep", "pronoun", "neg", "quant", "except"}
_THINGS = (
    "picture", "clip", "video", "order", "title", "text", "caption", "music", "transition", "motion", "sound", "volume",
    "color", "position", "letter_size", "voice", "narration", "effect", "logo", "watermark", "overlay", "inset",
    "credits", "lower_third", "duration", "shape",
)  # fmt: skip
_SCALES = ("field", "palette", "filter", "speed", "backdrop")
_GOING = ("moving", "playing", "running")


def read(clause: Clause) -> None:
    verbs = [token for token in clause.tokens if token.kind == "verb"]
    if clause.drafts or clause.refused or not all(_is_plain(token) for token in clause.tokens):
        return
    kept = all(clause.sign(verb) is Sign.KEPT or verb.text.lower() in _GOING for verb in verbs)
    if kept if verbs else _contrasts(clause):
        for token in clause.tokens:
            if token.start not in clause.claims and token.kind not in LIGHT and token.kind != "break":
                clause.trigger("kept", token)
        words = [token for token in clause.tokens if token.kind != "break"]
        clause.drafts.append(Remark("kept", _said(words)))


def _contrasts(clause: Clause) -> bool:
    """ "…, not the clip", "…, but not on the second": after something that was asked for."""
    before, negations = clause.previous, [token for token in clause.tokens if token.kind == "neg"]
    if before is None or before.sentence != clause.sentence or not before.drafts or len(negations) != 1:
        return False
    opens = clause.before(negations[0], LIGHT | {"break", "conj", "except", "quant"}) is None
    named = any(token.kind in ("ordinal", "name", "noun") for token in clause.tokens)
    told = any(isinstance(draft, Remark) for draft in before.drafts)
    return negations[0].text.lower() == "not" and opens and named and not told


def _is_plain(token: Token) -> bool:
    scale = token.kind in _SCALES and token.value not in ("up", "down", "slow", "fast", "matting")
    pointing = token.kind in ("ordinal", "name")
    return pointing or scale or token.kind in _WITH or token.kind == "verb" or token.is_a("noun", *_THINGS)


def _said(words: list[Token]) -> str:
    return ("" if words[0].text[0] > "\u2fff" else " ").join(word.text.strip() for word in words)


def spare(clauses: Sequence[Clause]) -> None:
    """ "Make it less bright, though leave the second photo alone": what was asked of all is not asked of that one."""
    for clause in clauses:
        spared = _spared(clause)
        if spared is None:
            continue
        for other in clauses:
            if abs(other.sentence - clause.sentence) <= 1 and other is not clause:
                other.drafts[:] = [_but(draft, spared) for draft in other.drafts]


def _spared(clause: Clause) -> Reference | None:
    """The clips that a clause says to leave as they are, and nothing else."""
    kept = bool(clause.drafts) and all(isinstance(draft, Remark) and draft.code == "kept" for draft in clause.drafts)
    others = ("order", "title", "text", "caption", "music", "transition", "motion", "sound", "logo", "duration")
    if (
        not kept
        or clause.has("noun", *others)
        or clause.has("pronoun", "rest")
        or clause.has("quant", "each", "all", "total")
    ):
        return None
    pointed = [token for token in clause.tokens if token.kind in ("ordinal", "name")]
    places = tuple(place for token in pointed for place in token.places)
    names = tuple(token.value for token in pointed if token.kind == "name")
    if pointed:
        return Reference(places, names, others=True)
    kind = kind_of(clause)
    return replace(OPEN, kind=_COMPLEMENT[kind]) if kind in _COMPLEMENT else None


def _but(draft: Any, spared: Reference) -> Any:
    """The draft without the clips that are spared, where it is of all of them."""
    if not isinstance(draft, _OF_CLIPS) or (isinstance(draft, Duration) and draft.scope == "total"):
        return draft
    target = draft.target
    if target.places or target.names or target.others or target.names_footage or target.beyond:
        return draft
    return replace(draft, target=spared)
