"""What becomes of typed edits: what they are meant for, what they would do, and what can be seen of them afterwards.

No network. Where the studio takes typed edits it reports on them itself; where it was asked in words, its timeline is
held against what the edits would have made of the one before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kineograph.errors import AgentMustFix, KineographError, TryLater
from kineograph.protocol.expecting import Refused, check, steps
from kineograph.protocol.instructing import sentence
from kineograph.protocol.language import detect_language
from kineograph.protocol.quotes import set_aside
from kineograph.protocol.turn import Reading, StreamKind
from kineograph.sessions.records import SessionRow, UploadRow
from kineograph.sessions.seeing import Seen
from kineograph.sessions.views import TurnView
from kineograph.timeline import Media, MediaId, MediaKind, compare
from kineograph.timeline.edits import Redo, Undo
from kineograph.wire.decoding import plain
from kineograph.wire.draft import Draft, DraftError
from kineograph.wire.editcalls import CONFLICT, EditCall
from kineograph.wire.edits import AnyEdit, BadEdits, read_edits, signature

PREVIEW = "preview"
MAX_CHANGES = 60


def checked_call(edits: object, base_revision: int, dry_run: bool) -> EditCall:
    """The call, as far as it can be checked without a session. Raises ``AgentMustFix`` BAD_EDITS."""
    try:
        read_edits(edits)
        return EditCall.read({"edits": edits, "base_revision": base_revision, "dry_run": dry_run})
    except BadEdits as error:
        raise AgentMustFix("BAD_EDITS", f"{error}.") from error


def resolved(call: EditCall, seen: Seen, uploads: Sequence[UploadRow]) -> tuple[AnyEdit, ...]:
    """The edits, with the session's files in them, tried on the timeline that stands. Raises ``AgentMustFix``."""
    try:
        edits = read_edits(list(call.edits), library_of(seen.state, uploads))
    except BadEdits as error:
        raise AgentMustFix("BAD_EDITS", f"{error}.") from error
    try:
        steps(seen.readable().timeline(), edits)
    except Refused as refusal:
        why, op = refusal.error, refusal.edit.op
        said = " ".join(f"{why.message} {why.hint}".split())
        advice = f"edits[{refusal.number}]: {op}: {said} {signature(op)}. Nothing was changed."
        raise AgentMustFix(why.code, advice) from refusal
    return edits


def edits_of(call: EditCall, seen: Seen | None, uploads: Sequence[UploadRow]) -> tuple[AnyEdit, ...]:
    """The edits of a call that was checked before; its files by their names alone where they are not listed now."""
    try:
        return read_edits(list(call.edits), library_of(seen.state if seen else {}, uploads))
    except BadEdits:
        return read_edits(list(call.edits))


def refuse_outdated(call: EditCall, seen: Seen) -> None:
    """Raises ``AgentMustFix`` CONFLICT where the call was meant for another revision than the one that stands."""
    if call.base_revision and call.base_revision != seen.revision:
        raise conflict(call, seen)


def conflict(call: EditCall, seen: Seen | None) -> KineographError:
    now = f"{seen.revision}, not {call.base_revision}" if seen else f"another than {call.base_revision}"
    shown = f" {seen.summary}" if seen else ""
    return AgentMustFix(
        CONFLICT,
        f"The timeline is at revision {now}: nothing was changed.{shown} Look at it with get_timeline, then send the "
        "edits that still fit, with its revision.",
    )


def library_of(state: Mapping[str, Any], uploads: Sequence[UploadRow]) -> tuple[Media, ...]:
    """What was uploaded, in the studio's own order where it lists it, with what we know of each file."""
    ours = {row.name: _of_row(row) for row in uploads}
    listed = state.get("video_infos")
    items = [item for item in listed if isinstance(item, Mapping)] if isinstance(listed, list) else []
    found = [_of_item(item, ours) for item in items]
    return tuple(media for media in found if media.name) or tuple(ours.values())


def _of_row(row: UploadRow) -> Media:
    kind = _KINDS.get(row.kind, MediaKind.IMAGE)
    heard = kind is not MediaKind.IMAGE
    return Media(MediaId(row.name), kind, row.name, row.width, row.height, row.duration_ms, heard)


_KINDS = {kind.value: kind for kind in MediaKind}


def _of_item(item: Mapping[str, Any], ours: Mapping[str, Media]) -> Media:
    name = next((item[key] for key in ("filename", "name") if isinstance(item.get(key), str)), "")
    known = ours.get(name, Media(MediaId(name), MediaKind.IMAGE, name))
    kind = _KINDS.get(str(item.get("file_type")), known.kind)
    seconds = item.get("duration")
    length = round(seconds * 1000) if isinstance(seconds, int | float) and 0 < seconds < 10**6 else known.duration_ms
    media_id = item["id"] if isinstance(item.get("id"), str) and item["id"] else known.id
    taken = item.get("captured_at")
    return replace(
        known,
        id=MediaId(media_id),
        kind=kind,
        duration_ms=length,
        has_sound=kind is not MediaKind.IMAGE and item.get("has_sound") is not False,
        captured_at=taken if isinstance(taken, int) else 0,
    )


def previewed_here(seen: Seen, edits: Sequence[AnyEdit], session: SessionRow) -> TurnView:
    """What the edits would change, where the studio cannot say it. Raises ``AgentMustFix`` PREVIEW_UNKNOWN."""
    if any(isinstance(edit, Undo | Redo) for edit in edits):
        raise AgentMustFix(
            "PREVIEW_UNKNOWN",
            "What undo and redo would change is known to the studio alone: send them without dry_run.",
        )
    before = seen.readable().timeline()
    states = steps(before, edits)
    found = [plain(change.sentence()) for change in compare(before, states[-1])] if states else []
    more = [f"… and {len(found) - MAX_CHANGES} more"] if len(found) > MAX_CHANGES else []
    return TurnView(
        "",
        PREVIEW,
        (*found[:MAX_CHANGES], *more),
        seen.summary,
        applied=asked_for(edits, session),
        revision=seen.revision,
        language=tongue_of(session),
    )


def previewed_there(call: EditCall, seen: Seen, reading: Reading) -> TurnView:
    """The studio's own preview. Raises ``AgentMustFix`` CONFLICT, ``TryLater`` PREVIEW_LOST."""
    report = reading.report
    if CONFLICT in report.codes:
        raise conflict(call, None)
    if reading.kind is StreamKind.INTERRUPTED or not reading.used_tools:
        raise TryLater("PREVIEW_LOST", "The studio's answer was lost. A preview changes nothing: ask for it again.")
    said = plain(reading.text)
    return TurnView(
        said,
        PREVIEW,
        report.would_change,
        seen.summary,
        applied=report.would_apply,
        held=report.held,
        unsupported=report.unsupported,
        noted=report.noted,
        assumed=report.assumed,
        question=report.questions,
        revision=seen.revision,
        language=language_of(said, *report.would_apply),
    )


def has_reported(reading: Reading, seen: Seen | None) -> bool:
    """Whether a studio that takes typed edits has said itself what became of them."""
    return seen is not None and seen.takes_edits and bool(reading.report.applied or reading.report.codes)


def asked_for(edits: Sequence[AnyEdit], session: SessionRow) -> tuple[str, ...]:
    """Each edit in words, in the language of the session."""
    return tuple(plain(sentence(edit, tongue_of(session))) for edit in edits)


def tongue_of(session: SessionRow) -> str:
    """The language in which edits are put into words."""
    return "zh" if session.language.startswith("zh") else "en"


def held_against(
    view: TurnView, said: tuple[str, ...], edits: Sequence[AnyEdit], before: object, seen: Seen | None
) -> TurnView:
    """The view of a turn of typed edits, ``said`` in a sentence each, with what its timeline shows of them."""
    try:
        old = Draft.read(before).timeline()
    except DraftError:
        old = None
    if seen is None or seen.draft is None or old is None:
        return replace(view, not_seen=said)
    found = check(old, edits, seen.timeline)
    return replace(
        view,
        confirmed=tuple(said[number] for number in found.confirmed),
        not_seen=tuple(said[number] for number in found.unseen),
        besides=tuple(map(plain, found.besides)),
    )


def language_of(*texts: str) -> str:
    """The language that the studio answered in, ``zh`` or ``en``; what it quotes does not count."""
    plain_words = set_aside(" ".join(texts)).text
    return "zh" if detect_language(plain_words) == "zh-CN" else "en"
