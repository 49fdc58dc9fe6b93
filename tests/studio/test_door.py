"""What comes in at all: hosts, origins, methods, paths; claim pages; starting and stopping."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

import httpx
import pytest
from tests.studio.conftest import SHOW, Caller, Clock, Start, picture

from kineograph.errors import HumanMustAct
from kineograph.studio.options import StudioOptions
from kineograph.studio.serve import running_studio
from kineograph.wire import routes


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1:1"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
    ],
)
async def test_a_page_of_another_site_gets_nothing(caller: Caller, headers: Mapping[str, str]) -> None:
    answer = await caller.http.get(routes.CREDITS.path, headers={**caller.headers(), **headers})
    assert answer.status_code == 403
    assert "credits" not in answer.text


async def test_its_own_names_and_pages_are_let_in(caller: Caller) -> None:
    port = caller.http.base_url.port
    for host in (f"localhost:{port}", f"127.0.0.1:{port}", f"[::1]:{port}"):
        headers = {**caller.headers(), "Host": host, "Origin": f"http://{host}"}
        assert (await caller.http.get(routes.CREDITS.path, headers=headers)).json()["code"] == 0


async def test_unknown_paths_and_wrong_methods(caller: Caller) -> None:
    for path in (
        "/",
        "/api",
        "/docs",
        "/files/videos/1.mp4/..",
        "/api/state/nemo_agent/me/1/2/latest",
        "/..%2f..%2fetc",
    ):
        answer = await caller.get(path)
        assert (answer.status_code, "detail" in answer.json()) == (404, True), path
    for route in routes.ROUTES:
        wrong = "GET" if route.method == "POST" else "POST"
        answer = await caller.http.request(wrong, route.path.format(session_id="1", render_id="1"))
        assert answer.status_code == 405, route


@pytest.mark.parametrize("session_id", ["..%2f..%2fstudio.sqlite3", "%00", "1' or '1'='1", "x" * 5000])
async def test_a_session_id_cannot_lead_anywhere(caller: Caller, session_id: str) -> None:
    answer = await caller.get(f"/api/state/nemo_agent/me/{session_id}/latest")
    assert answer.status_code == 404 or answer.json()["code"] == 1002


async def test_a_request_larger_than_it_can_be_is_413(caller: Caller) -> None:
    answer = await caller.http.post(routes.CREATE_SESSION.path, content=b" " * 2_000_000, headers=caller.headers())
    assert answer.status_code == 413


@pytest.mark.parametrize("body", [[], "x", {"task_name": 5}, {"task_name": "x" * 201}, {"language": ["en"]}])
async def test_a_body_of_another_shape_is_422(caller: Caller, body: object) -> None:
    answer = await caller.post(routes.CREATE_SESSION.path, body)
    assert answer.status_code == 422
    assert {"type", "loc", "msg"} <= set(answer.json()["detail"][0])


async def test_a_claim_link_opens_a_page_of_its_own(start: Start, clock: Clock) -> None:
    async with start() as caller:
        await caller.open_session("<script>alert(1)</script>")
        await caller.upload(picture("<b>.jpg"))
        await caller.say(SHOW)
        made = (await caller.post(routes.CLAIM_TOKEN.path, {"task_id": "t", "session_id": caller.session})).json()[
            "data"
        ]
        assert made["claim_token"].startswith("clm_")
        assert made["expires_in"] == 604800
        path = f"/workspace/claim?ct={made['claim_token']}"
        page = await caller.http.get(path)
        assert "Timeline (2 tracks)" in page.text
        assert "<script>" not in page.text
        assert "<b>" not in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]
        await caller.render("r", (await caller.state())["draft"])
        await caller.finished("r")
        video = (await caller.http.get(path)).text.partition('src="')[2].partition('"')[0].replace("&amp;", "&")
        assert (await caller.http.get(video)).content == b"0123456789"
        assert 'download="video.mp4"' in (await caller.http.get(path)).text
        clock.seconds += 604800
        expired = await caller.http.get(path)
        assert (expired.status_code, "does not work any more" in expired.text) == (404, True)
        assert (await caller.http.get("/workspace/claim")).status_code == 404


@pytest.mark.parametrize("host", ["192.168.0.1", "example.org", "::"])
async def test_it_listens_on_this_machine_only(options: StudioOptions, host: str) -> None:
    with pytest.raises(ValueError, match="this machine only"):
        async with running_studio(options, host):
            pass


async def test_a_port_that_is_taken_is_said_in_words(options: StudioOptions, shared_url: str) -> None:
    with pytest.raises(HumanMustAct, match="Choose another port"):
        async with running_studio(options, port=httpx.URL(shared_url).port or 0):
            pass


async def test_a_failure_of_its_user_passes_through_as_it_is(options: StudioOptions) -> None:
    with pytest.raises(KeyError, match="mine"):
        async with running_studio(options):
            raise KeyError("mine")


def test_importing_the_studio_loads_nothing_heavy() -> None:
    script = (
        "import sys, kineograph.studio.serve, kineograph.studio.faults, kineograph.studio.options\n"
        "print([name for name in ('uvicorn', 'starlette', 'PIL', 'av', 'cv2', 'numpy', 'httpx', 'pydantic')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
