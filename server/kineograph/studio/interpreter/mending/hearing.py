"""English wordings of what is heard, and of when it is, set right before the sentence is parted: "at second two", "two
seconds later", "out over the last 4", "end with a three second fade", "swap the lo-fi for corporate".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending import moments
from kineograph.studio.interpreter.mending.steps import Step, when

_HEARD = ("music", "narration", "voice", "effect", "sound", "volume")
_LAID = ("title", "text", "caption", "lower_third", "credits", "watermark", "logo", "overlay", "inset")
_SOUNDS = (".mp3", ".wav", ".m4a", ".aac")
_WIPING = ("get", "wipe", "take", "strip", "clear", "clean", "pull")
_SCREEN = ("screen", "video", "picture", "frame", "it", "image", "footage", "there", "clip", "pictures", "photos")
_GRADUALLY = ("gradually", "slowly", "softly", "gently", "smoothly")
_OPENS = frozenset({"break", "conj"})
_LIGHT = frozenset({"function", "polite", "det", "descriptor", "mark"})


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


@when("ordinal", also="window")
def _with_windows(tokens: list[Token]) -> list[Token]:
    """ "In over the first 2 seconds and out over the last 4": the last four seconds."""
    found = list(tokens)
    timed = faded = False
    for index, token in enumerate(tokens):
        if token.kind == "break" and token.text not in ",，":
            timed = faded = False
        timed = timed or token.kind == "window"
        faded = faded or token.kind in ("fade", "swell") or token.is_a("verb", "fade")
        words = token.text.lower().split()
        few = token.kind == "ordinal" and len(words) == 2 and words[0] in ("first", "last", "final")
        if timed and faded and few and _ends(tokens[index + 1] if index + 1 < len(tokens) else None):
            value = "first" if words[0] == "first" else "last"
            found[index] = replace(token, kind="window", value=value, amount=len(token.places) * 1000.0, places=())
    return found


@when("endwith", "startwith")
def _with_last_fades(tokens: list[Token]) -> list[Token]:
    """ "Let the music end with a three second fade": out; "start with a fade": in."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if not token.is_a("verb", "endwith", "startwith"):
            continue
        ahead = [*takewhile(lambda other: other.kind not in _OPENS, tokens[index + 1 :])]
        heard = any(other.is_a("noun", "music", "narration") or _is_sound(other) for other in _part(tokens, index))
        for place, other in enumerate(ahead, index + 1):
            if heard and other.is_a("fade", "fade"):
                found[place] = replace(other, value="out" if token.value == "endwith" else "in")
                found[index] = _as(token, "function")
    return found


@when("endwith", "startwith")
def _with_beginnings(tokens: list[Token]) -> list[Token]:
    """ "Let voice.mp3 begin with the clip": when it is heard, and nothing goes to the front."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if not token.is_a("verb", "startwith", "endwith"):
            continue
        before = [*takewhile(lambda other: other.kind not in _OPENS, reversed(tokens[:index]))]
        heard = any(_is_sound(other) or other.is_a("noun", "music", "voice", "narration", "effect") for other in before)
        if heard and not any(other.kind in ("fade", "swell") for other in tokens[index : index + 5]):
            found[index] = _as(token, "unknown", token.text)
    return found


@when("→", ">", also="quote")
def _with_arrows(tokens: list[Token]) -> list[Token]:
    """ "Title -> "Snow"": how it is to read from now on."""
    found = list(tokens)
    for index, token in enumerate(tokens[1:], 1):
        arrow = "".join(other.text for other in tokens[max(0, index - 2) : index])
        marks = 1 if arrow.endswith("→") else 2 if arrow in ("->", "=>") else 0
        if token.kind == "quote" and marks and index > marks and tokens[index - marks - 1].is_a("noun", *_LAID[:6]):
            found[index - 1] = replace(_as(tokens[index - 1], "verb", "change"), text="change")
    return found


@when("drop", "take", "bring", "ease", "let", "phase")
def _with_dropping(tokens: list[Token]) -> list[Token]:
    """ "Drop the music out gradually over the last 5 seconds": faded out."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if token.text.lower() not in ("drop", "take", "bring", "ease", "let", "phase"):
            continue
        ahead = [*takewhile(lambda other: other.kind not in _OPENS, tokens[index + 1 :])]
        heard = next(
            (place for place, other in enumerate(ahead) if other.is_a("noun", "music") or _is_sound(other)), -1
        )
        behind = ahead[heard + 1 :] if heard >= 0 else []
        way = [other.text.lower() for other in behind[:2]]
        if len(way) == 2 and way[0] in ("in", "out", "up", "down") and way[1] in _GRADUALLY:
            place = index + 1 + heard + 1
            found[place] = _as(behind[0], "swell", "in" if way[0] in ("in", "up") else "out")
            found[place + 1] = _as(behind[1], "function")
            found[index] = _as(token, "function")
    return found


@when("mood")
def _with_swapped(tokens: list[Token]) -> list[Token]:
    """ "Swap the lo-fi for corporate", "cinematic instead of the lo-fi": music of another mood."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if token.kind != "mood":
            continue
        part = _part(tokens, index)
        moods = [other for other in part if other.kind == "mood"]
        said = any(other.is_a("noun", "music", *_LAID) or other.kind == "own" for other in part)
        changed = any(other.is_a("verb", "swap", "change", "move") for other in part)
        if len(moods) == 2 and changed and not said and token is moods[0]:
            found[index] = _as(token, "noun", "music")
    return found


@when("away")
def _with_away(tokens: list[Token]) -> list[Token]:
    """ "Take its sound away", "b.jpg goes away": removed."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if token.text.lower() != "away" or not _ends(tokens[index + 1] if index + 1 < len(tokens) else None):
            continue
        before = [place for place in range(index) if tokens[place].kind not in _LIGHT]
        verb = next((place for place in reversed(before) if tokens[place].kind in ("verb", *_OPENS)), None)
        taken = verb is not None and tokens[verb].text.lower() in ("take", "taking", "put", "goes", "go")
        if verb is not None and taken:
            found[verb] = replace(tokens[verb], kind="verb", value="remove", text="be removed")
            found[index] = _as(token, "function")
    return found


@when("off", "off of")
def _with_off(tokens: list[Token]) -> list[Token]:
    """ "Get the caption off the screen", "wipe the words off": removed."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if token.text.lower() not in ("off", "off of") or index < 2:
            continue
        ahead = [*takewhile(lambda other: other.kind not in _OPENS, tokens[index + 1 :])]
        plain = [other for other in ahead if other.kind not in _LIGHT]
        screen = not plain or (len(plain) == 1 and plain[0].text.lower() in _SCREEN)
        before = [*takewhile(lambda other: other.kind not in _OPENS, reversed(tokens[:index]))]
        laid = any(other.is_a("noun", *_LAID) for other in before)
        verb = next((place for place in range(index - 1, -1, -1) if tokens[place].text.lower() in _WIPING), None)
        if screen and laid and verb is not None and index - verb <= len(before):
            found[verb] = replace(tokens[verb], kind="verb", value="remove", text="remove")
            found[index] = _as(token, "function")
            for place in range(index + 1, index + 1 + len(ahead)):
                found[place] = _as(tokens[place], "function")
    return found


@when("everything", "it all", "all of it")
def _with_everything(tokens: list[Token]) -> list[Token]:
    """ "Song.mp3 under everything": the whole time, as music is."""
    found = list(tokens)
    for index, token in enumerate(tokens[1:], 1):
        under = tokens[index - 1].text.lower() in ("under", "underneath", "beneath", "behind", "below", "throughout")
        if under and token.text.lower() in ("everything", "it all", "all of it"):
            part = _part(tokens, index)
            spoken = any(other.is_a("noun", *_HEARD) or other.kind == "mood" for other in part)
            if spoken or any(_is_sound(other) for other in tokens[max(0, index - 6) : index]):
                music = not any(other.is_a("noun", *_HEARD) for other in part)
                found[index] = _as(token, "function")
                found[index - 1] = _as(tokens[index - 1], *(("noun", "music") if music else ("function",)))
    return found


STEPS: tuple[Step, ...] = (
    *moments.STEPS,
    _with_windows,
    _with_last_fades,
    _with_beginnings,
    _with_arrows,
    _with_dropping,
    _with_swapped,
    _with_away,
    _with_off,
    _with_everything,
)
