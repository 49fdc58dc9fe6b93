"""What a studio's agent says of screens, translated: steps go, content stays, quotations are never touched.

``tests/corpus/gui.toml`` holds the replies; the properties below hold for each of them.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kineograph.protocol.gui import Wish, translate
from kineograph.protocol.quotes import set_aside

_CORPUS: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent.parent / "corpus" / "gui.toml").read_text("utf-8")
)
REPLIES = _CORPUS["reply"]
CONTENT = [str(entry["said"]) for entry in _CORPUS["content"]]
SAID = [*(str(entry["said"]) for entry in REPLIES), *CONTENT]

# whole sentences, none of which goes on with another
CONTENT_SENTENCES = (
    "I added a title at the start.",
    "The video is 15 seconds long.",
    "Which song should I use?",
    "The title reads “Click Export”.",
    "Let me know if you want changes.",
    "Your video has 3 tracks!",
    "I dragged the third photo to the front.",
    "已添加标题“点击这里”。",
    "您想用哪首音乐？",
    "第二张照片改为 5 秒。",
)
GUI_SENTENCES = (
    "Click the Export button to save it.",
    "You can preview it in the timeline!",
    "Just drag the clips in the timeline to reorder them.",
    "Press Ctrl+S.",
    "Once you're happy with it, hit Export in the top right.",
    "Refresh the page.",
    "Open the Effects panel and choose “Vintage”.",
    "请点击右上角的“导出”按钮。",
    "您可以在时间轴上拖动片段来调整顺序。",
    "按空格键即可播放。",
)


def words(text: str) -> list[str]:
    """The words of the text in order; each Chinese character is one."""
    return re.findall(r"[\u3040-\u9fff]|[^\W_\u3040-\u9fff]+", text.lower())


def is_subsequence(part: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)


@pytest.mark.requirement("turn.screen-steps-go")
@pytest.mark.parametrize("entry", REPLIES, ids=[str(entry["said"])[:60] for entry in REPLIES])
def test_steps_go_and_content_stays(entry: dict[str, Any]) -> None:
    translated = translate(entry["said"])
    assert translated.text == entry["kept"]
    assert sorted(wish.value for wish in translated.wishes) == entry["wishes"]
    assert translated.removed
    assert list(translated.removed) == entry.get("removed", list(translated.removed))


@pytest.mark.requirement("turn.content-stays")
@pytest.mark.parametrize("said", CONTENT)
def test_content_is_never_touched(said: str) -> None:
    translated = translate(said)
    assert (translated.text, translated.removed) == (said.strip(), ())


@pytest.mark.requirement("turn.translation-is-listed")
def test_nothing_is_lost_and_the_order_stands() -> None:
    for said in SAID:
        translated = translate(said)
        assert is_subsequence(words(translated.text), words(said)), said
        assert set(words(said)) <= set(words(" ".join((translated.text, *translated.removed)))), said


def test_what_is_left_has_no_step_in_it() -> None:
    for said in SAID:
        left = translate(said).text
        assert (translate(left).text, translate(left).removed) == (left, ())


def test_quotations_stay_or_go_whole() -> None:
    for said in SAID:
        translated = translate(said)
        told = translated.text + " ".join(translated.removed)
        assert [lost for lost in set_aside(said).quotations if " ".join(lost.split()) not in told] == []


@pytest.mark.requirement("turn.screen-steps-go")
def test_what_was_taken_out_is_listed_word_for_word() -> None:
    for said in SAID:
        plain = " ".join(said.split())
        for step in translate(said).removed:
            assert step in plain, said


@pytest.mark.parametrize(
    ("said", "wishes"),
    [
        ("Would you like me to export it?", (Wish.EXPORT,)),
        ("You can export it now.", (Wish.EXPORT,)),
        ("需要我现在导出吗？", (Wish.EXPORT,)),
        ("The export is 12 s long.", ()),
        ("已导出。", ()),
    ],
)
def test_an_offer_to_export_stays_and_is_a_wish(said: str, wishes: tuple[Wish, ...]) -> None:
    translated = translate(said)
    assert (translated.text, translated.wishes, translated.removed) == (said, wishes, ())


@pytest.mark.requirement("turn.translation-is-listed")
@given(st.text(max_size=400))
def test_any_text_survives(said: str) -> None:
    translated = translate(said)
    assert translated.removed or translated.text == said.strip()


@pytest.mark.requirement("turn.content-stays")
@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=40))
def test_a_quoted_title_survives_between_steps(title: str) -> None:
    said = f"I added the title “{title}” at 0:02. Click the Export button. The title “{title}” lasts 3 s."
    assert translate(said).text == f"I added the title “{title}” at 0:02. The title “{title}” lasts 3 s."


@given(
    st.lists(st.sampled_from([*CONTENT_SENTENCES, *GUI_SENTENCES]), max_size=12), st.sampled_from([" ", "\n", "\n\n- "])
)
def test_steps_spliced_into_content_leave_exactly_the_content(parts: list[str], joint: str) -> None:
    left = translate(joint.join(parts)).text
    found = re.sub(r"\s+(?:-\s)?|^- ", " ", left).strip()
    assert found == " ".join(part for part in parts if part in CONTENT_SENTENCES)


@pytest.mark.parametrize(
    "piece",
    [
        "click ", "“", "\"'", "(", "（(", "【「", "[", "**", " ", "\n", "A", "a, ", "and click ", ". ", "...!", "1. ",
        "- ", "e.g. ", "点击", "请", "，", "在时间轴", "ready to ", "if ", "：", ": ", "title: ", "😀", "`", "A > ",
        "> ", "please ", "Click Export. ", "x" * 50 + " ", "you can be ", "(click) ", "in the ", "ctrl + ", "says ",
    ],
)  # fmt: skip
def test_a_hundred_kilobytes_of_anything_come_to_an_end(piece: str) -> None:
    said = piece * (100_000 // len(piece.encode()))
    translated = translate(said)
    assert translated.removed or translated.text == said.strip()
