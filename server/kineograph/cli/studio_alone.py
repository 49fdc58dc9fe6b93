"""``kineograph studio``: the embedded studio for other programs."""

from __future__ import annotations

import sys

import anyio

from kineograph.cli.args import StudioAlone
from kineograph.cli.compose import check_writable, local_studio, settings_of
from kineograph.cli.ending import Work
from kineograph.errors import HumanMustAct


def serving_studio(arguments: StudioAlone) -> Work:
    """The work of running a studio until a signal ends it."""

    async def serve() -> int:
        settings = settings_of({})
        check_writable(settings.home, "KINEOGRAPH_HOME")
        try:
            async with local_studio(settings, arguments.faults, arguments.host, arguments.port) as address:
                print(f"The embedded studio listens on {address}", file=sys.stderr)
                print(f"Use it: NEMO_API_URL={address} kineograph serve", file=sys.stderr, flush=True)
                await anyio.sleep_forever()
        except ValueError as error:  # a host that others could reach
            raise HumanMustAct("NOT_LOOPBACK", str(error)) from error
        return 0

    return serve
