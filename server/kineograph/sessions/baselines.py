"""The state before a turn, as it is journalled with the turn: what its effect is measured against."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Before:
    """``fingerprint`` of the state, ``frozen`` and ``available`` credits, None where unknown, and the raw draft."""

    fingerprint: str
    frozen: float | None
    available: float | None
    draft: Any

    @classmethod
    def read(cls, text: str) -> Before:
        stored = json.loads(text)
        return cls(stored["fingerprint"], stored["frozen"], stored["available"], stored["draft"])

    def write(self) -> str:
        return json.dumps(
            {"fingerprint": self.fingerprint, "frozen": self.frozen, "available": self.available, "draft": self.draft}
        )
