"""Typed edits: what each does, and that a refused one says why and changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kineograph.timeline import (
    CUT,
    Anchor,
    EditError,
    Media,
    MediaId,
    MediaKind,
    Mood,
    Motion,
    MotionKind,
    Place,
    Span,
    Timeline,
    Transition,
    TransitionKind,
    When,
    apply,
    apply_all,
    effective_transition,
)
from kineograph.timeline.edits import (
    AddClips,
    AddText,
    Edit,
    EditText,
    MoveClip,
    RemoveClips,
    RemoveMusic,
    RemoveText,
    SetDuration,
    SetFrame,
    SetMotion,
    SetMusic,
    SetTransition,
    SetVolume,
    SortClips,
    SwapClips,
)

PHOTOS = tuple(Media(MediaId(f"m{n}"), MediaKind.IMAGE, f"{n}.jpg", 400, 300) for n in range(1, 6))
FILM = Media(MediaId("film"), MediaKind.VIDEO, "film.mp4", 640, 360, 7000, has_sound=True)
SONG = Media(MediaId("song"), MediaKind.AUDIO, "song.mp3", duration_ms=90_000, has_sound=True)


def five() -> Timeline:
    return apply(Timeline(), AddClips(PHOTOS, duration_ms=3000))


def names(timeline: Timeline) -> list[str]:
    return [clip.media.name[0] for clip in timeline.visuals]


def test_clips_stand_edge_to_edge_and_footage_keeps_its_length() -> None:
    timeline = apply(five(), AddClips((FILM,), at=2))
    assert [clip.span for clip in timeline.visuals][:3] == [Span(0, 3000), Span(3000, 10_000), Span(10_000, 13_000)]
    assert timeline.duration_ms == 22_000
    assert len({clip.id for clip in timeline.visuals}) == 6


def test_an_id_is_never_given_twice() -> None:
    timeline = apply_all(five(), [RemoveClips((5,)), AddClips(PHOTOS[:1])])
    assert timeline.visuals[-1].id == "c6"


@pytest.mark.parametrize(
    ("edit", "order"),
    [
        (RemoveClips((2, -1)), "134"),
        (MoveClip(1, -1), "23451"),
        (MoveClip(5, 1), "51234"),
        (MoveClip(2, 3), "13245"),
        (SwapClips(1, -1), "52341"),
        (SortClips("reverse"), "54321"),
    ],
)
def test_order(edit: Edit, order: str) -> None:
    after = apply(five(), edit)
    assert "".join(names(after)) == order
    assert [clip.span.start for clip in after.visuals] == [3000 * n for n in range(len(order))]


@given(total=st.integers(1000, 600_000), lengths=st.lists(st.integers(200, 20_000), min_size=1, max_size=5))
def test_a_total_is_exact_whatever_the_shares(total: int, lengths: list[int]) -> None:
    edits: list[Edit] = [AddClips(PHOTOS[: len(lengths)])]
    edits += [SetDuration(length, target=(n,)) for n, length in enumerate(lengths, 1)]
    before = apply_all(Timeline(), edits)
    now = before.duration_ms
    if any(total * length / now < 101 for length in lengths):
        return  # a share too short for a clip is refused, see below
    assert apply(before, SetDuration(total, "total")).duration_ms == total


def test_a_total_that_leaves_a_clip_nothing_is_refused() -> None:
    with pytest.raises(EditError, match="cannot last"):
        apply(five(), SetDuration(400, "total"))


def test_a_transition_never_changes_the_length() -> None:
    after = apply(five(), SetTransition(TransitionKind.CROSSFADE, 2000))
    assert after.duration_ms == five().duration_ms
    assert after.visuals[1].transition == Transition(TransitionKind.CROSSFADE, 2000)
    assert apply(after, SetTransition(TransitionKind.CUT, 500)).visuals[3].transition == CUT


def test_a_transition_is_never_longer_than_its_shorter_neighbour() -> None:
    timeline = apply_all(five(), [SetTransition(TransitionKind.SLIDE_LEFT, 2000), SetDuration(500, target=(2,))])
    first, second, third = timeline.visuals[:3]
    assert effective_transition(first, second).duration_ms == 500
    assert effective_transition(second, third).duration_ms == 500
    assert effective_transition(first, replace(second, transition=CUT)) == CUT


def test_durations_relative_and_of_one() -> None:
    assert [c.span.duration for c in apply(five(), SetDuration(-500, "relative", (2, 3))).visuals] == [
        3000,
        2500,
        2500,
        3000,
        3000,
    ]
    assert apply(five(), SetDuration(5000, target=(2,))).duration_ms == 17_000


def test_motions_are_dealt_in_turn_and_only_to_pictures() -> None:
    timeline = apply(
        apply(Timeline(), AddClips((FILM, *PHOTOS[:3]))), SetMotion((Motion(MotionKind.ZOOM_IN), Motion()))
    )
    assert [clip.motion.kind.value for clip in timeline.visuals] == ["still", "zoom_in", "still", "zoom_in"]


def test_texts_keep_their_anchor_when_the_video_grows() -> None:
    timeline = apply_all(
        five(),
        [
            AddText("Start"),
            AddText("End", when=When(Anchor.END, 0, 2000)),
            AddText("All", when=When(Anchor.WHOLE)),
            AddText("Late", when=When(Anchor.ABSOLUTE, 14_000, 5000)),
        ],
    )
    assert [clip.span for clip in timeline.texts] == [
        Span(0, 3000),
        Span(13_000, 15_000),
        Span(0, 15_000),
        Span(14_000, 15_000),
    ]
    longer = apply(timeline, SetDuration(30_000, "total"))
    assert [clip.span for clip in longer.texts] == [
        Span(0, 3000),
        Span(28_000, 30_000),
        Span(0, 30_000),
        Span(14_000, 19_000),
    ]


def test_texts_are_changed_and_removed() -> None:
    timeline = apply_all(five(), [AddText("One"), AddText("Two")])
    changed = apply(timeline, EditText(text="Three", place=Place.TOP, color="#ff0000", size=0.1))
    assert (changed.texts[1].text, changed.texts[1].place, changed.texts[0].text) == ("Three", Place.TOP, "One")
    assert [clip.text for clip in apply(changed, RemoveText((1,))).texts] == ["Three"]
    assert apply(changed, RemoveText()).texts == ()


def test_music_follows_the_video_and_replaces_what_was_there() -> None:
    timeline = apply_all(five(), [SetMusic(mood=Mood.CALM), SetMusic(media=SONG, volume=0.5), RemoveClips((1,))])
    (music,) = timeline.sounds
    assert (music.name, music.span, music.volume) == ("song.mp3", Span(0, 12_000), 0.5)
    assert apply(timeline, SetVolume(-0.2, relative=True)).sounds[0].volume == pytest.approx(0.3)
    assert apply(timeline, SetVolume(-5, relative=True)).sounds[0].volume == 0
    assert apply(timeline, RemoveMusic()).sounds == ()
    assert apply(apply(Timeline(), AddClips((FILM,))), SetVolume(0.1, "footage")).visuals[0].volume == 0.1


def test_the_canvas_changes() -> None:
    canvas = apply(five(), SetFrame(1080, 1920)).canvas
    assert (canvas.width, canvas.height, canvas.fps) == (1080, 1920, 30)


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (AddClips(()), "NO_MEDIA"),
        (AddClips((SONG,)), "NOT_A_PICTURE"),
        (AddClips(PHOTOS[:1], duration_ms=3_600_001), "OUT_OF_RANGE"),
        (RemoveClips((6,)), "NO_SUCH_CLIP"),
        (RemoveClips((0,)), "NO_SUCH_CLIP"),
        (MoveClip(1, 9), "NO_SUCH_CLIP"),
        (SetDuration(10), "TOO_SHORT"),
        (SetDuration(-4000, "relative"), "TOO_SHORT"),
        (SetDuration(3_000_000), "TOO_LONG"),
        (SetTransition(TransitionKind.CROSSFADE, 20_000), "OUT_OF_RANGE"),
        (AddText("   "), "NO_TEXT"),
        (AddText("x", size=2), "OUT_OF_RANGE"),
        (EditText(text="x"), "NO_SUCH_CLIP"),
        (SetMusic(media=PHOTOS[0]), "NOT_SOUND"),
        (SetMusic(volume=3), "OUT_OF_RANGE"),
        (SetVolume(0.5), "NO_MUSIC"),
        (SetVolume(3), "OUT_OF_RANGE"),
        (SetFrame(1081, 1920), "ODD_SIZE"),
        (SetFrame(0, 1920), "OUT_OF_RANGE"),
    ],
)
def test_a_refused_edit_says_why(edit: Edit, code: str) -> None:
    with pytest.raises(EditError) as refused:
        apply(five(), edit)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")


def test_an_empty_timeline_cannot_be_timed() -> None:
    with pytest.raises(EditError, match="no clip to time"):
        apply(Timeline(), SetDuration(1000))


def test_a_batch_is_all_or_nothing() -> None:
    before = five()
    with pytest.raises(EditError):
        apply_all(before, [RemoveClips((1,)), RemoveClips((9,))])
    assert before == five()


def test_a_span_cannot_run_backwards() -> None:
    with pytest.raises(ValueError, match="cannot run"):
        Span(5, 4)
    assert Span(0, 5).contains(0)
    assert not Span(0, 5).contains(5)
    assert Span(0, 5).overlaps(Span(4, 9))
    assert not Span(0, 5).overlaps(Span(5, 9))
