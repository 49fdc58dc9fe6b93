"""The summary line and the difference of two timelines, as people read them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kineograph.timeline import (
    Canvas,
    Change,
    ChangeKind,
    ClipId,
    Fade,
    History,
    Media,
    MediaId,
    MediaKind,
    Mood,
    Motion,
    MotionKind,
    OpaqueClip,
    Output,
    Place,
    Span,
    TextRole,
    Timeline,
    Track,
    TrackKind,
    TransitionKind,
    apply_all,
    clip_details,
    compare,
    seconds_text,
    summarise,
)
from kineograph.timeline.edits import (
    AddClips,
    AddText,
    EditText,
    MoveClip,
    RemoveClips,
    SetDuration,
    SetFrame,
    SetMotion,
    SetMusic,
    SetTransition,
    SetVolume,
)
from kineograph.timeline.layout import rebuild

PHOTOS = tuple(Media(MediaId(f"m{n}"), MediaKind.IMAGE, f"{n}.jpg", 400, 300) for n in (1, 2))
FIRST = apply_all(
    Timeline("Trip"), [AddClips(PHOTOS, duration_ms=5000), SetMusic(mood=Mood.LOFI), AddText("Urban Dreams")]
)


def sentences(before: Timeline, after: Timeline) -> list[str]:
    return [change.sentence() for change in compare(before, after)]


@pytest.mark.requirement("turn.timeline-is-appended")
def test_the_summary_reads_as_the_skills_write_it() -> None:
    timeline = Timeline(
        tracks=(
            Track(TrackKind.VIDEO, (OpaqueClip(ClipId("a"), Span(0, 10_000), "city timelapse"),)),
            Track(TrackKind.AUDIO, (OpaqueClip(ClipId("b"), Span(0, 10_000), "Lo-fi", 0.35),)),
            *FIRST.tracks[2:],
        )
    )
    assert summarise(timeline) == (
        "Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) "
        '3. Title: "Urban Dreams" (0-3s)'
    )


def test_the_summary_of_our_own_clips() -> None:
    assert summarise(FIRST) == (
        "Timeline (3 tracks): 1. Video: 1.jpg (0-5s), 2.jpg (5-10s) 2. BGM: Lo-fi (0-10s, 35%) "
        '3. Title: "Urban Dreams" (0-3s)'
    )
    assert summarise(Timeline()) == "Timeline (0 tracks): empty"
    assert Timeline().is_empty
    caption = apply_all(Timeline(), [AddClips(PHOTOS[:1]), AddText("a\n b", TextRole.CAPTION)])
    assert summarise(caption) == 'Timeline (2 tracks): 1. Video: 1.jpg (0-3s) 2. Caption: "a b" (0-3s)'
    other = Timeline(tracks=(Track(TrackKind.OTHER, (OpaqueClip(ClipId("x"), Span(0, 500)),)),))
    assert summarise(other) == "Timeline (1 track): 1. Track: clip (0-0.5s)"


def test_seconds_are_written_as_people_write_them() -> None:
    assert [seconds_text(ms) for ms in (0, 3000, 2500, 12_345, 100_000)] == ["0", "3", "2.5", "12.345", "100"]


def test_nothing_differs_from_itself() -> None:
    assert compare(FIRST, FIRST) == ()


@pytest.mark.requirement("turn.differences")
def test_each_kind_of_change_is_told() -> None:
    after = apply_all(
        FIRST,
        [
            MoveClip(2, 1),
            SetDuration(2000, target=(1,)),
            SetMotion((Motion(MotionKind.ZOOM_IN),), (1,)),
            SetTransition(TransitionKind.FADE_BLACK, 600, (2,)),
            SetVolume(0.2),
            EditText(text="Night", place=Place.TOP_LEFT),
            SetFrame(1080, 1920),
            AddText("Bye"),
        ],
    )
    assert sentences(FIRST, after) == [
        "Timeline: length 10 s → 7 s",
        "Timeline: size 1920x1080 → 1080x1920",
        "Video: 2.jpg: position 2 → 1",
        "Video: 2.jpg: length 5 s → 2 s",
        "Video: 2.jpg: motion still 12% → zoom in 12%",
        "Video: 1.jpg: position 1 → 2",
        "Video: 1.jpg: transition in cut → fade black 0.6 s",
        "Sound: Lo-fi: time 0-10s → 0-7s",
        "Sound: Lo-fi: volume 35% → 20%",
        'Text: "Night": text "Urban Dreams" → "Night"',
        'Text: "Night": place center → top left',
        'Text: added "Bye" (0-3s)',
    ]


@pytest.mark.requirement("turn.differences")
def test_a_removed_clip_is_a_removal() -> None:
    after = apply_all(FIRST, [RemoveClips((1,))])
    assert Change(ChangeKind.REMOVED, TrackKind.VIDEO, "1.jpg", before="0-5s") in compare(FIRST, after)
    assert "Video: removed 1.jpg (0-5s)" in sentences(FIRST, after)


def test_what_cannot_be_read_is_still_compared() -> None:
    def other(volume: float | None) -> Timeline:
        return Timeline(tracks=(Track(TrackKind.OTHER, (OpaqueClip(ClipId("x"), Span(0, 500), "glow", volume),)),))

    assert sentences(other(0.5), other(1)) == ["Other track: glow: volume 50% → 100%"]
    assert sentences(other(None), other(1)) == ["Other track: glow: volume none → 100%"]


@pytest.mark.requirement("turn.differences")
def test_timeline_wide_changes() -> None:
    before = Timeline("A", Canvas(fps=30, background="#000000"))
    after = Timeline("B", Canvas(fps=25, background="#ffffff"))
    assert sentences(before, after) == [
        "Timeline: frames per second 30 → 25",
        "Timeline: background #000000 → #ffffff",
        'Timeline: name "A" → "B"',
    ]


@pytest.mark.requirement("turn.differences")
def test_fades_outputs_and_turns_are_told() -> None:
    first, second = FIRST.visuals
    after = replace(
        rebuild(FIRST, visuals=[replace(first, rotate=90), replace(second, flip="horizontal")]),
        opening=Fade(1500),
        closing=Fade(500, "#ffffff"),
        output=Output("mov", "draft", 720, 25),
    )
    assert sentences(FIRST, after) == [
        "Timeline: fade in none → 1.5 s, #000000",
        "Timeline: fade out none → 0.5 s, #ffffff",
        "Timeline: export mp4, high → mov, draft, 720p, 25 fps",
        "Video: 1.jpg: turned none → 90° clockwise",
        "Video: 2.jpg: flipped none → horizontally",
    ]


def test_a_change_of_the_clips_keeps_how_the_video_begins_ends_and_is_exported() -> None:
    dressed = replace(FIRST, opening=Fade(300), closing=Fade(400, "#ffffff"), output=Output("gif"))
    rebuilt = rebuild(dressed, visuals=dressed.visuals[:1])
    assert (rebuilt.opening, rebuilt.closing, rebuilt.output) == (Fade(300), Fade(400, "#ffffff"), Output("gif"))


def test_a_clip_turned_by_a_quarter_is_shown_lying_on_its_side() -> None:
    (clip, _) = FIRST.visuals
    shown = [replace(clip, rotate=turn).shown for turn in (0, 90, 180, 270)]
    assert [(media.width, media.height) for media in shown] == [(400, 300), (300, 400), (400, 300), (300, 400)]


def test_an_undone_edit_leaves_no_difference() -> None:
    history = History(FIRST)
    assert compare(FIRST, history.do([SetDuration(1000)]).past[-1]) == ()


def test_the_details_say_how_a_clip_plays() -> None:
    timeline = apply_all(
        FIRST,
        [
            SetTransition(TransitionKind.SLIDE_LEFT, 6000),
            SetMotion((Motion(MotionKind.PAN_UP),)),
            AddClips((Media(MediaId("f"), MediaKind.VIDEO, "film.mp4", 4, 3, 4000),)),
        ],
    )
    first, second, film = timeline.visuals
    assert clip_details(first) == "pan up"
    assert clip_details(second, first) == "pan up, slide left 5 s in"
    assert clip_details(film, second) == "cut in"
    assert clip_details(timeline.sounds[0]) == "35%"
    assert clip_details(timeline.texts[0]) == "center"
    assert clip_details(OpaqueClip(ClipId("x"), Span(0, 1))) == ""
