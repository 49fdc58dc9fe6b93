"""What cannot be carried out because what it leans on was held: "it", or the subject that Chinese leaves unsaid."""

from __future__ import annotations

from collections.abc import Callable

from kineograph.studio.interpreter import layer_drafts
from kineograph.studio.interpreter.clauses import Clause
from kineograph.studio.interpreter.drafts import Create, Draft, Duration, MotionDraft, Move
from kineograph.studio.interpreter.lexer import is_han
from kineograph.studio.interpreter.look_drafts import LookDraft

_LAID = (layer_drafts.TextChange, layer_drafts.OverlayChange)
_SUBJECTS = frozenset({"noun", "ordinal", "name", "quant", "quote", "pronoun", "own"})
_THINGS = ("picture", "clip", "video", "title", "text", "caption", "music", "logo", "overlay")
_LAYERS = ("title", "text", "caption", "lower_third", "credits", "watermark", "logo", "overlay", "inset")


def hangs(clause: Clause) -> bool:
    """Whether the clause leans on the one before it in the same sentence, which was held."""
    before = clause.previous
    if before is None or before.sentence != clause.sentence:
        return False
    if clause.has("pronoun"):
        return not clause.has("noun") and not clause.has("ordinal")
    if any(token.kind in _SUBJECTS for token in clause.tokens) or not clause.drafts:
        return False
    return all(_leans(draft, before) for draft in clause.drafts)


def _leans(draft: Draft, before: Clause) -> bool:
    """ "加哔叭字幕“早安”，放在底部": of the text that was held; 把第三张噗咔一下，放大: of that picture."""
    if isinstance(draft, _LAID):
        return before.has("quote") or before.has("noun", *_LAYERS)
    chinese = any(is_han(token.text[0]) for token in before.tokens)
    named = before.has("ordinal") or before.has("name") or before.has("det", "new")
    whole = isinstance(draft, Duration | MotionDraft | LookDraft) and draft.target.is_open
    return chinese and named and whole


def adds_in_vain(clause: Clause | None, sentence: int, held: Callable[[Clause], bool]) -> bool:
    """Whether the bare list goes on about files that were to be added, and are not."""
    if clause is None or clause.sentence != sentence:
        return False
    if clause.says("add") and clause.has("name"):
        return held(clause)
    return lists_on(clause) and adds_in_vain(clause.previous, sentence, held)


def goes_on_adding(clause: Clause | None, sentence: int) -> bool:
    """ "Add the new photo at the end, 2 seconds, zooming in": a bare list goes on about what is added."""
    if clause is None or clause.sentence != sentence:
        return False
    placing = clause.says("add") and any(isinstance(draft, Move) and draft.target.names for draft in clause.drafts)
    if placing or any(isinstance(draft, Create) and draft.adding for draft in clause.drafts):
        return True
    return lists_on(clause) and goes_on_adding(clause.previous, sentence)


def lists_on(clause: Clause) -> bool:
    """Whether the clause says how something should be, and neither what nor that anything is to be done."""
    told = clause.has("verb") or clause.has("ordinal") or clause.has("pronoun") or clause.has("quant", "all", "total")
    return not (told or clause.has("noun", *_THINGS) or clause.has("quote") or clause.has("name"))
