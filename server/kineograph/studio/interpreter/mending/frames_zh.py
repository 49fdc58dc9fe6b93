"""Chinese words that mean something else between their neighbours: "再停一秒", "标题→“夏”", "往上挪到中间".

Each frame by the word that it hangs on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import when

_TEXTS = ("title", "text", "caption", "lower_third", "credits", "watermark")
_LAID = (*_TEXTS, "logo", "overlay", "inset")
_STAYING = ("停", "停留", "留", "待", "停够", "显示", "展示", "挂", "播", "放", "播放", "持续", "出现")
_FIRST = ("先", "首先", "第一", "其次", "然后", "接着", "接下来", "再")
_TWO = ("两个", "俩", "两", "两行", "两段", "两句", "两处", "两条", "二者", "两者")
_LINKS = ("再", "才", "就", "它", "才能", "让它", "才会", "要")
_COMING = ("出现", "出来", "显示", "弹出", "冒出", "浮现", "露出", "登场", "亮出", "出场", "现身")
_GOING = ("消失", "不见", "退场", "隐藏", "没了", "撤掉")
_UPSIDE_DOWN = ("倒", "是倒", "颠倒", "上下颠倒", "头朝下", "拍倒", "放倒")
_FEW = 5
_PADDING = frozenset({"function", "polite", "det", "mark", "conj"})
_ASKING = ("verb", "noun", "mood", "tone", "transition", "prep", "own", "quant", "preset", "field")


def _as(found: list[Token], index: int, kind: str, value: str = "") -> None:
    found[index] = replace(found[index], kind=kind, value=value or kind, places=())


def _at(found: Sequence[Token], index: int) -> Token | None:
    return found[index] if 0 <= index < len(found) else None


def _later(found: list[Token], index: int) -> None:
    """ "标题3秒后出现", "5秒以后再出来": the moment when it comes. "3秒后再消失": how long it stays."""
    time, behind = _at(found, index - 1), index + 1
    while (padding := _at(found, behind)) is not None and padding.text in _LINKS:
        behind += 1
    verb = _at(found, behind)
    if time is None or time.kind != "duration" or verb is None or verb.kind == "break":
        return
    comes, goes = verb.text.startswith(_COMING), verb.text.startswith(_GOING)
    if comes or (goes and behind > index + 1):
        for place in range(index, behind):
            _as(found, place, "function")
        found[index - 1] = replace(time, kind="clock") if comes else time
        _as(found, behind, "verb" if comes else "function", "show" if comes else "")


def _again(found: list[Token], index: int) -> None:
    """ "再停一秒", "再显示两秒": so much longer than now. "第3秒再出来": when it comes."""
    verb, time = _at(found, index + 1), _at(found, index + 2)
    before = _at(found, index - 1)
    if before is not None and before.kind == "clock" and verb is not None and verb.text.startswith(_COMING):
        _as(found, index, "function")
        _as(found, index + 1, "verb", "show")
        return
    if verb is None or time is None or verb.text not in _STAYING or time.kind != "duration":
        return
    following = _at(found, index + 3)
    if following is None or following.kind in ("break", "function", "polite"):
        _as(found, index, "relative", "longer")
        _as(found, index + 1, "function")


def _arrow(found: list[Token], index: int) -> None:
    """ "标题→“夏日”": what it is to read."""
    before, following = _at(found, index - 1), _at(found, index + 1)
    if before is not None and following is not None and before.is_a("noun", *_TEXTS) and following.kind == "quote":
        _as(found, index, "verb", "change")


def _both(found: list[Token], index: int) -> None:
    """ "两个都改成白色", "它们俩都放左边": both of them."""
    before, first = _at(found, index - 1), _at(found, index - 2)
    opens = first is None or first.kind in ("break", "function", "polite", "conj", "verb")
    if before is None or found[index].kind != "quant":
        return
    if before.text in _TWO and (opens or first is None or first.kind == "pronoun"):
        _as(found, index - 1, "function")
        found[index] = replace(found[index], text="both")
        if first is not None and first.kind == "pronoun":
            _as(found, index - 2, "function")


def _corner(found: list[Token], index: int) -> None:
    """ "换个角": another corner."""
    before, following = _at(found, index - 1), _at(found, index + 1)
    ends = following is None or following.kind in ("break", "function", "polite")
    if ends and before is not None and before.is_a("verb", "change") and before.text.startswith(("换", "改")):
        _as(found, index, "place", "corner")


def _onto(found: list[Token], index: int) -> None:
    """ "往上挪到中间": the place says where, and the way no more."""
    before, following = _at(found, index - 1), _at(found, index + 1)
    placed = following is not None and following.kind == "place"
    if before is not None and placed and before.kind in ("aloft", "side"):
        _as(found, index - 1, "verb", "move")


def _at_last(found: list[Token], index: int) -> None:
    """ "先删第二张，再调亮，最后加个标题": the last thing to do, and not where it goes."""
    opens = index and found[index - 1].kind == "break"
    following = next((token for token in found[index + 1 :] if token.kind not in _PADDING), None)
    if not opens or following is None or following.kind not in _ASKING or not found[index].is_a("edge", "end"):
        return
    starts = [at for at in range(index) if not at or found[at - 1].kind == "break"]
    if any(found[at].text in _FIRST for at in starts):
        _as(found, index, "conj", "then")


def _round(found: list[Token], index: int) -> None:
    """ "贴个logo，圆形": a shape that nothing laid over can have, and no transition."""
    ends = all(token.kind in (*_PADDING, "break") for token in found[index + 1 : index + 2])
    start = next((at for at in range(index - 1, -1, -1) if found[at].text in "。！；!;\n"), -1) + 1
    said = found[start:index]
    cut = any(token.kind == "transition" or token.is_a("noun", "transition") for token in said)
    laid = any(token.is_a("noun", *_LAID) for token in said)
    if found[index].kind == "transition" and ends and laid and not cut:
        _as(found, index, "unsupported", "crop")


def _most(found: list[Token], index: int) -> None:
    """ "笑得最开心的镜头": which that is nobody here can see."""
    quality, link, noun = _at(found, index + 1), _at(found, index + 2), _at(found, index + 3)
    known = quality is not None and quality.kind in ("mood", "grade", "unknown", "content", "verdict", "relative")
    seen = noun is not None and noun.is_a("noun", "picture", "clip", "part")
    if known and seen and link is not None and link.text == "的":
        _as(found, index, "unsupported", "semantic")
        _as(found, index + 1, "function")


def _upright(found: list[Token], index: int) -> None:
    """ "第三张倒了，摆正": by half a turn."""
    if any(token.text.startswith(_UPSIDE_DOWN) for token in found[max(0, index - _FEW) : index]):
        _as(found, index, "turned", "upside_down")


def _one_size(found: list[Token], index: int) -> None:
    """ "标题调大一号": no first clip."""
    before = _at(found, index - 1)
    sized = before is not None and (
        before.is_a("verb", "raise", "lower") or before.is_a("relative", "bigger", "smaller") or before.kind == "motion"
        or before.text in ("大", "小", "调大", "调小", "加大", "放大", "缩小")
    )  # fmt: skip
    if sized and found[index].kind == "ordinal":
        _as(found, index, "function")


def _edged(found: list[Token], index: int) -> None:
    """ "画中画加个边框"."""
    if any(token.is_a("noun", "logo", "overlay", "inset") for token in found[max(0, index - _FEW) : index]):
        _as(found, index, "framing", "framed")


def _sides(found: list[Token], index: int) -> None:
    """ "两边用白色填": what shows around the pictures."""
    ahead = [token for token in found[index + 1 : index + 1 + _FEW] if token.kind not in _PADDING]
    colored = len(ahead) > 1 and any(token.kind in ("color", "hex") for token in ahead[:2])
    filled = any(token.text.startswith(("填", "补", "铺")) for token in ahead)
    if colored and filled:
        _as(found, index, "backdrop", "background")
        before = _at(found, index - 1)
        if before is not None and before.text in ("两", "四"):
            _as(found, index - 1, "function")


def _bold(found: list[Token], index: int) -> None:
    """ "标题再粗一点": of the letters."""
    texts = any(token.is_a("noun", *_TEXTS) for token in found[max(0, index - _FEW) : index])
    if texts and not any(token.kind == "field" for token in found):
        _as(found, index, "lettering", "bold")


def _beneath(found: list[Token], index: int) -> None:
    """ "底下垫个黑框": beneath the letters."""
    ahead = found[index + 1 : index + 1 + _FEW]
    stop = next((at for at, token in enumerate(ahead) if token.kind == "break"), len(ahead))
    laid = any(token.text.startswith(("垫", "衬", "铺")) for token in ahead[:stop])
    grounded = any(token.kind == "ground" or token.text in ("底", "框", "背景") for token in ahead[:stop])
    if laid and grounded and found[index].kind in ("place", "edge"):
        _as(found, index, "function")


_FRAMES: dict[str, Callable[[list[Token], int], None]] = {
    "再": _again,
    **dict.fromkeys(("→", "->", "=>", "⇒"), _arrow),
    "到": _onto,
    **dict.fromkeys(("底下", "下面", "后面", "下边", "背后", "下方"), _beneath),
    **dict.fromkeys(("再粗一点", "再粗些", "再粗点", "粗些", "再细一点", "再细些", "再细点", "细些"), _bold),
    **dict.fromkeys(("一号", "1号", "两号", "2号"), _one_size),
    **dict.fromkeys(("边框", "白边", "框"), _edged),
    **dict.fromkeys(("两边", "两侧", "四周", "上下", "左右", "边"), _sides),
    "都": _both,
    "角": _corner,
    **dict.fromkeys(("后", "之后", "以后", "过后"), _later),
    "最": _most,
    **dict.fromkeys(("摆正", "转正", "扶正", "正过来", "转过来", "翻过来"), _upright),
    "最后": _at_last,
    **dict.fromkeys(("圆形", "圆的", "圆"), _round),
}


@when(*_FRAMES)
def framed(tokens: list[Token]) -> list[Token]:
    """The tokens in their places, some of another kind."""
    for index, token in enumerate([*tokens]):
        frame = _FRAMES.get(token.text)
        if frame is not None:
            frame(tokens, index)
    return tokens
