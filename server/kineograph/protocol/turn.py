"""Reads one turn's stream, event by event, and says what kind of stream it was. Time comes in as seconds.

The end of a stream proves nothing by itself: a proxy ends a body as cleanly as a studio does (DECISIONS 16), so a
stream that ends with a tool still open, in the middle of an event, or after nothing but heartbeats was interrupted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kineograph.protocol.calls import OpenCalls
from kineograph.protocol.reports import Report, read_report
from kineograph.wire.events import (
    Asked,
    Event,
    Failed,
    Fragment,
    Heartbeat,
    Reported,
    Said,
    StateChanged,
    ToolAnswered,
    ToolCalled,
    Unreadable,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds. ``silence``: without a byte; ``substance``: with nothing but heartbeats; ``total``: in all."""

    silence_s: float = 120
    substance_s: float = 600
    total_s: float = 900


class StreamKind(StrEnum):
    """What a finished stream was, before anyone looked at the state."""

    TEXT = "text"
    SILENT = "silent_tools"
    ERROR = "error"
    TEXT_THEN_ERROR = "text_then_error"
    TEMPORARY_ISSUE = "temporary_issue_only"
    EMPTY = "empty"
    INTERRUPTED = "interrupted"


class Ending(StrEnum):
    """How a stream stopped: ``CLEAN`` end of body, ``DROPPED`` by an error, ``LEFT`` by us at a limit."""

    CLEAN = "clean"
    DROPPED = "dropped"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Reading:
    """A stream read to its end. ``texts`` are the studio's words, a trailing "temporary issue" dropped where something
    real came before; ``raw_draft`` is the draft as it stood when the raw video was there, None where it never was.
    ``pending`` names the tools whose work goes on after the turn; a clean end does not mean that they are done.
    ``succeeded``: a tool answered, and not with an error."""

    kind: StreamKind
    texts: tuple[str, ...] = ()
    errors: tuple[Failed, ...] = ()
    called: tuple[str, ...] = ()
    open_calls: tuple[str, ...] = ()
    report: Report = Report()
    raw_draft: Mapping[str, Any] | None = None
    changed_state: bool = False
    pending: tuple[str, ...] = ()
    succeeded: bool = False

    @property
    def text(self) -> str:
        return "\n\n".join(self.texts)

    @property
    def used_tools(self) -> bool:
        return bool(self.called)


# "[It] appears after normal responses and is backend noise" (vendor's skill text 1.9)
_TEMPORARY = re.compile(
    r"\bencountered a temporary (?:issue|error|problem)\b|遇到(?:了)?(?:一个)?(?:临时|暂时)", re.IGNORECASE
)
_GENERATES = re.compile(r"generate_video|seedance", re.IGNORECASE)
_BAD_STATUSES = frozenset({"error", "failed", "failure"})


@dataclass(slots=True)
class TurnReader:
    """Feed it what :func:`kineograph.wire.events.read_event` gives, one call for each server-sent event."""

    started_at: float
    limits: Limits = Limits()
    _substance_at: float = field(init=False)
    _heard: list[str] = field(init=False, default_factory=list)
    _known: set[tuple[str, str]] = field(init=False, default_factory=set)
    _pieces: list[str] = field(init=False, default_factory=list)
    _errors: list[Failed] = field(init=False, default_factory=list)
    _error_is_last: bool = field(init=False, default=False)
    _called: list[str] = field(init=False, default_factory=list)
    _open: OpenCalls = field(init=False, default_factory=OpenCalls)
    _report: Report = field(init=False, default=Report())
    _frames: int = field(init=False, default=0)
    _beats: int = field(init=False, default=0)
    _torn: bool = field(init=False, default=False)
    _succeeded: bool = field(init=False, default=False)
    _changed: bool = field(init=False, default=False)
    _generated: bool = field(init=False, default=False)
    _raw_draft: Mapping[str, Any] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._substance_at = self.started_at

    @property
    def raw_is_ready(self) -> bool:
        """Whether the raw video is there while the studio goes on dressing it: news worth telling at once."""
        return self._raw_draft is not None

    @property
    def working_on(self) -> str:
        """The name of the tool that is running, or empty."""
        return self._open.latest

    def overdue(self, now: float) -> bool:
        """Whether the stream has to be left: too long in all, or too long without anything of substance."""
        return now - self.started_at > self.limits.total_s or now - self._substance_at > self.limits.substance_s

    def feed(self, events: Iterable[Event], now: float) -> None:
        """The events of one frame, heard at ``now``."""
        events = tuple(events)
        if events and all(isinstance(event, Heartbeat) for event in events):
            self._beats += 1
            return
        self._frames += 1
        self._substance_at = now
        self._torn = any(isinstance(event, Unreadable) for event in events)
        self._hear(events)
        for event in events:
            self._take(event)

    def finish(self, ending: Ending) -> Reading:
        """What the stream was. The reader is done after it."""
        self._flush()
        real = [text for text in self._heard if not _is_temporary(text)]
        substance = self._succeeded or self._changed or bool(real)
        return Reading(
            self._kind(ending, bool(real), substance=substance),
            tuple(real if substance else self._heard),
            tuple(dict.fromkeys(self._errors)),
            tuple(self._called),
            self._open.names,
            self._report,
            self._raw_draft,
            self._changed,
            self._open.pending,
            self._succeeded,
        )

    def _hear(self, events: tuple[Event, ...]) -> None:
        said = [event for event in events if isinstance(event, Said)]
        if not said:
            return
        text = "".join(event.text for event in said)
        if self._pieces and text.strip() == "".join(self._pieces).strip():
            self._pieces.clear()
        self._flush()
        # releases of ADK differ in whether an event that carries an artifact is sent twice, under one id
        if not said[0].event_id or (said[0].event_id, text) not in self._known:
            self._known.add((said[0].event_id, text))
            self._heard.append(text)
            self._error_is_last = False

    def _flush(self) -> None:
        """A text that came in pieces and never whole is what they make together."""
        text = "".join(self._pieces)
        self._pieces.clear()
        if text.strip():
            self._heard.append(text)
            self._error_is_last = False

    def _take(self, event: Event) -> None:
        match event:
            case ToolCalled():
                self._flush()
                self._open.call(event)
                if not event.partial:
                    self._called.append(event.name)
                    self._error_is_last = False
            case ToolAnswered():
                self._answer(event)
            case StateChanged():
                self._change(event)
            case Asked() | Reported():
                self._report += _report_of(event)
            case Failed():
                self._errors.append(event)
                self._error_is_last = True
            case Fragment(text, repeated=False):
                self._pieces.append(text)
            case _:
                pass

    def _answer(self, event: ToolAnswered) -> None:
        closed = self._open.answer(event)
        if closed.call is not None and closed.call.partial:
            self._called.append(closed.call.name)
        self._report += read_report(event.response)
        failed = bool(event.response.get("error")) or str(event.response.get("status", "")).lower() in _BAD_STATUSES
        self._succeeded = self._succeeded or not failed
        done = not failed and not closed.pending
        self._generated = self._generated or (done and bool(_GENERATES.search(event.name)))

    def _change(self, event: StateChanged) -> None:
        self._changed = True
        draft = event.delta.get("draft")
        if isinstance(draft, Mapping) and self._raw_draft is None and self._generated:
            self._raw_draft = draft

    def _kind(self, ending: Ending, real: bool, *, substance: bool) -> StreamKind:
        if ending is not Ending.CLEAN or self._torn:
            return StreamKind.INTERRUPTED
        if self._errors and self._error_is_last:
            return StreamKind.TEXT_THEN_ERROR if real else StreamKind.ERROR
        if self._open or (self._beats and not self._frames):
            return StreamKind.INTERRUPTED
        if real:
            return StreamKind.TEXT
        if self._heard and not substance:
            return StreamKind.TEMPORARY_ISSUE
        return StreamKind.SILENT if self._called or self._heard else StreamKind.EMPTY


def _report_of(event: Asked | Reported) -> Report:
    return Report(questions=(event.question,)) if isinstance(event, Asked) else read_report(event.report)


def _is_temporary(text: str) -> bool:
    return len(text) < 300 and bool(_TEMPORARY.search(text))
