"""GET state: a session as it stands, the way the cloud lists it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kineograph.studio.agent import state_delta
from kineograph.studio.answers import answered
from kineograph.studio.projects import list_media, load_standing
from kineograph.studio.refusals import RefusedPlainly
from kineograph.studio.routes.uploads import describe
from kineograph.studio.studio import caller, faults_of, project_of, studio_of
from kineograph.timeline import summarise
from kineograph.wire.editcalls import ANNOUNCED


async def show_state(request: Request) -> Response:
    studio, account = studio_of(request), await caller(request)
    project = await project_of(request, account, request.path_params["session_id"])
    if (await faults_of(studio, project.id)).strike("state_error"):
        raise RefusedPlainly(503, "The state cannot be read at the moment.")
    standing, stored = await studio.ledger.read(
        lambda rows: (load_standing(rows, project.id), list_media(rows, project.id))
    )
    return answered(
        {
            "session_id": project.id,
            "task_id": project.task_id,
            "task_name": project.task_name,
            "user_id": account,
            "state": {
                **ANNOUNCED,
                **state_delta(standing.timeline, standing.revision),
                "video_infos": [describe(request, studio, project.id, item) for item in stored],
                "video_analyses": {},
                "generated_media": [],
                "studio": {
                    "name": studio.options.name,
                    "revision": standing.revision,
                    "can_undo": standing.can_undo,
                    "can_redo": standing.can_redo,
                    "summary": summarise(standing.timeline),
                },
            },
        }
    )
