"""The fields of typed edits in JSON, type by type: how a value is read, checked, written back, and what it is called.

Seconds stand where the edits count milliseconds; a file is its name, its id, or its number in the order of upload.
Knows single values, not operations: those are in :mod:`kineograph.wire.edits`.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from kineograph.timeline.clips import Media
from kineograph.wire.editfiles import Library, Wrong, read_file, tidy, write_file

MAX_TEXT = 500
MAX_LINES = 500
MAX_SRT = 200_000
MAX_FILES = 200
MAX_POSITION = 10_000
_SHOWN = 4
_COLOR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_POSITIONS = frozenset({"at", "to", "first", "second", "target"})
_COLORS = frozenset({"color", "background"})
_ANGLES = {"rotate": (0, 90, 180, 270)}
_RANGES: dict[str, tuple[float, float]] = {
    "duration": (0, 3600),
    "add_clips.duration": (0.1, 3600),
    "set_duration.duration": (-3600, 3600),
    "set_transition.duration": (0, 10),
    "transition_duration": (0, 10),
    "fade.duration": (0, 10),
    "size": (0.02, 0.3),
    "add_overlay.size": (0.02, 1),
    "edit_overlay.size": (0.02, 1),
    "opacity": (0, 1),
    "duck": (0, 1),
    "volume": (0, 2),
    "level": (-2, 2),
    "strength": (0.01, 0.5),
    "brightness": (-1, 1),
    "contrast": (-1, 1),
    "saturation": (-1, 1),
    "warmth": (-1, 1),
    "vignette": (-1, 1),
    "grain": (-1, 1),
    "sharpen": (-1, 1),
    "blur": (-1, 1),
    "factor": (0.1, 10),
    "times": (1, 20),
    "steps": (1, 200),
    "width": (2, 7680),
    "height": (2, 7680),
    "fps": (1, 60),
    "short_side": (2, 4320),
}
"""As JSON counts: seconds, shares, pixels. Of a name, or of a name in one operation."""


@dataclass(frozen=True, slots=True)
class Codec:
    """``read`` raises :class:`Wrong`; a library of None leaves files unresolved. ``shape``: what a value looks like, in
    a word. ``low``, ``high`` and ``options``: which values there are, where that is known."""

    read: Callable[[object, Library | None], Any]
    write: Callable[[Any, Library], Any]
    shape: str
    low: float = 0
    high: float = 0
    options: tuple[Any, ...] = ()
    optional: bool = False


def json_name(cls: type, field: str) -> str:
    """``duration_ms`` is ``duration`` in JSON, or ``transition_duration`` where there is a ``transition``, too."""
    if not field.endswith("_ms"):
        return field
    short = field.removesuffix("_ms")
    return f"{short}_duration" if short in {other.name for other in fields(cls)} else short


def codec_of(annotation: Any, name: str, place: str) -> Codec:
    """The codec of a field: ``name`` as the edits have it, ``place`` its operation and its name in JSON."""
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        return _optional(annotation, name, place)
    if origin is Literal:
        return _choice(get_args(annotation), lambda value: value)
    if origin is tuple:
        return _several(get_args(annotation)[0], name, place)
    return _single(annotation, name, place)


def _single(annotation: Any, name: str, place: str) -> Codec:
    if annotation is Media:
        return Codec(read_file, write_file, "file")
    if is_dataclass(annotation) and isinstance(annotation, type):
        return _nested(annotation)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return _choice(tuple(annotation), annotation)
    if annotation is bool:
        return Codec(_read_flag, _as_it_is, "true|false", options=(False, True))
    if annotation is str:
        return _words(name)
    return _number(annotation, name, place)


def _number(annotation: Any, name: str, place: str) -> Codec:
    if name in _ANGLES:
        return _choice(_ANGLES[name], int)
    timed = name.endswith("_ms")
    if annotation is int and name in _POSITIONS:
        return Codec(_read_lone, _as_it_is, "number", 1, MAX_POSITION)
    low, high = _range(place, (0, 3600) if timed else (-1_000_000, 1_000_000))

    def read(value: object, _: Library | None) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Wrong("must be a number")
        if not low <= value <= high:
            raise Wrong(f"must be from {low:g} to {high:g}")
        if timed:
            return round(value * 1000)
        if annotation is int and value != int(value):
            raise Wrong("must be a whole number")
        return int(value) if annotation is int else float(value)

    shape = "seconds" if timed else "number" if abs(low) > 10_000 else f"{low:g} to {high:g}"
    return Codec(read, _seconds if timed else _as_it_is, shape, low, high)


def _range(place: str, otherwise: tuple[float, float]) -> tuple[float, float]:
    return _RANGES.get(place) or _RANGES.get(place.rpartition(".")[2]) or otherwise


def _seconds(value: int, _: Library) -> float:
    return value / 1000


def _as_it_is(value: Any, _: Library) -> Any:
    return value


def _read_flag(value: object, _: Library | None) -> bool:
    if not isinstance(value, bool):
        raise Wrong("must be true or false")
    return value


def _read_lone(value: object, library: Library | None) -> int:
    return _read_position(value[0] if isinstance(value, list) and len(value) == 1 else value, library)


def _read_position(value: object, _: Library | None) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong("must be a whole number, counted from 1, or from -1 for the last")
    if not 1 <= abs(value) <= MAX_POSITION:
        raise Wrong("counts from 1, or from -1 for the last")
    return value


def _words(name: str) -> Codec:
    longest = MAX_SRT if name == "srt" else MAX_TEXT
    colored = name in _COLORS

    def read(value: object, _: Library | None) -> str:
        if not isinstance(value, str):
            raise Wrong("must be a text")
        if colored and not _COLOR.match(value):
            raise Wrong("must be a colour such as #ffcc00")
        if len(value) > longest:
            raise Wrong(f"must have at most {longest} characters")
        if _UNWRITABLE.search(value):
            raise Wrong("must be plain text, without control characters")
        return value.lower() if colored else value

    return Codec(read, _as_it_is, "#rrggbb" if colored else "text", 0, longest)


def _choice(options: tuple[Any, ...], make: Callable[[Any], Any]) -> Codec:
    plain = [option.value if isinstance(option, StrEnum) else option for option in options]
    listed = ", ".join(map(_called, plain))

    def read(value: object, _: Library | None) -> Any:
        if isinstance(value, bool) or not isinstance(value, str | int) or value not in plain:
            raise Wrong(f"must be one of {listed}")
        return make(value)

    shape = "|".join(map(_called, plain if len(plain) <= _SHOWN + 1 else [*plain[:_SHOWN], "…"]))
    return Codec(read, _plain, shape, options=tuple(options))


def _called(value: object) -> str:
    return str(value) or '""'


def _plain(value: Any, _: Library) -> Any:
    return value.value if isinstance(value, StrEnum) else value


def _several(kind: Any, name: str, place: str) -> Codec:
    one = codec_of(kind, name, place)
    if one.read is _read_lone:
        one = replace(one, read=_read_position)
    most, least = (MAX_FILES, 1) if kind is Media else (MAX_LINES, 0)

    def read(value: object, library: Library | None) -> tuple[Any, ...]:
        items = value if isinstance(value, list | tuple) else [value]
        if not least <= len(items) <= most:
            raise Wrong(f"must have {least} to {most} items")
        return tuple(one.read(item, library) for item in items)

    def write(values: tuple[Any, ...], library: Library) -> list[Any]:
        return [one.write(value, library) for value in values]

    return Codec(read, write, f"{one.shape} or a list", one.low, one.high, one.options)


def _optional(annotation: Any, name: str, place: str) -> Codec:
    inner = codec_of(next(kind for kind in get_args(annotation) if kind is not type(None)), name, place)
    return Codec(inner.read, inner.write, inner.shape, inner.low, inner.high, inner.options, optional=True)


def _nested(cls: type[Any]) -> Codec:
    """An object whose fields all have a default, or its first field alone: ``"zoom_in"`` is ``{"kind": "zoom_in"}``."""
    hints, place = get_type_hints(cls), cls.__name__.lower()
    codecs = {
        json_name(cls, field.name): (field, codec_of(hints[field.name], field.name, f"{place}.{field.name}"))
        for field in fields(cls)
    }
    first = next(iter(codecs))

    def read(value: object, library: Library | None) -> Any:
        item = value if isinstance(value, dict) else {first: value}
        if unknown := [key for key in item if key not in codecs]:
            raise Wrong(f"has no {tidy(unknown[0])}: give {{{', '.join(codecs)}}}")
        values = {}
        for key, (field, codec) in codecs.items():
            if item.get(key) is not None:
                try:
                    values[field.name] = codec.read(item[key], library)
                except Wrong as wrong:
                    raise (Wrong(said_of(f".{key}", wrong)) if isinstance(value, dict) else wrong) from None
        return cls(**values)

    def write(value: Any, library: Library) -> Any:
        given = {
            key: codec.write(getattr(value, field.name), library)
            for key, (field, codec) in codecs.items()
            if getattr(value, field.name) != field.default or key == first
        }
        return given[first] if len(given) == 1 else given

    return Codec(read, write, codecs[first][1].shape)


def said_of(name: str, wrong: Wrong) -> str:
    """What is wrong, of a field: ``duration must be a number``, ``when.anchor must be …``."""
    return f"{name}{wrong}" if str(wrong).startswith(".") else f"{name} {wrong}"
