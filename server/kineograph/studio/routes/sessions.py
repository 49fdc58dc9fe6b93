"""POST with-session: a new project."""

from __future__ import annotations

import json

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from kineograph.studio.answers import answered, read_json
from kineograph.studio.faults import Faults
from kineograph.studio.projects import create_project
from kineograph.studio.refusals import RefusedPlainly
from kineograph.studio.studio import caller, studio_of
from kineograph.wire.bodies import CreateSession


async def create_session(request: Request) -> Response:
    studio, account = studio_of(request), await caller(request)
    body = await read_json(request, _CreateSession)
    if body.faults is not None:
        _check_faults(body.faults, allowed=studio.options.faults.per_session)
    now, faults = studio.now(), "" if body.faults is None else json.dumps(body.faults)
    project = await studio.ledger.write(
        lambda rows: create_project(rows, account, body.task_name, body.language, now, faults)
    )
    return answered({"task_id": project.task_id, "session_id": project.id, "user_id": account})


class _CreateSession(CreateSession):
    """``faults``: switches that hold for this session instead of the studio's."""

    faults: list[str] | None = Field(default=None, max_length=100)


def _check_faults(switches: list[str], *, allowed: bool) -> None:
    """422 for switches that are wrong, or that this studio does not take from its callers."""
    try:
        Faults.parse(switches, of_session=True)
        if not allowed:
            raise ValueError("This studio takes no faults from its callers. Start it with --fault per_session.")
    except ValueError as error:
        problem = {"type": "value_error", "loc": ["body", "faults"], "msg": str(error), "input": None}
        raise RefusedPlainly(422, [problem]) from error
