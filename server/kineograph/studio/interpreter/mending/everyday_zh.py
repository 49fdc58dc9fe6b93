"""Chinese tokens whose meaning hangs on what the sentence speaks of, set right before it is parted into clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending import clips_zh, following_zh, laid_zh, limits_zh, slicing_zh, timing_zh
from kineograph.studio.interpreter.mending.steps import HAN, Step, when

_LAID = ("title", "text", "caption", "lower_third", "credits", "watermark", "logo", "overlay", "inset")
_SEEN = ("picture", "clip", "video", "motion", "transition", "music", "sound", "voice", "narration", "effect")
_HEARD = ("music", "sound", "voice", "volume")
_LOUDNESS = ("quieter", "quieter_bit", "louder", "louder_bit")
_FAINT = ("watermark", "logo", "overlay", "inset")
_PALE = ("淡一点", "淡一些", "淡些", "淡点", "再淡一点", "再淡些", "浅一点", "淡淡")
_STRENGTHS = ("强度", "程度", "力度", "浓度", "数值")
_BITS = ("点", "些")
_GROWTH = {"放大": "bigger", "缩小": "smaller"}
_PUTTING = ("放", "摆", "挪", "靠", "贴", "移")
_CORNERS = {
    "pan_up_left": "top_left",
    "pan_up_right": "top_right",
    "pan_down_left": "bottom_left",
    "pan_down_right": "bottom_right",
}
_WHOM = frozenset({"unknown", "audience", "number", "count", "content", "descriptor", "det", "function"})
_CAMERA = {"推": "zoom_in", "拉": "zoom_out", "摇": "pan", "扫": "pan", "移": "pan"}
_CHANGED = ("改", "换", "变", "调")
_STOPS = frozenset("。；！？!?;\n")


@when("成", "为")
def _with_refused_goals(tokens: list[Token]) -> list[Token]:
    """ "第二张不要改成5秒": what it should not become, where 不要改 by itself leaves it as it is."""
    found = list(tokens)
    for index, token in enumerate(tokens[1:], 1):
        before = tokens[index - 1]
        refused = before.is_a("verb", "keep") and before.text.endswith(_CHANGED) and before.end == token.start
        if refused and token.text in ("成", "为"):
            found[index - 1] = replace(before, kind="neg", value="not")
            found[index] = replace(token, kind="verb", value="make")
    return found


@when(*_CAMERA, "走", "动", "晃")
def _with_camera(tokens: list[Token]) -> list[Token]:
    """ "从右往左慢慢摇", "镜头缓缓推": a move in one character, beside how it moves."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if _moves_the_camera(tokens, index):
            camera = replace(token, kind="noun", value="motion", start=tokens[index - 1].start)
            found[index - 1 : index + 1] = [replace(camera, text=tokens[index - 1].text + token.text)]
            return _with_camera(found)
        if token.kind == "unknown" and token.text in _CAMERA and index:
            before = next((t for t in reversed(tokens[:index]) if t.kind not in ("function", "polite")), None)
            beside = before is not None and (before.kind in ("strength", "side") or before.is_a("noun", "motion"))
            if beside:
                found[index] = replace(token, kind="motion", value=_CAMERA[token.text])
    return found


def _moves_the_camera(tokens: Sequence[Token], index: int) -> bool:
    """ "镜头推得太快", "镜头走得慢一点": how it moves now."""
    word = tokens[index].text in (*_CAMERA, "走", "动", "晃") and index > 0 and index + 2 < len(tokens)
    if not word or tokens[index - 1].text not in ("镜头", "画面", "相机"):
        return False
    return tokens[index + 1].text == "得" and tokens[index + 2].kind in ("relative", "strength", "degree", "tempo")


@when("motion", also=HAN)
def _with_moves(tokens: list[Token]) -> list[Token]:
    """ "第一张的放大改成缩小": only the second move is wanted; "放大的改成平移" points at clips by their move, which
    nobody reads here."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if token.kind != "motion" or index + 2 >= len(tokens):
            continue
        pointing = tokens[index + 1].text == "的"
        ahead = [other for other in tokens[index + 1 : index + 6] if other.kind not in ("function", "quant")]
        changed = len(ahead) > 1 and ahead[0].is_a("verb", "change") and ahead[1].kind == "motion"
        if changed and is_han(ahead[0].text[0]):
            found[index] = replace(token, kind="unknown" if pointing else "function")
    return found


@when("中间", "的中间")
def _with_middles(tokens: list[Token]) -> list[Token]:
    """ "第一张和第二张中间加个擦除": between the two."""
    found, pointed = list(tokens), 0
    for index, token in enumerate(tokens):
        if token.kind == "break" and token.value != "、":
            pointed = 0
        elif token.kind in ("ordinal", "name"):
            pointed += max(1, len(token.places))
        elif (
            token.text in ("中间", "的中间")
            and _are_two(tokens, index, pointed)
            and tokens[index - 1].kind in ("ordinal", "name")
        ):
            found[index] = replace(token, kind="prep", value="between")
    return found


def _are_two(tokens: Sequence[Token], index: int, pointed: int) -> bool:
    """Whether two clips stand right before: "把f.jpg插进a.jpg和clip.mp4中间"."""
    joined = index > 2 and tokens[index - 2].is_a("conj", "and") and tokens[index - 3].kind in ("ordinal", "name")
    return pointed == 2 or joined


@when("转")
def _with_turns(tokens: list[Token]) -> list[Token]:
    """ "图片转视频": pictures are made into a video."""
    found = list(tokens)
    for index in range(1, len(tokens) - 1):
        sides = tokens[index - 1].is_a("noun", "picture") and tokens[index + 1].is_a("noun", "video")
        if sides and tokens[index].text == "转":
            found[index] = replace(tokens[index], kind="verb", value="turn")
    return found


@when("after", also=HAN)
def _with_dones(tokens: list[Token]) -> list[Token]:
    """ "删完第三张以后，…": when what follows is to be done, not where something is."""
    found, done = list(tokens), False
    for index, token in enumerate(tokens):
        ends = index + 1 < len(tokens) and tokens[index + 1].kind == "break"
        if token.kind == "break":
            done = False
        elif token.kind == "verb":
            done = token.text.endswith("完")
        elif done and ends and token.is_a("prep", "after"):
            found[index] = replace(token, kind="function")
    return found


@when("给", "为", "帮", "替")
def _with_gifts(tokens: list[Token]) -> list[Token]:
    """ "给奶奶八十大寿做个视频": whom it is for, where a video is to be made."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        opens = not index or tokens[index - 1].kind in ("break", "polite", "function")
        if not (opens and token.text in ("给", "为", "帮", "替")):
            continue
        whom = list(takewhile(lambda other: other.kind in _WHOM, tokens[index + 1 :]))
        ahead = tokens[index + 1 + len(whom) : index + 2 + len(whom)]
        strange = any(other.kind in ("unknown", "audience") for other in whom)
        if strange and ahead and ahead[0].is_a("verb", "create"):
            found[index] = replace(token, kind="purpose", value="purpose")
    return found


@when(*_GROWTH, *_PALE)
def _with_growth(tokens: list[Token]) -> list[Token]:
    """ "字幕改成黄色，放大一点": the letters that were spoken of grow, no camera moves."""
    found, laid, apart, faint = list(tokens), False, False, False
    for index, token in enumerate(tokens):
        if token.kind == "break":
            laid, apart, faint = laid and token.value not in _STOPS, True, faint and token.value not in _STOPS
        elif laid and faint and token.text in _PALE:
            found[index] = replace(token, kind="opacity", value="sheer")
        elif token.is_a("noun", *_LAID) or token.kind == "quote":
            laid, apart = True, False
            faint = faint or token.is_a("noun", *_FAINT)
        elif token.is_a("noun", *_SEEN) or token.kind in ("ordinal", "name", "quant", "transition"):
            laid = laid and not apart
        elif laid and apart and token.kind == "motion" and token.text in _GROWTH:
            found[index] = replace(token, kind="relative", value=_GROWTH[token.text])
    return found


@when(*_GROWTH, *_LOUDNESS, "bigger", "smaller", also=HAN)
def _with_loudness(tokens: list[Token]) -> list[Token]:
    """ "音乐有点吵，小一点": what was said to be loud, where nothing else is spoken of since."""
    found, heard, apart, seen = list(tokens), False, False, False
    for index, token in enumerate(tokens):
        if token.kind == "break":
            goes_on = token.value not in _STOPS
            heard, apart, seen = heard and goes_on, True, seen and goes_on
        elif token.is_a("noun", *_HEARD):
            heard, apart, seen = True, False, False
        elif token.kind == "field":
            seen = True
        elif heard and apart and (token.text in _GROWTH or token.is_a("relative", "bigger", "smaller")):
            grows = _GROWTH.get(token.text, token.value) == "bigger"
            bit = "_bit" if token.text.endswith(_BITS) else ""
            found[index] = replace(token, kind="relative", value=("louder" if grows else "quieter") + bit)
        elif token.kind in ("noun", "ordinal", "name", "quote", "transition", "motion"):
            heard = False
        elif seen and token.is_a("relative", *_LOUDNESS) and token.text.removeprefix("再")[0] in "轻响":
            _as_strength(found, index)
    return found


@when(*_STRENGTHS)
def _with_strengths(tokens: list[Token]) -> list[Token]:
    """ "加颗粒，强度20%": of the look that was spoken of right before."""
    found = list(tokens)
    for index, token in enumerate(tokens[1:-1], 1):
        share = tokens[index + 1].kind in ("percent", "number")
        before = tokens[index - 2] if index > 1 and tokens[index - 1].text in ",，" else tokens[index - 1]
        if token.text in _STRENGTHS and share and before.kind in ("field", "preset"):
            found[index] = replace(token, kind="function", value="function")
            if before is not tokens[index - 1]:
                found[index - 1] = replace(tokens[index - 1], kind="mark")
    return found


def _as_strength(found: list[Token], index: int) -> None:
    """ "加点暗角，轻一点": how strong the look is that was spoken of."""
    token = found[index]
    found[index] = replace(token, value="lower_bit" if token.value.startswith("quieter") else "higher_bit")
    if index > 1 and found[index - 1].text in ",，" and found[index - 2].kind == "field":
        found[index - 1] = replace(found[index - 1], kind="mark")


@when(*_CORNERS, also=HAN)
def _with_corners(tokens: list[Token]) -> list[Token]:
    """ "往右上角放": where something goes, where the camera is not spoken of."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        put = tokens[index + 1].text.startswith(_PUTTING) and tokens[index + 1].kind == "verb"
        if put and token.kind == "motion" and token.text[-1] in "上下角方" and token.value in _CORNERS:
            found[index] = replace(token, kind="place", value=_CORNERS[token.value])
    return found


STEPS: tuple[Step, ...] = (
    _with_refused_goals,
    *following_zh.STEPS,
    *laid_zh.STEPS,
    *clips_zh.STEPS,
    *slicing_zh.STEPS,
    *limits_zh.STEPS,
    *timing_zh.STEPS,
    _with_dones,
    _with_growth,
    _with_strengths,
    _with_loudness,
    _with_corners,
    _with_gifts,
    _with_middles,
    _with_turns,
    _with_moves,
    _with_camera,
    timing_zh.changed,
)
"""In this order."""
