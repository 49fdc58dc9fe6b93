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

from kineograph.protocol.reports import Report, read_report
from kineograph.wire.events import (
    Event,
    Failed,
    Heartbeat,
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
    real came before; ``raw_draft`` is the draft as it stood when the raw video was there, None where it never was."""

    kind: StreamKind
    texts: tuple[str, ...] = ()
    errors: tuple[Failed, ...] = ()
    called: tuple[str, ...] = ()
    open_calls: tuple[str, ...] = ()
    report: Report = Report()
    raw_draft: Mapping[str, Any] | None = None
    changed_state: bool = False

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
    _heard: list[tuple[str, str]] = field(init=False, default_factory=list)
    _errors: list[Failed] = field(init=False, default_factory=list)
    _error_is_last: bool = field(init=False, default=False)
    _called: list[str] = field(init=False, default_factory=list)
    _open: dict[str, str] = field(init=False, default_factory=dict)
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
        return next(reversed(self._open.values()), "")

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
        texts = self._texts()
        return Reading(
            self._kind(ending, texts),
            tuple(text for text in texts if not (_is_temporary(text) and self._has_substance(texts))),
            tuple(dict.fromkeys(self._errors)),
            tuple(self._called),
            tuple(self._open.values()),
            self._report,
            self._raw_draft,
            self._changed,
        )

    def _hear(self, events: tuple[Event, ...]) -> None:
        said = [event for event in events if isinstance(event, Said)]
        if not said:
            return
        heard = (said[0].event_id, "".join(event.text for event in said))
        # ADK sends an event that carries an artifact twice, with one id (measured on 2.13)
        if not heard[0] or heard not in self._heard:
            self._heard.append(heard)
            self._error_is_last = False

    def _take(self, event: Event) -> None:
        if isinstance(event, ToolCalled):
            self._called.append(event.name)
            self._open[event.call_id or event.name] = event.name
        elif isinstance(event, ToolAnswered):
            self._answer(event)
        elif isinstance(event, StateChanged):
            self._change(event)
        elif isinstance(event, Failed):
            self._errors.append(event)
            self._error_is_last = True

    def _answer(self, event: ToolAnswered) -> None:
        key = (
            event.call_id
            if event.call_id in self._open
            else next((key for key, name in self._open.items() if name == event.name), "")
        )
        self._open.pop(key, None)
        self._report += read_report(event.response)
        failed = bool(event.response.get("error")) or str(event.response.get("status", "")).lower() in _BAD_STATUSES
        self._succeeded = self._succeeded or not failed
        self._generated = self._generated or (not failed and bool(_GENERATES.search(event.name)))

    def _change(self, event: StateChanged) -> None:
        self._changed = True
        draft = event.delta.get("draft")
        if isinstance(draft, Mapping) and self._raw_draft is None and self._generated:
            self._raw_draft = draft

    def _texts(self) -> list[str]:
        return [text for _, text in self._heard]

    def _has_substance(self, texts: list[str]) -> bool:
        return self._succeeded or self._changed or any(not _is_temporary(text) for text in texts)

    def _kind(self, ending: Ending, texts: list[str]) -> StreamKind:
        real = [text for text in texts if not _is_temporary(text)]
        if ending is not Ending.CLEAN or self._torn:
            return StreamKind.INTERRUPTED
        if self._errors and self._error_is_last:
            return StreamKind.TEXT_THEN_ERROR if real else StreamKind.ERROR
        if self._open or (self._beats and not self._frames):
            return StreamKind.INTERRUPTED
        if real:
            return StreamKind.TEXT
        if texts and not self._has_substance(texts):
            return StreamKind.TEMPORARY_ISSUE
        return StreamKind.SILENT if self._called or texts else StreamKind.EMPTY


def _is_temporary(text: str) -> bool:
    return len(text) < 300 and bool(_TEMPORARY.search(text))
