"""Where a clip begins or ends to play, said of its ends: "start the clip at 3 seconds", "begin it 2 seconds in", "end
the clip one second earlier"."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.playing import Cutout, Stretch
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.stretches import OTHERS, clips_meant, is_of_laid, times_of

_ENDS = {
    **dict.fromkeys(("begin", "begins", "start", "starts", "starting", "beginning"), "start"),
    **dict.fromkeys(("end", "ends", "finish", "finishes", "ending", "stop", "stops"), "end"),
}
_KINDS = ("edge", "unknown", "function", "verb")


def read(clause: Clause) -> None:
    if clause.refused or clause.drafts or clause.has("quote") or clause.has("noun", *OTHERS) or is_of_laid(clause):
        return
    times = times_of(clause)
    ends = [token for token in clause.tokens if _end(token)]
    if len(times) != 1 or len(ends) != 1 or not _opens(clause, ends[0]):
        return
    stretch, keep, word = _stretch(clause, times[0], _end(ends[0]))
    if stretch is None:
        return
    clause.store(ends[0], "keep")
    clause.store(times[0], "start_ms" if _end(ends[0]) == "start" else "end_ms")
    clause.trigger("keep", word)
    clause.drafts.append(Cutout(stretch, keep=keep, target=clips_meant(clause)))


def _end(token: Token) -> str:
    return _ENDS.get(token.text.lower(), "") if token.kind in _KINDS else ""


def _opens(clause: Clause, end: Token) -> bool:
    """ "Start the clip …", "make it start …", "the clip should start …"."""
    first = next((token for token in clause.tokens if token.kind not in ("polite", "break", "conj", "function")), end)
    clips = [token for token in clause.tokens if token.start < end.start and token.is_a("noun", "clip", "video")]
    return first is end or clause.says("make") or bool(clips) or clause.tokens[0] is end


def _stretch(clause: Clause, time: Token, end: str) -> tuple[Stretch | None, bool, Token | None]:
    """What stays (or goes), and the word that says so."""
    before, after = clause.before(time), clause.after(time, frozenset())
    at, word = int(time.amount), after.text.lower() if after is not None else ""
    if before is not None and before.is_a("prep", "at", "from") and (end == "start" or before.value == "at"):
        return (Stretch(at, None) if end == "start" else Stretch(0, at)), True, None
    if end == "start" and word in ("in", "into"):
        return Stretch(at, None), True, after
    if (end, word) in (("start", "later"), ("end", "earlier"), ("end", "sooner")):
        return Stretch(edge="first" if end == "start" else "last", length=at), False, after
    return None, True, None
