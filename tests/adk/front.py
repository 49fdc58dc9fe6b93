"""A real ADK API server with the studio's routes in front of it. Runs in the environment that has google-adk.

``/run_sse`` is ADK's own route, untouched; it is only counted. The other routes of the contract are mapped onto ADK's
session routes, asked in the same process. Prints its port when it listens; listens on 127.0.0.1 alone.
"""
# mypy: ignore-errors

from __future__ import annotations

import inspect
import itertools
import socket
import sys
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from google.adk.cli.fast_api import get_fast_api_app

AGENTS = Path(__file__).parent / "agents"
SESSIONS = "/apps/nemo_agent/users/me/sessions"
counted = {"run_sse": 0}
numbers = itertools.count(5529798706024415232)


def ok(**data: Any) -> dict[str, Any]:
    return {"code": 0, "data": data}


def build() -> Any:
    # older releases keep sessions in memory unasked and do not know the word
    known = inspect.signature(get_fast_api_app).parameters
    memory = {"use_local_storage": False} if "use_local_storage" in known else {}
    app = get_fast_api_app(agents_dir=str(AGENTS), web=False, **memory)
    own = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1")

    @app.post("/api/tasks/me/with-session/nemo_agent")
    async def create() -> dict[str, Any]:
        number = str(next(numbers))
        # the older of ADK's two routes: its body is the first state, and every release has it
        (await own.post(f"{SESSIONS}/{number}", json={"video_infos": []})).raise_for_status()
        return ok(task_id="task_adk", session_id=number, user_id="anon_adk")

    @app.get("/api/state/nemo_agent/me/{number}/latest")
    async def state(number: str) -> dict[str, Any]:
        found = await own.get(f"{SESSIONS}/{number}")
        if found.status_code == httpx.codes.NOT_FOUND:
            return {"code": 1002, "message": "session not found"}
        return ok(session_id=number, task_id="task_adk", user_id="anon_adk", state=found.json()["state"])

    app.post("/api/auth/anonymous-token")(token)
    app.get("/api/credits/balance/simple")(balance)
    app.get("/counted")(count)

    async def counting(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["path"] == "/run_sse" and scope["method"] == "POST":
            counted["run_sse"] += 1
        await app(scope, receive, send)

    return counting


async def token() -> dict[str, Any]:
    return ok(token="nmv_usr_test", user_id="anon_adk", expires_at="2099-01-01T00:00:00Z", credits=100)


async def balance() -> dict[str, Any]:
    return ok(available=100, frozen=0, total=100)


async def count() -> dict[str, int]:
    return counted


def main() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(build(), log_level="error")
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    sys.exit(main())
