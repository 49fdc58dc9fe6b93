"""A style and nothing else: "make it cinematic", 做得高级一点. By itself it says nothing that could be done. Last."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.refusals import refuse

_STYLES = ("mood", "strength", "manner")
_WITH = LIGHT | {
    "noun",
    "verb",
    "pronoun",
    "degree",
    "relative",
    "break",
    "prep",
    "conj",
    "quant",
    "mood",
    "strength",
    "manner",
}
_FEELING = ("look", "feel", "vibe", "style", "touch")
_MAKING = ("make", "turn", "change", "add", "create", "edit", "show", "use")


def read(clause: Clause) -> None:
    styles = [token for token in clause.tokens if token.kind in _STYLES or token.is_a("descriptor", "style")]
    if clause.drafts or clause.refused or not styles or any(token.start in clause.claims for token in clause.tokens):
        return
    if all(_is_plain(token) for token in clause.tokens) and clause.sign(styles[0]) is Sign.WANTED and _asks(clause):
        for token in styles:
            refuse(clause, token, "style")


def _is_plain(token: Token) -> bool:
    named = token.kind == "noun" and token.value not in ("picture", "clip", "video", "color", "shape")
    return token.kind in _WITH and not named and (token.kind != "verb" or token.value in _MAKING)


def _asks(clause: Clause) -> bool:
    felt = any(token.text.lower() in _FEELING or token.kind == "manner" for token in clause.tokens)
    return felt or clause.says(*_MAKING) or clause.has("noun", "video", "clip", "picture") or clause.has("degree")
