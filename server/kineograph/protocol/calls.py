"""Which of a turn's tool calls still wait for an answer, and which were answered with "not yet".

One call and one answer cost the same however many came before: a stream may carry a hundred thousand.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from kineograph.wire.events import ToolAnswered, ToolCalled

# "pending" means it whoever says it; the other words may mean something else where a tool is not long-running
_PENDING = "pending"
_UNDER_WAY = frozenset({_PENDING, "accepted", "in_progress", "processing", "queued", "running", "started", "submitted"})


@dataclass(frozen=True, slots=True)
class Closed:
    """What an answer did: the call it closed, None where it answers none, and whether the work goes on all the same."""

    call: ToolCalled | None
    pending: bool


@dataclass(slots=True)
class OpenCalls:
    """Calls by id. One without an id is closed by an answer of its name, and any call is by an answer without an id. An
    answer under an id that nobody called closes nothing that has an id of its own."""

    _open: dict[str, ToolCalled] = field(init=False, default_factory=dict)
    _called: list[str] = field(init=False, default_factory=list)
    _keys: dict[tuple[str, bool], deque[str]] = field(init=False, default_factory=dict)
    _partial: dict[str, ToolCalled] = field(init=False, default_factory=dict)
    _long_running: set[str] = field(init=False, default_factory=set)
    _pending: dict[str, str] = field(init=False, default_factory=dict)
    _nameless: int = field(init=False, default=0)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the open calls, the oldest first."""
        return tuple(call.name for call in self._open.values())

    @property
    def latest(self) -> str:
        """The name of the open call that came last, or empty."""
        while self._called and self._called[-1] not in self._open:
            self._called.pop()
        return self._open[self._called[-1]].name if self._called else ""

    @property
    def pending(self) -> tuple[str, ...]:
        """The names of tools whose work goes on after the turn: answered with "pending" and not again since, or
        long-running and not answered at all (ADK sends nothing where such a tool returns nothing)."""
        waiting = [call.name for call in self._open.values() if call.long_running]
        return tuple(dict.fromkeys([*self._pending.values(), *waiting]))

    def __bool__(self) -> bool:
        return bool(self._open)

    def call(self, call: ToolCalled) -> None:
        if call.partial:
            self._partial[call.call_id] = call
            return
        self._nameless += not call.call_id
        key = call.call_id or f"\0{self._nameless}"
        self._partial.pop(key, None)
        self._open[key] = call
        self._called.append(key)
        self._keys.setdefault((call.name, bool(call.call_id)), deque()).append(key)
        if call.long_running:
            self._long_running.add(key)

    def answer(self, answer: ToolAnswered) -> Closed:
        """Closes the call that this answers, if there is one."""
        key = self._key_of(answer)
        call = self._open.pop(key, None) or self._partial.pop(answer.call_id, None)
        kept = key or answer.call_id or answer.name
        status = str(answer.response.get("status", "")).lower()
        pending = status == _PENDING or (status in _UNDER_WAY and kept in self._long_running)
        if pending:
            self._pending[kept] = answer.name
        else:
            self._pending.pop(kept, None)
        return Closed(call, pending)

    def _key_of(self, answer: ToolAnswered) -> str:
        if answer.call_id in self._open:
            return answer.call_id
        for has_id in (False,) if answer.call_id else (False, True):
            keys = self._keys.get((answer.name, has_id), deque())
            # what was closed by its id, or is open again under another name, is dropped when it comes to the front
            while keys and getattr(self._open.get(keys[0]), "name", None) != answer.name:
                keys.popleft()
            if keys:
                return keys[0]
        return ""
