"""How a turn is told: the phase it is in, what its end is called, and the failures in words of our own."""

from __future__ import annotations

from kineograph.errors import KineographError, OutcomeUnknown, TryLater
from kineograph.protocol.settling import (
    Interrupted,
    Outcome,
    Recovered,
    Replied,
    Silent,
    TurnFailed,
    Unchanged,
    has_landed,
)
from kineograph.protocol.turn import Reading, TurnReader
from kineograph.sessions.seeing import Seen, changes_between
from kineograph.wire.decoding import plain

_NO_CREDITS = ("credit", "2001", "积分", "余额")


def phase_of(reader: TurnReader) -> str:
    tool = reader.working_on.replace("_", " ")
    if reader.raw_is_ready:
        return "The raw video is ready; the studio is still dressing it" + (f" ({tool})" if tool else "")
    return f"The studio is working ({tool})" if tool else "The studio is working"


def second_stage(reading: Reading, seen: Seen | None) -> tuple[str, ...]:
    """What a studio added of itself after the raw video was there, so that it can be kept or taken off."""
    if reading.raw_draft is None or seen is None:
        return ()
    added = changes_between(reading.raw_draft, seen)
    return tuple(f"Added by the studio after the raw video: {change}" for change in added)


def outcome_name(outcome: Replied | Silent | Unchanged | Recovered) -> str:
    match outcome:
        case Replied():
            return "replied"
        case Silent():
            return "silent"
        case Unchanged():
            return "unchanged"
        case Recovered():
            return "recovered"


def failure_of(outcome: TurnFailed, changes: tuple[str, ...]) -> KineographError:
    detail = f"{outcome.code}: {outcome.message}"
    if any(word in detail.lower() for word in _NO_CREDITS):
        return TryLater("NO_CREDITS", "The studio's account has no credits left.", detail)
    if outcome.changed:
        listed = "; ".join(changes[:5]) or "see get_timeline"
        return OutcomeUnknown(
            "STUDIO_ERROR",
            f"The studio reported an error after part of the work was done ({listed}). Look at the timeline, then ask "
            "only for what is missing.",
            detail,
        )
    return TryLater(
        "STUDIO_ERROR",
        "The studio reported an error and nothing changed. Send the instruction again in a minute.",
        detail,
    )


UNCONFIRMED = (
    "the studio says that it acted, but its timeline shows no difference yet: look again with get_timeline before "
    "sending anything"
)


def is_unconfirmed(reading: Reading, outcome: Outcome, changes: tuple[str, ...], seen: Seen | None) -> bool:
    """Whether a tool succeeded by its own words while nothing became different: a write may still be on its way."""
    if seen is not None and has_landed(reading, seen.stated_revision):
        return False
    return isinstance(outcome, Replied) and reading.succeeded and not changes and not reading.pending


def still_pending(reading: Reading) -> tuple[str, ...]:
    """What goes on at the studio after the turn."""
    return tuple(
        f"{plain(name).replace('_', ' ')} goes on at the studio: look at the timeline again in a few minutes, do not "
        "send the instruction again"
        for name in reading.pending
    )


def lost_turn(outcome: Interrupted, reading: Reading, before: float | None, after: float | None) -> OutcomeUnknown:
    if reading.pending and outcome.looks:
        return OutcomeUnknown(
            "STILL_WORKING",
            "The studio has not finished what the instruction began, and does not say when it will. Nothing was sent "
            "twice. Look at the timeline again in a few minutes; do not send the instruction again before that.",
        )
    trace = "the timeline shows no trace of the instruction" if outcome.looks else "the timeline could not be looked at"
    credits_ = "" if before is None or after is None else f" Credits: {before:g} → {after:g}."
    return OutcomeUnknown(
        "TURN_LOST",
        f"The studio's answer was lost, and {trace}. Nothing was sent twice.{credits_} Look at the timeline, then send "
        "the instruction again if its effect is not there.",
    )


def never_sent() -> TryLater:
    return TryLater(
        "NEVER_SENT",
        "The server stopped before it could send the instruction: nothing was sent and nothing was charged. Send it "
        "again if it is still wanted.",
    )
