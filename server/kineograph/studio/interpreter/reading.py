"""One clause → drafts: runs the rules in order, then accounts for every token that no rule has claimed.

A clause is ``clean`` where nothing in it was left over and nothing refused; only clean clauses may change anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kineograph.studio.interpreter.clauses import Clause
from kineograph.studio.interpreter.closing import close
from kineograph.studio.interpreter.parting import split
from kineograph.studio.interpreter.rules import (
    arrange,
    captions,
    comings,
    history,
    making,
    motions,
    music,
    overlays,
    refusals,
    shape,
    sounds,
    style,
    timing,
    titles,
)
from kineograph.studio.interpreter.rules import transitions as cuts
from kineograph.studio.interpreter.tokens import Token

RULES: tuple[Callable[[Clause], None], ...] = (
    refusals.read,
    history.read,
    comings.read,
    captions.read,
    overlays.read,
    sounds.read,
    titles.read,
    music.read,
    shape.read,
    cuts.read,
    arrange.read,
    motions.read,
    timing.read,
    making.read,
    style.read,
)
_SWITCHED = (
    "music", "transition", "motion", "title", "text", "caption", "sound", "voice", "narration", "logo", "overlay",
)  # fmt: skip


def read(tokens: Sequence[Token]) -> list[Clause]:
    """The clauses of an instruction, each with its drafts, its refusals and a state for every token."""
    clauses = split(_without_adverbs(tokens))
    for clause in clauses:
        for rule in RULES:
            rule(clause)
        close(clause)
    return clauses


def _without_adverbs(tokens: Sequence[Token]) -> list[Token]:
    """ "First make it square": an order of doing, not a picture."""
    found = _with_particles(tokens)
    for index, token in enumerate(tokens[:-1]):
        opens = all(before.kind in ("polite", "break", "mark") for before in tokens[max(0, index - 1) : index])
        adverb = opens and token.kind == "ordinal" and token.text.lower() == "first"
        if adverb and (tokens[index + 1].kind == "verb" or tokens[index + 1].text == ","):
            found[index] = replace(token, kind="function")
    return found


def _with_particles(tokens: Sequence[Token]) -> list[Token]:
    """ "Turn the music off": the verb stands apart from the particle that makes it a removal, or less by so much."""
    found = list(tokens)
    verb: int | None = None
    timed = False
    for index, token in enumerate(tokens):
        if token.kind == "verb":
            verb, timed = index if token.text.lower() in ("turn", "switch", "take") else None, False
        elif token.kind in ("break", "conj"):
            verb = None
        elif token.kind == "duration":
            timed = True
        elif token.text.lower() == "off" and verb is not None:
            found[verb] = replace(tokens[verb], value="shorten" if timed else "remove")
            found[index] = replace(token, kind="function", value="off")
        elif token.text.lower() == "out" and verb is not None and tokens[verb].text.lower() in ("take", "leave"):
            found[verb] = replace(tokens[verb], kind="verb", value="remove")
            found[index] = replace(token, kind="function", value="out")
        elif token.text.lower() == "off" and index and tokens[index - 1].is_a("noun", *_SWITCHED):
            found[index] = replace(token, kind="verb", value="remove")
    return found
