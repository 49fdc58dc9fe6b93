"""Chinese words beside a measure or a value: "占高度15%", "4秒起5秒止", "白底", "标题 红", "加三条字幕：…".

Each frame by the word that it hangs on, as in ``frames_zh``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import HAN, Step, when

_TEXTS = ("title", "text", "caption", "lower_third", "credits", "watermark")
_LAID = (*_TEXTS, "logo", "overlay", "inset")
_REMOVED = (*_LAID, "music", "sound", "transition", "narration", "voice")
_SONGS = (".mp3", ".wav", ".m4a", ".aac")
_ENDING = ("break", "function", "polite")
_GROUNDS = {
    "白底": "#ffffff", "黑底": "#000000", "灰底": "#9e9e9e", "蓝底": "#1e88e5", "绿底": "#43a047", "红底": "#e53935",
    "黄底": "#fdd835", "粉底": "#ec407a", "纯白底": "#ffffff", "纯黑底": "#000000", "米白底": "#f5f5dc",
}  # fmt: skip
_HUES = {key[0]: value for key, value in _GROUNDS.items() if len(key) == len("白底")}
_COUNTS = ("句", "条", "行", "段")
_OTHERS = ("样式", "内容", "东西", "地方", "设置", "部分", "方面", "一切", "参数", "效果")
_AT_ONCE = ("直接", "干脆", "索性", "还是", "就")


def _as(found: list[Token], index: int, kind: str, value: str = "") -> None:
    found[index] = replace(found[index], kind=kind, value=value or kind, places=())


def _at(found: Sequence[Token], index: int) -> Token | None:
    return found[index] if 0 <= index < len(found) else None


def _ends(found: Sequence[Token], index: int) -> bool:
    following = _at(found, index + 1)
    return following is None or following.kind in _ENDING


def _start(found: Sequence[Token], index: int) -> int:
    return next((at for at in range(index - 1, -1, -1) if found[at].kind == "break"), -1) + 1


def _not_always(found: list[Token], index: int) -> None:
    """ "字幕别一直挂着，前6秒就够了": only that is said of its time which follows."""
    start = _start(found, index)
    negation = next((at for at in range(start, index) if found[at].kind == "neg"), -1)
    comma = _at(found, index + 1)
    if negation < 0 or comma is None or comma.text not in ",，" or not found[index].is_a("edge", "whole"):
        return
    stop = next((at for at in range(index + 2, len(found)) if found[at].kind == "break"), len(found))
    if any(token.kind in ("window", "clock", "duration", "range") for token in found[index + 2 : stop]):
        for place in range(negation, index + 1):
            _as(found, place, "function")
        _as(found, index + 1, "mark")


def _before_the_end(found: list[Token], index: int) -> None:
    """ "结束前2秒": the last two."""
    following = _at(found, index + 1)
    if following is not None and following.is_a("window", "first") and following.text.startswith("前"):
        _as(found, index, "function")
        found[index + 1] = replace(following, value="last")


def _until(found: list[Token], index: int) -> None:
    """ "4秒起5秒止"."""
    start, begin, end = _at(found, index - 3), _at(found, index - 2), _at(found, index - 1)
    if start is None or begin is None or end is None or begin.text not in ("起", "开始", "始"):
        return
    if start.kind in ("duration", "clock") and end.kind in ("duration", "clock"):
        found[index - 3] = replace(start, kind="clock")
        found[index - 1] = replace(end, kind="clock", value="until")
        _as(found, index - 2, "function")
        _as(found, index, "function")


def _of_height(found: list[Token], index: int) -> None:
    """ "标题放大到占高度15%": how large the letters are."""
    start, share = _start(found, index), _at(found, index + 1)
    named = any(token.is_a("noun", *_TEXTS) for token in found[start:index])
    if named and share is not None and share.kind == "percent":
        for place in range(start, index):
            if found[place].kind in ("motion", "prep") or found[place].is_a("verb", "raise", "lower"):
                _as(found, place, "function")
        _as(found, index, "noun", "letter_size")


def _large(found: list[Token], index: int) -> None:
    """ "四分之一大"."""
    before = _at(found, index - 1)
    if before is not None and before.kind == "percent" and _ends(found, index) and found[index].kind == "unknown":
        _as(found, index, "function")


def _take(found: list[Token], index: int) -> None:
    """ "去原声"."""
    noun = _at(found, index + 1)
    if index == _start(found, index) and noun is not None and noun.is_a("noun", *_REMOVED) and _ends(found, index + 1):
        _as(found, index, "verb", "remove")


def _lay(found: list[Token], index: int) -> None:
    """ "铺song.mp3"."""
    song = _at(found, index + 1)
    if song is not None and ((song.kind == "name" and song.value.endswith(_SONGS)) or song.is_a("noun", "music")):
        _as(found, index, "verb", "use")


def _of_the_rest(found: list[Token], index: int) -> None:
    """ "别的样式照旧"."""
    before, following = _at(found, index - 1), _at(found, index + 1)
    kept = following is not None and (following.kind in ("neg", "quant") or following.is_a("verb", "keep", "touch"))
    if before is not None and before.is_a("pronoun", "rest") and kept:
        _as(found, index, "function")


def _unchanged(found: list[Token], index: int) -> None:
    """ "保持不变": said once."""
    before = _at(found, index - 1)
    if before is not None and before.is_a("verb", "keep") and found[index].is_a("verb", "keep"):
        _as(found, index, "function")


def _ground(found: list[Token], index: int) -> None:
    """ "4:3，灰色底": behind the pictures, where no text is spoken of."""
    before = _at(found, index - 1)
    texts = any(token.is_a("noun", *_TEXTS) or token.kind == "quote" for token in found)
    if before is not None and before.kind == "color" and not texts and _ends(found, index):
        _as(found, index, "backdrop", "background")


def _hue(found: list[Token], index: int) -> None:
    """ "标题 红", "背景黑"."""
    before = _at(found, index - 1)
    beside = before is not None and (before.kind == "backdrop" or before.is_a("noun", *_TEXTS, "color"))
    if beside and found[index].kind == "unknown" and _ends(found, index):
        _as(found, index, "color", _HUES[found[index].text])


def _either(found: list[Token], index: int) -> None:
    _hue(found, index)
    if found[index].kind == "unknown":
        _unfilled(found, index)


def _from_nought(found: list[Token], index: int) -> None:
    """ "旁白从0开始放"."""
    before, following = _at(found, index - 1), _at(found, index + 1)
    led = before is not None and before.is_a("prep", "from") and following is not None
    if led and following is not None and following.text in ("开始", "起"):
        found[index] = replace(found[index], kind="clock", value="", amount=0.0)
        _as(found, index + 1, "function")
        verb = _at(found, index + 2)
        if verb is not None and verb.text in ("放", "播", "播放", "进", "念", "响"):
            _as(found, index + 2, "function")


def _after_all(found: list[Token], index: int) -> None:
    """ "直接静音算了": just do it."""
    start = _start(found, index)
    if _ends(found, index) and index - start > 1 and any(token.text in _AT_ONCE[:3] for token in found[start:index]):
        _as(found, index, "function")


def _still_letters(found: list[Token], index: int) -> None:
    """ "文字不用动画": no animation, where 不用动 by itself leaves things as they are."""
    before = _at(found, index - 1)
    if before is not None and before.kind == "verb" and before.text in ("不用动", "不要动", "别动", "不需要动"):
        found[index - 1] = replace(before, kind="neg", value="not")
        found[index] = replace(found[index], kind="noun", value="motion", text="动画")


def _loud(found: list[Token], index: int) -> None:
    """ "背景乐用song.mp3声音15%": how loud that is."""
    share, said = _at(found, index + 1), found[_start(found, index) : index]
    song = any(token.kind == "name" and token.value.endswith(_SONGS) for token in said)
    if share is not None and share.kind == "percent" and (song or any(token.is_a("noun", "music") for token in said)):
        _as(found, index, "noun", "volume")


def _cropped(found: list[Token], index: int) -> None:
    """ "画面9:16裁切": into that shape."""
    said = found[_start(found, index) : index + 3]
    if found[index].is_a("unsupported", "crop") and any(token.kind in ("ratio", "aspect") for token in said):
        _as(found, index, "fit", "cover")


def _faint(found: list[Token], index: int) -> None:
    """ "淡淡的水印": as watermarks are."""
    ahead = [token for token in found[index + 1 : index + 3] if token.text != "的"]
    if ahead and ahead[0].is_a("noun", "watermark"):
        _as(found, index, "function")


def _above(found: list[Token], index: int) -> None:
    """ "配音压在上面": heard with the rest."""
    before = _at(found, index - 1)
    heard = any(token.is_a("noun", "narration", "voice", "effect") for token in found[_start(found, index) : index])
    if heard and before is not None and before.text in ("压在", "盖在", "叠在", "铺在", "放在"):
        _as(found, index, "function")


def _from_then(found: list[Token], index: int) -> None:
    """ "从第2秒起"."""
    before = _at(found, index - 1)
    if before is not None and before.kind == "clock" and found[index].kind == "unknown" and _ends(found, index):
        _as(found, index, "function")


def _blurs(found: Sequence[Token], index: int) -> bool:
    ahead = _at(found, index)
    return ahead is not None and ahead.text.startswith("糊")


def _unfilled(found: list[Token], index: int) -> None:
    """ "两边糊一下别留白": said already."""
    before, following = _at(found, index - 1), _at(found, index + 1)
    left = before is not None and before.text in ("别留", "不留", "不要留") and _ends(found, index)
    if left and any(token.is_a("fit", "blur") for token in found):
        _as(found, index - 1, "function")
        _as(found, index, "function")
    elif left and following is not None and following.text in ",，" and _blurs(found, index + 2):
        for place in range(_start(found, index), index + 1):
            _as(found, place, "function")
        _as(found, index + 1, "mark")
        _as(found, index + 2, "fit", "blur")


_FRAMES: dict[str, Callable[[list[Token], int], None]] = {
    **dict.fromkeys(("全程", "一直挂着", "一直", "一直显示", "常驻", "从头到尾", "一直在", "全程显示"), _not_always),
    **dict.fromkeys(("结束", "结尾", "片尾", "末尾"), _before_the_end),
    "止": _until,
    **dict.fromkeys(("占高度", "高度的", "画面高度的", "占画面高度", "占画面高度的", "占屏幕高度", "占高"), _of_height),
    "大": _large,
    "去": _take,
    "铺": _lay,
    **dict.fromkeys(_OTHERS, _of_the_rest),
    "不变": _unchanged,
    "底": _ground,
    **dict.fromkeys(_HUES, _either),
    "画": _still_letters,
    "声音": _loud,
    **dict.fromkeys(("裁切", "裁剪"), _cropped),
    "淡淡": _faint,
    **dict.fromkeys(("上面", "上边"), _above),
    "起": _from_then,
    "0": _from_nought,
    "算了": _after_all,
}


@when(*_FRAMES, also=HAN)
def _framed(tokens: list[Token]) -> list[Token]:
    for index, token in enumerate([*tokens]):
        frame = _FRAMES.get(token.text)
        if frame is not None:
            frame(tokens, index)
    return tokens


@when(*_GROUNDS)
def _grounded(tokens: list[Token]) -> list[Token]:
    """ "空的地方用白底": a colour behind the pictures, where no text is spoken of."""
    if any(token.is_a("noun", *_TEXTS) or token.kind == "quote" for token in tokens):
        return tokens
    backed = any(token.kind == "backdrop" for token in tokens)
    found: list[Token] = []
    for token in tokens:
        color = _GROUNDS.get(token.text) if token.kind in ("unknown", "ground") else None
        if color is None:
            found.append(token)
            continue
        middle = token.end - 1
        found.append(replace(token, kind="color", value=color, end=middle, text=token.text[:-1]))
        ground = replace(token, kind="function" if backed else "backdrop", value="background", start=middle)
        found.append(replace(ground, text=token.text[-1]))
    return found


@when("lines")
def _counted(tokens: list[Token]) -> list[Token]:
    """ "加三条字幕：“一”“二”“三”": as many as follow."""
    place = next((index for index, token in enumerate(tokens) if token.kind == "lines"), 0)
    many = tokens[place].value.count("\n") + 1
    for index, token in enumerate(tokens[:place]):
        following = _at(tokens, index + 1)
        if token.kind in ("count", "number") and token.amount == many:
            if token.kind == "count" and token.text.endswith(_COUNTS):
                _as(tokens, index, "function")
            elif following is not None and following.text in _COUNTS:
                _as(tokens, index, "function")
                _as(tokens, index + 1, "function")
    return tokens


STEPS: tuple[Step, ...] = (_framed, _grounded, _counted)
