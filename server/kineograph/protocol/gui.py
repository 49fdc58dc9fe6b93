"""Translates what a studio's agent says of screens: GUI steps go, content stays, wishes are named. English and Chinese.

A clause is a GUI step when somebody is told to do something (an imperative, "you can …") to something that only a
screen has. What the agent says it did is content, whatever words it uses. Quoted text is never read as a step and
never changed; what was taken out is listed word for word, so nothing the studio said is lost silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from kineograph.protocol import gui_words as words
from kineograph.protocol.quotes import Masked, set_aside


class Wish(StrEnum):
    """What a GUI step was after; the skills' translation table."""

    EXPORT = "export"
    TIMELINE = "timeline"
    CREDITS = "credits"
    UPLOAD = "upload"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Translation:
    """``text`` without GUI steps (empty where there was nothing else); ``removed`` the steps, word for word."""

    text: str
    wishes: tuple[Wish, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Clause:
    before: str
    text: str
    is_step: bool


def translate(said: str) -> Translation:
    """What remains of the studio's words for somebody who has no screen."""
    masked = set_aside(said)
    wishes: list[Wish] = []
    removed: list[str] = []
    kept: list[str] = []
    for sentence in words.SENTENCE.findall(masked.text):
        rest, steps = _sentence(sentence)
        kept.append("" if rest == "\n" and kept and kept[-1].endswith("\n") else rest)
        for step in steps:
            removed.append(_tidy(masked, step))
            wishes += _wishes(masked.restore(step))
    if not removed:
        return Translation(said.strip())
    text = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", "".join(kept))).strip()
    return Translation(masked.restore(text), tuple(dict.fromkeys(wishes)), tuple(dict.fromkeys(removed)))


def _sentence(sentence: str) -> tuple[str, list[str]]:
    """The sentence without its steps, and the steps."""
    body = sentence.strip()
    clauses = _clauses(body)
    if not any(clause.is_step for clause in clauses):
        return sentence, []
    steps = [clause.text for clause in clauses if clause.is_step]
    stays = [clause for clause in clauses if not clause.is_step]
    lead = sentence[: len(sentence) - len(sentence.lstrip())]
    tail = sentence[len(sentence.rstrip()) :]
    if not any(words.SUBSTANCE.search(clause.text) for clause in stays):
        return ("\n" if "\n" in lead + tail else ""), [body]
    rest = "".join((clause.before if number else "") + clause.text for number, clause in enumerate(stays))
    rest = words.DANGLING.sub("", rest.strip())
    end = words.END.search(body)
    if end and not words.END.search(rest):
        rest = rest.rstrip(",，;；、—–- ") + end[0]
    if not clauses[0].is_step:
        return lead + rest + tail, steps
    return lead + rest[:1].upper() + rest[1:] + tail, steps


def _clauses(body: str) -> list[_Clause]:
    pieces = words.JOINT.split(body)
    clauses: list[_Clause] = []
    for place in range(0, len(pieces), 2):
        text = pieces[place]
        after_step = bool(clauses) and clauses[-1].is_step
        step = words.is_step(text) or (after_step and words.is_continuation(text))
        clauses.append(_Clause(pieces[place - 1] if place else "", text, step))
    return _with_conditions(clauses)


def _with_conditions(clauses: list[_Clause]) -> list[_Clause]:
    """What belongs to a step goes with it: "if you like it," and "select the clip and" before one, "to save it" and
    ", if you like it" after one. "If not, tell me" belongs to what it leads to."""
    joined = list(clauses)
    for place, clause in enumerate(clauses):
        leads = place + 1 < len(clauses) and clauses[place + 1].is_step
        follows = place > 0 and clauses[place - 1].is_step
        condition = bool(words.CONDITION.match(clause.text)) and (leads or (follows and place + 1 == len(clauses)))
        purpose = follows and bool(words.PURPOSE.match(clause.text))
        preparation = leads and bool(words.PREPARATION.match(clause.text))
        if condition or purpose or preparation:
            joined[place] = _Clause(clause.before, clause.text, is_step=True)
    return joined


def _wishes(step: str) -> list[Wish]:
    found = [Wish(name) for name, pattern in words.WISHES if pattern.search(step)]
    bare_condition = words.CONDITION.match(step) and not words.is_step(step)
    return found or ([] if bare_condition else [Wish.TIMELINE])


def _tidy(masked: Masked, step: str) -> str:
    return " ".join(masked.restore(step).split())
