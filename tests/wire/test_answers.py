"""Envelopes, codes, routes and renders, in every shape that is documented."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kineograph.wire import routes
from kineograph.wire.attribution import Attribution, is_attributed
from kineograph.wire.codes import Code, Trouble, trouble_of_status
from kineograph.wire.envelope import MAX_SAID, Payload, Refusal, ok, open_envelope, refused
from kineograph.wire.renders import RenderState, RenderStatus, read_render


@pytest.mark.requirement("reading.envelopes")
@pytest.mark.parametrize(
    "body",
    [
        ok({"a": 1}),
        {"code": "0", "data": {"a": 1}},
        {"success": True, "data": {"a": 1}},
        {"data": {"a": 1}},
        {"a": 1},
    ],
)
def test_every_envelope_is_opened(body: dict[str, Any]) -> None:
    assert open_envelope(200, body) == Payload({"a": 1})


@pytest.mark.requirement("reading.envelopes")
def test_an_envelope_without_data_is_its_own_payload() -> None:
    body = {"code": 0, "data": None}
    assert open_envelope(200, body) == Payload(body)
    assert open_envelope(200, {"data": {"a": 1}, "other": 2}) == Payload({"data": {"a": 1}, "other": 2})


@pytest.mark.requirement(
    "error.1010",
    "error.401",
    "error.4002",
    "error.passing",
    "error.404",
    "error.unknown",
    "reading.no-has-an-order",
    "reading.lost-session-in-words",
)
@pytest.mark.parametrize(
    ("status", "body", "trouble", "code"),
    [
        (200, refused(Code.BAD_TOKEN, "bad"), Trouble.BAD_TOKEN, 1001),
        (200, {"code": 1010}, Trouble.BAD_TOKEN, 1010),
        (200, {"code": 77}, Trouble.REFUSED, 77),
        (200, {"code": True, "success": False, "error": "no"}, Trouble.REFUSED, None),
        (200, {"success": False}, Trouble.REFUSED, None),
        (200, "text", Trouble.REFUSED, None),
        (503, None, Trouble.TRANSIENT, None),
        (507, {"code": 507}, Trouble.STUDIO_FULL, 507),
        (400, {"code": 2001, "message": "x"}, Trouble.NO_CREDITS, 2001),
        (400, {"code": 400, "detail": "X_Client_Id is missing"}, Trouble.CLIENT_ID_MISSING, 400),
        (400, {"detail": [{"loc": ["body"]}]}, Trouble.REFUSED, None),
        (401, {"code": 401}, Trouble.BAD_TOKEN, 401),
        (402, {"detail": "plan"}, Trouble.EXPORT_BLOCKED, None),
        (404, {"detail": "Session not found: 7"}, Trouble.SESSION_NOT_FOUND, None),
        (404, {"detail": "no such render"}, Trouble.NOT_FOUND, None),
        (408, {}, Trouble.TRANSIENT, None),
        (409, {"code": "9999999999999", "reason": "dup"}, Trouble.DUPLICATE, None),
        (413, {}, Trouble.FILE_TOO_LARGE, None),
        (418, {}, Trouble.REFUSED, None),
        (429, {"code": 429}, Trouble.RATE_LIMITED, 429),
    ],
)
def test_every_no_has_its_meaning(status: int, body: object, trouble: Trouble, code: int | None) -> None:
    found = open_envelope(status, body)
    assert isinstance(found, Refusal)
    assert (found.trouble, found.code) == (trouble, code)


@pytest.mark.requirement("reading.reasons")
def test_what_the_studio_said_is_kept_short() -> None:
    found = open_envelope(400, {"message": "", "detail": "x" * 9000})
    assert isinstance(found, Refusal)
    assert len(found.said) == MAX_SAID
    assert trouble_of_status(599) is Trouble.TRANSIENT


@pytest.mark.requirement("reading.render-shapes")
@pytest.mark.parametrize(
    "answer",
    [
        {"taskId": "r", "status": "completed", "progress": 100, "output": {"url": "u", "duration": 1.5, "size": 9}},
        {"success": True, "data": {"id": "r", "status": "DONE", "progress": 100, "outputUrl": "u"}},
        {"status": "success", "progress": 250, "outputUrl": "u", "output": "none"},
    ],
)
def test_every_shape_of_a_finished_render(answer: dict[str, Any]) -> None:
    found = read_render(answer)
    assert (found.state, found.url, found.progress) == (RenderState.COMPLETED, "u", 100)


@pytest.mark.requirement("reading.completed-needs-a-link")
@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ({"status": "completed", "progress": 100}, RenderState.PROCESSING),
        ({"status": "completed", "outputUrl": 5}, RenderState.PROCESSING),
        ({"status": "queued", "progress": True}, RenderState.PENDING),
        ({"status": "who knows", "progress": "x"}, RenderState.PROCESSING),
        ({"status": "error", "error": {"a": 1}}, RenderState.FAILED),
        ({"status": "canceled"}, RenderState.CANCELLED),
        ({}, RenderState.PROCESSING),
        ({"data": []}, RenderState.PROCESSING),
    ],
)
def test_what_is_not_finished_is_not_called_so(answer: dict[str, Any], state: RenderState) -> None:
    assert read_render(answer).state is state


@given(
    st.sampled_from(RenderState), st.floats(0, 100), st.text(max_size=20), st.integers(0, 10**9), st.integers(0, 10**12)
)
def test_a_status_survives_the_wire(state: RenderState, progress: float, error: str, duration: int, size: int) -> None:
    url = "https://cdn.example/r.mp4" if state is RenderState.COMPLETED else ""
    status = RenderStatus(state, round(progress), url, error, duration if url else 0, size if url else 0)
    assert read_render(status.to_wire("render_1")) == status


def test_a_part_cannot_change_the_shape_of_a_path() -> None:
    assert routes.STATE.at(session_id="5529798706024415232").endswith("/me/5529798706024415232/latest")
    for part in ("..", ".", "a/b", "", "a?b", "x" * 201):
        with pytest.raises(ValueError, match="session_id"):
            routes.STATE.at(session_id=part)
    assert len({(route.method, route.path) for route in routes.ROUTES}) == len(routes.ROUTES)


def test_attribution_takes_all_three() -> None:
    headers = Attribution("skill", "1.0.0").headers()
    assert is_attributed(headers)
    for name in headers:
        assert not is_attributed({**headers, name: " "})


@pytest.mark.requirement("error.409-duplicate", "error.409-busy")
def test_a_busy_session_is_told_from_a_duplicate() -> None:
    busy = open_envelope(
        409, {"code": 409, "message": "This session already has a turn running; nothing was accepted."}
    )
    duplicate = open_envelope(409, {"code": 409, "message": "duplicate id"})
    assert isinstance(busy, Refusal)
    assert isinstance(duplicate, Refusal)
    assert (busy.trouble, duplicate.trouble) == (Trouble.BUSY, Trouble.DUPLICATE)


@pytest.mark.requirement("reading.reasons")
@pytest.mark.parametrize("name", ["message", "detail", "error", "reason"])
@pytest.mark.parametrize("status", [200, 400])
def test_the_reason_is_found_under_each_of_its_names(name: str, status: int) -> None:
    found = open_envelope(status, {"code": 2001, name: "in the studio's words"})
    assert isinstance(found, Refusal)
    assert (found.code, found.said) == (2001, "in the studio's words")
