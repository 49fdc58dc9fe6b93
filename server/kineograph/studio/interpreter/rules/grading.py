"""Words of light and colour → amounts on the scales of a look: "a bit brighter", "contrast 30%", "more grain"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.lexing.tokens import Token

SIGNED = ("brightness", "contrast", "saturation", "warmth")
_STEPS = {"bit": 0.1, "": 0.2, "much": 0.4}
_USUAL = {"vignette": 0.5, "grain": 0.3, "sharpen": 0.5, "blur": 0.4}
_PRESETS: dict[str, dict[str, float]] = {
    "cinematic": {"contrast": 0.2, "saturation": -0.1, "warmth": 0.1, "vignette": 0.25},
    "warm": {"warmth": 0.3},
    "cool": {"warmth": -0.3},
    "golden": {"warmth": 0.5},
}
_ONCE: dict[str, dict[str, float]] = {
    "unblur": {"blur": 0.0, "sharpen": 0.4},
    "soft_vignette": {"vignette": 0.25},
    "strong_vignette": {"vignette": 0.8},
    "soft_grain": {"grain": 0.15},
    "strong_grain": {"grain": 0.5},
}
_DEGREES = {"soft": "bit", "strong": "much"}
_FACTORS = {"bit": 0.5, "": 1.0, "much": 1.6}
_UP = ("higher", "higher_bit", "bigger", "longer")
_DOWN = ("lower", "lower_bit", "smaller")
_BITS = ("一点", "一些", "点", "些")
_GOALS = ("到", "至", "为", "成")
_MORE, _LESS = ("stronger", "more", "heavier"), ("subtler", "gentler", "less", "lighter", "softer")
_ADDED = ("加", "加上", "加个", "加了", "再加", "多加")
_HALVES = ("by half", "in half", "halve", "halves", "halved", "half the")
_FULL = 100
_NEAR = 3


@dataclass(slots=True)
class Amounts:
    """What is set, what is added, and what is multiplied, by field. ``guessed``: a step that nobody said. ``scaled``: a
    place on the scale from −1 to 1 was said."""

    set_to: dict[str, float] = field(default_factory=dict)
    by: dict[str, float] = field(default_factory=dict)
    times: dict[str, float] = field(default_factory=dict)
    guessed: bool = False
    scaled: bool = False


def changes(clause: Clause, words: Sequence[Token], amounts: Amounts) -> bool:
    """Read the amounts of ``words``; False where one of them says neither how much nor which way."""
    degrees = _degrees(clause) if words else []
    shared = _shared(clause, words)
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else None
        if following is not None and _names_scale(word, following):
            clause.store(word, word.value)
            continue
        amount = shared.get(index) or _amount(clause, words, index)
        degree = _degree_of(words, index, degrees)
        if word.kind == "grade":
            _grade(clause, word, amount, degree, amounts)
        elif word.kind == "preset":
            _preset(clause, word, amount, degree, amounts)
        elif not _field(clause, word, amount, degree, amounts):
            return False
    return True


def _names_scale(word: Token, following: Token) -> bool:
    """ "色温偏冷10": the scale, and right behind it the way."""
    graded = following.kind == "grade" and following.value.removesuffix("bit")[:-1] == word.value
    return word.kind == "field" and graded and following.start - word.end < _NEAR


def _degrees(clause: Clause) -> list[tuple[int, str]]:
    """How much, in words, and where they stand; claimed. 再 says no more than the word it stands before."""
    found: list[tuple[int, str]] = []
    for token in (*clause.free("degree"), *clause.free("strength")):
        following = clause.after(token)
        if following is not None and (following.kind == "motion" or following.is_a("noun", "motion")):
            continue
        clause.store(token, "degree")
        value = _DEGREES[token.value] if token.kind == "strength" else token.value
        if value in _STEPS:
            found.append((token.start, value))
    return sorted(found)


def _degree_of(words: Sequence[Token], index: int, degrees: Sequence[tuple[int, str]]) -> str:
    """ "Brighter and a bit warmer": the one said before the word, else the one that closes the list."""
    before = [value for start, value in degrees if start < words[index].start]
    closing = [value for start, value in degrees if start > words[-1].start]
    return next(iter((*reversed(before), *closing)), "")


def _amount(clause: Clause, words: Sequence[Token], index: int) -> Token | None:
    """The share that belongs to a word: the one after it, else the one before all of them."""
    halves = [replace(token, amount=0.5) for token in clause.free("factor") if token.text.lower() in _HALVES]
    shares = [*clause.free("percent"), *_plain_numbers(clause), *halves]
    start = words[index].start
    stop = words[index + 1].start if index + 1 < len(words) else float("inf")
    after = [share for share in shares if start < share.start < stop]
    before = [share for share in shares if share.start < start]
    return next(iter((*after, *before)), None)


def _shared(clause: Clause, words: Sequence[Token]) -> dict[int, Token]:
    """ "亮度、对比度都加10%", "brightness and contrast +10%": the share of the last of a list is that of all."""
    found: dict[int, Token] = {}
    for index in range(len(words) - 2, -1, -1):
        word, following = words[index : index + 2]
        between = [token for token in clause.tokens if word.start < token.start < following.start]
        joined = word.kind == following.kind == "field" and bool(between)
        if joined and all(token.kind == "conj" or token.text in "、和跟与&" for token in between):
            share = found.get(index + 1) or _amount(clause, words, index + 1)
            found |= {index: share, index + 1: share} if share is not None and share.start > following.start else {}
    return found


def _plain_numbers(clause: Clause) -> list[Token]:
    """ "Brightness 20": on the scale to 100."""
    numbers = clause.free("number")
    if not clause.has("field"):
        numbers = [token for token in numbers if _is_signed(clause, token) or _closes_grade(clause, token)]
    return [token for token in numbers if _on_scale(token.amount) and not _counts(clause, token)]


def _is_signed(clause: Clause, token: Token) -> bool:
    """ "Brighter (+10)"."""
    mark = clause.before(token, frozenset())
    return mark is not None and mark.kind == "mark" and mark.end == token.start and mark.text in "+-−–"


def _closes_grade(clause: Clause, token: Token) -> bool:
    """ "锐化20": right behind the word."""
    before = clause.before(token, frozenset())
    return (
        before is not None
        and before.kind == "grade"
        and before.text.lower() in ("锐化", "虚化", "sharpen", "sharpening")
    )


def _on_scale(amount: float) -> bool:
    """Whether it is a place on a scale to 100 or to 1; 1.2 is neither, but a factor."""
    return 0 <= amount <= _FULL and not (amount > 1 and amount != int(amount))


def _counts(clause: Clause, token: Token) -> bool:
    following = clause.after(token)
    return following is not None and following.kind == "noun"


def _share(clause: Clause, token: Token) -> float:
    """The amount as a share of 1, with its sign; claimed."""
    clause.store(token, "amount")
    share = token.amount if token.kind == "percent" or token.amount <= 1 else token.amount / _FULL
    mark = clause.before(token, frozenset())
    negative = mark is not None and mark.kind == "mark" and mark.text in "-−–" and mark.end == token.start
    return round(-share if negative else share, 4)


def _grade(clause: Clause, word: Token, amount: Token | None, degree: str, amounts: Amounts) -> None:
    name, up = word.value.removesuffix("bit")[:-1], word.value.removesuffix("bit")[-1] == "+"
    clause.store(word, name)
    size = _STEPS[degree or ("bit" if word.value.endswith("bit") else "")]
    if amount is not None and word.text.lower() == "sharpen" and _is_set(clause):
        amounts.set_to[name] = _share(clause, amount)
        return
    if amount is not None:
        size = _share(clause, amount)
    else:
        amounts.guessed = True
    amounts.by[name] = round(amounts.by.get(name, 0) + (size if up else -size), 4)


def _preset(clause: Clause, word: Token, amount: Token | None, degree: str, amounts: Amounts) -> None:
    clause.store(word, "look")
    values = _PRESETS.get(word.value) or _ONCE[word.value]
    if amount is not None:
        share = abs(_share(clause, amount))
        largest = max(abs(value) for value in values.values())
        factor = share / largest if len(values) == 1 else share
    else:
        factor = _FACTORS[degree]
    for name, value in values.items():
        amounts.set_to[name] = round(value * factor, 4)


def _field(clause: Clause, word: Token, amount: Token | None, degree: str, amounts: Amounts) -> bool:
    """A named scale: set to a share, moved up or down, or switched on at its usual strength."""
    name, way = word.value, _direction(clause, word, amount)
    if amount is not None and amount.kind == "factor":
        _halve(clause, name, amount, amounts)
    elif amount is not None and (way == 0 or _is_goal(clause, amount)):
        amounts.set_to[name] = _share(clause, amount)
        amounts.scaled = amounts.scaled or name in SIGNED
    elif way and amount is None and name in _USUAL and clause.says("add"):
        amounts.set_to[name] = round(_USUAL[name] * _FACTORS["bit" if way < 0 else "much"], 4)
    elif way:
        size = _STEPS[degree or _bit_of(clause)] if amount is None else abs(_share(clause, amount))
        amounts.guessed = amounts.guessed or amount is None
        amounts.by[name] = round(way * size, 4)
    elif name in _USUAL:
        amounts.set_to[name] = round(_USUAL[name] * _FACTORS[degree], 4)
    elif clause.says("add") or clause.has("prep", "with"):
        amounts.by[name], amounts.guessed = _STEPS[degree], True
    else:
        return False
    clause.store(word, name)
    return True


def _halve(clause: Clause, name: str, half: Token, amounts: Amounts) -> None:
    """ "Half the contrast": as much of what the pictures have; "half the grain": of what was put on them."""
    clause.store(half, "amount")
    if name in SIGNED:
        amounts.by[name] = round(amounts.by.get(name, 0) - half.amount, 4)
    else:
        amounts.times[name] = half.amount


def _direction(clause: Clause, word: Token, amount: Token | None) -> int:
    """1 where more is asked for, -1 where less, 0 where neither."""
    mark = None if amount is None else clause.before(amount, frozenset())
    beside = amount is not None and mark is not None and mark.kind == "mark" and mark.end == amount.start
    if beside and mark is not None and mark.text in "+-−–":
        return 0 if _is_set(clause) else 1 if mark.text == "+" else -1
    added = mark is not None and mark.is_a("verb", "add") and mark.text in _ADDED
    if amount is not None and amount.start > word.start and (added or _is_changed_by(clause, word)):
        return 1
    before = clause.before(word, frozenset({"det"}))
    said = before.text.lower().rpartition(" ")[2] if before is not None else ""
    if said in _MORE or said in _LESS:
        return 1 if said in _MORE else -1
    token = _saying(clause, word)
    if token is not None and token.kind != "verb" and token.start not in clause.claims:
        clause.store(token, "amount")
    return 0 if token is None else _way(token)


def _is_set(clause: Clause) -> bool:
    """ "Set the brightness to -20%" names a place on the scale, "brightness -20%" a step."""
    return any(token.kind == "verb" and token.text.lower().startswith(("set", "设")) for token in clause.tokens)


def _is_changed_by(clause: Clause, word: Token) -> bool:
    """ "Change the look by brightness 10%, contrast 5%"."""
    by = any(token.is_a("prep", "by") and token.start < word.start for token in clause.tokens)
    return by and clause.says("change") and not _is_set(clause)


def _way(token: Token) -> int:
    """Whether a word says more or less, whatever of."""
    if token.is_a("strength"):
        return {"强": 1, "弱": -1}.get(token.text[0], 0)
    up = token.is_a("verb", "raise") or token.is_a("relative", *_UP) or token.is_a("side", "up")
    down = token.is_a("verb", "lower") or token.is_a("relative", *_DOWN) or token.is_a("side", "down")
    return 1 if up else -1 if down else 0


def _saying(clause: Clause, word: Token) -> Token | None:
    """What says the way of a scale: the word after it, 亮度高一点, else the last before it, else the verb."""
    ways = [token for token in clause.tokens if _way(token)]
    own = _beside(clause, word, ways)
    ways = own if own or word.value in _USUAL else ways
    near = [token for token in ways if token.kind != "verb"]
    after = [token for token in near if token.start > word.start]
    return next(iter((*after, *reversed(near), *ways)), None)


def _beside(clause: Clause, word: Token, ways: Sequence[Token]) -> list[Token]:
    """Those between the stops on both sides of a scale: 对比度高一点，饱和度降低一点."""
    stops = [token.start for token in clause.tokens if token.kind == "break" and token.text != "、"]
    start = max((stop for stop in stops if stop < word.start), default=-1)
    end = min((stop for stop in stops if stop > word.start), default=float("inf"))
    return [token for token in ways if start < token.start < end]


def _bit_of(clause: Clause) -> str:
    words = [token for token in clause.tokens if token.is_a("relative", *_UP, *_DOWN)]
    return "bit" if any(token.text.endswith(_BITS) for token in words) else ""


def _is_goal(clause: Clause, amount: Token) -> bool:
    before = clause.before(amount, frozenset({"mark"}))
    return before is not None and (before.is_a("prep", "to") or before.text.endswith(_GOALS))
