"""How a command runs and ends: one event loop, signals that end it promptly with cleanup, no child and no thread left.

The stdio transport waits for its input in a thread that nothing can interrupt (mcp 2.3: SIGINT hangs until stdin is
closed), so the process leaves by ``os._exit`` once the cleanup that matters has run.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable

from kineograph.cli.args import Arguments, Doctor, Explain, Make, Serve, StudioAlone
from kineograph.cli.ending import FAILED, INTERRUPTED, Work, leave

LONGEST_CLEANUP_S = 8.0
"""Longer than a manager or a studio needs to close; whoever sent the signal kills after ten, as a rule."""


def run(arguments: Arguments) -> int:
    """Runs the command and answers its exit code. A stdio server does not come back: it leaves the process."""
    # Half of the start is class building by pydantic; collecting garbage in between costs a tenth and frees nothing
    gc.disable()
    try:
        work = _work(arguments)
    finally:
        gc.enable()
    serving_stdio = isinstance(arguments, Serve) and arguments.transport == "stdio"
    code = _run_until_stopped(work, stopped=0 if isinstance(arguments, Serve | StudioAlone) else INTERRUPTED)
    if serving_stdio:
        leave(code)
    return code


def _work(arguments: Arguments) -> Work:
    from kineograph.cli.logs import log_to_stderr

    log_to_stderr(os.environ.get("KINEOGRAPH_LOG", ""))
    match arguments:
        case Serve():
            from kineograph.cli.serve import serving

            return serving(arguments)
        case Make():
            from kineograph.cli.make import making

            return making(arguments)
        case StudioAlone():
            from kineograph.cli.studio_alone import serving_studio

            return serving_studio(arguments)
        case Doctor():
            from kineograph.cli.doctor import examining

            return examining()
        case Explain():
            from kineograph.cli.explain import explaining

            return explaining(arguments)


def _run_until_stopped(work: Work, stopped: int) -> int:
    async def guarded() -> int:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        signalled = False

        def stop() -> None:
            nonlocal signalled
            if signalled or task is None:
                return
            signalled = True
            loop.call_later(LONGEST_CLEANUP_S, leave, FAILED)
            task.cancel()

        _on_signals(loop, stop)
        try:
            return await work()
        except asyncio.CancelledError:
            if not signalled:
                raise
            return stopped

    try:
        return asyncio.run(guarded())
    except KeyboardInterrupt:
        return stopped


def _on_signals(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
    if sys.platform != "win32":  # there Ctrl+C comes as KeyboardInterrupt
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop)
