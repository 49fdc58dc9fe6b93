"""Tokens, sessions and credits, as the vendor's skill text 1.9 has them."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import httpx
import pytest
from tests.studio.conftest import Caller, Clock, Start

from kineograph.studio.home import Home
from kineograph.studio.options import StudioOptions
from kineograph.studio.serve import running_studio
from kineograph.wire import routes
from kineograph.wire.attribution import CLIENT_ID


async def test_a_token_needs_a_client_id(http: httpx.AsyncClient) -> None:
    for headers in ({}, {CLIENT_ID: ""}, {CLIENT_ID: "x" * 65}):
        answer = await http.post(routes.ANONYMOUS_TOKEN.path, headers=headers)
        assert answer.status_code == 400
        assert "X-Client-Id" in answer.json()["message"]


async def test_a_token_looks_as_the_cloud_s_does(start: Start, clock: Clock) -> None:
    async with start() as caller:
        made = await caller.sign_in()
    assert re.fullmatch(r"nmv_usr_[A-Za-z0-9_-]{43}", made["token"])
    assert made["user_id"].startswith("anon_")
    assert made["expires_at"] == "2027-01-22T08:00:00Z"
    assert made["credits"] == 100


async def test_one_client_is_one_account_and_its_older_token_lives_on(caller: Caller) -> None:
    older, session = caller.token, caller.session
    first = await caller.sign_in()
    second = await caller.sign_in()
    assert first["user_id"] == second["user_id"]
    assert first["token"] != second["token"]
    caller.token = older
    assert (await caller.get(routes.STATE.at(session_id=session))).json()["code"] == 0


async def test_a_token_expires_after_seven_days(start: Start, clock: Clock) -> None:
    async with start() as caller:
        clock.seconds += 7 * 86400 - 1
        assert (await caller.get(routes.CREDITS.path)).json()["code"] == 0
        clock.seconds += 1
        assert (await caller.get(routes.CREDITS.path)).json()["code"] == 1001
        await caller.sign_in()
        assert (await caller.get(routes.STATE.at(session_id=caller.session))).json()["code"] == 0


@pytest.mark.parametrize("header", ["", "Bearer", "Basic abc", "Bearer nmv_usr_wrong", "Bearer " + "x" * 5000])
async def test_nothing_is_answered_without_a_good_token(http: httpx.AsyncClient, header: str) -> None:
    for route in routes.ROUTES:
        if route is not routes.ANONYMOUS_TOKEN:
            path = route.path.format(session_id="1", render_id="1")
            answer = await http.request(route.method, path, headers={"Authorization": header} if header else {})
            assert answer.json()["code"] == 1001, path


async def test_tokens_are_kept_as_hashes_and_files_are_private(start: Start, options: StudioOptions) -> None:
    async with start() as caller:
        token = caller.token
    home = Home(options.home)
    assert token.encode() not in home.ledger.read_bytes()
    for path in [home.root, *home.root.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


@pytest.mark.requirement("reading.ids-are-text")
async def test_a_session_id_is_a_string_beyond_what_a_float_can_hold(caller: Caller) -> None:
    answer = (await caller.post(routes.CREATE_SESSION.path, {"task_name": "x", "language": "zh-CN"})).json()["data"]
    assert re.fullmatch(r"[1-9]\d{18}", answer["session_id"])
    assert int(answer["session_id"]) > 2**53
    assert answer["task_id"].startswith("task_")
    assert answer["user_id"].startswith("anon_")


@pytest.mark.requirement("jobs.accounts-apart")
async def test_somebody_else_s_session_does_not_exist(caller: Caller, http: httpx.AsyncClient) -> None:
    stranger = Caller(http, "stranger")
    await stranger.sign_in()
    stranger.session = caller.session
    assert (await stranger.get(routes.STATE.at(session_id=caller.session))).json()["code"] == 1002
    assert (await stranger.upload(("a.jpg", b"x"))).json()["code"] == 1002
    assert (await stranger.post(routes.CLAIM_TOKEN.path, {"session_id": caller.session})).json()["code"] == 1002
    run = await stranger.post(
        routes.RUN.path, {"session_id": caller.session, "new_message": {"parts": [{"text": "hi"}]}}
    )
    assert run.status_code == 404
    assert "Session not found" in run.json()["detail"]
    assert (await stranger.render("r1", {"t": []})).json()["code"] == 1002


async def test_nothing_is_deducted_on_one_s_own_machine(caller: Caller) -> None:
    await caller.say("hello")
    assert (await caller.get(routes.CREDITS.path)).json()["data"] == {"available": 100, "frozen": 0, "total": 100}


async def test_two_studios_share_one_home(options: StudioOptions, start: Start) -> None:
    async with start() as one, running_studio(options) as url, httpx.AsyncClient(base_url=url) as client:
        other = Caller(client, "someone", one.token, one.session)
        assert (await other.get(routes.STATE.at(session_id=one.session))).json()["code"] == 0
        assert (await other.sign_in())["user_id"] == (await one.sign_in())["user_id"]


async def test_records_of_a_newer_version_are_left_alone(options: StudioOptions) -> None:
    Home(options.home).prepare()
    with sqlite3.connect(options.home / "studio.sqlite3") as connection:
        connection.execute("pragma user_version=99")
    connection.close()
    with pytest.raises(Exception, match="newer Kineograph"):
        async with running_studio(options):
            pass


async def test_a_home_that_cannot_be_used_is_said_in_words(options: StudioOptions, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    with pytest.raises(Exception, match="cannot be used"):
        async with running_studio(options):
            pass
