"""What a Chinese instruction begins with that asks for nothing: what the video is for, "家长会要用：…", what it is of,
"店铺新品轮播：…", who is in it, "我儿子5岁了，…". It is noted, and never carried out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import HAN, when

_TELLING = re.compile(
    r".*(?:要用|用的|使用|专用|预热用|[^使套采启选改换]用)|.*\d+(?:\.\d+)?(?:岁|块|元|天|万)了?|.*去了趟.*|.*求助|"
    r"(?:[^0-9]*(?:单价|预算|工期|共|第)\d+(?:\.\d+)?(?:款|件|批|人)?)"
)
_ASKING = frozenset(
    {"motion", "transition", "ratio", "aspect", "ordinal", "name", "duration", "neg", "quote", "color", "hex",
     "percent", "tone", "preset", "place", "clock", "window", "fade", "pronoun", "relative", "lines",
     "unsupported", "speed", "edge", "size", "grade", "field"}
)  # fmt: skip
_ASIDE = ("use", "remove", "create", "show", "last", "make", "add")
_HEADING = frozenset({"unknown", "content", "descriptor", "audience", "function", "number", "mark", "count"})
_FEW = 4


@when("unknown", also=HAN)
def told(tokens: list[Token]) -> list[Token]:
    """The tokens in their places, those of such a beginning in one."""
    first = next((at for at, token in enumerate(tokens) if token.kind != "polite"), len(tokens))
    if not any(is_han(token.text) for token in tokens):
        return tokens
    while first < len(tokens):
        stop = next((at for at in range(first, len(tokens)) if tokens[at].kind == "break"), len(tokens))
        said = tokens[first:stop]
        if (
            stop >= len(tokens) - 1
            or not said
            or tokens[stop].text not in ",，:："
            or not _asks_nothing(said, tokens[stop])
        ):
            return tokens
        text = "".join(token.text for token in said)
        aside = replace(said[0], kind="purpose", value="told", end=said[-1].end, text=text, places=())
        tokens = [*tokens[:first], aside, replace(tokens[stop], value=";"), *tokens[stop + 1 :]]
        first += 2
    return tokens


def _asks_nothing(said: Sequence[Token], stop: Token) -> bool:
    strange = any(token.kind in ("unknown", "content", "audience") for token in said)
    if not strange or any(
        token.kind in _ASKING or (token.kind == "verb" and token.value not in _ASIDE) for token in said
    ):
        return False
    text = "".join(token.text for token in said)
    things = [token for token in said if token.kind == "noun" and not token.is_a("noun", "picture", "video")]
    if not things and _TELLING.fullmatch(text):
        return True
    titled = all(token.kind in _HEADING or token.is_a("noun", "video") or token.is_a("det", "new") for token in said)
    return titled and stop.text in ":：" and len(text) >= _FEW
