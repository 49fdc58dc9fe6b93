"""Edits of time: trimmed, cut, parted, faster, backwards, over again; what each leaves and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.timeline.material import FILM, LOGO, PHOTOS, SONG, VOICE, attempt, five, lengths, mixed, only, order, shown

from kineograph.timeline import (
    CUT,
    Anchor,
    EditError,
    Media,
    MediaId,
    MediaKind,
    Motion,
    MotionKind,
    SoundRole,
    Span,
    Timeline,
    TransitionKind,
    When,
    apply,
    apply_all,
)
from kineograph.timeline.edits import (
    AddClips,
    AddOverlay,
    AddSound,
    AddText,
    CutRange,
    Edit,
    Loop,
    Reverse,
    SetDuration,
    SetMotion,
    SetMusic,
    SetSpeed,
    SetTransition,
    Split,
    Trim,
)
from kineograph.timeline.vocabulary import Easing


def test_a_trimmed_still_is_shorter() -> None:
    assert lengths(five(Trim(500, 1000, (2,)))) == [3000, 1500, 3000, 3000, 3000]


def test_trimmed_footage_begins_later_in_its_source_and_ends_earlier() -> None:
    trimmed = mixed(Trim(1000, 2000, (2,)))
    assert lengths(trimmed) == [3000, 7000, 3000]
    assert [shown(trimmed, at) for at in (3000, 9999)] == [("film.mp4", 1000), ("film.mp4", 7999)]


def test_trimming_fast_footage_counts_in_the_time_of_the_video() -> None:
    fast = mixed(SetSpeed(2, (2,)), Trim(1000, 0, (2,)))
    assert lengths(fast) == [3000, 4000, 3000]
    assert shown(fast, 3000) == ("film.mp4", 2000)


def test_footage_that_runs_backwards_is_trimmed_from_its_end() -> None:
    back = mixed(Reverse((2,)), Trim(1000, 0, (2,)))
    assert [shown(back, at) for at in (3000, 4000)] == [("film.mp4", 9000), ("film.mp4", 8000)]


@given(start=st.integers(0, 15_999), length=st.integers(1, 16_000), backwards=st.booleans())
def test_a_cut_takes_out_just_its_time_and_leaves_everything_else_where_it_was(
    start: int, length: int, backwards: bool
) -> None:
    before = mixed(*([Reverse()] if backwards else []))
    after = attempt(before, CutRange(start, start + length))
    if isinstance(after, str):
        assert after == "NOTHING_LEFT"
        return
    gone = before.duration_ms - after.duration_ms
    wanted = min(length, before.duration_ms - start)
    assert wanted <= gone < wanted + 200  # what is left of a clip and shorter than a clip can be goes with it
    assert [shown(after, at) for at in range(0, max(0, start - 100), 97)] == [
        shown(before, at) for at in range(0, max(0, start - 100), 97)
    ]
    ends = [
        shown(before, before.duration_ms - back) for back in range(1, before.duration_ms - start - wanted - 100, 97)
    ]
    assert [shown(after, after.duration_ms - back) for back in range(1, len(ends) * 97, 97)] == ends
    assert min(lengths(after)) >= 100
    assert len({clip.id for clip in after.visuals}) == len(after.visuals)


def test_a_cut_within_a_clip_leaves_both_sides_with_a_plain_cut_between() -> None:
    after = five(SetTransition(TransitionKind.CROSSFADE), CutRange(3500, 4500))
    assert lengths(after) == [3000, 500, 1500, 3000, 3000, 3000]
    assert [clip.transition == CUT for clip in after.visuals] == [False, False, True, False, False, False]
    assert after.visuals[2].id == "c6"


def test_a_cut_over_several_clips_keeps_what_led_into_the_later_one() -> None:
    after = five(SetTransition(TransitionKind.CROSSFADE), CutRange(2000, 7000))
    assert (lengths(after), order(after)) == ([2000, 2000, 3000, 3000], "1345")
    assert after.visuals[1].transition.kind is TransitionKind.CROSSFADE


def test_keeping_a_stretch_takes_everything_else_away() -> None:
    after = mixed(CutRange(2000, 6000, "keep"))
    assert lengths(after) == [1000, 3000]
    assert [shown(after, at) for at in (0, 1000, 3999)] == [("1.jpg", 0), ("film.mp4", 0), ("film.mp4", 2999)]


def test_an_end_after_the_video_means_its_end() -> None:
    assert five(CutRange(10_000, 99_000)).duration_ms == 10_000
    assert five(CutRange(10_000, 99_000, "keep")).duration_ms == 5000


def dressed() -> Timeline:
    """Five photographs, and texts at 1–2 s, 4–6 s and 9–12 s, a logo at 8–10 s, a voice at 7 s."""
    return five(
        AddText("early", when=When(Anchor.ABSOLUTE, 1000, 1000)),
        AddText("cut", when=When(Anchor.ABSOLUTE, 4000, 2000)),
        AddText("late", when=When(Anchor.ABSOLUTE, 9000, 3000)),
        AddText("end", when=When(Anchor.END, 0, 2000)),
        AddText("all", when=When(Anchor.WHOLE)),
        AddOverlay(LOGO, when=When(Anchor.ABSOLUTE, 8000, 2000)),
        SetMusic(SONG),
        AddSound(VOICE, at_ms=7000),
    )


def test_what_stands_at_a_time_of_its_own_moves_with_what_is_cut_out_before_it() -> None:
    after = apply(dressed(), CutRange(3000, 6000))
    assert {clip.text: clip.span for clip in after.texts} == {
        "early": Span(1000, 2000),
        "late": Span(6000, 9000),
        "end": Span(10_000, 12_000),
        "all": Span(0, 12_000),
    }
    assert only(after.overlays).span == Span(5000, 7000)
    music, voice = after.sounds
    assert (music.span, voice.span, voice.source_start_ms) == (Span(0, 12_000), Span(4000, 8000), 0)


def test_what_is_cut_into_loses_that_part() -> None:
    after = apply(dressed(), CutRange(5000, 9500))
    assert {clip.text: clip.span for clip in after.texts if clip.text in ("cut", "late")} == {
        "cut": Span(4000, 5000),
        "late": Span(5000, 7500),
    }
    assert only(after.overlays).span == Span(5000, 5500)
    voice = after.sounds[1]
    assert (voice.span, voice.source_start_ms) == (Span(5000, 6500), 2500)


def test_a_voice_over_the_cut_only_is_gone_and_one_that_runs_through_it_stays_whole() -> None:
    assert [clip.role for clip in apply(dressed(), CutRange(6500, 11_500)).sounds] == [SoundRole.MUSIC]
    through = apply(dressed(), CutRange(8000, 9000)).sounds[1]
    assert (through.span, through.source_start_ms) == (Span(7000, 11_000), 0)


def test_a_sliver_that_goes_with_a_cut_moves_the_texts_as_well() -> None:
    after = apply(dressed(), CutRange(3050, 5950))
    assert (after.duration_ms, lengths(after)) == (12_000, [3000, 3000, 3000, 3000])
    assert next(clip for clip in after.texts if clip.text == "late").span == Span(6000, 9000)


def test_a_clip_is_parted_where_it_shows_and_nothing_else_changes() -> None:
    before = mixed(Reverse())
    after = apply(before, Split(7000))
    assert lengths(after) == [3000, 4000, 6000, 3000]
    assert [shown(after, at) for at in range(0, 16_000, 250)] == [shown(before, at) for at in range(0, 16_000, 250)]
    assert (after.visuals[2].transition, after.visuals[2].id) == (CUT, "c4")


def test_footage_that_has_run_out_is_parted_on_its_last_picture() -> None:
    later = mixed(SetDuration(15_000, target=(2,)), Split(15_000)).visuals[2]
    assert (later.span.duration, later.source_start_ms) == (3000, 9999)


@given(factor=st.floats(0.1, 10), other=st.floats(0.1, 10))
def test_a_speed_changes_how_long_a_clip_is_and_what_of_its_source_it_shows_stays(factor: float, other: float) -> None:
    after = mixed(SetSpeed(factor))
    assert lengths(after) == [round(3000 / factor), round(10_000 / factor), round(3000 / factor)]
    film = after.visuals[1]
    assert film.speed == pytest.approx(factor, abs=1e-4)
    assert abs(film.span.duration * film.speed - 10_000) < 10_000 * 0.001 + film.speed
    again = attempt(after, SetSpeed(other, (2,)))
    if isinstance(again, str):
        assert again in ("OUT_OF_RANGE", "TOO_SHORT")
        return
    assert again.visuals[1].speed == pytest.approx(film.speed * other, abs=1e-4)


def test_footage_plays_backwards_and_forwards_again() -> None:
    back = mixed(Reverse())
    assert [shown(back, at)[1] for at in (3000, 8000, 12_999)] == [10_000, 5000, 1]
    assert apply(back, Reverse((2,))) == mixed()
    assert order(back) == "1f2"


def test_footage_without_its_end_runs_backwards_over_what_was_seen_of_it() -> None:
    back = mixed(Trim(1000, 6000, (2,)), Reverse())
    assert [shown(back, at)[1] for at in (3000, 5999)] == [4000, 1001]
    again = apply(back, Reverse())
    assert [shown(again, at)[1] for at in (3000, 5999)] == [1000, 3999]


def test_a_loop_plays_the_clips_over_and_no_id_comes_twice() -> None:
    after = five(Loop(3))
    assert (order(after), after.duration_ms) == ("123451234512345", 45_000)
    assert len({clip.id for clip in after.visuals}) == 15
    assert after.serial == 16


def test_there_and_back_turns_moves_transitions_and_footage_round() -> None:
    moves = (
        Motion(MotionKind.ZOOM_IN, 0.2, Easing.EASE_IN),
        Motion(MotionKind.PAN_UP_LEFT),
    )
    after = mixed(
        SetMotion(moves),
        SetTransition(TransitionKind.SLIDE_UP, 500, (2,)),
        SetTransition(TransitionKind.ZOOM, 400, (3,)),
        Trim(0, 6000, (2,)),
        Loop(1, "boomerang"),
    )
    assert (order(after), after.duration_ms) == ("1f22f1", 20_000)
    assert [clip.motion for clip in after.visuals if clip.media.kind is MediaKind.IMAGE] == [
        *moves,
        Motion(MotionKind.PAN_DOWN_RIGHT),
        Motion(MotionKind.ZOOM_OUT, 0.2, Easing.EASE_OUT),
    ]
    assert [clip.transition.kind.value for clip in after.visuals[3:]] == ["cut", "zoom", "slide_up"]
    there, back = after.visuals[1], after.visuals[4]
    assert (there.backwards, back.backwards) == (False, True)
    assert [shown(after, at)[1] for at in (3000, 6999, 13_000, 16_999)] == [0, 3999, 4000, 1]
    assert len({clip.id for clip in after.visuals}) == 6


def test_there_and_back_twice_is_four_times_as_long() -> None:
    twice = five(Loop(2, "boomerang"))
    assert order(twice) == "12345543211234554321"
    assert len({clip.id for clip in twice.visuals}) == 20


def test_a_seamless_loop_is_as_long_as_before_and_ends_where_it_began() -> None:
    one = apply_all(Timeline(), [AddClips(PHOTOS[:1], duration_ms=3001, motions=(Motion(MotionKind.ZOOM_IN),))])
    after = apply(one, Loop(style="seamless"))
    assert after.duration_ms == 3001
    assert [clip.motion.kind for clip in after.visuals] == [MotionKind.ZOOM_IN, MotionKind.ZOOM_OUT]
    film = apply_all(Timeline(), [AddClips((FILM,)), Loop(style="seamless")])
    assert [shown(film, at)[1] for at in (0, 4999, 5000, 9999)] == [0, 4999, 5000, 1]


@given(
    total=st.integers(2000, 600_000),
    firsts=st.lists(st.sampled_from([(PHOTOS[0], 3000), (PHOTOS[1], 700), (FILM, 0)]), min_size=1, max_size=6),
    transition=st.integers(0, 3000),
)
def test_a_whole_length_is_exact_with_transitions_and_footage(
    total: int, firsts: list[tuple[Media, int]], transition: int
) -> None:
    edits: list[Edit] = [AddClips((media,), duration_ms=length or 3000) for media, length in firsts]
    before = apply_all(Timeline(), [*edits, SetTransition(TransitionKind.CROSSFADE, transition)])
    after = attempt(before, SetDuration(total, "total"))
    if isinstance(after, str):
        assert after == "TOO_SHORT"
        assert total * min(lengths(before)) < 101 * before.duration_ms
        return
    assert after.duration_ms == total
    if any(media.kind is MediaKind.IMAGE for media, _ in firsts):
        assert all(clip.span.duration <= 10_000 for clip in after.visuals if clip.media is FILM)


def test_footage_grows_only_as_far_as_it_goes_on_where_a_still_can_take_the_rest() -> None:
    assert lengths(mixed(SetDuration(30_000, "total"))) == [10_000, 10_000, 10_000]
    assert lengths(mixed(SetDuration(8000, "total"))) == [1500, 5000, 1500]
    film = apply_all(Timeline(), [AddClips((FILM,)), SetDuration(12_000, "total")])
    assert lengths(film) == [12_000]


def test_a_cut_and_then_a_whole_length() -> None:
    after = five(CutRange(1000, 2500), SetDuration(30_000, "total"), CutRange(0, 5000))
    assert after.duration_ms == 25_000
    assert five(SetDuration(30_000, "total"), Loop(2)).duration_ms == 60_000


QUICK = Media(MediaId("q"), MediaKind.IMAGE, "q.jpg", 4, 3)


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (Trim(-1), "OUT_OF_RANGE"),
        (Trim(tail_ms=-1), "OUT_OF_RANGE"),
        (Trim(2000, 950, (1,)), "TOO_SHORT"),
        (Trim(100, target=(9,)), "NO_SUCH_CLIP"),
        (CutRange(-1, 2000), "NO_SUCH_TIME"),
        (CutRange(3000, 3000), "NO_SUCH_TIME"),
        (CutRange(16_000, 17_000), "NO_SUCH_TIME"),
        (CutRange(0, 16_000), "NOTHING_LEFT"),
        (CutRange(50, 60, "keep"), "NOTHING_LEFT"),
        (Split(0), "TOO_SHORT"),
        (Split(3050), "TOO_SHORT"),
        (Split(-1), "NO_SUCH_TIME"),
        (Split(16_000), "NO_SUCH_TIME"),
        (SetSpeed(0.05), "OUT_OF_RANGE"),
        (SetSpeed(11), "OUT_OF_RANGE"),
        (Reverse((1,)), "NO_FOOTAGE"),
        (Reverse((9,)), "NO_SUCH_CLIP"),
        (Loop(1), "OUT_OF_RANGE"),
        (Loop(21), "OUT_OF_RANGE"),
        (Loop(0, "boomerang"), "OUT_OF_RANGE"),
        (Loop(style="seamless"), "NOT_ONE_CLIP"),
        (SetDuration(200, "total"), "TOO_SHORT"),
    ],
)
def test_a_refused_edit_says_why(edit: Edit, code: str) -> None:
    with pytest.raises(EditError) as refused:
        mixed(edit)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize("edit", [SetSpeed(2), Trim(100), Reverse(), Loop()])
def test_without_a_clip_there_is_nothing_to_time(edit: Edit) -> None:
    with pytest.raises(EditError, match="no clip to time"):
        apply(Timeline(), edit)


def test_a_speed_that_leaves_a_clip_too_short_or_footage_too_fast_is_refused() -> None:
    with pytest.raises(EditError, match="cannot last"):
        apply_all(Timeline(), [AddClips((QUICK,), duration_ms=500), SetSpeed(6)])
    with pytest.raises(EditError, match=r"speed of film\.mp4"):
        mixed(SetSpeed(5), SetSpeed(3))
