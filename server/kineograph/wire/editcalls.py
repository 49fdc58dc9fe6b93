"""Typed edits as a turn carries them: a function call beside the words, and how a studio says that it takes one.

A studio that takes them names the version in its session's state, beside the draft and the revision it counts. The
cloud names nothing, and never gets such a call.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kineograph.wire.editfiles import tidy
from kineograph.wire.edits import BadEdits
from kineograph.wire.routes import EDIT_TOOL

CONFLICT = "CONFLICT"
"""The code of an answer to a call that was meant for another revision."""
ANNOUNCED = {"kineograph": {"edits": 1}}
MAX_REVISION = 2**53
_KEYS = ("edits", "base_revision", "dry_run")


@dataclass(frozen=True, slots=True)
class EditCall:
    """``edits`` as they were written. ``base_revision``: the one they are meant for, 0 for any; ``dry_run``: only say
    what they would change."""

    edits: tuple[Mapping[str, Any], ...]
    base_revision: int = 0
    dry_run: bool = False

    @classmethod
    def read(cls, arguments: Mapping[str, Any]) -> EditCall:
        """The call in these arguments; the edits in it are not looked at. Raises :class:`BadEdits`."""
        if unknown := [key for key in arguments if key not in _KEYS]:
            raise BadEdits(f"{EDIT_TOOL} takes no {tidy(unknown[0])}: it takes {', '.join(_KEYS)}")
        edits, base, dry = (arguments.get(key) for key in _KEYS)
        if not isinstance(edits, list | tuple):
            raise BadEdits("edits must be a list of objects")
        if isinstance(base, bool) or not isinstance(base, int | None) or not 0 <= (base or 0) <= MAX_REVISION:
            raise BadEdits("base_revision must be the revision of an earlier answer, or 0")
        if not isinstance(dry, bool | None):
            raise BadEdits("dry_run must be true or false")
        return cls(tuple(edits), base or 0, dry or False)

    def write(self) -> dict[str, Any]:
        return {"edits": list(self.edits), "base_revision": self.base_revision, "dry_run": self.dry_run}

    @property
    def mark(self) -> str:
        """The same for calls that mean the same."""
        return json.dumps(self.write(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def of_mark(cls, mark: str) -> EditCall:
        return cls.read(json.loads(mark))


def takes_edits(state: Mapping[str, Any]) -> bool:
    """Whether the studio of this session state takes typed edits, of a version that we write."""
    said = state.get("kineograph")
    return isinstance(said, Mapping) and said.get("edits") == 1 and revision_of(state) is not None


def revision_of(state: Mapping[str, Any]) -> int | None:
    """The revision that the studio counts; None where it counts none."""
    found = state.get("revision")
    if not isinstance(found, int) or isinstance(found, bool):
        return None
    return found if 0 <= found <= MAX_REVISION else None
