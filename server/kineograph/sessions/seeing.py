"""A session's state as people see it: read from the studio, turned into views and into sentences about changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kineograph.errors import WireViolated
from kineograph.protocol.fingerprints import draft_fingerprint, fingerprint, trace_fingerprint
from kineograph.sessions.views import ClipView, TimelineView, TrackView
from kineograph.timeline import (
    Timeline,
    Track,
    VisualClip,
    clip_details,
    clip_label,
    compare,
    summarise,
    track_label,
)
from kineograph.wire.bodies import SessionState
from kineograph.wire.decoding import plain
from kineograph.wire.draft import Draft, DraftError
from kineograph.wire.editcalls import revision_of, takes_edits

MAX_CHANGES = 60
UNREADABLE = "The project changed, in a way that cannot be read here."


@dataclass(frozen=True, slots=True)
class Seen:
    """A state that was read. ``draft`` None: the studio keeps it in a form we cannot read. ``revision``: the studio's
    count where it takes typed edits, else ours; 0 where it could not be counted."""

    state: Mapping[str, Any]
    draft: Draft | None
    user_id: str = ""
    task_id: str = ""
    revision: int = 0

    @classmethod
    def of(cls, answer: SessionState) -> Seen:
        try:
            draft = Draft.read(answer.state.get("draft"))
        except DraftError:
            draft = None
        return cls(answer.state, draft, answer.user_id, answer.task_id)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.state)

    @property
    def trace(self) -> str:
        return trace_fingerprint(self.state)

    @property
    def takes_edits(self) -> bool:
        """Whether the studio takes typed edits, and counts its revisions."""
        return takes_edits(self.state)

    @property
    def stated_revision(self) -> int | None:
        """The revision where the studio counts it."""
        return revision_of(self.state) if self.takes_edits else None

    @property
    def timeline(self) -> Timeline:
        return self.draft.timeline() if self.draft else Timeline()

    @property
    def summary(self) -> str:
        return (
            plain(summarise(self.timeline)) if self.draft else "Timeline: kept by the studio in a form we cannot read"
        )

    def readable(self) -> Draft:
        """The draft. Raises ``WireViolated`` UNREADABLE_DRAFT."""
        if self.draft is None:
            raise WireViolated(
                "UNREADABLE_DRAFT",
                "The studio keeps this project in a form that this version cannot read. Update Kineograph, or start a "
                "new session.",
            )
        return self.draft


def timeline_view(seen: Seen, session_id: str, studio: str, uploads: tuple[str, ...]) -> TimelineView:
    """The state as a view; ``uploads`` are the names we know, used where the studio lists none."""
    draft = seen.readable()
    timeline = draft.timeline()
    tracks = tuple(map(_track, timeline.tracks))
    canvas = timeline.canvas
    return TimelineView(
        session_id,
        studio,
        plain(summarise(timeline)),
        tracks,
        length_ms(draft),
        canvas.width,
        canvas.height,
        canvas.fps,
        seen.revision,
        draft.has_clip(),
        uploads or _sources(seen.state),
    )


def changes_between(before: object, seen: Seen) -> tuple[str, ...]:
    """Sentences about what became different since the draft ``before`` (raw JSON)."""
    try:
        old = Draft.read(before)
    except DraftError:
        old = None
    if old is None or seen.draft is None:
        return (UNREADABLE,) if not _same(before, seen.state.get("draft")) else ()
    found = [plain(change.sentence()) for change in compare(old.timeline(), seen.draft.timeline())]
    if not found and draft_fingerprint(old.raw) != draft_fingerprint(seen.draft.raw):
        return (UNREADABLE,)
    if len(found) > MAX_CHANGES:
        return (*found[:MAX_CHANGES], f"… and {len(found) - MAX_CHANGES} more")
    return tuple(found)


def length_ms(draft: Draft) -> int:
    """How long the video is: the draft's own ``d`` where it says so."""
    said = draft.raw.get("d")
    if isinstance(said, int | float) and not isinstance(said, bool) and 0 < said < 10**9:
        return round(said)
    return draft.timeline().duration_ms


def _same(one: object, other: object) -> bool:
    return json.dumps(one, sort_keys=True, default=str) == json.dumps(other, sort_keys=True, default=str)


def _track(track: Track) -> TrackView:
    before = (None, *(clip if isinstance(clip, VisualClip) else None for clip in track.clips))
    views = [
        ClipView(plain(clip_label(clip)), clip.span.start, clip.span.end, plain(clip_details(clip, earlier)))
        for clip, earlier in zip(track.clips, before, strict=False)
    ]
    return TrackView(plain(track_label(track)), tuple(views))


def _sources(state: Mapping[str, Any]) -> tuple[str, ...]:
    listed = state.get("video_infos")
    items = [item for item in listed if isinstance(item, Mapping)] if isinstance(listed, list) else []
    names = [next((item[key] for key in ("filename", "name") if isinstance(item.get(key), str)), "") for item in items]
    return tuple(plain(name) for name in names if name)
