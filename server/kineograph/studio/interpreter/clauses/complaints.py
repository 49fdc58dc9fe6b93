"""A complaint and its remedy are one ask: "the music is too loud, turn it down", "the last one longer, it's too short",
片段太长了，只保留前4秒; and so are a vague wish and its measure, "a bit slower, 5 seconds each", and what is said once
more, 第四张不要了，删掉.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.clauses.closing import is_clean
from kineograph.studio.interpreter.clauses.rereading import anew, kept, restore
from kineograph.studio.interpreter.drafts import layers
from kineograph.studio.interpreter.drafts.general import Create, Draft, Duration, MotionDraft, Removal, TransitionDraft
from kineograph.studio.interpreter.drafts.looks import LookDraft, LookRemoval, TransformDraft
from kineograph.studio.interpreter.drafts.moves import FadeDraft
from kineograph.studio.interpreter.drafts.playing import Cutout, Looping, Pace, Speed
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.mending.weighing import COMPLAINT

_FAMILIES: tuple[tuple[type[Draft], ...], ...] = (
    (Duration, Pace, Speed, Cutout, Looping),
    (layers.Volume, layers.Music, layers.MusicRemoval, layers.Fading),
    (LookDraft, LookRemoval),
    (layers.TextChange, layers.TextRemoval),
    (layers.OverlayChange, layers.OverlayRemoval),
    (TransitionDraft,),
    (FadeDraft,),
    (MotionDraft,),
    (TransformDraft,),
)
_COMPLAINT = re.compile(
    r"(?:way |much |far |a bit |a little |is |are )*too .+|(?:[停放播拖闪走显展]\w{0,2}?得?)?太.+|过于.+|.*不够.*|"
    r"(?:有点(?:儿)?|有些|还是?(?:有点)?)[暗亮吵响短长小大快慢](?:了点?)?|太?[暗亮吵响短长小大快慢]了点?|"
    r"[过欠](?:曝|亮|暗)了?|[听看]不.{0,2}清楚?|"
    r"(?:(?:is|are|was|were|lies?|lying|stands?|standing|filmed|shot|taken|recorded|photographed|turned|tilted|on) .*)?"
    r"(?:side|sideways|orientation|wrong way(?: up)?|upside down|head)|"
    r"drags?.*|dragging.*|(?:takes?|lasts|stays|goes on|is on|is up) .*too long|"
    r"(?:flash|rush|fly|flies|whizz|zip|speeds|race)\w* (?:by|past).*|" + COMPLAINT.pattern
)
_MEASURES = ("duration", "percent", "number", "window", "range", "multiple", "factor", "color", "place")
_LENGTHS = frozenset({"shorter", "longer", "lengthen", "shorter_bit", "longer_bit"})
_ASIDE = frozenset({"function", "polite", "det", "mark", "break", "conj", "prep", "pronoun"})


def settle(clause: Clause, read: Callable[[Clause], None]) -> None:
    before = clause.previous
    if before is None or before.number < 0 or before.sentence + 1 < clause.sentence:
        return
    if complains(before):
        _take_remedy(clause, before, read)
    elif _gripes(before):
        _answer(clause, before)
    elif _names_cuts(before):
        _aim(clause, before)
    else:
        _join(clause, before)


def _join(clause: Clause, before: Clause) -> None:
    """Two clauses that say the same thing, or one of them why or how much."""
    if complains(clause) and _explains(clause, before):
        _silence(clause)
    elif _is_measure(clause, before):
        _silence(before)
    elif not _measure_look(clause, before) and _says_again(clause, before):
        _silence(clause)
        for token in clause.tokens:
            light = token.kind in LIGHT or token.kind in ("break", "conj")
            clause.claim(token, State.FUNCTION if light else State.TRIGGER, "" if light else "again")


def complains(clause: Clause) -> bool:
    said = any(_COMPLAINT.fullmatch(token.text.lower()) for token in clause.tokens)
    measures = [token for token in clause.tokens if token.kind in _MEASURES]
    weighed = all(_COMPLAINT.fullmatch(_next(clause, token)) for token in measures)
    told = any(token.kind == "verb" and token.value not in ("show", "last") for token in clause.tokens)
    return said and weighed and not told and not clause.has("quote")


def _next(clause: Clause, token: Token) -> str:
    """ "每张3秒太长了": what is said of the measure."""
    following = clause.after(token)
    return following.text.lower() if following is not None and following.kind == "relative" else ""


def _gripes(clause: Clause) -> bool:
    """ "Photo 3 bothers me", "that music's not my thing": what is to be done about it is said next, or not at all."""
    asked = any(token.kind == "verb" and token.value != "fade" for token in clause.tokens)
    return clause.has("gripe") and not asked and not any(clause.has(kind) for kind in (*_MEASURES, "quote"))


def _answer(clause: Clause, before: Clause) -> None:
    strange = any(token.kind == "unknown" for token in before.tokens)
    goes_on = clause.sentence == before.sentence or clause.has("pronoun")
    if clause.drafts and is_clean(clause) and goes_on and not strange:
        before.drafts, before.authors = [], []
        for token in before.tokens:
            before.claim(token, State.TRIGGER, "complaint")


def _names_cuts(clause: Clause) -> bool:
    """ "That first transition, …": which one, and no more."""
    drafts = [draft for draft in clause.drafts if isinstance(draft, TransitionDraft)]
    bare = len(drafts) == len(clause.drafts) == 1 and not (drafts[0].kinds or drafts[0].duration_ms)
    return bare and not clause.has("verb") and not drafts[0].target.is_open and is_clean(clause)


def _aim(clause: Clause, before: Clause) -> None:
    """ "…, make it a wipe": that one."""
    named = before.drafts[0]
    leans = clause.has("pronoun", "it", "them") and clause.sentence == before.sentence
    if not leans or not clause.drafts or not isinstance(named, TransitionDraft):
        return
    if all(isinstance(draft, TransitionDraft) and draft.target.is_open for draft in clause.drafts):
        clause.drafts = [
            replace(draft, target=named.target, between=named.between, after=named.after)
            for draft in clause.drafts
            if isinstance(draft, TransitionDraft)
        ]
        clause.target = before.target
        _silence(before)


def _take_remedy(clause: Clause, before: Clause, read: Callable[[Clause], None]) -> None:
    if not is_clean(clause) and clause.sentence == before.sentence:
        _measure(clause, before, read)
    if clause.drafts and is_clean(clause):
        if _is_alike(clause, before) and _is_about(clause, before):
            if clause.drafts == before.drafts:
                _say_twice(clause)
            _silence(before)
    elif clause.sentence == before.sentence and not is_clean(clause) and _goes_on(clause):
        # the remedy is asked about: the complaint by itself does not say how much
        _silence(before)


def _goes_on(clause: Clause) -> bool:
    named = clause.has("noun") or clause.has("ordinal") or clause.has("name") or clause.has("quote")
    return clause.has("pronoun") or not named


def _measure(clause: Clause, before: Clause, read: Callable[[Clause], None]) -> None:
    """ "That's too long, make it 20": seconds. "The music is too loud, make it 20": percent."""
    numbers = [token for token in clause.tokens if token.kind == "number"]
    others = [token for token in clause.tokens if token.kind not in _ASIDE | {"number", "verb"}]
    if len(numbers) != 1 or others or not numbers[0].amount:
        return
    if (measured := _measured(numbers[0], before)) is None:
        return
    first, earlier = kept(clause), kept(before)
    anew(clause, [measured if token is numbers[0] else token for token in clause.tokens])
    read(clause)
    if not (clause.drafts and is_clean(clause)):
        restore(clause, first)
        restore(before, earlier)


def _measured(number: Token, before: Clause) -> Token | None:
    if any(token.is_a("relative", *_LENGTHS) for token in before.tokens):
        return replace(number, kind="duration", value="", amount=number.amount * 1000)
    if any(isinstance(draft, layers.Volume) for draft in before.drafts):
        return replace(number, kind="percent", amount=number.amount / 100)
    return None


def _is_alike(clause: Clause, before: Clause) -> bool:
    return bool(before.drafts and clause.drafts) and any(
        all(isinstance(draft, family) for draft in (*before.drafts, *clause.drafts)) for family in _FAMILIES
    )


def _is_about(clause: Clause, before: Clause) -> bool:
    """Whether the clause goes on about what the one before spoke of."""
    if clause.topic == before.topic == "clip" and clause.target != before.target:
        return False
    mine = {token.value for token in clause.tokens if token.kind == "noun"}
    theirs = {token.value for token in before.tokens if token.kind == "noun"}
    return not mine or mine <= theirs or clause.has("pronoun")


def _explains(clause: Clause, before: Clause) -> bool:
    """ "The last one longer, it's too short": why, where it says nothing else."""
    if not (clause.drafts and before.drafts):
        return False
    named = clause.has("ordinal") or clause.has("name") or clause.has("quant")
    if named or not _is_alike(clause, before) or before.sentence != clause.sentence or not is_clean(before):
        return False
    return _is_about(clause, before) and bool(clause.drafts) and _way(before.drafts[-1]) * _way(clause.drafts[-1]) >= 0


def _way(draft: Any) -> float:
    """The direction of a change; 0 where it has none of its own."""
    if isinstance(draft, Duration):
        return (draft.amount_ms or draft.factor - 1) if draft.scope == "relative" else 0
    if isinstance(draft, Pace):
        return draft.factor - 1
    if isinstance(draft, layers.Volume):
        return draft.level if draft.relative else 0
    return sum(value for _, value in draft.by) if isinstance(draft, LookDraft) else 0


def _is_named(exact: Draft) -> bool:
    """ "换一种转场，要擦除的": which."""
    if isinstance(exact, layers.Music):
        return exact.mood is not None
    return isinstance(exact, TransitionDraft) and bool(exact.kinds) and exact.target.is_open


def _apiece(clause: Clause, before: Clause) -> Draft:
    """ "Make the photos shorter, 2 seconds": each of them, as was said before."""
    exact, vague = clause.drafts[0], before.drafts[0]
    several = before.has("pronoun", "them") or before.has("quant", "each", "all")
    several = several or any(t.is_a("noun", "picture", "clip") and t.text.lower().endswith("s") for t in before.tokens)
    open_ = isinstance(exact, Duration) and exact.scope is None and not exact.whole
    if isinstance(exact, Duration) and isinstance(vague, Duration) and vague.guessed and open_ and several:
        return replace(exact, scope="each", target=vague.target)
    return exact


def _is_measure(clause: Clause, before: Clause) -> bool:
    """ "The first two a bit slower, 5 seconds each": how long exactly. 放快一点，1.5倍速: how fast. "Another
    transition, a wipe": which one."""
    if before.sentence != clause.sentence or len(before.drafts) != 1 or len(clause.drafts) != 1:
        return False
    vague, exact = before.drafts[0], _apiece(clause, before)
    clause.drafts[0] = exact
    if isinstance(vague, TransitionDraft | layers.Music):
        return vague.changing and type(exact) is type(vague) and _is_named(exact) and is_clean(clause)
    guessed = isinstance(vague, Pace) or (isinstance(vague, Duration) and vague.guessed and vague.scope == "relative")
    told = isinstance(exact, Duration) and exact.scope == "each" and not exact.guessed
    told = told or (isinstance(exact, Speed) and not exact.guessed and isinstance(vague, Pace))
    target = vague.duration.target if isinstance(vague, Pace) else getattr(vague, "target", None)
    return guessed and told and is_clean(clause) and getattr(exact, "target", None) == target


def _says_again(clause: Clause, before: Clause) -> bool:
    """ "第四张不要了，删掉", "只要前三张，其余的都删掉", "只留前8秒，后面的统统剪掉": what was asked already."""
    if before.sentence != clause.sentence or not before.drafts or not is_clean(before):
        return False
    words = [token for token in clause.words() if not token.is_a("conj") and not token.is_a("pronoun", "it")]
    taking = [token for token in words if token.is_a("verb", "remove") or token.kind == "neg"]
    last = before.drafts[-1]
    others = [token for token in words if token not in taking]
    if not taking or (not is_han(taking[0].text[0]) and not (_keeps(last) and others)):
        return False
    if isinstance(last, Removal | Cutout) and not _keeps(last):
        return not others
    kept = _keeps(last) or (isinstance(last, Create) and not last.chosen.is_open and not last.adding)
    named = any(token.is_a("pronoun", "rest") or token.is_a("edge") or token.kind == "quant" for token in others)
    return kept and named and all(_is_remainder(token) for token in others)


def _keeps(draft: Draft) -> bool:
    return (isinstance(draft, Removal) and draft.keeping) or (isinstance(draft, Cutout) and draft.keep)


def _is_remainder(token: Token) -> bool:
    things = token.is_a("noun", "picture", "clip", "part") or token.is_a("edge", "end")
    return things or token.is_a("pronoun", "rest") or token.kind == "quant" or token.is_a("verb", "add", "use")


def _silence(clause: Clause) -> None:
    """The clause asks for nothing of its own."""
    clause.drafts, clause.authors = [], []
    for token in clause.tokens:
        if clause.claims[token.start][0] is State.STORED:
            clause.claim(token, State.TRIGGER, "complaint")


def _say_twice(clause: Clause) -> None:
    """标题太靠下了，往上挪: the remedy says no more than the complaint."""
    for token in clause.tokens:
        if token.kind == "aloft" and clause.claims[token.start][0] is State.STORED:
            clause.claim(token, State.TRIGGER, "again")


def _measure_look(clause: Clause, before: Clause) -> bool:
    """ "Crank the saturation up, maybe +40%": a bare share after a vague wish for a look."""
    bare = all(token.kind in _ASIDE | {"percent", "doubt", "degree"} for token in clause.tokens)
    alone = before.sentence == clause.sentence and not clause.drafts and len(before.drafts) == 1
    shares = [token for token in clause.tokens if token.kind == "percent"]
    vague = before.drafts[0] if alone and bare and len(shares) == 1 else None
    if not isinstance(vague, LookDraft) or before.has("percent") or len(vague.by) + len(vague.set_to) != 1:
        return False
    (name, way), share = (*vague.by, *vague.set_to)[0], shares[0]
    amount = ((name, share.amount if way > 0 else -share.amount),)
    before.drafts[0] = replace(vague, by=amount, guessed=False) if vague.by else replace(vague, set_to=amount)
    clause.store(share, name)
    for token in clause.tokens:
        if token is not share:
            clause.claim(token, State.FUNCTION, "")
    return True
