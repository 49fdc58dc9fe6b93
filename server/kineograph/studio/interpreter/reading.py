"""One clause → drafts: runs the rules in order, then accounts for every token that no rule has claimed.

A clause is ``clean`` where nothing in it was left over and nothing refused; only clean clauses may change anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import is_

from kineograph.studio.interpreter.clauses import complaints, halving, leaning
from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.clauses.closing import close
from kineograph.studio.interpreter.clauses.parting import split
from kineograph.studio.interpreter.drafts.general import Draft
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending import (
    comparing,
    corrections,
    dealing,
    enumerating,
    everyday,
    excepting,
    hearing,
    judging,
    laying,
    listing,
    looks,
    moves,
    neighbours,
    numbering,
    opening,
    pacing,
    returning,
    senses,
    settings,
    speaking_en,
    speaking_zh,
    standing,
    weighing,
    whereabouts,
    wondering,
)
from kineograph.studio.interpreter.mending.steps import Step, run
from kineograph.studio.interpreter.rules import (
    again,
    arrange,
    bounds,
    captions,
    comings,
    contrary,
    fades,
    following_fades,
    frame,
    further,
    history,
    inserting,
    lengths,
    look,
    making,
    matching,
    motions,
    music,
    ordering,
    output,
    overlays,
    playback,
    refusals,
    replacing,
    shape,
    shared_looks,
    sounds,
    sparing,
    splits,
    stretches,
    style,
    taking,
    titles,
    transitions,
    turning,
    withholding,
)

RULES: tuple[Callable[[Clause], None], ...] = (
    refusals.read,
    history.read,
    withholding.read,
    following_fades.read,
    comings.read,
    captions.read,
    overlays.read,
    output.read,
    frame.read,
    sounds.read,
    titles.read,
    music.read,
    fades.read,
    transitions.read,
    turning.read,
    look.read,
    shape.read,
    further.read,
    playback.read,
    splits.read,
    stretches.read,
    bounds.read,
    replacing.read,
    taking.read,
    matching.read,
    ordering.read,
    inserting.read,
    arrange.read,
    motions.read,
    lengths.read,
    again.read,
    making.read,
    contrary.read,
    sparing.read,
    style.read,
)


ENGLISH_STEPS: tuple[Step, ...] = (
    *opening.STEPS,
    wondering.gather,
    settings.with_pictures,
    *returning.STEPS,
    *listing.STEPS,
    excepting.gather,
    weighing.gather,
    *hearing.STEPS,
    *comparing.STEPS,
    *laying.STEPS,
    *settings.STEPS,
    *judging.STEPS,
    *looks.STEPS,
    *moves.STEPS,
    *enumerating.STEPS,
    speaking_zh.mended,
    *senses.STEPS,
    *speaking_en.STEPS,
    *everyday.STEPS,
    *standing.STEPS,
    *pacing.STEPS,
    whereabouts.gather,
    corrections.gather,
    numbering.gather,
    neighbours.gather,
    dealing.gather,
)
"""What sets wordings right before the sentence is parted, in this order."""

_ENGLISH_ONLY = frozenset(
    (
        *opening.STEPS,
        weighing.gather,
        *returning.STEPS,
        *hearing.STEPS,
        *comparing.STEPS,
        *speaking_en.STEPS,
        *standing.STEPS,
        *pacing.STEPS,
    )
)
CHINESE_STEPS = tuple(step for step in ENGLISH_STEPS if step not in _ENGLISH_ONLY)
"""The same without those that only English needs."""

_PLEASE = ("please", "pls", "kindly", "请", "麻烦", "劳驾")
_UNSPOKEN = frozenset({"name", "quote", "break", "mark", "number", "percent", "ratio", "hex"})


def read(tokens: Sequence[Token], before: Clause | None = None) -> list[Clause]:
    """The clauses of an instruction, each with its drafts, its refusals and a state for every token. ``before``: the
    clause that was spoken of last, in an earlier instruction."""
    opening, body, closing = _courtesies(tokens)
    chinese = any(is_han(token.text[0]) for token in tokens)
    english = (
        not chinese
        or sum(token.text[0].isascii() and token.text[0].isalpha() and token.kind not in _UNSPOKEN for token in tokens)
        > 1
    )
    body = run(body, ENGLISH_STEPS if english else CHINESE_STEPS)
    clauses = split((*opening, *body, *closing), before)
    place = 0
    while place < len(clauses):
        _read(clauses[place])
        two = halving.halves(clauses[place], _read)
        if two is not None:
            _put(clauses, place, two)
        leaning.settle(clauses[place], _read)
        complaints.settle(clauses[place], _read)
        place += 1
    sparing.spare(clauses)
    shared_looks.share(clauses)
    return clauses


def _put(clauses: list[Clause], place: int, two: tuple[Clause, Clause]) -> None:
    """The two in the place of one; those behind them go on from the second."""
    whole, clauses[place : place + 1] = clauses[place], two
    for clause in clauses[place + 2 :]:
        clause.number += 1
        clause.previous = two[1] if clause.previous is whole else clause.previous


def _courtesies(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token], Sequence[Token]]:
    """ "Please …", "…, thank you": what is only polite at either end, and what is said in between."""
    first = 1 if tokens and tokens[0].kind == "polite" and tokens[0].text.lower() in _PLEASE else 0
    last = len(tokens)
    while last > first and tokens[last - 1].kind in ("polite", "break"):
        last -= 1
    if not any(token.kind == "polite" for token in tokens[last:]):
        last = len(tokens)
    return tokens[:first], tokens[first:last], tokens[last:]


def _read(clause: Clause) -> None:
    for rule in RULES:
        known = tuple(clause.drafts)
        rule(clause)
        if not _are_same(known, clause.drafts):
            clause.authors = _authors(clause, known, rule.__module__.rpartition(".")[2])
    close(clause)


def _are_same(known: Sequence[Draft], drafts: Sequence[Draft]) -> bool:
    return len(known) == len(drafts) and all(map(is_, known, drafts))


def _authors(clause: Clause, known: Sequence[Draft], rule: str) -> list[str]:
    """Who left each draft: the one who had before, else the rule that has just read the clause."""
    before = list(zip(known, clause.authors, strict=True))
    return [next((author for old, author in before if old is draft), rule) for draft in clause.drafts]
