"""Switches that make the studio misbehave as clouds do. Off by default; for tests and demonstrations.

One row per switch, in :class:`Faults`; ``docs/faults.md`` is held against it by a test. Written ``name`` or
``name=value``: ``kineograph studio --fault token_expired=2 --fault heartbeat=word:0.5``. Rows under "session" can be
given to one session instead (``per_session``); whatever such a session does not name is then off in it. Counts are kept
in the process that strikes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

from kineograph.wire.events import HEARTBEATS

SilentEdits = Literal["share", "always", "never"]
Drop = Literal["", "before_head", "mid_event", "open_call"]
Dialect = Literal["adk-2.13", "adk-1.27", "adk-1.18", "typed"]
ALWAYS = 1_000_000  # more often than anyone asks


@dataclass(frozen=True, slots=True)
class Beat:
    """A sign of life while a turn works, every ``seconds``."""

    form: str = "named"
    seconds: float = 15.0

    def __str__(self) -> str:
        return f"{self.form}:{self.seconds:g}"


@dataclass(frozen=True, slots=True)
class ServerError:
    """``path``: a part of the paths that are meant; empty for all."""

    count: int = 0
    status: int = 503
    path: str = ""

    def __str__(self) -> str:
        return "off"


@dataclass(frozen=True, slots=True)
class TurnError:
    """``moment`` empty: none. ``broken``: as ADK up to 1.18 writes a message that has a quote and a line break."""

    moment: Literal["", "before", "open", "committed", "after"] = ""
    broken: bool = False

    def __str__(self) -> str:
        return "off"


@dataclass(frozen=True, slots=True)
class Kind:
    """How values are written: ``form`` in words; ``read`` takes the text and raises ``ValueError`` with what to say
    instead; ``times``: how often a value strikes, None for one that holds for good."""

    form: str
    read: Callable[[str], Any]
    times: Callable[[Any], int] | None = None


@dataclass(frozen=True, slots=True)
class Switch:
    """A row of the table. ``scope``: whose it is, the whole studio's or each session's."""

    name: str
    form: str
    default: str
    scope: Literal["studio", "session"]
    says: str


def _number(text: str) -> int:
    number = int(text or 1) if (text or "1").isascii() and (text or "1").isdigit() else -1
    if not 0 <= number <= ALWAYS:
        raise ValueError("give a number")
    return number


def _count_or_links(text: str) -> int:
    return ALWAYS if text == "links" else _number(text)


def _rate(text: str) -> int:
    if not text or _number(text) < 1:
        raise ValueError("give bytes per second")
    return _number(text)


def _on_off(text: str) -> bool:
    if text not in ("", "on", "off"):
        raise ValueError("say on or off")
    return text != "off"


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise ValueError("give seconds")
    return seconds


def _word(text: str, words: Iterable[str]) -> str:
    if text not in words:
        raise ValueError(f"say {' or '.join(words)}")
    return text


def _beat(text: str) -> Beat:
    form, _, interval = text.partition(":")
    _word(form, HEARTBEATS)
    return Beat(form, max(_seconds(interval), 0.01)) if interval else Beat(form)


def _server_error(text: str) -> ServerError:
    count, status, path = (*text.split(":", 2), "", "")[:3]
    return ServerError(_number(count), int(_word(status or "503", ("500", "502", "503"))), path)


def _turn_error(text: str) -> TurnError:
    moment, _, form = text.partition(":")
    _word(moment, ("before", "open", "committed", "after"))
    return TurnError(moment, _word(form or "good", ("good", "broken")) == "broken")  # type: ignore[arg-type]


def _words(*words: str, times: Callable[[Any], int] | None = None, also: Mapping[str, str] | None = None) -> Kind:
    synonyms = also or {}
    return Kind(", ".join(words), lambda text: _word(synonyms.get(text, text), words), times)


_COUNT = Kind("n (1)", _number, int)
_LIMIT = Kind("n", _number)
_SWITCH = Kind("on, off", _on_off)
_SECONDS = Kind("seconds", _seconds)


def _studio(default: Any, kind: Kind, says: str) -> Any:
    return field(default=default, metadata={"kind": kind, "scope": "studio", "says": says})


def _session(default: Any, kind: Kind, says: str) -> Any:
    return field(default=default, metadata={"kind": kind, "scope": "session", "says": says})


_HTTP = _words("http200", "4xx")
_QUIET = _words("share", "always", "never")
_BEAT = Kind(f"{', '.join(HEARTBEATS)}, each also with :seconds", _beat)
_DIALECT = _words("adk-2.13", "adk-1.27", "adk-1.18", "typed", also={"adk": "adk-2.13"})
_DROP = _words("before_head", "mid_event", "open_call", times=lambda drop: 1 if drop else 0)
_5XX = Kind("n (1)[:500, 502, 503[:part of a path]]", _server_error, lambda error: error.count)
_ERROR = Kind("before, open, committed, after[:good, broken]", _turn_error, lambda error: 1 if error.moment else 0)
_SHAPE = _words("top", "data")
_LINKS = Kind("n (1), links", _count_or_links, int)
_RATE = Kind("bytes per second", _rate)


@dataclass(frozen=True, slots=True)
class Faults:
    """What goes wrong, a field for each switch, in the order of the table."""

    per_session: bool = _studio(False, _SWITCH, "a new session may bring switches of its own, under the key `faults`")
    token_expired: int = _studio(0, _COUNT, "the next n calls with a token answer 1001; a new token then ends that")
    rate_limited: int = _studio(0, _COUNT, "the next n calls answer 429")
    rate_limit_tokens: bool = _studio(
        False, _SWITCH, "one token per client in 7 days, as the cloud documents; then 429"
    )
    token_limit: int = _studio(0, _LIMIT, "n tokens per address in 7 days (the cloud documents 10); then 429")
    server_error: ServerError = _studio(ServerError(), _5XX, "the next n calls fail before anything was done")
    business: Literal["http200", "4xx"] = _studio("http200", _HTTP, "the HTTP status of answers that carry a code")
    no_attribution_402: bool = _studio(True, _SWITCH, "exports without the three attribution headers are refused: 402")
    no_anonymous_export: bool = _studio(False, _SWITCH, "exports are refused: 402")

    session_lost: int = _session(0, _COUNT, "the next n sessions that are used are lost for good: 1002")
    state_error: int = _session(0, _COUNT, "the next n looks at a state answer 503")
    upload_lost: int = _session(0, _COUNT, "the next n uploads are taken, then the connection is cut")

    charge: bool = _session(False, _SWITCH, "an instruction costs 50 credits; 2001 when there are none left")
    dialect: Dialect = _session("adk-2.13", _DIALECT, "how events are written (`adk`: the newest)")
    heartbeat: Beat = _session(Beat(), _BEAT, "what is sent while a turn works, and how often")
    partial_text: bool = _session(False, _SWITCH, "a text comes in fragments first, then once more as a whole")
    silent_edits: SilentEdits = _session("share", _QUIET, "turns without a text (`share`: those of titles and volumes)")
    trailing_noise: bool = _session(False, _SWITCH, '"I encountered a temporary issue" follows every turn')
    turn_delay: float = _session(0.0, _SECONDS, "a turn thinks that long before it works")
    two_stages: float = _session(
        0.0, _SECONDS, "a first video is shown raw; that much later the studio adds what nobody asked for"
    )
    late_write: float = _session(
        0.0, _SECONDS, "the stream ends first; the timeline is written that much later, or when the studio stops"
    )
    turn_error: TurnError = _session(
        TurnError(),
        _ERROR,
        "the next turn that gets there ends in an error: before any work, while its tool is"
        " open, once its change is committed, or after all was said; as JSON, or broken as by ADK 1.18",
    )
    drop: Drop = _session(
        "", _DROP, "the next turn's connection is cut; `open_call`: its stream ends cleanly while its tool is open"
    )
    run_error_status: int = _session(0, _COUNT, "the next n turns are accepted and charged, and answered with 503")
    run_survives: bool = _session(True, _SWITCH, "a turn goes on when its caller is gone")

    duplicate_render: int = _session(
        0, _COUNT, "the next n new renders are refused as a duplicate id; nothing is taken"
    )
    render_lost: int = _session(0, _COUNT, "the next n renders are taken, then the connection is cut")
    render_delay: float = _session(0.0, _SECONDS, "a render takes at least that long, restarts included")
    render_failed: int = _session(0, _COUNT, "the next n renders fail")
    render_shape: Literal["top", "data"] = _session("top", _SHAPE, "which documented shape a render's status has")
    render_without_url: int = _session(0, _COUNT, "the next n looks at a finished render show no link")
    download_forbidden: int = _session(0, _LINKS, "the next n fetches by link, or all, answer 403; by token they work")
    download_slow: int = _session(0, _RATE, "a video is sent at that speed")
    download_truncated: int = _session(0, _COUNT, "the next n videos are cut off half-way; their length was told")
    download_short: int = _session(0, _COUNT, "the next n videos end cleanly half-way; their length was not told")

    @classmethod
    def parse(cls, switches: Iterable[str], *, of_session: bool = False) -> Faults:
        """The faults named by ``switches``. Raises ``ValueError`` with a sentence for an unknown name or value, and
        ``of_session`` for a switch that only a whole studio has."""
        kinds = {row.name: row.metadata["kind"] for row in fields(cls)}
        names = sorted(row.name for row in table() if row.scope == "session" or not of_session)
        faults = cls()
        for switch in switches:
            name, _, value = switch.strip().partition("=")
            if name not in names:
                raise ValueError(f"There is no fault {name[:100]!r}. Choose from: {', '.join(names)}.")
            try:
                faults = replace(faults, **{name: kinds[name].read(value)})
            except ValueError as error:
                raise ValueError(f"The fault {name} cannot be {value[:100]!r}: {error}.") from None
        return faults


def table() -> tuple[Switch, ...]:
    """Every switch, as the documents show it."""
    return tuple(
        Switch(row.name, row.metadata["kind"].form, _spelled(row.default), row.metadata["scope"], row.metadata["says"])
        for row in fields(Faults)
    )


def _spelled(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value or "off")


@dataclass(slots=True)
class FaultCounts:
    """What is left of the counted faults, in this process."""

    faults: Faults
    left: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.left = {name: times(getattr(self.faults, name)) for name, times in _counted().items()}

    def strike(self, name: str) -> bool:
        """Whether the fault happens now; it is used up by that."""
        if self.left[name] < 1:
            return False
        self.left[name] -= 1
        return True

    def relent(self, name: str) -> None:
        """Ends the fault, if it has begun."""
        if self.left[name] < _counted()[name](getattr(self.faults, name)):
            self.left[name] = 0


def _counted() -> dict[str, Callable[[Any], int]]:
    times = {row.name: row.metadata["kind"].times for row in fields(Faults)}
    return {name: count for name, count in times.items() if count is not None}
