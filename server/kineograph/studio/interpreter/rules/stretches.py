"""Which stretches of time go or stay: trims, and cuts out of the video."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import OPEN, Reference, Remark
from kineograph.studio.interpreter.drafts.looks import OutputDraft
from kineograph.studio.interpreter.drafts.playing import Ambiguous, Cutout, Edge, Splitting, Stretch
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.parts import played_before
from kineograph.studio.interpreter.rules.pointing import point
from kineograph.studio.interpreter.rules.refusals import refuse
from kineograph.studio.interpreter.rules.spans import goes_to_end, nth, open_ended, paired

OTHERS = ("title", "text", "caption", "music", "transition", "motion", "sound", "voice", "volume")
_VERBS = ("trim", "remove", "excerpt", "keep", "use")
_KEEPING = ("keep", "excerpt", "use")
_INTO_FILES = ("create", "make", "turn", "export", "use", "change", "convert")
_EDGES: dict[str, Edge] = {"start": "first", "end": "last", "both": "both"}
_ENOUGH = ("is enough", "enough", "is plenty", "plenty", "will do", "are enough", "would do")
_SMALL = frozenset({"function", "polite", "det", "descriptor", "prep", "mark", "conj", "noun"})
_LAID = ("voice", "music", "sound", "text", "overlay")


def is_of_laid(clause: Clause) -> bool:
    """ "Make it start at 2 seconds", after a voice or a text: nothing is cut."""
    before = clause.previous
    laid = before is not None and before.topic in _LAID and before.sentence + 1 >= clause.sentence
    return laid and clause.has("pronoun", "it", "them") and not clause.has("noun")


def read(clause: Clause) -> None:
    if _becomes_file(clause):
        return
    if clause.refused or clause.drafts or clause.has("quote") or clause.has("noun", *OTHERS) or is_of_laid(clause):
        return
    if _best(clause):
        return
    verb = clause.one("verb", *_VERBS) or _shortening(clause)
    enough = _suffices(clause)
    only = clause.has("quant", "only") or enough or any(token.text == "掐头去尾" for token in clause.tokens)
    if clause.free("inout") and verb is None:
        _cut_out(clause, None, _stretches(clause, None), keep=True)
        return
    if (verb is None and not only) or (verb is not None and verb.value == "use" and not only):
        return
    found = _stretches(clause, verb)
    if found:
        _cut_out(clause, verb, found, keep=enough)
    elif verb is not None and verb.value == "trim":
        _unsaid(clause, verb)


def _suffices(clause: Clause) -> bool:
    """ "The clip from 0:02 to 0:07 is enough"."""
    enough = any(token.text.lower() in _ENOUGH for token in clause.tokens)
    return enough and not clause.has("verb") and (clause.has("range") or len(times_of(clause)) > 1)


def _becomes_file(clause: Clause) -> bool:
    """ "Make a GIF from the first 5 seconds", "export 0:02 to 0:05 as WebM": only that stretch is kept."""
    told = clause.says(*_INTO_FILES) and not clause.says("remove", "trim", "keep")
    file = bool(clause.drafts) and all(isinstance(draft, OutputDraft | Remark) for draft in clause.drafts)
    whole = clause.has("ordinal") or clause.has("name") or clause.has("noun", *OTHERS, "picture")
    if clause.refused or not (told and file) or whole or not any(isinstance(d, OutputDraft) for d in clause.drafts):
        return False
    times = times_of(clause)
    found = [_window(clause, token) for token in clause.free("window")] or paired(clause, times)
    for token in () if found else clause.free("range"):
        clause.store(token, "start_ms")
        found.append(Stretch(token.places[0], token.places[1]))
    clause.drafts.extend(Cutout(stretch, keep=True) for stretch in found[:1])
    clause.trigger("keep", *(clause.free("verb", *_INTO_FILES) if found else ()))
    return bool(found)


def _best(clause: Clause) -> bool:
    """ "Trim it to the best 90 seconds": nobody here can see which those are."""
    best = [token for token in clause.tokens if token.kind == "descriptor" and token.text.lower() == "best"]
    if not best or not (clause.has("duration") or clause.has("noun", "part")):
        return False
    refuse(clause, best[0], "semantic")
    return True


def _shortening(clause: Clause) -> Token | None:
    """ "Take 3 seconds off the start"."""
    return clause.one("verb", "shorten") if clause.free("edge", *_EDGES) else None


def times_of(clause: Clause) -> list[Token]:
    return sorted((*clause.free("duration"), *clause.free("clock")), key=lambda token: token.start)


def _stretches(clause: Clause, verb: Token | None) -> list[Stretch]:
    """The stretches that the words name; claims the words that do."""
    if portions := clause.free("portion"):
        return _portions(clause, portions)
    windows = [_window(clause, token) for token in (*clause.free("window"), *clause.free("ends"))]
    if windows:
        return windows
    ranges = []
    for token in clause.free("inout"):
        clause.store(token, "start_ms")
        ranges.append(Stretch(token.places[0], token.places[1]))
    for token in clause.free("range"):
        if _is_length(clause) or token.places[0] >= token.places[1]:
            return []
        clause.store(token, "start_ms")
        ranges.append(Stretch(token.places[0], token.places[1]))
    times = times_of(clause)
    if ranges or not times:
        return ranges
    return paired(clause, times) or _at_edge(clause, verb, times) or open_ended(clause, times) or nth(clause, times)


def _portions(clause: Clause, portions: list[Token]) -> list[Stretch]:
    """ "The first half"; of what was split right before it is another half."""
    before = clause.previous
    of_it = any(token.text.lower() in ("its", "it") for token in clause.tokens)
    named = of_it or clause.has("noun", "clip", "video") or clause.has("name") or clause.has("ordinal")
    if not named or (before is not None and any(isinstance(draft, Splitting) for draft in before.drafts)):
        return []
    for token in portions:
        clause.store(token, "length")
    return [Stretch(edge="first" if token.value == "first" else "last", share=token.amount) for token in portions]


def _window(clause: Clause, token: Token) -> Stretch:
    clause.store(token, "length")
    edge: Edge = "both" if token.kind == "ends" else "first" if token.value == "first" else "last"
    return Stretch(edge=edge, length=int(token.amount))


def _is_length(clause: Clause) -> bool:
    """ "3 to 5 seconds each": how long, not from when to when."""
    return clause.has("quant", "each", "total") or clause.has("ordinal")


def _at_edge(clause: Clause, verb: Token | None, times: list[Token]) -> list[Stretch]:
    """ "2 seconds off the end", "the last 5 seconds" after a verb, 开头剪掉3秒."""
    last = [token for token in clause.free("verb", "last") if clause.after(token) is times[0]]
    if last and len(times) == 1 and verb is not None and times[0].kind == "duration":
        clause.trigger("length", last[0])
        clause.store(times[0], "length")
        return [Stretch(edge="last", length=int(times[0].amount))]
    edges = clause.free("edge", *_EDGES)
    if not edges or any(token.kind != "duration" for token in times):
        return []
    if goes_to_end(clause, times):
        return []
    pieces = []
    shared = len(times) == 1 or len(edges) == 1
    if not shared and len(times) != len(edges):
        return []
    for index, edge in enumerate(edges):
        time = times[0] if len(times) == 1 else times[index]
        clause.store(edge, "edge")
        clause.store(time, "length")
        pieces.append(Stretch(edge=_EDGES[edge.value], length=int(time.amount)))
    named = _names_each_clip(clause)
    clause.trigger("edge", *(token for token in clause.free("quant", "each") if not named or token.text == "各"))
    return pieces


def _cut_out(clause: Clause, verb: Token | None, found: list[Stretch], *, keep: bool = False) -> None:
    negated = verb is not None and any(mark.kind == "neg" for mark in clause.markers.get(verb.start, ()))
    only = clause.free("quant", "only")
    if verb is not None:
        clause.signed(verb, "keep")
        clause.trigger("keep", verb, *clause.free("verb", *_VERBS))
    clause.trigger("keep", *only, *clause.free("place", "center"))
    clause.trigger("start_ms", *clause.free("prep", "before", "after", "between", "until"))
    keep = keep or bool(only) or (verb is not None and (verb.value in _KEEPING or _trims_to(clause, verb, found[0])))
    target = clips_meant(clause)
    if target.names_footage and not clause.topic:
        clause.target, clause.topic = target, "clip"
    clause.trigger("keep", *clause.free("quant", "all", "each"))
    if negated and verb is not None and not keep:
        clause.drafts.append(Remark("kept", verb.text))
        return
    if negated:
        keep = False
    if _may_be_either(clause, verb, found[0]):
        clause.drafts.append(Ambiguous("cut_or_keep"))
        return
    clause.drafts.extend(Cutout(stretch, keep, target) for stretch in found)


def _trims_to(clause: Clause, verb: Token, stretch: Stretch) -> bool:
    """ "Trim it from 0:05 to 0:10", "trim the clip to the first 5 seconds": that is what stays."""
    if verb.value != "trim":
        return False
    if stretch.edge is None:
        return stretch.end is not None and stretch.start > 0 and (not _is_cut(verb) or _goes_to_part(clause))
    window = next((token for token in clause.tokens if token.kind in ("window", "portion")), None)
    before = clause.before(window) if window is not None else None
    return before is not None and before.is_a("prep", "to")


def _goes_to_part(clause: Clause) -> bool:
    """ "Cut the clip to the part between 2 and 6 seconds": that part is what stays."""
    parts = [clause.before(token) for token in clause.tokens if token.is_a("noun", "part")]
    return any(link is not None and link.is_a("prep", "to") for link in parts)


def _is_cut(verb: Token) -> bool:
    return verb.text.lower() in ("cut", "cutting")


def _may_be_either(clause: Clause, verb: Token | None, stretch: Stretch) -> bool:
    """ "Cut from 0:30 to 1:45": out, or out of the rest?"""
    ranged = stretch.edge is None and stretch.end is not None and stretch.start > 0
    if any(token.text.lower() == "everything" for token in clause.tokens):
        return False
    return (
        verb is not None and _is_cut(verb) and ranged and clause.has("prep", "from") and not clause.has("noun", "part")
    )


def clips_meant(clause: Clause) -> Reference:
    """The clips that are named; the video as a whole where it is, or nothing."""
    target = point(clause)
    if target.is_open and not target.kind:
        target = played_before(clause)
    if target.every and not target.places and clause.has("noun", "video"):
        return OPEN
    return OPEN if target.every and not _names_each_clip(clause) else target


def _names_each_clip(clause: Clause) -> bool:
    """ "Every clip", 每个片段; not the "each" of "2 seconds at each end"."""
    apiece = any(token.is_a("quant", "each") and token.text.startswith("每") for token in clause.tokens)
    return apiece or clause.has("noun", "clip", "picture")


def _unsaid(clause: Clause, verb: Token) -> None:
    """ "Trim the clip", "cut 5 seconds": from where?"""
    times = times_of(clause)
    before = clause.before(times[0]) if times else None
    lasting = before is not None and (before.is_a("prep", "to", "by") or before.text.endswith(("到", "成", "至")))
    others = clause.has("range") or clause.has("percent") or clause.has("factor") or clause.has("relative")
    if lasting or others or verb.text.endswith("到"):
        return
    if clause.signed(verb, "keep") is not Sign.WANTED:
        point(clause)
        clause.drafts.append(Remark("kept", verb.text))
        return
    if times and (clause.free("ordinal") or clause.free("name")):
        return
    clause.trigger("keep", verb)
    for time in times:
        clause.store(time, "length")
    point(clause)
    clause.drafts.append(Ambiguous("which_end", times[0].text) if times else Ambiguous("which_stretch"))
