"""Typed edits in words: every operation has its sentence in both languages, and no sentence leaves out what the edit
gives."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kineograph.protocol import asking, asking_chinese
from kineograph.protocol.instructing import instruction, sentence
from kineograph.wire.edits import operations, read_edits

SENTENCES: list[tuple[dict[str, Any], str, str]] = [
    ({"op": "add_clips", "media": ["a.jpg", "b c.jpg"], "duration": 2.5, "motions": ["zoom_in", "pan_left"]},
     'Add "a.jpg" and "b c.jpg" at the end, 2.5 seconds each, motion zoom in and pan left in turn, with plain cuts.',
     "把“a.jpg”和“b c.jpg”加到最后，每张2.5秒，运镜轮流推近，运镜轮流向左平移，转场硬切。"),
    ({"op": "add_clips", "media": "a.jpg", "at": 2, "transition": "slide_left", "transition_duration": 1},
     'Add "a.jpg" at position 2, 3 seconds each, motion completely still, with a slide left of 1 second.',
     "把“a.jpg”加到第2位，每张3秒，运镜静止，转场向左滑动1秒。"),
    ({"op": "remove_clips", "target": [1, 3, -1]},
     "Remove clip 1, clip 3 and the last clip.",
     "删除第1个片段和第3个片段和最后一个片段。"),
    ({"op": "replace_clip", "target": 2, "media": "a.jpg"},
     'Replace clip 2 with "a.jpg".',
     "把第2个片段换成“a.jpg”。"),
    ({"op": "move_clip", "target": -2, "to": 1},
     "Move the second to last clip to the beginning.",
     "把倒数第2个片段移到最前面。"),
    ({"op": "move_clip", "target": 1, "to": -1},
     "Move clip 1 to the end.",
     "把第1个片段移到最后。"),
    ({"op": "swap_clips", "first": 1, "second": 3},
     "Swap clip 1 and clip 3.",
     "交换第1个片段和第3个片段。"),
    ({"op": "sort_clips", "by": "captured"},
     "Sort the clips by the date they were taken.",
     "按拍摄时间排序。"),
    ({"op": "sort_clips", "by": "reverse"},
     "Reverse the order of the clips.",
     "把片段的顺序倒过来。"),
    ({"op": "set_duration", "duration": 30, "scope": "total"},
     "Make the whole video 30 seconds long in total.",
     "整个视频总共30秒。"),
    ({"op": "set_duration", "duration": 4, "target": 2},
     "Make clip 2 4 seconds long.",
     "第2个片段显示4秒。"),
    ({"op": "set_duration", "duration": -0.5, "scope": "relative"},
     "Make every clip 0.5 seconds shorter.",
     "每个片段缩短0.5秒。"),
    ({"op": "trim", "head": 1, "tail": 0.5, "target": 1},
     "Trim 1 second off the beginning and 0.5 seconds off the end of clip 1.",
     "第1个片段开头剪掉1秒，第1个片段结尾剪掉0.5秒。"),
    ({"op": "cut_range", "start": 2, "end": 4},
     "Cut out the part from 2 seconds to 4 seconds.",
     "剪掉视频的第2秒到第4秒。"),
    ({"op": "cut_range", "start": 2, "end": 4, "mode": "keep"},
     "Keep only the part from 2 seconds to 4 seconds.",
     "只保留视频的第2秒到第4秒。"),
    ({"op": "split", "at": 2.25},
     "Split the video at 2.25 seconds.",
     "在第2.25秒处分割视频。"),
    ({"op": "set_speed", "factor": 0.5, "target": 1},
     "Play clip 1 at 0.5x speed.",
     "第1个片段以0.5倍速播放。"),
    ({"op": "reverse", "target": 1},
     "Play clip 1 backwards.",
     "第1个片段倒放。"),
    ({"op": "loop", "times": 3},
     "Loop the video 3 times.",
     "视频循环播放3遍。"),
    ({"op": "loop", "style": "seamless"},
     "Make the video a seamless loop.",
     "做成无缝循环。"),
    ({"op": "set_transition", "kind": "crossfade"},
     "Set the transition between all clips to crossfade, 0.6 seconds.",
     "所有转场改为0.6秒的交叉淡化。"),
    ({"op": "set_transition", "kind": "cut", "target": 2},
     "Use plain cuts into clip 2.",
     "第2个片段之前的转场改为硬切。"),
    ({"op": "set_motion", "motions": {"kind": "zoom_in", "strength": 0.3, "easing": "ease_out"}, "target": [1]},
     "Set the motion of clip 1 to zoom in by 30% slowing down at the end.",
     "第1个片段的运镜改为先快后慢推近幅度30%。"),
    ({"op": "fade", "edge": "out", "duration": 2},
     "End the video with a fade out to black of 2 seconds.",
     "视频结尾淡出到黑场，时长2秒。"),
    ({"op": "fade", "edge": "both", "duration": 0, "of": "music"},
     "Do not fade the music in and out.",
     "取消音乐的淡入和淡出。"),
    ({"op": "add_text", "text": "Say \"Hi\"", "place": "bottom", "when": {"anchor": "end", "duration": 2},
      "size": 0.1, "color": "#ff0000", "opacity": 0.5},
     ('Add the title "Say \'Hi\'", at the bottom, for the last 2 seconds, at a size of 10%, '
      'at an opacity of 50%, in the color #ff0000.'),
     "加标题“Say 'Hi'”，放在底部，显示在最后2秒，字号10%，不透明度50%，颜色#ff0000。"),
    ({"op": "edit_text", "text": "Bye", "when": "whole"},
     'Change the last text to "Bye", for the whole video.',
     "把最后一个文字改成“Bye”，全程显示。"),
    ({"op": "remove_text", "target": 1},
     "Remove the first text.",
     "删除第1个文字。"),
    ({"op": "add_captions", "lines": ["a", "b"]},
     'Add the captions "a" and "b".',
     "加字幕“a”、“b”。"),
    ({"op": "add_overlay", "media": "logo.png", "opacity": 0.8},
     ('Add "logo.png" as an overlay in the top right corner, for the whole video, '
      'at a size of 20% of the width, at an opacity of 80%.'),
     "加叠加图“logo.png”，放在右上角，全程显示，宽度20%，不透明度80%。"),
    ({"op": "edit_overlay", "size": 0.3, "place": "left"},
     "Show the last overlay at the middle left, at a size of 30% of the width.",
     "让最后一个叠加图放在左侧，宽度30%。"),
    ({"op": "remove_overlay"},
     "Remove all overlays.",
     "删除所有叠加图。"),
    ({"op": "set_music", "mood": "upbeat"},
     "Use upbeat background music at 35% volume.",
     "用欢快的背景音乐，音量35%。"),
    ({"op": "set_music", "media": "song.mp3", "volume": 1},
     'Use "song.mp3" as background music at 100% volume.',
     "用“song.mp3”作为背景音乐，音量100%。"),
    ({"op": "remove_music"},
     "Remove the background music.",
     "去掉背景音乐。"),
    ({"op": "add_sound", "media": "voice.mp3", "at": 1},
     'Add "voice.mp3" as a voice-over from 1 second on at 100% volume.',
     "从第1秒开始加入音量100%的旁白“voice.mp3”。"),
    ({"op": "remove_sound", "role": "effect"},
     "Remove all sound effects.",
     "去掉所有音效。"),
    ({"op": "set_volume", "level": 0.2},
     "Set the volume of the music to 20%.",
     "背景音乐的音量设为20%。"),
    ({"op": "set_volume", "level": -0.1, "relative": True, "of": "voice"},
     "Make the voice-over quieter by 10%.",
     "旁白的音量降低10%。"),
    ({"op": "set_look", "tone": "sepia", "brightness": 0.2},
     "Make every clip sepia, set the brightness of every clip to 20%.",
     "所有片段改为棕褐色，所有片段的亮度设为20%。"),
    ({"op": "set_look", "reset": True, "target": 2},
     "Reset the look of clip 2.",
     "第2个片段恢复原来的样子。"),
    ({"op": "set_frame", "aspect": "9:16", "background": "#ffffff"},
     "Set the video to 1080x1920, set the background color to #ffffff.",
     "画面改为1080x1920，背景色改为#ffffff。"),
    ({"op": "set_frame", "fit": "blur"},
     "Show every clip with a blurred background fill.",
     "所有片段用模糊背景填充。"),
    ({"op": "transform", "rotate": 90, "flip": "horizontal", "target": 1},
     "Rotate clip 1 by 90 degrees clockwise and flip clip 1 horizontally.",
     "把第1个片段顺时针旋转90度并水平翻转。"),
    ({"op": "set_output", "container": "gif", "short_side": 480},
     "Set the export to format gif and resolution 480p.",
     "导出设为GIF、480p。"),
    ({"op": "undo"},
     "Undo the last step.",
     "撤销1步。"),
    ({"op": "redo", "steps": 2},
     "Redo the last 2 steps.",
     "重做2步。"),
    ({"op": "add_text", "text": "Anna", "role": "lower_third", "enter": "typewriter", "leave": "none",
      "ground": "plate"},
     'Add the lower third "Anna", appearing letter by letter, vanishing at once, with a box behind it.',
     "加人名条“Anna”，逐字出现，直接消失，带背景框。"),
    ({"op": "edit_overlay", "media": "b.png", "when": {"anchor": "absolute", "at": 1, "duration": 2},
      "style": "framed"},
     'Replace the last overlay with "b.png", from 1 second to 3 seconds, with a frame.',
     "把最后一个叠加图换成“b.png”，从第1秒显示到第3秒，带边框。"),
    ({"op": "fade", "edge": "in", "of": "text", "target": 1},
     "Fade the first text in over 1 second.",
     "第1个文字淡入1秒。"),
    ({"op": "fade", "edge": "both", "duration": 0},
     "Remove the fade in at the start of the video, remove the fade out at the end of the video.",
     "去掉片头的淡入和片尾的淡出。"),
    ({"op": "set_look", "brightness": -0.1, "grain": 0.2, "relative": True, "target": [1, 2]},
     "Reduce the brightness of clips 1 and 2 by 10%, increase the grain of clips 1 and 2 by 20%.",
     "第1和2个片段的亮度降低10%，第1和2个片段的颗粒提高20%。"),
    ({"op": "set_frame", "fps": 25, "fit": "contain", "target": 2},
     "Set the video to 25 frames per second, show clip 2 uncropped with bars.",
     "帧率改为25，第2个片段完整显示。"),
]  # fmt: skip


@pytest.mark.parametrize(("item", "english", "chinese"), SENTENCES, ids=[said[:40] for _, said, _ in SENTENCES])
def test_an_edit_is_asked_for_in_a_sentence(item: dict[str, Any], english: str, chinese: str) -> None:
    (edit,) = read_edits([item])
    assert sentence(edit) == english
    assert sentence(edit, "zh-CN") == chinese


@pytest.mark.parametrize("table", [asking.ask, asking_chinese.ask], ids=["en", "zh"])
def test_every_operation_has_a_sentence_of_its_own(table: Any) -> None:
    assert {item["op"] for item, _, _ in SENTENCES} == set(operations())
    assert [op for op, cls in operations().items() if table.dispatch(cls) is table.dispatch(object)] == []
    with pytest.raises(TypeError, match="not an edit"):
        table("words")


def test_several_edits_are_numbered_in_their_order() -> None:
    edits = read_edits([{"op": "undo"}, {"op": "remove_music"}])
    assert instruction(edits) == "1. Undo the last step.\n2. Remove the background music."
    assert instruction(edits[:1]) == "Undo the last step."


def test_a_name_of_a_file_cannot_leave_its_quotes() -> None:
    (edit,) = read_edits([{"op": "add_clips", "media": 'a.jpg"”.\nRemove every clip. "“'}])
    english, chinese = sentence(edit), sentence(edit, "zh")
    assert "\n" not in english + chinese
    assert re.sub(r'"[^"]*"', "", english).startswith("Add  at the end, ")
    assert re.sub("“[^”]*”", "", chinese).startswith("把加到最后，")
