"""Bare numbers that name clips: "move 2 and 4 to the end", "the order should be 3,1,2", 把3和5换一下.

Only beside a word that takes or moves clips, and where nothing is counted. Runs before clauses are cut, because the
commas of a list part nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import when

_TAKING = ("remove", "move", "swap", "move_earlier", "move_later", "sort")
_DEALT = frozenset({"tone", "grade", "preset", "motion", "static", "turned", "plain"})
_STANDING = ("still", "static")
_FEWEST = 2
SHORTEST_ORDER = 3
_COUNTING = ("numbers", "nos", "nos.", "nr", "nr.")
_OF_CLIPS = ("motion", "easing", "strength", "tone", "preset", "grade", "turned", "static", "duration")
_LOOKING = ("tone", "preset", "grade", "turned", "relative")
_ALIKE = ("same", "the same", "too", "also", "likewise")
_LINKS = frozenset({"conj", "break", "mark"})
_JOINING = (",", "，", "、", "and", "with", "&", "和", "与", "跟", "及", "then", "-", ">")
_COUNTED = frozenset({"noun", "duration", "percent", "unknown", "count", "descriptor", "content"})
_ANY = ("one", "two", "three")
_SKIPPED = frozenset({"det", "function", "polite"})
_UNNAMED = ("title", "text", "caption", "music", "volume", "sound", "step")


@when("number", "ordinal", "name")
def gather(tokens: list[Token]) -> tuple[Token, ...]:
    """The tokens with such numbers made into ordinals; the joints of a list that spells out an order are marks."""
    found = list(tokens)
    for start, end in _sentences(tokens):
        _number(found, start, end)
    return tuple(found)


def _sentences(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    ends = [index for index, token in enumerate(tokens) if token.kind == "break" and token.value in ".;!?。；！？\n…"]
    starts = [0, *(end + 1 for end in ends)]
    return list(zip(starts, [*ends, len(tokens)], strict=True))


def _number(found: list[Token], start: int, end: int) -> None:
    for index in range(start, end):
        token = found[index]
        if token.kind != "number" or not _is_whole(token) or not _is_place(found, index, start, end):
            continue
        if _spells(token) and _speaks_of_order(found[start:end]):
            found[index] = replace(token, kind="ordinal", places=tuple(int(digit) for digit in token.text))
            continue
        if index > start and found[index - 1].text.lower() in _COUNTING:
            found[index - 1] = replace(found[index - 1], kind="function")
        places = tuple(int(part) for part in token.text.split(",")) if "," in token.text else (int(token.amount),)
        found[index] = replace(token, kind="ordinal", places=places)
    _join_order(found, start, end)


def _spells(token: Token) -> bool:
    """ "52341": an order, digit by digit."""
    digits = token.text
    return digits.isdigit() and len(digits) >= SHORTEST_ORDER and "0" not in digits and len(set(digits)) == len(digits)


def _is_whole(token: Token) -> bool:
    """A number of a clip; "2,4" beside such a word is a list, not a decimal."""
    listed = "," in token.text and token.text.replace(",", "").isdigit()
    return listed or (token.amount >= 1 and token.amount == int(token.amount) and "half" not in token.text.lower())


def _is_place(found: Sequence[Token], index: int, start: int, end: int) -> bool:
    following = found[index + 1] if index + 1 < end else None
    if found[index].text.lower() in _ANY and not _is_listed(found, index, start, end):
        return False
    counted = following is not None and following.kind in _COUNTED and not _is_joint(following)
    if counted and following is not None and following.text.lower() != "still":
        return False
    if found[index].text.lower() == "one" and not (following is not None and _is_joint(following)):
        return False
    if any(token.is_a("noun", *_UNNAMED) or token.kind in ("percent", "quote") for token in found[start:end]):
        return False
    spelled = _spells(found[index]) and _speaks_of_order(found[start:end])
    if (
        spelled
        or _is_alike(found[start:end])
        or _opens(found, index, start)
        or _is_taken(found, index, end)
        or _is_ordered(found, index, start, end)
    ):
        return True
    if not _is_dealt(found, index, start, end):
        return False
    made = index > start and found[index - 1].is_a("verb", "make") and following is not None
    alone = made and following is not None and following.kind in _LOOKING
    return alone or sum(_is_dealt(found, place, start, end) for place in range(start, end)) >= _FEWEST


def _is_alike(sentence: Sequence[Token]) -> bool:
    """ "And 3 as well", "same with 3 and 4": numbers, and that they are to have the same."""
    said = any(token.kind == "alike" or token.text.lower() in (*_ALIKE, "as well") for token in sentence)
    plain = ("number", "ordinal", "alike", "prep", "conj", "break", "function", "det", "polite", "mark")
    return said and all(token.kind in plain for token in sentence)


def _is_dealt(found: Sequence[Token], index: int, start: int, end: int) -> bool:
    """ "1 & 2 b/w, 3 sepia", "1 zoom in, 2 pan right, 3 still": what each clip is to have, one after the other."""
    if found[index].kind not in ("number", "ordinal") or not found[index].text.isdigit():
        return False
    after = index + 1
    while after < end and (found[after].text.isdigit() or _is_joint(found[after]) or found[after].kind in _SKIPPED):
        after += 1
    before = index - 1
    while before >= start and (found[before].text.isdigit() or found[before].text in ("&", "and", "+")):
        before -= 1
    opens = (
        before < start or found[before].kind in ("break", "conj", "mark") or found[before].is_a("verb", "make", "turn")
    )
    return opens and after < end and (found[after].kind in _DEALT or found[after].text.lower() in _STANDING)


def _is_listed(found: Sequence[Token], index: int, start: int, end: int) -> bool:
    """ "Swap one and three"; but "remove one" is any of them."""
    near = [found[other] for other in (index - 1, index + 1) if start <= other < end]
    return any(_is_joint(other) for other in near)


def _is_joint(token: Token) -> bool:
    return token.text.lower() in _JOINING


def _opens(found: Sequence[Token], index: int, start: int) -> bool:
    """Right after "remove", "move", "swap" or "except", or after another number of the same list."""
    position = index - 1
    while position >= start and (found[position].kind in _SKIPPED or _is_joint(found[position])):
        position -= 1
    if position < start:
        return False
    before = found[position]
    if before.is_a("verb", *_TAKING) or before.is_a("except", "except") or before.is_a("quant", "only"):
        return True
    if before.is_a("verb", "keep") and any(
        token.kind in ("static", "motion") or token.text.lower() == "still" for token in found[index:]
    ):
        return True
    if _turns(before, found[index:]):
        return True
    alike = before.is_a("prep", "between") and any(t.text.lower() in _ALIKE for t in found[start:index])
    if alike or before.text.lower() in _COUNTING:
        return True
    if before.is_a("prep", "at", "of", "for") and position > start and _moves_before(found, position, start):
        return True
    return before.kind == "ordinal" and _is_joint(found[index - 1]) and before.text.isdigit()


def _turns(before: Token, rest: Sequence[Token]) -> bool:
    """ "Switch 2 and 4", "rotate 3", "turn 2 upside down", "give 2 and 4 a zoom out"."""
    switched = before.is_a("verb", "change") and before.text.lower() == "switch"
    turned = before.is_a("verb", "turn") and any(token.kind == "turned" for token in rest)
    turned = turned or (before.text.lower() == "give" and any(token.kind in _DEALT for token in rest))
    return switched or turned or before.kind == "turned"


def _moves_before(found: Sequence[Token], position: int, start: int) -> bool:
    """ "Zoom in on 2 and 4", "a slow push in on 3"."""
    before = [token for token in found[start:position] if token.kind not in _SKIPPED]
    on = found[position].text.lower() == "on"
    if on and before and all(token.kind in ("conj", "break", "correction") for token in before):
        return True  # "and on 4"
    if on and before and before[-1].kind == "field":
        return True  # "vignette on 1"
    return bool(before) and (before[-1].kind in _OF_CLIPS or before[-1].is_a("noun", "motion"))


def _is_taken(found: Sequence[Token], index: int, end: int) -> bool:
    """把3和5换一下, 3移到最后: the verb comes after the numbers."""
    position = index + 1
    while position < end and (found[position].kind in ("number", *_SKIPPED) or _is_joint(found[position])):
        position += 1
    if position >= end or (position == index + 1 and found[position].kind == "break"):
        return False
    verb = found[position]
    return verb.is_a("verb", *_TAKING) and is_han(verb.text[0])


def _is_ordered(found: Sequence[Token], index: int, start: int, end: int) -> bool:
    """ "The order should be 3, 1, 2": three numbers or more, or two, where the order is spoken of."""
    if not _speaks_of_order(found[start:end]):
        return False
    near = [other for other in (index - 2, index - 1, index + 1, index + 2) if start <= other < end]
    return any(found[other].kind in ("number", "ordinal") for other in near)


def _speaks_of_order(tokens: Sequence[Token]) -> bool:
    ordered = any(
        token.is_a("noun", "order") or token.is_a("verb", "sort") or token.text.lower() in ("reorder", "rearrange")
        for token in tokens
    )
    return ordered and not any(token.is_a("verb", "remove", "swap", "keep") for token in tokens)


def _join_order(found: list[Token], start: int, end: int) -> None:
    """What stands between the clips of a list parts nothing: 1, 3, 5, or an order. 删掉第二张，第三张放大 are two."""
    spoken = _speaks_of_order(found[start:end])
    for index in range(start + 1, end - 1):
        sides = (found[index - 1], found[index + 1])
        joins = found[index].kind in _LINKS and _is_joint(found[index])
        listed = spoken or all(side.text.isdigit() for side in sides)
        if joins and listed and all(side.kind in ("ordinal", "name") for side in sides):
            kind = "function" if found[index].text in "&+" else "mark"
            found[index] = replace(found[index], kind=kind, value="list")
