"""What a Chinese instruction leaves unsaid because the one before it was about a thing: the cuts of "第二个也是", the
text whose 出现时间 is to be longer, the uploads that are "the rest" of a video.

The words that stand for the thing get a token of its own, so that the clause is read as if it had been named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.scene import WRITTEN, Scene
from kineograph.timeline.vocabulary import MediaKind

_PADDING = frozenset({"function", "polite", "det", "mark", "correction", "conj"})
_THINGS = ("picture", "clip", "video", "title", "text", "caption", "music", "logo", "overlay", "transition", "motion")
_RESTS = ("其他", "其它", "其余", "别的", "其他的", "其它的", "其余的", "剩下的", "另外的", "余下的")
_POINTING = ("ordinal", "name", "quant", "pronoun", "beyond", "neighbour", "percent")
_SCALES = (("亮|暗", "brightness"), ("对比", "contrast"), ("饱和|鲜艳", "saturation"), ("暖|冷|色温", "warmth"))
_PAIR = 2
_TAKING = re.compile("删|不要|不用|去掉|拿掉|撤|移除|剪掉|扔")
_FEW = 3
_NOT_EITHER = ("也不要", "也不用", "也别", "也不需要", "也不必")
_REFUSED = re.compile("(?:不要|不用|别|取消|去掉|不需要)(?!了|吧|$|[，,。])")
"""What was not wanted of a clip, rather than the clip."""
_BACKED = re.compile("[黑白灰红蓝黄]底|底框|底色|色块|底板|底下的?框")
_PACES = {"快": "0.5", "慢": "2"}
_CUTTING = ("剪", "裁", "截")
_GOALS = ("到", "成", "为", "至")
_UNSAID = -60
"""Where a word stands that was not said."""
_SHOWN = ("出现", "显示", "停留", "持续")
_INTO = ("加进来", "加进去", "放进来", "放进去", "加上", "用上", "加入", "放上", "加上去", "都加上", "放上去")


def gather(tokens: Sequence[Token], scene: Scene) -> tuple[Token, ...]:
    """The tokens, with the thing that the instruction before was about where they leave it out."""
    mend = (_TOPICS.get(scene.focus.topic) or _clip_of(scene)) if scene.focus.said else None
    if not any(is_han(token.text[:1]) for token in tokens):
        return tuple(tokens)
    found = _with_scale(_with_uploads(_refusing_too(list(tokens), scene), scene), scene)
    if scene.focus.said and not scene.timeline.sounds:
        found = [_lighter(token) for token in found]
    return tuple(_each_part(found, mend)) if mend is not None else tuple(found)


def _clip_of(scene: Scene) -> Callable[[list[Token]], list[Token]] | None:
    """What goes on about the one clip that was spoken of, seen or heard."""
    visuals, focus = scene.timeline.visuals, scene.focus
    places = [place for place, clip in enumerate(visuals, 1) if clip.id in focus.clips]
    if len(places) != 1 or len(visuals) == 1 or focus.topic not in ("clip", "sound"):
        return None
    moving = visuals[places[0] - 1].media.kind is MediaKind.VIDEO
    return lambda part: _of_clip(part, places[0], moving=moving)


def _each_part(tokens: list[Token], mend: Callable[[list[Token]], list[Token]]) -> list[Token]:
    """Every stretch between two stops, up to the first that names a thing of its own, or clips."""
    found: list[Token] = []
    part: list[Token] = []
    turned = False
    for token in (*tokens, None):
        if token is not None and (token.kind != "break" or token.value == "、"):
            part.append(token)
            continue
        named = any(each.is_a("noun", *_THINGS) or each.kind in ("name", "quote") or _is_clip(each) for each in part)
        found += part if named or turned or not part else mend(part)
        turned = turned or named or any(each.kind in ("ordinal", "beyond") for each in part)
        found += [token] if token is not None else []
        part = []
    return found


def _is_clip(token: Token) -> bool:
    """第一张: no text and no transition is counted so."""
    return token.kind == "ordinal" and any(counter in token.text for counter in "张图幅")


def _of_cuts(part: list[Token]) -> list[Token]:
    """ "第二个也是", "其他硬切", 全部去掉: of the transitions."""
    if any(token.is_a("verb", "keep") and not token.text.startswith("只") for token in part):
        return part
    part = _so_many_times(part)
    for index, token in enumerate(part):
        counted = token.kind == "ordinal" and token.text.endswith(("个", "处", "次")) and token.value != "placed"
        if (counted or token.text in _RESTS) and len(token.text) > 1:
            end = token.end - 1
            head = replace(token, end=end, text=token.text[:-1])
            if token.text in _RESTS:
                head = replace(head, kind="pronoun", value="rest", text=token.text)
            noun = replace(token, kind="noun", value="transition", start=end, text=token.text[-1], places=())
            return [*part[:index], head, noun, *part[index + 1 :]]
    words = [token for token in part if token.kind not in _PADDING]
    every = len(words) == 2 and words[0].is_a("quant", "all")
    taken = every and (words[1].is_a("verb", "remove") or words[1].kind == "neg")
    return [_unsaid(words[0], "noun", "transition", "转场"), *part] if taken else part


def _so_many_times(part: list[Token]) -> list[Token]:
    """ "再快一倍": half as long."""
    for index, token in enumerate(part[:-1]):
        if part[index + 1].text == "一倍" and token.text[-1:] in _PACES:
            doubled = replace(token, kind="factor", value=_PACES[token.text[-1]], end=part[index + 1].end)
            return [*part[:index], replace(doubled, text=token.text + "一倍"), *part[index + 2 :]]
    return part


def _of_clip(part: list[Token], place: int, *, moving: bool) -> list[Token]:
    """ "剪到5秒", 时间拉长到五秒, 去掉头2秒: of the one clip that was spoken of. ``moving``: it is footage."""
    words = [token for token in part if token.kind not in _PADDING and token.text not in ("再", "也")]
    if any(token.kind in _POINTING for token in words):
        return part
    lasting = [token for token in words if not token.is_a("noun", "duration")]
    timed = len(lasting) == 2 and lasting[0].kind == "verb" and lasting[1].kind == "duration"
    timed = timed and lasting[0].value in ("lengthen", "shorten", "trim", "change", "excerpt")
    timed = timed and (moving or not lasting[0].text.startswith(_CUTTING) or lasting[0].text.endswith(_GOALS))
    timed = timed and (len(words) > len(lasting) or lasting[0].text.endswith(_GOALS))
    ended = any(token.kind in ("window", "edge") or token.text.endswith(("头", "尾")) for token in words)
    measured = any(token.kind in ("window", "duration") for token in words)
    cut = moving and ended and measured and all(_cuts(token) for token in words)
    turned = len(words) == 1 and words[0].kind == "angle"
    if not (timed or cut or turned):
        return part
    plain = [replace(token, kind="function") if token.text == "再" else token for token in part]
    return [_unsaid(words[0], "ordinal", "", "它", (place,)), *plain]


def _cuts(token: Token) -> bool:
    return (
        token.kind in ("window", "duration")
        or token.is_a("verb", "remove", "trim", "shorten", "excerpt")
        or token.is_a("edge")
    )


def _of_text(part: list[Token]) -> list[Token]:
    """出现时间延长到5秒, 淡入淡出: of the text."""
    part = [_grown(token) for token in part] if len(part) <= _FEW else part
    words = [token for token in part if token.kind not in _PADDING]
    shown = len(words) > 1 and words[0].text in _SHOWN and words[1].is_a("noun", "duration")
    faded = len(words) == 1 and words[0].text == "淡入淡出"
    # how bright the text is: said of the text, so that the pictures stay as they are
    shaded = words[0].is_a("noun", "color") if len(words) == 2 and words[1].kind == "grade" else False
    until = len(words) > 1 and words[0].is_a("prep", "to") and words[1].kind == "clock"
    shaded = shaded or (len(words) == 1 and words[0].kind == "grade" and words[0].value.startswith("brightness"))
    backed = _BACKED.search("".join(token.text for token in words)) is not None
    if faded or shown or shaded or until or backed:
        return [_unsaid(words[0], "noun", "text", "文字"), *part]
    return part


def _with_uploads(tokens: list[Token], scene: Scene) -> list[Token]:
    """ "把剩下的也加进来": the uploads that are not in the video."""
    rest = next((index for index, token in enumerate(tokens) if token.text in (*_RESTS, "剩下")), -1)
    added = any(token.text.removeprefix("也").removeprefix("都") in _INTO for token in tokens[rest + 1 :])
    plain = all(_only_adds(token) for token in (*tokens[:rest], *tokens[rest + 1 :]))
    if rest < 0 or not (added and plain and scene.unused and scene.timeline.visuals):
        return tokens
    word = tokens[rest]
    fresh = replace(word, kind="det", value="new", end=word.end - 1)
    noun = replace(word, kind="noun", value="picture", start=word.end - 1, text="照片")
    others = [replace(token, kind="function") if token.kind == "quant" else token for token in tokens[rest + 1 :]]
    return [*tokens[:rest], fresh, noun, *others]


def _refusing_too(tokens: list[Token], scene: Scene) -> list[Token]:
    """ "最后一张也不要", after 第三张不要黑白: the same of that one, which itself stays."""
    last = scene.focus.said.rpartition("\n\n")[2]
    words = [token for token in tokens if token.kind not in ("break", "polite") and token.text not in ("了", "吧")]
    pointed = bool(words) and words[0].kind in ("ordinal", "name") and len(words) > 1
    refused = pointed and "".join(token.text for token in words[1:]) in _NOT_EITHER
    if not refused or not last:
        return tokens
    if not _REFUSED.search(last):
        taken = _TAKING.search(last) is not None
        return tokens if taken else [replace(t, kind="unknown") if t.kind == "neg" else t for t in tokens]
    plain = [replace(token, kind="function") if token.kind in ("neg", "verb") else token for token in tokens]
    return [replace(t, text="也") if t.kind == "function" and t.text in _NOT_EITHER else t for t in plain]


def _with_scale(tokens: list[Token], scene: Scene) -> list[Token]:
    """ "减5%", after 亮度加10%: of that scale."""
    last = scene.focus.said.rpartition("\n\n")[2]
    scale = next((name for words, name in _SCALES if re.search(words, last)), "")
    words = [token for token in tokens if token.kind not in _PADDING and token.text != "再"]
    words = words[-2:] if len(words) > _PAIR and words[-3].kind == "break" and words[0].kind == "grade" else words
    plain = len(words) == _PAIR and words[0].is_a("verb", "raise", "lower", "add") and words[1].kind == "percent"
    if not scale or not plain or scene.focus.topic in ("music", "sound", "voice", "text", "overlay"):
        return tokens
    place = tokens.index(words[0])
    again = [replace(token, kind="function") if token.text == "再" else token for token in tokens[:place]]
    return [*again, _unsaid(words[0], "field", scale, scale), *tokens[place:]]


def _grown(token: Token) -> Token:
    """放大: the letters, and no camera."""
    sizes = {"放大": "bigger", "缩小": "smaller"}
    return replace(token, kind="relative", value=sizes[token.text]) if token.text in sizes else token


def _lighter(token: Token) -> Token:
    """ "轻一点", after a look or a move, where no music plays: less of it."""
    light = token.is_a("relative", "quieter_bit") and token.text in ("轻一点", "轻点", "轻一些", "再轻一点", "再轻点")
    return replace(token, value="lower_bit", text="弱一点") if light else token


def _only_adds(token: Token) -> bool:
    told = token.is_a("verb", "add") or token.is_a("quant", "all") or token.is_a("noun", "picture")
    return told or token.kind == "break" or token.kind in _PADDING


def _unsaid(model: Token, kind: str, value: str, text: str, places: tuple[int, ...] = ()) -> Token:
    return replace(model, kind=kind, value=value, start=_UNSAID, end=_UNSAID, text=text, places=places, amount=0.0)


_TOPICS: dict[str, Callable[[list[Token]], list[Token]]] = {"transition": _of_cuts, "text": _of_text, WRITTEN: _of_text}
