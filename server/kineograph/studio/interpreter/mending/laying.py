"""Wordings of what lies over the pictures and of what is heard, set right before the sentence is parted: "song.mp3
underneath" is music, "fade it in over 1 s and out over 2 s" fades twice, "my name "Lena"" is a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import Step, when

_TEXTS = ("title", "text", "caption", "lower_third", "credits", "watermark")
_SOUNDS = (".mp3", ".wav", ".m4a", ".aac")
_SPOKEN = ("voice", "narrat", "speech", "record", "comment", "memo")
_UNDER = ("under", "below", "beneath", "underneath")
_BENEATH = ("underneath", "beneath", "under it", "behind it", "below", "below it", "under everything", "behind")
_OPENS = frozenset({"break", "conj"})
_LIGHT = frozenset({"function", "polite", "det", "descriptor", "mark"})
NAMING = frozenset(
    {"name", "date", "place", "city", "town", "year", "location", "venue", "website", "url", "address", "hashtag",
     "handle", "web address", "motto", "claim", "quote", "question", "greeting", "names", "month", "number", "hook"}
)  # fmt: skip
_LINES = ("line", "bit", "part")
_QUOTING = ('"', "'", "“", "”", "‘", "«", "「")
_LEAVING = frozenset({"break", "conj", "polite"})
_ADVERB_OF = frozenset({"edge", "window", "clock", "ordinal", "place", "duration"})
_SHOWN = ("in turn", "one after another", "one after the other", "one at a time", "one by one", "in sequence")
_VERBS_UP = ("pop", "put", "throw", "stick", "bring", "slap", "add", "flash")
_CLOSING = frozenset({"break", "conj", "polite", "duration"})
_TURNING = ("crank", "dial", "notch", "knock", "pump", "ramp")
_DARK = ("#000000", "#9e9e9e", "#616161")
_BARE = _LIGHT | {"prep", "place", "color", "size", "quant", "alternate", "pronoun"}


def _stretch(tokens: Sequence[Token], index: int) -> list[Token]:
    """What stands around the token, up to the next joints."""
    before = list(takewhile(lambda token: token.kind not in _OPENS, reversed(tokens[:index])))
    return [*reversed(before), *takewhile(lambda token: token.kind not in _OPENS, tokens[index:])]


def _is_heard(token: Token) -> bool:
    return token.kind == "name" and token.value.endswith(_SOUNDS)


@when(*_BENEATH, *_UNDER, "background")
def _with_beneath(tokens: list[Token]) -> list[Token]:
    """ "Some lo-fi underneath", "song.mp3 behind it", "calm piano in the background": music; "with a line beneath": at
    the bottom."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        text = token.text.lower()
        back = text == "background" and index > 1 and tokens[index - 2].text.lower() == "in"
        back = back or (text == "background" and index > 0 and tokens[index - 1].text.lower() == "in")
        if not (text in (*_BENEATH, *_UNDER) or back):
            continue
        near = _stretch(found, index)
        ahead = [other for other in tokens[index + 1 : index + 4] if other.kind not in _LIGHT | {"quant"}]
        if text in _UNDER and ahead and ahead[0].is_a("noun", "picture"):
            found[index] = replace(token, kind="place", value="bottom")
            continue
        if any(other.is_a("noun", *_TEXTS) or other.kind == "quote" for other in near):
            if not back and text not in ("behind", "behind it", "under it"):
                found[index] = replace(token, kind="place", value="bottom")
            continue
        name = next((other for other in near if _is_heard(other)), None)
        if name is None and not any(other.kind == "mood" or other.is_a("noun", "music") for other in near):
            continue
        spoken = name is not None and any(mark in name.value for mark in _SPOKEN)
        music = spoken or any(other.is_a("noun", "music", "narration", "effect") for other in near)
        duck = any(other.is_a("verb", "lower") or other.kind == "duck" for other in near if other is not token)
        if not duck:
            found[index] = replace(token, kind="function") if music else replace(token, kind="noun", value="music")
    return found


@when("fade", "swell")
def _with_second_fades(tokens: list[Token]) -> list[Token]:
    """ "Fade it in over 1 s and out over 2 s": the second fade has lost its verb, and "out over 2" its seconds."""
    found = list(tokens)
    faded = False
    for index, token in enumerate(tokens):
        if token.kind == "break" and token.text not in ",，":
            faded = False
        faded = faded or token.kind in ("fade", "swell") or token.is_a("verb", "fade")
        text = token.text.lower()
        if not faded or text not in ("in", "out") or tokens[index - 1].kind not in _OPENS:
            continue
        if index > 1 and _is_particle(tokens[index - 2]):
            continue
        ahead = list(takewhile(lambda other: other.kind not in _OPENS, tokens[index + 1 :]))
        for place, other in enumerate(ahead, index + 1):
            if other.kind == "number" and tokens[place - 1].is_a("prep", "in", "for") and place == index + len(ahead):
                found[place] = replace(other, kind="duration", amount=other.amount * 1000)
        if ahead and (text == "out" or ahead[0].is_a("prep", "in", "at", "for") or ahead[0].kind == "edge"):
            found[index] = replace(token, kind="fade", value=text)
    return found


@when("fade")
def _with_whole_fades(tokens: list[Token]) -> list[Token]:
    """ "Fade the whole thing in", "fade the picture out": the video; the particle stands apart from its verb."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if not (token.is_a("fade", "fade") or token.is_a("verb", "fade")):
            continue
        ahead = list(takewhile(lambda other: not _is_particle(other), tokens[index + 1 : index + 6]))
        end = index + 1 + len(ahead)
        things = [other for other in ahead if other.kind != "det" and not other.is_a("quant", "all")]
        whole = all(_is_whole(other) for other in things) and len(things) < len(ahead) + len(things)
        if not ahead or not whole or end >= len(tokens) or not _is_particle(tokens[end]):
            continue
        both = len(tokens) > end + 2 and tokens[end + 1].is_a("conj", "and") and _is_particle(tokens[end + 2])
        both = both and (end + 3 == len(tokens) or tokens[end + 3].kind in _CLOSING or tokens[end + 3].is_a("prep"))
        found[index] = replace(token, kind="fade", value="both" if both else tokens[end].text.lower())
        for place in range(index + 1, end + 3 if both else end + 1):
            found[place] = replace(tokens[place], kind="function", value="")
    return found


def _is_whole(token: Token) -> bool:
    return token.is_a("noun", "video") or token.text.lower() in ("picture", "thing", "image", "lot")


def _is_particle(token: Token) -> bool:
    return token.text.lower() in ("in", "out")


@when(*_LINES, also="unknown")
def _with_lines(tokens: list[Token]) -> list[Token]:
    """ "The "by the sea" line": of a text that is there, or is to be."""
    for index, token in enumerate(tokens[1:], 1):
        before = tokens[index - 1]
        if token.kind == "unknown" and token.text.lower() in _LINES and before.text[:1] in _QUOTING:
            tokens[index] = replace(token, kind="noun" if before.kind == "quote" else "function", value="text")
    return tokens


@when(*NAMING, also="quote")
def _with_named(tokens: list[Token]) -> list[Token]:
    """ "My name "Lena"", "the date "12 May"": the word says what the text is."""
    found = list(tokens)
    for index, token in enumerate(tokens[1:-1], 1):
        ahead = tokens[index + 1 : index + 3]
        named = token.text.lower() in NAMING and any(other.kind == "quote" for other in ahead)
        named = named and (ahead[0].kind == "quote" or ahead[0].text in ",:")
        if named and tokens[index - 1].kind in ("det", "verb", "break", "prep"):
            found[index] = replace(token, kind="noun", value="text")
            if ahead[0].kind == "break":
                found[index + 1] = replace(ahead[0], kind="mark")
    return found


@when("second")
def _with_seconds(tokens: list[Token]) -> list[Token]:
    """ "Over a second and …": a time, and no place in an order."""
    found = list(tokens)
    for index, token in enumerate(tokens[2:], 2):
        timed = tokens[index - 1].text.lower() == "a" and tokens[index - 2].is_a("prep", "in", "for", "of", "by")
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        ends = following is None or following.kind in ("break", "conj", "prep", "polite", "mark")
        if timed and ends and token.kind == "ordinal" and token.text.lower() == "second":
            found[index] = replace(token, kind="duration", value="", amount=1000.0, places=())
    return found


@when("right")
def _with_adverbs(tokens: list[Token]) -> list[Token]:
    """ "Right at the start": exactly there, and not on the right."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        if not (token.is_a("side", "right") and token.text.lower() == "right"):
            continue
        if index and (tokens[index - 1].kind == "det" or tokens[index - 1].is_a("prep")):
            continue
        panned = any(other.kind in ("motion", "transition") for other in tokens[:index])
        if panned and tokens[index - 1].kind in ("conj", "break"):
            continue
        ahead = [other for other in tokens[index + 1 : index + 4] if other.kind not in ("det", "function")]
        led = bool(ahead) and ahead[0].is_a("prep", "at", "from", "in", "before", "after")
        if (led and len(ahead) > 1 and ahead[1].kind in _ADVERB_OF) or (ahead and ahead[0].kind == "edge"):
            found[index] = replace(token, kind="function")
    return found


@when("pop", "vanish", "vanishes", "disappear", "disappears", "up", *_TURNING)
def _with_popping(tokens: list[Token]) -> list[Token]:
    """ "Pop the words "Hello" up at the top": put them there; "it should pop up and vanish": at once."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        text, following = token.text.lower(), tokens[index + 1] if index + 1 < len(tokens) else None
        laid = following is not None and (following.kind in ("det", "quote") or following.is_a("noun", *_TEXTS))
        if text == "pop" and laid:
            found[index] = replace(token, kind="verb", value="add")
        if text in ("vanish", "vanishes", "disappear", "disappears") and _ends(following) and _is_coming(tokens, index):
            found[index] = replace(token, kind="entrance", value="none_out")
        if text in _TURNING and any(
            other.text.lower() in ("up", "down", "up to", "down to") for other in _stretch(tokens, index + 1)
        ):
            found[index] = replace(token, kind="verb", value="turn")
        put = next((other for other in reversed(tokens[:index]) if other.kind in ("verb", "mood", "break")), None)
        quoted = any(other.kind == "quote" for other in _stretch(tokens, index)[:-1])
        if text == "up" and token.kind == "side" and quoted and put is not None and put.text.lower() in _VERBS_UP:
            found[index] = replace(token, kind="function")
    return found


def _ends(following: Token | None) -> bool:
    return following is None or following.kind in _LEAVING


def _is_coming(tokens: Sequence[Token], index: int) -> bool:
    """Whether the sentence tells how a text comes and goes."""
    said = list(takewhile(lambda other: other.text not in ".;!?\n", reversed(tokens[:index])))
    return any(other.kind == "entrance" or other.is_a("noun", *_TEXTS) for other in said)


_LETTERS = ("letters", "lettering", "type", "characters")


@when("color", also="on")
def _with_plates(tokens: list[Token]) -> list[Token]:
    """ "White on black", ""The End" on black": letters on a dark plate; one of another colour cannot be had."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-2]):
        ahead = tokens[index + 2 :]
        plate = ahead[1:2] and ahead[1].text.lower() in ("background", "box", "ground", "plate", "bar")
        over = tokens[index + 1].text.lower() == "on" and ahead[0].kind == "color" and not plate
        letters = token.kind in ("color", "quote") or token.is_a("noun", *_TEXTS) or token.text.lower() in _LETTERS
        if letters and over and ahead[0].value in _DARK:
            found[index + 2] = replace(ahead[0], kind="ground", value="plate")
        elif over and (token.kind == "quote" or token.is_a("noun", *_TEXTS)):
            found[index + 2] = replace(ahead[0], kind="unknown", value=ahead[0].text)
    return found


def _dresses(said: Sequence[Token]) -> bool:
    """ "配上字幕，黄色的，字小一点：…": how the lines are to look, and nothing else, in Chinese."""
    plain = {"ground", "relative", "opacity", "verb", "break", "noun", "aloft", *_BARE}
    nouns = all(
        other.is_a("noun", *_TEXTS, "letter_size", "color", "position") for other in said if other.kind == "noun"
    )
    done = all(other.is_a("verb", "add", "move", "show", "use", "make") for other in said if other.kind == "verb")
    han = any(is_han(other.text[0]) for other in said if other.is_a("noun", "caption"))
    return han and nouns and done and all(other.kind in plain for other in said)


@when("lines")
def _with_captions(tokens: list[Token]) -> list[Token]:
    """ "Captions, one after the other: "A", "B"": the comma parts nothing, and in turn is how captions are shown."""
    found = list(tokens)
    at = next((index for index, token in enumerate(tokens) if token.kind == "lines"), None)
    if at is None:
        return found
    for index, token in enumerate(tokens[:at]):
        if token.text.lower() in _SHOWN:
            found[index] = replace(token, kind="function")
        bare = all(other.kind in _BARE or other.text.lower() in (*_SHOWN, ":") for other in tokens[index + 1 : at])
        noun = index > 0 and tokens[index - 1].is_a("noun", *_TEXTS)
        if token.kind == "break" and token.text in ",，:：" and _dresses(tokens[:at]):
            found[index] = replace(token, kind="mark")
        if token.kind == "break" and token.text in ",:：" and noun and bare:
            found[index] = replace(token, kind="mark")
    return found


STEPS: tuple[Step, ...] = (
    _with_captions,
    _with_seconds,
    _with_lines,
    _with_named,
    _with_adverbs,
    _with_popping,
    _with_plates,
    _with_beneath,
    _with_whole_fades,
    _with_second_fades,
)
"""In this order."""
