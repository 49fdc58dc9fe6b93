"""Switches that make the studio misbehave as clouds do. Off by default; for tests and demonstrations.

======================= ==================== =====================================================================
name                    value                what happens
======================= ==================== =====================================================================
``token_expired``       n (1)                the next n calls with a token answer 1001; a new token then ends that
``session_lost``        n (1)                the next n sessions that are used are lost for good: 1002
``rate_limited``        n (1)                the next n calls answer 429
``rate_limit_tokens``   on, off              one token per client in 7 days, as the cloud documents; then 429
``silent_edits``        share, always, never which turns end without a text (``share``: only titles and volumes)
``heartbeat``           form[:seconds]       named, empty, word, json, comment
``dialect``             adk, typed           how events are written
``charge``              on, off              an instruction costs 50 credits; 2001 when there are none left
``business``            http200, 4xx         the HTTP status of answers that carry a code
``no_anonymous_export`` on, off              exports are refused with 402
``render_shape``        top, data            which documented shape a render's status has
``render_failed``       n (1)                the next n renders fail
``render_without_url``  n (1)                the next n looks at a finished render show no link
``drop``                before_head,         the next turn's connection is cut; the turn itself follows
                        mid_event            ``run_survives``
``run_survives``        on, off              whether a turn goes on when its caller is gone
``turn_delay``          seconds              a turn thinks that long before it works
``trailing_noise``      on, off              "I encountered a temporary issue" follows every turn
======================= ==================== =====================================================================

Written ``name`` or ``name=value``: ``kineograph studio --fault token_expired=2 --fault heartbeat=word:0.5``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

from kineograph.wire.events import HEARTBEATS

SilentEdits = Literal["share", "always", "never"]
Drop = Literal["", "before_head", "mid_event"]


@dataclass(frozen=True, slots=True)
class Faults:
    """What goes wrong; the module's table says what each switch does. Numbers count calls, times are in seconds."""

    token_expired: int = 0
    session_lost: int = 0
    rate_limited: int = 0
    rate_limit_tokens: bool = False
    silent_edits: SilentEdits = "share"
    heartbeat: str = "named"
    heartbeat_s: float = 15.0
    dialect: Literal["adk", "typed"] = "adk"
    charge: bool = False
    business: Literal["http200", "4xx"] = "http200"
    no_anonymous_export: bool = False
    render_shape: Literal["top", "data"] = "top"
    render_failed: int = 0
    render_without_url: int = 0
    drop: Drop = ""
    run_survives: bool = True
    turn_delay: float = 0.0
    trailing_noise: bool = False

    @classmethod
    def parse(cls, switches: Iterable[str]) -> Faults:
        """The faults named by ``switches``. Raises ``ValueError`` with a sentence for an unknown name or value."""
        faults = cls()
        for switch in switches:
            name, _, value = switch.strip().partition("=")
            reader = _READERS.get(name)
            if reader is None:
                raise ValueError(f"There is no fault {name!r}. Choose from: {', '.join(sorted(_READERS))}.")
            try:
                faults = replace(faults, **reader(name, value))
            except ValueError as error:
                raise ValueError(f"The fault {name} cannot be {value!r}: {error}.") from None
        return faults


def _count(name: str, value: str) -> dict[str, Any]:
    number = int(value or 1) if (value or "1").isdigit() else -1
    if not 0 <= number <= 1_000_000:
        raise ValueError("give a number")
    return {name: number}


def _switch(name: str, value: str) -> dict[str, Any]:
    if value not in ("", "on", "off"):
        raise ValueError("say on or off")
    return {name: value != "off"}


def _one_of(*words: str) -> Callable[[str, str], dict[str, Any]]:
    def read(name: str, value: str) -> dict[str, Any]:
        if value not in words:
            raise ValueError(f"say {' or '.join(words)}")
        return {name: value}

    return read


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise ValueError("give seconds")
    return seconds


def _heartbeat(_name: str, value: str) -> dict[str, Any]:
    form, _, interval = value.partition(":")
    if form not in HEARTBEATS:
        raise ValueError(f"say {' or '.join(HEARTBEATS)}")
    return {"heartbeat": form, **({"heartbeat_s": max(_seconds(interval), 0.01)} if interval else {})}


_READERS: dict[str, Callable[[str, str], dict[str, Any]]] = {
    **dict.fromkeys(("token_expired", "session_lost", "rate_limited", "render_failed", "render_without_url"), _count),
    **dict.fromkeys(("rate_limit_tokens", "charge", "no_anonymous_export", "run_survives", "trailing_noise"), _switch),
    "silent_edits": _one_of("share", "always", "never"),
    "heartbeat": _heartbeat,
    "dialect": _one_of("adk", "typed"),
    "business": _one_of("http200", "4xx"),
    "render_shape": _one_of("top", "data"),
    "drop": _one_of("before_head", "mid_event"),
    "turn_delay": lambda name, value: {name: _seconds(value)},
}


@dataclass(slots=True)
class FaultCounts:
    """What is left of the counted faults, in this process."""

    faults: Faults
    left: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        counted = (item.name for item in fields(self.faults) if item.type == "int")
        self.left = {name: getattr(self.faults, name) for name in counted}
        self.left["drop"] = 1 if self.faults.drop else 0

    def strike(self, name: str) -> bool:
        """Whether the fault happens now; it is used up by that."""
        if self.left[name] < 1:
            return False
        self.left[name] -= 1
        return True

    def relent(self, name: str) -> None:
        """Ends the fault, if it has begun."""
        if self.left[name] < getattr(self.faults, name):
            self.left[name] = 0
