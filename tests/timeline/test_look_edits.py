"""Edits of how clips look, of the frame, of what an export makes, of the order; turns and mirrorings as a group."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.timeline.material import FILM, LOGO, PHOTOS, SONG, five, mixed, order

from kineograph.timeline import (
    NEUTRAL,
    EditError,
    Fit,
    Look,
    Motion,
    MotionKind,
    Output,
    Span,
    Timeline,
    Tone,
    TransitionKind,
    VisualClip,
    apply,
    apply_all,
)
from kineograph.timeline.edits import (
    AddClips,
    Edit,
    MoveClip,
    RemoveClips,
    ReplaceClip,
    SetDuration,
    SetFrame,
    SetLook,
    SetMotion,
    SetOutput,
    SetTransition,
    SortClips,
    Transform,
    Trim,
)

Matrix = tuple[int, int, int, int]

QUARTER: Matrix = (0, -1, 1, 0)  # where y runs downwards, a quarter turn clockwise
MIRRORS: dict[str, Matrix] = {"": (1, 0, 0, 1), "horizontal": (-1, 0, 0, 1), "vertical": (1, 0, 0, -1)}
TURNS = st.builds(Transform, st.sampled_from((0, 90, 180, 270)), st.sampled_from(tuple(MIRRORS)))


def product(second: Matrix, first: Matrix) -> Matrix:
    """The matrix of ``first`` and then ``second``."""
    a, b, c, d = second
    e, f, g, h = first
    return a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h


def matrix(turned: Transform | VisualClip) -> Matrix:
    found = MIRRORS[""]
    for _ in range(turned.rotate // 90):
        found = product(QUARTER, found)
    return product(MIRRORS[turned.flip], found)


@given(st.lists(TURNS, max_size=8))
def test_turns_and_mirrorings_add_up_as_matrices_do(edits: list[Transform]) -> None:
    expected = MIRRORS[""]
    for edit in edits:
        expected = product(matrix(edit), expected)
    clip = five(*edits).visuals[0]
    assert matrix(clip) == expected
    assert clip.rotate in (0, 90, 180, 270)


@given(st.lists(TURNS, max_size=4))
def test_four_quarter_turns_and_two_mirrorings_are_nothing(before: list[Transform]) -> None:
    start = five(*before)
    once = apply(start, Transform())
    assert apply_all(start, [Transform(90)] * 4) == once
    assert apply_all(start, [Transform(flip="horizontal")] * 2) == once
    assert apply_all(start, [Transform(flip="vertical")] * 2) == once
    assert apply_all(start, [Transform(180), Transform(flip="horizontal"), Transform(flip="vertical")]) == once


def test_each_way_a_picture_can_lie_is_written_in_one_way() -> None:
    found = {
        (clip.rotate, clip.flip)
        for edits in itertools.product((Transform(90), Transform(flip="horizontal"), Transform()), repeat=6)
        for clip in five(*edits).visuals[:1]
    }
    assert len(found) == 8
    assert len({matrix(Transform(*way)) for way in found}) == 8


def test_only_the_targeted_clips_turn() -> None:
    after = five(Transform(90, "vertical", (2, -1)))
    assert [(clip.rotate, clip.flip) != (0, "") for clip in after.visuals] == [False, True, False, False, True]


def test_a_look_changes_only_what_is_named() -> None:
    after = five(SetLook(Tone.SEPIA, contrast=0.2, target=(1, 2)), SetLook(brightness=-0.1, target=(2,)))
    assert after.visuals[0].look == Look(tone=Tone.SEPIA, contrast=0.2)
    assert after.visuals[1].look == Look(tone=Tone.SEPIA, contrast=0.2, brightness=-0.1)
    assert after.visuals[2].look == NEUTRAL


def test_a_relative_look_adds_and_stays_in_its_bounds() -> None:
    steps = [SetLook(brightness=0.4, grain=-0.2, relative=True)] * 3
    assert five(SetLook(grain=0.3), *steps).visuals[0].look == Look(brightness=1.0, grain=0.0)


def test_a_reset_takes_every_look_back_before_what_is_new() -> None:
    dressed = five(SetLook(Tone.VINTAGE, grain=0.5))
    assert apply(dressed, SetLook(reset=True)) == five()
    assert apply(dressed, SetLook(reset=True, warmth=0.1)).visuals[0].look == Look(warmth=0.1)


def test_the_frame_keeps_what_is_not_named() -> None:
    after = five(SetFrame(1080, 1920), SetFrame(fps=25), SetFrame(background="#ff0000"))
    canvas = after.canvas
    assert (canvas.width, canvas.height, canvas.fps, canvas.background) == (1080, 1920, 25, "#ff0000")
    halved = apply(after, SetFrame(width=540)).canvas
    assert (halved.width, halved.height) == (540, 960)
    assert (five(SetFrame(height=721 * 2)).canvas.width) % 2 == 0


def test_a_fit_is_for_the_targeted_clips() -> None:
    after = five(SetFrame(fit=Fit.COVER, target=(2,)))
    assert [clip.fit for clip in after.visuals] == [Fit.AUTO, Fit.COVER, Fit.AUTO, Fit.AUTO, Fit.AUTO]
    assert {clip.fit for clip in five(SetFrame(fit=Fit.BLUR)).visuals} == {Fit.BLUR}


def test_what_an_export_makes_is_kept_with_the_video() -> None:
    after = five(SetOutput("webm", "standard"), SetOutput(short_side=720, fps=24))
    assert after.output == Output("webm", "standard", 720, 24)


def test_clips_are_sorted_and_those_without_a_date_stand_last() -> None:
    ways = [SortClips("name"), SortClips("captured"), SortClips("reverse")]
    assert [order(five(SortClips("shuffle"), SortClips("name"), way)) for way in ways] == ["12345", "43512", "54321"]


def test_numbers_in_names_count_as_numbers() -> None:
    named = [replace(PHOTOS[0], name=name) for name in ("p10.jpg", "P2.jpg", "p1.jpg")]
    after = apply_all(Timeline(), [AddClips(tuple(named)), SortClips("name")])
    assert [clip.media.name for clip in after.visuals] == ["p1.jpg", "P2.jpg", "p10.jpg"]


def test_a_shuffle_is_another_order_and_always_the_same() -> None:
    shuffled = five(SortClips("shuffle"))
    assert order(shuffled) != "12345"
    assert shuffled == five(SortClips("shuffle"))
    assert order(apply(shuffled, SortClips("added"))) == "12345"
    one = apply(Timeline(), AddClips(PHOTOS[:1]))
    assert apply(one, SortClips("shuffle")) == one


def test_a_replaced_still_keeps_its_length_and_motion_and_footage_brings_its_own() -> None:
    before = five(
        SetDuration(4000, target=(2,)),
        SetMotion((Motion(MotionKind.ZOOM_IN),), (2,)),
        SetTransition(TransitionKind.BLUR, 500, (2,)),
        SetLook(Tone.SEPIA),
    )
    still = apply(before, ReplaceClip(2, LOGO)).visuals[1]
    assert (still.media, still.span, still.motion) == (LOGO, Span(3000, 7000), Motion(MotionKind.ZOOM_IN))
    film = apply(before, ReplaceClip(2, FILM)).visuals[1]
    assert (film.span, film.motion, film.transition.kind) == (Span(3000, 13_000), Motion(), TransitionKind.BLUR)
    assert (film.id, film.look.tone) == (before.visuals[1].id, Tone.SEPIA)


def test_a_replaced_piece_of_footage_starts_anew() -> None:
    clip = mixed(Trim(2000, 3000, (2,)), ReplaceClip(2, FILM)).visuals[1]
    assert (clip.source_start_ms, clip.source_end_ms, clip.span.duration) == (0, 0, 10_000)


PLACES = [(-1, "12345l"), (-2, "1234l5"), (1, "l12345"), (3, "12l345"), (99, "12345l")]


@pytest.mark.parametrize(("at", "expected"), PLACES)
def test_clips_are_added_at_a_place(at: int, expected: str) -> None:
    assert order(five(AddClips((LOGO,), at))) == expected


def test_pictures_added_without_a_motion_are_still() -> None:
    assert five(AddClips((LOGO,), motions=())).visuals[-1].motion == Motion()


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (Transform(45), "OUT_OF_RANGE"),
        (Transform(90, target=(6,)), "NO_SUCH_CLIP"),
        (SetLook(brightness=1.1), "OUT_OF_RANGE"),
        (SetLook(grain=-0.1), "OUT_OF_RANGE"),
        (SetLook(grain=-1.1, relative=True), "OUT_OF_RANGE"),
        (SetFrame(fps=61), "OUT_OF_RANGE"),
        (SetFrame(fps=0), "OUT_OF_RANGE"),
        (SetFrame(width=7682), "OUT_OF_RANGE"),
        (SetFrame(height=1), "OUT_OF_RANGE"),
        (SetFrame(background="black"), "NO_SUCH_COLOR"),
        (SetFrame(fit=Fit.COVER, target=(6,)), "NO_SUCH_CLIP"),
        (SetOutput(short_side=1000), "NO_SUCH_OUTPUT"),
        (SetOutput("gif", short_side=2160), "NO_SUCH_OUTPUT"),
        (ReplaceClip(1, SONG), "NOT_A_PICTURE"),
        (ReplaceClip(6, LOGO), "NO_SUCH_CLIP"),
        (AddClips((LOGO,), motions=(Motion(strength=0.6),)), "OUT_OF_RANGE"),
        (AddClips((LOGO,), transition_ms=10_001), "OUT_OF_RANGE"),
        (SetMotion(()), "NO_MOTION"),
        (SetMotion((Motion(strength=0.6),)), "OUT_OF_RANGE"),
        (SetTransition(TransitionKind.ZOOM, target=(1,)), "NO_CUT"),
        (MoveClip(1, 0), "NO_SUCH_CLIP"),
        (RemoveClips((-6,)), "NO_SUCH_CLIP"),
    ],
)
def test_a_refused_edit_says_why(edit: Edit, code: str) -> None:
    with pytest.raises(EditError) as refused:
        five(edit)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")


def test_footage_takes_no_camera_move_and_pictures_without_a_date_no_order_by_it() -> None:
    with pytest.raises(EditError, match="moves by itself"):
        mixed(SetMotion((Motion(MotionKind.ZOOM_IN),), (2,)))
    with pytest.raises(EditError, match="when it was taken"):
        apply_all(Timeline(), [AddClips((LOGO, LOGO)), SortClips("captured")])
