"""A timeline compiles to the same plan every time, and every frame of it is accounted for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.render.conftest import at_fps, media, sequence

from kineograph.studio.render.plan.chunks import SHORTEST, Chunk, divide
from kineograph.studio.render.plan.cues import SoundCue
from kineograph.studio.render.plan.geometry import Move, Rect, Stage
from kineograph.studio.render.plan.plan import Blend, Layer, RenderPlan, Shot, compile_plan
from kineograph.timeline.clips import (
    Canvas,
    Media,
    SoundClip,
    TextClip,
    Timeline,
)
from kineograph.timeline.layout import rebuild
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import (
    ClipId,
    Fit,
    MediaId,
    MediaKind,
    Mood,
    MotionKind,
    Playback,
    TransitionKind,
    When,
)


def test_two_pictures_with_a_crossfade() -> None:
    timeline = sequence([media(320, 180, "a"), media(640, 360, "b")], transition=TransitionKind.CROSSFADE)
    small, large = Rect(0, 0, 320, 180), Rect(0, 0, 640, 360)
    assert compile_plan(timeline) == RenderPlan(
        canvas=Canvas(320, 180, 20),
        frames=40,
        samples=96_000,
        shots=(
            Shot(MediaId("a"), Stage(Fit.COVER, 320, 180, small), Move(small, small), 0, 24),
            Shot(MediaId("b"), Stage(Fit.COVER, 640, 360, large), Move(large, large), 16, 40),
        ),
        blends=(Blend(TransitionKind.CROSSFADE, 16, 24, 1),),
        overlays=(),
        texts=(),
        cues=(),
        chunks=(Chunk(0, 40),),
    )


def test_a_transition_shows_both_pictures_in_every_one_of_its_frames() -> None:
    plan = compile_plan(sequence([media(), media()], transition=TransitionKind.WIPE_UP))
    shown = [(len(plan.frame(n).layers), plan.frame(n).blend) for n in range(plan.frames)]
    assert shown[16:24] == [(2, TransitionKind.WIPE_UP)] * 8
    assert {count for count, _ in shown[:16] + shown[24:]} == {1}
    assert all(0 < plan.frame(n).progress < 1 for n in range(16, 24))


@given(
    st.lists(st.integers(40, 5000), min_size=1, max_size=12),
    st.integers(0, 3000),
    st.sampled_from([24, 25, 30, 50, 60]),
    st.sampled_from(MotionKind),
)
def test_every_frame_shows_something_and_none_is_counted_twice(
    lengths: list[int], blend: int, fps: int, motion: MotionKind
) -> None:
    one = sequence([media()], motion=motion, transition=TransitionKind.CROSSFADE, transition_ms=blend).visuals[0]
    clips = [replace(one, span=Span.of(0, ms)) for ms in lengths]
    plan = compile_plan(rebuild(Timeline(canvas=Canvas(1920, 1080, fps)), visuals=clips))
    assert abs(plan.frames * 1000 - sum(lengths) * fps) <= 500
    assert [n for chunk in plan.chunks for n in range(chunk.first, chunk.end)] == list(range(plan.frames))
    for number in range(plan.frames):
        assert 1 <= len(plan.frame(number).layers) <= 2


def test_a_move_runs_through_both_halves_of_its_transitions() -> None:
    plan = compile_plan(
        sequence([media(), media(), media()], motion=MotionKind.ZOOM_IN, transition=TransitionKind.CROSSFADE)
    )
    middle = plan.shots[1]
    assert (middle.first, middle.end) == (16, 44)
    widths = [
        next(layer.crop.w for layer in plan.frame(number).layers if layer.shot == 1)
        for number in range(middle.first, middle.end)
    ]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == len(widths)
    assert widths[0] == middle.move.start.w
    assert widths[-1] == pytest.approx(middle.move.end.w)


def test_a_turn_is_in_the_plan_and_over_at_its_last_frame() -> None:
    plan = compile_plan(sequence([media()], motion=MotionKind.ROTATE_IN))
    angles = [plan.frame(number).layers[0].angle for number in range(plan.frames)]
    assert angles[0] == pytest.approx(3.65, abs=0.01)
    assert angles == sorted(angles, reverse=True)
    assert angles[-1] == 0


def test_a_still_stretch_is_the_same_plan_frame_after_frame() -> None:
    plan = compile_plan(sequence([media()]))
    assert plan.frame(0) == plan.frame(19)


def test_footage_uses_what_lies_before_its_cut_and_else_holds() -> None:
    film = Media(MediaId("f"), MediaKind.VIDEO, "f.mp4", 320, 180, 5000)
    timeline = sequence([media(320, 180), film], transition=TransitionKind.CROSSFADE)
    held = compile_plan(timeline)
    assert [held.frame(n).layers[1].source_us // 1000 for n in (16, 19, 20, 22)] == [1, 1, 1, 101]
    visuals = [timeline.visuals[0], replace(timeline.visuals[1], source_start_ms=1000)]
    handled = compile_plan(rebuild(timeline, visuals=visuals))
    assert [handled.frame(n).layers[1].source_us // 1000 for n in (16, 20, 22)] == [801, 1001, 1101]


def test_a_cut_between_frames_falls_on_the_nearest_frame_and_does_not_drift() -> None:
    clip = sequence([media()]).visuals[0]
    clips = [replace(clip, span=Span.of(0, 333))] * 90
    plan = compile_plan(rebuild(Timeline(canvas=Canvas(320, 180, 30)), visuals=clips))
    assert plan.frames == round(333 * 90 * 30 / 1000)
    assert [shot.first for shot in plan.shots] == [round(333 * n * 30 / 1000) for n in range(90)]


def test_a_gap_shows_the_background() -> None:
    timeline = sequence([media()])
    track = replace(timeline.tracks[0], clips=(replace(timeline.visuals[0], span=Span(500, 1000)),))
    plan = compile_plan(replace(timeline, tracks=(track,)))
    assert plan.frame(0).layers == ()
    assert plan.frame(10).layers == (Layer(0, plan.shots[0].move.start),)


def test_a_text_fades_in_and_out() -> None:
    timeline = sequence([media()], ms=2000)
    text = TextClip(ClipId("t"), Span(0, 1), "Hello", when=When(duration_ms=1500), fade_ms=300)
    plan = compile_plan(rebuild(timeline, texts=[text]))
    seen = [sum(show.opacity for show in plan.frame(n).texts) for n in range(plan.frames)]
    assert 0 < seen[0] < seen[1] < seen[5] < seen[6] == 1.0
    assert 1.0 == seen[23] > seen[25] > seen[29] > 0
    assert seen[30:] == [0.0] * 10


def test_music_is_exactly_as_long_as_the_picture() -> None:
    timeline = at_fps(sequence([media()], ms=1010), 30)
    plan = compile_plan(rebuild(timeline, sounds=[SoundClip(ClipId("s"), Span(0, 1), mood=Mood.CALM)]))
    assert plan.samples == plan.frames * 1600
    assert plan.cues == (
        SoundCue(0, plan.samples, None, Mood.CALM, 0.35, 24_000, 24_000, playback=Playback.LOOP, duck=0.6),
    )


def test_footage_sounds_while_it_shows_and_music_turned_off_does_not() -> None:
    film = Media(MediaId("f"), MediaKind.VIDEO, "f.mp4", 320, 180, 5000, has_sound=True)
    timeline = sequence([film, film], transition=TransitionKind.CROSSFADE)
    plan = compile_plan(rebuild(timeline, sounds=[SoundClip(ClipId("s"), Span(0, 1), volume=0)]))
    assert [(cue.first, cue.end, cue.fade_out) for cue in plan.cues] == [
        (0, 57_600, 19_200),
        (48_000, 96_000, 480),
    ]


@given(st.integers(0, 3000), st.lists(st.integers(0, 3000), max_size=40))
def test_chunks_cover_a_video_and_are_not_tiny(frames: int, joints: list[int]) -> None:
    chunks = divide(frames, sorted(joints))
    assert [n for chunk in chunks for n in range(chunk.first, chunk.end)] == list(range(frames))
    assert all(chunk.end - chunk.first >= min(SHORTEST // 2, frames) for chunk in chunks)


def test_a_chunk_starts_where_a_transition_starts() -> None:
    assert Chunk(0, 81) in divide(450, [0, 81, 171, 261, 351])


@given(st.lists(st.integers(SHORTEST, 200), min_size=3, max_size=60), st.data())
def test_a_clip_that_becomes_longer_leaves_the_chunks_of_those_after_it(
    lengths: list[int], data: st.DataObject
) -> None:
    edited = data.draw(st.integers(0, len(lengths) - 2))
    longer = [length + 17 * (at == edited) for at, length in enumerate(lengths)]

    def after(all_lengths: list[int]) -> list[int]:
        starts = [sum(all_lengths[:at]) for at in range(len(all_lengths))]
        chunks = divide(sum(all_lengths), starts)
        return [chunk.end - chunk.first for chunk in chunks if chunk.first >= starts[edited + 1]]

    assert after(lengths) == after(longer)
