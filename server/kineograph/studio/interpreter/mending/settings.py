"""Settings as they stand in a list: "quality: high", "mp4 high", "filter: none", "look: normal", "the clip stays full
frame", "a small GIF", "mirror image 2".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import Step, when

_LEVELS = {
    **dict.fromkeys(("high", "highest", "best", "max", "maximum", "top", "good"), "high"),
    **dict.fromkeys(("medium", "standard", "normal", "average"), "standard"),
    **dict.fromkeys(("low", "lowest", "draft", "minimum"), "draft"),
}
_LINKS = frozenset({":", "=", "-", "–", "→"})
_LOOKS = frozenset({"filter", "tone", "field"})
_NONE = ("none", "off", "no", "nothing")
_OF_CLIP = frozenset({"tone", "grade", "preset", "field", "plain", "turned", "motion", "static", "duration", "verb"})
_BESIDE = frozenset({"function", "det", "degree", "percent", "mark", "number", "alike", "neg", "strength", "prep"})
_COMPARED = ("more ", "less ", "too ", "a bit ", "a little ")
_MOST = 9
"""Numbers up to this are clips rather than amounts."""
_STAYING = ("stay", "stays", "remain", "remains", "staying")
_PADDING = frozenset({"function", "polite", "det"})


def _before(tokens: Sequence[Token], index: int) -> int:
    """Where the word stands that a setting is of: right before it, or before a colon."""
    place = index - 1
    while place >= 0 and (tokens[place].text in _LINKS or tokens[place].text.lower() in ("is", "to", "at", "on", "as")):
        place -= 1
    return place


def _ends(tokens: Sequence[Token], index: int) -> bool:
    return index + 1 >= len(tokens) or tokens[index + 1].kind in ("break", "conj", "polite", "mark")


@when("quality", "container", "resolution", also="(always)")
def _with_levels(tokens: list[Token]) -> list[Token]:
    """ "Quality: high", "1440p mp4 high", "quality standard"."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        word, place = token.text.lower(), _before(tokens, index)
        if word not in _LEVELS or token.kind in ("level", "verb") or place < 0 or not _ends(tokens, index):
            continue
        of_quality = tokens[place].text.lower() in ("quality", "export quality", "video quality", "output quality")
        if of_quality or (tokens[place].kind in ("container", "resolution") and place == index - 1):
            found[index] = replace(token, kind="level", value=_LEVELS[word])
            for other in range(place, index):
                if tokens[other].kind not in ("container", "resolution"):
                    found[other] = replace(tokens[other], kind="function")
    return found


@when("none", "off", "nothing")
def _with_none(tokens: list[Token]) -> list[Token]:
    """ "Filter: none", "filters off", "vignette off"."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        place = _before(tokens, index)
        named = (
            place >= 0 and tokens[place].kind in _LOOKS and not any(other.kind == "verb" for other in tokens[:place])
        )
        if named and token.text.lower() in _NONE and _ends(tokens, index):
            found[index] = replace(token, kind="verb", value="remove", text="removed")
            for other in range(place + 1, index):
                found[other] = replace(tokens[other], kind="function")
    return found


@when("normal", "natural")
def _with_normal(tokens: list[Token]) -> list[Token]:
    """ "1 and 3 sepia, 5 normal", "look: normal": as the pictures came."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if token.text.lower() not in ("normal", "natural") or token.kind == "level" or not _ends(tokens, index):
            continue
        before = tokens[index - 1] if index else None
        looks = any(other.kind in ("tone", "grade", "preset", "field") for other in tokens[:index])
        pointed = before is not None and before.kind in ("ordinal", "name", "number") and looks
        place = _before(tokens, index)
        headed = place >= 0 and place < index - 1 and tokens[place].text.lower() in ("look", "colours", "colors")
        if pointed or headed:
            found[index] = replace(token, kind="plain", value="reset")
    return found


@when("fit", also="(always)")
def _with_staying(tokens: list[Token]) -> list[Token]:
    """ "The clip stays full screen"."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        if token.text.lower() in _STAYING and tokens[index + 1].kind == "fit":
            found[index] = replace(token, kind="function")
    return found


@when("container", also="small")
def _with_small(tokens: list[Token]) -> list[Token]:
    """ "A small GIF": a small file."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        if token.text.lower() == "small" and tokens[index + 1].kind == "container":
            found[index] = replace(token, kind="compress", value="compress")
    return found


@when("mirror image")
def _with_mirrored(tokens: list[Token]) -> list[Token]:
    """ "Mirror image 2": the second."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        number = tokens[index + 1]
        if token.text.lower() == "mirror image" and number.kind == "number" and number.text.isdecimal():
            found[index + 1] = replace(number, kind="ordinal", value="", places=(int(number.amount),))
    return found


@when("blur", "grade", also="number")
def _with_numbered(tokens: list[Token]) -> list[Token]:
    """ "Blur 3 a little", "darken 2 and 4": clips; "grain 30", "sharpen 0.3" are amounts."""
    found = list(tokens)
    if any(
        one.kind == "field" and one.text.lower() != "blur" and two.kind == "number" for one, two in pairwise(tokens)
    ):
        return found  # a list of amounts
    for index, token in enumerate(tokens[:-1]):
        led = index == 0 or tokens[index - 1].kind in ("break", "conj", "polite")
        text = token.text.lower()
        acts = text == "blur" or (token.kind == "grade" and not text.endswith("er") and not text.startswith(_COMPARED))
        place = index + 1
        while led and acts and place < len(tokens) and _is_clip(tokens, place):
            number = tokens[place]
            found[place] = replace(number, kind="ordinal", value="", places=(int(number.amount),))
            joined = place + 2 < len(tokens) and (tokens[place + 1].text.lower() in ("and", ",", "&"))
            place += 2 if joined else len(tokens)
    return found


def _is_clip(tokens: Sequence[Token], place: int) -> bool:
    """Whether a small whole number stands there that counts nothing."""
    number, following = tokens[place], tokens[place + 1] if place + 1 < len(tokens) else None
    counts = following is not None and following.kind in ("noun", "unknown", "mark", "percent", "duration")
    return number.kind == "number" and number.text.isdecimal() and 1 <= number.amount <= _MOST and not counts


@when("number", also="-")
def _with_ranges(tokens: list[Token]) -> list[Token]:
    """ "Black and white for 1-3": all three of them."""
    found: list[Token] = []
    index = 0
    while index < len(tokens):
        part = tokens[index : index + 3]
        led = index > 0 and tokens[index - 1].text.lower() in ("for", "on", "in")
        if led and _is_range(part) and _ends(tokens, index + 2):
            places = tuple(range(int(part[0].amount), int(part[2].amount) + 1))
            text = "".join(token.text for token in part)
            found.append(replace(part[0], kind="ordinal", value="", end=part[2].end, text=text, places=places))
            index += 3
        else:
            found.append(tokens[index])
            index += 1
    return found


def _is_range(part: Sequence[Token]) -> bool:
    if len(part) != len("1-3") or part[1].text not in ("-", "–") or part[0].end != part[1].start:
        return False
    whole = all(token.kind == "number" and token.text.isdecimal() for token in (part[0], part[2]))
    return whole and 0 < part[0].amount < part[2].amount <= _MOST


@when(":", also="number")
def with_pictures(tokens: list[Token]) -> list[Token]:
    """ "1: brighter; 2: darker; 3: sepia": pictures, where every point says how one looks, moves or how long it is."""
    heads = [index for index, token in enumerate(tokens[:-1]) if _heads(tokens, index)]
    if len(heads) < len(("1", "2")) or heads[0] or not all(_is_of_clip(tokens, index) for index in heads):
        return tokens
    found = list(tokens)
    for index in heads:
        found[index] = replace(tokens[index], kind="ordinal", value="", places=(int(tokens[index].amount),))
        found[index + 1] = replace(tokens[index + 1], kind="mark")
    return found


def _heads(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    anew = index == 0 or tokens[index - 1].kind == "break"
    return anew and token.kind == "number" and token.text.isdecimal() and tokens[index + 1].text == ":"


def _is_of_clip(tokens: Sequence[Token], head: int) -> bool:
    told = [*takewhile(lambda other: other.kind != "break", tokens[head + 2 :])]
    return any(token.kind in _OF_CLIP for token in told) and all(token.kind in _OF_CLIP | _BESIDE for token in told)


@when("something", also="to")
def _with_something(tokens: list[Token]) -> list[Token]:
    """ "Make them into something I can send": into a video."""
    found = list(tokens)
    for index, token in enumerate(tokens[1:], 1):
        if token.text.lower() == "something" and tokens[index - 1].text.lower() == "into":
            found[index] = replace(token, kind="noun", value="video")
    return found


@when("behind", also="picture")
def _with_behind(tokens: list[Token]) -> list[Token]:
    """ "White behind the pictures": the background."""
    found = list(tokens)
    for index, token in enumerate(tokens[1:], 1):
        ahead = [place for place in range(index + 1, len(tokens)) if tokens[place].kind not in _PADDING]
        coloured = tokens[index - 1].kind in ("color", "hex")
        if token.text.lower() == "behind" and coloured and ahead and tokens[ahead[0]].is_a("noun", "picture"):
            found[index] = replace(token, kind="function", value="background")
    return found


@when("top", also="field")
def _with_on_top(tokens: list[Token]) -> list[Token]:
    """ "And a vignette on top": besides."""
    found = list(tokens)
    for index, token in enumerate(tokens[2:], 2):
        looked = tokens[index - 2].kind in ("field", "tone", "preset")
        if token.text.lower() == "top" and tokens[index - 1].text.lower() == "on" and looked and _ends(tokens, index):
            found[index - 1] = replace(tokens[index - 1], kind="function")
            found[index] = replace(token, kind="function")
    return found


STEPS: tuple[Step, ...] = (
    _with_levels,
    _with_none,
    _with_normal,
    _with_staying,
    _with_small,
    _with_mirrored,
    _with_numbered,
    _with_ranges,
    _with_something,
    _with_behind,
    _with_on_top,
)
"""In this order."""
