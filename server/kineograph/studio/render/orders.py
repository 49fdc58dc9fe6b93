"""A render order as a value, and as the JSON in which it reaches the worker. Imports nothing heavy.

The JSON names the class of each clip and is read back by the types of the timeline's own dataclasses; it never leaves
this machine and is not the wire's draft.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from kineograph.timeline.clips import (
    OpaqueClip,
    OverlayClip,
    SoundClip,
    TextClip,
    Timeline,
    VisualClip,
)
from kineograph.timeline.outputs import Output
from kineograph.timeline.vocabulary import MediaId

_TAG = "is"
_CLASSES: dict[str, type[Any]] = {
    cls.__name__: cls for cls in (VisualClip, SoundClip, TextClip, OverlayClip, OpaqueClip)
}


@dataclasses.dataclass(frozen=True, slots=True)
class RenderOrder:
    """Render ``timeline`` into ``out``, as ``output`` says. ``sources``: where each medium of the timeline lies.
    ``keep``: a folder for encoded pieces, from which the next render takes what has not changed."""

    timeline: Timeline
    sources: Mapping[MediaId, Path]
    out: Path
    output: Output = Output()
    keep: Path | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Estimate:
    """How large a file is going to be. ``size_bytes``: the likely size; in most cases between ``low`` and ``high``."""

    size_bytes: int
    low: int
    high: int
    duration_ms: int
    frames: int


def to_json(order: RenderOrder) -> str:
    """``order`` as one line of JSON."""
    return json.dumps(
        {
            "timeline": _plain(order.timeline),
            "sources": {str(key): str(path) for key, path in order.sources.items()},
            "out": str(order.out),
            "output": _plain(order.output),
            "keep": str(order.keep) if order.keep else None,
        }
    )


def from_json(line: str) -> RenderOrder:
    """The order in a line that ``to_json`` made. Raises ``ValueError``, ``KeyError`` or ``TypeError`` on anything
    else."""
    read = json.loads(line)
    timeline = _built(Timeline, read["timeline"])
    output = _built(Output, read["output"])
    if not isinstance(timeline, Timeline) or not isinstance(output, Output):
        raise TypeError("not a render order")
    sources = {MediaId(key): Path(path) for key, path in read["sources"].items()}
    keep = Path(read["keep"]) if read["keep"] else None
    return RenderOrder(timeline, sources, Path(read["out"]), output, keep)


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        plain: dict[str, object] = {
            field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
        if type(value).__name__ in _CLASSES:
            plain[_TAG] = type(value).__name__
        return plain
    if isinstance(value, Enum):
        return value.value
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _built(kind: Any, plain: Any) -> object:
    if isinstance(plain, dict):
        found = _CLASSES[plain[_TAG]] if _TAG in plain else _only_class(kind)
        hints = typing.get_type_hints(found)
        return found(**{name: _built(hints[name], item) for name, item in plain.items() if name != _TAG})
    if isinstance(plain, list):
        return tuple(_built(typing.get_args(kind)[0], item) for item in plain)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(plain)
    return plain


def _only_class(kind: Any) -> type[Any]:
    """The dataclass in ``Media | None`` and the like."""
    choices = typing.get_args(kind) if typing.get_origin(kind) in (typing.Union, types.UnionType) else (kind,)
    return next(choice for choice in choices if isinstance(choice, type) and dataclasses.is_dataclass(choice))
