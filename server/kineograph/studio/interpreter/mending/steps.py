"""Steps of mending: each sets one kind of wording right, and says without which words it has nothing to do.

A text is gone over by more than a hundred steps; with what is said in it at hand, all but a few are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token

ALWAYS = "(always)"
HAN = "(han)"
"""The sign of a text with a Chinese character."""

Mend = Callable[[list[Token]], Sequence[Token]]
Parts = Callable[[Sequence[Token]], Iterable[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Step:
    """``starts``: the signs one of which has to be there, and ``also`` one more. A sign is a token's kind, its value,
    or its text in lower case."""

    mend: Mend
    starts: frozenset[str]
    also: str = ALWAYS

    def __call__(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens in their places, some of another kind; those given stay as they are."""
        return list(self.mend(list(tokens)))


def when(*starts: str, also: str = ALWAYS) -> Callable[[Mend], Step]:
    """Makes a step of what sets tokens right."""
    return lambda mend: Step(mend, frozenset(starts), also)


def within(parts: Parts, steps: Sequence[Step], also: str = ALWAYS) -> Step:
    """One step that takes ``steps`` within each part of the text; parts are from where to where, in order."""

    def mend(tokens: list[Token]) -> list[Token]:
        for start, end in reversed([*parts(tokens)]):
            tokens[start:end] = run(tokens[start:end], steps)
        return tokens

    return Step(mend, frozenset().union(*(step.starts for step in steps)), also)


def run(tokens: Sequence[Token], steps: Iterable[Step]) -> list[Token]:
    """The tokens after all steps, in their order."""
    found, said = list(tokens), signs(tokens)
    for step in steps:
        if step.also in said and not step.starts.isdisjoint(said):
            mended = step(found)
            if mended != found:
                found, said = mended, signs(mended)
    return found


def signs(tokens: Iterable[Token]) -> set[str]:
    """All signs of a text."""
    found = {ALWAYS}
    for token in tokens:
        found |= {token.kind, token.value, token.text.lower()}
        if is_han(token.text):
            found.add(HAN)
    return found
