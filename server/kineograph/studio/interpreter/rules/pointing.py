"""Which clips a clause points at: ordinals, file names, "all", and "it" carried over from the clause before."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.general import OPEN, Beyond, Reference, Removal
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules.kinds import kind_of
from kineograph.studio.interpreter.rules.parts import part_of_split

_BEYOND: tuple[Beyond, ...] = get_args(Beyond)
_BARE = frozenset({"relative", "degree", "duration", "tempo", "multiple", "prep", "speed", "correction", "motion",
                   "strength", "factor", "tone", "grade", "preset", "static", "break", "turned", "conj",
                   "backwards", "field"})  # fmt: skip
_GOING = ("function", "polite", "det", "descriptor", "mark", "conj", "pronoun", "correction", "neg", "degree")
_ALTERING = ("make", "change", "lengthen", "shorten", "move", "use", "keep", "last", "show", "raise", "lower")
_FURTHER = ("再", "也", "还", "另外", "顺便", "同时")
_ITS, _BEHIND = ("its", "their"), ("以外", "之外", "除外")
_REMAINING = ("剩下的", "其余的", "剩余", "remaining", "the remaining", "the rest of")
_TWO, _PAIR = frozenset({"both", "both of them", "both of these", "both of those"}), (1, 2)
_SOUNDS = (".mp3", ".wav", ".m4a", ".aac")


def is_sound_name(token: Token) -> bool:
    return token.value.endswith(_SOUNDS)


def ordinals(clause: Clause) -> list[Token]:
    """Unclaimed ordinals in order, with the numbers of a list that goes on ("photos 2 and 3")."""
    return clause.free("ordinal")


def point(clause: Clause, field: str = "target") -> Reference:
    """The clips the clause names; the tokens that name them are stored. Open where it names none."""
    if (beside := _beyond(clause, field) or part_of_split(clause, field)) is not None:
        return beside
    found = ordinals(clause)
    names = [token for token in clause.free("name") if not is_sound_name(token)]
    quantifiers = clause.free("quant", "all", "each")
    if not (found or names) and (both := _both(clause, quantifiers, field)) is not None:
        return both
    for token in (*found, *names, *quantifiers):
        clause.store(token, field)
    places = tuple(place for token in found for place in token.places)
    others = _others(clause, field) if not (found or names) else None
    if others is not None:
        return others
    spared = _spared(clause, [*found, *names], quantified=bool(quantifiers))
    if not (found or names or quantifiers):
        if clause.topic == "clip" and (not clause.target.is_open or clause.target.names_footage):
            return clause.target
        other = _remembered(clause)
        return other if not other.is_open or other.names_footage else _of_footage(clause)
    everyone = bool(quantifiers) and not places and not spared
    kind = kind_of(clause) if everyone or spared else ""
    each = [clause.after(token) for token in quantifiers]
    if any(token is not None and token.is_a("noun", "clip") for token in each):
        kind = ""
    count = 2 if everyone and any(token.text.lower() == "both" for token in quantifiers) else 0
    named = tuple(token.value for token in names)
    reference = Reference(places, named, every=everyone, others=spared, kind=kind, count=count)
    clause.target, clause.topic = reference, "clip"
    return reference


def _of_footage(clause: Clause) -> Reference:
    """ "The clip", "the footage", with no number: what a later "it" is."""
    found = replace(OPEN, kind=kind_of(clause))
    if found.names_footage and not clause.topic:
        clause.target, clause.topic = found, "clip"
    return found


def _beyond(clause: Clause, field: str) -> Reference | None:
    """ "Everything after the third", "from the second on", "the odd ones", "the one after b.jpg"."""
    side = clause.one("beyond")
    if side is None:
        return None
    for token in (side, *clause.free("quant", "all", "each")):
        clause.store(token, field)
    clause.target, clause.topic = reference_beyond(side), "clip"
    return clause.target


def reference_beyond(side: Token) -> Reference:
    """What a token of the kind ``beyond`` means: a side of a clip, a pattern, or the one beside a file."""
    word, _, name = side.value.partition(":")
    beyond: Beyond = next((value for value in _BEYOND if value == word), "after")
    return Reference(side.places, (name,) if name else (), beyond=beyond)


def _both(clause: Clause, quantifiers: list[Token], field: str) -> Reference | None:
    """ "第二张跟第四张换位置，然后都改成5秒", "swap b and d and make both brighter": the two that were spoken of."""
    before = clause.previous
    if len(quantifiers) == 1 and is_of_two(quantifiers[0]) and not clause.has("noun", "text", "title"):
        return _two(clause, before, quantifiers[0], field)
    if len(quantifiers) != 1 or quantifiers[0].text != "都" or clause.has("noun") or rest_of(clause):
        return None
    if before is None or before.sentence != clause.sentence or before.topic != "clip" or len(before.target.places) < 2:
        return None
    clause.store(quantifiers[0], field)
    clause.target, clause.topic = before.target, "clip"
    return before.target


def is_of_two(token: Token) -> bool:
    return token.kind == "quant" and token.text.lower() in _TWO


def _two(clause: Clause, before: Clause | None, both: Token, field: str) -> Reference | None:
    """Two clips that the clauses before named; held where they named others, or none at all."""
    named: list[Token] = []
    while before is not None and before.sentence + 2 >= clause.sentence and len(named) < len(_PAIR):
        said = [token for token in before.tokens if token.kind in ("ordinal", "name") and not is_sound_name(token)]
        named, before = [*said, *named], before.previous
    places = tuple(place for token in named for place in token.places)
    names = tuple(token.value for token in named if token.kind == "name")
    if len(places) + len(names) == len({*places, *names}) == len(_PAIR):
        clause.store(both, field)
        clause.target, clause.topic = Reference(places, names), "clip"
        return clause.target
    if clause.has("noun", "picture", "clip"):
        return None
    unsaid(clause, both, "both")
    return OPEN


def _spared(clause: Clause, named: list[Token], *, quantified: bool) -> bool:
    """ "All but the first", 除了第一张，其他都: those that are named are the ones left out."""
    exception = clause.one("except", "except")
    rest = clause.free("pronoun", "rest")
    if (
        exception is None
        or not (quantified or rest or clause.has("quant", "each", "all", "total"))
        or any((token.start < exception.start) is (exception.text not in _BEHIND) for token in named)
    ):
        return False
    clause.trigger("target", *clause.free("except", "except"), *rest)
    return bool(named)


def rest_of(clause: Clause) -> list[Token]:
    """ "The rest", 剩下的: those that were not spoken of."""
    remaining = [token for token in clause.free("det", "new") if token.text.lower() in _REMAINING]
    return [*clause.free("pronoun", "rest"), *remaining]


def _others(clause: Clause, field: str) -> Reference | None:
    """ "The rest": every clip but those of the clause before."""
    rest = rest_of(clause)
    before = clause.previous
    if not rest or before is None or before.topic != "clip" or before.target.every:
        return None
    if before.target.is_open:
        return _left(clause, before, rest[0], field)
    clause.store(rest[0], field)
    named = _named_so_far(before)
    clause.target, clause.topic = replace(named, others=not named.others), "clip"
    return clause.target


def _left(clause: Clause, before: Clause, rest: Token, field: str) -> Reference | None:
    """ "The third can go", and then "the rest 4 seconds each": all that are left."""
    gone = bool(before.drafts) and all(isinstance(draft, Removal) and not draft.keeping for draft in before.drafts)
    if before.number >= 0 or not gone:
        return None
    clause.store(rest, field)
    clause.target, clause.topic = Reference(every=True), "clip"
    return clause.target


def _named_so_far(clause: Clause) -> Reference:
    """ "Zoom in on the first, pan on the second, …": every clip of a run of like clauses."""
    places, names = list(clause.target.places), list(clause.target.names)
    before = clause.previous
    while before is not None and before.topic == "clip" and _is_like(before, clause):
        places, names = [*before.target.places, *places], [*before.target.names, *names]
        before = before.previous
    return replace(clause.target, places=tuple(dict.fromkeys(places)), names=tuple(dict.fromkeys(names)))


def _is_like(earlier: Clause, later: Clause) -> bool:
    plain = not (earlier.target.every or earlier.target.others or later.target.others or earlier.target.is_open)
    return plain and {type(draft) for draft in earlier.drafts} == {type(draft) for draft in later.drafts}


def _remembered(clause: Clause) -> Reference:
    reference = carried(clause)
    if not reference.is_open or reference.names_footage:
        clause.target, clause.topic = reference, "clip"
    return reference


def carried(clause: Clause) -> Reference:
    """What "it" or "them" means here: the clips the clause before pointed at; in a list the one it is headed by."""
    if not clause.label.is_open and not clause.has("quant", "total"):
        return clause.label
    before = clause.previous
    held = any(token.kind == "det" and _holds_it(token) for token in clause.tokens)
    topics = ("clip", "fade") if held else ("clip",)
    if before is None or before.topic not in topics or before.sentence + 1 < clause.sentence:
        return OPEN
    each = any(token.text.startswith("每") for token in clause.tokens if token.kind == "quant")
    dropped = before.sentence == clause.sentence and clause.says("change") and not (clause.has("noun") or each)
    chinese = any(is_han(token.text[0]) for token in (*before.tokens, *clause.tokens))
    dropping = before.sentence < 0 or (before.sentence == clause.sentence and chinese)
    bare = dropping and all(_is_bare(token) or _adds_to_one(token, before, clause) for token in clause.words())
    leaning = clause.has("pronoun", "it", "them") or any(_holds_it(token) for token in clause.tokens)
    if before.target.others and clause.has("pronoun", "it") and len(before.target.places) == 1:
        return Reference(before.target.places)
    return before.target if leaning or dropped or bare else OPEN


def _adds_to_one(token: Token, before: Clause, clause: Clause) -> bool:
    """ "第一张停留4秒，加个推近效果": to the only one that the sentence was about."""
    if before.sentence < 0 and (_goes_on_with_it(token, clause) or (token.kind == "percent" and clause.has("field"))):
        return True
    goes_on = before.sentence < 0 and clause.begins and clause.tokens[0].text in _FURTHER
    same = before.sentence == clause.sentence or goes_on
    pointed = len(before.target.places) + len(before.target.names)
    if not token.is_a("verb", "add") or not same or pointed != 1:
        return False
    earlier = before.previous
    listed = earlier is not None and earlier.sentence == before.sentence and earlier.topic == "clip"
    return not listed or (earlier is not None and earlier.target == before.target)


def _goes_on_with_it(token: Token, clause: Clause) -> bool:
    """ "放4秒", "加个推近", "对比度也加一点", after clips were spoken of."""
    lasting = token.text == "放" and clause.has("duration")
    alone = token.is_a("verb", "add") and is_han(token.text[0]) and not clause.has("noun") and not clause.has("quant")
    return alone and (lasting or clause.has("motion") or clause.has("field"))


def _holds_it(token: Token) -> bool:
    """ "Its first second", "brighten it up": the pronoun is in the word."""
    inside = token.kind in ("grade", "fit") and not {"it", "them"}.isdisjoint(token.text.lower().split())
    return inside or (token.kind == "det" and token.text.lower() in _ITS)


def _is_bare(token: Token) -> bool:
    return token.kind in _BARE or token.is_a("verb", *_ALTERING)


def takes_it_away(clause: Clause) -> bool:
    """ "Remove it", 去掉吧, 不要了: what was spoken of last, and nothing else is named."""
    plain = all(token.kind in ("verb", "break", *_GOING) for token in clause.tokens)
    if not plain or clause.says("undo", "redo") or clause.has("det", "indefinite"):
        return False
    if clause.says("remove"):
        spoken = all(is_han(token.text[0]) for token in clause.tokens if token.kind not in ("break", "mark"))
        before = clause.previous
        return clause.has("pronoun", "it") or (spoken and before is not None and before.sentence < 0)
    return clause.previous is not None and clause.previous.sentence < 0 and _wants_no_more(clause)


def _wants_no_more(clause: Clause) -> bool:
    words = [token.text for token in clause.tokens if token.kind != "break"]
    return words[:1] == ["不要"] and words[1:] in (["了"], ["了", "吧"], ["啦"])


def is_of_laid(clause: Clause) -> bool:
    """ "Make it fade in", after a logo: not the video."""
    before = clause.previous
    laid = before is not None and before.topic == "overlay" and before.sentence + 1 >= clause.sentence
    return laid and clause.has("pronoun", "it", "them") and not clause.has("noun")


def unsaid(clause: Clause, token: Token, code: str) -> None:
    """A word we know and cannot place: the clause is held for it."""
    clause.claim(token, State.NOT_UNDERSTOOD, code)


def named_by_number(clause: Clause, nouns: list[Token]) -> Reference:
    """ "The second title", "the first and the third", "text 1 and text 2", "every overlay": which of the things are
    named."""
    places: list[int] = [place for token in nouns for place in token.places]
    for token in clause.free("quant", "all", "each") if places else ():
        clause.store(token, "target")
    ordinals = clause.free("ordinal")
    led = any(clause.after(token) in nouns for token in ordinals)
    for token in (*ordinals, *clause.free("number")):
        before = clause.before(token, frozenset())
        if (led and token in ordinals) or (token.kind == "number" and before in nouns):
            clause.store(token, "target")
            places.extend(token.places or (int(token.amount),))
    if places:
        return Reference(tuple(places))
    for token in clause.free("quant", "all", "each"):
        if token.value == "all" or clause.after(token) in nouns:
            for each in (token, *clause.free("quant", "all")):
                clause.store(each, "target")
            return Reference(every=True)
    return OPEN
