"""``KINEOGRAPH_TEST_LONG=1`` runs everything; without it the tests marked ``slow`` are left out, as on a laptop."""

from __future__ import annotations

import os

import pytest

LONG = os.environ.get("KINEOGRAPH_TEST_LONG", "") not in ("", "0")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if LONG:
        return
    left_out = [item for item in items if item.get_closest_marker("slow")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]
