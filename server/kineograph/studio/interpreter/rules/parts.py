"""Which part or clip is meant by what was done right before: the parts of what was split ("cut it at 8 seconds, the
second half in black and white"), the clip that was said to be too long."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.general import OPEN, Reference
from kineograph.studio.interpreter.drafts.layers import Volume
from kineograph.studio.interpreter.drafts.playing import Backwards, Cutout, Speed, Splitting


def part_of_split(clause: Clause, field: str) -> Reference | None:
    """The part that the clause names; None where it names none, or nothing was split."""
    portions = clause.free("portion")
    splitting = _split_before(clause) if len(portions) == 1 else None
    if splitting is None:
        return None
    clause.store(portions[0], field)
    whole = splitting.target.is_open and not splitting.target.kind
    place = 1 if portions[0].value == "first" else -1
    clause.target, clause.topic = Reference((place,), every=whole, beyond="part"), "clip"
    return clause.target


def _split_before(clause: Clause) -> Splitting | None:
    before, found = clause.previous, None
    while before is not None and before.sentence + 1 >= clause.sentence:
        cuts = [draft for draft in before.drafts if isinstance(draft, Splitting)]
        if cuts and (found is None or found.target.is_open):
            found = cuts[0]  # "把第二张拆成两半，从第8秒切": of that clip
        before = before.previous if cuts or before.target.beyond == "part" else None
    return found


def played_before(clause: Clause) -> Reference:
    """ "中间那段太长，只要前4秒", "clip.mp4静音，掐掉后3秒": of the clip that the sentence was about."""
    before = clause.previous
    near = before is not None and (before.sentence == clause.sentence or before.sentence < 0)
    if before is None or not near or before.topic != "clip" or clause.has("noun"):
        return OPEN
    played = all(isinstance(draft, Speed | Backwards | Volume | Cutout) for draft in before.drafts) or before.says(
        "trim"
    )
    complained = before.has("relative") or (bool(before.drafts) and played)
    return before.target if complained and not before.target.is_open and not clause.has("pronoun") else OPEN
