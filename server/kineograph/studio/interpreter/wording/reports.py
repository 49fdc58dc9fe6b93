"""What the studio says about an instruction, in its language: tables of phrases and how to fill them.

Knows no grammar and decides nothing; what happened comes in as an :class:`Outcome`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kineograph.studio.interpreter.doing.resolve import Said
from kineograph.studio.interpreter.lexing.vocabulary import Language, vocabulary
from kineograph.studio.interpreter.scene import Report
from kineograph.studio.interpreter.wording.editwords import phrase
from kineograph.studio.interpreter.wording.errorwords import refusal
from kineograph.studio.interpreter.wording.phrases import HELD, REMARKS, text_of
from kineograph.studio.interpreter.wording.questions import OPTIONS, QUESTIONS
from kineograph.timeline.edits import Edit, Redo, Undo

_PRECEDENCE = (
    "no_media",
    "nothing_yet",
    "no_words",
    "each_or_total",
    "out_of_range",
    "no_half",
    "no_middle",
    "which_clip",
    "which_state",
    "conditional",
    "which_stretch",
    "which_end",
    "cut_or_keep",
    "which_moment",
    "which_length",
    "seamless_one",
    "swap_two",
    "sort_by",
    "no_dates",
    "which_transition",
    "no_replacement",
    "which_upload",
    "replace_which",
    "replace_or_swap",
    "no_sound",
    "lines_count",
    "no_logo",
    "no_mark",
    "no_inset",
    "no_effect",
    "which_music",
    "nothing_new",
    "no_such_file",
    "no_text",
    "not_understood",
)


@dataclass(slots=True)
class Outcome:
    """What happened, before it is put into words."""

    edits: tuple[Edit | Undo | Redo, ...] = ()
    held: list[tuple[str, Said]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    remarks: list[Said] = field(default_factory=list)
    assumed: list[Said] = field(default_factory=list)
    unclear: bool = False
    too_long: int = 0


def write(language: Language, outcome: Outcome) -> Report:
    """The report of an outcome."""
    if outcome.too_long:
        return Report(language, held=(text_of(HELD, language, "too_long", str(outcome.too_long)),))
    refused = [*outcome.refused, *_refused_in_passing(outcome.remarks)]
    asked = _asked(outcome)
    remarks = [said for said in outcome.remarks if not said.code.startswith("refused:")]
    return Report(
        language,
        applied=tuple(phrase(edit, language) for edit in outcome.edits),
        held=_unique(_held(language, words, said) for words, said in outcome.held),
        unsupported=_unique(_refusal(language, words, category) for words, category in refused),
        noted=_unique(
            [
                *(text_of(REMARKS, language, said.code, said.about) for said in remarks),
                *(text_of(REMARKS, language, "noted", words) for words in outcome.noted),
            ]
        ),
        assumed=_unique(text_of(REMARKS, language, said.code, said.about) for said in outcome.assumed),
        question=text_of(QUESTIONS, language, *asked) if asked else "",
        options=_options(language, *asked) if asked else (),
    )


def _unique(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines))


def _refused_in_passing(remarks: Sequence[Said]) -> list[tuple[str, str]]:
    return [(said.about, said.code.removeprefix("refused:")) for said in remarks if said.code.startswith("refused:")]


def _held(language: Language, words: str, said: Said) -> str:
    about = refusal(said.about, language) if said.code == "refused_edit" else said.about
    reason = text_of(HELD, language, said.code, about)
    return f"“{words}”：{reason}" if language == "zh" else f"“{words}”: {reason}"


def _refusal(language: Language, words: str, category: str) -> str:
    alternative = vocabulary(language).alternatives[category]
    return f"“{words}”：{alternative}" if language == "zh" else f"“{words}”: {alternative}"


def _asked(outcome: Outcome) -> tuple[str, str] | None:
    """At most one question, about what stands most in the way: its code and what it is about."""
    found = {said.code: said.about for _, said in outcome.held}
    for code in _PRECEDENCE:
        if code in found:
            return code, found[code]
    if found.keys() - {"beside_refused", "after_undo"} or (outcome.unclear and not outcome.edits):
        return "unclear", ""
    return None


def _options(language: Language, code: str, about: str) -> tuple[str, ...]:
    pair = OPTIONS.get(code, ((), ()))
    return tuple(text.replace("{0}", about) for text in pair[0 if language == "en" else 1])
