"""Every file has its facts, or one clear sentence with a remedy."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms
from tests.media.conftest import MakeSound, MakeVideo

from kineograph.media import MediaError, MediaFault, check_decodable, probe, to_jpeg
from kineograph.media.formats import JPG
from kineograph.media.opening import opened_picture
from kineograph.timeline.vocabulary import MediaKind


def refused(path: Path) -> MediaError:
    with pytest.raises(MediaError) as caught:
        check_decodable(path)
    assert caught.value.message.endswith(".")
    assert caught.value.hint.endswith(".")
    return caught.value


@pytest.mark.requirement("upload.exists")
def test_a_missing_file_a_folder_and_an_empty_file_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    assert refused(tmp_path / "none.jpg").code is MediaFault.MISSING
    assert refused(tmp_path).code is MediaFault.FOLDER
    assert refused(tmp_path / "empty.jpg").code is MediaFault.EMPTY


@pytest.mark.requirement("upload.content-decides")
def test_text_named_jpg_is_not_media(tmp_path: Path) -> None:
    path = tmp_path / "notes.jpg"
    path.write_text("Dear diary")
    assert refused(path).code is MediaFault.NOT_MEDIA


def test_a_truncated_jpeg_is_found_by_the_probe(photo: Path) -> None:
    whole = photo.read_bytes()
    photo.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(MediaError) as caught:
        probe(photo)
    assert caught.value.code is MediaFault.BROKEN


@pytest.mark.requirement("upload.decodable")
@pytest.mark.parametrize("name", ["a.png", "a.webp", "a.gif"])
def test_other_truncated_pictures_do_not_decode(photo: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    Image.open(photo).save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert refused(path).code is MediaFault.BROKEN


def test_a_picture_of_twenty_thousand_pixels_square_is_refused_by_its_header(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    path.write_bytes(png_claiming(20_000, 20_000))
    error = refused(path)
    assert error.code is MediaFault.TOO_LARGE
    assert "20000 x 20000 is 400 megapixels" in error.message


def test_a_decompression_bomb_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png_claiming(60_000, 60_000, zlib.compress(bytes(1_000_000))))
    assert refused(path).code is MediaFault.TOO_LARGE


def test_one_pixel_is_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "dot.png"
    Image.new("RGB", (1, 1), "red").save(path)
    facts = check_decodable(path)
    assert (facts.kind, facts.width, facts.height) == (MediaKind.IMAGE, 1, 1)


@pytest.mark.requirement("upload.orientation")
def test_sizes_are_as_seen_after_exif(tmp_path: Path) -> None:
    path = tmp_path / "turned.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 30), "blue").save(path, exif=exif)
    assert (probe(path).width, probe(path).height) == (30, 40)


@pytest.mark.parametrize("mode", ["CMYK", "L", "I;16", "RGBA", "P", "1"])
def test_every_kind_of_picture_becomes_a_jpeg(tmp_path: Path, mode: str) -> None:
    path = tmp_path / ("grey.png" if mode == "I;16" else f"a.{'jpg' if mode == 'CMYK' else 'png'}")
    if mode == "I;16":
        Image.fromarray(np.full((8, 8), 32_768, np.uint16)).save(path)
    else:
        Image.new("L", (8, 8), 128).convert("RGB" if mode == "RGBA" else mode).convert(mode).save(path)
    out = tmp_path / "out.jpg"
    check_decodable(path)
    to_jpeg(path, out)
    with Image.open(out) as made:
        assert (made.mode, made.size) == ("RGB", (8, 8))
        if mode not in ("1", "P"):
            assert np.asarray(made).mean() == pytest.approx(128, abs=4)


@pytest.mark.parametrize("name", ["a.gif", "a.webp"])
def test_an_animation_is_footage_with_a_duration(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    pictures = [Image.new("RGB", (16, 12), color) for color in ("red", "green", "blue")]
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=120, loop=0)
    facts = check_decodable(path)
    assert (facts.kind, facts.frames, facts.duration_ms) == (MediaKind.VIDEO, 3, 360)


def test_a_still_gif_is_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    Image.new("RGB", (16, 12), "red").save(path)
    assert probe(path).kind is MediaKind.IMAGE


@pytest.mark.requirement("upload.heic")
def test_a_profile_is_applied_and_left_behind(tmp_path: Path) -> None:
    path, out = tmp_path / "a.png", tmp_path / "a.jpg"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (10, 6), (200, 60, 30)).save(path, icc_profile=profile)
    to_jpeg(path, out)
    with Image.open(out) as made:
        assert "icc_profile" not in made.info
        pixel = made.getpixel((5, 3))
        assert isinstance(pixel, tuple)
        assert np.allclose(pixel, (200, 60, 30), atol=5)


@pytest.mark.parametrize(
    ("name", "codec", "sound"),
    [
        ("a.mp4", "libx264", "aac"),
        ("a.mov", "libx264", None),
        ("a.avi", "mpeg4", None),
        ("a.webm", "libvpx", None),
        ("a.mkv", "libx264", "aac"),
    ],
)
def test_footage_has_size_length_and_sound(make_video: MakeVideo, name: str, codec: str, sound: str | None) -> None:
    facts = check_decodable(make_video(name, codec, sound=sound))
    assert (facts.kind, facts.format.extension) == (MediaKind.VIDEO, Path(name).suffix)
    assert (facts.width, facts.height, facts.has_sound) == (96, 64, sound is not None)
    assert facts.duration_ms == pytest.approx(1000, abs=60)


@pytest.mark.parametrize(
    ("name", "codec"), [("a.mp3", "libmp3lame"), ("a.wav", "pcm_s16le"), ("a.m4a", "aac"), ("a.aac", "aac")]
)
def test_sound_has_a_length(make_sound: MakeSound, name: str, codec: str) -> None:
    facts = check_decodable(make_sound(name, codec))
    assert (facts.kind, facts.width, facts.has_sound) == (MediaKind.AUDIO, 0, True)
    assert facts.duration_ms == pytest.approx(1000, abs=120)


def test_rotation_in_the_container_turns_the_size(make_video: MakeVideo) -> None:
    path = make_video("a.mp4")
    path.write_bytes(turned(path.read_bytes()))
    assert (probe(path).width, probe(path).height) == (64, 96)


@pytest.mark.requirement("upload.decodable")
def test_a_video_cut_short_is_broken(make_video: MakeVideo) -> None:
    path = make_video("a.mp4")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert refused(path).code is MediaFault.BROKEN


def png_claiming(width: int, height: int, pixels: bytes = b"") -> bytes:
    """A PNG whose header says more than its body holds."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def turned(mp4: bytes) -> bytes:
    """A display matrix that turns by 90° in the track header (ISO/IEC 14496-12, 8.3.2)."""
    one = struct.pack(">i", 0x10000)
    upright = one + bytes(12) + one + bytes(12) + struct.pack(">i", 0x40000000)
    minus = struct.pack(">i", -0x10000)
    quarter = bytes(4) + one + bytes(4) + minus + bytes(16) + struct.pack(">i", 0x40000000)
    track = mp4.index(b"tkhd")
    at = mp4.index(upright, track)
    return mp4[:at] + quarter + mp4[at + len(upright) :]


def test_a_picture_that_vanishes_before_it_is_opened_is_missing_not_broken(tmp_path: Path) -> None:
    with pytest.raises(MediaError) as caught, opened_picture(tmp_path / "gone.jpg", JPG):
        pass
    assert caught.value.code is MediaFault.MISSING
