"""English wordings of when something laid over the pictures, or heard, is there: "at second two", "two seconds later",
"from 0 to 3", "starting two seconds in", "for the whole thing". Set right before the sentence is parted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import Step, when

_HEARD = ("music", "narration", "voice", "effect", "sound", "volume")
_LAID = ("title", "text", "caption", "lower_third", "credits", "watermark", "logo", "overlay", "inset")
_SOUNDS = (".mp3", ".wav", ".m4a", ".aac")
_SEEN = ("picture", "clip", "video", "transition", "motion")
_OPENING = ("at", "from", "in", "until", "to", "for", "after", "between")
_SHIFTED = {"later": 1, "earlier": -1, "sooner": -1}
_COMING = ("start", "starts", "begin", "begins", "come in", "comes in", "appear", "appears", "play", "plays", "enter",
           "starting", "beginning", "starts playing", "show", "shows", "set in", "sets in")  # fmt: skip
_GOING = ("end", "ends", "stop", "stops", "disappear", "disappears", "leave", "leaves", "vanish", "vanishes", "go away")
_WHOLE = ("whole", "entire", "full", "complete")
_LENGTH = ("video", "thing", "film", "movie", "clip", "slideshow", "time", "length", "duration", "runtime", "lot")
_OPENS = frozenset({"break", "conj"})
_LIGHT = frozenset({"function", "polite", "det", "descriptor", "mark"})
_LONGEST_S = 600


def _as(token: Token, kind: str, value: str = "") -> Token:
    return replace(token, kind=kind, value=value or kind, places=())


def _ends(token: Token | None) -> bool:
    return token is None or token.kind in ("break", "conj", "polite")


def _part(tokens: Sequence[Token], index: int) -> list[Token]:
    """The stretch around the token, up to the next joints."""
    before = [*takewhile(lambda token: token.kind not in _OPENS, reversed(tokens[:index]))]
    return [*reversed(before), *takewhile(lambda token: token.kind not in _OPENS, tokens[index:])]


def _is_sound(token: Token) -> bool:
    return token.kind == "name" and token.value.endswith(_SOUNDS)


@when("from", also=",")
def _with_starts(tokens: list[Token]) -> list[Token]:
    """ "Voice.mp3 as the narration, starting two seconds in": of what was just put there."""
    found = list(tokens)
    for index, token in enumerate(tokens[1:-1], 1):
        opens = token.text == "," and tokens[index + 1].is_a("prep", "from")
        if not opens or not tokens[index + 1].text.lower().startswith(("start", "begin")):
            continue
        part = _part(tokens, index - 1)
        if any(other.is_a("noun", *_HEARD, *_LAID) or _is_sound(other) for other in part):
            found[index] = replace(token, kind="mark")
    return found


@when("second", "sec")
def _with_moments(tokens: list[Token]) -> list[Token]:
    """ "At second two", "from the 4th second": a moment."""
    found: list[Token] = []
    for token in tokens:
        before = found[-1] if found else None
        led = [other for other in found[-4:-1] if other.kind not in _LIGHT]
        opened = bool(led) and led[-1].is_a("prep", *_OPENING)
        if before is not None and opened and before.text.lower() == "second" and token.kind == "number":
            found[-1] = replace(token, kind="clock", start=before.start, text=f"{before.text} {token.text}")
            found[-1] = replace(found[-1], amount=token.amount * 1000)
        elif before is not None and opened and _is_count(before) and token.text.lower() in ("second", "sec"):
            text = f"{before.text} {token.text}"
            found[-1] = replace(before, kind="clock", value="", end=token.end, text=text, places=())
            found[-1] = replace(found[-1], amount=before.places[0] * 1000)
        else:
            found.append(token)
    return found


@when("number", also="from")
def _with_spans(tokens: list[Token]) -> list[Token]:
    """ "Add the logo bottom left from 0 to 3": seconds, of what is laid over the pictures."""
    found: list[Token] = []
    index = 0
    while index < len(tokens):
        four = tokens[index : index + 4]
        spans = len(four) == 4 and four[0].is_a("prep", "from") and four[2].is_a("prep", "to", "until")
        spans = spans and four[1].kind == four[3].kind == "number" and four[1].amount < four[3].amount
        behind = tokens[index + 4] if index + 4 < len(tokens) else None
        part = _part(tokens, index) if spans else []
        laid = any(other.is_a("noun", *_LAID) or other.kind == "quote" for other in part)
        if spans and laid and (_ends(behind) or (behind is not None and behind.kind != "noun")):
            places = (round(four[1].amount * 1000), round(four[3].amount * 1000))
            text = " ".join(token.text for token in four)
            found.append(replace(four[0], kind="range", value="", end=four[3].end, text=text, places=places))
            index += 4
        else:
            found.append(tokens[index])
            index += 1
    return found


def _is_count(token: Token) -> bool:
    """ "4th", "tenth": one place in an order."""
    plain = token.text[0].isdigit() or token.text.lower().endswith("th") or token.text.lower() in ("first", "third")
    return token.kind == "ordinal" and len(token.places) == 1 and plain and 0 < token.places[0] <= _LONGEST_S


@when(*_SHIFTED, also="duration")
def _with_shifts(tokens: list[Token]) -> list[Token]:
    """ "Start it two seconds later", "the title ends a second earlier": how much later or earlier than now."""
    found = list(tokens)
    for index, token in enumerate(tokens[1:], 1):
        text, time = token.text.lower(), tokens[index - 1]
        if text not in _SHIFTED or time.kind != "duration":
            continue
        part = _part(found, index)
        named = any(other.is_a("noun", *_HEARD, *_LAID) or _is_sound(other) for other in part)
        if any(other.is_a("noun", *_SEEN) or other.kind in ("ordinal", "beyond") for other in part) and not named:
            continue
        going = any(other.text.lower() in _GOING for other in part)
        amount = time.amount * _SHIFTED[text]
        found[index - 1] = replace(time, kind="goes" if going else "comes", value="", amount=amount)
        found[index] = _as(token, "function")
        for place in range(index - 1, -1, -1):
            if found[place].kind in _OPENS:
                break
            if found[place].text.lower() in (*_COMING, *_GOING):
                found[place] = _as(found[place], "function")
    return found


@when(*_WHOLE)
def _with_whole(tokens: list[Token]) -> list[Token]:
    """ "The logo for the whole thing", "watermark the entire video": throughout."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        whole = token.text.lower() in _WHOLE and tokens[index + 1].text.lower() in _LENGTH
        part = _part(tokens, index) if whole else []
        laid = any(other.is_a("noun", *_LAID) or other.kind in ("quote", "lines", "srt") for other in part)
        named = any(other.kind == "name" and not other.value.endswith(_SOUNDS) for other in part)
        before = [other for other in found[max(0, index - 3) : index] if other.kind not in _LIGHT]
        led = bool(before) and (before[-1].is_a("prep", "for", "in", "at") or before[-1].is_a("noun", "watermark"))
        if whole and (laid or named) and led:
            found[index] = _as(token, "edge", "whole")
            found[index + 1] = _as(tokens[index + 1], "function")
    return found


STEPS: tuple[Step, ...] = (
    _with_starts,
    _with_moments,
    _with_spans,
    _with_shifts,
    _with_whole,
)
"""In this order."""
