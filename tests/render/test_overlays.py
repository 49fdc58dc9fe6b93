"""Overlays stand in their place with clean edges, play, fade, and lie under the texts."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image
from tests.render.conftest import Studio, frames_of, media, middle, sequence
from tests.render.test_painting import BLUE, close, footage

from kineograph.media.facts import MediaError
from kineograph.studio.render.failures import Refusal
from kineograph.studio.render.orders import from_json, to_json
from kineograph.studio.render.paint.painter import Gallery, Painter
from kineograph.studio.render.paint.planes import Planes, empty
from kineograph.studio.render.plan.placing import SAFE, Spot, spot
from kineograph.studio.render.plan.plan import compile_plan
from kineograph.studio.render.worker import _require_sources
from kineograph.timeline.clips import Canvas, Media, OverlayClip, TextClip, Timeline
from kineograph.timeline.layout import rebuild
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import (
    Anchor,
    ClipId,
    Look,
    MediaKind,
    OverlayStyle,
    Place,
    Tone,
    TransitionKind,
    When,
)

WHOLE = When(Anchor.WHOLE)


def overlay(
    what: Media,
    place: Place = Place.CENTER,
    size: float = 0.5,
    opacity: float = 1.0,
    style: OverlayStyle = OverlayStyle.PLAIN,
    fade_ms: int = 0,
    when: When = WHOLE,
) -> OverlayClip:
    return OverlayClip(ClipId("o"), Span(0, 1), what, place, when, size, opacity, fade_ms, style)


def under(timeline: Timeline, *overlays: OverlayClip) -> Timeline:
    return rebuild(timeline, overlays=overlays)


def ground(studio: Studio, color: tuple[int, int, int]) -> Timeline:
    return sequence([studio.flat(f"ground{color}.png", color)])


def rgba(studio: Studio, name: str, pixels: NDArray[np.uint8]) -> Media:
    Image.fromarray(pixels).save(studio.folder / name)
    return studio.add(studio.folder / name, MediaKind.IMAGE, (pixels.shape[1], pixels.shape[0]))


def soft_disc(color: tuple[int, int, int], around: tuple[int, int, int], side: int = 500) -> NDArray[np.uint8]:
    """A disc that fades out at its edge; transparent pixels have a colour of their own, as many programs leave them."""
    y, x = np.mgrid[:side, :side] - side / 2
    alpha = np.clip((side * 0.45 - np.hypot(x, y)) / (side * 0.05), 0, 1)
    pixels = np.zeros((side, side, 4), np.uint8)
    pixels[..., :3] = np.where((alpha > 0)[..., None], color, around)
    pixels[..., 3] = np.rint(alpha * 255)
    return pixels


def colour_noise(frame: Planes) -> int:
    return int(max(np.abs(part.astype(int) - 128).max() for part in (frame.u, frame.v)))


@given(
    st.integers(1, 4000),
    st.integers(1, 4000),
    st.floats(0.02, 1.0),
    st.sampled_from(Place),
    st.sampled_from([Canvas(1920, 1080), Canvas(1080, 1920), Canvas(320, 180)]),
)
def test_an_overlay_stands_on_even_pixels_of_the_safe_area(
    width: int, height: int, size: float, place: Place, canvas: Canvas
) -> None:
    found = spot(overlay(media(), place, size), canvas, (width, height))
    assert found.x % 2 == found.y % 2 == found.w % 2 == found.h % 2 == 0
    assert found.h <= canvas.height * (1 - 2 * SAFE) + 1
    assert abs(found.w - size * canvas.width) <= 1 or found.h >= canvas.height * (1 - 2 * SAFE) - 2 or found.w == 2
    assert found.y >= canvas.height * SAFE - 2
    assert found.y + found.h <= canvas.height * (1 - SAFE) + 2
    assert found.x >= 0
    assert found.x + found.w <= canvas.width


@pytest.mark.parametrize(
    ("place", "corner"),
    [
        (Place.TOP_LEFT, (96, 54)),
        (Place.TOP, (768, 54)),
        (Place.TOP_RIGHT, (1440, 54)),
        (Place.LEFT, (96, 432)),
        (Place.CENTER, (768, 432)),
        (Place.RIGHT, (1440, 432)),
        (Place.BOTTOM_LEFT, (96, 810)),
        (Place.BOTTOM, (768, 810)),
        (Place.BOTTOM_RIGHT, (1440, 810)),
    ],
)
def test_each_place_is_where_it_says(place: Place, corner: tuple[int, int]) -> None:
    assert spot(overlay(media(), place, 0.2), Canvas(1920, 1080), (1600, 900)) == Spot(*corner, 384, 216)


def test_a_picture_lies_over_the_picture_in_its_own_colours_and_nowhere_else(studio: Studio) -> None:
    timeline = ground(studio, (255, 0, 0))
    plain = frames_of(timeline, studio, [0])[0]
    shown = frames_of(under(timeline, overlay(studio.flat("b.png", (0, 0, 255)))), studio, [0])[0]
    assert close(middle(shown), BLUE, 1)
    assert (shown.y[44:134, 80:240] == shown.y[90, 160]).all()
    changed = np.argwhere(shown.y != plain.y)
    assert (changed.min(0).tolist(), changed.max(0).tolist()) == ([44, 80], [133, 239])


@pytest.mark.parametrize("around", [(0, 0, 0), (255, 0, 255)])
def test_a_soft_white_edge_has_no_fringe_over_white_or_black(studio: Studio, around: tuple[int, int, int]) -> None:
    logo = overlay(rgba(studio, "logo.png", soft_disc((255, 255, 255), around)))
    white = frames_of(under(ground(studio, (255, 255, 255)), logo), studio, [0])[0]
    assert white.y.min() >= 234
    assert colour_noise(white) <= 1
    black = frames_of(under(ground(studio, (0, 0, 0)), logo), studio, [0])[0]
    assert colour_noise(black) <= 1
    outward = black.y[90, 160:].astype(int)
    assert outward[0] >= 234
    assert outward[-1] == 16
    assert (np.diff(outward) <= 0).all()


@pytest.mark.parametrize("color", [(255, 0, 0), (200, 110, 40)])
def test_a_soft_edge_over_its_own_colour_is_not_seen(studio: Studio, color: tuple[int, int, int]) -> None:
    logo = overlay(rgba(studio, "logo.png", soft_disc(color, (0, 255, 0))))
    timeline = ground(studio, color)
    plain, frame = frames_of(timeline, studio, [0])[0], frames_of(under(timeline, logo), studio, [0])[0]
    for part, ink in zip(frame.parts, plain.parts, strict=True):
        assert np.abs(part.astype(int) - ink).max() <= 2


def test_half_opacity_is_half_of_both(studio: Studio) -> None:
    timeline = ground(studio, (0, 0, 0))
    shown = under(timeline, overlay(studio.flat("w.png", (255, 255, 255)), opacity=0.5))
    assert middle(frames_of(shown, studio, [0])[0])[0] == pytest.approx((16 + 235) / 2, abs=1)


def test_an_overlay_shows_in_its_frames_alone_and_fades(studio: Studio) -> None:
    clip = overlay(studio.flat("w.png", (255, 255, 255)), fade_ms=200, when=When(Anchor.START, 200, 600))
    found = [middle(frame)[0] for frame in frames_of(under(ground(studio, (0, 0, 0)), clip), studio, list(range(20)))]
    assert found[:4] == [16] * 4
    assert 16 < found[4] < found[5] < found[7] < found[8] == 235
    assert 235 == found[11] > found[12] > found[15] > 16
    assert found[16:] == [16] * 4


def test_a_framed_overlay_has_round_corners_and_a_shadow(studio: Studio) -> None:
    timeline = ground(studio, (200, 200, 200))
    clip = overlay(studio.flat("b.png", (0, 0, 255)), style=OverlayStyle.FRAMED)
    plain, framed = frames_of(timeline, studio, [0])[0], frames_of(under(timeline, clip), studio, [0])[0]
    assert close(middle(framed), BLUE, 1)
    assert framed.y[44, 80] > 100
    assert framed.y[44, 160] == framed.y[90, 160]
    darker = plain.y.astype(int) - framed.y
    assert darker[135, 160] > 20
    assert 0 < darker[138, 160] < darker[135, 160]
    assert darker[42, 160] < darker[135, 160]
    assert (darker[:30] == 0).all()
    assert colour_noise(Planes(framed.y, framed.u[70:], framed.v[70:])) <= 1


def test_a_frame_at_the_edge_of_the_canvas_is_cut_there(studio: Studio) -> None:
    clip = overlay(studio.flat("b.png", (0, 0, 255)), size=1.0, style=OverlayStyle.FRAMED)
    frame = frames_of(under(ground(studio, (255, 0, 0)), clip), studio, [0])[0]
    assert close(middle(frame), BLUE, 1)


def test_footage_plays_in_the_picture_from_where_it_should(studio: Studio) -> None:
    film = footage(studio, "a.mp4", "libx264").visuals[0].media
    for style in OverlayStyle:
        clip = replace(overlay(film, style=style), source_start_ms=250)
        timeline = under(sequence([studio.flat("g.png", (0, 0, 0))], ms=2000), clip)
        found = [middle(frame)[0] for frame in frames_of(timeline, studio, [0, 5, 10, 30])]
        wanted = [16 + (40 + 8 * n) * 219 / 255 for n in (5, 10, 15, 19)]
        assert found == pytest.approx(wanted, abs=4)


def test_an_animation_plays_again_and_again_with_its_transparency(studio: Studio) -> None:
    path = studio.folder / "a.gif"
    pictures = [Image.new("RGBA", (320, 180), (*color, 255)) for color in ((255, 0, 0), (0, 0, 255))]
    for picture in pictures:
        picture.paste((0, 0, 0, 0), (0, 0, 160, 180))
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=200, loop=0, disposal=2)
    clip = overlay(studio.add(path, MediaKind.VIDEO, (320, 180), 400))
    frames = frames_of(under(ground(studio, (255, 255, 255)), clip), studio, [0, 3, 4, 8, 12])
    right = [int(frame.v[45, 100]) for frame in frames]
    assert [value > 200 for value in right] == [True, True, False, True, False]
    assert {int(frame.y[90, 100]) for frame in frames} == {235}


def test_an_overlay_lies_over_a_transition_and_under_a_text(studio: Studio) -> None:
    pictures = [studio.flat("a.png", (255, 0, 0)), studio.flat("c.png", (0, 255, 0))]
    timeline = under(
        sequence(pictures, transition=TransitionKind.CROSSFADE), overlay(studio.flat("b.png", (0, 0, 255)))
    )
    assert close(middle(frames_of(timeline, studio, [20])[0]), BLUE, 1)
    text = TextClip(ClipId("t"), Span(0, 1), "MMMM", size=0.3, fade_ms=0)
    assert frames_of(rebuild(timeline, texts=[text]), studio, [20])[0].y[60:120, 100:220].max() > 225


def test_stills_are_drawn_once_for_all_painters_and_forgotten_after_their_last_frame(studio: Studio) -> None:
    clip = overlay(studio.flat("b.png", (0, 0, 255)), style=OverlayStyle.FRAMED, when=When(Anchor.START, 0, 500))
    plan = compile_plan(under(ground(studio, (255, 0, 0)), clip))
    gallery = Gallery(plan, studio.sources)
    with closing(Painter(gallery)) as one, closing(Painter(gallery)) as other:
        for painter in (one, other):
            painter.paint(plan.frame(0), empty(320, 180))
        first = gallery.overlays.still(0)
        assert gallery.overlays.still(0) is first
        gallery.forget_before(10)
        assert gallery.overlays.still(0) is not first


def test_overlays_and_looks_reach_the_worker_as_they_are(studio: Studio) -> None:
    timeline = under(ground(studio, (0, 0, 0)), overlay(studio.flat("b.png", (0, 0, 255)), style=OverlayStyle.FRAMED))
    look = Look(0.1, -0.2, 0.3, -0.4, Tone.VINTAGE, 0.5, 0.6, 0.7, 0.8)
    timeline = rebuild(timeline, visuals=[replace(clip, look=look) for clip in timeline.visuals])
    assert from_json(to_json(studio.order(timeline))).timeline == timeline


def test_a_missing_or_broken_overlay_is_said(studio: Studio) -> None:
    gone = studio.add(studio.folder / "gone.png", MediaKind.IMAGE, (10, 10))
    timeline = under(ground(studio, (0, 0, 0)), overlay(gone))
    with pytest.raises(Refusal, match=r"gone\.png"):
        _require_sources(studio.order(timeline))
    (studio.folder / "gone.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    with pytest.raises(MediaError):
        frames_of(timeline, studio, [0])
