"""A file is what its first bytes say, whatever its name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kineograph.media import sniff

KNOWN = [
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "jpg"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "png"),
    (b"GIF89a\x01\x00", "gif"),
    (b"GIF87a\x01\x00", "gif"),
    (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "webp"),
    (b"RIFF\x10\x00\x00\x00WAVEfmt ", "wav"),
    (b"RIFF\x10\x00\x00\x00AVI LIST", "avi"),
    (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "heic"),
    (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic", "heic"),
    (b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomavc1", "mp4"),
    (b"\x00\x00\x00\x14ftypqt  \x00\x00\x02\x00qt  ", "mov"),
    (b"\x00\x00\x00\x08wide\x00\x10\x00\x00mdat", "mov"),
    (b"\x00\x00\x00\x18ftypM4A \x00\x00\x02\x00isomM4A ", "m4a"),
    (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm", "webm"),
    (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska", "mkv"),
    (b"ID3\x04\x00\x00", "mp3"),
    (b"\xff\xfb\x90\x64\x00", "mp3"),
    (b"\xff\xf1\x4c\x80\x00", "aac"),
]


@pytest.mark.requirement("upload.content-decides")
@pytest.mark.parametrize(("head", "name"), KNOWN)
def test_a_format_is_known_by_its_first_bytes(head: bytes, name: str) -> None:
    found = sniff(head)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"hello, I am not a picture",
        b"<!DOCTYPE html><html>",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"\xff\xfeh\x00e\x00l\x00l\x00o\x00",
        b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1",
        b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avif",
        b"\x1a\x45\xdf\xa3\x00\x00",
        b"RIFF\x10\x00\x00\x00RDIB",
    ],
)
def test_what_is_not_ours_is_nothing(head: bytes) -> None:
    assert sniff(head) is None


@given(st.binary(max_size=64))
def test_any_bytes_have_an_answer(head: bytes) -> None:
    found = sniff(head)
    assert found is None or found.extension == f".{found.name}"
