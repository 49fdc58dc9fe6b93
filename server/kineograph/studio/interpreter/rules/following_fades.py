"""What goes on about a fade: "over 3 seconds", "and the same at the end", "in white", right after one was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.layers import Fading
from kineograph.studio.interpreter.drafts.moves import FadeDraft
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.fade_times import COUNTERS
from kineograph.studio.interpreter.rules.fades import STEP_MS
from kineograph.studio.interpreter.rules.longer import scale

_BARE = LIGHT | {
    "prep", "break", "conj", "pronoun", "duration", "window", "edge", "color", "correction", "says", "factor", "tempo",
    "percent", "multiple",
}  # fmt: skip
_QUANTS = ("each", "only")
_OVER = ("over", "within", "across", "in", "for", "during")
_GREATEST_BARE_MS = 5000
_ONE_MORE = ("来一个", "来个", "加一个", "加个", "加上", "做一个", "加", "来")
_CHANGES = {"longer": 2.0, "longer_bit": 1.5, "slower": 2.0, "slower_bit": 1.5, "lengthen": 2.0,
            "shorter": 0.5, "shorter_bit": 0.67, "faster": 0.5, "faster_bit": 0.67, "shorten": 0.5}  # fmt: skip
Edge = Literal["in", "out", "both"]


def read(clause: Clause) -> None:
    before = clause.previous
    if before is None or clause.drafts or clause.refused or before.sentence + 1 < clause.sentence:
        return
    fades = [draft for draft in before.drafts if isinstance(draft, FadeDraft | Fading)]
    listed = bool(fades) and isinstance(fades[-1], FadeDraft) and _lists_on(clause, before)
    if fades and not listed and _is_bare(clause):
        _go_on(clause, before, fades)


def _go_on(clause: Clause, before: Clause, fades: list[FadeDraft | Fading]) -> None:
    edge, length, color = _edge(clause), _length(clause), _color(clause, fades)
    scaled = scale(clause) if length is None else 0.0
    slower = scaled or (change(clause) if length is None else 1.0)
    if (edge is None and length is None and color is None and slower == 1.0) or _unclear(clause, fades[-1], length):
        return
    _claim(clause, length, color)
    if edge is not None:
        fades = fades[-1:]
    if edge is not None and length is not None and _adds(clause, length):
        clause.drafts.extend(replace(draft, duration_ms=int(length.amount)) for draft in fades)
    for draft in fades:
        made = replace(_unchanged(draft), edge=edge or draft.edge)
        if length is not None:
            made = replace(made, duration_ms=int(length.amount))
        if color is not None and isinstance(made, FadeDraft):
            made = replace(made, color=color.value)
        clause.drafts.append(made if slower == 1.0 else _slowed(made, slower, exactly=bool(scaled)))
    clause.topic = before.topic


def _lists_on(clause: Clause, before: Clause) -> bool:
    """ "…, 2 seconds each": of all the fades of the sentence."""
    return before.sentence == clause.sentence and clause.has("quant", "each")


def _adds(clause: Clause, length: Token) -> bool:
    """ "2 seconds, and the same at the end": of that one, and of one more."""
    later = [token for token in clause.tokens if token.start > length.start]
    joined = any(token.kind == "conj" for token in later)
    return joined and any(token.text.lower() in ("same", "the same", "likewise") for token in later)


def change(clause: Clause, beside: Sequence[Token] = ()) -> float:
    """ "Slower", "a bit longer": the factor on how long it takes; claims the words. ``beside``: what they adjoin."""
    near = LIGHT | {"degree", "prep"}
    for token in (*clause.free("relative", *_CHANGES), *clause.free("verb", "lengthen", "shorten")):
        if beside and clause.after(token, near) not in beside and clause.before(token, near | {"noun"}) not in beside:
            continue
        clause.store(token, "duration_ms")
        clause.trigger("duration_ms", *clause.free("degree"))
        return _CHANGES[token.value]
    return 1.0


def _unchanged(draft: FadeDraft | Fading) -> FadeDraft | Fading:
    """The fade as it is: what was said of its length is said anew."""
    return replace(draft, change_ms=0, factor=1.0) if isinstance(draft, FadeDraft) else replace(draft, stretch=1.0)


def _slowed(made: FadeDraft | Fading, factor: float, *, exactly: bool) -> FadeDraft | Fading:
    if isinstance(made, Fading):
        return replace(made, duration_ms=None, stretch=factor)
    if exactly:
        return replace(made, duration_ms=None, factor=factor)
    return replace(made, duration_ms=None, change_ms=STEP_MS if factor > 1 else -STEP_MS)


def _is_bare(clause: Clause) -> bool:
    """Whether the clause names nothing by itself."""
    if any(clause.signs.get(token.start) is not Sign.WANTED for token in clause.tokens if token.kind == "neg"):
        return False
    return all(
        token.kind in _BARE
        or (token.is_a("quant", *_QUANTS) and not any(counter in token.text for counter in COUNTERS))
        or token.is_a("noun", "duration")
        or token.is_a("verb", "make", "change", "last", "use", "lengthen", "shorten", "lower", "raise", "turn")
        or token.is_a("relative", *_CHANGES)
        or (token.kind == "verb" and token.text in _ONE_MORE)
        or (token.is_a("verb", "remove") and clause.has("percent"))
        or token.kind == "degree"
        or token.is_a("fade", "fade")
        or token.text.lower() in ("in", "out", "one")
        for token in clause.tokens
    )


def _edge(clause: Clause) -> Edge | None:
    """Which end of the video, where the clause says so."""
    starts = any(token.is_a("edge", "start") for token in clause.tokens) or clause.has("window", "first")
    ends = any(token.is_a("edge", "end") for token in clause.tokens) or clause.has("window", "last")
    if any(token.is_a("edge", "both") for token in clause.tokens):
        return "both"
    for token in clause.tokens:
        out = token.text.lower() == "out" or (token.kind == "fade" and token.value.startswith("out"))
        into = token.text.lower() == "in" and _is_particle(clause, token)
        starts, ends = starts or into or token.is_a("fade", "in"), ends or out
    return "both" if starts and ends else "in" if starts else "out" if ends else None


def _is_particle(clause: Clause, token: Token) -> bool:
    """ "And in at the start", rather than "in white"."""
    following = clause.after(token, frozenset({"function", "polite", "det"}))
    return following is None or following.kind in ("edge", "break", "conj") or following.is_a("prep", "in", "at", "for")


def _length(clause: Clause) -> Token | None:
    times = [*clause.free("duration"), *clause.free("window")]
    return times[0] if len(times) == 1 else None


def _unclear(clause: Clause, before: FadeDraft | Fading, length: Token | None) -> bool:
    """Whether the time may be that of a text or of the video: a long one, or of "it"."""
    if len([*clause.free("duration"), *clause.free("window")]) > 1:
        return True
    if length is None or length.kind == "window" or clause.has("edge") or clause.has("fade"):
        return False
    link = clause.before(length)
    over = link is not None and link.text.lower() in _OVER
    text = isinstance(before, Fading) and before.of == "text"
    paced = isinstance(before, Fading) and before.stretch != 1
    plain = length.amount <= _GREATEST_BARE_MS and not clause.has("pronoun", "it", "them") and (not text or paced)
    return not (over and (plain or not text or link is None or link.text.lower() != "for")) and not plain


def _color(clause: Clause, fades: list[FadeDraft | Fading]) -> Token | None:
    colors = clause.free("color")
    return colors[0] if len(colors) == 1 and any(isinstance(draft, FadeDraft) for draft in fades) else None


def _claim(clause: Clause, length: Token | None, color: Token | None) -> None:
    for token, where in ((length, "duration_ms"), (color, "color")):
        if token is not None:
            clause.store(token, where)
    for token in clause.tokens:
        said = token.kind in ("edge", "fade", "quant", "correction") or token.is_a("noun", "duration")
        said = (
            said
            or token.is_a("verb", "fade")
            or (token.kind == "verb" and token.text in _ONE_MORE)
            or token.text.lower() in ("in", "out")
        )
        if said and token.start not in clause.claims:
            clause.store(token, "edge") if token.kind in ("edge", "fade") else clause.trigger("edge", token)
