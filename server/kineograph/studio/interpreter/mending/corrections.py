"""What is taken back in mid sentence: "photo 2, no wait, photo 3", "4 seconds, actually make that five", 不对，改成5秒.

The value that is said anew takes the place of the one it corrects, and the words that say so mean nothing more. Only
where every word after the correction is such a value, or says no more than the words before it; a correction that goes
on to say something else stays a matter of its clauses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import ALWAYS, when

_PADDING = frozenset({"function", "det", "polite", "mark", "correction", "says", "neg", "prep", "break", "pronoun"})
_LIGHT = ("make", "change", "use", "show", "add", "move", "create", "keep", "last", "turn")
_FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"duration", "range", "window", "clock"}),
    frozenset({"percent"}),
    frozenset({"multiple", "factor", "tempo"}),
    frozenset({"ordinal", "name"}),
    frozenset({"quote"}),
    frozenset({"color", "hex"}),
    frozenset({"ratio", "aspect", "platform", "pixels"}),
    frozenset({"place", "edge", "side"}),
    frozenset({"transition", "slide"}),
    frozenset({"mood"}),
    frozenset({"motion"}),
    frozenset({"tone", "preset"}),
    frozenset({"resolution"}),
    frozenset({"fps"}),
    frozenset({"container"}),
    frozenset({"count"}),
    frozenset({"angle"}),
    frozenset({"number"}),
)
_HESITATING = frozenset({"erm", "um", "uh", "er", "hmm", "hm", "umm", "ehm", "or", "or rather", "well"})
_LEADING = _PADDING | {"verb", "noun", "quant", "pronoun", "descriptor"}
_OPENERS = frozenset({"correction", "function", "polite", "neg", "pronoun"})
_NOT_IT = 2
_STRESSING = ("actually", "i mean", "i meant", "sorry", "my mistake")
_UNITS = {"duration": 1000.0, "percent": 0.01, "multiple": 1.0}
_NEW = ("too", "also", "as well", "and", "plus", "only", "也", "还", "都", "另外")
_STOPS = ".;!?。；！？\n"


@when(ALWAYS)
def gather(tokens: list[Token]) -> list[Token]:
    """The tokens in their places, with what was said anew where it belongs."""
    found = _closed(_opened(list(tokens)))
    index = 1
    while index < len(found):
        if _is_too_much(found, index):
            _put(found, index, index + 3, [(index - 1, index + 2)])
        start = _begins(found, index)
        while start > 1 and found[start].kind == found[start - 1].kind == "break":
            start -= 1
        if start:
            end = _end(found, index)
            places, restart = _corrected(found, start, end), _restarted(found, start, index)
            if restart is not None and (places is None or any(old < restart[0] for old, _ in places)):
                _put(found, start, restart[1] + 1, [restart])
            elif places is not None:
                _put(found, start, end, places)
        index += 1
    return found


def _opened(tokens: list[Token]) -> list[Token]:
    """ "No no, "Day 1"", "sorry, on the second": the comma after words that only take back parts nothing. "Not that
    one, something calmer": it is the other that is wanted."""
    for index, token in enumerate(tokens):
        comma = token.kind == "break" and token.text in ",，"
        denied = index > 1 and tokens[0].is_a("neg") and tokens[1].is_a("pronoun", "it", "them")
        if comma and (any(other.kind == "correction" for other in tokens[:index]) or (denied and index == _NOT_IT)):
            tokens[index] = replace(token, kind="mark")
            tokens[: index * denied] = [replace(other, kind="function") for other in tokens[: index * denied]]
        if token.kind not in _OPENERS and not comma:
            break
    return tokens


def _closed(tokens: list[Token]) -> list[Token]:
    """ "Photo 2, photo 3 actually": the word that takes back comes last. "Bottom left actually": it only stresses."""
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        ends = following is None or (following.kind == "break" and following.text in _STOPS)
        if not (index and ends and token.kind == "correction" and token.text.lower() in _STRESSING):
            continue
        begin = _sentence(tokens, index)
        commas = [place for place in range(begin, index) if tokens[place].kind == "break"]
        places = _corrected(tokens, commas[-1], index) if commas else None
        if commas and places is not None:
            _put(tokens, commas[-1], index + 1, places)
        elif not commas or not any(_family(other) for other in tokens[begin : commas[-1]]):
            tokens[index] = replace(token, kind="function")
    return tokens


def _begins(tokens: Sequence[Token], index: int) -> int:
    """Where the words of a correction begin, if one stands here; 0 where none does."""
    token = tokens[index]
    parted = tokens[index - 1].kind in ("break", "mark")
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    alone = following is not None and following.kind == "break" and following.text in ",，"
    objects = token.kind == "neg" and token.text.lower() in ("no", "nope", "不") and parted and alone
    said = tokens[index + 2] if alone and index + 2 < len(tokens) else following
    hesitates = parted and token.text.lower() in _HESITATING and said is not None and _family(said) is not None
    if token.kind == "correction" or objects or hesitates or _makes_that(tokens, index) or _denies(tokens, index):
        return index - 1 if parted else index
    return 0


def _denies(tokens: Sequence[Token], index: int) -> bool:
    """ "Photo 1 longer, photo 2, no photo 3 shorter": the other of the two, where one clip was only just named."""
    if tokens[index].text.lower() not in ("no", "nope", "nah") or index < _NOT_IT or index + 1 >= len(tokens):
        return False
    before, comma, following = tokens[index - 2], tokens[index - 1], tokens[index + 1]
    following = tokens[index + 2] if following.kind == "det" and index + 2 < len(tokens) else following
    alike = _family(before) is not None and _family(before) == _family(following)
    kept = any(other.is_a("verb", "keep", "use", "create") for other in tokens[_sentence(tokens, index) : index])
    return comma.text in ",-–—" and alike and len(before.places) <= 1 and not kept


def _is_too_much(tokens: Sequence[Token], index: int) -> bool:
    """ "20秒太长，15吧": the value that was weighed, and the one that is meant."""
    token = tokens[index]
    if not (token.is_a("relative") and token.text.startswith(("太", "有点")) and index + 2 < len(tokens)):
        return False
    weighed, comma, instead = tokens[index - 1], tokens[index + 1], tokens[index + 2]
    closed = all(other.kind in ("function", "polite", "break") for other in tokens[index + 3 : index + 5])
    alike = weighed.kind in _UNITS and instead.kind in (weighed.kind, "number")
    return alike and closed and comma.kind == "break" and comma.text in ",，"


def _makes_that(tokens: Sequence[Token], index: int) -> bool:
    """ "…, hm, make that 30": another number than was said."""
    if tokens[index].text.lower() not in ("make", "call") or index + 2 >= len(tokens):
        return False
    value = tokens[index + 2]
    opens = all(token.kind in ("function", "break", "mark") for token in tokens[index - 1 : index])
    return opens and tokens[index + 1].text.lower() == "that" and value.kind in ("number", "duration", "percent")


def _end(tokens: Sequence[Token], index: int) -> int:
    """Up to the end of the sentence, or of the part that says a value."""
    said = False
    for place in range(index + 1, len(tokens)):
        token = tokens[place]
        ends = token.kind == "break" and token.text in _STOPS
        if ends or (said and (token.is_a("conj") or (token.kind == "break" and token.text in ",，"))):
            return place
        said = said or any(token.kind in family for family in _FAMILIES)
    return len(tokens)


def _corrected(tokens: Sequence[Token], start: int, end: int) -> list[tuple[int, int]] | None:
    """Each value that is said anew, with the place of the one it corrects; None where more is said."""
    begin = _sentence(tokens, start)
    before = tokens[begin:start]
    pairs: list[tuple[int, int]] = []
    for place in range(start, end):
        token = tokens[place]
        if token.text.lower() in _NEW or token.kind == "correction":
            if token.kind != "correction":
                return None
            continue
        family = _family(token)
        if family is None:
            if not _repeats(token, before):
                return None
            continue
        old = _corrects(tokens, token, family, begin, start)
        if _goal(token) and old is not None and not any(other.kind == "verb" for other in tokens[begin:old]):
            return None
        if old is None or any(old == taken for taken, _ in pairs):
            return None
        pairs.append((old, place))
    crosses = any(token.kind == "break" and token.text in _STOPS for token in tokens[begin:start])
    several = len(pairs) > 1 and crosses and not all(_is_same(tokens[a], tokens[b]) for a, b in pairs[:-1])
    return pairs if pairs and not several else None


def _corrects(tokens: Sequence[Token], token: Token, family: frozenset[str], begin: int, start: int) -> int | None:
    """The value that is said anew; "set it to five, no, four seconds": also a number that had no unit yet."""
    old = _old(tokens, family | _measured(token) | _goal(token), begin, start)
    if old is None and token.kind in _UNITS:
        return _old(tokens, frozenset({"number"}), begin, start)
    return old


def _restarted(tokens: Sequence[Token], start: int, index: int) -> tuple[int, int] | None:
    """ "Make the first, sorry, the second picture black and white": nothing was asked yet when the value was taken
    back, and the sentence goes on from the one in its place."""
    new = next((at for at in range(index, len(tokens)) if tokens[at].kind not in _PADDING), len(tokens))
    family = _family(tokens[new]) if new < len(tokens) else None
    if family is None:
        return None
    begin = next((at + 1 for at in range(start - 1, -1, -1) if tokens[at].kind in ("break", "conj")), 0)
    measured = frozenset({"number"}) if tokens[new].kind in _UNITS else frozenset[str]()
    old = _old(tokens, family | measured | _measured(tokens[new]), begin, start)
    if old is None and _is_number(tokens[new]):
        old = next((at for at in range(begin, start) if _is_numbered(tokens[at])), None)
    if old is None or not all(tokens[at].kind in _LEADING for at in range(begin, start) if at != old):
        return None
    return old, new


def _is_number(token: Token) -> bool:
    return token.kind == "number" and token.amount >= 1 and token.amount == int(token.amount)


def _is_numbered(token: Token) -> bool:
    """ "Picture 2": one clip by its number."""
    return token.kind == "ordinal" and len(token.places) == 1 and token.text[-1:].isdigit()


def _family(token: Token) -> frozenset[str] | None:
    if token.kind == "number" and token.text.startswith("第"):
        return _family(replace(token, kind="ordinal"))
    return next((family for family in _FAMILIES if token.kind in family), None)


def _sentence(tokens: Sequence[Token], start: int) -> int:
    """Where the sentence begins that may be corrected: the same one, or the one right before."""
    stops = [place for place in range(start) if tokens[place].kind == "break" and tokens[place].text in _STOPS]
    while stops and tokens[stops[-1]].kind == "break" and stops[-1] == start - 1:
        start = stops.pop()
    return stops[-1] + 1 if stops else 0


def _repeats(token: Token, before: Sequence[Token]) -> bool:
    """Whether the word adds nothing to what was said before."""
    if token.kind in _PADDING or token.is_a("verb", *_LIGHT) or token.text in ("—", "-", "–"):
        return True
    if token.is_a("noun", "picture", "clip") and any(other.kind in ("ordinal", "name") for other in before):
        return True
    alike = ("noun", "verb", "quant", "conj", "fade", "grade", "turned")
    return token.kind in alike and any(token.is_a(other.kind, other.value) for other in before)


def _measured(token: Token) -> frozenset[str]:
    """A bare number is one of what was said before."""
    if token.kind == "angle":
        return frozenset({"number"})
    return frozenset(_UNITS) if token.kind == "number" else frozenset()


def _goal(token: Token) -> frozenset[str]:
    """ "第二张放到最后，不对，放到第四个": where it goes, and not which."""
    return frozenset({"edge", "number"}) if token.kind == "number" and token.text.startswith("第") else frozenset()


def _old(tokens: Sequence[Token], kinds: frozenset[str], begin: int, start: int) -> int | None:
    return next((place for place in range(start - 1, begin - 1, -1) if tokens[place].kind in kinds), None)


def _is_same(first: Token, second: Token) -> bool:
    return (first.kind, first.places, first.value) == (second.kind, second.places, second.value)


def _put(tokens: list[Token], start: int, end: int, pairs: Sequence[tuple[int, int]]) -> None:
    """The new values where the old ones stood."""
    for old, new in pairs:
        said, instead = tokens[old], tokens[new]
        if instead.kind == "number" and said.kind in _UNITS:
            amount = instead.amount * _UNITS[said.kind]
            value = said.value if said.kind != "multiple" else instead.value
            tokens[old] = replace(said, value=value, amount=amount)
        elif instead.kind == "number" and said.kind == "ordinal":
            tokens[old] = replace(said, places=(int(instead.amount),))
        else:
            tokens[old] = replace(instead, start=said.start, end=said.end)
    for place in range(start, end):
        if not tokens[place].is_a("retracted"):
            tokens[place] = replace(tokens[place], kind="function", value="correction", places=())
