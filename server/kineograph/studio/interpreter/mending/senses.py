"""Verbs of two senses, told apart by what they are said of: "drop the logo" takes it away; "drop the brightness" lowers
it, "drop the music to 20%" too; "drop the title into the corner" moves it; "cut the length of photo 3" shortens it;
"strip the colour from it" leaves it black and white; "hide the caption" takes it off the video."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import ALWAYS, Step, when

_WORDS = frozenset({"drop", "cut", "cut back", "cut down"})
_GRADED = ("brightness", "contrast", "saturation", "warmth")
_MEASURED = {"volume": "lower", "size": "lower", "strength": "lower", "duration": "shorten", "rate": "change"}
_HEARD = ("music", "narration", "voice", "sound", "effect")
_WRITTEN = ("title", "text", "caption", "credits", "lower_third", "logo", "watermark", "inset", "overlay")
_AMOUNTS = frozenset({"percent", "degree", "factor", "multiple", "decibels"})
_HIDING = ("hide", "隐藏", "隐去", "藏起来")
_LIVELY = ("livelier", "more lively", "a bit livelier", "more vibrant", "brighter")
_TAKING = ("take", "leave", "throw", "cut", "pull", "kick", "chuck", "drop", "keep", "chop", "get")
_PLAIN = frozenset({"verb", "det", "function", "polite", "prep", "ordinal", "name", "quant", "pronoun", "mark"})
_STAYING = ("stay", "stays", "remain", "remains", "kept")
_PADDING = frozenset({"function", "polite", "det"})
_LOOKS = frozenset(
    {"tone", "grade", "preset", "field", "filter", "aspect", "ratio", "platform", "fit", "container", "resolution",
     "level", "transition", "motion"}
)  # fmt: skip
_CLIPS = ("picture", "clip")
_PLAYING = ("play", "plays", "playing", "run", "runs", "order", "sequence", "photos", "pictures", "images", "clips")
_INTO = ("to", "in", "into", "at")


@when(ALWAYS)
def gather(tokens: list[Token]) -> list[Token]:
    """The tokens in their places; such verbs with the value of what is meant."""
    found = list(tokens)
    _separate(found)
    for start, end in _stretches(tokens):
        part = tokens[start:end]
        for index, token in enumerate(part, start):
            word = token.text.lower()
            if token.is_a("verb") and word in _WORDS:
                found[index] = replace(token, value=_sense(tokens[index + 1 : end]) or token.value)
            elif word in _HIDING and any(other.is_a("noun", *_WRITTEN) for other in part):
                found[index] = replace(token, kind="verb", value="remove")
        if any(token.is_a("noun", "music") for token in part):
            found[start:end] = [_as_mood(token) for token in found[start:end]]
        if any(token.is_a("noun", "color") for token in part) and _is_about_pictures(part):
            found[start:end] = [_drained(token) for token in part]
    return found


def _as_mood(token: Token) -> Token:
    """ "Livelier music", which in a picture would be its colours."""
    lively = token.kind == "grade" and token.text.lower() in _LIVELY
    return replace(token, kind="mood", value="upbeat") if lively else token


def _separate(found: list[Token]) -> None:
    """ "Take photo 3 out of the video", "leave the first and the last out": the verb in two parts."""
    verb: int | None = None
    for index, token in enumerate(found):
        if token.kind == "break" or token.is_a("conj", "then"):
            verb = None
        elif token.kind == "verb":
            verb = index if token.text.lower() in _TAKING else None
        of_it = token.text.lower() == "out of" and _is_video(found[index + 1 :])
        if verb is not None and verb < index - 1 and (of_it or _closes(found, index)):
            found[verb] = replace(found[verb], value="remove")
            found[index] = replace(token, kind="prep" if of_it else "function", value="from" if of_it else "out")


def _closes(tokens: Sequence[Token], index: int) -> bool:
    """ "… out", with nothing behind it, or "from …"."""
    rest = [token for token in tokens[index + 1 :] if token.kind not in ("det", "polite", "function")]
    ends = not rest or rest[0].kind in ("break", "conj") or rest[0].is_a("prep", "from")
    return tokens[index].text.lower() == "out" and ends


def _is_video(rest: Sequence[Token]) -> bool:
    ahead = next((token for token in rest if token.kind not in ("det", "function")), None)
    return ahead is not None and (ahead.is_a("noun", "video") or ahead.kind == "pronoun")


def _stretches(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    ends = [index for index, token in enumerate(tokens) if token.kind == "break" or token.is_a("conj", "and", "then")]
    return list(zip([0, *(end + 1 for end in ends)], [*ends, len(tokens)], strict=True))


def _is_about_pictures(part: Sequence[Token]) -> bool:
    """ "Remove the colour from photo 3"; not that of a text, and nothing that is kept."""
    if sum(token.kind == "verb" for token in part) != 1 or not any(token.is_a("verb", "remove") for token in part):
        return False
    return all(token.kind in _PLAIN or token.is_a("noun", "color", "picture", "clip", "video") for token in part)


def _drained(token: Token) -> Token:
    if token.is_a("verb", "remove"):
        return replace(token, value="make")
    return replace(token, kind="tone", value="black_and_white") if token.is_a("noun", "color") else token


def _sense(ahead: Sequence[Token]) -> str:
    for place, token in enumerate(ahead):
        rest = ahead[place + 1 :]
        if token.is_a("field", *_GRADED):
            return "lower"
        if token.kind == "noun" and token.value in _MEASURED:
            return _MEASURED[token.value]
        if token.is_a("noun", *_HEARD):
            return "lower" if any(other.kind in _AMOUNTS for other in rest) else ""
        if token.is_a("noun", *_WRITTEN):
            return "move" if _goes_somewhere(rest) else ""
        if token.kind not in ("det", "function", "noun"):
            return ""
    return ""


def _goes_somewhere(rest: Sequence[Token]) -> bool:
    placed = any(token.kind in ("place", "corner") or token.is_a("side", "up", "down") for token in rest)
    return placed and any(token.is_a("prep", *_INTO) or token.kind == "place" for token in rest)


@when("color", "colour", "in color", "in colour")
def _with_colour(tokens: list[Token]) -> list[Token]:
    """ "Grayscale on the stills, colour on the clip", "leave the first in colour": the pictures' own colours."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if not token.is_a("noun", "color") or token.text.lower() not in ("color", "colour"):
            continue
        before, following = tokens[index - 1] if index else None, tokens[index + 1] if index + 1 < len(tokens) else None
        thing = _ahead(tokens, index, _PADDING | {"prep"})
        clips = thing is not None and (thing.is_a("noun", *_CLIPS) or thing.kind in ("ordinal", "name", "number"))
        led = before is None or before.kind in ("break", "conj")
        if led and following is not None and following.text.lower() in ("on", "for") and clips:
            found[index] = replace(token, kind="tone", value="color")
        for place in range(max(0, index - 2), index):
            if tokens[place].text.lower() in _STAYING:
                found[place] = replace(tokens[place], kind="verb", value="keep")
        left = any(other.is_a("verb", "keep") for other in found[max(0, index - 6) : index])
        texts = any(other.is_a("noun", "title", "text", "caption") for other in tokens)
        if before is not None and before.text.lower() == "in" and left and not texts:
            found[index] = replace(token, kind="tone", value="color")
    return found


@when("the other way round", "the other way around")
def _with_ways(tokens: list[Token]) -> list[Token]:
    """ "Turn it the other way round": an order, a move or how it plays; which of them must be said."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if not (token.is_a("verb", "reverse") and token.text.lower().startswith("the other way")):
            continue
        near = [*takewhile(lambda other: other.kind != "break", reversed(tokens[:index]))]
        told = any(other.is_a("noun", "order") or other.text.lower() in _PLAYING for other in near)
        pair = sum(len(other.places) or other.kind == "name" for other in near) == len(("one", "other"))
        if not told and not (pair and any(other.is_a("verb", "change", "swap", "add") for other in near)):
            found[index] = replace(token, kind="unknown", value=token.text)
    return found


@when("but", also="quant")
def _with_anything_but(tokens: list[Token]) -> list[Token]:
    """ "Anything but sepia": not that; "everything but the third" excepts a clip."""
    found = list(tokens)
    for index, token in enumerate(tokens[1:], 1):
        every = tokens[index - 1].is_a("quant", "all") and tokens[index - 1].text.lower() in ("anything", "everything")
        ahead = _ahead(tokens, index, _PADDING)
        look = ahead is not None and ahead.kind in _LOOKS
        if every and token.is_a("except", "but") and look:
            found[index] = replace(token, kind="unknown", value=token.text)
        elif token.is_a("except", "but") and _spares_one(tokens, index):
            found[index] = replace(token, value="except")
    return found


@when("last")
def _with_last(tokens: list[Token]) -> list[Token]:
    """ "The whole show last exactly 45 seconds": lasting, and no last clip."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        following = _ahead(tokens, index, _PADDING)
        led = index > 0 and tokens[index - 1].kind not in ("det", "conj", "prep", "break", "mark")
        timed = following is not None and following.kind == "duration"
        if token.kind == "ordinal" and token.text.lower() == "last" and led and timed:
            found[index] = replace(token, kind="verb", value="last", places=())
    return found


def _spares_one(tokens: Sequence[Token], index: int) -> bool:
    """ "All in black and white but the last one, …": up to the next stop only that clip is named."""
    before = [*takewhile(lambda other: other.kind != "break", reversed(tokens[:index]))]
    ahead = [*takewhile(lambda other: other.kind not in ("break", "conj"), tokens[index + 1 :])]
    named = bool(ahead) and all(other.kind in (*_PADDING, "ordinal", "name") for other in ahead)
    every = any(other.is_a("quant", "all", "each") for other in before)
    return named and every and not any(other.kind == "verb" for other in ahead)


@when("particularly", "especially", "mainly", "above all", "most of all")
def _with_stress(tokens: list[Token]) -> list[Token]:
    """ "Everything warmer, particularly the clip": more of it there, and nobody says how much."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        ahead = _ahead(tokens, index, _PADDING)
        named = ahead is not None and (ahead.kind in ("ordinal", "name") or ahead.is_a("noun", *_CLIPS))
        if (
            token.text.lower() in ("particularly", "especially", "mainly", "above all", "most of all")
            and named
            and index
        ):
            found[index] = replace(token, kind="unknown", value=token.text)
    return found


def _ahead(tokens: Sequence[Token], index: int, skip: frozenset[str]) -> Token | None:
    return next((token for token in tokens[index + 1 :] if token.kind not in skip), None)


STEPS: tuple[Step, ...] = (gather, _with_colour, _with_ways, _with_anything_but, _with_stress, _with_last)
"""In this order."""
