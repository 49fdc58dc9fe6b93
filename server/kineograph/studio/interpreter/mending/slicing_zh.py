"""Chinese words for cutting a video in time: 第8秒一刀, 从第8秒切, 拆成两半, 9秒以后都砍掉, 6秒之后到9秒的画面剪走."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import HAN, Step, when

_TIMES = ("clock", "duration")
_AT = ("处", "的地方", "那里", "这里", "位置", "的位置", "时", "的时候", "给我", "就", "再", "来")
_CUTTING = ("切", "断", "剪", "劈", "分")
_ONWARD = ("以后", "以后的", "之后", "往后", "后面", "以后都", "后边", "之后都", "后")
_BEFORE = ("以前", "之前", "往前", "前面", "前边")
_BETWEEN = ("开始", "起", "的", "就")
_REFUSING = ("不要", "不用", "不需要", "不想要")
_PARTS = ("两", "二", "2")


def _as(token: Token, kind: str, value: str = "") -> Token:
    return replace(token, kind=kind, value=value or kind)


@when("刀", *_CUTTING, "半", also=HAN)
def _with_slices(tokens: list[Token]) -> list[Token]:
    """ "第8秒一刀", "从第8秒切": where it is split. "拆成两半": into two."""
    found = list(tokens)
    for index in range(1, len(tokens)):
        token, before = tokens[index], tokens[index - 1]
        if token.text == "半" and before.text in _PARTS and before.kind == "number" and _is_split(tokens[:index]):
            found[index - 1] = replace(before, kind="count", amount=2.0)
            found[index] = _as(token, "function")
        elif token.kind == "unknown" and token.text in ("刀", *_CUTTING):
            number = token.text == "刀" and before.kind in ("number", "det") and before.text == "一"
            time = _past(tokens, index - 1 - number)
            if time is not None and time.kind in _TIMES and (number or token.text != "刀"):
                found[index] = _as(token, "verb", "split")
                if number:
                    found[index - 1] = _as(before, "function")
    return found


def _past(tokens: Sequence[Token], place: int) -> Token | None:
    while place >= 0 and tokens[place].text in _AT:
        place -= 1
    return tokens[place] if place >= 0 else None


def _is_split(before: Sequence[Token]) -> bool:
    return any(token.is_a("verb", "split") or token.text in ("成", "为") for token in before[-3:])


@when(*_ONWARD, *_BEFORE, also=HAN)
def _with_onward(tokens: list[Token]) -> list[Token]:
    """ "9秒以后都砍掉", "第9秒往后的不要": from there to the end. "6秒之后到9秒": from 6 to 9."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if not index or token.text not in (*_ONWARD, *_BEFORE):
            continue
        place = index - 1
        while place > 0 and tokens[place].text in _BETWEEN:
            place -= 1
        if tokens[place].kind in _TIMES:
            _lead_on(found, place, index)
    return found


def _lead_on(found: list[Token], time: int, index: int) -> None:
    """Set right what stands between a time and "from there on", and what follows it."""
    token, ahead = found[index], _until_stop(found, index + 1)
    if len(ahead) > 1 and ahead[0].text in ("到", "至") and ahead[1].kind in _TIMES:
        found[index] = _as(token, "function")
        return
    last = _refusal(ahead)
    if last is None and not any(each.is_a("verb", "remove", "keep") for each in ahead):
        return
    for place in range(time + 1, index + 1 + len(ahead)):
        if place < index or found[place].is_a("quant", "all"):
            found[place] = _as(found[place], "function")
        elif found[place] is last:
            found[place] = _as(found[place], "verb", "remove")
    found[index] = _as(token, "prep", "after" if token.text in _ONWARD else "before")


def _until_stop(tokens: Sequence[Token], start: int) -> list[Token]:
    stop = next((at for at in range(start, len(tokens)) if tokens[at].kind == "break"), len(tokens))
    return list(tokens[start:stop])


def _refusal(ahead: Sequence[Token]) -> Token | None:
    """The negation that closes the stretch, where nothing else is said in it."""
    said = [token for token in ahead if token.kind not in ("function", "polite", "quant", "det")]
    said = [token for token in said if not token.is_a("noun", "part", "clip", "video")]
    return said[0] if len(said) == 1 and said[0].kind == "neg" and said[0].text in _REFUSING else None


STEPS: tuple[Step, ...] = (_with_slices, _with_onward)
