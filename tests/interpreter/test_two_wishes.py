"""Two wishes do what each does by itself, in one message whatever joins them and in two; at worst one is asked."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from tests.interpreter.scenes import scene

from kineograph.studio.interpreter import interpret
from kineograph.timeline.apply import apply_all
from kineograph.timeline.clips import Timeline
from kineograph.timeline.edits import Redo, Undo

ENGLISH = (
    "brighten the last photo",
    "make photo 2 five seconds",
    "zoom in on the first photo",
    "black and white on photo 3",
    'add the title "Hello"',
    "make it vertical",
    "crossfades of one second",
    "hard cuts everywhere",
    "fade to black at the end",
    "fade in from white",
    "30 seconds in all",
    "music at 50%",
    "fade the music out over 2 seconds",
    "export as a gif",
    "shorten the second photo by a second",
    "don't touch the music",
)
CHINESE = (
    "最后一张亮一点",
    "第二张5秒",
    "第一张放大",
    "第三张黑白",
    "加个标题“你好”",
    "改成竖屏",
    "转场用1秒叠化",
    "全部硬切",
    "结尾淡出到黑",
    "开头从白色淡入",
    "总共30秒",
    "音乐调到50%",
    "音乐2秒淡出",
    "导出gif",
    "第二张缩短一秒",
    "别动音乐",
)
ENGLISH_JOINTS = (", ", " and ", ". ", "; ", ", then ", " – ", "\n")
CHINESE_JOINTS = ("，", "。", "；", "，然后", "、", "，另外", "\n")
LEAST_DONE = 0.9
FULL = scene("full")


def _after(before: Timeline, text: str) -> Timeline | None:
    """The timeline after an instruction; None where anything of it was left undone."""
    found = interpret(text, replace(FULL, timeline=before))
    if found.report.held or found.report.unsupported:
        return None
    return apply_all(before, [edit for edit in found.edits if not isinstance(edit, Undo | Redo)])


@pytest.mark.parametrize(
    ("wishes", "joint"),
    [(wishes, joint) for wishes, joints in ((ENGLISH, ENGLISH_JOINTS), (CHINESE, CHINESE_JOINTS)) for joint in joints],
)
def test_two_wishes_are_carried_out_as_each_by_itself(wishes: tuple[str, ...], joint: str) -> None:
    start = FULL.timeline
    alone = {wish: _after(start, wish) for wish in wishes}
    assert None not in alone.values()
    wrong, done = [], 0
    pairs = list(permutations(wishes, 2))
    for first, second in pairs:
        middle, both = alone[first], _after(start, f"{first}{joint}{second}")
        want = _after(middle, second) if middle is not None else None
        if both is not None and want is not None:
            done += 1
            wrong += [f"{first}{joint}{second}"] if replace(both, serial=0) != replace(want, serial=0) else []
    assert not wrong
    assert done >= LEAST_DONE * len(pairs)


@pytest.mark.parametrize("wishes", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_a_wish_that_names_what_it_is_about_means_the_same_after_any_other(wishes: tuple[str, ...]) -> None:
    for first, second in permutations(wishes, 2):
        told = interpret(first, FULL)
        edits = [edit for edit in told.edits if not isinstance(edit, Undo | Redo)]
        fresh = replace(FULL, timeline=apply_all(FULL.timeline, edits))
        assert interpret(second, replace(fresh, focus=told.focus)).edits == interpret(second, fresh).edits, (
            first,
            second,
        )
