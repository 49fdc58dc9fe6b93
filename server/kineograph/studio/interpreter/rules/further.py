"""More of the same, less of it, or none: "a bit more", "too much", 再来一点, "take it off", "double it", said after a
look, a move, a change of loudness, of pace, of length or of size."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.clauses.closing import is_clean
from kineograph.studio.interpreter.clauses.complaints import complains
from kineograph.studio.interpreter.drafts.general import OPEN, Draft, Duration, MotionDraft, Reference, TransitionDraft
from kineograph.studio.interpreter.drafts.layers import OverlayChange, TextChange, Volume
from kineograph.studio.interpreter.drafts.looks import LookDraft, LookRemoval
from kineograph.studio.interpreter.drafts.playing import Pace, Speed
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.pointing import point
from kineograph.studio.interpreter.rules.remeasuring import of_same, remeasured

_LEAD = (
    r"(?:(?:and|now|no|nope|nah|hm+|ok|okay|well|oh|but|please|actually|make (?:it|that|this)(?: one)?|do it|"
    r"the effect|it should be|it could be|could be|can be|i'd say|still|even|just) )*"
)
_HOW = (
    r"(?:(?:just )?(?:a bit|a little|a little bit|a tad|a touch|a hair|a notch|a smidge|a tiny bit|a shade|slightly|"
    r"somewhat|even|some|much|a lot|way|far|still) )*"
)
_ZH_BIT = r"(?:一点点?|一点儿|一些|点儿?|些|一半|一下)"
_ZH_EXCESS = r"(?:过|过头|过火|多|强|重|明显|猛|浓|狠|厉害|夸张|曝|过曝|晃)"
_ZH_BACK = (
    rf"(?:(?:再|稍微?|往回|往下|给我|力度|幅度|程度|效果|强度)*(?:收|减|淡|弱|少|降|压|小|退|回|减弱|减轻|调低|收敛|回收|缓和)"
    rf"(?:回来|回去)?{_ZH_BIT}|(?:往回)?(?:收一收|收收|收回来|收敛|减一减|压一压|降一降))"
)
_MORE = re.compile(
    rf"{_LEAD}{_HOW}(?:more|stronger|more intense|heavier|more of (?:that|it)|further)"
    r"(?: (?:still|again|please|then))*|"
    r"(?:and )?(?:again|(?:once|one time|some) more)|"
    r"(?:no |nah )?(?:(?:that's|it's|that is|it is|that was|still) )*not (?:strong )?enough|"
    rf"(?:还|再|要|稍微?|更|还可以|可以|力度|幅度|程度|效果|强度)*(?:来|多|强|明显|重|浓|狠|猛|大|加强|加大|加重|增强|加){_ZH_BIT}|"
    r"(?:还|还是)?不够(?:强|明显|浓|猛|大)?|更强|更明显|再强|再多"
)
_LESS = re.compile(
    rf"{_LEAD}{_HOW}(?:less|weaker|subtler|more subtle|less intense|milder|less of (?:that|it))"
    r"(?: (?:still|again|please|then))*|"
    rf"{_LEAD}(?:(?:that's|that is|it's|it is|that was|it was) )*{_HOW}too (?:much|strong|intense|heavy)"
    r"(?: (?:now|then|though))*|"
    rf"{_LEAD}not (?:so|that|quite so|as|quite that) (?:much|strong|intense|heavy)|"
    rf"(?:(?:有点|有些|还是)?(?:太|过于)?{_ZH_EXCESS}了?)?{_ZH_BACK}|(?:有点|有些|还是)?(?:太|过于)?{_ZH_EXCESS}了"
)
_DEGREE = r"(?:much|strong|intense|heavy|big|large|long|loud|fast|slow|subtle|dark|bright)"
_TIMES = re.compile(
    rf"{_LEAD}(?:(?:that's |it's )?(?:way |a bit |far )?too {_DEGREE} )?(?:(double|twice|triple|halve|half|quadruple)"
    rf"(?: (?:it|that|this|of (?:it|that)|as {_DEGREE}|the (?:amount|strength)))?|"
    r"(?:cut|reduce) (?:it|that) (?:in|by) (half))"
    r"(?: (?:rather|please|then|instead|is enough|is plenty|will do|would do|now))*"
)
_GENTLER = re.compile(rf"{_LEAD}{_HOW}(?:gentler|softer|calmer|subtler|milder)(?: (?:please|then|still))*")
_FACTORS = {"double": 2.0, "twice": 2.0, "triple": 3.0, "quadruple": 4.0, "halve": 0.5, "half": 0.5}
_HALF = "一半"
_BIT = ("bit", "little", "slightly", "tad", "touch", "hair", "notch", "smidge", "shade", "somewhat", "点", "些", "稍微")
_MUCH = ("much more", "much less", "lot", "way", "far")
_A_BIT_MORE = ("点", "点儿", "一点", "一点点", "一点儿", "些", "一些", "些许")
_A_BIT_STRONGER = 1.25
_STEPS = {"": 0.2, "bit": 0.1, "much": 0.4}


def read(clause: Clause) -> None:
    before = clause.previous
    if clause.drafts or clause.refused or before is None or before.sentence + 1 < clause.sentence:
        return
    if remeasured(clause, before):
        return
    looks = [draft for draft in before.drafts if isinstance(draft, LookDraft)]
    if not looks and not clause.has("noun") and is_clean(before):
        _repeat(clause, before)
    if not looks or clause.has("noun"):
        return
    if clause.says("remove") and clause.has("pronoun", "it", "them"):
        _take_off(clause, looks[-1], point(clause) if clause.free("ordinal") or clause.free("name") else before.target)
        clause.trigger("target", *clause.free("verb", "remove"), *clause.free("pronoun", "it", "them"))
        return
    _follow(clause, before, looks[-1], _words(clause))


def _follow(clause: Clause, before: Clause, look: LookDraft, words: str) -> None:
    if (times := _TIMES.fullmatch(words)) is not None:
        _multiply(clause, look, _factor_of(times), before.target)
        return
    way = 1 if _MORE.fullmatch(words) else -1 if _LESS.fullmatch(words) else 0
    if (before.sentence == clause.sentence and complains(before)) or _goes_down(before, words):
        way = abs(way)
    if way:
        _go_on(clause, look, way * _step(words), _whose(clause, before), half=_HALF in words)


def _goes_down(before: Clause, words: str) -> bool:
    """ "Less music", and then "even less": further down, and not back."""
    said = "less" in words.split()
    fell = any(
        (isinstance(draft, Volume) and draft.relative and draft.level < 0)
        or (isinstance(draft, LookDraft) and any(value < 0 for _, value in draft.by))
        for draft in before.drafts
    )
    lowered = any("less" in token.text.lower().split() for token in before.tokens)
    return said and fell and (lowered or not {"even", "still"}.isdisjoint(words.split()))


def _repeat(clause: Clause, before: Clause) -> None:
    """ "A bit more", after "make the music quieter" or "speed up the clip": the same again, or back; "double it"."""
    words = _words(clause)
    way = 1 if _MORE.fullmatch(words) else -1 if _LESS.fullmatch(words) else 0
    way = abs(way) if before.sentence == clause.sentence and complains(before) else way
    way = abs(way) if _goes_down(before, words) else way
    times = _TIMES.fullmatch(words)
    factor = _factor_of(times) if times is not None else 0.0
    gentler = _GENTLER.fullmatch(words) and all(isinstance(each, MotionDraft) for each in before.drafts)
    way = -1 if gentler else way
    found = [_so_many_times(each, factor) if factor else _once_more(each, way, words) for each in before.drafts]
    again = [draft for draft in found if draft is not None]
    if not (way or factor) or not again or len(again) != len(before.drafts):
        return
    for token in clause.tokens:
        if token.kind not in LIGHT and token.kind != "break":
            clause.store(token, "amount")
    target = _whose(clause, before)
    if target != before.target and not all(isinstance(draft, MotionDraft | Duration) for draft in again):
        return
    clause.drafts.extend(of_same(draft, target) for draft in again)
    clause.target, clause.topic = target, before.topic


def _whose(clause: Clause, before: Clause) -> Reference:
    """ "第三张弱一点": of the one clip that is named; else of what was spoken of."""
    pointed = [token for token in clause.tokens if token.kind == "ordinal"]
    return Reference(pointed[0].places) if len(pointed) == 1 else before.target


def _factor_of(times: re.Match[str]) -> float:
    return _FACTORS[times[1] or times[2]]


def _once_more(draft: Draft, way: int, words: str) -> Draft | None:
    if isinstance(draft, Volume) and draft.relative and _HALF in words:
        return replace(draft, level=0.5 if way * draft.level < 0 else 1.5, relative=False, scaled=True)
    if isinstance(draft, Volume) and draft.relative:
        size = min(abs(draft.level), _STEPS["bit"]) if any(word in words for word in _BIT) else abs(draft.level)
        return replace(draft, level=round(way * size * (1 if draft.level > 0 else -1), 4))
    if isinstance(draft, Speed) and draft.guessed:
        return draft if way > 0 else replace(draft, factor=round(1 / draft.factor, 4))
    if isinstance(draft, Pace):
        back = replace(draft.duration, amount_ms=-draft.duration.amount_ms)
        return draft if way > 0 else replace(draft, factor=round(1 / draft.factor, 4), duration=back)
    if isinstance(draft, MotionDraft) and draft.kinds:
        return replace(draft, strength=None, standing=True, factor=_factor(way, words))
    if isinstance(draft, Duration) and draft.scope == "relative" and draft.amount_ms:
        return replace(draft, amount_ms=way * round(draft.amount_ms * (0.5 if _HALF in words else 1)))
    return _resized(draft, way) if "淡" not in words else None


def _resized(draft: Any, way: int) -> Draft | None:
    """A text or an overlay whose size was changed, and nothing else of it; a transition that was made longer."""
    if isinstance(draft, TransitionDraft) and draft.change_ms:
        return replace(draft, change_ms=way * draft.change_ms)
    if (
        isinstance(draft, TextChange | OverlayChange)
        and draft.look.grow
        and draft.look == _grown(draft, draft.look.grow)
    ):
        return replace(draft, look=_grown(draft, draft.look.grow**way))
    return None


def _grown(draft: TextChange | OverlayChange, factor: float) -> Any:
    """The look of nothing but another size."""
    return replace(type(draft.look)(), grow=round(factor, 4))


def _so_many_times(draft: Any, factor: float) -> Draft | None:
    """ "Double it": of how long, how loud or how large it is."""
    if isinstance(draft, Volume) and draft.relative and factor < 1:
        return replace(draft, level=round(draft.level * (factor - 1), 4))
    if isinstance(draft, MotionDraft) and draft.kinds:
        return replace(draft, strength=None, standing=True, factor=factor)
    if isinstance(draft, Volume) and draft.level > 0:
        return replace(draft, level=factor, scaled=True, relative=False)
    if isinstance(draft, Duration):
        total = draft.scope == "total"
        return Duration(0, "relative", OPEN if total else draft.target, whole=total, factor=factor)
    if isinstance(draft, TextChange | OverlayChange) and (draft.look.grow or draft.look.size):
        return replace(draft, look=_grown(draft, factor))
    if isinstance(draft, TransitionDraft) and (draft.duration_ms or draft.change_ms):
        return replace(draft, kinds=(), duration_ms=None, change_ms=0, factor=factor)
    return None


def _factor(way: int, words: str) -> float:
    """On the strength of a move."""
    if _HALF in words:
        return 0.5 if way < 0 else 1.5
    degree = any(word in words for word in _BIT)
    return (0.75 if degree else 0.6) if way < 0 else (1.25 if degree else 1.5)


def _words(clause: Clause) -> str:
    """The words of the clause, politeness and punctuation aside."""
    pointed = [token for token in clause.tokens if token.kind == "ordinal" and is_han(token.text[0])]
    aside = ("break", "polite", "ordinal") if len(pointed) == 1 else ("break", "polite")
    said = [token.text.lower() for token in clause.tokens if token.kind not in aside]
    return "".join(said) if any(word[0] > "\u2fff" for word in said if word) else " ".join(said)


def _step(words: str) -> float:
    degree = "bit" if any(word in words for word in _BIT) else "much" if any(word in words for word in _MUCH) else ""
    return _STEPS[degree]


def _go_on(clause: Clause, look: LookDraft, step: float, target: Reference, *, half: bool) -> None:
    """Every scale that was touched, further in its direction or back."""
    touched = [*look.by, *look.set_to]
    if not touched:
        return
    for token in clause.tokens:
        if token.kind not in LIGHT and token.kind != "break":
            clause.store(token, "amount")
    least = min(abs(value) for _, value in touched)
    beyond = step < 0 and -step > least and not is_han(clause.words()[0].text[0])
    if half or beyond:  # never past where it was
        by = tuple((name, round(value / 2 if step > 0 else -value / 2, 4)) for name, value in touched)
    else:
        by = tuple((name, round(step if value >= 0 else -step, 4)) for name, value in touched)
    clause.drafts.append(LookDraft(by=by, guessed=True, target=target))
    clause.target, clause.topic = target, "clip"


def _multiply(clause: Clause, look: LookDraft, factor: float, target: Reference) -> None:
    """ "Twice that", "half of it": of every scale that was touched, by so much as it was."""
    touched = [*look.by, *look.set_to]
    if not touched:
        return
    for token in clause.tokens:
        if token.kind not in LIGHT and token.kind != "break":
            clause.store(token, "amount")
    by = tuple((name, round(value * (factor - 1), 4)) for name, value in touched)
    clause.drafts.append(LookDraft(by=by, target=target))
    clause.target, clause.topic = target, "clip"


def _take_off(clause: Clause, look: LookDraft, target: Reference) -> None:
    fields = tuple(name for name, _ in (*look.set_to, *look.by))
    clause.drafts.append(LookRemoval(look.tone, fields, clause.tokens[0].text, target))
    clause.target, clause.topic = target, "clip"


def goes_further(clause: Clause, words: list[Token]) -> bool:
    """ "再放大点": more of the move that is there; not "再放大", which may be what comes next."""
    again = any(token.text == "再" and clause.after(token) in words for token in clause.tokens)
    return again and any(
        token.text in _A_BIT_MORE and clause.before(token, LIGHT - {"degree"}) in words for token in clause.tokens
    )


def claim(clause: Clause) -> float:
    """How many times as strong a move gets that goes further."""
    for token in clause.tokens:
        if token.kind == "degree" or token.text in _A_BIT_MORE:
            clause.store(token, "strength")
    return _A_BIT_STRONGER
