"""Where a clip goes: "move the third to the front", "b.jpg should come before e.jpg", "d.jpg at the very end"."""

from __future__ import annotations

from typing import Literal

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import Move, Reference
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.pointing import carried, point, unsaid

_OTHER_KINDS = ("motion", "transition", "fade", "static", "mood", "own", "quote")
_ENDS = ("first", "last", "opening", "closing", "final", "ending")
_STANDING = ("come", "comes", "go", "goes", "appear", "appears", "be", "is", "becomes", "become")
_EDGE_POSITIONS = {"start": 1, "end": -1}
_OTHER_TOPICS = ("title", "text", "caption", "music", "transition", "motion", "sound", "volume", "voice")
_SIDES = ("前面", "后面", "前头", "后头", "前方", "后方")
_ALONE = frozenset({"ordinal", "name", "edge", "prep"})

_Goal = tuple[int | None, Reference | None, Literal[-1, 1]]
"""A position, or the clip it goes beside and on which side."""


def read(clause: Clause) -> None:
    opening = clause.one("verb", "startwith", "endwith")
    if opening is not None and _pointers(clause):
        clause.trigger("order", opening)
        clause.drafts.append(Move(point(clause), 1 if opening.value == "startwith" else -1))
        return
    verb = clause.one("verb", "move", "add", "make") or _opening(clause) or _standing(clause) or _placed(clause)
    first = next(iter(_pointers(clause)), None)
    if first is None and verb is not None and _move_it(clause, verb):
        return
    if verb is None or first is None or clause.has("noun", *_OTHER_TOPICS) or clause.sign(first) is not Sign.WANTED:
        return
    if any(clause.has(kind) for kind in ("relative", "duration", "motion", "transition")) or clause.has("prep", "than"):
        return
    if _beside_the_first(clause, verb) or _beside_the_only(clause, verb):
        return
    destination = _destination(clause, first)
    if destination is None:
        return
    to, beside, side = destination
    target = point(clause)
    clause.trigger("order", verb, *clause.free("noun", "position"), *clause.free("shift"))
    clause.drafts.append(Move(target, to, beside, side))


def _beside_the_first(clause: Clause, verb: Token) -> bool:
    """ "After photo 2 put photo 4", 在b.jpg前面放d.jpg: where it goes is said before what goes there."""
    pointed = _pointers(clause)
    if len(pointed) != 2 or len(pointed[0].places) > 1 or pointed[1].start < verb.start < pointed[1].end:
        return False
    behind, ahead = clause.after(pointed[0], frozenset({"function"})), clause.before(pointed[0])
    side = behind if behind is not None and is_han(behind.text[0]) else ahead
    if side is None or not (side.is_a("prep", "before", "after") or side.text in _SIDES):
        return False
    last = clause.before(pointed[1])
    if side.start > pointed[1].start or verb.start < pointed[0].start or last is None:
        return False
    clause.store(pointed[0], "beside")
    clause.trigger("order", verb, side, *clause.free("noun", "position"))
    target, way = point(clause), 1 if side.value in ("after", "end") else -1
    clause.drafts.append(Move(target, None, _reference(pointed[0]), 1 if way > 0 else -1))
    return True


def _beside_the_only(clause: Clause, verb: Token) -> bool:
    """ "…，跟在b后面": what was spoken of goes beside the clip that is named."""
    pointed = _pointers(clause)
    side = clause.after(pointed[0], frozenset({"function"})) if len(pointed) == 1 else None
    if side is None or not is_han(side.text[0]) or clause.words()[0] is not verb or clause.after(side) is not None:
        return False
    before = clause.previous
    if not (side.is_a("prep", "before", "after") or side.text in _SIDES) or len(pointed[0].places) > 1:
        return False
    if before is None or before.topic != "clip" or before.target.is_open or before.target.others:
        unsaid(clause, side, "unplaced")
        return True
    clause.store(pointed[0], "beside")
    clause.trigger("order", verb, side)
    way = side.value in ("after", "end")
    clause.drafts.append(Move(before.target, None, _reference(pointed[0]), 1 if way else -1))
    clause.target, clause.topic = before.target, "clip"
    return True


def _move_it(clause: Clause, verb: Token) -> bool:
    """ "Move it to the end": the clip that was spoken of; "put the clip first": the only one that moves."""
    edges = clause.free("edge", *_EDGE_POSITIONS)
    numbers = [token for token in clause.free("number") if token.text.startswith("第")]
    plain = not any(clause.has(kind) for kind in (*_OTHER_KINDS, "duration", "name", "place"))
    if not (edges or numbers) or not plain or clause.has("noun", *_OTHER_TOPICS):
        return False
    target = carried(clause)
    if target.is_open and _goes_on_about(clause):
        target = clause.previous.target if clause.previous is not None else target
    if target.is_open and clause.has("noun", "clip"):
        target = point(clause)
    if target.is_open and not target.kind:
        return False
    clause.store((edges or numbers)[0], "to")
    clause.trigger("order", verb, *clause.free("noun", "position"))
    clause.drafts.append(Move(target, _EDGE_POSITIONS[edges[0].value] if edges else int(numbers[0].amount)))
    clause.target, clause.topic = target, "clip"
    return True


def _goes_on_about(clause: Clause) -> bool:
    """ "移到最前", "不对，换到最后": the one clip that the last instruction was about."""
    before = clause.previous
    if (
        before is None
        or before.number >= 0
        or before.topic != "clip"
        or not any(is_han(word.text[0]) for word in clause.words()[:1])
    ):
        return False
    plain = all(token.kind in ("verb", "edge", "number", "correction", "prep") for token in clause.words())
    return plain and len(before.target.places) + len(before.target.names) == 1


def _opening(clause: Clause) -> Token | None:
    """ "以第二张开头", 第三张打头: said without a verb."""
    edges = [token for token in clause.free("edge") if token.text in ("开头", "开场", "结尾", "收尾", "结束")]
    placed = [token for token in clause.free("edge") if token.text.lower() in ("first", "last")]
    if placed and all(token.kind in ("ordinal", "name", "edge") for token in clause.words()):
        return placed[0]
    plain = all(token.kind in ("ordinal", "name", "edge") or token.text in ("用", "让") for token in clause.words())
    return edges[0] if edges and plain and any(token.text in ("以", "用", "让") for token in clause.tokens) else None


def _standing(clause: Clause) -> Token | None:
    """ "b.jpg should come right before e.jpg": where it stands, without a verb that moves."""
    pointed = _pointers(clause)
    said = [token for token in clause.tokens if token.text.lower() in _STANDING]
    placed = clause.one("prep", "before", "after") is not None or (pointed and pointed[-1].text.lower() in _ENDS)
    if len(pointed) == 1 and clause.free("edge", *_EDGE_POSITIONS) and not clause.has("verb"):
        return clause.tokens[0] if _goes_on(clause) else None
    if len(pointed) != 2 or not placed or clause.has("verb"):
        return clause.one("verb", "show") if len(pointed) == 2 and clause.has("prep", "before", "after") else None
    return said[0] if said else clause.tokens[0] if _goes_on(clause) else None


def _placed(clause: Clause) -> Token | None:
    """ "B.jpg as the finale", "photo 2 at the very end", "f.jpg second", "photo 3 in position 1": no more."""
    words = clause.words()
    pointed = _pointers(clause)
    if clause.has("verb") or clause.has("neg") or not words or words[0] not in pointed:
        return None
    plain = all(token.kind in _ALONE or token.is_a("noun", "picture", "position", "video") for token in words)
    edges = clause.free("edge", *_EDGE_POSITIONS)
    if plain and len(pointed) == 1 and len(edges) == 1 and words[-1] is not words[0]:
        return clause.tokens[0]
    stands = any(token.text.lower() in (*_STANDING, "as") for token in clause.tokens)
    if plain and len(pointed) == 2 and stands and all(len(token.places) <= 1 for token in pointed):
        return clause.tokens[0] if pointed[1].kind == "ordinal" and pointed[1] is not words[0] else None
    numbered = len(pointed) == 1 and clause.has("noun", "position") and clause.has("prep", "in", "at", "to")
    others = [token for token in words if token.kind not in (*_ALONE, "number", "noun")]
    return clause.tokens[0] if numbered and not others and clause.free("number") else None


def _opens_with_and(clause: Clause) -> bool:
    """ "Put the last photo first", and then "and the first one last"."""
    return clause.begins and clause.tokens[0].is_a("conj", "and")


def _goes_on(clause: Clause) -> bool:
    """ "Put c.jpg first and a.jpg last": the verb is that of the clause before."""
    before = clause.previous
    same = before is not None and (before.sentence == clause.sentence or _opens_with_and(clause))
    return same and before is not None and any(isinstance(draft, Move) for draft in before.drafts)


def _pointers(clause: Clause) -> list[Token]:
    """Ordinals and file names, as they stand."""
    return sorted((*clause.free("ordinal"), *clause.free("name")), key=lambda token: token.start)


def _reference(token: Token) -> Reference:
    return Reference(token.places[:1]) if token.places else Reference(names=(token.value,))


def _destination(clause: Clause, first: Token) -> _Goal | None:
    """Where to: an end of the video, a position, or beside another clip; claims the words that say so."""
    later = [token for token in _pointers(clause) if token is not first]
    beside = clause.one("prep", "before", "after") or _relation(clause, later)
    if beside is not None and (later or len(first.places) == 2):
        return _beside(clause, beside, later)
    return _beside_the_footage(clause, later) or _among(clause, first, later) or _numbered(clause)


def _beside_the_footage(clause: Clause, later: list[Token]) -> _Goal | None:
    footage = _beside_footage(clause)
    if footage is None or later:
        return None
    clause.trigger("order", footage)
    return None, Reference(kind="clip"), (1 if footage.value in ("after", "end") else -1)


def _among(clause: Clause, first: Token, later: list[Token]) -> _Goal | None:
    """Between two, at an end, or in the place of the ordinal that comes last."""
    behind = _between(clause, later)
    if behind is not None:
        return None, behind, -1
    if clause.has("prep", "between"):
        return None
    for edge in clause.free("edge", *_EDGE_POSITIONS):
        clause.store(edge, "to")
        return _EDGE_POSITIONS[edge.value], None, -1
    goal = later[-1] if later else None
    if goal is None or len(goal.places) != 1:
        return None
    closing = goal.text.lower() in _ENDS and len(later) > 1 and clause.after(goal, LIGHT | {"break"}) is None
    listed = len(later) == 1 or all(token.kind == "name" for token in (first, *later[:-1]))
    if not (closing or listed):
        return None
    clause.store(goal, "to")
    return goal.places[0], None, -1


def _numbered(clause: Clause) -> _Goal | None:
    for number in (*clause.free("number"), *clause.free("count")):
        if clause.has("noun", "position") or clause.has("prep", "to"):
            clause.store(number, "to")
            return int(number.amount), None, -1
    return None


def _beside_footage(clause: Clause) -> Token | None:
    """ "Add f.jpg after the clip", 放到片段后面: beside the one that moves."""
    ahead = [token for token in clause.free("prep", "before", "after") if _is_footage(clause.after(token))]
    sides = [token for token in clause.free("edge", *_EDGE_POSITIONS) if token.text in _SIDES]
    found = [*ahead, *(token for token in sides if _is_footage(clause.before(token)))]
    return found[0] if len(found) == 1 else None


def _is_footage(token: Token | None) -> bool:
    return token is not None and token.is_a("noun", "clip") and not token.text.lower().endswith("s")


def _clip_behind(clause: Clause, token: Token) -> bool:
    """ "Between a.jpg and the clip"."""
    joint = clause.after(token, LIGHT | {"noun"})
    return joint is not None and joint.is_a("conj", "and") and _is_footage(clause.after(joint))


def _clip_before(clause: Clause, token: Token) -> bool:
    """ "Between the clip and a.jpg"."""
    joint = clause.before(token)
    return joint is not None and joint.is_a("conj", "and") and _is_footage(clause.before(joint))


def _between(clause: Clause, later: list[Token]) -> Reference | None:
    """ "Between the first and the second", "between 1 and 2": the clip it goes before."""
    between = clause.one("prep", "between")
    numbers = [*clause.free("number"), *clause.free("count")]
    if between is None or not (later or len(numbers) == 2):
        return None
    clause.trigger("order", between)
    for token in later or numbers:
        clause.store(token, "beside")
    if not later:
        return Reference((int(numbers[1].amount),))
    last = later[-1]
    if _clip_behind(clause, last):
        return Reference(kind="clip")
    if sum(max(1, len(token.places)) for token in later) < 2 and not _clip_before(clause, last):
        return None
    return Reference(last.places[-1:], (last.value,) if last.kind == "name" else ())


def _beside(clause: Clause, word: Token, later: list[Token]) -> tuple[None, Reference, Literal[-1, 1]] | None:
    if not later:
        return None
    clause.trigger("order", word)
    clause.store(later[-1], "beside")
    return None, _reference(later[-1]), (1 if word.value in ("after", "end") else -1)


def _relation(clause: Clause, later: list[Token]) -> Token | None:
    """ "第四张后面": behind the fourth, not at the end."""
    for edge in clause.free("edge", *_EDGE_POSITIONS):
        if edge.text in _SIDES and clause.before(edge) in later:
            return edge
    return None
