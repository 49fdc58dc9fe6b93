"""Which cuts are meant: between two clips, before or after one, the first, the last, all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.clauses.closing import is_clean
from kineograph.studio.interpreter.drafts.general import OPEN, Draft, Reference, TransitionDraft
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules.fades import direction
from kineograph.studio.interpreter.rules.kinds import kind_of
from kineograph.studio.interpreter.rules.pointing import is_sound_name, point, rest_of, unsaid
from kineograph.timeline.vocabulary import TransitionKind

_OUT_OF = ("after", "right after", "out of")
_INTO = ("into", "before", "right before", *_OUT_OF)


@dataclass(frozen=True, slots=True)
class Cuts:
    """As in :class:`~kineograph.studio.interpreter.drafts.TransitionDraft`."""

    target: Reference = OPEN
    between: bool = False
    after: bool = False


def find(clause: Clause) -> Cuts:
    """The cuts the clause names; claims the words that name them. Open where it names none or all."""
    between = clause.one("prep", "between") or _inside(clause)
    if between is not None:
        clause.trigger("transition", *clause.free("noun", "picture", "clip"))
    spared = _rest(clause) or _all_but(clause, between)
    if spared is not None:
        return spared
    pointed = bool(clause.free("ordinal") or _names(clause))
    every = [token for token in clause.free("quant", "each", "all") if _of_cuts(clause, token)]
    if not pointed and every:
        for token in every:
            clause.store(token, "target")
        return Cuts()
    numbered = [token for token in clause.free("ordinal") if _numbers_a_cut(clause, token)]
    if numbered and between is None and len(numbered) == len(clause.free("ordinal")):
        return Cuts(_numbered(clause, numbered))
    if not pointed:
        footage = _beside_footage(clause)
        if footage is not None:
            return footage
        return _between_numbers(clause) if between is not None or _leads_on(clause) else Cuts()
    return _pointed(clause, between)


def on_both_sides(clause: Clause) -> bool:
    """ "Before and after the clip": two cuts."""
    sides = [token for token in clause.tokens if token.is_a("prep", "before", "after")]
    joint = clause.after(sides[0]) if len(sides) == 2 else None
    return joint is not None and joint.is_a("conj", "and", "or") and clause.after(joint) == sides[1]


def _beside_footage(clause: Clause) -> Cuts | None:
    """ "A crossfade into the clip", "a wipe after the footage": the cut on that side of it."""
    clips = [token for token in clause.tokens if token.is_a("noun", "clip") and not token.text.lower().endswith("s")]
    link = clause.before(clips[0]) if len(clips) == 1 else None
    if link is None or link.text.lower() not in _INTO or kind_of(clause) not in ("clip", "footage"):
        return None
    clause.trigger("transition", link, *clips)
    return Cuts(replace(OPEN, kind="clip"), after=link.text.lower() in _OUT_OF)


def _rest(clause: Clause) -> Cuts | None:
    """ "First transition wipe, second circle, the rest crossfade": every cut but those that were named so far."""
    rest = rest_of(clause)
    places: list[int] = []
    before = clause.previous
    while before is not None and before.topic == "transition":
        if rest and not is_clean(before):
            unsaid(clause, rest[0], "hangs_on_held")
            return Cuts()
        places.extend(place for draft in before.drafts for place in _led_into(draft))
        before = before.previous
    if not rest or not places:
        return None
    clause.store(rest[0], "target")
    return Cuts(Reference(tuple(dict.fromkeys(places)), others=True))


def _led_into(draft: Draft) -> tuple[int, ...]:
    """The clips that the cuts of a draft lead into."""
    if not isinstance(draft, TransitionDraft):
        return ()
    places = draft.target.places
    if draft.between:
        return places[1:2] if len(places) == 2 else ()
    return tuple(place + 1 if place != -1 else place for place in places) if draft.after else places


def _all_but(clause: Clause, between: Token | None) -> Cuts | None:
    """ "Crossfade everywhere except between the first two"."""
    exception = clause.one("except", "except")
    if exception is None or between is None or between.start < exception.start:
        return None
    named = [token for token in clause.free("ordinal") if token.start > between.start]
    places = [place for token in named for place in token.places]
    if len(places) != 2 or abs(places[0] - places[1]) != 1 or places[0] * places[1] < 0:
        return None
    for token in (*named, *clause.free("quant", "all", "each")):
        clause.store(token, "target")
    clause.trigger("transition", exception, between)
    return Cuts(Reference((max(places),), others=True))


def _inside(clause: Clause) -> Token | None:
    """ "Fade between the first two": the kind and where in one word."""
    return next((token for token in clause.tokens if token.text.lower().endswith(" between")), None)


def _of_cuts(clause: Clause, every: Token) -> bool:
    """ "All transitions 1 second"; but "3 seconds each" is of the pictures."""
    of_cuts = clause.has("noun", "transition") and not clause.has("noun", "picture", "clip", "video")
    if not clause.has("duration") or clause.has("prep", "between") or (of_cuts and every.value == "all"):
        return True
    before = clause.before(every)
    if every.value == "all" and before is not None and before.kind == "transition":
        return True
    following = clause.after(every, LIGHT | {"strength"})
    return following is not None and (following.is_a("noun", "transition") or following.kind == "transition")


def _pointed(clause: Clause, between: Token | None) -> Cuts:
    tokens = sorted((*clause.free("ordinal"), *_names(clause)), key=lambda token: token.start)
    pair = sum(max(1, len(token.places)) for token in tokens) == 2
    relation = _relation(clause, tokens)
    led = clause.one("prep", "from", "of") is not None or clause.has("transition") or clause.has("fade")
    joined = pair and led and (_is_pair(tokens) if len(tokens) == 1 else _leads(clause, tokens[0], tokens[1]))
    after = clause.one("prep", "after") or (relation if relation is not None and relation.text == "后面" else None)
    behind = after is not None and between is None and not joined
    before = clause.one("prep", "before")
    target = point(clause)
    clause.trigger("transition", between, after, before, relation)
    if joined and len(tokens) > 1:
        clause.claim(tokens[0], State.TRIGGER, "target")
    return Cuts(target, between is not None or joined, behind or _leaves(clause))


def _is_pair(tokens: list[Token]) -> bool:
    """ "第二张到第三张": two neighbours said as one stretch."""
    return any(link in tokens[0].text.lower() for link in ("到", "至", " to "))


def _relation(clause: Clause, tokens: list[Token]) -> Token | None:
    """ "第三张前面": before the third, not at the start."""
    beside = (token for token in clause.free("edge") if token.text in ("前面", "后面"))
    return next((token for token in beside if clause.before(token) in tokens), None)


def _leads(clause: Clause, first: Token, second: Token) -> bool:
    """ "From the first to the second photo", "fade photo 1 into photo 2"."""
    return any(token.is_a("prep", "to") and first.start < token.start < second.start for token in clause.tokens)


def _leaves(clause: Clause) -> bool:
    """ "Fade out the second photo": on the way to the next."""
    faded = [direction(token) for token in clause.tokens if token.is_a("verb", "fade")]
    return any(out for _, out in faded) and not any(into for into, _ in faded)


def _names(clause: Clause) -> list[Token]:
    return [token for token in clause.free("name") if not is_sound_name(token)]


def _between_numbers(clause: Clause) -> Cuts:
    """ "Between 2 and 3"."""
    numbers = [*clause.free("number"), *clause.free("count")]
    if len(numbers) != 2:
        return Cuts()
    for token in numbers:
        clause.store(token, "target")
    return Cuts(Reference(tuple(int(token.amount) for token in numbers)), between=True)


def _numbered(clause: Clause, numbered: list[Token]) -> Reference:
    """The cuts by their own numbers; all but those where they are excepted."""
    for token in numbered:
        clause.store(token, "target")
    places = tuple(place + 1 if place > 0 else place for token in numbered for place in token.places)
    excepted = clause.free("except", "except")
    clause.trigger("target", *excepted, *(clause.free("pronoun", "rest") if excepted else ()))
    for token in clause.free("quant", "all", "each") if excepted else ():
        clause.store(token, "target")
    return Reference(places, others=bool(excepted))


def _leads_on(clause: Clause) -> bool:
    """ "The change from 2 to 3"."""
    return clause.has("noun", "transition") and clause.has("prep", "from") and clause.has("prep", "to")


def _numbers_a_cut(clause: Clause, ordinal: Token) -> bool:
    """ "The first transition" leads into the second clip; so does 第一个 where cuts are spoken of."""
    following = clause.after(ordinal, LIGHT)
    named = following is not None and (following.is_a("noun", "transition") or following.kind == "transition")
    before = clause.previous
    spoken = clause.has("noun", "transition") or (before is not None and before.topic == "transition")
    pictured = clause.has("noun", "picture", "clip") or clause.has("prep", "before", "after", "between")
    beside = clause.after(ordinal, frozenset())
    counted = ordinal.text.endswith(("个", "处", "次", "道")) or (beside is not None and beside.text == "处")
    return named or (spoken and not pictured and counted)


def same_cuts(clause: Clause, kinds: list[Token]) -> Cuts | None:
    """ "前两张之间不要转场，直接切": the cuts of the clause before; "它的转场": those into what was spoken of."""
    before = clause.previous
    if before is None or before.sentence != clause.sentence:
        return None
    if any(token.text.startswith("它") for token in clause.free("pronoun", "it")) and before.topic == "clip":
        return Cuts(before.target)
    last = [draft for draft in before.drafts if isinstance(draft, TransitionDraft)]
    if last and last[-1] == TransitionDraft(target=last[-1].target) and clause.has("pronoun", "it"):
        before.drop(last[-1])
        return Cuts(last[-1].target)
    bare = len(clause.words()) == len(kinds) == 1 and kinds[0].value == "cut"
    same = bare and bool(last) and last[-1].kinds == (TransitionKind.CUT,)
    return Cuts(last[-1].target, last[-1].between, last[-1].after) if same else None
