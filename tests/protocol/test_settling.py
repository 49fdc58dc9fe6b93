"""What became of a turn, and when to look."""

from __future__ import annotations

import pytest

from kineograph.protocol.reports import Report
from kineograph.protocol.settling import (
    RECOVERY_CAP_S,
    Baseline,
    Interrupted,
    Look,
    LookAt,
    Recovered,
    Replied,
    Settled,
    Silent,
    TurnFailed,
    Unchanged,
    judge,
    settle,
)
from kineograph.protocol.turn import Reading, StreamKind
from kineograph.wire.events import Failed

BEFORE = Baseline("old", 0)
SILENT = Reading(StreamKind.SILENT, called=("edit_multitrack",))
TEXT = Reading(StreamKind.TEXT, ("Done.",), report=Report())
LOST = Reading(StreamKind.INTERRUPTED)


def old(at: float, frozen: float | None = 0) -> Look:
    return Look(at, "old", frozen)


def new(at: float, mark: str = "new", frozen: float | None = 0) -> Look:
    return Look(at, mark, frozen)


def failed(at: float) -> Look:
    return Look(at, None)


@pytest.mark.requirement("turn.state-is-read")
def test_a_silent_edit_is_reported_by_its_difference() -> None:
    assert settle(SILENT, BEFORE, []) == LookAt(0)
    assert settle(SILENT, BEFORE, [new(0)]) == Settled(Silent())


@pytest.mark.requirement("turn.second-look")
def test_silence_without_a_difference_is_looked_at_again_after_five_seconds() -> None:
    assert settle(SILENT, BEFORE, [old(0)]) == LookAt(5)
    assert settle(SILENT, BEFORE, [old(0), new(5)]) == Settled(Silent())
    assert settle(SILENT, BEFORE, [old(0), old(5)]) == Settled(Unchanged())


@pytest.mark.requirement("turn.failed-look")
def test_a_failed_look_is_not_an_unchanged_look() -> None:
    looks = [failed(0), old(5)]
    assert settle(SILENT, BEFORE, looks) == LookAt(10)
    assert settle(SILENT, BEFORE, [failed(0), failed(5), failed(10)]) == Settled(Interrupted(0))


def test_plain_words_need_no_second_look() -> None:
    assert settle(TEXT, BEFORE, [old(0)]) == Settled(Replied(changed=False))
    assert settle(TEXT, BEFORE, [new(0)]) == Settled(Replied(changed=True))
    assert settle(TEXT, BEFORE, [failed(0), failed(5), failed(10)]) == Settled(Replied(changed=False))


@pytest.mark.requirement("turn.error-in-the-stream")
def test_an_error_says_whether_something_changed_before_it() -> None:
    reading = Reading(StreamKind.TEXT_THEN_ERROR, ("Working on it.",), (Failed("X", "no"),))
    assert settle(reading, BEFORE, [new(0)]) == Settled(TurnFailed("X", "no", changed=True))
    assert settle(reading, BEFORE, [old(0), old(5)]) == Settled(TurnFailed("X", "no", changed=False))


@pytest.mark.requirement("turn.issue-alone")
def test_a_temporary_issue_alone_is_an_error_unless_the_edit_arrived() -> None:
    reading = Reading(StreamKind.TEMPORARY_ISSUE, ("I encountered a temporary issue.",))
    assert settle(reading, BEFORE, [new(0)]) == Settled(Silent())
    verdict = settle(reading, BEFORE, [old(0), old(5)])
    assert isinstance(verdict, Settled)
    assert isinstance(verdict.outcome, TurnFailed)


@pytest.mark.requirement("turn.recovery-schedule")
def test_the_recovery_looks_at_30_90_150_210_270_seconds() -> None:
    looks: list[Look] = []
    times = []
    while isinstance(verdict := settle(LOST, BEFORE, looks), LookAt):
        times.append(verdict.at_s)
        looks.append(old(verdict.at_s))
    assert times == [30, 90, 150, 210, 270]
    assert verdict == Settled(Interrupted(5))


@pytest.mark.requirement("turn.two-equal-reads")
def test_a_change_is_believed_when_two_reads_agree() -> None:
    assert judge(BEFORE, [old(30), new(90)]) == LookAt(95)
    assert judge(BEFORE, [new(30), new(35, "newer")]) == LookAt(40)
    assert judge(BEFORE, [new(30), new(35)]) == Settled(Recovered())


@pytest.mark.requirement("turn.frozen")
def test_frozen_credits_above_the_baseline_mean_it_still_runs() -> None:
    looks = [old(30 + 60 * n, frozen=40) for n in range(9)]
    assert judge(BEFORE, looks) == LookAt(looks[-1].at_s + 60)
    assert judge(BEFORE, [new(30, frozen=40), new(90, frozen=40)]) == LookAt(150)
    assert judge(BEFORE, [*looks, old(RECOVERY_CAP_S, frozen=40)]) == Settled(Interrupted(10))
    assert judge(BEFORE, [*looks, new(RECOVERY_CAP_S, frozen=40)]) == Settled(Recovered())


@pytest.mark.requirement("turn.failed-look")
@pytest.mark.parametrize("frozen", [None, 0])
def test_failed_looks_do_not_end_a_recovery(frozen: float | None) -> None:
    looks = [failed(30 + 60 * n) for n in range(8)]
    assert isinstance(judge(BEFORE, looks), LookAt)
    assert judge(Baseline("old", frozen), [new(30), failed(35)]) == LookAt(95)
    assert judge(BEFORE, [*looks, failed(RECOVERY_CAP_S)]) == Settled(Interrupted(0))


def test_pending_work_without_a_word_is_watched_like_a_lost_turn_and_told_as_itself() -> None:
    reading = Reading(StreamKind.SILENT, called=("generate",), pending=("generate",))
    assert settle(reading, BEFORE, []) == LookAt(30)
    assert settle(reading, BEFORE, [new(30), new(35)]) == Settled(Silent())
    assert settle(reading, BEFORE, [old(30 + 60 * n) for n in range(5)]) == Settled(Unchanged())
    nobody = [failed(RECOVERY_CAP_S + n) for n in range(3)]
    assert settle(reading, BEFORE, nobody) == Settled(Interrupted(0))
    spoken = Reading(StreamKind.TEXT, ("Soon.",), called=("generate",), pending=("generate",))
    assert settle(spoken, BEFORE, []) == LookAt(0)


def test_a_revision_that_the_tool_reported_needs_no_second_look() -> None:
    reading = Reading(StreamKind.TEXT, ("Nothing was changed.",), called=("edit",), report=Report(revision=7))
    before = Baseline("a")
    assert settle(reading, before, [Look(0, "a", revision=7)]) == Settled(Replied(changed=False))
    for look in (Look(0, "a", revision=6), Look(0, "a")):
        assert settle(reading, before, [look]) == LookAt(5.0)
