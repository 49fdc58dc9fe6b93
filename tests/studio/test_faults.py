"""The table of switches: how they are written, that the document tells of each, that each is played; those of calls."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from tests.studio.conftest import SHOW, Caller, Clock, Start, picture, run_body, texts

from kineograph.studio.accounts import read_charges
from kineograph.studio.faults import Beat, Faults, ServerError, TurnError, table
from kineograph.studio.home import Home
from kineograph.studio.options import StudioOptions
from kineograph.studio.renders import read_renders
from kineograph.studio.serve import running_studio
from kineograph.wire import routes

ROOT = Path(__file__).resolve().parents[2]
HEAD = "| switch | value | default | of a | what happens |\n|---|---|---|---|---|\n"


def test_the_document_has_the_table() -> None:
    rows = "".join(f"| `{row.name}` | {row.form} | {row.default} | {row.scope} | {row.says} |\n" for row in table())
    assert HEAD + rows in (ROOT / "docs" / "faults.md").read_text("utf-8")


def test_every_switch_is_played_by_a_test() -> None:
    tests = "".join(
        path.read_text("utf-8") for path in sorted(Path(__file__).parent.glob("test_*.py")) if path != Path(__file__)
    )
    body = Path(__file__).read_text("utf-8").partition("async def ")[2]  # what only reads switches stands above
    played = set(re.findall(r'"(\w+)(?:=[^"]*)?"', tests + body))
    assert {row.name for row in table()} - played == set()


@pytest.mark.parametrize(
    "switch",
    [
        "nonsense",
        "token_expired=many",
        "token_expired=-1",
        "drop=never",
        "drop",
        "charge=maybe",
        "heartbeat=loud",
        "heartbeat=word:soon",
        "turn_delay=-1",
        "turn_delay=nan",
        "server_error=1:404",
        "turn_error=later",
        "turn_error=open:ugly",
        "download_forbidden=everything",
        "download_slow",
        "dialect=adk-3.0",
    ],
)
def test_a_fault_that_does_not_exist_is_told_apart(switch: str) -> None:
    with pytest.raises(ValueError, match=switch.partition("=")[0]):
        Faults.parse([switch])


def test_faults_are_read_from_their_names() -> None:
    words = ["token_expired", "heartbeat=word:0.5", "silent_edits=always", "run_survives=off", "dialect=adk"]
    assert Faults.parse(words) == Faults(
        token_expired=1, heartbeat=Beat("word", 0.5), silent_edits="always", run_survives=False
    )
    assert Faults.parse(["server_error=2:502:/api/state", "turn_error=open:broken"]) == Faults(
        server_error=ServerError(2, 502, "/api/state"), turn_error=TurnError("open", broken=True)
    )


async def test_an_expired_token_is_expired_until_there_is_a_new_one(options: StudioOptions) -> None:
    chosen = replace(options, faults=Faults.parse(["token_expired=9"]))
    async with running_studio(chosen) as url, httpx.AsyncClient(base_url=url) as client:
        caller = Caller(client, "someone")
        await caller.sign_in()
        for _ in range(2):
            assert (await caller.get(routes.CREDITS.path)).json()["code"] == 1001
        await caller.sign_in()
        assert (await caller.get(routes.CREDITS.path)).json()["code"] == 0


async def test_faults_that_a_caller_recovers_from(options: StudioOptions) -> None:
    faults = Faults.parse(["rate_limited=1", "session_lost=1", "business=4xx"])
    chosen = replace(options, faults=faults)
    async with running_studio(chosen) as url, httpx.AsyncClient(base_url=url) as client:
        caller = Caller(client, "someone")
        limited = await client.post(routes.ANONYMOUS_TOKEN.path, headers={"X-Client-Id": "someone"})
        assert (limited.status_code, limited.headers["retry-after"]) == (429, "30")
        await caller.sign_in()
        await caller.open_session()
        assert (await caller.get(routes.STATE.at(session_id=caller.session))).status_code == 404
        lost = await caller.post(routes.RUN.path, run_body(caller.session, "hi"))
        assert (lost.status_code, lost.json()["code"]) == (404, 1002)
        await caller.open_session()
        assert (await caller.get(routes.STATE.at(session_id=caller.session))).json()["code"] == 0
    assert read_charges(Home(options.home).ledger) == ()


async def test_one_token_a_week_where_that_is_wanted(start: Start, clock: Clock) -> None:
    async with start("rate_limit_tokens") as caller:
        answer = await caller.http.post(routes.ANONYMOUS_TOKEN.path, headers={"X-Client-Id": "someone"})
        assert answer.status_code == 429
        clock.seconds += 7 * 86400
        assert (await caller.sign_in())["user_id"].startswith("anon_")


async def test_an_address_has_so_many_tokens_a_week_where_that_is_wanted(start: Start, clock: Clock) -> None:
    async with start("token_limit=3") as caller:
        clients = [{"X-Client-Id": name} for name in ("two", "three", "four")]
        asked = [await caller.http.post(routes.ANONYMOUS_TOKEN.path, headers=headers) for headers in clients]
        assert [answer.status_code for answer in asked] == [200, 200, 429]
        clock.seconds += 7 * 86400
        assert (await caller.http.post(routes.ANONYMOUS_TOKEN.path, headers=clients[2])).status_code == 200


@pytest.mark.parametrize(("status", "kind"), [(500, "json"), (502, "html"), (503, "json")])
async def test_a_server_error_comes_before_anything_was_done(
    start: Start, options: StudioOptions, status: int, kind: str
) -> None:
    async with start(f"server_error=2:{status}:upload-video") as caller:
        assert (await caller.get(routes.CREDITS.path)).status_code == 200
        for _ in range(2):
            failed = await caller.upload(picture())
            assert (failed.status_code, kind in failed.headers["content-type"]) == (status, True)
            assert (await caller.state())["video_infos"] == []
        assert (await caller.upload(picture())).json()["code"] == 0
    assert len(read_media(options)) == 1


def read_media(options: StudioOptions) -> list[Path]:
    return list((options.home / "media").iterdir())


async def test_a_state_may_fail_while_it_is_looked_at(start: Start) -> None:
    async with start("state_error=2") as caller:
        path = routes.STATE.at(session_id=caller.session)
        assert [(await caller.get(path)).status_code for _ in range(3)] == [503, 503, 200]


async def test_an_upload_is_taken_though_its_answer_is_lost(start: Start) -> None:
    async with start("upload_lost") as caller:
        with pytest.raises(httpx.RemoteProtocolError):
            await caller.upload(picture("one.jpg"), picture("two.jpg", "red"))
        before = (await caller.state())["video_infos"]
        again = (await caller.upload(picture("one.jpg"), picture("two.jpg", "red"))).json()
        assert [info["filename"] for info in before] == ["one.jpg", "two.jpg"]
        assert [file["id"] for file in again["data"]["files"]] == [info["id"] for info in before]
        assert (await caller.state())["video_infos"] == before


async def test_a_session_has_faults_of_its_own(start: Start, options: StudioOptions) -> None:
    async with start("per_session", "silent_edits=always") as caller:
        await caller.upload(picture())
        assert texts(await caller.say(SHOW)) == []
        plain = caller.session
        await caller.open_session(faults=["state_error=1", "dialect=typed", "charge", "render_failed"])
        await caller.upload(picture())
        assert (await caller.get(routes.STATE.at(session_id=caller.session))).status_code == 503
        events = await caller.say(SHOW)
        assert len(texts(events)) == 2  # the studio's own silence does not hold here
        draft = (await caller.state())["draft"]
        await caller.render("r", draft)
        assert (await caller.finished("r"))["status"] == "failed"
        token, session = caller.token, caller.session
    async with start("per_session", "silent_edits=always") as caller:  # they outlive the studio
        caller.token, caller.session = token, session
        assert len(texts(await caller.say("each picture for 2 seconds"))) == 2
        caller.session = plain
        assert texts(await caller.say("each picture for 2 seconds")) == []
    ledger = Home(options.home).ledger
    assert [charge.cost for charge in read_charges(ledger) if charge.session_id == session] == [50, 50]
    assert [charge.cost for charge in read_charges(ledger) if charge.session_id == plain] == [0, 0]
    assert [(kept.session_id, kept.state) for kept in read_renders(ledger)] == [(session, "failed")]


@pytest.mark.parametrize(
    ("of_studio", "of_session"),
    [
        ([], ["charge"]),
        (["per_session"], ["token_expired"]),
        (["per_session"], ["nonsense"]),
        (["per_session"], "charge"),
    ],
)
async def test_a_session_s_faults_are_refused_where_they_cannot_be(
    start: Start, of_studio: list[str], of_session: object
) -> None:
    async with start(*of_studio) as caller:
        answer = await caller.post(routes.CREATE_SESSION.path, {"task_name": "x", "faults": of_session})
        assert answer.status_code == 422
        assert "faults" in answer.json()["detail"][0]["loc"]


async def test_records_of_an_earlier_version_are_brought_up_to_date(start: Start, options: StudioOptions) -> None:
    from kineograph.studio import ledger

    Home(options.home).prepare()
    connection = sqlite3.connect(Home(options.home).ledger)
    for statement in filter(str.strip, ledger.MIGRATIONS[0].split(";\n")):
        connection.execute(statement)
    connection.execute("insert into account values ('anon_1', 'someone', 100, 0, 0)")
    connection.execute(
        "insert into session (id, account_id, task_id, task_name, language, created)"
        " values ('7', 'anon_1', 't', 'x', '', 0)"
    )
    connection.execute("pragma user_version=1")
    connection.commit()
    connection.close()
    async with start("per_session") as caller:
        caller.session = "7"
        await caller.upload(picture())
        await caller.say(SHOW)
        await caller.render("r", (await caller.state())["draft"])
        assert (await caller.finished("r"))["status"] == "completed"
    assert [kept.attempts for kept in read_renders(Home(options.home).ledger)] == [1]
