"""As long as another clip: "the last one as long as the first", "photo 3 should have the same length as photo 1"."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import Duration, Reference
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.pointing import point

_OTHERS = ("title", "text", "caption", "music", "transition", "motion", "sound", "voice", "logo", "overlay", "volume")


def read(clause: Clause) -> None:
    likes = clause.free("like")
    if len(likes) != 1 or clause.drafts or clause.refused or clause.has("noun", *_OTHERS) or clause.has("neg"):
        return
    model = _model(clause, likes[0])
    if model is None or clause.sign(likes[0]) is not Sign.WANTED or clause.has("relative"):
        return
    clause.store(model, "duration_ms")
    clause.trigger("duration", likes[0], *clause.free("verb", "make", "change", "last", "show"))
    target = point(clause)
    if target.is_open and not target.beyond:
        clause.claims.pop(model.start)
        return
    like = Reference(model.places, (model.value,) if model.kind == "name" else ())
    factor = clause.one("factor")
    if factor is not None:
        clause.store(factor, "duration_ms")
    times = 0.0 if factor is None else factor.amount or float(factor.value)
    clause.drafts.append(Duration(0, "each", target, factor=times, like=like))


def _model(clause: Clause, like: Token) -> Token | None:
    """The one clip whose length it is."""
    named = [token for token in clause.tokens if token.start > like.start and token.kind in ("ordinal", "name")]
    return named[0] if len(named) == 1 and len(named[0].places) <= 1 else None
