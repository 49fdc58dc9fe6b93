"""How a video comes from a colour and goes to one, in frames. Pure; refuses to know pixels.

A veil lies over everything, texts too. The first frame of an opening and the last one of a closing are the colour
alone; from there it thins out evenly, and the frame after its time shows nothing of it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Veil:
    """A colour over the whole picture; ``share`` of what is seen is the colour, 0 < share ≤ 1."""

    color: str
    share: float


@dataclass(frozen=True, slots=True)
class Curtain:
    """The veil of an opening or a closing in frames ``[first, end)``."""

    color: str
    first: int
    end: int
    opens: bool

    def veil(self, frame: int) -> Veil | None:
        """How thick it is in ``frame``; None where it is not there."""
        if not self.first <= frame < self.end:
            return None
        left = self.end - frame if self.opens else frame - self.first + 1
        return Veil(self.color, left / (self.end - self.first))
