"""What cannot be carried out because what it leans on was held: "it", or the subject that Chinese leaves unsaid."""

from __future__ import annotations

from kineograph.studio.interpreter import layer_drafts
from kineograph.studio.interpreter.clauses import Clause
from kineograph.studio.interpreter.drafts import Draft, Duration, MotionDraft
from kineograph.studio.interpreter.lexer import is_han
from kineograph.studio.interpreter.look_drafts import LookDraft

_LAID = (layer_drafts.TextChange, layer_drafts.OverlayChange)
_SUBJECTS = frozenset({"noun", "ordinal", "name", "quant", "quote", "pronoun", "own"})
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
