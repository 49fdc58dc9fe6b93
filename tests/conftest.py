"""How much is run. By default what a laptop does in a minute or two; ``KINEOGRAPH_TEST_LONG=1`` adds the tests marked
``slow``, as CI does; ``KINEOGRAPH_TEST_LONG=all`` adds those marked ``by_hand`` too."""

from __future__ import annotations

import os

import pytest

LEFT_OUT = {"": ("slow", "by_hand"), "0": ("slow", "by_hand"), "1": ("by_hand",), "all": ()}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    marks = LEFT_OUT[os.environ.get("KINEOGRAPH_TEST_LONG", "")]
    left_out = [item for item in items if any(item.get_closest_marker(mark) for mark in marks)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]
