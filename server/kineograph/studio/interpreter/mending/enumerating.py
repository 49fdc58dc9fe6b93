"""What Chinese strings together with 、 and counts behind: "把e放第一个、a放最后一个", "clip.mp4 去头2秒、加速1.5倍",
"a、c、e 三张". Where each part does something, the mark between them parts like a comma."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import HAN, Step, when

_POINTING = ("ordinal", "name")
_PADDING = frozenset({"function", "polite", "det", "mark"})
_FAMILIES = {
    **dict.fromkeys(("tone", "grade", "preset", "field", "filter"), "look"),
    **dict.fromkeys(("aspect", "ratio", "resolution", "container", "fit"), "frame"),
    **dict.fromkeys(("speed", "tempo", "loop", "backwards"), "pace"),
    "duration": "time",
    "transition": "transition",
    "quote": "text",
    "motion": "motion",
    "mood": "music",
}
_OF_NOUNS = {
    **dict.fromkeys(("title", "text", "caption", "lower_third", "credits"), "text"),
    **dict.fromkeys(("logo", "watermark", "overlay", "inset"), "laid"),
    **dict.fromkeys(("music", "volume"), "music"),
    **dict.fromkeys(("sound", "voice", "narration", "effect"), "heard"),
    "transition": "transition",
    "motion": "motion",
    "duration": "time",
}
_TELLING = frozenset(
    {"duration", "tone", "grade", "preset", "field", "filter", "fit",
     "quote", "percent", "relative", "color", "aspect",
     "ratio", "transition",
     "motion", "mood", "container", "resolution", "fps", "multiple", "speed", "tempo"}
)  # fmt: skip
_TOPICS = frozenset({"noun", "ordinal", "name", "speed", "field", "pronoun", "conj"})
_DONE = frozenset({"motion", "duration", "grade", "tone", "turned", "backwards", "speed", "relative", "preset"})
_AMOUNTS = frozenset({"duration", "percent", "multiple", "quote", "window", "angle"})
_ACTING = frozenset({"verb", "speed", "backwards", "turned", "grade", "tone", "loop"})


@when("reverse", also=HAN)
def _with_ways_round(tokens: list[Token]) -> list[Token]:
    """ "反过来，右移": the move goes the other way, and the clips stay in their order."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-2]):
        opens = index == 0 or tokens[index - 1].kind == "break"
        ahead = [other for other in tokens[index + 2 : index + 5] if other.kind not in _PADDING]
        moves = bool(ahead) and ahead[0].kind in ("motion", "side", "transition", "slide")
        if opens and token.is_a("verb", "reverse") and tokens[index + 1].kind == "break" and moves:
            found[index] = replace(token, kind="function", value="function")
    return found


@when("呢", "嘛", "的话")
def _with_topics(tokens: list[Token]) -> list[Token]:
    """ "转场呢，用叠化": the comma behind what is spoken of parts nothing."""
    found, start = list(tokens), 0
    for index, token in enumerate(tokens):
        if token.kind != "break":
            continue
        part = [other for other in tokens[start:index] if other.kind not in _PADDING]
        named = bool(part) and all(other.kind in _TOPICS for other in part)
        if named and tokens[index - 1].text in ("呢", "嘛", "的话") and token.text in ",，":
            found[index] = replace(token, kind="mark")
        start = index + 1
    return found


@when("count", also=HAN)
def _with_counts(tokens: list[Token]) -> list[Token]:
    """ "a、c、e 三张删除", "b.jpg和d.jpg这两张": how many they are, right behind their names."""
    found, named = list(tokens), 0
    for index, token in enumerate(tokens):
        if token.kind in _POINTING:
            named += max(1, len(token.places))
        elif token.kind == "count" and named > 1 and token.amount == named:
            found[index] = replace(token, kind="function", value="function")
            named = 0
        elif not (token.is_a("conj", "and") or token.text in "、,，" or token.kind in _PADDING):
            named = 0
    return found


@when("、", also=HAN)
def _with_joints(tokens: list[Token]) -> list[Token]:
    """What is done to each, or one thing after the other."""
    found, start, chained = list(tokens), 0, False
    for index, token in enumerate(tokens):
        if token.kind != "break":
            continue
        if token.value == "、":
            following = next((i for i in range(index + 1, len(tokens)) if tokens[i].kind == "break"), len(tokens))
            ahead = [other for other in tokens[index + 1 : following] if other.kind not in _PADDING]
            chained = bool(ahead) and _is_joined(tokens[start:index], ahead, chained=chained)
            if not chained:
                continue
            found[index] = replace(token, value="，")
        else:
            chained = False
        start = index + 1
    return found


def _is_joined(before: Sequence[Token], ahead: Sequence[Token], *, chained: bool) -> bool:
    if chained:
        return _acts(ahead)
    if ahead[0].kind in _POINTING:
        said = [token for token in before if token.kind not in _PADDING]
        if said and said[-1].kind in _POINTING:
            return False  # 用a.jpg、b.jpg做个视频
        return _does(ahead) and _does(before)
    if _is_another(before, ahead):
        return True
    return (_is_measured(ahead, before) or ahead[0].kind in _ACTING) and _does(before)


def _is_measured(ahead: Sequence[Token], before: Sequence[Token]) -> bool:
    """ "clip.mp4 去头2秒、加速1.5倍、原声降到三成": each does something by so much."""
    parts = (ahead, before)
    return all(any(token.kind in _AMOUNTS for token in part) for part in parts) and ahead[0].kind not in _AMOUNTS


def _is_another(before: Sequence[Token], ahead: Sequence[Token]) -> bool:
    """ "每张5秒、转场模糊、调成黑白": each asks for something of its own, and of another kind."""
    taken = any(token.kind == "neg" or token.is_a("verb", "remove", "create", "turn", "keep") for token in before)
    if taken and not any(token.kind == "verb" for token in ahead):
        return False
    mine, theirs = _families(ahead), _families(before)
    return bool(mine and theirs) and mine.isdisjoint(theirs) and _tells(ahead) and _tells(before)


def _families(part: Sequence[Token]) -> set[str]:
    found = {_FAMILIES[token.kind] for token in part if token.kind in _FAMILIES}
    return found | {_OF_NOUNS[token.value] for token in part if token.kind == "noun" and token.value in _OF_NOUNS}


def _tells(part: Sequence[Token]) -> bool:
    return any(token.kind in _TELLING or token.kind == "verb" for token in part)


def _does(part: Sequence[Token]) -> bool:
    """Whether clips are named, and then what is done to them."""
    pointed = next((place for place, token in enumerate(part) if token.kind in _POINTING), None)
    return pointed is not None and _acts(part[pointed + 1 :])


def _acts(part: Sequence[Token]) -> bool:
    return any(token.kind in _DONE or token.kind == "verb" for token in part)


STEPS: tuple[Step, ...] = (
    _with_counts,
    _with_joints,
    _with_topics,
    _with_ways_round,
)
"""In this order."""
