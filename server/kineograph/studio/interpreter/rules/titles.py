"""Titles, captions, lower thirds, credits, watermark texts: words and looks, change and removal."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import OPEN, Reference, Remark
from kineograph.studio.interpreter.drafts.layers import (
    Fading,
    Lines,
    OverlayDraft,
    TextChange,
    TextDraft,
    TextLook,
    TextRemoval,
)
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.material.calling import is_called
from kineograph.studio.interpreter.rules import following_texts, other_texts, writing
from kineograph.studio.interpreter.rules.entrances import NOUNS
from kineograph.studio.interpreter.rules.pointing import named_by_number, unsaid
from kineograph.studio.interpreter.rules.refusals import refuse
from kineograph.studio.interpreter.rules.textlook import look, with_over
from kineograph.timeline.vocabulary import TextRole

_ROLES = {name: TextRole(name) for name in NOUNS if name != "text"}
_SPECIFIC = ("watermark", "credits", "lower_third", "caption", "title")
_SHOWING = ("add", "show", "create", "change", "use", "move")
_WORDINGS = ("wording",)
_OVER_ALL = (
    "over it",
    "on top of it",
    "over everything",
    "on top of everything",
    "over the video",
    "over the whole video",
)
_GIVING = ("add", "create", "use", "show", "turn", "animate", "make")


def read(clause: Clause) -> None:
    if any(isinstance(draft, Lines | OverlayDraft | Fading) for draft in clause.drafts) and not clause.free("quote"):
        return
    if clause.refused:
        return
    nouns, quotes = clause.free("noun", *NOUNS) or clause.free("noun", "letter_size"), clause.free("quote")
    if not nouns and not quotes:
        following_texts.read(clause)
        return
    writing.decorate(clause)
    left = other_texts.spared(clause, nouns, quotes)
    nouns, quotes = [t for t in nouns if t not in left], [t for t in quotes if t not in left]
    nouns = other_texts.without_models(clause, nouns)
    if not nouns and not quotes:
        _spare_nothing(clause, left)
        return
    lead = (*nouns, *quotes)[0]
    sign = clause.signed(lead, "text")
    if sign is Sign.UNWANTED and _unwanted_part(clause, quotes):
        _write(clause, nouns, quotes)
    elif clause.contrasts(lead) or (
        sign is Sign.KEPT and not (clause.free("edge", "whole", "end") or clause.free("duration"))
    ):
        clause.trigger("text", *nouns, *quotes, *clause.free("quant", "all"))
        clause.drafts.append(Remark("kept", lead.text))
    elif sign is Sign.UNWANTED:
        _remove(clause, nouns, quotes)
    else:
        _write(clause, nouns, quotes)
    other_texts.spare(clause, left)
    other_texts.place(clause)
    clause.topic = "text"


def _spare_nothing(clause: Clause, left: list[Token]) -> None:
    """An exception of which nothing is said; "除了标题都不要动" says that all else stays."""
    if not any(clause.sign(verb) is Sign.KEPT for verb in clause.free("verb")):
        unsaid(clause, left[0], "exception")


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
    if other_texts.is_unclear(clause, nouns):
        unsaid(clause, (*nouns, *quotes)[0], "exception")
        return
    clause.trigger("text", *nouns)
    if not quotes and following_texts.removes_that(clause, nouns[0]):
        return
    for quote in quotes:
        clause.store(quote, "old")
    forbids = clause.markers.get((*nouns, *quotes)[0].start, ())
    kinds = _kinds(clause, nouns)
    removal = TextRemoval(
        which(clause, nouns), quotes[0].value if quotes else None, bool(forbids) and forbids[0].kind == "neg"
    )
    adding = clause.only_not_added((*nouns, *quotes)[0])
    clause.drafts.append(replace(removal, role=kinds[0], others=tuple(kinds[1:]), adding=adding))


def which(clause: Clause, nouns: list[Token]) -> Reference:
    """ "The second title": an ordinal that belongs to the word for a text."""
    named = [noun for noun in nouns if noun.value != "letter_size"]
    return writing.both(clause, named) or named_by_number(clause, named)


def _is_text(clause: Clause, nouns: list[Token]) -> bool:
    """Whether a quote here is something to show; "make it 'cinematic'" is not."""
    before = clause.previous
    follows = before is not None and before.topic == "text"
    return (
        bool(nouns)
        or follows
        or writing.is_placed(clause)
        or clause.says(*_SHOWING, "swap", "endwith", "startwith")
        or clause.has("prep", "with")
        or clause.has("says")
    )


def _write(clause: Clause, nouns: list[Token], quotes: list[Token]) -> None:
    if not _is_text(clause, nouns):
        unsaid(clause, quotes[0], "bare_quote")
        return
    target = which(clause, nouns)
    upper = writing.is_upper(clause)
    if upper and quotes:
        quotes = [replace(quotes[0], value=quotes[0].value.upper()), *quotes[1:]]
    found = with_over(look(clause), clause)
    clause.trigger("text", *nouns, *clause.free("says"), *clause.free("noun", "color", "position", "overlay"))
    clause.trigger("text", *(token for token in clause.free("ontop") if token.text.lower() in _OVER_ALL))
    changing = writing.is_changing(clause, nouns)
    if not quotes:
        change = TextChange(None, found, target, role=role(nouns), upper=upper)
        if writing.is_of_letters(clause, nouns) and not clause.has("spare") and target.is_open and not found.is_open:
            change = following_texts.same_text(clause.previous, found)
        _write_nothing(clause, nouns, change, changing=changing)
    elif len(quotes) == 2 and clause.says("change", "swap", "edit"):
        clause.store(quotes[0], "old")
        clause.store(quotes[1], "content")
        clause.drafts.append(TextChange(quotes[1].value, found, target, quotes[0].value, part=quotes[0].value))
    else:
        _write_words(clause, nouns, quotes, TextChange(quotes[0].value, found, target), changing=changing)


def _write_words(
    clause: Clause, nouns: list[Token], quotes: list[Token], change: TextChange, *, changing: bool
) -> None:
    clause.store(quotes[0], "content")
    if not nouns and writing.fills(clause, quotes[0].value, change, changing=changing):
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
    elif (changing or _is_it_to_say(clause)) and not nouns and _is_about_text(clause.previous):
        same = following_texts.same_text(clause.previous, change.look)
        clause.drafts.append(replace(same, content=change.content))
    elif (changing and (not nouns or nouns[0].start < quotes[0].start or is_called(nouns[0]))) or told:
        clause.drafts.append(replace(change, role=role(nouns)))
    elif not nouns and _corrects(clause):
        same = following_texts.same_text(clause.previous, change.look)
        clause.drafts.append(replace(same, content=change.content))
    else:
        under = any(noun.text.startswith("副") for noun in nouns)
        said = writing.at_end(clause, nouns, change.look)
        entry = writing.is_entry(clause, nouns, quotes[0])
        clause.drafts.append(TextDraft(quotes[0].value, TextRole.TITLE if under else kind, said, entry))
        clause.trigger("text", *clause.free("verb", "show"))
    for quote in quotes[1:]:
        unsaid(clause, quote, "second_quote")


def _is_it_to_say(clause: Clause) -> bool:
    """ "It should read …": the one that was spoken of."""
    return clause.has("pronoun", "it") and clause.has("says") and not clause.says(*_SHOWING)


def _is_about_text(before: Clause | None) -> bool:
    return before is not None and before.topic == "text"


def _corrects(clause: Clause) -> bool:
    """ "No no, "Day 1"": instead of the words that the text before was given."""
    before = clause.previous
    if before is None or before.topic != "text" or clause.has("verb"):
        return False
    if clause.has("casing") and before.sentence == clause.sentence:
        return any(isinstance(draft, TextChange) and not draft.content for draft in before.drafts)
    if not clause.has("correction"):
        return False
    clause.trigger("text", *clause.free("correction"))
    return any(isinstance(draft, TextDraft | TextChange) and draft.content for draft in before.drafts)


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
    said = clause.has("says") or (definite and nouns[0].text.lower() in _WORDINGS)
    return definite and said and not (clause.says(*_SHOWING) or clause.has("prep", "with"))


def _role_before(clause: Clause) -> TextRole | None:
    """ "… captioned "Day 1", and "Day 2" on the second": what the clause before was writing."""
    before = clause.previous
    drafts = before.drafts if before is not None else []
    return next((draft.role for draft in drafts if isinstance(draft, TextDraft)), None)


def _is_definite(clause: Clause, noun: Token) -> bool:
    if is_called(noun):
        return True
    before = clause.before(noun, frozenset({"function", "polite", "descriptor"}))
    return before is not None and before.is_a("det", "definite")


def _is_put(clause: Clause, noun: Token) -> bool:
    """标题放中间: the verb behind the noun puts what is there."""
    verb = clause.one("verb", "add", "show", "use")
    return verb is not None and is_han(verb.text[0]) and noun.start < verb.start


def _write_nothing(clause: Clause, nouns: list[Token], change: TextChange, *, changing: bool) -> None:
    """No words were given: a change of looks, a request to listen to speech, or a text that still lacks its words."""
    likened = other_texts.like(clause, nouns)
    if likened is not None:
        clause.drafts.append(replace(likened[1], role=role(likened[0]), target=named_by_number(clause, likened[0])))
        return
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
    there = there or not clause.says("add", "create", "use", "turn", "animate")
    kinds = _kinds(clause, nouns) if there else [role(nouns)]
    if not (change.look.is_open and not change.upper) and there:
        clause.drafts.extend(replace(change, role=kind or change.role, several=plural) for kind in kinds)
    elif again := other_texts.same(clause, role(nouns), nouns, change.target):
        clause.drafts.extend(again)
    elif role(nouns) is TextRole.CAPTION and not (
        (_is_definite(clause, nouns[0]) and not clause.says(*_GIVING)) or (changing and is_han(nouns[0].text[0]))
    ):
        refuse(clause, nouns[0], "transcribe")
    elif change.look.is_open and any(isinstance(draft, Remark) for draft in clause.drafts):
        clause.trigger("text", *clause.free("quant", "all", "each"), *clause.free("verb"))  # 给文字加描边: only that
    elif change.look.is_open and (changing or clause.says("touch")) and not clause.says("make"):
        clause.drafts.append(change)
    else:
        clause.drafts.append(TextDraft("", role(nouns), TextLook() if changing else change.look))
