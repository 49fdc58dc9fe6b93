"""Which clip is meant and where it goes, in frames of everyday English: "the still at the end", "can 2 and 5 trade
places?", "put the 5 at 3", "shift the opener down to fourth place", "stop the pictures moving".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import Step, when

_LIGHT = frozenset({"function", "polite", "det", "mark"})
_SEEN = frozenset({"ordinal", "name"})
_WHERE = {"start": 1, "end": -1}
_GOING = ("move", "add", "startwith", "endwith", "create", "fade", "show", "use", "move_later", "move_earlier")
_PIECES = ("half", "part", "piece", "bit", "portion", "section", "chunk")
_WHICH = {"first": "first", "second": "last", "last": "last", "latter": "last", "final": "last", "other": "last"}
_PUT = ("put", "move", "shift", "place", "stick")
_AT = ("at", "to", "in", "into", "for")


def _as(token: Token, kind: str, value: str = "") -> Token:
    return replace(token, kind=kind, value=value or kind, places=())


def _stretch(tokens: Sequence[Token], index: int) -> tuple[int, int]:
    """From where to where the words around go, up to the next stop or comma."""
    start, end = index, index
    while start and tokens[start - 1].kind != "break":
        start -= 1
    while end < len(tokens) and tokens[end].kind != "break":
        end += 1
    return start, end


def _place(token: Token) -> Token:
    return replace(token, kind="ordinal", value="", places=(int(token.amount),))


def _is_number(token: Token) -> bool:
    return token.kind == "number" and token.amount >= 1 and token.amount == int(token.amount)


@when("at the end", "at the very end", "at the start", "at the beginning", "at the very beginning", "at the front")
def _with_standing(tokens: list[Token]) -> list[Token]:
    """ "That still at the end", "the sideways one at the start": the last, the first."""
    for index, token in enumerate(tokens[1:], 1):
        noun = tokens[index - 1]
        if not (token.is_a("edge", *_WHERE) and token.text.lower().startswith("at the")):
            continue
        one = noun.is_a("pronoun", "it") and noun.text.lower().endswith("one")
        single = noun.is_a("noun", "picture") and not noun.text.lower().endswith("s")
        start, end = _stretch(tokens, index)
        led = any(other.kind == "det" for other in tokens[start : index - 1]) or noun.text.lower().startswith("th")
        goes = any(other.is_a("verb", *_GOING) or other.kind in ("fade", *_SEEN) for other in tokens[start:end])
        if led and (one or single) and not goes:
            tokens[index - 1] = replace(noun, kind="ordinal", value="", places=(_WHERE[token.value],))
            tokens[index] = _as(token, "function")
    return tokens


@when("swap", also="number")
def _with_trading(tokens: list[Token]) -> list[Token]:
    """ "Can 2 and 5 trade places?": two clips by their numbers."""
    for index, token in enumerate(tokens):
        if not token.is_a("verb", "swap"):
            continue
        start, _ = _stretch(tokens, index)
        numbers = [place for place in range(start, index) if _is_number(tokens[place])]
        others = [o for o in tokens[start:index] if o.kind not in (*_LIGHT, "conj", "number", "pronoun")]
        if len(numbers) == 2 and not others:
            for place in numbers:
                tokens[place] = _place(tokens[place])
    return tokens


@when(*_PUT, also="number")
def _with_numbers(tokens: list[Token]) -> list[Token]:
    """ "Put the 5 at 3": the fifth clip goes to the third place, where nothing else is said."""
    for index, token in enumerate(tokens):
        if token.text.lower() not in _PUT or token.kind != "verb":
            continue
        _, end = _stretch(tokens, index)
        ahead = [place for place in range(index + 1, end) if tokens[place].kind not in _LIGHT]
        if len(ahead) != 3 or not all(_is_number(tokens[place]) for place in (ahead[0], ahead[2])):
            continue
        if tokens[ahead[1]].kind == "prep" and tokens[ahead[1]].text.lower() in _AT:
            tokens[index] = _as(token, "verb", "move")
            tokens[ahead[0]] = _place(tokens[ahead[0]])
            tokens[ahead[1]] = _as(tokens[ahead[1]], "prep", "to")
    return tokens


@when("down", "up", "down to", "up to", also="move")
def _with_directions(tokens: list[Token]) -> list[Token]:
    """ "Shift the opening photo down to fourth place", "move c.jpg up to second": to there, whichever way that is."""
    for index, token in enumerate(tokens[:-1]):
        text = token.text.lower()
        apart = text in ("down", "up") and tokens[index + 1].is_a("prep", "to")
        if not apart and text not in ("down to", "up to"):
            continue
        start, end = _stretch(tokens, index)
        moved = any(other.is_a("verb", "move") for other in tokens[start:index])
        behind = (other for other in tokens[index + 1 + apart : end] if other.kind not in _LIGHT)
        if moved and next(behind, token).kind in ("ordinal", "edge", "number"):
            tokens[index] = _as(token, "function") if apart else _as(token, "prep", "to")
    return tokens


@when("stop", "stops", also="verb")
def _with_stillness(tokens: list[Token]) -> list[Token]:
    """ "Stop the pictures moving": they stand still."""
    for index, token in enumerate(tokens):
        start, end = _stretch(tokens, index)
        if token.text.lower() != "stop" or index != start:
            continue
        moving = next((p for p in range(index, end) if tokens[p].text.lower() in ("moving", "from moving")), None)
        named = moving is not None and all(
            other.kind in (*_LIGHT, *_SEEN, "quant", "prep", "pronoun") or other.is_a("noun", "picture", "clip")
            for other in tokens[index + 1 : moving]
        )
        if moving is not None and named:
            tokens[index] = _as(token, "verb", "make")
            tokens[moving] = _as(tokens[moving], "motion", "still")
    return tokens


@when("wish", also="after")
def _with_wishes(tokens: list[Token]) -> list[Token]:
    """ "I'd love the fourth picture right after the first": it should come there."""
    for index, token in enumerate(tokens):
        if not token.is_a("polite", "wish"):
            continue
        _, end = _stretch(tokens, index)
        ahead = [other for other in tokens[index + 1 : end] if other.kind not in _LIGHT]
        placed = [other for other in ahead if other.is_a("prep", "after", "before") or other.kind == "edge"]
        plain = all(
            other.kind in _SEEN or other in placed or other.is_a("noun", "picture", "clip", "video") for other in ahead
        )
        pointed = [other for other in ahead if other.kind in _SEEN]
        if plain and len(placed) == 1 and len(pointed) == 1 + (placed[0].kind == "prep"):
            tokens[index] = replace(token, kind="verb", value="move")
    return tokens


@when(*_PIECES, *(f"{piece}'s" for piece in _PIECES))
def _with_pieces(tokens: list[Token]) -> list[Token]:
    """ "Split the clip at 4 s, the second part in black and white": the part of what was split, and no second clip."""
    found: list[Token] = []
    split = False
    for index, token in enumerate(tokens):
        before = found[-1] if found else None
        split = split or token.is_a("verb", "split") or _cuts_in_two(tokens, index)
        piece = token.text.lower().removesuffix("'s") in _PIECES and before is not None and before.kind == "ordinal"
        opens = index <= 2 and not (index + 1 < len(tokens) and tokens[index + 1].is_a("prep", "of"))
        if before is not None and piece and (split or opens) and before.text.lower() in _WHICH:
            found[-1] = replace(before, kind="portion", value=_WHICH[before.text.lower()], amount=0.5, places=())
            found.append(_as(token, "function", "piece"))
        else:
            found.append(_as(token, "unknown", token.text) if piece and not opens else token)
    return found


@when("new", also="ordinal")
def _with_new_order(tokens: list[Token]) -> list[Token]:
    """ "Swap 1 and 5, then make the new first one 6 s": which that is then, only the next instruction can say."""
    for index, token in enumerate(tokens[:-1]):
        following = tokens[index + 1]
        moved = any(other.is_a("verb", "swap", "move", "reverse", "sort", "remove") for other in tokens[:index])
        if moved and token.text.lower().endswith("new") and following.kind == "ordinal" and len(following.places) == 1:
            tokens[index] = _as(token, "unknown", token.text)
    return tokens


def _cuts_in_two(tokens: Sequence[Token], index: int) -> bool:
    """ "Cut the clip in two", "chop it at 5 seconds"."""
    token, (_, end) = tokens[index], _stretch(tokens, index)
    cuts = token.text.lower() in ("cut", "chop", "slice", "divide", "break") and token.kind in ("verb", "unknown")
    halved = any(other.text.lower() in ("two", "2", "half", "in half", "at") for other in tokens[index:end])
    return cuts and halved


@when("start", "end", also="number")
def _with_goals(tokens: list[Token]) -> list[Token]:
    """ "4 to front, 2 to back": a clip by its number, and where it goes; nothing else."""
    for index, token in enumerate(tokens):
        if not _is_number(token):
            continue
        start, end = _stretch(tokens, index)
        said = [other for other in tokens[start:end] if other.kind not in _LIGHT]
        goes = (
            len(said) > 1 and said[-1].is_a("edge", *_WHERE) and all(other.is_a("prep", "to") for other in said[1:-1])
        )
        if goes and said[0] is token:
            tokens[index] = _place(token)
    return tokens


@when("do", also="relative")
def _with_doing(tokens: list[Token]) -> list[Token]:
    """ "Do 3 a bit longer"."""
    for index, token in enumerate(tokens[:-1]):
        _, end = _stretch(tokens, index)
        behind = [other for other in tokens[index + 2 : end] if other.kind not in (*_LIGHT, "degree")]
        if token.text.lower() == "do" and _is_number(tokens[index + 1]) and behind and behind[0].kind == "relative":
            tokens[index + 1] = _place(tokens[index + 1])
    return tokens


@when("outer", "outermost")
def _with_outer(tokens: list[Token]) -> list[Token]:
    """ "Swap the outer ones", "the outer two pictures": the first and the last."""
    for index, token in enumerate(tokens[:-1]):
        following = tokens[index + 1]
        two = following.text.lower() in ("ones", "two", "pair") or following.is_a("noun", "picture", "clip")
        if token.text.lower() in ("outer", "outermost") and two:
            tokens[index] = replace(token, kind="ordinal", value="", places=(1, -1))
            if not following.is_a("noun"):
                tokens[index + 1] = _as(following, "function")
    return tokens


STEPS: tuple[Step, ...] = (
    _with_outer,
    _with_goals,
    _with_doing,
    _with_pieces,
    _with_new_order,
    _with_standing,
    _with_trading,
    _with_numbers,
    _with_directions,
    _with_stillness,
    _with_wishes,
)
"""In this order."""
