"""Which text is meant and which is not, in English as it is spoken: "the bottom one", "the other text", "but not the
title", "yellow, not white". Set right before the sentence is parted, stretch by stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import Step, when

_TEXTS = ("title", "text", "caption", "lower_third", "credits", "watermark")
_LIGHT = frozenset({"function", "polite", "det", "descriptor", "mark"})
_ROWS = {"bottom": "bottom", "lower": "bottom", "top": "top", "upper": "top", "middle": "center", "center": "center",
         "centre": "center"}  # fmt: skip
_VALUES = frozenset(
    {"color", "place", "side", "edge", "mood", "size", "percent", "duration", "aspect", "hex", "number"}
)


def _as(token: Token, kind: str, value: str = "") -> Token:
    return replace(token, kind=kind, value=value or kind, places=())


def _before(part: Sequence[Token], index: int) -> list[Token]:
    return [*takewhile(lambda other: other.kind not in ("break", "conj", "except"), reversed(part[:index]))]


@when("from")
def _with_ways(part: list[Token]) -> list[Token]:
    """ "The caption goes from white to light blue": only what it goes to counts."""
    if any(token.kind in ("fade", "transition", "motion", "slide") or token.is_a("verb", "fade") for token in part):
        return part
    for index, token in enumerate(part):
        if token.text.lower() != "from":
            continue
        ahead = [place for place in range(index + 1, len(part)) if part[place].kind not in _LIGHT]
        if len(ahead) < 3 or not part[ahead[1]].is_a("prep", "to"):
            continue
        first, last = part[ahead[0]], part[ahead[2]]
        alike = first.kind == last.kind or (first.kind == "number" and last.kind == "percent")
        if alike and last.kind in _VALUES - {"duration", "edge"}:
            for place in range(index, ahead[0] + 1):
                part[place] = _as(part[place], "retracted")
    return part


@when("place")
def _with_selected(part: list[Token]) -> list[Token]:
    """ "The bottom one", "the text at the bottom" that goes away: which text, by where it stands."""
    for index, token in enumerate(part):
        if token.kind != "place" or token.value not in ("top", "bottom", "center"):
            continue
        behind = part[index + 1] if index + 1 < len(part) else None
        before = [other for other in part[:index] if other.kind not in (*_LIGHT, "prep")]
        one = behind is not None and behind.text.lower() in ("one", "ones", "text", "texts")
        led = index > 0 and part[index - 1].is_a("det")
        if one and led and behind is not None and token.text.lower() in _ROWS:
            part[index] = replace(token, kind="at", value=_ROWS[token.text.lower()])
            if behind.text.lower() in ("one", "ones"):
                part[index + 1] = _as(behind, "noun", "text")
        elif _goes(part, index) and before and before[-1].is_a("noun", *_TEXTS):
            part[index] = replace(token, kind="at")
            for other in (other for other in part if other.kind == "size"):
                part[part.index(other)] = _as(other, "function")
    return part


def _goes(part: Sequence[Token], index: int) -> bool:
    """Whether something is taken away, or what is said up to the next comma is denied; not "at the top, without …"."""
    near = [*_before(part, index), *takewhile(lambda other: other.kind != "break", part[index:])]
    return any(token.is_a("verb", "remove") for token in part) or any(token.kind == "neg" for token in near)


@when("font", "fonts", "typeface", "type")
def _with_fonts(part: list[Token]) -> list[Token]:
    """ "A smaller font": its size; another face cannot be had."""
    sized = any(token.is_a("relative", "bigger", "smaller") or token.kind in ("size", "multiple") for token in part)
    named = any(token.is_a("noun", *_TEXTS) for token in part)
    for index, token in enumerate(part):
        if sized and token.text.lower() in ("font", "fonts", "typeface", "type"):
            part[index] = _as(token, "noun", "letter_size" if named else "text")
    return part


@when("other")
def _with_others(part: list[Token]) -> list[Token]:
    """ "The other text", "the other one": all but the one that was spoken of."""
    for index, token in enumerate(part[:-1]):
        following, before = part[index + 1], part[index - 1] if index else None
        one = following.text.lower() in ("one", "ones")
        if token.text.lower() != "other" or not (following.is_a("noun", *_TEXTS) or one):
            continue
        if one and (before is None or before.kind not in ("det", "pronoun")):
            continue
        part[index] = _as(token, "spare", "other")
        if one:
            part[index + 1] = _as(following, "function")
    return part


@when("matting")
def _with_erasing(part: list[Token]) -> list[Token]:
    """ "Erase the words": what was laid over the pictures, and nothing in them."""
    inside = any(other.is_a("noun", "picture", "clip") or other.kind == "ordinal" for other in part)
    for index, token in enumerate(part[:-1]):
        cut = token.is_a("unsupported", "matting") and token.text.lower().startswith(("erase", "remove", "delete"))
        if cut and part[index + 1].is_a("noun", *_TEXTS) and not inside:
            part[index] = _as(token, "verb", "remove")
    return part


@when("but", also="not")
def _with_spared(part: list[Token]) -> list[Token]:
    """ "Get rid of the text, but not the title": all but that one."""
    for index, token in enumerate(part[:-1]):
        denied = part[index + 1].is_a("neg") and part[index + 1].text.lower() == "not"
        if not (token.is_a("except", "but") and denied and index):
            continue
        ahead = [*takewhile(lambda other: other.kind != "break", part[index + 2 :])]
        plain = [other for other in ahead if other.kind not in (*_LIGHT, "conj")]
        before = _before(part, index - 1 if part[index - 1].kind == "break" else index)
        texts = any(other.is_a("noun", *_TEXTS) for other in before)
        if texts and plain and all(other.is_a("noun", *_TEXTS) for other in plain):
            part[index] = replace(token, value="except")
            part[index + 1] = _as(part[index + 1], "function")
            if part[index - 1].kind == "break":
                part[index - 1] = replace(part[index - 1], kind="mark")
    return part


@when("not")
def _with_denied(part: list[Token]) -> list[Token]:
    """ "Yellow, not white", "not left, right": which of two it is not."""
    for index, token in enumerate(part):
        if not (token.is_a("neg") and token.text.lower() == "not"):
            continue
        ahead = [place for place in range(index + 1, len(part)) if part[place].kind not in _LIGHT | {"prep"}]
        value = ahead[0] if ahead else len(part)
        if value >= len(part) or part[value].kind not in _VALUES:
            continue
        behind = part[value + 1] if value + 1 < len(part) else None
        kind = part[value].kind
        kinds = ("percent", "duration", "number") if kind == "number" else (kind,)
        said = any(other.kind in kinds and other.text != part[value].text for other in part[:index])
        next_one = behind is not None and behind.text == "," and len(part) > value + 2 and part[value + 2].kind == kind
        parted = index > 0 and part[index - 1].kind in ("break", "conj", "mark")
        if (said and parted and (behind is None or behind.kind in ("break", "conj", "polite"))) or (
            not index and next_one
        ):
            for place in range(index, value + 1):
                part[place] = _as(part[place], "retracted")
            if parted:
                part[index - 1] = replace(part[index - 1], kind="mark")
            elif next_one:
                part[value + 1] = replace(part[value + 1], kind="mark")
    return part


STEPS: tuple[Step, ...] = (
    _with_ways,
    _with_selected,
    _with_fonts,
    _with_others,
    _with_erasing,
    _with_spared,
    _with_denied,
)
"""In this order."""
