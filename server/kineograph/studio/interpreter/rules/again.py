"""The same for another clip: "and the third too", "same for the rest", 第五张也一样."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any, cast

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.general import (
    OPEN,
    Beyond,
    Create,
    Draft,
    MotionDraft,
    Reference,
    Removal,
    TransitionDraft,
)
from kineograph.studio.interpreter.drafts.looks import LookDraft
from kineograph.studio.interpreter.drafts.playing import Cutout
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.pointing import is_sound_name, point, rest_of
from kineograph.studio.interpreter.rules.withholding import without

_WITH = LIGHT | {"ordinal", "name", "break", "conj", "pronoun", "quant", "prep", "beyond", "alike"}
_THAT = re.compile(r"(?:(?:and|now|then|ok|please) )*(?:do|apply|use|repeat|give|set) (?:that|this|it)\b")
_DOING = ("make", "add", "change", "use", "keep", "edit")
_TOO = (
    "too",
    "as well",
    "also",
    "the same",
    "same",
    "likewise",
    "也",
    "也一样",
    "一样",
    "同样",
    "也要",
    "也是",
    "也这样",
    "也加上",
    "都一样",
    "照做",
    "照此",
    "同理",
)
_SO = ("这样", "这么", "这样子", "照这样", "照这个", "这样处理", "这么处理")
_DONE_SO = ("加上", "加", "用上", "用", "改", "改了", "弄", "调", "换", "换上", "设", "做", "处理")
_NOT_IT = ("不用", "不要", "别", "别加", "不加", "不需要", "不必", "除外", "例外", "不用加", "免了", "就免了")
_SIDES: dict[str, Beyond] = {"后面": "after", "后边": "after", "前面": "before", "前边": "before"}


def read(clause: Clause) -> None:
    before = clause.previous
    opened = clause.words()[:1]
    if clause.drafts and opened and opened[0].kind == "alike":  # "the same again for the end: …"
        clause.trigger("again", opened[0])
    if clause.drafts or clause.refused or before is None:
        return
    rest = rest_of(clause)
    if rest and _is_plain(clause) and any(isinstance(each, Create) and each.chosen.places for each in before.drafts):
        clause.trigger("create", *rest)
        clause.drafts.append(Create(adding=True))
        return
    if clause.free("name") and _is_plain(clause) and (_says_too(clause) or _goes_on_adding(clause, before)):
        _add_too(clause, before)
    several = bool(rest or _sides(clause)) or clause.has("quant", "all", "each")
    if several or any(clause.free(kind) for kind in ("ordinal", "name", "beyond")):
        _repeat(clause, before, several=several)
        _spare(clause, before)


def _is_renumbered(draft: Draft, clause: Clause) -> bool:
    """ "Remove 2", and then "3 as well": whether the third of then or of now is not clear."""
    gone = draft.target.places if isinstance(draft, Removal) else ()
    pointed = [place for token in clause.free("ordinal") for place in token.places]
    return bool(gone) and any(place > min(gone) > 0 for place in pointed)


def _goes_on_adding(clause: Clause, before: Clause) -> bool:
    return clause.begins and before.sentence < 0 and clause.tokens[0].kind == "conj" and not clause.has("verb")


def _add_too(clause: Clause, before: Clause) -> None:
    """ "And e.jpg too", after a video was made of some, or a file was added."""
    names = [token for token in clause.free("name") if not is_sound_name(token)]
    if names and before.drafts and all(isinstance(each, Create) and not each.chosen.is_open for each in before.drafts):
        for token in names:
            clause.store(token, "media")
        clause.target, clause.topic = Reference(names=tuple(token.value for token in names)), "clip"
        clause.drafts.append(Create(clause.target, adding=True))


def _repeat(clause: Clause, before: Clause, *, several: bool) -> None:
    again = [draft for draft in before.drafts if _is_aimed(draft)]
    # what takes clips away is never carried over to clips that are not named one by one, nor on a mere "and"
    if any(draft.destroys for draft in again) and (several or not _says_too(clause)):
        return
    if before.sentence < 0 and any(_is_renumbered(draft, clause) or _may_be_time(draft, clause) for draft in again):
        return
    if not again or not _is_plain(clause) or not (_says_too(clause) or _goes_on(clause, before)):
        return
    side = _sides(clause)
    if side and (before.target.is_open or before.topic != "clip"):
        return
    clause.trigger("again", *clause.free("alike"), *clause.free("verb", *_DOING))
    if side:
        clause.trigger("again", *side, *clause.free("quant"))
        clause.target, clause.topic = replace(before.target, beyond=_SIDES[side[0].text], others=False), "clip"
        clause.drafts.extend(_aimed(draft, clause.target) for draft in again)
        return
    if several and any(isinstance(draft, TransitionDraft) for draft in again):
        clause.trigger("again", *rest_of(clause), *clause.free("quant", "all", "each"))
        clause.drafts.extend(replace(cast("Any", draft), target=OPEN, between=False, after=False) for draft in again)
        return
    target = _of_the_others(point(clause), before)
    if not target.is_open or target.beyond:
        clause.drafts.extend(_aimed(draft, target) for draft in again)


def _of_the_others(target: Reference, before: Clause) -> Reference:
    """ "全部都这样": those that are not so already."""
    named = before.target.places and not (before.target.others or before.target.beyond or before.target.names)
    return replace(before.target, others=True) if target.every and named else target


def _may_be_time(draft: Draft, clause: Clause) -> bool:
    """ "Cut the first 2 seconds", and then "the last one too": of the time or of the clips?"""
    plain = isinstance(draft, Cutout) and not clause.has("noun") and not clause.free("name")
    return plain and all(token.places in ((1,), (-1,)) for token in clause.free("ordinal"))


def _is_plain(clause: Clause) -> bool:
    return all(
        token.kind in _WITH
        or token.is_a("noun", "picture", "clip")
        or (token.is_a("verb", *_DOING) and (token.text not in _DONE_SO or not clause.has("name")))
        or token in _sides(clause)
        for token in clause.tokens
    )


def _says_too(clause: Clause) -> bool:
    words = " ".join(token.text.lower() for token in clause.tokens if token.kind not in ("break", "polite"))
    if clause.has("quant", "all", "each") and any(token.text in _SO for token in clause.tokens):
        return True
    return clause.has("alike") or bool(_THAT.match(words)) or any(token.text.lower() in _TOO for token in clause.tokens)


def _goes_on(clause: Clause, before: Clause) -> bool:
    """ "And the fourth", "now the last one", as an instruction of its own, about clips like the one before."""
    opened = clause.tokens[0].kind == "conj" or clause.tokens[0].text.lower() in ("now", "ok", "okay", "then")
    pointed = before.topic == "clip" and not before.target.every
    return clause.begins and before.sentence < 0 and opened and pointed and not clause.has("verb")


def _sides(clause: Clause) -> list[Token]:
    """后面的: those behind the clip that was spoken of, and not the end of the video."""
    words = clause.words()
    return words[:1] if words and words[0].kind == "edge" and words[0].text in _SIDES else []


def _spare(clause: Clause, before: Clause) -> None:
    """ "最后一张不用", after all of them were given a look or a move: that one goes without."""
    if clause.drafts or before.number >= 0 or not _is_spared(clause):
        return
    if len(before.drafts) != 1 or not isinstance(before.drafts[0], LookDraft | MotionDraft):
        return
    for token in clause.tokens:
        if token.kind in ("neg", "verb", "except"):
            clause.trigger("spared", token)
    clause.drafts.append(without(before.drafts[0], point(clause), clause.tokens[0].text))


def _is_spared(clause: Clause) -> bool:
    last = [token for token in clause.words() if token.kind not in ("ordinal", "name", "pronoun", "quant")]
    known = all(token.text in _NOT_IT or token.text in _DONE_SO for token in last)
    return bool(last) and known and last[0].text in _NOT_IT


def _is_aimed(draft: Draft) -> bool:
    return not isinstance(draft, Create) and any(field.name == "target" for field in fields(cast("Any", draft)))


def _aimed(draft: Draft, target: Reference) -> Draft:
    aimed: Draft = replace(cast("Any", draft), target=target)
    return aimed
