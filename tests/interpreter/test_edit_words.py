"""Edits in words: every edit and every value has words of its own in both languages, and no field goes unsaid."""

from __future__ import annotations

import builtins
import enum
import itertools
import types
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from tests.interpreter.scenes import SONG, pictures

from kineograph.studio.interpreter.lexing.vocabulary import LANGUAGES, Language
from kineograph.studio.interpreter.wording import valuewords
from kineograph.studio.interpreter.wording.editwords import phrase
from kineograph.timeline import edits as e
from kineograph.timeline import vocabulary
from kineograph.timeline.clips import Media
from kineograph.timeline.vocabulary import (
    Anchor,
    Easing,
    Fit,
    MediaKind,
    Motion,
    MotionKind,
    Place,
    Playback,
    SoundRole,
    Tone,
    TransitionKind,
    When,
)

ONE, TWO = pictures(2)
EVERY = (*get_args(e.Edit), e.Undo, e.Redo)

EXAMPLES: tuple[Any, ...] = (
    e.AddClips((ONE,), duration_ms=2000, transition=TransitionKind.BLUR, transition_ms=500),
    e.RemoveClips((2,)),
    e.ReplaceClip(1, ONE),
    e.MoveClip(1, 2),
    e.SwapClips(1, 2),
    e.SortClips("name"),
    e.SetDuration(1000),
    e.Trim(),
    e.CutRange(0, 1000),
    e.Split(1000),
    e.SetSpeed(2),
    e.Reverse(),
    e.Loop(),
    e.SetTransition(TransitionKind.ZOOM),
    e.SetMotion((Motion(MotionKind.STILL),)),
    e.SetFade("in"),
    e.SetFade("in", of="text"),
    e.AddText("Summer", place=Place.TOP_LEFT, when=When(Anchor.WHOLE)),
    e.EditText(),
    e.RemoveText(),
    e.AddCaptions(("one",)),
    e.AddOverlay(ONE),
    e.EditOverlay(),
    e.RemoveOverlay(),
    e.SetMusic(),
    e.RemoveMusic(),
    e.AddSound(SONG),
    e.RemoveSound(SoundRole.VOICE),
    e.SetVolume(0.5, "footage"),
    e.SetLook(brightness=0.1),
    e.SetFrame(),
    e.SetFrame(width=1080, height=1920),
    e.SetFrame(fit=Fit.COVER),
    e.Transform(rotate=90),
    e.SetOutput(),
    e.Undo(),
    e.Redo(),
)
TABLES = tuple(found for found in vars(valuewords).values() if isinstance(found, dict) and found is not vars(builtins))
ENUMERATIONS = tuple(
    found
    for found in vars(vocabulary).values()
    if isinstance(found, type)
    and issubclass(found, enum.Enum)
    and found not in (enum.StrEnum, MediaKind, Playback, Anchor)
)
"""Those that an edit can hold; anchors are said together with their times."""


def test_there_is_an_example_of_every_edit() -> None:
    assert {type(example) for example in EXAMPLES} == set(EVERY)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.op)
def test_every_field_of_an_edit_shows_in_its_words(kind: type, language: Language) -> None:
    examples = [example for example in EXAMPLES if type(example) is kind]
    for name, hint in get_type_hints(kind).items():
        if name == "op":
            continue
        said = [_distinct(example, name, hint, language) for example in examples]
        assert any(said), f"{kind.__name__}.{name} changes nothing in {language}"


def _distinct(example: Any, name: str, hint: Any, language: Language) -> bool:
    """Whether the edit reads differently with each value that the field can have."""
    present = getattr(example, name)
    values = [present, *(value for value in _values(name, hint) if value != present)]
    lines = [phrase(replace(example, **{name: value}), language) for value in values]
    return len(set(lines)) == len(values)


def _values(name: str, hint: Any) -> Iterator[Any]:
    """Every value of an enumeration, and some of every other type."""
    origin = get_origin(hint)
    if name == "srt":
        yield "1\n00:00:01,000 --> 00:00:02,000\nHello\n"
        return
    if origin in (Union, types.UnionType):
        yield from itertools.chain.from_iterable(
            _values(name, part) for part in get_args(hint) if part is not type(None)
        )
    elif origin is Literal:
        yield from get_args(hint)
    elif isinstance(hint, type) and issubclass(hint, enum.Enum):
        yield from hint
    else:
        yield from _SOME[hint]


_SOME: dict[Any, tuple[Any, ...]] = {
    bool: (False, True),
    int: (3, 180, 7000, -1, -2),
    float: (0.15, 0.7),
    str: ("#12ab34", "#12ab35", "#ffffff"),
    Media: (TWO, SONG),
    When: (When(), When(Anchor.WHOLE), When(Anchor.END), When(Anchor.END, 500), When(Anchor.ABSOLUTE, 1000)),
    e.Target: ((), (2,), (1, 3), (-1,), (-2, 1)),
    tuple[Media, ...]: ((ONE, TWO),),
    tuple[str, ...]: (("one", "two"),),
    tuple[Motion, ...]: (
        *((Motion(kind),) for kind in MotionKind),
        *((Motion(MotionKind.ZOOM_IN, easing=easing),) for easing in Easing if easing is not Easing.GENTLE),
        (Motion(MotionKind.ZOOM_IN, 0.3),),
        (Motion(MotionKind.ZOOM_IN), Motion(MotionKind.STILL)),
    ),
}


@pytest.mark.parametrize("enumeration", ENUMERATIONS, ids=lambda kind: kind.__name__)
def test_every_value_of_an_enumeration_has_words(enumeration: type[enum.Enum]) -> None:
    named = [table for table in TABLES if isinstance(next(iter(table)), enumeration)]
    assert [set(table) for table in named] == [set(enumeration)]
    english, chinese = zip(*named[0].values(), strict=True)
    assert len(set(english)) == len(set(chinese)) == len(enumeration)


@pytest.mark.parametrize(
    ("edit", "english", "chinese"),
    [
        (e.SetLook(tone=Tone.BLACK_AND_WHITE, target=(1, 2)), "made clips 1, 2 black and white",
         "第1、2个改为黑白"),
        (e.SetLook(brightness=0.2, warmth=-0.1, relative=True),
         "look of every clip: brightness changed by +20%, warmth changed by -10%",
         "所有片段的画面：亮度调整+20%，色温调整-10%"),
        (e.SetLook(reset=True, target=(-1,)), "reset the look of the last clip",
         "最后一个恢复了原来的样子"),
        (e.Trim(500, 1000, (2,)), "trimmed 0.5 s off the beginning and 1 s off the end of clip 2",
         "第2个开头剪掉0.5秒，结尾剪掉1秒"),
        (e.CutRange(3000, 5500), "cut 3–5.5 s out of the video", "剪掉了视频的第3到5.5秒"),
        (e.SetFade("out"), "the video fades out, 1 s", "视频淡出，1秒"),
        (e.SetFade("in", color="#ffffff"), "the video fades in from white, 1 s", "视频从白色淡入，1秒"),
        (e.SetFade("both", 0, of="music"), "the music no longer fades in and out", "音乐不再淡入和淡出"),
        (e.SetFrame(fps=24), "the video plays at 24 fps", "帧率改为24fps"),
        (e.SetFrame(1080, 1920), "the video is now 1080x1920", "画面改为1080x1920"),
        (e.SetOutput("gif", "high"), "exports will be: GIF, high quality", "导出设置：GIF，高画质"),
        (e.Transform(90, "horizontal", (3,)), "turned clip 3 by 90° clockwise and mirrored it left to right",
         "第3个顺时针旋转了90度，并左右翻转了"),
        (e.AddOverlay(ONE), "laid p1.jpg over the video (top right, size 20%)",
         "在画面上叠加了p1.jpg（右上角，大小20%）"),
        (e.AddSound(SONG, at_ms=2000), "added song.mp3 as a voice (from 2 s on)",
         "加了song.mp3作为旁白（从第2秒开始）"),
        (e.MoveClip(1, -1), "moved clip 1 to the end", "把第1个移到最后"),
        (e.RemoveClips((-2,)), "removed clip 2 from the end", "删除了倒数第2个"),
    ],
)  # fmt: skip
def test_edits_read_as_things_that_were_done(edit: e.Edit, english: str, chinese: str) -> None:
    assert (phrase(edit, "en"), phrase(edit, "zh")) == (english, chinese)
