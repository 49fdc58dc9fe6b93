"""The words after ``kineograph`` as values. Refuses what cannot be meant; opens and builds nothing."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from kineograph import __version__

HTTP_PORT = 8333
STUDIO_PORT = 8444
EXPLAINED_UPLOADS = tuple(f"photo{number}.jpg" for number in range(1, 6))
# as the tool export_video has them, whose module would load much before a word is read
Resolution = Literal["keep", "480p", "720p", "1080p", "1440p", "2160p"]
Quality = Literal["keep", "high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Serve:
    transport: Literal["stdio", "http"] = "stdio"
    host: str = "127.0.0.1"
    port: int = HTTP_PORT


@dataclass(frozen=True, slots=True)
class Make:
    """``say`` None is the skill's own default; ``output`` None a new name in the current folder; ``resolution`` "keep"
    and ``fps`` 0 as the draft has it."""

    paths: tuple[str, ...]
    say: str | None = None
    output: Path | None = None
    studio: str = ""
    skill: str = ""
    resolution: Resolution = "keep"
    fps: int = 0
    quality: Quality = "keep"


@dataclass(frozen=True, slots=True)
class StudioAlone:
    host: str = "127.0.0.1"
    port: int = STUDIO_PORT
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doctor:
    pass


@dataclass(frozen=True, slots=True)
class Explain:
    """``uploads`` as they are named, in order; ``after``: what was said before, in order."""

    text: str
    uploads: tuple[str, ...] = EXPLAINED_UPLOADS
    after: tuple[str, ...] = ()
    json: bool = False


Arguments = Serve | Make | StudioAlone | Doctor | Explain


def parse(words: Sequence[str], at_a_terminal: bool) -> Arguments:
    """The command in ``words``. Without any: the stdio server if a program is at the other end, help if a person is.

    Raises ``SystemExit`` (0 after help or version, 2 after a mistake)."""
    if not words and not at_a_terminal:
        return Serve()
    parser = _parser()
    if not words:
        parser.print_help()
        raise SystemExit(0)
    asked = parser.parse_args(words)
    match asked.command:
        case "serve":
            return Serve(asked.transport, asked.host, asked.port)
        case "make":
            shape = (asked.resolution, asked.fps, asked.quality)
            return Make(tuple(asked.paths), asked.say, asked.output, asked.studio, asked.skill, *shape)
        case "studio":
            return StudioAlone(asked.host, asked.port, tuple(asked.fault))
        case "explain":
            uploads = EXPLAINED_UPLOADS if asked.uploads is None else tuple(asked.uploads.split(","))
            return Explain(asked.text, uploads, tuple(asked.after), asked.json)
        case _:
            return Doctor()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "kineograph", description="Turns pictures into video, for AI agents and for people."
    )
    parser.add_argument("--version", action="version", version=f"kineograph {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="run the MCP server (stdio unless told otherwise)")
    serve.add_argument("--transport", choices=("stdio", "http"), default="stdio")
    serve.add_argument("--host", default="127.0.0.1", help="with http; this machine only")
    serve.add_argument(
        "--port", type=_port, default=HTTP_PORT, help=f"with http; 0 = any free one (default {HTTP_PORT})"
    )

    make = commands.add_parser("make", help="make a video from pictures and a sentence")
    make.add_argument("paths", nargs="+", metavar="PATH", help="pictures, clips, music, folders or URLs, in order")
    make.add_argument("--say", metavar="TEXT", help="what the video should be, in plain words")
    make.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="OUT.mp4",
        help="the file to write, .mp4, .mov, .webm or .gif; replaced if it exists",
    )
    make.add_argument("--resolution", choices=get_args(Resolution), default="keep", help="of the short side")
    make.add_argument("--fps", type=int, default=0, metavar="N", help="frames a second: 24, 25, 30, 50, 60")
    make.add_argument("--quality", choices=get_args(Quality), default="keep", help="low: a quick preview, a small file")
    make.add_argument("--studio", choices=("embedded", "cloud"), default="")
    make.add_argument("--skill", default="", metavar="NAME", help="a skill profile, or the path of a SKILL.md")

    studio = commands.add_parser("studio", help="run the embedded studio for other programs")
    studio.add_argument("--host", default="127.0.0.1", help="this machine only")
    studio.add_argument("--port", type=_port, default=STUDIO_PORT, help=f"0 = any free one (default {STUDIO_PORT})")
    studio.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="NAME[=VALUE]",
        help="misbehave as clouds do, for tests: docs/faults.md",
    )

    commands.add_parser("doctor", help="say what works here, and what to do about what does not")
    explain = commands.add_parser("explain", help="say how the embedded studio reads a sentence")
    explain.add_argument("text", metavar="TEXT", help="the sentence, English or Chinese")
    explain.add_argument(
        "--uploads", metavar="NAMES", help="a.jpg,clip.mp4:10,song.mp3 (:seconds); five pictures if not said"
    )
    explain.add_argument("--after", action="append", default=[], metavar="TEXT", help="was said before; repeatable")
    explain.add_argument("--json", action="store_true", help="for programs")
    return parser


def _port(word: str) -> int:
    port = int(word)
    if not 0 <= port <= 65535:
        raise ValueError(word)
    return port
