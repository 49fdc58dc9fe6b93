"""Cuts what a studio's agent says into lines, sentences and clauses.

Every cut takes time in proportion to the text: no pattern repeats inside another one, and no text is joined again and
again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kineograph.protocol import gui_words as words

_EMOJI = "☀-➿\U0001f300-\U0001faff️‍"
MARKER = re.compile(
    r"[ \t]{0,16}(?:(?:[-*•·▪►>]|\d{1,2}[.)、]|[①-⑳]|#{1,6}|[（(]\d{1,2}[)）])[ \t]{1,4}|\d{1,2}[、.](?=[^\d\s.]))?"
)
ITEM = re.compile(
    r"[ \t]{0,16}(?:[-*•·▪►]\s|\d{1,2}[.)、]|[①-⑳]|[（(]\d{1,2}[)）]|step\s+\d|第[一二三四五六]步|步骤|["
    + _EMOJI
    + "])",
    re.IGNORECASE,
)
SUBSTANCE = re.compile(r"[^\W_]{2,}|[\u3040-\u9fff]|\ue000|\ue002|\d")
END = re.compile(r"[.!?。！？…]{1,6}[*_]{0,4}$")
_AFTER = rf"[\"”’」』）)*_\]]{{0,4}}(?:\s{{0,3}}[{_EMOJI}]{{1,6}})?"
_STOP = re.compile(
    rf"[.!?…]{{1,6}}{_AFTER}(?=\s|$)|[。！？]{{1,6}}{_AFTER}|"
    # an emoji may stand for the full stop
    rf"(?<=[^\W_])[ ]?[{_EMOJI}]{{1,6}}(?=\s{{1,3}}(?:[A-Z*\ue000]|[\u3040-\u9fff])|$)"
)
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|etc|vs|approx|mr|ms|dr|st)\.$", re.IGNORECASE)
_NUMBER = re.compile(r"[\W_]{0,8}\d{1,2}\.")
_AND = r"(?:and|or|but|so|then|plus)"
_NEXT = (
    rf"(?:{words.ACT}|{words.PRESS}|{words.PRESS_ON}|release|please|simply|just|then|feel|otherwise|alternatively|also|"
    r"you(?:'ll)?|i|i've|i'll|i'd|we|it|it's|they|there|there's|that's|let|tell|this|the|your|when|once|if|after\s+(?:that|this|you)|"
    r"don't|enjoy|\*\*)(?!\w)"
)
_JOINT = re.compile(
    rf"([,;]\s{{1,3}}(?:{_AND}\s{{1,3}}(?:then\s{{1,3}})?)?|(?<!\bahead)(?<!\bsure)(?<!\btry)\s{_AND}\s{{1,3}}(?:then\s{{1,3}})?(?={_NEXT})|"
    r"\s?[—–]{1,2}\s?|\s-\s|:\*{0,2}\s|[，；：]\*{0,2}\s?|(?:(?<=ready)|(?<=available))\s(?=(?:for\s+you\s+)?to\s)|"
    r"(?<=\S)(?=(?:然后|或者|并且|随后|或|并|再)(?:点|拖|双击|按|选择|单击|打开|右键|前往|进入|导出|直接)))",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"[ \t]{0,2}(?:\([^()\n]{1,400}\)|（[^（）\n]{1,400}）)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause and the joint in front of it."""

    joint: str
    text: str


def sentences(body: str) -> list[str]:
    """The sentences with the white space that follows them; joined, they are the body."""
    found: list[str] = []
    start = 0
    for stop in _STOP.finditer(body):
        end = stop.end()
        tail = body[max(start, end - 12) : end]
        if _ABBREVIATED.search(tail) or _NUMBER.fullmatch(tail):
            continue
        while end < len(body) and body[end].isspace():
            end += 1
        found.append(body[start:end])
        start = end
    return [*found, body[start:]] if start < len(body) else found


def clauses(sentence: str) -> list[Piece]:
    """The clauses; fragments that are none belong to the one before them, and what a title says is not cut."""
    parts = _JOINT.split(sentence)
    grown: list[tuple[str, list[str]]] = [("", [parts[0]])]
    in_title = bool(words.READS.search(parts[0]))
    for joint, text in zip(parts[1::2], parts[2::2], strict=True):
        in_title = in_title or (joint[:1] in (":", "：") and bool(words.TITLE_LABEL.search(grown[-1][1][-1])))
        fragment = joint.strip(" ,，").lower() in ("", "and", "or") and not words.CLAUSE_LIKE.search(text)
        if in_title or fragment:
            grown[-1][1].extend((joint, text))
        else:
            grown.append((joint, [text]))
        in_title = in_title or bool(words.READS.search(text))
    return [Piece(joint, "".join(texts)) for joint, texts in grown]
