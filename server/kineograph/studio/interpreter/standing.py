"""What a clip should do, said of the clip itself: "c.jpg should open the video", "b.jpg as the finale", "pop f.jpg in
before the clip", "all of them, just not the first".

English says such things with everyday words that mean nothing by themselves; here they become verbs and places before
the sentence is parted into clauses. Each only where its whole frame is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.tokens import Token

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
_TOUCHING = ("touch", "change", "edit", "move", "lengthen", "shorten")
_LASTING = frozenset({"duration", "clock", "limit", "equal"})


def gather(tokens: Sequence[Token]) -> list[Token]:
    """The tokens in their places, some of another kind."""
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
    return _with_spared(_with_exceptions(_without_rest(found)))


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


def _with_exceptions(tokens: list[Token]) -> list[Token]:
    """ "All of them, just not a.jpg", "zoom in on all photos but not on the first": an exception."""
    found = list(tokens)
    every = False
    for index, token in enumerate(tokens):
        every = every or token.is_a("quant", "all", "each") or token.is_a("pronoun", "them")
        if token.kind == "break" and token.value != ",":
            every = False
        if not (every and index and token.is_a("neg") and token.text.lower() == "not"):
            continue
        begin = (
            index - 1 if tokens[index - 1].is_a("except", "but") or tokens[index - 1].is_a("quant", "only") else index
        )
        comma = begin > 0 and tokens[begin - 1].kind == "break"
        if (begin < index or comma) and _names_clips(tokens, index + 1):
            found[begin] = replace(tokens[begin], kind="except", value="except")
            for place in range(begin + 1, index + 1):
                found[place] = replace(tokens[place], kind="function")
            if comma:
                found[begin - 1] = replace(tokens[begin - 1], kind="mark")
    return found


def _names_clips(tokens: Sequence[Token], index: int) -> bool:
    """Whether nothing but clips is named up to the next stop."""
    named = False
    for token in tokens[index:]:
        if token.kind == "break":
            break
        named = named or token.kind in _POINTERS
        light = token.kind in _PLAIN or token.kind in ("prep", "conj") or token.is_a("noun", "picture", "clip")
        if not (token.kind in _POINTERS or light):
            return False
    return named


def _with_spared(tokens: list[Token]) -> list[Token]:
    """ "All photos 2 seconds, but leave the last alone", "remove everything. Only the first stays": an exception."""
    found = list(tokens)
    every = 0
    for index, token in enumerate(tokens):
        if token.is_a("quant", "all", "each") or token.text.lower() == "all of them":
            every = 2
        elif token.kind == "break" and token.value not in ",;":
            every -= 1
        joint = token.kind == "break" or token.is_a("except", "but") or token.is_a("conj", "and", "while")
        if every < 1 or not joint or index + 1 == len(tokens) or _is_joint(tokens[index + 1]):
            continue
        end = _spares(tokens, index + 1)
        if end:
            _spare(found, index, end)
            every = 0
    return found


def _is_joint(token: Token) -> bool:
    return token.kind == "break" or token.is_a("except", "but") or token.is_a("conj", "and")


def _spares(tokens: Sequence[Token], start: int) -> int:
    """Where a stretch ends that says of clips that they stay as they are; 0 where it says anything else."""
    keeping = pointed = negated = False
    end = start
    for end, token in enumerate((*tokens[start:], None), start):
        if token is None or token.kind == "break":
            break
        if token.is_a("conj") and not (token.is_a("conj", "and") and _points_on(tokens, end + 1)):
            break
        pointed = pointed or token.kind in _POINTERS
        negated = negated or token.is_a("neg")
        keeping = keeping or token.is_a("verb", "keep") or (negated and token.is_a("verb", *_TOUCHING))
        if not _is_sparing(tokens, end):
            return 0
    return end if keeping and pointed and tokens[start].value != "remove" else 0


def _points_on(tokens: Sequence[Token], index: int) -> bool:
    ahead = next((token for token in tokens[index:] if token.kind not in _PLAIN), None)
    return ahead is not None and ahead.kind in _POINTERS


def _is_sparing(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.kind in _PLAIN | _POINTERS or token.kind in ("neg", "conj") or token.is_a("verb", "keep", *_TOUCHING):
        return True
    coloured = token.text.lower() in ("in", "color", "colour") and token.kind in ("prep", "noun")
    light = token.is_a("noun", "picture", "clip") or token.is_a("quant", "only") or token.is_a("pronoun", "it", "them")
    return coloured or light


def _spare(found: list[Token], joint: int, end: int) -> None:
    """The stretch from the joint on as an exception from what was said before it."""
    start = joint
    while start and _is_joint(found[start - 1]):
        start -= 1
        found[start] = replace(found[start], kind="mark")
    found[joint] = replace(found[joint], kind="except", value="except")
    for place in range(joint + 1, end):
        token = found[place]
        if token.kind not in (*_POINTERS, "det", "conj") and not token.is_a("noun", "picture", "clip"):
            found[place] = replace(token, kind="function", value="spared")
