"""What a verb is done to: "reverse the sharpening", "extend the background" and "change the vignette" name two things
that are understood one by one, and yet do not say together what to do.
"""

from __future__ import annotations

from collections.abc import Iterator

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.lexing.tokens import Token

_TIMED = ("reverse", "lengthen", "shorten")
_VAGUE = ("change", "move", "turn", "show", "edit")
_NAMED = ("transition", "slide", "motion", "fade", "loop")
_LOOKS = frozenset({"field", "tone", "preset", "filter", "palette"})
_FRAME = frozenset({"fit", "level", "backdrop"})
_NOUNS = ("shape", "resolution", "rate", "color")
_LASTING = ("too long", "too short")


def strays(clause: Clause) -> Iterator[Token]:
    """The verbs of the clause that cannot be done to what stands right behind them."""
    for index, token in enumerate(clause.tokens):
        if token.is_a("verb", *_TIMED) or token.kind in ("speed", "turned"):
            place, led = _object(clause, index)
            frame = place < len(clause.tokens) and clause.tokens[place].text.lower() == "frame" and token.kind == "verb"
            if frame or _is_of_look(clause, place):
                yield token
        elif token.kind == "motion" and _lasts_too_long(clause, index):
            yield token
        elif token.kind in _NAMED or token.is_a("verb", "fade", *_VAGUE):
            place, led = _object(clause, index)
            vague = token.is_a("verb", *_VAGUE)
            if led and _is_of_look(clause, place) and (not vague or _is_bare(clause, place)):
                yield token


def _lasts_too_long(clause: Clause, index: int) -> bool:
    """ "The zoom is too long": a move is as long as its clip."""
    led = index > 0 and clause.tokens[index - 1].is_a("det", "definite")
    return led and any(other.kind == "relative" and other.text.lower() in _LASTING for other in clause.tokens)


def _object(clause: Clause, index: int) -> tuple[int, bool]:
    """Where what stands right behind a token is, and whether an article stands between."""
    place = index + 1
    led = place < len(clause.tokens) and clause.tokens[place].is_a("det", "definite")
    return place + led, led


def _is_of_look(clause: Clause, place: int) -> bool:
    """Whether a look or the frame is named there; not "the black and white clip"."""
    if place >= len(clause.tokens):
        return False
    token, following = clause.tokens[place], clause.after(clause.tokens[place])
    if following is not None and following.is_a("noun", "picture", "clip", "video"):
        return False
    ground = token.is_a("function", "background") or (token.kind == "descriptor" and token.text.lower() == "quality")
    step = token.kind == "grade" and token.text.lower().endswith("ing")
    return step or token.kind in _LOOKS | _FRAME or token.is_a("noun", *_NOUNS) or ground


def _is_bare(clause: Clause, place: int) -> bool:
    """Whether it is a look, and neither how it should be nor how much of it is said behind it."""
    following = clause.after(clause.tokens[place])
    return clause.tokens[place].kind in _LOOKS and (following is None or following.kind in ("break", "conj"))
