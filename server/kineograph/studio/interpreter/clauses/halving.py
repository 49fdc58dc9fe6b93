"""Two wishes in one breath: "brighten the last one and crossfades of one second", 去掉字幕、第一张放大.

Where what stands on either side of a joint reads well by itself and says what it is about, they are two clauses, and no
word of the one is taken for the other. What they share keeps them together: "zoom in and brighten the last one".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.clauses.closing import is_clean
from kineograph.studio.interpreter.clauses.joints import excepts_too, fades_too
from kineograph.studio.interpreter.clauses.parting import asks
from kineograph.studio.interpreter.clauses.signs import assign_signs
from kineograph.studio.interpreter.drafts.general import Draft, Duration, MotionDraft, Remark, TransitionDraft
from kineograph.studio.interpreter.drafts.looks import FrameDraft, LookDraft, OutputDraft, TransformDraft
from kineograph.studio.interpreter.drafts.moves import FadeDraft
from kineograph.studio.interpreter.drafts.playing import Backwards, Pace, Speed
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token

_DASHES = ("-", "–", "—", "|", "/", "&", "+")
_OF_CLIPS = (LookDraft, MotionDraft, TransformDraft, FrameDraft, Speed, Pace, Backwards)
_MEASURES = LIGHT | {"ordinal", "name", "number", "duration", "clock"}
_OPENING = ("conj", "break", "mark")
_POINTING = frozenset({"ordinal", "name", "beyond", "neighbour"})
_DONE = frozenset({"motion", "tone", "preset", "grade", "turned", "static", "speed", "backwards", "duration", "field"})
_THINGS = ("picture", "clip")
_TELLING = frozenset(
    {"duration", "percent", "quote", "relative", "color", "degree", "edge", "ratio", "aspect", "container",
     "resolution", "fps", "tone", "preset", "mood", "multiple", "strength", "window", "place", "fit", "speed"}
)  # fmt: skip
"""What says how, when or how much; with it a thing is more than a member of a list."""


def halves(clause: Clause, read: Callable[[Clause], None]) -> tuple[Clause, Clause] | None:
    """The two clauses, read, that the one is; None where it is one. ``read`` reads a clause on its own."""
    for place in _joints(clause.tokens):
        before, rest = clause.tokens[:place], clause.tokens[place + 1 :]
        if not all(map(_may_ask, (before, rest))) or _is_one(before, rest):
            continue
        left = Clause(clause.number, clause.sentence, clause.tokens[:place], clause.previous, label=clause.label)
        right = Clause(clause.number + 1, clause.sentence, clause.tokens[place:], left, label=clause.label)
        for half in (left, right):
            assign_signs(half)
            read(half)
            if not is_clean(half) or not half.drafts:
                break
        else:
            if _are_two(left, right, clause):
                return left, right
    return None


def _may_ask(part: Sequence[Token]) -> bool:
    return asks(part) or any(token.kind in ("name", "clock") for token in part)


def _is_one(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Whether the joint is one of a list, or of a stretch: "between 2 s and 6 s", 第二张和第三张之间."""
    opened = next((token for token in reversed(before) if token.kind not in _MEASURES), None)
    between = (opened is not None and opened.is_a("prep", "between")) or any(
        token.is_a("prep", "between") and is_han(token.text[0]) for token in rest[:3]
    )
    first = next((token for token in rest if token.kind not in LIGHT), None)
    quoted = before[-1].kind == "quote" and first is not None and first.kind == "quote"
    return between or quoted or _lists_clips(before, rest) or fades_too(before, rest) or excepts_too(before, rest)


def _lists_clips(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "Show the first and the third photo for 4 s"; not "zoom in on the first and the last one 4 s"."""
    sides = [
        next((token for token in side if token.kind not in LIGHT and not token.is_a("noun", *_THINGS)), None)
        for side in (reversed(before), rest)
    ]
    beside = all(side is not None and side.kind in _POINTING for side in sides)
    return beside and not any(token.kind in _DONE for token in before)


def _joints(tokens: Sequence[Token]) -> Iterator[int]:
    for place in range(1, len(tokens) - 1):
        token = tokens[place]
        spaced = tokens[place - 1].end < token.start and token.end < tokens[place + 1].start
        dashed = token.kind == "mark" and token.text in _DASHES and token.value != "list" and spaced
        if token.is_a("conj", "and") or token.text == "、" or dashed:
            yield place


def _are_two(left: Clause, right: Clause, whole: Clause) -> bool:
    told = any(not isinstance(draft, Remark) for draft in right.drafts)
    if not (told or _acts(right)) or (_takes(right) and not _takes(whole) and not _acts(right)):
        return False
    if is_clean(whole) and {type(draft) for draft in whole.drafts} - {Remark} == {OutputDraft}:
        return False
    if _spares(left):
        return _acts(right) or (_measures(right) and not _is_known(right))
    if right.tokens[0].kind == "mark":
        return True
    if _goes_on_fading(left, right) and is_clean(whole):
        return False
    if all(map(_is_of_clips, (*left.drafts, *right.drafts))):
        return _stand_apart(left, right)
    return _tells(left) and (_tells(right) or not is_clean(whole))


def _goes_on_fading(left: Clause, right: Clause) -> bool:
    """ "Begin on black and fade into the first picture"."""
    first = _first(right)
    fades = first is not None and first.text.lower().startswith("fade")
    fades = fades and all(isinstance(draft, TransitionDraft) for draft in right.drafts)
    return fades and any(isinstance(draft, FadeDraft) for draft in left.drafts)


def _stand_apart(left: Clause, right: Clause) -> bool:
    """Whether neither speaks of the clips of the other: both say of which, or what they do names a thing of its own."""
    owned = _points(left) or (left.has("verb") and left.has("noun"))
    if not (_points(left) or _points(right)) and all(map(_is_look, (*left.drafts, *right.drafts))):
        return True
    leads = _first(right)
    subject = leads is not None and (leads.kind in _POINTING or leads.is_a("noun", "clip"))
    return (_points(right) and (owned or subject)) or (_acts(right) and not left.has("verb") and not _points(left))


def _takes(clause: Clause) -> bool:
    return any(draft.takes for draft in clause.drafts)


def _spares(clause: Clause) -> bool:
    """Whether it takes something away, or leaves it as it is."""
    taken = _takes(clause) or clause.has("neg") or clause.says("remove")
    return taken or all(isinstance(draft, Remark) for draft in clause.drafts)


def _acts(clause: Clause) -> bool:
    """Whether it begins with what is to be done or is not."""
    first = _first(clause)
    return first is not None and first.kind in ("verb", "neg", "fade", "grade", "motion", "static")


def _first(clause: Clause) -> Token | None:
    return next((token for token in clause.tokens if token.kind not in LIGHT and token.kind not in _OPENING), None)


def _is_known(clause: Clause) -> bool:
    """ "… and the crossfade on photo 3": something that is there."""
    return clause.tokens[1].is_a("det", "definite", "mine") and not clause.has("duration")


def _is_of_clips(draft: Draft) -> bool:
    return isinstance(draft, _OF_CLIPS) or (isinstance(draft, Duration) and draft.scope != "total")


def _is_look(draft: Draft) -> bool:
    return isinstance(draft, LookDraft)


def _points(clause: Clause) -> bool:
    """Whether it says of which clips it speaks."""
    every = clause.has("quant", "all", "each", "total") or clause.has("pronoun", "rest") or clause.has("noun", "clip")
    return every or any(token.kind in _POINTING for token in clause.tokens)


def _measures(clause: Clause) -> bool:
    """Whether it says how, or how much, and not only where."""
    return _points(clause) or any(token.kind in _TELLING - {"edge", "place"} for token in clause.tokens)


def _tells(clause: Clause) -> bool:
    """Whether it is more than the name of a thing."""
    said = any(token.kind in _TELLING for token in clause.tokens)
    said = said or any(isinstance(draft, FadeDraft) for draft in clause.drafts)
    return said or _points(clause) or ((clause.has("verb") or clause.has("neg")) and clause.has("noun"))
