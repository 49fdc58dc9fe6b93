"""What a clip should do, said of the clip itself: "c.jpg should open the video", "b.jpg as the finale", "pop f.jpg in
before the clip".

English says such things with everyday words that mean nothing by themselves; here they become verbs and places before
the sentence is parted into clauses. Each only where its whole frame is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending import excepting_en, removing
from kineograph.studio.interpreter.mending.steps import Step, when

_MODALS = frozenset({"can", "could", "may", "might", "must", "should", "will", "would", "to"})
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
_POINTERS = frozenset({"ordinal", "name", "beyond"})
_STRETCHING = ("stretch", "drag", "draw", "spread")
_MORE = {"more": "longer", "extra": "longer", "less": "shorter", "fewer": "shorter"}
_RUNNING = ("run", "runs", "go", "goes", "goes on")
_ENDS = ".;!?\n"
_RESULTS = frozenset({"so it", "so it's", "so that it", "so that it's", "so they", "so that they", "so"})
_BOTH = frozenset({"both", "both of them", "the two", "the two of them", "those two", "these two"})
_LASTING = frozenset({"duration", "clock", "limit", "equal"})


@when(*_OPENING, *_ROLES, *_PUTTING, *_MORE, *_RUNNING, "stretch", "in", "place", "out", "at", "everyone", "everybody")
def _with_roles(tokens: list[Token]) -> list[Token]:
    """ "c.jpg should open the video", "b.jpg as the finale", "pop f.jpg in before the clip"."""
    found = list(tokens)
    pointed = False
    for index, token in enumerate(tokens):
        word = token.text.lower()
        if word in _OPENING and not pointed and (begins := _begins_with(tokens, index)):
            _begin(found, index, begins)
        elif word in _OPENING and pointed and _takes_video(tokens, index):
            found[index] = replace(token, kind="verb", value=_OPENING[word])
        elif word in _ROLES and token.kind == "unknown" and pointed:
            found[index] = replace(token, kind="edge", value=_ROLES[word])
        elif word in _PUTTING and _puts(tokens, index):
            found[index] = replace(token, kind="verb", value=_PUTTING[word])
        elif found[index] is token:
            found[index] = _alone(tokens, index, token)
        pointed = token.kind != "break" and (pointed or token.kind in ("ordinal", "name"))
    return found


@when("cut", "split", also="verb")
def _with_a_cut(tokens: list[Token]) -> list[Token]:
    """ "Put a cut at 5 seconds", "make a split 3 seconds in": the verb is in the noun."""
    found = list(tokens)
    for index, token in enumerate(tokens[2:], 2):
        word = token.text.lower()
        put = tokens[index - 2].is_a("verb", "add", "make") and tokens[index - 1].is_a("det", "indefinite")
        if not (put and word in ("cut", "split") and token.kind == "verb"):
            continue
        ahead = list(takewhile(lambda other: other.kind != "break", tokens[index + 1 :]))
        timed = [other for other in ahead if other.kind in ("duration", "clock")]
        if len(timed) == 1 and not any(other.is_a("prep", "between") for other in ahead):
            found[index] = replace(token, value="split")
            found[index - 2] = replace(tokens[index - 2], kind="function")
    return found


@when("purpose")
def _with_results(tokens: list[Token]) -> list[Token]:
    """ "Trim the clip so that it lasts 5 seconds": to 5 seconds."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if not (token.is_a("purpose") and token.text.lower() in _RESULTS):
            continue
        time = index + 1
        while time < len(tokens) and (tokens[time].kind in _PLAIN or _is_lasting(tokens[time])):
            time += 1
        becomes = any(other.text.lower() in ("becomes", "is") for other in tokens[index:time]) or "'s" in token.text
        placed = becomes and any(other.is_a("verb", "move") for other in tokens[:index])
        goals = ("duration", "clock", "ordinal") if placed else ("duration", "clock")
        if time < len(tokens) and tokens[time].kind in goals:
            found[index] = replace(token, kind="prep", value="to")
            for place in range(index + 1, time):
                found[place] = replace(tokens[place], kind="function")
    return found


def _is_lasting(token: Token) -> bool:
    told = token.is_a("verb", "last") or token.is_a("quant", "only", "total")
    return told or token.text.lower() in ("run", "runs", "becomes", "is")


@when("shift", "backwards")
def _with_returns(tokens: list[Token]) -> list[Token]:
    """ "Play it forwards, then backwards": there and back."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if not token.text.lower().endswith(("forwards", "forward")) or token.kind not in ("shift", "backwards"):
            continue
        back = index + 1
        while back < len(tokens) and (
            tokens[back].kind in ("break", "conj", *_PLAIN) and tokens[back].text not in _ENDS
        ):
            back += 1
        if back < len(tokens) and tokens[back].is_a("verb", "reverse") and back > index + 1:
            found[index] = replace(token, kind="loop", value="boomerang")
            for place in range(index + 1, back + 1):
                found[place] = replace(tokens[place], kind="function", value="back")
    return found


@when(*_BOTH)
def _with_both(tokens: list[Token]) -> list[Token]:
    """ "Put e.jpg before d.jpg and make them both 3 seconds": the two that were named, and no more."""
    found: list[Token] = []
    named: list[Token] = []
    if sum(token.kind == "quote" for token in tokens) > 1:  # both texts
        return tokens
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        alone = following is None or following.kind not in ("noun", "det", "quote", "ordinal", "name", "edge")
        if token.text.lower() in _BOTH and alone and named and len(named) + sum(len(t.places) > 1 for t in named) == 2:
            found += _pair(token, named)
            if found and len(found) > len(named) and found[-len(named) - 1].is_a("pronoun", "them"):
                found[-len(named) - 1] = replace(found[-len(named) - 1], kind="function")
            continue
        if token.kind in ("ordinal", "name"):
            named.append(token)
        elif token.kind == "break" and token.text in _ENDS and not _goes_on(tokens, index + 1):
            named = []
        found.append(token)
    return found


def _goes_on(tokens: Sequence[Token], start: int) -> bool:
    """Whether nothing else is named up to the next stop, but "both"."""
    for token in tokens[start:]:
        if token.kind in ("ordinal", "name") or (token.kind == "break" and token.text in _ENDS):
            return False
        if token.text.lower() in _BOTH:
            return True
    return False


def _pair(token: Token, named: Sequence[Token]) -> list[Token]:
    """The clips that were named, in the place of one word."""
    return [
        replace(each, start=token.start + place, end=token.end if place == len(named) - 1 else token.start + place + 1)
        for place, each in enumerate(named)
    ]


@when("nothing")
def _without_rest(tokens: list[Token]) -> list[Token]:
    """ "…, nothing else"."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if token.text.lower() == "nothing" and _is_alone(tokens, index):
            found[index] = replace(token, kind="function", value="nothing")
            found[index + 1] = replace(tokens[index + 1], kind="function", value="else")
    return found


def _begin(found: list[Token], index: int, begins: int) -> None:
    found[index] = replace(found[index], kind="verb", value=_OPENING[found[index].text.lower()])
    for place in range(index + 1, begins):
        found[place] = replace(found[place], kind="function", value="with")


def _alone(tokens: Sequence[Token], index: int, token: Token) -> Token:
    """The token by what stands right beside it."""
    word = token.text.lower()
    before = tokens[index - 1] if index else None
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if word in _MORE and before is not None and before.kind == "duration" and not _goes_to(following, "or", "than"):
        return replace(token, kind="relative", value=_MORE[word])
    if word == "stretch" and before is not None and before.kind in ("det", "quant", "neg") and token.kind == "verb":
        return replace(token, kind="noun", value="part")
    added = before is not None and before.kind == "name" and _ends(following)
    start = next((at + 1 for at in range(index - 1, -1, -1) if tokens[at].kind == "break"), 0)
    if word == "in" and added and not any(other.kind == "verb" for other in tokens[start:index]):
        return replace(token, kind="verb", value="add")
    if word == "place" and before is not None and before.kind == "ordinal":
        return replace(token, kind="noun", value="position")
    if word == "out" and any(other.text.lower() in _STRETCHING for other in tokens[max(0, index - 3) : index]):
        return replace(token, kind="function")
    if _says_at_all(tokens, index if word == "at" else index - 1):
        return replace(token, kind="function")
    if word in ("everyone", "everybody") and following is not None and following.kind == "except":
        return replace(token, kind="quant", value="all")
    return replace(token, kind="verb", value="last") if word in _RUNNING and _lasts(tokens, index) else token


def _says_at_all(tokens: Sequence[Token], index: int) -> bool:
    """ "… not move at all."."""
    words = [token.text.lower() for token in tokens[max(0, index) : index + 2]]
    return words == ["at", "all"] and (index + 2 >= len(tokens) or tokens[index + 2].kind in ("break", "conj"))


def _ends(following: Token | None) -> bool:
    return following is None or following.kind in ("break", "conj", "polite")


def _goes_to(following: Token | None, *words: str) -> bool:
    return following is not None and following.text.lower() in words


def _lasts(tokens: Sequence[Token], index: int) -> bool:
    """ "The video should run for exactly 1:15"; not "the river runs"."""
    start = next((at + 1 for at in range(index - 1, -1, -1) if tokens[at].kind == "break"), 0)
    if any(token.kind in ("content", "verb") for token in tokens[start:index]):
        return False
    ahead = [token for token in tokens[index + 1 : index + 5] if token.kind not in (*_PLAIN, "prep", "quant", "neg")]
    return bool(ahead) and (ahead[0].kind in _LASTING or ahead[0].is_a("relative", "longer", "shorter"))


def _takes_video(tokens: Sequence[Token], index: int) -> bool:
    """ "Open the video", "close it", "should start"; not "start at 3 seconds", "open with"."""
    ahead = [token for token in tokens[index + 1 : index + 4] if token.kind not in _PLAIN]
    if not ahead or ahead[0].kind in ("break", "conj"):
        return tokens[index - 1].text.lower() in _MODALS
    told = ahead[0].is_a("noun", *_WHOLE) or ahead[0].is_a("pronoun", "it") or ahead[0].text.lower() == "things"
    return told and (len(ahead) < 2 or ahead[1].kind in ("break", "conj", "polite"))


def _begins_with(tokens: Sequence[Token], index: int) -> int:
    """ "Start the video with photo 3", "open things on the clip": where the clip is named; 0 where it is not so."""
    place = index + 1
    while place < len(tokens) and tokens[place].kind in _PLAIN:
        place += 1
    if place + 1 >= len(tokens) or not (
        tokens[place].is_a("noun", "video") or tokens[place].text.lower() in ("it", "things", "everything", "show")
    ):
        return 0
    place += 1
    if tokens[place].text.lower() not in ("with", "on", "by showing"):
        return 0
    place += 1
    while place < len(tokens) and tokens[place].kind in _PLAIN:
        place += 1
    return place if place < len(tokens) and tokens[place].kind in _POINTERS else 0


def _puts(tokens: Sequence[Token], index: int) -> bool:
    """ "Pop f.jpg in before the clip", "bump e.jpg to the front": a clip, and where it goes."""
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


STEPS: tuple[Step, ...] = (
    _with_roles,
    _without_rest,
    _with_returns,
    _with_a_cut,
    _with_results,
    _with_both,
    removing.scrapped,
    removing.gather,
    *excepting_en.STEPS,
)
"""In this order."""
