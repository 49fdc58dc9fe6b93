"""When something laid over the video shows, or a sound begins: times, ends of the video, over which pictures."""

from __future__ import annotations

from dataclasses import dataclass

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.general import OPEN, Reference
from kineograph.studio.interpreter.drafts.layers import Timing
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules.pointing import is_sound_name, point
from kineograph.timeline.vocabulary import Anchor

_SECTIONS = {"first": Anchor.START, "last": Anchor.END}
_EDGES = {"start": Anchor.START, "end": Anchor.END, "whole": Anchor.WHOLE}
_OPENING = ("at", "from", "after", "between")
_OVER = ("at", "in", "to", "for", "over", "with", "from")
_LAYERS = ("title", "text", "caption", "lower_third", "credits", "watermark", "logo", "overlay", "inset")
_LASTING = ("picture", "clip", "video", "transition", "motion", "music", "sound", "voice", "narration", "effect")
_STAYING = ("longer", "longer_bit", "shorter", "shorter_bit")
_GOALS = ("到", "至", "为", "成", "to")
_STAY_MS = 1000
_MOMENTS = ("处", "起", "时", "的时候", "那里", "那儿", "的地方", "的位置", "那会儿")
_UNTIL = "until"
"""What the value of a time says that is the end of something."""


@dataclass(slots=True)
class _Times:
    at: int | None = None
    until: int | None = None
    length: int | None = None


def timing(clause: Clause) -> Timing:
    """When it shows, as far as the clause says; claims the times it finds."""
    moved = _moved(clause)
    return _set(clause) if moved.is_open else moved


def _set(clause: Clause) -> Timing:
    """A time of its own: a window, a stretch, a moment, a length, an end of the video."""
    for window in clause.free("window"):
        clause.store(window, "when")
        clause.trigger("when", *clause.free("quant", "only"))
        return Timing(_SECTIONS[window.value], 0, int(window.amount))
    for stretch in clause.free("range"):
        clause.store(stretch, "when")
        start, end = stretch.places
        return Timing(Anchor.ABSOLUTE, start, max(0, end - start))
    if (closing := _closing(clause)) is not None:
        return closing
    found = _Times()
    for token in _times(clause):
        _take(clause, token, found)
    if found != _Times() or clause.free("edge"):
        clause.trigger("when", *clause.free("quant", "only"))
    to_end = found.at is not None and found.until is None and _until_end(clause)
    stays = found == _Times() and any(_is_lasted_to(clause, edge) for edge in clause.free("edge", "end"))
    anchor = None if to_end else _anchor(clause)
    if stays and anchor is Anchor.END:
        return Timing(to_end=True)
    return _timed(found, anchor, to_end=to_end)


def _closing(clause: Clause) -> Timing | None:
    """ "…, last 3 seconds": those at the end of the video, as no verb opens a list of looks."""
    words = [token for token in clause.tokens if token.kind != "polite"]
    if len(words) < len((",", "last", "3 seconds")) or words[0].text != "," or words[1].text.lower() != "last":
        return None
    if not words[1].is_a("verb", "last") or words[2].kind != "duration" or words[2].start in clause.claims:
        return None
    clause.store(words[2], "when")
    clause.trigger("when", words[1])
    return Timing(Anchor.END, 0, int(words[2].amount))


def _is_lasted_to(clause: Clause, edge: Token) -> bool:
    """ "Until the end", "stay to the end": from when it comes now."""
    before = clause.before(edge, LIGHT | {"pronoun"})
    if before is not None and before.text.lower() == "on":
        clause.trigger("when", before)
        before = clause.before(before)
    lasts = edge.text.lower().startswith("to ") and before is not None and before.is_a("verb", "last", "keep")
    return lasts or (before is not None and before.is_a("prep", "until"))


def _timed(found: _Times, anchor: Anchor | None, *, to_end: bool) -> Timing:
    if found.at is None:
        return Timing(anchor, None, found.length) if found.until is None else Timing(until_ms=found.until)
    length = found.length if found.until is None else max(0, found.until - found.at)
    return Timing(Anchor.ABSOLUTE, found.at, length, to_end)


def _moved(clause: Clause) -> Timing:
    """How much later or earlier it comes and goes than now, and how much longer it stays."""
    later = sum(int(token.amount) for token in clause.free("comes"))
    longer = sum(int(token.amount) for token in clause.free("goes"))
    for token in (*clause.free("comes"), *clause.free("goes")):
        clause.store(token, "when")
    return Timing(later_ms=later, longer_ms=longer + _stays(clause))


def _stays(clause: Clause) -> int:
    """ "标题延长两秒", "two seconds longer", "标题多停一会儿": how much longer, or, negative, shorter."""
    if not _is_laid(clause) or clause.has("conj", "or") or clause.has("noun", *_LASTING):
        return 0
    more = [time for time in clause.free("duration") if time.value == "more"]
    for time in more[:1]:
        clause.store(time, "when")
        return int(time.amount)
    for token in (*clause.free("relative", *_STAYING), *clause.free("verb", "lengthen", "shorten")):
        following, goal = clause.after(token), token.text.endswith(_GOALS) or token.text.startswith("太")
        goal = goal or (following is not None and following.is_a("prep", "to"))
        percent = clause.has("percent") or clause.has("multiple") or clause.has("factor")
        if goal or percent or len(clause.free("duration")) > 1 or clause.free("window") or clause.free("clock"):
            return 0
        if not (clause.free("duration") or _is_of_time(clause, token)):
            return 0
        length = int(next((time.amount for time in clause.free("duration")), _STAY_MS))
        clause.store(token, "when")
        for time in clause.free("duration"):
            clause.store(time, "when")
        clause.trigger("when", *clause.free("degree"), *clause.free("noun", "duration"))
        return length if token.value.startswith(("longer", "lengthen")) else -length
    return 0


def _is_laid(clause: Clause) -> bool:
    """Whether a text or an overlay is spoken of, by name or since the clause before."""
    before = clause.previous
    if clause.has("noun", *_LAYERS) or before is None:
        return clause.has("noun", *_LAYERS)
    near = before.topic in ("text", "overlay") and before.sentence + 1 >= clause.sentence
    pointed = clause.has("ordinal") or clause.has("name") or clause.has("quant", "each", "total")
    return near and not pointed


def _is_of_time(clause: Clause, token: Token) -> bool:
    """ "Longer" alone may mean the words; 久 and 多停 are of time."""
    timed = token.text[0] in "多少消没闪走看来" or "久" in token.text
    return timed or clause.says("last", "keep", "show") or clause.has("noun", "duration")


def _take(clause: Clause, token: Token, found: _Times) -> None:
    before = clause.before(token)
    clause.store(token, "when")
    started = _started(clause, token) if found.at is None else None
    if token.value == _UNTIL:
        found.until = int(token.amount)
    elif started is not None:
        clause.store(started, "when")
        found.at, found.until = int(started.amount * 1000), int(token.amount)
    elif before is not None and (_stays_until(clause, before) or (found.at is not None and _goes_on(before))):
        found.until = int(token.amount)
    elif token.kind == "clock" or (before is not None and _opens(before)) or _opens_span(clause, token):
        if found.at is not None:
            clause.claim(token, State.NOT_UNDERSTOOD, "second_time")
        found.at = int(token.amount)
    else:
        found.length = int(token.amount)


def _opens(before: Token) -> bool:
    """ "From 2 seconds", "it comes in at 5 seconds"."""
    return before.is_a("prep", *_OPENING) or before.text.lower().startswith(("come in at", "comes in at"))


def _stays_until(clause: Clause, before: Token) -> bool:
    """ "Until 0:05", 显示到第5秒."""
    shown = clause.before(before)
    stays = before.is_a("prep", "to") and is_han(before.text[0]) and shown is not None
    told = shown is not None and (shown.is_a("verb", "show", "last") or shown.is_a("noun", *_LAYERS))
    return before.is_a("prep", "until") or (stays and told)


def _goes_on(before: Token) -> bool:
    return before.is_a("prep", "to") or before.text in "-–—~" or before.is_a("conj", "and")


def begins(clause: Clause, token: Token) -> bool:
    """Whether a time is a moment: "5秒处"."""
    beside = clause.after(token, frozenset())
    return beside is not None and beside.text in _MOMENTS


def _opens_span(clause: Clause, token: Token) -> bool:
    """ "2s to 5s", "3秒到6秒", "5秒处": a moment, for it goes on to another or is said to be one."""
    later = clause.after(token, frozenset({"function"}))
    if token.kind == "duration" and begins(clause, token):
        return True
    if later is None or token.kind != "duration":
        return False
    following = clause.after(later)
    spans = later.is_a("prep", "to") or later.text in "-–—~"
    return later.text in ("处", "开始", "起", "时") or (
        spans and following is not None and following.kind in ("duration", "clock")
    )


def _started(clause: Clause, token: Token) -> Token | None:
    """The bare number of "from 2 to 5 seconds"."""
    link = clause.before(token, frozenset())
    number = clause.before(link, frozenset()) if link is not None and _goes_on(link) else None
    return number if number is not None and number.kind == "number" and number.start not in clause.claims else None


def _until_end(clause: Clause) -> bool:
    for edge in clause.free("edge", "tail"):
        clause.store(edge, "when")
        return True
    for edge in clause.free("edge", "end"):
        before = clause.before(edge)
        if edge.text.lower().startswith("to ") or (
            before is not None and (before.is_a("prep", "until", "to") or before.text == "-")
        ):
            clause.store(edge, "when")
            return True
    return False


def _times(clause: Clause) -> list[Token]:
    """Durations of its own, not "3 seconds each"."""
    if clause.has("quant", "each", "total") or clause.has("transition") or clause.has("noun", "transition"):
        return clause.free("clock")
    times = [*clause.free("duration"), *clause.free("clock")]
    own = [token for token in times if not _names_video(clause, token)]
    return sorted(own, key=lambda token: token.start)


def _names_video(clause: Clause, token: Token) -> bool:
    following = clause.after(token)
    return following is not None and following.is_a("noun", "video", "picture", "clip")


def _anchor(clause: Clause) -> Anchor | None:
    edges = [token for token in clause.free("edge", *_EDGES) if not _is_of_fade(clause, token)]
    for token in edges:
        clause.store(token, "when")
    if len({token.value for token in edges} - {"whole"}) > 1 and clause.has("conj"):
        clause.claim(edges[-1], State.NOT_UNDERSTOOD, "second_time")
    if any(token.value == "whole" for token in edges):
        clause.trigger("when", *clause.free("edge", "tail"))
    return _EDGES.get(edges[0].value) if edges else None


def _is_of_fade(clause: Clause, edge: Token) -> bool:
    """ "Fading out at the end": how it goes, and not where it stands."""
    before = clause.before(edge, LIGHT | {"prep"})
    if before is None or before.kind not in ("fade", "swell", "entrance", "verb"):
        return False
    word = before.text.lower()
    fades = word.startswith("fad") and word.endswith((" out", " in"))
    if fades and edge.value == ("end" if word.endswith(" out") else "start"):
        clause.trigger("enter", edge)
        return True
    return False


def upon_clip(clause: Clause) -> Token | None:
    """ "把最后一张延长到8秒，并在上面写…": over the picture that the sentence was about."""
    before = clause.previous
    if before is None or before.sentence != clause.sentence or before.topic != "clip" or len(before.target.places) != 1:
        return None
    for token in (*clause.free("place", "top"), *clause.free("says")):
        link, verb = clause.before(token, frozenset()), clause.after(token, frozenset())
        written = token.kind == "says" or (verb is not None and verb.is_a("verb", "add"))
        if token.text in ("上面", "上边", "上面写", "上面写着") and written and link is not None and link.text == "在":
            return token
    return None


def over(clause: Clause, said: Timing) -> Reference:
    """ "On the second photo": over that picture, unless a moment was named as well."""
    if said.anchor is not None or said.at_ms is not None:
        return OPEN
    upon = upon_clip(clause)
    if upon is not None and clause.previous is not None:
        clause.store(upon, "on")
        return clause.previous.target
    named = [*clause.free("ordinal"), *(token for token in clause.free("name") if not is_sound_name(token))]
    where = clause.has("prep", *_OVER) or clause.has("noun", "picture", "clip") or clause.has("says")
    return point(clause, "on") if named and (where or is_han(named[0].text[0])) else OPEN
