"""An exception that is said after its rule, or before it: "所有照片放大，最后一张不变", "转场全换成擦除，但第一个
保持原样", "第二张别动，其他的都调亮".

What is said to stay as it is names whom the rule leaves out; the words become those of "…，最后一张除外" before the
sentence is parted, so that every operation reads them alike. Only where a rule of all stands beside it, and where
nothing but clips and their sparing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import HAN, when

_LIGHT = frozenset({"function", "polite", "det", "mark"})
_POINTERS = frozenset({"ordinal", "name", "beyond"})
_THINGS = ("picture", "clip", "transition", "video")
_SPARED = ("change", "touch", "edit", "add", "use", "move", "remove", "make")
_PUTTING = (
    "放进去",
    "放",
    "放进来",
    "用",
    "使用",
    "加进去",
    "加进来",
    "放上去",
    "收进去",
    "采用",
    "放入",
    "用上",
    "用进去",
)
_NOT_ADDED = ("别加", "不加")
_KEPT = ("保留", "留", "留下", "留着", "保留下")
_STILL = ("不动", "保持不动", "固定不动")
_OPENING = ("只有", "唯独", "仅", "只", "单单", "就")
_HARD = frozenset(".;!?。；！？\n")
_MOVING = frozenset({"motion", "static"})
_CLIP_OPERATIONS = ("remove", "move", "swap", "replace")


@when(HAN)
def gather(tokens: list[Token]) -> list[Token]:
    """The tokens in their places, those that spare a clip as an exception."""
    found = list(tokens)
    if not any(is_han(token.text[0]) for token in tokens):
        return found
    _with_the_excepted(found)
    for start, end in _sentences(found):
        parts = list(_parts(found, start, end))
        _dismiss_all(found, parts)
        for (first, last), (begin, stop) in pairwise(parts):
            _taken(found, begin, stop)
            if _rules(found[first:last]) and _spares(found[begin:stop], found[first:last]):
                _except(found, begin, stop, behind=True)
            elif _is_denied(found[begin:stop], found[first:last]) and _spares(found[begin:stop], found[first:last]):
                _keep(found, begin, stop)
            elif _spares(found[first:last], found[begin:stop]) and _goes_behind(found[begin:stop]):
                _keep(found, first, last)
            elif _spares(found[first:last], found[begin:stop]) and _rests(found[begin:stop]):
                _except(found, first, last, behind=False)
                found[begin] = replace(found[begin], kind="mark")
    return found


def _sentences(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    start = 0
    for index, token in enumerate(tokens):
        if token.kind == "break" and token.value in _HARD:
            yield start, index
            start = index + 1
    yield start, len(tokens)


def _parts(tokens: Sequence[Token], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between commas, each with the comma that opens it."""
    first = start
    for index in range(start + 1, end):
        if tokens[index].kind == "break" and tokens[index].value in ",，":
            yield first, index
            first = index
    if first < end:
        yield first, end


def _rules(part: Sequence[Token]) -> bool:
    """Whether something is asked of all."""
    every = any(
        token.is_a("quant", "all", "each") and token.text not in ("各", "各自", "分别") for token in part
    ) or any(token.is_a("ordinal") and token.value == "placed" for token in part)
    excepted = any(token.kind == "except" and token.value == "except" for token in part)
    pointed = any(token.kind in _POINTERS and token.value != "placed" for token in part)
    return every and not excepted and not pointed and not any(token.kind == "quote" for token in part)


def _taken(found: list[Token], begin: int, stop: int) -> None:
    """ "保留a、c，剩下的不要": the others are to go."""
    words = [place for place in range(begin, stop) if found[place].kind not in (_LIGHT - {"det"}) | {"break"}]
    denied = len(words) == 2 and found[words[1]].kind == "neg" and found[words[1]].text in ("不要", "都不要", "不留")
    if denied and _is_rest(found[words[0]]):
        found[words[0]] = replace(found[words[0]], kind="pronoun", value="rest")
        found[words[1]] = replace(found[words[1]], kind="verb", value="remove")


def _is_rest(token: Token) -> bool:
    return token.is_a("pronoun", "rest") or (token.is_a("det", "new") and token.text in ("剩下的", "其余的", "剩余的"))


def _rests(part: Sequence[Token]) -> bool:
    """Whether something is asked of all the others."""
    rest = any(token.is_a("pronoun", "rest") for token in part)
    return rest and not any(token.kind in _POINTERS or token.is_a("neg") for token in part)


def _goes_behind(part: Sequence[Token]) -> bool:
    """ "前两张别动，后面的都停5秒": of those that follow."""
    return any(token.text in ("后面", "后边", "之后", "后头") for token in part[:3])


def _words(part: Sequence[Token]) -> list[Token]:
    """What the part says, without its comma, "but", "only" and the words that say nothing."""
    words = [token for token in part if token.kind not in _LIGHT and token.kind not in ("break", "conj")]
    while words and (words[0].is_a("except", "but") or words[0].text in _OPENING):
        words = words[1:]
    return words


def _spares(part: Sequence[Token], rule: Sequence[Token]) -> bool:
    """Whether nothing but clips is named, and said to stay as it is."""
    words = _words(part)
    pointers = [token for token in words if token.kind in _POINTERS]
    if words and words[0].is_a("verb", "keep") and words[0].text in _KEPT and len(pointers) == len(words) - 1:
        return any(token.is_a("verb", "remove") for token in rule)
    behind = words[words.index(pointers[-1]) + 1 :] if pointers else []
    while behind and behind[0].is_a("noun", *_THINGS):
        behind = behind[1:]
    ahead = [token for token in words if token not in pointers and token not in behind]
    return bool(pointers) and all(token.is_a("noun", *_THINGS) for token in ahead) and _stays(behind, rule)


def _stays(words: Sequence[Token], rule: Sequence[Token]) -> bool:
    """不变, 别动, 保持原样, 不用加, 算了: left as it is."""
    if not words:
        return False
    moving = any(token.kind in _MOVING for token in rule)
    if len(words) == 1 and words[0].kind == "motion":
        return words[0].text in _STILL and not moving
    if len(words) == 1:
        removing = any(token.is_a("verb", "remove") for token in rule)
        kept = words[0].is_a("verb", "keep") or words[0].text in ("算了", "例外", "免了")
        return kept or (words[0].kind == "neg" and not removing)
    negated = words[0].kind == "neg" and words[1].is_a("verb", *_SPARED) and len(words) == 2
    repeated = all(any(token.is_a(other.kind, other.value) for other in rule) for token in words[1:])
    return negated or (words[0].kind == "neg" and repeated)


def _except(found: list[Token], begin: int, stop: int, *, behind: bool) -> None:
    """The words of the part as those of "…，最后一张除外"."""
    part = found[begin:stop]
    last = max(index for index, token in enumerate(part) if token.kind in _POINTERS)
    for index, token in enumerate(part[:last]):
        if token.is_a("verb", "keep"):
            found[begin + index] = replace(token, kind="except", value="except", text="除了")
    said = False
    for index, token in enumerate(part):
        place = begin + index
        if index == 0 and token.kind == "break":
            found[place] = replace(token, kind="mark") if behind else token
        elif token.is_a("except", "but") or token.text in _OPENING:
            found[place] = replace(token, kind="function", value="function")
        elif index > last and token.kind not in _LIGHT and not token.is_a("noun", *_THINGS):
            found[place] = replace(token, kind="function", value="function") if said else _closing(token)
            said = True


def _is_denied(part: Sequence[Token], before: Sequence[Token]) -> bool:
    """ "第一张加标题，第二张不用加", "e放第一个，中间的不动": it says only that nothing is done."""
    words = _words(part)
    placed = any(token.is_a("verb", "move", "swap", "startwith") for token in before)
    if words and words[-1].is_a("motion") and words[-1].text in _STILL:
        return placed or any(token.is_a("verb", "add") and token.text.startswith("放") for token in before)
    if len(words) < 2:
        return False
    if words[-1].text == "免了" or (words[-1].kind == "neg" and words[-1].text in _NOT_ADDED):
        return True
    return words[-2].kind == "neg" and words[-1].is_a("verb", "add", "use")


def _dismiss_all(found: list[Token], parts: Sequence[tuple[int, int]]) -> None:
    for index, (begin, stop) in enumerate(parts):
        made = not index or _makes(found[parts[index - 1][0] : begin])
        if made and _is_denied(found[begin:stop], ()) and _puts_in(found[begin:stop]):
            _dismiss(found, begin, stop)


def _makes(part: Sequence[Token]) -> bool:
    return any(token.is_a("verb", "create", "turn", "make") for token in part) and any(
        token.is_a("noun", "video") for token in part
    )


def _puts_in(part: Sequence[Token]) -> bool:
    """ "d.jpg 别放进去", "第三张别用": clips, and that they should not come into the video."""
    words = _words(part)
    clips = [token for token in words if token.kind in _POINTERS]
    return bool(clips) and len(clips) + 2 == len(words) and words[-1].text in _PUTTING


def _dismiss(found: list[Token], begin: int, stop: int) -> None:
    for place in range(begin, stop):
        if found[place].kind == "neg":
            found[place] = replace(found[place], value="dismiss")
        elif found[place].kind == "verb":
            found[place] = replace(found[place], kind="function", value="function")


def _keep(found: list[Token], begin: int, stop: int) -> None:
    places = [place for place in range(begin, stop) if found[place].kind not in _LIGHT]
    for place in places[-2:]:
        if found[place].kind == "neg":
            found[place] = replace(found[place], kind="function", value="function")
    found[places[-1]] = replace(found[places[-1]], kind="verb", value="keep")


def _closing(token: Token) -> Token:
    return replace(token, kind="except", value="except", text="除外", places=(), amount=0.0)


def _with_the_excepted(found: list[Token]) -> None:
    """ "除了最后一张，最后一张6秒", after all were changed: what the one gets."""
    for index, token in enumerate(found[:-3]):
        one, stop, again = found[index + 1 : index + 4]
        opens = index == 0 or (found[index - 1].kind == "break" and found[index - 1].text not in ",，")
        same = one.kind in _POINTERS and (one.kind, one.value, one.places) == (again.kind, again.value, again.places)
        if opens and token.is_a("except", "except") and stop.kind == "break" and same:
            for place in (index, index + 1, index + 2):
                found[place] = replace(found[place], kind="function", value="function", places=())
