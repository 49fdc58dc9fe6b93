"""The arguments that several tools share, described once. Plain types with defaults: some clients refuse unions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

SHORTEST_WAIT_S = 0
LONGEST_WAIT_S = 50
"""60 s is the only ceiling that all clients share; the answer has to travel, too."""
USUAL_WAIT_S = 45

SessionId = Annotated[
    str,
    Field(description='Of an earlier answer; "" = the latest session, "new" = a new one.'),
]
WaitSeconds = Annotated[
    int,
    Field(description="Seconds to wait, 0 to 50; the work goes on afterwards."),
]


def clamped(wait_seconds: int) -> int:
    """``wait_seconds`` within what every client survives. Out of range is mended, not refused: the intent is clear."""
    return min(max(wait_seconds, SHORTEST_WAIT_S), LONGEST_WAIT_S)
