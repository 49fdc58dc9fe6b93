"""Failures, arranged by who must act:

KineographError
├── AgentMustFix      the call is wrong: another argument, another file, another order
├── HumanMustAct      credits, a plan, a key, a disk: no call can mend it
├── TryLater          the same call may work after a while
├── OutcomeUnknown    it may have happened: look before doing it again
└── WireViolated      the studio does not keep the contract

``code`` is stable and leads the text that the agent sees, ``advice`` is ours and shown, ``detail`` is theirs and only
logged. Nothing else of a failure reaches the agent.
"""

from __future__ import annotations


class KineographError(Exception):
    """A failure that was foreseen. ``advice``: what happened and the remedy, in one or two sentences of our own."""

    def __init__(self, code: str, advice: str, detail: str = "") -> None:
        super().__init__(f"{code}: {advice}")
        self.code = code
        self.advice = advice
        self.detail = detail


class AgentMustFix(KineographError):
    """The caller can mend it by calling differently."""


class HumanMustAct(KineographError):
    """Only a person can mend it."""


class TryLater(KineographError):
    """Time may mend it. ``retry_after_s``: how long to wait, in seconds."""

    def __init__(self, code: str, advice: str, detail: str = "", retry_after_s: int = 30) -> None:
        super().__init__(code, advice, detail)
        self.retry_after_s = retry_after_s


class OutcomeUnknown(KineographError):
    """What was asked may have been done: it must be looked at before it is asked again."""


class WireViolated(KineographError):
    """An answer that no studio should give."""


KINDS: dict[str, type[KineographError]] = {
    kind.__name__: kind for kind in (AgentMustFix, HumanMustAct, TryLater, OutcomeUnknown, WireViolated)
}
