"""The other way: "no, to the left", "other side", "wrong direction, the other way", "not left, right", after something
that has a direction: a pan, a wipe or slide, a quarter turn, a zoom, a place on the left or the right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.general import Draft, Duration, MotionDraft, Reversal, TransitionDraft
from kineograph.studio.interpreter.drafts.layers import (
    OverlayChange,
    OverlayDraft,
    OverlayLook,
    Side,
    TextChange,
    TextDraft,
    TextLook,
    Volume,
)
from kineograph.studio.interpreter.drafts.looks import LookDraft, TransformDraft
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.rules.following_texts import same_text
from kineograph.timeline.vocabulary import MotionKind, Place, TransitionKind

_WITH = LIGHT | {"ordinal", "name", "break", "conj", "pronoun", "quant", "prep"}
_OPPOSITES = (("left", "right"), ("up", "down"), ("in", "out"))
_OTHER = re.compile(
    r"(?:(?:no|nope|nah|sorry|oops|hm+|ok|but|and|now|actually|wait|that's|that is|it's|it is|make (?:it|that)|"
    r"(?:turn|move|put|send) (?:it|that|them)|"
    r"oops|i mean|it should (?:be|go|move|come)|should be|in|to|on|from|the|a|wrong (?:direction|way|side)|"
    r"(?:direction|way|side) is wrong|please) )*(?:wrong (?:direction|way|side)|(?:other|opposite)"
    r"(?: (?:direction|way|side)(?: (?:round|around))?)?|reverse (?:direction|it))"
    r"(?: (?:please|instead|then|round|around|i mean|i meant))*|(?:to |in |the )*opposite corner(?: please)?"
)
_OTHER_ZH = re.compile(
    r"(?:不对|不|啊|那|嗯|哦|把|它|方向|镜头|运镜|换个?|改成?|弄|调|搞)*"
    r"(?:反过来|反一下|反着来|相反(?:的)?方向|反方向|反向|另一个方向|反)(?:了|吧|呀|的|来|一下)*"
)
_DIRECTED = (MotionDraft, TransitionDraft, TransformDraft)
_MIRRORED = {
    Place.TOP_LEFT: Place.TOP_RIGHT,
    Place.BOTTOM_LEFT: Place.BOTTOM_RIGHT,
    Place.LEFT: Place.RIGHT,
    Place.TOP: Place.BOTTOM,
}
_MIRRORED |= {after: before for before, after in _MIRRORED.items()}
_ACROSS = {Place.TOP_LEFT: Place.BOTTOM_RIGHT, Place.BOTTOM_LEFT: Place.TOP_RIGHT}
_ACROSS |= {after: before for before, after in _ACROSS.items()}
_SIDES = ("left", "right")
_WHOLE_TURN = 360
_BACK = -2
"""Times a step: back to where it was, and once more."""
_SAYING = ("side", "correction", "says", "retracted")


def read(clause: Clause) -> None:
    before = clause.previous
    if clause.refused or before is None or before.sentence + 1 < clause.sentence:
        return
    reversing = [draft for draft in clause.drafts if isinstance(draft, Reversal)]
    across = any(token.text.lower() == "opposite" for token in clause.tokens) and clause.has("place", "corner")
    if len(reversing) < len(clause.drafts) and not across:
        return
    if clause.free("side"):
        _redirect(clause, before)
    elif _OTHER.fullmatch(_words(clause)) or _is_other_way(clause, before):
        _turn_round(clause, before)


def _is_other_way(clause: Clause, before: Clause) -> bool:
    """ "反过来", "方向反了", after what has a direction."""
    directed = bool(before.drafts) and all(isinstance(draft, _DIRECTED) for draft in before.drafts)
    said = "".join(token.text for token in clause.tokens if token.kind not in ("break", "polite", "mark"))
    return directed and _OTHER_ZH.fullmatch(said) is not None


def _redirect(clause: Clause, before: Clause) -> None:
    plain = all(token.kind in _WITH or token.kind in _SAYING for token in clause.tokens)
    side = clause.free("side")[0].value
    if clause.has("prep", "from"):
        side = _opposite(f"_{side}").removeprefix("_")
    found = [_sent(draft, side) for draft in before.drafts]
    if plain and found and found[-1] is not None:
        clause.store(clause.free("side")[0], "motions")
        clause.drafts.append(_where_it_stands(found[-1], before))
        clause.target, clause.topic = before.target, before.topic


def _sent(draft: Draft, side: str) -> Draft | None:
    """The same to that side; None where it has none."""
    if isinstance(draft, MotionDraft) and draft.kinds and f"pan_{side}" in set(MotionKind):
        return replace(draft, kinds=(MotionKind(f"pan_{side}"),))
    if isinstance(draft, TransitionDraft) and len(draft.kinds) == 1:
        kind = f"{draft.kinds[0].value.partition('_')[0]}_{side}"
        return replace(draft, kinds=(TransitionKind(kind),)) if kind in set(TransitionKind) else None
    return None


def _turn_round(clause: Clause, before: Clause) -> None:
    sides = _ACROSS if _words(clause).find("corner") >= 0 else _MIRRORED
    made = [draft for draft in (_contrary(draft, before, sides) for draft in before.drafts) if draft is not None]
    if not made:
        return
    for token in clause.tokens:
        if token.kind not in LIGHT and token.kind != "break":
            clause.store(token, "contrary")
    clause.drafts[:] = [_where_it_stands(draft, before) for draft in made]
    clause.target, clause.topic = before.target, before.topic


def _where_it_stands(draft: Draft, before: Clause) -> Draft:
    """Of the clips that were pointed at, by the numbers they have now."""
    of_clips = isinstance(draft, MotionDraft | TransformDraft | Duration | LookDraft)
    if of_clips and before.topic == "clip":
        aimed: Draft = replace(cast("Any", draft), target=before.target)
        return aimed
    return draft


def _contrary(draft: Draft, before: Clause, sides: Mapping[Place, Place]) -> Draft | None:
    if isinstance(draft, MotionDraft) and len(draft.kinds) == 1:
        kind = _opposite(draft.kinds[0].value)
        return replace(draft, kinds=(MotionKind(kind),)) if kind in set(MotionKind) else None
    if isinstance(draft, TransitionDraft) and len(draft.kinds) == 1:
        kind = _opposite(draft.kinds[0].value)
        return replace(draft, kinds=(TransitionKind(kind),)) if kind in set(TransitionKind) else None
    if isinstance(draft, TransformDraft) and draft.rotate in (90, 270):
        return TransformDraft(rotate=-2 * draft.rotate % _WHOLE_TURN, target=draft.target)
    return _reversed(draft) or _mirrored(draft, before, sides)


def _reversed(draft: Any) -> Draft | None:
    """Of what was made more or less, as much to the other side of what it was."""
    if isinstance(draft, Volume) and draft.relative:
        return replace(draft, level=_BACK * draft.level)
    if isinstance(draft, Duration) and draft.scope == "relative" and draft.amount_ms:
        return replace(draft, amount_ms=_BACK * draft.amount_ms)
    if isinstance(draft, LookDraft) and draft.by and not draft.set_to and draft.tone is None:
        return replace(draft, by=tuple((name, _BACK * value) for name, value in draft.by))
    grown = isinstance(draft, TextChange | OverlayChange) and draft.look.grow
    if grown and draft.look == replace(type(draft.look)(), grow=draft.look.grow):
        shrunk: Draft = replace(draft, look=replace(draft.look, grow=round(draft.look.grow**_BACK, 4)))
        return shrunk
    return None


def _mirrored(draft: Any, before: Clause, sides: Mapping[Place, Place]) -> Draft | None:
    """Of a text or an overlay in a corner: the corner across."""
    place = draft.look.place if isinstance(draft, OverlayDraft | OverlayChange | TextDraft | TextChange) else None
    if isinstance(draft, OverlayDraft) and place is None:
        place = Place.TOP_RIGHT
    shift = draft.look.shift if isinstance(draft, OverlayDraft | OverlayChange | TextDraft | TextChange) else ""
    if shift in _SIDES:
        aside: Side = "right" if shift == "left" else "left"
        layer = isinstance(draft, OverlayDraft | OverlayChange)
        return OverlayChange(OverlayLook(shift=aside)) if layer else same_text(before, TextLook(shift=aside))
    if place is None or place not in sides:
        return None
    if isinstance(draft, OverlayDraft | OverlayChange):
        return OverlayChange(OverlayLook(place=sides[place]))
    return same_text(before, TextLook(place=sides[place]))


def _opposite(kind: str) -> str:
    head, _, end = kind.rpartition("_")
    for one, other in _OPPOSITES:
        if end in (one, other):
            return f"{head}_{other if end == one else one}"
    return ""


def _words(clause: Clause) -> str:
    return " ".join(token.text.lower() for token in clause.tokens if token.kind not in ("break", "mark"))
