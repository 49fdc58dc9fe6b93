"""What became of a turn, judged from its stream and from looks at the state. The schedules are data.

Success is never claimed without text or a difference (design of turns, rule 6), and a look that failed is no look at an
unchanged state. ``at_s`` counts seconds from the end of the stream.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kineograph.protocol.turn import Reading, StreamKind

SECOND_LOOK_S = 5.0
FIRST_RECOVERY_LOOK_S = 30.0
NEXT_RECOVERY_LOOK_S = 60.0
UNCHANGED_LOOKS = 5
RECOVERY_CAP_S = 1800.0
MAX_FAILED_LOOKS = 3


@dataclass(frozen=True, slots=True)
class Look:
    """The state as seen at one moment. ``fingerprint`` None: the look failed. ``frozen`` credits: None where
    unknown. ``revision``: as the studio counts it, None where it counts none."""

    at_s: float
    fingerprint: str | None
    frozen: float | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """The state before the turn was sent."""

    fingerprint: str
    frozen: float | None = None


@dataclass(frozen=True, slots=True)
class Replied:
    """The studio spoke. ``changed``: the state differs too."""

    changed: bool


@dataclass(frozen=True, slots=True)
class Silent:
    """Not a word, but the state differs: an edit without a report."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Not a word and no difference."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """The stream was lost and the turn arrived all the same."""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The stream was lost and no trace of the turn was seen. ``looks``: how many looks succeeded."""

    looks: int


@dataclass(frozen=True, slots=True)
class TurnFailed:
    """The studio reported an error. ``changed``: part of the work was done before it."""

    code: str
    message: str
    changed: bool


Outcome = Replied | Silent | Unchanged | Recovered | Interrupted | TurnFailed


@dataclass(frozen=True, slots=True)
class LookAt:
    """Look at the state ``at_s`` seconds after the end of the stream, then judge again."""

    at_s: float


@dataclass(frozen=True, slots=True)
class Settled:
    outcome: Outcome


Verdict = LookAt | Settled


def settle(reading: Reading, before: Baseline, looks: Sequence[Look]) -> Verdict:
    """The next step for a turn whose stream is ``reading``."""
    if reading.kind is StreamKind.INTERRUPTED:
        return judge(before, looks)
    if reading.pending and not reading.texts:
        return _watched(before, looks)
    if not looks:
        return LookAt(0.0)
    seen = [look for look in looks if look.fingerprint is not None]
    changed = any(look.fingerprint != before.fingerprint for look in seen)
    if not changed and _wants_more(reading, looks, seen):
        return LookAt(looks[-1].at_s + SECOND_LOOK_S)
    return Settled(_outcome(reading, changed, len(seen)))


def _watched(before: Baseline, looks: Sequence[Look]) -> Verdict:
    """A turn that ended well and without a word while a tool of it goes on: watched like a lost one, told as itself."""
    match judge(before, looks):
        case Settled(Recovered()):
            return Settled(Silent())
        case Settled(Interrupted(looks=seen)) if seen:
            return Settled(Unchanged())
        case verdict:
            return verdict


def judge(before: Baseline, looks: Sequence[Look]) -> Verdict:
    """The next step for a turn whose stream was lost: look at 30 s, then every 60 s; five unchanged looks end it. Past
    the cap one good look is enough: whoever takes a turn over after hours looks at once."""
    if not looks:
        return LookAt(FIRST_RECOVERY_LOOK_S)
    last = looks[-1]
    running = before.frozen is not None and last.frozen is not None and last.frozen > before.frozen
    seen = [look for look in looks if look.fingerprint is not None]
    changed = bool(seen) and seen[-1].fingerprint != before.fingerprint
    if last.at_s >= RECOVERY_CAP_S and (seen or len(looks) >= MAX_FAILED_LOOKS):
        return Settled(Recovered() if changed else Interrupted(len(seen)))
    if changed and last.fingerprint is not None and not running:
        settled = len(seen) > 1 and seen[-2].fingerprint == seen[-1].fingerprint
        return Settled(Recovered()) if settled else LookAt(last.at_s + SECOND_LOOK_S)
    unchanged = [look for look in seen if look.fingerprint == before.fingerprint and not _above(look, before)]
    if not changed and len(unchanged) >= UNCHANGED_LOOKS:
        return Settled(Interrupted(len(seen)))
    return LookAt(last.at_s + NEXT_RECOVERY_LOOK_S)


def _above(look: Look, before: Baseline) -> bool:
    return look.frozen is not None and before.frozen is not None and look.frozen > before.frozen


def _wants_more(reading: Reading, looks: Sequence[Look], seen: Sequence[Look]) -> bool:
    if not seen:
        return len(looks) < MAX_FAILED_LOOKS
    plain_words = reading.kind is StreamKind.TEXT and not reading.used_tools
    return len(seen) < (1 if plain_words or has_landed(reading, seen[-1].revision) else 2)


def has_landed(reading: Reading, revision: int | None) -> bool:
    """Whether the state shows the very revision that the turn's last tool reported: then nothing is still to come."""
    return revision is not None and reading.report.revision == revision


def _outcome(reading: Reading, changed: bool, seen: int) -> Outcome:
    if reading.kind is StreamKind.TEXT:
        return Replied(changed)
    if reading.kind in (StreamKind.ERROR, StreamKind.TEXT_THEN_ERROR):
        first = reading.errors[0]
        return TurnFailed(first.code, first.message, changed)
    if changed:
        return Silent()
    if reading.kind is StreamKind.TEMPORARY_ISSUE:
        return TurnFailed("", reading.text, changed=False)
    return Unchanged() if seen else Interrupted(0)
