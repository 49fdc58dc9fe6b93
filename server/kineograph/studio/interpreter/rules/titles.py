"""Titles and captions: words, place, time, colour, size; change and removal."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses import Clause, Sign
from kineograph.studio.interpreter.drafts import OPEN, Reference, Remark, TextChange, TextDraft, TextLook, TextRemoval
from kineograph.studio.interpreter.lexer import is_han
from kineograph.studio.interpreter.rules.pointing import point, unsaid
from kineograph.studio.interpreter.rules.refusals import refuse
from kineograph.studio.interpreter.rules.timing import text_timing
from kineograph.studio.interpreter.tokens import Token
from kineograph.timeline.vocabulary import Place

_NOUNS = ("title", "text", "caption")
_SIZES = {"big": 0.12, "small": 0.05}
_PLACES = frozenset(place.value for place in Place)
_GROWTH = {"bigger": 1.3, "smaller": 0.75}
_SHOWING = ("add", "show", "create", "change", "use", "move")
_CHANGING = ("change", "move", "edit", "make", "raise", "lower")


def read(clause: Clause) -> None:
    nouns, quotes = clause.free("noun", *_NOUNS), clause.free("quote")
    if not nouns and not quotes:
        _read_follow_up(clause)
        return
    lead = (*nouns, *quotes)[0]
    sign = clause.signed(lead, "text")
    if sign is Sign.KEPT and not (clause.free("edge", "whole") or clause.free("duration")):
        clause.trigger("text", *nouns)
        clause.drafts.append(Remark("kept", lead.text))
    elif sign is Sign.UNWANTED:
        _remove(clause, nouns, quotes)
    else:
        _write(clause, nouns, quotes)
    clause.topic = "text"


def _read_follow_up(clause: Clause) -> None:
    """ "Put it at the bottom", "in yellow": about the text of the clause before."""
    before = clause.previous
    about_text = before is not None and before.topic == "text" and before.sentence + 1 >= clause.sentence
    others = ("picture", "clip", "video", "music", "transition", "motion", "volume")
    alone = (
        before is None and clause.has("pronoun", "it") and any(clause.free(kind) for kind in ("color", "hex", "place"))
    )
    if (
        not (about_text or alone)
        or clause.has("noun", *others)
        or clause.free("ordinal")
        or clause.says("undo", "redo")
    ):
        return
    if clause.has("quant", "each", "total"):
        return
    look = _look(clause)
    if not look.is_open:
        clause.drafts.append(TextChange(look=look))
        clause.topic = "text"
        clause.trigger("text", *clause.free("noun", "color"))


def _remove(clause: Clause, nouns: list[Token], quotes: list[Token]) -> None:
    clause.trigger("text", *nouns)
    for quote in quotes:
        clause.store(quote, "old")
    forbids = clause.markers.get((*nouns, *quotes)[0].start, ())
    clause.drafts.append(
        TextRemoval(
            _which(clause, nouns),
            quotes[0].value if quotes else None,
            forbids=bool(forbids) and forbids[0].kind == "neg",
        )
    )


def _which(clause: Clause, nouns: list[Token]) -> Reference:
    """ "The second title": an ordinal that belongs to the word for a text."""
    for token in clause.free("ordinal"):
        if clause.after(token) in nouns:
            clause.store(token, "target")
            return Reference(token.places)
    for token in clause.free("quant", "all"):
        clause.store(token, "target")
        return Reference(every=True)
    return OPEN


def _is_text(clause: Clause, nouns: list[Token]) -> bool:
    """Whether a quote here is something to show; "make it 'cinematic'" is not."""
    before = clause.previous
    follows = before is not None and before.topic == "text"
    return bool(nouns) or follows or clause.says(*_SHOWING) or clause.has("prep", "with") or clause.has("says")


def _write(clause: Clause, nouns: list[Token], quotes: list[Token]) -> None:
    if not _is_text(clause, nouns):
        unsaid(clause, quotes[0], "bare_quote")
        return
    target = _which(clause, nouns)
    look = _placed_on(clause, _look(clause))
    clause.trigger("text", *nouns, *clause.free("says"), *clause.free("noun", "color", "position"))
    changing = clause.says(*_CHANGING) and not clause.says("add", "create")
    if not quotes:
        _write_nothing(clause, nouns, TextChange(None, look, target), changing=changing)
    elif len(quotes) == 2 and clause.says("change"):
        clause.store(quotes[0], "old")
        clause.store(quotes[1], "content")
        clause.drafts.append(TextChange(quotes[1].value, look, target, quotes[0].value))
    else:
        clause.store(quotes[0], "content")
        change = (changing and (not nouns or nouns[0].start < quotes[0].start)) or _is_told_to_say(clause, nouns)
        caption = any(noun.value == "caption" for noun in nouns) or (not nouns and _after_caption(clause))
        draft = TextChange(quotes[0].value, look, target) if change else TextDraft(quotes[0].value, caption, look)
        clause.drafts.append(draft)
        clause.trigger("text", *(clause.free("verb", "show") if not change else ()))
        for quote in quotes[1:]:
            unsaid(clause, quote, "second_quote")


def _placed_on(clause: Clause, look: TextLook) -> TextLook:
    """ "On the second photo": over that picture, unless a moment was named as well."""
    if look.timing.anchor is not None or look.timing.at_ms is not None:
        return look
    named = [*clause.free("ordinal"), *clause.free("name")]
    over = clause.has("prep", "at", "in", "to", "for") or clause.has("noun", "picture", "clip")
    return replace(look, on=point(clause)) if named and (over or is_han(named[0].text[0])) else look


def _is_told_to_say(clause: Clause, nouns: list[Token]) -> bool:
    """ "The title should say Welcome": the one that is there."""
    definite = bool(nouns) and _is_definite(clause, nouns[0])
    return definite and clause.has("says") and not (clause.says(*_SHOWING) or clause.has("prep", "with"))


def _after_caption(clause: Clause) -> bool:
    before = clause.previous
    return before is not None and any(isinstance(draft, TextDraft) and draft.caption for draft in before.drafts)


def _is_definite(clause: Clause, noun: Token) -> bool:
    before = clause.before(noun, frozenset({"function", "polite", "descriptor"}))
    return before is not None and before.is_a("det", "definite")


def _is_put(clause: Clause, noun: Token) -> bool:
    """标题放中间: the verb behind the noun puts what is there."""
    verb = clause.one("verb", "add", "show")
    return verb is not None and is_han(verb.text[0]) and noun.start < verb.start


def _write_nothing(clause: Clause, nouns: list[Token], change: TextChange, *, changing: bool) -> None:
    """No words were given: a change of looks, a request to listen to speech, or a title that still lacks its words."""
    there = changing or _is_definite(clause, nouns[0]) or _is_put(clause, nouns[0])
    if not change.look.is_open and (there or not clause.says("add", "create", "use", "turn", "animate")):
        clause.drafts.append(change)
    elif any(noun.value == "caption" for noun in nouns):
        refuse(clause, nouns[0], "transcribe")
    else:
        clause.drafts.append(TextDraft(""))


def _look(clause: Clause) -> TextLook:
    return TextLook(_place(clause), _color(clause), _size(clause), _growth(clause), text_timing(clause))


def _place(clause: Clause) -> Place | None:
    found = [token for kind in ("place", "side") for token in clause.free(kind) if token.value in _PLACES]
    chosen = next((token for token in found if token.value != Place.CENTER), next(iter(found), None))
    if chosen is None:
        return None
    for token in found:
        if token is chosen or token.value == Place.CENTER:
            clause.store(token, "place")
    return Place(chosen.value)


def _color(clause: Clause) -> str | None:
    for token in (*clause.free("color"), *clause.free("hex")):
        clause.store(token, "color")
        return token.value if token.kind == "color" else token.value.lower()
    return None


def _size(clause: Clause) -> float | None:
    for token in clause.free("size"):
        clause.store(token, "size")
        return _SIZES[token.value]
    return None


def _growth(clause: Clause) -> float | None:
    zoomed = {"zoom_in": "bigger", "zoom_out": "smaller"}
    for token in (*clause.free("relative", *_GROWTH), *clause.free("motion", *zoomed)):
        if token.kind == "motion" and not clause.has("noun", *_NOUNS):
            continue
        clause.store(token, "size")
        for degree in clause.free("degree"):
            clause.trigger("size", degree)
        return _GROWTH[zoomed.get(token.value, token.value)]
    return None
