"""The answer to what was asked back: "放5秒" – "每张还是总共？" – 每张; "把那张删掉" – "第几个？" – 第二张; "add a
title" – "What should it read?" – "Summer".

What was asked about is kept as its words. An answer that does nothing by itself is put into them, and the whole is read
like any other instruction; only where all of that is understood does it count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kineograph.studio.interpreter.doing.resolve import Said
from kineograph.studio.interpreter.lexing.ledger import Entry
from kineograph.studio.interpreter.lexing.tokens import State
from kineograph.studio.interpreter.scene import Interpretation, Scene

LONGEST = 40
"""Characters of an answer, and three times as many of what it answers."""
_ANSWERABLE = frozenset({
    "no_words", "each_or_total", "out_of_range", "which_clip", "which_moment", "which_length", "swap_two", "sort_by",
    "which_transition", "no_replacement", "which_upload", "replace_which", "no_sound", "no_logo", "no_effect",
    "which_music", "no_text", "which_end", "no_half",
})  # fmt: skip
_ANSWERING = frozenset({
    "ordinal", "name", "quote", "duration", "quant", "mood", "transition", "clock", "window", "percent", "own",
    "sortkey", "number", "beyond", "edge", "place", "color", "motion",
})  # fmt: skip
_BESIDE = frozenset({
    "function", "polite", "det", "break", "mark", "correction", "conj", "prep", "unknown", "descriptor", "says",
    "pronoun",
})  # fmt: skip
_OPENING = re.compile(
    r"^(?:嗯|哦|噢|啊|那就|那|就|我(?:是)?说(?:的)?(?:是)?|我指(?:的)?(?:是)?|我的意思是|指的是|应该是|是|选|要|给|用|"
    r"the answer is |i mean |i meant |it's |let's say |make it |just |ok,? |well,? )+",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"(?:吧|啊|呀|哈|呢|嘛|就行|就好|就可以|,? please|[。.!！])+$", re.IGNORECASE)
_ONE = re.compile(
    r"(?:[那这](?:一)?|某|[一两二三几])[张个段幅](?:图片|照片|图|片段)?|(?:图片|照片)|"
    r"(?<![\w一-鿿])(?:that|this) (?:one|photo|picture|image|clip)\b|"
    r"\b(?:one|a) (?:of the )?(?:photos?|pictures?|images?|clips?)\b|\bthe (?:photo|picture|image|clip)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"第[\d一二三四五六七八九十]+[张个段幅](?:图片|照片|图|片段)?|\b(?:photo|picture|clip|image) \d+", re.IGNORECASE
)
_HAN = re.compile("[一-鿿]")


def asked(text: str, held: Sequence[tuple[str, Said]]) -> str:
    """The words that the question was about; empty where no answer would do."""
    words, reason = held[0] if held else (text, Said("which_clip"))
    one = _ONE.search(words) is not None
    known = reason.code in _ANSWERABLE or (one and reason.code == "not_understood")
    return words if known and (held or one) and len(held) < 2 and len(words) <= 3 * LONGEST else ""


def answered(
    text: str, scene: Scene, alone: Interpretation, read: Callable[[str, Scene], Interpretation]
) -> Interpretation:
    """What the answer makes of what was asked about; ``alone``: what it is by itself, which stands where it does
    something or where both together are not understood."""
    question = scene.focus.asked
    if not question or alone.edits or len(text) > LONGEST or not _is_answer(alone):
        return alone
    calm = replace(scene, focus=replace(scene.focus, asked=""))
    for whole in _together(question, _CLOSING.sub("", _OPENING.sub("", text.strip()))):
        found = read(whole, calm)
        report = found.report
        if found.edits and not (report.held or report.unsupported or report.question):
            return replace(found, tokens=_accounted(alone.tokens))
    return alone


def _is_answer(alone: Interpretation) -> bool:
    """Whether it names a thing or a value, and asks for nothing itself."""
    kinds = {entry.token.kind for entry in alone.tokens}
    return bool(kinds & _ANSWERING) and kinds <= _ANSWERING | _BESIDE and not alone.report.unsupported


def _together(question: str, answer: str) -> Iterator[str]:
    """The ways in which both can be one instruction."""
    han = _HAN.search(question) is not None
    gap = "" if han else " "
    if _ONE.search(question):
        yield _ONE.sub(lambda _: answer, question, count=1)
    if len(_NUMBERED.findall(question)) == 1:
        yield _NUMBERED.sub(lambda _: answer, question)
    if han:
        yield f"{answer}{question}"
    yield f"{question}{gap}{answer}"
    yield f"{question}{'，' if han else ', '}{answer}"


def _accounted(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The words of the answer: what nobody understood of them alone is what was asked for."""
    return tuple(
        replace(entry, state=State.STORED, where="answer") if entry.state is State.NOT_UNDERSTOOD else entry
        for entry in entries
    )
