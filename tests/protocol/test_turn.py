"""One turn's stream, read event by event."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from kineograph.protocol.reports import Report, read_report
from kineograph.protocol.turn import Ending, Limits, Reading, StreamKind, TurnReader
from kineograph.wire.events import (
    Event,
    Failed,
    Fragment,
    Heartbeat,
    Said,
    StateChanged,
    ToolAnswered,
    ToolCalled,
    Unreadable,
)

CALL = ToolCalled("c1", "edit_multitrack")
ANSWER = ToolAnswered("c1", "edit_multitrack", {"status": "success"})
NOISE = Said("I encountered a temporary issue. Please try again.")
ONE = st.sampled_from(
    [
        Heartbeat(),
        Said("Done."),
        NOISE,
        Fragment("Do"),
        CALL,
        ANSWER,
        StateChanged({"draft": {"t": []}}),
        Failed("X", "no"),
        Unreadable(3),
        ToolAnswered("", "unknown_tool", {"error": "no"}),
    ]
)


def read(*frames: Iterable[Event], ending: Ending = Ending.CLEAN) -> Reading:
    reader = TurnReader(0)
    for frame in frames:
        reader.feed(frame, 1)
    return reader.finish(ending)


def test_words_after_an_error_mean_the_agent_got_over_it() -> None:
    assert read([Failed("X", "no")], [Said("Done.")]).kind is StreamKind.TEXT


def test_an_error_answers_an_open_call() -> None:
    assert read([CALL], [Failed("RuntimeError", "tool exploded")]).kind is StreamKind.ERROR


def test_a_call_without_an_id_is_closed_by_its_name() -> None:
    call, answer = ToolCalled("", "edit_multitrack"), ToolAnswered("", "edit_multitrack", {"status": "success"})
    assert read([call], [answer]).kind is StreamKind.SILENT


def test_an_open_call_at_the_end_is_an_interruption() -> None:
    reading = read([Said("Working.")], [CALL])
    assert (reading.kind, reading.open_calls) == (StreamKind.INTERRUPTED, ("edit_multitrack",))


def test_a_dropped_stream_is_an_interruption_whatever_it_said() -> None:
    for ending in (Ending.DROPPED, Ending.LEFT):
        assert read([Said("All done!")], ending=ending).kind is StreamKind.INTERRUPTED


def test_a_trailing_temporary_issue_is_noise_after_something_real() -> None:
    assert read([Said("Added.")], [NOISE]).texts == ("Added.",)
    assert read([CALL], [ANSWER], [NOISE]).kind is StreamKind.SILENT
    assert read([StateChanged({"draft": {}})], [NOISE]).texts == ()


def test_a_temporary_issue_alone_is_an_error_in_both_languages() -> None:
    assert read([NOISE]).kind is StreamKind.TEMPORARY_ISSUE
    assert read([Said("抱歉，我遇到了一个临时问题，请稍后再试。")]).kind is StreamKind.TEMPORARY_ISSUE


def test_a_failed_tool_does_not_turn_an_issue_into_noise() -> None:
    failed = ToolAnswered("c1", "edit_multitrack", {"status": "error", "error": "quota"})
    assert read([CALL], [failed], [NOISE]).kind is StreamKind.TEMPORARY_ISSUE


def test_the_raw_video_is_news_at_once() -> None:
    reader = TurnReader(0)
    reader.feed([ToolCalled("g", "generate_video_with_seedance")], 1)
    assert (reader.working_on, reader.raw_is_ready) == ("generate_video_with_seedance", False)
    reader.feed(
        [ToolAnswered("g", "generate_video_with_seedance", {"status": "success"}), StateChanged({"draft": {"t": []}})],
        2,
    )
    assert reader.raw_is_ready
    reader.feed([CALL], 3)
    reader.feed([ANSWER, StateChanged({"draft": {"t": [1]}})], 4)
    assert reader.finish(Ending.CLEAN).raw_draft == {"t": []}


def test_the_clocks_are_data_and_comments_are_not_substance() -> None:
    reader = TurnReader(100, Limits(substance_s=600, total_s=900))
    reader.feed([Heartbeat()], 690)
    assert not reader.overdue(700)
    assert reader.overdue(701)
    reader.feed([Said("x")], 705)
    assert not reader.overdue(1000)
    assert reader.overdue(1001)


def test_an_event_sent_twice_is_heard_once() -> None:
    assert read([Said("Saved.", "id1")], [Said("Saved.", "id1")]).texts == ("Saved.",)
    assert read([Said("Yes.", "")], [Said("Yes.", "")]).texts == ("Yes.", "Yes.")


@given(st.lists(st.lists(ONE, max_size=3), max_size=8), st.sampled_from(Ending))
def test_any_stream_has_a_kind_and_never_claims_what_it_did_not_hear(frames: list[list[Event]], ending: Ending) -> None:
    reading = read(*frames, ending=ending)
    if reading.kind is StreamKind.TEXT:
        assert reading.texts
    if reading.kind in (StreamKind.ERROR, StreamKind.TEXT_THEN_ERROR):
        assert reading.errors
    if ending is not Ending.CLEAN:
        assert reading.kind is StreamKind.INTERRUPTED


def test_reports_are_read_from_any_of_their_shapes() -> None:
    response = {
        "applied": ["zoom  in", {"text": "music"}],
        "held": {"phrase": "make it pop"},
        "not_understood": ["glitter"],
        "assumed": ("3 s a picture",),
        "question": "Which photo?",
        "noted": [7, None, {}],
    }
    assert read_report(response) == Report(
        ("zoom in", "music"), ("make it pop",), ("glitter",), (), ("3 s a picture",), ("Which photo?",)
    )
    assert read_report({"report": response}) == read_report(response)
    assert Report(("a",)) + Report(("a", "b")) == Report(("a", "b"))
