"""``interpret(text, scene)``: an instruction → typed edits, a report in its language, and the ledger of its tokens.

Clauses are resolved one by one, each whole or not at all; what they leave open is filled with defaults that are said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kineograph.studio.interpreter import accounting, answering
from kineograph.studio.interpreter.accounting import Work
from kineograph.studio.interpreter.clauses import hanging
from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.clauses.closing import creates, is_clean
from kineograph.studio.interpreter.doing import creating, placing, stepping
from kineograph.studio.interpreter.doing.doing import DOERS
from kineograph.studio.interpreter.doing.resolve import Plan, Said, Unresolved
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.drafts.looks import FrameDraft
from kineograph.studio.interpreter.lexing.lexer import lex
from kineograph.studio.interpreter.lexing.normalise import Normal, normalise
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.lexing.vocabulary import Language
from kineograph.studio.interpreter.material import (
    calling,
    captioning,
    conditions,
    continuing,
    counting,
    describing,
    naming,
    referring,
    returning,
    trailing,
)
from kineograph.studio.interpreter.mending import bullets, choosing_zh, neighbours, reporting, whereabouts
from kineograph.studio.interpreter.reading import read
from kineograph.studio.interpreter.remembering import clause_before, focus_after, spoken_of
from kineograph.studio.interpreter.scene import Interpretation, Scene
from kineograph.studio.interpreter.wording.reports import Outcome, write
from kineograph.timeline.apply import apply_all
from kineograph.timeline.edits import Edit, Redo, Undo
from kineograph.timeline.targets import EditError

MAX_CHARACTERS = 4000
_HAN = re.compile("[㐀-鿿]")
_KNOWN = {"TOO_LONG": "too_long_video", "NO_DATES": "no_dates"}
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


def interpret(text: str, scene: Scene) -> Interpretation:
    """What ``text`` asks of the project in ``scene``. Never raises on words: what it cannot do, the report says."""
    if len(text) > MAX_CHARACTERS:
        report = write(language_of(text[:MAX_CHARACTERS]), Outcome(too_long=len(text)))
        return Interpretation((), report, focus=scene.focus)
    return answering.answered(text, scene, _as_said(text, scene), _as_said)


def _as_said(text: str, scene: Scene) -> Interpretation:
    normal = normalise(text)
    tokens, then = _tokens(normal, scene), scene.before
    clauses = read(tokens, clause_before(scene, lambda said, told: read(_tokens(normalise(said), then), told)))
    work = Work(scene, Plan.of(scene), text)
    steps = _history(clauses, work)
    if steps is None:
        work = _carried_out(clauses, work)
    edits: tuple[Edit | Undo | Redo, ...] = (*(steps or ()), *work.plan.edits)
    outcome = accounting.outcome(normal, clauses, work, edits)
    done = [clause for clause in clauses if is_clean(clause) and clause.number not in work.held]
    after = work.after or scene.timeline
    focus = focus_after(text, done, work.plan, edits, after) if edits else spoken_of(tokens, scene)
    focus = replace(focus, asked=answering.asked(text, outcome.held) if not edits else "")
    read_as = tuple(accounting.read_as(normal, clause, work) for clause in clauses)
    return Interpretation(edits, write(_language(normal), outcome), accounting.ledger(clauses, work), focus, read_as)


def _tokens(normal: Normal, scene: Scene) -> tuple[Token, ...]:
    text, names = normal.original, tuple(media.name for media in scene.library)
    texts = tuple(clip.text for clip in scene.timeline.texts)
    called = calling.spans(normal, texts)
    opaque = {**called, **bullets.spans(normal), **naming.spans(normal, names), **captioning.spans(normal)}
    opaque |= {start: token for start, token in referring.spans(normal, scene).items() if _is_free(token, opaque)}
    tokens = calling.gather(reporting.gather(lex(normal, opaque)), normal, texts)
    tokens = calling.renamed(tokens, text)
    tokens = naming.gather(trailing.gather(captioning.gather(tokens, text), text), names)
    tokens = choosing_zh.gather(counting.gather(describing.gather(tokens, scene), scene), scene)
    tokens = conditions.gather(neighbours.with_places(tokens), scene)
    tokens = continuing.gather(whereabouts.beside_footage(tokens, scene), scene)
    return returning.restored(tokens, scene)


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
    characters = len(_HAN.findall(source))
    words = sum(map(_is_word, _HAN.sub(" ", source).split()))
    return "zh" if characters and characters >= words else "en"


def _is_word(said: str) -> bool:
    """Not "mp4", "60fps", "1080" or "/", which are written so in every language."""
    return not any(char.isdigit() for char in said) and any(char.isalpha() for char in said) and "." not in said[1:-1]


def _history(clauses: Sequence[Clause], work: Work) -> tuple[Undo | Redo, ...] | None:
    """Undo and redo come first. What else was said refers to a state that is not here yet, and is held, but for what
    means the same in any state, which is planned."""
    back = [clause for clause in clauses if any(isinstance(draft, d.History) for draft in clause.drafts)]
    if not any(is_clean(clause) for clause in back):
        return None
    steps: list[Undo | Redo] = []
    for clause in clauses:
        found = [draft for draft in clause.drafts if isinstance(draft, d.History)]
        if found and is_clean(clause):
            steps.extend(Redo(draft.steps) if draft.redo else Undo(draft.steps) for draft in found)
        elif clause.drafts and is_clean(clause):
            if steps and stepping.needs_no_state(clause):
                _try_out(clause, work, clauses)
            else:
                work.held[clause.number] = Said("after_undo")
    return tuple(steps)


def _carried_out(clauses: Sequence[Clause], work: Work) -> Work:
    """All clauses at once; one after the other where the timeline refuses an edit, to see whose it is."""
    _carry_out(clauses, work)
    try:
        work.after = apply_all(work.scene.timeline, work.plan.edits)
    except EditError:
        work = Work(work.scene, Plan.of(work.scene), work.said, checking=True)
        _carry_out(clauses, work)
        work.after = apply_all(work.scene.timeline, work.plan.edits)
    return work


def _carry_out(clauses: Sequence[Clause], work: Work) -> None:
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
        _try_out(clause, work, clean)
    placing.pin(work.plan)


def _try_out(clause: Clause, work: Work, clean: Sequence[Clause]) -> None:
    """One clause, or nothing of it and why."""
    before = work.plan.fork()
    try:
        _carry_out_clause(clause, work, clean)
    except Unresolved as reason:
        work.plan, work.held[clause.number] = before, Said(reason.code, reason.about)
    except EditError as error:
        work.plan, work.held[clause.number] = before, _said(error)


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
        settled = any(claim[1] == "retracted" for claim in clause.claims.values())
        if clause.number and clause.has("correction") and not settled:
            back |= {other.number for other in clauses[: clause.number] if other.sentence + 1 >= clause.sentence}
    return back


def _said(error: EditError) -> Said:
    code = _KNOWN.get(error.code, "refused_edit")
    if error.code == "OUT_OF_RANGE" and error.message.startswith("A clip's length"):
        code = "bad_duration"
    return Said(code, error.message if code == "refused_edit" else "")


def _carry_out_clause(clause: Clause, work: Work, clean: Sequence[Clause]) -> None:
    work.plan.fresh = hanging.goes_on_adding(clause, clause.sentence)
    for draft in clause.drafts:
        if isinstance(draft, d.Create):
            creating.create(work.plan, draft, clean, work.remarks)
    for draft in clause.drafts:
        if isinstance(draft, d.Remark):
            work.remarks.append(Said(draft.code, draft.about))
        elif not isinstance(draft, d.Create | d.History):
            if work.plan.count == 0 and not isinstance(draft, d.Shape | FrameDraft):
                raise Unresolved("nothing_yet")
            DOERS[type(draft)](work.plan, draft)
    if work.checking:
        apply_all(work.scene.timeline, work.plan.edits)
