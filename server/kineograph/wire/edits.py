"""Typed edits in JSON, as an agent writes them and as the wire carries them: ``{"op": "set_transition", "kind": …}``.

The operations are those of :mod:`kineograph.timeline.edits`, read off their fields: a new one comes in by itself. Times
are seconds, files are names, ids or numbers of upload; what is left out or null takes its default. What is wrong is
said in one line, with the signature of the operation that has it and never with the value itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields
from functools import cache
from typing import Any, get_args, get_type_hints

from kineograph.timeline.edits import CANVASES, Edit, Redo, Undo
from kineograph.wire.editfiles import Library, Wrong, tidy
from kineograph.wire.editvalues import Codec, codec_of, json_name, said_of

AnyEdit = Edit | Undo | Redo

MAX_EDITS = 40
_BESIDES = {"set_frame": (("aspect", "16:9"),)}
"""What JSON allows beside the fields of an edit, and how it looks."""
_RATIO = re.compile(r"(\d{1,3}):(\d{1,3})\Z")
_SHORT_SIDE = 1080


class BadEdits(ValueError):
    """Edits that cannot be read, in one line for whoever wrote them."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A field of an operation: ``name`` in JSON, ``field`` in the edit."""

    name: str
    field: str
    codec: Codec
    default: Any = MISSING

    @property
    def required(self) -> bool:
        return self.default is MISSING


@cache
def operations() -> Mapping[str, type[Any]]:
    """Every operation by its name."""
    return {cls.op: cls for cls in dict.fromkeys((*get_args(Edit), Undo, Redo))}


@cache
def slots(op: str) -> tuple[Slot, ...]:
    """The fields of an operation, in their order."""
    cls = operations()[op]
    hints = get_type_hints(cls)
    found = []
    for field in fields(cls):
        name = json_name(cls, field.name)
        found.append(Slot(name, field.name, codec_of(hints[field.name], field.name, f"{op}.{name}"), _default(field)))
    return tuple(found)


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def read_edits(raw: object, library: Library | None = None) -> tuple[AnyEdit, ...]:
    """The edits in ``raw``, a list of objects. ``library``: what was uploaded; without one, files are only looked at.

    Raises :class:`BadEdits`."""
    if not isinstance(raw, list | tuple):
        raise BadEdits('edits must be a list of objects such as {"op": "set_transition", "kind": "crossfade"}')
    if not 1 <= len(raw) <= MAX_EDITS:
        raise BadEdits(f"edits must be 1 to {MAX_EDITS} in a call, not {len(raw)}: send the rest in another call")
    return tuple(_read(f"edits[{number}]", item, library) for number, item in enumerate(raw))


def _read(place: str, item: object, library: Library | None) -> AnyEdit:
    if not isinstance(item, Mapping):
        raise BadEdits(f'{place} must be an object such as {{"op": "set_transition", "kind": "crossfade"}}')
    op = item.get("op")
    if not isinstance(op, str) or op not in operations():
        said = "op is missing" if op is None else "there is no such op"
        raise BadEdits(f"{place}: {said}. Operations: {', '.join(operations())}")
    try:
        return _build(op, item, library)
    except Wrong as wrong:
        raise BadEdits(f"{place}: {op}: {wrong}. {signature(op)}") from None


def _build(op: str, item: Mapping[Any, Any], library: Library | None) -> AnyEdit:
    given = _unfolded(op, {key: value for key, value in item.items() if key != "op" and value is not None})
    known = {slot.name: slot for slot in slots(op)}
    if unknown := [key for key in given if key not in known]:
        raise Wrong(f"takes no {tidy(unknown[0])}")
    values = {}
    for name, slot in known.items():
        if name in given:
            try:
                values[slot.field] = slot.codec.read(given[name], library)
            except Wrong as wrong:
                raise Wrong(said_of(name, wrong)) from None
        elif slot.required:
            raise Wrong(f"{name} is missing")
    edit: AnyEdit = operations()[op](**values)
    for check in (_says_something, _CHECKS.get(op, _nothing)):
        if said := check(edit):
            raise Wrong(said)
    return edit


def _unfolded(op: str, given: dict[Any, Any]) -> dict[Any, Any]:
    """The fields that an operation has, in place of what JSON allows besides."""
    if op != "set_frame" or "aspect" not in given:
        return given
    found = _RATIO.match(given["aspect"]) if isinstance(given["aspect"], str) else None
    sides = (int(found[1]), int(found[2])) if found else (0, 0)
    if "width" in given or "height" in given:
        raise Wrong("aspect stands in place of width and height: give either")
    if not min(sides) or not 0.2 <= sides[0] / sides[1] <= 5:
        raise Wrong("aspect must be a ratio such as 16:9, 9:16 or 1:1")
    width, height = CANVASES.get(given["aspect"]) or _canvas(*sides)
    return {**{key: value for key, value in given.items() if key != "aspect"}, "width": width, "height": height}


def _canvas(across: int, down: int) -> tuple[int, int]:
    factor = _SHORT_SIDE / min(across, down)
    return round(across * factor / 2) * 2, round(down * factor / 2) * 2


_NEEDS_ONE = frozenset({"edit_text", "edit_overlay", "set_frame", "set_output", "set_look", "transform", "trim"})


def _says_something(edit: AnyEdit) -> str:
    if edit.op not in _NEEDS_ONE:
        return ""
    free = [slot for slot in slots(edit.op) if not slot.required and slot.name not in ("target", "relative")]
    if any(getattr(edit, slot.field) != slot.default for slot in free):
        return ""
    return f"changes nothing: give at least one of {', '.join(slot.name for slot in free)}"


def _nothing(_: Any) -> str:
    return ""


def _some(edit: Any) -> str:
    return "" if edit.target else "target must name at least one"


def _range_of_time(edit: Any) -> str:
    return "" if edit.end_ms > edit.start_ms else "end must be later than start"


def _length(edit: Any) -> str:
    if edit.scope == "relative":
        return "" if edit.duration_ms else "duration must be something to add or to take away"
    return "" if edit.duration_ms >= 100 else "duration must be from 0.1 to 3600"


def _level(edit: Any) -> str:
    return "" if edit.relative or edit.level >= 0 else "level must be from 0 to 2"


def _captions(edit: Any) -> str:
    given = bool(edit.srt.strip()) + any(line.strip() for line in edit.lines)
    return "" if given == 1 else "give either lines or srt"


def _even(edit: Any) -> str:
    odd = [name for name in ("width", "height") if (getattr(edit, name) or 0) % 2]
    return f"{odd[0]} must be even" if odd else ""


def _motions(edit: Any) -> str:
    return "" if edit.motions else "motions must have at least one"


_CHECKS: dict[str, Callable[[Any], str]] = {
    "add_clips": _motions,
    "set_motion": _motions,
    "remove_clips": _some,
    "cut_range": _range_of_time,
    "set_duration": _length,
    "set_volume": _level,
    "add_captions": _captions,
    "set_frame": _even,
    "set_canvas": _even,
}


def write_edits(edits: Sequence[AnyEdit], library: Library = ()) -> list[dict[str, Any]]:
    """The edits in JSON, without what is as usual. A file is named, or has its id where ``library`` has two of its
    name."""
    return [
        {"op": edit.op}
        | {
            slot.name: slot.codec.write(getattr(edit, slot.field), library)
            for slot in slots(edit.op)
            if slot.required or getattr(edit, slot.field) != slot.default
        }
        for edit in edits
    ]


def signature(op: str) -> str:
    """``set_transition(kind: cut|crossfade|…, duration=0.6, target=all)``."""
    more = [f"{name}?: {shape}" for name, shape in _BESIDES.get(op, ())]
    return f"{op}({', '.join([*(_spelled(slot) for slot in slots(op)), *more])})"


def _spelled(slot: Slot) -> str:
    if slot.required:
        return f"{slot.name}: {slot.codec.shape}"
    if slot.default is None:
        return f"{slot.name}?: {slot.codec.shape}"
    return f"{slot.name}={_usual(slot)}"


def _usual(slot: Slot) -> str:
    if slot.default == ():
        return "all" if slot.name == "target" else "none"
    written = slot.codec.write(slot.default, ())
    while isinstance(written, list) and len(written) == 1:
        written = written[0]
    if isinstance(written, bool):
        return str(written).lower()
    return f"{written:g}" if isinstance(written, int | float) else str(written) or '""'


def brief(op: str) -> str:
    """The signature in few letters, for a list of all of them: ``set_transition(kind,duration=.6,target)``."""
    twin = f"add_{op.removeprefix('edit_')}"
    if op.startswith("edit_") and twin in operations():
        own = ",".join(_short(slot) for slot in slots(op) if slot.name == "target")
        return f"{op}({own},any of {twin})"
    return f"{op}({','.join([*(_short(slot) for slot in slots(op)), *(name for name, _ in _BESIDES.get(op, ()))])})"


def _short(slot: Slot) -> str:
    usual = "" if slot.required or slot.default in (None, (), "", False) else _usual(slot)
    if usual in ("", "0") or usual.startswith("#") or slot.name in ("motions", "when", "transition"):
        return slot.name
    return f"{slot.name}={usual.removeprefix('0')}"
