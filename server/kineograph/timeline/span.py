"""Half-open spans of time in integer milliseconds: ``start`` belongs to the span, ``end`` does not.

Knows nothing of clips, frames or clocks.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``[start, end)`` in milliseconds from the timeline's start. Raises ``ValueError`` where it runs backwards."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end < self.start:
            raise ValueError(f"a span cannot run from {self.start} to {self.end} ms")

    @classmethod
    def of(cls, start: int, duration: int) -> Span:
        """The span of ``duration`` ms that begins at ``start``."""
        return cls(start, start + duration)

    @property
    def duration(self) -> int:
        return self.end - self.start

    def contains(self, moment: int) -> bool:
        return self.start <= moment < self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def clipped(self, limit: int) -> Span:
        """This span with nothing after ``limit`` ms."""
        return Span(min(self.start, limit), min(self.end, limit))


def seconds_text(ms: int) -> str:
    """Milliseconds as people write seconds: ``3000`` → ``3``, ``2500`` → ``2.5``, ``12345`` → ``12.345``."""
    return f"{ms / 1000:.3f}".rstrip("0").rstrip(".")
