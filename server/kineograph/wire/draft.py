"""A draft: a timeline in the wire's spelling. Read tolerantly, carried whole, sent back as it came plus our changes.

Published keys: ``t`` tracks, ``tt`` type (0 video, 1 audio, 7 text; 2 for overlays is ours), ``sg`` clips, ``d``
milliseconds, ``m`` metadata.
The rest of a clip has no public key; these are ours, version 1:

====== ========================================  ====== ========================================
key    of a clip                                 key    of a clip
====== ========================================  ====== ========================================
``id`` clip id                                   ``v``  volume, 1 = as recorded
``s``  start, ms                                 ``fi`` fade in, ms  (``fo``: out)
``src`` media id                                 ``bed`` mood of generated music
``k``  image, video, audio                       ``all`` follows the whole video
``in`` start in the source, ms                   ``ro`` title, caption
``mo`` motion ``{k, p, e}``: strength, easing    ``pl`` place
``tr`` transition in ``{k, d}``                  ``w``  when ``{a, at, d}``
``fit`` auto, cover, contain, blur               ``sz`` size  ``cl`` colour  ``fx`` fade, ms
``lk`` look, see ``segments``                    ``gd`` ground  ``en`` ``lv`` effects
``out`` end in the source, ms                    ``op`` opacity  ``sty`` style of an overlay
``sp`` speed  ``bw`` backwards                   ``rl`` music, voice, effect
``pb`` once, loop, boomerang                     ``dk`` share by which it gives way
``rt`` degrees clockwise: 0, 90, 180, 270        ``fl`` flipped: horizontal, vertical
====== ========================================  ====== ========================================

In ``m`` of a clip: ``name``, ``text``, and of media ``width height dur snd``, ``cap`` when it was taken (seconds since
1970). In ``m`` of the draft: ``title width height fps bg``, ``op`` and ``cl`` opening and closing ``{d, c}``: ms and
colour, ``ou`` what an export makes ``{k, q, s, f}``: container, quality, short side, fps, ``sn`` the next clip's
number, ``kv`` the version of our keys. Unknown keys survive an edit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kineograph.timeline import (
    NO_FADE,
    Canvas,
    Clip,
    Fade,
    Output,
    OverlayClip,
    SoundClip,
    TextClip,
    Timeline,
    Track,
    TrackKind,
    VisualClip,
)
from kineograph.timeline.outputs import CONTAINERS, QUALITIES
from kineograph.wire.segments import MAX_MS, read_segment, write_segment
from kineograph.wire.values import mapping, one_of, text, whole_number

TRACK_TYPES = {0: TrackKind.VIDEO, 1: TrackKind.AUDIO, 2: TrackKind.OVERLAY, 7: TrackKind.TEXT}
_TYPE_NUMBERS = {kind: number for number, kind in TRACK_TYPES.items()}
KEYS_VERSION = 1
MAX_DEPTH = 100
"""Of objects and lists in each other. What is much deeper cannot be sent back: pydantic stops at about 250."""


class DraftError(ValueError):
    """A draft we cannot read: not an object with a list of tracks under ``t``."""


def _is_deeper(value: object, depth: int) -> bool:
    layer = [value]
    for _ in range(depth):
        layer = [
            inner
            for item in layer
            if isinstance(item, Mapping | list)
            for inner in (item.values() if isinstance(item, Mapping) else item)
        ]
        if not layer:
            return False
    return any(isinstance(item, Mapping | list) for item in layer)


@dataclass(frozen=True, slots=True)
class Draft:
    """``raw`` is the payload as it came and goes back unchanged."""

    raw: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, raw: object) -> Draft:
        """Raises :class:`DraftError`. Nothing at all, or an empty object, is the draft of an empty project."""
        if raw is None or raw == {}:
            return cls({})
        if not isinstance(raw, Mapping) or not isinstance(raw.get("t"), list):
            raise DraftError("a draft we cannot read")
        if _is_deeper(raw, MAX_DEPTH):
            raise DraftError("a draft nested deeper than any timeline")
        return cls(raw)

    def timeline(self) -> Timeline:
        """What the draft holds, as far as it can be read; never raises."""
        meta = mapping(self.raw.get("m"))
        standard = Canvas()
        canvas = Canvas(
            whole_number(meta.get("width"), standard.width) or standard.width,
            whole_number(meta.get("height"), standard.height) or standard.height,
            whole_number(meta.get("fps"), standard.fps) or standard.fps,
            text(meta.get("bg"), standard.background),
        )
        return Timeline(
            text(meta.get("title"), ""),
            canvas,
            tuple(self._tracks()),
            whole_number(meta.get("sn"), 1) or 1,
            _read_fade(mapping(meta.get("op"))),
            _read_fade(mapping(meta.get("cl"))),
            _read_output(mapping(meta.get("ou"))),
        )

    def has_clip(self) -> bool:
        """Whether any track holds anything: what an export needs."""
        return any(_segments(track) for track in self.raw_tracks())

    def raw_tracks(self) -> Iterator[Mapping[str, Any]]:
        """The tracks as they came; what is no object is passed over."""
        tracks = self.raw.get("t")
        return (track for track in (tracks if isinstance(tracks, list) else []) if isinstance(track, Mapping))

    def _tracks(self) -> Iterator[Track]:
        for number, track in enumerate(self.raw_tracks()):
            kind = TRACK_TYPES.get(whole_number(track.get("tt"), -1), TrackKind.OTHER)
            clips: list[Clip] = []
            for place, segment in enumerate(_segments(track)):
                after = clips[-1].span.end if clips else 0
                clips.append(read_segment(segment, kind, f"t{number}.{place}", after))
            if kind is TrackKind.OVERLAY and not any(isinstance(clip, OverlayClip) for clip in clips):
                kind = TrackKind.OTHER  # this number is ours; another studio may mean something else by it
            if clips:
                yield Track(kind, tuple(clips))


def write_draft(timeline: Timeline, before: Draft | None = None) -> Draft:
    """The draft of ``timeline``; what ``before`` held under keys that are not ours stays where it was."""
    old = before.raw if before else {}
    known = {segment.get("id"): segment for track in (before or Draft()).raw_tracks() for segment in _segments(track)}
    ours = [
        {
            "tt": _TYPE_NUMBERS[track.kind],
            "sg": [write_segment(clip, known.get(clip.id)) for clip in track.clips if _is_ours(clip)],
        }
        for track in timeline.tracks
        if track.kind in _TYPE_NUMBERS
    ]
    foreign = [
        dict(track)
        for track in (before or Draft()).raw_tracks()
        if whole_number(track.get("tt"), -1) not in TRACK_TYPES
    ]
    meta = {
        **mapping(old.get("m")),
        "title": timeline.title,
        "width": timeline.canvas.width,
        "height": timeline.canvas.height,
        "fps": timeline.canvas.fps,
        "bg": timeline.canvas.background,
        "op": _write_fade(timeline.opening),
        "cl": _write_fade(timeline.closing),
        "ou": _write_output(timeline.output),
        "sn": timeline.serial,
        "kv": KEYS_VERSION,
    }
    return Draft({**old, "t": [*ours, *foreign], "d": timeline.duration_ms, "m": meta})


def _read_fade(raw: Mapping[str, Any]) -> Fade:
    return Fade(min(whole_number(raw.get("d"), 0), MAX_MS), text(raw.get("c"), NO_FADE.color))


def _write_fade(fade: Fade) -> dict[str, Any]:
    return {"d": fade.duration_ms, "c": fade.color}


def _read_output(raw: Mapping[str, Any]) -> Output:
    usual = Output()
    return Output(
        one_of(CONTAINERS, raw.get("k"), usual.container),
        one_of(QUALITIES, raw.get("q"), usual.quality),
        whole_number(raw.get("s"), 0),
        whole_number(raw.get("f"), 0),
    )


def _write_output(output: Output) -> dict[str, Any]:
    return {"k": output.container, "q": output.quality, "s": output.short_side, "f": output.fps}


def _is_ours(clip: Clip) -> bool:
    return isinstance(clip, VisualClip | SoundClip | TextClip | OverlayClip)


def _segments(track: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    segments = track.get("sg")
    return [segment for segment in segments if isinstance(segment, Mapping)] if isinstance(segments, list) else []
