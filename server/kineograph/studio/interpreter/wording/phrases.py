"""The phrases of the studio, English and Chinese, by code.

``{0}`` is what it is about; where that is "a/b", ``{1}`` and ``{2}`` are its halves.
"""

from __future__ import annotations

from collections.abc import Mapping

from kineograph.studio.interpreter.lexing.vocabulary import Language

Phrases = Mapping[str, tuple[str, str]]

HELD: Phrases = {
    "not_understood": ("I did not understand “{0}”, so I left this alone", "没看懂“{0}”，所以这句没有执行"),
    "conditional": ("it hangs on a condition that I cannot judge", "这取决于我无法判断的条件"),
    "vague": ("it does not say what to do", "没有说要做什么"),
    "which_clip": ("it does not say which", "没有说是哪一个"),
    "which_state": ("only the last change can be taken back by itself", "只有最后一步修改可以单独撤回"),
    "no_media": ("nothing has been uploaded yet", "还没有上传素材"),
    "nothing_yet": ("there is nothing on the timeline yet", "时间线上还没有内容"),
    "nothing_new": ("everything uploaded is on the timeline already", "上传的素材都已经在时间线上了"),
    "no_words": ("it does not say what the text should read", "没有说文字内容是什么"),
    "each_or_total": ("it could mean each picture or the whole video", "可以指每张图片，也可以指整个视频"),
    "out_of_range": ("there is no number {1}: there are {2}", "没有第{1}个：一共{2}个"),
    "other_count": ("you mention {1} of {2}; say which, by number", "您说的是{1}个，现有{2}个；请用序号说明是哪些"),
    "no_others": ("there are no others", "没有其他的了"),
    "no_half": ("{0} clips cannot be halved", "{0}个片段没法对半分"),
    "no_middle": ("{0} clips have no middle one", "{0}个片段没有正中间的一个"),
    "no_such_file": ("no uploaded file is called {0}", "没有名为{0}的文件"),
    "removed": ("clip {0} is removed by the same instruction", "第{0}个在同一条指令里被删除了"),
    "one_at_a_time": ("that goes in first; say it on its own", "请单独说这一句，再做其他修改"),
    "nothing_to_remove": ("there is nothing to remove", "没有可以删除的内容"),
    "unclear_move": ("it is not clear what should go where", "不清楚要把哪个移到哪里"),
    "swap_two": ("a swap needs exactly two clips", "交换需要正好两个片段"),
    "between_two": ("a transition stands between two neighbours", "转场只能在相邻的两个片段之间"),
    "bad_strength": ("a move magnifies or travels by up to 50 %", "运镜的幅度最大50%"),
    "no_such_transition": ("there is no such transition", "没有这样的转场"),
    "which_transition": ("it does not say which transition instead", "没有说换成哪种转场"),
    "no_dates": ("no picture says when it was taken", "这些照片都没有拍摄时间"),
    "sort_by": ("it does not say by what to sort", "没有说按什么排序"),
    "no_replacement": ("it does not say which picture should come instead", "没有说换成哪张图片"),
    "which_upload": ("several uploads are new ({0})", "新上传的不止一个（{0}）"),
    "replace_which": ("it does not say which clip should be replaced", "没有说要替换哪一个"),
    "replace_or_swap": (
        "number {0} is in the video already: it could change places, or come twice",
        "第{0}个已经在视频里：可以是交换位置，也可以是出现两次",
    ),
    "too_few": ("that needs at least two clips", "这需要至少两个片段"),
    "bad_look": ("that goes from -100 % to 100 %, an effect from 0 to 100 %", "范围是-100%到100%，特效是0到100%"),
    "bad_angle": ("a picture turns by 90, 180 or 270 degrees", "图片只能旋转90、180或270度"),
    "bad_size": (
        "a video of {0} pixels cannot be made: even numbers from 2 to 7680",
        "不能做{0}像素的视频：要用2到7680的偶数",
    ),
    "bad_fps": ("a video has 1 to 60 frames a second, not {0}", "每秒帧数是1到60，不能是{0}"),
    "gif_limits": (
        "a GIF is 480p or 720p at 10, 20, 25 or 50 fps, not {0}",
        "GIF 只能是480p或720p，每秒10、20、25或50帧，不能是{0}",
    ),
    "bad_output": (
        "an export has 24, 25, 30, 50 or 60 frames a second, not {0}",
        "导出可以是每秒24、25、30、50或60帧，不能是{0}",
    ),
    "bad_duration": ("that length is out of bounds (0.1 s to an hour)", "时长超出范围（0.1秒到1小时）"),
    "too_long_video": ("the video would be longer than an hour", "视频会超过一小时"),
    "bad_volume": ("a volume is from 0 to 200 %", "音量范围是0到200%"),
    "no_text": ("there is no text on the timeline", "时间线上没有文字"),
    "no_such_text": ("there is no such text ({0})", "没有这个文字（{0}）"),
    "text_on_clip": (
        "a text that is there already moves to a time, not to a picture; say “from 3 s to 6 s”",
        "已有的文字只能移到某个时间，不能移到某张图片；请说“从第3秒到第6秒”",
    ),
    "whole_already": ("it shows all the time", "它全程都在"),
    "no_room_in_time": ("it cannot come or go that early", "它不能再早出现或消失了"),
    "no_sound": ("no sound file has been uploaded", "还没有上传音频文件"),
    "which_music": ("it does not say which music instead", "没有说换成什么音乐"),
    "lines_count": ("there are {1} lines for {2} pictures", "一共{1}句文字，却有{2}张图片"),
    "no_logo": ("no picture was uploaded that could be it", "没有上传可以叠加的图片"),
    "no_text_of_kind": ("there is no text of that kind", "没有这种文字"),
    "no_mark": ("it does not say what the watermark should read", "没有说水印写什么"),
    "no_inset": ("it does not say which picture should lie over the video", "没有说要叠加哪张图片"),
    "no_overlay": ("no such picture lies over the video", "视频上没有这样的叠加图片"),
    "no_watermark": (
        "there is no watermark that was added here, and one that is part of a picture cannot be taken out",
        "这里没有加过水印；画面里自带的水印去不掉",
    ),
    "no_voice": ("there is no voice", "现在没有人声"),
    "no_effect": ("no sound effect has been uploaded", "还没有上传音效"),
    "no_effect_there": ("there is no sound effect", "现在没有音效"),
    "total_fixed": (
        "the whole video has a length of its own, and the pictures share it",
        "已经定了总时长，每张图片的时长由它决定",
    ),
    "no_music": ("there is no music", "现在没有音乐"),
    "no_footage_sound": ("no clip on the timeline has sound", "时间线上的片段都没有声音"),
    "after_undo": ("the step back comes first; say this again afterwards", "先完成撤销；之后请再说一遍"),
    "taken_back": ("you took it back right after; say what you want once more", "您随后改口了；请再说一遍要怎么做"),
    "hangs_on_held": ("it depends on what I left alone", "它取决于没有执行的那一句"),
    "beside_refused": (
        "it is tied to something I cannot do, so I left it alone",
        "它和做不到的内容连在一起，所以没有执行",
    ),
    "bad_speed": ("a speed is from 0.1 to 10 times ({0})", "速度范围是0.1到10倍（{0}）"),
    "bad_times": ("a video can play at most 20 times over ({0})", "最多重复20遍（{0}）"),
    "loop_whole": ("only the whole video can be repeated", "只能重复播放整个视频"),
    "seamless_one": ("only a single clip can be a seamless loop", "只有单个片段可以做成无缝循环"),
    "which_stretch": ("it does not say which part", "没有说是哪一段"),
    "which_end": ("it does not say where {0} should go", "没有说从哪里剪掉{0}"),
    "cut_or_keep": (
        "it could mean to take that part out, or to keep only it",
        "可以指剪掉这一段，也可以指只保留这一段",
    ),
    "no_such_stretch": ("that is no part of the {0} s there are", "一共{0}秒，没有这一段"),
    "which_moment": ("it does not say where", "没有说在哪里"),
    "which_length": ("{0} is a range, not a length", "{0}是一个范围，不是确定的时长"),
    "refused_edit": ("{0}", "{0}"),
    "too_long": (
        "The instruction is {0} characters long, so I changed nothing. Say it in under 4000, one change at a time.",
        "指令有{0}个字符，没有执行。请控制在4000字以内，最好一次说一项修改。",
    ),
}

REMARKS: Phrases = {
    "noted": ("noted: {0}", "已留意：{0}"),
    "holds": ("{0}: that is how it is already", "{0}：本来就是这样"),
    "untrue": ("{0}: that is not so, so it was left as it is", "{0}：条件不成立，没有改动"),
    "in_colour": ("the pictures are in colour already", "图片本来就是彩色的"),
    "absent": ("{0}: there is none", "{0}：本来就没有"),
    "avoided": ("{0}: not used", "{0}：不使用"),
    "kept": ("{0}: left as it is", "{0}：保持不变"),
    "export": ("ask for the export when you are happy with the video", "满意后再让我导出"),
    "second_mood": ("one mood at a time; “{0}” was left out", "一次只能用一种风格；没有采用“{0}”"),
    "count": ("you mention {1}, and {2} are uploaded: I used those", "您说的是{1}个，实际上传了{2}个，已全部使用"),
    "already_there": ("everything uploaded is on the timeline already", "上传的素材都已经在时间线上"),
    "begun": ("the {0} uploaded pictures make the video", "用上传的{0}个素材做视频"),
    "each": ("3 s a picture", "每张图片3秒"),
    "length_each": ("{0} s a picture", "每张图片{0}秒"),
    "length_total": ("{0} s in all", "总共{0}秒"),
    "single": ("5 s for the single picture", "单张图片5秒"),
    "motion": ("gentle alternating motion", "轻微交替的运镜"),
    "crossfade": ("0.6 s crossfades", "0.6秒交叉淡化"),
    "canvas": ("{0}, 1080p", "{0}，1080p"),
    "step_duration": ("by {0} s a clip", "每个片段变化{0}秒"),
    "look_step": ("by {0}", "幅度{0}"),
    "look_scale": ("on a scale from -100 % to 100 %, where 0 is as it came", "范围是-100%到100%，0为原样"),
    "mirrored": ("left and right change places", "左右镜像"),
    "quarter_turn": ("a quarter turn clockwise", "顺时针旋转90度"),
    "background_hidden": (
        "the background shows where a picture does not fill the frame; say “show the whole picture” for that",
        "图片没有铺满画面的地方才会露出背景；要露出背景请说“完整显示图片”",
    ),
    "usual_size": ("of its usual size and speed", "用它常用的尺寸和帧率"),
    "smaller_standard": ("a smaller file by exporting at standard quality", "用标准画质导出，文件会小一些"),
    "smaller_draft": ("a smaller file by exporting at draft quality", "用草稿画质导出，文件会更小"),
    "style": (
        "{0}: a style, not a change I can make; say for example “more contrast”, “more vivid” or “warmer”",
        "{0}：这是一种风格；可以具体说，例如“对比度高一点”、“鲜艳一点”、“暖一点”",
    ),
    "step_volume": ("by {0}", "幅度{0}"),
    "step_speed": ("{0} times the speed", "{0}倍速"),
    "own_speed": ("the clips play at that speed already", "片段本来就是这个速度"),
    "long_enough": ("it is no shorter than that", "没有短于这个时长"),
    "short_enough": ("it is no longer than that", "没有超过这个时长"),
    "forwards": ("nothing plays backwards", "没有倒放的片段"),
    "players_repeat": (
        "most players can repeat a video; say how often if the file itself should, such as “loop it 3 times”",
        "播放器都可以循环播放；如果要在视频里重复，请说次数，例如“重复3遍”",
    ),
    "no_fade": ("the video begins and ends plainly already", "视频的开头和结尾本来就没有淡入淡出"),
    "rest_follows": ("the other clips follow in the order they had", "其余片段按原来的顺序排在后面"),
    "at_the_edge": ("clip {0} cannot go any further", "第{0}个已经在最边上了"),
    "text_when": ("the text shows for the first 3 s", "文字显示在开头3秒"),
    "text_when_whole": ("the caption shows throughout", "字幕全程显示"),
    "text_center": ("the text is in the centre", "文字居中"),
    "text_bottom": ("the caption is at the bottom", "字幕在底部"),
    "no_text_so_added": ("there was no text, so I added it", "原来没有文字，所以新加了一个"),
    "without_text": ("no text, as you said", "按您说的，不加文字"),
    "without_music": ("no music, as you said", "按您说的，不加音乐"),
    "watermark_where": ("the watermark shows throughout", "水印全程显示"),
    "watermark_faint": ("the watermark at 60 % opacity", "水印不透明度60%"),
    "overlay_top_right": ("in the top right corner", "放在右上角"),
    "overlay_bottom_right": ("in the bottom right corner", "放在右下角"),
    "no_overlay_so_added": ("no picture lay over the video, so I added it", "原来没有叠加图片，所以新加了一个"),
    "without_overlay": ("no logo, as you said", "按您说的，不加标志"),
    "without_voice": ("no voice, as you said", "按您说的，不加旁白"),
    "sound_start": ("{0} from the start", "{0}从头开始"),
    "ducked": ("the music gives way while the voice is heard", "有人声时音乐自动变小"),
    "music_fade": ("the music fades over 2 s", "音乐用2秒渐变"),
    "music_volume": ("music at 35 %", "音乐音量35%"),
    "music_mood": ("lo-fi music", "lo-fi 风格的音乐"),
    "music_upload": ("the uploaded {0} as music", "用上传的{0}作为音乐"),
}


def text_of(table: Phrases, language: Language, code: str, about: str) -> str:
    """The phrase of a code, filled."""
    pair = table[code]
    halves = about.split("/", 1) if "/" in about else [about, ""]
    shown = about.replace("|", "”, “" if language == "en" else "”、“")
    return pick(pair, language).replace("{1}", halves[0]).replace("{2}", halves[1]).replace("{0}", shown)


def pick(pair: tuple[str, str], language: Language) -> str:
    """The half of an (English, Chinese) pair."""
    return pair[0] if language == "en" else pair[1]
