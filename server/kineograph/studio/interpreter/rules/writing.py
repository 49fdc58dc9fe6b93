"""What is told of words to show, beside what they read: that they are a text at all, in capitals, at the end, bold."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.general import Reference, Remark
from kineograph.studio.interpreter.drafts.layers import OverlayDraft, TextChange, TextDraft, TextLook, TextRemoval
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.material.calling import is_called
from kineograph.studio.interpreter.rules.textlook import over_look
from kineograph.timeline.vocabulary import Anchor, TextRole

_NOT_TEXTS = ("tone", "preset", "grade", "transition", "motion", "aspect", "mood", "speed")
_LETTERS = ("字体", "字", "字儿", "字体颜色", "字的颜色", "文字", "文字颜色", "字样", "letters", "lettering", "font")
_TWO = ("两", "这两", "那两")
_CHANGING = ("change", "move", "edit", "make", "raise", "lower", "swap")
_COLONS = (":", "：", "=", "-", "–", "—")
_ENDING = ("end", "closing", "final", "outro", "last", "ending")


def decorate(clause: Clause) -> None:
    """ "A bold title": the text is wanted, only not bold; that much is refused and said."""
    for token in clause.free("lettering"):
        clause.claim(token, State.UNSUPPORTED, "font")
        before = clause.before(token)
        if before is not None and before.kind == "color" and "边" in token.text:  # 加个红色描边
            clause.claim(before, State.UNSUPPORTED, "font")
        clause.drafts.append(Remark("refused:font", token.text.strip()))


def both(clause: Clause, nouns: list[Token]) -> Reference | None:
    """ "把两行字改成白色": the two that are there."""
    if clause.has("quote") or not any(noun.text.startswith(_TWO) and noun.text != "两个字" for noun in nouns):
        return None
    for token in clause.free("quant", "all"):
        clause.store(token, "target")
    return Reference(every=True, count=2)


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


def is_changing(clause: Clause, nouns: list[Token]) -> bool:
    """Whether a text that is there is meant: by the verb, or "write "A" where it says B"."""
    over = bool(nouns) and is_called(nouns[0]) and any(token.text.lower() == "where" for token in clause.tokens)
    return over or (clause.says(*_CHANGING) and not clause.says("add", "create"))


def is_entry(clause: Clause, nouns: list[Token], quote: Token) -> bool:
    """ "Title: "Winter"": what the text of that kind is to read."""
    colon = clause.before(quote, frozenset({"function", "polite"}))
    if colon is None or colon.text not in _COLONS or clause.has("verb") or not nouns:
        return False
    return clause.before(colon, frozenset({*LIGHT, "casing", "color", "size", "place"})) is nouns[-1]


def is_of_letters(clause: Clause, nouns: list[Token]) -> bool:
    """ "标题改成“夏日”，字体大一点": the letters of the text that was spoken of last."""
    before = clause.previous
    near = before is not None and before.topic == "text" and before.sentence + 1 >= clause.sentence
    letters = all(noun.text in _LETTERS or noun.value == "letter_size" for noun in nouns)
    return near and bool(nouns) and letters


def waits_for_words(clause: Clause) -> TextDraft | None:
    """ "加个水印，写“内部资料”": the text that was asked for without its words, taken from where it was asked."""
    before = clause.previous
    if before is None or before.sentence != clause.sentence:
        return None
    for draft in before.drafts:
        if isinstance(draft, TextDraft) and not draft.content:
            before.drop(draft)
            return draft
        if isinstance(draft, OverlayDraft) and draft.watermark and not draft.name and draft.clip.is_open:
            before.drop(draft)
            said = draft.look
            look = TextLook(said.place, None, said.size, said.grow, said.timing, opacity=said.opacity, shift=said.shift)
            return TextDraft("", TextRole.WATERMARK, look)
    return None


def takes_its_place(clause: Clause, content: str, change: TextChange) -> bool:
    """ "“A”这行去掉，换成“B”": what was to go is given other words."""
    before = clause.previous
    if before is None or before.sentence != clause.sentence:
        return False
    gone = next((draft for draft in before.drafts if isinstance(draft, TextRemoval)), None)
    if gone is None or gone.spared or gone.others or gone.target.every:
        return False
    before.drop(gone)
    clause.drafts.append(replace(change, content=content, target=gone.target, old=gone.old, role=gone.role))
    return True


def fills(clause: Clause, content: str, change: TextChange, *, changing: bool) -> bool:
    """Whether the words belong to a text of the clause before: one that lacked them, or one that was to go."""
    empty = waits_for_words(clause)
    if empty is None:
        return changing and takes_its_place(clause, content, change)
    clause.drafts.append(TextDraft(content, empty.role, over_look(empty.look, change.look)))
    clause.trigger("text", *clause.free("verb", "show"))
    return True
