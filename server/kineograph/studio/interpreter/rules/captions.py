"""Several texts at once: subtitles as SRT text, lines along the video, a text for each picture."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.layers import Lines
from kineograph.studio.interpreter.rules.entrances import NOUNS
from kineograph.studio.interpreter.rules.textlook import look, with_over
from kineograph.studio.interpreter.rules.titles import role
from kineograph.timeline.vocabulary import TextRole

_IN_TURN = ("依次", "分别", "逐张", "挨个", "各")


def read(clause: Clause) -> None:
    lists = [*clause.free("lines"), *clause.free("srt")]
    if not lists:
        return
    nouns = clause.free("noun", *NOUNS)
    if clause.signed(lists[0], "text") is not Sign.WANTED:
        return
    token = lists[0]
    each = _each(clause)
    found = with_over(look(clause), clause)
    clause.store(token, "lines")
    clause.trigger("text", *nouns, *clause.free("says"), *clause.free("noun", "color", "position"))
    kind = role(nouns) or TextRole.CAPTION
    lines = tuple(token.value.split("\n")) if token.kind == "lines" else ()
    over = each or kind is not TextRole.CAPTION
    clause.drafts.append(Lines(lines, token.value if token.kind == "srt" else "", kind, over and bool(lines), found))
    clause.topic = "text"


def _each(clause: Clause) -> bool:
    """ "For each photo", 每张, 依次, "in order": one over each picture."""
    words = [*clause.free("quant", "each"), *(token for token in clause.free("function") if token.text in _IN_TURN)]
    for token in words:
        clause.store(token, "each")
    pictures = clause.has("noun", "picture", "clip") and bool(clause.free("quant", "all"))
    for token in clause.free("quant", "all") if pictures else ():
        clause.store(token, "each")
    plural = any(token.is_a("noun", "picture", "clip") and token.text.lower().endswith("s") for token in clause.tokens)
    return bool(words) or pictures or (plural and not clause.free("ordinal"))
