"""What is kept of a render: an edit encodes what it touched, a damaged piece is made again, a folder has limits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.render.conftest import Studio, sequence

from kineograph.media.facts import MediaError, MediaFault
from kineograph.studio.render.encode.track import Track
from kineograph.studio.render.failures import failure_of
from kineograph.studio.render.kept import fingerprints
from kineograph.studio.render.kept.coded import CodedFrame, pack, unpack
from kineograph.studio.render.kept.keeping import Keep, tidy
from kineograph.studio.render.orders import RenderOrder
from kineograph.studio.render.worker import carry_out
from kineograph.timeline.clips import SoundClip, TextClip, Timeline
from kineograph.timeline.layout import rebuild
from kineograph.timeline.outputs import Output
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import ClipId, MediaId, Motion, MotionKind, TransitionKind


def quiet(_share: float, _doing: str) -> None:
    pass


def project(studio: Studio, count: int = 6) -> Timeline:
    media = [studio.flat(f"{n}.png", (40 * n, 200 - 20 * n, 90)) for n in range(count)]
    timeline = sequence(media, 2000, MotionKind.ZOOM_IN, TransitionKind.CROSSFADE)
    return rebuild(
        timeline, texts=[TextClip(ClipId("t"), Span(0, 1), "Title")], sounds=[SoundClip(ClipId("s"), Span(0, 1))]
    )


def kept_order(studio: Studio, timeline: Timeline, name: str) -> RenderOrder:
    return replace(studio.order(timeline), out=studio.folder / name, keep=studio.folder / "pieces")


def pictures_of(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(video=0) if packet.size]


def pieces(studio: Studio) -> set[str]:
    return {path.name for path in (studio.folder / "pieces").iterdir()}


def test_the_same_order_again_encodes_nothing_and_gives_the_same_file(studio: Studio) -> None:
    timeline = project(studio)
    carry_out(kept_order(studio, timeline, "a.mp4"), quiet)
    before = {path: path.stat().st_ino for path in (studio.folder / "pieces").iterdir()}
    carry_out(kept_order(studio, timeline, "b.mp4"), quiet)
    assert (studio.folder / "a.mp4").read_bytes() == (studio.folder / "b.mp4").read_bytes()
    assert {path: path.stat().st_ino for path in (studio.folder / "pieces").iterdir()} == before


def test_what_is_kept_is_what_would_be_made(studio: Studio) -> None:
    timeline = project(studio)
    carry_out(kept_order(studio, timeline, "a.mp4"), quiet)
    carry_out(kept_order(studio, timeline, "b.mp4"), quiet)
    carry_out(replace(studio.order(timeline), out=studio.folder / "c.mp4"), quiet)
    assert (studio.folder / "b.mp4").read_bytes() == (studio.folder / "c.mp4").read_bytes()


@pytest.mark.parametrize("longer", [False, True])
def test_an_edit_of_one_clip_leaves_the_other_pieces_as_they_were(studio: Studio, longer: bool) -> None:
    timeline = project(studio, 8)
    carry_out(kept_order(studio, timeline, "a.mp4"), quiet)
    known = pieces(studio)
    clips = list(timeline.visuals)
    longer_clip, other_move = replace(clips[3], span=Span(0, 2500)), replace(clips[3], motion=Motion(MotionKind.PAN_UP))
    clips[3] = longer_clip if longer else other_move
    carry_out(kept_order(studio, rebuild(timeline, visuals=clips), "b.mp4"), quiet)
    fresh = [name for name in pieces(studio) - known if name.startswith("pictures")]
    assert 1 <= len(fresh) <= 3
    before, after = pictures_of(studio.folder / "a.mp4"), pictures_of(studio.folder / "b.mp4")
    assert before[:100] == after[:100]
    assert before[-120:] == after[-120:]


def test_a_render_that_was_ended_half_way_goes_on_from_there(studio: Studio) -> None:
    timeline = project(studio)

    def ended(share: float, _doing: str) -> None:
        if share > 0.6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        carry_out(kept_order(studio, timeline, "a.mp4"), ended)
    before = {path: path.stat().st_ino for path in (studio.folder / "pieces").glob("pictures-*")}
    carry_out(kept_order(studio, timeline, "b.mp4"), quiet)
    carry_out(replace(studio.order(timeline), out=studio.folder / "c.mp4"), quiet)
    assert len(before) >= 2
    assert {path: path.stat().st_ino for path in before} == before
    assert (studio.folder / "b.mp4").read_bytes() == (studio.folder / "c.mp4").read_bytes()


def test_a_damaged_piece_is_made_again(studio: Studio) -> None:
    timeline = project(studio)
    carry_out(kept_order(studio, timeline, "a.mp4"), quiet)
    for path in (studio.folder / "pieces").iterdir():
        path.write_bytes(path.read_bytes()[:-3] + b"xyz")
    carry_out(kept_order(studio, timeline, "b.mp4"), quiet)
    assert (studio.folder / "a.mp4").read_bytes() == (studio.folder / "b.mp4").read_bytes()


def test_a_changed_picture_is_not_taken_for_the_old_one(studio: Studio) -> None:
    timeline = project(studio)
    carry_out(kept_order(studio, timeline, "a.mp4"), quiet)
    studio.flat("0.png", (255, 255, 255))
    carry_out(kept_order(studio, timeline, "b.mp4"), quiet)
    assert pictures_of(studio.folder / "a.mp4")[0] != pictures_of(studio.folder / "b.mp4")[0]


def test_a_picture_that_is_gone_when_it_is_named_is_said_to_be_gone(studio: Studio) -> None:
    """Not that the video could not be written, which is what an error of the disk would say."""
    order = kept_order(studio, project(studio), "a.mp4")

    def vanished(_share: float, doing: str) -> None:
        if doing == "looking at the pictures":
            studio.sources[MediaId("3.png")].unlink(missing_ok=True)

    with pytest.raises(MediaError) as caught:
        carry_out(order, vanished)
    assert failure_of(caught.value, order)["code"] == "SOURCE_MISSING"


def test_a_folder_that_cannot_be_written_costs_nothing_but_the_favour(studio: Studio) -> None:
    (studio.folder / "pieces").write_bytes(b"a file where a folder should be")
    assert carry_out(kept_order(studio, project(studio), "a.mp4"), quiet)["frames"] == 240


def test_the_longest_unused_piece_goes_first_and_halves_go_too(tmp_path: Path) -> None:
    keep = Keep(tmp_path)
    for name in ("old", "newer", "newest"):
        keep.put(name, b"x" * 100)
    for second, name in enumerate(("old", "newest", "newer")):
        os.utime(tmp_path / name, (second, second))
    keep.get("old")
    (tmp_path / ".x.1.2.part").write_bytes(b"half")
    tidy(tmp_path, 200)
    assert {path.name for path in tmp_path.iterdir()} == {"old", "newer"}


def test_a_disk_that_is_nearly_full_is_left_to_the_video(tmp_path: Path) -> None:
    keep = Keep(tmp_path / "pieces", reserve=10**18)
    keep.put("piece", b"x")
    assert keep.get("piece") is None
    assert list((tmp_path / "pieces").iterdir()) == []


def test_frames_come_back_as_they_were_packed() -> None:
    frames = [CodedFrame(0, -2, 1, True, b"abc"), CodedFrame(3, -1, 1024, False, b"")]
    assert unpack(pack(frames)) == frames


@pytest.mark.parametrize("cut", range(0, 40, 3))
def test_half_a_piece_is_no_piece(cut: int) -> None:
    packed = pack([CodedFrame(0, -2, 1, True, b"abc"), CodedFrame(3, -1, 1024, False, b"defg")])
    with pytest.raises(ValueError, match="not whole"):
        unpack(packed[:cut])


def test_a_piece_is_named_by_the_libraries_that_made_it() -> None:
    """Were they not found, a new version would hand out what an old one made."""
    names = [name.split("-")[0] for name in fingerprints._installed()]
    assert {"av", "numpy", "opencv_python_headless", "pillow", "pi_heif", "fontpkg_noto_sans"} <= set(names)


def test_a_sound_that_fails_while_it_is_begun_fails_where_it_is_asked_for(tmp_path: Path) -> None:
    def broken() -> Iterator[NDArray[np.float32]]:
        yield np.zeros((2, 10), np.float32)
        raise MediaError(MediaFault.BROKEN, "song.mp3 is damaged", "")

    track = Track(Keep(None), "sound", broken, Output())
    track.begin()
    with pytest.raises(MediaError, match="damaged"):
        track.until(48_000)
