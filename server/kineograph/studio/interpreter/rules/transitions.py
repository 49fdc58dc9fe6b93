"""How one clip follows another: kind, length, between which; or plain cuts."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses import LIGHT, Clause, Sign
from kineograph.studio.interpreter.drafts import OPEN, Reference, Remark, TransitionDraft
from kineograph.studio.interpreter.rules.pointing import point
from kineograph.studio.interpreter.rules.refusals import refuse
from kineograph.studio.interpreter.tokens import State, Token
from kineograph.timeline.vocabulary import TransitionKind

_NEAR = LIGHT | {"prep", "says", "strength"}
_DIRECTED = ("slide", "wipe")
_DIRECTIONS = {
    "longer": 1, "longer_bit": 1, "lengthen": 1, "slower": 1, "slower_bit": 1,
    "shorter": -1, "shorter_bit": -1, "shorten": -1, "faster": -1, "faster_bit": -1,
}  # fmt: skip
_STEPS = {"": 300, "bit": 200, "much": 600}


def read(clause: Clause) -> None:
    nouns = clause.free("noun", "transition")
    kinds = [*clause.free("transition"), *_loose(clause, nouns)]
    words = sorted((*nouns, *kinds), key=lambda token: token.start)
    if _is_of_pictures(clause, words):
        return
    if not words:
        _read_length(clause)
    if not words or _refused(clause, nouns):
        return
    sign = clause.signed(words[0], "transition")
    clause.trigger("transition", *nouns)
    if sign is Sign.KEPT:
        clause.trigger("transition", *kinds)
        clause.drafts.append(Remark("kept", words[0].text))
        return
    kind = _kind(clause, kinds)
    length, target = _length(clause, words), _cuts(clause)
    clause.drafts.append(
        TransitionDraft(
            TransitionKind.CUT if sign is Sign.UNWANTED else kind,
            length,
            target,
            between=not target.is_open and clause.has("prep", "between"),
            change_ms=_change(clause) if length is None and nouns else 0,
        )
    )
    clause.topic = "transition"


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
    if before is None or before.topic != "transition" or before.sentence != clause.sentence:
        return
    rest = [token for token in clause.tokens if token.kind not in LIGHT | {"break", "duration", "prep", "noun"}]
    times = clause.free("duration")
    if times and not rest and not clause.has("noun", "picture", "clip", "video", "title", "text", "caption"):
        clause.store(times[0], "duration_ms")
        clause.trigger("transition", *clause.free("noun", "duration"))
        clause.drafts.append(TransitionDraft(None, int(times[0].amount), before.target))


def _loose(clause: Clause, nouns: list[Token]) -> list[Token]:
    """ "slide" and "fade" are transitions beside the word, a direction or "between"; "each slide" is a picture."""
    between = clause.has("prep", "between") or bool(nouns) or bool(clause.free("transition"))
    found: list[Token] = []
    for token in (*clause.free("slide"), *clause.free("fade"), *clause.free("verb", "fade")):
        if token.kind == "slide" and _counts_pictures(clause, token):
            clause.trigger("picture", token)
        elif between or token.kind == "slide" or (token.kind == "fade" and not clause.has("edge")):
            found.append(token)
        else:
            _fade(clause, token)
    return found


def _counts_pictures(clause: Clause, token: Token) -> bool:
    before = clause.before(token, frozenset({"function", "polite", "descriptor"}))
    return before is not None and (
        before.kind in ("quant", "ordinal", "number") or before.is_a("det", "definite", "this")
    )


def _fade(clause: Clause, token: Token) -> None:
    if clause.has("noun", "music"):
        clause.trigger("music", *clause.free("noun", "music"), *clause.free("edge"))
        clause.claim(token, State.NOTED, "holds")
        clause.drafts.append(Remark("holds", token.text))
    else:
        refuse(clause, token, "fade")


def _refused(clause: Clause, nouns: list[Token]) -> bool:
    """ "zoom transitions": the word right before names a transition we do not have."""
    for noun in nouns:
        before = clause.before(noun, LIGHT - {"descriptor"})
        if before is not None and before.kind == "motion" and before.start not in clause.claims:
            clause.claim(noun, State.UNSUPPORTED, "transition")
            refuse(clause, before, "transition")
            return True
    return False


def _kind(clause: Clause, kinds: list[Token]) -> TransitionKind | None:
    if not kinds:
        return None
    name = kinds[0].value
    for token in kinds:
        same = token.value == name or {token.kind, kinds[0].kind} & {"fade"} or name.startswith(token.value)
        clause.claim(token, State.STORED if same else State.NOT_UNDERSTOOD, "kind" if same else "two_kinds")
    if kinds[0].kind in ("fade", "verb"):
        return TransitionKind.CROSSFADE
    if name in _DIRECTED:
        return TransitionKind(f"{name}_{_direction(clause)}")
    return TransitionKind(name)


def _direction(clause: Clause) -> str:
    for token in (*clause.free("side"), *clause.free("place", "left", "right")):
        clause.store(token, "kind")
        before = clause.before(token)
        opposite = {"left": "right", "right": "left", "up": "down", "down": "up"}
        return opposite[token.value] if before is not None and before.is_a("prep", "from") else token.value
    return "left"


def _length(clause: Clause, words: list[Token]) -> int | None:
    """The duration beside the word for a transition."""
    for time in clause.free("duration"):
        following, before = clause.after(time, _NEAR), clause.before(time, _NEAR | {"neg", "verb"})
        beside = following in words or before in words or (before is not None and before.is_a("noun", "duration"))
        if beside and not (following is not None and following.is_a("quant", "each") and before not in words):
            clause.store(time, "duration_ms")
            clause.trigger("transition", *clause.free("noun", "duration"))
            return int(time.amount)
    return None


def _between_numbers(clause: Clause) -> Reference:
    """ "Between 2 and 3"."""
    numbers = [*clause.free("number"), *clause.free("count")]
    if len(numbers) != 2:
        return OPEN
    for token in numbers:
        clause.store(token, "target")
    return Reference(tuple(int(token.amount) for token in numbers))


def _numbers_a_cut(clause: Clause, ordinal: Token) -> bool:
    """ "The first transition" leads into the second clip."""
    following = clause.after(ordinal, LIGHT)
    return following is not None and (following.is_a("noun", "transition") or following.kind == "transition")


def _cuts(clause: Clause) -> Reference:
    """The clips that the transition leads into."""
    between = clause.one("prep", "between")
    if between is not None:
        clause.trigger("transition", *clause.free("noun", "picture", "clip"))
    if clause.has("quant", "each", "all") and not clause.has("duration"):
        for token in clause.free("quant", "each", "all"):
            clause.store(token, "target")
        return OPEN
    numbered = [token for token in clause.free("ordinal") if _numbers_a_cut(clause, token)]
    if numbered and between is None:
        clause.store(numbered[0], "target")
        return Reference(tuple(place + 1 if place > 0 else place for place in numbered[0].places))
    if between is not None and not clause.free("ordinal"):
        return _between_numbers(clause)
    if not clause.free("ordinal"):
        return OPEN
    after = clause.has("prep", "after") and between is None
    target = point(clause)
    places = target.places
    return Reference(tuple(place + 1 for place in places)) if after else target
