"""Drafts: what is written is read back, what is foreign is carried whole, what is hostile is no crash."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kineograph.timeline import (
    Anchor,
    ClipId,
    Fade,
    Fit,
    Flip,
    Media,
    MediaId,
    MediaKind,
    Mood,
    Motion,
    MotionKind,
    OpaqueClip,
    Output,
    Place,
    SoundClip,
    SoundRole,
    Span,
    TextClip,
    TextRole,
    Timeline,
    TrackKind,
    TransitionKind,
    VisualClip,
    When,
    apply_all,
    summarise,
)
from kineograph.timeline.edits import AddClips, AddText, RemoveClips, SetDuration, SetFrame, SetMusic, SetTransition
from kineograph.timeline.layout import rebuild
from kineograph.timeline.outputs import CONTAINERS, QUALITIES
from kineograph.wire.draft import MAX_DEPTH, Draft, DraftError, write_draft
from kineograph.wire.segments import write_segment

PHOTO = Media(MediaId("m1"), MediaKind.IMAGE, "sunset.jpg", 2400, 1600, captured_at=1_700_000_000)
FILM = Media(MediaId("m2"), MediaKind.VIDEO, "surf.mp4", 640, 360, 4000, has_sound=True)
SONG = Media(MediaId("m3"), MediaKind.AUDIO, "song.mp3", duration_ms=60_000, has_sound=True)

# the vendor's reference 4.4: everything that is public about a draft
DOCUMENTED: dict[str, Any] = {
    "d": 10_000,
    "m": {"title": "project", "width": 1920, "height": 1080},
    "t": [
        {"tt": 0, "sg": [{"d": 10_000, "m": {"name": "city timelapse"}}]},
        {"tt": 1, "sg": [{"d": 10_000, "v": 0.35, "m": {"name": "Lo-fi"}}]},
        {"tt": 7, "sg": [{"d": 3000, "m": {"text": "Urban Dreams"}}]},
    ],
}

timelines = st.builds(
    lambda length, kind, mood, text, place, anchor, fit: apply_all(
        Timeline("项目"),
        [
            AddClips((PHOTO, FILM), duration_ms=length, motions=(Motion(MotionKind.PAN_UP, 0.2),), fit=fit),
            SetTransition(kind, 500),
            SetMusic(mood=mood, media=None if mood is Mood.CALM else SONG),
            AddText(text, TextRole.CAPTION, place, When(anchor, 100, 900), "#102030", 0.05),
            SetFrame(1080, 1920),
        ],
    ),
    st.integers(100, 60_000),
    st.sampled_from(TransitionKind),
    st.sampled_from(Mood),
    st.text(min_size=1).filter(str.strip),
    st.sampled_from(Place),
    st.sampled_from(Anchor),
    st.sampled_from(Fit),
)
fades = st.builds(Fade, st.integers(0, 60_000), st.sampled_from(["#000000", "#ffffff", "#102030"]))
outputs = st.builds(
    Output, st.sampled_from(CONTAINERS), st.sampled_from(QUALITIES), st.sampled_from([0, 720]), st.sampled_from([0, 25])
)
dressed = st.builds(
    lambda timeline, turns, opening, closing, output: replace(
        rebuild(
            timeline,
            visuals=[
                replace(clip, rotate=rotate, flip=flip)
                for clip, (rotate, flip) in zip(timeline.visuals, turns, strict=True)
            ],
        ),
        opening=opening,
        closing=closing,
        output=output,
    ),
    timelines,
    st.tuples(*[st.tuples(st.sampled_from([0, 90, 180, 270]), st.sampled_from(get_args(Flip)))] * 2),
    fades,
    fades,
    outputs,
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["t", "tt", "sg", "d", "m", "s", "id", "src", "k", "v", "mo", "tr", "w", "op", "ou", "rt", "fl", "cap"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(dressed)
def test_what_is_written_is_read_back(timeline: Timeline) -> None:
    over_the_wire = json.loads(json.dumps(write_draft(timeline).raw))
    assert Draft.read(over_the_wire).timeline() == timeline


def test_the_documented_draft_is_summarised_as_the_skills_do() -> None:
    draft = Draft.read(DOCUMENTED)
    assert summarise(draft.timeline()) == (
        "Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) "
        '3. Title: "Urban Dreams" (0-3s)'
    )
    assert draft.raw is DOCUMENTED
    assert draft.has_clip()


def test_segments_without_a_start_follow_one_another() -> None:
    draft = Draft.read({"t": [{"tt": 0, "sg": [{"d": 1000}, {"d": 500}, {"d": 200, "start": 5000}]}]})
    assert [(clip.span.start, clip.span.end) for clip in draft.timeline().tracks[0].clips] == [
        (0, 1000),
        (1000, 1500),
        (5000, 5200),
    ]


def test_a_track_of_unknown_type_is_shown_and_kept() -> None:
    raw = {**DOCUMENTED, "t": [*DOCUMENTED["t"], {"tt": 5, "sg": [{"d": 2000, "m": {"name": "glow"}}]}]}
    other = Draft.read(raw).timeline().tracks[-1]
    assert other.kind is TrackKind.OTHER
    assert isinstance(other.clips[0], OpaqueClip)
    written = write_draft(apply_all(Timeline(), [AddClips((PHOTO,))]), Draft.read(raw))
    assert written.raw["t"][-1] == raw["t"][-1]


@pytest.mark.requirement("reading.draft-is-carried-raw")
def test_keys_that_are_not_ours_survive_an_edit() -> None:
    timeline = apply_all(Timeline(), [AddClips((PHOTO, PHOTO))])
    raw = json.loads(json.dumps(write_draft(timeline).raw))
    raw["x"] = 1
    raw["m"]["owner"] = "someone"
    raw["t"][0]["sg"][1] |= {"glow": 3}
    raw["t"][0]["sg"][1]["m"]["note"] = "keep me"
    after = write_draft(apply_all(timeline, [RemoveClips((1,)), SetDuration(9000)]), Draft.read(raw)).raw
    assert (after["x"], after["m"]["owner"]) == (1, "someone")
    (segment,) = after["t"][0]["sg"]
    assert (segment["glow"], segment["m"]["note"], segment["d"]) == (3, "keep me", 9000)


@pytest.mark.parametrize("raw", [None, {}])
def test_nothing_is_the_draft_of_an_empty_project(raw: object) -> None:
    draft = Draft.read(raw)
    assert draft.timeline() == Timeline()
    assert not draft.has_clip()


@pytest.mark.requirement("reading.unreadable-draft")
@pytest.mark.parametrize("raw", ["<draft/>", [], 3, {"t": "x"}, {"tracks": []}])
def test_a_draft_we_cannot_read_is_said(raw: object) -> None:
    with pytest.raises(DraftError, match="cannot read"):
        Draft.read(raw)


@pytest.mark.requirement("reading.nothing-crashes")
@given(json_values)
def test_no_payload_is_a_crash(raw: Any) -> None:
    try:
        draft = Draft.read(raw)
    except DraftError:
        return
    summarise(draft.timeline())
    draft.has_clip()


def test_a_text_is_found_under_the_names_it_may_have() -> None:
    raw = {"t": [{"tt": 7, "sg": [{"d": 10, "content": "A"}, {"d": 10, "m": {"title": "B"}}, {"d": 10}]}]}
    texts = [clip.text for clip in Draft.read(raw).timeline().tracks[0].clips if isinstance(clip, TextClip)]
    assert texts == ["A", "B", ""]


def test_odd_segments_are_read_as_far_as_they_go() -> None:
    raw = {
        "t": [
            {"tt": 9, "sg": []},
            {"tt": 0, "sg": [{"src": "m1", "k": "hologram", "mo": {"k": 7}, "d": float("nan"), "in": -4}]},
            {"tt": 1, "sg": [{"d": 10, "vol": 400}]},
        ]
    }
    video, audio = Draft.read(raw).timeline().tracks
    (clip,) = video.clips
    assert isinstance(clip, VisualClip)
    assert (clip.media.kind, clip.motion, clip.span.duration) == (MediaKind.IMAGE, Motion(), 0)
    assert audio.clips == (OpaqueClip(ClipId("t2.0"), Span(0, 10), "", 1),)


def test_sounds_stay_where_they_were_put() -> None:
    film = apply_all(Timeline(), [AddClips((PHOTO, PHOTO)), SetMusic()])
    voice = SoundClip(ClipId("v"), Span(500, 2500), SONG, volume=1, fade_in_ms=0, whole=False, role=SoundRole.VOICE)
    horn = SoundClip(ClipId("h"), Span(3000, 3400), SONG, whole=False, role=SoundRole.EFFECT, source_start_ms=70)
    timeline = rebuild(film, sounds=[*film.sounds, voice, horn])
    assert timeline.sounds[1:] == (voice, horn)
    read = Draft.read(json.loads(json.dumps(write_draft(timeline).raw))).timeline()
    assert read.sounds == timeline.sounds
    assert rebuild(read, visuals=read.visuals[:1]).sounds[1:] == (voice, horn)


@pytest.mark.parametrize("odd", [None, [], "x", -90, 45, 90.0, True, {"d": -1, "c": 5, "k": "avi", "q": 7, "s": "big"}])
def test_what_cannot_be_meant_by_a_turn_a_fade_or_an_output_is_none(odd: object) -> None:
    clip = {"d": 10, "src": "m", "rt": odd, "fl": odd, "m": {"cap": "yesterday"}}
    timeline = Draft.read({"t": [{"tt": 0, "sg": [clip]}], "m": {"op": odd, "cl": odd, "ou": odd}}).timeline()
    (read,) = timeline.visuals
    assert (read.rotate, read.flip, read.media.captured_at) == (0, "", 0)
    assert (timeline.opening, timeline.closing, timeline.output) == (Fade(), Fade(), Output())


def test_a_draft_without_the_newer_keys_is_as_it_was() -> None:
    raw = json.loads(json.dumps(write_draft(apply_all(Timeline(), [AddClips((PHOTO,))])).raw))
    for key in ("op", "cl", "ou"):
        del raw["m"][key]
    (segment,) = raw["t"][0]["sg"]
    del segment["rt"], segment["fl"], segment["m"]["cap"]
    timeline = Draft.read(raw).timeline()
    assert timeline == apply_all(Timeline(), [AddClips((replace(PHOTO, captured_at=0),))])


def test_a_clip_we_cannot_read_is_written_by_its_name() -> None:
    assert write_segment(OpaqueClip(ClipId("x"), Span(0, 10), "glow")) == {
        "id": "x",
        "s": 0,
        "d": 10,
        "m": {"name": "glow"},
    }


@pytest.mark.parametrize("number", [10**400, -(10**400), float("inf"), float("-inf"), float("nan")])
def test_a_number_of_any_size_is_read(number: float) -> None:
    clip = {"id": "c", "s": number, "d": number, "src": "m", "m": {"width": number}, "v": number}
    draft = Draft.read({"t": [{"tt": 0, "sg": [clip]}, {"tt": number, "sg": []}], "d": number})
    assert draft.timeline().duration_ms >= 0


@pytest.mark.parametrize(("depth", "is_read"), [(10, True), (MAX_DEPTH - 2, True), (MAX_DEPTH + 1, False)])
def test_a_draft_deeper_than_any_timeline_is_none(depth: int, is_read: bool) -> None:
    deep: Any = 1
    for _ in range(depth):
        deep = {"x": [deep]} if isinstance(deep, int) else [deep]
    raw = {"t": [], "x": deep}
    if is_read:
        assert Draft.read(raw).raw == raw
    else:
        with pytest.raises(DraftError):
            Draft.read(raw)
