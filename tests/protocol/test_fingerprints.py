"""When two states count as the same."""

from __future__ import annotations

from typing import Any

from kineograph.protocol.fingerprints import draft_fingerprint, fingerprint, trace_fingerprint


def test_order_of_keys_and_signatures_of_links_do_not_count() -> None:
    one = {"draft": {"t": [], "d": 1, "u": "https://cdn.example/a.jpg?sig=1"}, "video_infos": [1, 2]}
    two = {"video_infos": [3, 4], "draft": {"d": 1, "u": "https://cdn.example/a.jpg?sig=2", "t": []}}
    assert fingerprint(one) == fingerprint(two)


def test_a_draft_a_canvas_media_and_a_new_source_count() -> None:
    base: dict[str, Any] = {"draft": {"d": 1}, "video_infos": []}
    others: list[dict[str, Any]] = [
        {"draft": {"d": 2}, "video_infos": []},
        {"draft": {"d": 1}, "video_infos": [1]},
        {**base, "canvas_config": {"width": 1}},
        {**base, "generated_media": ["x"]},
        {"draft": "?a", "video_infos": "none"},
    ]
    assert len({fingerprint(state) for state in [base, *others]}) == 6
    assert draft_fingerprint({"a": ("x",)}) == draft_fingerprint({"a": ["x"]})


def test_a_new_source_is_no_trace_of_an_instruction() -> None:
    before: dict[str, Any] = {"draft": {"t": []}, "video_infos": []}
    assert trace_fingerprint(before) == trace_fingerprint({**before, "video_infos": ["beach.jpg"]})
    assert trace_fingerprint(before) != trace_fingerprint({**before, "draft": {"t": [1]}})
