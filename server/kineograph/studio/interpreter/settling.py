"""Two clauses that say one thing: a complaint and its remedy ("e.jpg 有点暗，提亮一点"), a wish and its exact amount
("慢一点，各5秒"). The later of the two says how; done twice it would be too much.
"""

from __future__ import annotations

from kineograph.studio.interpreter.clauses import Clause
from kineograph.studio.interpreter.drafts import Draft, Duration, MotionDraft, Reference, TransitionDraft
from kineograph.studio.interpreter.layer_drafts import Volume
from kineograph.studio.interpreter.lexer import is_han
from kineograph.studio.interpreter.look_drafts import LookDraft
from kineograph.studio.interpreter.playing_drafts import Pace, Speed
from kineograph.studio.interpreter.tokens import State

_REMEDIES = (Duration, Pace, Volume, LookDraft, Speed, TransitionDraft)
_COMPLAINTS = ("太", "有点", "有些", "偏", "过", "不够", "略", "稍")
_PACED = (Duration, Pace, Speed)


def settle(clause: Clause) -> None:
    """Take back what the clause before asked for, where this one says it better."""
    before = clause.previous
    if before is None or before.number < 0 or not clause.drafts or not before.drafts:
        return
    if before.sentence + 1 >= clause.sentence and (_remedies(clause, before) or _says_how_much(clause, before)):
        before.drafts, before.authors = [], []
        for token in before.tokens:
            if before.claims[token.start][0] is State.STORED:
                before.claim(token, State.TRIGGER, "complaint")


def _remedies(clause: Clause, before: Clause) -> bool:
    """ "The music is too loud, turn it down": once, as the remedy says."""
    complains = any(token.text.lower().startswith("too ") for token in before.tokens) and not before.has("verb")
    alike = [type(draft) for draft in before.drafts] == [type(draft) for draft in clause.drafts]
    if complains and alike and clause.has("pronoun", "it", "them") and isinstance(clause.drafts[0], _REMEDIES):
        return True
    return _complains_zh(before) and _is_about_it(clause, before) and _same_field(before.drafts, clause.drafts)


def _complains_zh(before: Clause) -> bool:
    kinds = ("grade", "relative", "strength")
    told = any(token.kind in kinds and token.text.startswith(_COMPLAINTS) for token in before.tokens)
    return told and not before.has("verb") and len(before.drafts) == 1


def _is_about_it(clause: Clause, before: Clause) -> bool:
    """Nothing else is named, and it is said in one breath."""
    chinese = any(is_han(token.text[0]) for token in clause.tokens)
    return chinese and _target(clause.drafts[0]) in (Reference(), _target(before.drafts[0]))


def _same_field(before: list[Draft], after: list[Draft]) -> bool:
    old, new = before[0], after[0]
    if isinstance(old, LookDraft) and isinstance(new, LookDraft):
        fields = {name for name, _ in (*new.set_to, *new.by)}
        return bool(old.by) and {name for name, _ in old.by} <= fields
    if isinstance(old, _PACED):
        return isinstance(new, _PACED)
    return isinstance(old, Volume | TransitionDraft | MotionDraft) and isinstance(new, type(old))


def _says_how_much(clause: Clause, before: Clause) -> bool:
    """ "慢一点，各5秒": a length or a speed that was only wished for, and then how much of it."""
    if before.sentence != clause.sentence or len(before.drafts) != 1 or not _is_about_it(clause, before):
        return False
    old, new = before.drafts[0], clause.drafts[0]
    if not isinstance(old, _PACED) or not _is_guess(old):
        return False
    exact = isinstance(new, Duration) and not new.guessed and new.scope in ("each", "total", None)
    return exact or (isinstance(new, Speed) and not new.guessed)


def _is_guess(draft: Draft) -> bool:
    return isinstance(draft, Pace) or (isinstance(draft, Duration | Speed) and draft.guessed)


def _target(draft: Draft) -> Reference:
    if isinstance(draft, Pace):
        return draft.duration.target
    found = getattr(draft, "target", Reference())
    return found if isinstance(found, Reference) else Reference()
