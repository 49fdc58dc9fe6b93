"""Which moment of its footage a clip shows in a frame: trimmed, faster or slower, backwards, again. Pure, in integers.

The position is ``(time since the clip began) * speed`` into the part ``[start, end)``: ``once`` holds at the part's
end, ``loop`` begins again, ``boomerang`` runs back and forth; ``backwards`` counts from the end. Time since the clip
began is counted in frames from its cut, so its first frame shows the first moment of the part and nothing before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from kineograph.timeline.clips import VisualClip
from kineograph.timeline.vocabulary import Playback

EARLY_US = 1000
"""How much later than asked for a frame may begin: containers round its time, most to a millisecond."""


@dataclass(frozen=True, slots=True)
class Reel:
    """The part ``[start, end)`` of some footage, in microseconds, as a clip plays it.

    ``zero``: the frame of the video at which it begins; ``whole``: where the footage itself ends (for both ends None:
    nobody knows, and then it plays forward once); ``per_mille``: its speed in thousandths."""

    zero: int
    start: int = 0
    end: int | None = None
    whole: int | None = None
    per_mille: int = 1000
    backwards: bool = False
    playback: Playback = Playback.ONCE

    @property
    def runs_back(self) -> bool:
        """Whether it is read backwards at any time."""
        return self.end is not None and (self.backwards or self.playback is Playback.BOOMERANG)

    def moment(self, frame: int, fps: int) -> int:
        """The moment, in microseconds, of which frame ``frame`` of the video shows the last picture that began by
        then. Before the clip (in a transition) what lies before the part runs into it, as far as there is any."""
        played = (frame - self.zero) * 1000 * self.per_mille // fps
        if self.end is None or self.whole is None:
            return max(0, self.start + played) + EARLY_US
        position, back = self._position(played, self.end)
        low, high = (self.start, self.end) if played >= 0 else (0, self.whole)
        # Backwards the pictures before a moment count: at the end of the part that is the last one.
        sought = position - EARLY_US - 1 if back else position + EARLY_US
        return max(low + EARLY_US, min(sought, high - EARLY_US - 1))

    def _position(self, played: int, end: int) -> tuple[int, bool]:
        """Where the footage is, and whether it runs backwards there."""
        length, back = end - self.start, self.backwards
        if self.playback is Playback.LOOP:
            played %= length
        elif self.playback is Playback.BOOMERANG:
            turns, played = divmod(played, length)
            back ^= bool(turns % 2)
        return (end - played if back else self.start + played), back


def reel_of(clip: VisualClip, zero: int) -> Reel:
    """What ``clip`` plays from frame ``zero`` on. An end behind the footage's own is its own; a part always lasts."""
    whole = clip.media.duration_ms * 1000 or None
    end = clip.source_end_ms * 1000 or whole
    if end is not None and whole is not None:
        end = min(end, whole)
    start = max(0, clip.source_start_ms * 1000)
    if end is not None:
        start = min(start, end - 1)
    per_mille = max(1, round(clip.speed * 1000))
    return Reel(zero, start, end, whole or end, per_mille, clip.backwards, clip.playback)
