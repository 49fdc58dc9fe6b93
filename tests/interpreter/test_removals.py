"""What is said of something of a clip, a text or the music never takes the whole of it away."""

from __future__ import annotations

import pytest
from tests.interpreter.scenes import scene

from kineograph.studio.interpreter import interpret
from kineograph.timeline.edits import (
    RemoveClips,
    RemoveMusic,
    RemoveOverlay,
    RemoveSound,
    RemoveText,
    ReplaceClip,
)

TAKING = (RemoveClips, RemoveMusic, RemoveOverlay, RemoveSound, RemoveText, ReplaceClip)
VERBS = (
    "remove", "delete", "drop", "cut", "get rid of", "take out", "lose", "kill", "scrap", "strip", "clear", "erase",
    "throw out", "trim", "skip", "omit", "cut out", "do away with", "discard", "leave out", "change", "turn off",
)  # fmt: skip
PARTS = (
    "the brightness of photo 3", "the border of photo 3", "the left half of photo 2", "the second half of photo 3",
    "the noise in photo 3", "the sound of photo 3", "the date on photo 3", "the frame around photo 3",
    "photo 3's colors", "photo 3's border", "the third photo's frame", "the movement of photo 3",
    "the last part of photo 3", "the beginning of photo 3", "the transition after photo 3", "the speed of photo 3",
    "half of photo 3", "some of photo 3", "the rest of photo 3", "everything in photo 3", "the person from photo 3",
    "the color of the title", "the size of the title", "the letters of the title", "the first word of the title",
    "the shadow of the title", "the beat of the music", "the vocals of the music", "the volume of the music",
    "the style of the caption", "the time of the caption",
)  # fmt: skip
VERBS_ZH = (
    "删掉",
    "去掉",
    "去除",
    "剪掉",
    "拿掉",
    "不要",
    "取消",
    "清除",
    "移除",
    "裁掉",
    "抹掉",
    "弄掉",
    "关掉",
    "换掉",
)
PARTS_ZH = (
    "第三张的亮度", "第三张的边框", "第二张的左半边", "第三张的后半段", "第三张的噪点", "第三张的声音", "第三张的名字",
    "第三张的天空", "第三张的背景", "第三张的动画", "第三张的开头", "第三张后面的转场", "第三张的时长", "第三张的一半",
    "第三张里的字", "第三张上的水印", "标题的颜色", "标题的第一个字", "标题的阴影", "音乐的节奏", "音乐的人声",
    "音乐的音量", "字幕的样式", "字幕的时间",
)  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_something_of_a_thing_is_not_the_thing(verb: str) -> None:
    here = scene("layered")
    taken = [
        text
        for text in (f"{verb} {part}" for part in PARTS)
        if any(isinstance(edit, TAKING) for edit in interpret(text, here).edits)
    ]
    assert not taken


@pytest.mark.parametrize("verb", VERBS_ZH)
def test_something_of_a_thing_is_not_the_thing_in_chinese(verb: str) -> None:
    here = scene("layered")
    said = [text for part in PARTS_ZH for text in (verb + part, f"把{part}{verb}")]
    assert not [text for text in said if any(isinstance(edit, TAKING) for edit in interpret(text, here).edits)]


@pytest.mark.parametrize("verb", ["remove", "delete", "get rid of", "take out"])
@pytest.mark.parametrize("thing", ["photo 3", "p2.jpg"])
def test_the_thing_itself_goes(verb: str, thing: str) -> None:
    """So that the tests above could fail."""
    assert [type(edit) for edit in interpret(f"{verb} {thing}", scene("layered")).edits] == [RemoveClips]
