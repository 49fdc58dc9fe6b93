"""What a person and what a log file see of the work."""

from __future__ import annotations

import io

import pytest

from kineograph.cli.progress_line import ProgressLine


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("message", ["Rendering, 50%"])
async def test_a_person_sees_one_line_that_moves(message: str) -> None:
    stream = Terminal()
    line = ProgressLine(stream)
    await line.report_progress(50, 100, message)
    line.say("Assumed: 3 s a picture.")
    shown = stream.getvalue()
    assert f"[{'#' * 12}{'.' * 12}] Rendering, 50%" in shown
    assert shown.endswith("\r\033[KAssumed: 3 s a picture.\n")


async def test_a_name_cannot_command_the_terminal() -> None:
    stream = io.StringIO()
    line = ProgressLine(stream)
    line.say("Left out \x1b[2Ja\nb.jpg")
    await line.report_progress(1, 100, "Uploading \x07\rb.jpg, 1%")
    assert stream.getvalue() == "Left out  [2Ja b.jpg\nUploading   b.jpg\n"


async def test_a_log_gets_each_phase_once() -> None:
    stream = io.StringIO()
    line = ProgressLine(stream)
    for value, message in ((0.01, "Sending"), (10, "Rendering, 10%"), (60, "Rendering, 60%"), (61, "Checking")):
        await line.report_progress(value, 100, message)
    line.clear()
    assert stream.getvalue().splitlines() == ["Sending", "Rendering", "Checking"]
