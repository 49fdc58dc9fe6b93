"""Whom an instruction means: every way to name clips, with every kind of edit, in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from tests.interpreter.scenes import scene

from kineograph.studio.interpreter import interpret

ALL = (1, 2, 3, 4, 5)
NAMED: Mapping[str, tuple[int, ...]] = {
    "the second photo": (2,), "photo 4": (4,), "the last one": (5,), "the middle one": (3,), "#3": (3,),
    "number two": (2,), "slide three": (3,), "the opening shot": (1,), "the final image": (5,),
    "the second-to-last picture": (4,), "the photo following the second": (3,), "p2.jpg and p4.jpg": (2, 4),
    "the first and the third photo": (1, 3), "photos 2 to 4": (2, 3, 4), "pictures 1, 3 and 5": (1, 3, 5),
    "the last two photos": (4, 5), "everything but the first photo": (2, 3, 4, 5),
    "all photos except p2.jpg": (1, 3, 4, 5), "the odd ones": (1, 3, 5), "all the photos after the third": (4, 5),
    "every photo": ALL, "all of them": ALL,
}  # fmt: skip
NAMED_ZH: Mapping[str, tuple[int, ...]] = {
    "第二张": (2,), "第4张照片": (4,), "最后一张": (5,), "中间那张": (3,), "倒数第二张": (4,), "头一张": (1,),
    "末尾那张": (5,),
    "2号图": (2,), "图3": (3,), "第二张后面那张": (3,), "p2.jpg和p4.jpg": (2, 4), "第一张和第三张": (1, 3),
    "第二到第四张": (2, 3, 4), "第二第三张": (2, 3), "最后两张": (4, 5), "前三张": (1, 2, 3), "开头两张": (1, 2),
    "除了第一张以外的照片": (2, 3, 4, 5), "除p2.jpg外的所有图片": (1, 3, 4, 5), "第三张之后的照片": (4, 5),
    "全部照片": ALL, "所有的图": ALL, "首尾两张": (1, 5),
}  # fmt: skip
ASKED = (
    "make {0} black and white", "{0} in sepia please", "I'd like {0} to be brighter", "can {0} be a bit warmer?",
    "{0} should have more contrast", "zoom in on {0}", "let the camera pan left across {0}", "no motion on {0}",
    "show {0} for 4 seconds", "{0}: 2.5s", "hold {0} a second longer", "flip {0}", "mirror {0} horizontally",
    "remove {0}", "delete {0} please", "take {0} out",
)  # fmt: skip
ASKED_ZH = (
    "把{0}改成黑白", "{0}用复古色调", "{0}亮一点", "{0}的对比度高一点", "给{0}加暗角", "{0}缓慢放大", "{0}慢慢拉远",
    "{0}不要动画", "{0}放5秒", "把{0}改成2秒", "{0}多放一秒", "{0}镜像一下", "删掉{0}", "把{0}去掉", "{0}删了吧",
)  # fmt: skip


def meant(text: str) -> Sequence[int]:
    """The clips that the edits of an instruction are aimed at."""
    edits = interpret(text, scene("full")).edits
    targets = [getattr(edit, "target", None) for edit in edits]
    if not targets or not all(isinstance(target, tuple) for target in targets):
        return ()
    return sorted(place for target in targets if isinstance(target, tuple) for place in target or ALL)


@pytest.mark.parametrize("words", NAMED)
def test_whom_it_means(words: str) -> None:
    said = [asked.format(words) for asked in ASKED]
    wrong = {text: found for text in said if tuple(found := meant(text)) != NAMED[words]}
    assert not wrong


@pytest.mark.parametrize("words", NAMED_ZH)
def test_whom_it_means_in_chinese(words: str) -> None:
    said = [asked.format(words) for asked in ASKED_ZH]
    wrong = {text: found for text in said if tuple(found := meant(text)) != NAMED_ZH[words]}
    assert not wrong
