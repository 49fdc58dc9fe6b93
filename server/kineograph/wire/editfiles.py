"""The files of typed edits in JSON: a name, an id, or a number in the order of upload."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kineograph.timeline.clips import Media
from kineograph.timeline.vocabulary import MediaId, MediaKind

Library = Sequence[Media]
"""What was uploaded, in the order of upload."""

MAX_NAME = 500


class Wrong(ValueError):
    """What is wrong with a value: the end of a sentence that begins with the name of its field."""


def read_file(value: object, library: Library | None) -> Media:
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "" or len(str(value)[:501]) > MAX_NAME:
        raise Wrong("must be a file: its name, its id, or its number in the order of upload")
    if library is None:
        return Media(MediaId(str(value)), MediaKind.IMAGE, str(value))
    if isinstance(value, int):
        if not 1 <= value <= len(library):
            raise Wrong(f"must be a file: {_uploads(library)}")
        return library[value - 1]
    found = _named(value, library)
    if found is None:
        raise Wrong(f"must be a file: {_uploads(library)}")
    return found


def _named(name: str, library: Library) -> Media | None:
    """By name, by id, or by a name in other capitals."""
    tests: tuple[Callable[[Media], bool], ...] = (
        lambda media: media.name == name,
        lambda media: media.id == name,
        lambda media: media.name.casefold() == name.casefold(),
    )
    return next((media for test in tests for media in library if test(media)), None)


def _uploads(library: Library) -> str:
    if not library:
        return "nothing has been uploaded yet"
    shown = ", ".join(f"{number} {tidy(media.name)}" for number, media in enumerate(library[:6], 1))
    more = f" … {len(library)}" if len(library) > 6 else ""
    return f"there are {shown}{more}"


def write_file(media: Media, library: Library) -> str:
    """The name, where no other file has it."""
    same = [other for other in library if other.name.casefold() == media.name.casefold()]
    return media.name if len(same) == 1 or not library else str(media.id)


def tidy(name: object) -> str:
    """A name from outside, fit to stand in one line."""
    return re.sub(r"[^\w .#-]+", "?", " ".join(str(name).split()))[:40]
