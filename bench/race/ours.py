"""Our renderer as a whole process: ``kineograph.studio.render``, started as the studio starts it.

As a program: renders what is written in a file (see ``orders.read_order``) and says on stdout when what began, in
seconds from the call. The worker it starts is the real one; both are measured together.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import anyio

from kineograph.studio.render.service import RenderedFile, render
from race.orders import read_order


def main(order: Path) -> None:
    began = time.perf_counter()
    first: dict[str, float] = {}

    def hear(share: float, doing: str) -> None:  # noqa: ARG001 - the signature of a listener
        first.setdefault(doing, time.perf_counter() - began)

    given = read_order(order)

    async def work() -> RenderedFile:
        return await render(given, hear)

    made = anyio.run(work)
    print(json.dumps({"began": first, "seconds": time.perf_counter() - began, "bytes": made.size_bytes}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
