"""Questions about how things are: "which song is playing?", "is the title still yellow?", 标题是黄色的吗？ They change
nothing; a request that is put as a question ("could you …?", 能不能…) begins with polite words and is none of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kineograph.studio.interpreter.tokens import Token

_ASKING = frozenset({"which", "what", "what's", "whats", "how", "why", "who", "whose", "where", "when", "whether"})
_BEING = frozenset({"is", "are", "was", "were", "isn't", "aren't", "wasn't", "am", "does", "doesn't", "did", "didn't"})
_HAVING = frozenset({"do", "don't", "have", "has", "hasn't", "haven't", "had"})
_WE = frozenset({"we", "i", "you", "they", "these", "those", "it"})
_WITHOUT_MARK = ("how long", "how many", "how much", "how big", "what is", "what's", "why is", "why are", "why does")
_SUGGESTING = ("how about", "what about", "why not", "why don't", "what if", "how does", "is it possible",
               "is there a way")  # fmt: skip
_AGREEING = ("is that ok", "is that okay", "is that possible", "is this ok", "is that fine", "does that make sense",
             "is that clear", "does that work", "is it ok", "is it okay", "are you able", "do you mind", "how's that")  # fmt: skip
_PARTICLES = ("吗", "嘛", "么")
_ASKED_FOR = ("可以", "能", "可否", "行吗", "行么", "好吗", "好么", "好嘛", "方便", "麻烦", "帮", "请")
_ASKING_ZH = (
    "什么",
    "多少",
    "怎么",
    "为什么",
    "多长",
    "多久",
    "哪里",
    "哪儿",
    "哪个",
    "哪张",
    "几张",
    "几个",
    "第几",
    "谁",
)
_STOPS = ".;!?。；！？\n…"


def gather(tokens: Sequence[Token]) -> list[Token]:
    """The tokens in their places; the first of such a question says so, and nothing parts its words."""
    found = list(tokens)
    for start, end in _sentences(tokens):
        if start < end and _asks(tokens[start:end], tokens[end] if end < len(tokens) else None):
            found[start] = replace(tokens[start], kind="doubt", value="asked", places=())
            for index in range(start + 1, end):
                if tokens[index].kind in ("break", "conj", "polite"):
                    found[index] = replace(tokens[index], kind="mark")
    return found


def _sentences(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    start = 0
    for index, token in enumerate(tokens):
        if token.kind == "break" and token.text in _STOPS:
            yield start, index
            start = index + 1
    yield start, len(tokens)


def _asks(sentence: Sequence[Token], stop: Token | None) -> bool:
    marked = stop is not None and stop.text in ("?", "？")
    words = " ".join(token.text.lower() for token in sentence[:5] if token.kind != "mark").replace("’", "'")
    first, _, rest = words.partition(" ")
    if sentence[0].kind in ("polite", "doubt") or words.startswith((*_SUGGESTING, *_AGREEING)):
        return False
    if not marked and not words.startswith(_WITHOUT_MARK):
        return _asks_in_chinese(sentence, marked=marked)
    having = first in _HAVING and rest.partition(" ")[0] in _WE
    return first in _ASKING or first in _BEING or having or _asks_in_chinese(sentence, marked=marked)


def _asks_in_chinese(sentence: Sequence[Token], *, marked: bool) -> bool:
    """What ends in 吗 or has a word that asks, and asks for no favour."""
    text = "".join(token.text for token in sentence)
    asks = text.endswith(_PARTICLES) or (marked and any(word in text for word in _ASKING_ZH))
    return asks and not any(word in text for word in _ASKED_FOR)
