"""Projects: sessions, the media put into them, and the history of their timelines, as rows.

A session of another account looks exactly like one that does not exist. A history is a list of snapshots by content
hash, each spelled as a draft, so undo works across restarts and an unchanged timeline is stored once.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from kineograph.studio.interpreter import Focus
from kineograph.timeline import ClipId, History, Media, MediaId, MediaKind, Timeline
from kineograph.wire.draft import Draft, write_draft


@dataclass(frozen=True, slots=True)
class Project:
    """One session. ``language`` as the caller gave it, may be empty."""

    id: str
    account_id: str
    task_id: str
    task_name: str
    language: str


@dataclass(frozen=True, slots=True)
class StoredMedia:
    """One uploaded file of a session: ``media`` as timelines know it, and where its bytes are (``digest``)."""

    media: Media
    digest: str
    mime: str
    fps: float
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a project stands, without the rest of its history."""

    timeline: Timeline
    revision: int
    can_undo: bool
    can_redo: bool


def create_project(
    connection: sqlite3.Connection, account_id: str, name: str, language: str, now: float, faults: str = ""
) -> Project:
    """A new session. ``faults``: its own switches, as JSON; empty where it has none."""
    # 19 digits, beyond 2^53 and below 2^63, as the cloud's are ("5529798706024415232", vendor's first text)
    session_id = str(10**18 + secrets.randbelow(8 * 10**18))
    project = Project(session_id, account_id, f"task_{secrets.token_hex(8)}", name, language)
    connection.execute(
        "insert into session (id, account_id, task_id, task_name, language, created, faults)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        (project.id, project.account_id, project.task_id, project.task_name, project.language, now, faults),
    )
    return project


def find_project(connection: sqlite3.Connection, account_id: str, session_id: str) -> Project | None:
    row = connection.execute(
        "select * from session where id = ? and account_id = ? and lost = 0", (session_id, account_id)
    ).fetchone()
    return Project(row["id"], row["account_id"], row["task_id"], row["task_name"], row["language"]) if row else None


def switches_of(connection: sqlite3.Connection, session_id: str) -> str:
    """The session's own switches, as JSON; empty where it has none."""
    row = connection.execute("select faults from session where id = ?", (session_id,)).fetchone()
    return str(row["faults"]) if row else ""


def lose_project(connection: sqlite3.Connection, session_id: str) -> None:
    connection.execute("update session set lost = 1 where id = ?", (session_id,))


def list_media(connection: sqlite3.Connection, session_id: str) -> tuple[StoredMedia, ...]:
    """In the order of their upload."""
    rows = connection.execute("select * from media where session_id = ? order by place", (session_id,)).fetchall()
    return tuple(_stored(row) for row in rows)


def add_media(
    connection: sqlite3.Connection, session_id: str, arrived: Iterable[StoredMedia]
) -> tuple[StoredMedia, ...]:
    """Puts files into the session and returns them as they stand there. The same bytes under the same name are the
    same file; under another name they are a second one. A media id follows from the content, so a session that is
    built anew from the same files takes the same drafts."""
    kept = []
    for item in arrived:
        known = [other for other in list_media(connection, session_id) if other.digest == item.digest]
        same = next((other for other in known if other.media.name == item.media.name), None)
        kept.append(same or _insert(connection, session_id, item, len(known)))
    return tuple(kept)


def load_history(connection: sqlite3.Connection, session_id: str) -> History:
    row = connection.execute("select now, past, future, revision from session where id = ?", (session_id,)).fetchone()
    drafts = {
        found["digest"]: found["draft"]
        for found in connection.execute("select digest, draft from snapshot where session_id = ?", (session_id,))
    }

    def timeline(digest: str) -> Timeline:
        return Draft.read(json.loads(drafts[digest])).timeline() if digest else Timeline()

    return History(
        timeline(row["now"]),
        tuple(timeline(digest) for digest in json.loads(row["past"])),
        tuple(timeline(digest) for digest in json.loads(row["future"])),
        row["revision"],
    )


def load_standing(connection: sqlite3.Connection, session_id: str) -> Standing:
    """What stands now: a look at a project costs one snapshot, however long its history is."""
    row = connection.execute(
        "select session.revision, session.past <> '[]' as undo, session.future <> '[]' as redo, snapshot.draft"
        " from session left join snapshot on snapshot.session_id = session.id and snapshot.digest = session.now"
        " where session.id = ?",
        (session_id,),
    ).fetchone()
    timeline = Draft.read(json.loads(row["draft"])).timeline() if row["draft"] else Timeline()
    return Standing(timeline, row["revision"], bool(row["undo"]), bool(row["redo"]))


def save_history(connection: sqlite3.Connection, session_id: str, history: History) -> None:
    """Every snapshot of the history, and none that left it."""
    spelled: dict[str, str] = {}

    def digest(timeline: Timeline) -> str:
        draft = json.dumps(write_draft(timeline).raw, separators=(",", ":"), sort_keys=True)
        name = hashlib.sha256(draft.encode()).hexdigest()[:32]
        spelled[name] = draft
        return name

    now = digest(history.now)
    past, future = [digest(item) for item in history.past], [digest(item) for item in history.future]
    connection.executemany(
        "insert into snapshot (session_id, digest, draft) values (?, ?, ?) on conflict do nothing",
        [(session_id, name, draft) for name, draft in spelled.items()],
    )
    known = connection.execute("select digest from snapshot where session_id = ?", (session_id,)).fetchall()
    gone = [(session_id, row["digest"]) for row in known if row["digest"] not in spelled]
    connection.executemany("delete from snapshot where session_id = ? and digest = ?", gone)
    connection.execute(
        "update session set now = ?, past = ?, future = ?, revision = ? where id = ?",
        (now, json.dumps(past), json.dumps(future), history.revision, session_id),
    )


def load_focus(connection: sqlite3.Connection, session_id: str) -> Focus:
    """What the last instruction that did something was about; nothing where that cannot be read."""
    row = connection.execute("select focus from session where id = ?", (session_id,)).fetchone()
    try:
        said, clips, topic, *more = json.loads(row["focus"]) if row and row["focus"] else ("", [], "")
        undone, asked = (*more, False, "")[:2] if len(more) < 2 else more[:2]
        return Focus(str(said), tuple(ClipId(str(clip)) for clip in clips), str(topic), bool(undone), str(asked))
    except (ValueError, TypeError):
        return Focus()


def save_focus(connection: sqlite3.Connection, session_id: str, focus: Focus) -> None:
    spelled = json.dumps([focus.said, list(focus.clips), focus.topic, focus.undone, focus.asked], ensure_ascii=False)
    connection.execute("update session set focus = ? where id = ?", (spelled, session_id))


def _insert(connection: sqlite3.Connection, session_id: str, item: StoredMedia, copies: int) -> StoredMedia:
    place = connection.execute(
        "select coalesce(max(place), 0) + 1 from media where session_id = ?", (session_id,)
    ).fetchone()[0]
    media_id = item.digest[:24] + (f"-{copies + 1}" if copies else "")
    connection.execute(
        "insert into media (session_id, id, place, hash, name, kind, mime, width, height, duration_ms, has_sound, fps,"
        " size, captured_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            session_id,
            media_id,
            place,
            item.digest,
            item.media.name,
            item.media.kind.value,
            item.mime,
            item.media.width,
            item.media.height,
            item.media.duration_ms,
            item.media.has_sound,
            item.fps,
            item.size_bytes,
            item.media.captured_at,
        ),
    )
    row = connection.execute("select * from media where session_id = ? and id = ?", (session_id, media_id)).fetchone()
    return _stored(row)


def _stored(row: sqlite3.Row) -> StoredMedia:
    media = Media(
        MediaId(row["id"]),
        MediaKind(row["kind"]),
        row["name"],
        row["width"],
        row["height"],
        row["duration_ms"],
        bool(row["has_sound"]),
        row["captured_at"],
    )
    return StoredMedia(media, row["hash"], row["mime"], row["fps"], row["size"])
