"""Where what sounds like clips is meant of what was done right before: "每张都放大", and then "只要前三张的"."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.general import Duration, MotionDraft, TransitionDraft
from kineograph.studio.interpreter.drafts.looks import LookDraft
from kineograph.studio.interpreter.drafts.playing import Pace, Speed
from kineograph.studio.interpreter.lexing.tokens import Token

_COUNTED = ("个", "处", "次", "条", "行", "句")
_TOPICS = ("transition", "motion", "text", "overlay")
_DONE = MotionDraft | LookDraft | Speed | TransitionDraft | Pace | Duration
_ENOUGH = ("就好", "就行", "就可以", "吧", "即可", "就行了", "就好了")


def of_what_was_done(clause: Clause) -> Token | None:
    """The word by which no clip goes or stays, although it sounds so; None where clips are meant."""
    return _counted(clause) or _narrowing(clause)


def _counted(clause: Clause) -> Token | None:
    """ "转场换滑动", and then "只留第一个": the first of the transitions."""
    before, ordinals = clause.previous, clause.free("ordinal")
    if before is None or before.topic not in _TOPICS or before.sentence + 1 < clause.sentence or not ordinals:
        return None
    plain = all(token.text.endswith(_COUNTED) for token in ordinals) and not clause.has("noun")
    return ordinals[0] if plain and clause.says("keep", "remove") else None


def _narrowing(clause: Clause) -> Token | None:
    """ "每张都放大", and then "只要前三张的": what was done is meant for those alone."""
    before, only = clause.previous, clause.one("quant", "only")
    if before is None or only is None or before.sentence >= 0 or not before.drafts or clause.has("verb"):
        return None
    words = [token.text for token in clause.tokens if token.kind not in ("polite", "break")]
    said = [word for word in words if word not in _ENOUGH]
    done = all(isinstance(draft, _DONE) for draft in before.drafts)
    return only if done and said and said[-1].endswith("的") else None
