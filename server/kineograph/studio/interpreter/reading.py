"""One clause → drafts: runs the rules in order, then accounts for every token that no rule has claimed.

A clause is ``clean`` where nothing in it was left over and nothing refused; only clean clauses may change anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kineograph.studio.interpreter import dealing, laying, listing, mending_look, numbering
from kineograph.studio.interpreter.clauses import Clause
from kineograph.studio.interpreter.closing import close
from kineograph.studio.interpreter.drafts import Draft, Duration, TransitionDraft
from kineograph.studio.interpreter.layer_drafts import Volume
from kineograph.studio.interpreter.look_drafts import LookDraft
from kineograph.studio.interpreter.mending import mended
from kineograph.studio.interpreter.parting import split
from kineograph.studio.interpreter.playing_drafts import Pace, Speed
from kineograph.studio.interpreter.rules import (
    again,
    arrange,
    captions,
    comings,
    fades,
    following_fades,
    frame,
    further,
    history,
    inserting,
    lengths,
    look,
    making,
    motions,
    music,
    ordering,
    output,
    overlays,
    playback,
    refusals,
    replacing,
    shape,
    sounds,
    sparing,
    splits,
    stretches,
    style,
    taking,
    titles,
    transitions,
    turning,
)
from kineograph.studio.interpreter.tokens import State, Token

RULES: tuple[Callable[[Clause], None], ...] = (
    refusals.read,
    history.read,
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
    replacing.read,
    taking.read,
    ordering.read,
    inserting.read,
    arrange.read,
    motions.read,
    lengths.read,
    making.read,
    again.read,
    sparing.read,
    style.read,
)


_MENDING: tuple[Callable[[Sequence[Token]], Sequence[Token]], ...] = (
    listing.gather,
    laying.gather,
    mending_look.gather,
    mended,
    numbering.gather,
    dealing.gather,
)
"""What sets wordings right before the sentence is parted, in this order."""
_REMEDIES = (Duration, Pace, Volume, LookDraft, Speed, TransitionDraft)


def read(tokens: Sequence[Token], before: Clause | None = None) -> list[Clause]:
    """The clauses of an instruction, each with its drafts, its refusals and a state for every token. ``before``: the
    clause that was spoken of last, in an earlier instruction."""
    for mend in _MENDING:
        tokens = mend(tokens)
    clauses = split(tokens, before)
    for clause in clauses:
        for rule in RULES:
            known = list(zip(clause.drafts, clause.authors, strict=True))
            rule(clause)
            clause.authors = _authors(clause, known, rule.__module__.rpartition(".")[2])
        close(clause)
        _settle_complaint(clause)
    return clauses


def _settle_complaint(clause: Clause) -> None:
    """ "The music is too loud, turn it down": once, as the remedy says."""
    before = clause.previous
    if before is None or before.number < 0 or before.sentence + 1 < clause.sentence or not clause.drafts:
        return
    complains = any(token.text.lower().startswith("too ") for token in before.tokens) and not before.has("verb")
    alike = [type(draft) for draft in before.drafts] == [type(draft) for draft in clause.drafts]
    if complains and alike and clause.has("pronoun", "it", "them") and isinstance(clause.drafts[0], _REMEDIES):
        before.drafts, before.authors = [], []
        for token in before.tokens:
            if before.claims[token.start][0] is State.STORED:
                before.claim(token, State.TRIGGER, "complaint")


def _authors(clause: Clause, known: Sequence[tuple[Draft, str]], rule: str) -> list[str]:
    """Who left each draft: the one who had before, else the rule that has just read the clause."""
    return [next((author for old, author in known if old is draft), rule) for draft in clause.drafts]
