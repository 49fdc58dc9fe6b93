"""Takes files in: judged by content, named safely, stored once by content hash.

A file that is refused leaves nothing behind, and one refused file refuses its whole request.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from kineograph.media import HEAD_BYTES, MediaError, MediaFacts, MediaFault, probe, sniff
from kineograph.studio.home import Home
from kineograph.studio.projects import StoredMedia
from kineograph.studio.refusals import Refused
from kineograph.timeline import Media, MediaId
from kineograph.wire.codes import Code

MAX_NAME = 200
TAKEN = "mp4 mov avi webm mkv, jpg png gif webp, mp3 wav m4a aac"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that has arrived whole: under ``path`` for now, called ``name`` by whoever sent it."""

    path: Path
    name: str
    digest: str
    size_bytes: int


def safe_name(name: str) -> str:
    """The last part of a file name that a stranger sent, without control characters, at most 200 letters long."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    kept = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    kept = " ".join(kept.split()).strip(" .") or "file"
    if len(kept) <= MAX_NAME:
        return kept
    stem, dot, extension = kept.rpartition(".")
    tail = dot + extension if stem and len(extension) <= 10 else ""
    return kept[: MAX_NAME - len(tail)] + tail


def take_in(home: Home, arrivals: Sequence[Arrival]) -> tuple[StoredMedia, ...]:
    """Looks into every file, then stores them all. Blocks. Raises :class:`Refused` (4001, 4002), ``OSError``."""
    looked_at = [(arrival, _look(arrival)) for arrival in arrivals]
    return tuple(_store(home, arrival, facts) for arrival, facts in looked_at)


def _look(arrival: Arrival) -> MediaFacts:
    name = safe_name(arrival.name)
    with arrival.path.open("rb") as file:
        found = sniff(file.read(HEAD_BYTES))
    if found is None or found.name == "heic":
        # HEIC is advertised by three skills but not in the cloud's list (vendor's upload list): callers convert it
        raise Refused(Code.UNSUPPORTED_FILE, f"unsupported file type: {name}. Accepted: {TAKEN}")
    try:
        return probe(arrival.path)
    except MediaError as error:
        too_large = error.code is MediaFault.TOO_LARGE
        code = Code.FILE_TOO_LARGE if too_large else Code.UNSUPPORTED_FILE
        reason = "the picture has too many pixels" if too_large else "the file is broken or cut short"
        raise Refused(code, f"{name}: {reason}") from error


def _store(home: Home, arrival: Arrival, facts: MediaFacts) -> StoredMedia:
    goal = home.media(arrival.digest)
    if goal.exists():
        arrival.path.unlink()
    else:
        arrival.path.replace(goal)
        _settle(goal.parent)
    media = Media(
        MediaId(arrival.digest[:24]),
        facts.kind,
        safe_name(arrival.name),
        facts.width,
        facts.height,
        facts.duration_ms,
        facts.has_sound,
        facts.captured_at,
    )
    return StoredMedia(media, arrival.digest, facts.format.mime, facts.fps, arrival.size_bytes)


def _settle(folder: Path) -> None:
    """Makes a rename in ``folder`` survive a power cut, where the system can (Windows cannot open folders)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
