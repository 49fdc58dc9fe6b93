"""The ledger: private, whole after a crash, shared by processes, truthful about its own failures."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kineograph.errors import HumanMustAct, OutcomeUnknown, TryLater
from kineograph.sessions import storage
from kineograph.sessions.ledger import Ledger
from kineograph.sessions.records import (
    ExportRow,
    SessionRow,
    Step,
    TurnRow,
    UploadRow,
    read_error,
    read_result,
    write_error,
    write_result,
)
from kineograph.sessions.storage import FILE, SCHEMA_VERSION, has_unfinished
from kineograph.sessions.views import ExportView, TurnView

RACER = """
import sys
from pathlib import Path
import anyio
from kineograph.sessions import storage
from kineograph.sessions.ledger import Ledger
from kineograph.sessions.records import TurnRow

async def main(home, name):
    ledger = Ledger(Path(home))
    wins = 0
    for turn in range(30):
        row = TurnRow(f"{name}-{turn}", f"s{turn}", "here")
        wins += (await ledger.begin(row)).id == row.id
    await ledger.aclose()
    print(wins)

anyio.run(main, *sys.argv[1:])
"""


@pytest.fixture
async def ledger(tmp_path: Path) -> Ledger:
    opened = Ledger(tmp_path / "home")
    await opened.add(SessionRow("s", "here", used_at=1))
    return opened


@pytest.mark.requirement("jobs.private-ledger")
async def test_the_ledger_is_private_and_durable(ledger: Ledger) -> None:
    assert stat.S_IMODE(ledger.path.stat().st_mode) == 0o600
    await ledger.aclose()
    assert (await Ledger(ledger.path.parent).session("s")) == SessionRow("s", "here", used_at=1)
    with sqlite3.connect(ledger.path) as db:
        mode = db.execute("pragma journal_mode").fetchone()[0]
    db.close()
    assert mode == ("wal" if sqlite3.sqlite_version_info >= (3, 51, 3) else "delete")


@pytest.mark.requirement("turn.one-at-a-time")
async def test_one_turn_at_a_time_in_a_session(ledger: Ledger) -> None:
    first, second = TurnRow("t1", "s", "here", "a"), TurnRow("t2", "s", "here", "b")
    assert (await ledger.begin(first)).id == "t1"
    assert (await ledger.begin(second)).id == "t1"
    assert await ledger.set_job(first, state=Step.DONE)
    assert not await ledger.set_job(first, state=Step.PLANNED)
    assert (await ledger.begin(second)).id == "t2"


@pytest.mark.requirement("export.same-draft-same-job")
async def test_one_export_of_one_draft_at_a_time(ledger: Ledger) -> None:
    def row(number: int, draft: str, aspect: str = "") -> ExportRow:
        return ExportRow(f"e{number}", "s", "here", "r", draft_hash=draft, aspect=aspect)

    assert (await ledger.begin(row(1, "d"))).id == "e1"
    assert (await ledger.begin(row(2, "d"))).id == "e1"
    assert (await ledger.begin(row(3, "other"))).id == "e3"
    assert (await ledger.begin(row(4, "", "9:16"))).id == "e4"
    await ledger.set_job(row(4, ""), draft_hash="known by now")
    assert (await ledger.begin(row(5, "", "9:16"))).id == "e4"


@pytest.mark.requirement("turn.one-across-processes")
async def test_processes_that_race_begin_each_turn_once(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    for turn in range(30):
        await ledger.add(SessionRow(f"s{turn}", "here"))
    await ledger.aclose()
    racers = [
        subprocess.Popen(  # noqa: ASYNC220 - starting them takes no time worth yielding
            [sys.executable, "-c", RACER, str(tmp_path), name],
            stdout=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": ":".join(sys.path)},
        )
        for name in "abc"
    ]
    assert sum(int(racer.communicate(timeout=30)[0]) for racer in racers) == 30


async def test_sessions_follow_the_one_that_took_their_place(ledger: Ledger) -> None:
    await ledger.add(SessionRow("s2", "here", used_at=0))
    await ledger.replace_session("s", "s2", 9)
    found = await ledger.session("s")
    assert found is not None
    assert found.id == "s2"
    latest = await ledger.latest_session("here")
    assert latest is not None
    assert latest.id == "s2"
    await ledger.replace_session("s2", "s", 9)
    await ledger.session("s")  # a circle ends


async def test_a_row_needs_its_session(ledger: Ledger) -> None:
    with pytest.raises(HumanMustAct):
        await ledger.add(UploadRow("nobody", "h", "done", "a.jpg"))
    assert await ledger.session("s")


@pytest.mark.requirement("jobs.ledger-failures")
async def test_a_damaged_ledger_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"this is no database" * 100)
    with pytest.raises(HumanMustAct, match="Move it away") as failed:
        await Ledger(tmp_path).session("s")
    assert failed.value.code == "LEDGER_DAMAGED"


@pytest.mark.requirement("jobs.ledger-versions")
async def test_a_newer_ledger_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("pragma user_version = 99")
    db.close()
    with pytest.raises(HumanMustAct) as failed:
        await Ledger(tmp_path).session("s")
    assert failed.value.code == "LEDGER_TOO_NEW"


def test_results_and_failures_survive_the_ledger() -> None:
    turn = TurnView("said", "silent", ("a", "b"), "Timeline", credits_before=3)
    assert read_result(TurnRow("t", "s", "x", result=write_result(turn))) == turn
    export = ExportView("p", "u", 1, 2, 3, 4, 29.97, "h264", "aac")
    assert read_result(ExportRow("e", "s", "x", result=write_result(export))) == export
    for error in (OutcomeUnknown("A", "advice", "detail"), TryLater("B", "later")):
        found = read_error(TurnRow("t", "s", "x", error=write_error(error)))
        assert found is not None
        assert (type(found), found.code, found.advice, found.detail) == (
            type(error),
            error.code,
            error.advice,
            error.detail,
        )
    assert read_error(TurnRow("t", "s", "x")) is None
    assert read_result(TurnRow("t", "s", "x")) is None


async def test_a_glance_tells_whether_work_waits(tmp_path: Path) -> None:
    assert not has_unfinished(tmp_path / "none")
    ledger = Ledger(tmp_path)
    await ledger.add(SessionRow("s", "here"))
    assert not has_unfinished(tmp_path)
    row = ExportRow("export_1", "s", "here", state=Step.RENDERING)
    await ledger.add(row)
    assert has_unfinished(tmp_path)
    await ledger.cancel_job(row)
    assert not has_unfinished(tmp_path)
    await ledger.aclose()
    (tmp_path / FILE).write_bytes(b"no database")
    assert not has_unfinished(tmp_path)


@pytest.mark.requirement("jobs.ledger-versions")
async def test_a_ledger_of_the_version_before_is_taken_on(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    await ledger.add(SessionRow("s", "here"))
    await ledger.aclose()
    db = sqlite3.connect(tmp_path / FILE)
    db.execute("alter table turn drop column after")
    for column in ("told_at", "edits"):
        db.execute(f"alter table turn drop column {column}")
    for column in ("revision", "seen"):
        db.execute(f"alter table session drop column {column}")
    for column in ("container", "resolution", "fps"):
        db.execute(f"alter table export drop column {column}")
    db.execute("pragma user_version = 1")
    db.close()
    again = Ledger(tmp_path)
    assert await again.session("s") is not None
    await again.add(TurnRow("turn_1", "s", "here", after="mark", told_at=3.0))
    assert await again.last_turn("s") == TurnRow("turn_1", "s", "here", after="mark", told_at=3.0)
    await again.aclose()
    db = sqlite3.connect(tmp_path / FILE)
    assert db.execute("pragma user_version").fetchone() == (SCHEMA_VERSION,)
    db.close()


@pytest.mark.requirement("surface.revisions-grow")
async def test_a_revision_grows_with_what_is_seen_and_never_goes_back(ledger: Ledger) -> None:
    seen = [await ledger.revision("s", trace) for trace in ("a", "a", "b", "a", "a")]
    assert seen == [1, 1, 2, 3, 3]
    await ledger.aclose()
    assert await Ledger(ledger.path.parent).revision("s", "a") == 3
    assert await ledger.revision("nobody's", "a") == 0


async def test_a_call_gives_up_behind_another_that_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "BUSY_MS", 20)
    ledger = Ledger(tmp_path)
    with ledger._guard, pytest.raises(HumanMustAct):
        await ledger.job("turn_x")
    assert await ledger.job("turn_x") is None
    await ledger.aclose()
