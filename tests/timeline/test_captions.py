"""Captions from lines and from SubRip text: what is read, what is refused, and that nothing is lost unsaid."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kineograph.timeline import EditError, Media, MediaId, MediaKind, Place, Span, TextEffect, TextRole, Timeline, apply
from kineograph.timeline.captions import (
    MOST_CAPTIONS,
    MOST_CHARACTERS,
    SHORTEST_MS,
    Caption,
    captions_from_lines,
    captions_from_srt,
)
from kineograph.timeline.edits import AddCaptions, AddClips, AddText

PHOTOS = tuple(Media(MediaId(f"m{n}"), MediaKind.IMAGE, f"{n}.jpg", 400, 300) for n in range(1, 5))
SRT = """1
00:00:01,000 --> 00:00:03,500
Hello <i>there</i>

2
00:00:04,000 --> 00:00:06,000
Two lines
of it
"""


def video() -> Timeline:
    return apply(Timeline(), AddClips(PHOTOS, duration_ms=3000))


def read(text: str) -> list[tuple[str, int, int]]:
    return [(caption.text, caption.span.start, caption.span.end) for caption in captions_from_srt(text).captions]


def test_subtitles_become_captions_with_their_times() -> None:
    assert captions_from_srt(SRT).captions == (
        Caption("Hello there", Span(1000, 3500)),
        Caption("Two lines\nof it", Span(4000, 6000)),
    )
    assert captions_from_srt(SRT).faults == ()


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + SRT,
        "\ufeff" + SRT.removeprefix("1\n"),
        SRT.replace("\n", "\r\n"),
        SRT.replace("\n", "\r"),
        SRT.replace(",", "."),
        SRT.replace("1\n00", "00").replace("2\n00", "00"),
        SRT.replace("\n\n2\n", "\n2\n"),
        SRT.replace("-->", "->"),
        SRT.replace("00:00:0", "00:0"),
        SRT.replace("<i>there</i>", '{\\an8}<font color="red">there</font>'),
        SRT.replace("--> 00:00:03,500", "--> 00:00:03,500  X1:40 X2:600"),
        SRT.replace("\n\n", "\n \n\n\n"),
        SRT.replace("00:00:01,000", "0:0:1,0"),
    ],
)
def test_the_ways_in_which_subtitles_are_found_all_read_the_same(text: str) -> None:
    assert read(text) == read(SRT)


def test_a_sign_that_is_no_tag_stays() -> None:
    assert read("00:01,0 --> 00:02,0\n1 < 2 &amp; I <3 you {smile}") == [("1 < 2 & I <3 you {smile}", 1000, 2000)]


def test_captions_out_of_order_are_put_in_order_and_never_stand_over_each_other() -> None:
    text = "00:05,0 --> 00:09,0\nthird\n\n00:01,0 --> 00:04,0\nfirst\n\n00:03,0 --> 00:05,0\nsecond"
    assert read(text) == [("first", 1000, 3000), ("second", 3000, 5000), ("third", 5000, 9000)]


def test_two_speakers_at_one_time_share_a_caption() -> None:
    assert read("00:01,0 --> 00:04,0\nA\n\n00:01,1 --> 00:05,0\nB") == [("A\nB", 1000, 5000)]


def test_a_block_that_cannot_be_read_is_named_with_its_line_and_the_rest_is_read() -> None:
    bad = "\n\n3\n00:00:99,000 --> soon\nlost\n\nstray words\n\n00:00:09,000 --> 00:00:08,000\nback\n\n"
    bad += "00:10,0 --> 00:11,0\n<b></b>"
    found = captions_from_srt(SRT + bad)
    assert len(found.captions) == 2
    assert [(fault.line, fault.reason.split()[0]) for fault in found.faults] == [
        (11, "its"),
        (15, "there"),
        (17, "it"),
        (20, "it"),
    ]


def test_endless_subtitles_are_read_up_to_a_bound_that_is_said() -> None:
    many = "".join(
        f"{n // 60:02}:{n % 60:02},0 --> {n // 60:02}:{n % 60:02},9\nword\n\n" for n in range(MOST_CAPTIONS + 20)
    )
    found = captions_from_srt(many)
    assert len(found.captions) == MOST_CAPTIONS
    assert "20 captions" in found.faults[-1].reason
    assert str(MOST_CHARACTERS) in captions_from_srt(" " * (MOST_CHARACTERS + 1)).faults[-1].reason
    junk = captions_from_srt("junk\n\n" * 500)
    assert len(junk.faults) + junk.more_faults == 500


@given(st.text("0123:,.->\n <i>{}\\aé字\r\ufeff", max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = captions_from_srt(text)
    for one, other in itertools.pairwise(found.captions):
        assert one.span.end <= other.span.start


@given(st.lists(st.text("ab 字", max_size=60), max_size=30), st.integers(0, 90_000))
def test_lines_are_dealt_over_the_whole_time_by_how_long_they_take_to_read(lines: list[str], total: int) -> None:
    kept = [line.strip() for line in lines if line.strip()]
    if len(kept) * SHORTEST_MS > total:
        with pytest.raises(ValueError, match="captions need"):
            captions_from_lines(lines, total)
        return
    captions = captions_from_lines(lines, total)
    assert [caption.text for caption in captions] == kept
    edges = [0, *(caption.span.end for caption in captions)]
    assert [caption.span.start for caption in captions] == edges[:-1]
    assert not captions or edges[-1] == total
    assert all(caption.span.duration >= SHORTEST_MS for caption in captions)


def test_a_longer_line_shows_longer() -> None:
    short, long, wide = captions_from_lines(
        ["Hi", "A line that takes a while to read", "很长的一行字幕需要更多时间"], 12_000
    )
    assert short.span.duration < wide.span.duration < long.span.duration


def test_added_captions_stand_at_the_foot_at_their_times_and_replace_nothing() -> None:
    timeline = apply(apply(video(), AddText("Title")), AddCaptions(srt=SRT, color="#ffee00"))
    assert [(text.text, text.role) for text in timeline.texts[:2]] == [
        ("Title", TextRole.TITLE),
        ("Hello there", TextRole.CAPTION),
    ]
    caption = timeline.texts[1]
    assert (caption.span, caption.place, caption.color) == (Span(1000, 3500), Place.BOTTOM, "#ffee00")
    assert (caption.enter, caption.leave) == (TextEffect.NONE, TextEffect.NONE)
    assert len({text.id for text in timeline.texts}) == 3


def test_lines_are_laid_along_the_whole_video() -> None:
    timeline = apply(video(), AddCaptions(("One", "", "Two")))
    assert [(text.text, text.span.start, text.span.end) for text in timeline.texts] == [
        ("One", 0, 6000),
        ("Two", 6000, 12_000),
    ]


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (AddCaptions(), "NO_TEXT"),
        (AddCaptions(("x",) * 13), "TOO_MANY_CAPTIONS"),
        (AddCaptions(srt="not subtitles"), "NO_CAPTIONS"),
        (AddCaptions(("x",), size=0.5), "OUT_OF_RANGE"),
    ],
)
def test_captions_that_cannot_be_added_say_what_to_do(edit: AddCaptions, code: str) -> None:
    with pytest.raises(EditError) as caught:
        apply(video(), edit)
    assert caught.value.code == code
    assert caught.value.hint or code == "OUT_OF_RANGE"
