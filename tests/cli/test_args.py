"""The words after ``kineograph``."""

from __future__ import annotations

from pathlib import Path

import pytest

from kineograph import __version__
from kineograph.cli import args
from kineograph.cli.args import Doctor, Explain, Make, Serve, StudioAlone, parse
from kineograph.tools import seam


def test_without_words_a_program_gets_the_server_and_a_person_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert parse([], at_a_terminal=False) == Serve()
    with pytest.raises(SystemExit) as left:
        parse([], at_a_terminal=True)
    assert left.value.code == 0
    assert "make a video" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("serve", Serve("stdio")),
        ("serve --transport http --host localhost --port 0", Serve("http", "localhost", 0)),
        ("make a b", Make(("a", "b"))),
        ("make a --say hello -o b.mp4 --studio cloud --skill s", Make(("a",), "hello", Path("b.mp4"), "cloud", "s")),
        ("studio --port 0 --fault drop --fault charge=on", StudioAlone(port=0, faults=("drop", "charge=on"))),
        ("doctor", Doctor()),
        ("explain undo", Explain("undo")),
        (
            "explain a --uploads a.jpg,b.mp4:3 --after b --after c --json",
            Explain("a", ("a.jpg", "b.mp4:3"), ("b", "c"), True),
        ),
    ],
)
def test_what_is_asked_for(words: str, meant: object) -> None:
    assert parse(words.split(), at_a_terminal=True) == meant


@pytest.mark.parametrize("words", ["fly", "serve --port 99999", "serve --port x", "make", "make a --studio moon"])
def test_what_cannot_be_meant(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse(words.split(), at_a_terminal=True)
    assert left.value.code == 2
    assert capsys.readouterr().out == ""


def test_the_file_is_described_as_for_the_tool() -> None:
    assert (args.Resolution, args.Quality) == (seam.Resolution, seam.Quality)
    asked = parse(["make", "a", "--resolution", "720p", "--fps", "60", "--quality", "low"], at_a_terminal=True)
    assert asked == Make(("a",), resolution="720p", fps=60, quality="low")


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--version"], at_a_terminal=True)
    assert capsys.readouterr().out == f"kineograph {__version__}\n"
