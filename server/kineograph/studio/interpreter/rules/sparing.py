"""What is to stay as it is, and nothing else said: "leave the rest alone", 其他不要动, "don't remove anything"."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses import LIGHT, Clause, Sign
from kineograph.studio.interpreter.drafts import Remark
from kineograph.studio.interpreter.tokens import Token

_WITH = LIGHT | {"break", "conj", "prep", "pronoun", "neg", "quant", "except"}
_THINGS = (
    "picture", "clip", "video", "order", "title", "text", "caption", "music", "transition", "motion", "sound", "volume",
    "color", "position", "letter_size", "voice", "narration", "effect", "logo", "watermark", "overlay", "inset",
    "credits", "lower_third", "duration", "shape",
)  # fmt: skip
_SCALES = ("field", "palette", "filter", "speed", "backdrop")


def read(clause: Clause) -> None:
    verbs = [token for token in clause.tokens if token.kind == "verb"]
    if clause.drafts or clause.refused or not verbs or not all(_is_plain(token) for token in clause.tokens):
        return
    if all(clause.sign(verb) is Sign.KEPT for verb in verbs):
        for token in clause.tokens:
            if token.start not in clause.claims and token.kind not in LIGHT and token.kind != "break":
                clause.trigger("kept", token)
        words = [token for token in clause.tokens if token.kind != "break"]
        clause.drafts.append(Remark("kept", _said(words)))


def _is_plain(token: Token) -> bool:
    scale = token.kind in _SCALES and token.value not in ("up", "down", "slow", "fast", "matting")
    return token.kind in _WITH or token.kind == "verb" or scale or token.is_a("noun", *_THINGS)


def _said(words: list[Token]) -> str:
    return ("" if words[0].text[0] > "\u2fff" else " ").join(word.text.strip() for word in words)
