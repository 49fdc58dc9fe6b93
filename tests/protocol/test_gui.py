"""What a studio's agent says of screens, translated: steps go, content stays, quotations are never touched."""
# ruff: noqa: E501 - a table of phrases reads best with one phrase on a line

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kineograph.protocol.gui import Wish, translate

# said, what stays, what was wished for
STEPS: tuple[tuple[str, str, set[Wish]], ...] = (
    ("All done! Preview it in the Timeline panel, or click the Export button to save it.", "All done!", {Wish.EXPORT, Wish.TIMELINE}),
    ("Your video is ready! Preview in Timeline panel or click Export to save it.", "Your video is ready!", {Wish.EXPORT, Wish.TIMELINE}),
    ("I've added the title 'Paradise Found' and you can preview it in the timeline.", "I've added the title 'Paradise Found'.", {Wish.TIMELINE}),
    ("Click Export if you're happy with it; otherwise tell me the new duration.", "Otherwise tell me the new duration.", {Wish.EXPORT}),
    ("I set each photo to 3.5 seconds. Open the Effects panel and choose Vintage, then press Apply.", "I set each photo to 3.5 seconds.", {Wish.TIMELINE}),
    ("Drag the clip to the beginning and release it.", "", {Wish.EDIT}),
    ("You can check your account/billing page for credits.", "", {Wish.CREDITS}),
    ("The music is now at 35%. You can adjust it with the volume slider in the Audio panel.", "The music is now at 35%.", {Wish.EDIT, Wish.TIMELINE}),
    ("Done. 1. Click the Export button. 2. Choose 1080p in the dialog.", "Done.", {Wish.EXPORT, Wish.TIMELINE}),
    ("To add more pictures, click the Upload button.", "", {Wish.UPLOAD}),
    ("Five photos, 15 s in all — click Export when ready!", "Five photos, 15 s in all!", {Wish.EXPORT}),
    ("- Added music\n- Click Export\n- Added a title", "- Added music\n- Added a title", {Wish.EXPORT}),
    ("The Export button is at the top right of the screen.", "", {Wish.EXPORT}),
    ("Photo 3 is now 5 s. Simply press play to see it.", "Photo 3 is now 5 s.", {Wish.TIMELINE}),
    ("Select the clip and press Delete to remove it.", "", {Wish.TIMELINE}),
    ("Click Export, if you like it.", "", {Wish.EXPORT}),
    ("如果满意，请点击右上角导出；如果不满意，请告诉我要改哪里。", "如果不满意，请告诉我要改哪里。", {Wish.EXPORT}),
    ("视频已生成！请点击右上角的“导出”按钮保存。", "视频已生成！", {Wish.EXPORT}),
    ("已添加标题“点击这里”，时长3秒。您可以在时间线面板中预览效果，或者点击导出按钮下载视频。", "已添加标题“点击这里”，时长3秒。", {Wish.EXPORT, Wish.TIMELINE}),
    ("我把第二张照片改成了5秒，请打开特效面板查看。", "我把第二张照片改成了5秒。", {Wish.TIMELINE}),
    ("把片段拖到最前面即可调整顺序。", "", {Wish.EDIT}),
    ("积分不足，请前往账户设置页面充值。", "积分不足。", {Wish.CREDITS}),
    ("音乐已调到35%。请点击上传按钮添加更多图片。", "音乐已调到35%。", {Wish.UPLOAD}),
)  # fmt: skip
CONTENT = (
    "Which photo should open the video?",
    "I clicked nothing; I added a click sound at 0:03.",
    "Select photos were brightened. Press release video is ready.",
    "The title now reads “Click the Export button” in white.",
    "I added 'Open the panel' as a caption at 0:05.",
    "Version 2.5 of the intro is 3.5 seconds long.",
    "The window seat photo opens the video, the button flowers photo ends it.",
    "I couldn't find the sunset photo. Which file do you mean?",
    "Each photo pans to the left, then the music fades out.",
    "If not, tell me what to change.",
    "Open on the sunset, then close on the beach: that is the order now.",
    "Use the third photo as the cover? Let me know.",
    "请选择背景音乐风格：轻快、平静或电影感？",
    "标题放在中间，音乐选择了轻快风格。",
    "请问要横屏还是竖屏？",
    "已加上字幕《打开面板》。",
    "第三张照片里有一扇窗口。",
    "",
)


@pytest.mark.parametrize(("said", "stays", "wishes"), STEPS)
def test_steps_go_and_content_stays(said: str, stays: str, wishes: set[Wish]) -> None:
    translated = translate(said)
    assert translated.text == stays
    assert set(translated.wishes) == wishes
    assert translated.removed


@pytest.mark.parametrize("said", CONTENT)
def test_content_is_never_touched(said: str) -> None:
    translated = translate(said)
    assert (translated.text, translated.wishes, translated.removed) == (said.strip(), (), ())


def test_what_was_taken_out_is_listed_word_for_word() -> None:
    said = 'Ready. Click the "Export" button to save  it.'
    assert translate(said).removed == ('Click the "Export" button to save it.',)


@given(st.text(max_size=400))
def test_any_text_survives(said: str) -> None:
    translated = translate(said)
    assert translated.removed or translated.text == said.strip()


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=40))
def test_a_quoted_title_survives_between_steps(title: str) -> None:
    said = f"I added the title “{title}” at 0:02. Click the Export button. The title “{title}” lasts 3 s."
    assert translate(said).text == f"I added the title “{title}” at 0:02. The title “{title}” lasts 3 s."
