"""Translates what a studio's agent says of screens: GUI steps go, content stays, wishes are named. English and Chinese.

A clause is a GUI step when somebody is told to do something (an imperative, "you can …") to something that only a
screen has. What the agent says it did, asks or offers is content, whatever words it uses. Quoted text is never read as
a step and never changed; what was taken out is listed word for word, so nothing the studio said is lost silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from kineograph.protocol import gui_wishes as wished
from kineograph.protocol import gui_words as words
from kineograph.protocol.gui_steps import (
    is_addressed,
    is_condition,
    is_continuation,
    is_coordinated,
    is_heading,
    is_mere_lead,
    is_outcome,
    is_preparation,
    is_purpose,
    is_question,
    is_report,
    is_step,
    is_urged,
    shares_subject,
)
from kineograph.protocol.gui_text import BRACKETS, END, ITEM, MARKER, SUBSTANCE, Piece, clauses, sentences
from kineograph.protocol.quotes import set_aside


class Wish(StrEnum):
    """What a GUI step was after; the skills' translation table."""

    EXPORT = "export"
    TIMELINE = "timeline"
    CREDITS = "credits"
    UPLOAD = "upload"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Translation:
    """``text`` without GUI steps (empty where there was nothing else); ``removed`` the steps, word for word. A wish may
    also stand in what is kept ("shall I export it?")."""

    text: str
    wishes: tuple[Wish, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its steps, and the steps."""

    kept: str
    removed: tuple[str, ...] = ()

    @property
    def is_gone(self) -> bool:
        return bool(self.removed) and not SUBSTANCE.search(MARKER.sub("", self.kept, count=1))


def translate(said: str) -> Translation:
    """What remains of the studio's words for somebody who has no screen."""
    masked = set_aside(said)
    cutter = _Cutter()
    lines = _without_orphans([cutter.line(line) for line in masked.text.split("\n")])
    removed = [cutter.restore(step) for line in lines for step in line.removed]
    text = _joined(lines) if removed else masked.text
    offered = [Wish.EXPORT] if wished.OFFERED.search(text) else []
    if not removed:
        return Translation(said.strip(), tuple(offered))
    wishes = _wishes([masked.restore(step) for step in cutter.steps]) or _wishes(
        [masked.restore(step) for step in removed]
    )
    return Translation(
        masked.restore(text),
        tuple(dict.fromkeys([*(wishes or [Wish.TIMELINE]), *offered])),
        tuple(dict.fromkeys(" ".join(masked.restore(step).split()) for step in removed)),
    )


def _joined(lines: list[_Line]) -> str:
    """The lines that have something left; no more than one empty line between them."""
    text = "\n".join(line.kept.rstrip() for line in lines if not line.is_gone)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _wishes(steps: list[str]) -> list[Wish]:
    found = [Wish(name) for name, pattern in wished.WISHES if any(pattern.search(step) for step in steps)]
    return [wish for wish in found if _INSTEAD.get(wish) not in found]


# dragging pictures in is no edit, viewing a balance no look at the timeline
_INSTEAD = {Wish.EDIT: Wish.UPLOAD, Wish.TIMELINE: Wish.CREDITS}


def _without_orphans(lines: list[_Line]) -> list[_Line]:
    """A heading goes with the steps that stood under it, and the item that led up to a step in a list."""
    found: list[_Line] = []
    below_is_gone = is_next = False
    after = ""  # the nearest line below that stays
    for line in reversed(lines):
        text = line.kept.strip()
        if below_is_gone and text and not line.is_gone and _leads_up(line.kept, after, is_next=is_next):
            line = _Line("", (text, *line.removed))  # noqa: PLW2901 - the line as it is from here on
        if line.is_gone:
            below_is_gone = True
        elif text:
            below_is_gone, after = False, line.kept
        is_next = line.is_gone
        found.append(line)
    return found[::-1]


def _leads_up(text: str, after: str, *, is_next: bool) -> bool:
    if is_next and ITEM.match(text) and is_preparation(text):
        return True
    return is_heading(text) and not ITEM.match(after)


_BRACKET = re.compile("\ue002(\\d+)\ue003")


@dataclass(frozen=True, slots=True)
class _Bracket:
    """A bracket with the blank in front, what stays of it, and its steps."""

    said: str
    kept: str
    steps: tuple[str, ...]


class _Cutter:
    """Cuts line after line; knows whether the last sentence was a step, for the next may go on with it."""

    def __init__(self) -> None:
        self._brackets: list[_Bracket] = []
        self._after_step = False
        self.steps: list[str] = []

    def restore(self, text: str) -> str:
        """The text with its brackets back in place, as they were."""
        return _BRACKET.sub(lambda mark: self._brackets[int(mark[1])].said, text)

    def line(self, line: str) -> _Line:
        """The line without its steps."""
        text = BRACKETS.sub(lambda match: self._bracket(match[0]), line)
        body = MARKER.sub("", text, count=1)
        marker = text[: len(text) - len(body)]
        kept: list[str] = []
        removed: list[str] = []
        for sentence in sentences(body):
            rest, steps = self._sentence(sentence)
            if rest == "**" and kept:
                kept[-1] = kept[-1].rstrip()
            kept.append(rest)
            removed += steps
        left = "".join(kept)
        for mark in _BRACKET.finditer(left):
            removed += self._brackets[int(mark[1])].steps
        if not removed:
            return _Line(line)
        left = _BRACKET.sub(lambda mark: self._brackets[int(mark[1])].kept, left).replace("****", "")
        if not SUBSTANCE.search(left):
            removed[0] = marker.lstrip() + removed[0]
        return _Line(marker + left, tuple(removed))

    def _bracket(self, said: str) -> str:
        """A mark for the bracket; its steps are cut on their own, and go with it where all around it goes."""
        self._after_step = False
        start = said.index(said.strip()[0]) + 1
        parts = [self._sentence(sentence) for sentence in sentences(said[start:-1])]
        self._after_step = False
        steps = [step for _, found in parts for step in found]
        rest = "".join(text for text, _ in parts)
        kept = said[:start] + rest.rstrip() + said[-1] if SUBSTANCE.search(rest) else ""
        self._brackets.append(_Bracket(said, kept if steps else said, tuple(steps)))
        return f"\ue002{len(self._brackets) - 1}\ue003"

    def _sentence(self, sentence: str) -> tuple[str, list[str]]:
        """The sentence without its steps, and the steps."""
        body = sentence.strip()
        pieces = clauses(body)
        flags = _flags(pieces, after_step=self._after_step)
        if not any(flags):
            self._after_step = self._after_step and not SUBSTANCE.search(body)
            return sentence, []
        self.steps += [
            piece.text for piece, flag in zip(pieces, flags, strict=True) if flag and not is_condition(piece.text)
        ]
        stays = [piece for piece, flag in zip(pieces, flags, strict=True) if not flag]
        if not any(SUBSTANCE.search(piece.text) for piece in stays):
            self._after_step = True
            return _emphasis(body), [body]
        self._after_step = flags[-1]
        return _parted(sentence, pieces, flags)


def _parted(sentence: str, pieces: list[Piece], flags: list[bool]) -> tuple[str, list[str]]:
    """What stays of the sentence, and what goes: neighbours go together, with the words that joined them."""
    body = sentence.strip()
    rest = ""
    removed: list[str] = []
    for place, (piece, flag) in enumerate(zip(pieces, flags, strict=True)):
        if flag and place and flags[place - 1]:
            removed[-1] += piece.joint + piece.text
        elif flag:
            removed.append((piece.joint + piece.text).lstrip(",，;；：:—–- "))
        elif SUBSTANCE.search(rest):
            rest += piece.joint + piece.text
        else:
            removed[-1:] = [step + piece.joint.rstrip() for step in removed[-1:]]
            rest += piece.text
        rest += _emphasis(piece.text) if flag else ""
    rest = rest.strip()
    end = END.search(body)
    if end and not END.search(rest):
        rest = rest.rstrip(",，;；、—–-:： ") + re.sub(r"[*_]", "", end[0])
    if flags[0]:
        rest = rest[:1].upper() + rest[1:]
    lead = sentence[: len(sentence) - len(sentence.lstrip())]
    return lead + rest + sentence[len(sentence.rstrip()) :], [step.rstrip(",，;；：:—–- ") for step in removed]


def _emphasis(text: str) -> str:
    """The mark of emphasis that the rest of the line still needs, where a step held only one of the two."""
    return "**" if text.count("**") % 2 else ""


def _flags(pieces: list[Piece], *, after_step: bool) -> list[bool]:
    """Which pieces are steps, or belong to one."""
    flags: list[bool] = []
    for place, piece in enumerate(pieces):
        goes_on = after_step and is_continuation(piece.text)
        follows = is_outcome(_with_joint(piece)) or is_coordinated(piece.joint, piece.text)
        goes_on = goes_on or (bool(flags) and flags[-1] and follows)
        shared = place > 0 and not flags[-1] and shares_subject(pieces[place - 1].text, piece.joint, piece.text)
        flags.append((is_step(piece.text) or goes_on) and not shared)
        after_step = flags[-1] or (after_step and is_mere_lead(piece.text))
    if is_question(pieces[0].text, pieces[-1].text):
        return [False] * len(flags)
    if len(pieces) > 1 and is_report(pieces[0].text, pieces[1].joint):
        flags = [flag and is_addressed(piece.text) for flag, piece in zip(flags, pieces, strict=True)]
    return _with_company(pieces, flags)


def _with_joint(piece: Piece) -> str:
    return (piece.joint + piece.text).lstrip(",;， ")


def _belongs_to_next(text: str, joint: str) -> bool:
    explained = joint.strip()[:1] in (":", "：") and is_urged(text)
    return explained or is_condition(text) or is_preparation(text) or is_mere_lead(text)


def _with_company(pieces: list[Piece], flags: list[bool]) -> list[bool]:
    """What belongs to a step goes with it: "if you like it," and "select the clip and" before one, "to save it" and
    ", if you like it" after one, a label. "If not, tell me" belongs to what it leads to."""
    found = list(flags)
    last = len(pieces) - 1
    for place in range(last, -1, -1):
        text = pieces[place].text
        leads = place < last and found[place + 1]
        if not found[place] and leads and _belongs_to_next(text, pieces[place + 1].joint):
            found[place] = True
    for place in range(1, last + 1):
        text = pieces[place].text
        ends = place == last and is_condition(text)
        if not found[place] and found[place - 1] and (ends or is_purpose(_with_joint(pieces[place]))):
            found[place] = True
    label = words.LABEL.match(pieces[0].text) and not words.NEWS.search(pieces[0].text)
    if label and last and pieces[1].joint.strip()[:1] in (":", "：", "—", "–", "-") and all(found[1:]):
        found[0] = True
    return found
