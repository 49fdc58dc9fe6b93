"""One turn's stream, read event by event."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kineograph.protocol.reports import Report, read_report
from kineograph.protocol.turn import Ending, Limits, Reading, StreamKind, TurnReader
from kineograph.wire.events import (
    Asked,
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
        Fragment("piece", repeated=False),
        CALL,
        ToolCalled("c1", "edit_multitrack", partial=True),
        ToolCalled("g", "generate_video_with_seedance", long_running=True),
        ToolAnswered("g", "generate_video_with_seedance", {"status": "pending"}),
        Asked("May I?"),
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


@pytest.mark.requirement("turn.error-answers-its-call")
def test_words_after_an_error_mean_the_agent_got_over_it() -> None:
    assert read([Failed("X", "no")], [Said("Done.")]).kind is StreamKind.TEXT


@pytest.mark.requirement("turn.error-answers-its-call")
def test_an_error_answers_an_open_call() -> None:
    assert read([CALL], [Failed("RuntimeError", "tool exploded")]).kind is StreamKind.ERROR


@pytest.mark.requirement("turn.error-answers-its-call")
def test_a_call_after_an_error_means_the_agent_went_on_and_left_it_open() -> None:
    assert read([Failed("X", "no")], [CALL]).kind is StreamKind.INTERRUPTED
    assert read([Failed("X", "no")], [CALL], [ANSWER]).kind is StreamKind.SILENT


def test_a_tool_that_answers_pending_is_named_and_is_no_raw_video() -> None:
    generate = "generate_video_with_seedance"
    call = ToolCalled("g", generate, long_running=True)
    waits = ToolAnswered("g", generate, {"status": "pending", "ticket": "job-1"})
    reader = TurnReader(0)
    reader.feed([call], 1)
    reader.feed([waits, StateChanged({"draft": {"t": []}})], 2)
    assert not reader.raw_is_ready
    reading = reader.finish(Ending.CLEAN)
    assert (reading.kind, reading.pending, reading.open_calls) == (StreamKind.SILENT, (generate,), ())
    assert read([call], [waits], [Said("It will take a while.")]).pending == (generate,)
    assert read([call], [waits], [ToolAnswered("g", generate, {"status": "success"})]).pending == ()
    assert read([CALL], [ANSWER]).pending == ()


def test_a_long_running_tool_without_an_answer_interrupts_and_is_pending() -> None:
    reading = read([ToolCalled("g", "render_elsewhere", long_running=True)])
    assert (reading.kind, reading.pending) == (StreamKind.INTERRUPTED, ("render_elsewhere",))


def test_a_call_announced_in_a_partial_event_is_not_left_open() -> None:
    half = ToolCalled("p", "edit_multitrack", partial=True)
    reading = read([half], [Said("On it."), CALL], [ANSWER])
    assert (reading.kind, reading.called) == (StreamKind.TEXT, ("edit_multitrack",))
    run = read([half], [ToolAnswered("p", "edit_multitrack", {"status": "success"})])
    assert (run.kind, run.called) == (StreamKind.SILENT, ("edit_multitrack",))


@pytest.mark.requirement("turn.a-persons-word")
def test_a_wish_for_a_persons_word_is_a_question_not_an_interruption() -> None:
    reading = read([CALL], [Asked("May I delete track 2?")], [ANSWER])
    assert (reading.kind, reading.report.questions) == (StreamKind.SILENT, ("May I delete track 2?",))


def test_pieces_that_never_come_whole_make_a_text() -> None:
    def piece(text: str) -> list[Event]:
        return [Fragment(text, repeated=False)]

    assert read(piece("I'll "), piece("do it."), [CALL], [ANSWER], piece("Done.")).texts == ("I'll do it.", "Done.")
    assert read(piece("I'll "), piece("do it."), [Said("I'll do it.")]).texts == ("I'll do it.",)
    assert read(piece("First."), [Said("Second.")]).texts == ("First.", "Second.")
    assert read([Failed("X", "no")], piece("Over it.")).kind is StreamKind.TEXT
    # ADK repeats its own, so a text that ended in the middle is not the studio's word
    assert read([Fragment("Half a")]).texts == ()


def test_a_call_without_an_id_is_closed_by_its_name() -> None:
    call, answer = ToolCalled("", "edit_multitrack"), ToolAnswered("", "edit_multitrack", {"status": "success"})
    assert read([call], [answer]).kind is StreamKind.SILENT


@pytest.mark.requirement("turn.eof-open-call")
def test_an_open_call_at_the_end_is_an_interruption() -> None:
    reading = read([Said("Working.")], [CALL])
    assert (reading.kind, reading.open_calls) == (StreamKind.INTERRUPTED, ("edit_multitrack",))


def test_a_dropped_stream_is_an_interruption_whatever_it_said() -> None:
    for ending in (Ending.DROPPED, Ending.LEFT):
        assert read([Said("All done!")], ending=ending).kind is StreamKind.INTERRUPTED


@pytest.mark.requirement("turn.trailing-issue")
def test_a_trailing_temporary_issue_is_noise_after_something_real() -> None:
    assert read([Said("Added.")], [NOISE]).texts == ("Added.",)
    assert read([CALL], [ANSWER], [NOISE]).kind is StreamKind.SILENT
    assert read([StateChanged({"draft": {}})], [NOISE]).texts == ()


@pytest.mark.requirement("turn.issue-alone")
def test_a_temporary_issue_alone_is_an_error_in_both_languages() -> None:
    assert read([NOISE]).kind is StreamKind.TEMPORARY_ISSUE
    assert read([Said("抱歉，我遇到了一个临时问题，请稍后再试。")]).kind is StreamKind.TEMPORARY_ISSUE


@pytest.mark.requirement("turn.issue-alone")
def test_a_failed_tool_does_not_turn_an_issue_into_noise() -> None:
    failed = ToolAnswered("c1", "edit_multitrack", {"status": "error", "error": "quota"})
    assert read([CALL], [failed], [NOISE]).kind is StreamKind.TEMPORARY_ISSUE


@pytest.mark.requirement("turn.raw-video-at-once")
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


@pytest.mark.requirement("turn.substance", "turn.total")
def test_the_clocks_are_data_and_comments_are_not_substance() -> None:
    reader = TurnReader(100, Limits(substance_s=600, total_s=900))
    reader.feed([Heartbeat()], 690)
    assert not reader.overdue(700)
    assert reader.overdue(701)
    reader.feed([Said("x")], 705)
    assert not reader.overdue(1000)
    assert reader.overdue(1001)


@pytest.mark.requirement("reading.sent-twice")
def test_an_event_sent_twice_is_heard_once() -> None:
    assert read([Said("Saved.", "id1")], [Said("Saved.", "id1")]).texts == ("Saved.",)
    assert read([Said("Yes.", "")], [Said("Yes.", "")]).texts == ("Yes.", "Yes.")


@pytest.mark.requirement("turn.no-empty-success")
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
        "noted": [7, None, {}, "\x1b[31m red\x00"],
    }
    assert read_report(response) == Report(
        ("zoom in", "music"), ("make it pop", "glitter"), (), ("red",), ("3 s a picture",), ("Which photo?",)
    )
    assert read_report({"report": response}) == read_report(response)
    assert Report(("a",)) + Report(("a", "b")) == Report(("a", "b"))


MANY = 20_000
HALF = MANY // 2


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        (lambda n: Said(f"word {n}", f"id {n}"), StreamKind.TEXT),
        (lambda n: Said(f"I encountered a temporary issue {n}."), StreamKind.TEMPORARY_ISSUE),
        (lambda n: ToolCalled("", "edit_multitrack") if n % 2 else ANSWER, StreamKind.INTERRUPTED),
        (lambda n: ToolCalled("", f"tool {n}", long_running=True), StreamKind.INTERRUPTED),
        (lambda n: ToolCalled("", "t") if n < HALF else ToolAnswered("", "t"), StreamKind.SILENT),
        (lambda n: ToolCalled(str(n), "t") if n < HALF else ToolAnswered("", "t"), StreamKind.SILENT),
        (
            lambda n: ToolCalled(str(n), "t") if n < HALF else ToolAnswered(str(MANY - 1 - n), "t"),
            StreamKind.SILENT,
        ),
        (lambda n: ToolAnswered(str(n), "edit_multitrack", {"status": "pending", "noted": [str(n)]}), StreamKind.EMPTY),
        (lambda n: Fragment(f"{n} ", repeated=False), StreamKind.TEXT),
        (lambda n: Failed("", str(n)), StreamKind.ERROR),
    ],
)
def test_an_event_costs_the_same_however_many_came_before(event: Callable[[int], Event], kind: StreamKind) -> None:
    reader = TurnReader(0)
    for number in range(MANY):
        reader.feed([event(number)], 1)
        # with a cost that grows with what came before, this would take minutes
        assert len(reader.working_on) < 30
    assert reader.finish(Ending.CLEAN).kind is kind


class Counted(str):
    """An id that counts how often it is compared."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_a_text_is_not_compared_with_every_one_before_it() -> None:
    Counted.compared = 0
    texts = read(*([Said(f"word {n}", Counted(f"id {n}"))] for n in range(2000))).texts
    assert len(texts) == 2000
    assert Counted.compared < 2000
