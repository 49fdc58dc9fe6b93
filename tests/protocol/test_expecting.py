"""What edits would make of a timeline, held against what a studio has made of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from tests.wire.test_edits import LIBRARY as UPLOADED
from tests.wire.test_edits import attempt, items

from kineograph.protocol.expecting import Checked, Refused, check, steps
from kineograph.protocol.instructing import instruction
from kineograph.timeline import Media, MediaId, MediaKind, OpaqueClip, Span, Timeline, Track, TrackKind, apply_all
from kineograph.timeline.vocabulary import ClipId
from kineograph.wire.draft import Draft, write_draft
from kineograph.wire.edits import AnyEdit, operations, read_edits

LIBRARY = tuple(Media(MediaId(f"m{n}"), MediaKind.IMAGE, f"{n}.jpg", 64, 48) for n in range(1, 5))


def edits(*items: dict[str, Any]) -> tuple[AnyEdit, ...]:
    return read_edits(list(items), LIBRARY)


def made(before: Timeline, *items: dict[str, Any]) -> Timeline:
    return apply_all(before, edits(*items))  # type: ignore[arg-type]


BEFORE = made(Timeline(), {"op": "add_clips", "media": [1, 2, 3]}, {"op": "add_text", "text": "Hi"})
FADE = {"op": "set_transition", "kind": "crossfade"}
LONG = {"op": "set_duration", "duration": 5, "target": 2}
MUSIC = {"op": "set_music", "mood": "calm"}
GONE = {"op": "remove_clips", "target": 1}


@pytest.mark.requirement("turn.edits-are-put-into-words")
@pytest.mark.parametrize(
    "items",
    [
        (FADE,), (LONG,), (MUSIC,), (GONE,), (FADE, LONG, MUSIC, GONE),
        ({"op": "sort_clips", "by": "reverse"},), ({"op": "edit_text", "text": "Bye"},), ({"op": "remove_text"},),
        ({"op": "set_frame", "aspect": "1:1"},), ({"op": "fade", "edge": "out"},), ({"op": "split", "at": 1},),
        ({"op": "set_look", "tone": "sepia"},), ({"op": "transform", "rotate": 90},), ({"op": "loop"},),
        ({"op": "add_clips", "media": 4, "at": 1},), ({"op": "set_motion", "motions": "zoom_in"},),
        ({"op": "add_overlay", "media": 4},), ({"op": "set_output", "container": "gif"},),
    ],
)  # fmt: skip
def test_what_was_done_is_confirmed_and_what_was_not_is_not(items: tuple[dict[str, Any], ...]) -> None:
    wanted = edits(*items)
    found = check(BEFORE, wanted, made(BEFORE, *items))
    assert (found.confirmed, found.unseen, found.besides) == (tuple(range(len(items))), (), ())
    assert check(BEFORE, wanted, BEFORE).unseen == tuple(range(len(items)))


@pytest.mark.parametrize("left_out", range(3))
def test_each_edit_is_judged_by_itself(left_out: int) -> None:
    items: tuple[dict[str, Any], ...] = (FADE, LONG, MUSIC)
    done = [item for number, item in enumerate(items) if number != left_out]
    found = check(BEFORE, edits(*items), made(BEFORE, *done))
    assert found.unseen == (left_out,)


def test_another_value_than_asked_for_is_not_seen() -> None:
    assert check(BEFORE, edits(LONG), made(BEFORE, {**LONG, "duration": 4})).unseen == (0,)
    assert check(BEFORE, edits(FADE), made(BEFORE, {**FADE, "kind": "blur"})).unseen == (0,)
    assert check(BEFORE, edits(LONG), made(BEFORE, {**LONG, "duration": 5.033})).confirmed == (0,)


def test_what_an_edit_does_not_name_is_the_studios_to_choose() -> None:
    asked = {"op": "add_text", "text": "Bye"}
    found = check(BEFORE, edits(asked), made(BEFORE, {**asked, "place": "bottom"}))
    assert found.confirmed == (0,)
    assert "Text 2: place bottom" in found.besides
    named = check(BEFORE, edits({**asked, "place": "top"}), made(BEFORE, {**asked, "place": "bottom"}))
    assert named.unseen == (0,)


def test_what_else_is_different_is_told_and_cut_short() -> None:
    found = check(BEFORE, edits(LONG), made(BEFORE, LONG, MUSIC))
    assert found.confirmed == (0,)
    assert "Sound: count 1" in found.besides
    more: list[dict[str, Any]] = [{"op": "add_text", "text": f"t{n}"} for n in range(9)]
    many = check(BEFORE, edits(LONG), made(BEFORE, LONG, *more))
    assert many.besides[-1].startswith("… and ")


def test_what_only_a_history_knows_is_never_confirmed() -> None:
    found = check(BEFORE, edits(LONG, {"op": "undo"}), BEFORE)
    assert (found.confirmed, found.unseen) == ((), (0, 1))


def test_an_edit_that_cannot_be_done_is_named() -> None:
    with pytest.raises(Refused) as caught:
        steps(BEFORE, edits(FADE, {"op": "remove_clips", "target": 9}))
    assert (caught.value.number, caught.value.edit.op) == (1, "remove_clips")
    assert caught.value.error.code == "NO_SUCH_CLIP"
    assert check(BEFORE, edits({"op": "remove_clips", "target": 9}), BEFORE).unseen == (0,)


def test_clips_of_another_studio_count_by_name_and_time() -> None:
    def foreign(*names: str) -> Timeline:
        video = [OpaqueClip(ClipId(f"x{n}"), Span.of(n * 2000, 2000), name) for n, name in enumerate(names)]
        music = OpaqueClip(ClipId("b"), Span(0, 6000), "Lo-fi", 0.35)
        return Timeline(tracks=(Track(TrackKind.VIDEO, tuple(video)), Track(TrackKind.AUDIO, (music,))))

    before = foreign("a.jpg", "b", "c")
    assert check(before, edits(GONE), foreign("B.JPG", "c")).confirmed == (0,)
    assert check(before, edits(GONE), foreign("a", "b")).unseen == (0,)
    assert check(before, edits({"op": "set_volume", "level": 0.1}), before).unseen == (0,)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(list(operations())).flatmap(items), min_size=1, max_size=5))
def test_whatever_is_asked_for_and_done_comes_back_from_its_draft_and_is_confirmed(asked: list[dict[str, Any]]) -> None:
    wanted, refusal = attempt(asked)
    if refusal:
        return
    assert instruction(wanted)
    try:
        states = steps(FULL, wanted)
    except Refused as impossible:
        event(impossible.error.code)
        return
    if len(states) == len(wanted):
        after = Draft.read(dict(write_draft(states[-1]).raw)).timeline()
        assert check(FULL, wanted, after) == Checked(tuple(range(len(wanted))), ())


FULL = apply_all(
    Timeline(),
    read_edits(
        [
            {"op": "add_clips", "media": [1, 2, 4]},
            {"op": "add_text", "text": "Hi"},
            {"op": "set_music"},
            {"op": "add_overlay", "media": 4},
            {"op": "add_sound", "media": 3},
        ],
        UPLOADED,
    ),  # type: ignore[arg-type]
)
