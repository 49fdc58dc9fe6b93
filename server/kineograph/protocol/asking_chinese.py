"""How things are called in a Chinese sentence that asks for an edit; the sentences about pictures and the whole video.

A table by operation, filled here and in :mod:`asking_chinese_layers`. Numbers are digits with their unit, clips are
counted from 1, texts and files stand in quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import Any

from kineograph.timeline import edits as e
from kineograph.timeline.clips import Media
from kineograph.timeline.span import seconds_text
from kineograph.timeline.vocabulary import (
    Anchor,
    Easing,
    Fit,
    Motion,
    MotionKind,
    Tone,
    TransitionKind,
    When,
)

_MOTIONS = {
    MotionKind.STILL: "静止", MotionKind.ZOOM_IN: "推近", MotionKind.ZOOM_OUT: "拉远", MotionKind.PAN_LEFT: "向左平移",
    MotionKind.PAN_RIGHT: "向右平移", MotionKind.PAN_UP: "向上平移", MotionKind.PAN_DOWN: "向下平移",
    MotionKind.PAN_UP_LEFT: "向左上平移", MotionKind.PAN_UP_RIGHT: "向右上平移", MotionKind.PAN_DOWN_LEFT: "向左下平移",
    MotionKind.PAN_DOWN_RIGHT: "向右下平移", MotionKind.KEN_BURNS_IN: "肯伯恩斯推近",
    MotionKind.KEN_BURNS_OUT: "肯伯恩斯拉远", MotionKind.ROTATE_IN: "旋转进入", MotionKind.PARALLAX: "视差",
}  # fmt: skip
_EASINGS = {
    Easing.GENTLE: "", Easing.LINEAR: "匀速", Easing.EASE_IN: "先慢后快", Easing.EASE_OUT: "先快后慢",
    Easing.EASE_IN_OUT: "缓入缓出",
}  # fmt: skip
_TRANSITIONS = {
    TransitionKind.CUT: "硬切", TransitionKind.CROSSFADE: "交叉淡化", TransitionKind.FADE_BLACK: "黑场过渡",
    TransitionKind.FADE_WHITE: "白场过渡",
    TransitionKind.SLIDE_LEFT: "向左滑动", TransitionKind.SLIDE_RIGHT: "向右滑动", TransitionKind.SLIDE_UP: "向上滑动",
    TransitionKind.SLIDE_DOWN: "向下滑动", TransitionKind.PUSH_LEFT: "向左推动",
    TransitionKind.PUSH_RIGHT: "向右推动", TransitionKind.PUSH_UP: "向上推动", TransitionKind.PUSH_DOWN: "向下推动",
    TransitionKind.WIPE_LEFT: "向左擦除", TransitionKind.WIPE_RIGHT: "向右擦除", TransitionKind.WIPE_UP: "向上擦除",
    TransitionKind.WIPE_DOWN: "向下擦除", TransitionKind.CIRCLE: "圆形展开", TransitionKind.ZOOM: "缩放转场",
    TransitionKind.BLUR: "模糊转场",
}  # fmt: skip
_FITS = {Fit.AUTO: "自动适配画面", Fit.COVER: "铺满画面", Fit.CONTAIN: "完整显示", Fit.BLUR: "用模糊背景填充"}
_TONES = {Tone.COLOR: "彩色", Tone.BLACK_AND_WHITE: "黑白", Tone.SEPIA: "棕褐色", Tone.VINTAGE: "复古"}
_GRADES = {
    "brightness": "亮度", "contrast": "对比度", "saturation": "饱和度", "warmth": "色温", "vignette": "暗角",
    "grain": "颗粒", "sharpen": "锐度", "blur": "模糊",
}  # fmt: skip
_ORDERS = {
    "name": "按文件名排序",
    "captured": "按拍摄时间排序",
    "added": "按上传顺序排序",
    "reverse": "把片段的顺序倒过来",
    "shuffle": "打乱片段的顺序",
}
_QUALITIES = {"draft": "草稿画质", "standard": "标准画质", "high": "最高画质"}


@singledispatch
def ask(edit: Any) -> str:
    """What asks for an edit, without the full stop. Raises ``TypeError`` for what is none."""
    raise TypeError(f"not an edit: {edit!r}")


def seconds(milliseconds: int) -> str:
    return f"{seconds_text(milliseconds)}秒"


def percent(share: float) -> str:
    return f"{round(share * 100, 2):g}%"


def quoted(text: str) -> str:
    inside = " ".join(text.split()).translate({ord(mark): "'" for mark in '“”"「」『』'})
    return f"“{inside}”"


def file(media: Media) -> str:
    return quoted(media.name)


def nth(number: int, what: str) -> str:
    """``第2个片段``, ``最后一个片段``, ``倒数第2个片段``."""
    if number == -1:
        return f"最后一个{what}"
    return f"第{number}个{what}" if number > 0 else f"倒数第{-number}个{what}"


def chosen(target: Sequence[int], what: str = "片段") -> str:
    if not target:
        return f"所有{what}"
    if len(target) > 1 and min(target) > 0:
        *most, last = map(str, target)
        return f"第{'、'.join(most)}和{last}个{what}"
    return "和".join(nth(number, what) for number in target)


def joined(parts: Iterable[str]) -> str:
    return "，".join(part for part in parts if part)


def moment(at: int) -> str:
    return f"第{seconds_text(at)}秒"


def when(shown: When) -> str:
    length = seconds(shown.duration_ms)
    if shown.anchor is Anchor.WHOLE:
        return "全程显示"
    if shown.anchor is Anchor.END:
        early = f"，到结束前{seconds(shown.at_ms)}为止" if shown.at_ms else ""
        return f"显示在最后{length}{early}"
    if shown.anchor is Anchor.START and not shown.at_ms:
        return f"显示在开头{length}"
    return f"从{moment(shown.at_ms)}显示到{moment(shown.at_ms + shown.duration_ms)}"


def _motion(motion: Motion) -> str:
    usual = Motion(motion.kind)
    strength = f"幅度{percent(motion.strength)}" if motion.strength != usual.strength else ""
    return f"{_EASINGS[motion.easing]}{_MOTIONS[motion.kind]}{strength}"


def _motions(moves: Sequence[Motion], lead: str) -> str:
    """Each move with its own words; several are dealt in turn."""
    turn = "轮流" if len(moves) > 1 else ""
    return joined([f"{lead}{turn}{_motion(motion)}" for motion in moves])


def _place(number: int) -> str:
    return {1: "最前面", -1: "最后"}.get(number, f"第{number}位")


@ask.register
def _(edit: e.AddClips) -> str:
    files = "和".join(file(media) for media in edit.media)
    cut = edit.transition is TransitionKind.CUT
    return joined(
        [
            f"把{files}加到{_place(edit.at)}",
            f"每张{seconds(edit.duration_ms)}",
            _motions(edit.motions, "运镜"),
            f"转场{_TRANSITIONS[edit.transition]}" + ("" if cut else seconds(edit.transition_ms)),
            "" if edit.fit is Fit.AUTO else _FITS[edit.fit],
        ]
    )


@ask.register
def _(edit: e.RemoveClips) -> str:
    return f"删除{chosen(edit.target)}"


@ask.register
def _(edit: e.ReplaceClip) -> str:
    return f"把{nth(edit.target, '片段')}换成{file(edit.media)}"


@ask.register
def _(edit: e.MoveClip) -> str:
    return f"把{nth(edit.target, '片段')}移到{_place(edit.to)}"


@ask.register
def _(edit: e.SwapClips) -> str:
    return f"交换{nth(edit.first, '片段')}和{nth(edit.second, '片段')}"


@ask.register
def _(edit: e.SortClips) -> str:
    return _ORDERS[edit.by]


@ask.register
def _(edit: e.SetDuration) -> str:
    if edit.scope == "total":
        return f"整个视频总共{seconds(edit.duration_ms)}"
    each = "每个片段" if not edit.target else chosen(edit.target)
    if edit.scope == "each":
        return f"{each}{'各' if len(edit.target) > 1 else ''}显示{seconds(edit.duration_ms)}"
    return f"{each}{'加长' if edit.duration_ms >= 0 else '缩短'}{seconds(abs(edit.duration_ms))}"


@ask.register
def _(edit: e.Trim) -> str:
    which = "每个片段" if not edit.target else chosen(edit.target)
    head = f"{which}开头剪掉{seconds(edit.head_ms)}" if edit.head_ms else ""
    return joined([head, f"{which}结尾剪掉{seconds(edit.tail_ms)}" if edit.tail_ms else ""])


@ask.register
def _(edit: e.CutRange) -> str:
    span = f"{moment(edit.start_ms)}到{moment(edit.end_ms)}"
    return f"剪掉视频的{span}" if edit.mode == "remove" else f"只保留视频的{span}"


@ask.register
def _(edit: e.Split) -> str:
    return f"在{moment(edit.at_ms)}处分割视频"


@ask.register
def _(edit: e.SetSpeed) -> str:
    return f"{chosen(edit.target)}以{edit.factor:g}倍速播放"


@ask.register
def _(edit: e.Reverse) -> str:
    return f"{chosen(edit.target)}倒放"


@ask.register
def _(edit: e.Loop) -> str:
    if edit.style == "seamless":
        return "做成无缝循环"
    return f"视频{'来回播放' if edit.style == 'boomerang' else '循环播放'}{edit.times}遍"


@ask.register
def _(edit: e.SetTransition) -> str:
    where = f"{chosen(edit.target)}之前的转场" if edit.target else "所有转场"
    cut = edit.kind is TransitionKind.CUT
    return f"{where}改为{'' if cut else seconds(edit.duration_ms) + '的'}{_TRANSITIONS[edit.kind]}"


@ask.register
def _(edit: e.SetMotion) -> str:
    return _motions(edit.motions, f"{chosen(edit.target)}的运镜改为")


@ask.register
def _(edit: e.SetLook) -> str:
    which = chosen(edit.target)
    parts = [f"{which}改为{_TONES[edit.tone]}"] if edit.tone is not None else []
    parts += [
        f"{which}的{name}{_graded(value, relative=edit.relative)}"
        for field, name in _GRADES.items()
        if (value := getattr(edit, field)) is not None
    ]
    reset = [f"{which}恢复原来的样子"] if edit.reset else []
    return joined([*reset, *parts])


def _graded(value: float, *, relative: bool) -> str:
    if relative:
        return f"{'提高' if value >= 0 else '降低'}{percent(abs(value))}"
    return f"设为{percent(value)}"


@ask.register
def _(edit: e.SetFrame) -> str:
    size = f"画面改为{edit.width}x{edit.height}" if edit.width and edit.height else ""
    if not size and (edit.width or edit.height):
        size = f"画面宽改为{edit.width}" if edit.width else f"画面高改为{edit.height}"
    return joined(
        [
            size,
            f"帧率改为{edit.fps}" if edit.fps else "",
            f"背景色改为{edit.background}" if edit.background else "",
            f"{chosen(edit.target)}{_FITS[edit.fit]}" if edit.fit is not None else "",
        ]
    )


@ask.register
def _(edit: e.Transform) -> str:
    which = chosen(edit.target)
    turn = f"顺时针旋转{edit.rotate}度" if edit.rotate else ""
    flip = {"horizontal": "水平翻转", "vertical": "垂直翻转", "": ""}[edit.flip]
    return f"把{which}{'并'.join(part for part in (turn, flip) if part)}"


@ask.register
def _(edit: e.SetOutput) -> str:
    parts = [edit.container.upper()] if edit.container else []
    parts += [_QUALITIES[edit.quality]] if edit.quality else []
    parts += [f"{edit.short_side}p"] if edit.short_side else []
    parts += [f"每秒{edit.fps}帧"] if edit.fps else []
    return f"导出设为{'、'.join(parts)}"


@ask.register
def _(edit: e.Undo) -> str:
    return f"撤销{edit.steps}步"


@ask.register
def _(edit: e.Redo) -> str:
    return f"重做{edit.steps}步"
