"""Adjectives of light and colour that a wish and a complaint share: "make it a bit dark" wants what "it's a bit dark"
objects to. What stands before the adjective says which of them it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import Step, when

_WAYS = {
    **dict.fromkeys(("dark", "dim", "gloomy", "underexposed"), "brightness-"),
    **dict.fromkeys(("bright", "overexposed"), "brightness+"),
    **dict.fromkeys(("dull", "pale", "faded", "washed out"), "saturation-"),
    **dict.fromkeys(("vivid", "colorful", "colourful", "saturated"), "saturation+"),
    **dict.fromkeys(("cold", "blue", "bluish"), "warmth-"),
    **dict.fromkeys(("warm", "yellow", "yellowish"), "warmth+"),
    **dict.fromkeys(("grainy", "noisy"), "grain+"),
    **dict.fromkeys(("blurry", "blurred", "soft", "hazy"), "sharpen-"),
    **dict.fromkeys(("sharp", "crisp"), "sharpen+"),
    "flat": "contrast-",
    "harsh": "contrast+",
}
"""The adjective, and what it says the pictures have more or less of."""

_LIKED = frozenset({"vivid", "colorful", "colourful", "saturated", "bright", "sharp", "crisp", "warm"})
"""Nobody objects to these unless they are "too" or "a bit" so."""
_EFFECTS = {"blurry": "blur", "blurred": "blur", "soft": "blur", "hazy": "blur", "grainy": "grain", "noisy": "grain"}
"""Those that are effects where they are wished for."""
_DEGREES = ("a bit", "a little", "slightly", "a tad", "a touch", "somewhat", "a little bit")
_WISHED = frozenset({"should", "want", "wants", "prefer", "like", "let", "let's", "i'd like", "i want", "i would like",
                     "would like", "more", "must", "ought to", "to be", "i need", "make", "turn", "keep"})  # fmt: skip
_TOLD = frozenset({"is", "are", "it's", "was", "were", "looks", "seems", "feels", "that's", "they're", "appears",
                   "i find", "find", "came out", "too"})  # fmt: skip
_SKIPPED = frozenset({"be", "look", "it", "them", "that", "this"})
_JUDGED = ("too ", "so ", "not ", "less ", "is ", "are ", "looks ", "more ")
_AGAINST = {"+": "-", "-": "+"}


_PLAINLY = frozenset({"dark", "bright", "pale", "cold", "warm", "sharp", "crisp"})
"""Those that are no word of ours by themselves."""
_SEEN = ("picture", "clip", "video")
_POINTING = frozenset({"pronoun", "ordinal", "name", "quant"})


@when("grade", "field", *_PLAINLY)
def gather(tokens: list[Token]) -> list[Token]:
    """The tokens in their places; the adjectives as they are meant, their degree apart."""
    found: list[Token] = []
    for index, token in enumerate(tokens):
        word = _adjective(token) or _plainly(tokens, index)
        wish = _is_wish(tokens, index) if word else None
        found += [token] if wish is None else _meant(token, word, tokens[index - 1] if index else None, wish=wish)
    return found


@when("warm", "cool")
def _with_verbs(tokens: list[Token]) -> list[Token]:
    """ "Warm the stills", "cool photo 2": an order, and no epithet."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        text, following = token.text.lower(), tokens[index + 1]
        led = index == 0 or tokens[index - 1].kind in ("break", "conj", "polite")
        named = following.is_a("det", "definite", "this", "mine") or following.kind in ("ordinal", "name")
        if text in ("warm", "cool") and led and named:
            found[index] = replace(token, kind="grade", value="warmth+" if text == "warm" else "warmth-")
    return found


def _adjective(token: Token) -> str:
    """The adjective that the token is, or ends in; empty where it is none, or says already how it is meant."""
    if token.kind not in ("grade", "field"):
        return ""
    text = token.text.lower()
    word = text if text in _WAYS else "washed out" if text.endswith(" washed out") else text.rpartition(" ")[2]
    return word if word in _WAYS and not text.startswith(_JUDGED) and " too " not in text else ""


def _plainly(tokens: Sequence[Token], index: int) -> str:
    """ "Make the second one dark": of pictures, and nothing follows that it could be an epithet of."""
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    ends = following is None or following.kind in ("break", "conj", "polite")
    if token.text.lower() not in _PLAINLY or not ends:
        return ""
    before = [*takewhile(lambda other: other.kind != "break", reversed(tokens[:index]))]
    wished = any(other.is_a("verb", "make", "turn") or other.text.lower() == "should" for other in before)
    seen = all(
        other.is_a("noun", *_SEEN) for other in before if other.kind in ("noun", "quote", "motion", "transition")
    )
    pointed = any(other.kind in _POINTING or other.is_a("noun", *_SEEN) for other in before)
    return token.text.lower() if wished and seen and pointed else ""


def _is_wish(tokens: Sequence[Token], index: int) -> bool | None:
    """Whether what stands before it wishes for it (True) or tells of it (False); None where neither."""
    if tokens[index].text.lower().startswith("look ") and not any(_wishes(token) for token in tokens[:index]):
        return False
    for token in reversed(tokens[:index]):
        text = token.text.lower()
        if token.kind in ("break", "conj") and text != "and":
            return None
        if text in _SKIPPED:
            continue
        if text in _TOLD:
            return False
        if _wishes(token):
            return True
    return None


def _wishes(token: Token) -> bool:
    return token.text.lower() in _WISHED or token.is_a("verb", "make", "turn", "change")


def _meant(token: Token, word: str, before: Token | None, *, wish: bool) -> list[Token]:
    name, sign = _WAYS[word][:-1], _WAYS[word][-1]
    start = token.end - len(word)
    bit = token.text[: start - token.start].strip()
    degree = bit.lower().removeprefix("look ").strip()
    parts = (
        [replace(token, kind="degree", value="bit", end=token.start + len(bit), text=bit)] if degree in _DEGREES else []
    )
    adjective = replace(token, start=start, text=token.text[-len(word) :]) if parts else token
    mild = bool(parts) or (before is not None and before.kind == "degree")
    if wish:
        effect = _EFFECTS.get(word)
        return [*parts, replace(adjective, kind="field", value=effect) if effect else
                replace(adjective, kind="grade", value=name + sign)]  # fmt: skip
    if word in _LIKED and not mild:
        return [replace(token, kind="unknown", value=token.text)]
    if token.is_a("grade", name + _AGAINST[sign]):
        return [token]
    return [*parts, replace(adjective, kind="grade", value=name + _AGAINST[sign])]


STEPS: tuple[Step, ...] = (gather, _with_verbs)
