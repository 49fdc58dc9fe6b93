"""Logging for the whole program: one handler, to stderr, and nothing secret gets past it."""

from __future__ import annotations

import logging
import re
import sys

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_SECRETS = re.compile(
    r"(?P<kept>\bBearer\s+|[?&](?:token|s|sig|signature|ct|claim|key)=)[^\s\"'&<>]+|\b(?:nmv_usr|clm)_[\w.~+/=-]+",
    re.IGNORECASE,
)


class RedactingFormatter(logging.Formatter):
    """Blots out tokens in the finished line, so that tracebacks and other libraries' records are covered, too."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def redacted(text: str) -> str:
    """``text`` without bearer tokens, studio tokens, claim tokens and the secret parts of addresses."""
    return _SECRETS.sub(lambda found: f"{found['kept'] or ''}[secret]", text)


def log_to_stderr(level: str) -> None:
    """Sets up logging once. ``level`` by name; an unknown one is as good as none: WARNING."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.strip().upper() if level.strip().upper() in LEVELS else "WARNING")
