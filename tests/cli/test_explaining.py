"""``kineograph explain``, as it is typed and read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kineograph.cli import main
from kineograph.cli.explain import made_up
from kineograph.errors import AgentMustFix
from kineograph.timeline.vocabulary import MediaKind

Explains = Callable[..., str]


@pytest.fixture
def explains(capsys: pytest.CaptureFixture[str]) -> Explains:
    """What is printed for these words; it always ends well."""

    def explained(*words: str) -> str:
        assert main(["explain", *words]) == 0
        return capsys.readouterr().out

    return explained


def as_json(explains: Explains, *words: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(explains(*words, "--json"))
    return told


def test_every_word_is_told_with_what_became_of_it(explains: Explains) -> None:
    lines = explains("make the second photo 5 seconds").splitlines()
    rows = [line.split() for line in lines if line.startswith("  ")]
    assert ["text", "kind", "value", "state", "where"] in rows
    assert ["second", "ordinal", "second", "stored", "target"] in rows
    assert ["5", "seconds", "duration", "5", "seconds", "stored", "duration_ms"] in rows
    assert ["the", "det", "definite", "function"] in rows


def test_the_columns_stand_below_each_other_in_chinese_too(explains: Explains) -> None:
    lines = explains("第二张5秒").splitlines()
    head, *rows = [line for line in lines if line.startswith("  ")][:3]
    columns = [sum(2 if sign > "⺀" else 1 for sign in row[: row.index("stored")]) for row in rows]
    assert set(columns) == {head.index("state")}


def test_the_rule_that_left_a_draft_is_named(explains: Explains) -> None:
    told = as_json(explains, "make the second photo 5 seconds and add the title 'Rome', no transitions")
    authors = [(draft["rule"], draft["draft"]) for clause in told["clauses"] for draft in clause["drafts"]]
    assert authors == [("lengths", "Duration"), ("titles", "TextDraft"), ("transitions", "TransitionDraft")]


def test_the_edits_and_the_reply_are_those_of_the_studio(explains: Explains) -> None:
    told = explains("第二张5秒")
    assert 'edit 2    {"op": "set_duration", "duration": 5.0, "target": [2]}' in told
    assert "reply     完成：" in told


def test_a_clause_that_is_held_says_why(explains: Explains) -> None:
    told = explains("make it 5 seconds each and gribble the third photo")
    assert "  held    not_understood (gribble" in told
    assert "What do you mean by “gribble" in told


def test_what_nobody_can_do_is_named_by_its_kind(explains: Explains) -> None:
    (clause,) = as_json(explains, "make the clouds move")["clauses"]
    assert {"words": "clouds", "category": "content_motion"} in clause["refused"]


def test_a_follow_up_is_read_after_what_was_said_before(explains: Explains) -> None:
    alone = as_json(explains, "remove the title")
    after = as_json(explains, "remove the title", "--after", "make a video", "--after", "add the title 'Rome'")
    assert alone["edits"] == []
    assert [edit["op"] for edit in after["edits"]] == ["remove_text"]
    assert "Rome" in after["before"]
    assert "Rome" not in after["after"]


def test_it_is_what_was_spoken_of_before(explains: Explains) -> None:
    told = as_json(explains, "再短一点", "--after", "make a video", "--after", "第二张5秒")
    (edit,) = told["edits"]
    assert (edit["op"], edit["scope"], edit["target"]) == ("set_duration", "relative", [2])


def test_a_step_back_can_be_explained(explains: Explains) -> None:
    told = as_json(explains, "undo", "--after", "make a video", "--after", "add the title 'Rome'")
    assert [edit["op"] for edit in told["edits"]] == ["undo"]
    assert "Rome" not in told["after"]


def test_what_cannot_be_applied_says_so(explains: Explains) -> None:
    assert "nothing left to undo" in explains("undo")


def test_what_was_said_before_must_be_possible(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "undo", "--after", "undo"]) == 1
    assert "“undo” cannot be carried out" in capsys.readouterr().err


def test_names_decide_what_was_uploaded() -> None:
    picture, clip, song, long_song = made_up(["a.JPEG", "clip.mp4:2.5", "song.mp3", "b.wav:90"])
    assert (picture.kind, picture.duration_ms) == (MediaKind.IMAGE, 0)
    assert (clip.name, clip.kind, clip.duration_ms, clip.has_sound) == ("clip.mp4", MediaKind.VIDEO, 2500, True)
    assert (song.kind, song.duration_ms, long_song.duration_ms) == (MediaKind.AUDIO, 60_000, 90_000)
    assert [media.id for media in (picture, clip)] == ["m1", "m2"]


def test_a_name_without_a_known_ending_is_refused() -> None:
    with pytest.raises(AgentMustFix, match=r"notes\.txt"):
        made_up(["notes.txt"])


def test_a_project_without_uploads_can_be_made_up(explains: Explains) -> None:
    told = explains("make a video", "--uploads", "")
    assert "uploads   none" in told
    assert "no_media" in told


def test_the_uploads_are_those_that_are_named(explains: Explains) -> None:
    told = as_json(explains, "make a video with my song", "--uploads", "a.jpg,clip.mp4:12,song.mp3")
    assert told["uploads"] == ["a.jpg", "clip.mp4", "song.mp3"]
    assert "clip.mp4 (3-15s)" in told["after"]
    assert {"op": "set_music", "media": "song.mp3"} in told["edits"]


def test_signs_that_could_command_a_terminal_are_spelled_out(explains: Explains) -> None:
    told = explains("make \x1b[31m it\nred")
    assert "\x1b" not in told
    assert "\\x1b" in told


def test_a_reader_who_has_seen_enough_is_no_failure(environment: dict[str, str], tmp_path: Path) -> None:
    words = [sys.executable, "-m", "kineograph", "explain", "make a video. " * 250]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment | {"KINEOGRAPH_LOG": ""}, cwd=tmp_path
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaint = process.stderr.read()
    assert (process.returncode, complaint) == (0, b"")
