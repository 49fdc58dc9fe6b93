"""When a text shows: from when, for how long, at which end of the video."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses import Clause
from kineograph.studio.interpreter.drafts import Timing
from kineograph.studio.interpreter.tokens import Token
from kineograph.timeline.vocabulary import Anchor

_SECTIONS = {"first": Anchor.START, "last": Anchor.END}
_EDGES = {"start": Anchor.START, "end": Anchor.END, "whole": Anchor.WHOLE}


def text_timing(clause: Clause) -> Timing:
    """When the text of this clause shows; claims the times it finds."""
    for window in clause.free("window"):
        clause.store(window, "when")
        return Timing(_SECTIONS[window.value], 0, int(window.amount))
    for stretch in clause.free("range"):
        clause.store(stretch, "when")
        start, end = stretch.places
        return Timing(Anchor.ABSOLUTE, start, max(0, end - start))
    anchor = _anchor(clause)
    at, until, length = None, None, None
    for token in _times(clause):
        before = clause.before(token)
        clause.store(token, "when")
        if before is not None and (before.is_a("prep", "until") or (at is not None and before.is_a("prep", "to"))):
            until = int(token.amount)
        elif token.kind == "clock" or (before is not None and before.is_a("prep", "at", "from", "after")):
            at = int(token.amount)
        else:
            length = int(token.amount)
    if until is not None:
        length = max(0, until - (at or 0))
    if at is not None:
        return Timing(Anchor.ABSOLUTE, at, length)
    return Timing(anchor, None, length)


def _times(clause: Clause) -> list[Token]:
    """Durations that are the text's own, not "3 seconds each"."""
    if clause.has("quant", "each", "total") or clause.has("transition") or clause.has("noun", "transition"):
        return clause.free("clock")
    times = [*clause.free("duration"), *clause.free("clock")]
    own = [token for token in times if not names_video(clause, token)]
    return sorted(own, key=lambda token: token.start)


def names_video(clause: Clause, token: Token) -> bool:
    following = clause.after(token)
    return following is not None and following.is_a("noun", "video", "picture", "clip")


def _anchor(clause: Clause) -> Anchor | None:
    edges = clause.free("edge")
    for token in edges:
        clause.store(token, "when")
    return _EDGES[edges[0].value] if edges else None
