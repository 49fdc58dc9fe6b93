"""The same for another clip: "and the third too", 第五张也一样; and another way for the same: "no, to the left"."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, cast

from kineograph.studio.interpreter.clauses import LIGHT, Clause
from kineograph.studio.interpreter.drafts import Beyond, Draft, MotionDraft, Reference
from kineograph.studio.interpreter.look_drafts import LookDraft, LookRemoval
from kineograph.studio.interpreter.rules.pointing import point, rest_of
from kineograph.studio.interpreter.tokens import Token
from kineograph.timeline.vocabulary import MotionKind

_WITH = LIGHT | {"ordinal", "name", "break", "conj", "pronoun", "quant", "prep", "beyond"}
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
_DONE_SO = ("加上", "加", "用上", "用", "改", "改了", "弄", "调", "换", "换上", "设", "做", "处理")
_NOT_IT = ("不用", "不要", "别", "别加", "不加", "不需要", "不必", "除外", "例外", "不用加", "免了", "就免了")
_SIDES: dict[str, Beyond] = {"后面": "after", "后边": "after", "前面": "before", "前边": "before"}
_AIMED_MOVES = (MotionKind.STILL,)


def read(clause: Clause) -> None:
    before = clause.previous
    if clause.drafts or clause.refused or before is None:
        return
    if clause.free("side"):
        _redirect(clause, before)
    elif any(clause.free(kind) for kind in ("ordinal", "name", "beyond")) or rest_of(clause) or _sides(clause):
        _repeat(clause, before)
        _spare(clause, before)


def _redirect(clause: Clause, before: Clause) -> None:
    moves = [draft for draft in before.drafts if isinstance(draft, MotionDraft) and draft.kinds]
    plain = all(token.kind in _WITH or token.kind in ("side", "correction", "says") for token in clause.tokens)
    kind = f"pan_{clause.free('side')[0].value}"
    if moves and plain and kind in set(MotionKind):
        clause.store(clause.free("side")[0], "motions")
        clause.drafts.append(replace(moves[-1], kinds=(MotionKind(kind),), target=before.target))
        clause.target, clause.topic = before.target, before.topic


def _repeat(clause: Clause, before: Clause) -> None:
    again = [draft for draft in before.drafts if _is_aimed(draft)]
    if not _goes_on(clause) or not again:
        return
    side = _sides(clause)
    if side and (before.target.is_open or before.topic != "clip"):
        return
    for token in clause.tokens:
        if token.kind in ("verb", "edge", "quant"):
            clause.trigger("again", token)
    target = replace(before.target, beyond=_SIDES[side[0].text], others=False) if side else point(clause)
    clause.target, clause.topic = target, "clip"
    clause.drafts.extend(_aimed(draft, target) for draft in again)


def _goes_on(clause: Clause) -> bool:
    """ "The third too", 其余的也一样, 后面的也都加上: clips, and that the same is done to them."""
    plain = all(
        token.kind in _WITH
        or token.is_a("noun", "picture", "clip")
        or (token.kind == "verb" and token.text in _DONE_SO and not clause.has("name"))
        or token in _sides(clause)
        for token in clause.tokens
    )
    return plain and any(token.text.lower() in _TOO for token in clause.tokens)


def _sides(clause: Clause) -> list[Token]:
    """后面的: those behind the clip that was spoken of, and not the end of the video."""
    words = clause.words()
    return words[:1] if words and words[0].kind == "edge" and words[0].text in _SIDES else []


def _spare(clause: Clause, before: Clause) -> None:
    """ "最后一张不用", after all of them were given a look or a move: that one goes without."""
    if clause.drafts or before.number >= 0 or not _is_spared(clause):
        return
    looks = [draft for draft in before.drafts if isinstance(draft, LookDraft)]
    moves = [draft for draft in before.drafts if isinstance(draft, MotionDraft)]
    if len(before.drafts) != 1 or not (looks or moves):
        return
    for token in clause.tokens:
        if token.kind in ("neg", "verb", "except"):
            clause.trigger("spared", token)
    target = point(clause)
    for look in looks:
        fields = tuple(name for name, _ in (*look.set_to, *look.by))
        clause.drafts.append(LookRemoval(look.tone, fields, clause.tokens[0].text, target))
    clause.drafts.extend(replace(move, kinds=_AIMED_MOVES, strength=None, target=target) for move in moves)


def _is_spared(clause: Clause) -> bool:
    last = [token for token in clause.words() if token.kind not in ("ordinal", "name", "pronoun", "quant")]
    return (
        bool(last)
        and all(token.text in _NOT_IT or token.text in _DONE_SO for token in last)
        and (last[0].text in _NOT_IT)
    )


def _is_aimed(draft: Draft) -> bool:
    return any(field.name == "target" for field in fields(cast("Any", draft)))


def _aimed(draft: Draft, target: Reference) -> Draft:
    aimed: Draft = replace(cast("Any", draft), target=target)
    return aimed
