"""What a command is to the process that runs it: work that comes to an exit code, and the way out."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn

Work = Callable[[], Coroutine[Any, Any, int]]

FAILED = 1
INTERRUPTED = 130


def leave(code: int) -> NoReturn:
    """Ends the process now: without waiting for threads, with what was written flushed."""
    logging.shutdown()
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
    os._exit(code)
