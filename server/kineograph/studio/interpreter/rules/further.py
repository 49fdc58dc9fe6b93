"""More of the same look, less of it, or none: "a bit more", "too much", 再来一点, "take it off", said after a look."""

from __future__ import annotations

import re
from dataclasses import replace

from kineograph.studio.interpreter.clauses import LIGHT, Clause
from kineograph.studio.interpreter.drafts import Draft, Reference
from kineograph.studio.interpreter.layer_drafts import Volume
from kineograph.studio.interpreter.look_drafts import LookDraft, LookRemoval
from kineograph.studio.interpreter.playing_drafts import Speed

_HOW = r"(?:(?:just )?(?:a bit|a little|a little bit|a tad|a touch|slightly|even|some|much|a lot|way|far|still) )*"
_MORE = re.compile(
    rf"(?:and |now )?{_HOW}(?:more|stronger|more intense|more of (?:that|it))|(?:that's |it's )?not (?:strong )?enough|"
    r"(?:还|再|要|稍微)*(?:再?来|多|强|明显|重|浓)(?:一点|一些|点)|(?:还|还是)?不够(?:强|明显)?|更强|更明显|再强|再多"
)
_LESS = re.compile(
    rf"(?:and |now )?{_HOW}(?:less|weaker|subtler|more subtle|less intense|less of (?:that|it))|"
    rf"(?:that's |that is |it's |it is )?{_HOW}too (?:much|strong|intense|heavy)|not so (?:much|strong)|"
    r"(?:再|稍微)*(?:少|弱|淡)(?:一点|一些|点)|(?:有点)?太?(?:过|过头|多|强|重|明显)了"
)
_BIT = ("bit", "little", "slightly", "tad", "touch", "点", "些", "稍微")
_MUCH = ("much more", "much less", "lot", "way", "far")
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
    if way:
        _go_on(clause, looks[-1], way * _step(words), before.target)


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
    clause.drafts.extend(again)
    clause.target, clause.topic = before.target, before.topic


def _once_more(draft: Draft, way: int, words: str) -> Draft | None:
    if isinstance(draft, Volume) and draft.relative:
        size = min(abs(draft.level), _STEPS["bit"]) if any(word in words for word in _BIT) else abs(draft.level)
        return replace(draft, level=round(way * size * (1 if draft.level > 0 else -1), 4))
    if isinstance(draft, Speed) and draft.guessed:
        return draft if way > 0 else replace(draft, factor=round(1 / draft.factor, 4))
    return None


def _words(clause: Clause) -> str:
    """The words of the clause, politeness and punctuation aside."""
    said = [token.text.lower() for token in clause.tokens if token.kind not in ("break", "polite")]
    return "".join(said) if any(word[0] > "\u2fff" for word in said if word) else " ".join(said)


def _step(words: str) -> float:
    degree = "bit" if any(word in words for word in _BIT) else "much" if any(word in words for word in _MUCH) else ""
    return _STEPS[degree]


def _go_on(clause: Clause, look: LookDraft, step: float, target: Reference) -> None:
    """Every scale that was touched, further in its direction or back."""
    touched = [*look.by, *look.set_to]
    if not touched:
        return
    for token in clause.tokens:
        if token.kind not in LIGHT and token.kind != "break":
            clause.store(token, "amount")
    by = tuple((name, round(step if value >= 0 else -step, 4)) for name, value in touched)
    clause.drafts.append(LookDraft(by=by, guessed=True, target=target))
    clause.target, clause.topic = target, "clip"


def _take_off(clause: Clause, look: LookDraft, target: Reference) -> None:
    fields = tuple(name for name, _ in (*look.set_to, *look.by))
    clause.drafts.append(LookRemoval(look.tone, fields, clause.tokens[0].text, target))
    clause.target, clause.topic = target, "clip"
