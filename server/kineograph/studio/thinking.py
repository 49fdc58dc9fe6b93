"""What a turn comes to before anything is committed: words are interpreted, typed edits are taken as they are.

Where a planner is set up, it is asked once about the clauses that the interpreter holds back; what is taken of its
answer, the interpreter's own rules decide.
Typed edits apply in the given order, all or none, to the revision that they were meant for. Either way the result is
one step of the project's history, one report, and one answer of the tool, in the same shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

import anyio.to_thread

from kineograph.studio.interpreter import Focus, Interpretation, Report, Scene
from kineograph.studio.interpreter.lexing.vocabulary import Language
from kineograph.studio.interpreter.planner import adopting, planning
from kineograph.studio.interpreter.wording.editwords import phrase
from kineograph.studio.interpreter.wording.errorwords import refusal
from kineograph.studio.options import AskPlanner, Interpret
from kineograph.studio.speech import closing_text, phrases
from kineograph.timeline import EditError, History, Media, compare, summarise
from kineograph.timeline.edits import AddText, Edit, EditText, Redo, RemoveText, SetVolume, Undo
from kineograph.wire.draft import write_draft
from kineograph.wire.editcalls import CONFLICT, EditCall
from kineograph.wire.edits import BadEdits, read_edits, write_edits

QUIET_EDITS = (AddText, EditText, RemoveText, SetVolume)
MAX_CHANGES = 45
"""Told in an answer: callers take some fifty lines of each kind."""


@dataclass(frozen=True, slots=True)
class Thought:
    """What a turn comes to, not yet committed. ``failure``: why its edits cannot be applied. ``call``: the typed edits,
    where they did not come in words. ``found``: what words were read as; ``planned``: a planner had a part in it."""

    edits: tuple[Edit | Undo | Redo, ...]
    report: Report
    before: History
    after: History
    failure: EditError | None
    call: EditCall | None = None
    found: Interpretation | None = None
    planned: bool = False

    @property
    def focus(self) -> Focus:
        """What the next instruction may refer to."""
        return self.found.focus if self.found is not None else Focus()

    @property
    def is_clear(self) -> bool:
        """Whether everything was understood here, without a planner, and can be done."""
        report = self.report
        return not (self.failure or self.planned or report.held or report.unsupported or report.question)

    @property
    def is_preview(self) -> bool:
        """Whether it is only asked what would change."""
        return self.call is not None and self.call.dry_run

    @property
    def changes(self) -> bool:
        return self.after != self.before and not self.is_preview

    @property
    def acts(self) -> bool:
        """Whether the tool is called: for any edit, and for typed ones that cannot be done, too."""
        return bool(self.edits) or self.call is not None


async def think(interpret: Interpret, text: str, before: History, library: tuple[Media, ...], focus: Focus) -> Thought:
    """An instruction in words, after what was spoken of before."""
    found = await anyio.to_thread.run_sync(interpret, text, Scene(before.now, library, focus))
    return _tried(Thought(found.edits, found.report, before, before, None, found=found))


async def think_on(planner: AskPlanner, thought: Thought, library: tuple[Media, ...], focus: Focus) -> Thought:
    """The thought with what the planner reads into the clauses that were held; the same one where that is nothing.
    ``focus``: what was spoken of before."""
    found = thought.found
    if found is None or thought.failure is not None:
        return thought
    scene = Scene(thought.after.now, library, found.focus)
    held = planning.held_clauses(found, focus)
    if not held:
        return thought
    answer = await planner(planning.request_of(held, scene.timeline, library))
    adopted = await anyio.to_thread.run_sync(adopting.adopt, found, held, answer or "", scene)
    if adopted is found:
        return thought
    better = _tried(replace(thought, edits=adopted.edits, report=adopted.report, found=adopted, planned=True))
    return thought if better.failure else better


def think_typed(call: EditCall, language: str, before: History, library: tuple[Media, ...]) -> Thought:
    """Typed edits, reported in ``language``."""
    spoken: Language = "zh" if language.startswith("zh") else "en"
    none = Thought((), Report(spoken), before, before, None, call)
    if call.base_revision and call.base_revision != before.revision:
        message = f"The timeline is at revision {before.revision}, not {call.base_revision}."
        return replace(none, failure=EditError(CONFLICT, message, "Look at it as it is now."))
    try:
        edits = read_edits(list(call.edits), library)
    except BadEdits as error:
        return replace(none, failure=EditError("BAD_EDITS", f"{error}."))
    applied = tuple(edit_words(edit, spoken) for edit in edits)
    return _tried(replace(none, edits=edits, report=Report(spoken, applied=applied)))


def _tried(thought: Thought) -> Thought:
    try:
        return replace(thought, after=thought.before.do(thought.edits))
    except EditError as failure:
        return replace(thought, failure=failure)


def edit_words(edit: Edit | Undo | Redo, language: Language) -> str:
    """An edit as something that was done; spelled out where there are no words for one of its values."""
    try:
        return phrase(edit, language)
    except (TypeError, KeyError):
        (item,) = write_edits([edit])
        fields = ", ".join(f"{name} {value}" for name, value in item.items() if name != "op")
        return f"{edit.op.replace('_', ' ')} ({fields})" if fields else edit.op.replace("_", " ")


def closing(thought: Thought) -> str:
    """What is said at the end."""
    words, report = phrases(thought.report.language), thought.report
    if thought.is_preview and thought.failure is None:
        what = words.joint.join(report.applied)
        return words.preview.format(what=what)
    failure = thought.failure
    why = _why(failure, report.language) if failure else ""
    if failure is not None and failure.code == CONFLICT:
        why = f"{why} {summarise(thought.before.now)}"
    text = closing_text(report, thought.before.now, thought.after.now, why)
    return text or words.unchanged


def _why(failure: EditError, language: Language) -> str:
    """Why nothing was changed; what is wrong with typed edits is said as it is, to those who wrote them."""
    if language == "en" or failure.code in (CONFLICT, "BAD_EDITS"):
        return f"{failure.message} {failure.hint}".strip()
    return f"{refusal(failure.message, language)}。"


def is_silent(thought: Thought, rule: str) -> bool:
    if rule == "never" or not thought.is_clear or not thought.changes:
        return False
    return rule == "always" or all(isinstance(edit, QUIET_EDITS) for edit in thought.edits)


def response(thought: Thought) -> dict[str, Any]:
    """The tool's answer. A preview has ``would_apply`` and ``would_change`` in place of ``applied`` and ``changes``;
    ``revision`` is the one that stands afterwards."""
    answer: dict[str, Any] = {
        "status": "error" if thought.failure else "success",
        **{name: value for name, value in plain(asdict(thought.report)).items() if name != "language"},
        "changes": _changes(thought),
        "revision": thought.after.revision,
    }
    if thought.failure:
        failure = thought.failure
        held = [*answer["held"], f"{failure.message} {failure.hint}".strip()]
        answer |= {"applied": [], "held": held, "changes": [], "error": failure.message, "error_code": failure.code}
        if failure.code == CONFLICT:
            now = thought.before.now
            answer |= {"timeline": summarise(now), "draft": {} if now.is_empty else dict(write_draft(now).raw)}
    elif thought.is_preview:
        would = {"would_apply": answer["applied"], "would_change": answer["changes"]}
        answer |= {**would, "applied": [], "changes": [], "dry_run": True, "revision": thought.before.revision}
    return answer


def _changes(thought: Thought) -> list[str]:
    found = [change.sentence() for change in compare(thought.before.now, thought.after.now)]
    more = [f"… and {len(found) - MAX_CHANGES} more"] if len(found) > MAX_CHANGES else []
    return [*found[:MAX_CHANGES], *more]


def plain_edit(edit: Edit | Undo | Redo) -> dict[str, Any]:
    """An edit as the arguments of a tool call show it: its fields as they are."""
    fields: dict[str, Any] = plain(asdict(edit))
    return {"op": edit.op, **fields}


def plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value.value if isinstance(value, StrEnum) else value
