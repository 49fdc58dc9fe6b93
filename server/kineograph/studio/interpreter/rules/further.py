"""More of the same look, less of it, or none: "a bit more", "too much", 再来一点, "take it off", said after a look."""

from __future__ import annotations

import re
from dataclasses import replace

from kineograph.studio.interpreter.clauses import LIGHT, Clause
from kineograph.studio.interpreter.complaints import complains
from kineograph.studio.interpreter.drafts import Draft, Duration, MotionDraft, Reference
from kineograph.studio.interpreter.layer_drafts import Volume
from kineograph.studio.interpreter.look_drafts import LookDraft, LookRemoval
from kineograph.studio.interpreter.playing_drafts import Pace, Speed
from kineograph.studio.interpreter.tokens import Token

_HOW = r"(?:(?:just )?(?:a bit|a little|a little bit|a tad|a touch|slightly|even|some|much|a lot|way|far|still) )*"
_ZH_BIT = r"(?:一点点?|一点儿|一些|点儿?|些|一半|一下)"
_ZH_EXCESS = r"(?:过|过头|过火|多|强|重|明显|猛|浓|狠|厉害|夸张|曝|过曝|晃)"
_ZH_BACK = (
    rf"(?:(?:再|稍微?|往回|往下|给我|力度|幅度|程度)*(?:收|减|淡|弱|少|降|压|小|退|减弱|减轻|调低|收敛|回收|缓和)"
    rf"(?:回来|回去)?{_ZH_BIT}|(?:往回)?(?:收一收|收收|收回来|收敛|减一减|压一压|降一降))"
)
_MORE = re.compile(
    rf"(?:and |now )?{_HOW}(?:more|stronger|more intense|more of (?:that|it))|(?:that's |it's )?not (?:strong )?enough|"
    rf"(?:还|再|要|稍微?|更|还可以|可以|力度|幅度|程度)*(?:来|多|强|明显|重|浓|狠|猛|大|加强|加大|加重|增强|加){_ZH_BIT}|"
    r"(?:还|还是)?不够(?:强|明显|浓|猛|大)?|更强|更明显|再强|再多"
)
_LESS = re.compile(
    rf"(?:and |now )?{_HOW}(?:less|weaker|subtler|more subtle|less intense|less of (?:that|it))|"
    rf"(?:that's |that is |it's |it is )?{_HOW}too (?:much|strong|intense|heavy)|not so (?:much|strong)|"
    rf"(?:(?:有点|有些|还是)?(?:太|过于)?{_ZH_EXCESS}了?)?{_ZH_BACK}|(?:有点|有些|还是)?(?:太|过于)?{_ZH_EXCESS}了"
)
_HALF = "一半"
_BIT = ("bit", "little", "slightly", "tad", "touch", "点", "些", "稍微")
_MUCH = ("much more", "much less", "lot", "way", "far")
_A_BIT_MORE = ("点", "点儿", "一点", "一点点", "一点儿", "些", "一些", "些许")
_A_BIT_STRONGER = 1.25
_STEPS = {"": 0.2, "bit": 0.1, "much": 0.4}


def read(clause: Clause) -> None:
    before = clause.previous
    if clause.drafts or clause.refused or before is None or before.sentence + 1 < clause.sentence:
        return
    looks = [draft for draft in before.drafts if isinstance(draft, LookDraft)]
    if not looks and not clause.has("noun"):
        _repeat(clause, before)
    if not looks or clause.has("noun"):
        return
    if clause.says("remove") and clause.has("pronoun", "it", "them"):
        _take_off(clause, looks[-1], before.target)
        return
    words = _words(clause)
    way = 1 if _MORE.fullmatch(words) else -1 if _LESS.fullmatch(words) else 0
    if before.sentence == clause.sentence and complains(before):
        way = abs(way)
    if way:
        _go_on(clause, looks[-1], way * _step(words), before.target, half=_HALF in words)


def _repeat(clause: Clause, before: Clause) -> None:
    """ "A bit more", after "make the music quieter" or "speed up the clip": the same again, or back."""
    words = _words(clause)
    way = 1 if _MORE.fullmatch(words) else -1 if _LESS.fullmatch(words) else 0
    again = [draft for draft in (_once_more(each, way, words) for each in before.drafts) if draft is not None]
    if not way or not again or len(again) != len(before.drafts):
        return
    for token in clause.tokens:
        if token.kind not in LIGHT and token.kind != "break":
            clause.store(token, "amount")
    clause.drafts.extend(_of(draft, before.target) for draft in again)
    clause.target, clause.topic = before.target, before.topic


def _of(draft: Draft, target: Reference) -> Draft:
    """Of the clips that were pointed at, where they stand now."""
    return replace(draft, target=target) if isinstance(draft, MotionDraft | Duration) else draft


def _once_more(draft: Draft, way: int, words: str) -> Draft | None:
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
    return None


def _factor(way: int, words: str) -> float:
    """On the strength of a move."""
    if _HALF in words:
        return 0.5 if way < 0 else 1.5
    degree = any(word in words for word in _BIT)
    return (0.75 if degree else 0.6) if way < 0 else (1.25 if degree else 1.5)


def _words(clause: Clause) -> str:
    """The words of the clause, politeness and punctuation aside."""
    said = [token.text.lower() for token in clause.tokens if token.kind not in ("break", "polite")]
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
    if half:
        by = tuple((name, round(value / 2 if step > 0 else -value / 2, 4)) for name, value in touched)
    else:
        by = tuple((name, round(step if value >= 0 else -step, 4)) for name, value in touched)
    clause.drafts.append(LookDraft(by=by, guessed=True, target=target))
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
