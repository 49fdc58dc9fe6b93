"""The composition root: the only room that reads arguments and the environment, builds objects, sets up logging, exits.

Knows every room, and is known by none. Each command is one module, imported when it is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kineograph.cli.args import parse
from kineograph.cli.ending import FAILED
from kineograph.cli.process import run
from kineograph.cli.progress_line import harmless
from kineograph.errors import KineographError


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command and answers its exit code: 0 done, 1 failed, 2 asked for wrongly, 130 interrupted."""
    arguments = parse(sys.argv[1:] if words is None else words, sys.stdin.isatty())
    try:
        return run(arguments)
    except KineographError as failure:
        print(f"kineograph: {harmless(failure.advice)}", file=sys.stderr)
        return FAILED
