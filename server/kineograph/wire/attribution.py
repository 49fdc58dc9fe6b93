"""The headers that say which skill is calling (seeds 1–5). Missing ones make a studio refuse exports with 402."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SOURCE = "X-Skill-Source"
VERSION = "X-Skill-Version"
PLATFORM = "X-Skill-Platform"
CLIENT_ID = "X-Client-Id"


@dataclass(frozen=True, slots=True)
class Attribution:
    """``source`` is the skill's name, ``version`` its front matter's, ``platform`` where it is installed."""

    source: str
    version: str
    platform: str = "unknown"

    def headers(self) -> dict[str, str]:
        return {SOURCE: self.source, VERSION: self.version, PLATFORM: self.platform}


def is_attributed(headers: Mapping[str, str]) -> bool:
    """Whether all three headers are there and say something. ``headers`` must look names up without regard to case."""
    return all(headers.get(name, "").strip() for name in (SOURCE, VERSION, PLATFORM))
