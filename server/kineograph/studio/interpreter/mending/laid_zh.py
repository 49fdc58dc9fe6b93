"""Chinese words about what is laid over a video, set right before the sentence is parted, after what is heard.

Stretch by stretch (what stands between two stops): a text after which more words are added, the ground behind letters,
how long something stays, which letters are meant, a colour of one character.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending import asides_zh, frames_zh, heard_zh, letters_zh, measured_zh
from kineograph.studio.interpreter.mending.heard_zh import HEARD, LAID, SEEN, as_kind, speaks_of
from kineograph.studio.interpreter.mending.steps import HAN, Step, when, within

_NAMED = {"字幕": "caption", "文字": "text", "标题": "title"}
_PUTTING = ("打", "飘", "弹", "印", "题", "标", "署", "挂", "出", "上", "落", "来", "补", "留")
_SIDES = ("left", "right", "up", "down")
_CORNERS = {
    "up_left": "top_left", "up_right": "top_right", "down_left": "bottom_left", "down_right": "bottom_right",
}  # fmt: skip
_WAYS = (*_SIDES, *_CORNERS)
_BESIDE = ("底下", "下面", "下方", "上面", "上方", "旁边", "下边", "上边", "右边", "左边", "后面", "前面")
_SHORT = 2
_LEAVING = ("消失", "不见", "退场", "隐藏", "隐去", "消失掉", "没了", "撤掉")
_LATER = ("后", "之后", "以后", "过后")
_SIGNS = {
    "感叹号": "！",
    "叹号": "！",
    "惊叹号": "！",
    "问号": "？",
    "句号": "。",
    "省略号": "……",
    "破折号": "——",
    "波浪号": "～",
}
_CASTS = {"白": "#ffffff", "黑": "#000000", "纯白": "#ffffff", "纯黑": "#000000"}
_INTO = ("到", "成", "至", "为", "到全", "成全")
_BEFORE = ("前面", "开头", "最前面", "前", "之前", "前边")
_BEHIND = ("后面", "末尾", "结尾", "最后", "后", "后边", "尾部", "末端", "最后面")
_STATING = ("变成", "改成", "成为", "换成", "就成了", "改为", "变为", "写成")


@when("ground", also=HAN)
def _parted(tokens: list[Token]) -> list[Token]:
    return [each for token in tokens for each in _apart(token)]


def _apart(token: Token) -> list[Token]:
    """ "文字背景", "字幕底框": the text, and what is behind it."""
    noun = _NAMED.get(token.text[:2]) if token.kind == "ground" and len(token.text) > _SHORT else None
    if noun is None:
        return [token]
    middle = token.start + _SHORT
    return [
        replace(token, kind="noun", value=noun, end=middle, text=token.text[:_SHORT]),
        replace(token, start=middle, text=token.text[_SHORT:]),
    ]


def _stretches(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    start = 0
    for index, token in enumerate(tokens):
        if token.kind == "break" and token.text != "、":
            if index > start:
                yield start, index
            start = index + 1
    if len(tokens) > start:
        yield start, len(tokens)


@when("ground", "backdrop")
def _with_grounds(part: list[Token]) -> list[Token]:
    """ "标题不要底色": what stands behind the letters."""
    laid = speaks_of(part, *LAID) and not speaks_of(part, *SEEN)
    for index, token in enumerate(part):
        below = (
            token.is_a("ground") and token.text[-1] in "底下" and index + 1 < len(part) and part[index + 1].text == "下"
        )
        if below and token.text[:-1] in ("字幕", "文字", "标题"):
            part[index], part[index + 1] = (
                as_kind(token, "noun", _NAMED[token.text[:-1]]),
                as_kind(part[index + 1], "function"),
            )
        if laid and token.kind == "backdrop" and token.text in ("底色", "背景", "底", "衬底", "背景色", "底图"):
            part[index] = as_kind(token, "ground", "plate")
    return part


@when(*_PUTTING, "说明", "打字", "变", "有")
def _with_putting(part: list[Token]) -> list[Token]:
    """ "结尾打“完”", "最后飘一句“再会”": a verb of one character, right before the words. "可以有": it may stay."""
    for index, token in enumerate(part):
        ahead = [other for other in part[index + 1 : index + 4] if other.kind not in ("det", "function", "number")]
        if token.kind in ("unknown", "contentmotion") and token.text in _PUTTING and ahead and ahead[0].kind == "quote":
            part[index] = as_kind(token, "verb", "add")
        if token.text == "说明" and index + 1 < len(part) and part[index + 1].kind == "quote":
            part[index] = as_kind(token, "noun", "caption")
        if token.text == "打字" and len(part) == 1:
            part[index] = as_kind(token, "verb", "add")
        stays = token.text == "变" and index and part[index - 1].text in ("别", "不要", "不用", "不能", "不许")
        if stays and all(other.kind in ("function", "polite") for other in part[index + 1 :]):
            part[index - 1], part[index] = as_kind(part[index - 1], "function"), as_kind(token, "verb", "keep")
        last = index == len(part) - 1 or part[index + 1].text in ("的", "吧", "哈", "啊")
        if token.text == "有" and index and part[index - 1].text == "可以" and last:
            part[index] = as_kind(token, "verb", "keep")
    return part


@when("position", "pronoun", *_BESIDE)
def _with_owners(part: list[Token]) -> list[Token]:
    """ "它消失得太快了": only a text comes and goes. "放到标题底下": beside another text nothing can be put."""
    goes = any(token.text.startswith(("消失", "出现得", "没得")) for token in part)
    placed = speaks_of(part, "position") and not speaks_of(part, *SEEN, "motion")
    for index, token in enumerate(part):
        if placed and token.kind == "motion" and token.value.removeprefix("pan_") in _WAYS:
            way = token.value.removeprefix("pan_")
            part[index] = as_kind(token, "aloft", way) if way in _SIDES else as_kind(token, "place", _CORNERS[way])
        if goes and token.is_a("pronoun", "it") and not speaks_of(part, *LAID, *SEEN, *HEARD):
            part[index] = as_kind(token, "noun", "text")
        moved = index > 0 and part[index - 1].is_a("verb", "move") and index + 1 < len(part)
        if moved and token.is_a("noun", "title", "caption") and part[index + 1].text in _BESIDE:
            part[index] = as_kind(token, "unknown")
    return part


@when("unknown")
def _with_leaving(part: list[Token]) -> list[Token]:
    """ "字幕第3秒出现，第8秒消失": until then. "标题5秒后消失", "多留两秒再消失": how long it stays."""
    laid = speaks_of(part, *LAID, "logo", "overlay", "inset") or not speaks_of(part, *SEEN, *HEARD)
    for index, token in enumerate(part):
        if not (laid and index and token.text.lstrip("才再就") in _LEAVING and token.kind == "unknown"):
            continue
        before, earlier = part[index - 1], part[index - 2] if index > 1 else None
        stays = any(other.is_a("relative", "longer", "longer_bit", "shorter") for other in part[:index])
        if before.kind == "clock":
            part[index - 1] = replace(before, value="until")
            part[index] = as_kind(token, "function")
        elif before.text in _LATER and earlier is not None and earlier.kind == "duration":
            part[index - 1], part[index] = as_kind(before, "function"), as_kind(token, "function")
        elif stays or (index + 1 < len(part) and part[index + 1].text == "的时候"):
            part[index] = as_kind(token, "function", token.text)
            if before.text in ("再", "才"):
                part[index - 1] = as_kind(before, "function")
    return part


def _grades(token: Token) -> bool:
    """ "整体调成电影感", "画面电影感一点"."""
    return token.text in ("画面", "整体", "画风", "照片", "图片", "全片") or token.text.startswith(
        ("调成", "调出", "调到")
    )


@when("mood", "lettering", "genre", "偏", "偏向", "往", "走")
def _with_palettes(part: list[Token]) -> list[Token]:
    """ "色调来点电影感", "调色偏电影感": how the pictures are to look, where no music is spoken of."""
    graded = any(token.kind in ("palette", "filter") or _grades(token) for token in part)
    graded = graded and not speaks_of(part, *HEARD) and not any(token.is_a("verb", "create", "turn") for token in part)
    for index, token in enumerate(part):
        if graded and token.is_a("mood", "cinematic"):
            part[index] = as_kind(token, "preset", "cinematic")
        if (
            token.kind == "lettering"
            and token.text.startswith("粗")
            and any(each.is_a("field", "grain") for each in part)
        ):
            part[index] = as_kind(token, "relative", "higher_bit")
        if token.is_a("genre") and token.text == "蓝调" and len(part) == 1:
            part[index] = as_kind(token, "preset", "cool")
        leads = graded and token.text in ("偏", "偏向", "往", "走") and index + 1 < len(part)
        if leads and part[index + 1].kind in ("mood", "preset", "tone"):
            part[index] = as_kind(token, "function")
    return part


@when(*_CASTS)
def _with_casts(part: list[Token]) -> list[Token]:
    """ "淡出到白": the colour of a fade."""
    fades = any(token.kind in ("fade", "transition") or token.is_a("verb", "fade") for token in part)
    for index, token in enumerate(part[1:], 1):
        if fades and token.text in _CASTS and part[index - 1].text in _INTO:
            part[index] = as_kind(token, "color", _CASTS[token.text])
    return part


@when(*_SIGNS, "quote")
def _with_additions(part: list[Token]) -> list[Token]:
    """ "标题后面加上“2024”", "Summer 前面补个 My", "标题末尾加个感叹号": words that go to those that are there."""
    for index, token in enumerate(part):
        if token.text in _SIGNS or (token.text == "叹号" and index and part[index - 1].text == "感"):
            part[index] = replace(token, kind="quote", value=_SIGNS.get(token.text, "！"))
            if token.text == "叹号" and part[index - 1].text == "感":
                part[index - 1] = as_kind(part[index - 1], "function")
    words = [index for index, token in enumerate(part) if token.kind not in ("function", "polite", "det", "mark")]
    for first, second, third in zip(words, words[1:], words[2:], strict=False):
        named, edge, verb = part[first], part[second], part[third]
        way = "before" if edge.text in _BEFORE else "after" if edge.text in _BEHIND else ""
        quoted = any(token.kind == "quote" for token in part[third:])
        if named.is_a("noun", "title", "text", "caption") and way and verb.is_a("verb", "add") and quoted:
            part[second] = as_kind(edge, "affix", way)
    return part


@when("、")
def _with_lists(part: list[Token]) -> list[Token]:
    """ "标题、字幕都放大": the two together."""
    for index, token in enumerate(part[1:-1], 1):
        if token.text == "、" and part[index - 1].is_a("noun", *LAID) and part[index + 1].is_a("noun", *LAID):
            part[index] = replace(token, kind="conj", value="and")
    return part


@when(*_STATING, also="quote")
def _with_statements(tokens: list[Token]) -> list[Token]:
    """ "Summer 后面补上年份，变成“Summer 2024”": how it is to read in the end says all."""
    for start, end in [*_stretches(tokens)]:
        named = next((token for token in tokens[start:end] if token.is_a("noun", *LAID) and token.places), None)
        ahead = tokens[end + 1 : end + 4]
        stated = len(ahead) > 1 and ahead[0].text in _STATING and ahead[1].kind == "quote"
        if named is None or not stated or tokens[end].text not in ",，":
            continue
        if named.text.lower() not in ahead[1].value.lower() or any(t.kind == "quote" for t in tokens[start:end]):
            continue
        for index in range(start, end):
            if tokens[index] is not named:
                tokens[index] = as_kind(tokens[index], "retracted")
        tokens[end] = as_kind(tokens[end], "mark")
        tokens[end + 1] = as_kind(tokens[end + 1], "verb", "change")
    return tokens


_WITHIN: tuple[Step, ...] = (
    *heard_zh.STEPS,
    _with_grounds,
    *letters_zh.STEPS,
    _with_casts,
    _with_lists,
    _with_additions,
    _with_putting,
    _with_owners,
    _with_leaving,
    _with_palettes,
)

STEPS: tuple[Step, ...] = (
    asides_zh.told,
    _parted,
    frames_zh.framed,
    *measured_zh.STEPS,
    within(_stretches, _WITHIN, also=HAN),
    _with_statements,
)
"""In this order."""
