"""Pictures turned by quarters and mirrored: "rotate the second photo left", "flip it upside down", 水平翻转."""

from __future__ import annotations

from typing import Literal

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import Reference, Remark
from kineograph.studio.interpreter.drafts.looks import TransformDraft
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.looking import is_foreign, look_target
from kineograph.studio.interpreter.rules.pointing import unsaid
from kineograph.studio.interpreter.rules.refusals import refuse

_QUARTER, _HALF, _WHOLE = 90, 180, 360
_FLIPS: dict[str, Literal["horizontal", "vertical"]] = {"flip_horizontal": "horizontal", "flip_vertical": "vertical"}
_AXES: dict[str, Literal["horizontal", "vertical"]] = {
    "16:9": "horizontal",
    "9:16": "vertical",
    "left": "horizontal",
    "right": "horizontal",
    "up": "vertical",
    "down": "vertical",
}
_WAYS = {"clockwise": _QUARTER, "counterclockwise": _WHOLE - _QUARTER, "half": _HALF}
_PHOTOS = ("picture", "clip", "video")


def read(clause: Clause) -> None:
    words = [token for token in clause.free("turned") if not is_foreign(clause, token)]
    if not words and _turns_by_angle(clause):
        words = [*clause.free("rotation"), *clause.free("angle")] or _turns_aside(clause)
    if not words:
        return
    if _turns_content(clause):
        for token in words:
            refuse(clause, token, "content_motion")
        return
    if words[0].value == "upright" and _was_told(clause):
        clause.trigger("transform", *words)
        return
    sign = clause.signed(words[0], "transform")
    if sign is not Sign.WANTED:
        clause.trigger("transform", *words, *clause.free("angle"), *clause.free("rotation"), *clause.free("aspect"))
        clause.drafts.append(Remark("kept" if sign is Sign.KEPT else "avoided", words[0].text.strip()))
        return
    if not _deal(clause, words):
        _turn(clause, words)


def _deal(clause: Clause, words: list[Token]) -> bool:
    """ "Rotate photo 2 clockwise and photo 4 anti-clockwise": to each its own way."""
    ways = [token for token in clause.tokens if token.is_a("rotation", "clockwise", "counterclockwise", "half")]
    if len({way.value for way in ways}) < len(("one", "other")) or clause.free("angle"):
        return False
    start = 0
    for way in ways:
        named = [token for token in clause.free("ordinal") if start < token.start < way.start]
        places = tuple(place for token in named for place in token.places)
        for token in (*named, way):
            clause.store(token, "target" if token in named else "rotate")
        if not places:
            unsaid(clause, way, "second_of_its_kind")
        clause.drafts.append(TransformDraft(_WAYS[way.value], "", False, Reference(places)))
        start = way.end
    clause.trigger("transform", *words)
    return True


def _was_told(clause: Clause) -> bool:
    """ "The clip is upside down, turn it the right way up": what was to be done has been said."""
    before = clause.previous
    told = before is not None and any(isinstance(draft, TransformDraft) for draft in before.drafts)
    return told and before is not None and before.sentence + 1 >= clause.sentence and clause.number > 0


def _turns_by_angle(clause: Clause) -> bool:
    """ "Turn it 90 degrees"."""
    told = clause.has("rotation") or clause.has("angle") or _turns_aside(clause)
    acts = (
        clause.says("turn", "move", "make")
        or any(clause.has(kind) for kind in ("ordinal", "name", "beyond", "quant"))
        or clause.has("noun", *_PHOTOS)
    )
    acts = acts or clause.has("name")
    return bool(told and acts)


def _turns_aside(clause: Clause) -> list[Token]:
    """ "Turn it to the left": by a quarter."""
    verb = clause.one("verb", "turn")
    if verb is None or clause.has("noun", "motion", "transition") or clause.sign(verb) is not Sign.WANTED:
        return []
    pointed = clause.has("pronoun", "it", "them") or clause.has("ordinal") or clause.has("name")
    return clause.free("side", "left", "right") if pointed or clause.has("noun", *_PHOTOS) else []


def _turns_content(clause: Clause) -> bool:
    """ "Make the wheel rotate": a thing in a picture."""
    return bool(clause.free("content")) and not clause.has("noun", *_PHOTOS) and not clause.has("ordinal")


def _turn(clause: Clause, words: list[Token]) -> None:
    flips = [word for word in words if word.value.startswith("flip")]
    named = ("rotate", "upright") if flips else ("rotate", "upside_down", "upright")
    turning = [word for word in words if word.value in named or word.kind in ("rotation", "angle", "side")]
    flip: Literal["", "horizontal", "vertical"] = ""
    rotate, guessed = 0, False
    if flips:
        flip, guessed = _flip(clause, flips)
    if turning:
        upside_down = any(word.value == "upside_down" for word in turning)
        rotate, unsaid = (_HALF, False) if upside_down and not clause.free("angle") else _angle(clause)
        guessed = guessed or unsaid
    clause.trigger("transform", *words)
    clause.drafts.append(TransformDraft(rotate, flip, guessed, look_target(clause)))


def _flip(clause: Clause, words: list[Token]) -> tuple[Literal["horizontal", "vertical"], bool]:
    """The axis, and whether it was left open."""
    axes = [*clause.free("aspect", *_AXES), *clause.free("side", *_AXES)]
    for token in axes:
        clause.store(token, "flip")
    if axes:
        return _AXES[axes[0].value], False
    if any(other.is_a("turned", "upside_down") for other in clause.tokens):
        return "vertical", False
    named = [word for word in words if word.value in _FLIPS]
    return (_FLIPS[named[0].value], False) if named else ("horizontal", True)


def _angle(clause: Clause) -> tuple[int, bool]:
    """Degrees clockwise, and whether neither they nor a side were said."""
    degrees, said = _QUARTER, False
    for token in (*clause.free("angle"), *clause.free("number")):
        clause.store(token, "rotate")
        degrees, said = round(token.amount), True
        mark = clause.before(token, frozenset())
        if mark is not None and mark.kind == "mark" and mark.end == token.start and mark.text != "+":
            degrees = -degrees
        break
    for token in (*clause.free("rotation"), *clause.free("side", "left", "right")):
        clause.store(token, "rotate")
        degrees = {"half": _HALF}.get(token.value, degrees)
        degrees = -degrees if token.value in ("counterclockwise", "left") else degrees
        said = True
    return degrees % _WHOLE, not said
