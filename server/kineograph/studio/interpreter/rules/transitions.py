"""How one clip follows another: kinds, length, between which; or plain cuts."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses import LIGHT, Clause, Sign
from kineograph.studio.interpreter.drafts import OPEN, Remark, TransitionDraft
from kineograph.studio.interpreter.lexer import is_han
from kineograph.studio.interpreter.rules.cuts import Cuts, find, same_cuts
from kineograph.studio.interpreter.rules.pointing import is_of_laid, unsaid
from kineograph.studio.interpreter.rules.refusals import refuse
from kineograph.studio.interpreter.tokens import State, Token
from kineograph.timeline.vocabulary import TransitionKind

_NEAR = LIGHT | {"prep", "says", "strength"}
_DIRECTED = ("slide", "wipe", "push")
_POINTING = ("ordinal", "name")
_REPLACING = ("change", "changing", "replace", "switch", "换", "换个", "换一个", "更换", "换掉", "换一下", "换换", "改")
_DIRECTIONS = {
    "longer": 1, "longer_bit": 1, "lengthen": 1, "slower": 1, "slower_bit": 1,
    "shorter": -1, "shorter_bit": -1, "shorten": -1, "faster": -1, "faster_bit": -1,
}  # fmt: skip
_NO_TRANSITION_MS = 10_000
_PACES = {"quick": 300, "fast": 300, "slow": 1200, "very slow": 2000, "very fast": 200}
_LONG_MS = 1000
_STEPS = {"": 300, "bit": 200, "much": 600}
_ZOOMS = ("zoom", "zoom_in", "zoom_out")
_BLURS = ("blur", "blurs", "blurring", "模糊", "虚化")
_OPPOSITE = {"left": "right", "right": "left", "up": "down", "down": "up"}


def read(clause: Clause) -> None:
    nouns = clause.free("noun", "transition")
    kinds = [*clause.free("transition"), *_loose(clause, nouns), *_borrowed(clause, nouns)]
    words = sorted((*nouns, *kinds), key=lambda token: token.start)
    if _is_of_pictures(clause, words) or (words and not nouns and is_of_laid(clause)):
        return
    if not words:
        _read_length(clause)
        _read_change(clause)
    if not words or _refused(clause, nouns):
        return
    sign = clause.signed(words[0], "transition")
    clause.trigger("transition", *nouns)
    if sign is Sign.KEPT:
        clause.trigger("transition", *kinds)
        find(clause)
        clause.drafts.append(Remark("kept", words[0].text))
        return
    ordered = _wanted(clause, sorted(kinds, key=lambda token: token.start))
    old = _old(clause, ordered)
    said = _kinds(clause, ordered[1:] if old else ordered)
    length, cuts = _paced(clause, words, _length(clause, words)), same_cuts(clause, ordered) or find(clause)
    change = _change(clause) if length is None and nouns else 0
    factor = _factor(clause) if length is None and nouns else 0.0
    bare = not (said or length or change or factor or sign is Sign.UNWANTED)
    clause.drafts.append(
        TransitionDraft(
            (TransitionKind.CUT,) if sign is Sign.UNWANTED else said,
            length,
            cuts.target,
            between=cuts.between,
            after=cuts.after,
            change_ms=change,
            factor=factor,
            old=old,
            changing=bare and any(_replaces(token) for token in clause.tokens),
        )
    )
    clause.topic = "transition"


def _wanted(clause: Clause, kinds: list[Token]) -> list[Token]:
    """ "Cuts instead of crossfades": only what is wanted, where something is."""
    unwanted = [token for token in kinds if clause.sign(token) is Sign.UNWANTED]
    if not unwanted or len(unwanted) == len(kinds):
        return kinds
    for token in unwanted:
        clause.signed(token, "transition")
    clause.trigger("transition", *unwanted)
    return [token for token in kinds if token not in unwanted]


def _old(clause: Clause, kinds: list[Token]) -> TransitionKind | None:
    """ "Change the wipe to a crossfade", "make all cuts crossfades": the kind that is there now."""
    if len(kinds) != 2 or clause.has("conj") or clause.has("alternate") or not clause.says("change", "make", "turn"):
        return None
    between = [token for token in clause.tokens if kinds[0].start < token.start < kinds[1].start]
    linked = any(token.is_a("prep", "to", "with") or token.is_a("verb", "change", "turn") for token in between)
    if kinds[0].kind != "transition" or not (linked or not between) or kinds[0].value == kinds[1].value:
        return None
    old = _kind(clause, kinds[0])
    clause.claim(kinds[0], State.TRIGGER if old is TransitionKind.CUT else State.STORED, "old")
    return old


def _factor(clause: Clause) -> float:
    for token in clause.free("factor"):
        clause.store(token, "duration_ms")
        clause.trigger("transition", *clause.free("noun", "duration"), *clause.free("verb"))
        return float(token.value)
    return 0.0


def _replaces(token: Token) -> bool:
    """ "Change the transition", 换个转场: to another, and it does not say which."""
    return token.is_a("verb", "change", "swap") and token.text.lower() in _REPLACING


def _is_of_pictures(clause: Clause, words: list[Token]) -> bool:
    """ "照片切换太快了", "quicker cuts": the pictures are what changes too fast."""
    switching = bool(words) and all(token.text == "切换" for token in words) and clause.has("noun", "picture")
    cutting = bool(words) and all(token.text.lower() == "cuts" for token in words)
    return (switching or cutting) and clause.has("relative", "slower", "slower_bit", "faster", "faster_bit")


def _change(clause: Clause) -> int:
    """ "Longer transitions", 转场长一点: by how much, where it does not say how long."""
    for token in (*clause.free("relative", *_DIRECTIONS), *clause.free("verb", "lengthen", "shorten")):
        clause.store(token, "duration_ms")
        step = _STEPS["bit" if token.value.endswith("_bit") else ""]
        for degree in clause.free("degree", *_STEPS):
            clause.store(degree, "duration_ms")
            step = _STEPS[degree.value]
        return _DIRECTIONS[token.value] * step
    return 0


def _read_length(clause: Clause) -> None:
    """ "Use slides, 1 second": a bare time right after transitions is theirs."""
    before = clause.previous
    if before is None or before.topic != "transition" or before.sentence + 1 < clause.sentence:
        return
    if before.sentence != clause.sentence and not (clause.begins or clause.has("pronoun", "it", "them")):
        return
    times = clause.free("duration")
    if clause.has("pronoun", "it") and any(token.amount >= _NO_TRANSITION_MS for token in times):
        return
    apiece = {"quant"} if times and times[0].amount < _LONG_MS else set()
    bare = LIGHT | {"break", "duration", "prep", "noun", "pronoun", "conj", "correction"} | apiece
    verbs = clause.free("verb", "make", "change", "use", "keep")
    grown = [] if times else [*clause.free("relative", *_DIRECTIONS), *clause.free("degree", *_STEPS)]
    rest = [token for token in clause.tokens if token.kind not in bare and token not in (*verbs, *grown)]
    if grown and not rest and not clause.has("noun") and clause.free("relative"):
        clause.drafts.append(replace(_last(before), kinds=(), duration_ms=None, change_ms=_change(clause)))
        clause.trigger("transition", *verbs)
        clause.topic = "transition"
        return
    if times and not rest and not clause.has("noun", "picture", "clip", "video", "title", "text", "caption"):
        if any(state is State.NOT_UNDERSTOOD for state, _ in before.claims.values()):
            unsaid(clause, times[0], "hangs_on_held")
            return
        clause.store(times[0], "duration_ms")
        clause.trigger("transition", *clause.free("noun", "duration"), *clause.free("quant", "each"), *verbs)
        clause.topic, last = "transition", _last(before)
        target = Cuts(last.target, last.between, last.after) if last.target != OPEN else Cuts()
        clause.drafts.append(
            TransitionDraft((), int(times[0].amount), target.target, between=target.between, after=target.after)
        )


def _read_change(clause: Clause) -> None:
    """ "转场太快了，慢一点", "转场用滑动。时长再短一点": of the transitions; it takes the place of a complaint."""
    before = clause.previous
    if before is None or before.topic != "transition" or before.sentence + 1 < clause.sentence:
        return
    plain = LIGHT | {"break", "relative", "degree"}
    measured = all(token.kind in plain or token.is_a("noun", "duration") for token in clause.tokens)
    if not (measured and clause.free("relative", *_DIRECTIONS) and is_han(clause.words()[0].text[0])):
        return
    clause.trigger("transition", *clause.free("noun", "duration"))
    last = _last(before)
    if last.change_ms and before.sentence == clause.sentence:
        before.drop(last)
    clause.drafts.append(replace(last, kinds=(), duration_ms=None, change_ms=_change(clause), factor=0.0))
    clause.topic = "transition"


def _last(before: Clause) -> TransitionDraft:
    """The transitions that were spoken of, for another length of them."""
    return next((draft for draft in before.drafts if isinstance(draft, TransitionDraft)), TransitionDraft())


def _loose(clause: Clause, nouns: list[Token]) -> list[Token]:
    """ "slide" and "fade" are transitions beside the word, a direction or "between"; "each slide" is a picture."""
    between = clause.has("prep", "between") or bool(nouns) or bool(clause.free("transition"))
    found: list[Token] = []
    for token in (*clause.free("slide"), *clause.free("fade"), *clause.free("verb", "fade")):
        if token.kind == "slide" and _counts_pictures(clause, token):
            clause.trigger("picture", token)
        elif token.kind == "slide" or (not clause.has("noun", "music") and (between or not clause.has("edge"))):
            found.append(token)
    return found


def _counts_pictures(clause: Clause, token: Token) -> bool:
    before = clause.before(token, frozenset({"function", "polite", "descriptor"}))
    return before is not None and (
        before.kind in ("quant", "ordinal", "number") or before.is_a("det", "definite", "this")
    )


def _borrowed(clause: Clause, nouns: list[Token]) -> list[Token]:
    """ "A zoom between the first two", "blur as the transition": of a move or a look, where no other kind is named."""
    if not (nouns or clause.has("prep", "between")) or clause.free("transition") or clause.has("noun", "motion"):
        return []
    zooms = [token for token in clause.free("motion", *_ZOOMS) if nouns or not clause.has("quant")]
    blurs = [token for token in clause.tokens if token.text.lower() in _BLURS and token.start not in clause.claims]
    found = [Token("transition", "zoom", token.start, token.end, token.text) for token in zooms]
    return [*found, *(Token("transition", "blur", token.start, token.end, token.text) for token in blurs)]


def _refused(clause: Clause, nouns: list[Token]) -> bool:
    """ "pan transitions", "random … transitions": the words beside the noun name what we do not have."""
    for noun in nouns:
        before = clause.before(noun, LIGHT - {"descriptor"})
        if before is not None and before.kind == "motion" and before.start not in clause.claims:
            if before.value in _ZOOMS:
                continue
            clause.claim(noun, State.UNSUPPORTED, "transition")
            refuse(clause, before, "transition")
            return True
    various = clause.free("alternate") if not clause.has("transition") else []
    chance = [*clause.free("verb", "shuffle"), *clause.free("sortkey", "shuffle"), *various]
    for token in chance if nouns else ():
        refuse(clause, token, "random")
        return True
    return False


def _kinds(clause: Clause, words: list[Token]) -> tuple[TransitionKind, ...]:
    """The kinds that are named, in order; "this or that" is a question."""
    found: list[TransitionKind] = []
    choice = clause.has("conj", "or")
    for token in words:
        if choice and found and not _repeats(token, found):
            clause.claim(token, State.NOT_UNDERSTOOD, "two_kinds")
            continue
        clause.store(token, "kind")
        if not _repeats(token, found):
            found.append(_kind(clause, token))
    clause.trigger("transition", *clause.free("alternate"))
    return tuple(dict.fromkeys(found))


def _repeats(token: Token, found: list[TransitionKind]) -> bool:
    """ "Slide transitions, sliding left": the same kind once more; "fade" says no more than a fade that was named."""
    fades = token.kind in ("fade", "verb") and bool(found)
    return fades or any(kind.startswith(token.value) for kind in found)


def _kind(clause: Clause, token: Token) -> TransitionKind:
    if token.kind in ("fade", "verb"):
        return TransitionKind.FADE_WHITE if token.value.endswith("white") else TransitionKind.CROSSFADE
    if token.value in _DIRECTED:
        return TransitionKind(f"{token.value}_{_direction(clause)}")
    return TransitionKind(token.value)


def _direction(clause: Clause) -> str:
    for token in (*clause.free("side", *_OPPOSITE), *clause.free("place", "left", "right", "top", "bottom")):
        clause.store(token, "kind")
        before = clause.before(token)
        side = {"top": "up", "bottom": "down"}.get(token.value, token.value)
        return _OPPOSITE[side] if before is not None and before.is_a("prep", "from") else side
    return "left"


def _length(clause: Clause, words: list[Token]) -> int | None:
    """The duration beside the word for a transition."""
    for time in clause.free("duration"):
        following, before = clause.after(time, _NEAR), clause.before(time, _NEAR | {"neg", "verb", "quant"})
        beside = _among(following, words) or _among(before, words)
        beside = beside or (before is not None and before.is_a("noun", "duration")) or _takes(clause, time, before)
        if beside and not (following is not None and following.is_a("quant", "each") and not _among(before, words)):
            clause.store(time, "duration_ms")
            clause.trigger("transition", *clause.free("noun", "duration"))
            return int(time.amount)
    return None


def _paced(clause: Clause, words: list[Token], length: int | None) -> int | None:
    """ "A quick crossfade", "slow dissolves": a word of pace right before them says how long, where no time does."""
    for token in clause.free("strength"):
        if token.text.lower() not in _PACES:
            continue
        following = clause.after(token, LIGHT | {"duration", "strength"})
        if following in words:
            clause.store(token, "duration_ms") if length is None else clause.trigger("transition", token)
            length = _PACES[token.text.lower()] if length is None else length
    return length


def _takes(clause: Clause, time: Token, before: Token | None) -> bool:
    """ "Dissolve from photo 2 to photo 3 over 1.5 seconds": behind the cut it is of."""
    over = clause.before(time)
    led = clause.has("prep", "between") or clause.has("prep", "from")
    return led and over is not None and over.kind == "prep" and before is not None and before.kind in _POINTING


def _among(token: Token | None, words: list[Token]) -> bool:
    return token is not None and any(token.start == word.start for word in words)
