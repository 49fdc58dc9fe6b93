"""Which words ask for more each time they are said."""

from __future__ import annotations

import pytest

from kineograph.protocol.repeating import means_more_each_time

ONCE = (
    "turn my images into a smooth video with transitions and background music",
    "make a video with 3 seconds a picture",
    "add the title 'Golden Hour'",
    "add the title 'One more time'",
    "use crossfades",
    "make the second photo 5 seconds",
    "make it vertical",
    "set the music volume to 35",
    "做一个竖屏视频，每张3秒，加标题“再见夏天”，配音乐",
    "把标题改成“夏日回忆”",
    "换成16:9",
)
EACH_TIME = (
    "undo", "Undo that please", "redo", "make the second photo a bit longer", "faster", "slow it down", "louder",
    "remove the last picture", "delete photo 2", "add another picture", "once more", "again", "swap photos 1 and 2",
    "move the first one to the end", "increase the volume by 10%", "zoom in on it", "rotate it", "a little brighter",
    "reverse the order", "the music is too loud", "vol +5", "duplicate the clip", "shuffle the photos",
    "撤销", "再短一点", "第二张长一点", "删掉最后一张", "音乐小声些", "加快速度", "交换前两张", "更亮", "重做", "继续",
)  # fmt: skip


@pytest.mark.parametrize("said", ONCE)
def test_what_is_done_once_is_done(said: str) -> None:
    assert not means_more_each_time(said)


@pytest.mark.requirement("surface.twice-is-twice")
@pytest.mark.parametrize("said", EACH_TIME)
def test_what_means_more_each_time(said: str) -> None:
    assert means_more_each_time(said)
