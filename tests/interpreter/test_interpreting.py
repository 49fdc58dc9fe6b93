"""What the words leave open: defaults that are said, the state of the project, and bad input."""

from __future__ import annotations

import pytest
from tests.interpreter.scenes import pictures, scene, told
from tests.interpreter.spelling import spell

from kineograph.studio.interpreter import Scene, interpret
from kineograph.timeline.clips import Media, Timeline
from kineograph.timeline.edits import AddClips, AddText, SetDuration, SetMusic, SetVolume
from kineograph.timeline.vocabulary import MediaId, MediaKind


@pytest.mark.parametrize("text", ["make a video", "做一个视频", "turn my images into a smooth video with transitions"])
def test_without_media_nothing_is_made_and_a_question_is_asked(text: str) -> None:
    found = interpret(text, scene("empty"))
    assert found.edits == ()
    assert found.report.held
    assert "pload" in found.report.question or "上传" in found.report.question


def test_every_default_of_a_new_video_is_said() -> None:
    report = interpret("make a video with music", scene("five")).report
    said = " · ".join(report.assumed)
    for default in ("3 s", "motion", "0.6 s crossfades", "16:9", "35 %", "lo-fi"):
        assert default in said
    assert report.question == ""


def test_a_default_that_was_said_is_not_assumed() -> None:
    report = interpret("make a square video, 4 seconds each, zoom in, slide transitions", scene("five")).report
    assert report.assumed == ()


def test_a_single_picture_needs_no_each_or_total() -> None:
    one = told(scene("one"), "make a video")
    assert [spell(edit) for edit in interpret("7 seconds", one).edits] == ["duration total 7000 *"]


def test_footage_keeps_its_length_until_each_is_said() -> None:
    footage = Media(MediaId("v1"), MediaKind.VIDEO, "v.mp4", 1920, 1080, 9000, has_sound=True)
    mixed = Scene(Timeline(), (*pictures(2), footage))
    plain, timed = interpret("make a video", mixed), interpret("make a video, 3 seconds each", mixed)
    assert [type(edit) for edit in plain.edits] == [AddClips]
    assert [type(edit) for edit in timed.edits] == [AddClips, SetDuration]
    placed = told(mixed, "make a video")
    assert interpret("mute the sound of the clip", placed).edits == (SetVolume(0.0, "footage"),)


def test_every_clip_is_every_picture_too() -> None:
    footage = Media(MediaId("v1"), MediaKind.VIDEO, "v.mp4", 1920, 1080, 9000, has_sound=True)
    placed = told(Scene(Timeline(), (*pictures(2), footage)), "make a video")
    for text in ("make every clip 4 seconds long", "所有片段各显示4秒"):
        assert interpret(text, placed).edits == (SetDuration(4000),)


def test_the_whole_video_is_the_one_that_is_there() -> None:
    assert [spell(edit) for edit in interpret("make the whole video 30 seconds long", scene("more")).edits] == [
        "duration total 30000 *"
    ]


def test_music_keeps_its_volume_when_only_its_mood_changes() -> None:
    quiet = told(scene("full"), "music volume 20%")
    (edit,) = interpret("make the music upbeat", quiet).edits
    assert isinstance(edit, SetMusic)
    assert edit.volume == 0.2


def test_a_count_that_does_not_match_is_noted() -> None:
    report = interpret("convert three vacation photos into a video", scene("five")).report
    assert any("3" in line and "5" in line for line in report.noted)


def test_undo_stands_alone_and_holds_the_rest() -> None:
    found = interpret("undo and make it square", scene("full"))
    assert [spell(edit) for edit in found.edits] == ["undo 1"]
    assert found.report.held


def test_the_rest_of_a_message_survives_a_clause_that_is_held() -> None:
    found = interpret("3 seconds each, add a flurble, no transitions", scene("full"))
    assert [spell(edit) for edit in found.edits] == ["transition cut/0 *", "duration each 3000 *"]
    assert any("flurble" in line for line in found.report.held)


def test_the_report_speaks_the_language_of_the_instruction() -> None:
    assert interpret("做一个视频，标题是 Hello World", scene("five")).report.language == "zh"
    assert interpret('add the title "夏日回忆"', scene("five")).report.language == "en"


@pytest.mark.parametrize("text", ["", "   ", "。。。", "?!", "'''"])
def test_an_instruction_without_words_is_asked_about(text: str) -> None:
    found = interpret(text, scene("full"))
    assert found.edits == ()
    assert found.report.question


def test_a_very_long_instruction_is_refused_whole() -> None:
    found = interpret("make a video " * 10_000, scene("five"))
    assert found.edits == ()
    assert "130000" in found.report.held[0]


def test_a_length_for_all_transitions_leaves_their_kinds() -> None:
    mixed = told(scene("full"), "fade to black between photo 2 and 3")
    spelled = [spell(edit) for edit in interpret("transitions of 1 second", mixed).edits]
    assert spelled == ["transition crossfade/1000 2,4,5", "transition fade_black/1000 3"]


def test_a_text_over_a_picture_follows_what_else_is_said() -> None:
    said = 'put "Rome" on the second photo, first photo 7 seconds, remove the third photo'
    texts = [spell(edit) for edit in interpret(said, scene("full")).edits if isinstance(edit, AddText)]
    assert texts == ["text 'Rome' title center absolute+7000/3000 #ffffff 0.08"]


def test_music_that_should_change_to_nothing_in_particular_is_asked_about() -> None:
    found = interpret("change the music", scene("full"))
    assert found.edits == ()
    assert "cinematic" in found.report.question


def test_a_pace_does_not_spoil_a_total_that_was_said() -> None:
    found = interpret("make a 15 second video, a bit faster", scene("five"))
    assert "duration total 15000 *" in [spell(edit) for edit in found.edits]
    assert not any(isinstance(edit, SetDuration) and edit.scope == "relative" for edit in found.edits)
    assert found.report.held


def test_a_count_of_pictures_that_are_not_all_is_held() -> None:
    found = interpret("2 pictures, 3 seconds each", scene("full"))
    assert found.edits == ()
    assert found.report.held


def test_a_name_without_its_ending_is_not_taken_out_of_a_picture() -> None:
    found = interpret("remove the sunset from the second photo", scene("named"))
    assert found.edits == ()
    assert found.report.held


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("remove the background music", ["remove_music"]),
        ("fade the title out", ["edit_text -1 leave=fade"]),
        ("make the whole video 20 seconds long", ["duration total 20000 *"]),
    ],
)
def test_what_is_there_is_changed_and_nothing_is_added_or_cut_out(text: str, edits: list[str]) -> None:
    assert [spell(edit) for edit in interpret(text, scene("full")).edits] == edits


def test_what_is_listed_after_a_removal_is_removed_as_well() -> None:
    faded = told(scene("full"), "fade in from black at the start and fade out to black at the end")
    assert (faded.timeline.opening.duration_ms, faded.timeline.closing.duration_ms) == (1000, 1000)
    plain = told(faded, "remove the music, the fade in and the fade out")
    assert (plain.timeline.opening.duration_ms, plain.timeline.closing.duration_ms) == (0, 0)
    assert not plain.timeline.sounds
    ending = told(scene("full"), "no music and a fade out at the end")
    assert (ending.timeline.closing.duration_ms, ending.timeline.sounds) == (1000, ())


def test_a_bare_list_goes_on_about_what_is_added() -> None:
    (edit,) = interpret(
        "add p6.jpg and p7.jpg at position 2, 4 seconds each, zoom out, with plain cuts", scene("more")
    ).edits
    assert isinstance(edit, AddClips)
    assert (edit.at, edit.duration_ms, [motion.kind.value for motion in edit.motions]) == (2, 4000, ["zoom_out"])
    assert edit.transition.value == "cut"
    held = interpret("add nosuch.jpg at the end, 4 seconds each, zoom out", scene("more"))
    assert held.edits == ()
    assert len(held.report.held) == 3


@pytest.mark.parametrize("text", ["no zoom on the last photo, keep it still", "最后一张不要放大，保持静止"])
def test_what_is_kept_still_in_the_same_breath_is_the_picture_that_was_spoken_of(text: str) -> None:
    found = interpret(text, scene("full"))
    assert [spell(edit) for edit in found.edits] == ["motion still 5"]
    assert not found.report.held
