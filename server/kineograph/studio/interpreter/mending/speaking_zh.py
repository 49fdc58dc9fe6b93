"""How Chinese is spoken, set right before clauses are cut: 除…外, 换到开头, "b.jpg 应该在 a.jpg 前面", "转场不用加",
看起来暗, and a verdict on a picture that only says why it goes ("c.jpg 拍糊了，删掉它").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending import announcing
from kineograph.studio.interpreter.mending.steps import HAN, when

_SHIFTED = ("换到", "调到", "改到", "换去", "调去", "调整到", "弄到", "切到", "设到", "插到", "加到", "放进")
_POINTING = ("ordinal", "name")
_UNTOUCHED = ("不动", "都不动", "不要动", "别动", "保持不动")
_PADDING = frozenset({"function", "polite", "det", "mark"})
_ASKED = ("应该", "应", "应当", "理应", "要", "得", "必须", "最好", "希望", "想", "需要", "想要")
_ALWAYS_ASKED = ("用户", "我", "客户")
_SEEMS = ("看起来", "显得", "感觉", "看着", "觉得", "总感觉", "总觉得", "确实", "真的", "好像", "似乎")
_PLAINLY = frozenset({"亮", "暗", "明亮", "鲜艳", "模糊", "锐利", "强烈", "明显", "慢", "短", "柔和", "吵"})
_GOING = (
    "加", "用", "放", "配", "要", "添", "加上", "放上", "使用", "添加", "做", "搞", "弄", "配上", "用上", "插",
    "加了", "写",
)  # fmt: skip
_BESIDES = ("其他", "其它", "其余", "其他的", "其它的", "其余的", "另外", "另外的", "另", "别的")
_WRITTEN = ("text", "title", "caption")
_STAYING = ("不动", "不要动", "别动", "保持不动")
_GOES = ("remove", "change", "move", "swap", "move_later", "move_earlier")
_DONE_NEXT = frozenset({
    "sortkey", "transition", "fade", "tone", "speed", "backwards", "turned", "loop", "edge", "quant", "aspect",
    "noun", "container", "tempo", "ordinal", "name", "rotation",
})  # fmt: skip


@when(HAN)
def mended(tokens: list[Token]) -> list[Token]:
    """The tokens in their places, some of another kind."""
    found = _with_goals(_without_denials(list(tokens)))
    if not any(is_han(token.text[0]) for token in found):
        return found
    start = 0
    for index, token in enumerate(found):
        if token.kind == "break" and token.value != "、":
            _mend(found, start, index)
            start = index + 1
    _mend(found, start, len(found))
    return _with_verdicts(
        announcing.gather(
            announcing.without_dropped(announcing.with_remedies(announcing.without_denials(_with_kept(found))))
        )
    )


def _with_kept(tokens: list[Token]) -> list[Token]:
    """ "其余不动": as they are, where no camera is spoken of. "最后一张保留彩色": that is how it looks. "remove 掉"."""
    found = list(tokens)
    moving = any(token.kind == "motion" and token.value != "still" for token in tokens)
    for index, token in enumerate(tokens[1:], 1):
        before = tokens[index - 1]
        if token.is_a("motion", "still") and token.text in _UNTOUCHED and not moving and not _speaks_of_moves(tokens):
            found[index] = replace(token, kind="verb", value="keep")
        elif token.is_a("tone", "color") and before.is_a("verb", "keep"):
            found[index - 1] = replace(before, kind="function", value="function")
        elif token.text == "掉" and before.is_a("verb", "remove"):
            found[index] = replace(token, kind="function", value="function")
    return found


def _speaks_of_moves(tokens: Sequence[Token]) -> bool:
    return any(token.is_a("noun", "motion") for token in tokens)


def _without_denials(tokens: Sequence[Token]) -> list[Token]:
    """ "不要每张都放大，第二张静止就好": what is not wanted of all is not asked of any."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-3]):
        every = tokens[index + 1].is_a("quant", "each") and tokens[index + 2].text in ("都", "全", "也都")
        if token.kind == "neg" and every and (index == 0 or tokens[index - 1].kind in ("break", "function", "polite")):
            place = index
            while place < len(tokens) and tokens[place].kind != "break":
                found[place] = replace(tokens[place], kind="retracted")
                place += 1
    return found


def _with_goals(tokens: Sequence[Token]) -> list[Token]:
    """ "插入f.jpg，放第一个", "放在第二个位置": a place for what was spoken of."""
    found, start = list(tokens), 0
    for index in range(len(tokens) + 1):
        if index < len(tokens) and tokens[index].kind != "break":
            continue
        words = [place for place in range(start, index) if found[place].kind not in _PADDING]
        start = index + 1
        if len(words) not in (2, 3) or not (found[words[0]].kind == "verb" and found[words[0]].text.startswith("放")):
            continue
        goal = found[words[1]]
        plain = len(words) == 2 or found[words[2]].is_a("noun", "position")
        if plain and goal.kind == "ordinal" and len(goal.places) == 1 and goal.text.endswith(("个", "位", "个位置")):
            edge = {1: "start", -1: "end"}.get(goal.places[0])
            number = replace(goal, kind="number", amount=float(goal.places[0]), places=())
            found[words[1]] = replace(goal, kind="edge", value=edge, places=()) if edge else number
    return found


def _mend(found: list[Token], start: int, end: int) -> None:
    """Set right the stretch between two stops."""
    part = found[start:end]
    if not part:
        return
    _with_exceptions(found, start, end)
    _with_others(found, start, end)
    _with_pictures(found, start, end)
    for index in range(start, end):
        token = found[index]
        following = found[index + 1] if index + 1 < end else None
        if token.kind in ("grade", "strength", "relative"):
            _seems(found, start, index)
        elif token.text == "再" and following is not None and _goes_on(following, opens=index == start):
            found[index] = replace(token, kind="function", value="function")
        elif _turns_round(token) and _orders_all(part):
            found[index] = replace(token, kind="verb", value="reverse")
    if not any(token.is_a("noun", *announcing.THINGS) or token.kind in ("quote", "duration") for token in part):
        _with_place(found, start, end)
    _with_last_negation(found, start, end)


def _goes_on(following: Token, *, opens: bool) -> bool:
    """ "再黑白一点", "音乐再降一半": what is done next, or which way it goes further."""
    further = following.is_a("verb", "raise", "lower", "lengthen", "shorten")
    return further or (opens and following.kind in _DONE_NEXT)


def _with_pictures(found: list[Token], start: int, end: int) -> None:
    """换张更动感的: another picture, as 张 counts pictures; how it should be nobody here can see."""
    part = found[start:end]
    picture = any(token.kind in ("verb", "det") and token.text.endswith(("张", "幅")) for token in part)
    changes = any(token.is_a("verb", "change", "swap", "add") for token in part)
    if not picture or not changes or any(token.is_a("noun", "music") for token in part):
        return
    for index in range(start, end):
        if found[index].kind == "mood":
            found[index] = replace(found[index], kind="unknown", value="")


def _with_others(found: list[Token], start: int, end: int) -> None:
    """ "其他文字", 另外那行字: the texts besides the one that was spoken of. 音乐不动: the music stays as it is."""
    for index in range(start, end - 1):
        token, following = found[index], found[index + 1]
        if token.text in _BESIDES and following.is_a("noun", *_WRITTEN):
            found[index] = replace(token, kind="spare", value="spare")
        elif (
            token.is_a("noun", *announcing.THINGS) and following.is_a("motion", "still") and following.text in _STAYING
        ):
            found[index + 1] = replace(following, kind="verb", value="keep")


def _with_exceptions(found: list[Token], start: int, end: int) -> None:
    """ "除第一张外": the word that closes what is excepted says no more."""
    part = found[start:end]
    if not any(token.is_a("except", "except") for token in part):
        return
    whole = any(token.is_a("quant", "all", "each") or token.is_a("pronoun", "rest") for token in part)
    if not whole and not any(token.is_a("verb", "keep") for token in part):
        for index in range(start + 1, end):
            behind = [other for other in found[start:index] if other.kind not in _PADDING]
            closed = bool(behind) and behind[-1].text in ("外", "之外", "以外", "除外")
            if closed and found[index].is_a("noun", "picture", "clip"):
                found[index] = replace(found[index], kind="quant", value="all")
    for index in range(start, end):
        token = found[index]
        if token.text in ("外", "之外", "以外") and not (token.is_a("except") and _alone(part)):
            found[index] = replace(token, kind="function", value="function")


def _turns_round(token: Token) -> bool:
    """颠倒, 反一下: of an order, the other way round."""
    return (token.is_a("verb", "swap") and token.text.startswith("颠倒")) or token.is_a("turned", "flip")


def _orders_all(part: Sequence[Token]) -> bool:
    return any(token.is_a("noun", "order") for token in part) and not any(token.kind in _POINTING for token in part)


def _alone(part: Sequence[Token]) -> bool:
    """ "第一张以外": the only word that excepts."""
    return sum(token.is_a("except", "except") for token in part) == 1


def _seems(found: list[Token], start: int, index: int) -> None:
    """ "第一张看起来亮": how it is, which nobody asks for; that it should be so is not said."""
    seems = index > start and found[index - 1].text in _SEEMS
    if seems and found[index].text in _PLAINLY and not any(token.kind == "verb" for token in found[start:index]):
        found[index] = replace(found[index], kind="unknown")


def _with_place(found: list[Token], start: int, end: int) -> None:
    """ "第二张换到开头", "b.jpg 应该在 a.jpg 前面", "最后一张应该在第一个": where a clip is to stand."""
    pointed = False
    for index in range(start, end):
        token = found[index]
        if token.kind in _POINTING or token.is_a("pronoun", "it"):
            pointed = True
            continue
        ahead = [other for other in found[index + 1 : end] if other.kind not in _PADDING]
        opens = all(other.kind in _PADDING or other.kind == "correction" for other in found[start:index])
        if not ((pointed or opens) and ahead and _is_place(ahead)):
            continue
        shifted = token.is_a("verb", "change", "add") and token.text in _SHIFTED
        shifted = shifted and not (token.text == "加到" and any(each.kind == "name" for each in found[start:index]))
        if shifted or (token.text in ("在", "到", "是") and token.kind == "prep" and _is_asked(found[start:index])):
            found[index] = replace(token, kind="verb", value="move")
            return


def _is_place(ahead: Sequence[Token]) -> bool:
    """An end of the video, a number at the end, or beside another clip, and nothing more."""
    words = [token for token in ahead if not token.is_a("noun", "position", "picture", "clip", "video")]
    if len(words) == 1:
        return words[0].is_a("edge", "start", "end") or (words[0].kind == "ordinal" and len(words[0].places) == 1)
    beside = len(words) == 2 and words[0].kind in _POINTING
    return beside and (words[1].is_a("edge", "start", "end") or words[1].is_a("prep", "before", "after"))


def _is_asked(before: Sequence[Token]) -> bool:
    """Whether it is wished rather than told."""
    asked = any(token.text in _ASKED or token.text.startswith(_ALWAYS_ASKED) for token in before)
    return asked and not any(token.kind in ("verb", "neg") for token in before)


def _with_last_negation(found: list[Token], start: int, end: int) -> None:
    """ "转场不用加", "音乐别放了": the thing comes first, and the negation is all that is said of it."""
    last = end - 1
    while last > start and found[last].kind in ("function", "polite") and found[last].text != "变":
        last -= 1
    if last > start and found[last].text == "变" and found[last - 1].kind == "neg":
        found[last] = replace(found[last], kind="verb", value="touch")
    verb, negation = found[last], found[last - 1] if last > start else None
    if negation is None or negation.kind != "neg" or verb.kind != "verb" or verb.text not in _GOING:
        return
    things = [token for token in found[start : last - 1] if token.kind not in _PADDING]
    if things and all(token.kind in ("noun", "transition", "quant", "conj", "motion", "fade") for token in things):
        found[last] = replace(verb, kind="function", value="function")


def _with_verdicts(tokens: list[Token]) -> list[Token]:
    """ "c.jpg 拍糊了，删掉它": why it goes, where it says which and that it goes; else nobody here can see that."""
    if not any(token.kind == "verdict" for token in tokens):
        return tokens
    found = list(tokens)
    for index, token in enumerate(tokens):
        if token.kind != "verdict":
            continue
        stop = next((i for i in range(index, len(tokens)) if tokens[i].text in "。！？；!?;\n"), len(tokens))
        start = next((i for i in range(index, -1, -1) if tokens[i].kind == "break"), -1) + 1
        before = [other for other in tokens[start:index] if other.kind not in _PADDING]
        named = bool(before) and all(
            other.kind in _POINTING
            or other.is_a("conj", "and")
            or other.is_a("noun", "picture", "clip")
            or other.is_a("quant", "all")
            for other in before
        )
        goes = any(
            other.is_a("verb", *_GOES) or other.kind in ("turned", "rotation", "angle")
            for other in tokens[index + 1 : stop]
        )
        meant = named and goes and any(other.kind in _POINTING for other in before)
        found[index] = replace(token, kind="function" if meant else "unsupported", value="semantic")
    return found
