"""The numbers and letters before the points of a list: "1. Make a video 2. …", 一、…；二、…, 第一步：….

They say in what order things stand on the page and nothing else. Only where they count up from one, so that "1.5" and
一、二张 stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kineograph.studio.interpreter.lexing.normalise import Normal
from kineograph.studio.interpreter.lexing.tokens import Token

_DIGITS = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_POINT = re.compile(
    r"(?:^|(?<=[\s,;:!?。，；：！？.请]))"
    r"(?:[(（【\[]?(?P<number>\d{1,2}|[一二三四五六七八九十])[.、)）\]】](?!\d)"
    r"|(?P<circled>[①②③④⑤⑥⑦⑧⑨⑩])"
    r"|步骤(?P<stage>[一二三四五六七八九十]|\d)[,，:：、]?)"
    r"|第(?P<step>[一二三四五六七八九十]|\d)(?:步|点)(?:[,，:：、]|\s+)"
    r"|(?:^|(?<=[\s,;:!?。，；：！？]))(?P<namely>[一二三四五六七八九十])是(?![一二三四五六七八九十\d])"
    r"|(?:^|(?<=[\s,;:!?。，；：！？.请]))第(?P<nth>[一二三四五六七八九十]|\d)[,，:：](?!第)"
)
_COUNTING = re.compile(
    r"(?:^|[^a-z])(?:photos?|pictures?|pics?|images?|clips?|slides?|shots?|videos?|numbers?|no|titles?|texts?|captions?|"
    r"and|or|to|by|of|at|on|in|for|with|than|after|before|from|the|a|steps?|parts?|points?|files?|uploads?|frames?)$"
)
"""What stands before a number that counts something: "delete photo 2. Then …"."""
_SEPARATOR = re.compile(r"(?<=\s)[/|•·](?=\s)")
_FEWEST = 2
_HARD = ".;!?。；！？\n请"


def spans(normal: Normal) -> dict[int, Token]:
    """By start, the tokens of such numbers: a mark at the beginning of a line, else a stop of its own."""
    points: list[re.Match[str]] = []
    for match in _outside_quotes(normal):
        if _count(match) == len(points) + 1:
            points.append(match)
    found = {match.start(): _token(normal, match) for match in points} if len(points) >= _FEWEST else {}
    return found | _separators(normal)


def _separators(normal: Normal) -> dict[int, Token]:
    """ "1:1 / 20 s / happy music": strokes or dots that stand between the points of a list."""
    found = [
        match
        for match in _SEPARATOR.finditer(normal.original)
        if not any(quote.start <= match.start() < quote.end for quote in normal.quotes)
    ]
    if len(found) < _FEWEST:
        return {}
    return {match.start(): Token("break", ";", match.start(), match.end(), match[0]) for match in found}


def _outside_quotes(normal: Normal) -> Iterator[re.Match[str]]:
    for match in _POINT.finditer(normal.original):
        ahead = normal.original[: match.start()].rstrip()[-1:]
        dotted = match[0].rstrip()[-1:] in ".、"
        if dotted and ahead.isascii() and ahead.isalpha() and _COUNTING.search(normal.folded[: match.start()].rstrip()):
            continue
        if not any(quote.start <= match.start() < quote.end for quote in normal.quotes):
            yield match


def _count(match: re.Match[str]) -> int:
    said = next(group for group in match.groups() if group is not None)
    if said.isdigit() and said not in _CIRCLED:
        return int(said)
    return (_CIRCLED if said in _CIRCLED else _DIGITS).index(said) + 1


def _token(normal: Normal, match: re.Match[str]) -> Token:
    before = normal.original[: match.start()].rstrip(" \t")
    begins = not before or before[-1] in _HARD
    return Token("mark" if begins else "break", ".", match.start(), match.end(), match[0])
