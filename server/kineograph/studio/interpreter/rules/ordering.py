"""In what order the clips stand: sorted by something, shuffled, in an order that is spelled out, or one step on."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import Reference, Remark
from kineograph.studio.interpreter.drafts.moves import Ordering, Sorting, SortKey, Step
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules.pointing import point

_KEYS: dict[str, SortKey] = {"name": "name", "captured": "captured", "added": "added", "shuffle": "shuffle"}
_OTHERS = ("title", "text", "caption", "music", "transition", "motion", "sound", "volume", "voice")
_ASKING = ("sort", "shuffle", "move", "change", "make", "show", "reverse", "add", "use")
_SHIFTS = {"earlier": -1, "later": 1, "move_earlier": -1, "move_later": 1}
_SIDES = {"up": -1, "down": 1}
_LIFTS = {"pan_up": -1, "pan_down": 1}


def read(clause: Clause) -> None:
    if clause.has("noun", *_OTHERS) or clause.has("transition") or clause.has("quote") or clause.refused:
        return
    if not (_sort(clause) or _step(clause)):
        _spell_out(clause)


def _sort(clause: Clause) -> bool:
    keys, verbs = clause.free("sortkey"), clause.free("verb", "shuffle", "sort")
    chance = [token for token in verbs if token.value == "shuffle"]
    if not (keys or verbs) or clause.free("ordinal") or clause.free("name"):
        return False
    word = (keys or verbs)[0]
    things = clause.has("noun", "picture", "clip", "video", "order") or clause.has("pronoun") or clause.has("quant")
    if clause.has("motion") or (not keys and not chance and not things and len(clause.words()) > 1):
        return False
    if clause.signed(word, "order") is not Sign.WANTED:
        clause.trigger("order", *keys, *verbs, *clause.free("noun", "order"))
        clause.drafts.append(Remark("kept", word.text))
        return True
    for token in keys:
        clause.store(token, "by")
    turned = clause.free("verb", "reverse")
    clause.trigger("order", *verbs, *turned, *clause.free("noun", "order"), *clause.free("verb", *_ASKING))
    for token in clause.free("quant", "all"):
        clause.store(token, "target")
    clause.trigger("order", *(token for token in clause.free("edge", "end") if token.text.lower() == "back"))
    clause.trigger("order", *(clause.free("degree") if chance else ()))
    backwards = bool(turned) or any(token.value.endswith("_back") for token in keys)
    by = _KEYS[keys[0].value.removesuffix("_back")] if keys else "shuffle" if chance else None
    clause.drafts.append(Sorting(by, backwards))
    return True


def _step(clause: Clause) -> bool:
    """ "One position earlier", "up a bit in the order", 往前移一位."""
    word, by = _shift(clause)
    pointed = clause.free("ordinal") or clause.free("name") or clause.has("pronoun", "it")
    goal = len((*clause.free("ordinal"), *clause.free("name"))) > 1 and clause.has("prep", "to")
    if word is None or goal or not pointed or clause.sign(word) is not Sign.WANTED or clause.has("duration"):
        return False
    clause.store(word, "by")
    count = 1
    for number in (*clause.free("number"), *clause.free("count")):
        count = max(1, int(number.amount))
        clause.claim(number, State.STORED if count > 1 else State.TRIGGER, "by")
    words = (*clause.free("noun", "position", "order", "step"), *clause.free("degree"), *clause.free("verb", "move"))
    clause.trigger("order", *words)
    clause.drafts.append(Step(point(clause), by * count))
    return True


def _shift(clause: Clause) -> tuple[Token | None, int]:
    for token in (*clause.free("shift"), *clause.free("verb", "move_earlier", "move_later")):
        return token, _SHIFTS[token.value]
    moved = bool(clause.free("verb", "move")) and not clause.has("noun", "motion") and bool(clause.free("ordinal"))
    placed = clause.has("noun", "position", "order") or moved
    for token in clause.free("side", *_SIDES) if placed else ():
        return token, _SIDES[token.value]
    for token in clause.free("motion", *_LIFTS) if placed else ():
        return token, _LIFTS[token.value]
    back = [token for token in clause.free("edge", "end") if token.text.lower() == "back"]
    counted = clause.has("noun", "position") and (clause.has("number") or clause.has("det", "indefinite"))
    return (back[0], 1) if back and counted else (None, 0)


def _spell_out(clause: Clause) -> bool:
    """ "The order should be 3, 1, 2", "reorder: c.jpg, a.jpg", 按3、1、2的顺序排列."""
    named = sorted((*clause.free("ordinal"), *clause.free("name")), key=lambda token: token.start)
    count = sum(max(1, len(token.places)) for token in named)
    ordered = clause.has("noun", "order") or clause.free("verb", "sort") or _reorders(clause)
    if not ordered or count < 2 or clause.free("verb", "swap", "remove", "reverse"):
        return False
    if clause.has("prep", "before", "after") or clause.has("edge") or clause.sign(named[0]) is not Sign.WANTED:
        return False
    if any(token.kind == "name" for token in named) and any(token.kind == "ordinal" for token in named):
        return False
    clause.trigger(
        "order", *clause.free("noun", "order"), *clause.free("verb", *_ASKING), *clause.free("noun", "position")
    )
    for token in named:
        clause.store(token, "order")
    places = tuple(place for token in named for place in token.places)
    clause.drafts.append(Ordering(Reference(places, tuple(t.value for t in named if t.kind == "name"))))
    return True


def _reorders(clause: Clause) -> bool:
    return any(token.text.lower() in ("reorder", "rearrange") for token in clause.free("verb", "move"))
