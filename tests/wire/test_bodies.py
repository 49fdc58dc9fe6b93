"""Routes, codes, bodies and headers, read from both ends."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from kineograph.wire.attribution import Attribution, is_attributed
from kineograph.wire.bodies import AnonymousToken, CreateSession, Render, Run, SessionCreated, UploadUrls, to_wire
from kineograph.wire.codes import BODY_CODES, Code, Trouble, trouble_of_status
from kineograph.wire.routes import RENDER_STATUS, ROUTES, RUN, STATE


def test_every_route_is_written_once() -> None:
    assert len({(route.method, route.path) for route in ROUTES}) == len(ROUTES)
    assert all(route.safe for route in ROUTES if route.method == "GET")


def test_what_costs_is_not_safe_to_repeat() -> None:
    assert not RUN.safe


@pytest.mark.parametrize("part", ["", "..", ".", "a/b", "a%2Fb", "a?b", "a#b", "a b", "x" * 201])
def test_a_part_that_would_change_the_path_is_refused(part: str) -> None:
    with pytest.raises(ValueError, match="cannot stand in a path"):
        STATE.at(session_id=part)


def test_a_path_is_filled() -> None:
    assert STATE.at(session_id="5529798706024415232") == "/api/state/nemo_agent/me/5529798706024415232/latest"
    assert RENDER_STATUS.at(render_id="render_1-a") == "/api/render/proxy/lambda/render_1-a"


@pytest.mark.requirement("reading.ids-are-text")
def test_a_session_id_stays_a_string_beyond_two_to_the_53() -> None:
    assert SessionCreated.model_validate({"session_id": 5529798706024415232}).session_id == "5529798706024415232"
    with pytest.raises(ValidationError):
        SessionCreated.model_validate({"session_id": True})
    with pytest.raises(ValidationError):
        SessionCreated.model_validate({"session_id": ""})


@pytest.mark.requirement("turn.as-documented")
def test_a_turn_is_sent_as_the_skills_write_it() -> None:
    assert to_wire(Run.of("42", "hello")) == {
        "app_name": "nemo_agent",
        "user_id": "me",
        "session_id": "42",
        "new_message": {"parts": [{"text": "hello"}]},
    }


def test_a_turn_is_read_in_either_spelling() -> None:
    camel = {"appName": "nemo_agent", "userId": "me", "sessionId": "42", "newMessage": {"parts": [{"text": "a"}, {}]}}
    run = Run.model_validate(camel)
    assert (run.session_id, run.text) == ("42", "a")
    with pytest.raises(ValidationError):
        Run.model_validate({**camel, "newMessage": {"parts": []}})


@pytest.mark.requirement("reading.draft-is-carried-raw")
def test_a_render_is_sent_with_the_draft_as_it_came() -> None:
    draft = {"t": [], "anything": {"é": None}}
    body = to_wire(Render(id="render_1", sessionId="42", draft=draft))
    assert body == {
        "id": "render_1",
        "sessionId": "42",
        "draft": draft,
        "output": {"format": "mp4", "quality": "high"},
    }
    with pytest.raises(ValidationError):
        Render(id="../x", sessionId="42", draft={})


def test_defaults_of_the_other_requests() -> None:
    assert to_wire(CreateSession(language="en")) == {"task_name": "project", "language": "en"}
    with pytest.raises(ValidationError):
        UploadUrls(urls=())


def test_a_token_does_not_show_in_a_repr() -> None:
    assert "nmv_usr_secret" not in repr(AnonymousToken(token="nmv_usr_secret"))


def test_attribution_is_whole_or_missing() -> None:
    headers = Attribution("skill", "1.0.0").headers()
    assert headers == {"X-Skill-Source": "skill", "X-Skill-Version": "1.0.0", "X-Skill-Platform": "unknown"}
    assert is_attributed(headers)
    assert not is_attributed({**headers, "X-Skill-Version": " "})
    assert not is_attributed({})


def test_statuses_and_codes_mean_what_the_error_table_says() -> None:
    assert [trouble_of_status(status) for status in (400, 401, 402, 404, 429, 500, 503, 418)] == [
        Trouble.REFUSED,
        Trouble.BAD_TOKEN,
        Trouble.EXPORT_BLOCKED,
        Trouble.NOT_FOUND,
        Trouble.RATE_LIMITED,
        Trouble.TRANSIENT,
        Trouble.TRANSIENT,
        Trouble.REFUSED,
    ]
    assert BODY_CODES[Code.NO_CREDITS] is Trouble.NO_CREDITS


def test_a_render_is_sent_as_documented_where_nothing_more_is_asked_for() -> None:
    sent = to_wire(Render(id="r", sessionId="s", draft={}))
    assert sent == {"id": "r", "sessionId": "s", "draft": {}, "output": {"format": "mp4", "quality": "high"}}
    more = Render.model_validate({**sent, "output": {"format": "webm", "resolution": "720p", "fps": 25}})
    assert to_wire(more)["output"] == {"format": "webm", "quality": "high", "resolution": "720p", "fps": 25}
