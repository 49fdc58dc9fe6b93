"""Words of camera moves whose meaning hangs on their neighbours, set right before the sentence is parted.

A side or a direction leans on the move before it ("pan left on the first and right on the second"), several are dealt
out ("each photo differently: in, out, left"), pictures that drift to a side are panned over, "move" is no order to put
something elsewhere ("the pictures move too much"), and "the last one still" stands still.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import Step, when

_PADDING = frozenset({"function", "polite", "det"})
_POINTING = ("ordinal", "name", "pronoun")
_THINGS = ("picture", "clip")
_SIDES = ("left", "right", "up", "down")
_WAYS = {"in": "zoom_in", "out": "zoom_out", "inwards": "zoom_in", "outwards": "zoom_out"}
_ON = ("on", "in", "for", "over", "across", "at")
_DEALING = frozenset({"alternate", "function", "polite", "det", "descriptor", "prep", "quant", "degree", "strength"})
_JOINTS = frozenset({"conj", "break", "mark"})
_DIRECTED = ("pan_", "zoom_")
_OPPOSED = ({"pan_left", "pan_right"}, {"pan_up", "pan_down"}, {"zoom_in", "zoom_out"})
_FEWEST = 2


def _next(tokens: Sequence[Token], index: int, skip: frozenset[str] = _PADDING) -> tuple[int, Token | None]:
    """The first token after ``index`` that is not of the skipped kinds, and where it stands."""
    for place in range(index + 1, len(tokens)):
        if tokens[place].kind not in skip:
            return place, tokens[place]
    return len(tokens), None


@when("move", "stays put", "stay put", "stay", "reverse", "zoom_in", "zoom_out", "zoom")
def _with_contrary(tokens: list[Token]) -> list[Token]:
    """ "Reverse the pan", "zoom in, no, out"; "leave the rest moving", which is no order to move it."""
    found = list(tokens)
    zoomed = False
    for index, token in enumerate(tokens):
        _, following = _next(tokens, index)
        zoomed = zoomed or token.is_a("motion", "zoom_in", "zoom_out", "zoom")
        moves = following is not None and (following.kind == "motion" or following.is_a("noun", "motion"))
        before = next((other for other in reversed(tokens[:index]) if other.text != ","), None)
        taken_back = before is not None and (before.kind == "correction" or before.text.lower() in ("no", "nope"))
        led = index > 0 and tokens[index - 1].kind == "det" and token.text.lower() in ("move", "moves")
        if token.is_a("verb", "move") and led and not tokens[index - 1].is_a("det", "this"):
            found[index] = replace(token, kind="noun", value="motion")
        elif _stays_put(tokens, index):
            found[index] = replace(token, kind="motion", value="still", text="still")
            if token.text.lower() == "stay":
                found[index + 1] = replace(tokens[index + 1], kind="function")
        elif token.is_a("verb", "reverse") and token.text.lower() in ("reverse", "invert") and moves:
            found[index] = replace(token, kind="contrary", value="contrary")
        elif token.text.lower() in ("in", "out") and zoomed and taken_back and index > 1:
            found[index] = replace(token, kind="motion", value=_WAYS[token.text.lower()])
        elif token.is_a("verb", "move") and token.text.lower() == "moving" and _is_kept(tokens, index, following):
            found[index] = replace(token, kind="function")
    return found


def _stays_put(tokens: Sequence[Token], index: int) -> bool:
    """ "I'd like the camera to stay put on photo 2"."""
    text, following = tokens[index].text.lower(), tokens[index + 1] if index + 1 < len(tokens) else None
    put = text in ("stays put", "stay put") or (text == "stay" and following is not None and following.text == "put")
    return put and any(token.is_a("noun", "motion") for token in tokens[max(0, index - 4) : index])


def _is_kept(tokens: Sequence[Token], index: int, following: Token | None) -> bool:
    kept = any(token.is_a("verb", "keep") for token in tokens[max(0, index - 4) : index])
    return kept and (following is None or following.kind == "break")


@when("swap", "change", also="motion")
def _with_replacing(tokens: list[Token]) -> list[Token]:
    """ "Swap the zoom on the first for a pan to the right": the second in place of the first, and no two clips."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if not token.is_a("verb", "swap", "change"):
            continue
        moves: list[int] = []
        linked = False
        for place in range(index + 1, len(tokens)):
            other = tokens[place]
            if other.kind in ("break", "conj", "verb"):
                break
            if other.kind == "motion" and (linked or not moves):
                moves.append(place)
            linked = linked or (bool(moves) and other.is_a("prep", "for", "with", "to", "by"))
        if len(moves) == _FEWEST:
            found[index] = replace(token, value="change")
            found[moves[0]] = replace(tokens[moves[0]], kind="noun", value="motion")
    return found


@when("one after another")
def _with_alone(tokens: list[Token]) -> list[Token]:
    """ "Just the pictures, one after another": as in every video."""
    spoken = any(
        token.kind in ("motion", "transition") or token.is_a("noun", "motion", "transition") for token in tokens
    )
    return [
        replace(token, kind="function") if token.text.lower() == "one after another" and not spoken else token
        for token in tokens
    ]


@when("contentmotion")
def _with_drifting(tokens: list[Token]) -> list[Token]:
    """ "Let photo 2 drift right", "a bit of drift upwards on the third": of the camera, where no thing is named."""
    found = list(tokens)
    if any(token.kind == "content" for token in tokens):
        return found
    pointed = any(token.kind in _POINTING or token.is_a("noun", *_THINGS) for token in tokens)
    for index, token in enumerate(tokens):
        drifts = token.kind == "contentmotion" and token.text.lower().startswith(("drift", "float"))
        place, side = _next(tokens, index, _PADDING | {"prep", "degree", "strength"})
        if token.kind == "contentmotion" and token.text.lower().startswith("breath") and pointed:
            found[index] = replace(token, kind="motion", value="breathe")
        elif drifts and pointed and side is not None and side.is_a("side", *_SIDES):
            found[index] = replace(token, kind="motion", value=f"pan_{side.value}")
            found[place] = replace(side, kind="function")
    return found


@when("motion", "animate")
def _with_dealing(tokens: list[Token]) -> list[Token]:
    """ "Pans alternating left and right", "zooms, in and out", "each photo differently: in, out, left, up"."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        led = token.kind == "motion" or token.is_a("noun", "motion") or token.is_a("verb", "animate")
        places = _dealt(tokens, index) if led else []
        if not _is_dealing(tokens, index, places):
            continue
        if token.kind != "motion" or token.value in ("zoom", "pan"):
            found[index] = replace(token, kind="noun", value="motion")
        for place in range(index + 1, places[-1]):
            if tokens[place].kind in _JOINTS or tokens[place].kind == "alternate":
                found[place] = replace(tokens[place], kind="mark")
        for place in places:
            if place != index:
                found[place] = replace(tokens[place], kind="motion", value=_way(tokens[place]), places=())
    return found


def _is_dealing(tokens: Sequence[Token], index: int, places: Sequence[int]) -> bool:
    """Whether they are moves of their own, rather than one that goes askew ("up and to the left")."""
    if not places:
        return False
    ways = [tokens[place].value if place == index else _way(tokens[place]) for place in places]
    opposed = any({first, second} in _OPPOSED for first, second in pairwise(ways))
    told = any(token.kind == "alternate" or token.text == ":" for token in tokens[index : places[-1] + 2])
    return (opposed or told or len(places) > _FEWEST) and len(places) >= _FEWEST


def _dealt(tokens: Sequence[Token], index: int) -> list[int]:
    """Where the ways stand that are named one after the other; none where something else is said of them."""
    token = tokens[index]
    places = [index] if token.kind == "motion" and token.value.startswith(_DIRECTED) else []
    family = token.value.split("_")[0] if token.kind == "motion" else ""
    skipped = _DEALING | {"break", "conj"} | (frozenset({"noun", "ordinal"}) if token.kind == "verb" else frozenset())
    joints, denied = 0, any(other.kind == "neg" for other in tokens[:index])
    for place in range(index + 1, len(tokens)):
        other = tokens[place]
        way = _way(other)
        if way and (not family or way.startswith(family)) and (joints or not places):
            places.append(place)
            joints = 0
        elif not way and (_joins(other, denied=denied) or (not places and other.kind in skipped)):
            joints += 1
        else:
            return [] if other.is_a("prep") or other.kind in ("ordinal", "name") or way else places
    return places


def _joins(token: Token, *, denied: bool) -> bool:
    if token.kind == "break":
        return token.text in ",，"
    said = token.is_a("conj", "and", "then") or (token.is_a("conj", "or") and denied)
    return said or token.kind in ("alternate", "mark") or token.text.lower() in ("to the", "back")


def _way(token: Token) -> str:
    if token.is_a("side", *_SIDES):
        return f"pan_{token.value}"
    return _WAYS.get(token.text.lower(), "") if token.kind != "motion" else ""


@when("still")
def _with_standing(tokens: list[Token]) -> list[Token]:
    """ "The second zooms out, the last one still": stands still."""
    found = list(tokens)
    moved = any(token.kind == "motion" or token.is_a("noun", "motion") for token in tokens)
    for index, token in enumerate(tokens[1:], 1):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        ends = following is None or following.kind in ("break", "polite") or following.is_a("conj")
        before = tokens[index - 1]
        named = before.kind in ("name", "pronoun") or (before.kind == "ordinal" and before.text.lower().endswith("one"))
        numbered = before.kind == "ordinal" and before.text[-1:].isdigit()
        if moved and ends and token.text.lower() == "still" and token.is_a("noun") and (named or numbered):
            found[index] = replace(token, kind="static", value="static")
    return found


@when("conj", "break", also="motion")
def _with_sides(tokens: list[Token]) -> list[Token]:
    """ "Pan left on the first photo and right on the second", "zoom in on a.jpg and out on b.jpg": the same move."""
    found = list(tokens)
    move = ""
    for index, token in enumerate(tokens):
        if token.kind == "break" and token.value in ".;!?\n":
            move = ""
        elif token.kind == "motion":
            move = token.value.split("_")[0]
        kind = _leaning(tokens, index, move)
        if kind:
            found[index] = replace(token, kind="motion", value=kind, places=())
    return found


def _leaning(tokens: Sequence[Token], index: int, move: str) -> str:
    """The move that a bare side or particle stands for; empty where it is none."""
    token = tokens[index]
    before = tokens[index - 1] if index else None
    if move not in ("pan", "zoom") or before is None or before.kind not in ("conj", "break"):
        return ""
    if index + 1 >= len(tokens) or tokens[index + 1].text.lower() not in _ON:
        return ""
    _, named = _next(tokens, index + 1)
    if named is None or not (named.kind in _POINTING or named.is_a("quant", "all", "each")):
        return ""
    if move == "pan":
        return f"pan_{token.value}" if token.is_a("side", *_SIDES) else ""
    return _WAYS.get(token.text.lower(), "")


@when("move", "moves", "moving")
def _with_moving(tokens: list[Token]) -> list[Token]:
    """ "The pictures move too much", "photo 2 should move more slowly": how it moves, and not where to."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if not token.is_a("verb", "move") or token.text.lower() not in ("move", "moves", "moving") or not index:
            continue
        subject = next((other for other in reversed(tokens[:index]) if other.kind not in ("function", "neg")), None)
        named = subject is not None and (subject.kind in _POINTING or subject.is_a("noun", *_THINGS, "motion"))
        _, manner = _next(tokens, index)
        if named and manner is not None and _is_manner(manner) and not _is_denied(tokens, index):
            found[index] = replace(token, kind="noun", value="motion")
    return found


def _is_manner(token: Token) -> bool:
    paces = token.is_a("relative", "slower", "slower_bit", "faster", "faster_bit")
    return token.kind in ("strength", "easing") or paces or token.text.lower() in ("more", "less")


def _is_denied(tokens: Sequence[Token], index: int) -> bool:
    return any(token.kind == "neg" for token in tokens[max(0, index - 2) : index])


STEPS: tuple[Step, ...] = (
    _with_contrary,
    _with_alone,
    _with_drifting,
    _with_dealing,
    _with_replacing,
    _with_sides,
    _with_moving,
    _with_standing,
)
"""In this order."""
