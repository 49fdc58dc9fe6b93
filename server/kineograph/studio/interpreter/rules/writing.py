"""What is told of words to show, beside what they read: that they are a text at all, in capitals, at the end, bold."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses import Clause
from kineograph.studio.interpreter.drafts import Remark
from kineograph.studio.interpreter.layer_drafts import TextLook
from kineograph.studio.interpreter.tokens import State, Token
from kineograph.timeline.vocabulary import Anchor

_NOT_TEXTS = ("tone", "preset", "grade", "transition", "motion", "aspect", "mood", "speed")
_ENDING = ("end", "closing", "final", "outro", "last", "ending")


def decorate(clause: Clause) -> None:
    """ "A bold title": the text is wanted, only not bold; that much is refused and said."""
    for token in clause.free("lettering"):
        clause.claim(token, State.UNSUPPORTED, "font")
        clause.drafts.append(Remark("refused:font", token.text.strip()))


def is_upper(clause: Clause) -> bool:
    """ "In capitals"."""
    words = clause.free("casing")
    for token in words:
        clause.store(token, "content")
    return bool(words)


def is_placed(clause: Clause) -> bool:
    """ ""Kitchen" on photo 1", "over the third picture: "halfway there"": where it stands says that it is a text."""
    if clause.has("verb") and not clause.says("show", "last"):
        return False
    beside = any(clause.has(kind) for kind in _NOT_TEXTS)
    where = any(clause.has(kind) for kind in ("place", "edge", "window", "clock", "color", "hex"))
    over = (clause.has("ordinal") or clause.has("name")) and clause.has("prep", "at", "in", "over", "to")
    return not beside and (where or over)


def at_end(clause: Clause, nouns: list[Token], look: TextLook) -> TextLook:
    """ "The closing title "Bye"", "finish with the words "The End"": at the end, where no time was said."""
    named = [noun for noun in nouns if noun.value in ("title", "text")]
    closing = any(noun.text.lower().split()[0] in _ENDING for noun in named) or clause.says("endwith")
    plain = closing and look.timing.anchor is None and look.timing.at_ms is None and look.on.is_open
    return replace(look, timing=replace(look.timing, anchor=Anchor.END)) if plain else look
