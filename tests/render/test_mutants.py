"""Damaged files of every format end refused, or rendered and verified: never in a crash, a hang or endless memory.

The files are met in a process of their own, so that one that dies, or is stopped by the watchdog, is a failure here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.render.mutants import FORMATS, FRAMES, make, meet, mutant, order_for

from kineograph.media import probe
from kineograph.studio.render.service import RenderError, render

ROOT = Path(__file__).resolve().parents[2]
WATCHDOG_S = 300
PEAK_KB = 700_000


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def met(folder: Path, kinds: Iterable[str], seeds: range) -> dict[str, str]:
    """How each mutant ended, by its name."""
    place = folder / "mutants"
    place.mkdir()
    for kind in kinds:
        whole = make(folder, kind)
        (place / f"whole.{kind}").write_bytes(whole)
        for seed in seeds:
            (place / f"{seed:05d}.{kind}").write_bytes(mutant(whole, seed + 1_000_000 * FORMATS.index(kind)))
    command = [sys.executable, "-m", "tests.render.mutants", str(folder)]
    with (folder / "stderr").open("w") as notes:
        done = subprocess.run(
            command, check=False, cwd=ROOT, stdout=subprocess.PIPE, stderr=notes, text=True, timeout=WATCHDOG_S
        )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    after = rows[-1][0] if rows else "the start"
    assert done.returncode == 0, f"the process ended with {done.returncode} after {after}"
    assert len(rows) == len(list(place.iterdir()))
    assert max(row[2] for row in rows) < PEAK_KB
    return {row[0]: row[1] for row in rows}


def judge(ends: dict[str, str]) -> None:
    assert {name: end for name, end in ends.items() if end.startswith("wrong")} == {}
    assert {name: end for name, end in ends.items() if name.startswith("whole") and end != "rendered"} == {}


def test_a_few_damaged_files_of_every_format_end_as_they_should(tmp_path: Path) -> None:
    ends = met(tmp_path, FORMATS, range(2))
    judge(ends)
    assert {"refused", "rendered"} <= Counter(ends.values()).keys()


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORMATS)
def test_two_hundred_damaged_files_of_a_format_end_as_they_should(tmp_path: Path, kind: str) -> None:
    judge(met(tmp_path, [kind], range(100, 300)))


@pytest.mark.slow
@pytest.mark.anyio
@pytest.mark.parametrize("kind", ["png", "mp4", "webm", "m4a"])
async def test_some_of_them_end_the_same_through_the_service(tmp_path: Path, kind: str) -> None:
    """The worker's own process agrees with what its path says when it is called directly."""
    whole, plain = make(tmp_path, kind), tmp_path / "plain.png"
    plain.write_bytes(make(tmp_path, "png"))
    for seed in range(500, 503):
        path = tmp_path / f"{seed}.{kind}"
        path.write_bytes(mutant(whole, seed))
        direct = meet(path, plain, tmp_path / "direct.mp4")
        if direct == "refused":
            continue
        order = order_for(path, probe(path), plain, tmp_path / "out.mp4")
        try:
            ended = "rendered" if (await render(order, lambda _share, _doing: None)).frames == FRAMES else "wrong"
        except RenderError as error:
            ended = error.code
        assert ended == direct
