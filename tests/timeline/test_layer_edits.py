"""Edits of what lies over the pictures or sounds beside them, and of how the video begins and ends."""

from __future__ import annotations

import pytest
from tests.timeline.material import FILM, LOGO, PHOTOS, SONG, VOICE, five, mixed, only

from kineograph.timeline import (
    Anchor,
    EditError,
    Fade,
    Ground,
    Mood,
    OverlayStyle,
    Place,
    SoundRole,
    Span,
    TextEffect,
    TextRole,
    Timeline,
    When,
    apply,
)
from kineograph.timeline.edits import (
    AddClips,
    AddOverlay,
    AddSound,
    AddText,
    Edit,
    EditOverlay,
    EditText,
    RemoveMusic,
    RemoveOverlay,
    RemoveSound,
    RemoveText,
    SetDuration,
    SetFade,
    SetMusic,
    SetVolume,
)


@pytest.mark.parametrize(
    ("role", "place", "span", "size", "effect"),
    [
        (TextRole.TITLE, Place.CENTER, Span(0, 3000), 0.08, TextEffect.FADE),
        (TextRole.CAPTION, Place.BOTTOM, Span(0, 15_000), 0.05, TextEffect.FADE),
        (TextRole.LOWER_THIRD, Place.BOTTOM_LEFT, Span(500, 4500), 0.05, TextEffect.FADE),
        (TextRole.CREDITS, Place.CENTER, Span(10_000, 15_000), 0.05, TextEffect.NONE),
        (TextRole.WATERMARK, Place.BOTTOM_RIGHT, Span(0, 15_000), 0.035, TextEffect.NONE),
    ],
)
def test_a_text_is_as_its_role_usually_is(
    role: TextRole, place: Place, span: Span, size: float, effect: TextEffect
) -> None:
    text = only(five(AddText("Summer", role)).texts)
    assert (text.role, text.place, text.span, text.size, text.enter, text.leave) == (
        role, place, span, size, effect, effect,
    )  # fmt: skip


def test_what_is_said_of_a_text_goes_before_what_is_usual() -> None:
    text = only(
        five(
            AddText(
                "Anna", TextRole.LOWER_THIRD, Place.TOP, When(Anchor.END, 0, 1000), "#ff0000", 0.2, Ground.PLATE,
                TextEffect.SLIDE, TextEffect.TYPEWRITER, 0.5,
            )
        ).texts
    )  # fmt: skip
    assert (text.place, text.span, text.color, text.size) == (Place.TOP, Span(14_000, 15_000), "#ff0000", 0.2)
    assert (text.ground, text.enter, text.leave, text.opacity) == (
        Ground.PLATE, TextEffect.SLIDE, TextEffect.TYPEWRITER, 0.5,
    )  # fmt: skip


def test_only_the_named_fields_of_a_text_change() -> None:
    before = five(AddText("One"), AddText("Two", color="#00ff00"))
    after = apply(before, EditText(1, role=TextRole.WATERMARK, opacity=0.4, leave=TextEffect.NONE))
    first, second = after.texts
    assert (first.text, first.role, first.opacity, first.enter, first.leave) == (
        "One", TextRole.WATERMARK, 0.4, TextEffect.FADE, TextEffect.NONE,
    )  # fmt: skip
    assert second == before.texts[1]
    assert apply(before, EditText()) == before


def test_an_overlay_lies_over_the_whole_video_unless_a_time_is_said() -> None:
    logo = only(five(AddOverlay(LOGO)).overlays)
    assert (logo.place, logo.size, logo.opacity, logo.style) == (Place.TOP_RIGHT, 0.2, 1.0, OverlayStyle.PLAIN)
    assert (logo.when, logo.span) == (When(Anchor.WHOLE), Span(0, 15_000))
    longer = five(AddOverlay(LOGO), SetDuration(20_000, "total"))
    assert only(longer.overlays).span == Span(0, 20_000)


def test_overlays_are_changed_and_removed_by_number() -> None:
    before = five(AddOverlay(LOGO), AddOverlay(FILM, style=OverlayStyle.FRAMED))
    after = apply(before, EditOverlay(1, PHOTOS[0], Place.BOTTOM, When(Anchor.START, 1000, 2000), 0.5, 0.3))
    first, second = after.overlays
    assert (first.media, first.place, first.span, first.size, first.opacity) == (
        PHOTOS[0], Place.BOTTOM, Span(1000, 3000), 0.5, 0.3,
    )  # fmt: skip
    assert second == before.overlays[1]
    assert only(apply(after, RemoveOverlay((1,))).overlays) == second
    assert apply(after, RemoveOverlay()).overlays == ()


def test_a_voice_is_as_long_as_its_file_and_the_music_gives_way_to_it() -> None:
    after = five(SetMusic(SONG), AddSound(VOICE, at_ms=13_000, volume=0.8, duck=0.9))
    music, voice = after.sounds
    assert (music.duck, voice.role, voice.volume, voice.whole) == (0.9, SoundRole.VOICE, 0.8, False)
    assert voice.span == Span(13_000, 17_000)
    assert after.duration_ms == 15_000
    assert apply(after, SetDuration(20_000, "total")).sounds[1].span == Span(13_000, 17_000)


def test_new_music_leaves_the_voices_alone() -> None:
    before = five(AddSound(VOICE), AddSound(VOICE, SoundRole.EFFECT, 2000), SetMusic(mood=Mood.CALM))
    after = apply(before, SetMusic(SONG))
    assert [clip.name for clip in after.sounds] == ["voice.m4a", "voice.m4a", "song.mp3"]
    assert [clip.role.value for clip in apply(after, RemoveMusic()).sounds] == ["voice", "effect"]
    assert [clip.role.value for clip in apply(after, RemoveSound(SoundRole.VOICE)).sounds] == ["effect", "music"]
    assert [clip.role.value for clip in apply(after, RemoveSound(SoundRole.EFFECT)).sounds] == ["voice", "music"]
    assert [clip.role.value for clip in apply(after, RemoveSound()).sounds] == ["music"]


def test_each_kind_of_sound_has_a_volume_of_its_own() -> None:
    after = mixed(
        SetMusic(),
        AddSound(VOICE),
        AddSound(VOICE, SoundRole.EFFECT),
        SetVolume(0.5),
        SetVolume(0.6, "voice"),
        SetVolume(-0.3, "effect", relative=True),
        SetVolume(1.5, "footage"),
        SetVolume(5, "music", relative=True),
    )
    assert {clip.role.value: clip.volume for clip in after.sounds} == {"music": 2.0, "voice": 0.6, "effect": 0.7}
    assert [clip.volume for clip in after.visuals] == [1.0, 1.5, 1.0]
    assert mixed(SetVolume(0, "footage", target=(2,))).visuals[1].volume == 0


def test_the_video_fades_at_either_end() -> None:
    after = five(SetFade("in", 800, "#ffffff"), SetFade("out"))
    assert (after.opening, after.closing) == (Fade(800, "#ffffff"), Fade(1000))
    none = apply(after, SetFade("both", 0))
    assert (none.opening.duration_ms, none.closing.duration_ms) == (0, 0)
    assert after.duration_ms == 15_000


def test_the_music_fades_at_either_end_and_voices_do_not() -> None:
    after = five(SetMusic(), AddSound(VOICE), SetFade("out", 4000, of="music"))
    music, voice = after.sounds
    assert (music.fade_in_ms, music.fade_out_ms, voice.fade_out_ms) == (500, 4000, 0)
    assert apply(after, SetFade("both", 0, of="music")).sounds[0].fade_in_ms == 0


def test_texts_fade_where_they_are_named() -> None:
    texts = five(AddText("One", enter=TextEffect.SLIDE, leave=TextEffect.SLIDE), AddText("Two"))
    after = apply(texts, SetFade("in", 700, of="text", target=(1,)))
    first, second = after.texts
    assert (first.enter, first.leave, first.fade_ms) == (TextEffect.FADE, TextEffect.SLIDE, 700)
    assert second == texts.texts[1]
    gone = apply(texts, SetFade("both", 0, of="text"))
    assert {(clip.enter, clip.leave) for clip in gone.texts} == {(TextEffect.NONE, TextEffect.NONE)}


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (AddText("x" * 501), "TEXT_TOO_LONG"),
        (AddText("x", opacity=1.1), "OUT_OF_RANGE"),
        (AddText("x", color="red"), "NO_SUCH_COLOR"),
        (AddText("x", when=When(Anchor.ABSOLUTE, 15_000, 1000)), "NO_SUCH_TIME"),
        (AddText("x", when=When(Anchor.ABSOLUTE, -1, 1000)), "NO_SUCH_TIME"),
        (AddText("x", when=When(Anchor.END, 0, 0)), "NO_SUCH_TIME"),
        (EditText(text=" "), "NO_TEXT"),
        (EditText(when=When(Anchor.START, 99_000)), "NO_SUCH_TIME"),
        (EditText(2, text="x"), "NO_SUCH_CLIP"),
        (RemoveText((2,)), "NO_SUCH_CLIP"),
        (AddOverlay(SONG), "NOT_A_PICTURE"),
        (AddOverlay(LOGO, size=0.01), "OUT_OF_RANGE"),
        (AddOverlay(LOGO, opacity=-0.1), "OUT_OF_RANGE"),
        (AddOverlay(LOGO, when=When(Anchor.ABSOLUTE, 15_000, 1000)), "NO_SUCH_TIME"),
        (EditOverlay(media=SONG), "NOT_A_PICTURE"),
        (EditOverlay(size=1.1), "OUT_OF_RANGE"),
        (EditOverlay(), "NO_SUCH_CLIP"),
        (RemoveOverlay((1,)), "NO_SUCH_CLIP"),
        (AddSound(PHOTOS[0]), "NOT_SOUND"),
        (AddSound(VOICE, SoundRole.MUSIC), "NOT_A_VOICE"),
        (AddSound(VOICE, at_ms=15_000), "OUT_OF_RANGE"),
        (AddSound(VOICE, volume=2.1), "OUT_OF_RANGE"),
        (AddSound(VOICE, duck=1.1), "OUT_OF_RANGE"),
        (SetVolume(0.5, "voice"), "NO_VOICE"),
        (SetVolume(0.5, "effect"), "NO_EFFECT"),
        (SetVolume(0.5, "footage"), "NO_FOOTAGE"),
        (SetVolume(0.5, "footage", target=(9,)), "NO_SUCH_CLIP"),
        (SetFade("in", 10_001), "OUT_OF_RANGE"),
        (SetFade("in", color="white"), "NO_SUCH_COLOR"),
        (SetFade("in", of="music"), "NO_MUSIC"),
        (SetFade("in", of="text", target=(2,)), "NO_SUCH_CLIP"),
    ],
)
def test_a_refused_edit_says_why(edit: Edit, code: str) -> None:
    with pytest.raises(EditError) as refused:
        five(AddText("There"), edit)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")


def test_a_voice_needs_a_video_and_a_fade_something_to_fade() -> None:
    with pytest.raises(EditError, match="no video yet"):
        apply(Timeline(), AddSound(VOICE))
    with pytest.raises(EditError, match="no text to fade"):
        five(SetFade("in", of="text"))


def test_taking_away_what_is_not_there_changes_nothing() -> None:
    before = five()
    for edit in (RemoveText(), RemoveOverlay(), RemoveMusic(), RemoveSound()):
        assert apply(before, edit) == before


def test_there_is_a_bound_on_everything_on_the_timeline() -> None:
    with pytest.raises(EditError) as refused:
        apply(Timeline(), AddClips(PHOTOS * 201, duration_ms=200))
    assert refused.value.code == "TOO_MANY_CLIPS"
