"""Servers, a studio and its renderers are killed at random while agents work; afterwards everything is counted.

    python -m tests.torture.torture --jobs 200 --kills 100 --seed 1

Two servers share one home; each of several agents has a session of its own and uses whichever server lives. Nothing is
faked: the programs are those that a user starts (``--pace 30`` lets the servers' own clock run that much faster, which
shortens the waits of a recovery). With ``--embedded`` each server has the studio inside, as on a user's own machine,
and dies with it. What is counted: jobs without an end or whose result cannot be read by their id (lost), instructions
accepted or drafts rendered more often than they were asked for (doubled), processes, renders and files that belong to
nobody (orphaned), successes with nothing behind them (empty). All four have to be zero.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import logging
import random
import re
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image
from tests.torture.processes import Program, Server, ServerDied, descendants, environment, free_port, is_alive

from kineograph.studio.accounts import read_charges
from kineograph.studio.home import Home
from kineograph.studio.renders import read_renders

MAKE = "make a video with 1 second for each picture and crossfades"
FAULTS = ("heartbeat=comment:0.2", "turn_delay=0.5", "run_survives=on")
_ID = re.compile(r"job (\w+)|job_id=(\w+)")


@dataclass(frozen=True)
class Plan:
    """``pace``: how fast the servers' clock runs, 1 for the real programs. ``gap_s``: between kills, at most.
    ``embedded``: no studio beside the servers."""

    jobs: int
    kills: int
    seed: int
    pace: float = 1.0
    agents: int = 10
    gap_s: float = 4.0
    embedded: bool = False


@dataclass
class Counts:
    """What came out. ``ended``: how jobs ended, by state or code."""

    jobs: int = 0
    kills: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    orphaned: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    ended: Counter[str] = field(default_factory=Counter)
    longest_call_s: float = 0.0

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.orphaned or self.empty)

    def __str__(self) -> str:
        bad = {name: getattr(self, name) for name in ("lost", "doubled", "orphaned", "empty")}
        lines = [
            f"{self.jobs} jobs, {sum(self.kills.values())} kills {self.kills}",
            f"longest call {self.longest_call_s:.1f} s",
            "ended: " + ", ".join(f"{count} {name}" for name, count in self.ended.most_common()),
            ", ".join(f"{len(found)} {name}" for name, found in bad.items()),
            *(f"  {name}: {what}" for name, found in bad.items() for what in found[:10]),
        ]
        return "\n".join(lines)


class Torture:
    """One run, under ``folder``."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan = plan
        self.folder = folder
        self.chance = random.Random(plan.seed)
        self.home, self.out = folder / "home", folder / "out"
        self.there = self.home if plan.embedded else folder / "there"
        port = 0 if plan.embedded else free_port()
        faults = [word for fault in FAULTS for word in ("--fault", fault)]
        self.studio = Program(
            "studio",
            ("-m", "kineograph", "studio", "--port", str(port), *faults),
            environment(self.there, self.out, 0),
            folder / "studio.log",
        )
        words = ("-m", "kineograph", "serve")
        if plan.pace != 1:
            words = ("-m", "tests.torture.paced_server", str(plan.pace))
        self.servers = [
            Server(f"server {number}", words, environment(self.home, self.out, port), folder / f"server{number}.log")
            for number in (1, 2)
        ]
        self.programs: list[Program] = [*self.servers] if plan.embedded else [self.studio, *self.servers]
        self.begun = 0
        self.known: dict[str, dict[str, Any]] = {}
        self.asked: Counter[str] = Counter()
        self.finished = asyncio.Event()

    async def run(self) -> Counts:
        for program in self.programs:
            await program.start()
        for number in range(self.plan.agents):
            for picture in (1, 2):
                shade = (number * 20 % 255, 90 * picture, 200 - number)
                Image.new("RGB", (320, 180), shade).save(self.folder / f"{number} {picture}.png")
        killing = asyncio.create_task(self.kill_at_random())
        try:
            async with asyncio.TaskGroup() as agents:
                for number in range(self.plan.agents):
                    agents.create_task(self.agent(number))
            self.finished.set()
            await killing
            return await self.count()
        finally:
            killing.cancel()
            for program in reversed(self.programs):
                await program.stop()

    async def kill_at_random(self) -> None:
        done = 0
        while not self.finished.is_set() and done < self.plan.kills:
            await asyncio.sleep(self.chance.uniform(0.1, self.plan.gap_s))
            victim = self.chance.choice((*self.programs, *self.servers, None))
            if victim is None:
                done += self.chance.choice(self.programs).kill_child()
                continue
            victim.kill()
            done += 1
            await victim.dead()
            await asyncio.sleep(self.chance.uniform(0, 1.0))
            await victim.start()

    async def agent(self, number: int) -> None:
        """Makes a video, then changes its title and exports it, again and again, until enough jobs were begun."""
        pictures = [str(self.folder / f"{number} {picture}.png") for picture in (1, 2)]
        session = ""
        while not session:
            _, _, found = await self.insist("upload_image", images=pictures, session_id="new")
            session = str(found.get("session_id", ""))
        step = 0
        await self.follow("send_instruction", instruction=f"{MAKE}, video {number}", session_id=session)
        while self.begun < self.plan.jobs:
            step += 1
            verb = "add the title" if step == 1 else "change the title to"
            await self.follow("send_instruction", instruction=f"{verb} 'A{number} S{step}'", session_id=session)
            await self.follow("export_video", session_id=session)

    async def follow(self, tool: str, **arguments: Any) -> None:
        """One job from its request to its end, through deaths of servers on the way."""
        self.begun += 1
        if "instruction" in arguments:
            self.asked[arguments["instruction"]] += 1
        is_error, text, found = await self.insist(tool, **arguments, wait_seconds=self.chance.choice((0, 5, 45)))
        job_id = str(found.get("job_id", ""))
        while not is_error and found.get("state") == "running":
            is_error, text, found = await self.insist("wait_for_job", job_id=job_id, wait_seconds=45)
        if job_id:
            self.known[job_id] = {"error": text.split(":")[0] if is_error else "", **found}
        elif text.startswith("BUSY"):
            other = _ID.search(text)
            if other is not None:
                await self.insist("wait_for_job", job_id=next(filter(None, other.groups())))

    async def insist(self, tool: str, **arguments: Any) -> tuple[bool, str, dict[str, Any]]:
        """Calls any server until one answers: the same call again, as a client does whose server died."""
        while True:
            try:
                return await self.chance.choice(self.servers).call(tool, **arguments)
            except ServerDied:
                await asyncio.sleep(0.3)

    async def count(self) -> Counts:
        counts = Counts(kills={each.name: each.kills for each in self.programs})
        await self.settled()
        rows = self.rows()
        counts.jobs = len(rows)
        for row in rows:
            await self.count_job(row, counts)
        counts.longest_call_s = max(server.longest_call for server in self.servers)
        self.count_doubled(rows, counts)
        await self.count_orphaned(rows, counts)
        return counts

    async def settled(self) -> None:
        """Jobs whose caller never heard of them end by themselves: a living server takes them up."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SETTLING_S / self.plan.pace + 60):
                while any(row["state"] not in ENDED for row in self.rows()):  # noqa: ASYNC110 - others write it
                    await asyncio.sleep(1)

    def rows(self) -> list[dict[str, Any]]:
        db = sqlite3.connect(self.home / "ledger.sqlite3", timeout=30)
        db.row_factory = sqlite3.Row
        try:
            turns = [{**row, "kind": "turn"} for row in map(dict, db.execute("select * from turn"))]
            return turns + [{**row, "kind": "export"} for row in map(dict, db.execute("select * from export"))]
        finally:
            db.close()

    async def count_job(self, row: dict[str, Any], counts: Counts) -> None:
        is_error, text, found = await self.insist("wait_for_job", job_id=row["id"], wait_seconds=0)
        code = text.split(":")[0]
        counts.ended[f"{row['kind']} {code if is_error else found['state']}"] += 1
        told = self.known.get(row["id"], {})
        if found.get("state") == "running":
            counts.lost.append(f"{row['id']} has no end: {text[:200]}")
        elif is_error != (row["state"] == "failed") or code in ("NO_SUCH_JOB", "INTERNAL"):
            counts.lost.append(f"{row['id']}: {text[:200]}")
        elif told and (told["error"] != (code if is_error else "") or told.get("turn") != found.get("turn")):
            counts.lost.append(f"{row['id']} changed its answer: {told} / {text[:200]}")
        elif not is_error:
            self.count_empty(row, found, counts)

    def count_empty(self, row: dict[str, Any], found: dict[str, Any], counts: Counts) -> None:
        turn, video = found.get("turn"), found.get("video")
        if turn is not None:
            title = re.search(r"'(A\d+ S\d+)'", row["instruction"])
            missing = title is not None and title[1] not in turn["timeline"]
            if turn["outcome"] == "unchanged" or missing or not (turn["studio_said"] or turn["changes"]):
                counts.empty.append(f"{row['id']} {row['instruction']}: {turn}")
        elif video is None or not Path(video["path"]).is_file():
            counts.empty.append(f"{row['id']}: {found}")

    def count_doubled(self, rows: list[dict[str, Any]], counts: Counts) -> None:
        records = Home(self.there / "studio").ledger
        accepted = Counter(charge.text_hash for charge in read_charges(records))
        asked = Counter(row["instruction"] for row in rows if row["kind"] == "turn")
        for text, times in asked.items():
            mark = hashlib.sha256(text.encode()).hexdigest()
            if accepted[mark] > times:
                counts.doubled.append(f"{text!r}: {accepted[mark]} accepted, {times} jobs")
        if asked.total() > self.asked.total():
            counts.doubled.append(f"{asked.total()} turns for {self.asked.total()} requests")
        unknown = set(accepted) - {hashlib.sha256(text.encode()).hexdigest() for text in asked}
        counts.doubled += [f"nobody asked for {mark}" for mark in unknown]
        renders = Counter(
            (render.session_id, render.draft_hash)
            for render in read_renders(records)
            if render.state in ("completed", "pending", "processing")
        )
        counts.doubled += [f"{count} renders of {key}" for key, count in renders.items() if count > 1]

    async def count_orphaned(self, rows: list[dict[str, Any]], counts: Counts) -> None:
        renders = read_renders(Home(self.there / "studio").ledger)
        counts.orphaned += [f"render {each.id} {each.state}" for each in renders if each.state not in ENDED_RENDERS]
        delivered = {json.loads(row["result"])["path"] for row in rows if row["kind"] == "export" and row["result"]}
        counts.orphaned += [str(path) for path in self.out.iterdir() if str(path) not in delivered]
        left = (self.there / "studio").rglob("*.part")
        counts.orphaned += [str(path) for path in left]
        living = {each.process.pid for each in self.programs if each.process is not None}
        living |= {child for pid in living for child in descendants(pid)}
        born = {pid for each in self.programs for pid in each.born}
        counts.orphaned += [f"process {pid}" for pid in born - living if is_alive(pid)]


ENDED = ("done", "failed", "cancelled")
SETTLING_S = 600.0
"""Five looks a minute apart, and then some."""
ENDED_RENDERS = ("completed", "failed", "cancelled")


async def tortured(plan: Plan) -> Counts:
    """The counts of one run. Its folder is kept where they are not clean."""
    folder = Path(tempfile.mkdtemp(prefix="kineograph-torture-"))
    counts = await Torture(plan, folder).run()
    if counts.is_clean:
        shutil.rmtree(folder)
    else:
        print(f"kept: {folder}")
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--jobs", type=int, default=200)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--pace", type=float, default=1.0)
    parser.add_argument("--agents", type=int, default=10)
    parser.add_argument("--gap", type=float, default=4.0)
    parser.add_argument("--embedded", action="store_true")
    given = parser.parse_args()
    logging.getLogger("asyncio").setLevel(logging.ERROR)  # a pipe that broke is what this is about
    plan = Plan(given.jobs, given.kills, given.seed, given.pace, given.agents, given.gap, given.embedded)
    print(plan, flush=True)
    counts = asyncio.run(tortured(plan))
    print(counts)
    return 0 if counts.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
