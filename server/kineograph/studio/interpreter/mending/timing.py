"""Stretches of time and lengths in everyday words: "the first 3 and the last 2 seconds", "everything past the twelve
second mark", "no photo under 4 seconds", "cut it at 4 and 7 seconds", "twice as long as photo 3".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import Step, when

_LIGHT = frozenset({"function", "polite", "det", "mark"})
_TAKING = ("remove", "trim", "mute", "keep", "shorten", "excerpt")
_UNIT_MS = {"s": 1000.0, "sec": 1000.0, "secs": 1000.0, "second": 1000.0, "seconds": 1000.0, "frames": 0.0}
_SEEN = frozenset({"ordinal", "name", "beyond"})


def _as(token: Token, kind: str, value: str = "") -> Token:
    return replace(token, kind=kind, value=value or kind, places=())


def _next(part: Sequence[Token], index: int) -> Token | None:
    return next((token for token in part[index + 1 :] if token.kind not in _LIGHT), None)


@when("window")
def _with_windows(part: list[Token]) -> list[Token]:
    """ "Lose the first 3 and the last 2 seconds of the clip": of time both."""
    windows = [index for index, token in enumerate(part) if token.kind == "window"]
    if len(windows) != 1 or not any(token.is_a("verb", *_TAKING) for token in part):
        return part
    window = windows[0]
    unit = _UNIT_MS.get(part[window].text.lower().split()[-1], 0.0)
    for index, token in enumerate(part):
        words = token.text.lower().split()
        counted = token.kind == "ordinal" and len(words) == 2 and words[0] in ("first", "last", "final")
        if not counted or not unit or not _is_beside(part, index, window):
            continue
        value = "first" if words[0] == "first" else "last"
        part[index] = replace(token, kind="window", value=value, amount=len(token.places) * unit, places=())
    return part


def _is_beside(part: Sequence[Token], index: int, window: int) -> bool:
    """Whether nothing but "and the" stands between them, and no picture is named behind."""
    first, last = sorted((index, window))
    joined = all(token.kind in (*_LIGHT, "conj") or token.text == "," for token in part[first + 1 : last])
    counts = index + 1 < len(part) and part[index + 1].is_a("noun", "picture", "clip")
    return joined and last > first and not counts


@when("past", also="duration")
def _with_past(part: list[Token]) -> list[Token]:
    """ "Everything past the twelve second mark": after it."""
    for index, token in enumerate(part):
        following = _next(part, index)
        if token.text.lower() == "past" and following is not None and following.kind in ("duration", "clock"):
            part[index] = _as(token, "prep", "after")
    return part


@when("head", "tail")
def _with_heads(part: list[Token]) -> list[Token]:
    """ "A second off the clip's head": its beginning."""
    for index, token in enumerate(part):
        taken = any(other.is_a("verb", *_TAKING) for other in part[:index])
        timed = any(other.kind in ("duration", "window") for other in part)
        if token.text.lower() in ("head", "tail") and taken and timed:
            part[index] = _as(token, "edge", "start" if token.text.lower() == "head" else "end")
    return part


@when("so it", "so that it", also="duration")
def _with_starts(part: list[Token]) -> list[Token]:
    """ "Cut the clip down so it starts at the 3 second mark": what comes before goes."""
    for index, token in enumerate(part[:-1]):
        if not token.is_a("purpose") or not part[index + 1].text.lower().startswith(("starts at", "begins at")):
            continue
        cut = any(other.is_a("verb", "trim", "remove", "shorten") or other.text == "cut" for other in part[:index])
        time = next((at for at in range(index + 2, len(part)) if part[at].kind not in _LIGHT), len(part))
        if cut and time < len(part) and part[time].kind in ("duration", "clock"):
            part[time] = replace(part[time], kind="window", value="first")
            part[index], part[index + 1] = _as(token, "function"), _as(part[index + 1], "function")
    return part


@when("no", "none", also="duration")
def _with_bounds(part: list[Token]) -> list[Token]:
    """ "No photo should be under 4 seconds", "none of them longer than 3": each at least, each at most."""
    for index, token in enumerate(part):
        if token.text.lower() not in ("no", "none") or not token.is_a("neg"):
            continue
        ahead = [place for place in range(index + 1, len(part)) if part[place].kind not in _LIGHT]
        ahead = [place for place in ahead if not part[place].is_a("prep", "of")]
        named = ahead and (part[ahead[0]].is_a("noun", "picture", "clip") or part[ahead[0]].is_a("pronoun", "them"))
        bound = _bound(part, ahead[1:]) if named else ""
        if bound:
            part[index] = _as(token, "quant", "each")
            part[ahead[1]] = _as(part[ahead[1]], bound)
            if part[ahead[2]].kind != "duration":
                part[ahead[2]] = _as(part[ahead[2]], "function")
    return part


def _bound(part: Sequence[Token], ahead: Sequence[int]) -> str:
    """ "Under", "shorter than" and then a length: at least so long; the other way at most. "" where it is neither."""
    words = [part[place] for place in ahead[:3]]
    if len(words) < 2 or not any(token.kind == "duration" for token in words[1:]):
        return ""
    if words[0].is_a("limit", "limit") or words[0].text.lower() in ("shorter", "less", "below"):
        return "floor"
    return "limit" if words[0].text.lower() in ("longer", "over", "above", "more") else ""


@when("factor", also="as")
def _with_models(part: list[Token]) -> list[Token]:
    """ "Twice as long as photo 3": of its length."""
    for index, token in enumerate(part[1:-1], 1):
        named = part[index + 1 :][0].kind in _SEEN or part[index + 1].kind == "det"
        if token.text.lower() == "as" and part[index - 1].kind == "factor" and named:
            part[index] = _as(token, "like")
    return part


@when("at", also="number")
def _with_moments(part: list[Token]) -> list[Token]:
    """ "Cut the clip at 4 and 7 seconds": at 4 seconds and at 7."""
    lasts = [index for index, token in enumerate(part) if token.kind == "duration"]
    place = lasts[0] - 1 if len(lasts) == 1 else -1
    numbers: list[int] = []
    while place > 0 and (part[place].kind in ("number", "conj") or part[place].text == ","):
        numbers += [place] * (part[place].kind == "number")
        place -= 1
    unit = _UNIT_MS.get(part[lasts[0]].text.lower().split()[-1], 0.0) if numbers else 0.0
    if unit and part[place].text.lower() == "at":
        for number in numbers:
            part[number] = replace(part[number], kind="duration", value="", amount=part[number].amount * unit)
            part[number + 1] = _as(part[number + 1], "mark", "list")
    return part


@when("window", also="second")
def _with_first_of_all(part: list[Token]) -> list[Token]:
    """ "First 4 s, second 2 s": the first clip, where the second follows with a length of its own."""
    found: list[Token] = []
    for index, token in enumerate(part):
        word, _, rest = token.text.partition(" ")
        ahead = part[index + 1 : index + 4]
        dealt = len(ahead) == 3 and ahead[0].text == "," and ahead[1].kind == "ordinal" and ahead[2].kind == "duration"
        opens = index == 0 or part[index - 1].kind in ("break", "det")
        if dealt and opens and token.is_a("window", "first") and rest[:1].isdigit() and ahead[1].places == (2,):
            middle = token.start + len(word)
            named = replace(token, kind="ordinal", value="", end=middle, text=word, amount=0.0, places=(1,))
            found += [named, replace(token, kind="duration", value="", start=middle + 1, text=rest)]
        else:
            found.append(token)
    return found


@when("shorten", "lengthen", also="number")
def _with_goals(part: list[Token]) -> list[Token]:
    """ "Shorten the slides to 2": seconds."""
    last = len(part) - 1
    while last > 0 and part[last].kind in ("polite", "break"):
        last -= 1
    stretched = any(token.is_a("verb", "shorten", "lengthen") for token in part[:last])
    if stretched and part[last].kind == "number" and part[last].amount and part[last - 1].is_a("prep", "to"):
        part[last] = replace(part[last], kind="duration", value="", amount=part[last].amount * 1000)
    return part


@when("its", also="duration")
def _with_own_ends(part: list[Token]) -> list[Token]:
    """ "Only its last 3 seconds": of its time. "Slower, but only its last 3 seconds": slower, or kept?"""
    for index, token in enumerate(part[1:-1], 1):
        ends = token.text.lower() in ("last", "first", "final") and part[index + 1].kind == "duration"
        if ends and part[index - 1].text.lower() == "its":
            value = "first" if token.text.lower() == "first" else "last"
            narrows = any(other.is_a("except", "but") for other in part[max(0, index - 3) : index])
            part[index] = _as(token, "unknown" if narrows else "function", token.text)
            part[index + 1] = replace(part[index + 1], kind="window", value=value)
    return part


STEPS: tuple[Step, ...] = (
    _with_own_ends,
    _with_first_of_all,
    _with_goals,
    _with_windows,
    _with_past,
    _with_heads,
    _with_starts,
    _with_bounds,
    _with_models,
    _with_moments,
)
"""In this order."""
