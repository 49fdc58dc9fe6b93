"""What a video is delivered in: sizes and speeds counted from the draft's canvas, and what there is no file for."""

from __future__ import annotations

from itertools import product

import pytest

from kineograph.timeline.clips import Canvas
from kineograph.timeline.edits import CANVASES
from kineograph.timeline.outputs import (
    CONTAINERS,
    GIF_SPEEDS,
    QUALITIES,
    SHORT_SIDES,
    SPEEDS,
    Output,
    objection,
    output_canvas,
    remarks,
    too_large,
)

HD = Canvas(1920, 1080, 30, "#102030")


@pytest.mark.parametrize("container", ["mp4", "mov", "webm"])
def test_without_a_wish_the_canvas_stays(container: str) -> None:
    assert output_canvas(HD, Output(container)) == HD  # type: ignore[arg-type]  # a parameter


@pytest.mark.parametrize(
    ("canvas", "short_side", "size"),
    [
        ((1920, 1080), 720, (1280, 720)),
        ((1080, 1920), 480, (480, 854)),
        ((1080, 1080), 2160, (2160, 2160)),
        ((1080, 1350), 720, (720, 900)),
        ((2520, 1080), 1440, (3360, 1440)),
    ],
)
def test_the_resolution_is_the_short_side(canvas: tuple[int, int], short_side: int, size: tuple[int, int]) -> None:
    made = output_canvas(Canvas(*canvas, 30, "#102030"), Output(short_side=short_side, fps=60))
    assert made == Canvas(*size, 60, "#102030")


def test_every_size_has_even_sides() -> None:
    for (width, height), side in product(CANVASES.values(), SHORT_SIDES):
        made = output_canvas(Canvas(width, height), Output(short_side=side))
        assert (made.width % 2, made.height % 2, min(made.width, made.height)) == (0, 0, side)


@pytest.mark.parametrize(
    ("canvas", "output", "made"),
    [
        (HD, Output("gif"), (640, 360, 20)),
        (Canvas(1080, 1920, 24), Output("gif", "standard"), (270, 480, 20)),
        (HD, Output("gif", "draft"), (320, 180, 10)),
        (Canvas(320, 180, 12), Output("gif"), (320, 180, 10)),
        (HD, Output("gif", short_side=720, fps=50), (1280, 720, 50)),
    ],
)
def test_a_gif_is_small_and_counts_in_whole_hundredths(
    canvas: Canvas, output: Output, made: tuple[int, int, int]
) -> None:
    found = output_canvas(canvas, output)
    assert (found.width, found.height, found.fps) == made
    assert 100 % found.fps == 0


def test_what_there_is_no_file_for_is_said_with_a_remedy() -> None:
    assert objection(Output("avi")) == "A video can be mp4, mov, webm or gif."  # type: ignore[arg-type]  # refused
    assert objection(Output(quality="best")) == "The quality of a video can be draft, standard or high."  # type: ignore[arg-type]  # refused
    assert "480p, 720p, 1080p, 1440p or 2160p" in objection(Output(short_side=1000))
    assert "24, 25, 30, 50 or 60" in objection(Output(fps=29))
    assert "480p or 720p" in objection(Output("gif", short_side=1080))
    assert "hundredths" in objection(Output("gif", fps=30))


def test_nothing_else_is_objected_to() -> None:
    for container, quality in product(CONTAINERS[:3], QUALITIES):
        assert not any(objection(Output(container, quality, side, fps)) for side, fps in product(SHORT_SIDES, SPEEDS))
    assert not any(objection(Output("gif", fps=fps)) for fps in GIF_SPEEDS)


@pytest.mark.parametrize(
    ("size", "too"),
    [((3840, 2160), False), ((2160, 3840), False), ((4096, 2304), False), ((5040, 2160), True), ((4096, 2320), True)],
)
def test_the_largest_video_is_what_players_take(size: tuple[int, int], too: bool) -> None:
    assert too_large(Canvas(*size)) is too


def test_only_a_gif_needs_words() -> None:
    assert remarks(Output("webm"), HD) == ()
    assert "640x360 at 20 fps; resolution and fps change that." in remarks(Output("gif"), HD)[1]
    assert "1280x720 at 10 fps." in remarks(Output("gif", short_side=720, fps=10), HD)[1]
