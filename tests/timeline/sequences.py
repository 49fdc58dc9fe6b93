"""Random edits of every kind, most of them possible on most timelines, some of them not."""

from __future__ import annotations

from hypothesis import strategies as st
from tests.timeline.material import FILM, LOGO, PHOTOS, SONG, VOICE

from kineograph.timeline import (
    Anchor,
    Easing,
    Fit,
    Ground,
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
from kineograph.timeline import edits as e

_TARGETS = st.lists(st.sampled_from((1, 2, 3, -1, -2, 9)), max_size=3).map(tuple)
_NUMBERS = st.sampled_from((1, 2, 3, -1, -2))
_LENGTHS = st.sampled_from((0, 50, 100, 500, 999, 1000, 3000, 7333, 20_000, 4_000_000))
_MOMENTS = st.integers(0, 20_000)
_SHARES = st.sampled_from((None, 0.0, 0.1, 0.35, 1.0, 1.5))
_PICTURES = st.sampled_from((*PHOTOS, FILM, LOGO))
_ANY = st.sampled_from((*PHOTOS, FILM, LOGO, SONG, VOICE))
_SOUNDS = st.sampled_from((SONG, VOICE, FILM))
_COLORS = st.sampled_from(("#ffffff", "#000000", "#12aB34"))
_MOTIONS = st.lists(
    st.builds(Motion, st.sampled_from(MotionKind), st.sampled_from((0.05, 0.12, 0.5)), st.sampled_from(Easing)),
    min_size=1,
    max_size=3,
).map(tuple)
_WHENS = st.builds(When, st.sampled_from(Anchor), _MOMENTS, st.integers(0, 9000))
_TEXTS = st.sampled_from(("Summer", "夏天", "a\nb", " "))
_GRADES = st.sampled_from((None, None, None, 0.0, 0.3, -0.2, 1.0))


def _maybe(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | values


CLIP_EDITS = (
    st.builds(
        e.AddClips, st.lists(_PICTURES, min_size=1, max_size=3).map(tuple), _NUMBERS, st.sampled_from((1000, 3000)),
        _MOTIONS, st.sampled_from(TransitionKind), st.sampled_from((0, 600)), st.sampled_from(Fit),
    ),
    st.builds(e.RemoveClips, _TARGETS),
    st.builds(e.ReplaceClip, _NUMBERS, _ANY),
    st.builds(e.MoveClip, _NUMBERS, _NUMBERS),
    st.builds(e.SwapClips, _NUMBERS, _NUMBERS),
    st.builds(e.SortClips, st.sampled_from(("name", "captured", "added", "reverse", "shuffle"))),
    st.builds(e.SetDuration, _LENGTHS, st.sampled_from(("each", "total", "relative")), _TARGETS),
    st.builds(e.Trim, st.integers(0, 2000), st.integers(0, 2000), _TARGETS),
    st.builds(e.CutRange, _MOMENTS, _MOMENTS, st.sampled_from(("remove", "keep"))),
    st.builds(e.Split, _MOMENTS),
    st.builds(e.SetSpeed, st.sampled_from((0.1, 0.5, 1.25, 2.0, 10.0)), _TARGETS),
    st.builds(e.Reverse, _TARGETS),
    st.builds(e.Loop, st.integers(1, 4), st.sampled_from(("repeat", "boomerang", "seamless"))),
    st.builds(e.SetTransition, st.sampled_from(TransitionKind), _LENGTHS, _TARGETS),
    st.builds(e.SetMotion, _MOTIONS, _TARGETS),
    st.builds(
        e.SetLook, _maybe(st.sampled_from(Tone)), _GRADES, _GRADES, _GRADES, _GRADES, _GRADES, _GRADES, _GRADES,
        _GRADES, st.booleans(), st.booleans(), _TARGETS,
    ),
    st.builds(
        e.Transform, st.sampled_from((0, 90, 180, 270)), st.sampled_from(("", "horizontal", "vertical")), _TARGETS
    ),
)  # fmt: skip
LAYER_EDITS = (
    st.builds(
        e.AddText, _TEXTS, st.sampled_from(TextRole), _maybe(st.sampled_from(Place)), _maybe(_WHENS), _COLORS,
        st.sampled_from((None, 0.1)), st.sampled_from(Ground), _maybe(st.sampled_from(TextEffect)),
        _maybe(st.sampled_from(TextEffect)), _SHARES,
    ),
    st.builds(
        e.EditText, _NUMBERS, _maybe(_TEXTS), _maybe(st.sampled_from(TextRole)), _maybe(st.sampled_from(Place)),
        _maybe(_WHENS), _maybe(_COLORS), st.sampled_from((None, 0.2)), _maybe(st.sampled_from(Ground)),
    ),
    st.builds(e.RemoveText, _TARGETS),
    st.builds(e.AddCaptions, st.lists(_TEXTS, max_size=3).map(tuple), color=_COLORS, place=st.sampled_from(Place)),
    st.builds(
        e.AddOverlay, _ANY, st.sampled_from(Place), _WHENS, st.sampled_from((0.1, 1.0)), st.sampled_from((0.3, 1.0)),
        st.sampled_from(OverlayStyle),
    ),
    st.builds(
        e.EditOverlay, _NUMBERS, _maybe(_ANY), _maybe(st.sampled_from(Place)), _maybe(_WHENS),
        st.sampled_from((None, 0.4)), st.sampled_from((None, 0.4)), _maybe(st.sampled_from(OverlayStyle)),
    ),
    st.builds(e.RemoveOverlay, _TARGETS),
    st.builds(e.SetMusic, _maybe(_ANY), st.sampled_from(Mood), st.sampled_from((0.2, 0.35, 2.0))),
    st.builds(e.RemoveMusic),
    st.builds(e.AddSound, _SOUNDS, st.sampled_from(SoundRole), _MOMENTS, st.sampled_from((0.5, 1.0))),
    st.builds(e.RemoveSound, _maybe(st.sampled_from(SoundRole))),
    st.builds(
        e.SetVolume, st.sampled_from((-0.3, 0.0, 0.4, 2.0)),
        st.sampled_from(("music", "footage", "voice", "effect")), st.booleans(), _TARGETS,
    ),
)  # fmt: skip
WHOLE_EDITS = (
    st.builds(
        e.SetFade, st.sampled_from(("in", "out", "both")), _LENGTHS, _COLORS,
        st.sampled_from(("video", "music", "text")), _TARGETS,
    ),
    st.builds(
        e.SetFrame, st.sampled_from((None, 640, 1080, 641)), st.sampled_from((None, 360, 1920)),
        st.sampled_from((None, 24, 60)), _maybe(_COLORS), _maybe(st.sampled_from(Fit)), _TARGETS,
    ),
    st.builds(
        e.SetOutput, st.sampled_from((None, "mp4", "gif")), st.sampled_from((None, "draft", "high")),
        st.sampled_from((None, 720, 2160)), st.sampled_from((None, 25, 60)),
    ),
)  # fmt: skip
EDITS: st.SearchStrategy[e.Edit] = st.one_of(*CLIP_EDITS, *LAYER_EDITS, *WHOLE_EDITS)
STEPS: st.SearchStrategy[e.Undo | e.Redo] = st.builds(e.Undo, st.integers(1, 3)) | st.builds(e.Redo, st.integers(1, 3))
