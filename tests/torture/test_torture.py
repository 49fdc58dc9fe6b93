"""The torture run, short: a few jobs, a few kills, real processes. The long one is run by hand (``torture.py``)."""

from __future__ import annotations

import os
import sys

import pytest
from tests.torture.torture import Plan, tortured

SEED = int(os.environ.get("KINEOGRAPH_TEST_SEED", "20261121"))


@pytest.mark.requirement("jobs.never-lost-never-twice", "jobs.killed")
@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="children are found through /proc")
async def test_nothing_is_lost_doubled_orphaned_or_empty_when_processes_are_killed() -> None:
    plan = Plan(jobs=12, kills=6, seed=SEED, pace=30, agents=3, gap_s=1.5)
    print(plan)
    counts = await tortured(plan)
    print(counts)
    assert counts.is_clean, str(counts)
    assert counts.jobs >= plan.jobs
    assert counts.longest_call_s < 50
