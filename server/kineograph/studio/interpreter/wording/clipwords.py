"""Edits of the video track in words, as things that were done, English and Chinese: what clips there are, how long they
last, how they move, look and stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kineograph.studio.interpreter.wording.valuewords import (
    FITS,
    TONES,
    TRANSITIONS,
    Pair,
    clips,
    inside,
    moves,
    percent,
    place_number,
    seconds,
)
from kineograph.timeline import edits as e
from kineograph.timeline.span import seconds_text
from kineograph.timeline.vocabulary import Fit

_ORDERS: Mapping[str, Pair] = {
    "reverse": ("reversed the order", "颠倒了顺序"),
    "name": ("sorted the clips by name", "按文件名排了序"),
    "captured": ("sorted the clips by when they were taken", "按拍摄时间排了序"),
    "added": ("put the clips in the order in which they were added", "恢复了添加的顺序"),
    "shuffle": ("shuffled the clips", "打乱了顺序"),
}
_LOOKS: Mapping[str, Pair] = {
    "brightness": ("brightness", "亮度"),
    "contrast": ("contrast", "对比度"),
    "saturation": ("saturation", "饱和度"),
    "warmth": ("warmth", "色温"),
    "vignette": ("vignette", "暗角"),
    "grain": ("grain", "颗粒"),
    "sharpen": ("sharpness", "锐化"),
    "blur": ("blur", "模糊"),
}
_FLIPS: Mapping[str, Pair] = {
    "horizontal": ("mirrored {0} left to right", "左右翻转了{0}"),
    "vertical": ("flipped {0} upside down", "上下翻转了{0}"),
}


def _add_clips(edit: e.AddClips) -> Pair:
    move, kind, count = moves(edit.motions), TRANSITIONS[edit.transition], len(edit.media)
    length, between = seconds(edit.duration_ms), seconds(edit.transition_ms)
    cuts = (f", {between[0]} {kind[0]}", f"，{between[1]}{kind[1]}") if edit.transition_ms else ("", "")
    fit = ("", "") if edit.fit is Fit.AUTO else (f", {FITS[edit.fit][0]}", f"，{FITS[edit.fit][1]}")
    where = place_number(edit.at)
    at = ("on the timeline", "时间线上") if edit.at == -1 else (f"at {where[0]}", where[1])
    return (
        f"put {count} picture{'s' if count != 1 else ''} {at[0]} ({length[0]} each, {move[0]}{cuts[0]}{fit[0]})",
        f"在{at[1]}放了{count}个素材（每张{length[1]}，{move[1]}{cuts[1]}{fit[1]}）",
    )


def _remove_clips(edit: e.RemoveClips) -> Pair:
    which = clips(edit.target)
    return f"removed {which[0]}", f"删除了{which[1]}"


def _replace_clip(edit: e.ReplaceClip) -> Pair:
    which = clips((edit.target,))
    return f"replaced {which[0]} with {edit.media.name}", f"把{which[1]}换成了{edit.media.name}"


def _move_clip(edit: e.MoveClip) -> Pair:
    which, goal = clips((edit.target,)), place_number(edit.to)
    return f"moved {which[0]} to {goal[0]}", f"把{which[1]}移到{goal[1]}"


def _swap_clips(edit: e.SwapClips) -> Pair:
    first, second = clips((edit.first,)), clips((edit.second,))
    return f"swapped {first[0]} and {second[0]}", f"交换了{first[1]}和{second[1]}"


def _sort_clips(edit: e.SortClips) -> Pair:
    return _ORDERS[edit.by]


def _set_duration(edit: e.SetDuration) -> Pair:
    length, which = seconds(abs(edit.duration_ms)), clips(edit.target)
    if edit.scope == "total":
        return f"made the whole video {length[0]} long", f"整个视频改为{length[1]}"
    if edit.scope == "each":
        return f"made {which[0]} {length[0]} long", f"{which[1]}改为{length[1]}"
    longer = edit.duration_ms >= 0
    return (
        f"made {which[0]} {length[0]} {'longer' if longer else 'shorter'}",
        f"{which[1]}{'加长' if longer else '缩短'}了{length[1]}",
    )


def _trim(edit: e.Trim) -> Pair:
    head, tail, which = seconds(edit.head_ms), seconds(edit.tail_ms), clips(edit.target)
    english = [f"{head[0]} off the beginning"] * bool(edit.head_ms) + [f"{tail[0]} off the end"] * bool(edit.tail_ms)
    chinese = [f"开头剪掉{head[1]}"] * bool(edit.head_ms) + [f"结尾剪掉{tail[1]}"] * bool(edit.tail_ms)
    what = " and ".join(english) or "nothing off"
    return f"trimmed {what} of {which[0]}", f"{which[1]}{'，'.join(chinese) or '没有剪掉内容'}"


def _cut_range(edit: e.CutRange) -> Pair:
    start, end = seconds_text(edit.start_ms), seconds_text(edit.end_ms)
    if edit.mode == "keep":
        return f"kept only {start}–{end} s of the video", f"只保留了视频的第{start}到{end}秒"
    return f"cut {start}–{end} s out of the video", f"剪掉了视频的第{start}到{end}秒"


def _split(edit: e.Split) -> Pair:
    at = seconds_text(edit.at_ms)
    return f"split the clip at {at} s", f"在第{at}秒处分割了片段"


def _set_speed(edit: e.SetSpeed) -> Pair:
    which = clips(edit.target)
    if edit.factor < 1:
        return f"slowed {which[0]} down to {edit.factor:g}x", f"{which[1]}放慢到{edit.factor:g}倍速"
    return f"sped {which[0]} up to {edit.factor:g}x", f"{which[1]}加快到{edit.factor:g}倍速"


def _reverse(edit: e.Reverse) -> Pair:
    which = clips(edit.target)
    return f"turned the playing direction of {which[0]} round", f"{which[1]}改为倒放（原为倒放的恢复正放）"


def _loop(edit: e.Loop) -> Pair:
    if edit.style == "seamless":
        return "made the clip a seamless loop", "做成了无缝循环"
    if edit.style == "boomerang":
        often = ("", "") if edit.times == 1 else (f", {edit.times} times", f"，共{edit.times}遍")
        return f"made the video play there and back{often[0]}", f"视频改为来回播放{often[1]}"
    return f"made the video play {edit.times} times", f"视频改为连续播放{edit.times}遍"


def _set_transition(edit: e.SetTransition) -> Pair:
    kind, length, which = TRANSITIONS[edit.kind], seconds(edit.duration_ms), clips(edit.target)
    where = (f"into {which[0]}", f"{which[1]}之前") if edit.target else ("between all clips", "所有片段之间")
    timed = (f", {length[0]}", length[1]) if edit.duration_ms and edit.kind != "cut" else ("", "")
    return f"transition {where[0]}: {kind[0]}{timed[0]}", f"{where[1]}的转场：{timed[1]}{kind[1]}"


def _set_motion(edit: e.SetMotion) -> Pair:
    move, which = moves(edit.motions), clips(edit.target)
    return f"motion of {which[0]}: {move[0]}", f"{which[1]}的运镜：{move[1]}"


def _set_look(edit: e.SetLook) -> Pair:
    which = clips(edit.target)
    changes = [
        _graded(names, value, relative=edit.relative)
        for field, names in _LOOKS.items()
        if (value := getattr(edit, field)) is not None
    ]
    if edit.reset:
        after = inside([*([] if edit.tone is None else [TONES[edit.tone]]), *changes])
        return f"reset the look of {which[0]}{after[0]}", f"{which[1]}恢复了原来的样子{after[1]}"
    if edit.tone is not None:
        tone, after = TONES[edit.tone], inside(changes)
        return f"made {which[0]} {tone[0]}{after[0]}", f"{which[1]}改为{tone[1]}{after[1]}"
    return (
        f"look of {which[0]}: {', '.join(change[0] for change in changes) or 'as it was'}",
        f"{which[1]}的画面：{'，'.join(change[1] for change in changes) or '不变'}",
    )


def _graded(names: Pair, value: float, *, relative: bool) -> Pair:
    signed = f"{'+' if value >= 0 else '-'}{percent(abs(value))}"
    if relative:
        return f"{names[0]} changed by {signed}", f"{names[1]}调整{signed}"
    return f"{names[0]} {signed}", f"{names[1]}{signed}"


def _transform(edit: e.Transform) -> Pair:
    which = clips(edit.target)
    turned = (f"turned {which[0]} by {edit.rotate}° clockwise", f"{which[1]}顺时针旋转了{edit.rotate}度")
    if not edit.flip:
        return turned
    pattern = _FLIPS[edit.flip]
    if not edit.rotate:
        return pattern[0].format(which[0]), pattern[1].format(which[1])
    return (
        f"{turned[0]} and {pattern[0].format('it' if len(edit.target) == 1 else 'them')}",
        f"{turned[1]}，并{pattern[1].format('')}",
    )


WORDS: Mapping[type[object], Callable[[Any], Pair]] = {
    e.AddClips: _add_clips,
    e.RemoveClips: _remove_clips,
    e.ReplaceClip: _replace_clip,
    e.MoveClip: _move_clip,
    e.SwapClips: _swap_clips,
    e.SortClips: _sort_clips,
    e.SetDuration: _set_duration,
    e.Trim: _trim,
    e.CutRange: _cut_range,
    e.Split: _split,
    e.SetSpeed: _set_speed,
    e.Reverse: _reverse,
    e.Loop: _loop,
    e.SetTransition: _set_transition,
    e.SetMotion: _set_motion,
    e.SetLook: _set_look,
    e.Transform: _transform,
}
