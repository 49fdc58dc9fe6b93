"""Chinese words about clips whose meaning hangs on their neighbours: 再停2秒, "先…，最后加个标题", 加个从下往上的移动,
"第一张放完别直接切，叠化一下", "视频从第3秒截到第8秒".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import HAN, Step, when

_STAYING = ("停", "停留", "放", "留", "播", "播放", "显示", "展示", "待", "多停", "撑")
_FIRST = frozenset({"先", "首先", "再", "然后", "接着", "随后", "第一步"})
_LAID = ("title", "text", "caption", "music", "credits", "watermark", "logo", "effect", "narration", "overlay")
_CLIPS = ("picture", "clip", "position", "order")
_MOVING = ("移动", "移", "运动", "移镜", "挪动")
_OVER = ("完", "完了", "放完", "播完", "结束", "播放完", "演完")
_PLAYING = ("放", "播", "播放", "演", "显示", "展示")
_LATER = ("以后", "之后", "后", "过后", "的时候", "时")
_DENYING = ("别", "不要", "不用", "别再", "勿")
_AT_ONCE = ("马上", "直接", "立刻", "立即", "突然", "硬", "生硬", "就")
_UNTIL = ("截到", "取到", "用到", "播到", "放到", "留到", "截取到", "截至", "保留到")
_TAKING = ("取", "用", "截", "截取", "要", "留", "算", "播", "放", "播放", "开始", "保留")
_TIMES = ("clock", "duration")


@when("再", also="duration")
def _with_more(tokens: list[Token]) -> list[Token]:
    """ "第三张再停2秒": so much longer than it does."""
    found = list(tokens)
    for index in range(len(tokens) - 2):
        token, verb, time = tokens[index : index + 3]
        led = index > 0 and tokens[index - 1].kind == "break"
        if token.text != "再" or verb.text not in _STAYING or time.kind != "duration" or led:
            continue
        after = tokens[index + 3] if index + 3 < len(tokens) else None
        if after is None or after.kind in ("break", "function", "polite"):
            found[index] = replace(token, kind="relative", value="longer")
            found[index + 1] = replace(verb, kind="function", value="function")
    return found


@when("最后", "另", also=HAN)
def _with_sequences(tokens: list[Token]) -> list[Token]:
    """ "先删掉第二张，再…，最后加个标题": what is done last; not where the title stands."""
    found, begun = list(tokens), False
    for index, token in enumerate(tokens):
        opens = index == 0 or tokens[index - 1].kind in ("break", "mark")
        if opens and token.text == "另" and index + 1 < len(tokens) and tokens[index + 1].kind == "break":
            found[index] = replace(token, kind="function", value="function")
            found[index + 1] = replace(tokens[index + 1], kind="mark")
        if token.kind == "break" and token.value in "。；;.!！\n":
            begun = False
        elif opens and token.text in _FIRST:
            begun = True
        elif opens and begun and token.is_a("edge", "end") and token.text == "最后" and _lays_over(tokens[index + 1 :]):
            found[index] = replace(token, kind="function", value="function")
    return found


def _lays_over(rest: Sequence[Token]) -> bool:
    ahead: list[Token] = []
    for token in rest:
        if token.kind == "break":
            break
        ahead.append(token)
    clips = any(token.kind in ("ordinal", "name", "beyond") or token.is_a("noun", *_CLIPS) for token in ahead)
    return bool(ahead) and ahead[0].kind == "verb" and any(t.is_a("noun", *_LAID) for t in ahead) and not clips


@when(*_MOVING, also="side")
def _with_camera_ways(tokens: list[Token]) -> list[Token]:
    """ "加个从下往上的移动": where the camera goes, and no clip."""
    found = list(tokens)
    for index in range(1, len(tokens)):
        linked = tokens[index - 1].text == "的" and index > 1
        side = tokens[index - 2] if linked else tokens[index - 1]
        led = [token for token in tokens[max(0, index - 4) : index] if token.is_a("verb", "add", "use", "change")]
        if tokens[index].text in _MOVING and linked and side.kind == "side" and led:
            found[index] = replace(tokens[index], kind="motion", value="pan")
    return found


@when(*_OVER, also=HAN)
def _with_leaving(tokens: list[Token]) -> list[Token]:
    """ "第一张放完别直接切，叠化一下": how that clip gives way to the next."""
    found = list(tokens)
    for index in range(1, len(tokens)):
        if tokens[index].text not in _OVER:
            continue
        start = index - 1 if tokens[index - 1].text in _PLAYING else index
        whose = tokens[start - 1] if start else tokens[0]
        stop = index + 1
        later = stop < len(tokens) and tokens[stop].text in _LATER
        stop += later
        denied = _denied(tokens, stop)
        cut = next(
            (token for token in tokens[denied or stop : (denied or stop) + 3] if token.kind == "transition"), None
        )
        if cut is None or start == 0 or not (whose.kind in ("ordinal", "name") or whose.is_a("noun", "clip")):
            continue
        for place in range(start, denied or stop):
            found[place] = replace(tokens[place], kind="function", value="function")
        found[start] = replace(tokens[start], kind="prep", value="after")
    return found


def _denied(tokens: Sequence[Token], start: int) -> int:
    """Where what follows "别马上切，" begins; 0 where nothing of the kind is said."""
    if start >= len(tokens) or tokens[start].text not in _DENYING:
        return 0
    place = start + 1
    while place < len(tokens) and tokens[place].text in _AT_ONCE:
        place += 1
    cut = place < len(tokens) and (tokens[place].text in ("切", "跳", "接") or tokens[place].is_a("transition", "cut"))
    stop = cut and place + 1 < len(tokens) and tokens[place + 1].text in ",，"
    return place + 2 if stop else 0


@when("从", also=HAN)
def _with_stretches(tokens: list[Token]) -> list[Token]:
    """ "从第3秒截到第8秒": that stretch is kept. "从4秒开始取": so is what follows."""
    found = list(tokens)
    for index in range(len(tokens) - 3):
        start, first, verb, last = tokens[index : index + 4]
        if start.text != "从" or first.kind not in _TIMES:
            continue
        apart = last.text == "到" and index + 4 < len(tokens)
        until = f"{verb.text}到" if apart else verb.text
        end = tokens[index + 4] if apart else last
        if until in _UNTIL and end.kind in _TIMES and first.amount < end.amount:
            found[index] = replace(start, kind="verb", value="excerpt")
            text = "".join(token.text for token in tokens[index + 1 : index + 4 + apart])
            whole = replace(first, kind="range", value="", end=end.end, text=text, amount=end.amount)
            found[index + 1] = replace(whole, places=(int(first.amount), int(end.amount)))
            del found[index + 2 : index + 4 + apart]
            return _with_stretches(found)
        if verb.text == "开始" and last.text in _TAKING and _ends(tokens, index + 4) and _of_clip(tokens[:index]):
            found[index + 1] = replace(first, kind="clock", value="")
            found[index + 2] = replace(verb, kind="edge", value="tail")
            found[index + 3] = replace(last, kind="verb", value="excerpt")
    return found


def _ends(tokens: Sequence[Token], place: int) -> bool:
    return place >= len(tokens) or tokens[place].kind in ("break", "function", "mark")


def _of_clip(before: Sequence[Token]) -> bool:
    """Whether a clip or the video is spoken of, and nothing that is laid over it."""
    for token in reversed(before):
        if token.kind == "break":
            return False
        if token.is_a("noun", *_LAID, "voice"):
            return False
        if token.kind in ("ordinal", "name") or token.is_a("noun", "clip", "video"):
            return not token.value.endswith((".mp3", ".wav", ".m4a", ".aac"))
    return False


@when("步", also=HAN)
def _with_steps(tokens: list[Token]) -> list[Token]:
    """ "第1步 删掉第4张": which step it is, and no clip."""
    found = list(tokens)
    for index in range(len(tokens) - 1):
        token, step = tokens[index], tokens[index + 1]
        opens = not index or tokens[index - 1].kind in ("break", "mark", "polite")
        if opens and token.kind == "ordinal" and step.text == "步" and token.text.startswith("第"):
            found[index] = replace(token, kind="mark", value="list", places=())
            found[index + 1] = replace(step, kind="mark", value="list")
    return found


@when("没有", also=HAN)
def _with_substitutes(tokens: list[Token]) -> list[Token]:
    """ "改成翻页，没有就用推入": what is to come where the other is not to be had."""
    found = list(tokens)
    for index in range(1, len(tokens) - 2):
        token, following = tokens[index], tokens[index + 1]
        if token.text == "没有" and following.text in ("就", "的话", "的话就") and tokens[index - 1].kind == "break":
            verb = next((each for each in tokens[index + 2 : index + 4] if each.kind == "verb"), None)
            if verb is not None and verb.is_a("verb", "use", "change"):
                found[index] = replace(token, kind="function", value="function")
                found[index + 1] = replace(following, kind="function", value="function")
    return found


@when("中间", "中间的", also="transition")
def _with_joints(tokens: list[Token]) -> list[Token]:
    """ "a和b各放2秒，中间用白闪过渡": between all of them, where none is pointed at."""
    found, start = list(tokens), 0
    for index in range(len(tokens) + 1):
        if index < len(tokens) and tokens[index].kind != "break":
            continue
        part = tokens[start:index]
        cuts = any(token.kind == "transition" or token.is_a("noun", "transition") for token in part)
        pointed = any(token.kind in ("ordinal", "name", "clock", "duration") and _leads(part, token) for token in part)
        for place in range(start, index):
            between = any(token.text in ("中间", "中间的") for token in part) and cuts and not pointed
            if between and (tokens[place].text in ("中间", "中间的") or tokens[place].is_a("quant", "all")):
                found[place] = replace(tokens[place], kind="function", value="function")
        start = index + 1
    return found


def _leads(part: Sequence[Token], token: Token) -> bool:
    """Whether what is pointed at stands before the word for "between"."""
    middle = next((each for each in part if each.text.startswith("中间")), token)
    return token.start < middle.start


@when("全程", "整", also="duration")
def _with_whole(tokens: list[Token]) -> list[Token]:
    """ "五图合一，全程20秒": how long it is in all. "整30秒": exactly."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        if token.text == "全程" and tokens[index + 1].kind == "duration":
            found[index] = replace(token, kind="quant", value="total")
        elif token.text == "整" and tokens[index + 1].kind == "duration":
            found[index] = replace(token, kind="function", value="function")
    return found


@when("equal", also=HAN)
def _with_shares(tokens: list[Token]) -> list[Token]:
    """ "总共9秒，平均分": as a total is shared out anyhow."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        alone = index > 0 and tokens[index - 1].kind == "break" and _is_last(tokens, index)
        if token.kind == "equal" and alone and any(each.is_a("quant", "total") for each in tokens[:index]):
            found[index - 1] = replace(tokens[index - 1], kind="mark")
            found[index] = replace(token, kind="function", value="function")
    return found


def _is_last(tokens: Sequence[Token], index: int) -> bool:
    rest = [token for token in tokens[index + 1 :] if token.kind not in ("function", "polite")]
    return not rest or rest[0].kind == "break"


@when("↔", "⇄", "⇔")
def _with_arrows(tokens: list[Token]) -> list[Token]:
    """ "2↔3": the two change places."""
    found = list(tokens)
    for index in range(1, len(tokens) - 1):
        left, arrow, right = tokens[index - 1 : index + 2]
        if arrow.text in ("↔", "⇄", "⇔") and left.kind == right.kind == "number":
            for place, each in ((index - 1, left), (index + 1, right)):
                found[place] = replace(each, kind="ordinal", value="", places=(int(each.amount),), amount=0.0)
            found[index] = replace(arrow, kind="verb", value="swap")
    return found


STEPS: tuple[Step, ...] = (
    _with_arrows,
    _with_joints,
    _with_whole,
    _with_shares,
    _with_steps,
    _with_substitutes,
    _with_more,
    _with_sequences,
    _with_camera_ways,
    _with_leaving,
    _with_stretches,
)
