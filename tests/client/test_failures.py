"""Which broken connection means that nothing left, and who must act on which no (seeds 1-5, error table)."""

from __future__ import annotations

import anyio
import httpx
import pytest
from tests.client.conftest import TEXT, Opened, Script, answer, run
from tests.client.loopback import Reply

from kineograph.client.failures import refusal_error, transport_error
from kineograph.errors import AgentMustFix, HumanMustAct, KineographError, OutcomeUnknown, TryLater, WireViolated
from kineograph.wire.codes import Trouble
from kineograph.wire.envelope import Refusal


@pytest.mark.requirement("turn.again-never-left")
@pytest.mark.parametrize("error", [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout])
def test_what_certainly_never_left_may_be_sent_again(error: type[httpx.TransportError]) -> None:
    failure = transport_error(error("no"), safe=False)
    assert isinstance(failure, TryLater)
    assert "nothing was lost" in failure.advice


@pytest.mark.requirement("turn.write-error-unknown", "turn.read-timeout-unknown")
@pytest.mark.parametrize(
    "error",
    [
        httpx.WriteError,
        httpx.WriteTimeout,
        httpx.ReadError,
        httpx.ReadTimeout,
        httpx.RemoteProtocolError,
        httpx.CloseError,
    ],
)
def test_what_may_have_arrived_is_unknown_where_repeating_costs(error: type[httpx.TransportError]) -> None:
    assert isinstance(transport_error(error("cut"), safe=False), OutcomeUnknown)
    assert isinstance(transport_error(error("cut"), safe=True), TryLater)


@pytest.mark.requirement(
    "error.1001-own-token",
    "error.1002",
    "error.2001-registered",
    "error.4001",
    "error.400",
    "error.429-seven-days",
    "error.404",
    "error.unknown",
    "error.our-words",
)
@pytest.mark.parametrize(
    ("trouble", "kind", "code", "remedy"),
    [
        (Trouble.BAD_TOKEN, HumanMustAct, "BAD_TOKEN", "set NEMO_TOKEN"),
        (Trouble.SESSION_NOT_FOUND, AgentMustFix, "SESSION_LOST", "Start a new one"),
        (Trouble.NO_CREDITS, HumanMustAct, "NO_CREDITS", "Top up"),
        (Trouble.UNSUPPORTED_FILE, AgentMustFix, "UNSUPPORTED_FILE", "Use one of: mp4, mov"),
        (Trouble.FILE_TOO_LARGE, AgentMustFix, "FILE_TOO_LARGE", "Compress or trim"),
        (Trouble.CLIENT_ID_MISSING, HumanMustAct, "CLIENT_ID_REFUSED", "NEMO_CLIENT_ID"),
        (Trouble.EXPORT_BLOCKED, HumanMustAct, "EXPORT_BLOCKED", "credits do not help"),
        (Trouble.RATE_LIMITED, TryLater, "RATE_LIMITED", "one anonymous token is given per week"),
        (Trouble.DUPLICATE, AgentMustFix, "DUPLICATE", "this id"),
        (Trouble.BUSY, TryLater, "BUSY", "accepted nothing"),
        (Trouble.NOT_FOUND, WireViolated, "NOT_FOUND", "NEMO_API_URL"),
        (Trouble.STUDIO_FULL, HumanMustAct, "STUDIO_FULL", "Free some space"),
        (Trouble.TRANSIENT, TryLater, "TRANSIENT", "in a minute"),
        (Trouble.REFUSED, WireViolated, "REFUSED", "Try again"),
    ],
)
def test_every_trouble_says_who_must_act_and_what_to_do(
    trouble: Trouble, kind: type[KineographError], code: str, remedy: str
) -> None:
    failure = refusal_error(Refusal(trouble, 200, 1, "in the studio's words"))
    assert type(failure) is kind
    assert failure.code == code
    assert remedy in failure.advice
    assert "studio's words" not in failure.advice


@pytest.mark.requirement("error.passing")
@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
async def test_a_passing_problem_is_told_as_one(open_client: Opened, status: int) -> None:
    script = Script(simple=answer({"detail": "later"}, status))
    with pytest.raises(TryLater) as failure:
        await (await open_client(script)).credits()
    assert failure.value.code == "TRANSIENT"
    assert script.paths().count("simple") == 1


@pytest.mark.requirement("turn.checked-before-the-parser")
@pytest.mark.parametrize("spelling", ["TEXT/EVENT-STREAM", "Text/Event-Stream; Charset=UTF-8"])
async def test_a_stream_is_known_however_its_type_is_spelled(open_client: Opened, spelling: str) -> None:
    frames = await run(await open_client(Script(run_sse=Reply(200, TEXT, spelling))))
    assert frames[1][0].text == "Done."


@pytest.mark.requirement("error.one-token-a-week")
async def test_callers_that_need_a_token_at_once_ask_for_one(open_client: Opened) -> None:
    """One token per client and week: two servers that start together must not spend two."""
    script = Script()
    one, other = await open_client(script), await open_client(script)
    async with anyio.create_task_group() as tasks:
        for client in (one, other, one):
            tasks.start_soon(client.credits)
    assert script.paths().count("anonymous-token") == 1


@pytest.mark.requirement("error.0")
async def test_the_answers_of_success_are_taken_as_they_are(open_client: Opened) -> None:
    script = Script(simple=answer({"code": 0, "data": {"available": 7}, "message": "ok"}))
    assert (await (await open_client(script)).credits()).available == 7
    assert script.slept == []
