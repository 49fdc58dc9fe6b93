"""What goes on about a text: "put it at the bottom", "in yellow", "and remove it", after a text was spoken of."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from kineograph.studio.interpreter.clauses.antecedents import asked_noun
from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.general import Reference
from kineograph.studio.interpreter.drafts.layers import Fading, TextChange, TextDraft, TextLook, TextRemoval
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules import other_texts
from kineograph.studio.interpreter.rules.entrances import NOUNS
from kineograph.studio.interpreter.rules.fades import fades_video
from kineograph.studio.interpreter.rules.pointing import is_of_two, takes_it_away, unsaid
from kineograph.studio.interpreter.rules.textlook import look
from kineograph.timeline.vocabulary import TextEffect, TextRole

_LONGEST_FADE_MS = 1500
_SCENERY = (
    "picture",
    "clip",
    "video",
    "music",
    "transition",
    "motion",
    "volume",
    "sound",
    "voice",
    "narration",
    "effect",
)
_ROLES = {role.value: role for role in TextRole}
_ALL_OF_THEM = frozenset({"all", "both", "all of them", "both of them", "both of these", "both of those",
                          "都", "全部", "全都", "全部都", "统统", "全"})  # fmt: skip
_TWO = (1, 2)
_WHOLE = ("video", "movie", "film", "slideshow", "reel", "thing", "lot", "picture")
_PICTURES = ("photo", "pic", "image", "clip", "shot", "slide", "frame", "张", "幅", "图", "片")
_OF_PICTURES = ("transition", "slide", "fade", "motion")


def read(clause: Clause) -> None:
    """Changes and removals of the text that the clause before spoke of."""
    heads = clause.tokens[0].kind == "edge" and len(clause.tokens) > 1 and clause.tokens[1].text in ":："
    crossing = (token.text.lower() for token in clause.tokens if token.kind == "transition")
    heads = heads or any(text.startswith(("crossfade", "cross fade", "wipe")) for text in crossing)
    if heads or clause.has("limit") or other_texts.again_of_other(clause):
        return
    before = clause.previous
    about_text = before is not None and before.topic == "text" and before.sentence + 1 >= clause.sentence
    if before is not None and about_text and before.sentence == clause.sentence and _removes_one(clause):
        _remove_one(clause)
    elif not (about_text or _dresses_it(clause)) or _is_of_another(clause) or _is_of_pictures(clause):
        return
    elif before is not None and about_text and _removes_all(clause, before):
        for token in clause.free("quant", "all"):
            clause.store(token, "target")
        clause.trigger("text", *clause.free("verb", "remove"))
        clause.drafts.append(TextRemoval(before.target))
        clause.topic = "text"
    elif before is not None and about_text and takes_it_away(clause):
        clause.trigger("text", *clause.free("neg"))
        clause.drafts.append(removal_of(before))
        clause.topic = "text"
    else:
        _restyle(clause)


def _is_of_pictures(clause: Clause) -> bool:
    before = clause.previous
    earlier = before is not None and before.sentence < 0
    return fades_video(clause) or clause.has("field") or (earlier and any(clause.has(kind) for kind in _OF_PICTURES))


def _lasts(clause: Clause) -> bool:
    """ "标题用渐显，八百毫秒": how long it comes, where it was said only how."""
    before, times = clause.previous, clause.free("duration")
    earlier = before.drafts[-1] if before is not None and before.drafts else None
    bare = len(times) == 1 and times[0].amount <= _LONGEST_FADE_MS and len(clause.words()) == 1
    if not bare or before is None or not isinstance(earlier, TextChange) or before.sentence != clause.sentence:
        return False
    come, go = (effect is TextEffect.FADE for effect in (earlier.look.enter, earlier.look.leave))
    if not (come or go) or not earlier.look.timing.is_open:
        return False
    clause.store(times[0], "duration_ms")
    edge: Literal["in", "out", "both"] = "both" if come and go else "in" if come else "out"
    length = int(times[0].amount)
    clause.drafts.append(Fading("text", edge, length, target=earlier.target, role=earlier.role, old=earlier.old))
    clause.topic = "text"
    return True


def _restyle(clause: Clause) -> None:
    if _lasts(clause):
        return
    found = look(clause)
    upper = clause.free("casing")
    for token in upper:
        clause.store(token, "content")
    stretched = clause.free("relative", "longer", "longer_bit", "shorter", "shorter_bit")
    if stretched and clause.has("duration"):
        unsaid(clause, stretched[0], "text_time")
        return
    if found.is_open and not upper:
        return
    _of_all(clause, clause.previous)
    clause.drafts.append(replace(_of_several(clause, found) or same_text(clause.previous, found), upper=bool(upper)))
    clause.topic = "text"
    clause.trigger("text", *clause.free("noun", "color"))


def _of_several(clause: Clause, found: TextLook) -> TextChange | None:
    """ "Make both red", "put them all bottom left", "in yellow, all of them": those that were written together, or else
    all there are; None where one text is meant."""
    words = [token for token in clause.free("quant", "all") if token.text.lower() in _ALL_OF_THEM]
    together = _written_together(clause.previous)
    if not words and not (together and clause.has("pronoun", "them")):
        return None
    for token in words:
        clause.store(token, "target")
    two = any(map(is_of_two, words))
    if together and clause.previous is not None and (not two or len(together) == len(_TWO)):
        return TextChange(look=found, target=clause.previous.target)
    return TextChange(look=found, target=Reference(every=True, count=len(_TWO) if two else 0))


def _written_together(before: Clause | None) -> tuple[int, ...]:
    """The texts that the instruction before added, where there were several."""
    if before is None or before.topic != "text" or before.sentence >= 0 or len(before.target.places) < len(_TWO):
        return ()
    return before.target.places if any(isinstance(draft, TextDraft) for draft in before.drafts) else ()


def _dresses_it(clause: Clause) -> bool:
    """ "Make it red", "both in white", at the beginning."""
    coloured = any(clause.free(kind) for kind in ("color", "hex", "place", "casing"))
    several = any(token.text.lower() in _ALL_OF_THEM for token in clause.free("quant", "all"))
    return clause.previous is None and coloured and (clause.has("pronoun", "it") or several)


def _is_of_another(clause: Clause) -> bool:
    """Whether the clause names what is no text, or goes back in time, or is of the whole video."""
    named = clause.has("noun", *_SCENERY, "logo", "overlay") or clause.has("name")
    named = (named and not _stands_on_clip(clause)) or bool(clause.free("ordinal"))
    whole = clause.has("quant", "each", "total") or clause.free("ratio") or _is_an_entry(clause)
    return bool(named or whole or clause.says("undo", "redo") or _fades_video(clause))


def _stands_on_clip(clause: Clause) -> bool:
    """ "Show it on b.jpg"."""
    over = clause.has("pronoun") or clause.has("prep", "in", "for", "over")
    return clause.has("name") and over and not clause.has("noun", *_SCENERY, "logo", "overlay")


def _fades_video(clause: Clause) -> bool:
    """ "… and fade the whole video out", "… and fade out at the end": not the text that was spoken of."""
    fading = [*clause.free("fade"), *clause.free("verb", "fade")]
    told = any(token.text.lower().split()[0] == "fade" for token in fading)
    of_all = any(token.is_a("function", "") and token.text.lower() in _WHOLE for token in clause.tokens)
    return told and (of_all or (clause.has("edge") and not clause.has("pronoun")))


def _is_an_entry(clause: Clause) -> bool:
    """ "字幕：…；时长：20秒": an entry of its own in a list of settings, of the video."""
    opening = [token for token in clause.tokens if token.kind not in LIGHT][:2]
    return len(opening) == 2 and opening[0].is_a("noun", "duration") and opening[1].text in (":", "：")


def _remove_one(clause: Clause) -> None:
    pointed = clause.free("ordinal")
    for token in pointed:
        clause.store(token, "target")
    clause.drafts.append(TextRemoval(Reference(tuple(place for token in pointed for place in token.places))))
    clause.topic = "text"


def _of_all(clause: Clause, before: Clause | None) -> None:
    """ "所有文字换成黄色，并且都加阴影": of all of them, where all were spoken of."""
    earlier = before.drafts if before is not None else []
    if any(isinstance(draft, TextChange) and draft.target.every for draft in earlier):
        for token in clause.free("quant", "all"):
            clause.store(token, "target")


def _removes_all(clause: Clause, before: Clause) -> bool:
    """ "Delete them all": the texts that the instruction before was about."""
    plain = all(token.kind in ("verb", "quant", "break", "pronoun", *LIGHT) for token in clause.tokens)
    words = [token for token in clause.free("quant", "all") if token.text.lower() in _ALL_OF_THEM]
    several = before.sentence < 0 and len(before.target.places) >= len(_TWO)
    counted = not any(map(is_of_two, words)) or len(before.target.places) == len(_TWO)
    return plain and bool(words) and clause.says("remove") and several and counted


def _removes_one(clause: Clause) -> bool:
    """ "Change the first title and delete the second one": of the texts, not of the clips."""
    plain = all(token.kind in ("verb", "ordinal", "break", *LIGHT, "conj", "pronoun") for token in clause.tokens)
    pictures = any(mark in token.text.lower() for token in clause.free("ordinal") for mark in _PICTURES)
    named = pictures or clause.has("noun")
    return plain and clause.says("remove") and bool(clause.free("ordinal")) and not named


def removes_that(clause: Clause, noun: Token) -> bool:
    """ "Scrap that title", right after one was added or changed: that one, and none of the others."""
    before = clause.previous
    pointing = clause.before(noun, frozenset({"function", "descriptor"}))
    said = pointing is not None and pointing.text.lower().rpartition(" ")[2] in ("that", "this")
    if not said or before is None or before.number >= 0 or before.topic != "text" or len(before.target.places) != 1:
        return False
    clause.drafts.append(TextRemoval(before.target))
    return True


def removal_of(before: Clause) -> TextRemoval:
    """The one that the clause before wrote, or changed; never all of them."""
    written = [each.content for each in before.drafts if isinstance(each, TextDraft | TextChange) and each.content]
    if before.sentence < 0 and not before.target.is_open:
        return TextRemoval(old=written[-1]) if _written_together(before) and written else TextRemoval(before.target)
    same = same_text(before, TextLook())
    old = written[-1] if written else same.old
    if old is None and same.target.is_open and same.role is not None:
        return TextRemoval(role=same.role)
    last = Reference((-1,)) if old is None and same.target.is_open else same.target
    return TextRemoval(last, old)


def same_text(before: Clause | None, found: TextLook) -> TextChange:
    """A change of the text that the clause before spoke of."""
    drafts = before.drafts if before is not None else []
    if before is not None and before.topic == "text" and before.sentence < 0 and not before.target.is_open:
        new = [draft.content for draft in drafts if isinstance(draft, TextDraft)]
        if _written_together(before):  # "it" is the last of them, wherever it shows
            return TextChange(look=found, old=new[-1])
        return TextChange(look=found, target=before.target)
    earlier = next((draft for draft in reversed(drafts) if isinstance(draft, TextChange)), None)
    if earlier is not None:
        return replace(earlier, content=None, look=found, part=None)
    written = any(isinstance(draft, TextDraft) and draft.content for draft in drafts)
    tokens = before.tokens if before is not None and before.topic == "text" and not written else ()
    asked = asked_noun(before) if tokens and before is not None else ()
    named = [token for token in (*tokens, *asked) if token.is_a("noun", *NOUNS)]
    faded = next((draft for draft in drafts if isinstance(draft, Fading) and draft.of == "text"), None)
    gone = next((draft for draft in drafts if isinstance(draft, TextRemoval) and not draft.others), None)
    if gone is not None:  # and brought back since
        return TextChange(look=found, target=gone.target, role=gone.role, old=gone.old)
    if named and faded is None:
        said = other_texts.of_tokens(named)
        places = tuple(each for each in said if isinstance(each, int))
        kind = next((each for each in said if isinstance(each, TextRole)), None)
        return TextChange(look=found, role=kind, target=Reference(places))
    if faded is not None:
        return TextChange(look=found, target=faded.target, role=faded.role)
    return TextChange(look=found)
