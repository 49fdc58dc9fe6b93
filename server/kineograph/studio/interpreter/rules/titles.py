"""Titles, captions, lower thirds, credits, watermark texts: words and looks, change and removal."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.calling import is_called
from kineograph.studio.interpreter.clauses import Clause, Sign
from kineograph.studio.interpreter.drafts import OPEN, Reference, Remark
from kineograph.studio.interpreter.layer_drafts import (
    Fading,
    Lines,
    OverlayDraft,
    TextChange,
    TextDraft,
    TextLook,
    TextRemoval,
)
from kineograph.studio.interpreter.lexer import is_han
from kineograph.studio.interpreter.rules import following_texts
from kineograph.studio.interpreter.rules.entrances import NOUNS
from kineograph.studio.interpreter.rules.pointing import named_by_number, unsaid
from kineograph.studio.interpreter.rules.refusals import refuse
from kineograph.studio.interpreter.rules.textlook import look, over_look, with_over
from kineograph.studio.interpreter.tokens import State, Token
from kineograph.timeline.vocabulary import TextRole

_ROLES = {name: TextRole(name) for name in NOUNS if name != "text"}
_SPECIFIC = ("watermark", "credits", "lower_third", "caption", "title")
_SHOWING = ("add", "show", "create", "change", "use", "move")
_CHANGING = ("change", "move", "edit", "make", "raise", "lower", "swap")
_LETTERS = ("字体", "字", "字儿", "字体颜色", "字的颜色", "文字", "文字颜色", "字样", "letters", "lettering", "font")
_BEHIND = ("以外", "之外", "除外", "外")
_FADES = ("in", "out")


def read(clause: Clause) -> None:
    if any(isinstance(draft, Lines | OverlayDraft | Fading) for draft in clause.drafts) and not clause.free("quote"):
        return
    if clause.refused:
        return
    nouns, quotes = clause.free("noun", *NOUNS), clause.free("quote")
    if not nouns and not quotes:
        following_texts.read(clause)
        return
    _decorate(clause)
    lead = (*nouns, *quotes)[0]
    sign = clause.signed(lead, "text")
    if sign is Sign.UNWANTED and _unwanted_part(clause, quotes):
        _write(clause, nouns, quotes)
    elif clause.contrasts(lead) or (
        sign is Sign.KEPT and not (clause.free("edge", "whole") or clause.free("duration"))
    ):
        clause.trigger("text", *nouns)
        clause.drafts.append(Remark("kept", lead.text))
    elif sign is Sign.UNWANTED:
        _remove(clause, nouns, quotes)
    else:
        _write(clause, nouns, quotes)
    clause.topic = "text"


def _decorate(clause: Clause) -> None:
    """ "A bold title": the text is wanted, only not bold; that much is refused and said."""
    for token in clause.free("lettering"):
        clause.claim(token, State.UNSUPPORTED, "font")
        clause.drafts.append(Remark("refused:font", token.text.strip()))


def _unwanted_part(clause: Clause, quotes: list[Token]) -> bool:
    """ "Remove the shadow of the title", 标题不要动画: of the text, only that goes."""
    part = clause.free("ground") or clause.free("entrance")
    moving = [
        *clause.free("motion", "still"),
        *clause.free("noun", "motion"),
        *(token for token in clause.free("noun", "video") if token.text.lower() in ("animation", "动画")),
    ]
    background = [token for token in clause.free("function") if token.text.lower() in ("background", "背景")]
    return bool(part or moving or (background and clause.says("remove"))) and not quotes


def role(nouns: list[Token]) -> TextRole | None:
    """The kind of text that was named; "text" alone names none."""
    if any(is_called(noun) for noun in nouns):
        return None
    named = {noun.value for noun in nouns}
    return next((_ROLES[name] for name in _SPECIFIC if name in named), None)


def _kinds(clause: Clause, nouns: list[Token]) -> list[TextRole | None]:
    """The kinds of texts that are named side by side: 标题和字幕都改成红色."""
    found = list(dict.fromkeys(_ROLES[noun.value] for noun in nouns if noun.value in _ROLES and not noun.places))
    joined = clause.has("conj", "and") or any(token.text in "、&+/" for token in clause.tokens)
    if len(found) < 2 or not joined or any(map(is_called, nouns)) or clause.has("quote") or clause.free("ordinal"):
        return [role(nouns)]
    for token in clause.free("quant", "all"):
        clause.store(token, "target")
    return list(found)


def _remove(clause: Clause, nouns: list[Token], quotes: list[Token]) -> None:
    clause.trigger("text", *nouns)
    for quote in quotes:
        clause.store(quote, "old")
    forbids = clause.markers.get((*nouns, *quotes)[0].start, ())
    kinds = _kinds(clause, nouns)
    removal = TextRemoval(
        which(clause, nouns), quotes[0].value if quotes else None, bool(forbids) and forbids[0].kind == "neg"
    )
    spared = _spared(clause, nouns)
    if spared:
        clause.drafts.append(replace(removal, target=Reference(every=True), spared=spared))
        return
    adding = clause.only_not_added((*nouns, *quotes)[0])
    clause.drafts.append(replace(removal, role=kinds[0], others=tuple(kinds[1:]), adding=adding))


def _spared(clause: Clause, nouns: list[Token]) -> tuple[TextRole, ...]:
    """ "除了标题别的字都不要", "all texts but the title": the kinds that are left out; claims the words."""
    exception = clause.one("except", "except")
    rest = clause.free("pronoun", "rest")
    if exception is None and rest and not clause.has("quote"):
        return _kept_before(clause, nouns, rest)
    if exception is None or clause.has("quote"):
        return ()
    behind = exception.text in _BEHIND
    named = [noun for noun in nouns if noun.value != "text" and (noun.start < exception.start) is behind]
    others = [noun for noun in nouns if noun not in named]
    every = bool(rest) or clause.has("quant", "all", "each")
    if not named or not every or any(noun.value != "text" for noun in others) or not (others or rest):
        return ()
    clause.trigger("target", *clause.free("except", "except"), *rest, *clause.free("quant", "all", "each"))
    return tuple(_ROLES[noun.value] for noun in named)


def which(clause: Clause, nouns: list[Token]) -> Reference:
    """ "The second title": an ordinal that belongs to the word for a text."""
    return named_by_number(clause, nouns)


def _is_text(clause: Clause, nouns: list[Token]) -> bool:
    """Whether a quote here is something to show; "make it 'cinematic'" is not."""
    before = clause.previous
    follows = before is not None and before.topic == "text"
    return (
        bool(nouns)
        or follows
        or clause.says(*_SHOWING, "swap", "endwith", "startwith")
        or clause.has("prep", "with")
        or clause.has("says")
    )


def _write(clause: Clause, nouns: list[Token], quotes: list[Token]) -> None:
    if not _is_text(clause, nouns):
        unsaid(clause, quotes[0], "bare_quote")
        return
    target = which(clause, nouns)
    found = with_over(look(clause), clause)
    clause.trigger("text", *nouns, *clause.free("says"), *clause.free("noun", "color", "position", "overlay"))
    changing = clause.says(*_CHANGING) and not clause.says("add", "create")
    if not quotes:
        change = TextChange(None, found, target, role=role(nouns))
        if _is_of_letters(clause, nouns) and target.is_open and not found.is_open:
            change = following_texts.same_text(clause.previous, found)
        _write_nothing(clause, nouns, change, changing=changing)
    elif len(quotes) == 2 and clause.says("change", "swap", "edit"):
        clause.store(quotes[0], "old")
        clause.store(quotes[1], "content")
        clause.drafts.append(TextChange(quotes[1].value, found, target, quotes[0].value, part=quotes[0].value))
    else:
        _write_words(clause, nouns, quotes, TextChange(quotes[0].value, found, target), changing=changing)


def _is_of_letters(clause: Clause, nouns: list[Token]) -> bool:
    """ "标题改成“夏日”，字体大一点": the letters of the text that was spoken of last."""
    before = clause.previous
    near = before is not None and before.topic == "text" and before.sentence + 1 >= clause.sentence
    return near and bool(nouns) and all(noun.text in _LETTERS for noun in nouns)


def _kept_before(clause: Clause, nouns: list[Token], rest: list[Token]) -> tuple[TextRole, ...]:
    """ "标题留着，其余文字都去掉": the kinds that the sentence has just said to keep."""
    before = clause.previous
    if before is None or before.sentence != clause.sentence or clause.after(rest[0]) not in nouns:
        return ()
    kept = [token for token in before.tokens if token.kind == "noun" and token.value in _ROLES]
    if not kept or not before.drafts or any(not isinstance(draft, Remark) for draft in before.drafts):
        return ()
    clause.trigger("target", *rest, *clause.free("quant", "all", "each"))
    return tuple(_ROLES[token.value] for token in kept)


def _write_words(
    clause: Clause, nouns: list[Token], quotes: list[Token], change: TextChange, *, changing: bool
) -> None:
    clause.store(quotes[0], "content")
    empty = _waits_for_words(clause) if not nouns else None
    if empty is not None:
        clause.drafts.append(TextDraft(quotes[0].value, empty.role, over_look(empty.look, change.look)))
        clause.trigger("text", *clause.free("verb", "show"))
        return
    told = _is_told_to_say(clause, nouns)
    if changing and nouns and clause.after(quotes[0]) in nouns and nouns[0].start > quotes[0].start:
        _restyle(clause, nouns, quotes, change)
        return
    kind = role(nouns) or (_role_before(clause) if not nouns else None)
    affix = clause.one("affix")
    if affix is not None and nouns:
        clause.store(affix, "content")
        clause.drafts.append(replace(change, role=role(nouns), affix=affix.value))
    elif changing and not nouns and clause.previous is not None and clause.previous.topic == "text":
        same = following_texts.same_text(clause.previous, change.look)
        clause.drafts.append(replace(same, content=change.content))
    elif (changing and (not nouns or nouns[0].start < quotes[0].start)) or told:
        clause.drafts.append(replace(change, role=role(nouns)))
    else:
        under = any(noun.text.startswith("副") for noun in nouns)
        clause.drafts.append(TextDraft(quotes[0].value, TextRole.TITLE if under else kind, change.look))
        clause.trigger("text", *clause.free("verb", "show"))
    for quote in quotes[1:]:
        unsaid(clause, quote, "second_quote")


def _waits_for_words(clause: Clause) -> TextDraft | None:
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


def _restyle(clause: Clause, nouns: list[Token], quotes: list[Token], change: TextChange) -> None:
    """ "Make the "Rome" title red": the words say which text is meant."""
    if clause.before(nouns[-1], frozenset()) is quotes[0] and clause.has("det", "definite") and not change.look.is_open:
        clause.drafts.append(TextChange(None, change.look, OPEN, quotes[0].value))
    else:
        clause.drafts.append(TextDraft(quotes[0].value, role(nouns), change.look))
    for quote in quotes[1:]:
        unsaid(clause, quote, "second_quote")


def _is_told_to_say(clause: Clause, nouns: list[Token]) -> bool:
    """ "The title should say Welcome": the one that is there."""
    definite = bool(nouns) and _is_definite(clause, nouns[0])
    return definite and clause.has("says") and not (clause.says(*_SHOWING) or clause.has("prep", "with"))


def _role_before(clause: Clause) -> TextRole | None:
    """ "… captioned "Day 1", and "Day 2" on the second": what the clause before was writing."""
    before = clause.previous
    drafts = before.drafts if before is not None else []
    return next((draft.role for draft in drafts if isinstance(draft, TextDraft)), None)


def _is_definite(clause: Clause, noun: Token) -> bool:
    before = clause.before(noun, frozenset({"function", "polite", "descriptor"}))
    return before is not None and before.is_a("det", "definite")


def _is_put(clause: Clause, noun: Token) -> bool:
    """标题放中间: the verb behind the noun puts what is there."""
    verb = clause.one("verb", "add", "show", "use")
    return verb is not None and is_han(verb.text[0]) and noun.start < verb.start


def _write_nothing(clause: Clause, nouns: list[Token], change: TextChange, *, changing: bool) -> None:
    """No words were given: a change of looks, a request to listen to speech, or a text that still lacks its words."""
    given = any(token.text == "给" and clause.after(token) is nouns[0] for token in clause.tokens)
    there = (
        changing
        or given
        or (clause.has("quant", "all") and is_han(nouns[0].text[0]))
        or clause.has("pronoun", "it")
        or _is_definite(clause, nouns[0])
        or _is_put(clause, nouns[0])
    )
    plural = any(noun.text.lower().endswith("s") and noun.value != "credits" for noun in nouns)
    spared = _spared(clause, nouns) if there or clause.has("except") else ()
    if spared and not change.look.is_open:
        clause.drafts.append(replace(change, role=None, target=OPEN, spared=spared))
        return
    kinds = _kinds(clause, nouns) if there else [role(nouns)]
    if not change.look.is_open and (there or not clause.says("add", "create", "use", "turn", "animate")):
        clause.drafts.extend(replace(change, role=kind or change.role, several=plural) for kind in kinds)
    elif role(nouns) is TextRole.CAPTION and not (changing and is_han(nouns[0].text[0])):
        refuse(clause, nouns[0], "transcribe")
    elif change.look.is_open and (changing or clause.says("touch")) and not clause.says("make"):
        clause.drafts.append(change)
    else:
        clause.drafts.append(TextDraft("", role(nouns), TextLook() if changing else change.look))
