"""The thing that was spoken of last: the tokens that name it, for a clause that leaves it out or says "it"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.drafts import layers
from kineograph.studio.interpreter.lexing.groups import HEARD, LAID
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.timeline.vocabulary import SoundRole

_TEXTS = (layers.TextDraft, layers.TextChange, layers.Lines)
_OVERLAYS = (layers.OverlayDraft, layers.OverlayChange)
_SPOKEN = ("narration", "voice", "effect")
_HEARD_AS = {"music": HEARD, "footage": ("sound",), "voice": _SPOKEN, "effect": _SPOKEN}
_NAMED_AS = {"music": "music", "footage": "sound", "voice": "narration", "effect": "effect"}
BOTH = frozenset({"both", "both of them", "they both", "them both", "both photos", "both pictures"})
MOVING: dict[str, type[d.Draft]] = {"transition": d.TransitionDraft, "motion": d.MotionDraft}


def antecedent(clause: Clause, leaning: Sequence[Token]) -> list[Token]:
    """The tokens that name what was spoken of last; none where that is not clear."""
    before = clause.previous
    while before is not None and before.sentence + 1 >= clause.sentence:
        if any(isinstance(draft, d.Removal | d.Create | d.History) and not adds(draft) for draft in before.drafts):
            return []
        found = _griped(before) or ([] if leaning else _moving(before)) or _spoken(before)
        if found is not None:
            several = any(token.value == "them" or token.text.lower() in BOTH for token in leaning)
            if several and found and found[0].is_a("noun", *LAID):
                return found if _are_so_many(found[0], clause, leaning) else []
            return _widened(found, before, clause) if several else found if _is_one(found) or not leaning else []
        if not leaning and before.sentence != clause.sentence:
            return []
        before = before.previous
    return []


def _are_so_many(noun: Token, clause: Clause, leaning: Sequence[Token]) -> bool:
    """Whether "both" are two; and nothing goes that was not counted."""
    both = any(token.text.lower() in BOTH for token in leaning)
    return len(noun.places) == 2 if both and noun.places else not (both or clause.says("remove")) or bool(noun.places)


def adds(draft: d.Draft) -> bool:
    return isinstance(draft, d.Create) and draft.adding


def _is_one(found: Sequence[Token]) -> bool:
    return len(found) == 1 and len(found[0].places) <= 1


def is_clip(found: Sequence[Token]) -> bool:
    return found[0].kind in ("ordinal", "name") or found[0].is_a("noun", "clip")


def _thing(before: Clause) -> list[Token] | None:
    """What a clause spoke of: None where it named nothing, empty where it is not clear what."""
    if any(isinstance(draft, _TEXTS) for draft in before.drafts):
        places = before.target.places if before.sentence < 0 and before.topic == "text" else ()
        noun = _noun(before, LAID, "text")
        return [replace(noun, value="text", places=places) if len(places) > 1 else noun]
    if any(isinstance(draft, _OVERLAYS) for draft in before.drafts):
        return [_noun(before, LAID, "overlay")]
    if (heard := _heard(before)) is not None:
        return heard
    if before.topic == "clip" and not before.target.is_open:
        return _clips(before)
    laid = {token.value for token in before.tokens if token.is_a("noun", *LAID, *HEARD)}
    clips = [token for token in before.tokens if token.is_a("noun", "clip")]
    if len(laid) == 1 and not (clips or before.has("ordinal") or before.has("name")):
        return [_noun(before, (*laid,), "")]
    pictures = [token for token in before.tokens if token.is_a("noun", "picture") and is_han(token.text[0])]
    if before.topic != "clip" and pictures and not (laid or before.has("ordinal") or before.has("name")):
        return pictures[:1]
    if (
        not laid
        and len(clips) == 1
        and not clips[0].text.lower().endswith("clips")
        and not (before.has("ordinal") or before.has("name") or before.has("quant"))
    ):
        return clips[:1]
    vague = laid or clips or before.has("ordinal") or before.has("name")
    return [] if vague or before.has("quant", "all", "each", "total") else None


def _spoken(before: Clause) -> list[Token] | None:
    return _asked(before) if before.has("asked") else _thing(before)


def _asked(before: Clause) -> list[Token] | None:
    """What a question was about; None where it was about nothing that can be spoken of."""
    if before.topic == "clip" and not before.target.is_open:
        return _clips(before)
    known = any(token.value for token in before.tokens if token.kind == "asked")
    return asked_noun(before) if known else None


def asked_noun(before: Clause) -> list[Token]:
    """The noun of a question, where the question is about what a noun names."""
    asked = (token for token in before.tokens if token.kind == "asked" and before.topic)
    named = ((token, token.value.removeprefix("noun:")) for token in asked if token.value.startswith("noun:"))
    return [replace(token, kind="noun", value=value, text=value, places=()) for token, value in named]


def _moving(before: Clause) -> list[Token]:
    """The transitions or the moves that a clause spoke of."""
    drafts = MOVING.get(before.topic)
    spoken = drafts is not None and any(isinstance(draft, drafts) for draft in before.drafts)
    return [_noun(before, (before.topic,), before.topic)] if spoken else []


def _heard(before: Clause) -> list[Token] | None:
    """The sound that a clause spoke of; None where it spoke of none."""
    if spoken := [draft for draft in before.drafts if isinstance(draft, layers.SoundDraft)]:
        return [_noun(before, _SPOKEN, "effect" if spoken[-1].role is SoundRole.EFFECT else "narration")]
    if any(isinstance(draft, layers.Music) for draft in before.drafts):
        return [_noun(before, HEARD, "music")]
    turned = [draft for draft in before.drafts if isinstance(draft, layers.Volume)]
    if turned and turned[-1].of == "footage" and not turned[-1].target.is_open:
        return _clips(replace(before, target=turned[-1].target))
    if not turned or (turned[-1].of != "music" and not before.target.is_open):
        return None
    return [_noun(before, _HEARD_AS[turned[-1].of], _NAMED_AS[turned[-1].of])]


def _griped(before: Clause) -> list[Token]:
    """ "Photo 3 bothers me, …": that one."""
    pointed = [token for token in before.tokens if token.kind in ("ordinal", "name")]
    return pointed if before.has("gripe") and len(pointed) == 1 and not before.has("noun", *LAID, *HEARD) else []


def _clips(before: Clause) -> list[Token]:
    target = before.target
    if target.every or target.others or target.beyond:
        return []
    model = next((token for token in before.tokens if token.kind in ("ordinal", "name")), before.tokens[0])
    found = [replace(model, kind="name", value=name, text=name, places=()) for name in target.names]
    if target.places:
        found.append(replace(model, kind="ordinal", value="", places=target.places))
    return found


def _noun(before: Clause, values: tuple[str, ...], unless: str) -> Token:
    named = [token for token in before.tokens if token.is_a("noun", *values)]
    return named[-1] if named else replace(before.tokens[0], kind="noun", value=unless, text=unless, places=())


def _widened(found: list[Token], before: Clause, clause: Clause) -> list[Token]:
    """ "Brighten photo 1. Darken photo 3. Make them 4 seconds": both."""
    if not found or not all(token.kind == "ordinal" for token in found):
        return found if len(found) > 1 or (found and found[0].kind == "noun") else []
    places: list[int] = []
    earlier: Clause | None = before
    while earlier is not None and earlier.number >= 0 and earlier.sentence + 2 >= clause.sentence:
        if earlier.topic == "clip" and not (earlier.target.others or earlier.target.names or earlier.target.beyond):
            places = [*earlier.target.places, *places]
        earlier = earlier.previous
    places = list(dict.fromkeys(places or found[0].places))
    return [replace(found[0], places=tuple(places))] if len(places) > 1 else []
