"""How the music and the texts come and go: "fade the music out over 3 seconds", 音乐淡入, "fade the title in"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import Remark
from kineograph.studio.interpreter.drafts.layers import Fading, TextLook
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules import following_texts
from kineograph.studio.interpreter.rules.entrances import NOUNS
from kineograph.studio.interpreter.rules.following_fades import change
from kineograph.studio.interpreter.rules.pointing import named_by_number
from kineograph.studio.interpreter.rules.titles import role

_IN = ("in", "入", "渐强", "渐起", "渐显")
_OUT = ("out", "出", "渐弱", "渐隐", "down", "away")
_ADDING = ("add", "use", "create", "change")
_MAKING = ("create", "animate")
_SOFTLY = ("gently", "softly", "gentle", "soft", "subtle", "subtly")


def read(clause: Clause) -> None:
    """Runs before texts and music are read, so that their fades are not taken for transitions of the pictures."""
    words = _words(clause)
    if not words:
        return
    of = _of(clause)
    if of is None:
        return
    times = clause.free("duration") if of == "music" else _beside(clause, words)
    slower = change(clause, words) if not clause.has("noun", "picture", "clip", "video") else 1.0
    if of == "text" and not times and slower == 1 and clause.sign(words[0]) is Sign.WANTED:
        return
    sign = clause.signed(words[0], "fade")
    if sign is Sign.KEPT:
        clause.trigger("fade", *words)
        clause.drafts.append(Remark("kept", words[0].text))
        return
    edge = _edge(clause, words)
    length = _length(clause, times)
    adding = clause.has("mood") or (clause.says(*_ADDING) and not _stands_beside(clause))
    named = clause.has("window", "first" if edge == "in" else "last") and edge != "both"
    for token in (*words, *(each for each in clause.free("strength") if each.text.lower() in _SOFTLY)):
        # 结尾4秒渐出: which end was said by the stretch
        clause.store(token, "edge") if token in words and not named else clause.trigger("edge", token)
    if of == "music":
        nouns = () if adding else clause.free("noun", "music", "volume", "sound")
        clause.trigger("fade", *nouns, *clause.free("edge"))
        clause.topic = "music"
    elif not clause.has("quote"):
        clause.trigger("fade", *clause.free("noun", *NOUNS))
        clause.topic = "text"
    _read_texts(clause, of, edge, length)
    made = Fading(of, edge, 0 if sign is Sign.UNWANTED else length, stretch=slower if length is None else 1.0)
    clause.drafts.append(_of_text(clause, made) if of == "text" else made)


def _read_texts(clause: Clause, of: str, edge: Literal["in", "out", "both"], length: int | None) -> None:
    """ "Fade out video, music and text together": the texts as well."""
    texts = clause.free("noun", *NOUNS) if of == "music" and clause.has("conj", "and") else []
    if texts and clause.has("noun", "music"):
        clause.trigger("fade", *texts)
        clause.drafts.append(Fading("text", edge, length, role=role(texts)))


def _of_text(clause: Clause, made: Fading) -> Fading:
    """Of the text that the clause names, or of the one that was spoken of."""
    nouns = [token for token in clause.tokens if token.is_a("noun", *NOUNS)]
    if nouns:
        return replace(made, target=named_by_number(clause, nouns), role=role(nouns))
    same = following_texts.same_text(clause.previous, TextLook())
    return replace(made, target=same.target, role=same.role, old=same.old)


def _words(clause: Clause) -> list[Token]:
    found = [
        *clause.free("verb", "fade"),
        *clause.free("fade"),
        *clause.free("swell"),
        *(token for token in clause.free("transition", "crossfade") if not token.text.lower().endswith("s")),
        *clause.free("unsupported", "fade"),
    ]
    return sorted(found, key=lambda token: token.start)


def _of(clause: Clause) -> Literal["music", "text"] | None:
    """Whose fade it is; None for that of pictures."""
    if clause.has("noun", "transition", "picture", "clip") or clause.has("prep", "between"):
        return None
    if not clause.has("noun") and any(mark in token.text for token in clause.free("fade") for mark in "黑白亮暗"):
        return None
    swell = clause.free("swell")
    if clause.has("noun", "music") or swell or (clause.has("noun", "volume") and not clause.has("noun", "video")):
        return None if clause.says(*_MAKING) and not (swell and is_han(swell[0].text[0])) else "music"
    if clause.has("noun", *NOUNS) and not clause.has("noun", "video"):
        return "text"
    before = clause.previous
    if _goes_on_text(clause, before):
        return "text"
    follows = before is not None and before.topic == "music" and before.sentence + 1 >= clause.sentence
    first = next((token for token in clause.tokens if token.kind not in ("break", "conj", "mark")), clause.tokens[0])
    told = first.text.lower().startswith(("fades", "fading", "faded", "out ")) or first.text.lower() in ("in", "out")
    goes_on = first.is_a("prep", "with") or (told and first.kind in ("fade", "verb", "swell"))
    bare = not clause.has("noun") and not clause.has("quote") and (goes_on or clause.has("pronoun", "it"))
    return "music" if follows and before is not None and (bare or _goes_on(clause, before)) else None


def _goes_on_text(clause: Clause, before: Clause | None) -> bool:
    """ "Title to the top, fading in over half a second"."""
    if before is None or before.topic != "text" or before.sentence + 1 < clause.sentence:
        return False
    told = clause.has("relative") or any(token.text.lower().startswith("fading") for token in clause.tokens)
    loose = told and not (clause.has("edge") or clause.has("color"))
    same = before.sentence == clause.sentence or clause.has("pronoun", "it") or loose
    return same and not any(clause.has(kind) for kind in ("noun", "quote", "ordinal", "name", "quant"))


def _goes_on(clause: Clause, before: Clause) -> bool:
    """ "音乐开头渐强，结尾渐出", "音量60%，开头2秒渐入": Chinese goes on about how the music is."""
    plain = not (clause.has("noun") or clause.has("quote") or clause.has("ordinal"))
    plain = plain and all(token.value == "fade" for token in clause.tokens if token.kind == "verb")
    told = any(isinstance(draft, Fading) and draft.of == "music" for draft in before.drafts)
    loud = before.has("percent") and not before.says("add", "create")
    return plain and any(is_han(word.text[0]) for word in clause.words()[:1]) and (told or loud)


def _stands_beside(clause: Clause) -> bool:
    """ "Add a fade out to the music", 给音乐加淡出: the music is there, the fade is added."""
    nouns = clause.free("noun", "music")
    words = _words(clause)
    if not nouns or not words:
        return True
    before = clause.before(words[0], LIGHT)
    added = before is not None and before.is_a("verb", "add", "use")
    given = any(token.text == "给" for token in clause.tokens)
    asked = [token for token in clause.tokens if token.is_a("verb", *_ADDING)]
    before_it = any(verb.start < nouns[0].start for verb in asked)
    return added or given or not before_it or nouns[0].start > words[0].start


def _beside(clause: Clause, words: list[Token]) -> list[Token]:
    """The length of a text's fade rather than of the text: right before or behind the word for it."""
    near = LIGHT | {"prep", "unknown", "noun", "conj", "number", "quant", "ordinal"}
    found = []
    for time in clause.free("duration"):
        following, before, link = clause.after(time, LIGHT), clause.before(time, near), clause.before(time)
        changed = (
            link is not None and link.is_a("verb", "change", "make", "lengthen", "shorten") and is_han(link.text[0])
        )
        before = clause.before(link, near) if changed and link is not None else before
        shown = link is not None and link.is_a("prep", "for")
        if not shown and (following in words or before in words):
            found.append(time)
    return found


def _edge(clause: Clause, words: list[Token]) -> Literal["in", "out", "both"]:
    said = " ".join(token.text.lower() for token in words)
    into = _says_one(said, _IN) or any(token.is_a("fade", "in", "in_white") for token in words)
    out = _says_one(said, _OUT) or any(token.is_a("fade", "out", "out_white") for token in words)
    swells = {token.value for token in words if token.kind == "swell"}
    swells |= {token.value for token in words if token.kind == "fade"}
    into, out = into or "in" in swells, out or "out" in swells
    for token in clause.tokens:
        text = token.text.lower()
        if token.start in clause.claims or token.start < words[0].start:
            continue
        if text in ("in", "out", "up", "down") and _closes(clause, token):
            clause.trigger("fade", token)
            into, out = into or text in ("in", "up"), out or text in ("out", "down")
    if not (into or out):
        starts, ends = (
            bool(clause.free("edge", "start")),
            bool(clause.free("edge", "end") or clause.free("window", "last")),
        )
        into, out = starts, ends
    return "both" if into == out else "in" if into else "out"


def _says_one(said: str, marks: Sequence[str]) -> bool:
    """Whether one of the marks is said; in English as a word of its own, for "fading out" is no "in"."""
    words = said.replace("-", " ").split()
    return any(mark in words if mark.isascii() else mark in said for mark in marks)


def _closes(clause: Clause, token: Token) -> bool:
    """Whether "in" is the end of "fade … in" rather than the beginning of "in the last 3 seconds"."""
    following = clause.after(token, frozenset({"function", "polite"}))
    return (
        following is None
        or following.kind in ("break", "conj", "edge", "duration", "mark", "degree", "strength", "window", "relative")
        or following.is_a("prep")
        or token.text.lower() == "out"
    )


def _length(clause: Clause, times: list[Token]) -> int | None:
    for token in (*times, *clause.free("window")):
        clause.store(token, "duration_ms")
        clause.trigger("duration_ms", *clause.free("quant", "each"), *clause.free("noun", "duration"))
        return int(token.amount)
    return None
