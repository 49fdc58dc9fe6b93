"""What is kept between turns and between processes: the ledger's transactions, histories, the home's files."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kineograph.studio.accounts import issue_token
from kineograph.studio.home import Home, LinkSigner
from kineograph.studio.ledger import Ledger, LedgerError, connect
from kineograph.studio.projects import create_project, load_history, load_standing, save_history
from kineograph.timeline import CUT, History, Media, MediaId, MediaKind, Mood, Motion, MotionKind, When
from kineograph.timeline.edits import (
    AddCaptions,
    AddClips,
    AddText,
    Edit,
    Redo,
    RemoveClips,
    SetDuration,
    SetFrame,
    SetMusic,
    SetTransition,
    Undo,
)
from kineograph.timeline.vocabulary import Anchor, TransitionKind

PICTURE = Media(MediaId("p"), MediaKind.IMAGE, "夏日 \u2028.jpg", 4000, 3000)
FOOTAGE = Media(MediaId("v"), MediaKind.VIDEO, "clip.mp4", 1080, 1920, 12_345, has_sound=True)
SONG = Media(MediaId("s"), MediaKind.AUDIO, "song.mp3", duration_ms=60_000, has_sound=True)
STEPS: tuple[Edit | Undo | Redo, ...] = (
    AddClips((PICTURE, FOOTAGE, PICTURE), motions=(Motion(MotionKind.PAN_LEFT, 0.1), Motion())),
    SetTransition(TransitionKind.WIPE_UP, 333),
    SetMusic(SONG, Mood.CALM, 0.1 + 0.2),
    AddText("Héllo\n世界", when=When(Anchor.END, 0, 1500), size=1 / 15),
    AddCaptions(("One", "二"), color="#ffee00"),
    SetDuration(1234, target=(1,)),
    SetFrame(1080, 1920),
    Undo(2),
    Redo(),
    RemoveClips((2,)),
)


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    ledger = Ledger(tmp_path / "studio.sqlite3")
    ledger.open()
    ledger.close()
    connection = connect(tmp_path / "studio.sqlite3")
    yield connection
    connection.close()


def test_a_history_comes_back_as_it_was(rows: sqlite3.Connection) -> None:
    made = issue_token(rows, "client", 0)
    assert made is not None
    session = create_project(rows, made.account_id, "x", "", 0).id
    assert load_history(rows, session) == History()
    history = History()
    for step in STEPS:
        history = history.do([step])
        save_history(rows, session, history)
        assert load_history(rows, session) == history
        standing = load_standing(rows, session)
        assert (standing.timeline, standing.revision) == (history.now, history.revision)
        assert (standing.can_undo, standing.can_redo) == (bool(history.past), bool(history.future))
    assert CUT not in [clip.transition for clip in history.now.visuals]
    kept = rows.execute("select count(*) from snapshot").fetchone()[0]
    assert kept == len({history.now, *history.past, *history.future})


async def test_a_transaction_is_whole_or_not_at_all(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "studio.sqlite3")
    ledger.open()

    def half(rows: sqlite3.Connection) -> None:
        issue_token(rows, "client", 0)
        raise KeyError("in the middle")

    with pytest.raises(KeyError):
        await ledger.write(half)
    assert await ledger.read(lambda rows: rows.execute("select count(*) from account").fetchone()[0]) == 0
    with pytest.raises(LedgerError, match="records"):
        await ledger.write(lambda rows: rows.execute("insert into token values ('h', 'nobody', 0, 0)"))
    ledger.close()
    with pytest.raises(LedgerError, match="closing"):
        await ledger.read(lambda rows: rows.execute("select 1"))


def test_every_connection_is_set_up_the_same_way(rows: sqlite3.Connection) -> None:
    expected = {"foreign_keys": 1, "synchronous": 2, "busy_timeout": 10_000}
    assert {name: rows.execute(f"pragma {name}").fetchone()[0] for name in expected} == expected


def test_a_file_that_is_no_ledger_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "studio.sqlite3").write_bytes(b"no database at all" * 100)
    with pytest.raises(LedgerError, match="cannot be used"):
        Ledger(tmp_path / "studio.sqlite3").open()


def test_two_homes_in_one_place_share_one_secret(tmp_path: Path) -> None:
    one, two = Home(tmp_path / "h"), Home(tmp_path / "h")
    one.prepare()
    secret = one.secret()
    two.prepare()
    assert (two.secret(), len(secret)) == (secret, 32)
    assert [path.name for path in (tmp_path / "h").glob("secret*")] == ["secret"]


def test_only_what_has_been_left_for_a_day_is_swept(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.prepare()
    for name, age in (("old.part", 86_401), ("new.part", 86_399)):
        (home.incoming / name).write_bytes(b"x")
        os.utime(home.incoming / name, (1_000_000 - age, 1_000_000 - age))
    home.sweep(1_000_000)
    assert [path.name for path in home.incoming.iterdir()] == ["new.part"]


def test_a_video_goes_with_everything_that_was_left_of_it(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.prepare()
    for path in (home.video(1), home.video(1).with_name(".1.mp4.abc.part"), home.video(11)):
        path.write_bytes(b"x")
    home.clear_video(1)
    assert [path.name for path in home.video(1).parent.iterdir()] == ["11.mp4"]


@pytest.mark.parametrize("expires", ["", "-1", "1e9", "٣", "9" * 40])
def test_a_link_with_a_strange_expiry_is_refused(expires: str) -> None:
    assert not LinkSigner(b"secret").allows("/x", expires, "00", 0)
