"""``kineograph explain``: how the embedded studio reads a sentence, for people who extend its grammar.

Clauses, the ledger of their tokens, which rule left which draft, the typed edits, and the reply in the words of the
studio. The project is made up: it needs no studio, no network and no file, and nothing is kept.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import PurePosixPath
from typing import Any
from unicodedata import east_asian_width

from kineograph.cli.args import Explain
from kineograph.cli.ending import Work
from kineograph.errors import AgentMustFix
from kineograph.media.formats import FORMATS
from kineograph.studio.interpreter import ClauseRead, Entry, Focus, Interpretation, Scene, interpret, violations
from kineograph.studio.interpreter.drafts.general import Draft
from kineograph.studio.speech import closing_text, phrases
from kineograph.timeline import EditError, History, Timeline, summarise
from kineograph.timeline.clips import Media
from kineograph.timeline.vocabulary import MediaId, MediaKind
from kineograph.wire.edits import write_edits

_KINDS = {form.extension: form.kind for form in FORMATS} | {".jpeg": MediaKind.IMAGE}
_SIZES = {MediaKind.IMAGE: (4000, 3000), MediaKind.VIDEO: (1920, 1080), MediaKind.AUDIO: (0, 0)}
_LENGTHS_MS = {MediaKind.IMAGE: 0, MediaKind.VIDEO: 10_000, MediaKind.AUDIO: 60_000}
_COLUMNS = ("text", "kind", "value", "state", "where")


@dataclass(frozen=True, slots=True)
class Explained:
    """A sentence, what it was read as, and the project before and after. ``failure``: why its edits cannot be done."""

    text: str
    found: Interpretation
    before: Timeline
    after: Timeline
    failure: str

    @property
    def reply(self) -> str:
        """What the studio would say of it."""
        report = self.found.report
        said = closing_text(report, self.before, self.after, self.failure)
        return said or phrases(report.language).unchanged


def explaining(arguments: Explain) -> Work:
    """The work of explaining one sentence."""

    async def explain() -> int:
        library = made_up(arguments.uploads)
        explained = read_after(arguments.text, arguments.after, library)
        told = as_json(explained, library) if arguments.json else "\n".join(as_lines(explained, library))
        _tell(told)
        return 0

    return explain


def _tell(told: str) -> None:
    try:
        print(told, flush=True)
    except BrokenPipeError:  # whoever read has seen enough; Python would complain once more when it flushes at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def made_up(uploads: Sequence[str]) -> tuple[Media, ...]:
    """The uploads of a project that does not exist: ``a.jpg``, ``clip.mp4:10`` (seconds), ``song.mp3``. Raises
    ``AgentMustFix`` for a name whose ending says nothing."""
    return tuple(_media(number, word.strip()) for number, word in enumerate(uploads, 1) if word.strip())


def _media(number: int, word: str) -> Media:
    name, _, tail = word.rpartition(":")
    length = _seconds(tail) if name else None
    name = word if length is None else name
    kind = _KINDS.get(PurePosixPath(name).suffix.lower())
    if kind is None:
        raise AgentMustFix("UNKNOWN_ENDING", f"{name}: say what it is by its ending, one of {', '.join(_KINDS)}.")
    length_ms = _LENGTHS_MS[kind] if length is None or kind is MediaKind.IMAGE else round(length * 1000)
    sounds = kind is not MediaKind.IMAGE
    return Media(MediaId(f"m{number}"), kind, name, *_SIZES[kind], duration_ms=length_ms, has_sound=sounds)


def _seconds(word: str) -> float | None:
    try:
        length = float(word)
    except ValueError:
        return None
    return length if 0.1 <= length <= 3600 else None


def read_after(text: str, earlier: Sequence[str], library: tuple[Media, ...]) -> Explained:
    """``text`` as it is read once every earlier sentence was said and carried out. Raises ``AgentMustFix`` where one of
    those cannot be."""
    history, focus = History(), Focus()
    for sentence in earlier:
        said = interpret(sentence, Scene(history.now, library, focus))
        try:
            history, focus = history.do(said.edits), said.focus
        except EditError as error:
            raise AgentMustFix("AFTER_FAILED", f"“{sentence}” cannot be carried out: {error.message}") from error
    found = interpret(text, Scene(history.now, library, focus))
    try:
        return Explained(text, found, history.now, history.do(found.edits).now, "")
    except EditError as error:
        return Explained(text, found, history.now, history.now, f"{error.message} {error.hint}".strip())


def as_lines(explained: Explained, library: Sequence[Media]) -> Iterator[str]:
    """The explanation for a person to read."""
    found = explained.found
    yield f"uploads   {_uploads(library) or 'none'}"
    yield f"before    {_printable(summarise(explained.before))}"
    for clause in found.clauses:
        yield ""
        yield from _clause_lines(clause, [entry for entry in found.tokens if entry.clause == clause.number])
    for broken in violations(explained.text, found.tokens):
        yield f"broken    {_printable(broken)}"
    yield ""
    spelled = [json.dumps(edit, ensure_ascii=False) for edit in write_edits(found.edits, library)]
    yield from (f"{f'edit {number}':<8}  {line}" for number, line in enumerate(spelled, 1))
    if not spelled:
        yield "edits     none"
    yield f"after     {_printable(summarise(explained.after))}"
    yield ""
    yield f"reply     {_printable(explained.reply)}"
    yield from (f"option    {_printable(option)}" for option in found.report.options)


def _clause_lines(clause: ClauseRead, entries: Sequence[Entry]) -> Iterator[str]:
    yield f"clause {clause.number + 1}  “{_printable(clause.words)}”"
    yield from _table([_COLUMNS, *(_row(entry) for entry in entries)])
    for rule, draft in clause.drafts:
        yield f"  draft   {rule}: {_spelled(draft)}"
    for words, category in clause.refused:
        yield f"  refused “{_printable(words)}”: {category}"
    if clause.held:
        yield f"  held    {clause.held}{f' ({_printable(clause.about)})' if clause.about else ''}"


def _row(entry: Entry) -> tuple[str, ...]:
    token = entry.token
    return _printable(token.text), token.kind, _printable(token.value), entry.state.value, entry.where


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()


def _width(text: str) -> int:
    """How many columns of a terminal the text takes: Chinese characters take two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def _uploads(library: Sequence[Media]) -> str:
    return ", ".join(_printable(f"{number} {media.name}") for number, media in enumerate(library, 1))


def _spelled(draft: Draft) -> str:
    """A draft with what differs from its defaults: ``Duration amount_ms=5000 scope='each' target={places=(2)}``."""
    return " ".join([type(draft).__name__, *(f"{name}={_short(item)}" for name, item in _said(draft).items())])


def _said(value: Any) -> dict[str, Any]:
    return {field.name: item for field in fields(value) if (item := getattr(value, field.name)) != field.default}


def _short(value: object) -> str:
    if isinstance(value, Media):
        return _printable(value.name)
    if is_dataclass(value):
        return f"{{{' '.join(f'{name}={_short(item)}' for name, item in _said(value).items())}}}"
    if isinstance(value, tuple):
        return f"({', '.join(map(_short, value))})"
    return repr(value) if type(value) is str else _printable(str(value))


def as_json(explained: Explained, library: Sequence[Media]) -> str:
    """The explanation for a program to read."""
    found = explained.found
    clauses = [
        {
            "words": clause.words,
            "tokens": [_token(entry) for entry in found.tokens if entry.clause == clause.number],
            "drafts": [{"rule": rule, "draft": type(draft).__name__, **_plain(draft)} for rule, draft in clause.drafts],
            "refused": [{"words": words, "category": category} for words, category in clause.refused],
            "held": clause.held,
            "about": clause.about,
        }
        for clause in found.clauses
    ]
    told = {
        "text": explained.text,
        "uploads": [media.name for media in library],
        "before": summarise(explained.before),
        "clauses": clauses,
        "broken": list(violations(explained.text, found.tokens)),
        "edits": write_edits(found.edits, library),
        "after": summarise(explained.after),
        "report": _plain(found.report),
        "reply": explained.reply,
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _token(entry: Entry) -> dict[str, Any]:
    token = entry.token
    span = {"start": token.start, "end": token.end, "amount": token.amount, "places": list(token.places)}
    return {**dict(zip(_COLUMNS, (token.text, token.kind, token.value, entry.state, entry.where), strict=True)), **span}


def _plain(value: Any) -> Any:
    """Made of what JSON has, with what differs from the defaults; a file by its name."""
    if isinstance(value, Media):
        return value.name
    if is_dataclass(value):
        return {name: _plain(item) for name, item in _said(value).items()}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple | list) else value
