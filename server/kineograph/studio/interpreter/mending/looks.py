"""Words of looks, moves, transitions and the frame whose meaning hangs on their neighbours, set right before the
sentence is parted into clauses.

A verb stands apart from its particle ("cool the second photo down"), a side or a direction leans on the move before it
("pan left on the first and right on the second"), "move" is no order to put something elsewhere ("the pictures move too
much"), and what stands between the adjectives of one thing parts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.lexing.vocabulary import vocabulary
from kineograph.studio.interpreter.mending.steps import Step, when

_PADDING = frozenset({"function", "polite", "det"})
_THINGS = ("picture", "clip")
_PARTED = {
    ("cool", "down"): "warmth-",
    ("cool", "off"): "warmth-",
    ("warm", "up"): "warmth+",
    ("tone", "down"): "lower",
    ("dial", "down"): "lower",
    ("dial", "back"): "lower",
    ("bring", "down"): "lower",
    ("bring", "up"): "raise",
    ("bump", "up"): "raise",
    ("pump", "up"): "raise",
}
_UPS = ("up",)
_MEASURED = ("field", "noun", "motion", "transition", "filter", "palette", "grade")
_SIGNS = {"minus": "-", "plus": "+"}
_EPITHETS = frozenset({"strength", "descriptor", "mood", "tone", "preset", "degree"})
_HEADS = _EPITHETS | {"motion", "transition", "noun", "field", "filter", "palette"}
_CUTS = ("should", "must", "is", "will", "can", "could", "ought to")


def _next(tokens: Sequence[Token], index: int, skip: frozenset[str] = _PADDING) -> tuple[int, Token | None]:
    """The first token after ``index`` that is not of the skipped kinds, and where it stands."""
    for place in range(index + 1, len(tokens)):
        if tokens[place].kind not in skip:
            return place, tokens[place]
    return len(tokens), None


def _opens(tokens: Sequence[Token], index: int) -> bool:
    """Whether a clause may begin here."""
    before = next((token for token in reversed(tokens[:index]) if token.kind not in ("function", "correction")), None)
    return before is None or before.kind in ("break", "polite", "conj")


@when("slow", "grade", *(verb for verb, _ in _PARTED))
def _with_particles(tokens: list[Token]) -> list[Token]:
    """ "Warm the second photo up a bit", "tone the contrast down", "brighten the last one up": one word in two."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        text = token.text.lower()
        graded = token.kind == "grade" and token.text.lower().endswith("en")
        if text == "slow" and token.kind == "strength" and _opens(tokens, index):
            _slow_down(found, index)
        if not graded and (not any(text == verb for verb, _ in _PARTED) or not _opens(tokens, index)):
            continue
        reach = list(takewhile(lambda other: other.kind not in ("break", "conj", "verb"), tokens[index + 1 :]))
        for later, other in enumerate(reach, index + 1):
            value = _PARTED.get((text, other.text.lower().removeprefix("back ")))
            if value is not None and later > index + 1:
                found[index] = replace(token, kind="verb" if value in ("raise", "lower") else "grade", value=value)
                found[later] = replace(other, kind="function")
            elif graded and other.text.lower() in _UPS:
                found[later] = replace(other, kind="function")
    return found


def _slow_down(found: list[Token], index: int) -> None:
    """ "Slow the whole thing down": the speed, and no place further down."""
    reach = list(takewhile(lambda other: other.kind not in ("break", "conj", "verb"), found[index + 1 :]))
    moves = any(other.kind == "motion" or other.is_a("noun", "motion") for other in reach)
    blends = any(other.kind in ("transition", "fade") or other.is_a("noun", "transition") for other in reach)
    for later, other in enumerate(reach, index + 1):
        if other.text.lower() == "down":
            if blends:
                found[index] = replace(found[index], kind="verb", value="lengthen")
            elif not moves:
                found[index] = replace(found[index], kind="speed", value="down")
            found[later] = replace(other, kind="function")
            return
        amount = reach[later - index] if later - index < len(reach) else None
        if other.text.lower() in ("to", "by", "by half") and not (blends or moves) and _is_amount(other, amount):
            found[index] = replace(found[index], kind="speed", value="down")
            return


def _is_amount(link: Token, amount: Token | None) -> bool:
    """ "To 0.75", "by a third", "by half"."""
    return link.kind == "factor" or (amount is not None and amount.kind in ("number", "percent", "multiple", "factor"))


@when("a little")
def _with_little(tokens: list[Token]) -> list[Token]:
    """ "A little 8 second video"."""
    return [
        replace(token, kind="det", value="indefinite")
        if token.text.lower() == "a little"
        and any(each.is_a("noun", "video") for each in tokens[index + 1 : index + 3])
        else token
        for index, token in enumerate(tokens)
    ]


@when("degree", "minus", "plus", "(", "（", "wise", "by a quarter")
def _with_steps(tokens: list[Token]) -> list[Token]:
    """ "A bit more contrast", "contrast minus 10%", "contrast-wise", "by a quarter" of what does not turn."""
    found: list[Token] = []
    turns = any(token.kind == "turned" or token.is_a("verb", "turn") for token in tokens)
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        before = found[-1] if found else None
        text = token.text.lower()
        graded = before is not None and before.kind in ("field", "grade")
        if token.kind == "degree" and text.endswith(" more") and following is not None and following.kind in _MEASURED:
            middle = token.end - len("more")
            found.append(replace(token, end=middle - 1, text=token.text[:-5]))
            found.append(
                _joined(token, middle, following) or replace(token, kind="function", start=middle, text="more")
            )
        elif before is not None and before.end >= token.end and before.text.lower().startswith("more "):
            continue
        elif text in _SIGNS and graded and following is not None and following.kind in ("percent", "number"):
            found.append(replace(token, kind="mark", value=_SIGNS[text], text=_SIGNS[text], end=following.start))
        elif token.kind == "number" and _is_bracketed(tokens, index) and len(found) > 1 and found[-2].kind == "noun":
            found.append(replace(token, kind="count"))
        elif text == "wise" and (graded or (len(found) > 1 and found[-2].kind == "field" and found[-1].text == "-")):
            found.append(replace(token, kind="function"))
        elif text == "by a quarter" and not turns:
            found.append(replace(token, kind="percent", value="", amount=0.25))
        else:
            found.append(token)
    return found


def _is_bracketed(tokens: Sequence[Token], index: int) -> bool:
    """ "All images (5)"."""
    inside = 0 < index < len(tokens) - 1 and tokens[index - 1].text in "(（" and tokens[index + 1].text in ")）"
    return inside and tokens[index - 2].is_a("noun", "picture", "clip")


def _joined(token: Token, middle: int, following: Token) -> Token | None:
    """ "More contrast", "more time", where they are one word of ours."""
    known = vocabulary("en").surfaces.get(f"more {following.text.lower()}")
    if known is None or following.start > token.end + 1:
        return None
    return replace(following, kind=known[0], value=known[1], start=middle, text=f"more {following.text}", places=())


@when("undo")
def _with_restoring(tokens: list[Token]) -> list[Token]:
    """ "Go back to the original colours": of the look, and no step back."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if not token.is_a("verb", "undo"):
            continue
        _, goal = _next(tokens, index, _PADDING | {"prep", "pronoun"})
        if goal is not None and goal.kind == "plain":
            found[index] = replace(token, kind="function")
    return found


@when("indefinite", also=",")
def _with_adjectives(tokens: list[Token]) -> list[Token]:
    """ "A slow, gentle zoom", "a cool, bluish tone": of one thing."""
    found = list(tokens)
    inside = False
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.is_a("det", "indefinite"):
            inside = True
        elif token.kind == "break" and token.text == "," and inside and following is not None:
            inside = tokens[index - 1].kind in _EPITHETS and following.kind in _HEADS and _goes_on(tokens, index)
            if inside:
                found[index] = replace(token, kind="mark")
        elif token.kind not in _EPITHETS:
            inside = False
    return found


def _goes_on(tokens: Sequence[Token], comma: int) -> bool:
    """Whether the adjectives go on to a thing, rather than to the next wish."""
    reach = list(takewhile(lambda other: other.kind in _EPITHETS or other.text == ",", tokens[comma + 1 :]))
    head = tokens[comma + 1 + len(reach)] if comma + 1 + len(reach) < len(tokens) else None
    return (head is not None and head.kind in _HEADS) or any(other.kind == "preset" for other in reach)


@when("not")
def _with_exceptions(tokens: list[Token]) -> list[Token]:
    """ "Zoom in on all of them, just not on a.jpg", "but not the last one": an exception to what was said of all."""
    found: list[Token] = []
    every = False
    for index, token in enumerate(tokens):
        every = (every or token.is_a("quant", "all", "each")) and not (
            token.kind == "break" and token.value in ".;!?\n"
        )
        before = found[-1] if found else None
        led = before is not None and (before.is_a("quant", "only") or before.is_a("except", "but"))
        _, named = _next(tokens, index, _PADDING | {"prep"})
        ends = named is not None and named.kind in ("ordinal", "name")
        if every and led and before is not None and token.is_a("neg") and token.text.lower() == "not" and ends:
            text = f"{before.text} {token.text}"
            found[-1] = replace(before, kind="except", value="except", end=token.end, text=text)
        else:
            found.append(token)
    return found


@when("change", "cut")
def _with_cuts(tokens: list[Token]) -> list[Token]:
    """ "The first cut should be a push", "every change of picture": where one clip gives way to the next."""
    found = list(tokens)
    for index, token in enumerate(tokens[1:], 1):
        before, following = tokens[index - 1], tokens[index + 1] if index + 1 < len(tokens) else None
        ahead = tokens[index + 2] if index + 2 < len(tokens) else None
        leads = following is not None and following.is_a("prep", "from")
        numbered = leads and ahead is not None and ahead.kind in ("number", "ordinal")
        if token.is_a("verb", "change") and before.kind == "det" and numbered:
            found[index] = replace(token, kind="noun", value="transition")
            continue
        counted = before.kind in ("ordinal", "quant")
        told = following is not None and following.text.lower() in _CUTS
        if token.is_a("verb") and token.text.lower() in ("cut", "change") and counted and told:
            found[index] = replace(token, kind="noun", value="transition")
    return found


@when("window")
def _with_lasting(tokens: list[Token]) -> list[Token]:
    """ "The transitions should last half a second": lasting, and no stretch of the video."""
    found: list[Token] = []
    for token in tokens:
        before = next((other for other in reversed(found) if other.kind not in ("function", "neg")), None)
        spoken = before is not None and before.is_a("noun", "transition", "motion", "title", "text", "caption", "music")
        spoken = spoken or (before is not None and before.kind == "transition")
        if spoken and token.kind == "window" and token.text.lower().startswith("last "):
            middle = token.start + len("last")
            found.append(replace(token, kind="verb", value="last", end=middle, text=token.text[:4], amount=0.0))
            rest = token.text[4:].lstrip()
            found.append(replace(token, kind="duration", value=rest, start=token.end - len(rest), text=rest))
        else:
            found.append(token)
    return found


STEPS: tuple[Step, ...] = (
    _with_little,
    _with_steps,
    _with_lasting,
    _with_cuts,
    _with_exceptions,
    _with_adjectives,
    _with_particles,
    _with_restoring,
)
"""In this order."""
