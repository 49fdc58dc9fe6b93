"""What belongs together across a comma or an "and": an exception and its rule, two things and their one verb."""

from __future__ import annotations

from collections.abc import Sequence

from kineograph.studio.interpreter.lexer import is_han
from kineograph.studio.interpreter.tokens import Token

_DOING = ("verb", "neg", "motion", "relative", "color", "opacity", "aloft")


def excepts(before: Sequence[Token]) -> bool:
    """ "除了标题，文字都删掉": what is left out, of what is said after it."""
    return before[0].is_a("except", "except") and not any(token.kind == "verb" for token in before)


def ends_in_verb(before: Sequence[Token], ahead: Sequence[Token]) -> bool:
    """把音乐和标题都去掉: the verb of both comes last."""
    said = any(token.kind in _DOING for token in before)
    return not said and any(token.kind in _DOING and is_han(token.text[0]) for token in ahead)
