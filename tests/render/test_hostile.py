"""Pictures that a user might really have, and some that only an enemy has: shown right, or refused in one sentence."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image, ImageCms
from tests.media.test_probing import png_claiming
from tests.render.conftest import Studio, frames_of, middle, sequence
from tests.render.test_playback import numbered, steady

from kineograph.media import MediaError, MediaFault, check_decodable, probe
from kineograph.media.opening import open_recording
from kineograph.studio.render.failures import Refusal, failure_of
from kineograph.studio.render.paint.stills import Animation, read_still
from kineograph.studio.render.worker import carry_out
from kineograph.timeline.clips import Media
from kineograph.timeline.vocabulary import Fit, MediaKind, MotionKind

RED = (63, 102, 240)
"""BT.709 limited range, ITU-R BT.709-6 table 3."""


def show(studio: Studio, path: Path, fit: Fit = Fit.AUTO) -> tuple[int, int, int]:
    """What the middle of the first frame of a video of the picture shows."""
    return middle(frames_of(sequence([upload(studio, path)], fit=fit), studio, [0])[0])


def upload(studio: Studio, path: Path) -> Media:
    facts = check_decodable(path)
    return studio.add(path, facts.kind, (facts.width, facts.height), facts.duration_ms)


def is_red(found: tuple[int, int, int], slack: int = 4) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(found, RED, strict=True))


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_a_picture_cut_at_any_byte_is_read_or_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    pixels = np.random.default_rng(3).integers(0, 255, (8, 12, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(path)
    whole = path.read_bytes()
    refusals = 0
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        try:
            check_decodable(path)
            assert read_still(path, (12, 8), "#000000").shape == (8, 12, 3)
        except MediaError:
            refusals += 1
    assert refusals > len(whole) * 0.9


@pytest.mark.parametrize("size", [(1, 1), (1, 30_000), (30_000, 1), (2, 3), (7, 4096)])
@pytest.mark.parametrize("fit", [Fit.AUTO, Fit.COVER, Fit.CONTAIN])
@pytest.mark.parametrize("motion", [MotionKind.STILL, MotionKind.ZOOM_IN])
def test_the_thinnest_pictures_are_shown(studio: Studio, size: tuple[int, int], fit: Fit, motion: MotionKind) -> None:
    path = studio.folder / "thin.png"
    Image.new("RGB", size, (255, 0, 0)).save(path)
    frame = frames_of(sequence([upload(studio, path)], motion=motion, fit=fit), studio, [10])[0]
    assert is_red(middle(frame), 12) if fit is Fit.COVER else int(frame.v.max()) > 138  # a line two pixels thin


def test_sixteen_thousand_pixels_square_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png_claiming(16_384, 16_384, zlib.compress(bytes(1_000_000))))
    with pytest.raises(MediaError) as caught:
        probe(path)
    assert caught.value.code is MediaFault.TOO_LARGE


def gif_reaching(x: int, y: int) -> bytes:
    """Two pictures, the second of them far outside the screen, in less than a hundred bytes (GIF89a, 20)."""
    colors = bytes((255, 0, 0, 0, 0, 255))
    dot = bytes((2, 2, 0x44, 0x01, 0))

    def picture(at: tuple[int, int], size: tuple[int, int], disposal: int) -> bytes:
        control = b"\x21\xf9\x04" + bytes((disposal << 2, 10, 0, 0, 0))
        return control + b"\x2c" + struct.pack("<HHHHB", *at, *size, 0) + dot

    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + colors
    return head + picture((0, 0), (1, 1), 1) + picture((x, y), (1, 1), 2) + picture((0, 0), (1, 1), 1) + b";"


def test_a_gif_with_pictures_outside_its_screen_asks_for_no_gigabytes(tmp_path: Path) -> None:
    path = tmp_path / "reach.gif"
    path.write_bytes(gif_reaching(60_000, 60_000))
    with pytest.raises(MediaError) as caught:
        probe(path)
    assert caught.value.code is MediaFault.TOO_LARGE
    path.write_bytes(gif_reaching(30, 20))
    assert probe(path).frames == 3


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_exif_orientation_stands_upright(studio: Studio, orientation: int) -> None:
    """Seen: bright at the top left, grey at the top right, dark below. Stored as each orientation stores it."""
    seen = np.zeros((64, 96, 3), np.uint8)
    seen[:32, :48], seen[:32, 48:] = 255, 128
    stored = {
        1: seen,
        2: seen[:, ::-1],
        3: seen[::-1, ::-1],
        4: seen[::-1],
        5: seen.transpose(1, 0, 2),
        6: np.rot90(seen, 1),
        7: np.rot90(seen.transpose(1, 0, 2), 2),
        8: np.rot90(seen, -1),
    }[orientation]
    path, exif = studio.folder / "turned.jpg", Image.Exif()
    exif[0x0112] = orientation
    Image.fromarray(np.ascontiguousarray(stored)).save(path, exif=exif, quality=95)
    media = upload(studio, path)
    assert (media.width, media.height) == (96, 64)
    y = frames_of(sequence([media], fit=Fit.CONTAIN), studio, [0])[0].y
    assert y[45, 100] > 225
    assert 110 < y[45, 220] < 150
    assert y[135, 100] < 30
    assert y[135, 220] < 30


def red(mode: str, size: tuple[int, int] = (96, 64)) -> Image.Image:
    return Image.new("RGB", size, (255, 0, 0)).convert(mode)


def adam7(path: Path) -> None:
    """An interlaced PNG (PNG, 8.2), red, 8 by 8: seven passes, each of its own size."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    passes = [(1, 1), (1, 1), (2, 1), (2, 2), (4, 2), (4, 4), (8, 4)]
    rows = b"".join((b"\0" + b"\xff\0\0" * width) * height for width, height in passes)
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 1)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)


def test_every_way_to_store_red_is_red(studio: Studio) -> None:
    folder = studio.folder
    red("CMYK").save(folder / "cmyk.jpg", quality=95)
    red("RGB").save(folder / "progressive.jpg", progressive=True, quality=95)
    red("P").save(folder / "palette.png")
    red("RGBA").save(folder / "alpha.png")
    red("RGB").save(folder / "lossless.webp", lossless=True)
    red("RGB").save(folder / "broken profile.jpg", icc_profile=b"no profile at all", quality=95)
    red("RGB").save(folder / "really a png.jpg", "PNG")
    red("RGB").save(folder / "no extension", "PNG")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    red("RGB").save(folder / "wrong profile.png", icc_profile=profile)
    (folder / "link.png").symlink_to(folder / "alpha.png")
    adam7(folder / "interlaced.png")
    found = {path.name: show(studio, path) for path in sorted(folder.iterdir())}
    assert {name: yuv for name, yuv in found.items() if not is_red(yuv, 6)} == {}
    assert len(found) == 11


@pytest.mark.parametrize(
    ("mode", "value", "wanted"),
    [("I;16", 32_896, 126), ("LA", (255, 128), 126), ("L", 128, 126), ("1", 1, 235), ("La", None, 126)],
)
def test_grey_is_grey_in_sixteen_bits_and_with_transparency(
    studio: Studio, mode: str, value: int | tuple[int, int] | None, wanted: int
) -> None:
    path = studio.folder / "grey.png"
    if value is None:  # a palette whose one colour is half transparent (tRNS)
        picture = Image.new("P", (96, 64), 0)
        picture.putpalette([255, 255, 255])
        picture.save(path, transparency=bytes([128]))
    elif mode == "I;16":
        Image.fromarray(np.full((64, 96), value, np.uint16)).save(path)
    else:
        Image.new(mode, (96, 64), value).save(path)
    y, u, v = show(studio, path)
    assert y == pytest.approx(wanted, abs=3)
    assert (u, v) == (128, 128)


def test_odd_disposals_are_put_together_as_they_were_meant(tmp_path: Path) -> None:
    """Restored to the background, restored to the one before, left: a dot wanders over a red ground."""
    ground = Image.new("RGBA", (32, 16), (255, 0, 0, 255))
    pictures = [ground]
    for x in (0, 8, 16):
        dot = Image.new("RGBA", (32, 16), (0, 0, 0, 0))
        dot.paste((0, 0, 255, 255), (x, 4, x + 8, 12))
        pictures.append(dot)
    path = tmp_path / "dots.gif"
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=50, disposal=[1, 3, 2, 1], loop=0)
    animation = Animation(path, "#000000")
    found = [animation.read(index) for index in range(4)]
    again = animation.read(1)
    animation.close()
    assert [tuple(picture[8, 4 + 8 * index]) for index, picture in enumerate(found[1:])] == [(0, 0, 255)] * 3
    assert tuple(found[2][8, 4]) == (255, 0, 0)
    assert np.array_equal(again, found[1])


@pytest.mark.parametrize("kind", ["folder", "pipe", "nothing", "dangling link", "no bytes", "text"])
def test_what_is_no_picture_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.jpg"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "dangling link":
        path.symlink_to(tmp_path / "gone.jpg")
    elif kind != "nothing":
        path.write_text("Dear diary" if kind == "text" else "")
    with pytest.raises(MediaError) as caught:
        probe(path)
    assert caught.value.message.endswith(".")


def test_a_playlist_opens_nothing_else(tmp_path: Path) -> None:
    """Readers of playlists open the files that it names: ours are asked alone, even behind the first look."""
    victim = numbered(tmp_path / "victim.mp4", steady(20, 5))
    path = tmp_path / "list"
    text = f"ffconcat version 1.0\nfile {victim.name}\n".encode()
    path.write_bytes(b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + text)
    with pytest.raises(MediaError) as caught:
        probe(path)
    assert caught.value.code is MediaFault.BROKEN
    path.write_bytes(text)
    with pytest.raises(av.FFmpegError):
        open_recording(path)


def code_of(studio: Studio, media: list[Media], harm: Path) -> str:
    """The code with which a render ends whose file ``harm`` vanishes once it has begun to paint."""
    order = studio.order(sequence(media, 40_000, MotionKind.ZOOM_IN))

    def tell(share: float, doing: str) -> None:
        if doing == "painting":
            harm.unlink(missing_ok=True)

    with pytest.raises((MediaError, Refusal)) as caught:
        carry_out(order, tell)
    return failure_of(caught.value, order)["code"]


def test_a_picture_that_vanishes_in_the_middle_is_said(studio: Studio) -> None:
    media = [studio.flat("a.png", (200, 40, 40)), studio.flat("b.png", (40, 40, 200))]
    assert code_of(studio, media, studio.folder / "b.png") == "SOURCE_MISSING"


def test_a_file_that_is_a_pipe_by_the_time_of_the_render_does_not_hold_it_up(studio: Studio) -> None:
    media = studio.flat("a.png", (200, 40, 40))
    (studio.folder / "a.png").unlink()
    os.mkfifo(studio.folder / "a.png")
    order = studio.order(sequence([media]))
    with pytest.raises(Refusal) as caught:
        carry_out(order, lambda _share, _doing: None)
    assert caught.value.code == "SOURCE_MISSING"


def test_a_file_that_grew_after_its_probe_is_rendered(studio: Studio) -> None:
    path = numbered(studio.folder / "a.mkv", steady(20, 40))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    facts = probe(path)
    media = studio.add(path, MediaKind.VIDEO, (facts.width, facts.height), facts.duration_ms)
    path.write_bytes(whole)
    assert carry_out(studio.order(sequence([media], 2000)), lambda _share, _doing: None)["frames"] == 40
