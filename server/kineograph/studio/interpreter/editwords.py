"""An edit in words, as something that was done, English and Chinese. Knows the edits and nothing of the instruction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import singledispatch

from kineograph.studio.interpreter.phrases import pick
from kineograph.studio.interpreter.vocabulary import Language
from kineograph.timeline import edits as e
from kineograph.timeline.span import seconds_text
from kineograph.timeline.texting import USUAL
from kineograph.timeline.vocabulary import (
    Anchor,
    Motion,
    MotionKind,
    Place,
    TransitionKind,
    When,
)

Pair = tuple[str, str]

_MOTIONS: Mapping[MotionKind, tuple[str, str]] = {
    MotionKind.STILL: ("still", "静止"),
    MotionKind.ZOOM_IN: ("zoom in", "放大"),
    MotionKind.ZOOM_OUT: ("zoom out", "缩小"),
    MotionKind.PAN_LEFT: ("pan left", "向左平移"),
    MotionKind.PAN_RIGHT: ("pan right", "向右平移"),
    MotionKind.PAN_UP: ("pan up", "向上平移"),
    MotionKind.PAN_DOWN: ("pan down", "向下平移"),
}
_TRANSITIONS: Mapping[TransitionKind, tuple[str, str]] = {
    TransitionKind.CUT: ("plain cuts", "直接切换"),
    TransitionKind.CROSSFADE: ("crossfade", "交叉淡化"),
    TransitionKind.FADE_BLACK: ("fade through black", "黑场过渡"),
    TransitionKind.SLIDE_LEFT: ("slide left", "向左滑动"),
    TransitionKind.SLIDE_RIGHT: ("slide right", "向右滑动"),
    TransitionKind.SLIDE_UP: ("slide up", "向上滑动"),
    TransitionKind.SLIDE_DOWN: ("slide down", "向下滑动"),
    TransitionKind.WIPE_LEFT: ("wipe left", "向左擦除"),
    TransitionKind.WIPE_RIGHT: ("wipe right", "向右擦除"),
    TransitionKind.WIPE_UP: ("wipe up", "向上擦除"),
    TransitionKind.WIPE_DOWN: ("wipe down", "向下擦除"),
}
_ORDERS: Mapping[str, Pair] = {
    "reverse": ("reversed the order", "颠倒了顺序"),
    "name": ("sorted the clips by name", "按文件名排了序"),
    "captured": ("sorted the clips by when they were taken", "按拍摄时间排了序"),
    "added": ("put the clips in the order in which they were added", "恢复了添加的顺序"),
    "shuffle": ("shuffled the clips", "打乱了顺序"),
}
_PLACES: Mapping[Place, tuple[str, str]] = {
    Place.TOP_LEFT: ("top left", "左上角"),
    Place.TOP: ("top", "顶部"),
    Place.TOP_RIGHT: ("top right", "右上角"),
    Place.LEFT: ("left", "左侧"),
    Place.CENTER: ("centre", "中间"),
    Place.RIGHT: ("right", "右侧"),
    Place.BOTTOM_LEFT: ("bottom left", "左下角"),
    Place.BOTTOM: ("bottom", "底部"),
    Place.BOTTOM_RIGHT: ("bottom right", "右下角"),
}


def phrase(edit: e.Edit | e.Undo | e.Redo, language: Language) -> str:
    """One edit in words of the language."""
    return pick(_words(edit), language)


def _clips(target: Sequence[int]) -> Pair:
    """ "clips 1, 2", or every clip where none is named."""
    if not target:
        return "every clip", "所有片段"
    listed = ", ".join(str(number) for number in target)
    return f"clip{'s' if len(target) > 1 else ''} {listed}", f"第{'、'.join(str(number) for number in target)}个"


def _moves(motions: Sequence[Motion]) -> Pair:
    kinds = list(dict.fromkeys(motion.kind for motion in motions))
    return ", ".join(_MOTIONS[kind][0] for kind in kinds), "、".join(_MOTIONS[kind][1] for kind in kinds)


def _when(when: When) -> Pair:
    start, length = seconds_text(when.at_ms), seconds_text(when.duration_ms)
    if when.anchor is Anchor.WHOLE:
        return "throughout", "全程"
    if when.anchor is Anchor.END:
        return f"for the last {length} s", f"最后{length}秒"
    if when.anchor is Anchor.START and not when.at_ms:
        return f"for the first {length} s", f"开头{length}秒"
    return f"from {start} s for {length} s", f"从{start}秒起{length}秒"


@singledispatch
def _words(edit: object) -> Pair:
    op = str(getattr(edit, "op", type(edit).__name__)).replace("_", " ")
    return op, op


@_words.register
def _(edit: e.AddClips) -> Pair:
    seconds, moves = seconds_text(edit.duration_ms), _moves(edit.motions)
    kind, length = _TRANSITIONS[edit.transition], seconds_text(edit.transition_ms)
    count = len(edit.media)
    between = (f", {length} s {kind[0]}", f"，{length}秒{kind[1]}") if edit.transition_ms and count > 1 else ("", "")
    return (
        f"put {count} picture{'s' if count != 1 else ''} on the timeline ({seconds} s each, {moves[0]}{between[0]})",
        f"在时间线上放了{count}个素材（每张{seconds}秒，{moves[1]}{between[1]}）",
    )


@_words.register
def _(edit: e.RemoveClips) -> Pair:
    clips = _clips(edit.target)
    return f"removed {clips[0]}", f"删除了{clips[1]}"


@_words.register
def _(edit: e.MoveClip) -> Pair:
    return f"moved clip {edit.target} to position {edit.to}", f"把第{edit.target}个移到第{edit.to}位"


@_words.register
def _(edit: e.SwapClips) -> Pair:
    return f"swapped clips {edit.first} and {edit.second}", f"交换了第{edit.first}个和第{edit.second}个"


@_words.register
def _(edit: e.SortClips) -> Pair:
    return _ORDERS[edit.by]


@_words.register
def _(edit: e.SetDuration) -> Pair:
    seconds, clips = seconds_text(abs(edit.duration_ms)), _clips(edit.target)
    if edit.scope == "total":
        return f"made the whole video {seconds} s long", f"整个视频改为{seconds}秒"
    if edit.scope == "each":
        return f"made {clips[0]} {seconds} s long", f"{clips[1]}改为{seconds}秒"
    longer = edit.duration_ms >= 0
    return (
        f"made {clips[0]} {seconds} s {'longer' if longer else 'shorter'}",
        f"{clips[1]}{'加长' if longer else '缩短'}了{seconds}秒",
    )


@_words.register
def _(edit: e.SetTransition) -> Pair:
    kind, length = _TRANSITIONS[edit.kind], seconds_text(edit.duration_ms)
    where = (
        ("between all clips", "所有片段之间")
        if not edit.target
        else (f"into {_clips(edit.target)[0]}", f"{_clips(edit.target)[1]}之前")
    )
    timed = (f", {length} s", f"{length}秒") if edit.duration_ms else ("", "")
    return f"transition {where[0]}: {kind[0]}{timed[0]}", f"{where[1]}的转场：{timed[1]}{kind[1]}"


@_words.register
def _(edit: e.SetMotion) -> Pair:
    moves, clips = _moves(edit.motions), _clips(edit.target)
    return f"motion of {clips[0]}: {moves[0]}", f"{clips[1]}的运镜：{moves[1]}"


@_words.register
def _(edit: e.AddText) -> Pair:
    usual = USUAL[edit.role]
    place, when = _PLACES[edit.place or usual.place], _when(edit.when or usual.when)
    return f"added the text “{edit.text}” ({place[0]}, {when[0]})", f"加了文字“{edit.text}”（{place[1]}，{when[1]}）"


@_words.register
def _(edit: e.EditText) -> Pair:
    english, chinese = [], []
    if edit.text is not None:
        english.append(f"now reads “{edit.text}”")
        chinese.append(f"改为“{edit.text}”")
    if edit.place is not None:
        english.append(f"at the {_PLACES[edit.place][0]}")
        chinese.append(f"移到{_PLACES[edit.place][1]}")
    if edit.when is not None:
        english.append(_when(edit.when)[0])
        chinese.append(_when(edit.when)[1])
    for changed, words in ((edit.color, ("colour ", "颜色")), (edit.size, ("size ", "大小"))):
        if changed is not None:
            english.append(f"{words[0]}{changed}")
            chinese.append(f"{words[1]}{changed}")
    return f"changed the text: {', '.join(english)}", f"修改了文字：{'，'.join(chinese)}"


@_words.register
def _(edit: e.RemoveText) -> Pair:
    which = ", ".join(str(number) for number in edit.target)
    return (f"removed text {which}", f"删除了第{which}个文字") if which else ("removed every text", "删除了所有文字")


@_words.register
def _(edit: e.SetMusic) -> Pair:
    name = edit.media.name if edit.media is not None else edit.mood.value
    return f"music: {name} at {edit.volume:.0%}", f"音乐：{name}，音量{edit.volume:.0%}"


@_words.register
def _(edit: e.AddCaptions) -> Pair:
    if edit.srt.strip():
        return "captions from the subtitles", "按字幕文件添加了字幕"
    count = sum(1 for line in edit.lines if line.strip())
    return f"{count} caption{'s' if count != 1 else ''} along the video", f"沿视频添加了{count}条字幕"


@_words.register
def _(_edit: e.RemoveMusic) -> Pair:
    return "removed the music", "去掉了音乐"


@_words.register
def _(edit: e.SetVolume) -> Pair:
    what = ("music", "音乐") if edit.of == "music" else ("clips' own sound", "片段原声")
    if not edit.relative:
        return f"volume of the {what[0]}: {edit.level:.0%}", f"{what[1]}音量：{edit.level:.0%}"
    louder = edit.level >= 0
    return (
        f"made the {what[0]} {'louder' if louder else 'quieter'} by {abs(edit.level):.0%}",
        f"{what[1]}音量{'提高' if louder else '降低'}了{abs(edit.level):.0%}",
    )


@_words.register
def _(edit: e.SetFrame) -> Pair:
    return f"video is now {edit.width}x{edit.height}", f"画面改为{edit.width}x{edit.height}"


@_words.register
def _(edit: e.Undo) -> Pair:
    return f"undid {edit.steps} step{'s' if edit.steps != 1 else ''}", f"撤销了{edit.steps}步"


@_words.register
def _(edit: e.Redo) -> Pair:
    return f"redid {edit.steps} step{'s' if edit.steps != 1 else ''}", f"重做了{edit.steps}步"
