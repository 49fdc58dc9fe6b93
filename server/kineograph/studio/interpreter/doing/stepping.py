"""What can be done right after a step back or forth, to a state that nobody has seen yet: what is said of all clips, or
of the video as such, and says outright how it is to be."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.drafts.looks import FrameDraft, LookDraft, OutputDraft
from kineograph.studio.interpreter.drafts.moves import FadeDraft

_WHOLE = (d.Shape, OutputDraft, d.Remark)


def needs_no_state(clause: Clause) -> bool:
    """Whether the clause means the same whatever there is: no clip is named, and nothing is more or less than now."""
    if clause.leant or clause.has("pronoun") or clause.has("doubt") or clause.has("except"):
        return False
    return bool(clause.drafts) and all(_is_outright(draft) for draft in clause.drafts)


def _is_outright(draft: d.Draft) -> bool:
    if isinstance(draft, _WHOLE):
        return True
    if isinstance(draft, FadeDraft):
        return bool(draft.duration_ms) and not draft.unwanted
    if not _is_of_all(getattr(draft, "target", None)):
        return False
    if isinstance(draft, d.TransitionDraft):
        return bool(draft.kinds) and not (draft.changing or draft.old or draft.change_ms or draft.factor)
    if isinstance(draft, d.MotionDraft):
        there = draft.factor or draft.standing or draft.opposite or not draft.like.is_open
        return bool(draft.kinds) and draft.strength is not None and not there
    if isinstance(draft, d.Duration):
        return draft.scope in ("each", "total") and not (draft.factor or draft.most)
    if isinstance(draft, LookDraft):
        return not draft.times
    return isinstance(draft, FrameDraft)


def _is_of_all(target: object) -> bool:
    if not isinstance(target, d.Reference):
        return target is None
    return (target.is_open or target.every) and not (target.kind or target.beyond or target.others or target.count)
