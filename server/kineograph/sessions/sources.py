"""Opens what the caller named, and checks it before anything leaves this machine.

A source is a path, a ``file://`` URI, a folder (its media files, sorted as people sort), an http(s) link or a small
data URI. A file is judged by its content: what is not media, or cannot be decoded, never leaves. One refused file
does not stop the others.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit
from urllib.request import url2pathname

from anyio import to_thread

from kineograph.client.fetching import fetch_public
from kineograph.errors import AgentMustFix, KineographError
from kineograph.media import HEAD_BYTES, MediaError, MediaFacts, MediaFault, check_decodable, sniff, to_jpeg
from kineograph.sessions.views import RefusedFile

MAX_DATA_URI_CHARS = 8 * 1024 * 1024
MAX_FILES = 200
A_DAY_S = 24 * 3600
_CODES = {
    MediaFault.MISSING: "FILE_NOT_FOUND",
    MediaFault.FOLDER: "FILE_NOT_FOUND",
    MediaFault.UNREADABLE: "FILE_UNREADABLE",
    MediaFault.EMPTY: "FILE_EMPTY",
    MediaFault.NOT_MEDIA: "UNSUPPORTED_FILE",
    MediaFault.BROKEN: "FILE_BROKEN",
    MediaFault.TOO_LARGE: "PICTURE_TOO_LARGE",
}
_ALIASES = {".jpeg": ".jpg", ".jpe": ".jpg", ".jfif": ".jpg", ".heif": ".heic", ".m4v": ".mp4", ".wave": ".wav"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that may leave. ``kept``: our own copy, empty where ``path`` is the caller's file. ``name``: as the caller
    knows it; ``sent_as``: without what headers and terminals take amiss, with the extension of its content."""

    path: Path
    name: str
    sent_as: str
    hash: str
    size_bytes: int
    facts: MediaFacts
    converted: str = ""
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Opener:
    """``kept_dir``: where links, data URIs and converted pictures are kept, for a session that has to be rebuilt."""

    kept_dir: Path
    max_file_bytes: int
    allow_local_paths: bool = True
    allow_address: Callable[[str], bool] | None = None
    """Judges an address a link leads to; None: public ones only."""

    async def locate(self, sources: Sequence[str]) -> list[_Located | RefusedFile]:
        """The files that the sources stand for, folders unfolded, in order."""
        found: list[_Located | RefusedFile] = []
        for source in sources:
            try:
                found += await self._located(source.strip())
            except KineographError as error:
                found.append(RefusedFile(short_name(source), error.code, error.advice))
        if len(found) > MAX_FILES:
            raise AgentMustFix(
                "TOO_MANY_FILES", f"{len(found)} files are too many for one call. Name at most {MAX_FILES} at a time."
            )
        return found

    async def open(self, located: _Located) -> Opened:
        """The file, checked. Raises ``AgentMustFix``."""
        try:
            return await to_thread.run_sync(self._judged, located)
        except MediaError as error:
            said = error.message.replace(located.path.name, located.name) if located.kept else error.message
            raise AgentMustFix(_CODES[error.code], f"{said} {error.hint}") from error
        except OSError as error:
            raise AgentMustFix(
                "FILE_UNREADABLE", f"{located.name} cannot be read. Check that this user may read it.", str(error)
            ) from error

    async def _located(self, source: str) -> list[_Located]:
        if not source:
            raise AgentMustFix("FILE_NOT_FOUND", "An empty name is no file. Give a path, a folder or a link.")
        scheme = urlsplit(source).scheme.lower() if "://" in source[:20] or source.startswith("data:") else ""
        if scheme == "data":
            return [await to_thread.run_sync(self._from_data_uri, source)]
        if scheme in ("http", "https"):
            return [await self._from_link(source)]
        if scheme not in ("", "file"):
            raise AgentMustFix(
                "UNSUPPORTED_LINK", "Only http and https links can be fetched. Give such a link, or a path."
            )
        if not self.allow_local_paths:
            raise AgentMustFix(
                "LOCAL_PATH_REFUSED",
                "Paths on the server's machine cannot be used from here. Give an https link instead.",
            )
        return await to_thread.run_sync(self._from_path, source)

    def _from_path(self, source: str) -> list[_Located]:
        path = Path(url2pathname(urlsplit(source).path)) if source.lower().startswith("file:") else Path(source)
        try:
            path = path.expanduser()
            if not path.is_dir():
                return [_Located(path, plain_name(path.name or source[:80]))]
            files = sorted((file for file in path.iterdir() if _is_media(file)), key=natural)
        except (OSError, RuntimeError, ValueError) as error:
            raise AgentMustFix(
                "FILE_NOT_FOUND", f"{short_name(source)} cannot be opened. Check the path.", str(error)
            ) from error
        if not files:
            raise AgentMustFix(
                "FOLDER_WITHOUT_MEDIA",
                f"The folder {plain_name(path.name or str(path))} has no pictures, clips or music in it (sub-folders "
                "are not searched). Name another folder, or the files themselves.",
            )
        return [_Located(file, plain_name(file.name)) for file in files]

    def _from_data_uri(self, source: str) -> _Located:
        head, comma, payload = source.partition(",")
        if not comma or len(source) > MAX_DATA_URI_CHARS:
            raise AgentMustFix("BAD_DATA_URI", "This data URI is cut off or over 8 MB. Give a path or a link instead.")
        try:
            raw = (
                base64.b64decode(unquote_to_bytes(payload), validate=True)
                if head.endswith(";base64")
                else unquote_to_bytes(payload)
            )
        except (binascii.Error, ValueError) as error:
            raise AgentMustFix(
                "BAD_DATA_URI", "This data URI does not decode. Give a path or a link instead."
            ) from error
        found = sniff(raw[:HEAD_BYTES])
        if found is None:
            raise AgentMustFix(
                "UNSUPPORTED_FILE", "The data URI holds no picture, clip or sound. Use JPG, PNG, GIF, WEBP, MP4 or MP3."
            )
        name = f"picture-{hashlib.sha256(raw).hexdigest()[:8]}{found.extension}"
        path = self._keep_dir() / name
        path.write_bytes(raw)
        return _Located(path, name, kept=True)

    async def _from_link(self, source: str) -> _Located:
        name = Path(unquote_to_bytes(urlsplit(source).path).decode("utf-8", "replace")).name or "download"
        target = await to_thread.run_sync(self._new_part)
        try:
            await fetch_public(source, target, self.max_file_bytes, self.allow_address)
        except BaseException:  # a cancelled fetch leaves nothing either, and may not wait for a thread
            target.unlink(missing_ok=True)
            raise
        return _Located(target, plain_name(name[:120]), kept=True)

    def _judged(self, located: _Located) -> Opened:
        """The file, checked; what was fetched in vain is not left lying about."""
        try:
            return self._checked(located)
        except (KineographError, MediaError, OSError):
            if located.kept:
                located.path.unlink(missing_ok=True)
            raise

    def _checked(self, located: _Located) -> Opened:
        path = located.path
        if path.exists() and not path.is_file() and not path.is_dir():
            raise AgentMustFix(
                "UNSUPPORTED_FILE", f"{located.name} is not a regular file. Name a picture, clip or sound."
            )
        if path.is_file() and path.stat().st_size > self.max_file_bytes:
            limit = self.max_file_bytes // (1024 * 1024)
            raise AgentMustFix(
                "FILE_TOO_LARGE",
                f"{located.name} is larger than the limit of {limit} MB. Compress or trim it, then upload it again.",
            )
        facts = check_decodable(path)
        extension = facts.format.extension
        sent_as = sent_name(located.name, extension)
        opened = Opened(path.resolve(), located.name, sent_as, _hash(path), path.stat().st_size, facts)
        if extension == ".heic":
            return self._as_jpeg(opened)
        return self._kept(opened) if located.kept else opened

    def _as_jpeg(self, opened: Opened) -> Opened:
        """HEIC is not on a studio's list: it travels as a JPEG, upright and in sRGB."""
        target = self._keep_dir() / f"{opened.hash[:32]}.jpg"
        if not target.exists():
            partial = target.with_suffix(".part")
            to_jpeg(opened.path, partial)
            partial.replace(target)
        facts = check_decodable(target)
        return replace(
            opened,
            path=target,
            sent_as=sent_name(opened.name, ".jpg"),
            size_bytes=target.stat().st_size,
            facts=facts,
            converted="HEIC → JPEG",
            kept=str(target),
        )

    def _kept(self, opened: Opened) -> Opened:
        target = self._keep_dir() / f"{opened.hash[:32]}{opened.facts.format.extension}"
        opened.path.replace(target)
        return replace(opened, path=target, kept=str(target))

    def _new_part(self) -> Path:
        """An empty file of our own to fetch into; what killed processes left half-fetched goes with the next day."""
        part = self._keep_dir() / f"{uuid.uuid4().hex}.part"
        part.touch(mode=0o600)
        now = part.stat().st_mtime
        for old in self.kept_dir.glob("*.part"):
            with contextlib.suppress(FileNotFoundError):
                if now - old.stat().st_mtime > A_DAY_S:
                    old.unlink()
        return part

    def _keep_dir(self) -> Path:
        self.kept_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.kept_dir


@dataclass(frozen=True, slots=True)
class _Located:
    """A file that has a path by now. ``kept``: it lies in our own folder."""

    path: Path
    name: str
    kept: bool = False


def natural(path: Path) -> tuple[object, ...]:
    """Sorts ``2.jpg`` before ``10.jpg``."""
    pieces = re.split(r"(\d+)", path.name.casefold())
    return tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces)


def plain_name(name: str) -> str:
    """A file name that stays the same through a header, a draft and a terminal: quotes and control characters go."""
    return "".join("_" if char in '"\\' or not char.isprintable() else char for char in name)


def sent_name(name: str, extension: str) -> str:
    """What a file called ``name`` travels as: plain, with the extension of its content."""
    plain = Path(plain_name(name))
    suffix = plain.suffix.lower()
    return str(plain) if _ALIASES.get(suffix, suffix) == extension else f"{plain.stem or 'file'}{extension}"


def short_name(source: str) -> str:
    """A source as it can be named in a sentence."""
    if source.startswith("data:"):
        return "data URI"
    return plain_name(Path(urlsplit(source).path).name[:80] or source[:80])


def _is_media(path: Path) -> bool:
    if path.name.startswith(".") or not path.is_file():
        return False
    with path.open("rb") as file:
        return sniff(file.read(HEAD_BYTES)) is not None


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
