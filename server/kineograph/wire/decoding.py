"""JSON and words from the other side, made fit to be written as UTF-8 and shown on a terminal."""

from __future__ import annotations

import json
import re

# sequences that steer a terminal, whole; then the control characters that no text needs (\t \n \v \f \r and NEL stay)
_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\|$)|\x1b[ -/]*[0-Z\\-~]?")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def decode_json(text: str) -> object:
    """``text`` as JSON, tolerantly: raw control characters are read, and half of a surrogate pair, which is legal in
    JSON and cannot be written as UTF-8 anywhere, becomes a question mark. Raises ``ValueError`` and
    ``RecursionError``."""
    value: object = json.loads(text, strict=False)
    if "\\ud" in text.lower():
        value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    return value


def plain(text: str) -> str:
    """``text`` without what would steer a terminal."""
    return _CONTROLS.sub("", _ESCAPES.sub("", text)) if _CONTROLS.search(text) else text
