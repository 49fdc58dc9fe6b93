"""What never goes to the studio's agent, and what only looks as if it should not."""
# ruff: noqa: E501 - a table of phrases reads best with one phrase on a line

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kineograph.protocol.language import detect_language
from kineograph.protocol.quotes import set_aside
from kineograph.protocol.routing import Destination, Routed, route

EXPORTS = (
    "export", "Export 1080p MP4", "download", "send me the video", "can I have the download please", "save the video",
    "please export the video now, thanks", "导出", "把视频导出来", "下载视频", "请帮我导出成片", "保存这个视频", "render it",
    "give me the mp4", "export in full HD", "Download it!", "导出1080p",
)  # fmt: skip
CREDITS = (
    "how many credits do I have", "credits", "balance?", "余额", "我还有多少积分", "check my credits", "how many left",
    "查询余额", "What's my balance",
)  # fmt: skip
STATUS = (
    "status", "show tracks", "show me the timeline", "what's on the timeline", "状态", "显示轨道", "看看时间线", "进度怎么样",
)  # fmt: skip
UPLOADS = ("upload my photos", "上传图片", "upload beach.jpg", "Upload /home/me/pictures please")
TURNS = (
    "add the word EXPORT as a title", 'add the title "export"', "add credits at the end", "roll credits", "don't export yet",
    "make it vertical", "send it to the back", "give me a video", "save", "save some space at the bottom", "不要导出",
    "Trim the first 30 seconds off my recording.mp4 and export just the remaining footage", "give it a title", "", "  ",
    "turn my images into a smooth video with transitions and background music", "加一个写着“导出”的标题",
    "put the uploaded photos in order", "show the balance of light and dark with a slow zoom", "track the dog in photo 2",
    "make the timeline 20 seconds long", "download " * 60,
)  # fmt: skip


@pytest.mark.requirement(
    "turn.exports-go-around-the-agent",
    "turn.credits-go-around-the-agent",
    "turn.status-goes-around-the-agent",
    "turn.uploads-go-around-the-agent",
    "turn.keyword-and-intent",
)
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        *((Destination.EXPORT, said) for said in EXPORTS),
        *((Destination.CREDITS, said) for said in CREDITS),
        *((Destination.STATUS, said) for said in STATUS),
        *((Destination.UPLOAD, said) for said in UPLOADS),
        *((Destination.TURN, said) for said in TURNS),
    ],
)
def test_keyword_and_intent(kind: Destination, said: str) -> None:
    assert route(said).destination is kind


@pytest.mark.parametrize(
    ("said", "aspect", "format_"),
    [
        ("export 9:16", "9:16", ""),
        ("导出竖屏视频", "9:16", ""),
        ("export square mp4", "1:1", "mp4"),
        ("export as GIF", "", "gif"),
        ("export 16：9 webm", "16:9", "webm"),
    ],
)
def test_an_export_carries_its_shape_and_format(said: str, aspect: str, format_: str) -> None:
    assert route(said) == Routed(Destination.EXPORT, aspect, format_)


@pytest.mark.requirement("turn.keyword-and-intent")
@pytest.mark.parametrize(
    "said", ["make a video and export it", "做一个视频，然后导出", "Zoom in. Then download the video"]
)
def test_an_edit_that_ends_in_an_export_is_an_edit_first(said: str) -> None:
    assert route(said) == Routed(Destination.TURN, wants_export=True)


@given(st.text(max_size=300))
def test_nothing_breaks_it(said: str) -> None:
    assert isinstance(route(said), Routed)
    masked = set_aside(said)
    if "\ue000" not in said and "\ue001" not in said:
        assert masked.restore(masked.text) == said


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("hello", "en"),
        ("做视频", "zh-CN"),
        ("動画を作って", "ja"),
        ("영상", "ko"),
        ("видео", "ru"),
        ("فيديو", "ar"),
        (" ", ""),
    ],
)
def test_the_language_is_read_from_the_script(text: str, code: str) -> None:
    assert detect_language(text) == code
