"""Every operation said as a sentence is read as that operation: English and Chinese, over a project with everything in
it.

Read means: edits of that kind that do just the same to the project. What the words leave open (a text in the middle is
a text whose place was not said) may come back said.
"""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.interpreter.scenes import SONG, picture, pictures

from kineograph.protocol.instructing import sentence
from kineograph.studio.interpreter import Scene, interpret, violations
from kineograph.studio.interpreter.lexing.vocabulary import LANGUAGES, Language
from kineograph.timeline import edits as e
from kineograph.timeline.apply import apply, apply_all
from kineograph.timeline.clips import Media, Timeline
from kineograph.timeline.targets import EditError
from kineograph.timeline.vocabulary import (
    Anchor,
    Easing,
    Fit,
    Ground,
    MediaId,
    MediaKind,
    Mood,
    Motion,
    MotionKind,
    OverlayStyle,
    Place,
    SoundRole,
    TextEffect,
    TextRole,
    Tone,
    TransitionKind,
    When,
)

FILM = Media(MediaId("v1"), MediaKind.VIDEO, "film.mp4", 1920, 1080, 9000, has_sound=True)
TALK = Media(MediaId("s2"), MediaKind.AUDIO, "talk.m4a", duration_ms=4000, has_sound=True)
LOGO = Media(MediaId("l1"), MediaKind.IMAGE, "logo.png", 400, 400)
NEW, NEWER = picture(7), picture(8)
STILLS = pictures(5)
BEFORE = apply_all(
    Timeline(),
    [
        e.AddClips(
            STILLS, motions=(Motion(MotionKind.ZOOM_IN),), transition=TransitionKind.CROSSFADE, transition_ms=600
        ),
        e.AddClips((FILM,)),
        e.SortClips("shuffle"),
        e.AddText("Old"),
        e.AddText("Foot", TextRole.CAPTION),
        e.AddText("Corner", TextRole.WATERMARK),
        e.AddOverlay(LOGO),
        e.AddOverlay(LOGO, Place.LEFT),
        e.SetMusic(SONG, volume=0.6),
        e.AddSound(TALK, volume=0.9),
        e.AddSound(TALK, SoundRole.EFFECT, at_ms=3000, volume=0.7),
        e.SetLook(Tone.VINTAGE, vignette=0.15, brightness=0.05),
        e.SetFade("both", 300, "#123456"),
        e.SetFrame(background="#334455", fit=Fit.CONTAIN),
        e.SetOutput("webm", "draft", 480),
    ],
)
HERE = Scene(BEFORE, (*STILLS, FILM, SONG, TALK, LOGO, NEW, NEWER))
COUNT = len(BEFORE.visuals)

_NUMBERS = st.integers(1, COUNT)
_SOME = st.lists(_NUMBERS, max_size=3, unique=True).map(lambda found: tuple(sorted(found)))
_FEW = st.lists(_NUMBERS, min_size=1, max_size=3, unique=True).map(lambda found: tuple(sorted(found)))
_CUTS = st.lists(st.integers(2, COUNT), max_size=3, unique=True).map(lambda found: tuple(sorted(found)))
_TENTHS = st.integers(2, 25).map(lambda tenths: tenths * 100)
_MOMENTS = st.integers(1, 120).map(lambda tenths: tenths * 100)
_SHARES = st.integers(5, 95).map(lambda percent: percent / 100)
_SIGNED = st.integers(-95, 95).filter(bool).map(lambda percent: percent / 100)
_COLORS = st.sampled_from(("#000000", "#12ab34", "#ff8800"))
_WORDS = st.sampled_from(("Summer", "Hello World", "夏日回忆", "Rock and Roll", "3 seconds", "第二章"))
_WHENS = st.one_of(
    st.just(When(Anchor.WHOLE)),
    st.builds(When, st.just(Anchor.START), st.just(0), _TENTHS),
    st.builds(When, st.just(Anchor.END), st.just(0), _TENTHS),
    st.builds(When, st.just(Anchor.ABSOLUTE), _MOMENTS, _TENTHS),
)
_MOTIONS = st.just(Motion()) | st.builds(
    Motion,
    st.sampled_from([kind for kind in MotionKind if kind is not MotionKind.STILL]),
    st.sampled_from((0.05, 0.12, 0.3)),
    st.sampled_from(Easing),
)


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def _some_of(kind: type[Any], fields: dict[str, st.SearchStrategy[Any]], **fixed: Any) -> st.SearchStrategy[Any]:
    """The edit with one to three of the fields."""
    chosen = st.lists(st.sampled_from(sorted(fields)), min_size=1, max_size=3, unique=True)
    return chosen.flatmap(
        lambda names: st.builds(
            kind, **{name: fields[name] for name in names}, **{k: _fixed(v) for k, v in fixed.items()}
        )
    )


def _fixed(value: Any) -> st.SearchStrategy[Any]:
    return value if isinstance(value, st.SearchStrategy) else st.just(value)


_TEXT_LOOKS = {
    "place": st.sampled_from(Place),
    "when": _WHENS,
    "color": _COLORS,
    "size": st.integers(2, 30).map(lambda percent: percent / 100),
    "ground": st.sampled_from((Ground.NONE, Ground.SHADOW, Ground.PLATE)),
    "enter": st.sampled_from(TextEffect),
    "leave": st.sampled_from(TextEffect),
    "opacity": _SHARES,
}
_OVERLAY_LOOKS = {"place": st.sampled_from(Place), "when": _WHENS, "size": _SHARES, "opacity": _SHARES}
_GRADES = {
    **dict.fromkeys(("brightness", "contrast", "saturation", "warmth"), _SIGNED),
    **dict.fromkeys(("vignette", "grain", "sharpen", "blur"), _SHARES),
}
_ADDED_MOTIONS = st.tuples(_MOTIONS) | st.just((Motion(MotionKind.ZOOM_IN), Motion(MotionKind.PAN_LEFT, 0.3)))
_ADDED_CUTS = st.tuples(st.sampled_from(TransitionKind), _TENTHS).map(
    lambda cut: (cut[0], 0 if cut[0] is TransitionKind.CUT else cut[1])
)
SAID: dict[type[Any], st.SearchStrategy[Any]] = {
    e.AddClips: st.tuples(
        st.sampled_from(((NEW,), (NEW, NEWER))), st.sampled_from((-1, 1, 3)), _TENTHS, _ADDED_MOTIONS, _ADDED_CUTS
    ).map(lambda said: e.AddClips(*said[:4], *said[4])),
    e.RemoveClips: st.builds(e.RemoveClips, _FEW),
    e.ReplaceClip: st.builds(e.ReplaceClip, _NUMBERS, st.just(NEW)),
    e.MoveClip: st.tuples(_NUMBERS, _NUMBERS).filter(lambda two: two[0] != two[1]).map(lambda two: e.MoveClip(*two)),
    e.SwapClips: st.tuples(_NUMBERS, _NUMBERS).filter(lambda two: two[0] < two[1]).map(lambda two: e.SwapClips(*two)),
    e.SortClips: st.builds(e.SortClips, st.sampled_from(("name", "captured", "added", "reverse", "shuffle"))),
    e.SetDuration: st.builds(e.SetDuration, _TENTHS, target=_SOME)
    | st.builds(e.SetDuration, st.integers(5, 600).map(lambda seconds: seconds * 1000), st.just("total"))
    | st.builds(e.SetDuration, st.sampled_from((-1500, -500, 200, 4000)), st.just("relative"), _SOME),
    e.Trim: st.builds(e.Trim, _TENTHS.filter(lambda ms: ms < 1400), st.just(0), _SOME)
    | st.builds(e.Trim, st.just(0), _TENTHS, _SOME)
    | st.builds(e.Trim, st.just(500), st.just(700), _SOME),
    e.CutRange: st.tuples(_MOMENTS, _MOMENTS, st.sampled_from(("remove", "keep")))
    .filter(lambda cut: cut[0] + 300 < cut[1])
    .map(lambda cut: e.CutRange(*cut)),  # type: ignore[arg-type]
    e.Split: st.builds(e.Split, _MOMENTS.filter(lambda at: 200 < at % 3000 < 2800)),
    e.SetSpeed: st.builds(e.SetSpeed, st.sampled_from((0.25, 0.5, 0.8, 1.25, 1.5, 2.0, 4.0)), _SOME),
    e.Reverse: st.just(e.Reverse())
    | st.just(e.Reverse((BEFORE.visuals.index(next(c for c in BEFORE.visuals if c.media is FILM)) + 1,))),
    e.Loop: st.builds(e.Loop, st.integers(2, 5), st.sampled_from(("repeat", "boomerang"))),
    e.SetTransition: st.builds(e.SetTransition, st.sampled_from(TransitionKind), _TENTHS, _CUTS),
    e.SetMotion: st.builds(e.SetMotion, _ADDED_MOTIONS, _SOME),
    e.SetFade: st.builds(e.SetFade, st.sampled_from(("in", "out")), _TENTHS, st.sampled_from(("#000000", "#ffffff")))
    | st.builds(e.SetFade, st.sampled_from(("in", "out", "both")), _TENTHS, of=st.just("music"))
    | st.builds(e.SetFade, st.sampled_from(("in", "out")), _TENTHS, of=st.just("text"))
    | st.builds(e.SetFade, st.sampled_from(("in", "out", "both")), st.just(0)),
    e.AddText: _some_of(e.AddText, _TEXT_LOOKS, text=_WORDS, role=st.sampled_from(TextRole)),
    e.EditText: _some_of(e.EditText, {**_TEXT_LOOKS, "text": _WORDS}, target=st.sampled_from((1, 2, -1))),
    e.RemoveText: st.builds(e.RemoveText, st.sampled_from(((), (1,), (2,), (1, 3)))),
    e.AddCaptions: st.builds(e.AddCaptions, st.sampled_from((("Hello", "World"), ("一", "二", "三"))))
    | st.builds(
        e.AddCaptions, st.just(("Hello", "World")), color=_COLORS, size=st.just(0.07), place=st.sampled_from(Place)
    ),
    e.AddOverlay: _some_of(e.AddOverlay, _OVERLAY_LOOKS, media=st.just(NEW), style=st.sampled_from(OverlayStyle)),
    e.EditOverlay: _some_of(e.EditOverlay, _OVERLAY_LOOKS, target=st.sampled_from((1, -1))),
    e.RemoveOverlay: st.builds(e.RemoveOverlay, st.sampled_from(((), (1,), (2,)))),
    e.SetMusic: st.builds(e.SetMusic, st.none(), st.sampled_from(Mood), _SHARES)
    | st.builds(e.SetMusic, st.just(SONG), volume=_SHARES),
    e.RemoveMusic: st.just(e.RemoveMusic()),
    e.AddSound: st.builds(
        e.AddSound, st.just(TALK), st.sampled_from((SoundRole.VOICE, SoundRole.EFFECT)), st.just(0) | _MOMENTS, _SHARES
    ),
    e.RemoveSound: st.builds(e.RemoveSound, st.sampled_from((None, SoundRole.VOICE, SoundRole.EFFECT))),
    e.SetVolume: st.builds(e.SetVolume, _SHARES, st.sampled_from(("music", "voice", "effect", "footage")))
    | st.builds(e.SetVolume, _SIGNED, st.sampled_from(("music", "voice", "effect", "footage")), st.just(True)),
    e.SetLook: _some_of(e.SetLook, {**_GRADES, "tone": st.sampled_from(Tone)}, target=_SOME)
    | _some_of(e.SetLook, dict.fromkeys(_GRADES, _SIGNED), target=_SOME, relative=True)
    | st.builds(e.SetLook, reset=st.just(True), target=_SOME),
    e.SetFrame: st.builds(e.SetFrame, st.sampled_from((1080, 720, 1280)), st.sampled_from((1080, 1920, 1350)))
    | st.builds(e.SetFrame, fps=st.sampled_from((24, 25, 50, 60)))
    | st.builds(e.SetFrame, background=_COLORS)
    | st.builds(e.SetFrame, fit=st.sampled_from(Fit), target=_SOME),
    e.Transform: st.builds(e.Transform, st.sampled_from((90, 180, 270)), st.just(""), _SOME)
    | st.builds(e.Transform, st.just(0), st.sampled_from(("horizontal", "vertical")), _SOME)
    | st.builds(e.Transform, st.sampled_from((90, 180, 270)), st.sampled_from(("horizontal", "vertical")), _SOME),
    e.SetOutput: _some_of(
        e.SetOutput,
        {
            "container": st.sampled_from(("mp4", "mov", "webm")),
            "quality": st.sampled_from(("draft", "standard", "high")),
            "short_side": st.sampled_from((480, 720, 1080, 1440, 2160)),
            "fps": st.sampled_from((24, 25, 30, 50, 60)),
        },
    ),
    e.Undo: st.builds(e.Undo, st.integers(1, 9)),
    e.Redo: st.builds(e.Redo, st.integers(1, 9)),
}
_CASES = [(kind, language) for kind in SAID for language in LANGUAGES]


def _done(edits: tuple[Any, ...]) -> Timeline | None:
    try:
        return apply_all(BEFORE, edits)
    except EditError:
        return None


@pytest.mark.parametrize(("kind", "language"), _CASES, ids=lambda value: getattr(value, "op", value))
def test_an_edit_said_in_words_is_read_as_that_edit(kind: type[Any], language: Language) -> None:
    @settings(max_examples=120, deadline=None)
    @given(SAID[kind])
    def check(edit: Any) -> None:
        steps = isinstance(edit, e.Undo | e.Redo)
        if not steps and _done((edit,)) in (None, BEFORE):
            return  # refused here, or nothing would change
        said = sentence(edit, language)
        found = interpret(said, HERE)
        assert found.edits, said
        assert not found.report.held, said
        assert not found.report.question, said
        assert violations(said, found.tokens) == ()
        if steps:
            assert found.edits == (edit,)
            return
        assert {type(each) for each in found.edits} == {kind}, f"{said} → {found.edits}"
        assert _done(found.edits) == apply(BEFORE, edit), f"{said} → {found.edits}"

    check()


def test_every_operation_is_said() -> None:
    assert {*SAID} == {*get_args(e.Edit), e.Undo, e.Redo}
