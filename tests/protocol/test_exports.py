"""The schedule of a render."""

from __future__ import annotations

import pytest

from kineograph.protocol.exports import (
    BUDGET_S,
    GIVE_UP_S,
    Fetch,
    GiveUp,
    Pace,
    Poll,
    TryAgain,
    after_status,
    after_trouble,
)
from kineograph.wire.renders import RenderState, RenderStatus


@pytest.mark.requirement("export.pace")
def test_polls_begin_at_two_seconds_and_grow_by_half_to_fifteen() -> None:
    waits, last = [], 0.0
    for _ in range(8):
        last = Pace().next_s(last, 10)
        waits.append(last)
    assert waits == [2, 3, 4.5, 6.75, 10.125, 15, 15, 15]
    assert Pace().next_s(15, BUDGET_S + 1) == 30


@pytest.mark.requirement("export.late")
def test_a_status_asks_for_the_next_step() -> None:
    assert after_status(RenderStatus(RenderState.COMPLETED, 100, "u"), 1, 0, 2) == Fetch("u")
    assert after_status(RenderStatus(RenderState.PROCESSING, 40), 1, 10, 2) == Poll(2, 40, late=False)
    assert after_status(RenderStatus(RenderState.PENDING), 1, BUDGET_S + 1, 30) == Poll(30, 0, late=True)
    assert after_status(RenderStatus(RenderState.FAILED), 1, 0, 2) == TryAgain()
    assert after_status(RenderStatus(RenderState.FAILED, error="x"), 2, 0, 2) == GiveUp("x")
    assert after_status(RenderStatus(RenderState.CANCELLED), 1, 0, 2) == TryAgain()
    assert after_status(RenderStatus(RenderState.PROCESSING), 1, GIVE_UP_S + 1, 2) == GiveUp(
        "still rendering", stalled=True
    )


@pytest.mark.requirement("export.trouble-keeps-the-id")
def test_a_poll_that_failed_in_passing_keeps_its_id() -> None:
    assert after_trouble(10, 3) == Poll(3, 0, late=False)
    assert after_trouble(GIVE_UP_S + 1, 3) == GiveUp("no answer", stalled=True)
