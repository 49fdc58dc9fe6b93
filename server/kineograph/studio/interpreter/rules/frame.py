"""How pictures of another shape fill the frame, what shows around them, and how many frames a second there are."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import Remark
from kineograph.studio.interpreter.drafts.looks import FrameDraft, TransformDraft
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.looking import look_target
from kineograph.studio.interpreter.rules.pointing import point
from kineograph.studio.interpreter.rules.refusals import refuse
from kineograph.timeline.vocabulary import Fit

_BLURRED = ("blurred", "blurry")
_TEXTS = ("title", "text", "caption")
_OPPOSITE = {Fit.AUTO: Fit.CONTAIN, Fit.CONTAIN: Fit.COVER, Fit.COVER: Fit.CONTAIN, Fit.BLUR: Fit.CONTAIN}
_SLOWEST, _FASTEST = 1, 60


def read(clause: Clause) -> None:
    _background(clause)
    _fit(clause)
    _rate(clause)


def _background(clause: Clause) -> None:
    grounds = [*clause.free("backdrop"), *clause.free("function", "background")]
    colors = [*clause.free("color"), *clause.free("hex")]
    if not grounds or clause.has("noun", *_TEXTS) or clause.has("quote"):
        return
    unwanted = bool(colors) and clause.sign(colors[0]) is not Sign.WANTED
    if len(colors) == 1 and not unwanted and not clause.has("tone"):
        clause.store(colors[0], "background")
        clause.trigger("background", *grounds, *clause.free("noun", "color"), *clause.free("quant", "all"))
        clause.drafts.append(FrameDraft(color=colors[0].value.lower()))
        return
    for token in clause.free("backdrop", "matting"):
        refuse(clause, token, "matting")


def _fit(clause: Clause) -> None:
    words = clause.free("fit")
    if any(token.kind == "verb" and token.text.lower() == "fit" for token in clause.tokens) and not words:
        words = [replace(token, kind="fit") for token in clause.free("field", "blur")]
    wanted = [word for word in words if clause.sign(word) is not Sign.UNWANTED]
    if not words:
        return
    if all(word.text == "填充" for word in words) and any(
        isinstance(draft, FrameDraft) and draft.color for draft in clause.drafts
    ):
        clause.trigger("background", *words)
        return
    lead = (wanted or words)[0]
    if clause.signed(lead, "fit") is Sign.KEPT and clause.markers[lead.start][0].kind == "neg":
        clause.trigger("fit", *words)
        clause.drafts.append(Remark("kept", lead.text.strip()))
        return
    for word in words:
        clause.signed(word, "fit")
        clause.trigger("fit", word)
    color = _color_of_bars(clause, lead) if wanted else None
    fits = [_fit_of(clause, word, color) for word in wanted]
    fit = Fit.BLUR if Fit.BLUR in fits else fits[0] if fits else _OPPOSITE[Fit(lead.value)]
    before = clause.previous
    framed = before is not None and any(isinstance(draft, FrameDraft | TransformDraft) for draft in before.drafts)
    target = look_target(clause) if framed or clause.has("quant", "total") else point(clause)
    clause.drafts.append(FrameDraft(fit=fit, color=color, target=target))


def _fit_of(clause: Clause, word: Token, color: str | None) -> Fit:
    """ "Fill the empty space with a blur", "fill the bars with white"."""
    if word.value == Fit.CONTAIN and word.text.lower().endswith("bars"):
        blurs = [token for token in clause.free("field", "blur") if token.text.lower() in _BLURRED]
        clause.trigger("fit", *blurs)
        return Fit.BLUR if blurs else Fit.CONTAIN
    if word.value != "gaps":
        return Fit(word.value)
    blurs = [token for token in clause.free("field", "blur") if token.start > word.start]
    clause.trigger("fit", *blurs)
    return Fit.BLUR if blurs else Fit.CONTAIN if color else Fit.COVER


def _color_of_bars(clause: Clause, bars: Token) -> str | None:
    """ "White bars", 白边."""
    if "白边" in bars.text:
        return "#ffffff"
    if bars.value == "gaps":
        return _color_of_gaps(clause)
    before = clause.before(bars, frozenset())
    if bars.value != Fit.CONTAIN or clause.has("noun", *_TEXTS) or clause.has("quote"):
        return None
    colors = [*clause.free("color"), *clause.free("hex")]
    beside = before is not None and before in colors
    if not beside and (len(colors) != 1 or clause.sign(colors[0]) is not Sign.WANTED):
        return None
    chosen = before if before is not None and beside else colors[0]
    clause.store(chosen, "background")
    return chosen.value.lower()


def _color_of_gaps(clause: Clause) -> str | None:
    for token in (*clause.free("color"), *clause.free("hex")):
        clause.store(token, "background")
        return token.value.lower()
    return None


def _rate(clause: Clause) -> None:
    rates = clause.free("fps")
    if not rates and clause.free("noun", "rate"):
        rates = clause.free("number")
    if not rates:
        return
    sign = clause.signed(rates[0], "fps")
    clause.trigger("fps", *clause.free("noun", "rate"))
    if sign is Sign.UNWANTED:
        clause.trigger("fps", *rates)
        clause.drafts.append(Remark("avoided", rates[0].text.strip()))
        return
    before = clause.before(rates[0])
    chosen = rates[-1] if before is not None and before.is_a("prep", "from") else rates[0]
    clause.store(chosen, "fps")
    if chosen is not rates[0]:
        clause.trigger("fps", rates[0])
    clause.drafts.append(FrameDraft(fps=round(chosen.amount)))
