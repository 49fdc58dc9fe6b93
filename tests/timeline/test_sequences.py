"""Whatever is done in whatever order: a timeline stays whole, a refusal changes nothing, undo and redo are exact."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.timeline.material import attempt, five, mixed
from tests.timeline.sequences import CLIP_EDITS, EDITS, LAYER_EDITS, STEPS, WHOLE_EDITS

from kineograph.studio.drafts import read_timeline
from kineograph.timeline import EditError, History, Timeline, TrackKind, apply
from kineograph.timeline.apply import MAX_TOTAL_MS, MIN_CLIP_MS
from kineograph.timeline.edits import Edit, Redo, Undo
from kineograph.wire.draft import write_draft

STARTS = st.sampled_from((Timeline(), five(), mixed()))


def assert_whole(timeline: Timeline) -> None:
    """Clips edge to edge from 0 on, each long enough, none twice, everything in bounds."""
    ends = [0, *(clip.span.end for clip in timeline.visuals)]
    assert [clip.span.start for clip in timeline.visuals] == ends[:-1]
    assert all(clip.span.duration >= MIN_CLIP_MS for clip in timeline.visuals)
    clips = [clip for track in timeline.tracks for clip in track.clips]
    assert len({clip.id for clip in clips}) == len(clips)
    assert all(int(clip.id[1:]) < timeline.serial for clip in clips)
    if timeline.visuals:
        total = timeline.duration_ms
        assert total == sum(clip.span.duration for clip in timeline.visuals) <= MAX_TOTAL_MS
        assert all(clip.span.end <= total for clip in timeline.texts)
        assert all(clip.span.end <= total for clip in timeline.overlays)
        assert all(clip.span.end == total for clip in timeline.sounds if clip.whole)
    kinds = [track.kind for track in timeline.tracks]
    assert kinds == [
        kind for kind in (TrackKind.VIDEO, TrackKind.AUDIO, TrackKind.OVERLAY, TrackKind.TEXT) if kind in kinds
    ]


@settings(max_examples=400)
@given(STARTS, st.lists(EDITS, max_size=12))
def test_any_sequence_of_edits_leaves_a_whole_timeline_and_its_inputs_alone(now: Timeline, edits: list[Edit]) -> None:
    for edit in edits:
        before = deepcopy(now)
        after = attempt(now, edit)
        assert now == before
        assert edit == deepcopy(edit)
        if isinstance(after, str):
            assert after == after.upper() != ""
            continue
        assert_whole(after)
        assert after.serial >= now.serial
        assert apply(now, edit) == after
        now = after


@settings(max_examples=400)
@given(STARTS, st.lists(EDITS | STEPS, max_size=16))
def test_undo_and_redo_restore_exactly_and_the_revision_only_grows(
    start: Timeline, edits: list[Edit | Undo | Redo]
) -> None:
    history = History(start)
    for edit in edits:
        before = deepcopy(history)
        after = _done(history, edit)
        assert history == before
        if after is None:
            continue
        assert after.revision > history.revision or after == history
        assert (after.now == history.now) is (after == history) or isinstance(edit, Undo | Redo)
        if after != history and not isinstance(edit, Undo | Redo):
            back = after.do([Undo()])
            assert (back.now, back.do([Redo()]).now) == (history.now, after.now)
            assert back.do([Redo()]).revision == after.revision + 2
        history = after
    steps = len(history.past)
    if steps:
        first = history.do([Undo(steps)])
        assert first.now == history.past[0]
        assert replace(first.do([Redo(steps)]), revision=history.revision) == history


def _done(history: History, edit: Edit | Undo | Redo) -> History | None:
    try:
        return history.do([edit])
    except EditError:
        return None


@settings(max_examples=200)
@given(STARTS, st.lists(EDITS, min_size=1, max_size=5))
def test_a_batch_is_all_or_nothing(start: Timeline, edits: list[Edit]) -> None:
    one_by_one: Timeline | str = start
    for edit in edits:
        if isinstance(one_by_one, Timeline):
            one_by_one = attempt(one_by_one, edit)
    history = History(start)
    try:
        together = history.do(edits)
    except EditError as refused:
        assert one_by_one == refused.code  # noqa: PT017
        assert history == History(start)
        return
    assert together.now == one_by_one


@settings(max_examples=200)
@given(st.lists(EDITS, max_size=8))
def test_whatever_is_edited_can_be_written_down_and_rendered(edits: list[Edit]) -> None:
    now = mixed()
    for edit in edits:
        after = attempt(now, edit)
        now = now if isinstance(after, str) or not after.visuals else after
    used = [*(clip.media for clip in now.visuals), *(clip.media for clip in now.overlays)]
    library = {media.id: media for media in (*used, *(clip.media for clip in now.sounds)) if media}
    assert read_timeline(write_draft(now).raw, library) == now


def test_every_edit_is_tried() -> None:
    assert len((*CLIP_EDITS, *LAYER_EDITS, *WHOLE_EDITS)) == len(get_args(Edit))
