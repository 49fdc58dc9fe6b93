"""``interpret(text, scene)``: an instruction → typed edits, a report in its language, and the ledger of its tokens.

Clauses are resolved one by one, each whole or not at all; what they leave open is filled with defaults that are said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kineograph.studio.interpreter import (
    bullets,
    calling,
    captioning,
    choosing_zh,
    counting,
    creating,
    hanging,
    naming,
    neighbours,
    placing,
    referring,
    reporting,
    resolve,
    trailing,
    whereabouts,
)
from kineograph.studio.interpreter import drafts as d
from kineograph.studio.interpreter.clauses import Clause
from kineograph.studio.interpreter.closing import creates, is_clean, leftovers, said_in_passing
from kineograph.studio.interpreter.doing import DOERS
from kineograph.studio.interpreter.ledger import Entry
from kineograph.studio.interpreter.lexer import is_han, lex
from kineograph.studio.interpreter.normalise import Normal, normalise
from kineograph.studio.interpreter.reading import read
from kineograph.studio.interpreter.remembering import clause_before, focus_after, restored
from kineograph.studio.interpreter.resolve import Plan, Said, Unresolved
from kineograph.studio.interpreter.scene import ClauseRead, Interpretation, Scene
from kineograph.studio.interpreter.tokens import State, Token
from kineograph.studio.interpreter.vocabulary import Language
from kineograph.studio.interpreter.wording import Outcome, write
from kineograph.timeline.apply import apply_all
from kineograph.timeline.edits import Edit, Redo, Undo
from kineograph.timeline.targets import EditError

MAX_CHARACTERS = 4000
_KNOWN = dict.fromkeys(("TOO_SHORT", "OUT_OF_RANGE"), "bad_duration") | {"TOO_LONG": "too_long_video"}
_KNOWN |= {"NO_DATES": "no_dates"}
_LAID = (
    "title",
    "text",
    "caption",
    "music",
    "transition",
    "motion",
    "sound",
    "voice",
    "narration",
    "logo",
    "watermark",
)
_GENERAL = ("picture", "clip", "video", "make", "change", "edit", "use", "create", "turn", "show", "add")


@dataclass(slots=True)
class _Work:
    """An instruction being carried out."""

    scene: Scene
    plan: Plan
    said: str = ""
    held: dict[int, Said] = field(default_factory=dict)
    remarks: list[Said] = field(default_factory=list)


def interpret(text: str, scene: Scene) -> Interpretation:
    """What ``text`` asks of the project in ``scene``. Never raises on words: what it cannot do, the report says."""
    if len(text) > MAX_CHARACTERS:
        report = write(language_of(text[:MAX_CHARACTERS]), Outcome(too_long=len(text)))
        return Interpretation((), report, focus=scene.focus)
    normal = normalise(text)
    clauses = read(
        _tokens(normal, scene), clause_before(scene, lambda said, told: read(_tokens(normalise(said), scene), told))
    )
    work = _Work(scene, Plan.of(scene), text)
    steps = _history(clauses, work)
    if steps is None:
        _carry_out(clauses, work)
    edits: tuple[Edit | Undo | Redo, ...] = work.plan.edits if steps is None else steps
    outcome = _outcome(normal, clauses, work, edits)
    done = [clause for clause in clauses if is_clean(clause) and clause.number not in work.held]
    focus = focus_after(text, done, work.plan, edits)
    read_as = tuple(_read_as(normal, clause, work) for clause in clauses)
    return Interpretation(edits, write(_language(normal), outcome), _ledger(clauses, work), focus, read_as)


def _tokens(normal: Normal, scene: Scene) -> tuple[Token, ...]:
    text, names = normal.original, tuple(media.name for media in scene.library)
    texts = tuple(clip.text for clip in scene.timeline.texts)
    called = calling.spans(normal, texts)
    opaque = {**called, **bullets.spans(normal), **naming.spans(normal, names), **captioning.spans(normal)}
    opaque |= {start: token for start, token in referring.spans(normal, scene).items() if _is_free(token, opaque)}
    tokens = calling.gather(reporting.gather(lex(normal, opaque)), normal, texts)
    tokens = calling.renamed(tokens, text)
    tokens = naming.gather(trailing.gather(captioning.gather(tokens, text), text), names)
    tokens = choosing_zh.gather(counting.gather(tokens, scene), scene)
    return restored(whereabouts.beside_footage(neighbours.with_places(tokens), scene), scene)


def _is_free(token: Token, opaque: Mapping[int, Token]) -> bool:
    return not any(other.start < token.end and token.start < other.end for other in opaque.values())


def language_of(text: str) -> Language:
    """Chinese where there are at least as many Chinese characters as words of another script, quotes aside."""
    return _language(normalise(text))


def _language(normal: Normal) -> Language:
    bare = list(normal.folded)
    for quote in normal.quotes:
        bare[quote.start : quote.end] = " " * (quote.end - quote.start)
    outside = "".join(bare)
    source = outside if outside.strip() else normal.folded
    characters = sum(1 for char in source if is_han(char))
    words = len("".join(" " if is_han(char) else char for char in source).split())
    return "zh" if characters and characters >= words else "en"


def _history(clauses: Sequence[Clause], work: _Work) -> tuple[Undo | Redo, ...] | None:
    """Undo and redo stand alone: what else was said refers to a state that is not here yet, and is held."""
    stepping = [clause for clause in clauses if any(isinstance(draft, d.History) for draft in clause.drafts)]
    if not any(is_clean(clause) for clause in stepping):
        return None
    steps: list[Undo | Redo] = []
    for clause in clauses:
        found = [draft for draft in clause.drafts if isinstance(draft, d.History)]
        if found and is_clean(clause):
            steps.extend(Redo(draft.steps) if draft.redo else Undo(draft.steps) for draft in found)
        elif clause.drafts and is_clean(clause):
            work.held[clause.number] = Said("after_undo")
    return tuple(steps)


def _carry_out(clauses: Sequence[Clause], work: _Work) -> None:
    clean = [clause for clause in clauses if is_clean(clause) and clause.drafts]
    if not any(creates(clause) or _would_create(clause) for clause in clauses):
        creating.begin_unasked(work.plan, clean)
    taken_back = _taken_back(clauses)
    for clause in sorted(clean, key=lambda clause: (not creates(clause), min(draft.turn for draft in clause.drafts))):
        if clause.number in taken_back:
            work.held[clause.number] = Said("taken_back")
            continue
        if _is_conditional(clause, clauses):
            work.held[clause.number] = Said("conditional", clause.text(work.said))
            continue
        if hanging.hangs(clause, work.held) or hanging.loses_exception(clause, clauses):
            work.held[clause.number] = Said("hangs_on_held")
            continue
        before = work.plan.fork()
        try:
            _carry_out_clause(clause, work, clean)
            apply_all(work.scene.timeline, work.plan.edits)
        except Unresolved as reason:
            work.plan, work.held[clause.number] = before, Said(reason.code, reason.about)
        except EditError as error:
            work.plan, work.held[clause.number] = before, _said(error)
    placing.pin(work.plan)


def _would_create(clause: Clause) -> bool:
    """ "Make a video of the first 四枚": what it should be made of was not understood."""
    some = clause.has("except", "except") or clause.has("pronoun", "rest")
    some = some or (clause.says("use", "remove") and not clause.has("noun", *_LAID) and not clause.refused)
    return not is_clean(clause) and (some or (clause.says("create", "turn") and clause.has("noun", "video")))


def _is_conditional(clause: Clause, clauses: Sequence[Clause]) -> bool:
    """ "If it is too long, cut the last one": it hangs on what nobody here can judge."""
    return any(other.sentence == clause.sentence and other.has("doubt", "condition") for other in clauses)


def _taken_back(clauses: Sequence[Clause]) -> set[int]:
    """ "Remove photo 2, no wait, photo 3": what was said just before a correction is not carried out."""
    back: set[int] = set()
    for clause in clauses:
        if clause.number and clause.has("correction"):
            back |= {other.number for other in clauses[: clause.number] if other.sentence + 1 >= clause.sentence}
    return back


def _said(error: EditError) -> Said:
    code = _KNOWN.get(error.code, "refused_edit")
    return Said(code, error.message if code == "refused_edit" else "")


def _carry_out_clause(clause: Clause, work: _Work, clean: Sequence[Clause]) -> None:
    work.plan.fresh = hanging.goes_on_adding(clause, clause.sentence)
    for draft in clause.drafts:
        if isinstance(draft, d.Create):
            creating.create(work.plan, draft, clean, work.remarks)
    for draft in clause.drafts:
        if isinstance(draft, d.Remark):
            work.remarks.append(Said(draft.code, draft.about))
        elif not isinstance(draft, d.Create | d.History):
            if work.plan.count == 0 and not isinstance(draft, d.Shape):
                raise Unresolved("nothing_yet")
            DOERS[type(draft)](work.plan, draft)


def _assumed(work: _Work, clauses: Sequence[Clause]) -> list[Said]:
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


def _outcome(normal: Normal, clauses: Sequence[Clause], work: _Work, edits: Sequence[Edit | Undo | Redo]) -> Outcome:
    outcome = Outcome(edits=tuple(edits), assumed=_assumed(work, clauses), remarks=[*work.remarks, *work.plan.remarks])
    for clause in clauses:
        _tell(outcome, clause, normal, work)
    if not (edits or outcome.held or outcome.refused or outcome.noted or outcome.remarks or outcome.assumed):
        outcome.unclear = True
    return outcome


def _tell(outcome: Outcome, clause: Clause, normal: Normal, work: _Work) -> None:
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


def _reason(normal: Normal, clause: Clause, work: _Work) -> Said | None:
    """Why the clause is held; None where it was carried out, asks for nothing, or can only be refused."""
    unknown = leftovers(clause)
    if clause.number in work.held:
        return work.held[clause.number]
    if clause.refused:
        tied = not all(isinstance(draft, d.Remark) for draft in clause.drafts)
        return Said("beside_refused") if tied else None
    if unknown and (code := _vagueness(clause)):
        return Said(code)
    return Said("not_understood", _joined(normal.original, unknown)) if unknown and _matters(clause) else None


def _read_as(normal: Normal, clause: Clause, work: _Work) -> ClauseRead:
    reason, words = _reason(normal, clause, work) or Said(""), clause.text(normal.original)
    drafts, refused = tuple(zip(clause.authors, clause.drafts, strict=True)), tuple(clause.refused)
    if reason.code.startswith(d.REFUSED):
        reason, refused = Said(""), (*refused, (words, reason.code.removeprefix(d.REFUSED)))
    return ClauseRead(clause.number, words, drafts, reason.code, reason.about, refused)


def _vagueness(clause: Clause) -> str:
    """ "Edit my video", "remove the photo": every word is known, and yet it does not say what or which; else empty."""
    left = leftovers(clause)
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


def _ledger(clauses: Sequence[Clause], work: _Work) -> tuple[Entry, ...]:
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
            written = replace(token, text=work.said[token.start : token.end])
            entries.append(Entry(written, state, where, clause.number))
    return tuple(entries)
