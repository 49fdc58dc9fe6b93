"""The language of an instruction, from its script alone: enough for a session's ``language``."""

from __future__ import annotations

import re

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh-CN", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
)


def detect_language(text: str) -> str:
    """An ISO code: ``zh-CN``, ``ja``, ``ko``, ``ru``, ``ar``, or ``en`` for everything else; empty for no text."""
    if not text.strip():
        return ""
    return next((code for code, script in _SCRIPTS if script.search(text)), "en")
