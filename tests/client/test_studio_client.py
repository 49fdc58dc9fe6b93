"""The client against servers that answer well, badly, or not at all."""
# ruff: noqa: ASYNC240 - a test may look at a small file itself

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.client.conftest import CREDITS, SKILL, TEXT, TOKEN, Opened, Script, answer, run
from tests.client.loopback import Reply

from kineograph.client import Account, Credentials, StudioClient, connection, downloads
from kineograph.client.connection import Connection, is_loopback
from kineograph.client.multipart import part_of
from kineograph.errors import AgentMustFix, HumanMustAct, KineographError, OutcomeUnknown, TryLater, WireViolated
from kineograph.wire.bodies import Render


@pytest.mark.requirement("error.402-attribution", "reading.attribution")
async def test_every_call_is_attributed_and_carries_the_token(open_client: Opened) -> None:
    script = Script()
    client = await open_client(script)
    assert (await client.credits()).available == 100
    asked, got = script.requests
    assert asked.headers["x-client-id"]
    assert "authorization" not in asked.headers
    assert got.headers["authorization"] == "Bearer nmv_usr_secret"
    for request in script.requests:
        assert request.headers["x-skill-source"] == SKILL.source
        assert request.headers["x-skill-platform"] == "cursor"
        assert request.headers["accept-encoding"] == "identity"
    assert client.account.expires_at == "2026-12-01T00:00:00Z"


@pytest.mark.requirement("error.one-token-a-week", "reading.identity-is-kept")
async def test_a_kept_token_is_used_by_the_next_process(open_client: Opened) -> None:
    first, second = Script(), Script()
    await (await open_client(first)).credits()
    await (await open_client(second)).credits()
    assert second.paths() == ["simple"]


@pytest.mark.requirement("error.1001", "error.401")
@pytest.mark.parametrize(
    "refusal", [answer({"code": 1001, "message": "bad"}), answer({"detail": "token expired"}, 401)]
)
async def test_a_refused_anonymous_token_is_renewed_once_for_the_same_client(
    open_client: Opened, refusal: Reply
) -> None:
    fresh = answer({"code": 0, "data": {"token": "nmv_usr_fresh", "user_id": "anon_1"}})
    script = Script(simple=[refusal, answer(CREDITS)], **{"anonymous-token": [answer(TOKEN), fresh]})
    client = await open_client(script)
    await client.credits()
    assert script.paths() == ["anonymous-token", "simple", "anonymous-token", "simple"]
    assert script.requests[0].headers["x-client-id"] == script.requests[2].headers["x-client-id"]
    assert script.requests[3].headers["authorization"] == "Bearer nmv_usr_fresh"


@pytest.mark.requirement("error.1001-own-token")
async def test_a_token_the_user_set_is_never_swapped(open_client: Opened) -> None:
    script = Script(simple=answer({"code": 1001}))
    with pytest.raises(HumanMustAct, match="NEMO_TOKEN") as failure:
        await (await open_client(script, token="nmv_usr_mine")).credits()
    assert failure.value.code == "BAD_TOKEN"
    assert script.paths() == ["simple"]


@pytest.mark.requirement("error.400")
async def test_a_missing_client_id_is_made_anew(open_client: Opened) -> None:
    script = Script(**{"anonymous-token": [answer({"detail": "X-Client-Id required"}, 400), answer(TOKEN)]})
    await (await open_client(script)).credits()
    first, second, _ = script.requests
    assert first.headers["x-client-id"] != second.headers["x-client-id"]


@pytest.mark.requirement("error.400-own-client-id")
async def test_a_client_id_the_user_set_is_kept(open_client: Opened) -> None:
    script = Script(**{"anonymous-token": answer({"detail": "X-Client-Id required"}, 400)})
    with pytest.raises(HumanMustAct, match="NEMO_CLIENT_ID"):
        await (await open_client(script, client_id="mine")).credits()
    assert [request.headers["x-client-id"] for request in script.requests] == ["mine"]


@pytest.mark.requirement("error.429", "error.429-seven-days")
async def test_a_rate_limit_is_waited_out_once(open_client: Opened) -> None:
    script = Script(simple=[answer({"detail": "slow down"}, 429), answer(CREDITS)])
    await (await open_client(script)).credits()
    assert script.slept == [30]
    again = Script(simple=answer({"detail": "slow down"}, 429))
    with pytest.raises(TryLater, match="one anonymous token") as failure:
        await (await open_client(again)).credits()
    assert (failure.value.code, again.slept) == ("RATE_LIMITED", [30])


@pytest.mark.requirement(
    "reading.not-json",
    "turn.post-once",
    "turn.read-error-unknown",
    "turn.server-error-unknown",
    "turn.checked-before-the-parser",
    "turn.no-redirect",
)
@pytest.mark.parametrize(
    ("reply", "kind", "code"),
    [
        (answer({"code": 1002}), AgentMustFix, "SESSION_LOST"),
        (answer({"detail": "Session not found: 7"}, 404), AgentMustFix, "SESSION_LOST"),
        (answer({"code": 2001}), HumanMustAct, "NO_CREDITS"),
        (answer({"success": False, "error": "no"}), WireViolated, "REFUSED"),
        (answer({"detail": "plan"}, 402), HumanMustAct, "EXPORT_BLOCKED"),
        (Reply(200, b"<html>hello</html>", "text/html"), OutcomeUnknown, "OUTCOME_UNKNOWN"),
        (Reply(200, b"[1, 2", "application/json"), OutcomeUnknown, "OUTCOME_UNKNOWN"),
        (Reply(200, b"\xff\xfe", ""), OutcomeUnknown, "OUTCOME_UNKNOWN"),
        (Reply(302, b"", headers={"Location": "http://elsewhere.invalid/"}), WireViolated, "NOT_A_STUDIO"),
        (answer({"code": 0, "data": {"ok": True}}), OutcomeUnknown, "OUTCOME_UNKNOWN"),
        (Reply(500, b"boom", "text/event-stream"), OutcomeUnknown, "OUTCOME_UNKNOWN"),
        (answer({"code": 1001}, 503), OutcomeUnknown, "OUTCOME_UNKNOWN"),
        (answer({"code": 1002}, 500), OutcomeUnknown, "OUTCOME_UNKNOWN"),
        (answer({"code": 429}, 502), OutcomeUnknown, "OUTCOME_UNKNOWN"),
        (answer({"code": 2001}, 500), HumanMustAct, "NO_CREDITS"),
        (Reply(head=False), OutcomeUnknown, "OUTCOME_UNKNOWN"),
    ],
)
async def test_an_instruction_that_gets_no_stream_is_sent_once(
    open_client: Opened, reply: Reply, kind: type[KineographError], code: str
) -> None:
    script = Script(run_sse=reply)
    with pytest.raises(kind) as failure:
        await run(await open_client(script))
    assert failure.value.code == code
    assert script.paths().count("run_sse") == 1


@pytest.mark.requirement("turn.as-documented")
async def test_a_stream_is_read_and_its_taking_is_told_first(open_client: Opened) -> None:
    script = Script(run_sse=Reply(200, TEXT, "text/event-stream; charset=utf-8"))
    frames = await run(await open_client(script))
    assert frames[0] == ()
    assert frames[1][0].text == "Done."
    sent = json.loads(script.requests[-1].body)
    assert sent == {
        "app_name": "nemo_agent",
        "user_id": "me",
        "session_id": "7",
        "new_message": {"parts": [{"text": "zoom in"}]},
    }


async def test_a_broken_stream_may_have_arrived(open_client: Opened) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield TEXT

    script = Script(run_sse=Reply(200, chunks(), "text/event-stream", cut=True))
    client = await open_client(script)
    frames = client.run("7", "x", lambda _: None)
    assert await anext(frames) == ()
    assert await anext(frames)
    with pytest.raises(OutcomeUnknown):
        await anext(frames)
    assert script.paths().count("run_sse") == 1


async def test_nobody_there_means_that_nothing_left(tmp_path: Path) -> None:
    account = Account(Credentials(tmp_path, "test"), "nmv_usr_mine")
    async with StudioClient("http://127.0.0.1:1", account, SKILL) as client:
        with pytest.raises(TryLater) as failure:
            await run(client)
    assert failure.value.code == "STUDIO_UNREACHABLE"


@pytest.mark.parametrize("url", ["nonsense", "ftp://example.com", "http://", "http://a b/", "http://127.0.0.1:99999"])
async def test_an_address_that_is_none_is_told_in_words(tmp_path: Path, url: str) -> None:
    account = Account(Credentials(tmp_path, "test"), "nmv_usr_mine")
    async with StudioClient(url, account, SKILL) as client:
        with pytest.raises((TryLater, WireViolated), match="NEMO_API_URL"):
            await client.credits()


async def test_a_token_that_cannot_be_sent_is_told_in_words(open_client: Opened) -> None:
    with pytest.raises(KineographError) as failure:
        await (await open_client(Script(), token="日本\n")).credits()
    assert "日本" not in failure.value.advice


@pytest.mark.requirement("reading.not-json")
async def test_an_answer_without_end_is_cut_off(open_client: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "MAX_JSON_BYTES", 100_000)

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 10_000

    with pytest.raises(WireViolated, match="no end"):
        await (await open_client(Script(simple=Reply(200, endless())))).credits()


async def test_a_render_whose_answer_is_lost_is_in_doubt(open_client: Opened) -> None:
    client = await open_client(Script(lambda_=Reply(), **{"lambda": Reply(head=False)}))
    with pytest.raises(OutcomeUnknown):
        await client.render(Render(id="render_1", sessionId="7", draft={"t": []}))


@pytest.mark.requirement("upload.streamed")
async def test_an_upload_is_streamed_under_its_own_name(open_client: Opened, tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"\xff\xd8" + bytes(700_000))
    sizes: list[int] = []
    script = Script(
        **{"7": answer({"code": 0, "data": {"files": [{"filename": "x.jpg"}], "session_state_applied": True}})}
    )
    client = await open_client(script)
    part = await part_of(path, 'Wien „Oper" 1.jpg', "image/jpeg", sizes.append)
    assert (await client.upload("7", part)).files[0].filename == "x.jpg"
    request = script.requests[-1]
    assert request.headers["content-length"] == str(len(request.body))
    head, _, rest = request.body.partition(b"\r\n\r\n")
    assert 'name="files"; filename="Wien „Oper%22 1.jpg"'.encode() in head
    assert rest.startswith(b"\xff\xd8")
    assert len(sizes) == 3
    assert sizes[-1] == 700_002


async def test_a_file_that_shrinks_while_it_is_sent_is_told(open_client: Opened, tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(bytes(10))
    part = await part_of(path, "f.jpg", "image/jpeg")
    path.write_bytes(b"")
    with pytest.raises(OSError, match="changed"):
        await (await open_client(Script())).upload("7", part)


async def fetch(client: StudioClient, url: str, path: Path) -> int:
    return await client.download(url, path, 1_000_000, lambda *_: None)


@pytest.mark.requirement("export.token-stays-home")
async def test_the_token_goes_to_the_studios_host_only(open_client: Opened, tmp_path: Path) -> None:
    own = Script(**{"a.mp4": Reply(200, b"video", "video/mp4")})
    cdn = Script(**{"b.mp4": Reply(200, b"video!", "video/mp4")})
    client, other = await open_client(own), await open_client(cdn)
    assert await fetch(client, "/a.mp4", tmp_path / "a") == 5
    assert own.requests[-1].headers["authorization"].startswith("Bearer ")
    own.replies["a.mp4"] = Reply(302, b"", headers={"Location": f"{other.base_url}/b.mp4?sig=1"})
    assert await fetch(client, f"{client.base_url}/a.mp4", tmp_path / "a") == 6
    assert "authorization" not in cdn.requests[-1].headers
    assert "x-skill-source" not in cdn.requests[-1].headers


async def test_a_download_route_may_answer_with_a_link(open_client: Opened, tmp_path: Path) -> None:
    script = Script(
        download=answer({"output": {"url": "/a.mp4"}, "status": "completed"}),
        **{"a.mp4": Reply(200, b"v", "video/mp4")},
    )
    client = await open_client(script)
    assert await client.download_render("render_1", tmp_path / "a", 1000, lambda *_: None) == 1


@pytest.mark.requirement("export.size-cap", "export.length-is-checked")
@pytest.mark.parametrize(
    "reply",
    [
        Reply(403, b"no"),
        Reply(200, b"<html>", "text/html"),
        answer({"status": "processing"}),
        Reply(302, b"", headers={"Location": "/a.mp4"}),
        Reply(302, b"", headers={"Location": "file:///etc/passwd"}),
        Reply(200, b"short", "video/mp4", headers={"Content-Length": "500"}),
        Reply(200, bytes(2_000_000), "video/mp4"),
    ],
)
async def test_what_is_no_file_is_no_delivery(open_client: Opened, tmp_path: Path, reply: Reply) -> None:
    client = await open_client(Script(**{"a.mp4": reply}))
    with pytest.raises((TryLater, WireViolated)):
        await fetch(client, "/a.mp4", tmp_path / "a")


async def test_a_full_disk_is_told(open_client: Opened) -> None:
    client = await open_client(Script(**{"a.mp4": Reply(200, bytes(100_000), "video/mp4")}))
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    with pytest.raises(HumanMustAct) as failure:
        await fetch(client, "/a.mp4", full)
    assert failure.value.code == "DISK_FULL"


def test_other_write_errors_name_the_folder() -> None:
    assert downloads.disk_error(PermissionError(13, "no"), Path("out")).code == "OUTPUT_NOT_WRITABLE"


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://127.0.0.1:5", True),
        ("http://localhost", True),
        ("http://[::1]:5", True),
        ("https://example.com", False),
    ],
)
def test_a_studio_on_this_machine_is_asked_without_a_proxy(url: str, loopback: bool) -> None:
    assert is_loopback(url) is loopback


async def test_a_proxy_in_the_environment_is_not_asked_for_loopback(
    open_client: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert (await (await open_client(Script())).credits()).available == 100


@pytest.mark.requirement("export.token-stays-home")
def test_a_host_is_the_studios_by_scheme_name_and_port() -> None:
    studio = Connection("https://studio.example/base/")
    assert studio.is_own_host("https://studio.example:443/a")
    assert studio.is_own_host("/a")
    assert not studio.is_own_host("https://studio.example.evil.org/a")
    assert not studio.is_own_host("http://studio.example/a")


@pytest.mark.requirement("error.our-words")
async def test_no_token_is_ever_logged_or_shown(open_client: Opened, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "kineograph")
    refusal = answer({"code": 1001, "message": "nmv_usr_mine is not valid"})
    client = await open_client(Script(simple=refusal), token="nmv_usr_mine")
    with pytest.raises(HumanMustAct) as failure:
        await client.credits()
    assert "nmv_usr_mine" not in caplog.text + repr(client.account) + str(failure.value) + failure.value.detail


async def test_a_state_with_half_a_surrogate_pair_is_read_as_what_can_be_written(open_client: Opened) -> None:
    body = b'{"code":0,"data":{"state":{"draft":{"m":{"title":"\\ud83c half"}},"\\udfff":1}}}'
    client = await open_client(Script(latest=Reply(200, body)))
    assert (await client.state("7")).state == {"draft": {"m": {"title": "? half"}}, "?": 1}


async def test_an_answer_in_broken_utf8_is_read(open_client: Opened) -> None:
    client = await open_client(Script(latest=Reply(200, b'{"data":{"state":{"name":"a\xffb\xed\xa0\x80"}}}')))
    assert (await client.state("7")).state["name"].startswith("a\ufffdb\ufffd")
