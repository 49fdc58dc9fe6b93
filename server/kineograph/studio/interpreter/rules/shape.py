"""The shape of the video: 16:9, 9:16, 1:1, 4:5, 21:9, by number, by word or by the platform it is for."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses import LIGHT, Clause, Sign
from kineograph.studio.interpreter.drafts import Remark, Shape
from kineograph.studio.interpreter.rules.refusals import refuse
from kineograph.studio.interpreter.tokens import State, Token
from kineograph.timeline.edits import CANVASES

_SUBJECTS = ("picture", "clip")


def read(clause: Clause) -> None:
    for token in clause.free("ratio"):
        if token.value not in CANVASES:
            refuse(clause, token, "aspect")
    words = [token for token in clause.free("aspect") if not _describes_subject(clause, token)]
    chosen = clause.free("ratio") or words[:1]
    if not chosen:
        return
    sign = clause.signed(chosen[0], "canvas")
    clause.trigger("canvas", *clause.free("noun", "shape"))
    if sign is not Sign.WANTED:
        clause.trigger("canvas", *chosen)
        clause.drafts.append(Remark("kept" if sign is Sign.KEPT else "avoided", chosen[0].text))
        return
    for token in (*chosen, *words):
        agrees = token.value == chosen[0].value
        clause.claim(token, State.STORED if agrees else State.NOT_UNDERSTOOD, "aspect" if agrees else "two_shapes")
    clause.drafts.append(Shape(chosen[0].value))


def _describes_subject(clause: Clause, token: Token) -> bool:
    """ "landscape photos" are photos of land; "from landscape to vertical" says what there was."""
    before, after = clause.before(token), clause.after(token, LIGHT | {"aspect"})
    source = before is not None and before.is_a("prep", "from")
    subject = after is not None and after.is_a("noun", *_SUBJECTS)
    of_video = after is not None and after.is_a("noun", "video") and _later_goal(clause, token)
    if subject or source or of_video or _later_goal(clause, token):
        clause.claim(token, State.DESCRIPTOR, "subject")
        return True
    return False


def _later_goal(clause: Clause, token: Token) -> bool:
    """Whether another shape is named after "to": then this one is where it starts from."""
    for other in (*clause.free("aspect"), *clause.free("ratio")):
        before = clause.before(other)
        if (
            other.start > token.start
            and other.value != token.value
            and before is not None
            and before.is_a("prep", "to")
        ):
            return True
    return False
