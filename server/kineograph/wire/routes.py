"""Every route of the contract, once: method, path, and whether sending it twice is harmless.

Both ends read this table. ``me`` in a path stands for the owner of the token (facts: vendor's skill text 1.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

APP_NAME = "nemo_agent"
EDIT_TOOL = "edit_timeline"
"""The name of the call that carries typed edits in a turn."""


@dataclass(frozen=True, slots=True)
class Route:
    """``safe``: repeating it changes and costs nothing. A route that is not safe is sent again only where it certainly
    never left this machine."""

    method: Literal["GET", "POST"]
    path: str
    safe: bool

    def at(self, **parts: str) -> str:
        """The path with its ``{names}`` filled. Raises ``ValueError`` for a part that could change the path's shape."""
        for name, value in parts.items():
            if not re.fullmatch(r"[A-Za-z0-9_.~-]{1,200}", value) or value in {".", ".."}:
                raise ValueError(f"{name} cannot stand in a path")
        return self.path.format(**parts)


ANONYMOUS_TOKEN = Route("POST", "/api/auth/anonymous-token", safe=False)  # one per client and 7 days
CLAIM_TOKEN = Route("POST", "/api/auth/claim-token", safe=True)
CREATE_SESSION = Route("POST", f"/api/tasks/me/with-session/{APP_NAME}", safe=False)
RUN = Route("POST", "/run_sse", safe=False)  # charged
UPLOAD = Route("POST", f"/api/upload-video/{APP_NAME}/me/{{session_id}}", safe=False)
STATE = Route("GET", f"/api/state/{APP_NAME}/me/{{session_id}}/latest", safe=True)
RENDER = Route("POST", "/api/render/proxy/lambda", safe=False)  # a known id is settled by RENDER_STATUS first
RENDER_STATUS = Route("GET", "/api/render/proxy/lambda/{render_id}", safe=True)
RENDER_CANCEL = Route("POST", "/api/render/proxy/lambda/{render_id}/cancel", safe=True)
RENDER_DOWNLOAD = Route("GET", "/api/render/proxy/{render_id}/download", safe=True)
CREDITS = Route("GET", "/api/credits/balance/simple", safe=True)

ROUTES = (
    ANONYMOUS_TOKEN,
    CLAIM_TOKEN,
    CREATE_SESSION,
    RUN,
    UPLOAD,
    STATE,
    RENDER,
    RENDER_STATUS,
    RENDER_CANCEL,
    RENDER_DOWNLOAD,
    CREDITS,
)
