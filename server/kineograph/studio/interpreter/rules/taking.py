"""Taking away what was spoken of, where nothing is named: "还是去掉吧" after the music, "把它删掉" after a text."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.layers import MusicRemoval
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.following_texts import removal_of

_REFUSALS = ("不要", "不用", "不需要")


def read(clause: Clause) -> None:
    before = clause.previous
    if clause.drafts or clause.refused or before is None or before.sentence + 1 < clause.sentence:
        return
    words = [token for token in clause.tokens if not _is_light(clause, token)]
    if (
        len(words) != 1
        or clause.has("det", "indefinite")
        or not _takes(words[0])
        or before.topic not in ("music", "text")
    ):
        return
    clause.trigger("remove", *words)
    if before.topic == "music":
        clause.drafts.append(MusicRemoval())
    else:
        clause.drafts.append(removal_of(before))
    clause.topic = before.topic


def _is_light(clause: Clause, token: Token) -> bool:
    opening = token.kind == "correction" and clause.begins
    return token.kind in LIGHT or token.kind in ("break", "conj") or token.is_a("pronoun", "it") or opening


def _takes(token: Token) -> bool:
    taken = token.is_a("verb", "remove") or (token.kind == "neg" and token.text in _REFUSALS)
    return taken and is_han(token.text[0])
