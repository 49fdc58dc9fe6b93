"""What becomes of a planner's answer: clauses that were held are carried out, or offered, and it is said who read them.

A clause is carried out whole or not at all, and only where its own words bear the operations out and the timeline takes
them. What takes something away is never done on a planner's word: it becomes the one question of the turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kineograph.studio.interpreter.doing.resolve import Said
from kineograph.studio.interpreter.interpreting import interpret
from kineograph.studio.interpreter.lexing.vocabulary import Language
from kineograph.studio.interpreter.planner.planning import HeldClause, read_answer
from kineograph.studio.interpreter.planner.vouching import doubts
from kineograph.studio.interpreter.scene import Focus, Interpretation, Report, Scene
from kineograph.studio.interpreter.wording.editwords import phrase
from kineograph.studio.interpreter.wording.phrases import pick
from kineograph.studio.interpreter.wording.reports import Outcome, write
from kineograph.timeline.apply import apply_all
from kineograph.timeline.clips import Timeline
from kineograph.timeline.edits import CutRange, Edit, Redo, RemoveClips, ReplaceClip, Undo
from kineograph.timeline.span import seconds_text
from kineograph.timeline.targets import EditError

_DESTRUCTIVE = frozenset({"cut_range", "trim", "replace_clip"})
_ADDED = ("read by the planner: “{words}” as “{what}”", "由规划器理解：“{words}”即“{what}”")
_OFFER = (
    "The planner reads “{words}” as “{what}”. That takes something away, so it was not done. Is it what you mean?",
    "规划器把“{words}”理解为“{what}”。这会去掉内容，所以没有执行。您是这个意思吗？",
)
_SAY = (" Then say “{sentence}”.", "如果是，请说“{sentence}”。")
_JOINT = ("; ", "；")


@dataclass(slots=True)
class _Adopted:
    timeline: Timeline
    edits: list[Edit] = field(default_factory=list)
    done: dict[int, str] = field(default_factory=dict)
    offer: tuple[HeldClause, tuple[Edit, ...]] | None = None


def adopt(found: Interpretation, held: Sequence[HeldClause], answer: str, scene: Scene) -> Interpretation:
    """The interpretation with what the planner's answer adds to it; ``scene``: the project as it is once the edits that
    were understood are done. The same one where the answer adds nothing."""
    language, work = found.report.language, _Adopted(scene.timeline)
    for clause, edits in read_answer(answer, held, scene.library):
        here = replace(scene, timeline=work.timeline)
        after = _after(work.timeline, edits)
        if after is None or after == work.timeline or doubts(clause.words, clause.tokens, edits, here):
            continue
        if any(_takes_away(edit) for edit in edits):
            work.offer = work.offer or (clause, edits)
            continue
        work.timeline = after
        work.edits.extend(edits)
        work.done[clause.number] = _added(clause, edits, language)
    if not (work.done or work.offer):
        return found
    clauses = tuple(replace(each, held="", about="") if each.number in work.done else each for each in found.clauses)
    # what was spoken of before a planner did something is not what a later "it" means
    focus = Focus() if work.edits else found.focus
    adopted = replace(found, edits=(*found.edits, *work.edits), clauses=clauses, focus=focus)
    report = _reported(adopted, work)
    here = replace(scene, timeline=work.timeline)
    return replace(adopted, report=_with_offer(report, *work.offer, here) if work.offer else report)


def _after(timeline: Timeline, edits: Sequence[Edit]) -> Timeline | None:
    try:
        return apply_all(timeline, edits)
    except EditError:
        return None


def _takes_away(edit: Edit) -> bool:
    return edit.op in _DESTRUCTIVE or edit.op.startswith("remove_")


def _added(clause: HeldClause, edits: Sequence[Edit], language: Language) -> str:
    return pick(_ADDED, language).format(words=clause.words, what=_what(edits, language))


def _what(edits: Sequence[Edit], language: Language) -> str:
    return pick(_JOINT, language).join(phrase(edit, language) for edit in edits)


def _reported(adopted: Interpretation, work: _Adopted) -> Report:
    """The report with what was done, and no word of what is no longer held."""
    left = [(clause.words, Said(clause.held, clause.about)) for clause in adopted.clauses if clause.held]
    report = adopted.report
    told = write(report.language, Outcome(edits=adopted.edits, held=left))
    return replace(
        report,
        applied=told.applied,
        held=told.held,
        assumed=(*report.assumed, *work.done.values()),
        question=told.question,
        options=told.options,
    )


def _with_offer(report: Report, clause: HeldClause, edits: tuple[Edit, ...], scene: Scene) -> Report:
    """The report with the offer as its question, and with a sentence to say, if there is one that does exactly this."""
    language = report.language
    question = pick(_OFFER, language).format(words=clause.words, what=_what(edits, language))
    sentence = pick(_JOINT, language).join(_sentence(edit, language) for edit in edits)
    if not _does(sentence, edits, scene):
        return replace(report, question=question, options=())
    return replace(report, question=question + pick(_SAY, language).format(sentence=sentence), options=(sentence,))


def _does(sentence: str, edits: Sequence[Edit], scene: Scene) -> bool:
    read = [edit for edit in interpret(sentence, scene).edits if not isinstance(edit, Undo | Redo)]
    return bool(read) and _after(scene.timeline, read) == _after(scene.timeline, edits)


def _sentence(edit: Edit, language: Language) -> str:
    """The plainest words for an edit that takes something away; "" where there are none."""
    if isinstance(edit, RemoveClips):
        return pick(_removal(edit.target), language)
    if isinstance(edit, CutRange) and edit.mode == "remove":
        start, end = seconds_text(edit.start_ms), seconds_text(edit.end_ms)
        return pick((f"cut out the part from {start} s to {end} s", f"剪掉第{start}秒到第{end}秒"), language)
    if isinstance(edit, ReplaceClip):
        name = edit.media.name
        return pick((f"replace photo {edit.target} with {name}", f"把第{edit.target}张换成{name}"), language)
    return pick(_SENTENCES.get(edit.op, ("", "")), language)


def _removal(target: Sequence[int]) -> tuple[str, str]:
    numbers = [str(number) for number in target]
    if len(numbers) == 1:
        return f"remove photo {numbers[0]}", f"删除第{numbers[0]}张"
    return f"remove photos {', '.join(numbers[:-1])} and {numbers[-1]}", f"删除第{'、'.join(numbers)}张"


_SENTENCES = {
    "remove_music": ("remove the music", "去掉音乐"),
    "remove_text": ("remove the title", "去掉标题"),
    "remove_overlay": ("remove the logo", "去掉logo"),
    "remove_sound": ("remove the voice", "去掉配音"),
}
