"""The schedule of a render: when to ask, when to fetch, when to try once more. Times in seconds, as arguments.

Polls begin at 2 s and grow by half to 15 s (the vendor's client); the skills' 30 s is the ceiling after five minutes.
"""

from __future__ import annotations

from dataclasses import dataclass

from kineograph.wire.renders import RenderState, RenderStatus

GROWTH = 1.5
BUDGET_S = 300.0
GIVE_UP_S = 4 * 3600.0
MAX_ATTEMPTS = 2
READ_WAITS_S = (2.0, 5.0, 10.0)
"""Waits of a job whose studio is out of reach for a moment, before anything was sent."""
SUBMIT_WAITS_S = (0.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0)
"""Waits before each try to learn whether the studio has a render, or to give it one."""
FETCH_WAITS_S = (0.0, 2.0, 5.0, 15.0, 30.0, 60.0, 120.0, 300.0)
"""Waits before each round of tries to fetch a finished file. A studio that restarts is back by then."""
LINK_LASTS_S = 3600.0
"""How old a link may be that is given out again as it is. No life of the cloud's links is published."""


@dataclass(frozen=True, slots=True)
class Poll:
    """Ask again after ``after_s``. ``percent`` as the studio says; ``late``: over the usual five minutes."""

    after_s: float
    percent: float
    late: bool


@dataclass(frozen=True, slots=True)
class Fetch:
    url: str


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Submit the same draft once more under a new id: the old one is finished for good."""


@dataclass(frozen=True, slots=True)
class GiveUp:
    """``said`` is the studio's wording, for the log."""

    said: str
    stalled: bool = False


Step = Poll | Fetch | TryAgain | GiveUp


@dataclass(frozen=True, slots=True)
class Pace:
    """How often to ask; ``late_s`` after the usual five minutes."""

    first_s: float = 2.0
    slowest_s: float = 15.0
    late_s: float = 30.0

    def next_s(self, previous_s: float, elapsed_s: float) -> float:
        """How long to wait before the next poll; ``previous_s`` 0 for the first."""
        if elapsed_s > BUDGET_S:
            return self.late_s
        return min(previous_s * GROWTH, self.slowest_s) if previous_s else self.first_s


def after_status(status: RenderStatus, attempt: int, elapsed_s: float, next_s: float) -> Step:
    """What a status asks for. ``attempt`` counts from 1; ``elapsed_s`` since this attempt was submitted; ``next_s``:
    when to ask again where there is nothing else to do."""
    if status.state is RenderState.COMPLETED:
        return Fetch(status.url)
    if status.state in (RenderState.FAILED, RenderState.CANCELLED):
        return TryAgain() if attempt < MAX_ATTEMPTS else GiveUp(status.error)
    if elapsed_s > GIVE_UP_S:
        return GiveUp("still rendering", stalled=True)
    return Poll(next_s, status.progress, elapsed_s > BUDGET_S)


def after_trouble(elapsed_s: float, next_s: float) -> Poll | GiveUp:
    """A poll that failed in passing keeps its id (as the vendor's own client does)."""
    if elapsed_s > GIVE_UP_S:
        return GiveUp("no answer", stalled=True)
    return Poll(next_s, 0, elapsed_s > BUDGET_S)
