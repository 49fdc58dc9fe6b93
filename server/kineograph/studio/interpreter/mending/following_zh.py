"""Chinese words of a follow-up whose sense hangs on their neighbours, set right before clauses are cut: 还是短 is still
too short, 再停一秒 a second more, 静音算了 muting and no "never mind", 慢回来一点 slower.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.lexing.vocabulary import vocabulary
from kineograph.studio.interpreter.mending.steps import Step, when

_STILL = ("还是", "还", "还有", "仍", "仍然", "依然", "依旧", "还嫌", "还觉得")
_RATHER = re.compile(r"(?:还是?|仍然?|依然|依旧|还嫌|还觉得)(?:是|有|显得|觉得)?(?:有?点儿?|有些|那么|这么)?")
_ADJECTIVES = frozenset({"relative", "grade", "tempo", "unknown", "speed", "size", "strength"})
_LASTING = ("停", "停留", "停顿", "留", "待", "呆", "显示", "持续", "展示", "停个", "停上")
_CLOSING = ("算了", "得了", "好了", "拉倒", "就好了", "就完了", "完事", "得嘞", "就得了")
_BACK = ("回", "回来", "回去", "回来一点", "回去一点")
_BITS = ("一点", "来一点", "点", "一些", "一点点")
_LEFT_OVER = ("了", "呢", "啊", "呀", "哦", "哎", "吧", "嘛")
_VALUES = frozenset({"color", "duration", "percent", "mood", "transition", "place", "motion", "ratio", "aspect", "tone",
                     "clock", "multiple", "number", "quote"})  # fmt: skip


def _as_function(token: Token) -> Token:
    return replace(token, kind="function", value="function", places=(), amount=0.0)


def _ends(tokens: Sequence[Token], index: int) -> bool:
    """Whether the stretch ends here, but for particles."""
    while index < len(tokens) and tokens[index].text in _LEFT_OVER:
        index += 1
    return index >= len(tokens) or tokens[index].kind == "break"


@when(*_STILL)
def _still(tokens: list[Token]) -> list[Token]:
    """ "还是短", "第二张还有点暗": too short, too dark; said by itself, and no wish."""
    known = vocabulary("zh").surfaces
    for start, token in enumerate(tokens):
        if token.text not in _STILL:
            continue
        for at in range(start + 1, min(start + 4, len(tokens))):
            lead, word = "".join(each.text for each in tokens[start:at]), tokens[at]
            plain = word.kind in _ADJECTIVES or word.text == "长"
            if not (_RATHER.fullmatch(lead) and plain and len(word.text) == 1 and _ends(tokens, at + 1)):
                continue
            meant = known.get("太" + word.text) or known.get("太" + word.text + "了")
            if meant is not None:
                tokens[start:at] = [_as_function(each) for each in tokens[start:at]]
                tokens[at] = replace(word, kind=meant[0], value=meant[1])
            elif word.kind == "grade":
                tokens[at] = replace(word, kind="unknown", value="")
            break
    return tokens


@when("再", "多", also="duration")
def _longer(tokens: list[Token]) -> list[Token]:
    """ "最后这张再停三秒": so much longer."""
    for index in range(len(tokens) - 2):
        again, verb, time = tokens[index : index + 3]
        if again.text != "再" or verb.text not in _LASTING or time.kind != "duration":
            continue
        first = any(each.text in ("先", "然后", "再") for each in tokens[:index])
        if not first and _ends(tokens, index + 3):
            tokens[index] = _as_function(again)
            tokens[index + 1] = replace(verb, kind="relative", value="longer")
    return tokens


@when(*_CLOSING)
def _closing(tokens: list[Token]) -> list[Token]:
    """ "直接静音算了", "一张1秒得了": as good as done."""
    for index, token in enumerate(tokens[1:], 1):
        before = tokens[index - 1]
        said = before.kind not in ("break", "function", "polite", "pronoun", "correction", "conj")
        if token.text in _CLOSING and said and _ends(tokens, index + 1):
            tokens[index] = _as_function(token)
    return tokens


@when(*_BACK)
def _back(tokens: list[Token]) -> list[Token]:
    """ "慢回来一点": slower; "太轻了，回来一点": which way is said already."""
    for index, token in enumerate(tokens[1:], 1):
        if token.text not in _BACK:
            continue
        before = tokens[index - 1]
        end = next((at + 1 for at in range(index, min(index + 3, len(tokens))) if tokens[at].text in _BITS), 0)
        meant = vocabulary("zh").surfaces.get(before.text + "一点") if end and len(before.text) == 1 else None
        if meant is not None:
            tokens[index - 1] = replace(before, kind=meant[0], value=meant[1])
            tokens[index:end] = [_as_function(each) for each in tokens[index:end]]
            continue
        behind = "".join(each.text for each in tokens[index:] if each.kind != "break")
        complained = before.kind == "break" and any(
            each.kind in ("relative", "grade", "tempo") for each in tokens[: index - 1]
        )
        if complained and re.fullmatch(r"回来?去?(?:来|去)?(?:一?点儿?|一?些|一下)?(?:吧|嘛)?", behind):
            tokens[index:] = [each if each.kind == "break" else _as_function(each) for each in tokens[index:]]
            break
    return tokens


@when("new", also="name")
def _uploaded(tokens: list[Token]) -> list[Token]:
    """ "换成新上传的f.jpg": the file is named."""
    for index, token in enumerate(tokens[:-1]):
        if token.is_a("det", "new") and tokens[index + 1].kind == "name" and index and tokens[index - 1].kind == "verb":
            tokens[index] = _as_function(token)
    return tokens


@when("不是", "不", "是")
def _rather(tokens: list[Token]) -> list[Token]:
    """ "不是红的，是橙的": the other one, of whatever was spoken of."""
    parts = [index for index, token in enumerate(tokens) if token.kind == "break"]
    if len(parts) not in (1, 2) or (len(parts) == 2 and parts[1] != len(tokens) - 1):
        return tokens
    denied = [token for token in tokens[: parts[0]] if token.kind != "polite"]
    meant = tokens[parts[0] + 1 :]
    no = "".join(token.text for token in denied[:-1])
    kinds = denied[-1].kind if denied else ""
    led = len(meant) > 1 and meant[0].text in ("是", "要", "应该是", "得是", "而是")
    said = [token for token in meant[1:] if token.kind not in ("function", "break", "polite")]
    if no in ("不是", "不要", "不") and kinds in _VALUES and led and [token.kind for token in said] == [kinds]:
        tokens[: parts[0]] = [_as_function(token) for token in tokens[: parts[0]]]
        tokens[parts[0] + 1] = replace(meant[0], kind="verb", value="change", text="改成")
    return tokens


_VERDICT = re.compile(
    r"(?:位置|方向|颜色|大小|字号|顺序|时间|音量|效果|角度)?(?:不对|反了|错了|不合适|不好看?|不好听|不喜欢|难看|不太好看?|不行|不太对)(?:了|啊|呀)*"
)


@when("unsupported", "verdict")
def _verdicts(tokens: list[Token]) -> list[Token]:
    """ "位置不对，右下", "方向反了，再转180度": what is wrong is said by what should be done about it."""
    stop = next((index for index, token in enumerate(tokens) if token.kind == "break"), 0)
    lead = [token for token in tokens[:stop] if token.kind not in ("polite", "function", "correction")]
    rest = [token for token in tokens[stop + 1 :] if token.kind not in ("break", "polite", "function")]
    told = rest and not any(token.kind in ("unsupported", "unknown", "verdict") for token in rest)
    if len(tokens) == 1 and tokens[0].text in ("方向反了", "方向不对"):
        return [_as_function(tokens[0])]
    if len(lead) == 1 and told and _VERDICT.fullmatch(lead[0].text):
        tokens[: stop + 1] = [_as_function(token) for token in tokens[: stop + 1]]
    return tokens


@when("opacity")
def _opacities(tokens: list[Token]) -> list[Token]:
    """ "透明度70": percent."""
    for index, token in enumerate(tokens[:-1]):
        number = tokens[index + 1]
        if (
            token.kind == "opacity"
            and number.kind == "number"
            and 1 < number.amount <= 100
            and _ends(tokens, index + 2)
        ):
            tokens[index + 1] = replace(number, kind="percent", value="", amount=number.amount / 100)
    return tokens


@when("推", "拉", "摇", "移", also="得")
def _manners(tokens: list[Token]) -> list[Token]:
    """ "推得慢一点": the move is named once more, and how it should be."""
    for index, token in enumerate(tokens[:-2]):
        if token.text in ("推", "拉", "摇", "移") and tokens[index + 1].text == "得" and token.kind == "unknown":
            tokens[index] = _as_function(token)
    return tokens


@when("移动", "运动", "动作")
def _moving(tokens: list[Token]) -> list[Token]:
    """ "取消它的移动": the camera's."""
    last = next((index for index in range(len(tokens) - 1, 0, -1) if tokens[index].text not in _LEFT_OVER), 0)
    moves = tokens[last].text in ("移动", "运动", "动作") and tokens[last - 1].text.endswith("的")
    if last and moves:
        tokens[last] = replace(tokens[last], kind="noun", value="motion")
    return tokens


@when("aspect", also="的")
def _described(tokens: list[Token]) -> list[Token]:
    """ "横过来的那张先转正": how the picture lies, and no frame."""
    for index, token in enumerate(tokens[:-2]):
        lying = token.kind == "aspect" and token.text in ("横过来", "竖过来", "横着", "竖着", "横", "竖")
        following = tokens[index + 2]
        one = following.text in ("那张", "这张", "那幅", "那段") or following.is_a("noun", "picture", "clip")
        if lying and tokens[index + 1].text == "的" and one and not any(t.kind == "verb" for t in tokens[:index]):
            tokens[index] = _as_function(token)
    return tokens


@when("title", "caption", "text", "logo", "watermark", also=",")
def _topics(tokens: list[Token]) -> list[Token]:
    """ "那个标题，往左上挪": what is spoken of stands before the stop."""
    stop = next((index for index, token in enumerate(tokens) if token.kind == "break"), 0)
    said = [token for token in tokens[:stop] if token.kind not in ("det", "function", "polite")]
    here = next((index for index in range(stop + 1, len(tokens)) if tokens[index].kind == "break"), len(tokens))
    told = tokens[stop + 1 : here]
    laid = len(said) == 1 and said[0].is_a("noun", "title", "caption", "text", "logo", "watermark")
    plain = not any(token.kind in ("noun", "quote", "ordinal", "name", "conj", "pronoun") for token in told)
    if laid and plain and told and tokens[stop].text in ",，" and is_han(said[0].text[0]):
        tokens[stop] = _as_function(tokens[stop])
    return tokens


@when("跟着", "随着", also="it")
def _following(tokens: list[Token]) -> list[Token]:
    """ "另外那行跟着它": as it is with that one, which nobody here works out."""
    for index, token in enumerate(tokens[:-1]):
        if token.text in ("跟着", "随着") and tokens[index + 1].is_a("pronoun", "it"):
            tokens[index] = replace(token, kind="unknown", value="")
    return tokens


@when("neg", also="motion")
def _instead(tokens: list[Token]) -> list[Token]:
    """ "不要拉远了，推近": the other move, and not none."""
    for index, token in enumerate(tokens[:-3]):
        if token.kind != "neg" or tokens[index + 1].kind != "motion":
            continue
        stop = index + 2 + (tokens[index + 2].text == "了")
        meant = [each for each in tokens[stop + 1 :] if each.kind not in ("function", "polite", "break")]
        told = meant[1:] if meant and meant[0].is_a("verb", "change", "use", "make") else meant
        paired = stop < len(tokens) and tokens[stop].text in ",，" and [each.kind for each in told] == ["motion"]
        if paired and told[0].value != tokens[index + 1].value:
            tokens[index : stop + 1] = [_as_function(each) for each in tokens[index : stop + 1]]
    return tokens


@when("tone", "preset", also="definite")
def _looking(tokens: list[Token]) -> list[Token]:
    """ "黑白那几张加暗角": those that are so, which nobody here looks up."""
    for index, token in enumerate(tokens[:-1]):
        following = tokens[index + 1].text.removeprefix("的")
        if token.kind in ("tone", "preset") and following in ("那几张", "那张", "那些", "这几张", "那两张"):
            tokens[index] = replace(token, kind="unknown", value="")
    return tokens


@when("correction", also="name")
def _corrected(tokens: list[Token]) -> list[Token]:
    """ "不对，换成e.jpg": of what was done before."""
    named = any(token.kind == "name" for token in tokens)
    if named and tokens[0].kind == "correction" and tokens[1].text in ",，" and tokens[2].kind == "verb":
        tokens[:2] = [_as_function(token) for token in tokens[:2]]
    return tokens


STEPS: tuple[Step, ...] = (
    _verdicts,
    _still,
    _longer,
    _closing,
    _back,
    _uploaded,
    _rather,
    _opacities,
    _manners,
    _moving,
    _described,
    _topics,
    _following,
    _instead,
    _looking,
    _corrected,
)
