"""Turns a studio's no, and a broken connection, into failures with words of our own.

``never left`` (nothing reached the studio) is a ``TryLater``; ``may have arrived`` is an ``OutcomeUnknown``. Codes that
callers of the client act on: SESSION_LOST, DUPLICATE, NOT_FOUND, TRANSIENT.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kineograph.errors import AgentMustFix, HumanMustAct, KineographError, OutcomeUnknown, TryLater, WireViolated
from kineograph.wire.codes import Trouble
from kineograph.wire.envelope import Refusal

if TYPE_CHECKING:
    import httpx

_TOKEN = re.compile(r"nmv_usr_[\w.-]+")
SESSION_LOST = "SESSION_LOST"
DUPLICATE = "DUPLICATE"
NOT_FOUND = "NOT_FOUND"
TRANSIENT = "TRANSIENT"
UNREACHABLE = "STUDIO_UNREACHABLE"
ARRIVAL_UNKNOWN = "OUTCOME_UNKNOWN"
FORMATS = "mp4, mov, avi, webm, mkv, jpg, png, gif, webp, mp3, wav, m4a, aac"


def refusal_error(refusal: Refusal, *, own_token: bool = False) -> KineographError:
    """The failure for a studio's no. ``own_token``: the user set the token, so it is the user's to mend."""
    # a studio may repeat the token it refuses
    said = f"HTTP {refusal.status}, code {refusal.code}: {_TOKEN.sub('nmv_usr_…', refusal.said)}"
    if refusal.trouble is Trouble.BAD_TOKEN:
        return _bad_token(said, own_token=own_token)
    kind, code, advice = _TABLE[refusal.trouble]
    return kind(code, advice, said)


def _bad_token(said: str, *, own_token: bool) -> KineographError:
    remedy = (
        "Set NEMO_TOKEN to a valid token, or unset it to work with an anonymous one."
        if own_token
        else "A new anonymous token was refused too: sign in on the studio's site and set NEMO_TOKEN."
    )
    return HumanMustAct("BAD_TOKEN", f"The studio does not accept the token. {remedy}", said)


_TABLE: dict[Trouble, tuple[type[KineographError], str, str]] = {
    Trouble.SESSION_NOT_FOUND: (
        AgentMustFix,
        SESSION_LOST,
        "The studio does not know this session any more. Start a new one with upload_image.",
    ),
    Trouble.NO_CREDITS: (HumanMustAct, "NO_CREDITS", "The studio's account has no credits left. Top up the account."),
    Trouble.UNSUPPORTED_FILE: (
        AgentMustFix,
        "UNSUPPORTED_FILE",
        f"The studio does not take this kind of file. Use one of: {FORMATS}.",
    ),
    Trouble.FILE_TOO_LARGE: (
        AgentMustFix,
        "FILE_TOO_LARGE",
        "The studio says the file is too large. Compress or trim it and upload it again.",
    ),
    Trouble.CLIENT_ID_MISSING: (
        HumanMustAct,
        "CLIENT_ID_REFUSED",
        "The studio refuses this machine's client id. Set NEMO_CLIENT_ID to a UUID, or unset it.",
    ),
    Trouble.EXPORT_BLOCKED: (
        HumanMustAct,
        "EXPORT_BLOCKED",
        "The plan does not allow this export; credits do not help. Register or upgrade it.",
    ),
    Trouble.RATE_LIMITED: (
        TryLater,
        "RATE_LIMITED",
        (
            "The studio is limiting requests, and waiting 30 seconds did not help. Try again later; where no account "
            "is set up yet, only one anonymous token is given per week, so setting NEMO_TOKEN helps at once."
        ),
    ),
    Trouble.DUPLICATE: (AgentMustFix, DUPLICATE, "The studio already has something with this id."),
    Trouble.BUSY: (
        TryLater,
        "BUSY",
        (
            "The studio is still working on an earlier instruction of this session and accepted nothing. Call "
            "get_timeline in half a minute, then send this one again."
        ),
    ),
    Trouble.NOT_FOUND: (WireViolated, NOT_FOUND, "The studio does not know what was asked for. Check NEMO_API_URL."),
    Trouble.STUDIO_FULL: (
        HumanMustAct,
        "STUDIO_FULL",
        "The studio cannot write to its disk, and kept nothing of this. Free some space there, then try again.",
    ),
    Trouble.TRANSIENT: (TryLater, TRANSIENT, "The studio has a passing problem. Try again in a minute."),
    Trouble.REFUSED: (
        WireViolated,
        "REFUSED",
        "The studio refused the request and gave no reason to act on. Try again; if it stays, check NEMO_API_URL.",
    ),
}


def violated(what: str, detail: str = "") -> WireViolated:
    """An answer that no studio should give; ``what`` is our own short description of it."""
    return WireViolated(
        "NOT_A_STUDIO",
        f"The address does not answer like a video studio: {what}. Check NEMO_API_URL, and that no login page or proxy "
        "stands in between.",
        detail,
    )


def transport_error(error: httpx.HTTPError | httpx.InvalidURL, *, safe: bool) -> KineographError:
    """The failure of a connection. Where the request is not ``safe`` and may have left, the outcome is unknown."""
    import httpx

    detail = f"{type(error).__name__}: {error}"[:300]
    never_left = isinstance(
        error,
        httpx.ConnectError
        | httpx.ConnectTimeout
        | httpx.PoolTimeout
        | httpx.UnsupportedProtocol
        | httpx.InvalidURL
        | httpx.ProxyError,
    )
    if never_left or safe:
        return unreachable(detail)
    return OutcomeUnknown(
        ARRIVAL_UNKNOWN, "The connection broke after the request was on its way: it may have arrived.", detail
    )


def unreachable(detail: str) -> TryLater:
    return TryLater(
        UNREACHABLE,
        "The studio cannot be reached. Check the network and NEMO_API_URL, then try again; nothing was lost.",
        detail,
    )
