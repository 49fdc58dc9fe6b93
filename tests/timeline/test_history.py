"""Undo and redo restore exactly what was, and the revision never goes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kineograph.timeline import EditError, History, Media, MediaId, MediaKind, Timeline
from kineograph.timeline.edits import AddClips, AddText, Edit, Redo, RemoveText, SetDuration, SetFrame, Undo
from kineograph.timeline.history import MAX_STEPS

PHOTO = Media(MediaId("m1"), MediaKind.IMAGE, "a.jpg", 4, 3)


def test_undo_and_redo_walk_back_and_forth() -> None:
    first = History().do([AddClips((PHOTO,))])
    second = first.do([AddText("Hi"), SetDuration(5000)])
    back = second.do([Undo()])
    assert back.now == first.now
    assert back.do([Redo()]).now == second.now
    assert second.do([Undo(2)]).now == Timeline()
    assert [h.revision for h in (first, second, back, back.do([Redo()]))] == [1, 2, 3, 4]


def test_one_instruction_is_one_step() -> None:
    history = History().do([AddClips((PHOTO,)), AddText("Hi"), SetDuration(5000)])
    assert history.do([Undo()]).now == Timeline()


def test_undo_then_edit_in_one_instruction() -> None:
    history = History().do([AddClips((PHOTO,))]).do([AddText("Hi")])
    mixed = history.do([Undo(), SetDuration(9000)])
    assert (mixed.now.texts, mixed.now.duration_ms) == ((), 9000)


def test_nothing_left_to_undo_is_said() -> None:
    with pytest.raises(EditError, match="nothing left to undo"):
        History().do([Undo()])
    with pytest.raises(EditError, match="nothing left to redo"):
        History().do([AddClips((PHOTO,)), Redo()])


def test_no_change_is_no_step() -> None:
    history = History().do([AddClips((PHOTO,))])
    assert history.do([SetDuration(3000)]) == history


def test_a_new_edit_forgets_what_was_undone() -> None:
    history = History().do([AddClips((PHOTO,))]).do([AddText("Hi")]).do([Undo()]).do([SetFrame(100, 100)])
    with pytest.raises(EditError):
        history.do([Redo()])


def test_the_past_is_bounded() -> None:
    history = History().do([AddClips((PHOTO,))])
    for length in range(MAX_STEPS + 5):
        history = history.do([SetDuration(1000 + length)])
    assert len(history.past) == MAX_STEPS


@given(st.lists(st.sampled_from(["text", "gone", "long", "undo", "redo"]), max_size=30))
def test_the_revision_only_grows(words: list[str]) -> None:
    history = History().do([AddClips((PHOTO,))])
    for word in words:
        choices: dict[str, Edit | Undo | Redo] = {
            "text": AddText(word),
            "gone": RemoveText((1,)),
            "long": SetDuration(history.now.duration_ms + 100),
            "undo": Undo(),
            "redo": Redo(),
        }
        edit = choices[word]
        try:
            after = history.do([edit])
        except EditError:
            continue
        assert after.revision > history.revision
        if word not in ("undo", "redo"):
            assert after.do([Undo()]).now == history.now
        history = after
