"""Whose look a word is about: which clips, a subject ("black and white photos"), or nothing of the pictures at all."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.general import Reference
from kineograph.studio.interpreter.drafts.looks import FrameDraft, LookDraft, LookRemoval, TransformDraft
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules.pointing import point

_COMPLAINTS = (" too ", " so ", " not ")
_LED = frozenset({"transition", "motion", "slide", "fade"})
_MEANT = frozenset({"name", "pronoun", "quant", "break", "conj"})
_FOREIGN = ("music", "sound", "voice", "title", "text", "caption", "volume", "transition", "motion")
_LAID = ("logo", "watermark", "overlay", "inset", "title", "text", "caption")
_COLOURS = ("color", "colour", "tone", "light", "色", "光")
_SUBJECTS = ("picture", "clip")
_ADJECTIVES = frozenset(
    {"vivid", "vibrant", "colorful", "colourful", "muted", "blurry", "blurred", "grainy", "dim", "noir", "bright"}
)
_ADJECTIVES_ZH = frozenset({"亮", "暗", "明亮", "鲜艳", "艳丽", "浓郁", "鲜明", "模糊", "锐利", "素雅"})
_BESIDE = LIGHT | {"tone", "grade", "palette", "mood", "strength", "color"}


def is_foreign(clause: Clause, token: Token) -> bool:
    """ "Warmer music", "make the title brighter", "a blur transition": about a thing that has no such look."""
    following = clause.after(token, LIGHT | {"filter"})
    if (following is not None and following.is_a("noun", *_FOREIGN)) or _is_of_layer(clause, token):
        return True
    if token.kind != "grade" and not token.is_a("tone", "vintage"):
        return False
    if any(word in f" {token.text.lower()}" for word in _COMPLAINTS) and _complains_of_another(clause, token):
        return True
    if any(word in token.text.lower() for word in _COLOURS):
        return False
    before = [other for other in clause.tokens if other.start < token.start]
    for other in reversed(before):
        if other.kind in ("conj", "break", "field") or other.is_a("noun", *_SUBJECTS, "video"):
            return False
        if other.is_a("noun", *_FOREIGN):
            return True
    return False


def _is_of_layer(clause: Clause, token: Token) -> bool:
    """ "The logo in black and white": of what lies over the pictures."""
    named = clause.before(token, LIGHT | {"prep"}) if token.kind == "tone" else None
    return named is not None and named.is_a("noun", *_LAID)


def _complains_of_another(clause: Clause, token: Token) -> bool:
    """ "The zoom is too dark", "the cut between 2 and 3 is too harsh": of what has no light of its own."""
    before = [other for other in clause.tokens if other.start < token.start]
    subject = next((other for other in before if other.kind in _LED or other.kind in ("noun", "verb")), None)
    if subject is None or any(other.kind in _MEANT for other in before if other.start < subject.start):
        return False
    return subject.kind in _LED or subject.is_a("noun", *_FOREIGN) or subject.is_a("verb", "fade")


def describes_subject(clause: Clause, token: Token) -> bool:
    """ "My black and white photos", 把黑白照片做成视频: what uploads are like; not "into black and white photos"."""
    adjective = token.kind == "tone" or token.text.lower() in _ADJECTIVES or token.text in _ADJECTIVES_ZH
    following = clause.after(token, _BESIDE)
    if not adjective or following is None or not following.is_a("noun", *_SUBJECTS):
        return False
    beyond = clause.after(following)
    if beyond is not None and beyond.is_a("noun", "video"):
        return False
    before = clause.before(token, LIGHT - {"det"})
    if before is not None and (before.is_a("prep", "to") or before.text.endswith(("成", "为", "做"))):
        return False
    clause.claim(token, State.DESCRIPTOR, "subject")
    return True


def look_target(clause: Clause) -> Reference:
    """The clips that are meant; a bare list goes on about those before ("the second brighter, warmer")."""
    for token in clause.free("quant", "total"):
        clause.store(token, "target")
    reference = point(clause)
    if not reference.is_open:
        clause.trigger("target", *clause.free("quant", "only"))
    if not reference.is_open or not _is_bare(clause):
        return reference
    before = clause.previous
    if before is None or before.target.is_open or not _continues(clause, before):
        return reference
    if any(isinstance(draft, LookDraft | LookRemoval | TransformDraft | FrameDraft) for draft in before.drafts):
        clause.target, clause.topic = before.target, "clip"
        return before.target
    return reference


def _continues(clause: Clause, before: Clause) -> bool:
    """In one sentence, or a comparison right after: "a bit brighter", "and warmer", 再暖一点."""
    grades = [token for token in clause.tokens if token.kind == "grade"]
    return before.sentence == clause.sentence or (bool(grades) and before.sentence + 1 == clause.sentence)


def _is_bare(clause: Clause) -> bool:
    return not (clause.has("noun") or clause.has("pronoun") or clause.has("quant") or clause.has("ordinal"))
