"""What is said of an instruction that was carried out: clause by clause what was held, refused, noted and assumed, and
what became of every word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.clauses.closing import is_clean, leftovers, said_in_passing
from kineograph.studio.interpreter.doing import resolve
from kineograph.studio.interpreter.doing.resolve import Plan, Said
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.lexing.ledger import Entry
from kineograph.studio.interpreter.lexing.normalise import Normal
from kineograph.studio.interpreter.lexing.tokens import State
from kineograph.studio.interpreter.scene import ClauseRead, Scene
from kineograph.studio.interpreter.wording.reports import Outcome
from kineograph.timeline.clips import Timeline
from kineograph.timeline.edits import Edit, Redo, Undo

_GENERAL = ("picture", "clip", "video", "make", "change", "edit", "use", "create", "turn", "show", "add")


@dataclass(slots=True)
class Work:
    """An instruction being carried out. ``checking``: whether the edits are tried after every clause; ``after``: what
    the timeline becomes."""

    scene: Scene
    plan: Plan
    said: str = ""
    checking: bool = False
    held: dict[int, Said] = field(default_factory=dict)
    remarks: list[Said] = field(default_factory=list)
    after: Timeline | None = None


def _assumed(work: Work, clauses: Sequence[Clause]) -> list[Said]:
    """The defaults of the pictures that were added, where no word decided them."""
    adding = work.plan.adding
    if adding is None:
        return work.plan.said
    done = [clause for clause in clauses if is_clean(clause) and clause.number not in work.held]
    kinds = {type(draft) for clause in done for draft in clause.drafts}
    found: list[Said] = []
    if d.Duration not in kinds:
        found.append(Said("single" if len(adding.media) == 1 and adding.duration_ms == resolve.SINGLE_MS else "each"))
    specific = any(isinstance(draft, d.MotionDraft) and draft.kinds for clause in done for draft in clause.drafts)
    if not specific:
        found.append(Said("motion"))
    if len(adding.media) > 1 and d.TransitionDraft not in kinds:
        found.append(Said("crossfade"))
    return [*found, *(said for said in work.plan.said if said not in found)]


def outcome(normal: Normal, clauses: Sequence[Clause], work: Work, edits: Sequence[Edit | Undo | Redo]) -> Outcome:
    outcome = Outcome(edits=tuple(edits), assumed=_assumed(work, clauses), remarks=[*work.remarks, *work.plan.remarks])
    for clause in clauses:
        _tell(outcome, clause, normal, work)
    if not (edits or outcome.held or outcome.refused or outcome.noted or outcome.remarks or outcome.assumed):
        outcome.unclear = True
    return outcome


def _tell(outcome: Outcome, clause: Clause, normal: Normal, work: Work) -> None:
    """Adds to the outcome what is to be said of one clause."""
    words, unknown, reason = clause.text(normal.original), leftovers(clause), _reason(normal, clause, work)
    # Where more was said than the refused words, the whole clause is named: none of its words goes unmentioned.
    outcome.refused.extend((words if unknown else asked, category) for asked, category in clause.refused)
    outcome.noted.extend(normal.original[start:end].strip() for start, end in said_in_passing(clause))
    if reason is not None and reason.code.startswith(d.REFUSED):
        outcome.refused.append((words, reason.code.removeprefix(d.REFUSED)))
    elif reason is not None:
        outcome.held.append((words, reason))
    elif not is_clean(clause):
        outcome.unclear = outcome.unclear or not clause.refused


def _reason(normal: Normal, clause: Clause, work: Work) -> Said | None:
    """Why the clause is held; None where it was carried out, asks for nothing, or can only be refused."""
    unknown = leftovers(clause)
    if clause.number in work.held:
        return work.held[clause.number]
    if clause.refused:
        tied = not all(isinstance(draft, d.Remark) for draft in clause.drafts)
        return Said("beside_refused") if tied else None
    if any(token.kind == "described" for token in unknown):
        return Said("which_clip")
    if unknown and (code := _vagueness(clause)):
        return Said(code)
    return Said("not_understood", _joined(normal.original, unknown)) if unknown and _matters(clause) else None


def read_as(normal: Normal, clause: Clause, work: Work) -> ClauseRead:
    reason, words = _reason(normal, clause, work) or Said(""), clause.text(normal.original)
    drafts, refused = tuple(zip(clause.authors, clause.drafts, strict=True)), tuple(clause.refused)
    if reason.code.startswith(d.REFUSED):
        reason, refused = Said(""), (*refused, (words, reason.code.removeprefix(d.REFUSED)))
    return ClauseRead(clause.number, words, drafts, reason.code, reason.about, refused)


def _vagueness(clause: Clause) -> str:
    """ "Edit my video", "remove the photo": every word is known, and yet it does not say what or which; else empty."""
    left = leftovers(clause)
    if any(token.kind == "return" or token.is_a("verb", "redo") for token in left):
        return "which_state"
    if clause.drafts or not all(token.is_a("noun", *_GENERAL) or token.is_a("verb") for token in left):
        return ""
    verbs = {token.value for token in left if token.kind == "verb"}
    if verbs <= set(_GENERAL):
        return "vague"
    named = any(token.is_a("noun", "picture", "clip") for token in left)
    return "which_clip" if named and verbs <= {"remove", "move", "swap", "keep"} else ""


def _matters(clause: Clause) -> bool:
    return any(token.kind not in ("break", "mark") for token in leftovers(clause))


def _joined(original: str, tokens: Sequence[Any]) -> str:
    """The left-over words, neighbours together."""
    groups: list[list[int]] = []
    for token in tokens:
        if groups and not original[groups[-1][1] : token.start].strip():
            groups[-1][1] = token.end
        else:
            groups.append([token.start, token.end])
    return "|".join(original[start:end].strip() for start, end in groups)


def ledger(clauses: Sequence[Clause], work: Work) -> tuple[Entry, ...]:
    """What became of every token; in a clause that was held, nothing was stored."""
    entries: list[Entry] = []
    for clause in clauses:
        held = clause.number in work.held or not is_clean(clause)
        for token in clause.tokens:
            if token.start < 0:
                continue
            state, where = clause.claims[token.start]
            if held and state in (State.STORED, State.TRIGGER):
                state, where = State.NOT_UNDERSTOOD, "held"
            # a word that stood for another is accounted for as it was written
            said = work.said[token.start : token.end]
            written = token if token.text == said else replace(token, text=said)
            entries.append(Entry(written, state, where, clause.number))
    return tuple(entries)
