"""The values of edits in words, as (English, Chinese) pairs: kinds of motion and transition, places, moments, colours,
shares, and which clips are meant. Every value of every enumeration stands here; there is no fallback."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kineograph.timeline.span import seconds_text
from kineograph.timeline.vocabulary import (
    Anchor,
    Easing,
    Fit,
    Ground,
    Mood,
    Motion,
    MotionKind,
    OverlayStyle,
    Place,
    SoundRole,
    TextEffect,
    TextRole,
    Tone,
    TransitionKind,
    When,
)

Pair = tuple[str, str]

MOTIONS: Mapping[MotionKind, Pair] = {
    MotionKind.STILL: ("still", "静止"),
    MotionKind.ZOOM_IN: ("zoom in", "放大"),
    MotionKind.ZOOM_OUT: ("zoom out", "缩小"),
    MotionKind.PAN_LEFT: ("pan left", "向左平移"),
    MotionKind.PAN_RIGHT: ("pan right", "向右平移"),
    MotionKind.PAN_UP: ("pan up", "向上平移"),
    MotionKind.PAN_DOWN: ("pan down", "向下平移"),
    MotionKind.PAN_UP_LEFT: ("pan up and left", "向左上平移"),
    MotionKind.PAN_UP_RIGHT: ("pan up and right", "向右上平移"),
    MotionKind.PAN_DOWN_LEFT: ("pan down and left", "向左下平移"),
    MotionKind.PAN_DOWN_RIGHT: ("pan down and right", "向右下平移"),
    MotionKind.KEN_BURNS_IN: ("Ken Burns towards the subject", "推近主体的肯·伯恩斯效果"),
    MotionKind.KEN_BURNS_OUT: ("Ken Burns away from the subject", "拉远主体的肯·伯恩斯效果"),
    MotionKind.ROTATE_IN: ("turn in", "旋转进入"),
    MotionKind.PARALLAX: ("parallax", "视差"),
}
EASINGS: Mapping[Easing, Pair] = {
    Easing.GENTLE: ("gentle", "轻柔"),
    Easing.LINEAR: ("even", "匀速"),
    Easing.EASE_IN: ("slow at first", "先慢后快"),
    Easing.EASE_OUT: ("slow at the end", "先快后慢"),
    Easing.EASE_IN_OUT: ("from rest to rest", "慢起慢停"),
}
TRANSITIONS: Mapping[TransitionKind, Pair] = {
    TransitionKind.CUT: ("plain cuts", "直接切换"),
    TransitionKind.CROSSFADE: ("crossfade", "交叉淡化"),
    TransitionKind.FADE_BLACK: ("fade through black", "黑场过渡"),
    TransitionKind.FADE_WHITE: ("fade through white", "白场过渡"),
    TransitionKind.SLIDE_LEFT: ("slide left", "向左滑动"),
    TransitionKind.SLIDE_RIGHT: ("slide right", "向右滑动"),
    TransitionKind.SLIDE_UP: ("slide up", "向上滑动"),
    TransitionKind.SLIDE_DOWN: ("slide down", "向下滑动"),
    TransitionKind.PUSH_LEFT: ("push left", "向左推动"),
    TransitionKind.PUSH_RIGHT: ("push right", "向右推动"),
    TransitionKind.PUSH_UP: ("push up", "向上推动"),
    TransitionKind.PUSH_DOWN: ("push down", "向下推动"),
    TransitionKind.WIPE_LEFT: ("wipe left", "向左擦除"),
    TransitionKind.WIPE_RIGHT: ("wipe right", "向右擦除"),
    TransitionKind.WIPE_UP: ("wipe up", "向上擦除"),
    TransitionKind.WIPE_DOWN: ("wipe down", "向下擦除"),
    TransitionKind.CIRCLE: ("circle opening", "圆形展开"),
    TransitionKind.ZOOM: ("zoom through", "缩放转场"),
    TransitionKind.BLUR: ("blur", "模糊转场"),
}
FITS: Mapping[Fit, Pair] = {
    Fit.AUTO: ("fitted as suits each", "自动适配"),
    Fit.COVER: ("filling the frame", "铺满画面"),
    Fit.CONTAIN: ("shown whole, with bars", "完整显示并留边"),
    Fit.BLUR: ("shown whole over a blurred copy", "完整显示，背景模糊"),
}
TONES: Mapping[Tone, Pair] = {
    Tone.COLOR: ("in its own colours", "原色"),
    Tone.BLACK_AND_WHITE: ("black and white", "黑白"),
    Tone.SEPIA: ("sepia", "棕褐色调"),
    Tone.VINTAGE: ("vintage", "复古色调"),
}
MOODS: Mapping[Mood, Pair] = {
    Mood.LOFI: ("lo-fi", "慵懒（lo-fi）"),
    Mood.UPBEAT: ("upbeat", "欢快"),
    Mood.CINEMATIC: ("cinematic", "电影感"),
    Mood.CALM: ("calm", "舒缓"),
    Mood.CORPORATE: ("corporate", "商务"),
}
SOUNDS: Mapping[SoundRole, Pair] = {
    SoundRole.MUSIC: ("music", "音乐"),
    SoundRole.VOICE: ("voice", "旁白"),
    SoundRole.EFFECT: ("sound effect", "音效"),
}
PLACES: Mapping[Place, Pair] = {
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
ROLES: Mapping[TextRole, Pair] = {
    TextRole.TITLE: ("title", "标题"),
    TextRole.CAPTION: ("caption", "字幕"),
    TextRole.LOWER_THIRD: ("lower third", "人名条"),
    TextRole.CREDITS: ("credits", "片尾字幕"),
    TextRole.WATERMARK: ("watermark", "水印"),
}
GROUNDS: Mapping[Ground, Pair] = {
    Ground.AUTO: ("the usual ground", "默认衬底"),
    Ground.NONE: ("nothing behind it", "无衬底"),
    Ground.SHADOW: ("a shadow", "阴影"),
    Ground.PLATE: ("a plate behind it", "底板"),
}
EFFECTS: Mapping[TextEffect, Pair] = {
    TextEffect.NONE: ("at once", "直接"),
    TextEffect.FADE: ("with a fade", "以淡化"),
    TextEffect.SLIDE: ("with a slide", "以滑动"),
    TextEffect.TYPEWRITER: ("letter by letter", "逐字"),
}
STYLES: Mapping[OverlayStyle, Pair] = {
    OverlayStyle.PLAIN: ("plain", "无边框"),
    OverlayStyle.FRAMED: ("framed", "带边框"),
}
_COLORS: Mapping[str, Pair] = {
    "#ffffff": ("white", "白色"),
    "#000000": ("black", "黑色"),
}
_USUAL_MOTION = Motion()


def clips(target: Sequence[int]) -> Pair:
    """ "clips 1, 2", or every clip where none is named; negative numbers count from the end."""
    if not target:
        return "every clip", "所有片段"
    if target == (-1,):
        return "the last clip", "最后一个"
    listed = numbered(target)
    return f"clip{'s' if len(target) > 1 else ''} {listed[0]}", f"{listed[1]}个"


def numbered(target: Sequence[int]) -> Pair:
    """ "1, 2 from the end" and "第1、倒数第2": to be followed by the thing that is counted in Chinese."""
    english = [str(number) if number > 0 else _from_the_end(number) for number in target]
    before = [str(number) for number in target if number > 0]
    behind = [f"倒数第{-number}" for number in target if number <= 0]
    return ", ".join(english), "、".join([*([f"第{'、'.join(before)}"] if before else []), *behind])


def place_number(number: int) -> Pair:
    """A position as a goal: "position 3", "the end"."""
    if number == -1:
        return "the end", "最后"
    return (f"position {number}", f"第{number}位") if number > 0 else (f"position {-number} from the end",
                                                                      f"倒数第{-number}位")  # fmt: skip


def moves(motions: Sequence[Motion]) -> Pair:
    """The different motions that are dealt, each with its strength and easing where they are not the usual ones."""
    return joined([_move(motion) for motion in dict.fromkeys(motions)], "、")


def when(moment: When) -> Pair:
    """When a text or an overlay shows."""
    start, length = seconds_text(moment.at_ms), seconds_text(moment.duration_ms)
    if moment.anchor is Anchor.WHOLE:
        return "throughout", "全程"
    if moment.anchor is Anchor.END:
        early = (f", until {start} s before the end", f"，到结束前{start}秒为止") if moment.at_ms else ("", "")
        return f"for the last {length} s{early[0]}", f"最后{length}秒{early[1]}"
    if moment.anchor is Anchor.START and not moment.at_ms:
        return f"for the first {length} s", f"开头{length}秒"
    return f"from {start} s for {length} s", f"从{start}秒起{length}秒"


def seconds(ms: int) -> Pair:
    return f"{seconds_text(ms)} s", f"{seconds_text(ms)}秒"


def percent(share: float) -> str:
    return f"{round(share * 100, 1):g}%"


def color(value: str) -> Pair:
    """Black and white by name, any other colour as ``#rrggbb``."""
    return _COLORS.get(value.lower(), (value, value))


def joined(parts: Iterable[Pair], chinese: str = "，") -> Pair:
    """The parts as one list in each language; empty halves are left out."""
    listed = list(parts)
    return ", ".join(part[0] for part in listed if part[0]), chinese.join(part[1] for part in listed if part[1])


def inside(parts: Iterable[Pair]) -> Pair:
    """The parts in brackets, with a blank before them in English; nothing where there are none."""
    found = joined(parts)
    return (f" ({found[0]})" if found[0] else "", f"（{found[1]}）" if found[1] else "")


def _from_the_end(number: int) -> str:
    return "the last" if number == -1 else f"{-number} from the end"


def _move(motion: Motion) -> Pair:
    kind = MOTIONS[motion.kind]
    strength = percent(motion.strength) if motion.strength != _USUAL_MOTION.strength else ""
    eased = EASINGS[motion.easing] if motion.easing is not _USUAL_MOTION.easing else ("", "")
    english = " ".join(word for word in (kind[0], strength, eased[0]) if word)
    return english, f"{eased[1]}{kind[1]}{strength}"
