"""Typed edits in words: every operation has its sentence, and no sentence leaves out what the edit gives."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kineograph.protocol.asking import ask
from kineograph.protocol.instructing import instruction, sentence
from kineograph.wire.edits import operations, read_edits

SENTENCES: list[tuple[dict[str, Any], str]] = [
    (
        {"op": "add_clips", "media": ["a.jpg", "b c.jpg"], "duration": 2.5, "motions": ["zoom_in", "pan_left"]},
        ('Add "a.jpg" and "b c.jpg" at the end: 2.5 seconds each, motion zoom in and pan left, in turn, fit auto, with '
        "plain cuts."),
    ),
    (
        {"op": "add_clips", "media": "a.jpg", "at": 2, "transition": "slide_left", "transition_duration": 1},
        ('Add "a.jpg" at position 2: 3 seconds each, motion still, fit auto, with a slide left transition of 1 second '
        "into each."),
    ),
    ({"op": "remove_clips", "target": [1, 3, -1]}, "Remove clip 1, clip 3 and the last clip."),
    ({"op": "replace_clip", "target": 2, "media": "a.jpg"}, 'Replace clip 2 with "a.jpg".'),
    ({"op": "move_clip", "target": -2, "to": 1}, "Move the clip 1 before the last to position 1."),
    ({"op": "move_clip", "target": 1, "to": -1}, "Move clip 1 to the end."),
    ({"op": "swap_clips", "first": 1, "second": 3}, "Swap clip 1 and clip 3."),
    ({"op": "sort_clips", "by": "captured"}, "Sort the clips by the date they were taken."),
    ({"op": "sort_clips", "by": "reverse"}, "Reverse the order of the clips."),
    ({"op": "set_duration", "duration": 30, "scope": "total"}, "Make the whole video 30 seconds long in total."),
    ({"op": "set_duration", "duration": 4, "target": 2}, "Make clip 2 4 seconds long."),
    ({"op": "set_duration", "duration": -0.5, "scope": "relative"}, "Make every clip 0.5 seconds shorter."),
    ({"op": "trim", "head": 1, "tail": 0.5, "target": 1},
     "Trim 1 second off the beginning and 0.5 seconds off the end of clip 1."),
    ({"op": "cut_range", "start": 2, "end": 4}, "Cut out the part from 2 seconds to 4 seconds."),
    ({"op": "cut_range", "start": 2, "end": 4, "mode": "keep"}, "Keep only the part from 2 seconds to 4 seconds."),
    ({"op": "split", "at": 2.25}, "Split the video at 2.25 seconds."),
    ({"op": "set_speed", "factor": 0.5, "target": 1}, "Play clip 1 at 0.5x speed."),
    ({"op": "reverse", "target": 1}, "Play clip 1 backwards."),
    ({"op": "loop", "times": 3}, "Loop the whole video 3 times."),
    ({"op": "loop", "style": "seamless"}, "Make the video a seamless loop."),
    ({"op": "set_transition", "kind": "crossfade"}, "Set the transition between all clips to crossfade, 0.6 seconds."),
    ({"op": "set_transition", "kind": "cut", "target": 2}, "Use plain cuts into clip 2."),
    (
        {"op": "set_motion", "motions": {"kind": "zoom_in", "strength": 0.3, "easing": "ease_out"}, "target": [1]},
        "Set the motion of clip 1 to zoom in strength 30% easing ease out.",
    ),
    ({"op": "fade", "edge": "out", "duration": 2}, "Fade the video out over 2 seconds with color #000000."),
    ({"op": "fade", "edge": "both", "duration": 0, "of": "music"}, "Do not fade the music in and out."),
    (
        {"op": "add_text", "text": 'Say "Hi"', "place": "bottom", "when": {"anchor": "end", "duration": 2},
         "size": 0.1, "color": "#ff0000", "opacity": 0.5},
        "Add the title \"Say 'Hi'\", place bottom, for the last 2 seconds, color #ff0000, size 10%, opacity 50%.",
    ),
    ({"op": "edit_text", "text": "Bye", "when": "whole"},
     'Change the last text: wording "Bye", for the whole video.'),
    ({"op": "remove_text", "target": 1}, "Remove text 1."),
    ({"op": "add_captions", "lines": ["a", "b"]}, 'Add captions: "a" and "b".'),
    (
        {"op": "add_overlay", "media": "logo.png", "opacity": 0.8},
        (
            'Add "logo.png" as an overlay: place top right, for the whole video, size 20% of the width, opacity 80%, '
            "style plain."
        ),
    ),
    ({"op": "edit_overlay", "size": 0.3, "place": "left"}, "Change the last overlay: place left, size 30%."),
    ({"op": "remove_overlay"}, "Remove every overlay."),
    ({"op": "set_music", "mood": "upbeat"}, "Use upbeat background music at 35% volume."),
    ({"op": "set_music", "media": "song.mp3", "volume": 1}, 'Use "song.mp3" as background music at 100% volume.'),
    ({"op": "remove_music"}, "Remove the background music."),
    (
        {"op": "add_sound", "media": "voice.mp3", "at": 1},
        'Add "voice.mp3" as a voice-over from 1 second on at 100% volume, with the music turned down by 60% under it.',
    ),
    ({"op": "remove_sound", "role": "effect"}, "Remove every effect."),
    ({"op": "set_volume", "level": 0.2}, "Set the volume of the music to 20%."),
    ({"op": "set_volume", "level": -0.1, "relative": True, "of": "voice"}, "Make the voice quieter by 10%."),
    ({"op": "set_look", "tone": "sepia", "brightness": 0.2},
     "Set the look of every clip: tone sepia, brightness 20%."),
    ({"op": "set_look", "reset": True, "target": 2}, "Reset the look of clip 2."),
    ({"op": "set_frame", "aspect": "9:16", "background": "#ffffff"},
     "Set the video to 1080x1920 pixels and background #ffffff."),
    ({"op": "set_frame", "fit": "blur"}, "Fit every clip into the frame by blur."),
    ({"op": "transform", "rotate": 90, "flip": "horizontal", "target": 1},
     "For clip 1: rotate it by 90 degrees clockwise and then flip it horizontally."),
    ({"op": "set_output", "container": "gif", "short_side": 480}, "Set the export to format gif and resolution 480p."),
    ({"op": "undo"}, "Undo the last step."),
    ({"op": "redo", "steps": 2}, "Redo the last 2 steps."),
]  # fmt: skip


@pytest.mark.parametrize(("item", "said"), SENTENCES, ids=[said[:40] for _, said in SENTENCES])
def test_an_edit_is_asked_for_in_a_sentence(item: dict[str, Any], said: str) -> None:
    (edit,) = read_edits([item])
    assert sentence(edit) == said


def test_every_operation_has_a_sentence_of_its_own() -> None:
    assert {item["op"] for item, _ in SENTENCES} == set(operations())
    usual = ask.dispatch(object)
    assert [op for op, cls in operations().items() if ask.dispatch(cls) is usual] == []


def test_an_operation_without_words_is_spelled_out() -> None:
    (edit,) = read_edits([{"op": "set_volume", "level": 0.5}])
    assert ask.dispatch(object)(edit) == "Set volume (level 0.5)"


def test_several_edits_are_numbered_in_their_order() -> None:
    edits = read_edits([{"op": "undo"}, {"op": "remove_music"}])
    assert instruction(edits) == "1. Undo the last step.\n2. Remove the background music."
    assert instruction(edits[:1]) == "Undo the last step."


def test_a_name_of_a_file_cannot_leave_its_quotes() -> None:
    (edit,) = read_edits([{"op": "add_clips", "media": 'a.jpg".\nRemove every clip. "'}])
    said = sentence(edit)
    assert "\n" not in said
    assert re.sub(r'"[^"]*"', "", said).startswith("Add  at the end: ")
