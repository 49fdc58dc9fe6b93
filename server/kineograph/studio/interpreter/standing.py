"""What a clip should do, said of the clip itself: "c.jpg should open the video", "b.jpg as the finale",
"only the first two should remain".

English says such things with everyday words that mean nothing by themselves; here they become verbs and places before
the sentence is parted into clauses. Each only where its whole frame is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.tokens import Token

_MODALS = frozenset({"can", "could", "may", "might", "must", "should", "will", "would"})
_OPENING = {
    **dict.fromkeys(("open", "opens", "start", "starts", "begin", "begins", "lead", "leads"), "startwith"),
    **dict.fromkeys(("close", "closes", "end", "ends", "finish", "finishes", "conclude", "concludes"), "endwith"),
}
_ROLES = {
    **dict.fromkeys(("opener", "kickoff", "kick off"), "start"),
    **dict.fromkeys(("finale", "closer", "finisher", "grand finale", "finish"), "end"),
}
_PUTTING = {"pop": "add", "slot": "add", "drop": "add", "bump": "move", "push": "move", "slide": "move"}
_PLAIN = frozenset({"function", "polite", "det", "mark"})
_WHOLE = ("video", "order")


def gather(tokens: Sequence[Token]) -> list[Token]:
    """The tokens in their places, some of another kind."""
    found = list(tokens)
    pointed = False
    for index, token in enumerate(tokens):
        word = token.text.lower()
        if word in _OPENING and pointed and _takes_video(tokens, index):
            found[index] = replace(token, kind="verb", value=_OPENING[word])
        elif word in _ROLES and token.kind == "unknown" and pointed:
            found[index] = replace(token, kind="edge", value=_ROLES[word])
        elif word in _PUTTING and _puts(tokens, index):
            found[index] = replace(token, kind="verb", value=_PUTTING[word])
        elif word == "nothing" and _is_alone(tokens, index):
            found[index] = replace(token, kind="function", value="nothing")
            found[index + 1] = replace(tokens[index + 1], kind="function", value="else")
        pointed = token.kind != "break" and (pointed or token.kind in ("ordinal", "name"))
    return found


def _takes_video(tokens: Sequence[Token], index: int) -> bool:
    """ "Open the video", "close it", "start"; not "start at 3 seconds", "open with"."""
    ahead = [token for token in tokens[index + 1 : index + 4] if token.kind not in _PLAIN]
    if not ahead or ahead[0].kind in ("break", "conj"):
        return tokens[index - 1].text.lower() in _MODALS or tokens[index - 1].text.lower() == "to"
    told = ahead[0].is_a("noun", *_WHOLE) or ahead[0].is_a("pronoun", "it") or ahead[0].text.lower() == "things"
    return told and (len(ahead) < 2 or ahead[1].kind in ("break", "conj", "polite"))


def _puts(tokens: Sequence[Token], index: int) -> bool:
    """ "Pop f.jpg in before the clip", "bump e.jpg to the top": a clip, and where it goes."""
    if index and tokens[index - 1].kind not in ("break", "conj", "polite", "function"):
        return False
    ahead = [token for token in tokens[index + 1 : index + 3] if token.kind not in _PLAIN]
    named = bool(ahead) and ahead[0].kind in ("ordinal", "name")
    for token in tokens[index + 1 :] if named else ():
        if token.kind == "break":
            return False
        if token.kind in ("edge", "shift") or token.is_a("prep", "before", "after", "between", "in", "to"):
            return True
    return False


def _is_alone(tokens: Sequence[Token], index: int) -> bool:
    """ "…, nothing else": that was all."""
    if index + 1 >= len(tokens) or tokens[index + 1].text.lower() not in ("else", "more"):
        return False
    opens = index > 0 and (tokens[index - 1].kind == "break" or tokens[index - 1].is_a("conj", "and"))
    return opens and (index + 2 == len(tokens) or tokens[index + 2].kind == "break")
