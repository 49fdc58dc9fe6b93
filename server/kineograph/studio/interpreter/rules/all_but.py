"""All that is heard but some of it: "mute everything except the voice", "turn everything down but not the music"."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.layers import Heard
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.loudness import volume

_OF: dict[str, Heard] = {"music": "music", "voice": "voice", "narration": "voice", "effect": "effect"}


def read(clause: Clause) -> bool:
    """Whether the clause was of that kind; it is claimed then."""
    exception, every = clause.one("except", "except"), clause.one("quant", "all")
    levelled = clause.says("mute", "raise", "lower") or clause.has("relative") or clause.has("side", "up", "down")
    if exception is None or every is None or not levelled or every.start > exception.start:
        return False
    spared = [token for token in clause.tokens if token.kind == "noun" and token.start > exception.start]
    before = [token for token in clause.tokens if token.kind == "noun" and token.start < exception.start]
    if (
        not spared
        or not all(_of(token) for token in spared)
        or not all(token.is_a("noun", "sound") for token in before)
    ):
        return False
    loud = volume(clause)
    if loud is None:
        return False
    for token in (every, *spared):
        clause.store(token, "of")
    clause.trigger("of", exception, *before)
    for marker in clause.markers.get(spared[0].start, ()):
        clause.trigger("of", marker)
    clause.drafts.append(replace(loud, everything=True, spared=tuple(of for of in map(_of, spared) if of)))
    clause.topic = "music"
    return True


def _of(token: Token) -> Heard | None:
    clip = token.is_a("noun", "clip", "video", "sound")
    return "footage" if clip else _OF.get(token.value)
