"""The two ways in which the studio says no. A check deep in a route ends the route by raising one."""

from __future__ import annotations


class Refused(Exception):
    """An answer that is a no. ``code`` is a business code, sent with HTTP 200 as documented, or with its own status
    where the ``business`` fault says so.
    ``hangs_up``: the caller is still sending what nobody will read; the connection ends with the answer."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hangs_up = False


class RefusedPlainly(Exception):
    """An answer that is a no with an HTTP status of its own and ``{"detail": …}``, as ADK and FastAPI answer."""

    def __init__(self, status: int, detail: object, headers: dict[str, str] | None = None) -> None:
        super().__init__(str(detail))
        self.status = status
        self.detail = detail
        self.headers = headers
