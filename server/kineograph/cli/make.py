"""``kineograph make``: pictures and a sentence in, one video out. Its path is all that goes to stdout.

A file appears only when it is whole: it is made beside its place and moved there at the end. A file that was named with
``-o`` is replaced then and not before; without a name none is ever replaced.
"""

from __future__ import annotations

import math
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kineograph.cli.args import Make
from kineograph.cli.compose import opened_sessions, settings_of, skill_of
from kineograph.cli.ending import Work
from kineograph.cli.progress_line import ProgressLine
from kineograph.errors import AgentMustFix, HumanMustAct
from kineograph.sessions.requests import ExportRequest, check_request
from kineograph.sessions.sources import plain_name
from kineograph.sessions.views import (
    CreditsView,
    ExportView,
    JobView,
    TimelineView,
    TurnView,
    UploadView,
)
from kineograph.timeline.outputs import CONTAINERS
from kineograph.tools.progress import progress_to
from kineograph.tools.seam import Sessions

_UNTIL_DONE = math.inf


def making(arguments: Make) -> Work:
    """The work of making one video."""

    async def make() -> int:
        settings = settings_of({"KINEOGRAPH_STUDIO": arguments.studio, "KINEOGRAPH_SKILL": arguments.skill})
        skill = skill_of(settings)
        place = _place(arguments)
        wish = _wish(arguments, place, settings.studio)
        line = ProgressLine()
        with _scratch_beside(place) as scratch:
            async with opened_sessions(settings, skill, scratch) as sessions:
                words = _words(arguments, skill.default_instruction)
                made = await video_of(sessions, arguments.paths, words, line, wish)
            path = _deliver(Path(made.path), place, replace=arguments.output is not None)
        line.clear()
        print(path)
        return 0

    return make


def _words(arguments: Make, default: str) -> str:
    if arguments.say is None:
        return default
    if not arguments.say.strip():
        raise AgentMustFix("EMPTY_INSTRUCTION", "--say is empty. Say what the video should be, or leave --say out.")
    return arguments.say


async def video_of(
    sessions: Sessions, paths: Sequence[str], say: str, line: ProgressLine, wish: ExportRequest | None = None
) -> ExportView:
    """The finished video of ``paths`` as ``say`` asks. What was held back, assumed or left out is said on ``line``.

    Raises ``KineographError``."""
    async with progress_to(line) as on_progress:
        uploads = await sessions.upload([_absolute(path) for path in paths], "new", on_progress, _UNTIL_DONE)
        _say_refused(uploads, line)
        if all(file.kind == "audio" for file in uploads.files):
            raise AgentMustFix("NO_PICTURES", "There is only sound. Name at least one picture or clip as well.")
        answer = await sessions.instruct(say, uploads.session_id, _UNTIL_DONE, on_progress)
        turn = _turn(answer, say)
        if isinstance(turn, ExportView):
            return turn
        timeline = await sessions.timeline(uploads.session_id)
        _say_turn(turn, line)
        _say_missing(uploads, timeline, line)
        if not timeline.exportable:
            raise AgentMustFix(
                "NOTHING_TO_EXPORT", 'The words led to no video. Say it differently, for example --say "make a video".'
            )
        exported = await sessions.export(
            uploads.session_id, wait_seconds=_UNTIL_DONE, on_progress=on_progress, **_arguments(wish)
        )
    line.say(timeline.summary)
    video = _video(exported)
    for remark in video.remarks:
        line.say(remark)
    return video


def _turn(answer: JobView | TimelineView | CreditsView, say: str) -> TurnView | ExportView:
    if not isinstance(answer, JobView):
        raise AgentMustFix("NOT_AN_INSTRUCTION", f"“{say}” asks a question; --say takes what the video should be.")
    if answer.error is not None:
        raise answer.error
    if answer.result is None:
        raise HumanMustAct("NO_RESULT", "The studio came to no end. Try again; `kineograph doctor` says what is wrong.")
    return answer.result


def _video(answer: JobView) -> ExportView:
    if answer.error is not None:
        raise answer.error
    if not isinstance(answer.result, ExportView):
        raise HumanMustAct("NO_RESULT", "The export came to no end. Try again; `kineograph doctor` says what is wrong.")
    return answer.result


def _say_refused(uploads: UploadView, line: ProgressLine) -> None:
    for file in uploads.refused:
        line.say(f"Left out {file.name}: {file.advice}")
    if not uploads.files:
        first = uploads.refused[0] if uploads.refused else None
        code, advice = (first.code, first.advice) if first else ("NO_PICTURES", "There is nothing to make a video of.")
        raise AgentMustFix(code, f"No file could be used. {advice}")


def _say_turn(turn: TurnView, line: ProgressLine) -> None:
    for label, said in (("Assumed", turn.assumed), ("Not understood, so not done", turn.not_done)):
        if said:
            line.say(f"{label}: {'; '.join(said)}.")
    if turn.said and not turn.changes:
        line.say(f"The studio says: {turn.said}")


def _say_missing(uploads: UploadView, timeline: TimelineView, line: ProgressLine) -> None:
    shown = {Path(clip.name).stem for track in timeline.tracks for clip in track.clips}
    pictures = [file.name for file in uploads.files if file.kind != "audio" and not file.already]
    missing = [name for name in pictures if Path(plain_name(name)).stem not in shown]
    if missing and timeline.exportable:
        line.say(f"Not in the video: {len(missing)} of {len(pictures)} pictures ({', '.join(missing)}).")


def _absolute(path: str) -> str:
    return path if "://" in path or path.startswith("data:") else str(Path(path).expanduser().absolute())


def _place(arguments: Make) -> Path:
    """Where the video is to go. Raises ``HumanMustAct`` where nothing can be put there, before any work."""
    place = arguments.output or Path(f"{name_after(arguments.paths[0])}.mp4")
    place = place.expanduser().absolute()
    if os.path.isdir(place):  # noqa: PTH112 - the same
        raise HumanMustAct("NO_PLACE", f"{place} is a folder. Name a file in it, for example {place / 'video.mp4'}.")
    if place.suffix.lower()[1:] not in CONTAINERS:
        ending = f"The ending of the file says what is made: {', '.join(CONTAINERS)}."
        raise HumanMustAct("NO_SUCH_KIND", f"{ending} Name it {place.with_suffix('.mp4').name}.")
    if not os.path.isdir(place.parent):  # noqa: PTH112 - the same
        raise HumanMustAct("NO_PLACE", f"There is no folder {place.parent}. Make it, or name another with -o.")
    return place


def _wish(arguments: Make, place: Path, studio: str) -> ExportRequest:
    """What is asked of the export. Raises ``AgentMustFix`` where it cannot be made, before any work."""
    wish = ExportRequest(
        quality=arguments.quality,
        format=place.suffix.lower()[1:],
        resolution=arguments.resolution,
        fps=arguments.fps,
    )
    check_request(wish, studio)
    return wish


def _arguments(wish: ExportRequest | None) -> dict[str, Any]:
    """What is asked for beyond what is usual, as the arguments of an export."""
    asked = wish or ExportRequest()
    names = ("quality", "format", "resolution", "fps")
    return {name: getattr(asked, name) for name in names if getattr(asked, name) != getattr(ExportRequest(), name)}


def name_after(source: str) -> str:
    """What a video of ``source`` is called where nobody says: as the file, the folder, or the last part of the link."""
    if source.startswith("data:"):
        return "video"
    if "://" in source:
        return Path(urlsplit(source).path).stem or "video"
    path = Path(source).expanduser().resolve()
    return (path.name if os.path.isdir(path) else path.stem) or "video"  # noqa: PTH112 - Path.is_dir raises EACCES


@contextmanager
def _scratch_beside(place: Path) -> Iterator[Path]:
    """A folder on the same disk as ``place``, so that the last move is one step; gone afterwards, whatever happens."""
    try:
        scratch = Path(tempfile.mkdtemp(prefix=".kineograph-", dir=place.parent))
    except OSError as error:
        raise HumanMustAct(
            "FOLDER_UNWRITABLE", f"The folder {place.parent} cannot be written. Choose another with -o.", str(error)
        ) from error
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _deliver(made: Path, place: Path, *, replace: bool) -> Path:
    if not replace:
        place = _reserved(place)
    return made.replace(place)


def _reserved(place: Path) -> Path:
    """``place``, or the first of place-2, place-3 … that does not exist; an empty file holds it until the move."""
    number = 1
    while True:
        free = place if number == 1 else place.with_stem(f"{place.stem}-{number}")
        try:
            free.open("xb").close()
        except FileExistsError:
            number += 1
        else:
            return free
