"""Captions: lines dealt over a length of time, or read from SubRip (SRT) text. Pure.

A line shows in proportion to the time it takes to read. Subtitles found in the wild are read as far as they make sense:
byte order marks, any line ends, missing numbers, a point for the comma, tags, blocks that overlap or stand in any
order; what cannot be read is named with its line, never silently lost.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kineograph.timeline.span import Span

SHORTEST_MS = 1000
"""No caption shows for less: an eye has to find it first."""

MOST_CHARACTERS = 2_000_000
MOST_CAPTIONS = 3000
LONGEST_CAPTION = 500
_MOST_FAULTS = 50
_TOGETHER_MS = 300
"""Captions that begin nearer to each other than this are one, of two speakers."""

_FINDING = 6
"""Letters' worth of time that it takes to notice a new line."""

_TIMES = re.compile(r"\s*(\S+)\s*-{1,3}>\s*(\S+)")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3})\d*)?", re.ASCII)
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|\{\\[^{}]{0,200}\}|\{[a-zA-Z]:[^{}]{0,50}\}")
_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Caption:
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Fault:
    """A block that could not be read, with the number of the line at which it begins and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReadCaptions:
    """What was read, in order of time, and what was not; ``more_faults`` counts those left out of the list."""

    captions: tuple[Caption, ...]
    faults: tuple[Fault, ...] = ()
    more_faults: int = 0


def captions_from_lines(lines: Iterable[str], total_ms: int) -> tuple[Caption, ...]:
    """The lines one after another over ``total_ms``, none for less than ``SHORTEST_MS``; empty ones are left out.
    Raises ``ValueError`` where they have no room."""
    texts = [text for line in lines if (text := line.strip()[:LONGEST_CAPTION])]
    if len(texts) * SHORTEST_MS > total_ms:
        raise ValueError(f"{len(texts)} captions need at least {len(texts) * SHORTEST_MS} ms, not {total_ms}")
    lengths = _dealt([_reading(text) for text in texts], total_ms)
    ends = [0, *itertools.accumulate(lengths)]
    return tuple(Caption(text, Span(*at)) for text, at in zip(texts, itertools.pairwise(ends), strict=True))


def captions_from_srt(text: str) -> ReadCaptions:
    """Captions in order of time, none over another. Reads ``MOST_CHARACTERS`` and ``MOST_CAPTIONS`` at most and says
    what it left out."""
    lines = text[:MOST_CHARACTERS].lstrip("\ufeff\u200b").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found: list[Caption] = []
    faults: list[Fault] = []
    for first, block in _blocks(lines):
        read = _read(block)
        if isinstance(read, str):
            faults.append(Fault(first, read))
        else:
            found.append(read)
    if len(text) > MOST_CHARACTERS:
        faults.append(Fault(len(lines), f"what follows after {MOST_CHARACTERS} characters was not read"))
    captions = _apart(sorted(found, key=lambda caption: caption.span))
    if len(captions) > MOST_CAPTIONS:
        faults.append(Fault(len(lines), f"{len(captions) - MOST_CAPTIONS} captions after the first {MOST_CAPTIONS}"))
    return ReadCaptions(
        tuple(captions[:MOST_CAPTIONS]), tuple(faults[:_MOST_FAULTS]), max(0, len(faults) - _MOST_FAULTS)
    )


def _reading(text: str) -> int:
    """How long a line takes to read, in letters; a wide character is read like two."""
    return _FINDING + len(text) + len(_WIDE.findall(text))


def _dealt(weights: Sequence[int], total: int) -> list[int]:
    """Whole numbers in proportion to ``weights``, none under ``SHORTEST_MS``, that add up to ``total``."""
    short: set[int] = set()
    while True:
        rest = total - SHORTEST_MS * len(short)
        weight = sum(own for index, own in enumerate(weights) if index not in short)
        fewer = {index for index, own in enumerate(weights) if index not in short and own * rest < SHORTEST_MS * weight}
        if not fewer:
            break
        short |= fewer
    lengths, reached, given = [], 0, 0
    for index, own in enumerate(weights):
        if index in short:
            lengths.append(SHORTEST_MS)
            continue
        reached += own
        lengths.append(rest * reached // weight - given)
        given += lengths[-1]
    return lengths


def _blocks(lines: Sequence[str]) -> Iterable[tuple[int, list[str]]]:
    """The parts between empty lines, with the number of their first line; a line of times begins one too, together with
    the number before it."""
    block: list[str] = []
    first = 1
    for number, line in enumerate(lines, 1):
        if not line.strip():
            if block:
                yield first, block
            block = []
            continue
        if "->" in line and _TIMES.match(line) and any("->" in other for other in block):
            own = [block.pop()] if block[-1].strip().isdigit() else []
            yield first, block
            block, first = own, number - len(own)
        first = first if block else number
        block.append(line)
    if block:
        yield first, block


def _read(block: Sequence[str]) -> Caption | str:
    """The caption of a block, or why it is none."""
    at = next((index for index, line in enumerate(block[:2]) if "->" in line), None)
    if at is None:
        return "there is no line such as 00:00:01,000 --> 00:00:03,500"
    times = _TIMES.match(block[at])
    start, end = (_moment(times[1]), _moment(times[2])) if times else (None, None)
    if start is None or end is None:
        return "its times cannot be read"
    if end <= start:
        return "it ends before it begins"
    text = _plain(block[at + 1 :])
    return Caption(text, Span(start, end)) if text else "it has no text"


def _moment(text: str) -> int | None:
    """Milliseconds of ``hours:minutes:seconds,thousandths``; hours and thousandths may be missing."""
    found = _CLOCK.fullmatch(text)
    if found is None or int(found[2]) > 59 or int(found[3]) > 59:
        return None
    seconds = int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])
    return seconds * 1000 + int((found[4] or "0").ljust(3, "0"))


def _plain(lines: Iterable[str]) -> str:
    """Text without tags and control characters, in its own lines."""
    cleaned = (html.unescape(_TAGS.sub("", line[: 4 * LONGEST_CAPTION])) for line in lines)
    kept = (
        " ".join("".join(c for c in line if c.isprintable() or c.isspace() or c in "\u200c\u200d").split())
        for line in cleaned
    )
    return "\n".join(line for line in kept if line)[:LONGEST_CAPTION].strip()


def _apart(captions: Iterable[Caption]) -> list[Caption]:
    """No two at a time: the earlier one ends where the later one begins, and two that begin together are one."""
    found: list[Caption] = []
    for caption in captions:
        before = found[-1] if found else None
        if before is None or caption.span.start >= before.span.end:
            found.append(caption)
        elif caption.span.start - before.span.start < _TOGETHER_MS:
            span = Span(before.span.start, max(before.span.end, caption.span.end))
            same = caption.text in before.text.split("\n")
            both = before.text if same else f"{before.text}\n{caption.text}"[:LONGEST_CAPTION]
            found[-1] = Caption(both, span)
        else:
            found[-1] = Caption(before.text, Span(before.span.start, caption.span.start))
            found.append(caption)
    return found
