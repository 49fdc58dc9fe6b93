"""No log line carries a secret, whoever wrote it."""

from __future__ import annotations

import logging

import pytest

from kineograph.cli.logs import RedactingFormatter, redacted


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("token nmv_usr_AbC-123.x expired", "token [secret] expired"),
        ("Authorization: Bearer abc.def-ghi", "Authorization: Bearer [secret]"),
        ("authorization: bearer abc", "authorization: bearer [secret]"),
        ("see http://h/claim?ct=clm_DnHB-ub6_9", "see http://h/claim?ct=[secret]"),
        ("GET /f/1.mp4?e=17&s=32b6e3bf&x=1", "GET /f/1.mp4?e=17&s=[secret]&x=1"),
        ("GET /f?token=abc&x=1", "GET /f?token=[secret]&x=1"),
        ("a bearer of good news", "a bearer [secret] good news"),
        ("nothing secret here", "nothing secret here"),
    ],
)
def test_secrets_are_blotted_out(line: str, kept: str) -> None:
    assert redacted(line) == kept


def test_tracebacks_and_arguments_are_covered() -> None:
    try:
        raise RuntimeError("Bearer abc")
    except RuntimeError as error:
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "%s", ("nmv_usr_1",), (RuntimeError, error, None))
    text = RedactingFormatter().format(record)
    assert "abc" not in text
    assert "nmv_usr_1" not in text
    assert "RuntimeError" in text
