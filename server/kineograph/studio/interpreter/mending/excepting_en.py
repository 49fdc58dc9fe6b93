"""What is left out of all of them: "all of them, just not the first", "all photos 2 seconds, but leave the last one
alone".

Such a remark is an exception from what was said before it; each only where it says of clips that they stay as they are,
and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import Step, when

_PLAIN = frozenset({"function", "polite", "det", "mark"})
_HEARD = ("music", "voice", "narration", "effect", "sound")
_LAID = ("noun", "title", "text", "caption", "lower_third", "credits", "watermark")
_COUNTED = ("picture", "clip", *_LAID[1:])
_PADDING = _PLAIN | {"correction", "says", "neg"}
_POINTERS = frozenset({"ordinal", "name", "beyond"})
_TOUCHING = ("touch", "change", "edit", "move", "lengthen", "shorten")


@when("not")
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


@when("all", "each", "all of them")
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


@when("but", also="except")
def but_some(tokens: list[Token]) -> list[Token]:
    """ "Everything but the first", "all the photos but the last": an exception, not an objection."""
    found = list(tokens)
    every, whole = False, False
    for index, token in enumerate(tokens):
        if token.is_a("quant", "all", "each"):
            every = whole = True
        elif token.is_a("except", "but") and every:
            following = next((other for other in tokens[index + 1 :] if other.kind not in _PADDING), None)
            kinds = ("ordinal", "name", "number", "quote")
            named = following is not None and (following.kind in kinds or following.is_a(*_LAID, *_HEARD))
            if named:
                found[index] = replace(token, value="except")
        elif token.is_a("except", "but") and whole and _only_points(tokens[index + 1 :]):
            found[index] = replace(token, value="except")
        elif not (token.kind in _PADDING or token.is_a("noun", *_COUNTED) or token.is_a("pronoun", "them")):
            every, whole = False, whole and token.kind != "break"
    return found


def _only_points(rest: Sequence[Token]) -> bool:
    """ "All in black and white but the third": nothing more is said of it."""
    said = list(takewhile(lambda token: not (token.kind == "break" and token.text in ".;!?\n"), rest))
    pointed = any(token.kind in ("ordinal", "name") or token.is_a("noun", *_HEARD) for token in said)
    return pointed and all(
        token.kind in ("ordinal", "name", "det", "polite", "mark", "neg")
        or token.is_a("noun", *_HEARD)
        or token.is_a("noun", "picture", "clip")
        or token.is_a("conj", "and")
        or token.text.lower() in ("ones", "number")
        for token in said
    )


STEPS: tuple[Step, ...] = (
    _with_exceptions,
    _with_spared,
)
"""In this order."""
