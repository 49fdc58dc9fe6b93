"""POST with-session: a new project."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kineograph.studio.answers import answered, read_json
from kineograph.studio.projects import create_project
from kineograph.studio.studio import caller, studio_of
from kineograph.wire.bodies import CreateSession


async def create_session(request: Request) -> Response:
    studio, account = studio_of(request), await caller(request)
    body = await read_json(request, CreateSession)
    now = studio.now()
    project = await studio.ledger.write(lambda rows: create_project(rows, account, body.task_name, body.language, now))
    return answered({"task_id": project.task_id, "session_id": project.id, "user_id": account})
