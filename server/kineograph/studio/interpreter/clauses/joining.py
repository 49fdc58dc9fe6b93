"""What belongs together across a comma or an "and": an exception and its rule, two things and their one verb."""

from __future__ import annotations

from collections.abc import Sequence

from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token

_LAID = ("title", "text", "caption", "lower_third", "credits", "watermark", "logo", "overlay", "inset")
_LOOKS = LIGHT | {"relative", "degree", "size", "color", "place", "multiple", "conj", "break", "prep", "opacity"}

_DOING = ("verb", "neg", "motion", "relative", "color", "opacity", "aloft")


def excepts(before: Sequence[Token]) -> bool:
    """ "除了标题，文字都删掉": what is left out, of what is said after it."""
    first = next((token for token in before if token.kind != "polite"), before[0])
    return first.is_a("except", "except") and not any(token.kind == "verb" for token in before)


def ends_in_verb(before: Sequence[Token], ahead: Sequence[Token]) -> bool:
    """把音乐和标题都去掉: the verb of both comes last."""
    said = any(token.kind in _DOING for token in before)
    return not said and any(token.kind in _DOING and is_han(token.text[0]) for token in ahead)


def leads(first: Sequence[Token], part: Sequence[Token]) -> bool:
    """ "A little smaller, the title": how it should look, and only then what."""
    bare = all(token.kind in _LOOKS for token in first) and not any(token.kind == "pronoun" for token in first)
    named = any(token.is_a("noun", *_LAID) for token in part) and not any(token.kind == "quote" for token in part)
    return bare and named and all(token.kind in _LOOKS | {"noun"} for token in part)


def stands_alone(part: Sequence[Token]) -> bool:
    """ "with sprinkles", 把第三张噗咔一下: nothing we know is asked for, and yet it is not part of what came before."""
    strange = any(token.kind in ("unknown", "content") for token in part)
    return strange and (part[0].is_a("prep", "with") or any(token.text in ("把", "将") for token in part[:3]))
