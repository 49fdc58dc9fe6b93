"""A finished MP4 is opened again before it is called done."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.media.conftest import MakeSound, MakeVideo

from kineograph.media import MediaError, MediaFault, verify_mp4
from kineograph.media.verifying import top_boxes


@pytest.mark.requirement("export.facts")
def test_a_whole_mp4_tells_its_facts(make_video: MakeVideo) -> None:
    facts = verify_mp4(make_video("a.mp4", sound="aac"))
    assert (facts.video_codec, facts.pix_fmt, facts.width, facts.height) == ("h264", "yuv420p", 96, 64)
    assert (facts.frames, facts.fps, facts.duration_ms) == (20, 20.0, 1000)
    assert facts.audio_codec == "aac"
    assert not facts.moov_first  # written without faststart: the index comes last


@pytest.mark.requirement("export.length-is-checked")
def test_a_cut_mp4_is_found_by_its_boxes(make_video: MakeVideo) -> None:
    path = make_video("a.mp4")
    assert top_boxes(path)[0] == "ftyp"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(MediaError) as caught:
        verify_mp4(path)
    assert caught.value.code is MediaFault.BROKEN


@pytest.mark.requirement("export.container-is-opened")
@pytest.mark.parametrize("body", [b"<html>not found</html>", b""])
def test_what_is_no_mp4_is_refused(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(body)
    with pytest.raises(MediaError):
        verify_mp4(path)


@pytest.mark.requirement("export.picture-is-checked")
def test_sound_alone_is_no_video(make_sound: MakeSound) -> None:
    path = make_sound("a.m4a", "aac")
    with pytest.raises(MediaError):
        verify_mp4(path.rename(path.with_suffix(".mp4")))
