"""What the timeline says when an edit cannot be done, in Chinese. English is what the timeline itself says.

The messages are told by their form, so that the figures and the names in them are kept. A test holds that every message
of the timeline has its Chinese one here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kineograph.studio.interpreter.lexing.vocabulary import Language

_ELSE = "这个修改在当前的时间线上做不到"
_SUBJECTS = {
    "A transition's length in ms": "转场时长（毫秒）",
    "A clip's length in ms": "片段时长（毫秒）",
    "A fade's length in ms": "淡入淡出的时长（毫秒）",
    "A motion's strength": "运镜幅度",
    "A volume": "音量",
    "How far the music gives way": "音乐让位的程度",
    "The start of a sound in ms": "声音的开始时间（毫秒）",
    "An overlay's size": "叠加图片的大小",
    "A text's size": "文字大小",
    "An opacity": "不透明度",
    "Frames per second": "帧率",
    "A side of the video in pixels": "画面边长（像素）",
    "How often the video plays": "播放遍数",
    "What is trimmed, in ms,": "剪掉的时长（毫秒）",
    "A speed": "速度",
    "The number of steps to undo": "撤销的步数",
    "The number of steps to redo": "重做的步数",
}
_FIELDS = {
    "brightness": "亮度", "contrast": "对比度", "saturation": "饱和度", "warmth": "色温", "vignette": "暗角",
    "grain": "颗粒", "sharpen": "锐化", "blur": "模糊", "exposure": "曝光",
}  # fmt: skip
_KINDS = {"clip": "片段", "text": "文字", "overlay": "叠加图片", "sound": "声音", "voice": "人声", "effect": "音效"}


def _subject(said: str) -> str:
    if said in _SUBJECTS:
        return _SUBJECTS[said]
    if said.startswith("The speed of "):
        return f"{said.removeprefix('The speed of ')}的速度"
    changed = said.removeprefix("A change of ").lower()
    return _FIELDS.get(changed, "数值")


def _bounds(match: re.Match[str]) -> str:
    low, high, value = match["low"], match["high"], match["value"]
    return f"{_subject(match['what'])}只能在{low}到{high}之间，不能是{value}"


def _no_such(match: re.Match[str]) -> str:
    count = match["count"]
    what = _KINDS.get(match["what"], "片段")
    return f"没有第{match['n'].lstrip('-')}个{what}" + (f"：一共{count}个" if count else "：现在一个也没有")


def _missing(match: re.Match[str]) -> str:
    return f"现在没有{_KINDS.get(match['what'], '音乐' if match['what'] == 'music' else '声音')}"


def _filled(template: str) -> Callable[[re.Match[str]], str]:
    return lambda match: template.format(*match.groups())


_MESSAGES: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"(?P<what>.+) must be from (?P<low>\S+) to (?P<high>\S+), not (?P<value>\S+)\.", _bounds),
    (r"There is no (?P<what>\w+) (?P<n>\S+): there (?:is|are) (?:none yet|(?P<count>\d+))\.", _no_such),
    (r"There is no (?P<what>\w+) to make louder or quieter\.", _missing),
    (r"The video would be longer than an hour\.", _filled("视频会超过一小时")),
    (r"There would be (\S+) clips, texts and sounds\.", _filled("片段、文字和声音会有{0}个，太多了")),
    (r"There is nothing to add\.", _filled("没有可以添加的内容")),
    (r"No picture here says when it was taken\.", _filled("这些照片都没有拍摄时间")),
    (r"Nothing comes before the first clip\.", _filled("第一个片段前面没有转场")),
    (r"No motion is named\.", _filled("没有说用哪种运镜")),
    (
        r"Footage moves by itself: a camera's move is for still pictures\.",
        _filled("视频片段本来就在动：运镜只用于静态图片"),
    ),
    (r"(.+) is sound, not a picture\.", _filled("{0}是声音文件，不是图片")),
    (r"(.+) is not sound\.", _filled("{0}不是声音文件")),
    (r"There is nothing left to undo\.", _filled("没有可以撤销的操作了")),
    (r"There is nothing left to redo\.", _filled("没有可以重做的操作了")),
    (r"There is no video yet to be spoken over\.", _filled("还没有可以配音的视频")),
    (r"Music plays along the whole video\.", _filled("音乐贯穿整个视频，不能从中间开始")),
    (r"No clip here has a sound of its own\.", _filled("这里的片段都没有声音")),
    (r"There is no music to fade\.", _filled("现在没有音乐，没法淡入淡出")),
    (r"There is no text to fade\.", _filled("现在没有文字，没法淡入淡出")),
    (r"A picture turns by 90, 180 or 270 degrees clockwise\.", _filled("图片只能顺时针旋转90、180或270度")),
    (r"A side of (\S+) pixels cannot be encoded\.", _filled("画面边长不能是{0}像素，要用偶数")),
    (r"A still picture cannot play backwards\.", _filled("静态图片没法倒放；可以把片段的顺序反过来")),
    (r"Only a single clip can be a seamless loop\.", _filled("只有单个片段可以做成无缝循环")),
    (r"(.+) is no colour here\.", _filled("没有{0}这种颜色")),
    (r".+ needs a time from 0 s on, and a length\.", _filled("显示的时间要从0秒或之后开始，而且要有长度")),
    (
        r".+ would show at (\S+) s, and the video is (\S+) s long\.",
        _filled("它要在第{0}秒才出现，而视频只有{1}秒"),
    ),
    (r"The text is empty\.", _filled("文字是空的")),
    (r"A text has (\S+) letters at most, not (\S+)\.", _filled("一段文字最多{0}个字，现在是{1}个")),
    (r"No caption could be read from the subtitles.*", _filled("没能从这段字幕里读出任何一句")),
    (r"There are no captions to add\.", _filled("没有可以添加的字幕")),
    (
        r"(\S+) captions have no room in a video of (\S+) s: each needs a second\.",
        _filled("{1}秒的视频放不下{0}句字幕：每句至少要1秒"),
    ),
    (r"(\S+) to (\S+) s is no stretch of a video of (\S+) s\.", _filled("视频只有{2}秒，没有{0}到{1}秒这一段")),
    (r"Nothing would be left of the video\.", _filled("这样视频就什么都不剩了")),
    (r"Nothing plays at (\S+) s: the video is (\S+) s\.", _filled("视频只有{1}秒，没有第{0}秒")),
    (r"(.+) already begins or ends at (\S+) s\.", _filled("{0}本来就在第{1}秒开始或结束")),
    (r"(.+) cannot last (\S+) s\.", _filled("{0}不能是{1}秒：最短0.1秒")),
    (r"There is no clip to time yet\.", _filled("还没有可以改时长的片段")),
    (r"A video can be .+\.", _filled("没有这种视频格式")),
    (r"The quality of a video can be .+\.", _filled("画质只有草稿、标准、高三档")),
    (r"The resolution of .+ can be (.+)\.(?: .+)?", _filled("没有这种分辨率")),
    (r"The fps of .+ can be .+\.", _filled("没有这种帧率")),
)


def refusal(message: str, language: Language) -> str:
    """A message of the timeline in the language."""
    if language == "en":
        return message
    for form, say in _MESSAGES:
        match = re.fullmatch(form, message)
        if match is not None:
            return say(match)
    return _ELSE
