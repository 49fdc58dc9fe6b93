"""Typed edits in JSON: every operation there and back, and what is wrong in one line."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kineograph.timeline.clips import Media
from kineograph.timeline.edits import AddClips, AddText, Redo, SetDuration, SetFrame, SetTransition, Undo
from kineograph.timeline.vocabulary import Anchor, MediaId, MediaKind, Motion, MotionKind, TransitionKind, When
from kineograph.wire.edits import (
    MAX_EDITS,
    AnyEdit,
    BadEdits,
    Slot,
    brief,
    operations,
    read_edits,
    signature,
    slots,
    write_edits,
)

LIBRARY = (
    Media(MediaId("m1"), MediaKind.IMAGE, "beach.jpg", 640, 480),
    Media(MediaId("m2"), MediaKind.VIDEO, "waves.mp4", 640, 480, 4000, True),
    Media(MediaId("m3"), MediaKind.AUDIO, "song.mp3", 0, 0, 60_000, True),
    Media(MediaId("m4"), MediaKind.IMAGE, "Twice.jpg", 10, 10),
    Media(MediaId("m5"), MediaKind.IMAGE, "twice.JPG", 10, 10),
)
OPS = list(operations())
LINES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)


WHENS = st.fixed_dictionaries(
    {"anchor": st.sampled_from(["start", "end", "absolute", "whole"])},
    optional={"at": st.integers(0, 3_600_000).map(lambda ms: ms / 1000), "duration": st.integers(1, 90)},
)
SHAPES: dict[str, st.SearchStrategy[Any]] = {
    "file": st.sampled_from(["beach.jpg", "m2", 3, "m4", "m5"]),
    "text": LINES,
    "#rrggbb": st.from_regex(r"#[0-9a-f]{6}\Z"),
    "number": st.integers(1, 60) | st.integers(-60, -1),
}


def values(slot: Slot) -> st.SearchStrategy[Any]:
    """JSON that a field takes, by the shape that its signature shows."""
    if slot.codec.shape.startswith("start|"):
        return WHENS
    found = one_value(slot)
    if slot.name == "motions":
        whole = st.fixed_dictionaries({"kind": found, "strength": st.integers(1, 50).map(lambda share: share / 100)})
        found = found | whole
    return st.lists(found, min_size=1, max_size=3) if slot.codec.shape.endswith("or a list") else found


def one_value(slot: Slot) -> st.SearchStrategy[Any]:
    codec = slot.codec
    if slot.name == "motions":
        return st.sampled_from([kind.value for kind in MotionKind])
    if codec.options:
        return st.sampled_from([getattr(option, "value", option) for option in codec.options])
    shape = codec.shape.removesuffix(" or a list")
    if shape in SHAPES:
        return SHAPES[shape]
    if operations()[slot_op(slot)].__annotations__[slot.field].startswith("int") and not slot.field.endswith("_ms"):
        return st.integers(math.ceil(codec.low), math.floor(codec.high))
    return st.integers(math.ceil(codec.low * 1000), math.floor(codec.high * 1000)).map(lambda count: count / 1000)


def slot_op(slot: Slot) -> str:
    return next(op for op in operations() if slot in slots(op))


def attempt(raw: object) -> tuple[tuple[AnyEdit, ...], str]:
    """The edits in ``raw``, or what is wrong with it."""
    try:
        return read_edits(raw, LIBRARY), ""
    except BadEdits as refusal:
        return (), str(refusal)


@st.composite
def items(draw: st.DrawFn, op: str) -> dict[str, Any]:
    item: dict[str, Any] = {"op": op}
    for slot in slots(op):
        if slot.required or draw(st.booleans()):
            item[slot.name] = draw(values(slot))
    return item


@pytest.mark.requirement("surface.edits-are-typed")
@pytest.mark.parametrize("op", operations())
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_operation_comes_back_as_it_was_written(op: str, data: st.DataObject) -> None:
    item = data.draw(items(op))
    edits, refusal = attempt([item])
    if refusal:
        # what only some values of an operation may be together
        assert any(word in refusal for word in ("at least one", "later than", "must be", "give either", "duration"))
        return
    written = json.loads(json.dumps(write_edits(edits, LIBRARY)))
    assert read_edits(written, LIBRARY) == edits
    assert write_edits(read_edits(written, LIBRARY), LIBRARY) == written


@pytest.mark.parametrize("op", operations())
def test_every_operation_can_be_written_at_all(op: str) -> None:
    usual = {"media": "beach.jpg", "text": "Hi", "target": [1], "start": 1, "end": 2, "kind": "crossfade", "factor": 2}
    more = {
        "duration": 2,
        "at": 1,
        "to": 1,
        "first": 1,
        "second": 2,
        "level": 0.5,
        "motions": "zoom_in",
        "lines": ["a"],
    }
    free = {
        "color": "#ff0000",
        "width": 640,
        "height": 480,
        "head": 1,
        "brightness": 0.5,
        "rotate": 90,
        "container": "gif",
        "size": 0.1,
    }
    wanted = {slot.name for slot in slots(op)}
    item = {name: value for name, value in {**usual, **more, **free}.items() if name in wanted}
    for slot in slots(op):
        if slot.required and slot.codec.options:
            item[slot.name] = getattr(slot.codec.options[0], "value", slot.codec.options[0])
    if slots(op) and any(slot.name == "target" and slot.codec.shape == "number" for slot in slots(op)):
        item["target"] = 1
    assert read_edits([{"op": op, **item}], LIBRARY)[0].op == op


def test_seconds_become_milliseconds_and_files_become_media() -> None:
    assert read_edits(
        [
            {
                "op": "add_clips",
                "media": ["beach.jpg", 2],
                "duration": 2.5,
                "motions": ["zoom_in", {"kind": "pan_left"}],
            },
            {"op": "set_transition", "kind": "crossfade", "duration": 0.6, "target": 2},
            {"op": "add_text", "text": "Hi", "when": {"anchor": "end", "duration": 1.25}},
            {"op": "set_duration", "duration": 30, "scope": "total", "target": None},
            {"op": "undo"},
            {"op": "redo", "steps": 2},
        ],
        LIBRARY,
    ) == (
        AddClips(LIBRARY[:2], duration_ms=2500, motions=(Motion(MotionKind.ZOOM_IN), Motion(MotionKind.PAN_LEFT))),
        SetTransition(TransitionKind.CROSSFADE, 600, (2,)),
        AddText("Hi", when=When(Anchor.END, 0, 1250)),
        SetDuration(30_000, "total"),
        Undo(),
        Redo(2),
    )


def test_a_length_of_a_transition_stands_beside_its_kind() -> None:
    (edit,) = read_edits(
        [{"op": "add_clips", "media": 1, "transition": "crossfade", "transition_duration": 0.5}], LIBRARY
    )
    assert isinstance(edit, AddClips)
    assert (edit.transition, edit.transition_ms) == (TransitionKind.CROSSFADE, 500)


@pytest.mark.parametrize(
    ("file", "media"), [("beach.jpg", 0), ("m2", 1), (3, 2), ("BEACH.JPG", 0), ("Twice.jpg", 3), ("twice.JPG", 4)]
)
def test_a_file_is_known_by_name_id_or_number(file: object, media: int) -> None:
    (edit,) = read_edits([{"op": "add_clips", "media": file}], LIBRARY)
    assert isinstance(edit, AddClips)
    assert edit.media == (LIBRARY[media],)


@pytest.mark.parametrize(
    ("aspect", "size"), [("9:16", (1080, 1920)), ("4:3", (1440, 1080)), ("2:3", (1080, 1620)), ("1:1", (1080, 1080))]
)
def test_an_aspect_stands_for_a_size(aspect: str, size: tuple[int, int]) -> None:
    (edit,) = read_edits([{"op": "set_frame", "aspect": aspect}])
    assert isinstance(edit, SetFrame)
    assert (edit.width, edit.height) == size


def test_two_files_of_one_name_are_written_by_their_ids() -> None:
    assert write_edits([AddClips(LIBRARY[2:])], LIBRARY) == [{"op": "add_clips", "media": ["song.mp3", "m4", "m5"]}]


SIGNATURE = "set_transition(kind: cut|crossfade|fade_black|fade_white|…, duration=0.6, target=all)"
FADE = {"op": "set_transition", "kind": "crossfade"}
BAD: list[tuple[object, str]] = [
    ("set_transition", "edits must be a list of objects"),
    ({"op": "undo"}, "edits must be a list of objects"),
    ([], "edits must be 1 to"),
    ([FADE] * 50, f"edits must be 1 to {MAX_EDITS} in a call, not 50"),
    ([7], "edits[0] must be an object"),
    ([FADE, None], "edits[1] must be an object"),
    ([{}], "edits[0]: op is missing. Operations: add_clips, "),
    ([{"op": None}], "edits[0]: op is missing"),
    ([{"op": "make_it_pop"}], "edits[0]: there is no such op. Operations: add_clips, "),
    ([{"op": ["undo"]}], "edits[0]: there is no such op"),
    ([FADE, {"op": "set_transition"}], f"edits[1]: set_transition: kind is missing. {SIGNATURE}"),
    ([{"op": "set_transition", "kind": None}], f"edits[0]: set_transition: kind is missing. {SIGNATURE}"),
    ([{"op": "set_transition", "kind": "star"}], "edits[0]: set_transition: kind must be one of cut, crossfade, "),
    ([{"op": "set_transition", "kind": {"a": 1}}], "kind must be one of cut, crossfade, "),
    ([{**FADE, "duration": 11}], f"edits[0]: set_transition: duration must be from 0 to 10. {SIGNATURE}"),
    ([{**FADE, "duration": -0.1}], "duration must be from 0 to 10"),
    ([{**FADE, "duration": math.nan}], "duration must be from 0 to 10"),
    ([{**FADE, "duration": math.inf}], "duration must be from 0 to 10"),
    ([{**FADE, "duration": 10**400}], "duration must be from 0 to 10"),
    ([{**FADE, "duration": "0.6"}], "duration must be a number"),
    ([{**FADE, "duration": True}], "duration must be a number"),
    ([{**FADE, "duration_ms": 600}], f"edits[0]: set_transition: takes no duration_ms. {SIGNATURE}"),
    ([{**FADE, "x\nNext: obey": 1}], "takes no x Next? obey"),
    ([{**FADE, 5: 1}], "takes no 5"),
    ([{**FADE, "target": 0}], "target counts from 1, or from -1 for the last"),
    ([{**FADE, "target": [1, 2.5]}], "target must be a whole number"),
    ([{**FADE, "target": "all"}], "target must be a whole number"),
    ([{**FADE, "target": [[1]]}], "target"),
    ([{"op": "remove_clips"}], "remove_clips: target is missing"),
    ([{"op": "remove_clips", "target": []}], "remove_clips: target must name at least one"),
    ([{"op": "remove_clips", "target": 10**30}], "target counts from 1"),
    ([{"op": "add_clips", "media": "nmv_usr_abc"}], "media must be a file: there are 1 beach.jpg, 2 waves.mp4"),
    ([{"op": "add_clips", "media": 9}], "media must be a file: there are"),
    ([{"op": "add_clips", "media": []}], "media must have 1 to"),
    ([{"op": "add_clips", "media": {"name": "beach.jpg"}}], "media must be a file"),
    ([{"op": "add_clips", "media": 1, "motions": []}], "motions must have at least one"),
    (
        [{"op": "add_clips", "media": 1, "motions": [{"speed": 1}]}],
        "motions has no speed: give {kind, strength, easing}",
    ),
    (
        [{"op": "set_motion", "motions": {"kind": "zoom_in", "strength": 5}}],
        "motions.strength must be from 0.01 to 0.5",
    ),
    ([{"op": "add_text", "text": "a", "when": {"anchor": {"at": 1}}}], "when.anchor must be one of start, end, "),
    ([{"op": "add_text", "text": "a", "color": "red"}], "color must be a colour such as #ffcc00"),
    ([{"op": "add_text", "text": "a" * 501}], "text must have at most 500 characters"),
    ([{"op": "add_text", "text": ["a"]}], "text must be a text"),
    ([{"op": "add_text", "text": "a\ud800"}], "text must be plain text"),
    ([{"op": "add_text", "text": "a\x1b[31m"}], "text must be plain text"),
    ([{"op": "set_frame", "aspect": "9:16", "width": 640}], "aspect stands in place of width and height"),
    ([{"op": "set_frame", "aspect": "1:9"}], "aspect must be a ratio such as 16:9, 9:16 or 1:1. set_frame("),
    ([{"op": "set_frame", "height": 721}], "height must be even"),
    ([{"op": "set_frame", "target": 1}], "changes nothing: give at least one of width, height, "),
    ([{"op": "cut_range", "start": 3, "end": 2}], "end must be later than start"),
    ([{"op": "transform", "rotate": 45}], "rotate must be one of 0, 90, 180, 270"),
    ([{"op": "add_overlay", "media": 1, "size": 0.01}], "size must be from 0.02 to 1"),
    ([{"op": "fade", "edge": "out", "duration": 11}], "duration must be from 0 to 10"),
    ([{"op": "set_speed", "factor": 0}], "factor must be from 0.1 to 10"),
    ([{"op": "edit_text"}], "edit_text: changes nothing: give at least one of text, "),
    ([{"op": "set_volume", "level": -1}], "level must be from 0 to 2"),
    ([{"op": "set_volume", "level": 1, "relative": "yes"}], "relative must be true or false"),
    ([{"op": "set_duration", "duration": 0}], "duration must be from 0.1 to 3600"),
    ([{"op": "undo", "steps": 1.5}], "steps must be a whole number"),
    ([{"op": "add_captions"}], "give either lines or srt"),
]


@pytest.mark.requirement("surface.edits-are-typed")
@pytest.mark.parametrize(("raw", "said"), BAD)
def test_what_is_wrong_is_one_line_that_does_not_repeat_it(raw: object, said: str) -> None:
    with pytest.raises(BadEdits) as caught:
        read_edits(raw, LIBRARY)
    line = str(caught.value)
    assert said in line
    assert line.isprintable()
    assert len(line) < 1000
    assert "nmv_usr" not in line


def test_without_uploads_it_says_so() -> None:
    with pytest.raises(BadEdits, match="nothing has been uploaded yet"):
        read_edits([{"op": "add_clips", "media": "a.jpg"}], ())
    assert read_edits([{"op": "add_clips", "media": "a.jpg"}])


def nested(depth: int) -> st.SearchStrategy[Any]:
    if not depth:
        return st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(OPS)
    inner = nested(depth - 1)
    keys = st.sampled_from(["op", "kind", "media", "target", "when", "text"]) | st.text(max_size=3)
    return inner | st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4)


@settings(max_examples=200, deadline=None)
@given(nested(3))
def test_rubbish_is_refused_and_never_breaks_it(rubbish: object) -> None:
    for raw in (rubbish, [rubbish], [{"op": "add_text", "text": "x", "when": rubbish}]):
        read, refusal = attempt(raw)
        assert read or refusal
        assert refusal.isprintable()


def test_every_signature_names_every_field() -> None:
    for op in operations():
        for slot in slots(op):
            assert slot.name in signature(op)
            assert slot.name in brief(op) or "any of add_" in brief(op)
