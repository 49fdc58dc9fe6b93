"""A state as one short string: equal where nothing that matters differs.

Counts as the state: the draft, the canvas, generated media and how many sources there are. Queries of links do not
count: a studio signs them anew for every reader.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def fingerprint(state: Mapping[str, Any]) -> str:
    """Of a whole session state, to be compared with another of the same session."""
    sources = state.get("video_infos")
    return _hash([*_made(state), len(sources) if isinstance(sources, list) else 0])


def trace_fingerprint(state: Mapping[str, Any]) -> str:
    """Of what an instruction may leave behind: sources do not count, somebody may upload while it runs."""
    return _hash(_made(state))


def draft_fingerprint(draft: Mapping[str, Any]) -> str:
    """Of a draft alone: two exports of drafts with one fingerprint are the same export."""
    return _hash(draft)


def _made(state: Mapping[str, Any]) -> list[object]:
    return [state.get("draft"), state.get("canvas_config"), state.get("generated_media")]


def _hash(value: object) -> str:
    text = json.dumps(_unsigned(value), sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _unsigned(value: object) -> object:
    if isinstance(value, str):
        return value.split("?", 1)[0] if value.startswith(("https://", "http://")) else value
    if isinstance(value, Mapping):
        return {str(key): _unsigned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_unsigned(item) for item in value]
    return value
