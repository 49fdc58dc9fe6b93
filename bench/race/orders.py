"""Jobs as render orders, in this process and in writing for another.

Orders are built where they are carried out, from a job, so that a checkout with another form of order can run the same
job beside this one (``--against``). What only newer renderers have is looked for by name. Loads nothing that paints:
the process that calls our renderer is no heavier than the studio.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kineograph.studio.render.orders import RenderOrder, from_json
from race.job import Job, media_id, timeline_of

_FIELDS = RenderOrder.__dataclass_fields__
_KEEP = "keep"


def keeps_pieces() -> bool:
    """Whether this renderer can keep encoded pieces for the next render."""
    return _KEEP in _FIELDS


def order_of(job: Job, out: Path, quality: str = "high", keep: Path | None = None) -> RenderOrder:
    """``job`` as a render order. ``keep``: the folder of kept pieces, where this renderer has such a thing."""
    given: dict[str, Any] = {"timeline": timeline_of(job), "out": out}
    given["sources"] = {media_id(path): path for path in job.pictures}
    if keep is not None and keeps_pieces():
        given[_KEEP] = keep
    if "output" in _FIELDS:
        from kineograph.timeline.outputs import named_output

        given["output"] = named_output("mp4", quality)
    else:
        given["quality"] = quality
    return RenderOrder(**given)


def written(job: Job, out: Path, quality: str = "high") -> str:
    """``job`` as text for ``read_order`` in another process, perhaps of another checkout."""
    return json.dumps({"job": job.plain(), "out": str(out), "quality": quality})


def read_order(path: Path) -> RenderOrder:
    """The order in a file: a job as ``written``, or an order as the worker reads it."""
    text = path.read_text()
    plain = json.loads(text)
    if "job" in plain:
        return order_of(Job.read(plain["job"]), Path(plain["out"]), plain["quality"])
    return from_json(text)
