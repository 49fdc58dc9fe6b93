"""Questions, which change nothing: "how long is it now?", "why is there no sound?", "should the pictures be longer?".

A request in the shape of a question is none of them: "could it run backwards?", "is it possible to have it in 4K?". A
whole sentence that only asks is one token, which is answered and never carried out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.tokens import Token

_HARD = ".;!?\n"
_LONGEST = 12
_OPENING = (
    r"(?:(?:so|and|but|now|ok|okay|hey|hi|hello|hm+|um|well|wait|please|actually|by the way|btw|quick question) )*"
)
_HELPER = r"(?:is|are|was|were|do|does|did|can|could|will|would|has|have|should|am)"
_SUBJECT = r"(?:it|that|this|these|those|there|the|you|we|i|my|our|they|each|all|a|an)"
_OPEN = (
    r"(?:what|which|why|who|whose|whom|how|where|when)(?! about| if| not| (?:don't|dont) (?:you|we)| would it be if)"
)
_ASKED = re.compile(
    rf"{_OPENING}(?:{_OPEN} (?:(?!i |we |you |they |my |the user )\S+ ){{0,3}}?{_HELPER} {_SUBJECT}\b|"
    r"(?:do you know|tell me|can you tell me|could you tell me|i wonder|i was wondering|any idea) "
    r"(?:what|which|why|who|how|where|when|whether)\b|"
    r"(?:what|which|how many|how long|how much) (?:\S+ ){0,2}(?:is|are|was) (?:left|used|selected|there|playing)\b)"
)
_MARKED = re.compile(
    rf"{_OPENING}(?:(?:what|which|why|who|whose|whom)(?! about| if| not| (?:don't|dont) (?:you|we))|"
    rf"(?:how|where|when) (?:\S+ )?(?:{_HELPER}|many|much|long|big|far|often)\b|"
    r"(?:is|are|was|were|isn't|aren't|wasn't) "
    r"(?!(?:it|there) (?:a |any )?(?:possible|way|chance|ok|okay|fine)\b|you able|"
    r"there (?:a |any )?(?:possibility|option|chance|way)\b)|(?:does|did|doesn't|didn't|has|hasn't|am) |"
    r"(?:do|don't) (?:you(?! (?:mind|think you|wanna|want to))|we|they|i|these|those) |"
    r"have (?:you|we|they|i) |(?:should|will|wouldn't|shouldn't|won't) (?!you\b|we\b|i\b)|"
    r"would (?!you\b|(?:it|that) be (?:possible|ok|okay|fine|alright|all right|feasible|doable|too much)\b|"
    r"it (?:hurt|kill)\b|love|like|prefer))"
)


def gather(tokens: Sequence[Token]) -> list[Token]:
    """The tokens in their places, those of a sentence that only asks in one."""
    found: list[Token] = []
    sentence: list[Token] = []
    for token in tokens:
        if token.kind == "break" and token.value in _HARD:
            found.extend(_wondered(sentence, asked=token.value == "?"))
            found.append(token)
            sentence = []
        else:
            sentence.append(token)
    return [*found, *_wondered(sentence, asked=False)]


def _wondered(sentence: list[Token], *, asked: bool) -> list[Token]:
    if not sentence or not sentence[0].text[0].isascii():
        return sentence
    line = " ".join(token.text.lower().replace("’", "'") for token in sentence[:_LONGEST]) + " "
    if _ASKED.match(line) is None and not (asked and _MARKED.match(line)):
        return sentence
    first, last = sentence[0], sentence[-1]
    text = " ".join(token.text for token in sentence)
    return [replace(first, kind="doubt", value="wondering", end=last.end, text=text, places=())]
