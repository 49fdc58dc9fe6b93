"""Two things of different kinds that one "remove" takes away: "remove the second picture and the caption". Set right
before the sentence is parted into clauses, where each gets the verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import when

_PLAIN = frozenset({"function", "polite", "det", "mark"})
_ENDS = ".;!?\n"
_LAYERS = ("title", "text", "caption", "credits", "watermark", "logo", "overlay", "music", "voice", "narration")


@when("remove")
def gather(tokens: list[Token]) -> list[Token]:
    """ "Remove the second picture and the caption": two things of different kinds, each taken away."""
    found: list[Token] = []
    removing = ""
    for index, token in enumerate(tokens):
        if token.kind == "verb" or (token.kind == "break" and token.text in _ENDS):
            removing = _group(tokens, index + 1) if token.is_a("verb", "remove") else ""
        joint = removing and (token.is_a("conj", "and") or token.text == ",")
        kind = _group(tokens, index + 1) if joint and not _shares_noun(tokens, index) else ""
        following = tokens[index + 1] if index + 1 < len(tokens) else token
        if kind and kind != removing and token.is_a("conj"):
            found.append(replace(token, kind="break", value=",", text=",", end=token.start + 1))
            found.append(replace(token, kind="verb", value="remove", start=token.start + 1))
            continue
        if kind and kind != removing and following.kind == "det":
            tokens = [*tokens[: index + 1], replace(following, kind="verb", value="remove"), *tokens[index + 2 :]]
        found.append(tokens[index])
        removing = kind or removing
    return found


@when("correction")
def scrapped(tokens: list[Token]) -> list[Token]:
    """ "Scrap that voice-over", "forget that title": what is named goes, and nothing is said anew."""
    found = list(tokens)
    for index, (token, following) in enumerate(pairwise(tokens)):
        word, _, that = token.text.lower().rpartition(" ")
        if word in ("scrap", "forget", "strike") and that == "that" and following.is_a("noun", *_LAYERS):
            found[index] = replace(token, kind="verb", value="remove")
    return found


def _shares_noun(tokens: Sequence[Token], joint: int) -> bool:
    """ "The first and the third text": two of a kind, whose noun is said once."""
    ahead = list(takewhile(lambda token: token.kind in (*_PLAIN, "ordinal"), reversed(tokens[:joint])))
    behind = list(takewhile(lambda token: token.kind in (*_PLAIN, "ordinal"), tokens[joint + 1 :]))
    return all(any(token.kind == "ordinal" for token in group) for group in (ahead, behind))


def _group(tokens: Sequence[Token], start: int) -> str:
    """What is named from here to the next joint: clips, or what is laid over them; empty where more is said."""
    group = list(takewhile(lambda token: token.kind != "break" and not token.is_a("conj"), tokens[start:]))
    nouns = [token for token in group if token.kind == "noun"]
    plain = all(token.kind in (*_PLAIN, "ordinal", "name", "noun") for token in group)
    its = any(token.text.lower() in ("its", "their") for token in group)
    if its or not plain or any(not token.is_a("noun", *_LAYERS, "picture", "clip") for token in nouns):
        return ""
    if any(token.is_a("noun", *_LAYERS) for token in nouns):
        return "layer"
    return "clip" if any(token.kind in ("ordinal", "name") for token in group) else ""
