"""The codes a studio answers with and what they mean (seeds 1–5, error table). One table, read by both ends."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Code(IntEnum):
    """``code`` in a body, beside ``message`` or ``data``."""

    OK = 0
    BAD_TOKEN = 1001
    SESSION_NOT_FOUND = 1002
    AUTH_SIBLING = 1010
    AUTH_SIBLING_2 = 1011
    NO_CREDITS = 2001
    UNSUPPORTED_FILE = 4001
    FILE_TOO_LARGE = 4002


class Trouble(StrEnum):
    """What went wrong, whichever way the studio said it."""

    BAD_TOKEN = "bad_token"  # noqa: S105 - a name, not a secret
    SESSION_NOT_FOUND = "session_not_found"
    NO_CREDITS = "no_credits"
    UNSUPPORTED_FILE = "unsupported_file"
    FILE_TOO_LARGE = "file_too_large"
    CLIENT_ID_MISSING = "client_id_missing"
    EXPORT_BLOCKED = "export_blocked"
    RATE_LIMITED = "rate_limited"
    DUPLICATE = "duplicate"
    BUSY = "busy"
    NOT_FOUND = "not_found"
    STUDIO_FULL = "studio_full"
    TRANSIENT = "transient"
    REFUSED = "refused"


BODY_CODES: dict[int, Trouble] = {
    Code.BAD_TOKEN: Trouble.BAD_TOKEN,
    Code.AUTH_SIBLING: Trouble.BAD_TOKEN,
    Code.AUTH_SIBLING_2: Trouble.BAD_TOKEN,
    Code.SESSION_NOT_FOUND: Trouble.SESSION_NOT_FOUND,
    Code.NO_CREDITS: Trouble.NO_CREDITS,
    Code.UNSUPPORTED_FILE: Trouble.UNSUPPORTED_FILE,
    Code.FILE_TOO_LARGE: Trouble.FILE_TOO_LARGE,
    400: Trouble.REFUSED,
    401: Trouble.BAD_TOKEN,
    402: Trouble.EXPORT_BLOCKED,
    429: Trouble.RATE_LIMITED,
}

HTTP_STATUSES: dict[int, Trouble] = {
    401: Trouble.BAD_TOKEN,
    402: Trouble.EXPORT_BLOCKED,
    404: Trouble.NOT_FOUND,
    408: Trouble.TRANSIENT,
    409: Trouble.DUPLICATE,
    413: Trouble.FILE_TOO_LARGE,
    415: Trouble.UNSUPPORTED_FILE,
    429: Trouble.RATE_LIMITED,
    507: Trouble.STUDIO_FULL,  # RFC 4918, 11.5: nothing was stored
}


def trouble_of_status(status: int) -> Trouble:
    """The meaning of a bare HTTP status that is not 2xx."""
    return HTTP_STATUSES.get(status, Trouble.TRANSIENT if status >= 500 else Trouble.REFUSED)
