"""Chinese words of time and pace whose meaning hangs on their neighbours: 去头2秒, 从第2秒开始播, 时长减掉3秒,
总长-5秒, 时长从3秒降到2秒, 倍速1.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import HAN, Step, when

_LAID = ("title", "text", "caption", "lower_third", "credits", "watermark", "logo", "overlay", "inset")
_GROWN_TO = ("加到", "增加到", "增到", "提到")
_CUT_TO = ("剪成", "剪到", "截成", "裁成", "剪辑成", "截取成")
_TO = ("到", "成", "为", "至")
_LEADING = ("move", "add", "change", "raise", "lower", "lengthen", "shorten", "make", "turn")
_MEASURED = frozenset({"duration", "percent", "multiple", "fps", "number"})
_FASTEST = 10
_SIDES = ("480", "720", "1080", "1440", "2160")
_TAKING = ("减掉", "减去", "砍掉", "去掉", "扣掉", "缩掉")
_PLAYING = ("播", "放", "播放", "共播", "放映")


@when("快", "慢", "equal", "整体", "speed", *_MEASURED, also=HAN)
def changed(tokens: list[Token]) -> list[Token]:
    """ "时长从3秒降到2秒": how it was says nothing; "总时长拉到25秒": set to."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        following = tokens[index + 1]
        found[index] = _measured(found[index], following)
        if token.kind == "speed" and token.text.endswith("到") and following.kind == "duration":
            found[index] = replace(token, kind="verb", value="change")
        if token.kind in ("ordinal", "name") and following.text == "整体":
            found[index + 1] = replace(following, kind="function", value="function")
        _count_speed(found, index)
        if token.kind == "verb" and token.text.endswith(_TO) and token.value in _LEADING:
            if following.kind in ("duration", "multiple") and token.value in ("move", "add"):
                found[index] = replace(token, value="change")
            before = tokens[index - 2 : index] if index > 1 else ()
            was = len(before) == 2 and before[0].text in ("从", "由") and before[1].kind == following.kind
            if was and following.kind in _MEASURED:
                for place in (index - 2, index - 1):
                    found[place] = replace(tokens[place], kind="function", value="function")
                found[index] = replace(token, value="change")
    return found


def _measured(token: Token, following: Token) -> Token:
    """ "整体快百分之十": played faster. "平均每张3秒": that much each."""
    if token.text in ("快", "慢") and following.kind in ("percent", "multiple"):
        return replace(token, kind="speed", value="up" if token.text == "快" else "down")
    return (
        replace(token, kind="function", value="function")
        if token.kind == "equal" and following.kind == "quant"
        else token
    )


def _count_speed(found: list[Token], index: int) -> None:
    """ "倍速1.5", "播放速度调到1.5": so many times as fast. "短边 720": lines."""
    place = index + 1
    while place < len(found) - 1 and (found[place].is_a("verb", "change") or found[place].is_a("prep", "to")):
        place += 1
    number = found[place]
    if number.kind != "number" or any(token.kind in ("percent", "multiple") for token in found[place + 1 : place + 2]):
        return
    if found[index].is_a("speed", "speed") and 0 < number.amount <= _FASTEST:
        found[place] = replace(number, kind="multiple", value="speed")
    elif found[index].text.startswith("短边") and number.text in _SIDES:
        found[place] = replace(number, kind="resolution", value=number.text)


@when(*_TAKING, *_PLAYING, "(", "（", "开始", "remove")
def _with_ends(tokens: list[Token]) -> list[Token]:
    """ "去头2秒": the first two. "从第2秒开始播": from there on. "播到第5秒": up to there. "时长减掉3秒": shorter by so
    much. "慢一点（4秒）": so long exactly. "播4遍": so often."""
    found = list(tokens)
    measured = False
    for index, token in enumerate(tokens[:-1]):
        following = tokens[index + 1]
        measured = token.kind != "break" and (
            measured or token.is_a("noun", "duration") or token.is_a("quant", "total")
        )
        if token.text in _TAKING and following.kind == "duration" and measured:
            found[index] = replace(token, kind="verb", value="lower")
        if token.kind == "relative" and following.text in "(（" and index + 2 < len(tokens):
            found[index] = replace(token, kind="function") if tokens[index + 2].kind == "duration" else token
        if token.text in _PLAYING and following.kind == "often":
            found[index] = replace(token, kind="loop", value="loop")
        _play_from(found, index)
        if token.is_a("verb", "remove") and token.text[-1] in "头尾" and following.kind == "duration":
            found[index + 1] = replace(following, kind="window", value="first" if token.text[-1] == "头" else "last")
    return found


@when("-", "−", "+", also="duration")
def _with_signs(tokens: list[Token]) -> list[Token]:
    """ "总长-5秒", "每张+1秒": shorter and longer by so much."""
    found = list(tokens)
    for index in range(1, len(tokens) - 1):
        token, before = tokens[index], tokens[index - 1]
        told = (
            before.is_a("noun", "duration")
            or before.is_a("quant", "total", "each")
            or before.kind in ("ordinal", "name")
        )
        if token.kind == "mark" and token.text in "-−+" and told and tokens[index + 1].kind == "duration":
            found[index] = replace(token, kind="relative", value="longer" if token.text == "+" else "shorter")
    return found


def _plays_layer(found: Sequence[Token], index: int) -> bool:
    """ "voice.mp3 从第2秒开始放": a sound, or what is laid over, begins then."""
    for token in reversed(found[:index]):
        if token.kind == "break":
            return False
        heard = token.kind == "name" and token.value.endswith((".mp3", ".wav", ".m4a", ".aac"))
        if heard or token.is_a("noun", *_LAID, "music", "narration", "effect", "voice"):
            return True
    return False


def _play_from(found: list[Token], index: int) -> None:
    ahead = found[index : index + 4] if not _plays_layer(found, index) else []
    texts = [token.text for token in ahead]
    if (
        len(ahead) == 4
        and texts[0] == "从"
        and ahead[1].kind == "clock"
        and texts[2] == "开始"
        and texts[3] in _PLAYING
    ):
        found[index + 2] = replace(ahead[2], kind="edge", value="tail")
        found[index + 3] = replace(ahead[3], kind="verb", value="excerpt")
    if len(ahead) > 2 and texts[0] in _PLAYING and texts[1] == "到" and ahead[2].kind == "clock":
        found[index] = replace(ahead[0], kind="verb", value="excerpt")
        found[index + 1] = replace(ahead[1], kind="prep", value="until")


@when(*_GROWN_TO, *_CUT_TO, "不要", "不用", "不需要")
def _with_cuts(tokens: list[Token]) -> list[Token]:
    """ "剪成前15秒": that much stays. "前3秒和后2秒不要": that much goes."""
    found, timed, said = list(tokens), False, False
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.kind == "break":
            timed = said = False
        elif token.kind == "verb":
            said = True
            if token.text in _GROWN_TO and following is not None and following.kind == "duration":
                found[index] = replace(token, value="lengthen")
            if token.text in _CUT_TO and following is not None and following.kind == "window":
                found[index] = replace(token, value="excerpt")
        elif token.kind in ("window", "range") or (token.kind == "clock" and index and tokens[index - 1].text == "从"):
            timed = True
        elif timed and not said and token.kind == "neg" and token.text in ("不要", "不用", "不需要"):
            ends = following is None or following.kind in ("break", "function")
            found[index] = replace(token, kind="verb", value="remove") if ends else token
    return found


STEPS: tuple[Step, ...] = (
    _with_signs,
    _with_ends,
    _with_cuts,
)
"""In this order; ``changed`` comes after what is laid over the pictures."""
