"""The file that an export makes: container, size, quality; and what an upload is, ("my MP4 clips")."""

from __future__ import annotations

from collections.abc import Sequence

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import Remark
from kineograph.studio.interpreter.drafts.looks import OutputDraft
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules.pointing import unsaid
from kineograph.studio.interpreter.rules.refusals import refuse
from kineograph.timeline.vocabulary import Container, Quality

_SUBJECTS = ("picture", "clip")
_TO = ("quality to ", "quality on ", "quality at ")
_KINDS = ("container", "resolution", "level", "compress")
_CONTAINERS: dict[str, Container] = {"mp4": "mp4", "mov": "mov", "webm": "webm", "gif": "gif"}
_QUALITIES: dict[str, Quality] = {"high": "high", "standard": "standard", "draft": "draft"}


def read(clause: Clause) -> None:
    _refuse_others(clause)
    words = [token for kind in _KINDS for token in clause.free(kind) if not _is_source(clause, token)]
    words.sort(key=lambda token: token.start)
    if not words and clause.says("export"):
        words = clause.free("fps")
    if not words:
        return
    wanted = [word for word in words if clause.sign(word) is not Sign.UNWANTED or word.text.lower().startswith(_TO)]
    for word in words:
        if word not in wanted:
            clause.signed(word, "output")
            clause.trigger("output", word)
    words = wanted or words
    sign = clause.signed(words[0], "output")
    sign = Sign.WANTED if wanted else sign
    clause.trigger("output", *clause.free("noun", "resolution", "shape"), *clause.free("descriptor"))
    if sign is Sign.UNWANTED:
        clause.trigger("output", *words)
        clause.drafts.append(Remark("avoided", words[0].text.strip()))
        return
    if clause.has("resolution"):
        clause.trigger("output", *(token for token in clause.free("field", "sharpen") if token.text == "清晰度"))
    clause.drafts.append(_output(clause, words))


def _refuse_others(clause: Clause) -> None:
    """What an export cannot be."""
    for token in clause.free("resolution", "none"):
        refuse(clause, token, "resolution")
    for token in clause.free("format"):
        if not _is_source(clause, token):
            refuse(clause, token, "extract" if token.value == "mp3" else "format")


def _output(clause: Clause, words: Sequence[Token]) -> OutputDraft:
    container, side = _one(clause, words, "container"), _one(clause, words, "resolution")
    level = _one(clause, words, "level")
    smaller = [token for token in words if token.kind == "compress"]
    for token in smaller:
        clause.store(token, "quality")
    return OutputDraft(
        _CONTAINERS[container] if container else None,
        _QUALITIES[level] if level else None,
        int(side) if side else None,
        _rate(clause),
        smaller=bool(smaller),
    )


def _one(clause: Clause, words: Sequence[Token], kind: str) -> str:
    """The value of the words of a kind; a second one that differs is not understood."""
    found = [token for token in words if token.kind == kind]
    for token in found:
        if token.value == found[0].value:
            clause.store(token, kind)
        else:
            unsaid(clause, token, "second_of_its_kind")
    return found[0].value if found else ""


def _rate(clause: Clause) -> int | None:
    """ "Export at 60 fps": said of the file, not of the video."""
    for token in clause.free("fps"):
        clause.store(token, "fps")
        clause.trigger("fps", *clause.free("noun", "rate"))
        return round(token.amount)
    return None


def _is_source(clause: Clause, token: Token) -> bool:
    """ "My MP4 clips", "HD photos", "this 4K video to 1080p": what the uploads are."""
    if token.kind == "compress":
        return False
    following, before = clause.after(token), clause.before(token, LIGHT - {"det"})
    subject = following is not None and following.is_a("noun", *_SUBJECTS) and not _is_goal(clause, token)
    fine = token.is_a("level", "high") and following is not None and following.kind == "noun"
    if fine and not clause.says("export"):
        clause.claim(token, State.DESCRIPTOR, "style")
        return True
    came = before is not None and (before.is_a("prep", "from") or before.is_a("det", "this", "mine"))
    if not (subject or came or _later(clause, token) or _receives(clause, before)):
        return False
    clause.claim(token, State.NOTED, "input")
    return True


def _is_goal(clause: Clause, token: Token) -> bool:
    """ "Into a cinematic 4K clip": what is to be made."""
    article = clause.before(token, frozenset({"mood", "descriptor", "aspect", "strength", "size", "function"}))
    if article is None or not article.is_a("det", "indefinite"):
        return False
    before = clause.before(article)
    return before is not None and (before.is_a("prep", "to") or before.is_a("verb", "create", "make"))


def _later(clause: Clause, token: Token) -> bool:
    """Whether another of its kind is asked for after it: "MP4 clips into a WebM"."""
    kinds = ("container", "format") if token.kind in ("container", "format") else (token.kind,)
    for other in (each for kind in kinds for each in clause.free(kind)):
        before = clause.before(other, LIGHT | {"resolution", "level", "mood", "aspect"})
        asked = before is not None and (before.is_a("prep", "to") or before.is_a("verb", "export", "change", "turn"))
        if other.start > token.start and asked:
            return True
    return False


def _receives(clause: Clause, before: Token | None) -> bool:
    """ "Add captions to the MP4 file"."""
    return before is not None and before.is_a("prep", "to") and clause.says("add") and not clause.says("export")
